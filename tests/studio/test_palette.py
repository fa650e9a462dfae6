"""Every command can be found by name and run from there."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from studio.actions import ACTIONS, Command
from studio.bindings import Bindings
from studio.search.palette import CommandPalette
from studio.settings import SettingsStore
from studio.theme import Look


class Room:
    """A window with a graph panel that can do a few things."""

    def __init__(self, qtbot, folder: Path) -> None:
        self.ran: list[str] = []
        self.window = QMainWindow()
        self.window.resize(900, 600)
        qtbot.addWidget(self.window)
        self.panel = QWidget()
        self.panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.window.setCentralWidget(self.panel)
        self.settings = SettingsStore(folder / "settings.json")
        self.bindings = Bindings(ACTIONS, self.settings, self.window)
        self.palette = CommandPalette(self.bindings, Look(), self.window)
        self.bindings.offer({"view.commands": Command(self.palette.open)})
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.panel.setFocus()

    def offer(self, *names: str, possible: bool = True) -> None:
        commands = {n: Command(lambda n=n: self.ran.append(n), lambda: possible) for n in names}
        self.bindings.offer(commands, self.panel)

    def open(self) -> None:
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.panel, Qt.Key.Key_P, held)
        assert self.palette.popup.isVisible()

    @property
    def line(self):
        return self.palette.popup.line

    def titles(self) -> list[str]:
        return [row.title for row in self.palette.popup.rows.rows if not row.heading]


@pytest.fixture
def room(qtbot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)


def test_the_palette_opens_by_its_key_and_lists_every_command(room: Room):
    room.offer("graph.layout")
    room.open()
    listed = {row.item.id for row in room.palette.popup.rows.rows if not row.heading}
    assert listed == set(ACTIONS) - {"view.commands"}


def test_a_command_is_found_run_and_the_keyboard_goes_back(room: Room):
    room.offer("graph.layout", "graph.bypass")
    room.open()
    QTest.keyClicks(room.line, "tidy")
    assert room.titles()[0] == "Tidy Up"
    QTest.keyClick(room.line, Qt.Key.Key_Return)
    assert room.ran == ["graph.layout"]
    assert room.window.focusWidget() is room.panel


def test_what_a_command_does_finds_it_too(room: Room):
    room.open()
    QTest.keyClicks(room.line, "unchanged")
    assert room.titles()[0] == "Bypass"


def test_what_cannot_be_done_is_greyed_and_not_taken(room: Room):
    room.offer("graph.layout", possible=False)
    room.open()
    QTest.keyClicks(room.line, "tidy up")
    row = next(row for row in room.palette.popup.rows.rows if row.title == "Tidy Up")
    assert not row.enabled
    QTest.keyClick(room.line, Qt.Key.Key_Return)
    assert room.ran == []
    assert room.palette.popup.isVisible()


def test_shortcuts_are_shown_as_they_are_now(room: Room):
    room.settings.update(shortcuts={"graph.layout": ("Ctrl+Alt+L",)})
    room.open()
    QTest.keyClicks(room.line, "tidy")
    row = room.palette.popup.rows.rows[0]
    assert row.note.endswith("Ctrl+Alt+L")


def test_what_was_run_last_stands_first(room: Room):
    room.offer("graph.layout", "graph.bypass")
    room.bindings.run("graph.bypass")
    room.open()
    assert room.titles()[0] == "Bypass"
    assert room.palette.popup.current().title == "Bypass"


def test_the_marked_command_is_explained(room: Room):
    room.offer("graph.layout")
    room.open()
    QTest.keyClicks(room.line, "tidy")
    assert room.palette.popup.foot.text() == ACTIONS["graph.layout"].help


def test_what_nothing_is_called_says_so(room: Room):
    room.open()
    QTest.keyClicks(room.line, "qqqq")
    assert room.titles() == []
    assert "qqqq" in room.palette.popup.rows.rows[0].title
