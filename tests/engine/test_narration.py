"""Captions of the full world: true of the clip, varied, in time, and short enough to be read whole."""

import random
import re

import pytest

from engine.model.wordpiece import WordPiece
from engine.training import deeds
from engine.training.captions import LENGTHS, VOCABULARY, caption, captions, events, vocabulary
from engine.training.world.stories import Stories, sample_stories
from engine.training.world.vocabulary import (
    CAMERAS,
    COLOURS,
    EVENTS,
    GROUPS,
    KINDS,
    MOTIONS,
    STYLES,
    TIMES,
    WEATHERS,
)
from resources import path

COUNT = 1200
TELLTALE = {
    "jump": r"\bjump|\bleap", "fall": r"\bfall(s|ing)?\b (down|from)|\bdrop|\bsink|com(es?|ing) down",
    "spin": r"\bspin|rotat|twirl|in a circle", "grow": r"\bgrow|bigger|larger", "shrink": "shrink|smaller",
    "follow": r"\bfollow(s|ing) an? |goes behind|going behind|follows it", "swap": "swap",
    "stop": r"\bstops\b|and stands still",
    "enter": r"enter(s|ing) from|com(es|ing) in\b|\bappear(s|ing)|into view",
    "leave": "leav(es?|ing) to|out of view|exit|disappear",
}  # fmt: skip


@pytest.fixture(scope="module")
def stories() -> Stories:
    return sample_stories(COUNT, 4, 17, 12.0, (112, 64), "train")


@pytest.fixture(scope="module")
def stills() -> Stories:
    return sample_stories(COUNT, 4, 1, 12.0, (112, 64), "train")


def spoken(text: str) -> str:
    """A caption without what is said of the camera."""
    return re.sub(r"(the camera [^.,]*|camera pan \w+|\w+ shot)", "", text.lower())


@pytest.mark.parametrize("length", LENGTHS)
def test_every_actor_that_is_named_is_there(stories: Stories, length: str) -> None:
    rng = random.Random(1)
    for i in range(COUNT):
        kinds = [KINDS[int(k)] for k in stories.kind[i] if k >= 0]
        text = caption(stories, i, rng, length).lower()
        mine = [word for kind in kinds for word in kind.words]
        if kinds:
            assert any(re.search(rf"\b({w}|{deeds.plural(w)})\b", text) for w in mine), text
        for word in sorted((*mine, *map(deeds.plural, mine)), key=len, reverse=True):
            text = re.sub(rf"\b{word}\b", "", text)
        animals = [k.words[0] for k in KINDS if k.medium in ("legs", "wings", "wheels") and k not in kinds]
        assert not any(re.search(rf"\ban? {name}\b", text) for name in animals), text


def test_teams_are_counted_and_nothing_else_is(stories: Stories) -> None:
    rng = random.Random(2)
    for i in range(COUNT):
        text = caption(stories, i, rng).lower()
        told = re.search(r"\b(two|three|four)\b", text)
        if GROUPS[int(stories.group[i])] == "team":
            assert told, text
            assert told[1] == deeds.NUMBERS[int(stories.count[i])], text
        else:
            assert not told, text


@pytest.mark.parametrize("length", LENGTHS)
def test_no_motion_is_told_that_nobody_makes(stories: Stories, length: str) -> None:
    rng = random.Random(3)
    for i in range(COUNT):
        text = re.sub(
            "falling snow|snow is falling|rain is falling|night falls|, the camera.*",
            "",
            spoken(caption(stories, i, rng, length)),
        )
        made = {MOTIONS[int(m)] for row in (stories.motion[i], stories.motion2[i]) for m in row if m >= 0}
        told = {motion for motion, words in TELLTALE.items() if re.search(words, text)}
        assert told <= made, text


def test_left_and_right_are_told_as_they_are(stories: Stories) -> None:
    rng = random.Random(4)
    for i in range(COUNT):
        if GROUPS[int(stories.group[i])] != "solo" or int(stories.event[i]) == EVENTS.index("motion"):
            continue
        text = spoken(caption(stories, i, rng))
        motion, way = MOTIONS[int(stories.motion[i, 0])], int(stories.way[i, 0])
        text = text.replace("from right to left", "left").replace("from left to right", "right")
        text = text.replace("from the left", "right").replace("from the right", "left")
        sides = {side for side in ("left", "right") if re.search(rf"\b{side}\b", text)}
        assert sides <= ({"left"} if way < 0 else {"right"} if way > 0 else set()), (motion, text)


