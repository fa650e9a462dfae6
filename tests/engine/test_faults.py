"""Whatever breaks at whatever point, the engine says what and what helps, lives on, and runs the next job."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import checkpoints, events
from engine import executor as executor_module
from engine.arrivals import Arrivals
from engine.delivery import Delivery
from engine.errors import MediaError, WeightsError
from engine.executor import Executor
from engine.ladder import REMEDY
from engine.plan import Plan, Step
from engine.queue import JobQueue
from engine.report import Report
from tests.engine.stages import Ear, FakeModels, Operations, crew, frames_of, shot, step_of
from tests.fake_model import FakeModel

FULL = OSError(errno.ENOSPC, "No space left on device")


class Models(FakeModels):
    """A shelf that may fail to find or to load."""

    fault: Exception | None = None

    def model(self, digest: str) -> Any:
        """The fake model, unless a fault was put here."""
        if self.fault is not None:
            raise self.fault
        return super().model(digest)


@dataclass
class World:
    """An engine with all its parts, and what a fault may reach for. `at` is the point where operations raise."""

    folder: Path
    patch: pytest.MonkeyPatch
    ear: Ear = field(default_factory=Ear)
    faults: dict[str, Callable[[Any], None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.model = FakeModel()
        self.models = Models(self.model)
        self.queue = JobQueue(self.folder / "queue.sqlite")
        self.arrivals = Arrivals(self.folder / "arrivals.sqlite")
        people = crew(self.folder, operations=Operations(self._hook), every=0.0, arrivals=self.arrivals)
        self.crew = replace(people, models=self.models)
        self.executor = Executor(self.crew, self.ear, queue=self.queue)
        self.takes = self.folder / "takes"

    def _hook(self, step: Step, inputs: Sequence[Any], context: Any) -> None:
        if step.op in self.faults:
            self.faults[step.op](context)

    def raises(self, op: str, error: Exception) -> None:
        """Let an operation raise whenever it is tried."""

        def fault(_context: Any) -> None:
            raise error

        self.faults[op] = fault

    def heal(self) -> None:
        """Put everything right again."""
        self.faults.clear()
        self.models.fault = None
        self.patch.undo()
        for part in (self.queue, self.arrivals, self.crew.history, self.crew.figures):
            part._database.set_authorizer(None)
            part._database.execute("PRAGMA query_only = 0")

    def job(self, plan: Plan) -> Any:
        """The outcome of a plan whose takes go to the document's folder."""
        delivery = Delivery(takes=str(self.takes), document="film.loom", label="a job")
        return self.executor.wait(self.executor.submit(plan, delivery), 30)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An engine that closes well whatever was done to it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(executor_module, "RETRY_SECONDS", 0.05)
        found = World(tmp_path, pytest.MonkeyPatch())
        try:
            yield found
        finally:
            found.heal()
            found.executor.close()
            found.arrivals.close()


def _refuse(part: Any) -> None:
    part._database.execute("PRAGMA query_only = 1")


