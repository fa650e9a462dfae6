"""Frozen nodes keep their results: whatever is cleared or has to go, and until the last node is unfrozen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import resources
from studio.app import Studio
from studio.projects.opened import OpenDocument
from tests.fake_model import FakeModel
from tests.studio.whole import page_of, until

SAMPLE = resources.path("samples/text-to-clip.loom")
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def made(studio: Studio, fake: FakeModel, qtbot: QtBot, tmp_path: Path) -> Studio:
    """The sample as a saved project, generated once, with the node that generates selected."""
    studio.parts.warmup.begin()
    until(lambda: studio.parts.warmup.profile is not None)
    document = studio.parts.workspace.open_copy(SAMPLE)
    assert isinstance(document, OpenDocument)
    assert studio.parts.workspace.save_as(document, tmp_path / "film.loom")
    page = page_of(studio)
    node = next(n.id for n in document.model.document.graph if n.type == "shotloom.generate")
    page.opened.focus.select((node,), current=node)
    page.editor.view.setFocus()
    QTest.keyClick(page.editor.view, Qt.Key.Key_Return, CTRL)
    until(lambda: page._last_result(node) and not studio.parts.jobs.busy)
    return studio


def press(view: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a key in the window that is in front."""
    view.window().activateWindow()
    view.setFocus()
    until(view.hasFocus)
    QTest.keyClick(view, key, modifier)


def kept(studio: Studio) -> int:
    """How many results are kept for frozen nodes."""
    return studio.parts.session.cache.pinned()[0]


def test_a_frozen_result_outlives_the_clearing_of_results_and_the_closing_of_its_project(
    made: Studio, tmp_path: Path
) -> None:
    page = page_of(made)
    (node,) = page.opened.focus.nodes
    press(page.editor.view, Qt.Key.Key_F, SHIFT)
    key = page.opened.model.document.graph[node].frozen_key
    assert key
    until(lambda: kept(made) == 1)
    assert made.parts.workspace.save(page.opened)
    made.window.close_tab()
    cache = made.parts.session.cache
    cache.clear()
    assert cache.has(key)
    made.parts.workspace.open(tmp_path / "film.loom")
    until(lambda: made.parts.errands.idle)
    assert kept(made) == 1


def test_a_result_is_let_go_with_its_last_frozen_node_and_undo_keeps_it_again(made: Studio) -> None:
    page = page_of(made)
    view = page.editor.view
    for key, modifier, count in (
        (Qt.Key.Key_F, SHIFT, 1),
        (Qt.Key.Key_F, SHIFT, 0),
        (Qt.Key.Key_Z, CTRL, 1),
        (Qt.Key.Key_Z, CTRL, 0),
    ):
        press(view, key, modifier)
        until(lambda wanted=count: kept(made) == wanted)


def test_a_project_that_was_never_saved_and_is_discarded_keeps_nothing(made: Studio) -> None:
    document = made.parts.workspace.open_copy(SAMPLE)
    assert isinstance(document, OpenDocument)
    until(lambda: made.window.document() is document)
    page = page_of(made)
    node = next(n.id for n in document.model.document.graph if n.type == "shotloom.generate")
    document.focus.select((node,), current=node)
    until(lambda: page._last_result(node))
    press(page.editor.view, Qt.Key.Key_F, SHIFT)
    until(lambda: kept(made) == 1)
    made.parts.workspace.close(document)
    until(lambda: kept(made) == 0)
