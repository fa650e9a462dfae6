"""Waveforms of sounds: the lowest and highest of each column, drawn from peaks that were measured before.

In: the session's sound library (by content), boxes in sight. Out: strokes on the painter. A sound that is not decoded
yet is a flat line; the page's stage decodes it and tells.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject, QRectF, Signal
from PySide6.QtGui import QColor, QPainter

from engine.document import Document
from engine.session import Session
from engine.tracks import Sound
from studio.errands import Errands
from studio.timeline.layout import Block
from studio.timeline.sight import Sight

if TYPE_CHECKING:
    from engine.media.sound_peaks import Peaks


class Waves(QObject):
    """The peaks of the sounds of one timeline."""

    came = Signal()
    """More of them are there."""

    def __init__(self, session: Session, errands: Errands, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._errands = session, errands
        self._peaks: dict[str, Peaks] = {}
        self._asked: set[str] = set()

    def ask(self, document: Document) -> None:
        """Look for the peaks of every sound that is decoded by now."""
        hashes = {
            item.sha256
            for sound in document.timeline.sounds
            if (item := document.media.get(sound.media)) is not None and item.sha256
        }
        for sha in hashes - self._peaks.keys() - self._asked:
            self._asked.add(sha)
            self._errands.run(
                lambda sha=sha: self._session.sounds.peaks(sha),  # type: ignore[misc]
                lambda peaks, sha=sha: self._take(sha, peaks),  # type: ignore[misc]
                key=f"peaks {id(self)} {sha}",
                failed=lambda _, sha=sha: self._asked.discard(sha),  # type: ignore[misc]
                host=self,
            )

    def paint(
        self, painter: QPainter, area: QRectF, block: Block, rect: QRectF, sight: Sight, colour: QColor,
        document: Document,
    ) -> None:  # fmt: skip
        """The part of a sound's waveform in a rectangle of the viewport."""
        sound = block.entry
        assert isinstance(sound, Sound)
        left, right = round(max(area.left(), rect.left())), round(min(area.right(), rect.right()))
        middle, half = rect.center().y(), rect.height() / 2 - 1
        painter.setPen(colour)
        item = document.media.get(sound.media)
        peaks = self._peaks.get(item.sha256) if item is not None else None
        if peaks is None or right <= left:
            painter.drawLine(QLineF(left, middle, right, middle))
            return
        rate = (block.stop - block.start) / float(sound.length)

        def seconds(x: float) -> float:
            return float(sound.in_point) + (sight.frame(x) - block.start) / rate

        loud = 0.0 if sound.muted else 10 ** (sound.volume / 20)
        values = (peaks.window(seconds(left), seconds(right), right - left) * loud).clip(-1.0, 1.0) * half
        painter.drawLines([
            QLineF(left + n + 0.5, middle - high, left + n + 0.5, middle - low + 0.5)
            for n, (low, high) in enumerate(values.tolist())
        ])  # fmt: skip

    def _take(self, sha: str, peaks: "Peaks | None") -> None:
        self._asked.discard(sha)
        if peaks is not None:
            self._peaks[sha] = peaks
            self.came.emit()
