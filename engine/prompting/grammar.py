"""The grammar of a model's captions, as `packaging/make_vocabulary.py` wrote it down.

In: the name of a model's file (`ModelSpec.name`). Out: typed tables of who there is, what they do, where and when, each
with the phrases that captions say it by. Read by `vocabulary`, and by `expanding`, which writes such captions.
"""

from collections.abc import Iterator

import msgspec

import resources

ANY = "*"
"""The medium of a motion that all say alike."""
Verb = tuple[str, str, str]
"""A verb as it is said of one, of what goes on, and of several: runs, running, run."""


class Kind(msgspec.Struct, frozen=True):
    """One kind of actor. `words[0]` is its name; `home` where it is met most; `medium` how it gets about."""

    words: tuple[str, ...]
    medium: str
    home: tuple[str, ...]
    colours: tuple[str, ...]
    plural: str


class Saying(msgspec.Struct, frozen=True):
    """Each of the verbs may be followed by each of the rests; "" is nothing."""

    verbs: tuple[Verb, ...]
    rests: tuple[str, ...]


class Motion(msgspec.Struct, frozen=True):
    """A motion, by medium; `together` is what one actor does to another."""

    said: dict[str, tuple[Saying, ...]]
    tags: tuple[str, ...]
    together: tuple[Verb, ...] = ()

    def of(self, medium: str) -> tuple[Saying, ...]:
        """How it is said of an actor that moves by this medium."""
        return self.said.get(medium) or self.said.get(ANY, ())

    def sayings(self) -> Iterator[Saying]:
        """All ways, whoever moves."""
        for groups in self.said.values():
            yield from groups


class Place(msgspec.Struct, frozen=True):
    """A place: adverbials, the place as a scene of its own, tags; and the weathers that are met there, none inside."""

    where: tuple[str, ...]
    scenes: tuple[str, ...]
    tags: tuple[str, ...]
    weathers: tuple[str, ...]


class Time(msgspec.Struct, frozen=True):
    """A time of day."""

    when: tuple[str, ...]
    tags: tuple[str, ...]


class Weather(msgspec.Struct, frozen=True):
    """A weather: adverbials, whole sentences, tags."""

    phrases: tuple[str, ...]
    sentences: tuple[str, ...]
    tags: tuple[str, ...]


class Camera(msgspec.Struct, frozen=True):
    """A move of the camera."""

    phrases: tuple[str, ...]
    tags: tuple[str, ...]


class Grammar(msgspec.Struct, frozen=True):
    """Everything that one model has seen; `actors` is how many a clip holds at most."""

    version: int
    model: str
    actors: int
    colours: tuple[str, ...]
    kinds: tuple[Kind, ...]
    motions: dict[str, Motion]
    places: dict[str, Place]
    times: dict[str, Time]
    weathers: dict[str, Weather]
    cameras: dict[str, Camera]
    styles: dict[str, tuple[str, ...]]
    numbers: tuple[str, ...] = ()
    loops: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()


def read_grammar(model: str) -> Grammar | None:
    """The grammar of a model, or None for one whose captions are not known here."""
    if not model.replace("-", "").isalnum():
        return None
    path = resources.path(f"vocabulary-{model}.json")
    if not path.is_file():
        return None
    return msgspec.json.decode(path.read_bytes(), type=Grammar)
