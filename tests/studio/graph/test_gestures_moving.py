"""Nodes and frames moved by hand: on the grid, onto links, shaken loose, carried by frames."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.graph import Frame, Link
from engine.registry import Registry
from studio.graph.grid import STEP
from tests.studio.graph.easel import ALT, CTRL, SHIFT, Easel, story


def place(easel: Easel, name: str) -> tuple[float, float]:
    return easel.graph[name].position


def by(easel: Easel, name: str, dx: float, dy: float) -> list[QPoint]:
    """A drag of a node by scene units."""
    start = easel.on(name)
    step = QPointF(dx, dy) * easel.view.zoom
    return [start, start + step.toPoint()]


def test_dragging_a_node_moves_it_and_lands_on_the_grid(easel: Easel) -> None:
    with easel.one_step():
        easel.drag(by(easel, "other", 133, 47))
    assert place(easel, "other") == (140, 340)
    assert easel.focus.nodes == {"other"}


def test_alt_while_dragging_leaves_the_grid(easel: Easel) -> None:
    path = by(easel, "other", 133, 47)
    with easel.one_step():
        easel.press(path[0])
        for share in (0.5, 1.0):
            easel.move(path[0] + (path[1] - path[0]) * share, ALT)
        easel.release(path[1], ALT)
    x, y = place(easel, "other")
    assert abs(x - 133) < 2 / easel.view.zoom
    assert abs(y - 347) < 2 / easel.view.zoom
    assert x % STEP or y % STEP


def test_without_snapping_alt_brings_the_grid_back(easel: Easel) -> None:
    easel.settings.update(snap=False)
    path = by(easel, "other", 133, 47)
    easel.press(path[0])
    easel.move(path[1], ALT)
    easel.release(path[1], ALT)
    assert place(easel, "other") == (140, 340)


def test_dragging_one_of_several_moves_all_of_them(easel: Easel) -> None:
    easel.focus.select(("other", "number"))
    with easel.one_step():
        easel.drag(by(easel, "number", 40, 60))
    assert place(easel, "other") == (40, 360)
    assert place(easel, "number") == (340, 360)
    assert place(easel, "title") == (600, 300)


def test_nothing_moves_in_the_document_before_the_button_is_let_go(easel: Easel) -> None:
    path = by(easel, "other", 140, 40)
    with easel.no_step():
        easel.drag(path, drop=False)
        item = easel.scene.node("other")
        assert item is not None
        assert (item.x, item.y) == (140, 340)
    easel.release(path[-1])


def test_escape_puts_dragged_nodes_back(easel: Easel) -> None:
    easel.focus.select(("shot",))
    with easel.no_step():
        easel.drag(by(easel, "other", 140, 40), drop=False)
        easel.key(Qt.Key.Key_Escape)
        easel.release(QPoint(10, 10))
    item = easel.scene.node("other")
    assert item is not None
    assert (item.x, item.y) == (0, 300)
    assert easel.focus.nodes == {"shot"}


def test_a_drag_that_another_graph_cuts_short_selects_nothing_there(easel: Easel) -> None:
    easel.focus.select(("title",))
    easel.key(Qt.Key.Key_G, CTRL)
    easel.key(Qt.Key.Key_Escape)
    (group,) = easel.focus.nodes
    easel.focus.select(("other",))
    start = easel.on("number")
    easel.drag([start, start + QPoint(80, 0)], drop=False)
    easel.focus.enter((group,), easel.graph[group].group)
    assert easel.focus.nodes == frozenset()
    easel.release(start)


def test_a_drag_that_undo_cuts_short_selects_only_what_is_left(easel: Easel) -> None:
    easel.focus.select(("title", "other"))
    easel.key(Qt.Key.Key_D, CTRL)
    copies = easel.focus.nodes
    start = easel.on("number")
    easel.drag([start, start + QPoint(80, 0)], drop=False)
    easel.model.stack.undo()
    easel.key(Qt.Key.Key_Escape)
    assert not easel.focus.nodes & copies
    easel.release(start)


def test_another_button_cancels_a_drag(easel: Easel) -> None:
    with easel.no_step():
        easel.drag(by(easel, "other", 140, 40), drop=False)
        easel.press(QPoint(5, 5), Qt.MouseButton.RightButton)
        easel.release(QPoint(5, 5))


def test_undo_keys_wait_until_a_drag_is_over(easel: Easel) -> None:
    easel.drag(by(easel, "number", 40, 0))
    moved = easel.document
    easel.drag(by(easel, "other", 140, 40), drop=False)
    easel.key(Qt.Key.Key_Z, CTRL)
    easel.key(Qt.Key.Key_Delete)
    easel.key(Qt.Key.Key_Escape)
    assert easel.document.graph is moved.graph


def test_a_node_dropped_on_a_link_is_put_on_it_and_neighbours_make_room(easel: Easel) -> None:
    target = easel.middle("generate", "clip", "finish", "clip")
    grip = easel.on("title") - easel.pixel(QPointF(*place(easel, "title")))
    size = easel.scene.sizes()["title"]
    half = (QPointF(*size) * easel.view.zoom / 2).toPoint()
    with easel.one_step():
        easel.drag([easel.on("title"), target - half + grip])
    assert {("generate", "clip", "title", "clip"), ("title", "clip", "finish", "clip")} <= easel.links()
    assert ("generate", "clip", "finish", "clip") not in easel.links()
    right = place(easel, "title")[0] + size[0]
    assert place(easel, "finish")[0] >= right
    assert place(easel, "shot")[0] - place(easel, "finish")[0] == 300
    assert place(easel, "generate") == (300, 0)


def test_with_ctrl_a_node_dropped_on_a_link_stays_off_it(easel: Easel) -> None:
    target = easel.middle("generate", "clip", "finish", "clip")
    path = [easel.on("title"), target]
    easel.focus.select(("title",))
    with easel.one_step():
        easel.drag(path, held=CTRL)
    assert ("generate", "clip", "finish", "clip") in easel.links()


def test_what_is_dragged_with_ctrl_joins_the_selection_and_escape_gives_that_back(easel: Easel) -> None:
    easel.focus.select(("number",))
    path = [easel.on("title"), easel.on("title") + QPoint(60, 60)]
    easel.drag(path, held=CTRL, drop=False)
    assert easel.focus.nodes == {"number", "title"}
    easel.key(Qt.Key.Key_Escape)
    assert easel.focus.nodes == {"number"}
    easel.release(path[-1])
    with easel.one_step():
        easel.drag(path, held=CTRL)
    assert place(easel, "title") != (600, 300)
    assert place(easel, "number") != (300, 300)


def test_a_node_that_does_not_fit_a_link_is_only_moved(easel: Easel) -> None:
    target = easel.middle("generate", "clip", "finish", "clip")
    with easel.one_step():
        easel.drag([easel.on("other"), target])
    assert ("generate", "clip", "finish", "clip") in easel.links()


def test_the_link_that_would_take_the_node_stands_out_while_dragging(easel: Easel) -> None:
    target = easel.middle("generate", "clip", "finish", "clip")
    easel.drag([easel.on("title"), target], drop=False)
    assert easel.scene.links.marks.marked == Link("generate", "clip", "finish", "clip")
    easel.key(Qt.Key.Key_Escape)
    assert easel.scene.links.marks.marked is None


def test_shaking_a_node_takes_it_out_of_its_chain_and_heals_it(easel: Easel) -> None:
    start = easel.on("finish")
    left, right = start - QPoint(50, 0), start + QPoint(50, 0)
    down = start + QPoint(0, 150)
    with easel.one_step():
        easel.drag([start, right, left, right, left, right, left, down])
    touching = {link for link in easel.links() if "finish" in (link[0], link[2])}
    assert not touching
    assert ("generate", "clip", "shot", "clip") in easel.links()


def test_a_slow_zigzag_is_no_shake(easel: Easel) -> None:
    start = easel.on("finish")
    easel.press(start)
    for turn in range(8):
        easel._time += 500
        easel.move(start + QPoint(50 if turn % 2 else -50, 10 * turn))
    easel.release(start + QPoint(0, 150))
    assert ("generate", "clip", "finish", "clip") in easel.links()


def test_dragging_at_the_edge_scrolls_the_view(easel: Easel, qtbot: QtBot) -> None:
    easel.view.actual_size()
    easel.view.fit(["other"])
    start = easel.on("other")
    edge = QPoint(easel.view.viewport().width() - 3, start.y())
    easel.drag([start, edge], drop=False)
    before = easel.view.scene_rect().left()
    qtbot.waitUntil(lambda: easel.view.scene_rect().left() > before)
    item = easel.scene.node("other")
    assert item is not None
    shown = easel.pixel(QPointF(item.x, item.y))
    easel.release(edge)
    settled = easel.view.scene_rect().left()
    QTest.qWait(60)
    assert easel.view.scene_rect().left() == settled, "it stops with the drag"
    assert abs(shown.x() - edge.x()) < easel.view.viewport().width() / 3, "the node goes along"


def framed(types: Registry) -> Document:
    document = story(types)
    inner = Frame("inner", "Inside", (-30, 260, 240, 200), nodes=("other",))
    outer = Frame("outer", "Around", (-60, 200, 700, 320), nodes=("number",))
    return replace(document, frames=(outer, inner))


def test_dragging_a_frame_carries_its_nodes_and_inner_frames(
    easel_of: Callable[[Document], Easel], types: Registry
) -> None:
    easel = easel_of(framed(types))
    title = easel.pixel(QPointF(500, 210))
    with easel.one_step():
        easel.drag([title, title + (QPointF(100, 60) * easel.view.zoom).toPoint()])
    assert place(easel, "other") == (100, 360)
    assert place(easel, "number") == (400, 360)
    assert place(easel, "title") == (600, 300)
    assert {f.id: f.rect[:2] for f in easel.document.frames} == {"outer": (40, 260), "inner": (70, 320)}
    assert easel.focus.frames == {"outer"}


def test_a_node_dropped_into_a_frame_belongs_to_it_and_dragged_out_no_more(
    easel_of: Callable[[Document], Easel], types: Registry
) -> None:
    easel = easel_of(framed(types))

    def members(frame: str) -> set[str]:
        return set(next(f.nodes for f in easel.document.frames if f.id == frame))

    with easel.one_step():
        easel.drag([easel.on("title"), easel.on("title") - (QPointF(160, 0) * easel.view.zoom).toPoint()])
    assert "title" in members("outer")
    with easel.one_step():
        easel.drag([easel.on("title"), easel.on("title") + (QPointF(300, 0) * easel.view.zoom).toPoint()])
    assert "title" not in members("outer")


def test_dragging_a_corner_resizes_a_frame_and_takes_in_what_it_covers(
    easel_of: Callable[[Document], Easel], types: Registry
) -> None:
    easel = easel_of(framed(types))
    corner = easel.pixel(QPointF(636, 516))
    with easel.one_step():
        easel.drag([corner, corner + (QPointF(260, 60) * easel.view.zoom).toPoint()])
    outer = next(f for f in easel.document.frames if f.id == "outer")
    assert outer.rect == (-60, 200, 960, 380)
    assert {"number", "title", "other"} <= set(outer.nodes)


def test_escape_keeps_a_frame_at_its_size(easel_of: Callable[[Document], Easel], types: Registry) -> None:
    easel = easel_of(framed(types))
    corner = easel.pixel(QPointF(636, 516))
    with easel.no_step():
        easel.drag([corner, corner + QPoint(100, 40)], drop=False)
        item = easel.scene.frame_item("outer")
        assert item is not None
        assert item.rect.width() > 700
        easel.key(Qt.Key.Key_Escape)
        assert item.rect.width() == 700


def test_shift_click_adds_and_ctrl_click_toggles(easel: Easel) -> None:
    easel.click(easel.on("prompt"))
    assert easel.focus.nodes == {"prompt"}
    easel.click(easel.on("shot"), held=SHIFT)
    assert easel.focus.nodes == {"prompt", "shot"}
    assert easel.focus.current == "shot"
    easel.click(easel.on("prompt"), held=CTRL)
    assert easel.focus.nodes == {"shot"}
    easel.click(easel.on("finish"), held=CTRL)
    assert easel.focus.nodes == {"shot", "finish"}
    easel.click(easel.on("finish"))
    assert easel.focus.nodes == {"finish"}
    easel.click(easel.pixel(QPointF(450, 480)))
    assert not easel.focus.nodes


def test_the_rubber_band_selects_what_it_touches(easel: Easel) -> None:
    corner, other = easel.pixel(QPointF(-40, 270)), easel.pixel(QPointF(420, 420))
    with easel.no_step():
        easel.drag([corner, other])
        assert easel.focus.nodes == {"other", "number"}
        assert easel.scene.overlay.band is None


def test_the_rubber_band_adds_with_shift_and_toggles_with_ctrl(easel: Easel) -> None:
    path = [easel.pixel(QPointF(-40, 270)), easel.pixel(QPointF(420, 420))]
    easel.focus.select(("shot", "other"))
    easel.drag(path, held=SHIFT)
    assert easel.focus.nodes == {"shot", "other", "number"}
    easel.focus.select(("shot", "other"))
    easel.drag(path, held=CTRL)
    assert easel.focus.nodes == {"shot", "number"}


def test_escape_gives_back_the_selection_from_before_the_band(easel: Easel) -> None:
    easel.focus.select(("shot",))
    easel.drag([easel.pixel(QPointF(-40, 270)), easel.pixel(QPointF(420, 420))], drop=False)
    assert easel.focus.nodes == {"other", "number"}
    easel.key(Qt.Key.Key_Escape)
    assert easel.focus.nodes == {"shot"}
    assert easel.scene.overlay.band is None


def test_alt_pressed_during_a_drag_shows_at_once_what_it_changes(easel: Easel) -> None:
    path = by(easel, "other", 133, 47)
    easel.drag(path, drop=False)
    item = easel.scene.node("other")
    assert item is not None
    assert (item.x, item.y) == (140, 340)
    easel.hold(Qt.Key.Key_Alt)
    assert (item.x, item.y) != (140, 340)
    easel.let_go(Qt.Key.Key_Alt)
    assert (item.x, item.y) == (140, 340)
    easel.release(path[-1])
