"""Aligning and distributing nodes by the sizes that they are drawn in."""

from dataclasses import replace

import pytest

from engine import Document, Frame, GraphError
from studio.edit import arrange
from tests.engine.graphs import document, node

SIZES = {"trim1": (100.0, 50.0), "trim2": (200.0, 100.0), "trim3": (100.0, 50.0)}


def spread() -> Document:
    """Boxes (x, y, width, height) 0,0,100,50 - 130,20,200,100 - 500,300,100,50."""
    return document(
        replace(node("trim1"), position=(0.0, 0.0)),
        replace(node("trim2"), position=(130.0, 20.0)),
        replace(node("trim3"), position=(500.0, 300.0)),
    )


def places(doc: Document) -> list[tuple[float, float]]:
    return [n.position for n in doc.graph]


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("left", [(0, 0), (0, 20), (500, 300)]),
        ("right", [(230, 0), (130, 20), (500, 300)]),
        ("top", [(0, 0), (130, 0), (500, 300)]),
        ("bottom", [(0, 70), (130, 20), (500, 300)]),
        ("middle", [(0, 35), (130, 10), (500, 300)]),
        ("centre", [(115, 0), (65, 20), (500, 300)]),
    ],
)
def test_chosen_nodes_come_to_one_line_and_others_stay(
    side: str, expected: list[tuple[float, float]]
) -> None:
    after = arrange.align(spread(), None, SIZES, ["trim1", "trim2"], side)
    assert places(after) == expected
    assert arrange.align(after, None, SIZES, ["trim1", "trim2"], side) is after


def test_gaps_become_equal_and_the_outermost_stay() -> None:
    across = arrange.distribute(spread(), None, SIZES, SIZES, "across")
    assert places(across) == [(0, 0), (200, 20), (500, 300)]
    down = arrange.distribute(spread(), None, SIZES, SIZES, "down")
    assert places(down) == [(0, 0), (130, 125), (500, 300)]
    assert arrange.distribute(down, None, SIZES, SIZES, "down") is down


def test_too_little_room_overlaps_equally() -> None:
    doc = document(*(replace(node(f"trim{i}"), position=(10.0 * i, 0.0)) for i in (1, 2, 3)))
    after = arrange.distribute(doc, None, dict.fromkeys(SIZES, (100.0, 50.0)), SIZES, "across")
    assert [x for x, _ in places(after)] == [10, 20, 30]


def test_frames_carry_what_was_moved_into_them() -> None:
    doc = spread().with_frames(Frame("a", "", (480, -20, 150, 100)))
    after = arrange.align(doc, None, SIZES, ["trim1", "trim3"], "top")
    assert after.frames[0].nodes == ("trim3",)


@pytest.mark.parametrize("chosen", [[], ["trim1"], ["trim1", "gone"]])
def test_too_few_nodes_to_align_are_refused(chosen: list[str]) -> None:
    with pytest.raises(GraphError, match="too few"):
        arrange.align(spread(), None, SIZES, chosen, "left")


def test_two_nodes_have_no_gaps_to_share() -> None:
    with pytest.raises(GraphError, match="too few"):
        arrange.distribute(spread(), None, SIZES, ["trim1", "trim2"], "across")
