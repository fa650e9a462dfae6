"""Moving previews on nodes: the clip as the model sees it now, played in a circle while it is being made.

In: frames from the engine. Out: one picture after another in `Status`. One per open document; the frames it holds are
small, and go when the job is over. A frame becomes a picture when it is first shown, so that a clip of a minute holds
up the window no longer than a short one.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap

from studio.survey.pictures import SMALL, Pictures
from studio.survey.status import Place, Status
from studio.theme import Look

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 48
"""Frames that a preview shows; of a longer clip every second, third, ... frame, at the same speed."""
STILL = QSize(160, 160)
"""Pixels of the picture that stands for a preview in a list."""
FASTEST_MS = 40
"""Time between two frames at least: a preview shows movement, the viewer shows every frame."""


class Clip:
    """Frames, uint8 [T, H, W, 3], that become pictures of at most `limit` one by one. `interval` is in milliseconds."""

    def __init__(self, frames: object, rate: float, limit: QSize = SMALL) -> None:
        import numpy as np

        pixels = np.asarray(frames)
        assert pixels.ndim == 4, "a preview is a clip"
        stride = -(-len(pixels) // MOST)
        self._frames: NDArray[Any] = pixels[::stride]
        self._limit = limit
        self._pictures: dict[int, QPixmap] = {}
        self.interval = max(FASTEST_MS, round(1000 * stride / rate))

    @property
    def middle(self) -> QPixmap:
        """The picture that stands for all."""
        return self.at(len(self._frames) // 2)

    def at(self, moment: int) -> QPixmap:
        """The picture of a moment; moments go round."""
        index = moment % len(self._frames)
        if index not in self._pictures:
            self._pictures[index] = _picture(self._frames[index], self._limit)
        return self._pictures[index]


def _picture(frame: "NDArray[Any]", limit: QSize) -> QPixmap:
    import numpy as np

    pixels = np.ascontiguousarray(frame)
    height, width, _ = pixels.shape
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return QPixmap.fromImage(image.scaled(limit, keep, smooth))


class Moving(QObject):
    """Plays previews. With movement reduced the middle frame stands still."""

    def __init__(self, status: Status, pictures: Pictures, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._status = status
        self._pictures = pictures
        self._look = look
        self._clips: dict[Place, Clip] = {}
        self._at = 0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._next)

    def play(self, place: Place, frames: object, rate: float) -> None:
        """Show a clip, uint8 [T, H, W, 3] at `rate` frames per second, on a node from now on."""
        clip = self._clips[place] = Clip(frames, rate)
        if self._look.reduce_motion:
            self._status.picture(place, clip.middle)
            return
        self._clock.setInterval(clip.interval)
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
            self._status.picture(place, clip.at(self._at))
