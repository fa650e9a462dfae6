"""The words of the training world's captions: phrases for each fact, as plain data.

Nothing comes in; out go tuples of interchangeable phrases by vocabulary name.  Called by ``captions`` and
``narration``.  A movement is (verb, gerund, rest): "runs", "running", "to the left".
"""

import random
from typing import Final

Movement = tuple[str, str, str]

GO: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "legs": (("runs", "running"), ("walks", "walking"), ("runs", "running")),
    "hops": (("hops", "hopping"), ("hops along", "hopping along")),
    "wheels": (("drives", "driving"), ("rolls", "rolling")),
    "wings": (("flies", "flying"), ("soars", "soaring")),
    "fins": (("swims", "swimming"), ("glides", "gliding")),
    "sail": (("sails", "sailing"), ("glides", "gliding")),
    "air": (("drifts", "drifting"), ("floats", "floating")),
    "roll": (("rolls", "rolling"),),
    "slide": (("glides", "gliding"), ("slides", "sliding")),
    "flutter": (("flutters", "fluttering"), ("flies", "flying")),
    "hover": (("floats", "floating"), ("drifts", "drifting")),
    "stand": (("slides", "sliding"),),
}
_ANY: Final = (
    ("moves", "moving"),
    ("moves", "moving"),
    ("goes", "going"),
    ("heads", "heading"),
    ("travels", "travelling"),
)
_WAYS: Final = {
    "left": ("to the left", "left", "towards the left", "from right to left", "leftwards"),
    "right": ("to the right", "right", "towards the right", "from left to right", "rightwards"),
}
_OTHERS: Final[dict[str, tuple[Movement, ...]]] = {
    "jump": (
        ("jumps", "jumping", "up and down"), ("jumps", "jumping", ""), ("bounces", "bouncing", "up and down"),
        ("leaps", "leaping", "into the air"), ("jumps", "jumping", "high"),
    ),
    "rise": (
        ("rises", "rising", "into the air"), ("floats", "floating", "up"), ("goes", "going", "up"),
        ("lifts", "lifting", "off the ground"), ("flies", "flying", "upwards"), ("moves", "moving", "upwards"),
    ),
    "fall": (
        ("falls", "falling", "down"), ("drops", "dropping", "from above"), ("falls", "falling", "from the sky"),
        ("comes", "coming", "down"), ("sinks", "sinking", "to the ground"), ("moves", "moving", "downwards"),
    ),
    "spin": (
        ("spins", "spinning", "around"), ("spins", "spinning", ""), ("turns", "turning", "in a circle"),
        ("rotates", "rotating", ""), ("twirls", "twirling", "around"),
    ),
    "grow": (
        ("grows", "growing", "bigger"), ("gets", "getting", "bigger and bigger"), ("grows", "growing", ""),
        ("becomes", "becoming", "larger"),
    ),
    "shrink": (
        ("shrinks", "shrinking", ""), ("gets", "getting", "smaller and smaller"), ("becomes", "becoming", "smaller"),
        ("shrinks", "shrinking", "to a small size"),
    ),
    "stay": (("stays", "staying", "in place"), ("stays", "staying", "still"), ("rests", "resting", "in place")),
}  # fmt: skip
_STAY_BY_MEDIUM: Final[dict[str, Movement]] = {
    "legs": ("stands", "standing", "still"), "hops": ("stands", "standing", "still"),
    "wings": ("hovers", "hovering", "in place"), "air": ("hovers", "hovering", "in place"),
    "wheels": ("stands", "standing", "still"), "fins": ("waits", "waiting", "in place"),
    "sail": ("waits", "waiting", "in place"), "roll": ("lies", "lying", "still"),
    "slide": ("rests", "resting", "in place"), "flutter": ("hovers", "hovering", "in place"),
    "hover": ("floats", "floating", "in place"), "stand": ("stands", "standing", "still"),
}  # fmt: skip
_EVENTS: Final = {
    "left": "moving left", "right": "moving right", "jump": "jumping", "rise": "rising", "fall": "falling",
    "spin": "spinning", "grow": "growing", "shrink": "shrinking", "stay": "still",
}  # fmt: skip

