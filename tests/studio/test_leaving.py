"""Closing the window while jobs run or wait: what becomes of them is said in place, and they may be finished first."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMessageBox, QPushButton

import resources
from studio.app import Studio
from tests.fake_model import FakeModel
from tests.studio.whole import page_of, until

SAMPLE = resources.path("samples/text-to-clip.loom")
CTRL = Qt.KeyboardModifier.ControlModifier
PATIENCE = 240.0


class Pace:
    """How long each step of the model takes."""

    def __init__(self, model: FakeModel) -> None:
        self._model = model
        model.pause = 0.3

    def set(self) -> None:
        """Go on without waiting."""
        self._model.pause = 0.0


@pytest.fixture
def slow(fake: FakeModel) -> Pace:
    """A model that takes its time until it is let."""
    return Pace(fake)


@pytest.fixture
def working(slow: Pace, studio: Studio, tmp_path: Path) -> Studio:
    """A program with a saved project of which two takes are being made."""
    studio.parts.workspace.open_copy(SAMPLE)
    until(lambda: studio.window.page() is not None)
    page = page_of(studio)
    assert studio.parts.workspace.save_as(page.opened, tmp_path / "film.loom")
    page.generating.bar.takes.setValue(2)
    QApplication.processEvents()
    page.editor.view.setFocus()
    QTest.keyClick(page.editor.view, Qt.Key.Key_Return, CTRL)
    until(lambda: {x.state for x in studio.parts.jobs.lines} == {"running", "waiting"})
    return studio


def press_quit(studio: Studio) -> None:
    view = page_of(studio).editor.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Q, CTRL)


def press(studio: Studio, words: str) -> None:
    strip = studio.window.leaving.strip
    assert strip is not None
    button = next(b for b in strip.buttons if b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def boxes(monkeypatch: pytest.MonkeyPatch, words: str, *, finish: bool) -> list[str]:
    """Answer every question by a button, and tell what was asked."""
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(f"{box.text()}\n{box.informativeText()}")
        if finish:
            check = box.checkBox()
            assert check is not None
            check.click()
        button = next(b for b in box.buttons() if b.text() == words)
        assert isinstance(button, QPushButton)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


def test_quitting_says_in_place_that_jobs_go_on_and_quits_when_asked_once_more(working: Studio) -> None:
    press_quit(working)
    strip = working.window.leaving.strip
    assert working.window.isVisible()
    assert strip is not None
    assert strip.isVisible()
    assert "2 jobs run or wait" in strip.text.text()
    assert "when Shotloom is opened again" in strip.text.text()
    assert [button.text() for button in strip.buttons] == ["Quit", "Finish First", "Keep Working"]
    press_quit(working)
    assert not working.window.isVisible()


def test_enter_quits_and_escape_stays(working: Studio) -> None:
    press_quit(working)
    strip = working.window.leaving.strip
    assert strip is not None
    assert working.window.focusWidget() is strip.buttons[0]
    QTest.keyClick(strip.buttons[0], Qt.Key.Key_Escape)
    assert working.window.leaving.strip is None
    assert working.window.isVisible()
    working.parts.jobs.pause()
    until(lambda: working.parts.jobs.paused)
    press_quit(working)
    strip = working.window.leaving.strip
    assert strip is not None, "leaving is another wish, and is answered again"
    words = [button.text() for button in strip.buttons]
    assert words == ["Quit", "Keep Working"], "nobody waits for a queue that is paused"
    QTest.keyClick(strip.buttons[0], Qt.Key.Key_Return)
    assert not working.window.isVisible()


def test_what_is_finished_first_is_saved_where_it_was_saved_and_the_window_closes(
    working: Studio, slow: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = boxes(monkeypatch, "Save", finish=False)
    press_quit(working)
    press(working, "Finish First")
    strip = working.window.leaving.strip
    assert strip is not None
    assert "quits when 2 jobs are done" in strip.text.text()
    opened = page_of(working).opened
    slow.set()
    until(lambda: not working.window.isVisible(), PATIENCE)
    assert not working.parts.jobs.busy
    assert [len(shot.takes) for shot in opened.model.document.shots.values()] == [2]
    assert not opened.worth_keeping
    assert not asked


def test_keep_working_takes_it_back_and_nothing_is_said_once_all_is_done(working: Studio, slow: Pace) -> None:
    press_quit(working)
    press(working, "Finish First")
    press(working, "Keep Working")
    press_quit(working)
    slow.set()
    until(lambda: working.window.leaving.strip is None, PATIENCE)
    assert not working.parts.jobs.busy
    assert working.window.isVisible()
    assert working.parts.workspace.save(page_of(working).opened)
    press_quit(working)
    assert not working.window.isVisible()


def test_where_something_is_unsaved_the_one_question_says_it_too(
    working: Studio, slow: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(working)
    page.opened.model.edit("Change", lambda d: replace(d, settings=replace(d.settings, look="ink")))
    asked = boxes(monkeypatch, "Save", finish=True)
    press_quit(working)
    assert len(asked) == 1
    assert "2 jobs run or wait" in asked[0]
    assert working.window.isVisible()
    slow.set()
    until(lambda: not working.window.isVisible(), PATIENCE)
    assert len(asked) == 1, "one question in all"
    assert not page.opened.worth_keeping


@pytest.mark.parametrize("way", ["tab", "window"])
def test_a_question_without_jobs_offers_nothing_about_them(
    fake: FakeModel, studio: Studio, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    studio.parts.workspace.open_copy(SAMPLE)
    until(lambda: studio.window.page() is not None)
    opened = page_of(studio).opened
    opened.model.edit("Change", lambda d: replace(d, settings=replace(d.settings, look="ink")))
    boxes_seen: list[list[str]] = []

    def cancel(box: QMessageBox) -> int:
        box.show()
        boxes_seen.append([check.text() for check in box.findChildren(QCheckBox) if check.isVisible()])
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", cancel)
    if way == "tab":
        studio.window.close_tab()
    else:
        studio.window.close()
    assert boxes_seen == [[]]
