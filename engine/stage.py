"""Where the steps of a job run: loading, the operation, the memory ladder, making lazy clips real, keeping the result.

One stage per running job, on the engine thread; it builds each step's `Context` and turns what happens into events.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import errors, events
from engine.checkpoints import Slot
from engine.crew import Crew, Loads
from engine.estimate import kind_of
from engine.ladder import ONE_BY_ONE, RUNGS, climb, is_out_of_memory, load
from engine.ledger import Ledger
from engine.materialise import materialise
from engine.media.frames import Clip
from engine.peak import Peak
from engine.plan import Step
from engine.report import Spent
from engine.results import Value

if TYPE_CHECKING:
    from engine.ops.context import Context

Unit = tuple[Step, ...]
_log = logging.getLogger(__name__)


class Stage:
    """Runs the units of one job, with files in the making in a scratch folder of the cache until the block ends."""

    def __init__(self, ledger: Ledger, crew: Crew, previews: Callable[[], bool]) -> None:
        self.ledger = ledger
        self.crew = crew
        self.job = ledger.job
        self.outbox = ledger.outbox
        self._previews = previews
        self._scratch = ExitStack()
        self._folder: Path | None = None
        self._relief: dict[str, int] = {}
        self._slot: Slot | None = None
        self._blind = False

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.close()

    @property
    def folder(self) -> Path:
        """The scratch folder; a job that finds everything in the cache never makes one.

        Where it is gone, with the disk that was unplugged, another one takes its place.
        """
        if self._folder is None or not self._folder.is_dir():
            self._folder = self._scratch.enter_context(self.crew.cache.scratch())
        return self._folder

    def run(self, unit: Unit, inputs: Sequence[Sequence[Value]]) -> None:
        """Run one step, or those of a batch together. Raises Cancelled; everything else becomes failures of steps."""
        note = ""
        if len(unit) > 1:
            apart = self._run_together(unit, inputs)
            if apart is None:
                return
            note = apart
        for step, values in zip(unit, inputs, strict=True):
            self.job.token.check()
            self._run_one(step, values, note, announced=len(unit) > 1)

    def keep_checkpoint(self) -> bool:
        """After a cancel: write the newest state of the denoise that ran; whether there is one to resume from."""
        return self._slot is not None and self._slot.flush()

    @property
    def _resumed(self) -> bool:
        return self._slot is not None and self._slot.resumed

    # -- one step ------------------------------------------------------------------------------------------------------

    def _run_one(self, step: Step, inputs: Sequence[Value], note: str, announced: bool) -> None:
        try:
            if step.spec.view and step.key not in self.ledger.shown:
                value = self.crew.ops().run(step, inputs, self._context((step,), 0, [], None))
                self.ledger.done(step, value, self.ledger.inherited(step))
                return
            if not announced:
                self._announce((step,))
            self._work(step, inputs, [said for said in (note, self._load(step)) if said])
        except errors.Cancelled:
            raise
        except Exception as error:  # noqa: BLE001  the border of a step: other branches of the plan go on
            self.ledger.fail(step, error)
        finally:
            for value in inputs:
                if isinstance(value, Clip):
                    # Decoders would stay open for as long as the cache holds the clip.
                    value.close()
        # Over, one way or the other: a cancel from here on leaves nothing of this step to resume.
        self._slot = None

    def _work(self, step: Step, inputs: Sequence[Value], said: Sequence[str]) -> None:
        """The operation on the memory ladder; its result is kept and announced. `said` are notes from before it."""
        started, peak = time.perf_counter(), Peak()
        notes: list[str] = []
        self._slot = None
        kind = kind_of(step)
        checkpoints = self.crew.checkpoints
        # What was made of an input that was stopped early must not be gone on with in the full result.
        state = self.ledger.made_of(step)
        stored = checkpoints.rung(state) if step.op == "denoise" else 0

        def attempt(relief: int) -> Value:
            notes[:] = said
            self._begin_anew((step,))
            self._slot = checkpoints.slot(state, relief) if step.op == "denoise" else None
            context = self._context((step,), relief, notes, self._slot, peak)
            try:
                value = self.crew.ops().run(step, inputs, context)
            except (ValueError, KeyError, TypeError, AssertionError):
                if self._slot is None or not self._resumed:
                    raise
                # The checkpoint is of no use (another version wrote it): begin again rather than fail for ever.
                self._slot.drop()
                self._begin_anew((step,))
                value = self.crew.ops().run(step, inputs, context)
            return self._real(step, value, context)

        def before_retry(rung: int) -> None:
            self._free(step)
            self._relief[kind] = rung

        start = max(self._relief.get(kind, 0), min(stored, len(RUNGS)))
        value, rung = climb(attempt, start=start, before_retry=before_retry, step=step)
        if rung and len(notes) == len(said):
            notes.append(RUNGS[rung - 1])
        seconds = time.perf_counter() - started
        spent = Spent(seconds, peak.bytes, tuple(notes))
        if rung == 0 and not self._resumed and not self.ledger.was_stopped(step):
            self._learn(step, seconds)
        self._keep(step, value, spent)

    def _real(self, step: Step, value: Any, context: "Context") -> Value:
        """The result with its work done: lazy clips are read into memory, or into a file of the scratch folder."""
        if not isinstance(value, Clip):
            return value
        facts = step.facts
        assert (value.frames, value.size) == (facts.frames, facts.size), f"{value!r} is not {facts}"
        film = self.folder / f"{step.key}.mkv"

        def on_frame(done: int, total: int) -> None:
            context.progress(done / total, f"frame {done} of {total}")

        clip = materialise(value, film, check=context.check, on_frame=on_frame)
        return film if clip is None else clip

    def _keep(self, step: Step, value: Value, spent: Spent) -> None:
        cache, key = self.crew.cache, self.ledger.key_for(step)
        carried = tuple(dict.fromkeys((*self.ledger.inherited(step), *spent.notes)))
        if isinstance(value, Path) and step.op != "encode":
            value, trouble = cache.adopt_film(key, value, step.facts, carried)
        else:
            value, trouble = cache.put(key, value, step.facts, carried)
        if self.ledger.was_stopped(step):
            # Asked for again, it is refined from where it was stopped.
            self.keep_checkpoint()
        elif step.op == "denoise":
            self.crew.checkpoints.drop(self.ledger.made_of(step))
        spent.notes += (trouble,) if trouble else ()
        self.ledger.done(step, value, carried)
        self.ledger.spent[step.key] = spent
        self.outbox.emit(
            events.StepFinished(
                self.job.id,
                step.key,
                step.op,
                step.node,
                spent.seconds,
                step.facts,
                spent.notes,
                spent.peak_bytes,
            )
        )
        self._progress((step,), "")

    def _begin_anew(self, unit: Unit) -> None:
        """Before steps are tried again: a stop that the failed try had heeded is asked for again."""
        if self.ledger.begins_anew(unit):
            self.job.enough.set()

    # -- a batch -------------------------------------------------------------------------------------------------------

    def _run_together(self, unit: Unit, inputs: Sequence[Sequence[Value]]) -> str | None:
        """Run a batch as one call; the note to make (or "") when it failed, so that its steps run one by one."""
        started, peak = time.perf_counter(), Peak()
        name = blake2b("".join(self.ledger.made_of(s) for s in unit).encode(), digest_size=16).hexdigest()
        self._slot = self.crew.checkpoints.slot(name)
        notes: list[str] = []
        self._announce(unit)
        try:
            notes += filter(None, [self._load(unit[0])])
            values = self.crew.ops().run_batch(unit, inputs, self._context(unit, 0, notes, self._slot, peak))
        except errors.Cancelled:
            raise
        except Exception as error:  # noqa: BLE001  each step gets its own try, and its own failure
            self._slot.drop()
            self._begin_anew(unit)
            if not is_out_of_memory(error):
                return ""
            self.crew.cache.drop_memory()
            return ONE_BY_ONE
        seconds, most = (time.perf_counter() - started) / len(unit), peak.bytes
        for step, value in zip(unit, values, strict=True):
            if not self._resumed and not self.ledger.was_stopped(step):
                self._learn(step, seconds)
            self._keep(step, value, Spent(seconds, most, tuple(notes), tuple(s.key for s in unit)))
        if not self.ledger.was_stopped(unit[0]):
            self._slot.drop()
        self._slot = None
        return None

    # -- what a step is given ------------------------------------------------------------------------------------------

    def _context(
        self, unit: Unit, relief: int, notes: list[str], slot: Slot | None, peak: Peak | None = None
    ) -> "Context":
        from engine.ops.context import Context

        def check() -> None:
            self.job.token.check()
            self.outbox.flush_due()
            if peak is not None:
                peak.look()

        def source(params: Mapping[str, Any]) -> Any:
            return self.crew.sources(params, self.job.delivery)

        def note(text: str) -> None:
            if text not in notes:
                notes.append(text)

        def preview(make: Callable[[], Any], step: int, steps: int) -> None:
            if self._previews() and self.outbox.wants_preview(self.job.id):
                self._preview(unit[0], make, step, steps)

        def progress(fraction: float, activity: str) -> None:
            self.ledger.meter.at(tuple(s.key for s in unit), fraction)
            self._progress(unit, activity)

        def stopped(done: int, total: int) -> None:
            self.job.enough.clear()
            for step in unit:
                self.ledger.stopped(step, done, total)

        optional: dict[str, Any] = {}
        if slot is not None:
            optional = {"save_state": slot.offer, "load_state": slot.load, "enough": self.job.enough.is_set}
        return Context(
            model=self.crew.models.model,
            upscaler=self.crew.models.upscaler,
            source=source,
            folder=self.folder,
            font=self.crew.fonts,
            check=check,
            progress=progress,
            preview=preview,
            relief=relief,
            note=note,
            stopped=stopped,
            **optional,
        )

    def _preview(self, step: Step, make: Callable[[], Any], done: int, total: int) -> None:
        if self._blind:
            return
        try:
            frames = make()
            if frames is None:
                return
            owned = np.array(frames, np.uint8)
            if owned.ndim != 4 or not owned.size or owned.shape[3] != 3:
                raise ValueError(f"{owned.shape} is the shape of no clip")
        except Exception:  # noqa: BLE001  a picture of the work must not end the work
            _log.warning("there will be no previews of this job", exc_info=True)
            self._blind = True
            return
        owned.flags.writeable = False
        rate = float(step.facts.rate)
        self.outbox.emit(events.Preview(self.job.id, step.node, owned, rate, done, total))

    def _announce(self, unit: Unit) -> None:
        for step in unit:
            self.outbox.emit(events.StepStarted(self.job.id, step.key, step.op, step.node))
        self._progress(unit, "")

    def _progress(self, unit: Unit, activity: str) -> None:
        meter = self.ledger.meter
        label = unit[0].spec.label
        words = label if activity in ("", label) else f"{label}: {activity}"
        node = unit[0].node
        share = meter.share(node, tuple(step.key for step in unit))
        self.outbox.emit(events.Progress(self.job.id, meter.done, meter.total, meter.eta, node, words, share))

    def _load(self, step: Step) -> str:
        """Load what the step needs before its clock starts: a first run must not spoil the figures.

        Returns a note where other things had to leave memory for it. Raises OutOfMemory where that was not enough.
        """
        component, digest = step.spec.component, step.params.get("model")
        if not component or not digest:
            return ""
        return load(lambda: self._bring(component, digest), free=lambda: self._free(step), step=step)

    def _bring(self, component: str, digest: str) -> None:
        if component == "upscaler":
            self.crew.models.upscaler(digest)
            return
        model = self.crew.models.model(digest)
        if isinstance(model, Loads):
            model.load(component)

    def _free(self, step: Step) -> None:
        """Let go of all that the step does not need; what lies on disk stays."""
        self.crew.cache.drop_memory()
        self.crew.models.free(str(step.params.get("model", "")), step.spec.component or "")

    def _learn(self, step: Step, seconds: float) -> None:
        inputs = [self.ledger.steps[k].facts for k in step.inputs if k in self.ledger.steps]
        self.crew.figures.learn(step, inputs, seconds)
