"""Frames: around nodes, carrying them, in every scope."""

from dataclasses import replace

import pytest

from engine import Document, Frame, GraphError
from engine.files import dumps, loads
from studio.edit import frames
from studio.edit.scope import Scope, graph_of
from tests.engine.graphs import document, group, node

SCOPES: list[Scope] = [None, "look"]


def drawn(*placed: Frame) -> Document:
    """Two nodes at 0, 0 and 400, 0, in the outermost graph and inside the group "look", and frames in both."""
    pair = (node("trim"), replace(node("reverse"), position=(400.0, 0.0)))
    doc = document(*pair, groups=(group("look", *pair),))
    return frames.with_frames(frames.with_frames(doc, None, placed), "look", placed)


def other(scope: Scope) -> Scope:
    return "look" if scope is None else None


@pytest.mark.parametrize("scope", SCOPES)
def test_a_frame_stands_around_its_nodes_in_its_scope_alone(scope: Scope) -> None:
    doc = drawn()
    after, made = frames.frame(
        doc,
        scope,
        {"trim": (0, 0, 180, 80), "reverse": (400, 0, 180, 100)},
        "Start",
        "#aa3344",
        margin=10,
        head=20,
    )
    found = frames.frame_of(after, scope, made)
    assert found == Frame(made, "Start", (-10, -30, 600, 140), "#aa3344", ("trim", "reverse"))
    assert frames.frames_of(after, other(scope)) == ()
    assert loads(dumps(after)).document.groups == after.groups
    assert frames.remove(after, scope, [made]) == doc


def test_a_frame_around_nothing_is_refused() -> None:
    with pytest.raises(GraphError, match="needs nodes"):
        frames.frame(drawn(), None, {}, "Empty")


def test_a_frame_of_a_group_that_is_gone_is_refused() -> None:
    with pytest.raises(GraphError, match="not there any more"):
        frames.frames_of(drawn(), "gone")


def test_small_frames_stand_before_large_ones_and_none_is_too_small_to_grab() -> None:
    doc, large = frames.place(drawn(), None, (0, 0, 900, 900), "Large")
    doc, small = frames.place(doc, None, (10, 10, 1, 1), "Small")
    doc, middle = frames.place(doc, None, (5, 5, 300, 300), "Middle")
    assert [f.id for f in doc.frames] == [large, middle, small]
    assert frames.frame_of(doc, None, small).rect == (10, 10, *frames.SMALLEST)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_moved_frame_takes_its_nodes_and_the_frames_in_it_along(scope: Scope) -> None:
    doc = drawn(
        Frame("out", "", (-50, -50, 400, 300), nodes=("trim",)),
        Frame("in", "", (-10, -10, 200, 100)),
        Frame("far", "", (390, -10, 200, 100), nodes=("reverse",)),
    )
    assert frames.carried(doc, scope, ["out"]) == ({"trim"}, {"out", "in"})
    after = frames.move(doc, scope, ["out"], (10.0, 5.0))
    graph = graph_of(after, scope)
    assert graph["trim"].position == (10.0, 5.0)
    assert graph["reverse"].position == (400.0, 0.0)
    assert [f.rect[:2] for f in frames.frames_of(after, scope)] == [(-40, -45), (0, -5), (390, -10)]
    assert frames.frames_of(after, other(scope)) == frames.frames_of(doc, other(scope))


def test_two_frames_of_one_place_do_not_carry_each_other() -> None:
    doc = drawn(Frame("a", "", (0, 0, 100, 100)), Frame("b", "", (0, 0, 100, 100)))
    assert frames.carried(doc, None, ["a"]) == (set(), {"a"})


def test_a_resized_frame_carries_what_stands_in_it_then() -> None:
    doc = drawn(Frame("a", "", (-10, -10, 200, 100), nodes=("trim",)))
    sizes = {"trim": (180.0, 80.0), "reverse": (180.0, 80.0)}
    wide = frames.resize(doc, None, "a", (-10, -10, 600, 100), sizes)
    assert frames.frame_of(wide, None, "a").nodes == ("trim", "reverse")
    far = frames.resize(wide, None, "a", (390, -10, 200, 100), sizes)
    assert frames.frame_of(far, None, "a").nodes == ("reverse",)


def test_nodes_dropped_into_a_frame_join_it_and_those_dropped_out_leave() -> None:
    doc = drawn(Frame("a", "", (390, -10, 200, 100), nodes=("trim", "gone")))
    after = frames.carry(doc, None, nodes=["trim", "reverse"])
    assert frames.frame_of(after, None, "a").nodes == ("reverse",)
    assert frames.carry(after, None) is after


def test_nodes_that_were_not_moved_stay_where_they_belong() -> None:
    doc = drawn(Frame("a", "", (390, -10, 200, 100), nodes=("trim",)))
    after = frames.carry(doc, None, nodes=["reverse"])
    assert frames.frame_of(after, None, "a").nodes == ("trim", "reverse")


def test_a_node_belongs_where_its_middle_lies() -> None:
    doc = drawn(Frame("a", "", (150, -10, 200, 200)))
    assert frames.carry(doc, None, {"trim": (200.0, 80.0)}) is doc
    inside = frames.carry(doc, None, {"trim": (320.0, 80.0)})
    assert frames.frame_of(inside, None, "a").nodes == ("trim",)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_frame_is_renamed_and_recoloured(scope: Scope) -> None:
    doc = drawn(Frame("a", "Old", (0, 0, 100, 100)), Frame("b", "", (0, 0, 90, 90)))
    named = frames.rename(doc, scope, "a", "New")
    assert frames.frame_of(named, scope, "a").title == "New"
    red = frames.recolour(doc, scope, ["a", "b"], "#ff0000")
    assert {f.colour for f in frames.frames_of(red, scope)} == {"#ff0000"}
    assert frames.frames_of(red, other(scope)) == frames.frames_of(doc, other(scope))
    with pytest.raises(GraphError, match="no such frame"):
        frames.rename(doc, scope, "gone", "x")
