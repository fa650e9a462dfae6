"""The line that says which word the model does not know, with what it knows instead as buttons.

In: unknown words and what is near them. Out: `chosen`, a word and the phrase to put in its place. Part of the prompt
editor.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from engine.prompting import Entry, Span
from studio.flowing import FlowLayout
from studio.words import tr

MOST = 3
"""Phrases that are offered for a word."""


class StrangerRow(QWidget):
    """Shows one unknown word at a time; hidden while there is none."""

    chosen = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._span: Span | None = None
        self._near: tuple[str, ...] = ()
        air = QFontMetrics(self.font()).averageCharWidth()
        self._words = QLabel()
        self._words.setProperty("role", "dim")
        self._words.setWordWrap(True)
        self._flow = FlowLayout(max(air // 2, 2))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(max(air // 2, 2))
        layout.addWidget(self._words)
        layout.addLayout(self._flow)
        self.setStyleSheet("QToolButton { padding: 0.15em 0.6em; }")
        self._buttons: list[QToolButton] = []
        self.hide()

    @property
    def span(self) -> Span | None:
        """The word that is shown."""
        return self._span

    @property
    def near(self) -> tuple[str, ...]:
        """The phrases that are offered."""
        return self._near

    def show_word(self, span: Span | None, near: Sequence[Entry], others: int) -> None:
        """Say that the model does not know a word, and offer these; `others` is how many more there are."""
        self._span = span
        self.setVisible(span is not None)
        if span is None:
            return
        words = tr("The model does not know “{word}”.", word=span.text)
        if others:
            words += " " + (tr("(1 more)") if others == 1 else tr("({count} more)", count=others))
        self._words.setText(words)
        self._offer(tuple(entry.phrase for entry in near[:MOST]))

    def _offer(self, near: tuple[str, ...]) -> None:
        if near == self._near:
            return
        self._near = near
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(phrase) for phrase in near]
        for button in self._buttons:
            self._flow.addWidget(button)
            button.show()

    def _button(self, phrase: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("framed", True)
        button.setText(phrase)
        button.setToolTip(tr("Write “{phrase}” instead.", phrase=phrase))
        button.setAccessibleName(tr("Write “{phrase}” instead.", phrase=phrase))
        button.clicked.connect(lambda: self.chosen.emit(self._span, phrase))
        return button
