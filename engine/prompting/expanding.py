"""From a short prompt to a full description, as the captions of the training are written.

In: what the artist wrote, a seed, a `Vocabulary`. Out: the same words with what was missing put between and behind
them: what happens, where, when, in which weather, how the camera moves, in which style. Nothing that was written is
taken away or changed. The same prompt and seed always give the same description. Called by the prompt editor.
"""

import random
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.prompting.grammar import Grammar, Kind, Motion, Saying, Verb
from engine.prompting.understanding import Span, understand
from engine.prompting.vocabulary import (
    ACTOR,
    CAMERA,
    COLOUR,
    MOTION,
    NUMBER,
    PLACE,
    STYLE,
    TIME,
    WEATHER,
    Vocabulary,
    words_of,
)

COLOURLESS = ("noir", "sepia", "sketch")
"""Styles in which a colour that was asked for could not be seen."""
TIMELESS = "space"
"""Where captions name no time of day."""
DISPENSABLE = (STYLE, CAMERA, WEATHER, TIME, PLACE, MOTION, ACTOR)
"""What is left out first where a description would be too long."""
GOING = ("left", "right", "come", "recede")
"""Motions that whatever moves by itself does in its own way: a sailboat sails, a bird flies."""
PLAUSIBLE = {
    "legs": ("jump", "stay"),
    "hops": ("jump", "stay"),
    "roll": ("bounce", "fall"),
    "air": ("rise", "stay"),
    "wings": ("rise",),
    "flutter": ("rise", "stay"),
    "hover": ("rise", "stay"),
    "stand": ("stay",),
}
"""What else actors of a medium may do without surprising anybody; the artist may ask for anything."""
AT_SEA = ("fins", "sail", "wings", "air", "flutter", "hover", "slide")
"""Media of actors that are met on open water; whoever walks there looks wrong."""
WATER = ("sea", "underwater")
WEATHER_SHARE = 0.25
"""How often a weather is added; most clips say none."""
FAIR = ("clear", "clouds")
"""Weathers that change nothing that was said; others are for the artist to ask for."""
LIFELESS = ("stand", "roll", "slide")
"""Media of actors that are not invented: what they do is seldom worth a clip."""
ENDS = ".,;:!?\n"


@dataclass(frozen=True, slots=True)
class _Said:
    """What a prompt says."""

    text: str
    spans: Sequence[Span]
    kind: Kind | None

    def all(self, *categories: str) -> list[Span]:
        """Everything of these categories, in order."""
        return [span for span in self.spans if span.category in categories]

    def concept(self, category: str) -> str:
        """What it says of a category, "" if nothing."""
        return next((span.concept for span in self.spans if span.category == category and span.concept), "")

    @property
    def tags(self) -> bool:
        """Whether it is a list of tags: the actor alone before the first of several commas, or of one."""
        actors = self.all(ACTOR)
        return bool(actors) and self.text[actors[0].end :].startswith(",") and not self.all(MOTION)

    @property
    def odd_deed(self) -> bool:
        """Whether the actor does something that the model does not know: "a horse gallops"."""
        actors = self.all(ACTOR)
        end = _clause_end(self)
        return bool(actors) and any(not s.known and actors[0].end <= s.start < end for s in self.spans)

    @property
    def strange(self) -> bool:
        """Whether it is about something that the model does not know."""
        return not self.all(ACTOR) and any(not span.known for span in self.spans)


def expand(
    prompt: str,
    seed: int,
    vocabulary: Vocabulary,
    fits: Callable[[str], bool] = lambda _: True,
    without: Collection[str] = (),
) -> str:
    """The prompt as a full description; the prompt itself where it says everything already.

    `fits` tells whether the model reads a text to its end: what matters least is left out until it does. Of the
    categories `without` nothing is added (a style that is chosen elsewhere).
    """
    text = prompt.strip().rstrip(".").rstrip()
    spans = understand(text, vocabulary)
    rng = random.Random(f"{seed} {text}")
    grammar = vocabulary.grammar
    kinds = {kind.words[0]: kind for kind in grammar.kinds}
    said = _Said(text, spans, kinds.get(next((s.concept for s in spans if s.category == ACTOR), "")))
    wanted = {c: found for c, found in _additions(said, grammar, rng).items() if c not in without}
    ended = "." in prompt
    result = _composed(said, wanted, ended)
    for category in DISPENSABLE:
        if fits(result):
            break
        if wanted.pop(category, None) is not None:
            result = _composed(said, wanted, ended)
    return result if wanted else prompt


