"""What the training world can contain, as plain data.

Nothing comes in; out go the names, in a fixed order, of kinds of actors, places, times of day, weathers, motions,
cameras, styles and colours, with the facts that the sampler and the caption grammar need about each.  A number in
``Scenes`` is an index into these tuples, so new entries are appended, never inserted.  Called by the sampler, the
renderer and the captions.  No torch here, so that others may suggest words from it.
"""

from typing import Final

from engine.training.world.kind import MEDIA as MEDIA
from engine.training.world.kind import Kind as Kind
from engine.training.world.kinds import KINDS as KINDS
from engine.training.world.kinds import SMALL as SMALL

PLACES: Final[tuple[str, ...]] = (
    "meadow", "beach", "sea", "desert", "snow", "city", "forest", "space", "street", "room", "mountains", "underwater",
)  # fmt: skip
SMALL_PLACES: Final = 8
"""How many places, from the first on, the small world has."""
SHELTERED: Final[tuple[str, ...]] = ("space", "room", "underwater")
"""Places where no weather is met: nothing falls there and no caption names a sky."""
TIMES: Final[tuple[str, ...]] = ("day", "sunset", "night")
WEATHERS: Final[tuple[str, ...]] = ("clear", "clouds", "rain", "snow", "fog")
MOTIONS: Final[tuple[str, ...]] = (
    *("left", "right", "jump", "rise", "fall", "spin", "grow", "shrink", "stay"),
    *("fly", "bounce", "enter", "leave", "come", "recede", "approach", "follow", "stop", "swap"),
)
SMALL_MOTIONS: Final = 9
"""How many motions, from the first on, the small world has; so with the next two."""
CAMERAS: Final[tuple[str, ...]] = (
    *("static", "pan left", "pan right", "zoom in", "zoom out"),
    *("tilt up", "tilt down", "dolly in", "dolly out", "orbit", "shake", "follow"),
)
SMALL_CAMERAS: Final = 5
STYLES: Final[tuple[str, ...]] = (
    *("normal", "noir", "sepia", "watercolour", "pixel art"),
    *("sketch", "neon", "grain"),
)
SMALL_STYLES: Final = 5
SPEEDS: Final[tuple[str, ...]] = ("slow", "normal", "fast")
GROUPS: Final[tuple[str, ...]] = ("empty", "solo", "pair", "follow", "approach", "swap", "team", "crowd")
"""How the actors of a clip belong together; a team is of one kind and colour and does one thing."""
EVENTS: Final[tuple[str, ...]] = ("none", "motion", "colour", "weather", "time")
"""What changes in the middle of a clip."""
WORLDS: Final[tuple[str, ...]] = ("small", "full")
COLOURS: Final[tuple[str, ...]] = (
    *("red", "orange", "yellow", "green", "blue", "purple"),
    *("pink", "brown", "black", "white", "grey"),
)

MOTION_WEIGHTS: Final[tuple[float, ...]] = (0.2, 0.2, 0.16, 0.08, 0.08, 0.08, 0.07, 0.06, 0.07)
CAMERA_WEIGHTS: Final[tuple[float, ...]] = (0.6, 0.1, 0.1, 0.1, 0.1)
STYLE_WEIGHTS: Final[tuple[float, ...]] = (0.76, 0.07, 0.06, 0.06, 0.05)
TIME_WEIGHTS: Final[tuple[float, ...]] = (0.45, 0.28, 0.27)
# How often each weather is met in each place; columns as in WEATHERS.  Sheltered places have none.
WEATHER_WEIGHTS: Final[dict[str, tuple[float, ...]]] = {
    "meadow": (0.45, 0.2, 0.15, 0.08, 0.12),
    "beach": (0.55, 0.25, 0.12, 0.0, 0.08),
    "sea": (0.5, 0.25, 0.13, 0.0, 0.12),
    "desert": (0.7, 0.2, 0.0, 0.0, 0.1),
    "snow": (0.35, 0.15, 0.0, 0.4, 0.1),
    "city": (0.4, 0.18, 0.2, 0.12, 0.1),
    "forest": (0.45, 0.1, 0.15, 0.1, 0.2),
    "space": (1.0, 0.0, 0.0, 0.0, 0.0),
    "street": (0.4, 0.18, 0.2, 0.12, 0.1),
    "room": (1.0, 0.0, 0.0, 0.0, 0.0),
    "mountains": (0.45, 0.2, 0.1, 0.13, 0.12),
    "underwater": (1.0, 0.0, 0.0, 0.0, 0.0),
}
HOME_SHARE: Final = 0.5
"""How much of the time a kind is put where it is met most; otherwise it may be anywhere."""
EMPTY_SHARE: Final = 0.05
"""Share of the clips without an actor: their kind is -1."""
TWO_EVENT_SHARE: Final = 0.10
"""Share of the clips whose motion changes midway."""
HELD_OUT_SHARE: Final = 0.10
"""Share of the (kind, place, motion) combinations that training never sees."""


def held_out(kind: str, place: str, motion: str) -> bool:
    """Whether a combination is kept from training: a stable hash of the three names (FNV-1a, 32 bits)."""
    value = 2166136261
    for byte in f"{kind}|{place}|{motion}".encode():
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    value ^= value >> 15  # FNV's low bits alone follow the last letters too closely
    return value * 2654435761 % 2**32 < HELD_OUT_SHARE * 2**32


def article(noun: str) -> str:
    """The noun with its indefinite article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
