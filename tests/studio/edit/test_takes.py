"""Picking among takes: the film follows, favourites stay, and no file goes that something still shows."""

from dataclasses import replace

import pytest

from engine import Document, InputError, Shot
from engine.shots import NEWEST
from studio.document import DocumentModel
from studio.edit import takes
from tests.engine.graphs import document, node
from tests.studio.edit.films import full


def three() -> Document:
    """A shot with three takes that follows the newest, and another one with one take."""
    own = Shot("shot1", "Scene", tuple(full(name) for name in ("a", "b", "c")))
    return document(node("shot1"), node("shot2"), shots=(own, Shot("shot2", takes=(full("x"),))))


def picked(done: Document, shot: str = "shot1") -> str:
    """The take that the film shows."""
    take = done.picked(shot)
    assert take is not None
    return take.id


def test_stepping_goes_round_and_stays_where_it_leads() -> None:
    done = takes.step_take(three(), "shot1", 1)
    assert picked(done) == "a"
    assert picked(takes.step_take(done, "shot1", -1)) == "c"
    assert takes.step_take(three(), "shot2", 1) == three()
    assert takes.step_take(three(), "nothing", 1) == three()


def test_the_newest_can_be_followed_again() -> None:
    done = takes.pick(takes.pick(three(), "shot1", "a"), "shot1", NEWEST)
    assert picked(done.with_take("shot1", full("d"))) == "d"


def test_finalising_keeps_the_pick_and_favourites_and_is_undone_whole() -> None:
    model = DocumentModel(takes.favourite(takes.pick(three(), "shot1", "b"), "shot1", ("c",)))
    before = model.document
    model.edit("Finalise", lambda d: takes.finalise(d, "shot1"))
    assert [t.id for t in model.document.shot("shot1").takes] == ["b", "c"]
    assert model.document.shot("shot1").pick == "b"
    model.edit("Finalise", lambda d: takes.finalise(d, "shot1", keep_favourites=False))
    assert takes.files_gone(before, model.document) == {"a.mp4", "c.mp4"}
    model.stack.undo()
    model.stack.undo()
    assert model.document == before


def test_a_shot_without_takes_cannot_be_finalised() -> None:
    with pytest.raises(InputError, match="no take yet"):
        takes.finalise(three().with_shot(Shot("shot3", "Empty")), "shot3")


def test_a_pick_that_goes_falls_back_to_the_newest() -> None:
    done = takes.remove_takes(takes.pick(three(), "shot1", "b"), "shot1", ("b",))
    assert picked(done) == "c"
    assert takes.remove_takes(done, "shot1", ("b",)) is done


def test_favourites_are_marked_and_unmarked() -> None:
    done = takes.favourite(three(), "shot1", ("a", "b"))
    assert [t.favourite for t in done.shot("shot1").takes] == [True, True, False]
    assert takes.favourite(done, "shot1", ("a", "b"), False) == three()
    with pytest.raises(InputError, match="no such take"):
        takes.favourite(done, "shot1", ("z",))


def test_a_shot_dropped_on_another_becomes_its_take_and_keeps_its_own() -> None:
    done = takes.add_as_take(three(), "shot1", "shot2")
    added = done.picked("shot1")
    assert added is not None
    assert (added.file, done.picked("shot2")) == ("x.mp4", full("x"))
    assert len(done.shot("shot1").takes) == 4
    assert takes.files_gone(done, done.without_take("shot2", "x")) == frozenset()


def test_the_same_take_is_not_added_twice() -> None:
    once = takes.add_as_take(three(), "shot1", "shot2")
    again = takes.add_as_take(takes.pick(once, "shot1", "a"), "shot1", "shot2")
    assert len(again.shot("shot1").takes) == 4
    assert again.picked("shot1") == once.picked("shot1")
    with pytest.raises(InputError, match="no take that could be added"):
        takes.add_as_take(once, "shot1", "shot1")


def test_a_follower_of_the_newest_goes_on_following() -> None:
    done = takes.add_as_take(three(), "shot1", "shot2")
    assert picked(done.with_take("shot1", replace(full("later"), key="later"))) == "later"


def test_one_take_of_another_shot_is_added_not_its_pick() -> None:
    done = takes.add_as_take(three(), "shot2", "shot1", "b")
    assert [take.file for take in done.shot("shot2").takes] == [full("x").file, full("b").file]
    assert done.shot("shot1") == three().shot("shot1")
    with pytest.raises(InputError):
        takes.add_as_take(three(), "shot2", "shot1", "nowhere")


def test_several_shots_are_picked_at_once_and_what_is_gone_is_left_out() -> None:
    before = three()
    done = takes.with_picks(before, {"shot1": "a", "shot2": "nowhere", "shot3": "a"})
    assert picked(done) == "a"
    assert done.shot("shot2") == before.shot("shot2")
    assert takes.with_picks(before, {"shot1": "c"}) == before, "it follows the newest, and shows that already"
