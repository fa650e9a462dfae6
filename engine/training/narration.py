"""Says the full world's stories in words: several actors, counts, relations, changes, camera and look.

In: ``Stories`` and the index of a clip; out: English at the lengths of ``captions``, which calls this, or cards with
times.  Everything said can be seen in the clip; what matters less is sometimes left out.  No torch here: fields are
only read as numbers.
"""

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engine.training import deeds, phrases
from engine.training.phrases import joined, said
from engine.training.world.vocabulary import (
    CAMERAS,
    COLOURS,
    EVENTS,
    GROUPS,
    KINDS,
    MOTIONS,
    PLACES,
    SHELTERED,
    STYLES,
    TIMES,
    WEATHERS,
    article,
)

if TYPE_CHECKING:
    from engine.training.world.stories import Stories

_COLOURLESS: Final = ("noir", "sepia", "sketch")
_APART: Final = 0.2
"""How far apart, in frame widths, two actors stand at least to be called left and right of each other."""


@dataclass(frozen=True, slots=True)
class _Actor:
    """One actor by name: its noun without article, what it does and did not do before, and where it stands."""

    noun: str
    medium: str
    motion: str
    motion2: str
    way: int
    speed: int
    spot: float

    @property
    def a(self) -> str:
        return article(self.noun)


@dataclass(frozen=True, slots=True)
class _Tale:
    """One clip's facts by name; empty strings where there is none or where nobody could see it."""

    group: str
    actors: tuple[_Actor, ...]
    place: str
    time: str
    weather: str
    camera: str
    style: str
    event: str
    after: str
    loop: bool
    moves: bool


def tell(stories: "Stories", i: int, rng: random.Random, length: str) -> str:
    """One caption of clip ``i`` at one of the lengths of ``captions``."""
    tale = _tale(stories, i, rng)
    if length == "tags":
        return _tags(tale, rng)
    if length == "motion":
        return _clause(tale, rng, gerund=said(rng, 0.25))
    if length == "short":
        return _short(tale, rng)
    return _sentence(tale, rng) if length == "sentence" else _long(tale, rng)


def cards(stories: "Stories", i: int, rng: random.Random) -> list[tuple[float, str]]:
    """The clip as storyboard cards: (second, what happens from then on); two where something changes."""
    tale = _tale(stories, i, rng)
    if not tale.event:
        return [(0.0, _sentence(tale, rng))]
    where = rng.choice(phrases.WHERE[tale.place])
    second = float(stories.switch[i]) * stories.length
    first_actors, later_actors = [], []
    for actor in tale.actors:
        first_actors.append(_changed(actor, motion2=""))
        later = _changed(actor, motion=actor.motion2, motion2="") if actor.motion2 else first_actors[-1]
        if tale.event == "colour":
            later = _changed(later, noun=_repainted(later.noun, tale.after))
        later_actors.append(later)
    plain = {"event": "", "after": ""}
    before, then = (_with(tale, actors=tuple(a), **plain) for a in (first_actors, later_actors))
    light = _light(tale.time, tale.weather, rng) if tale.event in ("weather", "time") else ""
    ending = ""
    if tale.event == "weather":
        ending = _light("", tale.after, rng) or rng.choice(phrases.WEATHER["clear"])
    elif tale.event == "time":
        ending = rng.choice(phrases.WHEN[tale.after])
    return [
        (0.0, joined(_clause(before, rng, gerund=False), where, light)),
        (second, joined(_clause(then, rng, gerund=False), where, ending)),
    ]


