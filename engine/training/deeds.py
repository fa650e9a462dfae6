"""The words of the full world's captions: what actors do, how the camera moves, what changes; as plain data.

Nothing comes in; out go interchangeable phrases by vocabulary name, beside those of ``phrases`` that both worlds use.
Called by ``narration``.  A movement is (verb, gerund, rest): "runs", "running", "to the left".
"""

from typing import Final

from engine.training import phrases
from engine.training.phrases import Movement

NUMBERS: Final = ("no", "one", "two", "three", "four")
# How one gets along slowly, at an ordinary pace and fast.
_ON_LEGS: Final[tuple[tuple[tuple[str, str], ...], ...]] = (
    (("walks slowly", "walking slowly"), ("walks", "walking"), ("strolls", "strolling")),
    (("walks", "walking"), ("walks", "walking"), ("trots", "trotting")),
    (("runs", "running"), ("runs fast", "running fast"), ("races", "racing")),
)
_PACES: Final = (("slowly",), ("",), ("fast", "quickly"))
_FROM: Final = {"left": "from the right", "right": "from the left"}
_MIRRORED: Final = {
    "left": ("to the left", "left", "towards the left", "from right to left"),
    "right": ("to the right", "right", "towards the right", "from left to right"),
}
_PLURALS: Final = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "mouse": "mice", "goose": "geese",
    "fish": "fish", "sheep": "sheep", "deer": "deer", "wolf": "wolves", "leaf": "leaves", "octopus": "octopuses",
    "snowman": "snowmen", "policeman": "policemen", "fireman": "firemen", "t-rex": "t-rexes", "bus": "buses",
    "spaceman": "spacemen", "swordsman": "swordsmen", "strongman": "strongmen", "ox": "oxen", "dice": "dice",
    "die": "dice", "angelfish": "angelfish", "pufferfish": "pufferfish", "blowfish": "blowfish", "squid": "squid",
    "jellyfish": "jellyfish", "hero": "heroes", "superhero": "superheroes", "volcano": "volcanoes", "cactus": "cacti",
    "tornado": "tornadoes", "monarch": "monarchs", "popcorn": "bags of popcorn", "cheese": "pieces of cheese",
}  # fmt: skip

CAMERA: Final = phrases.CAMERA | {
    "zoom in": ("the camera zooms in", "the camera slowly zooms in", "zooming in"),
    "zoom out": ("the camera zooms out", "the camera slowly zooms out", "zooming out"),
    "tilt up": ("the camera tilts up", "the camera tilts upwards", "the camera looks up"),
    "tilt down": ("the camera tilts down", "the camera tilts downwards", "the camera looks down"),
    "dolly in": ("the camera dollies in", "the camera moves forward", "the camera moves closer"),
    "dolly out": ("the camera dollies out", "the camera moves backward", "the camera pulls back"),
    "orbit": ("the camera orbits", "the camera circles around", "an orbiting camera"),
    "shake": ("the camera shakes", "handheld camera", "a shaky camera"),
    "follow": ("the camera follows", "a tracking shot", "the camera follows along"),
}
CAMERA_TAGS: Final = {
    "static": "static camera", "pan left": "camera pan left", "pan right": "camera pan right", "zoom in": "zoom in",
    "zoom out": "zoom out", "tilt up": "tilt up", "tilt down": "tilt down", "dolly in": "dolly in",
    "dolly out": "dolly out", "orbit": "orbit shot", "shake": "handheld camera", "follow": "tracking shot",
}  # fmt: skip
STYLE: Final = phrases.STYLE | {
    "sketch": ("pencil sketch", "pencil drawing", "hand-drawn sketch"),
    "neon": ("neon style", "glowing neon outlines", "neon lights"),
    "grain": ("grainy old film", "vintage film grain", "old film look"),
}
LOOP: Final = ("seamless loop", "looping", "endless loop")
WEATHER_COMES: Final = {
    "clear": ("the sky clears up", "the weather clears"), "clouds": ("clouds gather", "the sky becomes cloudy"),
    "rain": ("it starts to rain", "it begins to rain"), "snow": ("it starts to snow", "it begins to snow"),
    "fog": ("fog rolls in", "it becomes foggy"),
}  # fmt: skip
TIME_COMES: Final = {
    "day": ("it becomes day", "daylight comes"), "sunset": ("the sun sets", "it turns to dusk"),
    "night": ("night falls", "it becomes night"),
}  # fmt: skip


