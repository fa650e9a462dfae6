"""Editors that hold more than one value: files, storyboard cards, curves."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.graph import Json, Node
from engine.prompting import vocabulary_of
from engine.whatif import WhatIf
from studio.editors.curve import CurveEditor
from tests.studio.inspecting import CTRL, LEFT, NEW_FILE, Inspected, choose

CARDS = [
    {"time": 0.0, "prompt": "one"},
    {"time": 1.0, "prompt": "two", "soft": True},
    {"time": 3.0, "prompt": "three"},
]


@pytest.fixture
def room(qtbot) -> Inspected:
    return Inspected(qtbot)


# -- media -------------------------------------------------------------------------------------------------------------


def test_a_file_of_the_project_is_chosen_from_the_menu(room: Inspected):
    room.select("load_clip")
    editor = room.editor("media")
    choose(editor.menu, "heron.mp4")
    assert room.param("load_clip", "media") == "m1"
    assert editor.name.text() == "heron.mp4"
    assert not editor.picture.pixmap().isNull()
    choose(editor.menu, "No file")
    assert room.param("load_clip", "media") is None


def test_a_long_place_of_a_file_loses_the_middle_of_its_folder(room: Inspected):
    folder = "/".join(f"sequence {number}" for number in range(20))
    item = replace(room.model.document.media["m1"], id="m3", relative=f"{folder}/heron.mp4")
    room.model.edit("Add", lambda d: d.with_media(item))
    room.put("load_clip", media="m3")
    room.select("load_clip")
    name = room.editor("media").name
    assert name.text().endswith("/heron.mp4")
    assert name.text().startswith("seq")
    assert "…" in name.text()
    assert item.relative in name.toolTip()


def test_a_file_of_this_machine_comes_into_the_document_with_one_step(room: Inspected):
    room.select("load_image")
    before = room.model.document
    room.editor("media").button.click()
    assert room.param("load_image", "media") == NEW_FILE.id
    assert room.model.document.media[NEW_FILE.id] == NEW_FILE
    assert room.is_one_step(before)


def test_a_file_that_comes_late_goes_to_no_other_node(room: Inspected):
    other = Node("other", "shotloom.load_image")
    room.model.edit("Add", lambda d: d.with_graph(d.graph.put(other)))
    room.select("load_image")
    before = room.model.document
    room.slow = True
    row = room.row("media")
    row.editor.button.click()
    room.select("other")
    assert room.row("media") is row
    assert [answer() for answer in room.pending] == [False]
    assert room.model.document == before
    room.pending.clear()
    row.editor.button.click()
    room.pending.pop()()
    assert room.param("other", "media") == NEW_FILE.id


def test_answers_that_come_after_their_row_are_let_go(qtbot: QtBot, room: Inspected):
    room.put("load_image", media="m2")
    room.slow, room.answer = True, (WhatIf(), [])
    room.select("load_image")
    room.row("media").editor.button.setFocus()
    qtbot.waitUntil(lambda: len(room.asked) == 1)
    room.row("media").editor.button.click()
    assert len(room.pending) == 3
    room.window.layout().removeWidget(room.panel)
    room.panel.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for answer in room.pending:
        answer()
    assert room.model.document.media.keys() == {"m1", "m2"}


def test_a_missing_file_is_said_and_located(room: Inspected):
    room.put("load_clip", media="m1")
    room.missing["m1"] = "heron.mp4 is not where it was."
    room.select("load_clip")
    editor = room.editor("media")
    assert editor.trouble.text() == "heron.mp4 is not where it was."
    editor.locate.click()
    assert room.located == ["m1"]
    assert editor.picture.pixmap().isNull()
    room.missing.clear()
    room.panel.refresh()
    assert not editor.trouble.isVisibleTo(editor)
    assert not editor.picture.pixmap().isNull()


# -- cards -------------------------------------------------------------------------------------------------------------


def test_cards_are_added_and_removed(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    editor = room.editor("cards")
    editor.add.click()
    assert room.param("storyboard", "cards") == [*CARDS, {"time": 4.0, "prompt": ""}]
    editor.cards[0].gone.click()
    left = room.param("storyboard", "cards")
    assert [card["prompt"] for card in left] == ["two", "three", ""]
    assert left[0]["time"] == 0.0
    assert room.steps() == 3


def test_a_card_that_moves_takes_the_time_of_its_new_place(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    room.editor("cards").cards[2].up.click()
    assert room.param("storyboard", "cards") == [
        {"time": 0.0, "prompt": "one"},
        {"time": 1.0, "prompt": "three"},
        {"time": 3.0, "prompt": "two", "soft": True},
    ]


def test_the_words_of_a_card_are_one_step(room: Inspected):
    room.select("storyboard")
    before = room.model.document
    room.editor("cards").cards[0].prompt.setFocus()
    room.type("a fox")
    assert room.param("storyboard", "cards") == [{"time": 0.0, "prompt": "a fox"}]
    room.leave()
    assert room.is_one_step(before)


def test_the_prompt_of_a_card_is_completed_underlined_and_written_out(qtbot: QtBot, room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    prompt = room.editor("cards").cards[1].prompt
    prompt.set_model_knows(vocabulary_of("loom-s"))
    prompt.edit.setFocus()
    room.press(Qt.Key.Key_A, CTRL)
    room.type("a zzyzx, a red bal")
    assert prompt.completing
    room.press(Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: [span.text for span in prompt.edit.strangers] == ["zzyzx"])
    written = room.param("storyboard", "cards")[1]
    assert written["prompt"] == prompt.text != "a zzyzx and a red squ"
    room.press(Qt.Key.Key_E, CTRL)
    assert len(room.param("storyboard", "cards")[1]["prompt"]) > len(written["prompt"])
    assert room.param("storyboard", "cards")[1]["soft"] is True


def test_nudges_of_a_cards_time_are_one_step_that_escape_takes_back(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    steps, time = room.steps(), room.editor("cards").cards[1].time
    time.setFocus()
    for _ in range(3):
        room.press(Qt.Key.Key_Up)
    assert room.param("storyboard", "cards")[1]["time"] == 1.3
    room.leave()
    assert room.steps() == steps + 1
    time.setFocus()
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Escape)
    assert room.param("storyboard", "cards")[1]["time"] == 1.3
    assert room.model.stack.index() <= steps + 2


def test_a_card_that_is_refused_holds_back_until_it_is_mended(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    cards = room.editor("cards").cards
    room.enter(cards[1].time, "soon")
    cards[2].prompt.edit.setFocus()
    room.type("x")
    assert "card 2 has a time" in room.row("cards").trouble.text().lower()
    assert "“soon”" in room.panel.refused()
    room.enter(cards[1].time, "2")
    assert room.panel.refused() == ""


def test_a_card_has_time_edges_and_a_picture(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    card = room.editor("cards").cards[1]
    room.enter(card.time, "1/2")
    card.soft.click()
    choose(card.media, "heron.png")
    assert room.param("storyboard", "cards")[1] == {"time": 0.5, "prompt": "two", "media": "m2"}
    room.enter(card.time, "9")
    assert "does not come after" in room.row("cards").trouble.text()
    choose(card.media, "Choose a File")
    assert room.param("storyboard", "cards")[1]["media"] == NEW_FILE.id


# -- curves ------------------------------------------------------------------------------------------------------------


def curve(room: Inspected, value: Json) -> CurveEditor:
    room.put("condition", strength=value)
    room.select("condition")
    editor = room.editor("strength")
    assert isinstance(editor, CurveEditor)
    return editor


def test_a_number_becomes_a_curve_and_a_number_again(room: Inspected):
    editor = curve(room, 0.5)
    assert not editor.graph.isVisible()
    editor.over.click()
    assert room.param("condition", "strength") == [[0.0, 0.5], [2.0, 0.5]]
    assert editor.graph.isVisible()
    editor.over.click()
    assert room.param("condition", "strength") == 0.5


def test_a_double_click_adds_a_point_and_delete_removes_it(room: Inspected):
    editor = curve(room, [[0.0, 1.0], [2.0, 0.2]])
    graph = editor.graph
    QTest.mouseDClick(graph, LEFT, pos=QPoint(graph.width() // 2, graph.height() // 3))
    points = room.param("condition", "strength")
    assert len(points) == 3
    assert 0.8 < points[1][0] < 1.5
    graph.setFocus()
    room.press(Qt.Key.Key_Delete)
    assert room.param("condition", "strength") == [[0.0, 1.0], [2.0, 0.2]]
    room.press(Qt.Key.Key_Delete)
    assert room.param("condition", "strength") == 0.2


def test_dragging_a_point_is_one_step(room: Inspected):
    editor = curve(room, [[0.0, 1.0], [2.0, 0.2]])
    steps, graph = room.steps(), editor.graph
    at = graph._place(graph.points[1]).toPoint()
    QTest.mousePress(graph, LEFT, pos=at)
    for far in (4, 8, 12):
        QTest.mouseMove(graph, at - QPoint(far, 2 * far))
    QTest.mouseRelease(graph, LEFT, pos=at - QPoint(12, 24))
    time, level = room.param("condition", "strength")[1]
    assert time < 2.0
    assert level > 0.2
    assert room.steps() == steps + 1


@pytest.mark.parametrize("way", ["graph", "level"])
def test_nudges_of_a_point_are_one_step_that_escape_takes_back(room: Inspected, way: str):
    editor = curve(room, [[0.0, 0.5], [2.0, 0.2]])
    steps, field = room.steps(), editor.graph if way == "graph" else editor.level
    field.setFocus()
    for _ in range(3):
        room.press(Qt.Key.Key_Up)
    assert room.param("condition", "strength")[0] == [0.0, 0.65]
    room.leave()
    assert room.steps() == steps + 1
    field.setFocus()
    room.press(Qt.Key.Key_Down)
    assert room.param("condition", "strength")[0] == [0.0, 0.6]
    room.press(Qt.Key.Key_Escape)
    assert room.param("condition", "strength")[0] == [0.0, 0.65]


def test_a_point_that_is_no_number_is_said_where_it_stands(room: Inspected):
    editor = curve(room, [[0.0, 0.5], [2.0, 0.2]])
    room.enter(editor.level, "much")
    assert editor.level.text() == "much"
    assert room.row("strength").trouble.isVisibleTo(room.row("strength"))
    assert "“much”" in room.panel.refused()
    room.press(Qt.Key.Key_Escape)
    assert room.panel.refused() == ""


def test_a_point_is_typed_and_moved_by_keys(room: Inspected):
    editor = curve(room, [[0.0, 1.0], [2.0, 0.2]])
    editor.graph.setFocus()
    room.press(Qt.Key.Key_PageDown)
    room.enter(editor.time, "1.5")
    room.enter(editor.level, "0.4")
    assert room.param("condition", "strength") == [[0.0, 1.0], [1.5, 0.4]]
    editor.graph.setFocus()
    room.press(Qt.Key.Key_Up)
    room.press(Qt.Key.Key_Right)
    assert room.param("condition", "strength") == [[0.0, 1.0], [1.6, 0.45]]
    editor.more.click()
    assert len(room.param("condition", "strength")) == 3
