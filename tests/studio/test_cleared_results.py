"""Results that were cleared: nodes say so at once, and a shot whose take is there is still ready."""

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.timeline import Item
from studio.app import Studio
from studio.page import DocumentPage
from studio.preferences.storage import StoragePage
from studio.viewer.panel import ViewerPanel
from tests.fake_model import FakeModel
from tests.studio.test_work import SAMPLE, press, takes
from tests.studio.whole import page_of, until

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, fake: FakeModel, studio: Studio) -> DocumentPage:
    """A sample that was generated, of which every result but the take was cleared."""
    studio.parts.workspace.open_copy(SAMPLE)
    qtbot.waitUntil(lambda: studio.window.page() is not None)
    page = page_of(studio)
    page.generating.generate([])
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    until(lambda: page.status.at(node(page, "generate")).state == "cached")
    studio.window.popups.preferences("storage")
    storage = studio.window.popups.preferences_window.page
    assert isinstance(storage, StoragePage)
    until(lambda: storage.buttons["results"].isEnabled() and storage.usage is not None)
    for _ in range(2):
        QTest.mouseClick(storage.buttons["results"], LEFT)
    studio.window.popups.preferences_window.close()
    studio.window.activateWindow()
    return page


def node(page: DocumentPage, kind: str) -> str:
    return next(n.id for n in page.opened.model.document.graph if n.type == f"shotloom.{kind}")


def test_nodes_are_no_longer_ready_and_the_shot_still_is(page: DocumentPage) -> None:
    until(lambda: page.status.at(node(page, "generate")).state == "stale")
    assert page.status.at(node(page, "shot")).state == "cached"
    forecast = page.generating.forecaster
    until(lambda: forecast.value is not None and forecast.value.ready)


def test_asked_again_the_take_that_is_there_is_the_answer(studio: Studio, page: DocumentPage) -> None:
    until(lambda: page.status.at(node(page, "generate")).state == "stale")
    said: list[str] = []
    studio.parts.jobs.said.connect(said.append)
    lines = len(studio.parts.jobs.lines)
    press(studio, Qt.Key.Key_Return)
    until(lambda: "This take exists already: nothing had to be computed." in said)
    until(lambda: not studio.parts.jobs.busy)
    assert len(studio.parts.jobs.lines) == lines
    assert takes(studio) == 1
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    until(lambda: viewer.place == node(page, "shot"))


def test_the_film_that_is_looked_at_stays_when_what_is_asked_for_is_there(
    studio: Studio, page: DocumentPage
) -> None:
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    shot = node(page, "shot")
    item = Item("i", shot, Fraction(0), Fraction(1, 2))
    page.opened.model.edit("Insert", lambda d: d.with_timeline(replace(d.timeline, items=(item,))))
    page.stage.program.go(1)
    until(lambda: viewer.title.whole.endswith(", take 1") and page.stage.on_program)
    said: list[str] = []
    studio.parts.jobs.said.connect(said.append)
    page.generating.generate([])
    until(lambda: any("nothing had to be computed" in words for words in said))
    until(lambda: not studio.parts.jobs.busy)
    assert page.stage.on_program


def test_a_take_whose_file_is_gone_is_made_anew(studio: Studio, page: DocumentPage) -> None:
    until(lambda: page.status.at(node(page, "generate")).state == "stale")
    (shot,) = page.opened.model.document.shots.values()
    file = page.opened.opened().takes / shot.takes[0].file
    file.unlink()
    press(studio, Qt.Key.Key_Return)
    until(lambda: file.is_file() and not studio.parts.jobs.busy)