@dataclass(frozen=True, slots=True)
class _Addition:
    """What is put in: `at` is where in the text, None where the order of a description says it. `gerund` for tags."""

    words: str
    at: int | None = None
    gerund: str = ""


def _additions(said: _Said, g: Grammar, rng: random.Random) -> dict[str, _Addition]:
    """What is missing, by category. Every choice is drawn whether it is used or not, so that they do not shift."""
    found: dict[str, _Addition] = {}
    kind = said.kind or _kind_for(said, g, rng)
    if said.kind is None and not said.all(PLACE) and not said.strange:
        found[ACTOR] = _Addition(_named(said, kind, rng), _actor_place(said))
    acts = said.kind is not None or ACTOR in found
    motion = _motion_for(said, kind, g, rng)
    if acts and motion is not None:
        found[MOTION] = motion
    place = said.concept(PLACE) or rng.choice(_homes(kind, g))
    if acts and not said.all(PLACE):
        found[PLACE] = _Addition(rng.choice(g.places[place].where))
    time = said.concept(TIME) or rng.choice(tuple(g.times))
    if not said.all(TIME) and place != TIMELESS:
        found[TIME] = _Addition(rng.choice(g.times[time].when))
    weathers = [w for w in g.places[place].weathers if w in FAIR]
    weather = rng.choice(weathers or ("clear",))
    phrases = [p for p in g.weathers[weather].phrases if time == "day" or not p.endswith("day")]
    seldom = rng.random() < WEATHER_SHARE
    # A word that nobody knows may tell of the weather.
    unsaid = not said.all(WEATHER) and all(span.known for span in said.spans)
    if weathers and seldom and unsaid:
        found[WEATHER] = _Addition(rng.choice(phrases))
    moves = tuple(g.cameras)
    camera = rng.choice((moves[0],) * (len(moves) // 2) + moves)
    if not said.all(CAMERA):
        found[CAMERA] = _Addition(rng.choice(g.cameras[camera].phrases))
    styles = [s for s in g.styles if not (said.all(COLOUR) and s in COLOURLESS)]
    style = rng.choice([styles[0]] * len(styles) + styles)
    if not said.all(STYLE):
        found[STYLE] = _Addition(rng.choice(g.styles[style]))
    return found


# -- who ---------------------------------------------------------------------------------------------------------------


def _kind_for(said: _Said, g: Grammar, rng: random.Random) -> Kind:
    """An actor that goes with what is said: of that colour, doing that, met in that place."""
    colour, place = said.concept(COLOUR), said.concept(PLACE)
    verbs = {words_of(span.text)[0].text for span in said.all(MOTION)}
    can = {medium: verbs <= _verbs(medium, g) for medium in {kind.medium for kind in g.kinds}}
    wishes: tuple[Callable[[Kind], bool], ...] = (
        lambda kind: not colour or colour in kind.colours,
        lambda kind: can[kind.medium],
        lambda kind: not place or place in kind.home,
        lambda kind: kind.medium not in LIFELESS,
    )
    fitting: Sequence[Kind] = g.kinds
    for wish in wishes:
        fitting = [kind for kind in fitting if wish(kind)] or fitting
    return rng.choice(fitting)


def _homes(kind: Kind, g: Grammar) -> Sequence[str]:
    """Where such an actor is met; on open water only who floats, swims or flies, and these nowhere else."""
    homes = kind.home or tuple(g.places)
    if kind.medium in ("sail", "fins"):
        return [home for home in homes if home in WATER] or homes
    return [home for home in homes if home not in WATER or kind.medium in AT_SEA] or homes


def _verbs(medium: str, g: Grammar) -> set[str]:
    """The first words of all verbs, in any form, that captions say of actors that move by this medium."""
    sayings = [saying for motion in g.motions.values() for saying in motion.of(medium)]
    return {form.split(" ")[0] for saying in sayings for forms in saying.verbs for form in forms}


def _named(said: _Said, kind: Kind, rng: random.Random) -> str:
    """An actor with its article, or behind a colour without one: "a dog", "car"."""
    colours = said.all(COLOUR)
    if colours:
        return kind.words[0]
    return _article(rng.choice(kind.words))


def _actor_place(said: _Said) -> int:
    """Where an actor belongs: behind its colour, else before everything."""
    colours = said.all(COLOUR)
    return colours[0].end if colours else 0


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


# -- what happens ------------------------------------------------------------------------------------------------------


def _motion_for(said: _Said, kind: Kind, g: Grammar, rng: random.Random) -> _Addition | None:
    """What the actor does, or which way it goes where only the verb is there; None where that is said."""
    motions = said.all(MOTION)
    names = [name for name, motion in g.motions.items() if motion.of(kind.medium)]
    going = [n for n in names if n in GOING and kind.medium != "stand"]
    fitting = 3 * going + [n for n in names if n in PLAUSIBLE.get(kind.medium, ())]
    name = rng.choice(fitting or names)
    chosen = rng.random()
    if said.odd_deed:
        return None
    if not motions:
        several, at = _doers(said)
        verb, rest = _picked(_its_own(g.motions[name], kind.medium), chosen)
        gerund = f"{verb[1]} {rest}".strip()
        return _Addition(f"{verb[2 if several else 0]} {rest}".strip(), at, gerund)
    if any(span.concept for span in motions):
        return None
    first = motions[0]
    rests = _ways(first.text.lower(), [*_of(g, kind), *_all(g)])
    return _Addition(rests[int(chosen * len(rests))], first.end) if rests else None


def _all(g: Grammar) -> list[Saying]:
    return [saying for motion in g.motions.values() for saying in motion.sayings()]


def _of(g: Grammar, kind: Kind) -> list[Saying]:
    return [saying for motion in g.motions.values() for saying in motion.of(kind.medium)]


def _ways(verb: str, sayings: Sequence[Saying]) -> list[str]:
    """What may follow a verb, by the first of these sayings that know it."""
    found: dict[str, None] = {}
    for saying in sayings:
        if any(verb in forms for forms in saying.verbs):
            found.update(dict.fromkeys(rest for rest in saying.rests if rest))
    return list(found)


def _its_own(motion: Motion, medium: str) -> Sequence[Saying]:
    """How a motion is said of a medium, by verbs that few others share: "sails", not "goes"."""
    sayings = motion.of(medium)
    told: Counter[Verb] = Counter()
    for groups in motion.said.values():
        told.update({verb for saying in groups for verb in saying.verbs})
    least = 0.6 * len(motion.said)
    narrow = [
        Saying(own, saying.rests)
        for saying in sayings
        if (own := tuple(verb for verb in saying.verbs if told[verb] < least))
    ]
    return narrow or sayings


def _picked(sayings: Sequence[Saying], chosen: float) -> tuple[tuple[str, str, str], str]:
    """One way to say a motion, by a number from 0 to 1."""
    ways = [(verb, rest) for saying in sayings for verb in saying.verbs for rest in saying.rests]
    return ways[int(chosen * len(ways))]


def _doers(said: _Said) -> tuple[bool, int | None]:
    """Whether several do it, and behind which character of the text they are named; None if nobody is."""
    actors = said.all(ACTOR)
    if not actors:
        return False, None
    last = actors[0]
    several = bool(said.all(NUMBER)) or not _singular(last, said)
    for one, other in pairwise(actors):
        between = said.text[one.end : other.start]
        listed = "," in between or any(word.text == "and" for word in words_of(between))
        if not listed or any(mark in between for mark in ".;\n"):
            break
        last, several = other, True
    return several, last.end


def _singular(span: Span, said: _Said) -> bool:
    """Whether it is named as one."""
    return said.kind is None or span.text.lower() in said.kind.words


# -- putting together --------------------------------------------------------------------------------------------------


def _composed(said: _Said, wanted: dict[str, _Addition], ended: bool) -> str:
    """The text with the additions in their places; camera and style come last, as captions have them."""
    last = [wanted[c].words for c in (CAMERA, STYLE) if c in wanted]
    around = [wanted[c].words for c in (PLACE, TIME, WEATHER) if c in wanted]
    motion = wanted.get(MOTION)
    if said.tags:
        deed = [(said.all(ACTOR)[0].end, f", {motion.gerund}")] if motion else []
        text, last = _inserted(said.text, deed), around + last
    elif ACTOR in wanted and not wanted[ACTOR].at:
        clause = " ".join([wanted[ACTOR].words, *([motion.words] if motion and motion.at is None else [])])
        inner = [(motion.at, motion.words)] if motion and motion.at is not None else []
        text = _fronted(clause, _inserted(said.text, inner), around, said)
    else:
        text = _with_article(said, _inserted(said.text, _pieces(said, wanted, around)), bool(wanted))
    if ended:
        return " ".join(f"{sentence}." for sentence in [text, *map(_sentence, last)])
    return ", ".join([text, *last] if text else last)


def _pieces(said: _Said, wanted: dict[str, _Addition], around: Sequence[str]) -> list[tuple[int, str]]:
    """Additions to a clause that is there, each with its place in the text."""
    actor, motion = wanted.get(ACTOR), wanted.get(MOTION)
    pieces: list[tuple[int, str]] = []
    if actor is not None and actor.at is not None:
        pieces.append((actor.at, actor.words))
    if motion is not None:
        at = motion.at if motion.at is not None else actor.at if actor is not None else None
        pieces.append((_clause_end(said) if at is None else at, motion.words))
    if around:
        pieces.append((_clause_end(said), " ".join(around)))
    return pieces


def _clause_end(said: _Said) -> int:
    """Where the first clause about the actor ends: adverbials belong there."""
    begin = max((span.end for span in said.all(ACTOR)[:1]), default=0)
    if not begin:
        begin = max((span.end for span in said.spans if span.category in (MOTION, PLACE)), default=0)
    found = [said.text.find(mark, begin) for mark in ENDS]
    return min((at for at in found if at >= 0), default=len(said.text))


def _inserted(text: str, pieces: list[tuple[int, str]]) -> str:
    """The text with pieces put in at their places, the later ones behind the earlier ones of the same place."""
    result, done = "", 0
    for at, words in sorted(pieces, key=lambda piece: piece[0]):
        result += text[done:at]
        gap = " " if result and not result[-1].isspace() and words[0] not in ENDS else ""
        result += gap + words
        done = at
    rest = text[done:]
    glued = not rest or rest[0] in ENDS or rest[0].isspace() or not result
    return result + rest if glued else f"{result} {rest}"


def _with_article(said: _Said, text: str, changed: bool) -> str:
    """A bare noun at the beginning gets its article, now that it begins a sentence."""
    named = said.all(ACTOR, COLOUR)
    if not changed or not named or named[0].start or said.all(NUMBER):
        return text
    actor = next((span for span in named if span.category == ACTOR), None)
    if actor is not None and not _singular(actor, said):
        return text
    return f"{_article(text.split(' ')[0].lower()).split(' ')[0]} {text}"


def _fronted(clause: str, text: str, around: Sequence[str], said: _Said) -> str:
    """An invented clause before the artist's words, which go on from it if they say what happens, when or where."""
    first = said.spans[0] if said.spans else None
    goes_on = first is not None and first.start == 0 and first.category in (MOTION, TIME, WEATHER)
    if goes_on:
        return " ".join([clause, text, *around])
    return ", ".join(part for part in (" ".join([clause, *around]), text) if part)


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"
