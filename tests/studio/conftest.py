"""The command line in tests: the device is measured once, and the fake model computes instead of the built-in one."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.device import detect
from engine.media.frames import Clip, Frames
from engine.media.imaging import Filter, resize
from engine.types import Size
from studio.cli import main
from tests.fake_model import FakeModel
from tests.studio.command import Ran

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from studio.app import Studio
    from studio.projects.workspace import Workspace
    from tests.studio.idle_workers import IdleWorkers


@pytest.fixture(scope="session")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with what was measured of this machine."""
    folder = tmp_path_factory.mktemp("device")
    detect("cpu", folder)
    return next(folder.iterdir())


class _Imported:
    """What was imported for good need not be looked through whenever garbage is collected."""

    def __init__(self) -> None:
        self._modules = 0

    def settle(self) -> None:
        """Look through everything once more when much was imported (torch, with the first test that computes)."""
        if len(sys.modules) > self._modules + 100:
            self._modules = len(sys.modules)
            gc.collect()
            gc.freeze()


@pytest.fixture(scope="session")
def imported(measured: Path) -> _Imported:
    return _Imported()


@pytest.fixture(autouse=True)
def collected_here(imported: _Imported) -> Iterator[None]:
    """Garbage with Qt objects in it is collected on this thread only, as in the program (`studio.sweep`)."""
    gc.disable()
    imported.settle()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def known_device(own_folders: None, measured: Path) -> None:
    """The machine is not measured again for every test's own folder."""
    folder = Path(os.environ["SHOTLOOM_DATA"])
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(measured, folder)


@pytest.fixture(scope="session")
def idle_workers() -> "Iterator[IdleWorkers]":
    """Media workers that sessions of earlier tests have left."""
    from tests.studio.idle_workers import IdleWorkers

    with IdleWorkers() as kept:
        yield kept


@pytest.fixture(autouse=True)
def used_again(idle_workers: "IdleWorkers", monkeypatch: pytest.MonkeyPatch) -> None:
    """A session's media worker goes on for the next one: to start one takes longer than what most tests ask of it."""
    idle_workers.lend(monkeypatch)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    """The model that runs instead of the built-in one; the upscaler only enlarges, and frames between are repeats."""
    model = FakeModel()
    monkeypatch.setattr("engine.shelf.Shelf.model", lambda shelf, digest: model)
    monkeypatch.setattr("engine.shelf.Shelf.upscaler", lambda shelf, digest: _Enlarger())
    monkeypatch.setattr(
        "engine.ops.pictures.interpolated", lambda clip, factor, check: _Repeated(clip, factor)
    )
    return model


class _Enlarger:
    tile = 0

    def upscale(self, frame, factor, *, check_cancel=None):
        return resize(frame, Size(frame.shape[1] * factor, frame.shape[0] * factor), Filter.LANCZOS)


class _Repeated(Clip):
    """Each frame of a clip `factor` times, in the place of frames that are moved along what is seen in them."""

    def __init__(self, source: Clip, factor: int) -> None:
        super().__init__(source.frames * factor, source.rate * factor, source.size)
        self._source, self._factor = source, factor

    def _read(self, start: int, stop: int) -> Frames:
        return np.stack([self._source.frame(index // self._factor) for index in range(start, stop)])


@pytest.fixture
def shotloom(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command in this process."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(a) for a in arguments])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder in which a person works, apart from the program's own."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def workspace(own_folders: None, qapp: "QApplication") -> "Iterator[Workspace]":
    """The documents of one studio, with everything that opening and saving need."""
    yield from _workspace()


@pytest.fixture
def other(own_folders: None, qapp: "QApplication") -> "Iterator[Workspace]":
    """The documents of a second studio on the same machine."""
    yield from _workspace()


def _workspace() -> "Iterator[Workspace]":
    # Qt comes with these; tests of the command line run without it.
    from studio.projects.workspace import Workspace
    from studio.settings import SettingsStore
    from studio.workbench import session

    opened = session()
    workspace = Workspace(opened, SettingsStore())
    yield workspace
    workspace.shut()
    opened.close()


@pytest.fixture
def qtbot(qapp: "QApplication", request: pytest.FixtureRequest) -> "QtBot":
    """pytest-qt's, with patience for a machine that has much else to do; what comes soon takes no longer."""
    from tests.studio.patience import PatientBot, let_go

    let_go()
    return PatientBot(request)


@pytest.fixture
def studio(qtbot: "QtBot", qapp: "QApplication") -> "Iterator[Studio]":
    """A whole program, without the quiet moment that imports torch; the application looks as before afterwards."""
    from PySide6.QtCore import QEvent

    from studio.app import Studio

    font, colours, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    made = Studio(qapp)
    made.show(None, None, quiet=True)
    qtbot.waitExposed(made.window)
    yield made
    made.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(colours)
    qapp.setFont(font)


@pytest.fixture
def paused(fake: FakeModel, studio: "Studio") -> "Studio":
    """A program whose queue is paused, with a sample open and the jobs panel in front."""
    import resources
    from tests.studio.whole import until

    studio.parts.jobs.pause()
    studio.parts.workspace.open_copy(resources.path("samples/text-to-clip.loom"))
    studio.window.docks.reveal("jobs")
    until(lambda: studio.parts.jobs.paused and not studio.parts.jobs.busy)
    return studio
