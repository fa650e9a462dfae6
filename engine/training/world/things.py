"""Vehicles, buildings and plants, objects, treats and plain shapes of the full world, as plain data.

Nothing comes in; out go ``VEHICLES``, ``BUILDINGS``, ``OBJECTS``, ``TREATS`` and ``SHAPES``, whose order is fixed.
Read by ``kinds``; ``shapes`` draws what ``SHAPES`` names.
"""

from typing import Final

from engine.training.world.kind import Kind

_ROAD: Final = ("street", "city", "desert", "meadow")
_STREET: Final = ("street", "city")
_GREEN: Final = ("meadow", "forest", "mountains")
_HOME: Final = ("room",)
_STAGE: Final = ("room", "street")
_PLAY: Final = ("room", "beach", "meadow", "street")
_ANYWHERE: Final = ("room", "space", "desert", "beach", "meadow", "street")

_ALL: Final = (
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "purple",
    "pink",
    "brown",
    "black",
    "white",
    "grey",
)

VEHICLES: Final[tuple[Kind, ...]] = (
    Kind(("racer", "formula one racer"), "1f3ce-fe0f", True, -1, 1.1, "wheels", ("street", "desert", "city")),
    Kind(
        ("motorcycle", "motorbike"), "1f3cd-fe0f", True, -1, 1.05, "wheels", _ROAD,
        ("red", "blue", "green", "yellow", "purple", "black"), (0.96, 0.09, "red"),
    ),
    Kind(("taxi", "cab"), "1f695", False, -1, 1.05, "wheels", _STREET),
    Kind(("ambulance",), "1f691", False, -1, 1.1, "wheels", _STREET),
    Kind(("fire engine",), "1f692", False, -1, 1.12, "wheels", _STREET),
    Kind(
        ("tractor",), "1f69c", False, -1, 1.1, "wheels", ("meadow", "forest", "mountains"),
        ("green", "red", "blue", "orange", "yellow"), (0.42, 0.1, "green"),
    ),
    Kind(("truck", "lorry"), "1f69a", False, -1, 1.12, "wheels", _ROAD),
    Kind(("tram", "streetcar"), "1f68b", False, 0, 1.15, "wheels", _STREET),
    Kind(
        ("jeep",), "1f699", False, -1, 1.05, "wheels", ("desert", "mountains", "snow", "forest"),
        ("blue", "red", "green", "yellow", "orange", "brown", "white"), (0.6, 0.06, "blue"),
    ),
    Kind(
        ("scooter", "moped"), "1f6f5", False, -1, 1.0, "wheels", ("street", "city", "beach"),
        ("red", "blue", "green", "yellow", "pink", "white"), (0.96, 0.09, "red"),
    ),
    Kind(
        ("bicycle", "bike"), "1f6b2", False, -1, 1.0, "wheels", ("street", "meadow", "city", "beach"),
        ("red", "blue", "green", "yellow", "pink", "black"), (0.97, 0.07, "red"),
    ),
    Kind(
        ("skateboard",), "1f6f9", False, 0, 0.95, "wheels", ("street", "city", "room"),
        ("purple", "red", "blue", "green", "orange", "pink"), (0.72, 0.08, "black"),
    ),
    Kind(
        ("helicopter", "chopper"), "1f681", False, -1, 1.12, "hover", ("city", "mountains", "sea", "desert"),
        ("orange", "red", "blue", "green", "yellow", "white"), (0.05, 0.09, "orange"),
    ),
    Kind(("ufo", "flying saucer"), "1f6f8", False, 0, 1.1, "hover", ("space", "desert", "city", "mountains")),
    Kind(("satellite",), "1f6f0-fe0f", False, 0, 1.05, "hover", ("space",)),
    Kind(
        ("speedboat", "motorboat"), "1f6a4", False, -1, 1.1, "sail", ("sea", "beach"),
        ("orange", "red", "blue", "green", "yellow", "purple"), (0.03, 0.08, "orange"),
    ),
    Kind(("canoe", "rowboat"), "1f6f6", False, 0, 1.1, "sail", ("sea", "beach")),
    Kind(("ship", "steamer"), "1f6a2", False, -1, 1.2, "sail", ("sea",)),
    Kind(("sled", "sledge", "sleigh"), "1f6f7", False, -1, 1.0, "slide", ("snow", "mountains")),
)  # fmt: skip

