"""The field for prompts: completes, underlines, counts and writes out; what is kept is one step of the document."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import resources
from engine.catalog import find_models
from engine.prompting import Entry, understand, unknown, vocabulary_of
from nodes.styles import PLAIN, styles
from studio.errands import Errands
from studio.prompt.advice import Advice, Adviser
from studio.prompt.editor import PromptEditor
from studio.theme import DARK, LIGHT, Look

KNOWS = vocabulary_of("loom-s")
assert KNOWS is not None
CTRL = Qt.KeyboardModifier.ControlModifier


class Room(QWidget):
    """A window with a prompt editor and another field, and what the editor said."""

    def __init__(self) -> None:
        super().__init__()
        self.look = Look(DARK)
        self.editor = PromptEditor(self.look)
        self.other = QLineEdit()
        self.edited: list[str] = []
        self.committed: list[str] = []
        layout = QVBoxLayout(self)
        layout.addWidget(self.editor)
        layout.addWidget(self.other)
        self.editor.edited.connect(self.edited.append)
        self.editor.committed.connect(self.committed.append)
        self.resize(420, 420)

    @property
    def field(self) -> QWidget:
        return self.editor.edit

    @property
    def offered(self) -> list[str]:
        return [completion.entry.phrase for completion in self.editor.edit.offers]

    @property
    def underlined(self) -> list[str]:
        """The words under which there is a wave."""
        marks = self.editor.edit.extraSelections()
        wave = QTextCharFormat.UnderlineStyle.WaveUnderline
        assert all(mark.format.underlineStyle() == wave for mark in marks)
        return [mark.cursor.selectedText() for mark in marks]

    @property
    def buttons(self) -> list[QToolButton]:
        found = self.editor.strangers.findChildren(QToolButton)
        return [button for button in found if button.isVisible()]

    def type(self, text: str) -> None:
        QTest.keyClicks(self.field, text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.field, key, held)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    made = Room()
    qtbot.addWidget(made)
    made.editor.set_model_knows(KNOWS)
    made.show()
    made.activateWindow()
    made.editor.edit.setFocus()
    qtbot.waitUntil(made.editor.edit.hasFocus)
    return made


# -- writing -----------------------------------------------------------------------------------------------------------


def test_typing_is_told_with_every_key_and_kept_once_when_the_keyboard_leaves(room: Room) -> None:
    room.type("a dog")
    assert room.edited == ["a", "a ", "a d", "a do", "a dog"]
    assert room.committed == []
    room.other.setFocus()
    assert room.committed == ["a dog"]
    room.editor.edit.setFocus()
    room.other.setFocus()
    assert room.committed == ["a dog"], "nothing was typed meanwhile"


def test_what_is_being_typed_stays_while_the_document_says_the_same(room: Room) -> None:
    room.editor.set_text("a cat")
    room.press(Qt.Key.Key_End)
    room.type(" runs")
    room.editor.set_text("a cat")
    assert room.editor.text == "a cat runs"
    room.editor.set_text("a horse")
    assert room.editor.text == "a horse"
    assert room.committed == []


def test_a_change_from_outside_keeps_the_cursor_where_the_text_stays(room: Room) -> None:
    room.editor.set_text("a dog runs on the beach")
    room.editor.edit.moveCursor(room.editor.edit.textCursor().MoveOperation.End)
    room.editor.set_text("a cat runs on the beach")
    assert room.editor.edit.cursor_at == len("a cat runs on the beach")


def test_the_field_has_an_undo_of_its_own(room: Room) -> None:
    room.editor.set_text("a dog")
    room.press(Qt.Key.Key_End)
    room.type(" x")
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.editor.text == "a dog"


def test_a_field_that_is_typed_in_wins_over_every_shortcut(room: Room) -> None:
    fired: list[str] = []
    for keys in ("J", "Space", "Ctrl+E", "Ctrl+Z", "Esc", "Down", "Return"):
        QShortcut(QKeySequence(keys), room).activated.connect(lambda keys=keys: fired.append(keys))
    room.type("a j in the s")
    assert room.offered
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Escape):
        room.press(key)
    room.press(Qt.Key.Key_E, CTRL)
    room.press(Qt.Key.Key_Z, CTRL)
    assert fired == []


# -- completing --------------------------------------------------------------------------------------------------------


def test_what_was_offered_for_a_text_goes_with_it(room: Room) -> None:
    room.type("a fo")
    assert room.offered
    room.editor.set_text("by the sea")
    assert not room.offered
    room.press(Qt.Key.Key_Return)
    assert "by the sea" in room.editor.text.replace("\n", "")


def test_tab_takes_the_first_phrase(room: Room) -> None:
    room.type("a dog on the bea")
    assert room.offered[0] == "on the beach"
    room.press(Qt.Key.Key_Tab)
    assert room.editor.text == "a dog on the beach"
    assert room.offered == []
    assert room.editor.edit.hasFocus()


def test_arrows_choose_and_enter_takes(room: Room) -> None:
    room.type("a dog in the s")
    second = room.offered[1]
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Return)
    assert room.editor.text == f"a dog {second}"
    room.press(Qt.Key.Key_Return)
    assert room.editor.text == f"a dog {second}\n", "without a list Enter is a new line"


def test_escape_closes_the_list_and_keeps_the_text(room: Room) -> None:
    room.type("a dog ru")
    assert room.editor.completing
    room.press(Qt.Key.Key_Escape)
    assert not room.editor.completing
    assert room.editor.text == "a dog ru"
    room.press(Qt.Key.Key_Space, CTRL)
    assert room.editor.completing


def test_a_click_takes_a_phrase(room: Room) -> None:
    room.type("a dog in the s")
    shown = room.editor.edit._list
    wanted = room.offered[1]
    place = shown.visualRect(shown.model().index(1, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert room.editor.text == f"a dog {wanted}"
    assert room.editor.edit.hasFocus()


def test_enter_is_no_completion_where_the_word_is_a_phrase_already(room: Room) -> None:
    room.type("a dog runs")
    assert room.offered
    room.press(Qt.Key.Key_Return)
    assert room.editor.text == "a dog runs\n"


def test_a_capital_stays_one(room: Room) -> None:
    room.type("At ni")
    room.press(Qt.Key.Key_Tab)
    assert room.editor.text == "At night"


def test_words_behind_pictures_are_completed_in_their_place(room: Room) -> None:
    room.editor.set_text("\U0001f415\U0001f415 ")
    room.editor.edit.moveCursor(room.editor.edit.textCursor().MoveOperation.End)
    room.type("at ni")
    room.press(Qt.Key.Key_Tab)
    assert room.editor.text == "\U0001f415\U0001f415 at night"


def test_nothing_is_offered_inside_a_word_or_while_the_keyboard_is_elsewhere(room: Room) -> None:
    room.editor.set_text("beach")
    room.editor.edit.moveCursor(room.editor.edit.textCursor().MoveOperation.Start)
    room.type("be")
    assert room.offered == []
    room.editor.edit.moveCursor(room.editor.edit.textCursor().MoveOperation.End)
    room.type(" be")
    assert room.offered
    room.other.setFocus()
    assert room.offered == []


def test_a_model_that_nothing_is_known_about_is_written_for_in_peace(room: Room) -> None:
    room.editor.set_model_knows(None)
    room.type("a jungle ru")
    assert room.offered == []
    room.editor.edit.examine()
    assert room.underlined == []
    assert not room.editor.expander.isVisible()
    room.press(Qt.Key.Key_Tab)
    assert room.committed == ["a jungle ru"], "Tab leaves the field"


# -- unknown words -----------------------------------------------------------------------------------------------------


def test_unknown_words_are_underlined_once_they_are_written(room: Room, qtbot: QtBot) -> None:
    room.type("a dog in the jungle")
    room.editor.edit.examine()
    assert room.underlined == [], "it may go on"
    room.type(" ")
    qtbot.waitUntil(lambda: room.underlined == ["jungle"])
    room.editor.set_text("\U0001f415 the jungle, a zebra")
    assert room.underlined == ["jungle", "zebra"]
    room.editor.set_text("a dog")
    assert room.underlined == []
    assert not room.editor.strangers.isVisible()


def test_the_last_word_counts_when_the_keyboard_leaves(room: Room) -> None:
    room.type("a dog in the jungle")
    room.other.setFocus()
    assert room.underlined == ["jungle"]


def test_the_nearest_words_are_buttons_that_replace_it(room: Room) -> None:
    room.editor.set_text("\U0001f415 an elefant at night")
    assert "elefant" in room.editor.strangers._words.text()
    (button,) = room.buttons
    assert button.text() == "elephant"
    assert button.toolTip()
    assert button.accessibleName()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert room.editor.text == "\U0001f415 an elephant at night"
    assert not room.editor.strangers.isVisible()
    assert room.editor.edit.hasFocus()
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.editor.text == "\U0001f415 an elefant at night"


def test_the_word_at_the_cursor_is_spoken_of(room: Room) -> None:
    room.editor.set_text("a zebra by a beech")
    room.editor.edit.moveCursor(room.editor.edit.textCursor().MoveOperation.Start)
    room.editor.edit.examine()
    assert "zebra" in room.editor.strangers._words.text()
    assert "1 more" in room.editor.strangers._words.text()
    room.editor.edit.moveCursor(room.editor.edit.textCursor().MoveOperation.End)
    room.press(Qt.Key.Key_Left)
    room.editor.edit.examine()
    assert "beech" in room.editor.strangers._words.text()


def test_words_of_the_style_presets_are_not_remarked_on(room: Room) -> None:
    for style in styles().values():
        room.editor.set_text(f"a dog, {style.prompt}")
        room.editor.edit.examine()
        assert room.underlined == [], style.id


def test_the_wave_follows_the_theme(room: Room) -> None:
    room.editor.set_text("a zebra runs")
    room.look.use(LIGHT)
    (mark,) = room.editor.edit.extraSelections()
    assert mark.format.underlineColor().name() == LIGHT.warn


# -- writing out -------------------------------------------------------------------------------------------------------


def test_expand_is_one_step_and_another_press_says_it_otherwise(room: Room) -> None:
    assert KNOWS is not None
    room.type("a dog")
    room.press(Qt.Key.Key_E, CTRL)
    first = room.editor.text
    assert room.committed == ["a dog", first], "what was typed is a step of its own"
    assert first.startswith("a dog ")
    assert not unknown(understand(first, KNOWS))
    QTest.mouseClick(room.editor.expander, Qt.MouseButton.LeftButton)
    second = room.editor.text
    assert room.committed == ["a dog", first, second]
    assert second != first
    assert second.startswith("a dog ")
    room.editor.edit.setFocus()
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.editor.text == first
    room.press(Qt.Key.Key_Z, CTRL)
    assert room.editor.text == "a dog"


def test_what_says_everything_is_left_and_told(room: Room) -> None:
    full = (
        "a red car drives to the left on the beach at sunset under a clear sky, the camera is still, cartoon"
    )
    room.editor.set_text(full)
    room.editor.expand()
    assert (room.editor.text, room.committed) == (full, [])
    assert room.editor.told.text() == "Nothing to add"
    room.press(Qt.Key.Key_End)
    room.type(" ")
    assert room.editor.told.text() == ""


def test_a_prompt_that_may_not_be_changed_is_not(room: Room) -> None:
    room.editor.set_text("a dog")
    room.editor.edit.setReadOnly(True)
    room.editor.expand()
    assert room.editor.text == "a dog"


# -- styles ------------------------------------------------------------------------------------------------------------


def choose(room: Room, style: str) -> None:
    room.editor.styles._actions[style].trigger()


def test_a_style_puts_its_words_behind_the_prompt_in_place_of_anothers(room: Room) -> None:
    known = styles()
    room.editor.set_text("a dog")
    choose(room, "noir")
    choose(room, "sepia")
    choose(room, PLAIN)
    assert room.committed == [f"a dog, {known['noir'].prompt}", f"a dog, {known['sepia'].prompt}", "a dog"]
    room.editor.set_text(f"a dog, {known['noir'].prompt}")
    assert room.editor.styles._actions["noir"].isChecked()


def test_beside_a_style_of_the_nodes_own_no_other_is_offered_or_written(room: Room) -> None:
    room.editor.set_text("a dog")
    room.editor.set_style("noir")
    assert not room.editor.styles.isVisible()
    room.editor.expand()
    assert KNOWS is not None
    said = {span.category for span in understand(room.editor.text, KNOWS)}
    assert "style" not in said, "the node adds its own"


# -- what is known of the model ----------------------------------------------------------------------------------------


class _Near:
    """A search by meaning that knows one answer."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def known(self, word: str) -> list[Entry] | None:
        return None

    def nearest(self, word: str, n: int) -> list[Entry]:
        self.asked.append(word)
        return [Entry("forest", "place", "forest")]


