"""Every kind of param has an editor: each gesture is one step, what is refused is said in place, Esc takes back."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from studio.edit.seeds import drawn_params
from studio.editors.cards import CardsEditor
from studio.editors.choice import ChoiceEditor, SwitchEditor
from studio.editors.colour import ColourEditor
from studio.editors.curve import CurveEditor
from studio.editors.media import MediaEditor
from studio.editors.number import NumberEditor
from studio.editors.seed import SeedEditor
from studio.editors.size import RateEditor, SizeEditor
from studio.editors.words import LineEditor, TextEditor
from tests.studio.inspecting import CTRL, LEFT, NEW_FILE, SHIFT, Inspected

KINDS = {
    "generate": {"duration": NumberEditor, "seed": SeedEditor, "size": SizeEditor, "rate": RateEditor,
                 "quality": ChoiceEditor},
    "finish": {"smooth": SwitchEditor},
    "title": {"colour": ColourEditor},
    "prompt": {"negative": TextEditor},
    "load_clip": {"media": MediaEditor},
    "storyboard": {"cards": CardsEditor},
    "condition": {"strength": CurveEditor},
    "model": {"model": ChoiceEditor},
}  # fmt: skip
CARDS = [
    {"time": 0.0, "prompt": "one"},
    {"time": 1.0, "prompt": "two", "soft": True},
    {"time": 3.0, "prompt": "three"},
]


@pytest.fixture
def room(qtbot) -> Inspected:
    return Inspected(qtbot)


@pytest.mark.parametrize("node", KINDS)
def test_each_kind_of_param_has_its_editor(room: Inspected, node: str):
    room.select(node)
    for name, expected in KINDS[node].items():
        assert type(room.editor(name)) is expected


def test_every_param_of_every_kind_shows_what_the_document_holds(room: Inspected):
    for kind in room.registry:
        room.select(kind.id.split(".")[1])
        assert [row.entry.param for row in room.panel.rows] == list(kind.params)
        assert not any(row.trouble.isVisibleTo(row) for row in room.panel.rows)
    assert room.steps() == 0


# -- numbers -----------------------------------------------------------------------------------------------------------


def test_dragging_a_slider_is_one_step_that_the_document_follows(room: Inspected):
    room.select("generate")
    before = room.model.document
    room.drag(room.editor("duration").slider, (0.2, 0.5), (0.4, 0.5), (0.6, 0.5), (0.8, 0.5))
    seen = [document.graph["generate"].params["duration"] for document in room.changes]
    assert len(seen) >= 3 and seen == sorted(seen)
    assert room.is_one_step(before)


def test_two_drags_are_two_steps(room: Inspected):
    room.select("generate")
    slider = room.editor("duration").slider
    room.drag(slider, (0.2, 0.5), (0.4, 0.5))
    room.drag(slider, (0.5, 0.5), (0.9, 0.5))
    assert room.steps() == 2


def test_the_ends_of_a_slider_are_the_ends_of_the_range(room: Inspected):
    room.select("generate")
    slider = room.editor("guidance").slider
    room.drag(slider, (0.5, 0.5), (1.0, 0.5))
    assert room.param("generate", "guidance") == 20.0
    room.drag(slider, (0.5, 0.5), (0.0, 0.5))
    assert room.param("generate", "guidance") == 0.0


def test_escape_takes_a_slider_back(room: Inspected):
    room.select("generate")
    before = room.model.document
    slider = room.editor("duration").slider
    slider.setFocus()
    room.drag(slider, (0.2, 0.5), (0.9, 0.5), let_go=False)
    assert room.model.document != before
    room.press(Qt.Key.Key_Escape)
    assert room.model.document == before
    assert room.steps() == 0


def test_a_label_is_dragged_like_a_slider(room: Inspected):
    room.select("generate")
    before = room.model.document
    label = room.row("steps").label
    em = label.fontMetrics().height()
    start = QPoint(em, em // 2)
    QTest.mousePress(label, LEFT, pos=start)
    for far in (1, 2, 5):
        QTest.mouseMove(label, start + QPoint(far * em, 0))
    QTest.mouseRelease(label, LEFT, pos=start + QPoint(5 * em, 0))
    assert room.param("generate", "steps") == 10
    assert room.is_one_step(before)


def test_a_click_on_a_label_changes_nothing(room: Inspected):
    room.select("generate")
    QTest.mouseClick(room.row("steps").label, LEFT)
    assert room.steps() == 0


def test_sums_may_be_typed(room: Inspected):
    room.select("generate")
    before = room.model.document
    room.enter(room.editor("duration").line, "3/2+0,5")
    assert room.param("generate", "duration") == 2.0
    assert room.editor("duration").line.text() == "2"
    assert room.is_one_step(before)


def test_going_on_keeps_what_was_typed(room: Inspected):
    room.select("generate")
    line = room.editor("steps").line
    line.setFocus()
    line.selectAll()
    room.type("12")
    room.press(Qt.Key.Key_Tab)
    assert room.param("generate", "steps") == 12
    assert QApplication.focusWidget() is not line


@pytest.mark.parametrize(
    ("text", "why"), [("many", "whole number"), ("1000", "out of range"), ("2.5", "whole number")]
)
def test_a_refused_number_stays_with_the_reason_below(room: Inspected, text: str, why: str):
    room.select("generate")
    row = room.row("steps")
    room.enter(row.editor.line, text)
    assert row.editor.line.text() == text
    assert why in row.trouble.text() and row.trouble.isVisibleTo(row)
    assert room.steps() == 0
    room.press(Qt.Key.Key_Escape)
    assert row.editor.line.text() == "0"


def test_nudges_of_one_stay_are_one_step(room: Inspected):
    room.select("generate")
    before = room.model.document
    room.editor("guidance").line.setFocus()
    room.press(Qt.Key.Key_Up)
    room.press(Qt.Key.Key_Up)
    room.press(Qt.Key.Key_Up, SHIFT)
    room.press(Qt.Key.Key_Down, CTRL)
    assert room.param("generate", "guidance") == pytest.approx(5.95)
    room.leave()
    assert room.is_one_step(before)


def test_the_wheel_changes_only_the_field_with_the_keyboard(room: Inspected):
    room.select("generate")
    line = room.editor("steps").line
    roll = QWheelEvent(
        QPointF(5, 5), QPointF(line.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(line, roll)
    assert room.param("generate", "steps") == 0
    line.setFocus()
    QApplication.sendEvent(line, roll)
    assert room.param("generate", "steps") == 1


# -- words -------------------------------------------------------------------------------------------------------------


def test_text_is_in_the_document_with_every_key_and_one_step_in_all(room: Inspected):
    room.select("prompt")
    before = room.model.document
    edit = room.editor("negative").edit
    edit.setFocus()
    room.type("rain")
    assert [d.graph["prompt"].params["negative"] for d in room.changes] == ["r", "ra", "rai", "rain"]
    room.leave()
    assert room.is_one_step(before)


def test_a_second_stay_is_a_second_step(room: Inspected):
    room.select("prompt")
    edit = room.editor("negative").edit
    for text in ("rain", " and fog"):
        edit.setFocus()
        edit.moveCursor(edit.textCursor().MoveOperation.End)
        room.type(text)
        room.leave()
    assert room.param("prompt", "negative") == "rain and fog"
    assert room.steps() == 2


def test_a_prompt_is_one_step_for_each_stay(room: Inspected):
    room.select("prompt")
    before = room.model.document
    field = room.editor("text").prompt.edit
    field.setFocus()
    room.type("a heron")
    assert room.param("prompt", "text") == "a heron"
    room.leave()
    assert room.is_one_step(before)
    field.setFocus()
    field.moveCursor(field.textCursor().MoveOperation.End)
    room.type(" flies")
    room.leave()
    assert room.steps() == 2


def test_a_field_has_an_undo_of_its_own(room: Inspected):
    room.select("prompt")
    edit = room.editor("negative").edit
    edit.setFocus()
    room.type("rain")
    edit.undo()
    assert room.param("prompt", "negative") == edit.toPlainText() != "rain"


def test_one_line_of_text(room: Inspected):
    room.select("save_clip")
    editor = room.editor("name")
    assert isinstance(editor, LineEditor)
    room.enter(editor.line, "{stem}-{nonsense}")
    assert "unknown placeholder" in room.row("name").trouble.text()
    room.enter(editor.line, "{stem} {take}")
    assert room.param("save_clip", "name") == "{stem} {take}"
    assert room.steps() == 1


# -- choices -----------------------------------------------------------------------------------------------------------


def test_a_choice_is_one_step(room: Inspected):
    room.select("generate")
    before = room.model.document
    box = room.editor("quality").box
    box.setFocus()
    room.press(Qt.Key.Key_Up)
    assert room.param("generate", "quality") == "draft"
    assert room.is_one_step(before)


def test_a_model_that_is_not_here_is_shown_all_the_same(room: Inspected):
    room.put("model", model="from elsewhere")
    room.select("model")
    box = room.editor("model").box
    assert box.currentText() == "from elsewhere"
    assert [box.itemText(n) for n in range(box.count())] == ["built-in", "wan", "from elsewhere"]


def test_on_and_off(room: Inspected):
    room.select("finish")
    check = room.editor("smooth").check
    was = room.param("finish", "smooth")
    check.click()
    assert room.param("finish", "smooth") is (not was)
    assert room.steps() == 1


# -- seeds -------------------------------------------------------------------------------------------------------------


def test_the_dice_draws_another_seed(room: Inspected):
    room.select("generate")
    before = room.model.document
    room.editor("seed").dice.click()
    drawn = room.param("generate", "seed")
    assert isinstance(drawn, int) and drawn > 0
    assert room.is_one_step(before)


def test_an_open_lock_lets_every_take_draw_its_seed(room: Inspected):
    room.select("generate")
    before = room.model.document
    editor = room.editor("seed")
    editor.lock.click()
    assert drawn_params(room.model.document.graph["generate"]) == {"seed"}
    assert not editor.lock.isChecked()
    editor.lock.click()
    assert room.model.document == before


# -- sizes and rates ---------------------------------------------------------------------------------------------------


def test_one_side_follows_the_other_while_the_chain_is_closed(room: Inspected):
    room.put("generate", size=[640, 360])
    room.select("generate")
    editor = room.editor("size")
    room.enter(editor.sides[0], "320")
    assert room.param("generate", "size") == [320, 180]
    editor.chain.click()
    room.enter(editor.sides[1], "200")
    assert room.param("generate", "size") == [320, 200]


def test_an_empty_size_is_the_projects(room: Inspected):
    room.put("generate", size=[640, 360])
    room.select("generate")
    room.enter(room.editor("size").sides[0], " ")
    assert room.param("generate", "size") is None
    assert room.editor("size").sides[0].placeholderText() == "1280"


def test_a_usual_size_is_taken_from_the_menu(room: Inspected):
    room.select("generate")
    choose(room.editor("size").menu, "1920 × 1080")
    assert room.param("generate", "size") == [1920, 1080]
    choose(room.editor("size").menu, "Turn by a quarter")
    assert room.param("generate", "size") == [1080, 1920]


def test_rates_may_be_fractions(room: Inspected):
    room.select("generate")
    room.enter(room.editor("rate").line, "24000/1001")
    assert room.param("generate", "rate") == "24000/1001"
    choose(room.editor("rate").menu, "The usual one")
    assert room.param("generate", "rate") is None


def choose(button: QToolButton, text: str) -> None:
    """Pick a row of a button's menu, as opening and clicking it would."""
    menu = button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()


