"""The caption grammar: says in words what happens in a scene of the training world; of the full one by ``narration``.

In: ``Scenes`` and the index of a clip; out: English at four lengths, or about the motion alone.  What is said is
true of the clip; what matters less is sometimes left out.  Called by the trainers and the evaluation.  No torch
here, so that others may suggest words from it: the fields of ``Scenes`` are only read as integers.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from engine.training import narration, phrases
from engine.training.phrases import joined, said
from engine.training.world.vocabulary import (
    CAMERAS,
    COLOURS,
    KINDS,
    MOTIONS,
    PLACES,
    SHELTERED,
    SMALL,
    SMALL_CAMERAS,
    SMALL_MOTIONS,
    SMALL_PLACES,
    SMALL_STYLES,
    STYLES,
    TIMES,
    WEATHERS,
    article,
)

if TYPE_CHECKING:
    from engine.training.world.program import Scenes
    from engine.training.world.stories import Stories

LENGTHS: Final = ("tags", "short", "sentence", "long", "motion")
_SHARES: Final = (0.12, 0.2, 0.33, 0.2, 0.15)
_REFERENCE: Final = 16.0 / 12.0  # seconds of the trained clip; shorter clips are its beginning


def vocabulary(world: str) -> dict[str, tuple[str, ...]]:
    """What the world "small" or "full" can show, by names that captions use."""
    small = world == "small"
    kinds = KINDS[:SMALL] if small else KINDS
    seen = {colour for kind in kinds for colour in kind.colours}
    return {
        "kinds": tuple(kind.words[0] for kind in kinds),
        "colours": tuple(colour for colour in COLOURS if colour in seen),
        "places": PLACES[:SMALL_PLACES] if small else PLACES,
        "times": TIMES,
        "weathers": WEATHERS,
        "motions": MOTIONS[:SMALL_MOTIONS] if small else MOTIONS,
        "cameras": CAMERAS[:SMALL_CAMERAS] if small else CAMERAS,
        "styles": STYLES[:SMALL_STYLES] if small else STYLES,
    }


VOCABULARY: Final = vocabulary("small")
"""What the built-in model that is shipped has seen; for suggestions and tests."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """One clip's facts by name; empty strings where there is none, or where nobody could see it."""

    noun: str
    motion: str
    motion2: str
    medium: str
    place: str
    time: str
    weather: str
    camera: str
    style: str
    moves: bool


def caption(scenes: "Scenes", i: int, rng: random.Random, length: str | None = None) -> str:
    """One caption of clip ``i``; ``length`` is one of ``LENGTHS``, by chance (mostly longer ones) when None.

    Stills are described without motion and camera.

    Raises:
        ValueError: an unknown length.
    """
    length = length or rng.choices(LENGTHS, _SHARES)[0]
    if length not in _WRITERS:
        raise ValueError(f"length must be one of {LENGTHS}, not {length!r}")
    if scenes.world == "full":
        return narration.tell(cast("Stories", scenes), i, rng, length)
    return _WRITERS[length](_facts(scenes, i, rng), rng)


def captions(scenes: "Scenes", seed: int, length: str | None = None) -> list[str]:
    """One caption for every clip."""
    rng = random.Random(seed)
    return [caption(scenes, i, rng, length) for i in range(len(scenes))]


def events(scenes: "Scenes", i: int, rng: random.Random) -> list[tuple[float, str]]:
    """The clip as storyboard cards: (second at which it begins, what happens from then on), in order; one or two."""
    if scenes.world == "full":
        return narration.cards(cast("Stories", scenes), i, rng)
    facts = _facts(scenes, i, rng)
    if not facts.motion2:
        return [(0.0, _writes_sentence(facts, rng))]
    where = rng.choice(phrases.WHERE[facts.place])
    cards = []
    for motion in (facts.motion, facts.motion2):
        verb, _, rest = rng.choice(phrases.movements(motion, facts.medium))
        cards.append(joined(facts.noun, verb, rest, where))
    # As in the renderer: shorter clips than the trained one see the change at the same second, if at all.
    length = max((scenes.frames - 1) / scenes.rate, _REFERENCE)
    return [(0.0, cards[0]), (float(scenes.switch[i]) * length, cards[1])]


def _facts(scenes: "Scenes", i: int, rng: random.Random) -> _Facts:
    kind, place = int(scenes.kind[i]), PLACES[int(scenes.place[i])]
    style, weather, colour = (
        STYLES[int(scenes.style[i])],
        WEATHERS[int(scenes.weather[i])],
        int(scenes.colour[i]),
    )
    noun = ""
    if kind >= 0:
        words = KINDS[kind].words
        noun = words[0] if rng.random() < 0.6 else rng.choice(words)
        # A colour is not seen without colours; nor may a synonym that names one be given another.
        plain = style in {"noir", "sepia"}
        if plain:
            noun = words[0]
        elif colour >= 0 and rng.random() < 0.88:
            noun = f"{COLOURS[colour]} {words[0] if noun == 'basketball' else noun}"
        elif noun == "basketball" and colour >= 0 and COLOURS[colour] != "orange":
            noun = words[0]
        noun = article(noun)
    moves = scenes.frames > 1
    motion2 = int(scenes.motion2[i])
    return _Facts(
        noun=noun,
        motion=MOTIONS[int(scenes.motion[i])],
        motion2=MOTIONS[motion2] if motion2 >= 0 and moves else "",
        medium=KINDS[kind].medium if kind >= 0 else "",
        place=place,
        time="" if place == "space" else TIMES[int(scenes.time_of_day[i])],
        weather="" if place in SHELTERED else weather,
        camera=CAMERAS[int(scenes.camera[i])],
        style=style,
        moves=moves,
    )


