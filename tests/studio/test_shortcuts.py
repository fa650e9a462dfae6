"""Shortcuts can be changed, never silently taken from one another, and always brought back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from studio.actions import ACTIONS
from studio.dialogs.shortcuts import ShortcutDialog
from studio.keys import LIKE_NUKE, Keymap
from studio.settings import SettingsStore

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def dialog(qtbot, settings: SettingsStore) -> ShortcutDialog:
    made = ShortcutDialog(ACTIONS, settings)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(dialog: ShortcutDialog, action: str, key: Qt.Key, held: Qt.KeyboardModifier = CONTROL) -> None:
    dialog.choose(action)
    dialog.press.setFocus()
    QTest.keyClick(dialog.press, key, held)


def ok(dialog: ShortcutDialog) -> None:
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def keys(settings: SettingsStore, action: str) -> tuple[str, ...]:
    return Keymap(ACTIONS, settings.value.shortcuts).keys(action)


def test_a_free_key_is_added_first_and_kept_on_ok(dialog: ShortcutDialog, settings: SettingsStore):
    press(dialog, "graph.bypass", Qt.Key.Key_B)
    assert keys(settings, "graph.bypass") == ("D",)
    ok(dialog)
    assert keys(settings, "graph.bypass") == ("Ctrl+B", "D")


def test_cancel_changes_nothing(dialog: ShortcutDialog, settings: SettingsStore):
    press(dialog, "graph.bypass", Qt.Key.Key_B)
    dialog.reject()
    assert settings.value.shortcuts == {}


def test_a_taken_key_names_who_has_it_and_is_not_taken(dialog: ShortcutDialog):
    press(dialog, "graph.bypass", Qt.Key.Key_D)
    assert "Duplicate" in dialog.trouble.text()
    assert dialog.keymap.keys("graph.bypass") == ("D",)
    assert dialog.keymap.keys("edit.duplicate") == ("Ctrl+D",)


def test_a_taken_key_changes_hands_when_asked_for(dialog: ShortcutDialog, settings: SettingsStore):
    press(dialog, "graph.bypass", Qt.Key.Key_D)
    QTest.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    ok(dialog)
    assert keys(settings, "graph.bypass") == ("Ctrl+D", "D")
    assert keys(settings, "edit.duplicate") == ()
    assert list(Keymap(ACTIONS, settings.value.shortcuts).clashes()) == []


def test_a_key_of_the_whole_window_clashes_with_a_panels(dialog: ShortcutDialog):
    press(dialog, "graph.bypass", Qt.Key.Key_S)
    assert "Save" in dialog.trouble.text()


def test_a_key_can_be_taken_away_and_brought_back(dialog: ShortcutDialog):
    dialog.choose("edit.redo")
    button = dialog.held.itemAt(1).widget()
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dialog.keymap.keys("edit.redo") == ("Ctrl+Shift+Z",)
    QTest.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
    assert dialog.keymap.keys("edit.redo") == ("Ctrl+Shift+Z", "Ctrl+Y")
    assert dialog.keymap.overrides == {}


def test_the_table_is_searched_by_words_and_by_keys(dialog: ShortcutDialog):
    def seen() -> list[str]:
        items = (dialog.table.topLevelItem(n) for n in range(dialog.table.topLevelItemCount()))
        return [item.text(0) for item in items if not item.isHidden()]

    assert len(seen()) == len(ACTIONS)
    QTest.keyClicks(dialog.query, "tidy")
    assert seen() == ["Tidy Up"]
    dialog.query.clear()
    QTest.keyClicks(dialog.query, "ctrl+shift+g")
    assert seen() == ["Ungroup", "Grab Still"]


def test_a_set_of_another_program_can_be_taken_over_and_left_again(dialog: ShortcutDialog):
    dialog.sets.activated.emit(2)
    assert dialog.keymap.keys("graph.rename") == LIKE_NUKE["graph.rename"]
    dialog.sets.activated.emit(1)
    assert dialog.keymap.overrides == {}


def test_changed_keys_show_in_the_table(dialog: ShortcutDialog):
    press(dialog, "graph.bypass", Qt.Key.Key_B)
    item = dialog.table.currentItem()
    assert item.text(2) == "Ctrl+B, D"
    assert item.font(2).bold()
