"""A line of text below an editor that wraps, and is always as high as its words need.

In: text. Out: a label. Used by the rows of the inspector. Layouts within layouts hand out heights by widths that a
label does not get in the end, which cuts words off: this one asks for its height itself, once it knows its width.
"""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel


class Told(QLabel):
    """A quiet line, hidden at first; `name` is what style sheets call it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "dim")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.hide()

    def tell(self, text: str) -> None:
        """Say this."""
        self.setText(text)
        self._fit()

    def _fit(self) -> None:
        need = self.heightForWidth(self.width())
        if need > 0 and need != self.minimumHeight():
            self.setFixedHeight(need)

    def hasHeightForWidth(self) -> bool:
        """Its height is fixed, again with every width."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other lines."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """So may another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
