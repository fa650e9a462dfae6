"""Whatever breaks while the engine works: the window lives, the job says why and what helps, and the next one runs."""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine import checkpoints, events, ops
from engine.errors import MediaError, WeightsError
from engine.ladder import REMEDY
from studio.app import Studio
from studio.page import DocumentPage
from studio.work import jobs as jobs_module
from studio.work.lines import JobLine
from tests.fake_model import FakeModel
from tests.studio.small_project import small_project, with_params
from tests.studio.workplace import until

FULL = OSError(errno.ENOSPC, "No space left on device")
CTRL = Qt.KeyboardModifier.ControlModifier


def raising(error: BaseException) -> Callable[..., Any]:
    """A function that raises this, whatever it is given."""

    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


@dataclass
class World:
    """The program with a quick model and a project in front, and what a fault may reach for."""

    studio: Studio
    model: FakeModel
    patch: pytest.MonkeyPatch
    said: list[str]
    failed: list[events.Failed]

    @property
    def page(self) -> DocumentPage:
        """The page in front."""
        page = self.studio.window.page()
        assert page is not None
        return page

    @property
    def line(self) -> JobLine:
        """The job that was asked for last."""
        return max(self.studio.parts.jobs.lines, key=lambda line: line.created)

    @property
    def crew(self) -> Any:
        """Whom the engine works with."""
        return self.studio.parts.session.executor.crew

    @property
    def takes(self) -> int:
        """How many takes the document has."""
        return sum(len(shot.takes) for shot in self.page.opened.model.document.shots.values())

    def raises(self, op: str, error: BaseException) -> None:
        """Let an operation raise whenever it is tried."""
        whole = ops.run

        def run(step: Any, inputs: Any, context: Any) -> Any:
            if step.op == op:
                raise error
            return whole(step, inputs, context)

        self.patch.setattr(ops, "run", run)

    def before(self, op: str, fault: Callable[[], object]) -> None:
        """Let something happen just before an operation."""
        whole = ops.run

        def run(step: Any, inputs: Any, context: Any) -> Any:
            if step.op == op:
                fault()
            return whole(step, inputs, context)

        self.patch.setattr(ops, "run", run)

    def generate(self, seed: int) -> None:
        """Another seed and prompt, then Ctrl+Enter in the graph, until nothing runs any more."""
        changes = {"generate": {"seed": seed}, "prompt": {"text": f"a boat, number {seed}"}}
        self.page.opened.model.edit("Draw", lambda d: with_params(d, changes))
        jobs = self.studio.parts.jobs
        self.page.editor.view.setFocus()
        QTest.keyClick(self.page.editor.view, Qt.Key.Key_Return, CTRL)
        assert jobs.busy, "the wish is heard"
        until(lambda: not jobs.busy, "the engine is done")

    def lives(self) -> None:
        """The window still does what it is told: an edit, and undo by its key."""
        model, view = self.page.opened.model, self.page.editor.view
        before = model.document.graph
        model.edit("Write", lambda d: with_params(d, {"prompt": {"text": "a house"}}))
        assert model.document.graph != before
        view.setFocus()
        QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
        assert model.document.graph == before
        assert self.studio.window.isVisible()


@pytest.fixture
def world(studio: Studio, fake: FakeModel, tmp_path: Path) -> Iterator[World]:
    """A saved project, generated once, so that the engine is there and warm."""
    path = tmp_path / "film" / "film.loom"
    path.parent.mkdir()
    small_project(path)
    studio.parts.workspace.open(path)
    until(lambda: studio.window.page() is not None, "the project opens")
    studio.window.activateWindow()
    assert QTest.qWaitForWindowActive(studio.window)
    said: list[str] = []
    failed: list[events.Failed] = []
    studio.parts.jobs.said.connect(said.append)
    studio.parts.jobs.failed.connect(lambda _document, _place, event: failed.append(event))
    patch = pytest.MonkeyPatch()
    found = World(studio, fake, patch, said, failed)
    found.generate(1)
    assert found.takes == 1
    said.clear()
    yield found
    patch.undo()


Inject = Callable[[World], object]


def _op(name: str, error: BaseException) -> Inject:
    return lambda world: world.raises(name, error)


def _shelf(part: str, error: Exception) -> Inject:
    return lambda world: world.patch.setattr(f"engine.shelf.Shelf.{part}", raising(error))


