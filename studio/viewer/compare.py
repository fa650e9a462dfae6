"""Two pictures in one place: a wipe between them, side by side, one and the other in turns, or where they differ.

In: the second picture; the first one is the screen's. Out: both are painted, at one zoom and one place; a second one of
another shape keeps it. Used by the screen.
"""

from typing import Final, Literal

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from studio.words import tr

Mode = Literal["", "wipe", "side", "flicker", "difference"]
WIPE: Final = "wipe"
SIDE: Final = "side"
FLICKER: Final = "flicker"
DIFFERENCE: Final = "difference"
FLICKER_MS = 600
"""How long each picture stays: well below three changes a second, which can harm."""
GAINS = (1, 2, 4, 8, 16, 32)
"""How many times as strong differences can be shown: powers of two, each a doubling more."""
GRIP = 8
"""Pixels around the line of a wipe that take hold of it."""
LEAST_LETTERS = 6
"""Of a name with its letter; with less of it the letter says more."""


class Comparison(QObject):
    """`mode` "" shows the first picture alone. `divider` is the share of the picture's width left of the wipe.

    `swapped`: B is where A would be. `still`: pictures take turns only by `swap`, for who wants no movement.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode: Mode = ""
        self.second: QImage | None = None
        self.names = ("", "")
        """What A and B are called in their corners."""
        self.divider = 0.5
        self.swapped = False
        self.gain = 1
        """How many times as strong differences are shown."""
        self._still = False
        self._held = False
        self._timer = QTimer(self)
        self._timer.setInterval(FLICKER_MS)
        self._timer.timeout.connect(self.swap)

    def choose(self, mode: Mode) -> None:
        """Compare in this way, or not at all."""
        self.mode, self.swapped, self._held = mode, False, False
        self._run()
        self.changed.emit()

    def name(self, first: str, second: str) -> None:
        """What the two are called."""
        self.names = (first, second)
        self.changed.emit()

    def amplify(self, gain: int) -> None:
        """Show differences so many times as strong, one of `GAINS`."""
        self.gain = gain
        self.changed.emit()

    def keep_still(self, on: bool) -> None:
        """Let nothing move by itself, or again."""
        self._still = on
        self._run()

    def swap(self) -> None:
        """A and B change places; the one that was not seen is seen."""
        self.swapped = not self.swapped
        # Whoever swaps by hand looks for as long as with a turn of the clock.
        self._run()
        self.changed.emit()

    def show_second(self, image: QImage | None) -> None:
        """The picture to compare with."""
        self.second = image
        self.changed.emit()

    def over_line(self, point: QPointF, target: QRectF) -> bool:
        """Whether the wipe's line is here."""
        line = target.left() + target.width() * self.divider
        inside = target.top() <= point.y() <= target.bottom()
        return inside and self.mode == WIPE and self.second is not None and abs(point.x() - line) <= GRIP

    def take(self, point: QPointF, target: QRectF) -> bool:
        """Take hold of the wipe's line; False where it is not."""
        self._held = self.over_line(point, target)
        return self._held

    def drag(self, point: QPointF, target: QRectF) -> bool:
        """Move the line that is held."""
        if self._held and target.width() > 0:
            self.divider = min(1.0, max(0.0, (point.x() - target.left()) / target.width()))
            self.changed.emit()
        return self._held

    def let_go(self) -> None:
        """The line stays."""
        self._held = False

    def paint(self, painter: QPainter, target: QRectF, room: QRectF, first: QImage) -> None:
        """Paint what is to be seen; `room` is what the first picture may take."""
        second = self.second
        if not self.mode or second is None:
            painter.drawImage(target, first)
            if self.mode:
                words = tr("Reading…") if self.names[1] else tr("Choose B to compare with")
                self._pill(painter, target & room, words, right=False)
            return
        # Each with the place that it takes, and its letter.
        sides = [(first, target, 0), (second, _within(target, second), 1)]
        if self.swapped:
            sides.reverse()
        if self.mode == SIDE:
            self._side(painter, room, sides)
        elif self.mode == FLICKER:
            self._draw(painter, target, sides[0])
            self._label(painter, target & room, sides[0][2])
        elif self.mode == DIFFERENCE:
            self._difference(painter, target, room, sides)
        else:
            self._wipe(painter, target, room, sides)

    def _draw(self, painter: QPainter, target: QRectF, side: "_Side") -> None:
        if side[1] != target:
            painter.fillRect(target, QColor(0, 0, 0))
        painter.drawImage(side[1], side[0])

    def _side(self, painter: QPainter, room: QRectF, sides: "list[_Side]") -> None:
        for number, (image, place, letter) in enumerate(sides):
            by = number * room.width()
            painter.save()
            painter.setClipRect(room.translated(by, 0))
            painter.drawImage(place.translated(by, 0), image)
            painter.restore()
            self._label(painter, place.translated(by, 0) & room.translated(by, 0), letter)

    def _difference(self, painter: QPainter, target: QRectF, room: QRectF, sides: "list[_Side]") -> None:
        seen = (target & room).toAlignedRect()
        if seen.isEmpty():
            return
        dots = painter.device().devicePixelRatioF()
        image = QImage(seen.size() * dots, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(dots)
        image.fill(QColor(0, 0, 0))
        with QPainter(image) as inner:
            inner.setRenderHints(painter.renderHints())
            inner.translate(-seen.topLeft())
            inner.drawImage(sides[0][1], sides[0][0])
            inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
            inner.drawImage(sides[1][1], sides[1][0])
        # Added to itself it is twice as strong, and the quickest so.
        for _ in range(self.gain.bit_length() - 1):
            once = image.copy()
            with QPainter(image) as inner:
                inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
                inner.drawImage(0, 0, once)
        painter.drawImage(seen.topLeft(), image)
        if self.gain > 1:
            self._pill(painter, QRectF(seen), f"{self.gain}\u00d7", right=False)

    def _wipe(self, painter: QPainter, target: QRectF, room: QRectF, sides: "list[_Side]") -> None:
        line = target.left() + target.width() * self.divider
        for side, left, right in ((sides[0], target.left(), line), (sides[1], line, target.right())):
            painter.save()
            painter.setClipRect(QRectF(left, target.top(), right - left, target.height()))
            self._draw(painter, target, side)
            painter.restore()
        # Dark beside light: to be seen on any picture.
        for colour, width in ((QColor(0, 0, 0, 160), 3), (QColor(255, 255, 255), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(line, target.top()), QPointF(line, target.bottom()))
        seen = target & room
        half = QRectF(seen.topLeft(), QSizeF(seen.width() / 2, seen.height()))
        self._label(painter, half, sides[0][2])
        self._label(painter, half.translated(half.width(), 0), sides[1][2], right=True)

    def _label(self, painter: QPainter, seen: QRectF, letter: int, *, right: bool = False) -> None:
        """A letter and its name in a corner of what is seen of the picture."""
        metrics = painter.fontMetrics()
        em = metrics.height()
        if seen.width() < 3 * em or seen.height() < 3 * em:
            return
        text = "  ".join(part for part in ("AB"[letter], self.names[letter]) if part)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(seen.width() - 2 * em))
        if len(text) < LEAST_LETTERS:
            text = "AB"[letter]
        self._pill(painter, seen, text, right=right)

    def _pill(self, painter: QPainter, seen: QRectF, text: str, *, right: bool) -> None:
        metrics = painter.fontMetrics()
        em = metrics.height()
        wide = max(1.5 * em, metrics.horizontalAdvance(text) + 0.8 * em)
        left = seen.right() - wide - em / 2 if right else seen.left() + em / 2
        place = QRectF(left, seen.top() + em / 2, wide, em * 1.3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 165))
        painter.drawRoundedRect(place, em / 4, em / 4)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _run(self) -> None:
        if self.mode == FLICKER and not self._still:
            self._timer.start()
        else:
            self._timer.stop()


_Side = tuple[QImage, QRectF, int]


def _within(target: QRectF, image: QImage) -> QRectF:
    """The largest place of an image's shape in the middle of another place."""
    if image.isNull() or target.isEmpty():
        return target
    shape, own = image.width() / image.height(), target.width() / target.height()
    # Proxies are rounded to whole pixels: their shape is a hair off.
    if abs(shape / own - 1) < 0.01:
        return target
    size = (
        QSizeF(target.width(), target.width() / shape)
        if shape > own
        else QSizeF(target.height() * shape, target.height())
    )
    return QRectF(
        target.center().x() - size.width() / 2,
        target.center().y() - size.height() / 2,
        size.width(),
        size.height(),
    )
