"""A value is edited on the node itself: one step when it is kept, nothing when it is dropped."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from engine.document import CLIP, IMAGE, Document, MediaItem
from engine.graph import Graph, Group, Json, Link, Node
from engine.params import Param
from engine.prompting import vocabulary_of
from engine.registry import Registry
from engine.types import Size
from nodes import all_types
from studio.document import DocumentModel
from studio.edit import nodes
from studio.edit.ports import Faces
from studio.editors.sums import reckon
from studio.focus import Focus
from studio.inline.editor import InlineEditor
from studio.prompt.editor import PromptEditor
from studio.theme import Look

SHIFT = Qt.KeyboardModifier.ShiftModifier
RECT = QRect(40, 30, 120, 24)


class Room:
    """A host that stands for the graph view, with a document of one node of every kind."""

    def __init__(self, qtbot) -> None:
        self.registry = Registry(all_types())
        types = list(self.registry)
        graph = Graph.of(Node(kind.id.split(".")[1], kind.id, kind.version) for kind in types)
        item = MediaItem("m1", "heron.mp4", "0" * 64, CLIP, 24, 24, Size(64, 36))
        still = MediaItem("m2", "heron.png", "1" * 64, IMAGE, 1, 0, Size(64, 36))
        self.model = DocumentModel(Document(graph=graph).with_media(item, still))
        self.focus = Focus()
        self.window = QWidget()
        self.window.resize(700, 500)
        qtbot.addWidget(self.window)
        layout = QVBoxLayout(self.window)
        self.other = QLineEdit()
        self.host = QWidget()
        self.host.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(self.other)
        layout.addWidget(self.host, 1)
        self.inline = InlineEditor(
            self.model, self.focus, Faces(self.registry), self.registry, Look(), self.host,
            lambda: ("built-in", "wan"),
        )  # fmt: skip
        self.said: list[str] = []
        self.inline.message.connect(self.said.append)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.host.setFocus()

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, held)

    def click_outside(self) -> None:
        spot = QPoint(self.host.width() - 4, self.host.height() - 4)
        QTest.mouseClick(self.host, Qt.MouseButton.LeftButton, pos=spot)

    def param(self, node: str, name: str) -> Json:
        return self.model.document.graph[node].params.get(name)

    def is_one_step(self, before: Document) -> bool:
        """Whether exactly one step lies between, which undo takes back exactly and redo brings again."""
        after = self.model.document
        one = self.model.stack.count() == 1
        self.model.stack.undo()
        back = self.model.document == before
        self.model.stack.redo()
        return one and back and self.model.document == after


@pytest.fixture
def room(qtbot) -> Room:
    return Room(qtbot)


def test_enter_keeps_a_prompt_as_one_step(room: Room):
    before = room.model.document
    assert room.inline.open("prompt", RECT)
    room.type("a heron")
    room.press(Qt.Key.Key_Return, SHIFT)
    room.type("takes off")
    room.press(Qt.Key.Key_Return)
    assert not room.inline.is_open
    assert room.param("prompt", "text") == "a heron\ntakes off"
    assert room.model.stack.text(room.model.stack.index() - 1) == "Change Prompt"
    assert room.is_one_step(before)
    assert QApplication.focusWidget() is room.host


def test_a_prompt_is_written_on_and_not_replaced_by_the_first_key(room: Room):
    put = {"text": "a heron"}
    room.model.edit("Write", lambda d: nodes.set_params(d, None, "prompt", put, room.registry))
    room.inline.open("prompt", RECT)
    room.type(" takes off")
    room.press(Qt.Key.Key_Return)
    assert room.param("prompt", "text") == "a heron takes off"


def test_escape_drops_what_was_typed(room: Room):
    before = room.model.document
    room.inline.open("prompt", RECT)
    room.type("never mind")
    room.press(Qt.Key.Key_Escape)
    assert not room.inline.is_open
    assert room.model.document is before
    assert room.model.stack.count() == 0
    assert QApplication.focusWidget() is room.host


def test_a_click_outside_keeps(room: Room):
    before = room.model.document
    room.inline.open("prompt", RECT)
    room.type("dawn")
    room.click_outside()
    assert not room.inline.is_open
    assert room.param("prompt", "text") == "dawn"
    assert room.is_one_step(before)


def test_a_click_on_another_panel_keeps_and_goes_there(room: Room):
    room.inline.open("prompt", RECT)
    room.type("dawn")
    QTest.mouseClick(room.other, Qt.MouseButton.LeftButton)
    assert room.param("prompt", "text") == "dawn"
    assert QApplication.focusWidget() is room.other


def test_nothing_typed_is_no_step(room: Room):
    room.inline.open("number", RECT)
    room.press(Qt.Key.Key_Return)
    assert not room.inline.is_open
    assert room.model.stack.count() == 0


def test_undo_while_typing_is_the_fields_own(room: Room):
    room.model.edit("Before", lambda d: nodes.rename(d, None, "prompt", "Words"))
    room.inline.open("prompt", RECT)
    room.type("abc")
    room.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.inline.is_open
    assert room.model.document.graph["prompt"].title == "Words"
    room.press(Qt.Key.Key_Return)
    assert room.model.stack.count() == 1


def test_a_number_out_of_range_says_so_and_stays_open(room: Room):
    before = room.model.document
    room.inline.open("generate", RECT)
    room.type("900")
    room.press(Qt.Key.Key_Return)
    assert room.inline.is_open
    trouble = room.inline._frame._trouble
    assert trouble.isVisible()
    assert "0.05 to 60" in trouble.text()
    room.click_outside()
    assert room.inline.is_open
    assert room.model.document is before
    room.type("2.5")
    room.press(Qt.Key.Key_Return)
    assert room.param("generate", "duration") == 2.5
    assert room.is_one_step(before)


def test_numbers_are_nudged_and_reckoned(room: Room):
    room.inline.open("number", RECT)
    room.type("1/4")
    room.press(Qt.Key.Key_Return)
    assert room.param("number", "value") == 0.25
    room.inline.open("switch", RECT)
    room.type("3")
    room.press(Qt.Key.Key_Up)
    room.press(Qt.Key.Key_Return)
    assert room.param("switch", "choose") == 4


@pytest.mark.parametrize(("text", "value"), [("3*24", 72), ("2,5", 2.5), ("-(1+2)", -3), ("1e2", 100.0)])
def test_plain_sums_have_a_value(text: str, value: float):
    assert reckon(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1/0", "__import__('os')", "2**9", "True", "(" * 5000])
def test_nothing_else_has_one(text: str):
    assert reckon(text) is None


def test_a_choice_is_taken_by_arrow_and_enter(room: Room):
    before = room.model.document
    room.inline.open("upscale", RECT)
    first = room.inline._frame.field.value()
    room.press(Qt.Key.Key_Up)
    room.press(Qt.Key.Key_Return)
    assert room.param("upscale", "factor") not in (None, first)
    assert room.is_one_step(before)


def test_a_choice_is_taken_by_a_click(room: Room):
    room.inline.open("model", RECT)
    listed = room.inline._frame.field.list
    spot = listed.visualItemRect(listed.item(1)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not room.inline.is_open
    assert room.param("model", "model") == "wan"


def test_a_switch_and_a_colour_are_edited_when_named(room: Room):
    room.inline.open("speed", RECT, "smooth")
    was = room.inline._frame.field.value()
    room.press(Qt.Key.Key_Down if was else Qt.Key.Key_Up)
    room.press(Qt.Key.Key_Return)
    assert room.param("speed", "smooth") is (not was)
    room.inline.open("title", RECT, "colour")
    room.type("#ff8800")
    room.press(Qt.Key.Key_Return)
    assert room.param("title", "colour") == "#ff8800"


def test_a_size_has_two_sides_and_empty_is_the_projects(room: Room):
    room.inline.open("resize", RECT)
    room.type("640")
    room.press(Qt.Key.Key_Tab)
    room.type("360")
    room.press(Qt.Key.Key_Return)
    assert room.param("resize", "size") == [640, 360]
    room.inline.open("resize", RECT)
    room.press(Qt.Key.Key_Delete)
    room.press(Qt.Key.Key_Tab)
    room.press(Qt.Key.Key_Delete)
    room.press(Qt.Key.Key_Return)
    assert room.param("resize", "size") is None


def test_media_are_chosen_from_what_the_project_has(room: Room):
    room.inline.open("load_clip", RECT)
    listed = room.inline._frame.field.list
    assert [listed.item(n).text() for n in range(listed.count())] == ["heron.mp4"]
    room.press(Qt.Key.Key_Down)
    room.press(Qt.Key.Key_Return)
    assert room.param("load_clip", "media") == "m1"


def test_another_file_can_be_asked_for(room: Room, qtbot):
    room.inline.open("load_image", RECT)
    room.press(Qt.Key.Key_Tab)
    with qtbot.waitSignal(room.inline.file_wanted) as asked:
        room.press(Qt.Key.Key_Return)
    assert asked.args == ["load_image", "media"]
    assert not room.inline.is_open


def test_cards_are_lines_with_their_time_and_keep_what_else_they_hold(room: Room):
    cards: Json = [
        {"time": 0.0, "prompt": "a pond", "media": "m2"},
        {"time": 2.0, "prompt": "a heron", "soft": True},
    ]
    room.model.edit(
        "Cards", lambda d: nodes.set_params(d, None, "storyboard", {"cards": cards}, room.registry)
    )
    room.inline.open("storyboard", RECT)
    field = room.inline._frame.field
    assert field.edit.toPlainText() == "0  a pond\n2  a heron"
    room.press(Qt.Key.Key_Return, SHIFT)
    room.type("3,5 it flies")
    room.press(Qt.Key.Key_Return)
    assert room.param("storyboard", "cards") == [*cards, {"time": 3.5, "prompt": "it flies"}]


def test_cards_out_of_order_say_which(room: Room):
    room.inline.open("storyboard", RECT)
    room.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    room.type("0 first")
    room.press(Qt.Key.Key_Return, SHIFT)
    room.type("0 second")
    room.press(Qt.Key.Key_Return)
    assert room.inline.is_open
    assert "card 2" in room.inline._frame._trouble.text().lower()


def test_a_clone_is_edited_at_its_source(room: Room):
    room.model.edit(
        "Clone", lambda d: d.with_graph(d.graph.put(Node("twin", "shotloom.prompt", clone_of="prompt")))
    )
    room.inline.open("twin", RECT)
    room.type("both")
    room.press(Qt.Key.Key_Return)
    assert room.param("prompt", "text") == "both"


def test_a_clone_of_a_clone_shows_what_the_source_has(room: Room):
    twins = [
        Node("twin", "shotloom.prompt", clone_of="prompt"),
        Node("third", "shotloom.prompt", clone_of="twin"),
    ]
    room.model.edit(
        "Clone", lambda d: d.with_graph(d.graph.put(d.graph["prompt"].with_params(text="a fox"), *twins))
    )
    room.inline.open("third", RECT)
    assert room.inline._frame.shown == "a fox"


def test_what_a_link_decides_is_not_edited_and_says_so(room: Room):
    link = Link("number", "number", "generate", "duration")
    room.model.edit("Link", lambda d: d.with_graph(d.graph.link(link)))
    assert not room.inline.open("generate", RECT)
    assert "link" in room.said[-1]


def test_a_node_with_nothing_to_edit_says_so(room: Room):
    assert not room.inline.open("reverse", RECT)
    assert room.said


def test_it_closes_when_its_node_goes(room: Room):
    room.inline.open("prompt", RECT)
    room.model.edit("Delete", lambda d: nodes.remove(d, None, ("prompt",)))
    assert not room.inline.is_open


def test_opening_another_one_keeps_the_first(room: Room):
    room.inline.open("prompt", RECT)
    room.type("first")
    room.inline.open("note", RECT)
    room.type("second")
    room.press(Qt.Key.Key_Return)
    assert room.param("prompt", "text") == "first"
    assert room.param("note", "text") == "second"


def test_a_title_is_edited_and_an_unchanged_one_is_no_edit(room: Room):
    kept: list[str] = []
    room.inline.open_title("Old", "Title", RECT, kept.append)
    room.press(Qt.Key.Key_Return)
    assert kept == []
    room.inline.open_title("Old", "Title", RECT, kept.append)
    room.type("New")
    room.press(Qt.Key.Key_Return)
    assert kept == ["New"]


def test_opening_a_group_keeps_what_was_entered_outside(room: Room):
    inner = Graph.of([Node("prompt", "shotloom.prompt", params={"text": "inside"})])
    room.model.edit("Add", lambda d: d.with_group(Group("g", "Inside", inner)))
    room.inline.open("prompt", RECT)
    room.type("outside")
    room.focus.enter(("instance",), "g")
    assert not room.inline.is_open
    assert room.param("prompt", "text") == "outside"
    assert room.model.document.groups["g"].graph == inner
    room.inline.open("prompt", RECT)
    room.type(" too")
    room.press(Qt.Key.Key_Return)
    assert room.model.document.groups["g"].graph["prompt"].params["text"] == "inside too"


@pytest.mark.parametrize("other", ["param", "title"])
def test_what_is_not_allowed_stays_when_another_field_is_wanted(room: Room, other: str):
    room.inline.open("generate", RECT, "steps")
    held = QApplication.focusWidget()
    room.type("many")
    if other == "param":
        assert not room.inline.open("prompt", RECT)
    else:
        assert not room.inline.open_title("Old", "Title", RECT, lambda text: None)
    assert QApplication.focusWidget() is held
    frames = [frame for frame in room.host.findChildren(QFrame, "inline") if frame.isVisible()]
    assert len(frames) == 1
    assert frames[0].isAncestorOf(held)
    room.press(Qt.Key.Key_Escape)
    assert not room.inline.is_open


def test_every_main_param_has_a_field_that_gives_its_value_back(room: Room):
    for kind in room.registry:
        name = kind.id.split(".")[1]
        if kind.main is not None:
            assert room.inline.open(name, RECT), kind.id
            assert room.inline.commit(), kind.id
    assert room.model.stack.count() == 0


@pytest.mark.parametrize("width", [700, 260])
def test_it_is_seen_whole_at_the_edge_of_any_view(room: Room, width: int):
    room.window.resize(width, 500)
    room.inline.open("storyboard", QRect(690, 480, 120, 24))
    frame = room.inline._frame
    assert room.host.rect().contains(frame.geometry())
    assert all(
        frame.rect().contains(part.geometry()) for part in frame.findChildren(QLabel) if part.isVisible()
    )


def test_a_text_field_grows_with_its_lines_and_shows_them_all(room: Room):
    room.inline.open("prompt", RECT)
    before = room.inline._frame.height()
    for number in range(8):
        room.type(f"line {number}")
        room.press(Qt.Key.Key_Return, SHIFT)
    edit = room.inline._frame.field.edit
    assert room.inline._frame.height() > before
    assert edit.verticalScrollBar().value() == 0
    assert edit.viewport().rect().contains(edit.cursorRect())
    assert room.host.rect().contains(room.inline._frame.geometry())


def test_a_strength_is_a_number_or_changes_over_time(room: Room):
    room.inline.open("condition", RECT)
    room.type("3/4")
    room.press(Qt.Key.Key_Up)
    room.press(Qt.Key.Key_Return)
    assert room.param("condition", "strength") == 0.8
    room.inline.open("condition", RECT)
    room.type("0: 1; 2: 0,2")
    room.press(Qt.Key.Key_Return)
    assert room.param("condition", "strength") == [[0, 1], [2, 0.2]]
    room.inline.open("condition", RECT)
    assert room.inline._frame.field.line.text() == "0: 1; 2: 0.2"
    room.type("from one to none")
    room.press(Qt.Key.Key_Return)
    assert room.inline.is_open
    room.inline.cancel()


def test_a_prompt_over_a_node_is_completed_and_kept_as_one_step(room: Room):
    knows = vocabulary_of("loom-s")
    assert knows is not None
    editors: list[PromptEditor] = []

    def prompt_for(node: Node, param: Param) -> PromptEditor | None:
        editor = PromptEditor(Look())
        editor.set_model_knows(knows)
        editors.append(editor)
        return editor

    room.inline.prompt_for = prompt_for
    before = room.model.document
    assert room.inline.open("prompt", RECT)
    room.type("a dog on the bea")
    assert editors[0].completing
    room.press(Qt.Key.Key_Return)
    assert room.inline.is_open, "Enter took the completion"
    room.type(" at ni")
    shown = editors[0].edit._list
    first = shown.visualRect(shown.model().index(0, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert room.inline.is_open, "the list belongs to the field"
    room.type(" ru")
    room.press(Qt.Key.Key_Escape)
    assert room.inline.is_open, "Esc closed the list"
    room.press(Qt.Key.Key_Return)
    assert not room.inline.is_open
    assert room.param("prompt", "text") == "a dog on the beach at night ru"
    assert room.is_one_step(before)
