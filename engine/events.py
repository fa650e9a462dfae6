"""What the engine says while it works: small frozen values, safe on any thread.

`Progress` and `Preview` are coalesced (the newest of a job wins, at most one per 33 ms); state events never are.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.plan import Output
from engine.shots import Take
from engine.types import Facts

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Queued:
    """The job waits; `position` jobs run before it."""

    job: str
    position: int


@dataclass(frozen=True, slots=True)
class Started:
    """The job runs; `steps` are to do, `cached` are there already, `eta` seconds for the whole plan."""

    job: str
    steps: int
    cached: int
    eta: float


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A step of node `node` runs now."""

    job: str
    key: str
    op: str
    node: str


@dataclass(frozen=True, slots=True)
class StepCached:
    """A step needed no work."""

    job: str
    key: str
    op: str
    node: str


@dataclass(frozen=True, slots=True)
class StepFinished:
    """A step is done after `seconds`; `facts` describe its result, `notes` what the memory ladder changed.

    `peak_bytes` is the most memory that it held beside what was held before it; 0 where that cannot be measured.
    """

    job: str
    key: str
    op: str
    node: str
    seconds: float
    facts: Facts
    notes: tuple[str, ...] = ()
    peak_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """Work done and to do over the whole plan, in forecast seconds; `eta` seconds left, `activity` in words.

    `share` is how much of the node's own work is done, 0..1.
    """

    job: str
    done: float
    total: float
    eta: float
    node: str = ""
    activity: str = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Preview:
    """The clip as it looks now: owned uint8 [frames, height, width, 3], half size, full rate."""

    job: str
    node: str
    frames: "NDArray[Any]"
    rate: float
    step: int
    steps: int


@dataclass(frozen=True, slots=True)
class Finished:
    """One output is there: a take, a file, or a value in the cache. `path` is None for a value.

    `take` is what the document appends to the shot `output.id`; `thumbnail` a small PNG of it, where one was made.
    """

    job: str
    output: Output
    path: str | None
    seconds: float
    notes: tuple[str, ...] = ()
    take: Take | None = None
    thumbnail: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A step failed; what depends on it will not run, everything else does.

    `kind` is the class of the error ("OutOfMemory", "OutputError", "WeightsError", ...), "" for a fault of ours.
    """

    job: str
    node: str
    message: str
    remedy: str = ""
    port: str = ""
    value: str = ""
    details: str = field(default="", repr=False)
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job stopped on request; `resumable` when a denoise checkpoint was kept."""

    job: str
    resumable: bool = False


@dataclass(frozen=True, slots=True)
class Ended:
    """The job is over: "done", "failed" (in part or whole) or "cancelled"; `cached` when nothing had to run."""

    job: str
    state: str
    seconds: float
    ran: int
    cached: int


Event: TypeAlias = (
    Queued
    | Started
    | StepStarted
    | StepCached
    | StepFinished
    | Progress
    | Preview
    | Finished
    | Failed
    | Cancelled
    | Ended
)
