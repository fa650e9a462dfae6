"""The label of a row: a param's name, brighter while its value differs from the default; a number is dragged by it.

In: text. Out: how far it was dragged, in steps. Shift goes ten times as far, Ctrl a tenth, as for every nudge.
"""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.editors.editor import Around


class RowLabel(QWidget):
    """The name of a param, brighter while it differs from the default; dragging it changes a number."""

    scrubbed = Signal(float)
    scrub_over = Signal()

    def __init__(self, text: str, around: Around, *, scrubs: bool) -> None:
        super().__init__()
        self.text = text
        self._around = around
        self._marked = False
        self._scrubs = scrubs
        self._from: QPoint | None = None
        self._moved = False
        if scrubs:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def mark(self, on: bool) -> None:
        """Show whether the value differs from the default."""
        if on is not self._marked:
            self._marked = on
            self.update()

    def sizeHint(self) -> QSize:
        """As high as a field."""
        em = self.fontMetrics().height()
        return QSize(self.fontMetrics().horizontalAdvance(self.text) + em, round(1.7 * em))

    def minimumSizeHint(self) -> QSize:
        """The text is shortened where there is no room."""
        em = self.fontMetrics().height()
        return QSize(2 * em, round(1.7 * em))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, brighter while the value differs."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme = self._around.look.theme
        painter.setPen(QColor(theme.text if self._marked else theme.dim))
        shown = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin."""
        if self._scrubs and event.button() == Qt.MouseButton.LeftButton:
            self._from, self._moved = event.globalPosition().toPoint(), False
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The drag goes on."""
        if self._from is not None:
            self._drag(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag is over."""
        if self._from is not None:
            self._from = None
            if self._moved:
                self.scrub_over.emit()

    def _drag(self, event: QMouseEvent) -> None:
        assert self._from is not None
        em = self.fontMetrics().height()
        far = (event.globalPosition().toPoint() - self._from).x()
        self._moved = self._moved or abs(far) >= em // 4
        if self._moved:
            held = event.modifiers()
            steps = far / (em / 2)
            fine = bool(held & Qt.KeyboardModifier.ControlModifier)
            if held & Qt.KeyboardModifier.ShiftModifier:
                steps *= 10
            self.scrubbed.emit(round(steps) / 10 if fine else float(round(steps)))
