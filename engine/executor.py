"""The engine thread: takes jobs from the queue, one at a time, and runs them; the one class that apps talk to.

In: frozen plans with a `Delivery`. Out: events to one listener, files, takes, and an `Outcome` for who waits. Every
method is safe on any thread. Importing this module imports neither torch nor codecs; the first step that runs does.
"""

import logging
import threading
from contextlib import suppress
from functools import partial
from uuid import uuid4

from engine import events
from engine.crew import Crew
from engine.delivery import Delivery, check_delivery
from engine.errors import OutputError, UsageError
from engine.failures import unexpected
from engine.job import CANCELLED, FAILED, FINAL, RUNNING, WAITING, Job, Outcome, Token
from engine.manners import Manners
from engine.outbox import Listener, Outbox
from engine.plan import OPS, Plan
from engine.queue import JobQueue
from engine.report import Report
from engine.run import Run

REMEMBERED = 20
"""Ended jobs whose outcome can still be asked for."""
RETRY_SECONDS = 5.0
"""How long the engine waits before it looks again at a queue whose disk refused, or that is paused."""

_log = logging.getLogger(__name__)


class Executor:
    """Runs jobs on a thread of its own until `close`."""

    def __init__(
        self,
        crew: Crew,
        listener: Listener | None = None,
        *,
        queue: JobQueue | None = None,
        previews: bool = True,
        manners: Manners | None = None,
        held: bool = False,
    ) -> None:
        """`queue` None keeps jobs in memory alone (the command line); a queue with a file goes on where it stopped.

        `previews` can be changed at any time: none are made while nobody looks. The executor closes queue, cache,
        figures and history of its crew when it is closed. `manners` hear of the engine thread when it starts; `held` is
        as in `hold`.
        """
        self.crew = crew
        self.previews = previews and listener is not None
        self._outbox = Outbox(listener)
        self._queue = queue or JobQueue()
        self._jobs: dict[str, Job] = {}
        self._current: Job | None = None
        self._urgent = ""
        self._closing = False
        self._held = held
        self._untold: list[tuple[Job, Outcome, bool]] = []
        self._manners = manners
        self._wake = threading.Condition(threading.RLock())
        crew.checkpoints.sweep()
        self._thread = threading.Thread(target=self._loop, name="engine", daemon=True)
        self._thread.start()

    # -- asking for work -----------------------------------------------------------------------------------------------

    def submit(self, plan: Plan, deliver: Delivery | None = None) -> str:
        """Queue a plan and return the job's id. The plan is frozen: later edits of the graph do not reach it.

        Raises OutputError when an output could not be written where it shall go.
        """
        delivery = deliver or Delivery()
        check_delivery(plan, delivery)
        job = Job(str(uuid4()), plan, delivery)
        with self._wake:
            self._refuse_when_closed()
            position = self._queue.add(job.id, plan, delivery)
            self._jobs[job.id] = job
            self._outbox.post(events.Queued(job.id, position))
            self._wake.notify_all()
        self._outbox.send()
        return job.id

    def wait(self, job: str, timeout: float | None = None) -> Outcome:
        """Block until a job is over and say how it ended. Raises TimeoutError, UsageError for an unknown job.

        A job that the program's end kept from running has the state "waiting".
        """
        known = self._job(job)
        if not known.over.wait(timeout):
            raise TimeoutError(f"the job still has the state {known.state}")
        assert known.outcome is not None
        return known.outcome

    def cancel(self, job: str) -> None:
        """Stop a job: at once if it waits, at its next check if it runs. A job that is over is left alone."""
        with self._wake:
            if self._current is not None and self._current.id == job:
                self._current.again = False
                self._current.token.cancel()
            elif self._queue.cancel(job):
                # A job of an earlier session that nobody asked about yet has nobody who waits for it.
                if (known := self._jobs.get(job)) is not None:
                    self._over(known, Outcome(job, CANCELLED))
                self._outbox.post(events.Cancelled(job, False))
                self._outbox.post(events.Ended(job, CANCELLED, 0.0, 0, 0))
        self._outbox.send()

    def finish_now(self, job: str) -> None:
        """Let the running job's denoise be enough as it is: what is there becomes a take, whose notes say so.

        The one that runs stops after its present step, else the next one after its first; parts of the clip that were
        not begun are made in few steps, everything after it is done as ever, under keys of its own. Asked for again,
        the full result goes on from where it was. Other jobs are left alone.
        """
        with self._wake:
            if self._current is not None and self._current.id == job:
                self._current.enough.set()

    def duplicate(self, job: str) -> str:
        """The same plan once more, at the end of the line; returns the new job's id.

        Raises UsageError for a job that is unknown or of another version, OutputError like `submit`.
        """
        known = self._job(job)
        return self.submit(known.plan, known.delivery)

    def rehome(self, old: str, new: str) -> None:
        """A document lies elsewhere now: its jobs and the takes on their way are that one's (`Delivery.moved`).

        Raises OutputError where the disk refuses.
        """
        with self._wake:
            self._queue.rehome(old, new)
            for known in self._jobs.values():
                if known.delivery.document == old:
                    known.delivery = known.delivery.moved(old, new)
        if self.crew.arrivals is not None:
            self.crew.arrivals.rehome(old, new)

    def report(self, job: str) -> Report | None:
        """What a job that is over did, step by step; None where that is not known.

        Raises UsageError for an unknown job, OutputError where the disk refuses.
        """
        return self._queue.load_report(job)

    def remove(self, job: str) -> None:
        """Cancel a job if it waits or runs, and take it off the list if it does not run."""
        self.cancel(job)
        with self._wake:
            if self._current is None or self._current.id != job:
                self._queue.remove(job)

    def reorder(self, job: str, place: int) -> None:
        """Put a waiting job at a place among the waiting ones, 0 first. Raises UsageError if it does not wait."""
        self._queue.move(job, place)

    def run_now(self, job: str) -> None:
        """Run a waiting job next, even while paused. What runs now stops, waits again and resumes afterwards."""
        with self._wake:
            if self._queue.record(job).state != WAITING:
                raise UsageError(
                    "this job does not wait", value=job, remedy="Only waiting jobs can be run now"
                )
            self._urgent = job
            self._interrupt()
            self._wake.notify_all()

    def pause(self) -> None:
        """Start no further job; the one that runs goes on."""
        self._queue.paused = True

    def hold(self, on: bool) -> None:
        """Run nothing while `on`, whatever the artist's pause says: what runs stops, waits again and resumes later.

        Not remembered over a restart; a job of `run_now` runs all the same.
        """
        with self._wake:
            begins, self._held = on and not self._held, on
            if begins:
                self._interrupt()
            self._wake.notify_all()

    def resume(self) -> None:
        """Start jobs again."""
        with self._wake:
            self._queue.paused = False
            self._wake.notify_all()

    @property
    def paused(self) -> bool:
        """Whether the queue is paused."""
        return self._queue.paused

    @property
    def queue(self) -> JobQueue:
        """The queue's records, for the jobs panel."""
        return self._queue

    @property
    def running(self) -> str | None:
        """The job that runs now."""
        current = self._current
        return current.id if current else None

    def close(self) -> None:
        """Stop: what runs is cancelled with a checkpoint, what waits stays in a queue that has a file. Blocks."""
        with self._wake:
            if self._closing:
                return
            self._closing = True
            self._interrupt()
            self._wake.notify_all()
        self._thread.join()
        for job in [job for job in self._jobs.values() if not job.over.is_set()]:
            self._over(job, Outcome(job.id, WAITING))
        with suppress(OutputError):
            self._tell_queue()
        self._queue.close()
        self.crew.close()

    def __enter__(self) -> "Executor":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- the engine thread ---------------------------------------------------------------------------------------------

    def _loop(self) -> None:
        if self._manners is not None:
            self._manners.adopt()
        while (job := self._next()) is not None:
            outcome = self._execute(job)
            self._end(job, outcome)

    def _next(self) -> Job | None:
        """The next job, marked as running; None when the executor closes."""
        while not self._closing:
            with self._wake:
                try:
                    name = None if self._closing else self._wanted()
                    if name is not None:
                        if (job := self._start(name)) is not None:
                            return job
                    elif not self._closing:
                        # Another program that shares the queue may let it go on, and wakes nobody here.
                        self._wake.wait(RETRY_SECONDS if self._queue.paused else None)
                except OutputError as error:
                    # A full disk: nothing is lost, and nothing is to be done but to try again.
                    _log.warning("%s", error)
                    self._wake.wait(RETRY_SECONDS)
                except Exception:  # noqa: BLE001  the engine thread's border: it outlives every mistake
                    _log.exception("the next job could not be found")
                    self._wake.wait(RETRY_SECONDS)
            # What was said of lines that cannot be run, outside of the lock.
            self._outbox.send()
        return None

    def _wanted(self) -> str | None:
        """The job that shall run next: the urgent one if it still waits, else the first in line."""
        if self._queue.lost_lines():
            self._put_back()
        self._tell_queue()
        waiting = self._queue.waiting()
        if self._urgent in waiting:
            return self._urgent
        return None if self._held or self._queue.paused else self._queue.next()

    def _tell_queue(self) -> None:
        """Write down what the queue could not take when it happened; raises OutputError where it still cannot."""
        while self._untold:
            self._write_down(*self._untold[0])
            del self._untold[0]

    def _put_back(self) -> None:
        """Queue again whom a damaged list has lost: somebody waits for them."""
        listed = {record.id for record in self._queue.records()}
        for job in [job for job in self._jobs.values() if not job.over.is_set() and job.id not in listed]:
            self._queue.add(job.id, job.plan, job.delivery)

    def _start(self, name: str) -> Job | None:
        try:
            job = self._job(name)
        except OutputError:
            raise
        except UsageError as error:
            # A line that an older version wrote: it cannot run, and must not stop the queue.
            kind = type(error).__name__
            self._refuse(events.Failed(name, "", error.message, error.remedy or "", kind=kind))
            return None
        except Exception as error:  # noqa: BLE001  the engine thread's border: one line must not stop the queue
            self._refuse(unexpected(error, name, "", "this job cannot be read"))
            return None
        self._queue.start(name)
        self._urgent = ""
        job.token, job.again, job.state = Token(), False, RUNNING
        self._current = job
        return job

    def _refuse(self, failed: events.Failed) -> None:
        """A line cannot be run: it has failed before it began."""
        self._queue.end(failed.job, FAILED, failure=failed)
        self._outbox.post(failed)
        self._outbox.post(events.Ended(failed.job, FAILED, 0.0, 0, 0))

    def _execute(self, job: Job) -> Outcome:
        try:
            begin = partial(self._queue.begin, job.id)
            return Run(job, self.crew, self._outbox, lambda: self.previews, begin).execute()
        except Exception as error:  # noqa: BLE001  the engine thread's border: it outlives every mistake
            failed = unexpected(error, job.id, "", "the job stopped on an unexpected error")
            self._outbox.emit(failed)
            return Outcome(job.id, FAILED, failures=(failed,))

    def _end(self, job: Job, outcome: Outcome) -> None:
        with self._wake:
            self._current = None
            again = job.again and outcome.state == CANCELLED
            try:
                self._write_down(job, outcome, again)
            except OutputError as error:
                # Until the disk takes it the line says "running"; a next start would find everything in the cache.
                _log.warning("%s", error)
                self._untold.append((job, outcome, again))
            except Exception:  # noqa: BLE001  the engine thread's border
                _log.exception("what became of a job could not be written down")
            if again:
                job.state = WAITING
                self._outbox.post(events.Queued(job.id, self._ahead(job)))
            else:
                if outcome.state == CANCELLED:
                    self._outbox.post(events.Cancelled(job.id, outcome.resumable))
                self._outbox.post(
                    events.Ended(job.id, outcome.state, outcome.seconds, outcome.ran, outcome.cached)
                )
        self._outbox.drain()
        self._outbox.forget(job.id)
        if not again:
            # Last, so that whoever waits has heard everything.
            self._over(job, outcome)

    def _ahead(self, job: Job) -> int:
        try:
            return self._queue.ahead(job.id)
        except OutputError as error:
            _log.warning("%s", error)
            return 0

    def _write_down(self, job: Job, outcome: Outcome, again: bool) -> None:
        """Tell the queue what became of a job."""
        if again:
            self._queue.wait_again(job.id)
            return
        if outcome.report is not None:
            self._queue.report(job.id, outcome.report)
        failure = outcome.failures[0] if outcome.failures else None
        self._queue.end(job.id, outcome.state, failure=failure, ran=outcome.ran, cached=outcome.cached)
        picture = next((f.thumbnail for f in outcome.finished if f.thumbnail), "")
        if picture:
            self._queue.thumbnail(job.id, picture)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _interrupt(self) -> None:
        """What runs stops with a checkpoint, waits again and resumes; what is being cancelled stays so."""
        if self._current is not None and not self._current.token.cancelled:
            self._current.again = True
            self._current.token.cancel()

    def _job(self, name: str) -> Job:
        with self._wake:
            job = self._jobs.get(name)
            if job is None:
                plan, delivery = self._queue.load(name)
                if any(step.op not in OPS for step in plan.steps):
                    remedy = "Render it again from its document"
                    raise UsageError("this job was made by another version", value=name, remedy=remedy)
                job = self._jobs[name] = Job(name, plan, delivery, begun=self._queue.begun(name))
                record = self._queue.record(name)
                if record.state in FINAL:
                    self._over(job, Outcome(name, record.state))
            return job

    def _over(self, job: Job, outcome: Outcome) -> None:
        job.state, job.outcome = outcome.state, outcome
        job.over.set()
        with self._wake:
            ended = [j.id for j in self._jobs.values() if j.over.is_set()]
            for name in ended[:-REMEMBERED]:
                del self._jobs[name]

    def _refuse_when_closed(self) -> None:
        if self._closing:
            raise UsageError("the engine is closed", remedy="Open the program again")
