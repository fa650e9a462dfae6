"""A line for a number: its unit stands dim at its right end; keys and the wheel nudge it, sums may be typed.

In: text to show. Out: text that was entered, nudges in steps, and the wish to take a gesture back. Used by every editor
of numbers.
"""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from studio.theme import Look

INNER = 6
"""Pixels that Qt keeps free around the text of a line, and for the cursor."""
BIG, SMALL = 10.0, 0.1
"""How much further Shift, and how much less far Ctrl, nudges."""


class UnitLine(QLineEdit):
    """A line edit that knows what the document holds: only text that differs from it counts as typed."""

    entered = Signal(str)
    """Text was typed and the keyboard went on, or Enter was pressed."""
    nudged = Signal(float)
    """Up, Down or the wheel: how many steps."""
    left = Signal()
    """The keyboard went away, whether or not anything was typed."""
    restored = Signal()
    """What was typed is gone, and the field shows what is held."""
    taken_back = Signal()
    """Escape, with nothing typed."""

    def __init__(self, look: Look, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._held = ""
        self._digits = 0
        self.unit = ""
        self.set_unit(unit)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.returnPressed.connect(self._enter)

    def set_unit(self, unit: str) -> None:
        """Show another unit."""
        self.unit = unit
        room = self.fontMetrics().horizontalAdvance(f" {unit}") if unit else 0
        self.setTextMargins(0, 0, room, 0)
        if self._digits:
            self.show_digits(self._digits)

    def show_digits(self, count: int) -> None:
        """Never become narrower than so many digits and the unit, whatever size text has."""
        self._digits = count
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        digits = self.fontMetrics().horizontalAdvance("0" * count) + self.textMargins().right()
        inner = QSize(digits + INNER, self.fontMetrics().height())
        whole = self.style().sizeFromContents(QStyle.ContentsType.CT_LineEdit, option, inner, self)
        self.setMinimumWidth(whole.width())

    def hold(self, text: str) -> None:
        """Show what the document holds. What is being typed stays while that is the same as before."""
        if text != self._held or not self.isModified():
            self._held = text
            if text != self.text():
                chosen = self.hasFocus() and self.selectedText() == self.text()
                self.setText(text)
                if chosen:
                    self.selectAll()
            self.setModified(False)

    def forget(self) -> None:
        """Drop what was typed."""
        self.setText(self._held)
        self.restored.emit()

    @property
    def typed(self) -> bool:
        """Whether something else was typed than what is held."""
        return self.isModified() and self.text() != self._held

    def enter(self) -> None:
        """Hand over what was typed, if anything was."""
        if self.typed:
            self.entered.emit(self.text())
        elif self.isModified():
            self.setModified(False)
            self.restored.emit()

    def _enter(self) -> None:
        self.enter()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down nudge; Escape puts back what is held."""
        if not self._nudges(event) and not self._escapes(event):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel nudges, but only where the keyboard is: a list that scrolls must change nothing."""
        if not self._rolls(event):
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is handed over."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.enter()
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font wants other margins."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.set_unit(self.unit)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, then its unit."""
        super().paintEvent(event)
        if self.unit:
            self._paint_unit()

    def _paint_unit(self) -> None:
        painter = QPainter(self)
        theme = self._look.theme
        painter.setPen(self.palette().placeholderText().color() if self.isEnabled() else theme.dim)
        frame = self.fontMetrics().averageCharWidth() * 0.9
        room = self.rect().adjusted(0, 0, -round(frame), 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.unit)
        painter.end()

    def _nudges(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Up: 1.0, Qt.Key.Key_Down: -1.0}.get(Qt.Key(event.key()), 0.0)
        if not steps or self.isReadOnly():
            return False
        self.enter()
        self.nudged.emit(steps * factor(event.modifiers()))
        self.selectAll()
        return True

    def _escapes(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        if self.typed:
            self.forget()
            self.selectAll()
        else:
            self.setModified(False)
            self.taken_back.emit()
        return True

    def _rolls(self, event: QWheelEvent) -> bool:
        delta = event.angleDelta().y()
        if not self.hasFocus() or not delta or self.isReadOnly():
            return False
        self.enter()
        self.nudged.emit((1.0 if delta > 0 else -1.0) * factor(event.modifiers()))
        return True


def factor(held: Qt.KeyboardModifier) -> float:
    """How far a nudge goes while these keys are held."""
    if held & Qt.KeyboardModifier.ShiftModifier:
        return BIG
    return SMALL if held & Qt.KeyboardModifier.ControlModifier else 1.0