WHERE: Final = {
    "meadow": ("in a meadow", "on a green meadow", "in a grassy field", "on the grass"),
    "beach": ("on the beach", "on a sandy beach", "at the seaside", "by the sea on the sand"),
    "sea": ("on the sea", "at sea", "on the ocean", "out on the water"),
    "desert": ("in the desert", "in a sandy desert", "among sand dunes", "in the desert with cacti"),
    "snow": ("in the snow", "in a snowy landscape", "on a snowy field", "in the snowy mountains"),
    "city": ("in the city", "on a city street", "in a town", "in front of tall houses"),
    "forest": ("in the forest", "in the woods", "among trees", "in a green forest"),
    "space": ("in space", "in outer space", "on the moon", "on a strange planet"),
    "street": (
        "on a street with houses",
        "in front of colourful houses",
        "on the pavement",
        "in a quiet street",
    ),
    "room": ("in a room", "in a cosy room", "in the living room", "indoors on the rug"),
    "mountains": ("in the mountains", "in a mountain valley", "below high peaks", "among high mountains"),
    "underwater": ("under water", "underwater", "at the bottom of the sea", "on a coral reef"),
}
SCENES: Final = {
    "meadow": ("a meadow", "green hills"), "beach": ("a beach", "a sandy beach"), "sea": ("the sea", "the ocean"),
    "desert": ("a desert", "sand dunes"), "snow": ("a snowy landscape", "snowy mountains"),
    "city": ("a city", "a city street"), "forest": ("a forest", "the woods"), "space": ("outer space", "the moon"),
    "street": ("a street with houses", "colourful houses"), "room": ("a room", "a living room"),
    "mountains": ("the mountains", "a mountain valley"), "underwater": ("a coral reef", "the bottom of the sea"),
}  # fmt: skip
WHEN: Final = {
    "day": ("by day", "during the day", "in daylight", "at noon"),
    "sunset": ("at sunset", "at dusk", "in the evening light", "as the sun sets"),
    "night": ("at night", "during the night", "at midnight", "in the dark"),
}
WEATHER: Final = {
    "clear": ("under a clear sky",),
    "clouds": ("under a cloudy sky", "with clouds in the sky", "beneath the clouds"),
    "rain": ("in the rain", "while it rains", "on a rainy day"),
    "snow": ("in falling snow", "while it snows", "in a snowfall"),
    "fog": ("in the fog", "in thick fog", "in the mist"),
}
WEATHER_SENTENCES: Final = {
    "clear": ("the sky is clear",),
    "clouds": ("the sky is cloudy", "clouds cover the sky"),
    "rain": ("it is raining", "rain is falling"),
    "snow": ("it is snowing", "snow is falling"),
    "fog": ("it is foggy", "fog covers everything"),
}
CAMERA: Final = {
    "static": ("the camera is still", "the camera stays still"),
    "pan left": ("the camera pans left", "the camera pans to the left", "the camera turns left"),
    "pan right": ("the camera pans right", "the camera pans to the right", "the camera turns right"),
    "zoom in": ("the camera zooms in", "the camera moves closer", "the camera slowly zooms in"),
    "zoom out": ("the camera zooms out", "the camera moves back", "the camera slowly zooms out"),
}
STYLE: Final = {
    "normal": ("3d animation", "colourful animation", "cartoon"),
    "noir": ("black and white", "film noir", "black and white film"),
    "sepia": ("sepia", "sepia tones", "old sepia photograph"),
    "watercolour": ("watercolour", "watercolour painting", "soft watercolour"),
    "pixel art": ("pixel art", "8-bit pixel art", "pixel art game"),
}
TAGS: Final = {
    "snow": ("snow", "snowy landscape"), "rain": ("rain", "rainy"), "fog": ("fog", "foggy"),
    "clouds": ("cloudy", "clouds"),
    "clear": ("clear sky",), "day": ("day", "daylight"), "sunset": ("sunset", "dusk"), "night": ("night",),
    "space": ("space", "outer space"), "street": ("street", "houses"), "room": ("room", "indoors"),
    "mountains": ("mountains", "mountain valley"), "underwater": ("underwater", "coral reef"),
    "falling snow": ("snowfall", "snowing"), "static": ("static camera",),
    "pan left": ("camera pan left",), "pan right": ("camera pan right",),
    "zoom in": ("zoom in",), "zoom out": ("zoom out",),
}  # fmt: skip


def movements(motion: str, medium: str) -> tuple[Movement, ...]:
    """All ways to say a motion of an actor that moves by ``medium``; those of its medium come first."""
    if motion in _WAYS:
        verbs = GO[medium] * 2 + _ANY
        return tuple((verb, gerund, way) for verb, gerund in verbs for way in _WAYS[motion])
    if motion == "stay":
        return (_STAY_BY_MEDIUM[medium], *_OTHERS[motion])
    return _OTHERS[motion]


def tag(motion: str) -> str:
    """A motion as a tag."""
    return _EVENTS[motion]


def joined(*parts: str) -> str:
    """The parts that are not empty, with a space between them."""
    return " ".join(part for part in parts if part)


def said(rng: random.Random, chance: float) -> bool:
    """Whether something is mentioned this time."""
    return rng.random() < chance