def _raise(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


Inject = Callable[[World], object]


def _op(name: str, error: Exception) -> Inject:
    return lambda world: world.raises(name, error)


def _nan(world: World) -> None:
    whole = world.model.denoise

    def broken(*args: Any, **other: Any) -> Any:
        return [np.full_like(latents, np.nan) for latents in whole(*args, **other)]

    world.patch.setattr(world.model, "denoise", broken)


def _no_link_no_copy(world: World) -> None:
    world.patch.setattr(os, "link", _raise(FULL))
    world.patch.setattr(shutil, "copyfile", _raise(FULL))


def _folder_becomes_a_file(world: World) -> None:
    def swap(_context: Any) -> None:
        shutil.rmtree(world.takes, ignore_errors=True)
        world.takes.write_text("in the way")

    world.faults["encode"] = swap


def _stream_breaks(world: World) -> None:
    def decode(latents: Any) -> Iterator[Any]:
        yield np.zeros((1, 64, 112, 3), np.uint8)
        raise MediaError("frame 1 cannot be decoded", remedy="Choose another file")

    world.patch.setattr(world.model, "decode", decode)


def _too_few_frames(world: World) -> None:
    world.patch.setattr(world.model, "decode", lambda latents: iter([np.zeros((1, 64, 112, 3), np.uint8)]))


def _no_scratch(world: World) -> None:
    import tempfile

    world.patch.setattr(tempfile, "mkdtemp", _raise(FULL))


OUT_OF_MEMORY = ("OutOfMemory", "memory ran out", REMEDY)
OURS = ("", "unexpected error", "report it with these details")
FULL_DISK = ("OutputError", "disk is full", "Free some space")

STOPS: dict[str, tuple[Inject, tuple[str, str, str]]] = {
    "memory while a model is loaded": (
        lambda world: setattr(world.models, "fault", MemoryError()),
        ("OutOfMemory", "while the model was loaded", "Close other programs"),
    ),
    "memory while a prompt is read": (_op("encode_text", MemoryError()), OUT_OF_MEMORY),
    "memory while denoising": (_op("denoise", MemoryError("std::bad_alloc")), OUT_OF_MEMORY),
    "a GPU's memory while denoising": (
        _op("denoise", RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")),
        OUT_OF_MEMORY,
    ),
    "memory while decoding": (_op("decode", OSError(errno.ENOMEM, "cannot allocate")), OUT_OF_MEMORY),
    "memory while upscaling": (_op("upscale", MemoryError()), OUT_OF_MEMORY),
    "memory while encoding": (_op("encode", MemoryError()), OUT_OF_MEMORY),
    "weights that are missing": (
        lambda world: setattr(
            world.models, "fault", WeightsError("the weights are gone", remedy="Put them back")
        ),
        ("WeightsError", "the weights are gone", "Put them back"),
    ),
    "latents that are no numbers": (_nan, ("ModelError", "ran away", "Lower the guidance")),
    "a decoder that gives up in the middle": (
        _stream_breaks,
        ("MediaError", "cannot be decoded", "Choose another file"),
    ),
    "a decoder that ends too early": (
        _too_few_frames,
        ("ModelError", "stopped after 1 of 9 frames", "Try again"),
    ),
    "a disk that is full while encoding": (_op("encode", FULL), FULL_DISK),
    "a disk without room for work": (_no_scratch, FULL_DISK),
    "a disk that is full for the master": (
        _no_link_no_copy,
        ("OutputError", "could not be written", "Free some space"),
    ),
    "a folder of takes that goes": (
        _folder_becomes_a_file,
        ("OutputError", "folder for takes cannot be made", "save the document elsewhere"),
    ),
    "a quota": (_op("upscale", OSError(errno.EDQUOT, "Disk quota exceeded")), FULL_DISK),
    "a node that raises": (_op("upscale", ZeroDivisionError("1/0")), OURS),
    "a node that asserts": (_op("decode", AssertionError()), OURS),
    "a node without end": (_op("decode", RecursionError("maximum recursion depth exceeded")), OURS),
    "a file that cannot be read": (
        _op("decode", PermissionError(errno.EACCES, "Permission denied")),
        OURS,
    ),
    "a delivery that raises": (
        lambda world: world.patch.setattr("engine.run.deliver", _raise(ValueError("odd"))),
        OURS,
    ),
    "a run that cannot even begin": (
        lambda world: world.patch.setattr("engine.run.missing", _raise(KeyError("odd"))),
        OURS,
    ),
}


@pytest.mark.parametrize("name", STOPS)
def test_a_fault_is_said_with_what_helps_and_the_next_job_runs(world: World, name: str) -> None:
    inject, (kind, message, remedy) = STOPS[name]
    plan = shot(kind="take", factor=2, steps=3)
    inject(world)
    outcome = world.job(plan)
    assert outcome.state == "failed"
    first = outcome.failures[0]
    assert first.kind == kind
    assert message in first.message
    assert remedy in first.remedy
    assert "Traceback" in first.details or kind
    record = world.queue.record(outcome.job)
    assert (record.state, record.message, record.remedy, record.kind) == (
        "failed", first.message, first.remedy, first.kind,
    )  # fmt: skip
    assert world.ear.of(events.Failed) == list(outcome.failures)
    assert world.ear.of(events.Ended)[-1].state == "failed"
    assert world.arrivals.of("film.loom") == []
    world.heal()
    if world.takes.is_file():
        world.takes.unlink()
    assert world.job(shot(kind="take", seed=2, steps=3)).state == "done"
    # And the very same job goes well once the fault is gone.
    assert world.job(plan).state == "done"


def _listener(world: World) -> None:
    world.executor._outbox._listener = _raise(RuntimeError("the window is gone"))


def _preview(error: Exception) -> Inject:
    return lambda world: world.patch.setattr(world.model, "preview", _raise(error))


def _unplugged(world: World) -> None:
    """The folder of results, with what is in the making, is gone when the model begins."""
    folder, model = world.crew.cache.folder, world.model
    denoise = model.denoise

    def gone(*given: Any, **named: Any) -> Any:
        shutil.rmtree(folder, ignore_errors=True)
        folder.write_text("")
        return denoise(*given, **named)

    world.patch.setattr(model, "denoise", gone)


def _damaged_checkpoints(world: World) -> None:
    folder = world.folder / "checkpoints"
    folder.mkdir(exist_ok=True)
    key = step_of(shot(kind="take", factor=2, steps=3), "denoise").key
    (folder / f"{key}-0.state").write_bytes(b"torn")


def _locked(part: Callable[[World], Any]) -> Inject:
    return lambda world: part(world)._database.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)


def _queue_refuses_the_end(world: World) -> None:
    world.faults["encode"] = lambda _context: _refuse(world.queue)


SURVIVED: dict[str, Inject] = {
    "a disk that is full for results": lambda world: world.patch.setattr(
        world.crew.cache, "_store", _raise(FULL)
    ),
    "a cache whose disk is unplugged in mid job": _unplugged,
    "a cache that takes no line": lambda world: world.crew.cache._index.execute("PRAGMA query_only = 1"),
    "a disk that is full for checkpoints": lambda world: world.patch.setattr(
        checkpoints, "write_arrays", _raise(FULL)
    ),
    "memory while a checkpoint is written": lambda world: world.patch.setattr(
        checkpoints, "write_arrays", _raise(MemoryError())
    ),
    "a checkpoint that is torn": _damaged_checkpoints,
    "a disk that is full for the queue": _queue_refuses_the_end,
    "a gallery that cannot be written": lambda world: _refuse(world.crew.history),
    "a gallery that is locked": _locked(lambda world: world.crew.history),
    "takes on their way that cannot be noted": lambda world: _refuse(world.arrivals),
    "takes on their way that are locked": _locked(lambda world: world.arrivals),
    "figures that cannot be written": lambda world: _refuse(world.crew.figures),
    "a thumbnail that does not fit": lambda world: world.patch.setattr(
        "engine.media.stills.write_image", _raise(FULL)
    ),
    "memory while a thumbnail is made": lambda world: world.patch.setattr(
        "engine.media.imaging.resize", _raise(MemoryError())
    ),
    "a listener that raises": _listener,
    "a preview that raises": _preview(ZeroDivisionError()),
    "memory while a preview is made": _preview(MemoryError()),
    "a report that cannot be written": lambda world: world.patch.setattr(
        Report, "encode", _raise(ValueError())
    ),
}


@pytest.mark.parametrize("name", SURVIVED)
def test_what_only_goes_along_with_the_work_never_stops_it(world: World, name: str) -> None:
    plan = shot(kind="take", factor=2, steps=3)
    SURVIVED[name](world)
    outcome = world.job(plan)
    assert outcome.state == "done", outcome.failures
    (done,) = outcome.finished
    assert frames_of(done.path).shape == (9, 128, 224, 3)
    world.crew.cache._index.execute("PRAGMA query_only = 0")
    world.heal()
    world.executor._outbox._listener = world.ear
    assert world.job(shot(kind="take", seed=2, steps=3)).state == "done"


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("CUDA out of memory")], ids=["host", "gpu"])
def test_memory_that_is_short_once_costs_a_note_and_no_job(world: World, error: Exception) -> None:
    faults = iter([error])

    def once(_context: Any) -> None:
        for fault in faults:
            raise fault

    world.faults["denoise"] = once
    outcome = world.job(shot(kind="take", steps=3))
    assert outcome.state == "done"
    assert any("tiles" in note for note in outcome.finished[0].take.notes)


