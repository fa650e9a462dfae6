"""Clones: nodes that share their source's type and params."""

from dataclasses import replace

from engine import Document, Flags, Node
from engine.flatten import flatten
from studio.edit import clones, nodes
from tests.engine.graphs import document, links, node, registry


def fox() -> Document:
    """A prompt with words that feeds a Generate."""
    words = replace(
        node("prompt", text="a fox"),
        title="Fox",
        position=(10.0, 20.0),
        flags=Flags(mute=True, collapse=True),
    )
    return document(words, node("generate"), "prompt.text generate.prompt")


def test_a_clone_stores_its_source_and_a_place() -> None:
    after, (name,) = clones.clone(fox(), None, ["prompt"], (5.0, 6.0))
    made = after.graph[name]
    assert (made.clone_of, made.type, made.params) == ("prompt", "shotloom.prompt", {})
    assert (made.position, made.title, made.flags) == ((15.0, 26.0), "Fox", Flags(collapse=True))


def test_clones_are_linked_among_themselves_only() -> None:
    after, (words, made) = clones.clone(fox(), None, ["generate", "prompt"], (0.0, 0.0))
    assert set(after.graph.links) == {
        *links("prompt.text generate.prompt"),
        *links(f"{words}.text {made}.prompt"),
    }
    alone, (made,) = clones.clone(fox(), None, ["generate"], (0.0, 0.0))
    assert alone.graph.links == links("prompt.text generate.prompt")


def test_a_clone_of_a_clone_hangs_on_the_same_source() -> None:
    once, (first,) = clones.clone(fox(), None, ["prompt"], (0.0, 0.0))
    twice, (second,) = clones.clone(once, None, [first], (0.0, 0.0))
    assert twice.graph[second].clone_of == "prompt"
    assert [n.id for n in twice.graph if n.clone_of == "prompt"] == [first, second]


def test_what_is_set_on_one_is_set_on_all() -> None:
    doc, (name,) = clones.clone(fox(), None, ["prompt"], (0.0, 0.0))
    after = nodes.set_params(doc, None, name, {"text": "a hare"}, registry())
    flat = flatten(after.graph, after.groups).graph
    assert flat["prompt"].params == flat[name].params == {"text": "a hare"}


def test_an_independent_clone_keeps_the_params_it_showed() -> None:
    doc, (name,) = clones.clone(fox(), None, ["prompt"], (0.0, 0.0))
    after = clones.independent(doc, None, [name, "prompt", "generate"])
    assert (after.graph[name].clone_of, after.graph[name].params) == (None, {"text": "a fox"})
    assert after.graph["prompt"] is doc.graph["prompt"]
    changed = nodes.set_params(after, None, "prompt", {"text": "a hare"}, registry())
    assert changed.graph[name].params == {"text": "a fox"}


def test_a_clone_whose_source_is_gone_becomes_independent_with_what_it_has() -> None:
    doc = document(Node("lost", "shotloom.prompt", params={"text": "a fox"}, clone_of="gone"))
    after = clones.independent(doc, None, ["lost"])
    assert after.graph["lost"] == Node("lost", "shotloom.prompt", params={"text": "a fox"})


def test_nodes_that_are_no_clones_are_left_alone() -> None:
    doc = fox()
    assert clones.independent(doc, None, ["prompt", "not there"]) is doc
    assert clones.clone(doc, None, ["not there"], (1.0, 1.0)) == (doc, ())