BUILDINGS: Final[tuple[Kind, ...]] = (
    Kind(("ferris wheel",), "1f3a1", True, 0, 1.25, "stand", ("city", "street", "beach")),
    Kind(("tornado", "whirlwind"), "1f32a-fe0f", True, 0, 1.2, "slide", ("desert", "meadow", "city")),
    Kind(("house", "cottage"), "1f3e0", False, 0, 1.2, "stand", ("meadow", "street", "mountains", "forest")),
    Kind(("castle", "fortress"), "1f3f0", False, 0, 1.25, "stand", ("mountains", "meadow", "forest")),
    Kind(("lighthouse",), "shape:lighthouse", False, 0, 1.25, "stand", ("beach", "sea")),
    Kind(
        ("tent",), "26fa", False, 0, 1.05, "stand", ("forest", "mountains", "meadow", "beach"),
        ("green", "red", "blue", "orange", "purple"), (0.36, 0.1, "green"),
    ),
    Kind(("church", "chapel"), "26ea", False, 0, 1.2, "stand", ("meadow", "mountains", "street", "city")),
    Kind(("pagoda", "temple"), "1f3ef", False, 0, 1.25, "stand", ("mountains", "forest", "city")),
    Kind(("fountain",), "26f2", False, 0, 1.1, "stand", ("city", "street", "meadow")),
    Kind(("skyscraper", "office block"), "1f3e2", False, 0, 1.25, "stand", _STREET),
    Kind(("volcano",), "1f30b", False, 0, 1.25, "stand", ("mountains", "desert", "sea")),
    Kind(("tree", "leafy tree"), "1f333", False, 0, 1.2, "stand", _GREEN),
    Kind(("pine", "fir", "spruce"), "1f332", False, 0, 1.2, "stand", ("snow", "mountains", "forest")),
    Kind(("palm",), "1f334", False, 0, 1.2, "stand", ("beach", "desert")),
    Kind(("cactus",), "1f335", False, 0, 1.1, "stand", ("desert",)),
    Kind(("sunflower",), "1f33b", False, 0, 1.0, "stand", ("meadow", "room")),
    Kind(
        ("rose",), "1f339", False, 0, 0.95, "stand", ("meadow", "room"),
        ("red", "pink", "yellow", "white", "purple"), (0.98, 0.08, "red"),
    ),
    Kind(
        ("tulip",), "1f337", False, 0, 0.95, "stand", ("meadow", "room"),
        ("pink", "red", "yellow", "orange", "purple", "white"), (0.88, 0.1, "pink"),
    ),
    Kind(
        ("mushroom", "toadstool"), "1f344", False, 0, 0.9, "stand", ("forest", "meadow"),
        ("red", "blue", "purple", "green", "brown"), (0.96, 0.08, "red"),
    ),
    Kind(("snowman",), "26c4", False, 0, 1.05, "hops", ("snow", "mountains")),
    Kind(("bonfire", "flame", "campfire"), "1f525", False, 0, 0.95, "stand", ("forest", "beach", "mountains")),
    Kind(("coral", "coral reef"), "1fab8", False, 0, 1.0, "stand", ("underwater",)),
    Kind(("seashell", "shell"), "1f41a", True, 0, 0.85, "stand", ("underwater", "beach")),
)  # fmt: skip