def _nan(world: World) -> None:
    whole = world.model.denoise

    def broken(*given: Any, **more: Any) -> Any:
        return [np.full_like(latents, np.nan) for latents in whole(*given, **more)]

    world.patch.setattr(world.model, "denoise", broken)


def _stream_breaks(world: World) -> None:
    def decode(_latents: Any) -> Iterator[Any]:
        yield np.zeros((1, 64, 112, 3), np.uint8)
        raise MediaError("frame 1 cannot be decoded", remedy="Choose another file")

    world.patch.setattr(world.model, "decode", decode)


def _too_few_frames(world: World) -> None:
    world.patch.setattr(world.model, "decode", lambda _: iter([np.zeros((1, 64, 112, 3), np.uint8)]))


def _no_link_no_copy(world: World) -> None:
    world.patch.setattr(os, "link", raising(FULL))
    world.patch.setattr(shutil, "copyfile", raising(FULL))


def _folder_becomes_a_file(world: World) -> None:
    takes = world.page.opened.opened().takes

    def swap() -> None:
        if takes.is_dir():
            takes.rename(takes.with_name("away"))
            takes.write_text("in the way")

    world.before("encode", swap)


def _source_vanishes(world: World) -> None:
    world.raises("decode", MediaError("the file is gone", value="clip.mp4", remedy="Locate the file"))


OUT_OF_MEMORY = ("memory ran out", REMEDY)
OURS = ("unexpected error", "report it with these details")
FULL_DISK = ("disk is full", "Free some space")

