"""Shows and changes every shortcut: one table to search, keys to add and take away, sets from other programs.

In: the action table and the keys in force. Out: the artist's changes, written to the settings once when the dialog is
accepted. A key that is taken is given away only after the dialog named who has it.
"""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.actions import Action
from studio.keys import (
    LIKE_BLENDER,
    LIKE_NUKE,
    LIKE_PREMIERE,
    LIKE_RESOLVE,
    LIKE_SHOTCUT,
    Keymap,
    native,
    portable,
)
from studio.settings import SettingsStore
from studio.words import tr

_ID = Qt.ItemDataRole.UserRole


class ShortcutDialog(QDialog):
    """The keys of every action, as they would be after OK."""

    def __init__(
        self, actions: Mapping[str, Action], settings: SettingsStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._actions, self._settings = actions, settings
        self.keymap = Keymap(actions, settings.value.shortcuts)
        self._taken = ""
        self.setWindowTitle(tr("Keyboard Shortcuts"))
        self.query = QLineEdit()
        self.query.setPlaceholderText(tr("Search by command or by key…"))
        self.query.setAccessibleName(tr("Search shortcuts"))
        self.query.setToolTip(tr("Shows only commands with these words or this key."))
        self.query.setClearButtonEnabled(True)
        self.query.textChanged.connect(self._filter)
        self.sets = self._sets()
        self.table = self._table()
        self.name = QLabel()
        self.name.setAccessibleName(tr("Chosen command"))
        self.held = QHBoxLayout()
        self.press = QKeySequenceEdit()
        self.press.setMaximumSequenceLength(1)
        self.press.setAccessibleName(tr("New key"))
        self.press.setToolTip(tr("Click here and press the keys; they are added to the chosen command."))
        self.press.editingFinished.connect(self._pressed)
        self.reset = QPushButton(tr("Reset"))
        self.reset.setToolTip(tr("Brings this command's own keys back."))
        self.reset.clicked.connect(self._reset)
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.take = QPushButton(tr("Use It Here"))
        self.take.setToolTip(tr("Takes the key away from the other command."))
        self.take.clicked.connect(self._take_over)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._fill()
        self.choose(next(iter(actions)))
        self.query.setFocus()

    @property
    def row(self) -> Action | None:
        """The chosen command."""
        item = self.table.currentItem()
        return self._actions[item.data(0, _ID)] if item is not None else None

    def accept(self) -> None:
        """Write the changes to the settings."""
        changed = {name: tuple(keys) for name, keys in self.keymap.overrides.items() if name in self._actions}
        self._settings.update(shortcuts=changed)
        super().accept()

    def sizeHint(self) -> QSize:
        """Room for the longest row and about twenty of them."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * 100, metrics.height() * 36)

    def choose(self, action: str) -> None:
        """Mark a command in the table."""
        self.table.setCurrentItem(self._items[action])

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _sets(self) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(tr("Sets of shortcuts"))
        box.setToolTip(tr("Changes all shortcuts to those that hands know from another program."))
        box.addItem(tr("Take over a set…"))
        for name, keys in (
            (tr("Shotloom's own"), {}),
            (tr("Like Nuke"), LIKE_NUKE),
            (tr("Like Blender"), LIKE_BLENDER),
            (tr("Like Premiere"), LIKE_PREMIERE),
            (tr("Like Resolve"), LIKE_RESOLVE),
            (tr("Like Shotcut"), LIKE_SHOTCUT),
        ):
            box.addItem(name, keys)
        box.activated.connect(self._take_set)
        return box

    def _table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setColumnCount(3)
        table.setHeaderLabels([tr("Command"), tr("Menu"), tr("Keys")])
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setAllColumnsShowFocus(True)
        table.setAccessibleName(tr("All shortcuts"))
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.header().setStretchLastSection(True)
        table.currentItemChanged.connect(self._show_row)
        table.itemActivated.connect(lambda *_: self.press.setFocus())
        self._items = {}
        for row in self._actions.values():
            where = " › ".join(tr(part) for part in row.menu.split("/"))
            item = QTreeWidgetItem([tr(row.text).rstrip("…"), where, ""])
            item.setData(0, _ID, row.id)
            item.setToolTip(0, tr(row.help))
            self._items[row.id] = item
        table.addTopLevelItems(list(self._items.values()))
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.query, 1)
        head.addWidget(self.sets)
        chosen = QHBoxLayout()
        chosen.addWidget(self.name)
        chosen.addLayout(self.held)
        chosen.addStretch(1)
        chosen.addWidget(QLabel(tr("New key:")))
        chosen.addWidget(self.press)
        chosen.addWidget(self.reset)
        trouble = QHBoxLayout()
        trouble.addWidget(self.trouble, 1)
        trouble.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(chosen)
        layout.addLayout(trouble)
        layout.addWidget(self.buttons)

    # -- what happens --------------------------------------------------------------------------------------------------

    def _become(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self._fill()
        self._show_row()

    def _fill(self) -> None:
        for name, item in self._items.items():
            keys = self.keymap.keys(name)
            item.setText(2, native(keys))
            font = item.font(2)
            font.setBold(self.keymap.changed(name))
            item.setFont(2, font)
        self._filter(self.query.text())

    def _filter(self, text: str) -> None:
        words = text.lower().split()
        for name, item in self._items.items():
            said = " ".join((item.text(0), item.text(1), item.text(2), *self.keymap.keys(name))).lower()
            item.setHidden(not all(word in said for word in words))

    def _show_row(self, *_: object) -> None:
        row = self.row
        self._complain("")
        while (held := self.held.takeAt(0)) is not None:
            button = held.widget()
            assert button is not None
            button.hide()
            button.deleteLater()
        if row is None:
            return
        self.name.setText(f"<b>{tr(row.text).rstrip('…')}</b>")
        for key in self.keymap.keys(row.id):
            button = QPushButton(f"{native((key,))}  ×")
            button.setAutoDefault(False)
            button.setToolTip(tr("Takes this key away."))
            button.setAccessibleName(tr("Take {key} away", key=native((key,))))
            button.clicked.connect(lambda _=False, k=key: self._drop(k))
            self.held.addWidget(button)
        self.reset.setEnabled(self.keymap.changed(row.id))

    def _drop(self, key: str) -> None:
        row = self.row
        if row is not None:
            self._become(self.keymap.with_keys(row.id, [k for k in self.keymap.keys(row.id) if k != key]))

    def _reset(self) -> None:
        row = self.row
        if row is not None:
            self._become(self.keymap.with_keys(row.id, row.keys))

    def _pressed(self) -> None:
        key = portable(self.press.keySequence().toString(QKeySequence.SequenceFormat.PortableText))
        row = self.row
        if row is None or not key:
            return
        self.press.clear()
        others = self.keymap.owners(key, row.id)
        if others:
            named = ", ".join(f"“{tr(other.text).rstrip('…')}”" for other in others)
            self._taken = key
            self._complain(tr("{key} already runs {commands}.", key=native((key,)), commands=named))
            self.take.setFocus()
        else:
            self._become(self.keymap.given(row.id, key))

    def _take_over(self) -> None:
        row = self.row
        if row is not None and self._taken:
            self._become(self.keymap.given(row.id, self._taken))

    def _take_set(self, number: int) -> None:
        keys = self.sets.itemData(number)
        self.sets.setCurrentIndex(0)
        if keys is not None:
            self._become(Keymap(self._actions, {name: tuple(given) for name, given in keys.items()}))

    def _complain(self, text: str) -> None:
        self.trouble.setText(text)
        self.take.setVisible(bool(text))
        if not text:
            self._taken = ""
