"""What a kind of actor is: the facts that the tables of kinds state, and the ways in which actors move.

Nothing comes in; ``creatures``, ``things`` and ``kinds`` fill these in, and whoever draws or tells a scene reads them.
No torch here.
"""

from dataclasses import dataclass
from typing import Final

MEDIA: Final[tuple[str, ...]] = (
    *("legs", "hops", "wheels", "wings", "fins", "sail", "air", "roll"),
    *("slide", "flutter", "hover", "stand"),
)
"""How actors get about.

``legs`` walk and run; ``hops`` bounce along (birds, busts, heads, things come alive); ``wheels`` drive; ``wings`` fly
level; ``fins`` swim; ``sail`` float on water and rock; ``air`` drift on the wind; ``roll`` turn as they go; ``slide``
keep flat on the ground (snail, snake, skier); ``flutter`` fly with many small beats (bee, fairy); ``hover`` hang and
bob in the air or in space (ghost, planet); ``stand`` do not move by themselves (house, tree): they grow, shrink, spin,
fall or are passed by the camera, and where a scene moves them all the same, they slide.
"""

Band = tuple[float, float, str]
"""Hue (0..1) and half width of the band of pixels that carry a kind's colour, and the name of the colour it is."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of actor.

    ``words`` are its nouns, the first being its name.  ``code`` is the emoji's code point, or ``shape:`` and a name
    for what ``shapes`` draws; ``animated`` says if it comes from the animated set.  ``faces`` is +1 when the stored
    sprite looks right, -1 left, 0 when it has no side.  ``scale`` multiplies its size.  ``medium`` is one of
    ``MEDIA``.  ``home`` lists the places where it is met most.  ``colours`` are the colours it comes in, the first
    being the one it is drawn in where none is named; empty when no caption names its colour.  ``band`` says which
    pixels change with the colour; None where ``colours`` is empty.
    """

    words: tuple[str, ...]
    code: str
    animated: bool
    faces: int
    scale: float
    medium: str
    home: tuple[str, ...]
    colours: tuple[str, ...] = ()
    band: Band | None = None