def test_colours_are_those_of_the_actors_and_unsaid_where_unseen(stories: Stories) -> None:
    rng = random.Random(5)
    for i in range(COUNT):
        text = caption(stories, i, rng).lower()
        for kind in KINDS:
            for word in kind.words:
                if any(colour in word.split() for colour in COLOURS):
                    text = text.replace(deeds.plural(word), "").replace(word, "")
        text = re.sub("black and white|green (meadow|hills|forest)|white film", "", text)
        told = {colour for colour in COLOURS if re.search(rf"\b{colour}\b", text)}
        seen = {COLOURS[int(c)] for row in (stories.colour[i], stories.colour2[i]) for c in row if c >= 0}
        assert told <= (set() if STYLES[int(stories.style[i])] in ("noir", "sepia", "sketch") else seen), text


@pytest.mark.parametrize("medium", ["legs", "wheels"])
def test_who_stops_is_given_no_pace(medium: str) -> None:
    slow, plain, fast = (deeds.movements("stop", medium, 1, speed, "street") for speed in range(3))
    assert slow == plain == fast
    assert not any(re.search("slow|fast|quick|run|race", " ".join(words)) for words in plain)


def test_changes_are_told_with_what_comes_after(stories: Stories) -> None:
    rng = random.Random(6)
    for event, words in (("weather", deeds.WEATHER_COMES), ("time", deeds.TIME_COMES)):
        chosen = (stories.event == EVENTS.index(event)).nonzero()[:, 0].tolist()
        assert len(chosen) > 10
        for i in chosen:
            after = WEATHERS[int(stories.weather2[i])] if event == "weather" else TIMES[int(stories.time2[i])]
            text = caption(stories, i, rng, "sentence").lower()
            assert any(phrase in text for phrase in words[after]), text


def test_cameras_and_looks_are_mostly_told_and_never_wrongly(stories: Stories) -> None:
    rng = random.Random(7)
    told, moving = 0, 0
    for i in range(COUNT):
        text = caption(stories, i, rng, "sentence").lower()
        camera, style = CAMERAS[int(stories.camera[i])], STYLES[int(stories.style[i])]
        for name, phrases in deeds.CAMERA.items():
            if any(phrase in text for phrase in phrases):
                assert name == camera or set(phrases) & set(deeds.CAMERA[camera]), text
        for name, phrases in deeds.STYLE.items():
            assert name == style or not any(text.endswith(phrase) for phrase in phrases), text
        moving += camera != "static"
        told += camera != "static" and any(phrase in text for phrase in deeds.CAMERA[camera])
    assert told > 0.75 * moving


def test_stills_tell_no_motion_no_change_and_no_camera(stills: Stories) -> None:
    rng = random.Random(8)
    for i in range(COUNT):
        text = re.sub(
            "to the (left|right) of|falling snow|snow is falling|rain is falling",
            "",
            caption(stills, i, rng).lower(),
        )
        assert not re.search(
            r"the camera|camera (pan|tilt|shot)|zoom|\bleft\b|\bright\b|\bthen\b|loop|running|moving", text
        ), text


def test_cards_come_in_order_within_the_clip(stories: Stories) -> None:
    rng = random.Random(9)
    for i in range(COUNT):
        cards = events(stories, i, rng)
        assert cards[0][0] == 0.0
        assert len(cards) == (2 if int(stories.event[i]) else 1)
        if len(cards) == 2:
            assert 0.3 < cards[1][0] < stories.length
            assert ", then " not in cards[0][1].replace("then stops", "")


def test_captions_fit_the_encoder(stories: Stories) -> None:
    pieces = WordPiece.open(path("models/minilm-l6-vocabulary.txt"))
    for seed in range(2):
        lengths = sorted(len(pieces.pieces(text)) + 2 for text in captions(stories, seed))
        assert lengths[int(0.998 * COUNT)] <= 48


def test_one_clip_is_told_in_many_ways_and_each_seed_in_one(stories: Stories) -> None:
    assert len({caption(stories, 0, random.Random(seed)) for seed in range(60)}) > 30
    assert captions(stories, 5)[:50] == captions(stories, 5)[:50]


@pytest.mark.parametrize(
    ("noun", "many"),
    [("red ball", "red balls"), ("bus", "buses"), ("butterfly", "butterflies"), ("monkey", "monkeys"),
     ("person", "people"), ("slice of pizza", "slices of pizza"), ("fox", "foxes")],
)  # fmt: skip
def test_plurals(noun: str, many: str) -> None:
    assert deeds.plural(noun) == many


@pytest.mark.parametrize(
    ("verb", "many"),
    [("flies fast", "fly fast"), ("goes", "go"), ("races", "race"), ("walks slowly", "walk slowly")],
)
def test_verbs_of_several(verb: str, many: str) -> None:
    assert deeds.together(verb) == many


def test_the_shipped_vocabulary_is_the_small_worlds_and_the_full_one_has_it_all() -> None:
    full = vocabulary("full")
    assert set(VOCABULARY) == set(full)
    assert all(set(VOCABULARY[name]) <= set(full[name]) for name in full)
    assert len(full["motions"]) == len(MOTIONS) > len(VOCABULARY["motions"])
