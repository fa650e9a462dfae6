"""Groups and clones: opened into the graph that is lowered, with every problem at the node that the artist sees."""

from dataclasses import replace

import pytest

from engine import Document, Graph, Link, Node
from engine.flatten import MAX_DEPTH, MAX_NODES, Flat, flatten
from engine.graph import Flags
from tests.engine.graphs import BYPASS, MUTE, document, group, links, node


def flat(doc: Document) -> Flat:
    """The document's graph without groups."""
    return flatten(doc.graph, doc.groups)


def instance(name: str, of: str, **params: object) -> Node:
    """An instance of a group."""
    return Node(name, f"group:{of}", params=params)  # type: ignore[arg-type]


CUT = group(
    "cut",
    node("trim", stop=1.0),
    node("reverse"),
    "trim.clip reverse.clip",
    inputs={"film": "trim.clip"},
    outputs={"film": "reverse.clip"},
    params={"length": "trim.stop"},
)


def test_a_graph_without_groups_is_left_alone() -> None:
    doc = document(node("trim"), node("reverse"), "trim.clip reverse.clip")
    assert flat(doc).graph is doc.graph


def test_an_instance_is_replaced_by_its_inside_and_links_go_through_its_face() -> None:
    doc = document(
        node("load_clip"),
        instance("a", "cut"),
        node("shot"),
        "load_clip.clip a.film",
        "a.film shot.clip",
        groups=(CUT,),
    )
    found = flat(doc)
    assert set(found.graph.nodes) == {"load_clip", "a/trim", "a/reverse", "shot"}
    assert set(found.graph.links) == set(
        links("load_clip.clip a/trim.clip", "a/trim.clip a/reverse.clip", "a/reverse.clip shot.clip")
    )
    assert found.visible("a/trim") == "a"
    assert found.visible("shot") == "shot"
    assert found.behind == {"a": ("a/reverse",)}
    assert not found.broken


def test_params_come_through_the_face_and_other_instances_keep_their_own() -> None:
    doc = document(instance("a", "cut", length=0.25), instance("b", "cut"), groups=(CUT,))
    nodes = flat(doc).graph.nodes
    assert nodes["a/trim"].params["stop"] == 0.25
    assert nodes["b/trim"].params is CUT.graph["trim"].params


def test_groups_in_groups_show_the_outermost_instance() -> None:
    twice = group(
        "twice",
        instance("x", "cut", length=0.5),
        instance("y", "cut"),
        "x.film y.film",
        inputs={"film": "x.film"},
        outputs={"film": "y.film"},
        params={"length": "y.length"},
    )
    doc = document(
        node("load_clip"), instance("a", "twice", length=0.75), "load_clip.clip a.film", groups=(CUT, twice)
    )
    found = flat(doc)
    assert set(found.graph.nodes) == {"load_clip", "a/x/trim", "a/x/reverse", "a/y/trim", "a/y/reverse"}
    assert Link("load_clip", "clip", "a/x/trim", "clip") in found.graph.links
    assert Link("a/x/reverse", "clip", "a/y/trim", "clip") in found.graph.links
    assert found.graph["a/y/trim"].params["stop"] == 0.75
    assert found.graph["a/x/trim"].params["stop"] == 0.5
    assert {found.visible(n) for n in found.graph.nodes if n.startswith("a/")} == {"a"}
    assert found.behind["a"] == ("a/y/reverse",)


def test_a_group_that_holds_itself_is_named_and_the_rest_stays() -> None:
    loop = group("loop", instance("again", "loop"), node("trim"))
    found = flat(document(instance("a", "loop"), node("reverse"), groups=(loop,)))
    assert set(found.graph.nodes) == {"a/again", "a/trim", "reverse"}
    (problem,) = found.broken.values()
    assert problem.node == "a"
    assert "holds itself" in problem.message
    assert problem.remedy


