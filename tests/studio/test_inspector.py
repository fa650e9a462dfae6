"""The inspector follows what is selected, edits several nodes at once, and loses nothing that is typed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from engine.document import Document
from engine.flatten import flatten
from engine.graph import ExposedPort, Graph, Group, Link, Node
from engine.migrate import VERSION
from engine.plan import Step
from engine.types import FactKind, Facts
from engine.whatif import WhatIf
from studio.document import DocumentModel
from studio.edit.nodes import remove
from studio.edit.ports import Faces
from studio.edit.seeds import drawn_params, let_draw, with_fresh_seeds
from studio.editors.editor import Around
from studio.focus import Focus
from studio.inspector.panel import InspectorPanel
from studio.inspector.reader import reader_of
from studio.theme import LIGHT, Look
from tests.studio.inspecting import LEFT, Inspected

STEP = Step("k", "upscale", {}, (), "finish", Facts(FactKind.CLIP))


@pytest.fixture
def room(qtbot) -> Inspected:
    return Inspected(qtbot)


def labels(room: Inspected) -> list[str]:
    """Plain lines between the rows."""
    body = room.panel._body
    return [
        label.text() for label in body.findChildren(QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    ]


# -- what is shown -----------------------------------------------------------------------------------------------------


def test_without_a_selection_it_is_about_the_project(room: Inspected):
    assert [row.entry.param.name for row in room.panel.rows] == ["size", "rate", "look"]
    before = room.model.document
    room.enter(room.editor("size").sides[0], "640")
    assert room.model.document.settings.size == (640, 360)
    assert room.is_one_step(before)
    room.enter(room.editor("rate").line, "25")
    assert room.model.document.settings.rate == room.model.document.timeline.rate == 25
    room.row("rate").reset.click()
    assert room.model.document.settings.rate == 24


def test_a_look_of_the_project_that_is_no_style_here_is_shown_and_kept(room: Inspected):
    settings = replace(room.model.document.settings, look="like my first film")
    room.model.edit("Look", lambda d: d.with_settings(settings))
    row = room.row("look")
    assert row.editor.box.currentText() == "like my first film"
    assert "not one of the choices" in row.trouble.text()
    room.enter(room.editor("rate").line, "25")
    assert room.model.document.settings.look == "like my first film"


def test_it_follows_the_selection(room: Inspected):
    room.select("title")
    assert room.panel.header.kind.text() == f"Title · {room.registry['shotloom.title'].category}"
    room.select("finish")
    assert "smooth" in [row.entry.param.name for row in room.panel.rows]
    room.select()
    assert [row.entry.param.name for row in room.panel.rows] == ["size", "rate", "look"]


def test_a_node_that_is_deleted_leaves_it(room: Inspected):
    room.select("title")
    room.model.edit("Delete", lambda d: remove(d, None, ["title"]))
    assert room.panel.subject.nodes == ()


def test_what_no_declaration_knows_is_kept_and_shown(room: Inspected):
    room.model.edit(
        "Put",
        lambda d: d.with_graph(d.graph.put(d.graph["generate"].with_params(nonsense=[1, 2], steps="ten"))),
    )
    room.select("generate")
    assert "nonsense: [1,2]" in labels(room)
    row = room.row("steps")
    assert row.editor.line.text() == "ten"
    assert "whole number" in row.trouble.text()
    room.enter(row.editor.line, "10")
    assert not row.trouble.isVisibleTo(row)
    assert room.param("generate", "nonsense") == [1, 2]
    room.select("stranger")
    assert labels(room)[-1] == "a: [1]"


def test_help_stands_below_every_param_that_is_asked_for(room: Inspected):
    room.select("generate")
    row = room.row("steps")
    assert "How often the model refines" in row.toolTip()
    assert not row.help.isVisibleTo(row)
    room.panel.header.help.click()
    assert row.help.isVisibleTo(row)
    room.select("title")
    assert room.row("text").help.isVisibleTo(room.row("text"))


def test_every_control_has_a_name_and_says_what_it_does(room: Inspected):
    for kind in room.registry:
        room.select(kind.id.split(".")[1])
        for row in room.panel.rows:
            assert row.editor.accessibleName()
            assert row.toolTip()
            for widget in row.editor.findChildren(QWidget):
                if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                    said = widget.text() if isinstance(widget, QAbstractButton) else ""
                    assert widget.accessibleName() or said, f"{kind.id} {row.entry.param.name}: {widget}"


def test_another_theme_keeps_the_rows(room: Inspected):
    room.select("generate")
    room.panel._around.look.use(LIGHT)
    assert room.row("steps").editor.line.text() == "0"


# -- defaults ----------------------------------------------------------------------------------------------------------


def test_what_differs_from_the_default_is_marked_and_brought_back(room: Inspected):
    room.select("generate")
    row = room.row("steps")
    assert not row.reset.isVisibleTo(row)
    room.put("generate", steps=7)
    before = room.model.document
    assert row.reset.isVisibleTo(row)
    row.reset.click()
    assert room.param("generate", "steps") == 0
    assert not row.reset.isVisibleTo(row)
    room.model.stack.undo()
    assert room.model.document == before


def test_the_menu_of_a_row_resets_and_explains(room: Inspected):
    room.put("generate", steps=7)
    room.select("generate")
    row = room.row("steps")
    rows = {action.text(): action for action in row.menu().actions()}
    rows["Explain"].trigger()
    assert row.help.isVisibleTo(row)
    rows["Reset to Default"].trigger()
    assert room.param("generate", "steps") == 0


# -- links -------------------------------------------------------------------------------------------------------------


def test_a_linked_param_says_where_it_comes_from(room: Inspected):
    seen: list[str] = []
    room.panel.jump.connect(seen.append)
    room.select("retake")
    row = room.row("seed")
    assert row.source.text() == "comes from Number"
    assert not row.editor.isEnabled()
    row.source.click()
    assert seen == ["number"]
    room.model.edit("Cut", lambda d: d.with_graph(d.graph.unlink(*d.graph.links)))
    assert row.editor.isEnabled()
    assert not row.source.isVisibleTo(row)


def test_a_clip_is_as_long_as_its_storyboard_says(room: Inspected):
    room.select("generate")
    link = Link("storyboard", "storyboard", "generate", "prompt")
    room.model.edit("Link", lambda d: d.with_graph(d.graph.link(link)))
    row = room.row("duration")
    assert row.source.text() == "comes from Storyboard"
    assert not row.editor.isEnabled()
    assert row.entry.value == 4.0
    board = room.model.document.graph["storyboard"].with_params(duration=3.0)
    room.model.edit("Shorten", lambda d: d.with_graph(d.graph.put(board)))
    assert row.editor.line.text() == "3"
    room.model.edit("Cut", lambda d: d.with_graph(d.graph.unlink(link)))
    assert row.editor.isEnabled()
    assert row.editor.line.text() == "1.4"


# -- several nodes -----------------------------------------------------------------------------------------------------


def test_what_several_nodes_share_is_edited_with_one_step(room: Inspected):
    room.select("generate", "second")
    before = room.model.document
    room.enter(room.editor("steps").line, "12")
    assert room.param("generate", "steps") == room.param("second", "steps") == 12
    assert room.is_one_step(before)
    assert room.model.stack.text(room.model.stack.index() - 1).startswith("Steps of 2 nodes: ")


def test_a_drag_is_told_by_where_it_began_and_where_it_led(room: Inspected):
    room.put("generate", steps=9)
    room.select("generate")
    room.drag(room.editor("steps").slider, (0.2, 0.5), (0.4, 0.5), (0.6, 0.5))
    steps = room.param("generate", "steps")
    assert room.model.stack.text(room.model.stack.index() - 1) == f"Steps of Generate: 9 → {steps}"


def test_values_that_differ_are_shown_as_mixed(room: Inspected):
    room.put("second", steps=7, quality="draft", seed=9)
    room.select("generate", "second")
    assert room.editor("steps").line.text() == ""
    assert room.editor("steps").line.placeholderText() == "mixed"
    assert room.editor("quality").box.currentIndex() == -1
    room.leave()
    assert room.steps() == 1
    room.drag(room.editor("steps").slider, (0.2, 0.5), (0.5, 0.5), let_go=False)
    room.editor("steps").slider.setFocus()
    room.press(Qt.Key.Key_Escape)
    assert (room.param("generate", "steps"), room.param("second", "steps")) == (0, 7)
    assert room.steps() == 1


def test_what_only_some_have_is_listed_below_them(room: Inspected):
    room.select("generate", "second", "title")
    assert room.panel.subject.shared == ()
    assert [text for text in labels(room) if text.startswith("Only")] == ["Only Generate", "Only Title"]
    room.enter(room.editor("steps").line, "3")
    assert room.param("generate", "steps") == room.param("second", "steps") == 3
    assert "steps" not in room.model.document.graph["title"].params


def test_switches_are_for_all_that_is_selected(room: Inspected):
    room.select("generate", "second")
    before = room.model.document
    button = room.panel.header.flags["mute"]
    button.click()
    assert all(room.model.document.graph[node].flags.mute for node in ("generate", "second"))
    assert room.is_one_step(before)
    room.model.stack.undo()
    assert not button.isChecked()


# -- the head ----------------------------------------------------------------------------------------------------------


def test_a_title_is_typed_in_the_head(room: Inspected):
    room.select("generate")
    before = room.model.document
    room.enter(room.panel.header.title, "Heron")
    assert room.model.document.graph["generate"].title == "Heron"
    assert room.is_one_step(before)


def test_freezing_keeps_the_last_result(room: Inspected):
    room.select("generate")
    room.panel.header.flags["freeze"].click()
    assert room.model.document.graph["generate"].frozen_key == "key"


# -- nothing is lost ---------------------------------------------------------------------------------------------------


def test_undo_shows_in_a_field_that_keeps_the_keyboard(room: Inspected):
    room.put("generate", steps=7)
    room.select("generate")
    line = room.editor("steps").line
    line.setFocus()
    room.model.stack.undo()
    assert line.text() == "0"
    assert QApplication.focusWidget() is line


def test_what_is_typed_stays_while_something_else_changes(room: Inspected):
    room.select("generate")
    line = room.editor("steps").line
    line.setFocus()
    line.selectAll()
    room.type("1")
    room.put("generate", quality="draft")
    room.type("2")
    assert line.text() == "12"
    room.press(Qt.Key.Key_Return)
    assert room.param("generate", "steps") == 12


def test_undo_in_the_middle_of_a_text_shows_the_old_one(room: Inspected):
    room.select("prompt")
    edit = room.editor("negative").edit
    edit.setFocus()
    room.type("rain")
    room.model.stack.undo()
    assert edit.toPlainText() == ""
    assert QApplication.focusWidget() is edit
    room.type("fog")
    assert room.param("prompt", "negative") == "fog"


def test_another_selection_keeps_what_was_typed_for_the_first(room: Inspected):
    room.select("generate")
    line = room.editor("steps").line
    line.setFocus()
    line.selectAll()
    room.type("9")
    room.select("second")
    assert room.param("generate", "steps") == 9
    assert room.param("second", "steps") is None


def test_the_undo_of_a_field_never_brings_another_nodes_text(room: Inspected):
    room.put("prompt", negative="rain")
    room.select("prompt")
    room.select("storyboard")
    edit = room.editor("negative").edit
    edit.undo()
    assert edit.toPlainText() == ""
    assert room.param("storyboard", "negative") == ""


def test_a_project_of_a_newer_version_says_why_nothing_changes(room: Inspected):
    room.model.replace_media(room.model.document)
    room.model._document = replace(room.model.document, version=VERSION + 1)
    room.select("generate")
    room.enter(room.editor("steps").line, "5")
    assert "newer version" in room.row("steps").trouble.text()
    assert room.param("generate", "steps") == 0


# -- groups ------------------------------------------------------------------------------------------------------------


def test_an_instance_shows_what_its_group_exposes(room: Inspected):
    inside = Graph.of([Node("inner", "shotloom.generate", params={"steps": 5})])
    group = Group("g", "Shot", inside, params=(ExposedPort("Refine", "inner", "steps"),))
    instance = Node("instance", "group:g")
    room.model.edit("Group", lambda d: d.with_group(group).with_graph(d.graph.put(instance)))
    room.select("instance")
    assert [row.entry.param.label for row in room.panel.rows] == ["Refine"]
    assert room.editor("Refine").line.text() == "5"
    room.enter(room.editor("Refine").line, "8")
    assert room.param("instance", "Refine") == 8
    assert room.model.document.groups["g"].graph["inner"].params["steps"] == 5
    room.row("Refine").reset.click()
    assert "Refine" not in room.model.document.graph["instance"].params


def test_opening_a_group_keeps_what_was_typed_outside(room: Inspected):
    room.model.edit("Group", lambda d: d.with_group(Group("g", "Shot", Graph())))
    room.select("generate")
    line = room.editor("steps").line
    line.setFocus()
    line.selectAll()
    room.type("9")
    room.focus.enter(("instance",), "g")
    assert room.param("generate", "steps") == 9


# -- what a change costs -----------------------------------------------------------------------------------------------


def test_the_foot_says_what_a_change_would_run_anew(room: Inspected):
    room.select("finish")
    room.answer = (WhatIf(frozenset({"finish"}), (STEP,), 2.34, 1), ["Finish"])
    row = room.row("method")
    spot = QPointF(4, 4)
    QApplication.sendEvent(row, QEnterEvent(spot, spot, spot))
    room.qtbot.waitUntil(lambda: room.panel.foot.text() == "Method: a change runs Finish anew, 2.3 s")
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert room.panel.foot.text() == ""
    room.answer = (WhatIf(), [])
    row.editor.box.setFocus()
    room.qtbot.waitUntil(lambda: room.panel.foot.text() == "Method: nothing made so far hangs on it")


def test_the_foot_follows_a_row_that_is_used_again(room: Inspected):
    room.select("generate")
    row = room.row("steps")
    row.editor.line.setFocus()
    room.qtbot.waitUntil(lambda: room.asked == [("generate", "steps")])
    room.select("second")
    assert room.row("steps") is row
    assert row.editor.line.hasFocus()
    room.qtbot.waitUntil(lambda: len(room.asked) > 1)
    assert room.asked[1:] == [("second", "steps")]


# -- seeds and readers, without a window -------------------------------------------------------------------------------


def test_fresh_seeds_are_drawn_where_the_lock_is_open_only():
    graph = Graph.of(
        [
            Node("a", "shotloom.generate", params={"seed": 1}),
            Node("b", "shotloom.generate", params={"seed": 2}),
        ]
    )
    group = Group("g", "Shot", Graph.of([Node("c", "shotloom.seed", params={"seed": 3})]))
    document = Document(graph=graph).with_group(group)
    assert with_fresh_seeds(document, lambda: 9) is document
    noted = let_draw(let_draw(document, None, ["a"], "seed", True), "g", ["c"], "seed", True)
    fresh = with_fresh_seeds(noted, iter((7, 8)).__next__)
    assert [fresh.graph[n].params["seed"] for n in "ab"] == [7, 2]
    assert fresh.groups["g"].graph["c"].params["seed"] == 8
    assert noted.graph["a"].params["seed"] == 1
    assert flatten(noted.graph, noted.groups).graph["a"].params == graph["a"].params


def test_a_lock_on_a_clone_is_its_sources():
    graph = Graph.of([Node("a", "shotloom.generate"), Node("b", "shotloom.generate", clone_of="a")])
    noted = let_draw(Document(graph=graph), None, ["b"], "seed", True)
    assert drawn_params(noted.graph["a"]) == {"seed"}
    assert let_draw(noted, None, ["a", "b"], "seed", False).graph == graph


def test_a_prompt_is_read_by_the_model_of_what_it_feeds(room: Inspected):
    graph = Graph.of(
        [
            Node("p", "shotloom.prompt"),
            Node("more", "shotloom.prompt_append"),
            Node("g", "shotloom.generate"),
            Node("m", "shotloom.model", params={"model": "wan"}),
        ],
        [Link("p", "text", "more", "text"), Link("more", "text", "g", "prompt")],
    )
    faces = Faces(room.registry)
    assert reader_of(faces.flow(Document(graph=graph), None), "p") == "built-in"
    linked = graph.link(Link("m", "model", "g", "model"))
    assert reader_of(faces.flow(Document(graph=linked), None), "p") == "wan"
    assert reader_of(faces.flow(Document(graph=linked), None), "g") == "wan"


def test_a_hidden_inspector_shows_the_selection_when_it_is_shown(qtbot, room: Inspected):
    model, focus = DocumentModel(room.model.document), Focus()
    panel = InspectorPanel(model, focus, Faces(room.registry), Around(Look()))
    qtbot.addWidget(panel)
    focus.select(["title"])
    assert panel.rows == []
    panel.show()
    assert panel.subject.nodes == ("title",)


def test_the_keyboard_goes_through_the_editors_from_top_to_bottom(room: Inspected):
    room.select("title")
    room.select("generate")
    room.panel.header.help.setFocus()
    seen: dict[str, None] = {}
    for _ in range(60):
        holder = QApplication.focusWidget()
        seen.update({row.entry.param.name: None for row in room.panel.rows if row.isAncestorOf(holder)})
        QTest.keyClick(holder, Qt.Key.Key_Tab)
    assert list(seen) == [row.entry.param.name for row in room.panel.rows]


def test_a_click_on_the_dice_is_no_click_on_the_graph(room: Inspected):
    room.select("generate")
    QTest.mouseClick(room.editor("seed").dice, LEFT)
    assert room.focus.nodes == {"generate"}


def test_rows_are_used_again_for_a_node_of_the_same_kind_and_bring_nothing_along(room: Inspected):
    prompts = [Node("p1", "shotloom.prompt", params={"negative": "rain"}), Node("p2", "shotloom.prompt")]
    room.model.edit("Add", lambda d: d.with_graph(d.graph.put(*prompts)))
    room.select("p1")
    row = room.row("negative")
    row.editor.edit.setFocus()
    row.editor.edit.selectAll()
    room.type("fog")
    room.select("p2")
    assert room.row("negative") is row
    assert row.editor.edit.toPlainText() == ""
    row.editor.edit.undo()
    assert row.editor.edit.toPlainText() == ""
    assert (room.param("p1", "negative"), room.param("p2", "negative")) == ("fog", None)
    room.select("generate")
    room.enter(room.editor("steps").line, "many")
    room.select("second")
    assert room.editor("steps").line.text() == "0"
    assert not room.row("steps").trouble.isVisibleTo(room.row("steps"))
    room.enter(room.editor("steps").line, "4")
    assert (room.param("generate", "steps"), room.param("second", "steps")) == (0, 4)