def movements(motion: str, medium: str, way: int, speed: int, place: str) -> tuple[Movement, ...]:
    """All ways to say what an actor does by itself; ``way`` is -1 leftwards, +1 rightwards, 0 neither.

    ``speed`` indexes ``SPEEDS``; in some of the ways it stays unsaid, and where one stops always.
    """
    side = "right" if way > 0 else "left"
    if motion in ("left", "right"):
        return tuple((verb, gerund, to) for verb, gerund in _goes(medium, speed) for to in _MIRRORED[side])
    if motion == "stay":
        return phrases.movements(motion, medium)
    if motion == "fall":
        heavens = place in ("room", "underwater", "space")
        return tuple(m for m in phrases.movements(motion, medium) if not (heavens and "sky" in m[2]))
    if motion in _BY_SIDE:
        return tuple(
            (verb, gerund, rest.format(side=side, origin=_FROM[side]))
            for verb, gerund, rest in _BY_SIDE[motion]
        )
    if motion in _TO_US:
        verbs = tuple((verb, gerund, rest) for verb, gerund in _goes(medium, 1) for rest in _TO_US[motion])
        return verbs + _PLAINLY[motion]
    if motion == "stop":
        going = _goes(medium, 1)  # who brakes goes faster first than in the mean
        ends = ("{way} and stops", "{way}, then stops", "{way} and stands still")
        return tuple(
            (v, g, end.format(way=to)) for v, g in going for to in _MIRRORED[side][:3] for end in ends
        )
    return phrases.movements(motion, medium)


def follows(way: int) -> tuple[Movement, ...]:
    """Ways to follow somebody, whose name goes between verb and rest."""
    side = "right" if way > 0 else "left"
    return tuple((v, g, to) for v, g in _FOLLOWS for to in (*_MIRRORED[side][:3], ""))


def _goes(medium: str, speed: int) -> tuple[tuple[str, str], ...]:
    if medium == "legs":
        return _ON_LEGS[speed]
    verbs = (*phrases.GO[medium], ("moves", "moving"))
    return tuple(
        (f"{verb} {pace}".strip(), f"{gerund} {pace}".strip())
        for verb, gerund in verbs
        for pace in (*_PACES[speed], "")
    )


_FOLLOWS: Final = (("follows", "following"), ("follows", "following"), ("goes behind", "going behind"))
APPROACHES: Final = (
    ("approaches", "approaching"),
    ("moves towards", "moving towards"),
    ("goes up to", "going up to"),
)
_BY_SIDE: Final[dict[str, tuple[Movement, ...]]] = {
    "fly": (
        ("flies", "flying", "to the {side}"), ("flies", "flying", "through the air to the {side}"),
        ("soars", "soaring", "to the {side}"), ("flies", "flying", "{side}"),
    ),
    "bounce": (
        ("bounces", "bouncing", "to the {side}"), ("bounces", "bouncing", "along to the {side}"),
        ("hops", "hopping", "to the {side}"), ("bounces", "bouncing", "{side}"),
    ),
    "enter": (
        ("enters", "entering", "{origin}"), ("comes in", "coming in", "{origin}"),
        ("appears", "appearing", "{origin}"), ("comes into view", "coming into view", "{origin}"),
    ),
    "leave": (
        ("leaves", "leaving", "to the {side}"), ("goes out of view", "going out of view", "to the {side}"),
        ("exits", "exiting", "to the {side}"), ("disappears", "disappearing", "to the {side}"),
    ),
}  # fmt: skip
_TO_US: Final = {
    "come": ("towards the camera", "towards us"),
    "recede": ("away from the camera", "into the distance"),
}
_PLAINLY: Final[dict[str, tuple[Movement, ...]]] = {
    "come": (("comes", "coming", "closer"), ("comes", "coming", "towards the camera")),
    "recede": (("goes", "going", "away"), ("moves", "moving", "away into the distance")),
}


def plural(noun: str) -> str:
    """More than one of a noun: "red ball" to "red balls", "slice of pizza" to "slices of pizza"."""
    head, joint, rest = noun.partition(" of ")
    *before, last = head.split(" ")
    if last in _PLURALS:
        last = _PLURALS[last]
    elif last.endswith(("s", "x", "ch", "sh", "z")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = f"{last[:-1]}ies"
    else:
        last += "s"
    return " ".join((*before, last)) + joint + rest


def together(verb: str) -> str:
    """The verb of several: "flies fast" to "fly fast"."""
    first, space, rest = verb.partition(" ")
    if first.endswith("ies"):
        first = f"{first[:-3]}y"
    elif first.endswith(("oes", "ches", "shes", "sses", "xes")):
        first = first[:-2]
    else:
        first = first.removesuffix("s")
    return first + space + rest