@pytest.fixture
def errands() -> Iterator[Errands]:
    made = Errands()
    yield made
    made.close()


@pytest.fixture
def adviser(qtbot: QtBot) -> Iterator[Callable[..., Adviser]]:
    made: list[Errands] = []

    def make(*, warm: bool = True) -> Adviser:
        made.append(Errands())
        models = find_models(resources.path("models")).models
        return Adviser(lambda: models, made[-1], lambda: warm)

    yield make
    for errands in made:
        errands.close()


def test_what_a_model_knows_is_read_beside_the_window(
    room: Room, adviser: Callable[..., Adviser], qtbot: QtBot
) -> None:
    room.editor.set_model_knows(None)
    room.editor.set_text("a dog in the jungle.")
    asked = adviser(warm=False)
    room.editor.follow(asked, "built-in")
    assert not room.editor.counted.isVisible()
    qtbot.waitUntil(lambda: room.underlined == ["jungle"])
    assert room.editor.counted.text() == "6 of 46 words’ room"
    room.editor.set_text("a dog " * 40)
    assert room.editor.counted.text() == "80 of 46 words’ room"
    assert "not read" in room.editor.counted.toolTip()
    assert DARK.warn in room.editor.counted.styleSheet()
    room.editor.follow(asked, "somebody's")
    assert room.underlined == []
    assert not room.editor.counted.isVisible()


