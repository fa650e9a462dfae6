"""One job of the executor: its plan, its cancel token, what became of it.

Made by `Executor.submit`, run on the engine thread, looked at by `wait` and the queue from other threads.
"""

import threading
from dataclasses import dataclass, field

from engine.delivery import Delivery
from engine.errors import Cancelled
from engine.events import Failed, Finished
from engine.plan import Plan
from engine.report import Report

WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
"""The states of a job; the last three are final."""
FINAL = (DONE, FAILED, CANCELLED)


class Token:
    """Says whether a job shall stop. `cancel` from any thread, `check` between steps, blocks, chunks and frames."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next check."""
        self._event.set()

    def check(self) -> None:
        """Raise Cancelled if the job shall stop."""
        if self._event.is_set():
            raise Cancelled


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended: its state, what was delivered, what failed, and how many steps ran or needed no work."""

    job: str
    state: str
    finished: tuple[Finished, ...] = ()
    failures: tuple[Failed, ...] = ()
    seconds: float = 0.0
    ran: int = 0
    cached: int = 0
    resumable: bool = False
    report: Report | None = None


@dataclass(slots=True)
class Job:
    """A job while the executor knows it. Changed on the engine thread, or under the executor's lock while it waits.

    `again` asks for the job to wait once more after it stopped (another one was to run first, or the program closes).
    `begun` are outputs whose file it began to deliver, and may write over when it runs again. `enough` asks the denoise
    that runs, or the next one, to be content with what it has.
    """

    id: str
    plan: Plan
    delivery: Delivery
    token: Token = field(default_factory=Token)
    state: str = WAITING
    again: bool = False
    begun: set[str] = field(default_factory=set)
    enough: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None
    over: threading.Event = field(default_factory=threading.Event)