# -- colours -----------------------------------------------------------------------------------------------------------


def test_a_colour_is_typed_with_or_without_its_hash(room: Inspected):
    room.select("title")
    for text, kept in (("#102030", "#102030"), ("A0b0C0", "#a0b0c0"), ("f80", "#ff8800")):
        room.enter(room.editor("colour").line, text)
        assert room.param("title", "colour") == kept
    room.enter(room.editor("colour").line, "reddish")
    assert "not a colour" in room.row("colour").trouble.text()


def test_a_dialog_that_is_cancelled_leaves_no_step(room: Inspected):
    room.select("title")
    before = room.model.document
    editor = room.editor("colour")
    editor.swatch.click()
    editor.dialog.setCurrentColor(QColor("#123456"))
    assert room.param("title", "colour") == "#123456"
    editor.dialog.reject()
    assert room.model.document == before and room.steps() == 0
    editor.swatch.click()
    editor.dialog.setCurrentColor(QColor("#654321"))
    editor.dialog.accept()
    assert room.param("title", "colour") == "#654321"
    assert room.is_one_step(before)


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


def test_a_file_of_this_machine_comes_into_the_document_with_one_step(room: Inspected):
    room.select("load_image")
    before = room.model.document
    room.editor("media").button.click()
    assert room.param("load_image", "media") == NEW_FILE.id
    assert room.model.document.media[NEW_FILE.id] == NEW_FILE
    assert room.is_one_step(before)


def test_a_missing_file_is_said_and_located(room: Inspected):
    room.put("load_clip", media="m1")
    room.missing["m1"] = "heron.mp4 is not where it was."
    room.select("load_clip")
    editor = room.editor("media")
    assert editor.trouble.text() == "heron.mp4 is not where it was."
    editor.locate.click()
    assert room.located == ["m1"]


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


def curve(room: Inspected, value) -> CurveEditor:
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
    assert len(points) == 3 and 0.8 < points[1][0] < 1.5
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
    assert time < 2.0 and level > 0.2
    assert room.steps() == steps + 1


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
