"""Neighbours step aside for a node that is put between them."""

from engine.document import Document
from engine.graph import Graph, Link, Node
from studio.edit.room import GAP, make_room

SIZES = dict.fromkeys("abcdx", (100.0, 50.0))


def row(**places: tuple[float, float]) -> Document:
    """a -> x -> b -> c in a row, d for itself; places by name."""
    at = {
        "a": (0.0, 0.0),
        "x": (120.0, 0.0),
        "b": (150.0, 0.0),
        "c": (300.0, 0.0),
        "d": (160.0, 0.0),
        **places,
    }
    nodes = [Node(name, "shotloom.reverse", position=place) for name, place in at.items()]
    links = [Link(s, "clip", t, "clip") for s, t in (("a", "x"), ("x", "b"), ("b", "c"))]
    return Document(graph=Graph.of(nodes, links))


def test_what_it_feeds_moves_together_just_far_enough() -> None:
    after = make_room(row(), None, SIZES, "x").graph
    assert after["b"].position == (120 + 100 + GAP, 0)
    assert after["c"].position[0] - after["b"].position[0] == 150
    assert after["a"].position == (0, 0)
    assert after["x"].position == (120, 0)
    assert after["d"].position == (160, 0), "what it does not feed stays"


def test_nothing_moves_where_there_is_room() -> None:
    document = row(b=(120 + 100 + GAP, 0))
    assert make_room(document, None, SIZES, "x") is document


def test_what_stands_below_is_not_in_the_way() -> None:
    document = row(b=(150, 60), c=(300, 60))
    assert make_room(document, None, SIZES, "x") is document


def test_what_stands_behind_it_is_left_there() -> None:
    document = row(b=(-300, 0), c=(-100, 60))
    assert make_room(document, None, SIZES, "x") is document
