"""The view keeps a picture; whatever was scrolled, scaled or repainted in parts must equal what is painted anew."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.graph import Graph
from studio.graph.minimap import Minimap
from studio.graph.view import VIEWS
from studio.survey.status import Finding
from tests.bench.large_graph import large_graph
from tests.studio.graph.stage import Stage, link, node

Make = Callable[..., Stage]
SAME = 400
"""Of more than a million colour values: where the pieces of a hairline join, a pixel may differ."""
PANS = [(13, -7), (-40, 25), (160, 3), (0, -90), (-1, 1)]


@pytest.fixture
def dense(stage_of: Make) -> Stage:
    """A small dense graph, its middle in sight."""
    stage = stage_of(large_graph(6, 6, 60))
    stage.look_at(0.8, QPointF(700, 600))
    return stage


def far_off(a: QImage, b: QImage) -> int:
    """Colour values that are clearly different."""
    assert a.size() == b.size()
    one, other = (
        np.frombuffer(i.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint8).astype(np.int16)
        for i in (a, b)
    )
    return int((np.abs(one - other) > 48).sum())


@pytest.mark.parametrize("zoom", [0.25, 0.5, 1.0])
def test_a_scrolled_picture_equals_one_painted_anew(stage_of: Make, zoom: float) -> None:
    stage = stage_of(large_graph(6, 6, 60))
    stage.look_at(zoom, QPointF(700, 600))
    stage.picture()
    for dx, dy in PANS:
        stage.view.pan(dx, dy)
        scrolled = stage.picture()
        assert far_off(scrolled, stage.anew()) < SAME


def test_repainting_parts_equals_painting_all(dense: Stage) -> None:
    dense.picture()
    dense.focus.select(["n14", "n15"], links=[next(iter(dense.scene.links.of("n14")))])
    dense.status.find({"n21": Finding("error", ("Bridge 21: nothing is linked",))})
    parts = dense.picture()
    assert far_off(parts, dense.anew()) < SAME
    dense.model.edit(
        "Move", lambda d: d.with_graph(d.graph.put(replace(d.graph["n14"], position=(640.0, 500.0))))
    )
    parts = dense.picture()
    assert far_off(parts, dense.anew()) < SAME


def test_dragged_nodes_leave_nothing_behind(dense: Stage) -> None:
    before = dense.picture()
    at = dense.scene.node("n14").pos()  # type: ignore[union-attr]
    for n in range(1, 5):
        dense.scene.preview_positions({"n14": at + QPointF(9 * n, 5 * n)})
        dense.picture()
    dragged = dense.picture()
    assert far_off(before, dragged) > 200
    assert far_off(dragged, dense.anew()) < SAME
    dense.scene.end_preview()
    assert far_off(before, dense.picture()) < SAME


def test_zooming_keeps_what_is_under_the_pointer_and_repaints_at_rest(dense: Stage, qtbot: QtBot) -> None:
    dense.picture()
    pointer = QPointF(200, 150)
    place = dense.view.viewportTransform().inverted()[0].map(pointer)
    for _ in range(4):
        dense.view.zoom_at(pointer, 1.1)
        dense.picture()
    moved = dense.view.viewportTransform().map(place) - pointer
    assert moved.manhattanLength() <= 4
    scaled = dense.picture()
    qtbot.waitUntil(lambda: far_off(scaled, dense.picture()) > 200)
    assert far_off(dense.picture(), dense.anew()) < SAME


def test_zooming_out_shows_boxes_around_the_kept_picture(dense: Stage) -> None:
    dense.picture()
    dense.view.zoom_at(QPointF(400, 300), 0.4)
    corner = dense.scene.node("n0").sceneBoundingRect().center()  # type: ignore[union-attr]
    assert dense.colour_at(corner) != dense.scene.inks.canvas


def test_fit_shows_everything_and_never_magnifies(stage_of: Make) -> None:
    stage = stage_of(large_graph(6, 6, 60))
    stage.view.show()
    stage.view.fit()
    assert stage.view.scene_rect().contains(stage.scene.extent())
    stage.view.fit(["n7"])
    assert stage.view.zoom == pytest.approx(stage.view.actual_zoom())
    assert stage.view.scene_rect().contains(stage.scene.node("n7").sceneBoundingRect())  # type: ignore[union-attr]


def test_fit_keeps_nodes_out_from_under_the_minimap_while_that_is_shown(stage_of: Make) -> None:
    stage = stage_of(large_graph(6, 6, 60))
    minimap = Minimap(stage.view, stage.look)
    stage.view.show()

    def below() -> list[str]:
        place = QRectF(minimap.geometry())
        to_view = stage.view.viewportTransform()
        rects = {item.id: to_view.mapRect(item.sceneBoundingRect()) for item in stage.scene.nodes()}
        assert all(QRectF(stage.view.viewport().rect()).contains(rect) for rect in rects.values())
        return [name for name, rect in rects.items() if rect.intersects(place)]

    minimap.hide()
    stage.view.fit()
    assert below(), "there is nothing to keep out"
    zoom = stage.view.zoom
    minimap.show()
    stage.view.fit()
    assert not below()
    assert stage.view.zoom > 0.6 * zoom


def test_zoom_has_ends(dense: Stage) -> None:
    for _ in range(60):
        dense.view.zoom_at(QPointF(1, 1), 1.3)
    near = dense.view.zoom
    for _ in range(120):
        dense.view.zoom_at(QPointF(1, 1), 1 / 1.3)
    assert near < 8
    assert dense.view.zoom > 0.01


def test_where_the_artist_looks_is_kept_in_the_document(dense: Stage, stage_of: Make, qtbot: QtBot) -> None:
    dense.look_at(0.7, QPointF(500, 400))
    qtbot.waitUntil(lambda: VIEWS in dense.model.document.view)
    assert not dense.model.unsaved
    again = stage_of(dense.model.document)
    again.view.show()
    assert again.view.zoom == pytest.approx(dense.view.zoom, abs=1e-3)
    middle, was = again.view.scene_rect().center(), dense.view.scene_rect().center()
    assert (middle - was).manhattanLength() < 5


def test_a_kept_place_is_found_though_the_window_lays_itself_out_later(stage_of: Make) -> None:
    kept = large_graph(6, 6, 60).with_view({VIEWS: {"": [0.8, 700.0, 300.0]}})
    stage = stage_of(kept)
    stage.view.resize(120, 90)
    stage.view.show()
    stage.view.resize(900, 600)
    QApplication.processEvents()
    middle = stage.view.scene_rect().center()
    assert (middle - QPointF(700, 300)).manhattanLength() < 3


def test_a_change_of_theme_repaints_everything(dense: Stage) -> None:
    from studio.theme import LIGHT

    before = dense.picture()
    dense.look.use(LIGHT)
    after = dense.picture()
    assert far_off(before, after) > 100_000
    assert far_off(after, dense.anew()) < SAME


def test_the_current_node_has_a_ring_only_while_the_graph_has_the_keyboard(stage_of: Make) -> None:
    stage = stage_of(Document(graph=Graph.of([node("t", "trim", (0, 0))])))
    stage.focus.select(["t"])
    stage.look_at(1.0, QPointF(100, 60))
    stage.scene.set_keyboard(True)
    here = stage.picture()
    stage.scene.set_keyboard(False)
    away = stage.picture()
    stage.scene.set_keyboard(True)
    assert far_off(here, away) > 100
    assert far_off(here, stage.picture()) == 0


def test_click_and_drag_in_the_minimap_look_somewhere_else(dense: Stage) -> None:
    small = Minimap(dense.view, dense.look)
    small.show()
    QApplication.processEvents()
    small.grab()
    target = QPoint(small.width() // 4, small.height() // 4)
    place = small.scene_at(QPointF(target))
    QTest.mouseClick(small, Qt.MouseButton.LeftButton, pos=target)
    assert (dense.view.scene_rect().center() - place).manhattanLength() < 6 / dense.view.zoom
    other = QPoint(small.width() // 2, small.height() // 2)
    QTest.mousePress(small, Qt.MouseButton.LeftButton, pos=target)
    QTest.mouseMove(small, other)
    QTest.mouseRelease(small, Qt.MouseButton.LeftButton, pos=other)
    place = small.scene_at(QPointF(other))
    assert (dense.view.scene_rect().center() - place).manhattanLength() < 6 / dense.view.zoom


def test_links_that_are_dragged_follow_their_nodes(dense: Stage) -> None:
    wires = [dense.scene.links.wires[x] for x in dense.scene.links.of("n14")]
    assert wires
    dense.scene.preview_positions({"n14": QPointF(900, 900)})
    item = dense.scene.node("n14")
    assert item is not None
    around = QRectF(item.sceneBoundingRect()).adjusted(-1, -1, 1, 1)
    assert all(around.contains(w.start) or around.contains(w.stop) for w in wires)
    assert dense.scene.links.lifted.keys() == {w.link for w in wires}
    dense.scene.end_preview()
    assert not dense.scene.links.lifted


def test_an_edit_that_links_shows_at_once(stage_of: Make) -> None:
    nodes = [node("p", "prompt", (0, 0)), node("g", "generate", (300, 0))]
    stage = stage_of(Document(graph=Graph.of(nodes)))
    stage.look_at(1.0, QPointF(250, 60))
    before = stage.picture()
    new = link("p", "text", "g", "prompt")
    stage.model.edit("Link", lambda d: d.with_graph(d.graph.link(new)))
    assert far_off(before, stage.picture()) > 50
    stage.model.stack.undo()
    assert far_off(before, stage.picture()) == 0
