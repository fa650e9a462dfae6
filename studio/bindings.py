"""From rows of the action table to menus, shortcuts and tooltips: one QAction per row, run by the panel that offers it.

In: the table, the artist's keys from the settings, and what panels offer as `Command`s. Out: QActions, menus and the
menu bar. Made once by the window. A focused text field wins over every key that belongs to a panel.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from studio.actions import Action, Command
from studio.keys import Keymap, native
from studio.words import tr

if TYPE_CHECKING:
    from studio.settings import SettingsStore


_OWN_IN_TEXT = ("edit.undo", "edit.redo")


@dataclass(frozen=True, slots=True)
class _Offer:
    """What one panel can do; without a widget it works everywhere in the window."""

    commands: Mapping[str, Command]
    widget: QWidget | None


class Bindings(QObject):
    """The QActions of one window.

    Several panels may offer one action (the graph editors of several tabs): the one with the keyboard runs it, else
    one that can be seen and can do it now.
    """

    changed = Signal()
    """Keys or words changed."""
    about_to_run = Signal(str)
    """A command is about to run, by its action id: what is being typed should count."""
    ran = Signal(str)
    """A command was run, by its action id."""
    refused = Signal(str)
    """What is missing for a command whose key was pressed."""

    def __init__(self, actions: Mapping[str, Action], settings: "SettingsStore", window: QWidget) -> None:
        super().__init__(window)
        self.rows = actions
        self._settings = settings
        self._window = window
        self._offers: list[_Offer] = []
        self._made: dict[str, QAction] = {}
        self._read: dict[str, tuple[str, ...]] = {}
        self._guard = _TextGuard(self)
        for row in actions.values():
            self._made[row.id] = self._make(row)
        self.retranslate()
        settings.changed.connect(self._follow)

    # -- what panels and the window ask --------------------------------------------------------------------------------

    @property
    def keymap(self) -> Keymap:
        """The keys in force."""
        return Keymap(self.rows, self._settings.value.shortcuts)

    def action(self, action: str) -> QAction:
        """The QAction of a row."""
        return self._made[action]

    def offer(self, commands: Mapping[str, Command], widget: QWidget | None = None) -> None:
        """Join what a panel can do; the keys of panel rows work while `widget` or something in it has the keyboard.

        A panel that offers again replaces what it offered. The offer ends with the widget, or with `withdraw`.
        """
        self.withdraw(widget)
        offer = _Offer(dict(commands), widget)
        self._offers.append(offer)
        if widget is not None:
            widget.addActions([self._made[name] for name in commands if self.rows[name].panel])
            widget.destroyed.connect(lambda: self._forget(offer))
        self.refresh()

    def withdraw(self, widget: QWidget | None) -> None:
        """Take back what a panel offered (a closed tab)."""
        for offer in [o for o in self._offers if o.widget is widget]:
            self._forget(offer)
            if widget is not None:
                for name in offer.commands:
                    widget.removeAction(self._made[name])

    def can(self, action: str) -> bool:
        """Whether the command can be run now."""
        command = self.command(action)
        return command is not None and command.enabled()

    def run(self, action: str) -> bool:
        """Run a command if it can be run now, and say whether it was."""
        command = self.command(action)
        if command is None or not command.enabled():
            if command is not None and (why := command.why()):
                self.refused.emit(why)
            self.refresh()
            return False
        self.about_to_run.emit(action)
        command.run()
        self.refresh()
        self.ran.emit(action)
        return True

    def command(self, action: str) -> Command | None:
        """What would run now: the offer of the panel with the keyboard, else of one that can be seen and can do it."""
        holder = QApplication.focusWidget()
        best, rank = None, -1
        for offer in self._offers:
            command = offer.commands.get(action)
            if command is None:
                continue
            found = 1
            if offer.widget is not None:
                if not offer.widget.isVisibleTo(self._window):
                    continue
                near = holder is not None and (holder is offer.widget or offer.widget.isAncestorOf(holder))
                found = 2 if near else 0
            if found > rank or (found == rank and (best is None or command.enabled() or not best.enabled())):
                best, rank = command, found
        return best

    def refresh(self) -> None:
        """Bring check marks, and what is offered at all, up to date.

        Keys stay alive while a command is only impossible for the moment: whether it can be done is asked when it is
        run. Menus grey it out while they are open.
        """
        for name, action in self._made.items():
            self._show(name, action, self.command(name))

    def retranslate(self) -> None:
        """Read every row again: words and keys."""
        for name, action in self._made.items():
            row = self.rows[name]
            action.setText(tr(row.text))
            action.setIconText(tr(row.text).rstrip("…"))
            action.setStatusTip(tr(row.help))
        self._read_keys()

    # -- menus ---------------------------------------------------------------------------------------------------------

    def menu_bar(self) -> QMenuBar:
        """A menu bar with every menu of the table, in its order."""
        bar = QMenuBar(self._window)
        bar.setAccessibleName(tr("Main menu"))
        for title in dict.fromkeys(row.menu.split("/")[0] for row in self.rows.values() if row.menu):
            bar.addMenu(self.menu(title, bar))
        return bar

    def menu(self, path: str, parent: QWidget | None = None) -> QMenu:
        """A fresh menu of a path such as "Node" or "Edit/Select", with its submenus where their first row stands."""
        title = tr(path.split("/")[-1])
        menu = QMenu(title if "/" in path else f"&{title}", parent or self._window)
        menu.setAccessibleName(title)
        menu.setToolTipsVisible(True)
        below: dict[str, QMenu] = {}
        for row in self.rows.values():
            if row.menu == path:
                if row.line and not menu.isEmpty():
                    menu.addSeparator()
                menu.addAction(self._made[row.id])
            elif row.menu.startswith(f"{path}/") and row.menu not in below:
                below[row.menu] = self.menu(row.menu, menu)
                menu.addMenu(below[row.menu])
        self.watch(menu)
        return menu

    def watch(self, menu: QMenu) -> None:
        """Grey out what cannot be done while a menu is open, also one that a panel put together from `action`s."""
        menu.aboutToShow.connect(lambda: self._grey(menu))
        menu.aboutToHide.connect(self.refresh)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _make(self, row: Action) -> QAction:
        action = QAction(self)
        action.setObjectName(row.id)
        action.setCheckable(row.toggle)
        action.setEnabled(False)
        if row.panel:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        action.triggered.connect(lambda _=False, name=row.id: self.run(name))
        return action

    def _follow(self) -> None:
        if self._settings.value.shortcuts != self._read:
            self._read_keys()

    def _read_keys(self) -> None:
        keymap = self.keymap
        self._read = dict(self._settings.value.shortcuts)
        for name, action in self._made.items():
            keys = keymap.keys(name)
            action.setShortcuts([QKeySequence(key) for key in keys])
            shown = f" ({native(keys[:1])})" if keys else ""
            row = self.rows[name]
            action.setToolTip(f"{tr(row.text).rstrip('…')}{shown}\n{tr(row.help)}")
        self.changed.emit()

    def _grey(self, menu: QMenu) -> None:
        for action in menu.actions():
            name = action.objectName()
            if name in self._made:
                command = self.command(name)
                self._show(name, action, command)
                action.setEnabled(command is not None and command.enabled())

    def _show(self, name: str, action: QAction, command: Command | None) -> None:
        action.setEnabled(command is not None)
        if self.rows[name].toggle:
            action.setChecked(command is not None and command.checked())

    def _forget(self, offer: _Offer) -> None:
        self._offers = [o for o in self._offers if o is not offer]

    def yielding_keys(self) -> Iterator[QKeySequence]:
        """Every key that a text field wins over: those of panels, and undo, of which it has its own."""
        for name, action in self._made.items():
            if self.rows[name].panel or name in _OWN_IN_TEXT:
                yield from action.shortcuts()


class _TextGuard(QObject):
    """Keeps the keys of panels away from a text field while it has the keyboard."""

    def __init__(self, bindings: Bindings) -> None:
        super().__init__(bindings)
        self._bindings = bindings
        self._field: QWidget | None = None
        application = QApplication.instance()
        assert isinstance(application, QApplication), "bindings need an application"
        application.focusChanged.connect(self._watch)

    def _watch(self, _: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = now if now is not None and takes_text(now) else None
        if self._field is not None:
            self._field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept the question whether the field wants a key before any shortcut sees it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if any(pressed == key for key in self._bindings.yielding_keys()) or _types(event):
                event.accept()
                return True
        return False


def takes_text(widget: QWidget) -> bool:
    """Whether typing goes into this widget."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox):
        return not (hasattr(widget, "isReadOnly") and widget.isReadOnly())
    return isinstance(widget, QComboBox) and widget.isEditable()


def _types(event: QKeyEvent) -> bool:
    """Whether the key writes a character."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return held == Qt.KeyboardModifier.NoModifier and event.text().isprintable() and bool(event.text())
