"""Steps on the timeline are called by what they were done to, in few words, and every deed has words."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.document import SOUND, MediaItem
from engine.types import Size
from studio.cut_names import DEEDS, cut_step, thing_name
from studio.edit import sounds, timeline
from studio.edit.ports import Faces
from tests.engine.graphs import registry
from tests.studio.edit.films import film, seconds

FACES = Faces(registry())


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_can_be_told_with_and_without_a_thing(deed: str) -> None:
    document = film(24, 24)
    for ids in ((), ("item1",), ("item1", "item2"), ("shot2",), ("nothing",)):
        name = cut_step(document, FACES, deed, ids)
        assert name
        assert "{" not in name


def test_one_thing_is_named_and_several_are_counted() -> None:
    document = film(24, 24)
    assert cut_step(document, FACES, "trim", ("item1",)) == "Trim Scene 1"
    assert cut_step(document, FACES, "pick", ("shot2",)) == "Pick another take of Scene 2"
    assert cut_step(document, FACES, "lift", ("item1", "item2")) == "Lift 2 shots"
    marked, marker = timeline.mark(document, Fraction(0))
    assert cut_step(marked, FACES, "delete", ("item1", marker)) == "Delete 2 things"


def test_things_are_named_as_they_are_called() -> None:
    song = MediaItem("song", "song.mp3", "a" * 64, SOUND, 48_000, Fraction(48_000), Size(0, 0))
    document, sound = sounds.add_sound(film(24, 24, 24), song, Fraction(0))
    document, title = sounds.add_title(document, Fraction(0), "At  dawn\nby the sea, " + "far " * 20)
    document, marker = timeline.mark(document, Fraction(0), "hit")
    lifted = timeline.delete(document, {"item2"})
    gap = lifted.timeline.items[1].id
    assert thing_name(document, FACES, sound) == "song.mp3"
    assert thing_name(document, FACES, title).startswith("“At dawn by the sea")
    assert thing_name(document, FACES, marker) == "“hit”"
    assert thing_name(lifted, FACES, gap) == "a gap"


def test_a_shot_without_its_node_keeps_its_name_and_an_untitled_one_is_called_by_its_kind() -> None:
    document = film(24)
    gone = document.with_graph(document.graph.remove("shot1"))
    assert cut_step(gone, FACES, "trim", ("item1",)) == "Trim Scene 1"
    bare = document.with_graph(document.graph.put(replace(document.graph["shot1"], title="")))
    assert cut_step(bare, FACES, "trim", ("item1",)) == "Trim Shot"
    assert timeline.length_of(bare, "item1") == seconds(24)
