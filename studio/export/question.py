"""The question in place before a file is written over: replace it, or keep both.

In: what is there already. Out: one of two deeds, or none. A part of the export dialogs.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from studio.words import tr


class Question(QWidget):
    """A line with buttons, in the place of `instead`, which is hidden meanwhile; hidden until something is asked."""

    dismissed = Signal()
    """The artist would rather change something first."""

    def __init__(self, instead: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._instead = instead
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.replace = self._button(tr("Replace"), tr("Writes the new one in its place."))
        self.keep = self._button(tr("Keep Both"), tr("Writes the new one under another name beside it."))
        self.back = self._button(tr("Back"), tr("Writes nothing yet."))
        self._deeds: tuple[Callable[[], object], Callable[[], object]] = (lambda: None, lambda: None)
        self.replace.clicked.connect(lambda _=False: self._answer(0))
        self.keep.clicked.connect(lambda _=False: self._answer(1))
        self.back.clicked.connect(lambda _=False: self.dismissed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.keep)
        row.addWidget(self.replace)
        row.addWidget(self.back)
        self.hide()

    def ask(self, text: str, replace: Callable[[], object], keep: Callable[[], object]) -> None:
        """Ask; the keyboard is on the answer that loses nothing."""
        self._deeds = (replace, keep)
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self._instead.hide()
        self.show()
        self.keep.setFocus()

    def put_away(self) -> None:
        """Something else is chosen: the question is no longer so."""
        self.hide()
        self._instead.show()

    def _answer(self, which: int) -> None:
        self.hide()
        self._deeds[which]()

    def _button(self, text: str, help: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setToolTip(help)
        made.setAccessibleName(text)
        made.setAutoDefault(False)
        return made