def _tale(stories: "Stories", i: int, rng: random.Random) -> _Tale:
    place, style = PLACES[int(stories.place[i])], STYLES[int(stories.style[i])]
    moves = stories.frames > 1
    event = EVENTS[int(stories.event[i])] if moves else "none"
    repainted = event == "colour"
    colourless = style in _COLOURLESS
    actors: list[_Actor] = []
    used: set[str] = set()
    named = said(rng, 0.88)
    for slot in range(int(stories.count[i])):
        kind, colour = KINDS[int(stories.kind[i, slot])], int(stories.colour[i, slot])
        noun = kind.words[0] if colourless or repainted or said(rng, 0.6) else rng.choice(kind.words)
        if (
            noun in used
            or any(colour >= 0 and word in COLOURS for word in noun.split())
            or noun == "basketball"
        ):
            noun = kind.words[0]
        used.add(noun)
        if colour >= 0 and not colourless and (named or repainted):
            noun = f"{COLOURS[colour]} {noun}"
        motion2 = int(stories.motion2[i, slot])
        actors.append(
            _Actor(
                noun=noun,
                medium=kind.medium,
                motion=MOTIONS[int(stories.motion[i, slot])],
                motion2=MOTIONS[motion2] if motion2 >= 0 and moves else "",
                way=int(stories.way[i, slot]),
                speed=int(stories.speed[i, slot]),
                spot=float(stories.spot[i, slot]),
            )
        )
    after = {
        "colour": COLOURS[int(stories.colour2[i, 0])],
        "weather": WEATHERS[int(stories.weather2[i])],
        "time": TIMES[int(stories.time2[i])],
    }.get(event, "")
    return _Tale(
        group=GROUPS[int(stories.group[i])],
        actors=tuple(actors),
        place=place,
        time="" if place == "space" else TIMES[int(stories.time_of_day[i])],
        weather="" if place in SHELTERED else WEATHERS[int(stories.weather[i])],
        camera=CAMERAS[int(stories.camera[i])],
        style=style,
        event="" if event == "none" else event,
        after=after,
        loop=bool(stories.loop[i]) and moves,
        moves=moves,
    )


def _changed(actor: _Actor, **new: str) -> _Actor:
    old = {name: getattr(actor, name) for name in _Actor.__dataclass_fields__}
    return _Actor(**{**old, **new})


def _with(tale: _Tale, **new: object) -> _Tale:
    old = {name: getattr(tale, name) for name in _Tale.__dataclass_fields__}
    return _Tale(**{**old, **new})


def _repainted(noun: str, colour: str) -> str:
    words = noun.split(" ")
    return " ".join([colour, *(words[1:] if words[0] in COLOURS else words)])


def _does(actor: _Actor, tale: _Tale, rng: random.Random, gerund: bool, second: bool = False) -> str:
    """What one actor does, as "runs to the left" or "running to the left"."""
    motion = actor.motion2 if second else actor.motion
    way = {"left": -1, "right": 1}.get(motion, actor.way)
    # After a change the first pace says nothing about the second way.
    options = deeds.movements(
        motion, actor.medium, way, 1 if second or actor.motion2 else actor.speed, tale.place
    )
    verb, present, rest = rng.choice(options)
    return joined(present if gerund else verb, rest)


def _clause(tale: _Tale, rng: random.Random, *, gerund: bool) -> str:
    """Who does what, and what changes, without place and time."""
    if not tale.actors:
        scene = rng.choice(phrases.SCENES[tale.place])
        text = rng.choice((f"a view of {scene}", f"an empty view of {scene}", scene))
    elif not tale.moves:
        text = _listed(tale, rng)
    else:
        text = _ACTS.get(tale.group, _crowd)(tale, rng, gerund)
    return text + _change(tale, rng)


def _listed(tale: _Tale, rng: random.Random) -> str:
    """All actors by name, as they are seen in a still."""
    if tale.group == "team":
        return f"{deeds.NUMBERS[len(tale.actors)]} {deeds.plural(tale.actors[0].noun)}"
    names = [actor.a for actor in sorted(tale.actors, key=lambda _: rng.random())]
    if len(names) == 2 and said(rng, 0.5):
        beside = _beside(tale)
        if beside:
            return beside
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _beside(tale: _Tale) -> str:
    """Which of two actors is on which side; nothing where they are too close or do not stay there."""
    one, other = tale.actors[:2]
    if (tale.moves and (one.way or other.way)) or abs(one.spot - other.spot) < _APART:
        return ""
    return f"{one.a} to the {'left' if one.spot < other.spot else 'right'} of {other.a}"


def _solo(tale: _Tale, rng: random.Random, gerund: bool) -> str:
    actor = tale.actors[0]
    text = joined(actor.a, _does(actor, tale, rng, gerund))
    return f"{text}, then {_does(actor, tale, rng, gerund, second=True)}" if actor.motion2 else text


def _team(tale: _Tale, rng: random.Random, gerund: bool) -> str:
    actor = tale.actors[0]
    several = f"{deeds.NUMBERS[len(tale.actors)]} {deeds.plural(actor.noun)}"
    deed = _does(actor, tale, rng, gerund)
    then = _does(actor, tale, rng, gerund, second=True) if actor.motion2 else ""
    if not gerund:
        deed, then = deeds.together(deed), deeds.together(then)
    return f"{several} {deed}" + (f", then {then}" if then else "")


