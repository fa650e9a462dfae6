"""A label of one line that gives way to a narrow panel by an ellipsis; the whole of it is in the tooltip.

In: text. Out: what fits of it. Used by panels whose width the artist chooses.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class OneLine(QLabel):
    """Any text; a newline counts as a blank."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        """What would be shown with room enough."""
        return self._whole

    def show_text(self, text: str, help: str = "") -> None:
        """Show this; `help` stands below it in the tooltip."""
        self._whole = " ".join(text.split())
        self.setToolTip("\n".join(part for part in (text, help) if part))
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        """The room that the whole text would like."""
        metrics = QFontMetrics(self.font())
        return QSize(
            metrics.horizontalAdvance(self._whole) + metrics.height() // 2, super().sizeHint().height()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Asked by Qt."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.contentsRect().width())
        self.setText(QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, room))
