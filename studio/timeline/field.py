"""Typing in place: the words of a cue, the name of a marker, right where they stand on the timeline.

In: a box or marker. Out: one edit when the keyboard leaves or Enter is pressed; Esc leaves everything as it was.
"""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from engine import placing
from engine.errors import InputError
from engine.tracks import Cue, Marker
from studio.cut_names import cut_step
from studio.timeline.sight import Sight
from studio.timeline.table import CuttingTable
from studio.words import tr

WIDEST, NARROWEST = 26, 12
"""Lines of text that the field is wide."""


class WordsField(QPlainTextEdit):
    """One field over the tracks, for one cue or marker at a time. Shift+Enter begins a new line."""

    def __init__(self, table: CuttingTable, sight: Sight, parent: QWidget) -> None:
        super().__init__(parent)
        self._table, self._sight = table, sight
        self._entry = ""
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Words"))
        self.setToolTip(
            tr("Enter keeps the words, Shift+Enter begins a new line, Esc leaves them as they were.")
        )
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is being typed."""
        return bool(self._entry)

    def open(self, entry: str) -> None:
        """Type the words of a cue or the name of a marker."""
        self.keep()
        try:
            found = placing.find(self._table.timeline, entry)
        except InputError:
            return
        if not isinstance(found, Cue | Marker):
            return
        self._entry = entry
        self.setPlainText(found.text if isinstance(found, Cue) else found.name)
        policy = Qt.ScrollBarPolicy
        several = isinstance(found, Cue)
        self.setVerticalScrollBarPolicy(policy.ScrollBarAsNeeded if several else policy.ScrollBarAlwaysOff)
        self.setGeometry(self._place(entry))
        self.selectAll()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def stay(self) -> None:
        """The view looks elsewhere, or the lanes lie otherwise: the field goes along with what it is about, as far as
        that is in sight.
        """
        layout = self._table.layout
        if self._entry in layout.blocks or (self._entry and layout.flag(self._entry) is not None):
            self.setGeometry(self._place(self._entry))
        elif self._entry:
            # It is gone, and with it what its words were about.
            self.drop()

    def keep(self) -> None:
        """What was typed counts."""
        entry, self._entry = self._entry, ""
        if not entry:
            return
        text = self.toPlainText().strip()
        self._close()
        document = self._table.document
        try:
            found = placing.find(document.timeline, entry)
        except InputError:
            return
        if isinstance(found, Cue) and text and text != found.text:
            name = cut_step(document, self._table.faces, "text", (entry,))
            self._table.edit(name, lambda t: placing.change(t, entry, text=text))
        elif isinstance(found, Marker) and text != found.name:
            name = cut_step(document, self._table.faces, "marker", (entry,))
            self._table.edit(name, lambda t: placing.change(t, entry, name=" ".join(text.split())))

    def drop(self) -> None:
        """Leave everything as it was."""
        self._entry = ""
        self._close()

    def _ended(self, event: QKeyEvent) -> bool:
        """Whether a key ended the typing."""
        if event.key() == Qt.Key.Key_Escape:
            self.drop()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _shifted(event):
            self.keep()
        return not self.is_open

    def _close(self) -> None:
        held = self.hasFocus()
        self.hide()
        parent = self.parentWidget()
        if held and parent is not None:
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self, entry: str) -> QRect:
        sight, line = self._sight, round(self._sight.line)
        several = entry in self._table.layout.blocks
        block, flag = self._table.layout.blocks.get(entry), self._table.layout.flag(entry)
        frame = block.start if block is not None else flag.frame if flag is not None else 0.0
        top = sight.ruler
        for row in sight.rows:
            if block is not None and block in self._table.layout.lanes[row.lane].blocks:
                top = row.top
        wide = NARROWEST * line
        if block is not None:
            wide = min(max(round((block.stop - block.start) * sight.zoom), wide), WIDEST * line)
        left = min(max(round(sight.x(frame)), 2), max(sight.width - wide - 2, 2))
        high = round(line * (3.2 if several else 1.9))
        return QRect(left, round(min(top, sight.height - high - 2)), wide, high)

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._ended(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def event(self, event: QEvent) -> bool:
        own = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() in own:
            event.accept()
            return True
        return super().event(event)


def _shifted(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
