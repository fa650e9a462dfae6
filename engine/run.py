"""One job from its frozen plan to its outputs: what has to run runs, in order, and what fails stops only what needs it.

Built and executed by the executor on the engine thread.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from engine import errors, events
from engine.crew import Crew
from engine.delivery import Delivery, deliver
from engine.job import CANCELLED, DONE, FAILED, Job, Outcome
from engine.ledger import Ledger
from engine.meter import Meter
from engine.outbox import Outbox
from engine.plan import Output, Step
from engine.report import CACHED, RAN, SKIPPED, Report, lines_of
from engine.report import FAILED as BROKEN
from engine.results import Value
from engine.shots import Take
from engine.stage import Stage
from engine.stopping import stopped_by
from engine.thumbnail import thumbnail
from engine.walk import missing, units

_log = logging.getLogger(__name__)


class _VanishedError(Exception):
    """A result that the cache was thought to hold cannot be read; it has to be made again."""


class Run:
    """The execution of one job.

    `previews` tells whether somebody looks at moving previews; `begin` writes down that the file of an output is being
    delivered (it may raise OutputError).
    """

    def __init__(
        self,
        job: Job,
        crew: Crew,
        outbox: Outbox,
        previews: Callable[[], bool],
        begin: Callable[[str], None] = lambda output: None,
    ) -> None:
        self.job = job
        self.plan = job.plan
        self.crew = crew
        self.outbox = outbox
        self.ledger = Ledger(job, crew.cache, outbox)
        self.finished: list[events.Finished] = []
        self.waiting: dict[str, list[Output]] = {}
        for output in self.plan.outputs:
            self.waiting.setdefault(output.key, []).append(output)
        self.started = time.monotonic()
        self.began = time.time()
        self._seen: set[str] = set()
        self._uses: Counter[str] = Counter()
        self._planned: set[str] = set()
        self._forecasts: dict[str, float] = {}
        self._previews = previews
        self._begin = begin

    def execute(self) -> Outcome:
        """Run what is missing and deliver every output that can be made. Never raises for what a step does."""
        todo = self._todo()
        worked = [s for s in todo if not s.spec.view]
        cached = [s for s in self.plan.steps if not s.spec.view] if not worked else self._not_in(worked)
        self.ledger.meter = Meter(self._forecast(worked), node_of=lambda key: self.ledger.steps[key].node)
        self.outbox.emit(events.Started(self.job.id, len(worked), len(cached), self.ledger.meter.eta))
        for step in cached:
            self.outbox.emit(events.StepCached(self.job.id, step.key, step.op, step.node))
        state, resumable = DONE, False
        check = self.job.token.check
        with stopped_by(check), Stage(self.ledger, self.crew, self._previews) as stage:
            try:
                self._run_all(todo, stage)
            except errors.Cancelled:
                state, resumable = CANCELLED, stage.keep_checkpoint()
                if self.ledger.early:
                    # What was to be enough is, when the job goes on.
                    self.job.enough.set()
            finally:
                self.ledger.results.clear()
        if state == DONE and self.ledger.failures:
            state = FAILED
        return self._outcome(state, len(cached), resumable)

    def report(self, state: str) -> Report:
        """What the job did, step by step; `state` is how it ended."""
        ledger = self.ledger
        states = {step.key: SKIPPED if step.key in self._seen else CACHED for step in self.plan.steps}
        states |= dict.fromkeys(ledger.ran, RAN) | dict.fromkeys(ledger.broken, BROKEN)
        lines = lines_of(self.plan, states, ledger.spent, self._forecasts)
        return Report(
            self.job.id,
            state,
            lines,
            self.plan.forwarded,
            self.began,
            time.monotonic() - self.started,
            sum(line.forecast for line in lines if line.state == RAN),
            max((spent.peak_bytes for spent in ledger.spent.values()), default=0),
        )

    # -- what is to do -------------------------------------------------------------------------------------------------

    def _todo(self) -> list[Step]:
        """What must run for the outputs that are not delivered yet; also counts who needs what."""
        wanted = [key for key in self.waiting if key not in self.ledger.failed]
        todo = missing(self.plan.steps, wanted, self._has)
        self._uses = Counter(key for step in todo for key in step.inputs)
        self._planned = {step.key for step in todo}
        self._seen |= self._planned
        return todo

    def _has(self, key: str) -> bool:
        if key in self.ledger.results:
            return True
        step = self.ledger.steps[key]
        shown = not step.spec.view or key in self.ledger.shown
        return shown and self.crew.cache.has(self.ledger.key_of(key))

    def _not_in(self, worked: list[Step]) -> list[Step]:
        keys = {s.key for s in worked}
        return [s for s in self.plan.steps if not s.spec.view and s.key not in keys]

    def _forecast(self, worked: list[Step]) -> dict[str, float]:
        if not worked:
            return {}
        figures = self.crew.figures.snapshot()
        found = {}
        for step in worked:
            inputs = [self.ledger.steps[k].facts for k in step.inputs if k in self.ledger.steps]
            found[step.key] = figures.seconds(step, inputs)
        self._forecasts |= found
        return found

    # -- running -------------------------------------------------------------------------------------------------------

    def _run_all(self, todo: list[Step], stage: Stage) -> None:
        while not self._run_through(todo, stage):
            todo = self._todo()
            self.ledger.meter.grow(self._forecast([s for s in todo if not s.spec.view]))

    def _run_through(self, todo: list[Step], stage: Stage) -> bool:
        """Run these steps and deliver; False when a stored result cannot be read back and has to be made again."""
        if not self._deliver_ready():
            return False
        for planned in units(todo, self.plan.batches):
            self.job.token.check()
            unit = self._alive(planned)
            try:
                inputs = [[self._input(key, step) for key in step.inputs] for step in unit]
            except _VanishedError:
                return False
            except errors.StudioError as error:
                for step in unit:
                    self.ledger.fail(step, error)
                continue
            if unit:
                stage.run(unit, inputs)
            if not self._deliver_ready(step.key for step in planned):
                return False
            self._release(planned)
        return True

    def _alive(self, unit: tuple[Step, ...]) -> tuple[Step, ...]:
        """The steps of a unit whose inputs have not failed; the others fail with them, silently."""
        alive = []
        for step in unit:
            if self.ledger.failed.isdisjoint(step.inputs):
                alive.append(step)
            else:
                self.ledger.give_up(step)
        return tuple(alive)

    def _input(self, key: str, step: Step) -> Value:
        value = self.ledger.results.get(key)
        if value is None:
            value = self.crew.cache.get(self.ledger.key_of(key))
            if value is None:
                assert key not in self._planned, "the steps of this plan are not in running order"
                if key in self.ledger.steps:
                    raise _VanishedError
                raise errors.GraphError(
                    "a frozen result that it needs is gone",
                    node=step.node,
                    remedy="Unfreeze the node and render it again",
                )
            self.ledger.results[key] = value
        return value

    def _release(self, unit: tuple[Step, ...]) -> None:
        """Let go of results that nobody in this job needs any more; the cache keeps what it has room for."""
        for step in unit:
            self._uses.subtract(step.inputs)
        for key in [k for k in self.ledger.results if self._uses[k] <= 0 and k not in self.waiting]:
            del self.ledger.results[key]

    # -- delivering ----------------------------------------------------------------------------------------------------

    def _deliver_ready(self, keys: Iterable[str] | None = None) -> bool:
        """Deliver every output of these keys (or of all) whose result is there; False when one cannot be read."""
        for key in list(self.waiting) if keys is None else keys:
            if key not in self.waiting or not (key in self.ledger.failed or self._has(key)):
                continue
            value = self.ledger.results.get(key)
            if value is None and key not in self.ledger.failed:
                value = self.crew.cache.get(self.ledger.key_of(key))
                if value is None:
                    return False
            for output in self.waiting.pop(key):
                if value is not None:
                    self._deliver(output, value)
        return True

    def _deliver(self, output: Output, value: Value) -> None:
        seconds = time.monotonic() - self.started
        notes = self.ledger.notes(output.key)
        encoded = value if isinstance(value, Path) else None
        step = self.ledger.steps[output.key]
        picture = self.ledger.results.get(output.picture)
        key_of = self.ledger.key_of
        output = replace(output, key=key_of(output.key), picture=key_of(output.picture))
        try:
            delivery = self._delivery(output)
            made = deliver(
                output, self.plan, encoded, delivery, seconds=seconds, notes=notes, job=self.job.id
            )
        except errors.Cancelled:
            raise
        except Exception as error:  # noqa: BLE001  the border of an output: the others are still delivered
            self.ledger.report(step, error)
            return
        said = notes
        shown = thumbnail(self.crew, output, picture)
        if made.take and made.path:
            said += self._remember(output, made.take, made.path, shown)
        path = str(made.path) if made.path else None
        event = events.Finished(self.job.id, output, path, seconds, said, made.take, shown)
        self.finished.append(event)
        self.outbox.emit(event)

    def _delivery(self, output: Output) -> Delivery:
        """Where an output goes. A file that this job put there before it was interrupted may be written over."""
        delivery, job = self.job.delivery, self.job
        target = delivery.files.get(output.id)
        if output.kind != "file" or target is None or delivery.overwrite:
            return delivery
        if output.id in job.begun:
            return replace(delivery, overwrite=True)
        if not Path(target).exists():
            job.begun.add(output.id)
            try:
                self._begin(output.id)
            except errors.OutputError as error:
                # Only a job that is killed at this moment would miss it.
                _log.warning("%s", error)
        return delivery

    def _remember(self, output: Output, take: Take, path: Path, shown: str) -> tuple[str, ...]:
        """Write a take down before anybody is told of it; returns what could not be done, to be said with it."""
        document = self.job.delivery.document
        if self.crew.history:
            self.crew.history.add(document, output.id, take, shown)
        if self.crew.arrivals and document:
            try:
                self.crew.arrivals.add(document, output.id, take, path, self.job.id)
                if (home := self.job.delivery.document) != document:
                    # It was saved elsewhere just now, and what had arrived by then has moved already.
                    self.crew.arrivals.rehome(document, home)
            except errors.OutputError as error:
                _log.warning("%s", error)
                return ("it could not be noted for later: keep its document open, and save it",)
        return ()

    def _outcome(self, state: str, cached: int, resumable: bool) -> Outcome:
        return Outcome(
            self.job.id,
            state,
            tuple(self.finished),
            tuple(self.ledger.failures),
            time.monotonic() - self.started,
            len(self.ledger.ran),
            cached,
            resumable,
            self.report(state),
        )
