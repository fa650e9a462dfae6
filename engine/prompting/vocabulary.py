"""The words of a model as an index: which phrase says which concept, and what can be offered while one types.

In: a `Grammar`. Out: `Vocabulary`, read-only and shared by every prompt field, so any thread may ask it. Made by
`vocabulary_of`; read by `understanding`, `completing`, `nearness` and `expanding`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from engine.prompting.grammar import Grammar, Verb, read_grammar

ACTOR, COLOUR, NUMBER, MOTION, PLACE, TIME, WEATHER, CAMERA, STYLE, CHANGE = (
    *("actor", "colour", "number", "motion", "place", "time", "weather", "camera", "style", "change"),
)
CATEGORIES = (NUMBER, COLOUR, ACTOR, MOTION, CHANGE, PLACE, TIME, WEATHER, CAMERA, STYLE)
"""What a description says, in the order in which captions say it."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase and what it says. `concept` is empty where the phrase alone does not tell which: "runs", to where?"""

    phrase: str
    category: str
    concept: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text in lower case, and where it stands."""

    text: str
    start: int
    end: int


def words_of(text: str) -> list[Word]:
    """The words of a text; punctuation stands between them."""
    return [Word(m[0].lower().replace("’", "'"), m.start(), m.end()) for m in _WORD.finditer(text)]


class Vocabulary:
    """The concepts of one model and the phrases that say them."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.entries: tuple[Entry, ...] = tuple(dict.fromkeys(_offered(grammar)))
        """What is worth offering, each phrase as captions say it."""
        self._index: dict[tuple[str, ...], Entry] = {}
        for entry in (*self.entries, *_understood(grammar)):
            self._add(entry)
        self._reach: dict[str, int] = {}
        for key in self._index:
            self._reach[key[0]] = max(len(key), self._reach.get(key[0], 0))
        self.words: frozenset[str] = frozenset(word for key in self._index for word in key)
        """Every single word of every phrase."""

    def reach(self, word: str) -> int:
        """Words of the longest phrase that begins with this one; 0 if none does."""
        return self._reach.get(word, 0)

    def find(self, words: tuple[str, ...]) -> Entry | None:
        """What these words say together."""
        return self._index.get(words)

    @cached_property
    def short(self) -> tuple[Entry, ...]:
        """The shortest names of things, to put in place of an unknown word."""
        return tuple(dict.fromkeys(_short(self)))

    def _add(self, entry: Entry) -> None:
        key = tuple(word.text for word in words_of(entry.phrase))
        known = self._index.get(key)
        if known is None:
            self._index[key] = entry
        elif known.category == entry.category == MOTION and known.concept != entry.concept:
            self._index[key] = Entry(known.phrase, MOTION, "")


@cache
def vocabulary_of(model: str) -> Vocabulary | None:
    """What the model of this name (`ModelSpec.name`) has seen; None where nobody wrote it down."""
    grammar = read_grammar(model)
    return Vocabulary(grammar) if grammar is not None else None


def _offered(g: Grammar) -> Iterator[Entry]:
    for kind in g.kinds:
        yield from _entries(kind.words, ACTOR, kind.words[0])
        if g.actors > 1:
            yield Entry(kind.plural, ACTOR, kind.words[0])
    for colour in g.colours:
        yield Entry(colour, COLOUR, colour)
    yield from (Entry(number, NUMBER, number) for number in g.numbers)
    for name, place in g.places.items():
        yield from _entries((*place.where, *place.scenes, *place.tags, name), PLACE, name)
    for name, time in g.times.items():
        yield from _entries((*time.when, *time.tags), TIME, name)
    for name, weather in g.weathers.items():
        yield from _entries((*weather.phrases, *weather.tags, *weather.sentences), WEATHER, name)
    for name, camera in g.cameras.items():
        yield from _entries((*camera.phrases, *camera.tags), CAMERA, name)
    for name, phrases in g.styles.items():
        yield from _entries((*phrases, *(() if name == "normal" else (name,))), STYLE, name)
    yield from _entries(g.loops, STYLE, "loop")
    yield from _entries(g.changes, CHANGE, "")
    for name, motion in g.motions.items():
        for saying in motion.sayings():
            for verb, gerund, _ in saying.verbs:
                for rest in saying.rests:
                    yield from _entries((_joined(verb, rest), _joined(gerund, rest)), MOTION, name)
        yield from _entries(motion.tags, MOTION, name)
        for verb, gerund, _ in motion.together:
            yield from _entries((verb, gerund), MOTION, name)


def _understood(g: Grammar) -> Iterator[Entry]:
    """Other forms of what is offered: several of a kind, verbs as they are said of several, parts of a motion."""
    for kind in g.kinds:
        yield Entry(kind.plural, ACTOR, kind.words[0])
        yield from (Entry(f"{word}s", ACTOR, kind.words[0]) for word in kind.words)
    for name, motion in g.motions.items():
        for saying in motion.sayings():
            for rest in saying.rests:
                yield from (Entry(_joined(base, rest), MOTION, name) for _, _, base in saying.verbs)
        yield from (Entry(base, MOTION, name) for _, _, base in motion.together)
    # What is said by a verb alone hangs on what may follow it, and the other way round.
    for name, motion in g.motions.items():
        for saying in motion.sayings():
            for verb in saying.verbs:
                yield from (Entry(form, MOTION, name) for form in _alone(verb))
            yield from (Entry(rest, MOTION, name) for rest in saying.rests if rest)


def _short(vocabulary: Vocabulary) -> Iterator[Entry]:
    """Names for what is seen, and verbs: what can stand where one word stood."""
    g = vocabulary.grammar
    for kind in g.kinds:
        yield from _entries(kind.words, ACTOR, kind.words[0])
    yield from (Entry(colour, COLOUR, colour) for colour in g.colours)
    for name, place in g.places.items():
        yield from _entries((name, *place.tags, *(_bare(scene) for scene in place.scenes)), PLACE, name)
    for name, time in g.times.items():
        yield from _entries(time.tags, TIME, name)
    for name, weather in g.weathers.items():
        yield from _entries(weather.tags, WEATHER, name)
    for name, phrases in g.styles.items():
        yield from _entries(phrases, STYLE, name)
    for motion in g.motions.values():
        for saying in motion.sayings():
            for verb in saying.verbs:
                for form in verb[:2]:
                    found = vocabulary.find(tuple(word.text for word in words_of(form)))
                    if found is not None:
                        yield Entry(form, MOTION, found.concept)


def _entries(phrases: Iterable[str], category: str, concept: str) -> Iterator[Entry]:
    return (Entry(phrase, category, concept) for phrase in phrases)


def _alone(verb: Verb) -> Iterator[str]:
    """The forms of a verb, with and without what is part of it ("hops along")."""
    for form in verb:
        yield form
        first, _, more = form.partition(" ")
        if more:
            yield first


def _bare(scene: str) -> str:
    """A scene without its article."""
    first, _, rest = scene.partition(" ")
    return rest if first in ("a", "an", "the") else scene


def _joined(verb: str, rest: str) -> str:
    return f"{verb} {rest}" if rest else verb
