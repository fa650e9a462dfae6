"""People and animals of the full world, as plain data.

Nothing comes in; out go ``PEOPLE`` and ``ANIMALS``, whose order is fixed.  Read by ``kinds``.  Whose picture shows only
a head or a bust hops along like a puppet; whose picture shows legs walks.
"""

from typing import Final

from engine.training.world.kind import Kind

_GRASS: Final = ("meadow", "forest", "mountains")
_TOWN: Final = ("city", "street", "room")
_WARM: Final = ("desert", "meadow")
_WATER: Final = ("sea", "underwater")
_DEEP: Final = ("underwater", "sea")
_PLAY: Final = ("meadow", "beach", "street")

PEOPLE: Final[tuple[Kind, ...]] = (
    Kind(("woman", "lady"), "1f3c3-200d-2640", True, -1, 1.05, "legs", ("city", "street", "beach", "meadow")),
    Kind(("walker", "pedestrian"), "1f468-200d-1f9af", True, -1, 1.1, "legs", ("street", "mountains", "city")),
    Kind(("doctor", "physician"), "1f468-200d-2695-fe0f", True, 0, 1.0, "hops", _TOWN),
    Kind(("student", "graduate"), "1f468-200d-1f393", True, 0, 1.0, "hops", _TOWN),
    Kind(("farmer",), "1f468-200d-1f33e", True, 0, 1.0, "hops", ("meadow", "forest")),
    Kind(("chef", "cook"), "1f468-200d-1f373", True, 0, 1.0, "hops", _TOWN),
    Kind(("scientist", "chemist"), "1f468-200d-1f52c", True, 0, 1.0, "hops", ("room", "city")),
    Kind(("painter", "artist"), "1f468-200d-1f3a8", True, 0, 1.0, "hops", ("room", "street", "meadow")),
    Kind(("singer", "pop singer"), "1f468-200d-1f3a4", True, 0, 1.0, "hops", ("room", "street", "city")),
    Kind(("firefighter", "fireman"), "1f468-200d-1f692", True, 0, 1.0, "hops", ("city", "street", "forest")),
    Kind(("astronaut", "spaceman"), "1f468-200d-1f680", True, 0, 1.0, "hover", ("space",)),
    Kind(("santa", "father christmas"), "1f385", True, 0, 0.95, "hops", ("snow", "room", "street")),
    Kind(("wheelchair user", "wheelchair"), "1f468-200d-1f9bd", True, -1, 1.05, "wheels", ("city", "street", "room")),
    Kind(("surfer",), "1f3c4-200d-2640", True, -1, 1.1, "sail", ("sea", "beach")),
    Kind(("weightlifter", "strongman"), "1f3cb-fe0f", True, 0, 1.1, "stand", ("room", "beach", "street")),
    Kind(("jockey", "rider"), "1f3c7", True, -1, 1.15, "legs", ("meadow", "forest", "beach")),
    Kind(("cyclist",), "1f6b4", False, -1, 1.1, "wheels", ("street", "city", "mountains", "meadow")),
    Kind(("skier",), "26f7-fe0f", False, -1, 1.1, "slide", ("snow", "mountains")),
    Kind(("fencer", "swordsman"), "1f93a", False, -1, 1.1, "legs", ("room", "meadow", "street")),
    Kind(
        ("dancer", "flamenco dancer"), "1f483", False, 0, 1.1, "legs", ("room", "street", "city"),
        ("red", "blue", "green", "purple", "pink", "black", "white"), (0.965, 0.065, "red"),
    ),
    Kind(("acrobat", "gymnast"), "1f938", False, 0, 1.05, "roll", ("meadow", "beach", "room")),
    Kind(("fairy", "pixie"), "1f9da", False, 0, 1.05, "flutter", ("forest", "meadow")),
    Kind(("mermaid",), "1f9dc-200d-2640-fe0f", False, 0, 1.05, "fins", _DEEP),
    Kind(("king", "monarch"), "1fac5", False, 0, 1.0, "hops", ("room", "city", "meadow")),
    Kind(("princess", "queen"), "1f478", False, 0, 1.0, "hops", ("room", "meadow", "forest")),
    Kind(("wizard", "magician", "sorcerer"), "1f9d9", False, 0, 1.0, "hops", ("forest", "mountains", "room")),
    Kind(("ninja",), "1f977", False, 0, 1.0, "hops", ("city", "street", "forest")),
    Kind(("superhero", "hero"), "1f9b8", False, 0, 1.0, "wings", ("city", "street", "space")),
    Kind(("detective", "spy"), "1f575-fe0f", False, 0, 1.0, "hops", ("street", "city", "room")),
    Kind(("police officer", "policeman"), "1f46e", False, 0, 1.0, "hops", ("street", "city")),
    Kind(("builder", "construction worker"), "1f477", False, 0, 1.0, "hops", ("city", "street")),
)  # fmt: skip

