"""Media that become nodes of a document."""

from engine.document import Document
from engine.graph import Graph, Node
from studio.edit.media import free_place


def scene(*places: tuple[float, float]) -> Document:
    nodes = [Node(f"n{number}", "shotloom.finish", position=place) for number, place in enumerate(places)]
    return Document(graph=Graph.of(nodes, []))


def test_a_new_node_stays_where_nothing_lies() -> None:
    assert free_place(scene((500, 0), (0, 400)), None, (0, 0)) == (0, 0)


def test_a_new_node_goes_below_what_lies_there_with_its_picture() -> None:
    x, y = free_place(scene((40, -20), (-60, 300)), None, (0, 0))
    assert x == 0
    assert y >= 300 + 200
    assert y < 1000


def test_a_group_that_is_gone_has_room() -> None:
    assert free_place(scene((0, 0)), "gone", (0, 0)) == (0, 0)
