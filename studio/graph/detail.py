"""How much is drawn at a zoom: less the smaller it is on the screen, so that many nodes cost no more than a few.

Measured: wide antialiased curves and text are what a frame costs; flat boxes and hairlines are nearly free.
"""

from enum import IntEnum

FLAT = 0.35
"""Below this zoom nodes are flat boxes and links straight hairlines."""
FINE = 0.75
"""Below this zoom links are one device pixel wide."""
SMALL_TEXT = 0.55
"""Below this zoom labels and values cannot be read and are left out; titles grow instead."""
TITLED = 0.2
"""Below this zoom a box has no room for its title."""


class Detail(IntEnum):
    """How much to draw; more is greater."""

    BOXES = 0
    TITLES = 1
    PLAIN = 2
    FULL = 3


def detail_at(zoom: float) -> Detail:
    """What to draw at a zoom (device pixels per scene unit)."""
    if zoom < TITLED:
        return Detail.BOXES
    if zoom < FLAT:
        return Detail.TITLES
    return Detail.PLAIN if zoom < SMALL_TEXT else Detail.FULL
