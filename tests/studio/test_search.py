"""Typing finds what is meant: kinds to add, nodes to go to."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPlainTextEdit

from engine.document import Document
from engine.graph import ExposedPort, Graph, Group, Link, Node
from engine.registry import Registry
from engine.spec import NodeType
from engine.types import PortType
from nodes import all_types
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.requests import SearchRequest
from studio.search.add import NodeSearch
from studio.search.find import NodeFinder
from studio.search.fuzzy import match
from studio.search.ranking import Entry, rank
from studio.search.rows import Row
from studio.settings import SettingsStore
from studio.theme import Look


@dataclass(frozen=True)
class Kept:
    title: str


class Room:
    """A window with a text field that has the keyboard, and the node search over it."""

    def __init__(self, qtbot, folder: Path) -> None:
        self.registry = Registry(all_types())
        self.faces = Faces(self.registry)
        self.settings = SettingsStore(folder / "settings.json")
        self.window = QMainWindow()
        self.window.resize(1000, 640)
        qtbot.addWidget(self.window)
        self.home = QPlainTextEdit()
        self.window.setCentralWidget(self.home)
        self.search = NodeSearch(
            Look(), self.faces, self.registry, lambda: [Kept("My opening")], self.settings, self.window
        )
        self.finder = NodeFinder(Look(), self.faces, self.window)
        self.answers: list[tuple[object, SearchRequest]] = []
        self.search.chosen.connect(lambda item, request: self.answers.append((item, request)))
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.home.setFocus()

    def ask(
        self, document: Document | None = None, scope: str | None = None, **wish: object
    ) -> SearchRequest:
        request = SearchRequest((40, 40), (10.0, 20.0), **wish)
        self.search.ask(request, document or Document(), scope)
        return request

    @property
    def line(self):
        return self.search.popup.line

    def rows(self) -> list[Row]:
        return [row for row in self.search.popup.rows.rows if not row.heading]

    def titles(self) -> list[str]:
        return [row.title for row in self.rows()]


@pytest.fixture
def room(qtbot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)


def kinds(*names: str) -> Graph:
    types = {kind.id: kind for kind in all_types()}
    return Graph.of(Node(n, f"shotloom.{n}", types[f"shotloom.{n}"].version) for n in names)


@pytest.mark.parametrize(
    ("query", "text", "places"),
    [
        ("clip", "Load Clip", (5, 6, 7, 8)),
        ("ec", "Extend Clip", (0, 7)),
        ("upsacle", "Upscale", (0, 1, 2, 3, 4, 5, 6)),
        ("clip load", "Load Clip", (0, 1, 2, 3, 5, 6, 7, 8)),
        ("cafe", "Café", (0, 1, 2, 3)),
    ],
)
def test_what_is_typed_in_a_hurry_is_understood(query: str, text: str, places: tuple[int, ...]):
    found = match(query, text)
    assert found is not None
    assert found.places == places


@pytest.mark.parametrize(
    ("query", "text"), [("clip", "Prompt"), ("xyz", "Extend Clip"), ("", "Clip"), ("up", "Loop")]
)
def test_what_is_not_meant_is_not_found(query: str, text: str):
    found = match(query, text)
    assert found is None or found.score < 0.65


def test_nearer_matches_score_higher():
    texts = ["Clip", "Clip Board", "Load Clip", "Eclipse", "Camera Lens In Place"]
    scores = [found.score for text in texts if (found := match("clip", text))]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) >= 4


def test_every_word_must_be_found_somewhere():
    entries = [Entry(1, "Extend Clip", (("longer", 0.8),)), Entry(2, "Load Clip", (("open", 0.8),))]
    assert [r.entry.item for r in rank("clip longer", entries)] == [1]
    assert [r.entry.item for r in rank("clip nothing", entries)] == []


def test_recent_ones_come_first_among_equals():
    entries = [Entry(name, name) for name in ("Frame A", "Frame B", "Frame C")]
    recent = [entries[2].item]
    assert [r.entry.item for r in rank("frame", entries, recent)] == ["Frame C", "Frame A", "Frame B"]


def test_a_name_finds_its_kind_and_a_synonym_and_a_port_type_do_too(room: Room):
    room.ask()
    QTest.keyClicks(room.line, "upscale")
    assert room.titles()[0] == "Upscale"
    room.line.clear()
    QTest.keyClicks(room.line, "slow motion")
    assert room.titles()[0] == "Speed"
    room.line.clear()
    QTest.keyClicks(room.line, "clip")
    found = [row.item.id for row in room.rows()]
    takes_or_yields = [
        kind.id for kind in room.registry
        if any(PortType.CLIP in port.types for port in (*kind.inputs, *kind.outputs))
    ]  # fmt: skip
    assert set(takes_or_yields) <= set(found)
    assert all("Clip" in title for title in room.titles()[:3])


def test_nothing_typed_shows_every_kind_under_its_category(room: Room):
    room.ask()
    headings = [row.title for row in room.search.popup.rows.rows if row.heading]
    assert headings == [*room.registry.categories(), "Templates"]
    assert len(room.rows()) == len(room.registry) + 1


def test_enter_chooses_with_the_request_and_gives_the_keyboard_back(room: Room):
    request = room.ask(selected=("a",))
    QTest.keyClicks(room.line, "generate")
    QTest.keyClick(room.line, Qt.Key.Key_Return)
    assert [(item.id, asked) for item, asked in room.answers] == [("shotloom.generate", request)]
    assert not room.search.popup.isVisible()
    assert room.window.focusWidget() is room.home


def test_keys_alone_walk_the_list_over_headings_and_around(room: Room):
    room.ask()
    first = room.search.popup.current()
    QTest.keyClick(room.line, Qt.Key.Key_Up)
    assert room.search.popup.current().item == Kept("My opening")
    QTest.keyClick(room.line, Qt.Key.Key_Down)
    assert room.search.popup.current() is first
    for _ in range(4):
        QTest.keyClick(room.line, Qt.Key.Key_Tab)
    assert not room.search.popup.current().heading
    QTest.keyClick(room.line, Qt.Key.Key_PageDown)
    QTest.keyClick(room.line, Qt.Key.Key_Enter)
    assert len(room.answers) == 1


def test_escape_and_a_click_outside_choose_nothing(room: Room):
    room.ask()
    QTest.keyClick(room.line, Qt.Key.Key_Escape)
    assert not room.search.popup.isVisible()
    room.ask()
    outside = QPoint(room.home.width() - 5, room.home.height() - 5)
    QTest.mouseClick(room.home.viewport(), Qt.MouseButton.LeftButton, pos=outside)
    assert not room.search.popup.isVisible()
    assert room.answers == []


def test_a_click_on_a_row_chooses_it(room: Room):
    room.ask()
    listed = room.search.popup.list
    row = next(n for n, r in enumerate(room.search.popup.rows.rows) if r.title == "Storyboard")
    spot = listed.visualRect(room.search.popup.rows.index(row, 0)).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert [item.id for item, _ in room.answers] == ["shotloom.storyboard"]


def test_what_was_added_last_stands_first_next_time(room: Room):
    room.ask()
    QTest.keyClicks(room.line, "loop")
    QTest.keyClick(room.line, Qt.Key.Key_Return)
    room.ask()
    assert room.search.popup.rows.rows[0] == Row("Recent")
    assert room.titles()[0] == "Loop"
    assert room.settings.value.recent_nodes[0] == "shotloom.loop"


def test_only_what_fits_a_dropped_link_is_offered(room: Room):
    document = Document(graph=kinds("prompt", "condition"))
    room.ask(document, end=("prompt", "text", True))
    assert room.rows()
    for row in room.rows():
        assert isinstance(row.item, NodeType)
        assert any({PortType.TEXT, PortType.ANY} & set(port.types) for port in row.item.inputs), row.title
    assert "Generate" in room.titles()
    assert "Upscale" not in room.titles()
    room.search.popup.close_up()
    room.ask(document, end=("condition", "picture", False))
    assert "Load Image" in room.titles()
    assert "Prompt" not in room.titles()


def test_a_dot_passes_on_what_really_flows(room: Room):
    document = Document(graph=kinds("prompt", "reroute").link(Link("prompt", "text", "reroute", "input")))
    room.ask(document, end=("reroute", "output", True))
    assert "Generate" in room.titles()
    assert "Upscale" not in room.titles()


def test_groups_of_the_document_are_offered_but_never_inside_themselves(room: Room):
    inner = Group("g", "Title card", kinds("title"), (ExposedPort("clip", "title", "clip"),))
    document = Document(groups={"g": inner})
    room.ask(document)
    assert "Title card" in room.titles()
    room.search.popup.close_up()
    room.ask(document, "g")
    assert "Title card" not in room.titles()


def test_the_marked_kind_is_explained_with_its_ports(room: Room):
    room.ask()
    QTest.keyClicks(room.line, "extend clip")
    page = room.search._page.toPlainText()
    kind = room.registry["shotloom.extend_clip"]
    assert kind.help in page
    assert "Clip" in page
    assert "Seconds" in page


def test_the_popup_stays_inside_a_small_window(room: Room):
    room.window.resize(420, 300)
    room.search.ask(SearchRequest((5000, 5000), (0.0, 0.0)), Document(), None)
    assert room.window.rect().contains(room.search.popup.geometry())


def find(room: Room, document: Document, text: str) -> tuple[Focus, list[Row]]:
    focus = Focus()
    room.finder.open(DocumentModel(document), focus)
    QTest.keyClicks(room.finder.popup.line, text)
    return focus, [row for row in room.finder.popup.rows.rows if not row.heading]


def grouped() -> Document:
    words = Node(
        "words", "shotloom.prompt", params={"text": "A heron takes off at dawn"}, title="Opening words"
    )
    group = Group("g", "Birds", Graph.of([words]))
    return Document(graph=kinds("upscale", "note").put(Node("i", "group:g")), groups={"g": group})


@pytest.mark.parametrize("text", ["opening", "heron", "prompt opening"])
def test_nodes_are_found_in_groups_by_title_kind_and_words(room: Room, text: str):
    focus, rows = find(room, grouped(), text)
    assert [row.title for row in rows] == ["Opening words"]
    assert "Birds" in rows[0].note
    QTest.keyClick(room.finder.popup.line, Qt.Key.Key_Return)
    assert (focus.path, focus.scope, focus.current, focus.nodes) == (
        ("i",),
        "g",
        "words",
        frozenset({"words"}),
    )


def test_the_words_that_were_found_are_shown(room: Room):
    _, rows = find(room, grouped(), "takes off")
    assert "takes off at dawn" in rows[0].note


def test_a_title_that_nobody_has_says_so(room: Room):
    _, rows = find(room, grouped(), "zebra")
    assert rows == []
    assert "zebra" in room.finder.popup.rows.rows[0].title


def test_the_popup_closes_quietly_when_what_had_the_keyboard_is_gone(room: Room):
    room.ask()
    room.window.setCentralWidget(QPlainTextEdit())
    room.home.deleteLater()
    QTest.qWait(10)
    QTest.keyClick(room.line, Qt.Key.Key_Escape)
    assert not room.search.popup.isVisible()
