"""What the training world can contain, as plain data.

Nothing comes in; out go the names, in a fixed order, of kinds of actors, places, times of day, weathers, motions,
cameras, styles and colours, with the facts that the sampler and the caption grammar need about each.  A number in
``Scenes`` is an index into these tuples, so new entries are appended, never inserted.  Called by the sampler, the
renderer and the captions, and by the app for its suggestions: no torch here.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of actor.

    ``words`` are its nouns, the first being its name.  ``code`` is the emoji's code point and ``animated`` says if
    it comes from the animated set.  ``faces`` is +1 when the stored sprite looks right, -1 left, 0 when it has
    no side.  ``scale`` multiplies its size.  ``medium`` is how it moves: legs, hops, wheels, wings, fins, sail, air or
    roll.  ``home`` lists the places where it is met most.  ``colours`` are the colours it comes in, the first being its
    own; empty when no caption names its colour.
    """

    words: tuple[str, ...]
    code: str
    animated: bool
    faces: int
    scale: float
    medium: str
    home: tuple[str, ...]
    colours: tuple[str, ...] = ()


_LAND: Final = ("meadow", "forest", "beach", "snow")
_ROAD: Final = ("city", "desert", "meadow", "snow")

KINDS: Final[tuple[Kind, ...]] = (
    Kind(("dog", "puppy"), "1f415", True, -1, 1.0, "legs", ("meadow", "beach", "city", "snow")),
    Kind(("cat", "black cat", "kitty"), "1f408-200d-2b1b", True, -1, 1.0, "legs", ("city", "meadow", "forest")),
    Kind(("horse", "brown horse"), "1f40e", True, -1, 1.1, "legs", ("meadow", "desert", "beach")),
    Kind(("cow", "spotted cow"), "1f404", True, -1, 1.1, "legs", ("meadow", "forest")),
    Kind(("elephant",), "1f418", True, -1, 1.12, "legs", ("desert", "meadow", "forest")),
    Kind(("rabbit", "bunny", "white rabbit"), "1f407", True, -1, 0.95, "legs", _LAND),
    Kind(("pig", "pink pig"), "1f416", True, -1, 1.0, "legs", ("meadow", "forest", "beach")),
    Kind(("turtle", "green turtle", "tortoise"), "1f422", True, -1, 1.0, "legs", ("beach", "sea", "meadow")),
    Kind(("whale", "blue whale"), "1f433", True, -1, 1.12, "fins", ("sea", "beach")),
    Kind(("fish",), "1f41f", True, -1, 0.95, "fins", ("sea", "beach"), ("orange", "red", "yellow", "green")),
    Kind(("bird",), "1f426", True, -1, 0.95, "hops", (*_LAND, "city"), ("red", "blue", "yellow", "green")),
    Kind(("penguin",), "1f427", True, 0, 1.0, "legs", ("snow", "sea", "beach")),
    Kind(("dinosaur", "green dinosaur", "t-rex"), "1f996", False, -1, 1.12, "legs", ("desert", "forest", "meadow")),
    Kind(("car",), "1f697", False, -1, 1.05, "wheels", _ROAD, ("red", "blue", "green", "yellow", "purple")),
    Kind(("bus", "coach"), "1f68c", False, -1, 1.15, "wheels", ("city", "meadow", "beach")),
    Kind(("train", "steam train", "locomotive"), "1f682", False, -1, 1.12, "wheels", ("city", "meadow", "snow")),
    Kind(("airplane", "plane"), "2708", False, 1, 1.12, "wings", ("sea", "city", "meadow", "desert")),
    Kind(("rocket", "spaceship"), "1f680", False, 1, 1.1, "wings", ("space", "desert", "city")),
    Kind(
        ("sailboat", "sailing boat", "boat"), "26f5", False, -1, 1.1, "sail", ("sea", "beach"),
        ("yellow", "red", "blue", "green", "purple"),
    ),
    Kind(("balloon",), "1f388", False, 0, 1.05, "air", (*_LAND, "city"), ("red", "blue", "green", "yellow", "purple")),
    Kind(
        ("ball", "basketball"), "1f3c0", False, 0, 0.85, "roll", ("beach", "meadow", "city"),
        ("orange", "red", "blue", "green", "purple"),
    ),
    Kind(("person", "runner", "man"), "1f3c3", True, -1, 1.05, "legs", ("city", "beach", "meadow", "forest")),
)  # fmt: skip

PLACES: Final[tuple[str, ...]] = ("meadow", "beach", "sea", "desert", "snow", "city", "forest", "space")
TIMES: Final[tuple[str, ...]] = ("day", "sunset", "night")
WEATHERS: Final[tuple[str, ...]] = ("clear", "clouds", "rain", "snow", "fog")
MOTIONS: Final[tuple[str, ...]] = ("left", "right", "jump", "rise", "fall", "spin", "grow", "shrink", "stay")
CAMERAS: Final[tuple[str, ...]] = ("static", "pan left", "pan right", "zoom in", "zoom out")
STYLES: Final[tuple[str, ...]] = ("normal", "noir", "sepia", "watercolour", "pixel art")
COLOURS: Final[tuple[str, ...]] = ("red", "orange", "yellow", "green", "blue", "purple")

MOTION_WEIGHTS: Final[tuple[float, ...]] = (0.2, 0.2, 0.16, 0.08, 0.08, 0.08, 0.07, 0.06, 0.07)
CAMERA_WEIGHTS: Final[tuple[float, ...]] = (0.6, 0.1, 0.1, 0.1, 0.1)
STYLE_WEIGHTS: Final[tuple[float, ...]] = (0.76, 0.07, 0.06, 0.06, 0.05)
TIME_WEIGHTS: Final[tuple[float, ...]] = (0.45, 0.28, 0.27)
# How often each weather is met in each place; columns as in WEATHERS.  Space has none.
WEATHER_WEIGHTS: Final[dict[str, tuple[float, ...]]] = {
    "meadow": (0.45, 0.2, 0.15, 0.08, 0.12),
    "beach": (0.55, 0.25, 0.12, 0.0, 0.08),
    "sea": (0.5, 0.25, 0.13, 0.0, 0.12),
    "desert": (0.7, 0.2, 0.0, 0.0, 0.1),
    "snow": (0.35, 0.15, 0.0, 0.4, 0.1),
    "city": (0.4, 0.18, 0.2, 0.12, 0.1),
    "forest": (0.45, 0.1, 0.15, 0.1, 0.2),
    "space": (1.0, 0.0, 0.0, 0.0, 0.0),
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
