"""Lengths of the graph's drawing, all from the metrics of one typeface; positions in files are in the same units.

A document must look alike on every machine, so text in the graph is always `TEXT` scene units high; how large that is
on the screen is the view's zoom, which follows the size of text that the artist chose.
"""

from functools import cached_property

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication

TEXT = 13
"""Height of the letters' em in scene units."""


class Metrics:
    """Made once per scene; needs the application, because fonts do."""

    def __init__(self, family: str = "") -> None:
        self.font = _font(family, TEXT, QFont.Weight.Normal)
        self.bold = _font(family, TEXT, QFont.Weight.DemiBold)
        self.small = _font(family, TEXT * 0.82, QFont.Weight.Normal)
        self.heading = _font(family, TEXT * 1.35, QFont.Weight.DemiBold)
        self.text = QFontMetricsF(self.font)
        self.title = QFontMetricsF(self.bold)
        self.minor = QFontMetricsF(self.small)
        self.large = QFontMetricsF(self.heading)
        self.line = self.text.height()
        self.width = round(self.line * 12.5)
        self.pad = round(self.line * 0.55)
        self.header = round(self.line * 1.8)
        self.row = round(self.line * 1.4)
        self.radius = self.line * 0.45
        self.port = self.line * 0.32
        """Radius of a port."""
        self.badge = self.line * 0.95
        """Side of a badge."""
        self.picture = round((self.width - 2 * self.pad) * 9 / 16)
        """Height of a node's picture."""
        self.dot = round(self.line * 1.1)
        """Side of a reroute dot."""

    @cached_property
    def frame_header(self) -> float:
        """Height of a frame's title bar."""
        return round(self.large.height() * 1.5)

    @cached_property
    def corner(self) -> float:
        """Side of the grip in a frame's corner."""
        return self.line

    def baseline(self, rect: QRectF, text: QFontMetricsF) -> float:
        """Where to write a line that stands in the middle of a rectangle."""
        return rect.center().y() + (text.ascent() - text.descent()) / 2


def _font(family: str, size: float, weight: QFont.Weight) -> QFont:
    font = QFont(family or QGuiApplication.font().family())
    font.setPixelSize(max(1, round(size)))
    font.setWeight(weight)
    # Letters keep their places at every zoom; hinting would make lines jump while zooming.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