def test_a_take_that_cannot_be_noted_says_so(world: World) -> None:
    _refuse(world.arrivals)
    (done,) = world.job(shot(kind="take", steps=3)).finished
    assert any("save it" in note for note in done.notes)


def test_a_source_that_vanishes_names_the_file_and_the_next_job_runs(world: World) -> None:
    film = world.job(shot(kind="take", steps=3)).finished[0]
    read = Step.of("read_clip", {"take": Path(film.path).name}, (), "clip", film.output.facts)
    plan = shot(kind="result", steps=3)
    wanted = Plan(
        (read,), (replace(plan.outputs[0], node="clip", key=read.key, picture=read.key, id="clip"),)
    )
    assert world.job(wanted).state == "done"
    world.crew.cache.remove(read.key)
    Path(film.path).unlink()
    outcome = world.job(wanted)
    assert outcome.state == "failed"
    assert outcome.failures[0].node == "clip"
    assert outcome.failures[0].kind in ("MediaError", "OutputError")
    assert outcome.failures[0].remedy
    assert world.job(shot(kind="take", seed=2, steps=3)).state == "done"


def test_a_fault_in_one_shot_leaves_the_other_its_take(world: World) -> None:
    from tests.engine.stages import Shots

    def fault(step: Step, _inputs: Any, _context: Any) -> None:
        if step.op == "denoise" and step.params["seed"] == 1:
            raise MemoryError

    shots = Shots()
    shots.add("a", seed=1, kind="take", steps=3)
    shots.add("b", seed=2, kind="take", steps=3)
    world.patch.setattr(world.crew.operations, "hook", fault)
    outcome = world.job(shots.plan())
    assert outcome.state == "failed"
    assert [done.output.node for done in outcome.finished] == ["b"]
    assert [failed.node for failed in outcome.failures] == ["a"]
    assert outcome.finished[0].take.rate == Fraction(12)
    record = world.queue.record(outcome.job)
    assert (record.node, record.kind) == ("a", "OutOfMemory")