def test_groups_nested_too_deeply_are_refused() -> None:
    nest = tuple(group(f"g{i}", instance("x", f"g{i + 1}")) for i in range(MAX_DEPTH + 1))
    found = flat(document(instance("a", "g0"), groups=(*nest, group(f"g{MAX_DEPTH + 1}", node("trim")))))
    (problem,) = found.broken.values()
    assert (problem.node, "deep" in problem.message) == ("a", True)


def test_a_bomb_of_groups_opens_to_a_bounded_graph() -> None:
    # Each level holds ten of the next: ten to the eighth nodes, if they were all opened.
    nest = [group(f"g{i}", *(instance(f"x{j}", f"g{i + 1}") for j in range(10))) for i in range(8)]
    found = flat(document(instance("a", "g0"), groups=(*nest, group("g8", node("trim")))))
    assert len(found.graph.nodes) <= MAX_NODES
    assert any("open to more than" in p.message for p in found.broken.values())


def test_links_of_a_bomb_are_bounded_too() -> None:
    wires = tuple(Link("trim", "clip", "reverse", f"p{i}") for i in range(5_000))
    fat = replace(
        group("fat", node("trim"), node("reverse")), graph=Graph.of([node("trim"), node("reverse")], wires)
    )
    found = flat(document(*(instance(f"i{n}", "fat") for n in range(200)), groups=(fat,)))
    assert len(found.graph.links) <= 100_000
    assert len(found.broken) == 180


def test_a_group_that_is_not_there_breaks_its_instance_alone() -> None:
    found = flat(document(instance("a", "gone"), instance("b", "cut"), groups=(CUT,)))
    assert found.broken.keys() == {"a"}
    assert "not in this document" in found.broken["a"].message
    assert "b/trim" in found.graph.nodes


@pytest.mark.parametrize("flags", [MUTE, BYPASS])
def test_a_muted_or_bypassed_instance_stays_closed(flags: Flags) -> None:
    found = flat(document(replace(instance("a", "cut"), flags=flags), groups=(CUT,)))
    assert set(found.graph.nodes) == {"a"}


def test_a_link_to_a_port_that_a_group_does_not_show_breaks_the_instance() -> None:
    doc = document(node("load_clip"), instance("a", "cut"), "load_clip.clip a.movie", groups=(CUT,))
    found = flat(doc)
    assert found.broken.keys() == {"a/trim", "a/reverse"}
    assert {(p.node, p.port) for p in found.broken.values()} == {("a", "movie")}
    assert "film" in str(found.broken["a/trim"].remedy)


def clone(name: str, of: str) -> Node:
    """A clone of another node."""
    return Node(name, "shotloom.trim", clone_of=of, position=(1.0, 2.0))


def test_a_clone_has_its_originals_params_and_its_own_place() -> None:
    doc = document(node("trim", stop=0.5), clone("b", "trim"), clone("c", "b"))
    found = flat(doc).graph
    assert found["b"].params is found["trim"].params
    assert found["c"].params is found["trim"].params
    assert found["c"].position == (1.0, 2.0)


def test_a_clone_takes_its_originals_kind() -> None:
    doc = document(node("speed", factor=2.0), clone("b", "speed"))
    assert flat(doc).graph["b"].type == "shotloom.speed"


def test_clones_inside_a_group_follow_the_originals_inside_it() -> None:
    both = group("both", node("trim", stop=0.5), clone("b", "trim"), params={"length": "trim.stop"})
    found = flat(document(instance("x", "both", length=0.25), groups=(both,)))
    assert found.graph["x/b"].params["stop"] == 0.25


def test_a_clone_of_a_group_instance_is_opened_too() -> None:
    doc = document(
        instance("a", "cut", length=0.25), replace(instance("b", "cut"), clone_of="a"), groups=(CUT,)
    )
    assert flat(doc).graph["b/trim"].params["stop"] == 0.25


def test_clones_of_each_other_and_of_nothing_are_problems() -> None:
    found = flat(document(clone("a", "b"), clone("b", "a"), clone("c", "gone"), node("trim")))
    assert found.broken.keys() == {"a", "b", "c"}
    assert all(p.node == name and "original" in p.message for name, p in found.broken.items())