def test_expanding_stays_within_what_the_model_reads(
    room: Room, adviser: Callable[..., Adviser], qtbot: QtBot
) -> None:
    room.editor.follow(adviser(warm=False), "built-in")
    qtbot.waitUntil(room.editor.counted.isVisible)
    long = "a dog and " * 10 + "a dog"
    room.editor.set_text(long)
    room.editor.expand()
    count, _, limit = room.editor.counted.text().partition(" of ")
    assert room.editor.text != long
    assert int(count) <= int(limit.split()[0])


def test_what_means_the_same_is_offered_when_it_is_found(room: Room, errands: Errands, qtbot: QtBot) -> None:
    near = _Near()
    pieces = SimpleNamespace(pieces=str.split)
    advice = Advice(KNOWS, pieces, 46, near)  # type: ignore[arg-type]
    warm: list[bool] = []
    asked = Adviser(dict, errands, lambda: bool(warm))
    asked._asked.add("x")
    asked._known["x"] = advice
    room.editor.set_text("a dog in the jungle.")
    room.editor.follow(asked, "x")
    assert (room.buttons, near.asked) == ([], []), "the engine is not warm yet"
    warm.append(True)
    asked.wake()
    qtbot.waitUntil(lambda: [button.text() for button in room.buttons] == ["forest"])
    assert near.asked == ["jungle"]
    room.editor.set_text("a dog in the elefant.")
    qtbot.waitUntil(lambda: errands.idle)
    assert [button.text() for button in room.buttons] == ["elephant"], "what is spelled alike is enough"


def test_everything_in_the_field_can_be_told_apart_and_reached(room: Room) -> None:
    for control in (room.editor.styles, room.editor.expander):
        assert control.toolTip()
        assert control.accessibleName()
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert room.editor.edit._list.accessibleName()


def test_the_list_stays_within_the_window(room: Room) -> None:
    room.resize(260, 300)
    room.editor.set_text("a dog runs to the left and then")
    room.editor.edit.moveCursor(room.editor.edit.textCursor().MoveOperation.End)
    room.type(" in the s")
    shown = room.editor.edit._list
    assert room.rect().contains(shown.geometry().topLeft() + QPoint(1, 1))
    assert shown.geometry().right() <= room.rect().right() or shown.x() == 0
