"""The timeline in the whole program: brought up by its commands, with keys of its own, and in step with the graph."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import resources
from studio.app import Studio
from studio.page import DocumentPage
from studio.timeline.panel import TimelinePanel
from studio.viewer.panel import ViewerPanel
from tests.studio.whole import page_of, until


@pytest.fixture
def page(studio: Studio) -> DocumentPage:
    """A sample, in front."""
    studio.parts.workspace.open_copy(resources.path("samples/text-to-clip.loom"))
    until(lambda: studio.window.page() is not None)
    return page_of(studio)


def _timeline(page: DocumentPage) -> TimelinePanel:
    made = page.cutting.made
    assert made is not None
    return made


def test_a_command_of_the_timeline_brings_it_up(studio: Studio, page: DocumentPage) -> None:
    studio.window.docks.docks["timeline"].hide()
    assert studio.window.bindings.run("cut.add_all")
    panel = _timeline(page)
    until(panel.isVisible)
    assert [item.shot for item in page.opened.model.document.timeline.items] == list(
        panel.table.layout.film.shots
    )
    assert panel.table.layout.film.shots


def test_keys_of_the_timeline_work_where_it_has_the_keyboard(studio: Studio, page: DocumentPage) -> None:
    studio.window.bindings.run("cut.add_all")
    panel = _timeline(page)
    until(panel.isVisible)
    panel.view.setFocus()
    until(panel.view.hasFocus)
    QTest.keyClick(panel.view, Qt.Key.Key_End)
    assert panel.stage.program.frame == panel.stage.program.frames - 1
    QTest.keyClick(panel.view, Qt.Key.Key_Home)
    QTest.keyClick(panel.view, Qt.Key.Key_M)
    assert not panel.field.is_open
    QTest.keyClick(panel.view, Qt.Key.Key_M)
    assert panel.field.is_open
    QTest.keyClicks(panel.field, "mk")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert [marker.name for marker in page.opened.model.document.timeline.markers] == ["mk"]
    QTest.keyClick(panel.view, Qt.Key.Key_Right)
    assert panel.stage.program.frame == 1
    assert len(page.opened.model.document.timeline.markers) == 1


def test_the_viewer_goes_on_full_screen_while_the_timeline_has_the_keyboard(
    studio: Studio, page: DocumentPage
) -> None:
    viewer = page.panel("viewer")
    assert isinstance(viewer, ViewerPanel)
    studio.window.bindings.run("cut.add_all")
    panel = _timeline(page)
    until(panel.isVisible)
    panel.view.setFocus()
    until(panel.view.hasFocus)
    QTest.keyClick(panel.view, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
    full = viewer.beside.full
    assert full is not None
    QTest.keyClick(full, Qt.Key.Key_Escape)
    until(lambda: viewer.beside.full is None)


def test_a_shot_that_is_selected_is_selected_in_the_graph(studio: Studio, page: DocumentPage) -> None:
    studio.window.bindings.run("cut.add_all")
    panel = _timeline(page)
    block = panel.table.layout.main.blocks[0]
    panel.table.select((block.id,), block.id)
    assert page.opened.focus.current == block.shot


def test_the_film_stays_in_the_viewer_while_its_shots_are_selected(studio: Studio) -> None:
    studio.parts.workspace.open_copy(resources.path("templates/three-shots.loom"))
    until(lambda: studio.window.page() is not None)
    page = page_of(studio)
    until(lambda: page.stage.on_program)
    panel = _timeline(page)
    panel.view.setFocus()
    until(panel.view.hasFocus)
    block = panel.table.layout.main.blocks[0]
    panel.table.select((block.id,), block.id)
    assert page.opened.focus.current == block.shot
    assert page.stage.on_program


def test_extending_a_shot_is_one_step_for_graph_and_film(studio: Studio, page: DocumentPage) -> None:
    studio.window.bindings.run("cut.add_all")
    panel = _timeline(page)
    until(panel.isVisible)
    block = panel.table.layout.main.blocks[0]
    panel.table.select((block.id,), block.id)
    before = page.opened.model.document
    assert studio.window.bindings.run("shot.extend")
    after = page.opened.model.document
    assert len(after.timeline.items) == len(before.timeline.items) + 1
    assert len(after.graph.nodes) > len(before.graph.nodes)
    page.opened.model.stack.undo()
    assert page.opened.model.document.graph == before.graph
    assert page.opened.model.document.timeline == before.timeline
