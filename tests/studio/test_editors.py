"""Every kind of param has an editor: each gesture is one step, what is refused is said in place, Esc takes back."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

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
from tests.studio.inspecting import CTRL, LEFT, SHIFT, Inspected, choose

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
    assert len(seen) >= 3
    assert seen == sorted(seen)
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


def test_escape_takes_nothing_back_of_an_earlier_stay_on_the_slider(room: Inspected):
    room.select("generate")
    editor = room.editor("duration")
    editor.slider.setFocus()
    room.press(Qt.Key.Key_Right)
    moved = room.param("generate", "duration")
    room.leave()
    editor.line.setFocus()
    room.press(Qt.Key.Key_Escape)
    assert (
        room.param("generate", "duration")
        == moved
        != room.registry["shotloom.generate"].param("duration").default
    )


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
    assert why in row.trouble.text()
    assert row.trouble.isVisibleTo(row)
    assert room.steps() == 0
    room.press(Qt.Key.Key_Escape)
    assert row.editor.line.text() == "0"


@pytest.mark.parametrize("points", [9, 14])
def test_the_reason_is_whole_at_any_width_and_the_field_is_framed(room: Inspected, points: int):
    font = room.window.font()
    font.setPointSize(points)
    room.window.setFont(font)
    room.select("generate")
    row = room.row("steps")
    room.enter(row.editor.line, "abc")
    assert row.editor.line.property("wrong") is True
    for width in (290, 420, 700, 320):
        room.window.resize(width, 760)
        room.qtbot.waitUntil(
            lambda: (
                row.trouble.height() >= row.trouble.heightForWidth(row.trouble.width())
                and row.trouble.geometry().bottom() < row.height()
            )
        )
        assert row.trouble.height() < 1.2 * row.trouble.heightForWidth(row.trouble.width()), width
        assert row.editor.geometry().bottom() < row.trouble.geometry().top(), width
    room.press(Qt.Key.Key_Escape)
    assert not row.editor.line.property("wrong")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("duration", "-3", "Duration “-3”: Is out of range"),
        ("steps", "", "Steps: Needs a whole number"),
        ("size", "99999", "Width “99999”: Has a side"),
        ("size", "abc", "Width “abc”: Has a side"),
        ("rate", "fast", "Rate “fast”: "),
    ],
)
def test_a_refused_value_is_told_until_escape_takes_it_back(room: Inspected, name: str, text: str, told: str):
    room.select("generate")
    row = room.row(name)
    line = row.editor.sides[0] if name == "size" else row.editor.line
    line.setFocus()
    room.press(Qt.Key.Key_A, CTRL)
    room.press(Qt.Key.Key_Delete)
    room.type(text)
    assert told in room.panel.refused()
    room.leave()
    room.put("generate", guidance=3.0)
    room.panel.show_refused()
    assert line.hasFocus()
    assert line.text() == text
    assert row.trouble.isVisibleTo(row)
    room.press(Qt.Key.Key_Escape)
    assert room.panel.refused() == ""
    assert not row.trouble.isVisibleTo(row)
    assert line.text() != text


def test_a_right_value_beside_a_refused_one_does_not_hide_it(room: Inspected):
    room.put("generate", size=[64, 36])
    room.select("generate")
    sides = room.editor("size").sides
    room.enter(sides[0], "abc")
    room.enter(sides[1], "48")
    assert "abc" in room.panel.refused()
    assert "even sides" in room.row("size").trouble.text()
    room.enter(sides[0], "64")
    assert room.panel.refused() == ""
    assert room.param("generate", "size") == [64, 48]


def test_a_sum_of_the_same_value_shows_the_value(room: Inspected):
    room.put("generate", steps=6)
    room.select("generate")
    row = room.row("steps")
    room.enter(row.editor.line, "many")
    room.enter(row.editor.line, "2*3")
    assert row.editor.line.text() == "6"
    assert room.panel.refused() == ""
    assert not row.trouble.isVisibleTo(row)


def test_a_refused_value_that_is_left_behind_is_told(room: Inspected):
    told: list[str] = []
    room.panel.said.connect(told.append)
    room.select("generate")
    room.enter(room.editor("steps").line, "abc")
    room.select("upscale")
    assert [text for text in told if "Generate, Steps “abc”" in text and "stays" in text]


@pytest.mark.parametrize("field", ["text", "negative"])
def test_a_text_that_is_too_long_stays_and_is_said_to_be(room: Inspected, field: str):
    room.put("prompt", **{field: "short"})
    room.select("prompt")
    row = room.row(field)
    edit = row.editor.prompt.edit if field == "text" else row.editor.edit
    QApplication.clipboard().setText("word " * 2000)
    edit.setFocus()
    room.press(Qt.Key.Key_A, CTRL)
    room.press(Qt.Key.Key_V, CTRL)
    assert "longer than 8000 characters" in row.trouble.text()
    room.leave()
    room.put("prompt", **{"negative" if field == "text" else "text": "other"})
    room.panel.refresh()
    assert edit.toPlainText() == "word " * 2000
    assert "longer than 8000" in room.panel.refused()
    edit.setFocus()
    room.press(Qt.Key.Key_Escape)
    assert edit.toPlainText() == "short"
    assert room.panel.refused() == ""
    room.press(Qt.Key.Key_Z, CTRL)
    assert edit.toPlainText() == "word " * 2000


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
    assert isinstance(drawn, int)
    assert drawn > 0
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


def test_a_side_beyond_all_numbers_is_refused(room: Inspected):
    room.put("generate", size=[640, 360])
    room.select("generate")
    room.enter(room.editor("size").sides[0], "1e400")
    assert room.param("generate", "size") == [640, 360]
    assert "side" in room.row("size").trouble.text()


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


def test_nudges_of_a_rate_are_one_step_that_escape_takes_back(room: Inspected):
    before = room.model.document
    room.select()
    room.editor("rate").line.setFocus()
    for _ in range(3):
        room.press(Qt.Key.Key_Up)
    assert room.model.document.settings.rate == 27
    room.press(Qt.Key.Key_Escape)
    assert room.model.document.settings == before.settings
    for _ in range(2):
        room.press(Qt.Key.Key_Down)
    room.leave()
    assert room.model.document.settings.rate == 22
    assert room.is_one_step(before)


def test_rates_may_be_fractions(room: Inspected):
    room.select("generate")
    room.enter(room.editor("rate").line, "24000/1001")
    assert room.param("generate", "rate") == "24000/1001"
    choose(room.editor("rate").menu, "The model’s own")
    assert room.param("generate", "rate") is None