def _pair(tale: _Tale, rng: random.Random, gerund: bool) -> str:
    one, other = tale.actors[:2]
    if _beside(tale):
        one_side, other_side = ("left", "right") if one.spot < other.spot else ("right", "left")
        form = rng.randrange(3)
        if form == 0:
            return joined(one.a, _does(one, tale, rng, gerund), f"to the {one_side} of {other.a}")
        if form == 1:
            return f"on the {one_side} {one.a} {_does(one, tale, rng, gerund)}, on the {other_side} {other.a} {_does(other, tale, rng, gerund)}"  # noqa: E501
    if said(rng, 0.5):
        one, other = other, one
    link = "and" if gerund or said(rng, 0.5) else "while"
    return f"{one.a} {_does(one, tale, rng, gerund)} {link} {other.a} {_does(other, tale, rng, gerund)}"


def _follow(tale: _Tale, rng: random.Random, gerund: bool) -> str:
    one, other = tale.actors[:2]
    verb, present, to = rng.choice(deeds.follows(one.way))
    if said(rng, 0.3):
        ahead = _does(other, tale, rng, gerund)
        return f"{other.a} {ahead} and {one.a} {present if gerund else verb} it"
    return joined(one.a, present if gerund else verb, other.a, to)


def _approach(tale: _Tale, rng: random.Random, gerund: bool) -> str:
    one, other = tale.actors[:2]
    verb, present = rng.choice(deeds.APPROACHES)
    return joined(one.a, present if gerund else verb, other.a)


def _swap(tale: _Tale, rng: random.Random, gerund: bool) -> str:
    one, other = rng.sample(tale.actors[:2], 2)
    return f"{one.a} and {other.a} {'swapping' if gerund else 'swap'} {rng.choice(('places', 'sides'))}"


def _crowd(tale: _Tale, rng: random.Random, gerund: bool) -> str:
    text = _listed(tale, rng)
    if said(rng, 0.6):
        actor = rng.choice(tale.actors)
        text = f"{text}, the {actor.noun} {_does(actor, tale, rng, gerund)}"
    return text


_ACTS: Final = {
    "solo": _solo, "team": _team, "pair": _pair, "follow": _follow, "approach": _approach, "swap": _swap,
}  # fmt: skip


def _change(tale: _Tale, rng: random.Random) -> str:
    """What changes apart from the motion, as the end of the clause."""
    if tale.event == "colour":
        several = tale.group == "team"
        turns = rng.choice(("turn", "become") if several else ("turns", "becomes"))
        return f", then {'they' if several else 'it'} {turns} {tale.after}"
    if tale.event == "weather":
        return f", then {rng.choice(deeds.WEATHER_COMES[tale.after])}"
    if tale.event == "time":
        return f", then {rng.choice(deeds.TIME_COMES[tale.after])}"
    return ""


def _light(time: str, weather: str, rng: random.Random) -> str:
    """Weather and hour as one adverbial."""
    parts = []
    if time:
        parts.append(rng.choice(phrases.WHEN[time]))
    if weather and weather != "clear":
        # "On a rainy day" would speak against a sunset or a night.
        parts.append(rng.choice([o for o in phrases.WEATHER[weather] if not o.endswith("day")]))
    return " ".join(parts)


def _around(tale: _Tale, rng: random.Random, keep: float) -> list[str]:
    """Adverbials of place, time and weather; each is kept with about the chance ``keep``."""
    found = []
    if tale.actors and said(rng, max(keep, 0.9)):
        found.append(rng.choice(phrases.WHERE[tale.place]))
    rest = []
    if tale.time and said(rng, keep):
        rest.append(_light(tale.time, "", rng))
    if tale.weather and said(rng, keep if tale.weather != "clear" else 0.15):
        sky = _light("", tale.weather, rng) or rng.choice(phrases.WEATHER["clear"])
        rest.append(sky)
    rng.shuffle(rest)
    return found + rest


def _extras(tale: _Tale, rng: random.Random, keep: float) -> list[str]:
    """Camera, look and loop, as far as they are worth a word."""
    found = []
    if tale.moves and said(rng, keep if tale.camera != "static" else 0.06):
        found.append(rng.choice(deeds.CAMERA[tale.camera]))
    if tale.style != "normal" and said(rng, keep + 0.04):
        found.append(rng.choice(deeds.STYLE[tale.style]))
    if tale.loop and said(rng, 0.4):
        found.append(rng.choice(deeds.LOOP))
    return found


