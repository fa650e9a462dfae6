"""Taking hold of where the marked stretch begins or ends, in the bar below the picture.

In: frames under the pointer. Out: the mark follows; the picture shows its frame meanwhile, unless it plays, and that of
the playhead again afterwards. Escape leaves all as it was. Marks are no part of the document: nothing is to be undone.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from studio.playing.transport import Transport

Edge = Literal["in", "out"]


class MarkDrag(QObject):
    """From the press on; `close` it when the button goes up. `ended` is called when Escape ends it before."""

    def __init__(self, transport: Transport, edge: Edge, ended: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.edge = edge
        self._transport, self._ended = transport, ended
        self._before = (transport.mark_in, transport.mark_out)
        self._playhead = transport.frame
        self._looks = not transport.playing
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    @property
    def targets(self) -> Sequence[int]:
        """Frames that the mark likes to meet: where the playhead was."""
        return (self._playhead,)

    def to(self, frame: int) -> None:
        """The mark comes here, never beyond the other one."""
        transport = self._transport
        low, high = transport.mark_in, transport.mark_out
        last = transport.frames - 1
        if self.edge == "in":
            frame = max(0, min(frame, last if high is None else high))
            transport.set_marks(frame, high)
        else:
            frame = min(last, max(frame, low or 0))
            transport.set_marks(low, frame)
        if self._looks and not transport.playing:
            transport.go(frame)

    def close(self) -> None:
        """Let go: the mark stays, the playhead is where it was."""
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        if self._looks and not self._transport.playing:
            self._transport.go(self._playhead)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape is ours, whoever has the keyboard."""
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._give_up()
            return True
        return False

    def _give_up(self) -> None:
        self._transport.set_marks(*self._before)
        self.close()
        self._ended()
