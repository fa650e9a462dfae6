"""How much is drawn at a zoom: less the smaller it is on the screen, so that many nodes cost no more than a few.

Measured: wide antialiased curves and text are what a frame costs; flat boxes and hairlines are nearly free.
"""

from enum import IntEnum

FLAT = 0.35
"""Below this zoom nodes are flat boxes and links straight hairlines."""
FINE = 0.75
"""Below this zoom lines are one device pixel wide and small text is left out."""
TITLED = 0.16
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
    return Detail.PLAIN if zoom < FINE else Detail.FULL
