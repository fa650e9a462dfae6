"""Search all commands of the window by name and run one: each with its keys, greyed where it cannot be done now.

In: the bindings. Out: the command is run, by the panel that had the keyboard before. The window owns one.
"""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from studio.actions import Action
from studio.bindings import Bindings
from studio.keys import native
from studio.search.popup import Popup
from studio.search.ranking import Entry, rank
from studio.search.rows import Row
from studio.theme import Look
from studio.words import tr

SIZE = (72, 15)
ITSELF = "view.commands"
RECENT = 5


class CommandPalette(QObject):
    """One popup over `window`."""

    def __init__(self, bindings: Bindings, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._bindings = bindings
        self.popup = Popup(look, window, tr("Search commands"))
        self.popup.line.setPlaceholderText(tr("What do you want to do?"))
        self.popup.typed.connect(self._search)
        self.popup.pointed.connect(self._explain)
        self.popup.taken.connect(self._run)
        bindings.ran.connect(self._remember)
        self._possible: frozenset[str] = frozenset()
        self._recent: list[Action] = []

    def open(self) -> None:
        """Show it. What can be done is asked now, while the panel that is meant still has the keyboard."""
        rows = self._bindings.rows.values()
        self._possible = frozenset(row.id for row in rows if self._bindings.can(row.id))
        self.popup.open(SIZE)

    def _search(self, text: str) -> None:
        actions = [row for row in self._bindings.rows.values() if row.id != ITSELF]
        if text.strip():
            found = rank(text, [_entry(row) for row in actions], self._recent)
            rows = [self._row(ranked.entry.item, ranked.places) for ranked in found]
            self.popup.show_rows(rows or [Row(tr("No command is called “{text}”", text=text))])
            return
        recent = [row for row in self._recent if row.id in self._possible]
        rows = [Row(tr("Recent")), *(self._row(row) for row in recent)] if recent else []
        for menu in dict.fromkeys(row.menu.split("/")[0] for row in actions):
            rows += [Row(tr(menu)), *(self._row(row) for row in actions if row.menu.split("/")[0] == menu)]
        self.popup.show_rows(rows)

    def _row(self, action: Action, places: tuple[int, ...] = ()) -> Row:
        keys = native(self._bindings.keymap.keys(action.id)[:2])
        where = " › ".join(tr(part) for part in action.menu.split("/"))
        note = f"{where}   {keys}" if keys else where
        return Row(tr(action.text), action, note, places, enabled=action.id in self._possible)

    def _explain(self, item: object) -> None:
        self.popup.say(tr(item.help) if isinstance(item, Action) else "")

    def _run(self, item: object) -> None:
        if isinstance(item, Action):
            self._bindings.run(item.id)

    def _remember(self, name: str) -> None:
        row = self._bindings.rows[name]
        if name != ITSELF:
            self._recent = [row, *(r for r in self._recent if r is not row)][:RECENT]


def _entry(row: Action) -> Entry[Action]:
    words = [(tr(part), 0.5) for part in row.menu.split("/") if part]
    words += [(row.text, 0.9)] if tr(row.text) != row.text else []
    return Entry(row, tr(row.text), (*words, (tr(row.help), 0.4)))
