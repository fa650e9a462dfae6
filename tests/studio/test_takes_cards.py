"""What the takes panel shows of takes: which cards, in which order, what differs, and what grids are made of."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from engine.document import Document
from engine.errors import StudioError
from engine.params import BoolParam, ChoiceParam, FloatParam, IntParam, TextParam
from engine.shots import NEWEST
from engine.timeline import Item, Timeline
from studio.edit.ports import Faces
from studio.takes import axis_values
from studio.takes.cards import Card, Heading, Making, entries_of
from studio.takes.differing import differing
from studio.takes.record import record
from studio.work.lines import JobLine
from tests.engine.graphs import registry
from tests.studio.take_project import take_project

FACES = Faces(registry())


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return take_project(tmp_path / "film.loom", 4, second=2, files=False)


def cards(entries: list[object]) -> list[tuple[str, int]]:
    return [(entry.shot, entry.number) for entry in entries if isinstance(entry, Card)]


def test_cards_stand_as_they_were_made_and_the_pick_is_marked(document: Document) -> None:
    heading, *found = entries_of(document, ["shot"], title=lambda _: "Car")
    assert heading == Heading("shot", "Car", 4, 4)
    assert cards(found) == [("shot", n) for n in (1, 2, 3, 4)]
    assert [card.picked for card in found] == [False, False, False, True]
    assert found[3].follows, "it is the newest, and the film follows that"
    assert found[1].name == "Car, take 2"
    assert found[1].before == document.shots["shot"].takes[0]
    final = replace(document.shots["shot"], pick="shot-take-1")
    _, *found = entries_of(document.with_shot(final), ["shot"])
    assert [(card.picked, card.follows) for card in found][1] == (True, False)
    assert final.pick != NEWEST


def test_several_shots_have_headings_that_count(document: Document) -> None:
    found = entries_of(document, ["shot", "other"], title=str.title)
    assert [entry for entry in found if isinstance(entry, Heading)] == [
        Heading("shot", "Shot", 4, 4), Heading("other", "Other", 2, 2),
    ]  # fmt: skip
    found = entries_of(document, ["shot", "other"], title=str.title, search="forest")
    assert cards(found) == [("shot", 3)]
    assert [entry.title for entry in found if isinstance(entry, Heading)] == ["Shot"]


def test_search_looks_into_prompt_name_seed_and_model(document: Document) -> None:
    for words, numbers in (
        ("BOAT noon", [4]),
        ("1847", [2]),
        ("take 3", [3]),
        ("built", [1, 2, 3, 4]),
        ("cow", []),
    ):
        found = entries_of(document, ["shot"], title=lambda _: "Car", search=words)
        assert [number for _, number in cards(found)] == numbers, words


def test_only_favourites_are_shown_where_that_is_wished(document: Document) -> None:
    liked = document.with_favourite("shot", "shot-take-1")
    assert cards(entries_of(liked, ["shot", "other"], favourites=True)) == [("shot", 2)]


def test_jobs_stand_behind_the_takes_of_their_shot(document: Document) -> None:
    lines = [
        JobLine("a", "running", place="shot"),
        JobLine("b", "done", place="shot"),
        JobLine("c", "waiting", place="x"),
    ]
    found = entries_of(document, ["shot"], lines)
    assert found[-1] == Making("shot", "a")
    assert len(found) == 6


def test_what_differs_is_told_by_words_values_and_seeds(document: Document) -> None:
    one, two, three, four = document.shots["shot"].takes
    assert differing(document, FACES, one, two) == ["Steps 4 → 8", "another seed"]
    assert differing(document, FACES, two, three) == ["+ forest  − city", "another seed"]
    assert differing(document, FACES, three, four)[0].startswith("+ blue boat sails …")
    assert differing(document, FACES, one, one) == []
    bare = replace(two, settings={"generate": two.settings["generate"]})
    assert differing(document, FACES, bare, two) == ["with Prompt"]
    closed = replace(two, settings={**two.settings, "generate": {}})
    assert differing(document, FACES, closed, two) == [], "nothing is known of it"


def test_the_record_of_a_take_says_what_it_was_made_of(document: Document) -> None:
    card = entries_of(document, ["shot"], title=lambda _: "Car")[2]
    assert isinstance(card, Card)
    facts, *sections = record(card, ["Steps 4 → 8"], document, FACES)
    told = dict(facts.rows)
    assert told["Seed"] == "1847"
    assert told["Unlike take 1"] == "Steps 4 → 8"
    assert told["Length"] == "0.5 s, 64 × 36, 12 frames at 24/s"
    assert told["Model"] == "Built-in (01234567)"
    assert [section.title for section in sections] == ["Prompt", "Generate"]
    assert ("Steps", "8") in sections[1].rows
    bare = replace(document, graph=document.graph.remove("generate"))
    assert "A node that is gone" in [section.title for section in record(card, [], bare, FACES)]


def test_a_record_tells_what_the_film_shows_of_a_take_and_which_takes_it_was_made_from(
    document: Document,
) -> None:
    one, two = document.shots["other"].takes
    first, *_, pick = document.shots["shot"].takes
    shot = replace(document.shots["shot"], takes=(
        replace(first, made_of={"other": one.key}), replace(pick, settings=first.settings, made_of={"x": two.key}),
    ))  # fmt: skip
    item = Item("item", "shot", Fraction(1, 8), Fraction(1, 4))
    made = replace(document.with_shot(shot), timeline=Timeline(Fraction(24), (item,)))
    older, picked = (c for c in entries_of(made, ["shot"], title=lambda _: "Car") if isinstance(c, Card))
    told = dict(record(picked, [], made, FACES, "It is old.")[0].rows)
    assert told["In the film"] == "0.1 s to 0.4 s of it"
    assert told["Made from"] == "Boat, take 2"
    assert told["Does not fit"] == "It is old."
    assert "In the film" not in dict(record(older, [], made, FACES)[0].rows)
    whole = replace(
        made, timeline=Timeline(Fraction(24), (replace(item, in_point=0, length=Fraction(1, 2)),))
    )
    assert "In the film" not in dict(record(picked, [], whole, FACES)[0].rows)
    assert differing(made, FACES, older.take, picked.take) == ["from Boat, take 2"]
    gone = made.with_shot(replace(made.shots["other"], takes=()))
    assert differing(gone, FACES, older.take, picked.take) == ["from another take"]


TEXT = TextParam(name="text", label="Prompt", help="")
STEPS = IntParam(name="steps", label="Steps", help="", default=8, low=1, high=100)
GUIDANCE = FloatParam(name="guidance", label="Guidance", help="", default=4.0, low=0.0, high=20.0)
WAY = ChoiceParam(
    name="way", label="Way", help="", default="a", choices=("a", "b"), labels={"a": "Fast", "b": "Good"}
)
SMOOTH = BoolParam(name="smooth", label="Smooth", help="", default=False)


@pytest.mark.parametrize(
    ("param", "text", "values"),
    [
        (STEPS, "4, 8,12,", (4, 8, 12)),
        (GUIDANCE, "0.5, 4", (0.5, 4.0)),
        (WAY, "good, A", ("b", "a")),
        (SMOOTH, "Off, on", (False, True)),
        (TEXT, "a fox, red | a dog", ("a fox, red", "a dog")),
        (STEPS, "4, 4", (4,)),
    ],
)
def test_values_of_a_grid_are_read_as_they_are_typed(
    param: IntParam, text: str, values: tuple[object, ...]
) -> None:
    assert axis_values.read(param, text) == values
    assert axis_values.read(param, axis_values.written(param, axis_values.read(param, text))) == values


@pytest.mark.parametrize(
    ("param", "text", "told"),
    [
        (STEPS, "many", "Steps is a number"),
        (STEPS, "0", "0"),
        (WAY, "best", "Choose among"),
        (TEXT, " | ", "no values"),
    ],
)
def test_values_that_a_param_does_not_take_are_refused_in_words(
    param: IntParam, text: str, told: str
) -> None:
    with pytest.raises(StudioError, match=told):
        axis_values.read(param, text)
