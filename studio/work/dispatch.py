"""What can be told to the queue, whether its engine has been started yet or not.

Jobs of last time are there before the engine is: it comes with torch, which is not imported before the window rests.
Until then they can be put in another order, paused and removed all the same. Every method may wait for the disk, so it
is called on the thread of `studio.work.jobs`. Raises what the queue raises.
"""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from engine.errors import UsageError
from engine.job import RUNNING, WAITING
from engine.session import Session

if TYPE_CHECKING:
    from engine.executor import Executor
    from engine.plan import Plan
    from engine.queue import JobQueue, Record


class Dispatch:
    """The queue of a session, and the engine once it was `started`."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._executor: Executor | None = None

    @property
    def queue(self) -> "JobQueue":
        """The jobs on the disk."""
        return self._session.queue

    def started(self) -> "Executor":
        """The engine, started now if it was not yet."""
        if self._executor is None:
            self._executor = self._session.executor
        return self._executor

    def look(self) -> "tuple[list[Record], bool, Path | None]":
        """Every job, whether the queue is paused, and where a damaged list was put if that was not told yet."""
        return self.queue.records(), self.queue.paused, self.queue.damage()

    def waits(self) -> int:
        """How many jobs wait for an engine."""
        return len(self.queue.records(WAITING))

    def under_way(self, document: str) -> "list[Plan]":
        """What runs and waits for a document; a plan that cannot be read fails when it is its turn."""
        found = []
        for record in self.queue.records(RUNNING, WAITING):
            if record.document == document:
                with suppress(UsageError):
                    found.append(self.queue.load(record.id)[0])
        return found

    def cancel(self, job: str) -> None:
        """Stop a job that runs or waits."""
        if self._executor is not None:
            self._executor.cancel(job)
        else:
            self.queue.cancel(job)

    def remove(self, job: str) -> None:
        """Cancel a job, and take it off the list unless it runs; one that is off the list already stays so."""
        with suppress(UsageError):
            if self._executor is not None:
                self._executor.remove(job)
            else:
                self.queue.cancel(job)
                self.queue.remove(job)

    def reorder(self, job: str, place: int) -> None:
        """Put a waiting job at a place among the waiting ones, 0 first."""
        self.queue.move(job, place)

    def duplicate(self, job: str) -> str:
        """Queue a job again, as it was asked for; the new one's id."""
        if self._executor is not None:
            return self._executor.duplicate(job)
        plan, delivery = self.queue.load(job)
        name = str(uuid4())
        self.queue.add(name, plan, delivery)
        return name

    def run_now(self, job: str) -> None:
        """Run a waiting job before every other."""
        self.started().run_now(job)

    def finish_now(self, job: str) -> None:
        """End a job's refining early and make a take of what is there."""
        if self._executor is not None:
            self._executor.finish_now(job)

    def pause(self, on: bool) -> None:
        """Start no further job, or start them again."""
        if self._executor is None:
            self.queue.paused = on
        elif on:
            self._executor.pause()
        else:
            self._executor.resume()

    def rehome(self, old: str, new: str) -> None:
        """A document lies elsewhere now."""
        if self._executor is not None:
            self._executor.rehome(old, new)
        else:
            self.queue.rehome(old, new)

    def clear_ended(self) -> None:
        """Take what has ended off the list."""
        for record in self.queue.records():
            if record.state not in (RUNNING, WAITING):
                self.queue.remove(record.id)
