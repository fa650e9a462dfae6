"""The export dialog and answers that come late: only what is chosen now counts."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from engine.preset_shelf import PresetShelf
from engine.presets import Preset
from studio.app import Studio
from studio.export import dialog as dialog_module
from studio.export.dialog import ExportDialog
from tests.studio.test_export_dialog import CTRL, film_dialog, opened, pick, shown
from tests.studio.whole import page_of, until


def test_an_answer_to_what_was_chosen_before_is_not_listened_to(
    studio: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, outlook = film_dialog(opened(studio, work)), dialog_module.outlook
    asked, go_on = Event(), Event()

    def late(*given: object, **more: object) -> object:
        asked.set()
        assert go_on.wait(30)
        return outlook(*given, **more)

    monkeypatch.setattr(dialog_module, "outlook", late)
    dialog.look()
    until(asked.is_set)
    pick(dialog.form.range, "typed")
    QTest.keyClicks(dialog.form.typed, "4-x")
    dialog.look()
    go_on.set()
    until(lambda: studio.parts.errands.idle)
    assert not dialog.go.isEnabled()
    assert "not understood" in dialog.findings.texts[0]
    dialog.reject()


def test_presets_that_are_read_after_the_dialog_was_closed_harm_nothing(
    studio: Studio, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on, read = Event(), Event(), PresetShelf.all

    def late(shelf: PresetShelf) -> tuple[Preset, ...]:
        asked.set()
        assert go_on.wait(30)
        return read(shelf)

    monkeypatch.setattr(PresetShelf, "all", late)
    opened(studio, work)
    studio.window.activateWindow()
    until(studio.window.isActiveWindow)
    QTest.keyClick(studio.window, Qt.Key.Key_M, CTRL)
    dialog = shown(studio, ExportDialog)
    until(asked.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    until(lambda: not dialog.isVisible())
    # No event loop runs here that would let go of it.
    QApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not isValid(dialog)
    go_on.set()
    until(lambda: studio.parts.errands.idle)
    assert page_of(studio).opened.notices == ()
