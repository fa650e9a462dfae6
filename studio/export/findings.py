"""What is in the way of an export, and what is to be known of it, as short lines in place.

In: sentences. Out: what the artist reads. A part of the export dialogs.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from studio.icons import icon
from studio.theme import Look
from studio.words import tr

MOST = 4
"""Lines that are shown; the rest is counted."""


class Findings(QWidget):
    """Problems first, then notes; hidden where there are none."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._told: tuple[Sequence[str], Sequence[str]] = ((), ())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is said."""
        return (*self._told[0], *self._told[1])

    def tell(self, problems: Sequence[str], notes: Sequence[str]) -> None:
        """Say this in place of what was said before."""
        if (tuple(problems), tuple(notes)) == self._told and self.isVisible() == bool(problems or notes):
            return
        self._told = (tuple(problems), tuple(notes))
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        lines = [(text, True) for text in problems] + [(text, False) for text in notes]
        for row, (text, wrong) in enumerate(lines[:MOST]):
            self._add(row, text, wrong)
        if len(lines) > MOST:
            self._add(MOST, tr("and {count} more", count=len(lines) - MOST), False)
            self.setToolTip("\n".join(text for text, _ in lines))
        else:
            self.setToolTip("")
        self.setVisible(bool(lines))

    def _add(self, row: int, text: str, wrong: bool) -> None:
        mark = QLabel(self)
        size = self.fontMetrics().height()
        mark.setPixmap(icon("error" if wrong else "info", self._look).pixmap(size, size))
        said = QLabel(text, self)
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        said.setAccessibleName(text)
        self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(said, row, 1)
