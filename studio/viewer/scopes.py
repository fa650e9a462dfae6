"""The scopes below the picture: a waveform of its brightness from left to right, and a histogram of its colours.

In: pictures that come to the viewer. Out: drawings; measuring happens beside the window, of the newest picture only.
Made by the viewer panel when they are first asked for.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.errands import Errands
from studio.theme import Look
from studio.words import tr

if TYPE_CHECKING:
    from engine.media.frames import Frames
    from engine.media.scopes import Scopes

INKS = ("#ff5a5a", "#4fd06a", "#5a8bff", "#e6e6e6")
"""Red, green, blue and brightness, on the dark ground that scopes have in every theme."""
GROUND, LINES, WORDS = "#101011", "#3a3a3e", "#b4b4ba"


class ScopesView(QWidget):
    """Both scopes side by side; dark in every theme, since they measure light."""

    def __init__(self, errands: Errands, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._errands, self._look = errands, look
        self._scopes: Scopes | None = None
        self._wave: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(tr("Scopes"))
        self.setToolTip(
            tr("Left: brightness from left to right of the picture. Right: how often each level occurs.")
        )

    def look_at(self, picture: object) -> None:
        """Measure a picture (uint8 [H, W, 3], or a QImage), unless a newer one comes first."""
        if not self.isVisible():
            return

        def measured() -> "Scopes":
            from engine.media.scopes import measure

            return measure(_pixels(picture))

        self._errands.run(
            measured, self._show, key=f"scopes {id(self)}", first=True, failed=lambda _: None, host=self
        )

    def _show(self, scopes: "Scopes") -> None:
        import numpy as np

        self._scopes = scopes
        # Rare levels are to be seen too: the root lifts them, and nothing that is there is darker than a quarter.
        lifted = np.where(scopes.waveform > 0, 0.25 + 0.75 * np.sqrt(scopes.waveform), 0)
        strength = (lifted * 255).astype(np.uint8)
        height, width = strength.shape
        pixels = np.zeros((height, width, 4), np.uint8)
        pixels[..., :3] = (strength[..., None] * np.array([0.78, 1.0, 0.86])).astype(np.uint8)
        pixels[..., 3] = 255
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_RGBX8888)
        self._wave = image.copy()
        black, white = scopes.clipped
        self.setAccessibleDescription(
            tr("{black} % black, {white} % white", black=round(black * 100), white=round(white * 100))
        )
        self.update()

    def sizeHint(self) -> QSize:
        """A few lines high."""
        em = self.fontMetrics().height()
        return QSize(em * 16, em * 6)

    def minimumSizeHint(self) -> QSize:
        """Still to be read."""
        em = self.fontMetrics().height()
        return QSize(em * 8, em * 3)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Waveform left, histogram right."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        painter.fillRect(self.rect(), QColor(self._look.theme.panel))
        gap = self.fontMetrics().height() / 3
        half = (self.width() - 3 * gap) / 2
        left = QRectF(gap, gap / 2, half, self.height() - gap)
        right = left.translated(half + gap, 0)
        for place in (left, right):
            painter.fillRect(place, QColor(GROUND))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._wave is not None:
            painter.drawImage(left, self._wave)
        self._scale(painter, left)
        if self._scopes is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._histogram(painter, right, self._scopes)
        small = painter.font()
        small.setPointSizeF(max(6.0, small.pointSizeF() * 0.8))
        painter.setFont(small)
        painter.setPen(QColor(WORDS))
        corner = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        for place, word in ((left, tr("Waveform")), (right, tr("Histogram"))):
            painter.drawText(place.adjusted(gap, gap / 2, -gap, 0), corner, word)

    def _scale(self, painter: QPainter, place: QRectF) -> None:
        """Lines at every quarter."""
        painter.setPen(QPen(QColor(LINES), 1))
        for quarter in (0.25, 0.5, 0.75):
            y = place.top() + place.height() * quarter
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))

    def _histogram(self, painter: QPainter, place: QRectF, scopes: "Scopes") -> None:
        step = place.width() / 255
        for counts, ink in zip(scopes.histogram, INKS, strict=True):
            line = [
                QPointF(place.left() + level * step, place.bottom() - float(share) * place.height())
                for level, share in enumerate(counts)
            ]
            fill = QColor(ink)
            fill.setAlpha(40)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawPolygon(QPolygonF([place.bottomLeft(), *line, place.bottomRight()]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(ink), 1))
            painter.drawPolyline(QPolygonF(line))


def _pixels(picture: object) -> "Frames":
    """A picture as numbers; lines of an image are padded to whole words."""
    import numpy as np

    if not isinstance(picture, QImage):
        return np.asarray(picture, np.uint8)
    image = picture.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