OBJECTS: Final[tuple[Kind, ...]] = (
    Kind(("planet", "ringed planet"), "1fa90", False, 0, 1.1, "hover", ("space",)),
    Kind(("comet", "meteor"), "2604-fe0f", False, -1, 1.0, "wings", ("space",)),
    Kind(("robot", "android"), "1f916", False, 0, 1.0, "hops", ("room", "space", "city")),
    Kind(("alien", "green alien", "extraterrestrial"), "1f47d", False, 0, 0.95, "hover", ("space", "desert")),
    Kind(("ghost", "phantom"), "1f47b", False, 0, 1.0, "hover", ("room", "forest", "street")),
    Kind(
        ("umbrella",), "2602-fe0f", False, 0, 1.0, "air", ("street", "city", "beach"),
        ("purple", "red", "blue", "green", "yellow", "pink", "black"), (0.73, 0.1, "purple"),
    ),
    Kind(
        ("gift", "present"), "1f381", False, 0, 0.9, "hops", ("room", "snow", "street"),
        ("yellow", "blue", "green", "purple", "pink", "white"), (0.115, 0.075, "yellow"),
    ),
    Kind(
        ("book",), "1f4d5", False, 0, 0.9, "hops", _HOME,
        ("red", "blue", "green", "orange", "purple", "pink", "brown", "black"), (0.96, 0.09, "red"),
    ),
    Kind(
        ("guitar", "electric guitar"), "1f3b8", False, 0, 1.05, "hops", _STAGE,
        ("red", "blue", "green", "purple", "black", "white"), (0.96, 0.08, "red"),
    ),
    Kind(("violin", "fiddle"), "1f3bb", False, 0, 1.0, "hops", _STAGE),
    Kind(("trumpet",), "1f3ba", False, 0, 0.95, "hops", _STAGE),
    Kind(
        ("drum",), "1f941", False, 0, 0.95, "hops", _STAGE,
        ("red", "blue", "green", "purple"), (0.94, 0.11, "red"),
    ),
    Kind(("bell", "golden bell"), "1f514", False, 0, 0.9, "hops", ("room", "snow", "mountains")),
    Kind(("crown", "golden crown"), "1f451", False, 0, 0.9, "hops", ("room", "desert")),
    Kind(("key", "golden key"), "1f5dd-fe0f", False, 0, 0.9, "hops", ("room", "street", "forest")),
    Kind(
        ("shield",), "1f6e1-fe0f", False, 0, 0.95, "hops", ("mountains", "meadow", "room"),
        ("blue", "red", "green", "purple", "black"), (0.58, 0.08, "blue"),
    ),
    Kind(("trophy", "golden cup"), "1f3c6", False, 0, 0.95, "hops", ("room", "street")),
    Kind(("candle",), "1f56f-fe0f", False, 0, 0.95, "stand", _HOME),
    Kind(("lantern", "paper lantern"), "1f3ee", False, 0, 0.95, "air", ("street", "room", "city")),
    Kind(("camera", "photo camera"), "1f4f7", False, 0, 0.95, "hops", ("room", "street", "mountains")),
    Kind(("television", "tv set"), "1f4fa", False, 0, 1.0, "hops", _HOME),
    Kind(("telescope",), "1f52d", False, -1, 1.05, "stand", ("room", "mountains", "desert")),
    Kind(("clock", "alarm clock"), "23f0", False, 0, 0.9, "hops", _HOME),
    Kind(("chair", "wooden chair"), "1fa91", False, 0, 1.0, "hops", _HOME),
    Kind(
        ("teapot",), "1fad6", False, -1, 0.95, "hops", _HOME,
        ("red", "blue", "green", "yellow", "pink", "purple", "white"), (0.95, 0.1, "red"),
    ),
    Kind(
        ("backpack", "rucksack"), "1f392", False, 0, 0.95, "hops", ("mountains", "street", "room"),
        ("red", "blue", "green", "orange", "purple", "pink"), (0.95, 0.1, "red"),
    ),
    Kind(("hat", "top hat"), "1f3a9", False, 0, 0.9, "hops", ("room", "street")),
    Kind(
        ("dress", "gown"), "1f457", False, 0, 1.0, "air", _HOME,
        ("blue", "red", "green", "yellow", "purple", "pink", "black", "white"), (0.6, 0.1, "blue"),
    ),
    Kind(
        ("flag", "pennant"), "1f6a9", False, -1, 1.0, "stand", ("mountains", "beach", "meadow", "street"),
        ("red", "blue", "green", "yellow", "purple", "black", "white"), (0.96, 0.09, "red"),
    ),
    Kind(
        ("anchor",), "2693", False, 0, 1.0, "stand", ("underwater", "sea", "beach"),
        ("blue", "red", "green", "black", "grey"), (0.57, 0.1, "blue"),
    ),
    Kind(("kite",), "1fa81", False, -1, 1.05, "air", ("beach", "meadow", "mountains")),
    Kind(("teddy", "plush toy"), "1f9f8", False, 0, 0.95, "hops", _HOME),
    Kind(("dice", "die"), "1f3b2", False, 0, 0.85, "roll", _HOME),
    Kind(("football",), "26bd", False, 0, 0.85, "roll", ("meadow", "street", "beach")),
    Kind(("volleyball",), "1f3d0", False, 0, 0.85, "roll", ("beach", "meadow")),
    Kind(("tennis racket",), "1f3be", False, 0, 1.0, "hops", ("meadow", "street")),
)  # fmt: skip

