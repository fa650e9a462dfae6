"""The moving preview in the viewer: the whole clip as the model sees it now, played in a circle at its own rate.

In: frames from the engine. Out: one image after another. With movement reduced the middle frame stands still. A newer
preview of the same length goes on where the last one was.
"""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtGui import QImage

from studio.theme import Look

FASTEST_MS = 16


class Motion(QObject):
    """Plays one clip. The frames stay where they are; each is converted when its turn comes."""

    shown = Signal(QImage)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._frames: object = None
        self._count = 0
        self._rate = 1.0
        self._since = QElapsedTimer()
        self._at = -1
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._next)
        look.changed.connect(self._again)

    @property
    def playing(self) -> bool:
        """Whether there is a clip."""
        return self._count > 0

    def play(self, frames: object, rate: float) -> None:
        """Play uint8 frames [T, H, W, 3] at `rate` frames per second from now on."""
        count = len(frames)  # type: ignore[arg-type]
        if count != self._count or not self._since.isValid():
            self._since.start()
        self._frames, self._count, self._rate, self._at = frames, count, rate, -1
        self._again()

    def stop(self) -> None:
        """Let go of the clip."""
        self._clock.stop()
        self._since.invalidate()
        self._frames, self._count, self._at = None, 0, -1

    def _again(self) -> None:
        if not self._count:
            return
        if self._look.reduce_motion or self._count == 1:
            self._clock.stop()
            self._show(self._count // 2)
            return
        self._clock.start(max(FASTEST_MS, round(1000 / self._rate)))
        self._next()

    def _next(self) -> None:
        frame = int(self._since.elapsed() / 1000 * self._rate) % self._count
        if frame != self._at:
            self._at = frame
            self._show(frame)

    def _show(self, number: int) -> None:
        import numpy as np

        pixels = np.ascontiguousarray(self._frames[number])  # type: ignore[index]
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
        self.shown.emit(image.convertToFormat(QImage.Format.Format_RGB32))
