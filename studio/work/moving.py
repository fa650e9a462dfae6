"""Moving previews on nodes: the clip as the model sees it now, played in a circle while it is being made.

In: frames from the engine. Out: one picture after another in `Status`. One per open document; the frames it holds are
small, and go when the job is over.
"""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap

from studio.survey.pictures import SMALL, Pictures
from studio.survey.status import Place, Status
from studio.theme import Look

FASTEST_MS = 40
"""Time between two frames at least: a preview shows movement, the viewer shows every frame."""


class Moving(QObject):
    """Plays previews. With movement reduced the middle frame stands still."""

    def __init__(self, status: Status, pictures: Pictures, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self._pictures = pictures
        self._look = look
        self._clips: dict[Place, list[QPixmap]] = {}
        self._at = 0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._next)

    def play(self, place: Place, frames: object, rate: float) -> None:
        """Show a clip, uint8 [T, H, W, 3] at `rate` frames per second, on a node from now on."""
        import numpy as np

        pixels = np.ascontiguousarray(frames)
        assert pixels.ndim == 4, "a preview is a clip"
        _, height, width, _ = pixels.shape
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self._clips[place] = [
            QPixmap.fromImage(
                QImage(frame.data, width, height, 3 * width, QImage.Format.Format_RGB888).scaled(
                    SMALL, keep, smooth
                )
            )
            for frame in pixels
        ]
        if self._look.reduce_motion:
            self._status.picture(place, self._clips[place][len(self._clips[place]) // 2])
            return
        self._clock.setInterval(max(FASTEST_MS, round(1000 / rate)))
        if not self._clock.isActive():
            self._clock.start()
            self._next()

    def stop(self) -> None:
        """Show on every node what is there again."""
        self._clock.stop()
        places, self._clips = list(self._clips), {}
        for place in places:
            self._pictures.restore(place)

    def _next(self) -> None:
        self._at += 1
        for place, clip in self._clips.items():
            self._status.picture(place, clip[self._at % len(clip)])
