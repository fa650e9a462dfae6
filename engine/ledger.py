"""What became of the steps of a running job: results while somebody needs them, notes, failures, progress.

Kept on the engine thread: the stage enters what it did, the run asks and delivers.
"""

from collections.abc import Iterable
from hashlib import blake2b

from engine import events
from engine.cache import Cache
from engine.failures import failure_of
from engine.job import Job
from engine.meter import Meter
from engine.outbox import Outbox
from engine.plan import Step, step_key
from engine.report import Spent
from engine.results import Value


class Ledger:
    """The books of one job; `cache` knows the notes of what earlier jobs made."""

    def __init__(self, job: Job, cache: Cache, outbox: Outbox) -> None:
        self.job = job
        self.outbox = outbox
        self.steps = job.plan.by_key()
        self.shown = {o.key for o in job.plan.outputs if o.kind == "result"}
        """Keys that somebody wants to see; among them views, which otherwise are nothing of their own."""
        self.results: dict[str, Value] = {}
        self.failed: set[str] = set()
        self.ran: set[str] = set()
        self.failures: list[events.Failed] = []
        self.meter = Meter({})
        self.spent: dict[str, Spent] = {}
        """What the steps that ran took."""
        self.broken: set[str] = set()
        """Steps that failed themselves; `failed` also holds those that need them."""
        self._early: dict[str, str] = {}
        self._content: set[str] = set()
        self._notes: dict[str, tuple[str, ...]] = {}
        self._cache = cache

    def done(self, step: Step, value: Value, notes: tuple[str, ...]) -> None:
        """A step has its result; `notes` say what was adjusted on the way to it."""
        self.results[step.key] = value
        self.key_for(step)
        self._notes[step.key] = notes
        if not step.spec.view:
            self.ran.add(step.key)
            self.meter.leave((step.key,))

    def fail(self, step: Step, error: BaseException) -> None:
        """A step failed; said once, and what depends on it is given up."""
        self.broken.add(step.key)
        self.give_up(step)
        self.report(step, error)

    def give_up(self, step: Step) -> None:
        """A step cannot run, because what it needs has failed."""
        self.failed.add(step.key)
        self.meter.leave((step.key,))

    def report(self, step: Step, error: BaseException) -> None:
        """Say what went wrong at a step, or at the delivery of its result."""
        failed = failure_of(error, self.job.id, step)
        self.failures.append(failed)
        self.outbox.emit(failed)

    def stopped(self, step: Step, done: int, total: int) -> None:
        """A denoise was content with what it had: its result is another one than its key promises."""
        text = f"{self.made_of(step)} stopped after {done} of {total}"
        self._early[step.key] = blake2b(text.encode(), digest_size=16).hexdigest()
        self._content.add(step.key)

    def was_stopped(self, step: Step) -> bool:
        """Whether this denoise was content with what it had."""
        return step.key in self._content

    def begins_anew(self, unit: Iterable[Step]) -> bool:
        """These steps are tried once more: whether one had been stopped, which from now on it is not."""
        stopped = [step.key for step in unit if step.key in self._content]
        for key in stopped:
            self._content.discard(key)
            del self._early[key]
        return bool(stopped)

    @property
    def early(self) -> bool:
        """Whether a denoise of this job was content with what it had."""
        return bool(self._content)

    def key_of(self, key: str) -> str:
        """The key that a result is kept under: its step's, unless something on the way to it was stopped early."""
        return self._early.get(key, key)

    def made_of(self, step: Step) -> str:
        """The key of what a step makes, in full, of the inputs that are there: of one that was stopped, another one."""
        inputs = tuple(self.key_of(key) for key in step.inputs)
        return step.key if inputs == step.inputs else step_key(step.op, step.params, inputs)

    def key_for(self, step: Step) -> str:
        """As `key_of`, for a step whose inputs are there, and that has its result now."""
        if not self.was_stopped(step) and (key := self.made_of(step)) != step.key:
            self._early[step.key] = key
        return self.key_of(step.key)

    def notes(self, key: str) -> tuple[str, ...]:
        """What was adjusted on the way to a result, in this job or an earlier one."""
        found = self._notes.get(key)
        return self._cache.notes(self.key_of(key)) if found is None else found

    def inherited(self, step: Step) -> tuple[str, ...]:
        """What was adjusted on the way to the inputs of a step, each note once."""
        return tuple(dict.fromkeys(note for key in step.inputs for note in self.notes(key)))