STOPS: dict[str, tuple[Inject, tuple[str, str]]] = {
    "memory while a model is loaded": (
        _shelf("model", MemoryError()), ("while the model was loaded", "Close other programs"),
    ),
    "memory while the upscaler is loaded": (
        _shelf("upscaler", MemoryError()), ("while the model was loaded", "Close other programs"),
    ),
    "weights that are missing": (
        _shelf("model", WeightsError("the weights are gone", remedy="Put them back")),
        ("the weights are gone", "Put them back"),
    ),
    "an upscaler that is missing": (
        _shelf("upscaler", WeightsError("the upscaler is gone", remedy="Install it again")),
        ("the upscaler is gone", "Install it again"),
    ),
    "memory while a prompt is read": (_op("encode_text", MemoryError()), OUT_OF_MEMORY),
    "memory while denoising": (_op("denoise", MemoryError("std::bad_alloc")), OUT_OF_MEMORY),
    "a GPU's memory while denoising": (
        _op("denoise", RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")), OUT_OF_MEMORY,
    ),
    "memory while decoding": (_op("decode", OSError(errno.ENOMEM, "cannot allocate")), OUT_OF_MEMORY),
    "memory while upscaling": (_op("upscale", MemoryError()), OUT_OF_MEMORY),
    "memory while encoding": (_op("encode", MemoryError()), OUT_OF_MEMORY),
    "latents that are no numbers": (_nan, ("ran away", "Lower the guidance")),
    "a decoder that gives up in the middle": (
        _stream_breaks, ("cannot be decoded", "Choose another file"),
    ),
    "a decoder that ends too early": (_too_few_frames, ("stopped after 1 of", "Try again")),
    "a file that vanishes": (_source_vanishes, ("the file is gone", "Locate the file")),
    "a disk that is full while encoding": (_op("encode", FULL), FULL_DISK),
    "a disk without room for work": (
        lambda world: world.patch.setattr(tempfile, "mkdtemp", raising(FULL)), FULL_DISK,
    ),
    "a disk that is full for the master": (_no_link_no_copy, ("could not be written", "Free some space")),
    "a folder of takes that goes": (
        _folder_becomes_a_file, ("folder for takes cannot be made", "save the document elsewhere"),
    ),
    "a quota": (_op("upscale", OSError(errno.EDQUOT, "Disk quota exceeded")), FULL_DISK),
    "a node that raises": (_op("upscale", ZeroDivisionError("1/0")), OURS),
    "a node that asserts": (_op("decode", AssertionError()), OURS),
    "a node without end": (_op("decode", RecursionError("maximum recursion depth exceeded")), OURS),
    "a file that cannot be read": (_op("decode", PermissionError(errno.EACCES, "Permission denied")), OURS),
    "a delivery that raises": (
        lambda world: world.patch.setattr("engine.run.deliver", raising(ValueError("odd"))), OURS,
    ),
    "a run that cannot even begin": (
        lambda world: world.patch.setattr("engine.run.missing", raising(KeyError("odd"))), OURS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STOPS)
def test_a_fault_is_said_with_what_helps_and_the_next_job_runs(world: World, name: str) -> None:
    inject, (message, remedy) = STOPS[name]
    inject(world)
    world.generate(2)
    line = world.line
    assert line.state == "failed"
    assert message in line.message
    assert remedy in line.remedy
    assert world.failed[0].message == line.message
    assert any(message in text and remedy in text for text in world.said), world.said
    assert world.takes == 1
    if world.failed[0].node:
        status = world.page.status.at(world.failed[0].node)
        assert status.state == "error"
        assert any(message in problem for problem in status.problems)
    world.lives()
    world.patch.undo()
    takes = world.page.opened.opened().takes
    if takes.is_file():
        takes.unlink()
        takes.with_name("away").rename(takes)
    world.generate(3)
    assert world.takes == 2
    # And what failed goes well once the fault is gone.
    world.generate(2)
    assert world.takes == 3
    assert world.line.state == "done"


def _refuse(part: Any) -> None:
    part._database.execute("PRAGMA query_only = 1")


def _locked(part: Any) -> None:
    part._database.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)


def _odd_preview(world: World) -> None:
    world.patch.setattr(world.model, "preview", lambda _: np.zeros((0, 9, 16, 3), np.uint8))


def _flat_preview(world: World) -> None:
    world.patch.setattr(world.model, "preview", lambda _: np.zeros((2, 9, 16), np.uint8))


SURVIVED: dict[str, Inject] = {
    "a preview that raises": lambda w: w.patch.setattr(w.model, "preview", raising(ZeroDivisionError())),
    "a preview without frames": _odd_preview,
    "a preview without colours": _flat_preview,
    "a picture that cannot be read": lambda w: w.patch.setattr(
        "studio.survey.pictures._image", raising(OSError(errno.EIO, "Input/output error"))
    ),
    "a disk that is full for results": lambda w: w.patch.setattr(w.crew.cache, "_store", raising(FULL)),
    "a disk that is full for checkpoints": lambda w: w.patch.setattr(
        checkpoints, "write_arrays", raising(FULL)
    ),
    "a disk that is full for the journal": lambda w: w.patch.setattr(
        "engine.journal.Journal.record", raising(FULL)
    ),
    "a gallery that cannot be written": lambda w: _refuse(w.crew.history),
    "takes on their way that cannot be noted": lambda w: _refuse(w.studio.parts.session.arrivals),
    "takes on their way that are locked": lambda w: _locked(w.studio.parts.session.arrivals),
    "figures that cannot be written": lambda w: _refuse(w.crew.figures),
    "a thumbnail that does not fit": lambda w: w.patch.setattr(
        "engine.media.stills.write_image", raising(FULL)
    ),
}


def _heal(world: World) -> None:
    world.patch.undo()
    for part in (world.crew.history, world.crew.figures, world.studio.parts.session.arrivals):
        part._database.set_authorizer(None)
        part._database.execute("PRAGMA query_only = 0")


@pytest.mark.parametrize("name", SURVIVED)
def test_what_only_goes_along_with_the_work_costs_no_take(world: World, name: str) -> None:
    try:
        SURVIVED[name](world)
        world.generate(2)
        assert world.line.state == "done"
        assert world.takes == 2
        world.lives()
    finally:
        _heal(world)
    world.generate(3)
    assert world.takes == 3


def test_a_wish_that_cannot_be_compiled_is_said_and_the_next_one_is_heard(world: World) -> None:
    world.patch.setattr(jobs_module, "answer", raising(ZeroDivisionError("odd")))
    world.generate(2)
    assert any("odd" in text for text in world.said)
    assert world.takes == 1
    world.lives()
    world.patch.undo()
    world.generate(3)
    assert world.takes == 2


def test_a_queue_that_takes_no_more_says_so_and_does_once_there_is_room(world: World) -> None:
    queue = world.studio.parts.session.queue
    _refuse(queue)
    world.generate(2)
    assert any("Free some space" in text for text in world.said)
    assert world.takes == 1
    world.lives()
    queue._database.execute("PRAGMA query_only = 0")
    world.generate(3)
    assert world.takes == 2
