"""Small fields for the details of things on the timeline: a place or a length, a number, a choice, words.

In: a value to show, and what to do with another one. Out: calls with what was entered; what cannot be read is put back.
Used by `studio.timeline.details`.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QColor, QFocusEvent, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from studio.editors.sums import reckon
from studio.editors.unit_line import UnitLine
from studio.playing.timecode import read, told
from studio.theme import Look
from studio.words import tr

FINE = 1000
"""Parts of a frame that times beside the grid are kept to."""


class TimeLine(UnitLine):
    """A time, shown as a timecode: "1:12", "36f", "1.5s" and "+10" are read too; Up and Down move it by frames."""

    def __init__(self, look: Look, name: str, take: Callable[[Fraction], object]) -> None:
        super().__init__(look)
        self._take = take
        self._rate, self._seconds = Fraction(24), Fraction(0)
        self.setAccessibleName(name)
        self.setToolTip(tr("112 or 1:12, 36f, 1.5s or +10; Up and Down: a frame, with Shift ten"))
        self.show_digits(11)
        self.entered.connect(self._accept)
        self.nudged.connect(self._nudge)

    def show_time(self, seconds: Fraction, rate: Fraction) -> None:
        """Show a time of the film."""
        self._rate, self._seconds = rate, seconds
        self.hold(told(round(seconds * rate), rate))

    def _accept(self, text: str) -> None:
        frame = read(text, self._rate, round(self._seconds * self._rate))
        if frame is None:
            self.forget()
        else:
            self._take(Fraction(frame) / self._rate)

    def _nudge(self, steps: float) -> None:
        frames = round(steps) or (1 if steps > 0 else -1)
        self._take(self._seconds + Fraction(frames) / self._rate)


class NumberLine(UnitLine):
    """A number with a unit; sums may be typed. `step` is what Up and Down add."""

    def __init__(
        self, look: Look, name: str, unit: str, step: float, take: Callable[[float], object]
    ) -> None:
        super().__init__(look, unit)
        self._take, self._step, self._value = take, step, 0.0
        self.setAccessibleName(name)
        self.show_digits(5)
        self.entered.connect(self._accept)
        self.nudged.connect(lambda steps: self._take(round(self._value + steps * self._step, 3)))

    def show_number(self, value: float) -> None:
        """Show what it is."""
        self._value = value
        self.hold(f"{value:.2f}".rstrip("0").rstrip("."))

    def _accept(self, text: str) -> None:
        value = reckon(text.replace(",", "."))
        if value is None:
            self.forget()
        else:
            self._take(float(value))


class Choice(QComboBox):
    """One of a few values."""

    def __init__(
        self, name: str, values: Sequence[tuple[str, object]], take: Callable[[object], object],
        colours: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._values = [value for _, value in values]
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for words, value in values:
            if colours:
                side = self.fontMetrics().height()
                patch = QPixmap(side, side)
                patch.fill(QColor(str(value)))
                self.addItem(QIcon(patch), words)
            else:
                self.addItem(words)
        self.activated.connect(lambda index: take(self._values[index]))

    def show_value(self, value: object) -> None:
        """Show what it is; nothing for a value that is none of them."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(value) if value in self._values else -1)


class Words(QPlainTextEdit):
    """A few lines of text, taken when the keyboard leaves; Escape puts back what was there."""

    def __init__(self, name: str, lines: int, take: Callable[[str], object]) -> None:
        super().__init__()
        self._take, self._held = take, ""
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._one_line = lines == 1
        if self._one_line:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(
            round(self.fontMetrics().lineSpacing() * (lines + 0.4)) + 2 * self.frameWidth() + 8
        )

    def show_text(self, text: str) -> None:
        """Show what is held; what is being typed stays while that is the same as before."""
        if text != self._held or not self.document().isModified():
            self._held = text
            if text != self.toPlainText():
                self.setPlainText(text)
            self.document().setModified(False)

    def enter(self) -> None:
        """What was typed counts."""
        if self.document().isModified():
            self.document().setModified(False)
            text = self.toPlainText()
            if text != self._held:
                self._take(text)

    def _ends(self, event: QKeyEvent) -> bool:
        """Whether a key ended the typing: Enter in a field of one line, Escape in any."""
        if self._one_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
            return True
        if event.key() != Qt.Key.Key_Escape or not self.document().isModified():
            return False
        self.document().setModified(False)
        self.setPlainText(self._held)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._ends(event):
            super().keyPressEvent(event)
