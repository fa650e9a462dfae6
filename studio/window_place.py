"""Where the window is: as it was left, or at first most of the screen; and never larger than the screen with its frame.

In: the window, the geometry that was kept. Out: the window's place. How wide the frame is that the system draws around
a window is known only a moment after it was shown. Called by the window.
"""

import base64

from PySide6.QtCore import QByteArray, QObject, QRect, QTimer
from PySide6.QtGui import QGuiApplication, QRegion
from PySide6.QtWidgets import QWidget

SMALL_SCREEN = 100
"""A screen narrower than this many lines of text are high is filled at the first start."""
FRAMED_MS = (0, 150, 600)
"""When the frame is looked at, after the window was shown: some systems take their time."""


class WindowPlace(QObject):
    """Puts a window in its place. Whoever gives it another size meanwhile is left alone."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._given = window.geometry()

    def restore(self, kept: str) -> None:
        """The place that was kept, else most of the screen."""
        window = self._window
        try:
            restored = bool(kept) and window.restoreGeometry(
                QByteArray(base64.b64decode(kept, validate=True))
            )
        except ValueError:
            restored = False
        if not restored:
            room = window.screen().availableGeometry()
            small = room.width() < SMALL_SCREEN * window.fontMetrics().height()
            window.resize(room.size() if small else room.size() * 0.85)
            window.move(room.center() - window.rect().center())
        self._given = window.geometry()

    def kept(self) -> str:
        """The place as it is kept."""
        return base64.b64encode(self._window.saveGeometry().data()).decode()

    def shown(self) -> None:
        """The window was shown: its frame comes."""
        for moment in FRAMED_MS:
            QTimer.singleShot(moment, self, self.fit)

    def fit(self) -> None:
        """Bring all of a window onto its screen of which a part, or a part of its frame, lies outside."""
        window = self._window
        if window.size() != self._given.size() or window.isMaximized() or window.isFullScreen():
            return
        frame, inner = window.frameGeometry(), window.geometry()
        seen = QRegion()
        for screen in QGuiApplication.screens():
            seen += screen.availableGeometry()
        if (QRegion(frame) - seen).isEmpty():
            return
        around = frame.size() - inner.size()
        wanted = fitted(frame, window.screen().availableGeometry())
        window.resize(wanted.size() - around)
        window.move(wanted.topLeft())
        self._given = window.geometry()


def fitted(frame: QRect, room: QRect) -> QRect:
    """A frame made as small as the room, and moved into it."""
    size = frame.size().boundedTo(room.size())
    left = max(room.left(), min(frame.left(), room.left() + room.width() - size.width()))
    top = max(room.top(), min(frame.top(), room.top() + room.height() - size.height()))
    return QRect(left, top, size.width(), size.height())