ANIMALS: Final[tuple[Kind, ...]] = (
    Kind(("poodle",), "1f429", True, -1, 1.0, "legs", ("street", "city", "meadow", "room")),
    Kind(("monkey",), "1f412", True, -1, 1.0, "hops", ("forest", "mountains")),
    Kind(("tiger",), "1f405", True, -1, 1.1, "legs", ("forest", "meadow")),
    Kind(("leopard", "cheetah"), "1f406", True, -1, 1.05, "legs", ("desert", "meadow", "forest")),
    Kind(("bull", "ox"), "1f402", True, -1, 1.1, "legs", ("meadow", "desert")),
    Kind(("sheep", "ewe"), "1f411", True, -1, 1.0, "legs", _GRASS),
    Kind(("goat",), "1f410", True, -1, 1.0, "legs", ("mountains", "meadow")),
    Kind(("camel",), "1f42a", True, -1, 1.12, "legs", ("desert",)),
    Kind(("mouse",), "1f401", True, -1, 0.85, "legs", ("room", "street", "meadow")),
    Kind(("squirrel", "chipmunk"), "1f43f-fe0f", True, -1, 0.9, "hops", ("forest", "meadow")),
    Kind(("wolf", "grey wolf"), "1f43a", True, 0, 0.95, "hops", ("forest", "snow", "mountains")),
    Kind(("bear", "brown bear"), "1f43b", True, 0, 0.95, "hops", ("forest", "mountains", "snow")),
    Kind(("koala",), "1f428", True, 0, 0.95, "hops", ("forest",)),
    Kind(("panda",), "1f43c", True, 0, 0.95, "hops", ("forest", "mountains")),
    Kind(("rooster", "cockerel"), "1f413", True, -1, 0.95, "legs", ("meadow", "street")),
    Kind(("chick", "yellow chick"), "1f424", True, -1, 0.8, "hops", ("meadow", "room")),
    Kind(("frog", "green frog", "toad"), "1f438", True, 0, 0.85, "hops", ("forest", "meadow")),
    Kind(("snake", "green snake", "serpent"), "1f40d", True, -1, 0.95, "slide", ("desert", "forest", "meadow")),
    Kind(
        ("dragon",), "1f409", True, -1, 1.2, "wings", ("mountains", "forest", "desert"),
        ("green", "red", "blue", "purple", "black"), (0.42, 0.12, "green"),
    ),
    Kind(("dolphin",), "1f42c", True, -1, 1.1, "fins", _WATER),
    Kind(("angelfish",), "1f420", True, -1, 0.9, "fins", _DEEP),
    Kind(("pufferfish", "blowfish"), "1f421", True, -1, 0.9, "fins", _DEEP),
    Kind(
        ("octopus",), "1f419", True, 0, 1.0, "fins", _DEEP,
        ("orange", "red", "yellow", "purple", "blue", "green", "pink"), (0.02, 0.14, "orange"),
    ),
    Kind(("snail",), "1f40c", True, -1, 0.85, "slide", ("forest", "meadow")),
    Kind(("caterpillar", "worm"), "1f41b", True, -1, 0.85, "slide", ("forest", "meadow")),
    Kind(("ant",), "1f41c", True, -1, 0.85, "legs", ("forest", "meadow", "desert")),
    Kind(("bee", "honeybee", "bumblebee"), "1f41d", True, -1, 0.85, "flutter", ("meadow", "forest")),
    Kind(("ladybug", "ladybird"), "1f41e", True, 0, 0.8, "flutter", ("meadow", "forest")),
    Kind(("fox", "red fox"), "1f98a", False, 0, 0.95, "hops", ("forest", "snow", "meadow")),
    Kind(("lion",), "1f981", False, 0, 1.0, "hops", ("desert", "meadow")),
    Kind(("zebra",), "1f993", False, -1, 1.1, "legs", _WARM),
    Kind(("deer", "stag"), "1f98c", False, -1, 1.1, "legs", _GRASS),
    Kind(("giraffe",), "1f992", False, -1, 1.2, "legs", _WARM),
    Kind(("rhino", "rhinoceros"), "1f98f", False, -1, 1.1, "legs", _WARM),
    Kind(("hippo", "hippopotamus"), "1f99b", False, -1, 1.1, "legs", ("meadow", "beach")),
    Kind(("kangaroo",), "1f998", False, -1, 1.1, "hops", ("desert", "meadow")),
    Kind(("gorilla",), "1f98d", False, -1, 1.1, "legs", ("forest", "mountains")),
    Kind(("unicorn",), "1f984", False, -1, 1.0, "hops", ("meadow", "forest", "mountains")),
    Kind(("hedgehog",), "1f994", False, -1, 0.85, "legs", ("forest", "meadow")),
    Kind(("bat",), "1f987", False, 0, 0.95, "flutter", ("forest", "mountains", "city")),
    Kind(("seal",), "1f9ad", False, -1, 1.0, "slide", ("snow", "beach", "sea")),
    Kind(("duck", "mallard"), "1f986", False, -1, 0.95, "sail", ("sea", "meadow", "beach")),
    Kind(("swan", "white swan"), "1f9a2", False, -1, 1.0, "sail", ("sea", "meadow")),
    Kind(("owl",), "1f989", False, 0, 0.95, "flutter", ("forest", "mountains")),
    Kind(("flamingo", "pink flamingo"), "1f9a9", False, -1, 1.05, "legs", ("beach", "sea", "meadow")),
    Kind(("peacock",), "1f99a", False, 0, 1.0, "legs", ("meadow", "forest")),
    Kind(("parrot", "macaw"), "1f99c", False, -1, 0.95, "hops", ("forest", "beach", "room")),
    Kind(("eagle", "hawk"), "1f985", False, -1, 1.0, "wings", ("mountains", "desert", "forest")),
    Kind(("brontosaurus", "long-necked sauropod"), "1f995", False, -1, 1.2, "legs", ("desert", "forest", "mountains")),
    Kind(("shark",), "1f988", False, -1, 1.1, "fins", _WATER),
    Kind(
        ("jellyfish",), "1fabc", False, 0, 0.95, "fins", _DEEP,
        ("blue", "purple", "pink", "green", "orange"), (0.62, 0.1, "blue"),
    ),
    Kind(
        ("crab",), "1f980", False, 0, 0.9, "legs", ("beach", "underwater"),
        ("red", "orange", "blue", "purple", "green"), (0.96, 0.1, "red"),
    ),
    Kind(("squid",), "1f991", False, 0, 1.0, "fins", _DEEP),
    Kind(("lobster",), "1f99e", False, 0, 0.95, "legs", ("underwater", "beach")),
    Kind(
        ("butterfly",), "1f98b", False, 0, 0.85, "flutter", ("meadow", "forest"),
        ("orange", "blue", "yellow", "purple", "pink", "green"), (0.02, 0.1, "orange"),
    ),
    Kind(("spider", "black spider"), "1f577-fe0f", False, 0, 0.85, "legs", ("room", "forest")),
)  # fmt: skip
