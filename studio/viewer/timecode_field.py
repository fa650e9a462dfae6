"""The field with the playhead's place: reads as timecode, takes digits, frames, seconds and +20 as well.

In: a transport. Out: the playhead goes where was typed. Used by the transport bar.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from studio.playing.timecode import read, told
from studio.playing.transport import Transport
from studio.theme import Look
from studio.words import tr


class TimecodeField(QLineEdit):
    """Follows the playhead until somebody types; Return goes there, Escape gives up. What is no place stays marked."""

    left = Signal()
    """Typing is over: the picture should have the keyboard."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._transport: Transport | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(tr("Place of the playhead"))
        self.setToolTip(
            tr(
                "Where the playhead stands. Type a place (112 or 1:12, 96f, 4.5s) or how far to go (+20, -2s), then "
                "Return. Digits alone are frames, seconds, minutes from the right."
            )
        )
        self.returnPressed.connect(self._go)
        self.textEdited.connect(lambda _: self._mark(True))
        self._fit()

    def follow(self, transport: Transport) -> None:
        """Show the place of this playhead from now on."""
        if self._transport is not None:
            self._transport.moved.disconnect(self._moved)
            self._transport.reel_changed.disconnect(self._moved)
        self._transport = transport
        transport.moved.connect(self._moved)
        transport.reel_changed.connect(self._moved)
        self.show_place()

    def show_place(self) -> None:
        """Read as the playhead stands, whatever was typed."""
        if self._transport is not None:
            self.setText(told(self._transport.frame, self._transport.rate))
            self.setModified(False)
            self._mark(True)

    def _moved(self, *_: object) -> None:
        if not self.isModified():
            self.show_place()
            if self.hasFocus():
                self.selectAll()

    def _go(self) -> None:
        if self._transport is None:
            return
        frame = read(self.text(), self._transport.rate, self._transport.frame)
        if frame is None:
            self._mark(False)
            return
        self.setModified(False)
        self._transport.go(frame)
        self.show_place()
        self.left.emit()
        if frame > self._transport.frame:
            said = tr("It ends here: there are {count} frames.", count=self._transport.frames)
            QToolTip.showText(self.mapToGlobal(self.rect().topLeft()), said, self)

    def _mark(self, good: bool) -> None:
        """A field with what is no place is outlined, and says so."""
        self.setAccessibleDescription("" if good else tr("This is no place in a film."))
        self.setStyleSheet("" if good else f"border: 1px solid {self._look.theme.error}")

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setFixedWidth(metrics.horizontalAdvance("00:00:00:000") + metrics.height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """All of it is selected: typing begins anew."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was not confirmed counts for nothing."""
        super().focusOutEvent(event)
        self.show_place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click selects all, as the keyboard does."""
        super().mouseReleaseEvent(event)
        if not self.isModified() and not self.hasSelectedText():
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up, and the panel has the keyboard again."""
        if event.key() == Qt.Key.Key_Escape:
            self.show_place()
            self.left.emit()
        else:
            super().keyPressEvent(event)
