"""Double clicks, searches, the context menu and inline editing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
)

from engine.graph import Link
from studio.edit import templates
from studio.requests import SearchRequest
from tests.studio.graph.easel import CTRL, RIGHT, Easel


def test_a_double_click_on_empty_ground_searches_and_adds_there(easel: Easel) -> None:
    at = easel.pixel(QPointF(300, 475))
    with easel.no_step():
        easel.double_click(at)
    request = easel.asked[-1]
    assert request.end is None
    with easel.one_step():
        easel.find("seed")(request)
    added = next(n for n in easel.graph if n.type == "shotloom.seed")
    assert added.position == (300, 480), "where it was asked for, on the grid"
    assert easel.focus.nodes == {added.id}


def test_tab_searches_and_links_the_new_node_to_the_selected_one(easel: Easel) -> None:
    easel.click(easel.on("other"))
    easel.move(easel.pixel(QPointF(300, 480)))
    easel.key(Qt.Key.Key_Tab)
    request = easel.asked[-1]
    assert request.selected == ("other",)
    with easel.one_step():
        easel.find("generate")(request)
    added = next(n for n in easel.graph if n.type == "shotloom.generate" and n.id != "generate")
    assert ("other", "text", added.id, "prompt") in easel.links()
    corner = QPointF(*added.position) - QPointF(300, 480)
    assert corner.manhattanLength() < 30, "at the pointer"


def test_tab_by_keys_alone_puts_the_new_node_beside_the_current_one(easel: Easel) -> None:
    easel.hands.leave()
    easel.focus.select(("number",))
    easel.key(Qt.Key.Key_Tab)
    request = easel.asked[-1]
    with easel.one_step():
        easel.find("generate")(request)
    added = next(n for n in easel.graph if n.type == "shotloom.generate" and n.id != "generate")
    item = easel.scene.node("number")
    assert item is not None
    assert added.position[0] > item.sceneBoundingRect().right()


def test_a_node_added_on_a_selected_link_is_put_on_it(easel: Easel) -> None:
    easel.click(easel.middle("finish", "clip", "shot", "clip"))
    easel.key(Qt.Key.Key_Tab)
    request = easel.asked[-1]
    assert request.link == Link("finish", "clip", "shot", "clip")
    with easel.one_step():
        easel.find("reverse")(request)
    added = next(n.id for n in easel.graph if n.type == "shotloom.reverse")
    assert {("finish", "clip", added, "clip"), (added, "clip", "shot", "clip")} <= easel.links()
    width = easel.scene.sizes()[added][0]
    assert easel.graph["shot"].position[0] >= easel.graph[added].position[0] + width


def test_a_double_click_on_a_value_edits_it_there(easel: Easel) -> None:
    easel.double_click(easel.on("prompt", "value"))
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit | QTextEdit | QLineEdit)
    with easel.one_step():
        field.selectAll()
        QTest.keyClicks(field, "two owls")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert easel.graph["prompt"].params["text"] == "two owls"
    assert QApplication.focusWidget() is easel.view


def test_enter_edits_the_current_node_and_escape_drops_it(easel: Easel) -> None:
    easel.click(easel.on("prompt"))
    with easel.no_step():
        easel.key(Qt.Key.Key_Return)
        field = QApplication.focusWidget()
        assert field is not easel.view
        QTest.keyClicks(field, "xd")
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert easel.graph["prompt"].params["text"] == "a fox in snow"
    assert QApplication.focusWidget() is easel.view


def test_a_double_click_on_a_title_renames_the_node(easel: Easel) -> None:
    easel.double_click(easel.on("shot"))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    with easel.one_step():
        QTest.keyClicks(field, "Opening")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert easel.graph["shot"].title == "Opening"


def test_f2_renames_the_current_node(easel: Easel) -> None:
    easel.click(easel.on("shot"))
    easel.key(Qt.Key.Key_F2)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    with easel.one_step():
        QTest.keyClicks(field, "Ending")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert easel.graph["shot"].title == "Ending"


def test_a_new_frame_asks_for_its_title_at_once(easel: Easel) -> None:
    easel.focus.select(("other",))
    with easel.one_step():
        easel.key(Qt.Key.Key_J, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    with easel.one_step():
        QTest.keyClicks(field, "Night")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert [frame.title for frame in easel.document.frames] == ["Night"]
    easel.focus.select(("number",))
    with easel.one_step():
        easel.key(Qt.Key.Key_J, CTRL)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert easel.view.hasFocus(), "Esc leaves the title as it is, and the keys are the graph's again"


def test_a_new_group_asks_for_its_title_at_once(easel: Easel) -> None:
    easel.focus.select(("generate", "finish"))
    with easel.one_step():
        easel.key(Qt.Key.Key_G, CTRL)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    with easel.one_step():
        QTest.keyClicks(field, "Rain")
        QTest.keyClick(field, Qt.Key.Key_Return)
    (group,) = easel.document.groups.values()
    assert group.title == "Rain"
    (instance,) = easel.focus.nodes
    assert easel.editor.desk.name(instance) == "Rain"
    easel.focus.select(("other",))
    with easel.one_step():
        easel.key(Qt.Key.Key_G, CTRL)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert sorted(group.title for group in easel.document.groups.values()) == ["Group", "Rain"]
    assert easel.view.hasFocus(), "Esc leaves the title as it is, and the keys are the graph's again"


def test_a_double_click_on_a_frames_title_renames_it(easel: Easel) -> None:
    easel.focus.select(("other",))
    easel.key(Qt.Key.Key_J, CTRL)
    item = next(iter(easel.scene.frame_items()))
    easel.double_click(easel.pixel(item.title().center()))
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    with easel.one_step():
        field.selectAll()
        QTest.keyClicks(field, "Words")
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert easel.document.frames[0].title == "Words"


def test_a_double_click_opens_a_group_and_the_way_back_closes_it(easel: Easel) -> None:
    easel.focus.select(("generate", "finish"))
    easel.key(Qt.Key.Key_G, CTRL)
    easel.key(Qt.Key.Key_Escape)
    instance = easel.focus.current
    easel.double_click(easel.on(instance, "body"))
    assert easel.focus.path == (instance,)
    assert len(easel.graph.nodes) == 2
    assert easel.editor.breadcrumb.isVisible()
    easel.key(Qt.Key.Key_Up, CTRL)
    assert easel.focus.path == ()
    assert easel.focus.nodes == {instance}
    assert not easel.editor.breadcrumb.isVisible()


def test_undo_of_a_group_that_is_open_leads_out_of_it(easel: Easel) -> None:
    easel.focus.select(("generate", "finish"))
    easel.key(Qt.Key.Key_G, CTRL)
    easel.key(Qt.Key.Key_Escape)
    easel.key(Qt.Key.Key_Down, CTRL)
    assert easel.focus.path
    easel.model.stack.undo()
    assert easel.focus.path == ()
    assert easel.scene.node("generate") is not None


def menu_of(easel: Easel, at: QPoint) -> list[str]:
    easel.click(at, RIGHT)
    menu = next(m for m in easel.editor.findChildren(QMenu) if m.isVisible())
    rows = [a.objectName() for a in menu.actions() if a.isEnabled() and a.objectName()]
    menu.close()
    QApplication.processEvents()
    return rows


def test_a_right_click_on_a_node_selects_it_and_offers_what_fits(easel: Easel) -> None:
    with easel.no_step():
        rows = menu_of(easel, easel.on("finish"))
    assert easel.focus.nodes == {"finish"}
    assert {"graph.bypass", "edit.delete", "edit.copy", "graph.rename"} <= set(rows)
    assert "graph.ports" not in rows


def test_a_right_click_keeps_a_selection_that_holds_the_node(easel: Easel) -> None:
    easel.focus.select(("finish", "shot"), current="shot")
    menu_of(easel, easel.on("finish"))
    assert easel.focus.nodes == {"finish", "shot"}
    assert easel.focus.current == "finish"


def test_a_right_click_on_a_link_and_on_the_ground_offer_their_own(easel: Easel) -> None:
    rows = menu_of(easel, easel.middle("finish", "clip", "shot", "clip"))
    assert {"graph.reroute", "edit.delete"} <= set(rows)
    rows = menu_of(easel, easel.pixel(QPointF(450, 480)))
    assert {"graph.add", "view.fit_all"} <= set(rows)
    assert "edit.delete" not in rows


def test_the_menu_key_opens_the_menu_of_the_current_node(easel: Easel) -> None:
    easel.focus.select(("finish",))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(easel.view, event)
    menu = next(m for m in easel.editor.findChildren(QMenu) if m.isVisible())
    assert "graph.bypass" in [a.objectName() for a in menu.actions()]
    menu.close()
    QApplication.processEvents()


def test_an_open_field_follows_its_node(easel: Easel) -> None:
    easel.double_click(easel.on("prompt", "value"))
    field = QApplication.focusWidget()
    assert field is not None
    before = field.mapTo(easel.view, QPoint(0, 0))
    easel.view.pan(80, 30)
    assert field.mapTo(easel.view, QPoint(0, 0)) - before == QPoint(80, 30)
    easel.key(Qt.Key.Key_Escape)


def test_a_double_click_on_a_picture_shows_the_node(easel: Easel) -> None:
    with easel.no_step():
        easel.double_click(easel.on("shot", "picture"))
    assert easel.shown == ["shot"]


def test_what_is_gone_is_not_selected_any_more(easel: Easel) -> None:
    easel.focus.select(("finish", "shot"), links=easel.graph.links, current="finish")
    easel.focus.select(("finish",), links=easel.graph.links)
    easel.key(Qt.Key.Key_Delete)
    assert easel.focus.nodes == frozenset()
    assert easel.focus.links == frozenset()
    assert easel.focus.current == ""
    easel.model.stack.undo()
    assert easel.focus.nodes == {"finish"}, "undo brings it back, selected as it was"


def test_a_frame_is_deleted_and_leaves_its_nodes(easel: Easel) -> None:
    easel.focus.select(("other",))
    easel.key(Qt.Key.Key_J, CTRL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    with easel.one_step():
        easel.key(Qt.Key.Key_Delete)
    assert easel.document.frames == ()
    assert "other" in easel.graph.nodes


def test_exposed_ports_and_templates_are_asked_for_by_what_is_selected(easel: Easel) -> None:
    ports: list[str] = []
    kept: list[tuple[object, object]] = []
    easel.editor.ports_wanted.connect(ports.append)
    easel.editor.template_wanted.connect(lambda nodes, frames: kept.append((nodes, frames)))
    easel.focus.select(("generate", "finish"))
    easel.key(Qt.Key.Key_J, CTRL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    (frame,) = (f.id for f in easel.document.frames)
    easel.focus.select(("generate", "finish"), frames=(frame,))
    easel.run("graph.save_template")
    easel.key(Qt.Key.Key_G, CTRL)
    easel.key(Qt.Key.Key_Escape)
    easel.run("graph.ports")
    easel.key(Qt.Key.Key_Down, CTRL)
    easel.run("graph.ports")
    group = next(iter(easel.document.groups))
    assert ports == [group, group], "for an instance, and for the group that is open"
    assert kept == [(("generate", "finish"), (frame,))]


def test_a_template_is_added_as_one_step_and_linked_as_a_whole(easel: Easel, tmp_path: Path) -> None:
    easel.focus.select(("finish",))
    easel.key(Qt.Key.Key_J, CTRL)
    frames = [f.id for f in easel.document.frames]
    kept = templates.save(
        easel.document, None, ["generate", "finish"], "Look", frames=frames, folder=tmp_path
    )
    with easel.one_step():
        easel.editor.answer(kept, SearchRequest((0, 0), (300.0, 500.0), selected=("other",)))
    made = easel.focus.nodes
    (new,) = {f.id for f in easel.document.frames} - set(frames)
    assert easel.focus.frames == {new}
    (generate,) = (n for n in made if easel.graph[n].type == "shotloom.generate")
    assert ("other", "text", generate, "prompt") in easel.links()


def test_copies_of_frames_are_selected_with_their_nodes(easel: Easel) -> None:
    easel.focus.select(("other",))
    easel.key(Qt.Key.Key_J, CTRL)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    first = easel.focus.frames
    easel.focus.select(("other",), frames=first)
    with easel.one_step():
        easel.key(Qt.Key.Key_D, CTRL)
    assert len(easel.focus.nodes) == len(easel.focus.frames) == 1
    assert not easel.focus.frames & first


def test_making_a_group_unique_gives_one_instance_its_own_definition(easel: Easel) -> None:
    easel.focus.select(("title",))
    easel.key(Qt.Key.Key_G, CTRL)
    easel.key(Qt.Key.Key_Escape)
    easel.key(Qt.Key.Key_D, CTRL)
    assert len(easel.document.groups) == 1
    with easel.one_step():
        easel.run("graph.unlink_group")
    assert len(easel.document.groups) == 2


def test_the_colour_of_a_frame_is_chosen_in_one_step(easel: Easel) -> None:
    easel.focus.select(("other",))
    easel.key(Qt.Key.Key_J, CTRL)
    easel.run("graph.colour")
    dialog = easel.view.findChild(QColorDialog)
    assert dialog is not None
    with easel.one_step():
        dialog.setCurrentColor(QColor("#336699"))
        dialog.accept()
    assert easel.document.frames[0].colour == "#336699"


def ways_back(easel: Easel) -> list[QToolButton]:
    QApplication.processEvents()
    return [b for b in easel.editor.breadcrumb.findChildren(QToolButton) if b.isVisible()]


def test_the_way_back_leads_through_groups_in_groups(easel: Easel) -> None:
    easel.focus.select(("generate", "finish"))
    easel.key(Qt.Key.Key_G, CTRL)
    easel.key(Qt.Key.Key_Escape)
    outer = easel.focus.current
    easel.key(Qt.Key.Key_Down, CTRL)
    easel.focus.select([n.id for n in easel.graph if n.type == "shotloom.finish"])
    easel.key(Qt.Key.Key_G, CTRL)
    easel.key(Qt.Key.Key_Escape)
    inner = easel.focus.current
    easel.key(Qt.Key.Key_Down, CTRL)
    assert easel.focus.path == (outer, inner)
    buttons = ways_back(easel)
    assert len(buttons) == 2
    assert all(b.toolTip() and b.accessibleName() for b in buttons)
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert easel.focus.path == (outer,)
    assert easel.focus.nodes == {inner}
    buttons = ways_back(easel)
    QTest.keyClick(buttons[0], Qt.Key.Key_Space)
    assert easel.focus.path == ()
    assert easel.focus.nodes == {outer}


def test_a_node_added_with_the_pointer_over_the_selected_one_lies_beside_it_in_sight(easel: Easel) -> None:
    easel.click(easel.on("generate"))
    easel.key(Qt.Key.Key_Tab)
    request = easel.asked[-1]
    assert request.selected == ("generate",)
    before = set(easel.graph.nodes)
    with easel.one_step():
        easel.find("upscale")(request)
    (added,) = set(easel.graph.nodes) - before
    item, source = easel.scene.node(added), easel.scene.node("generate")
    assert item is not None
    assert source is not None
    rect = item.sceneBoundingRect()
    assert rect.left() > source.sceneBoundingRect().right()
    others = [other for other in easel.scene.nodes() if other is not item]
    assert not any(rect.intersects(other.sceneBoundingRect()) for other in others)
    assert easel.editor.view.scene_rect().contains(rect)


def test_a_node_added_at_the_edge_moves_the_view_no_farther_than_it_must(easel: Easel) -> None:
    view = easel.view
    view.actual_size()
    view.fit(["generate"])
    item = easel.scene.node("generate")
    assert item is not None
    source = item.sceneBoundingRect()
    # The selected node stands near the right edge, so that what is added beside it is out of sight.
    seen = view.scene_rect()
    view.pan((seen.right() - source.right()) * view.zoom - 30, 0)
    zoom, before = view.zoom, view.scene_rect()
    easel.focus.select(("generate",), current="generate")
    easel.hands.leave()
    easel.key(Qt.Key.Key_Tab)
    easel.find("upscale")(easel.asked[-1])
    added = easel.scene.node(easel.focus.current)
    assert added is not None
    rect, after = added.sceneBoundingRect(), view.scene_rect()
    assert not before.contains(rect)
    assert after.contains(rect)
    assert after.contains(source)
    assert view.zoom == zoom
    air = view.fontMetrics().height() / zoom
    assert after.right() - rect.right() == pytest.approx(air, abs=2 / zoom)


def test_a_node_that_is_shown_does_not_end_up_under_the_overview(easel: Easel) -> None:
    easel.settings.update(minimap=True)
    view = easel.view
    view.actual_size()
    view.fit(["shot"])
    item = easel.scene.node("shot")
    assert item is not None
    corner = view.mapToScene(view.viewport().rect().bottomRight())
    view.pan(*((corner - item.sceneBoundingRect().center()) * view.zoom).toTuple())
    view.reveal("shot")
    seen = view.viewportTransform().mapRect(item.sceneBoundingRect())
    assert view.minimap is not None
    assert view.minimap.isVisible()
    assert view.rect().contains(seen.toAlignedRect())
    assert not seen.toAlignedRect().intersects(view.minimap.geometry())


def test_every_step_names_what_it_was_done_to(easel: Easel) -> None:
    stack = easel.model.stack

    def last() -> str:
        return stack.text(stack.index() - 1)

    easel.focus.select(("title",))
    easel.key(Qt.Key.Key_D, CTRL)
    assert last() == "Duplicate Title"
    easel.focus.select(("number", "other"))
    easel.key(Qt.Key.Key_Delete)
    assert last() == "Delete 2 nodes"
    easel.focus.select(("finish",))
    easel.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert last() == "Move Finish"
    easel.key(Qt.Key.Key_C, CTRL)
    easel.key(Qt.Key.Key_V, CTRL)
    assert last() == "Paste Finish"
    easel.focus.select((), links=[link for link in easel.graph.links if link.target == "shot"])
    easel.key(Qt.Key.Key_Delete)
    assert last() == "Delete Finish → Shot"


@pytest.mark.parametrize("command", ["graph.group", "graph.frame", "graph.rename"])
def test_a_title_that_is_too_long_stays_in_its_field_with_the_reason(easel: Easel, command: str) -> None:
    easel.focus.select(("title",), current="title")
    easel.run(command)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    before = easel.document
    QApplication.clipboard().setText("far " * 100)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "far " * 100
    assert field.isVisible()
    assert any("200" in label.text() for label in easel.view.findChildren(QLabel) if label.isVisible())
    assert easel.document == before
