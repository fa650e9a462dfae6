"""Files that take long beside the window: how far they are is told in place, and Stop leaves nothing behind."""

import os
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.media import otio
from studio import writing
from studio.app import Studio
from studio.dialogs.notice_bar import NoticeBar, NoticeStrip
from studio.dialogs.pack import PackDialog
from studio.export.cut import CutDialog
from tests.studio.test_export_dialog import click, night, shown
from tests.studio.whole import page_of, until

__all__ = ("night",)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing that takes long: it is told at once, and each piece is small and takes a while."""
    monkeypatch.setattr(writing, "SOON", 0.0)
    monkeypatch.setattr(writing, "BEAT", 0.0)
    monkeypatch.setattr(otio, "_PIECE", 8 << 10)
    monkeypatch.setattr("engine.bundle.CHUNK", 8 << 10)
    plain = writing._Progress.tell

    def slowly(self: writing._Progress, done: int, total: int) -> None:
        time.sleep(0.03)
        plain(self, done, total)

    monkeypatch.setattr(writing._Progress, "tell", slowly)


def strip_of(studio: Studio, key: str) -> NoticeStrip:
    bar = page_of(studio).findChild(NoticeBar)
    assert bar is not None
    until(lambda: bar.strip(key) is not None)
    found = bar.strip(key)
    assert found is not None
    return found


def cut(studio: Studio, work: Path) -> Path:
    """Ask for the cut with its media; the file that becomes of it."""
    assert studio.window.bindings.run("file.export_cut")
    dialog = shown(studio, CutDialog)
    click(dialog.choices[".otioz"])
    until(lambda: dialog.go.isEnabled())
    click(dialog.go)
    return work / "night.otioz"


def pack(studio: Studio, work: Path) -> Path:
    dialog = PackDialog(page_of(studio).opened, studio.parts.workspace, studio.window)
    dialog.wordless.setChecked(True)
    dialog.pack(work / "night.loomz")
    dialog.reject()
    return work / "night.loomz"


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("ask", [cut, pack])
def test_stop_is_there_while_it_is_written_and_leaves_nothing(
    night: Studio, work: Path, ask: Callable[[Studio, Path], Path]
) -> None:
    before = set(os.listdir(work))
    path = ask(night, work)
    strip = strip_of(night, f"writing {path}")
    until(lambda: "%" in strip.text.text())
    said = strip.text.text()
    until(lambda: strip.text.text() != said)
    # The button is the same all the time: it can be pressed while the words change.
    (stop,) = strip.buttons
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    errands = night.parts.workspace.errands
    until(lambda: errands.idle)
    assert page_of(night).opened.notices == ()
    assert set(os.listdir(work)) == before


@pytest.mark.usefixtures("slow")
def test_what_was_written_for_a_while_is_whole(night: Studio, work: Path) -> None:
    path = cut(night, work)
    strip = strip_of(night, f"writing {path}")
    QTest.mouseClick(strip.cross, Qt.MouseButton.LeftButton)
    told: list[str] = []
    opened = page_of(night).opened
    opened.noticed.connect(lambda: told.extend(n.key for n in opened.notices))
    until(path.is_file)
    assert f"writing {path}" not in told, "it was put away"
    with zipfile.ZipFile(path) as bundle:
        assert bundle.testzip() is None
        assert {Path(name).name for name in bundle.namelist()} >= {
            "Car-take-1-a.mkv", "Boat-take-1-b.mkv", "content.otio",
        }  # fmt: skip
    until(
        lambda: [n.text for n in page_of(night).opened.notices if n.text.startswith("night.otioz is saved")]
    )
