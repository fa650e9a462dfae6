"""Which of several places lies nearest in a direction: what arrow keys move to."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from PySide6.QtCore import QPointF

Name = TypeVar("Name", bound=Hashable)

LEFT = QPointF(-1, 0)
RIGHT = QPointF(1, 0)
UP = QPointF(0, -1)
DOWN = QPointF(0, 1)
ASIDE = 2.0
"""How much worse a step aside is than a step ahead."""


def nearest(start: QPointF, direction: QPointF, places: Mapping[Name, QPointF]) -> Name | None:
    """The place with the least distance ahead and aside; what lies more aside than ahead comes last.

    None if nothing lies ahead. Among equals the first in the mapping's order.
    """
    best: Name | None = None
    least: tuple[bool, float] | None = None
    for name, place in places.items():
        way = place - start
        ahead = QPointF.dotProduct(way, direction)
        if ahead <= 0.5:
            continue
        aside = abs(way.x() * direction.y() - way.y() * direction.x())
        cost = (aside > ahead, ahead + ASIDE * aside)
        if least is None or cost < least:
            best, least = name, cost
    return best
