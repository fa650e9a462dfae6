"""A slider for a number with a range: a thin track, the default as a mark on it, and a knob that jumps to a press.

In: the number to show. Out: numbers while it is dragged, and the end of the drag. A range of many steps is spread so
that small numbers get most of the way. Used by the editor of numbers.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from engine.params import FloatParam, IntParam
from studio.appearance import mixed
from studio.theme import Look

TICKS = 10_000
"""Positions of the knob as Qt counts them, for screen readers."""
MANY_STEPS = 300
"""A range of more steps than this is spread by its cube."""
TOO_MANY = 20_000
"""A range of more steps than this has no slider: no hand could set it."""


def slides(param: IntParam | FloatParam) -> bool:
    """Whether a slider helps to set a number of this range."""
    return 0 < _steps(param) <= TOO_MANY


def _steps(param: IntParam | FloatParam) -> float:
    return (param.high - param.low) / (param.step if isinstance(param, FloatParam) else 1)


class ValueSlider(QSlider):
    """Shows one number of a param's range."""

    moved = Signal(float)
    """A number under the pointer, on a whole step, or with Shift on a tenth of one."""
    released = Signal()
    """The pointer let go, or the keyboard went on."""
    nudged = Signal(float)
    """An arrow key: how many steps."""
    taken_back = Signal()

    def __init__(self, param: IntParam | FloatParam, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._param = param
        self._look = look
        self._power = 3.0 if _steps(param) > MANY_STEPS and param.low >= 0 else 1.0
        self._number: float | None = None
        self._dragged = False
        self.setRange(0, TICKS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_number(self, number: float | None) -> None:
        """Show a number; None where several nodes have different ones."""
        self._number = number
        blocked = self.blockSignals(True)
        self.setValue(round(TICKS * self._share(number)) if number is not None else 0)
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        """One line high."""
        em = self.fontMetrics().height()
        return QSize(5 * em, round(1.5 * em))

    def minimumSizeHint(self) -> QSize:
        """Short, but a slider still."""
        em = self.fontMetrics().height()
        return QSize(3 * em, round(1.5 * em))

    # -- hands ---------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The knob jumps to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged = True
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The knob follows the pointer."""
        if self._dragged:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The drag is over."""
        if self._dragged:
            self._dragged = False
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows nudge; Escape takes back."""
        if not self._pressed(event):
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What the arrow keys did is over."""
        super().focusOutEvent(event)
        self.released.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A list that scrolls must change nothing."""
        event.ignore()

    def _pressed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        ahead, back = (Qt.Key.Key_Right, Qt.Key.Key_Up), (Qt.Key.Key_Left, Qt.Key.Key_Down)
        far = 10.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        steps = {Qt.Key.Key_PageUp: 10.0, Qt.Key.Key_PageDown: -10.0}.get(key, 0.0)
        steps = far if key in ahead else -far if key in back else steps
        if steps:
            self.nudged.emit(steps)
        elif key == Qt.Key.Key_Home:
            self.moved.emit(float(self._param.low))
        elif key == Qt.Key.Key_End:
            self.moved.emit(float(self._param.high))
        elif key == Qt.Key.Key_Escape:
            self._dragged = False
            self.taken_back.emit()
        else:
            return False
        return True

    def _follow(self, event: QMouseEvent) -> None:
        left, right = self._ends()
        share = min(1.0, max(0.0, (event.position().x() - left) / max(1.0, right - left)))
        low, high = self._param.low, self._param.high
        number = low + (high - low) * share**self._power
        step = self._param.step if isinstance(self._param, FloatParam) else 1.0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and isinstance(self._param, FloatParam):
            step /= 10
        # Counted from 0, so that numbers come out round; the ends of the range can be reached all the same.
        number = min(max(round(round(number / step) * step, 6), low), high)
        self.moved.emit(high if share == 1.0 else low if share == 0.0 else number)

    # -- eyes ----------------------------------------------------------------------------------------------------------

    def _share(self, number: float) -> float:
        low, high = self._param.low, self._param.high
        share = (min(max(number, low), high) - low) / (high - low)
        return float(share ** (1 / self._power))

    def _ends(self) -> tuple[float, float]:
        radius = self.fontMetrics().height() * 0.42
        return radius, self.width() - radius

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, mark and knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme, em = self._look.theme, self.fontMetrics().height()
        left, right = self._ends()
        middle, thick, radius = self.height() / 2, em * 0.22, em * 0.36
        ink = theme.accent if self.isEnabled() else theme.dim
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, right - left, thick), thick / 2, thick / 2)
        usual = left + (right - left) * self._share(float(self._param.default))
        painter.setBrush(QColor(theme.dim))
        painter.drawRoundedRect(QRectF(usual - thick / 4, middle - em * 0.4, thick / 2, em * 0.8), 1, 1)
        if self._number is None:
            return
        at = left + (right - left) * self._share(self._number)
        painter.setBrush(QColor(ink))
        painter.drawRoundedRect(QRectF(left, middle - thick / 2, at - left, thick), thick / 2, thick / 2)
        ring = QColor(theme.text) if self.hasFocus() else mixed(theme.line, theme.text, 0.35)
        painter.setPen(QPen(ring, em * (0.14 if self.hasFocus() else 0.08)))
        painter.setBrush(QColor(ink if self.isEnabled() else theme.panel))
        painter.drawEllipse(QPointF(at, middle), radius, radius)