def _subject(facts: _Facts, rng: random.Random, gerund: bool) -> str:
    """Who does what, without the place."""
    if not facts.noun:
        scene = rng.choice(phrases.SCENES[facts.place])
        return rng.choice((f"a view of {scene}", f"an empty view of {scene}", scene))
    if not facts.moves:
        return facts.noun
    form = 1 if gerund else 0
    chosen = rng.choice(phrases.movements(facts.motion, facts.medium))
    text = joined(facts.noun, chosen[form], chosen[2])
    if facts.motion2:
        after = rng.choice(phrases.movements(facts.motion2, facts.medium))
        text = f"{text}, then {joined(after[form], after[2])}"
    return text


def _surroundings(facts: _Facts, rng: random.Random, keep: float) -> list[str]:
    """Adverbials of place, time and weather in changing order; each is kept with about the chance ``keep``."""
    found = []
    if facts.noun and said(rng, max(keep, 0.9)):
        found.append(rng.choice(phrases.WHERE[facts.place]))
    rest = []
    if facts.time and said(rng, keep):
        rest.append(rng.choice(phrases.WHEN[facts.time]))
    if facts.weather and said(rng, keep if facts.weather != "clear" else 0.15):
        options = phrases.WEATHER[facts.weather]
        # "On a rainy day" would speak against a sunset or a night.
        rest.append(rng.choice([o for o in options if facts.time == "day" or not o.endswith("day")]))
    rng.shuffle(rest)
    return found + rest


def _writes_tags(facts: _Facts, rng: random.Random) -> str:
    tags = []
    if facts.noun:
        if facts.moves:
            tags.append(phrases.tag(facts.motion))
            if facts.motion2:
                tags.append(f"then {phrases.tag(facts.motion2)}")
        head = [facts.noun.split(" ", 1)[1]]
    else:
        head = [rng.choice(phrases.SCENES[facts.place])]
    rest = []
    if facts.noun:
        rest.append(rng.choice(phrases.TAGS.get(facts.place, (facts.place,))))
    if facts.time:
        rest.append(rng.choice(phrases.TAGS[facts.time]))
    if facts.weather and (facts.weather != "clear" or said(rng, 0.2)):
        rest.append(rng.choice(phrases.TAGS["falling snow" if facts.weather == "snow" else facts.weather]))
    if facts.moves and (facts.camera != "static" or said(rng, 0.15)):
        rest.append(rng.choice(phrases.TAGS[facts.camera]))
    if facts.style != "normal" or said(rng, 0.15):
        rest.append(rng.choice(phrases.STYLE[facts.style]))
    rng.shuffle(rest)
    return ", ".join(head + tags + rest)


def _writes_short(facts: _Facts, rng: random.Random) -> str:
    text = _subject(facts, rng, gerund=said(rng, 0.5))
    text = joined(text, *_surroundings(facts, rng, 0.55)[:2])
    if facts.style != "normal" and said(rng, 0.8):
        text = f"{text}, {rng.choice(phrases.STYLE[facts.style])}"
    return text


def _writes_sentence(facts: _Facts, rng: random.Random) -> str:
    around = _surroundings(facts, rng, 0.88)
    subject = _subject(facts, rng, gerund=said(rng, 0.15))
    if around and said(rng, 0.25):
        front = around.pop(rng.randrange(len(around)))
        text = f"{front}, {joined(subject, *around)}"
    else:
        text = joined(subject, *around)
    if facts.moves and (said(rng, 0.88) if facts.camera != "static" else said(rng, 0.06)):
        text = f"{text}, {rng.choice(phrases.CAMERA[facts.camera])}"
    if facts.style != "normal" and said(rng, 0.92):
        style = rng.choice(phrases.STYLE[facts.style])
        text = f"{style}, {text}" if said(rng, 0.4) else f"{text}, {style}"
    return text


def _writes_long(facts: _Facts, rng: random.Random) -> str:
    where = rng.choice(phrases.WHERE[facts.place]) if facts.noun else ""
    when = rng.choice(phrases.WHEN[facts.time]) if facts.time else ""
    subject = _subject(facts, rng, gerund=False)
    first = f"{when}, {joined(subject, where)}" if when and said(rng, 0.35) else joined(subject, where, when)
    others = []
    if facts.weather and (facts.weather != "clear" or said(rng, 0.25)):
        others.append(rng.choice(phrases.WEATHER_SENTENCES[facts.weather]))
    if facts.moves and (facts.camera != "static" or said(rng, 0.4)):
        others.append(rng.choice(phrases.CAMERA[facts.camera]))
    if facts.style != "normal" or said(rng, 0.25):
        others.append(f"the style is {rng.choice(phrases.STYLE[facts.style])}")
    rng.shuffle(others)
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in [first, *others])


def _writes_motion(facts: _Facts, rng: random.Random) -> str:
    text = _subject(facts, rng, gerund=said(rng, 0.25))
    return (
        text.replace(facts.noun, f"the {facts.noun.split(' ', 1)[1]}", 1)
        if facts.noun and said(rng, 0.15)
        else text
    )


_WRITERS: Final[dict[str, Callable[[_Facts, random.Random], str]]] = {
    "tags": _writes_tags,
    "short": _writes_short,
    "sentence": _writes_sentence,
    "long": _writes_long,
    "motion": _writes_motion,
}