def _placed(tale: _Tale, rng: random.Random, around: list[str], *, gerund: bool) -> str:
    """The clause among its adverbials: what changes comes last, or it would hold from the beginning."""
    still = _with(tale, event="", after="") if tale.event != "motion" else tale
    clause = _clause(still, rng, gerund=gerund)
    first, then, rest = clause.partition(", then ") if tale.event == "motion" else (clause, "", "")
    if around and said(rng, 0.25):
        front = around.pop(rng.randrange(len(around)))
        text = f"{front}, {joined(first, *around)}"
    else:
        text = joined(first, *around)
    return text + then + rest + _change(tale, rng)


def _short(tale: _Tale, rng: random.Random) -> str:
    text = _placed(tale, rng, _around(tale, rng, 0.5)[:2], gerund=said(rng, 0.5))
    return ", ".join([text, *_extras(tale, rng, 0.5)[-1:]])


def _sentence(tale: _Tale, rng: random.Random) -> str:
    text = _placed(tale, rng, _around(tale, rng, 0.85), gerund=said(rng, 0.15))
    extras = _extras(tale, rng, 0.88)
    if extras and extras[-1] in deeds.STYLE[tale.style] and said(rng, 0.4):
        text = f"{extras.pop()}, {text}"
    return ", ".join([text, *extras])


def _long(tale: _Tale, rng: random.Random) -> str:
    still = _with(tale, event="", after="") if tale.event != "motion" else tale
    around = [rng.choice(phrases.WHERE[tale.place])] if tale.actors else []
    if tale.time:
        around.append(_light(tale.time, "", rng))
    sentences = [_placed(still, rng, around, gerund=False)]
    if tale.weather and (tale.weather != "clear" or said(rng, 0.25)):
        sentences.append(rng.choice(phrases.WEATHER_SENTENCES[tale.weather]))
    if change := _change(tale, rng).removeprefix(", "):
        sentences.append(change)
    others = []
    if tale.moves and (tale.camera != "static" or said(rng, 0.3)):
        others.append(rng.choice(deeds.CAMERA[tale.camera]))
    if tale.style != "normal" or said(rng, 0.2):
        others.append(f"the style is {rng.choice(deeds.STYLE[tale.style])}")
    if tale.loop and said(rng, 0.5):
        others.append(rng.choice(deeds.LOOP))
    rng.shuffle(others)
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in [*sentences, *others])


def _tags(tale: _Tale, rng: random.Random) -> str:
    head = [rng.choice(phrases.SCENES[tale.place])]
    if tale.group == "team":
        head = [f"{deeds.NUMBERS[len(tale.actors)]} {deeds.plural(tale.actors[0].noun)}"]
    elif tale.actors:
        head = [actor.noun for actor in tale.actors]
    if tale.moves and tale.group in ("solo", "team"):
        head.append(_does(tale.actors[0], tale, rng, gerund=True))
        if tale.actors[0].motion2:
            head.append(f"then {_does(tale.actors[0], tale, rng, gerund=True, second=True)}")
    elif tale.moves and tale.group == "follow":
        head = [f"{head[0]} following {head[1]}", f"moving {'right' if tale.actors[0].way > 0 else 'left'}"]
    elif tale.moves and tale.group == "approach":
        head = [f"{head[0]} approaching {head[1]}"]
    elif tale.moves and tale.group == "swap":
        head.append("swapping places")
    rest = []
    if tale.actors:
        rest.append(rng.choice(phrases.TAGS.get(tale.place, (tale.place,))))
    if tale.time:
        rest.append(rng.choice(phrases.TAGS[tale.time]))
    if tale.weather and (tale.weather != "clear" or said(rng, 0.2)):
        rest.append(rng.choice(phrases.TAGS["falling snow" if tale.weather == "snow" else tale.weather]))
    change = _change(tale, rng).removeprefix(", ")
    last = []
    if tale.moves and (tale.camera != "static" or said(rng, 0.15)):
        last.append(deeds.CAMERA_TAGS[tale.camera])
    if tale.style != "normal" or said(rng, 0.1):
        last.append(rng.choice(deeds.STYLE[tale.style]))
    if tale.loop and said(rng, 0.5):
        last.append(rng.choice(deeds.LOOP))
    rng.shuffle(rest)
    return ", ".join(head + rest + ([change] if change else []) + last)
