"""Keys and menus come from the action table, and run what the right panel offers."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from studio.actions import ACTIONS, Command
from studio.bindings import Bindings
from studio.keys import LIKE_BLENDER, LIKE_NUKE, LIKE_PREMIERE, LIKE_RESOLVE, LIKE_SHOTCUT, Keymap
from studio.settings import SettingsStore

SETS = (LIKE_NUKE, LIKE_BLENDER, LIKE_PREMIERE, LIKE_RESOLVE, LIKE_SHOTCUT)


class Room:
    """A window with two panels that can take the keyboard, one of them with a text field in it."""

    def __init__(self, qtbot, folder: Path) -> None:
        self.ran: list[str] = []
        self.settings = SettingsStore(folder / "settings.json")
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        middle = QWidget()
        self.window.setCentralWidget(middle)
        layout = QVBoxLayout(middle)
        self.panels = [QWidget(), QWidget()]
        for panel in self.panels:
            panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            panel.setMinimumSize(80, 80)
            layout.addWidget(panel)
        self.field = QLineEdit(self.panels[0])
        self.bindings = Bindings(ACTIONS, self.settings, self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()

    def offer(self, panel: int, *names: str, possible: bool = True) -> None:
        commands = {
            name: Command(lambda n=name: self.ran.append(f"{panel}:{n}"), lambda: possible) for name in names
        }
        self.bindings.offer(commands, self.panels[panel])

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.window.focusWidget(), key, held)


@pytest.fixture
def room(qtbot, tmp_path: Path) -> Room:
    return Room(qtbot, tmp_path)


def test_no_two_actions_want_one_key_in_one_place():
    for given in ({}, *SETS):
        assert [(a.id, key, b.id) for a, key, b in Keymap(ACTIONS, given).clashes()] == []


def test_sets_from_other_programs_name_real_actions_and_real_keys():
    for given in SETS:
        keymap = Keymap(ACTIONS, given)
        assert set(given) <= set(ACTIONS)
        assert all(len(keymap.keys(name)) == len(keys) for name, keys in given.items())


def test_every_action_of_the_table_has_a_key_that_qt_knows_and_a_tooltip(room: Room):
    for row in ACTIONS.values():
        action = room.bindings.action(row.id)
        assert len(action.shortcuts()) == len(row.keys), row.id
        assert row.help in action.toolTip()
        assert not row.keys or QKeySequence(row.keys[0]).toString() in action.toolTip()


def test_menus_hold_every_row_in_table_order(room: Room):
    def names(menu: QMenu) -> list[str]:
        return [a.objectName() for a in menu.actions() if a.objectName()]

    bar = room.bindings.menu_bar()
    assert [a.text() for a in bar.actions()] == [
        "&File",
        "&Edit",
        "&Node",
        "&Timeline",
        "&Play",
        "&Generate",
        "&View",
        "&Help",
    ]
    edit = room.bindings.menu("Edit")
    assert names(edit) == [row.id for row in ACTIONS.values() if row.menu == "Edit"]
    below = [a.menu() for a in edit.actions() if a.menu() is not None]
    assert names(below[0]) == [row.id for row in ACTIONS.values() if row.menu == "Edit/Select"]


def test_a_key_runs_what_the_panel_with_the_keyboard_offers(room: Room):
    room.offer(0, "graph.bypass")
    room.offer(1, "graph.bypass")
    room.panels[0].setFocus()
    room.press(Qt.Key.Key_D)
    room.panels[1].setFocus()
    room.press(Qt.Key.Key_D)
    assert room.ran == ["0:graph.bypass", "1:graph.bypass"]


def test_a_menu_runs_the_panel_that_can_be_seen(room: Room):
    room.offer(0, "graph.bypass")
    room.offer(1, "graph.bypass")
    room.panels[1].hide()
    room.window.setFocus()
    room.bindings.action("graph.bypass").trigger()
    assert room.ran == ["0:graph.bypass"]


def test_a_menu_runs_the_panel_that_can_do_it_where_several_can_be_seen(room: Room):
    room.offer(0, "edit.duplicate")
    room.offer(1, "edit.duplicate", possible=False)
    assert room.bindings.run("edit.duplicate")
    room.panels[1].setFocus()
    assert not room.bindings.run("edit.duplicate")
    assert room.ran == ["0:edit.duplicate"]


def test_a_panel_key_does_nothing_outside_its_panel(room: Room):
    room.offer(0, "graph.bypass")
    room.panels[1].setFocus()
    room.press(Qt.Key.Key_D)
    assert room.ran == []


def test_typing_into_a_text_field_runs_no_key_of_a_panel(room: Room):
    room.offer(
        0,
        "graph.bypass",
        "graph.layout",
        "edit.duplicate",
        "edit.delete",
        "edit.paste_linked",
        "graph.view_1",
    )
    room.field.setFocus()
    QTest.keyClicks(room.field, "dl1")
    room.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    room.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    room.press(Qt.Key.Key_Backspace)
    assert room.ran == []
    assert room.field.text().startswith("dl")


def test_undo_in_a_text_field_is_the_fields_own(room: Room):
    room.bindings.offer({"edit.undo": Command(lambda: room.ran.append("undo")),
                         "edit.redo": Command(lambda: room.ran.append("redo"))})  # fmt: skip
    room.field.setFocus()
    QTest.keyClicks(room.field, "words")
    room.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert room.field.text() == ""
    room.press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert room.ran == []


def test_keys_of_the_whole_window_work_in_a_text_field_too(room: Room):
    room.bindings.offer({"file.save": Command(lambda: room.ran.append("save"))})
    room.field.setFocus()
    room.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert room.ran == ["save"]


def test_what_cannot_be_done_is_not_run_and_is_grey_in_an_open_menu(room: Room):
    room.offer(0, "graph.bypass", possible=False)
    room.panels[0].setFocus()
    room.press(Qt.Key.Key_D)
    assert room.ran == []
    menu = room.bindings.menu("Node")
    menu.aboutToShow.emit()
    assert not room.bindings.action("graph.bypass").isEnabled()
    menu.aboutToHide.emit()
    assert room.bindings.action("graph.bypass").isEnabled()


def test_the_key_of_what_cannot_be_done_says_what_is_missing(room: Room):
    said: list[str] = []
    room.bindings.refused.connect(said.append)
    name = next(row.id for row in ACTIONS.values() if row.panel and row.keys)
    room.bindings.offer(
        {name: Command(room.ran.clear, lambda: False, why=lambda: "Do this.")}, room.panels[0]
    )
    assert not room.bindings.run(name)
    room.offer(0, name, possible=False)
    assert not room.bindings.run(name)
    assert said == ["Do this."]


def test_a_key_works_again_as_soon_as_its_command_can_be_done(room: Room):
    possible = [False]
    room.bindings.offer(
        {"graph.bypass": Command(lambda: room.ran.append("bypass"), lambda: possible[0])}, room.panels[0]
    )
    room.panels[0].setFocus()
    room.press(Qt.Key.Key_D)
    possible[0] = True
    room.press(Qt.Key.Key_D)
    assert room.ran == ["bypass"]


def test_what_nobody_offers_is_grey(room: Room):
    room.bindings.refresh()
    assert not room.bindings.action("graph.mute").isEnabled()
    assert not room.bindings.can("graph.mute")
    assert not room.bindings.run("graph.mute")


def test_a_closed_panel_offers_nothing_any_more(room: Room):
    room.offer(0, "graph.bypass")
    room.bindings.withdraw(room.panels[0])
    room.panels[0].setFocus()
    room.press(Qt.Key.Key_D)
    assert room.ran == []
    room.offer(1, "graph.bypass")
    room.panels[1].deleteLater()
    QTest.qWait(10)
    assert not room.bindings.can("graph.bypass")


def test_toggles_show_what_is_on(room: Room):
    on = [False]

    def switch() -> None:
        on[0] = not on[0]

    room.bindings.offer({"view.minimap": Command(switch, checked=lambda: on[0])}, room.panels[0])
    assert not room.bindings.action("view.minimap").isChecked()
    assert room.bindings.run("view.minimap")
    assert room.bindings.action("view.minimap").isChecked()


def test_a_changed_key_works_at_once_and_the_old_one_no_more(room: Room):
    room.offer(0, "graph.bypass")
    room.settings.update(shortcuts={"graph.bypass": ("B",)})
    room.panels[0].setFocus()
    room.press(Qt.Key.Key_D)
    assert room.ran == []
    room.press(Qt.Key.Key_B)
    assert room.ran == ["0:graph.bypass"]
    assert "(B)" in room.bindings.action("graph.bypass").toolTip()


def test_keys_that_are_none_in_the_settings_are_left_out(room: Room):
    room.settings.update(shortcuts={"graph.bypass": ("no such key", "B"), "gone.action": ("X",)})
    assert [k.toString() for k in room.bindings.action("graph.bypass").shortcuts()] == ["B"]


def test_a_text_area_keeps_tab_and_enter(room: Room, qtbot):
    room.offer(0, "graph.add", "graph.edit")
    area = QPlainTextEdit(room.panels[0])
    area.show()
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Return)
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert room.ran == []
    assert area.toPlainText() == "\n\t"


def test_a_text_field_that_was_deleted_while_it_had_the_keyboard_is_forgotten(room: Room):
    room.offer(0, "graph.bypass")
    room.field.setFocus()
    room.field.deleteLater()
    QTest.qWait(10)
    room.panels[0].setFocus()
    room.press(Qt.Key.Key_D)
    assert room.ran == ["0:graph.bypass"]
