"""The actors of the training world, as plain data: what each is called, looks like and does.

Nothing comes in; out goes ``KINDS`` in a fixed order, of which the first ``SMALL`` make up the small world.  Called
through ``vocabulary`` by the sampler, the renderer and the captions, and by the atlas and its builder: no torch here.
A kind's place in ``KINDS`` is its number in datasets and labels: new kinds go to the end, in a group of their own.
"""

from typing import Final

from engine.training.world.creatures import ANIMALS, PEOPLE
from engine.training.world.kind import Kind
from engine.training.world.things import BUILDINGS, OBJECTS, SHAPES, TREATS, VEHICLES

_LAND: Final = ("meadow", "forest", "beach", "snow")
_ROAD: Final = ("city", "desert", "meadow", "snow")

_FIRST: Final[tuple[Kind, ...]] = (
    Kind(("dog", "puppy"), "1f415", True, -1, 1.0, "legs", ("meadow", "beach", "city", "snow")),
    Kind(("cat", "black cat", "kitty"), "1f408-200d-2b1b", True, -1, 1.0, "legs", ("city", "meadow", "forest")),
    Kind(("horse", "brown horse"), "1f40e", True, -1, 1.1, "legs", ("meadow", "desert", "beach")),
    Kind(("cow", "spotted cow"), "1f404", True, -1, 1.1, "legs", ("meadow", "forest")),
    Kind(("elephant",), "1f418", True, -1, 1.12, "legs", ("desert", "meadow", "forest")),
    Kind(("rabbit", "bunny", "white rabbit"), "1f407", True, -1, 0.95, "legs", _LAND),
    Kind(("pig", "pink pig"), "1f416", True, -1, 1.0, "legs", ("meadow", "forest", "beach")),
    Kind(("turtle", "green turtle", "tortoise"), "1f422", True, -1, 1.0, "legs", ("beach", "sea", "meadow")),
    Kind(("whale", "blue whale"), "1f433", True, -1, 1.12, "fins", ("sea", "beach")),
    Kind(
        ("fish",), "1f41f", True, -1, 0.95, "fins", ("sea", "beach"),
        ("orange", "red", "yellow", "green"), (0.57, 0.12, "blue"),
    ),
    Kind(
        ("bird",), "1f426", True, -1, 0.95, "hops", (*_LAND, "city"),
        ("red", "blue", "yellow", "green"), (0.95, 0.08, "red"),
    ),
    Kind(("penguin",), "1f427", True, 0, 1.0, "legs", ("snow", "sea", "beach")),
    Kind(("dinosaur", "green dinosaur", "t-rex"), "1f996", False, -1, 1.12, "legs", ("desert", "forest", "meadow")),
    Kind(
        ("car",), "1f697", False, -1, 1.05, "wheels", _ROAD,
        ("red", "blue", "green", "yellow", "purple"), (0.97, 0.09, "red"),
    ),
    Kind(("bus", "coach"), "1f68c", False, -1, 1.15, "wheels", ("city", "meadow", "beach")),
    Kind(("train", "steam train", "locomotive"), "1f682", False, -1, 1.12, "wheels", ("city", "meadow", "snow")),
    Kind(("airplane", "plane"), "2708", False, 1, 1.12, "wings", ("sea", "city", "meadow", "desert")),
    Kind(("rocket", "spaceship"), "1f680", False, 1, 1.1, "wings", ("space", "desert", "city")),
    Kind(
        ("sailboat", "sailing boat", "boat"), "26f5", False, -1, 1.1, "sail", ("sea", "beach"),
        ("yellow", "red", "blue", "green", "purple"), (0.12, 0.05, "yellow"),
    ),
    Kind(
        ("balloon",), "1f388", False, 0, 1.05, "air", (*_LAND, "city"),
        ("red", "blue", "green", "yellow", "purple"), (0.96, 0.12, "red"),
    ),
    Kind(
        ("ball", "basketball"), "1f3c0", False, 0, 0.85, "roll", ("beach", "meadow", "city"),
        ("orange", "red", "blue", "green", "purple"), (0.03, 0.13, "orange"),
    ),
    Kind(("person", "runner", "man"), "1f3c3", True, -1, 1.05, "legs", ("city", "beach", "meadow", "forest")),
)  # fmt: skip

SMALL: Final = len(_FIRST)
"""How many kinds, from the first on, the small world has."""

KINDS: Final[tuple[Kind, ...]] = (
    *_FIRST,
    *PEOPLE,
    *ANIMALS,
    *VEHICLES,
    *BUILDINGS,
    *OBJECTS,
    *TREATS,
    *SHAPES,
)
