"""Nodes put onto links and taken out of chains."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Document, GraphError, Link
from engine.graph import ExposedPort
from studio.edit import nodes as node_edits
from studio.edit import wiring
from studio.edit.ports import Faces
from tests.engine.graphs import document, links, node, registry
from tests.studio.edit.scenes import KINDS, chain, faults, link, look, scenes


@pytest.fixture
def faces() -> Faces:
    return Faces(registry())


# -- onto a link and out of a chain ------------------------------------------------------------------------------------


def test_a_node_put_on_a_link_keeps_the_place_among_several(faces: Faces) -> None:
    doc = document(node("trim1"), node("trim2"), node("concatenate"), node("speed"),
                   "trim1.clip concatenate.clips", "trim2.clip concatenate.clips")  # fmt: skip
    done = wiring.insert(doc, None, faces, "speed", link("trim1.clip concatenate.clips"))
    into = [x.source for x in done.graph.links if x.target == "concatenate"]
    assert into == ["speed", "trim2"]
    assert faults(done) == []


def test_a_node_without_fitting_ports_cannot_be_put_on_a_link(faces: Faces) -> None:
    doc = document(node("generate"), node("shot"), node("prompt_append"), "generate.clip shot.clip")
    there = link("generate.clip shot.clip")
    assert not wiring.can_insert(doc, None, faces, "prompt_append", there)
    with pytest.raises(GraphError, match="no free input and output"):
        wiring.insert(doc, None, faces, "prompt_append", there)


def test_a_node_that_is_fed_already_is_not_put_on_a_link(faces: Faces) -> None:
    doc = document(node("trim"), node("speed"), node("generate"), node("shot"), "trim.clip speed.clip",
                   "generate.clip shot.clip")  # fmt: skip
    assert not wiring.can_insert(doc, None, faces, "speed", link("generate.clip shot.clip"))


def test_a_node_is_not_put_on_a_link_that_it_feeds(faces: Faces) -> None:
    doc = document(node("speed"), node("trim"), node("shot"), "speed.clip trim.clip", "trim.clip shot.clip")
    assert not wiring.can_insert(doc, None, faces, "speed", link("trim.clip shot.clip"))
    assert not wiring.can_insert(doc, None, faces, "trim", link("trim.clip shot.clip"))


def test_a_dot_goes_on_any_link(faces: Faces) -> None:
    doc, dot = wiring.add_dot(chain(), None, faces, link("prompt.text generate.prompt"), (10.0, 20.0))
    assert doc.graph[dot].position == (10.0, 20.0)
    assert Link("prompt", "text", dot, "input") in doc.graph.links
    assert Link(dot, "output", "generate", "prompt") in doc.graph.links
    assert faults(doc) == []


def test_a_dot_needs_no_link(faces: Faces) -> None:
    doc, dot = wiring.add_dot(chain(), None, faces, None, (0.0, 0.0))
    assert doc.graph.links == chain().graph.links
    assert doc.graph[dot].type == "shotloom.reroute"


def test_deleting_a_node_of_a_chain_heals_it(faces: Faces) -> None:
    healed = wiring.remove_healed(chain(), None, faces, ["finish"])
    assert healed.graph.links == links("prompt.text generate.prompt", "generate.clip shot.clip")
    assert "finish" not in healed.graph.nodes


def test_several_nodes_in_a_row_are_healed_over(faces: Faces) -> None:
    doc = document(
        node("generate"), node("trim"), node("speed"), node("finish"), node("shot"), "generate.clip trim.clip",
        "trim.clip speed.clip", "speed.clip finish.clip", "finish.clip shot.clip",
    )  # fmt: skip
    healed = wiring.remove_healed(doc, None, faces, ["trim", "speed", "finish"])
    assert healed.graph.links == links("generate.clip shot.clip")


def test_what_does_not_fit_is_not_healed(faces: Faces) -> None:
    healed = wiring.remove_healed(chain(), None, faces, ["generate"])
    assert healed.graph.links == links("finish.clip shot.clip")


def test_healing_keeps_the_order_of_several_links(faces: Faces) -> None:
    doc = document(node("generate"), node("trim1"), node("trim2"), node("concatenate"), "generate.clip trim1.clip",
                   "trim1.clip concatenate.clips", "trim2.clip concatenate.clips")  # fmt: skip
    healed = wiring.remove_healed(doc, None, faces, ["trim1"])
    assert [x.source for x in healed.graph.links if x.target == "concatenate"] == ["generate", "trim2"]


def test_a_node_pulled_out_stays_without_its_links(faces: Faces) -> None:
    done = wiring.pull_out(chain(), None, faces, ["finish"])
    assert done.graph.links == links("prompt.text generate.prompt", "generate.clip shot.clip")
    assert "finish" in done.graph.nodes


def test_nodes_pulled_out_together_stay_linked(faces: Faces) -> None:
    doc = document(
        node("generate"), node("trim"), node("speed"), node("shot"), "generate.clip trim.clip",
        "trim.clip speed.clip", "speed.clip shot.clip",
    )  # fmt: skip
    done = wiring.pull_out(doc, None, faces, ["trim", "speed"])
    assert set(done.graph.links) == set(links("trim.clip speed.clip", "generate.clip shot.clip"))


@settings(max_examples=60)
@given(scenes(), st.data())
def test_healing_keeps_every_rule_and_every_other_link(scene: Document, data: st.DataObject) -> None:
    looks = Faces(registry())
    chosen = data.draw(st.sets(st.sampled_from(sorted(scene.graph.nodes))))
    for after in (
        wiring.remove_healed(scene, None, looks, chosen),
        wiring.pull_out(scene, None, looks, chosen),
    ):
        assert faults(after) == []
        untouched = [x for x in scene.graph.links if x.source not in chosen and x.target not in chosen]
        assert set(untouched) <= set(after.graph.links)
        assert not [x for x in after.graph.links if (x.source in chosen) != (x.target in chosen)]


@settings(max_examples=60)
@given(scenes(), st.sampled_from(KINDS), st.data())
def test_a_node_put_on_a_link_keeps_every_rule(scene: Document, kind: str, data: st.DataObject) -> None:
    looks = Faces(registry())
    if not scene.graph.links:
        return
    there = data.draw(st.sampled_from(scene.graph.links))
    doc = node_edits.add(scene, None, node("new", kind))
    if not wiring.can_insert(doc, None, looks, "new", there):
        return
    after = wiring.insert(doc, None, looks, "new", there)
    assert faults(after) == []
    assert there not in after.graph.links
    assert any(x.target == "new" and x.source == there.source for x in after.graph.links)
    assert any(
        x.source == "new" and (x.target, x.input) == (there.target, there.input) for x in after.graph.links
    )


# -- inside groups -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edit", [wiring.remove_healed, wiring.pull_out])
def test_healing_in_a_group_keeps_its_face(faces: Faces, edit: Callable[..., Document]) -> None:
    first = edit(look(), "look", faces, ["trim"])
    assert first.groups["look"].inputs == (ExposedPort("in", "speed", "clip"),)
    last = edit(look(), "look", faces, ["title"])
    assert last.groups["look"].outputs == (ExposedPort("out", "speed", "clip"),)
    both = edit(look(), "look", faces, ["trim", "speed"])
    assert both.groups["look"].inputs == (ExposedPort("in", "title", "clip"),)
    assert first.graph == last.graph == both.graph == look().graph


def test_a_face_that_healing_leads_nowhere_goes_with_its_links(faces: Faces) -> None:
    gone = wiring.remove_healed(look(), "look", faces, ["trim", "speed", "title"])
    assert gone.groups["look"].inputs == gone.groups["look"].outputs == ()
    assert gone.graph.links == ()