TREATS: Final[tuple[Kind, ...]] = (
    Kind(("cake", "birthday cake"), "1f382", True, 0, 0.95, "hops", _HOME),
    Kind(("pumpkin", "halloween pumpkin"), "1f383", True, 0, 0.95, "hops", ("forest", "street", "room", "meadow")),
    Kind(
        ("apple",), "1f34e", False, 0, 0.85, "roll", ("room", "meadow", "forest"),
        ("red", "green", "yellow"), (0.95, 0.16, "red"),
    ),
    Kind(("banana",), "1f34c", False, 0, 0.9, "hops", ("room", "beach", "forest")),
    Kind(("strawberry",), "1f353", False, 0, 0.85, "hops", ("room", "meadow")),
    Kind(("watermelon", "melon slice"), "1f349", False, 0, 0.9, "hops", ("room", "beach")),
    Kind(("pineapple",), "1f34d", False, 0, 0.95, "hops", ("beach", "room")),
    Kind(("lemon",), "1f34b", False, 0, 0.85, "roll", ("room", "beach")),
    Kind(("carrot",), "1f955", False, 0, 0.9, "hops", ("room", "meadow")),
    Kind(("pizza", "pizza slice"), "1f355", False, 0, 0.95, "hops", ("room", "street", "city")),
    Kind(("hamburger", "burger"), "1f354", False, 0, 0.9, "hops", ("room", "street", "city")),
    Kind(("ice cream",), "1f366", False, 0, 0.95, "hops", ("beach", "street", "city")),
    Kind(("doughnut", "donut"), "1f369", False, 0, 0.85, "roll", ("room", "street")),
    Kind(("cupcake", "muffin"), "1f9c1", False, 0, 0.85, "hops", _HOME),
    Kind(("lollipop",), "1f36d", False, 0, 0.9, "hops", ("room", "street")),
    Kind(("cheese",), "1f9c0", False, 0, 0.9, "hops", ("room", "meadow")),
    Kind(("egg", "brown egg"), "1f95a", False, 0, 0.8, "roll", ("room", "meadow")),
    Kind(("popcorn",), "1f37f", False, 0, 0.95, "hops", _HOME),
)  # fmt: skip


def _shape(words: tuple[str, ...], medium: str, scale: float = 0.9) -> Kind:
    return Kind(words, f"shape:{words[0]}", False, 0, scale, medium, _ANYWHERE, _ALL, (0.98, 0.5, "red"))


SHAPES: Final[tuple[Kind, ...]] = (
    _shape(("sphere", "orb"), "roll"),
    _shape(("cube", "box"), "slide"),
    _shape(("cylinder",), "slide"),
    _shape(("cone",), "slide"),
    _shape(("pyramid",), "slide"),
    _shape(("ring", "hoop"), "roll"),
    _shape(("star",), "hover"),
    _shape(("heart",), "hover"),
    _shape(("diamond", "gem"), "hover"),
    _shape(("capsule", "pill"), "slide"),
)
