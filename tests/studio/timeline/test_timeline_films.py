"""Filmstrips: what is seen of a shot while it is made, when it has just been made, and when thumbnails are there."""

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from engine.media.footage import Footage
from engine.media.frames import ArrayClip
from engine.media.strips import Strips
from engine.timeline import Item
from engine.types import Size
from studio.playing.stage import Stage
from studio.timeline.films import Films
from studio.timeline.layout import Block
from studio.timeline.sight import Sight

RATE = Fraction(24)
WIDE, HIGH = 96, 54
GREY, LIGHT = 60, 200


class Strip:
    """One shot's strip on a picture of its own; what plays behind it is made up."""

    def __init__(self) -> None:
        self.live: dict[str, ArrayClip] = {}
        self.footage: Footage | None = None
        self.strips = Strips()
        stage = SimpleNamespace(
            live=self.live, cinema=SimpleNamespace(strips=self.strips), footage=lambda shot: self.footage
        )
        self.films = Films(cast(Stage, stage))
        self.sight = Sight(16)
        self.block = Block("item", "item", 0, 24, Item("item", "shot", Fraction(0), Fraction(1)))

    def seen(self) -> int | None:
        """The grey of what is painted; None for nothing."""
        image = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
        image.fill(QColor(255, 0, 0))
        painter = QPainter(image)
        room = QRectF(0, 0, WIDE, HIGH)
        drawn = self.films.paint(painter, room, self.block, room, self.sight)
        painter.end()
        pixel = image.pixelColor(WIDE // 2, HIGH // 2)
        assert drawn == (pixel != QColor(255, 0, 0))
        return pixel.green() if drawn else None

    def preview(self, grey: int) -> None:
        """It is being made, and looks like this."""
        self.live["shot"] = ArrayClip(np.full((24, 32, 56, 3), grey, np.uint8), RATE)

    def done(self) -> None:
        """Its take is there, and no thumbnail of it yet."""
        self.live.clear()
        self.footage = Footage("take", Path("take.mp4"), 24, RATE, Size(112, 64))


@pytest.fixture
def strip(qapp: object) -> Strip:
    """A shot that was never made."""
    return Strip()


def test_the_last_preview_stays_until_the_first_thumbnail_is_there(strip: Strip) -> None:
    assert strip.seen() is None
    strip.preview(GREY)
    assert strip.seen() == GREY
    strip.done()
    assert strip.seen() == GREY
    strip.strips.put("take", 0, np.full((64, 112, 3), LIGHT, np.uint8))
    assert strip.seen() == LIGHT


def test_of_what_was_stopped_nothing_stays(strip: Strip) -> None:
    strip.preview(GREY)
    assert strip.seen() == GREY
    strip.live.clear()
    assert strip.seen() is None
