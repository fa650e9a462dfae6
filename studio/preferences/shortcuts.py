"""The page about keys: what the artist changed, and the way to the table of all of them.

In: the action table, the settings. Out: the wish to see the table. A page of the preferences window.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem

from studio.actions import ACTIONS
from studio.keys import Keymap, native
from studio.preferences.page import PreferencesPage
from studio.settings import SettingsStore
from studio.words import tr


class ShortcutsPage(PreferencesPage):
    """Every key at a glance."""

    name = "shortcuts"
    wanted = Signal()
    """The table in which keys are changed is wanted."""

    def __init__(self, settings: SettingsStore) -> None:
        super().__init__(tr("Shortcuts"), settings)
        self.change = QPushButton(tr("Change Shortcuts…"))
        self.change.setAccessibleName(tr("Change shortcuts"))
        self.change.clicked.connect(self.wanted)
        self.told = self.add_row(tr("Keys"), self.change, tr("Search them, change them, or take over a set."))
        self.table = QTreeWidget()
        self.table.setColumnCount(2)
        self.table.setHeaderLabels([tr("Command"), tr("Keys")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAccessibleName(tr("Commands and their keys"))
        self.table.setToolTip(tr("A double click changes them; changed ones are bold."))
        self.table.itemActivated.connect(lambda *_: self.wanted.emit())
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.rows.insertWidget(self.rows.count() - 1, self.table, 1000)
        self._words += [tr(action.text) for action in ACTIONS.values()]
        self.follow()

    def follow(self) -> None:
        """Keys were changed, in the table or by a set."""
        super().follow()
        if not hasattr(self, "table"):
            return
        keymap = Keymap(ACTIONS, self.settings.value.shortcuts)
        self.table.clear()
        for name, action in ACTIONS.items():
            keys = keymap.keys(name)
            if not keys and not keymap.changed(name):
                continue
            item = QTreeWidgetItem([tr(action.text).rstrip("…"), native(keys)])
            item.setToolTip(0, tr(action.help))
            font = item.font(1)
            font.setBold(keymap.changed(name))
            item.setFont(1, font)
            self.table.addTopLevelItem(item)
