"""Presses beside a field while something is typed or nudged in it: each is a step of its own, nothing comes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.params import MAX_TEXT
from studio.edit import nodes
from studio.editors.curve import CurveEditor
from tests.studio.inspecting import CTRL, LEFT, Inspected

CARDS = [
    {"time": 0.0, "prompt": "one"},
    {"time": 1.0, "prompt": "two"},
    {"time": 3.0, "prompt": "three"},
]


@pytest.fixture
def room(qtbot) -> Inspected:
    return Inspected(qtbot)


@pytest.fixture
def curve(room: Inspected) -> CurveEditor:
    """A number that was made to change over time, with the keyboard on its graph."""
    room.select("condition")
    editor = room.editor("strength")
    assert isinstance(editor, CurveEditor)
    QTest.mouseClick(editor.over, LEFT)
    editor.graph.setFocus()
    return editor


# -- the length of the clip --------------------------------------------------------------------------------------------


def test_a_fresh_curve_ends_with_the_clip_and_takes_points_on_whole_steps(room: Inspected) -> None:
    room.seconds = 17 / 12
    room.select("condition")
    editor = room.editor("strength")
    assert isinstance(editor, CurveEditor)
    QTest.mouseClick(editor.over, LEFT)
    assert room.param("condition", "strength") == [[0.0, 1.0], [1.417, 1.0]]
    graph = editor.graph
    ground = graph.grab().toImage()
    QTest.mouseDClick(graph, LEFT, pos=graph.rect().center())
    points = room.param("condition", "strength")
    assert len(points) == 3
    assert 0.5 < points[1][0] < 0.9, "the middle of what is seen is the middle of the clip"
    assert points[1][1] == round(points[1][1] / 0.05) * 0.05
    assert graph.grab().toImage() != ground
    graph.setFocus()
    room.press(Qt.Key.Key_PageDown)
    room.press(Qt.Key.Key_Insert)
    assert max(time for time, _ in room.param("condition", "strength")) == 1.417


def test_a_point_behind_the_end_of_the_clip_stays_in_sight(room: Inspected) -> None:
    room.seconds = 1.0
    room.put("condition", strength=[[0.0, 1.0], [3.0, 0.5]])
    room.select("condition")
    graph = room.editor("strength").graph
    assert graph.length == 1.0
    assert graph._place((3.0, 0.5)).x() < graph._room().right()
    beyond = graph.grab().toImage()
    graph.show_length(0.0)
    assert graph.grab().toImage() != beyond, "a line stands where the clip ends"


# -- what ends a gesture -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["button", "menu"])
def test_a_prompt_that_is_reset_while_it_is_typed_stays_reset(room: Inspected, way: str):
    room.put("prompt", text="")
    room.select("prompt")
    row = room.row("text")
    row.editor.prompt.edit.setFocus()
    room.type("a heron")
    if way == "button":
        QTest.mouseClick(row.reset, LEFT)
    else:
        # A menu borrows the keyboard, which the field then has again.
        row.reset.click()
    assert row.editor.prompt.text == ""
    room.leave()
    assert room.param("prompt", "text") == ""
    room.model.stack.undo()
    assert room.param("prompt", "text") == "a heron"


@pytest.mark.parametrize("what", ["switch", "reset"])
def test_a_curve_that_becomes_a_number_while_it_is_nudged_stays_one(
    room: Inspected, curve: CurveEditor, what: str
):
    room.press(Qt.Key.Key_Down)
    nudged = room.param("condition", "strength")
    steps = room.steps()
    if what == "switch":
        curve.over.click()
    else:
        room.row("strength").reset.click()
    assert not isinstance(room.param("condition", "strength"), list)
    room.leave()
    assert not isinstance(room.param("condition", "strength"), list)
    assert room.steps() == steps + 1
    room.model.stack.undo()
    assert room.param("condition", "strength") == nudged


def test_a_point_that_was_refused_holds_nothing_back_once_it_is_not_seen(room: Inspected, curve: CurveEditor):
    room.enter(curve.level, "much")
    assert room.panel.refused()
    QTest.mouseClick(curve.over, LEFT)
    assert room.panel.refused() == ""


def test_what_was_refused_of_a_point_is_not_shown_for_another_one(room: Inspected, curve: CurveEditor):
    room.enter(curve.level, "much")
    curve.graph.setFocus()
    room.press(Qt.Key.Key_PageDown)
    assert curve.level.text() == "1"
    assert room.panel.refused() == ""


@pytest.mark.parametrize("before", ["typed", "nudged"])
def test_a_drag_of_the_label_begins_where_the_field_was_left(room: Inspected, before: str):
    room.select("generate")
    row = room.row("steps")
    row.editor.line.setFocus()
    if before == "typed":
        row.editor.line.selectAll()
        room.type("12")
    else:
        for _ in range(12):
            room.press(Qt.Key.Key_Up)
    room.drag(row.label, (0.2, 0.5), (0.3, 0.5), (0.9, 0.5))
    room.leave()
    assert room.param("generate", "steps") > 12
    assert room.steps() == 2
    room.model.stack.undo()
    assert room.param("generate", "steps") == 12


# -- cards -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("button", ["soft", "down", "gone"])
@pytest.mark.parametrize("before", ["typed", "nudged"])
def test_a_press_on_a_card_is_no_part_of_what_was_written_before(room: Inspected, button: str, before: str):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    card = room.editor("cards").cards[1]
    steps = room.steps()
    if before == "typed":
        card.prompt.edit.setFocus()
        room.type("then ")
    else:
        card.time.setFocus()
        room.press(Qt.Key.Key_Up)
    written = room.param("storyboard", "cards")
    assert written != CARDS
    QTest.mouseClick(getattr(card, button), LEFT)
    room.leave()
    assert room.steps() == steps + 2
    room.model.stack.undo()
    assert room.param("storyboard", "cards") == written


def test_the_keyboard_goes_along_with_a_card_that_moves(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    room.editor("cards").cards[0].down.setFocus()
    room.press(Qt.Key.Key_Space)
    room.press(Qt.Key.Key_Space)
    assert [card["prompt"] for card in room.param("storyboard", "cards")] == ["two", "three", "one"]
    room.press(Qt.Key.Key_Space)
    assert [card["prompt"] for card in room.param("storyboard", "cards")] == ["two", "one", "three"], (
        "at the end only the way back is left"
    )


def test_the_keyboard_goes_through_the_cards_in_their_order_also_through_a_new_one(room: Inspected):
    room.put("storyboard", cards=CARDS[:2])
    room.select("storyboard")
    editor = room.editor("cards")
    QTest.mouseClick(editor.add, LEFT)
    room.qtbot.waitUntil(lambda: editor.cards[-1].isVisible())
    editor.cards[0].prompt.edit.setFocus()
    seen: dict[int, None] = {}
    for _ in range(30):
        holder = QApplication.focusWidget()
        if holder is editor.add:
            break
        seen.update({card.number: None for card in editor.cards if card.isAncestorOf(holder)})
        room.press(Qt.Key.Key_Tab)
    assert list(seen) == [0, 1, 2]
    assert QApplication.focusWidget() is editor.add


def test_every_button_of_a_card_says_of_which(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    card = room.editor("cards").cards[1]
    for button in (card.soft, card.media, card.up, card.down, card.gone):
        assert button.accessibleName().startswith("Card 2: ")


def test_words_that_were_refused_are_not_lost_where_cards_change_places(room: Inspected):
    room.put("storyboard", cards=CARDS)
    room.select("storyboard")
    editor = room.editor("cards")
    field = editor.cards[1].prompt.edit
    QApplication.clipboard().setText("heron " * MAX_TEXT)
    field.setFocus()
    field.paste()
    written = field.toPlainText()
    for button in (editor.cards[2].up, editor.cards[1].down, editor.cards[0].gone):
        QTest.mouseClick(button, LEFT)
        assert field.toPlainText() == written
        assert field.hasFocus()
        assert room.param("storyboard", "cards") == CARDS
    assert room.panel.refused()
    QTest.mouseClick(editor.cards[1].gone, LEFT)
    assert room.param("storyboard", "cards") == [CARDS[0], CARDS[2]], "the card itself may go"


def test_nothing_is_told_of_a_value_whose_node_is_gone(room: Inspected):
    said: list[str] = []
    room.panel.said.connect(said.append)
    room.select("generate")
    room.enter(room.editor("steps").line, "many")
    room.model.edit("Delete", lambda d: nodes.remove(d, None, ["generate"]))
    room.select("prompt")
    assert said == []


# -- titles ------------------------------------------------------------------------------------------------------------


def test_a_title_that_is_refused_is_told_until_it_is_taken_back(room: Inspected):
    room.select("generate")
    header = room.panel.header
    QApplication.clipboard().setText("far " * 100)
    header.title.setFocus()
    room.press(Qt.Key.Key_V, CTRL)
    room.press(Qt.Key.Key_Return)
    room.put("generate", steps=7)
    assert "200" in header.trouble.text()
    assert header.trouble.isVisible()
    room.press(Qt.Key.Key_Escape)
    assert header.title.text() == ""
    assert not header.trouble.isVisible()


def test_a_refused_title_that_is_left_behind_is_told(room: Inspected):
    told: list[str] = []
    room.panel.said.connect(told.append)
    room.select("generate")
    QApplication.clipboard().setText("far " * 100)
    room.panel.header.title.setFocus()
    room.press(Qt.Key.Key_V, CTRL)
    room.select("prompt")
    assert len(told) == 1
    assert told[0].startswith("Generate: A title has at most 200 characters")
    assert told[0].endswith("Shorten it. The value stays what it was.")


def test_a_title_stands_without_the_room_that_was_typed_around_it(room: Inspected):
    room.select("generate")
    for typed in ("  Far away  ", "Far away "):
        room.enter(room.panel.header.title, typed)
        assert room.model.document.graph["generate"].title == "Far away"
        assert room.panel.header.title.text() == "Far away"
