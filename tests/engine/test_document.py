"""The document: edits make new documents, shots outlive their nodes, and the cut keeps the document's rate."""

from dataclasses import replace
from fractions import Fraction

import pytest

from engine.document import Document, Settings
from engine.errors import InputError
from engine.graph import Graph, Node
from engine.shots import NEWEST
from engine.timeline import Timeline
from engine.types import Size
from tests.engine.documents import full
from tests.engine.test_shots import take


def test_an_edit_leaves_the_old_document_alone() -> None:
    old = full()
    new = old.with_graph(old.graph.remove("gen")).without_media("m1").without_group("look").with_frames()
    assert old == full()
    assert "gen" not in new.graph.nodes
    assert set(new.media) == {"m2"}
    assert not new.groups
    assert not new.frames


def test_a_take_makes_its_shot_under_the_nodes_title() -> None:
    document = Document(graph=Graph.of([Node("s", "Shot", title="Opening")])).with_take("s", take("a"))
    assert document.shot("s").name == "Opening"
    assert document.picked("s") == take("a")
    assert document.with_take("s", take("b")).with_pick("s", "a").picked("s") == take("a")
    assert document.with_pick("s", NEWEST).with_take("s", take("b")).picked("s") == take("b")
    assert document.with_favourite("s", "a").shot("s").takes[0].favourite
    assert document.without_take("s", "a").picked("s") is None


def test_the_master_that_two_takes_share_is_held_until_both_are_gone() -> None:
    one, two = take("a"), replace(take("b"), file=take("a").file)
    document = Document(graph=Graph.of([Node("s", "Shot"), Node("t", "Shot")])).with_take("s", one)
    document = document.with_take("t", two).with_take("s", take("c"))
    assert document.masters() == {one.file: 2, take("c").file: 1}
    document = document.without_take("s", "a")
    assert one.file in document.masters()
    assert one.file not in document.without_take("t", "b").masters()


def test_a_deleted_node_leaves_its_shot_without_a_source() -> None:
    document = full().with_graph(full().graph.remove("s1"))
    assert set(document.sourceless()) == {"s1", "old"}
    assert document.picked("s1") == full().picked("s1")
    assert document.timeline == full().timeline


def test_a_new_rate_takes_the_cut_along() -> None:
    document = full().with_settings(Settings(Fraction(12), Size(640, 360)))
    assert document.timeline.rate == 12
    assert all((item.length * 12).denominator == 1 for item in document.timeline.items)
    with pytest.raises(InputError, match="another rate"):
        document.with_timeline(Timeline(Fraction(24)))


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no such shot"):
        full().with_pick("nope", NEWEST)
    assert full().picked("nope") is None


def test_equal_documents_are_equal_whoever_made_them() -> None:
    assert full() == full()
    assert replace(full(), view={"zoom": 2}) != full()
