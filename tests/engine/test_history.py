"""The gallery finds what was made, and loses no take."""

import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest

from engine.delivery import Delivery
from engine.errors import OutputError
from engine.executor import Executor
from engine.history import History, prompt_of
from engine.shots import Shot, Take
from engine.types import Size
from tests.engine.stages import Ear, Operations, crew, shot


def test_takes_are_listed_with_their_pictures(tmp_path: Path) -> None:
    people = crew(tmp_path, operations=Operations())
    with Executor(people) as executor:
        delivery = Delivery(takes=str(tmp_path / "takes"), document="doc", label="a red ball")
        outcome = executor.wait(executor.submit(shot(kind="take"), delivery), 30)
        (finished,) = outcome.finished
        assert finished.take is not None
        assert people.history is not None
        (past,) = people.history.search("BALL red")
        assert (past.take, past.document, past.shot) == (finished.take.id, "doc", "shot")
        assert Path(past.thumbnail).read_bytes().startswith(b"\x89PNG")
        assert executor.queue.record(outcome.job).thumbnail == past.thumbnail
        assert executor.queue.record(outcome.job).label == "a red ball"


def take(name: str, prompt: str, created: str = "2026-01-01T00:00:00+00:00", **other: bool) -> Take:
    """A take."""
    return Take(
        name, f"{name}.mp4", 9, Fraction(12), Size(4, 4), 1, 2.0, created, "m", "d", "k",
        {"n": {"text": prompt, "negative": "blurry"}}, **other,
    )  # fmt: skip


def test_the_gallery_finds_takes_by_words_and_favourites() -> None:
    history = History()
    history.add("d1", "s", take("1", "A Red ball", "2026-01-01"), "t.png")
    history.add("d1", "s", take("2", "a blue BALL", "2026-01-02"))
    history.add("d2", "s", take("3", "Ärger 100%_", "2026-01-03"))
    assert [p.take for p in history.search()] == ["3", "2", "1"]
    assert [p.take for p in history.search("ball")] == ["2", "1"]
    assert [p.take for p in history.search("ball red")] == ["1"]
    assert [p.take for p in history.search("ärger %_")] == ["3"]
    assert history.search("blurry") == []
    assert [p.take for p in history.search(document="d1", limit=1)] == ["2"]
    history.mark("1", True)
    assert [p.take for p in history.search(favourite=True)] == ["1"]
    history.remove(["1"])
    assert history.search(favourite=True) == []
    history.close()


def test_the_index_is_rebuilt_from_a_document() -> None:
    history = History()
    history.add("d", "s", take("gone", "x"))
    history.add("d", "s", take("kept", "x"), "t.png")
    history.add("other", "s", take("else", "x"))
    shots = {"s": Shot("s", takes=(take("kept", "y", favourite=True), take("new", "z")))}
    history.rebuild("d", shots)
    found = {p.take: p for p in history.search()}
    assert set(found) == {"kept", "new", "else"}
    assert (found["kept"].prompt, found["kept"].favourite, found["kept"].thumbnail) == ("y", True, "t.png")
    history.close()


def test_prompts_of_cards_are_found_once() -> None:
    cards = [{"prompt": "dawn", "at": 0}, {"prompt": "dusk"}, {"prompt": "dawn"}]
    assert prompt_of({"a": {"text": " sea "}, "b": {"cards": cards, "seed": 3}}) == "sea | dawn | dusk"


def test_a_gallery_that_cannot_be_written_loses_no_take(tmp_path: Path) -> None:
    people, ear = crew(tmp_path), Ear()
    assert people.history is not None
    people.history._database.execute("PRAGMA query_only = 1")
    with Executor(people, ear) as executor:
        outcome = executor.wait(
            executor.submit(shot(kind="take"), Delivery(takes=str(tmp_path / "takes"))), 20
        )
    assert outcome.state == "done"
    assert outcome.finished[0].take is not None


def test_a_gallery_that_cannot_be_read_says_so() -> None:
    history = History()
    history.add("d", "s", take("1", "a ball"))
    history._database.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
    with pytest.raises(OutputError, match="gallery"):
        history.search("ball")
    history.mark("1", True)
    history.remove(["1"])
    history._database.set_authorizer(None)
    assert [past.take for past in history.search("ball")] == ["1"]
    history.close()
