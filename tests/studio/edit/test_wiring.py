"""Making, moving and cutting links, and nodes that go onto links and out of chains."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Document, GraphError, Link, Node, PortType
from studio.edit import nodes as node_edits
from studio.edit import wiring
from studio.edit.ports import Faces
from tests.engine.graphs import document, group, links, node, registry
from tests.studio.edit.scenes import chain, faults, link, look, scenes


@pytest.fixture
def faces() -> Faces:
    return Faces(registry())


# -- what fits ---------------------------------------------------------------------------------------------------------


def test_a_link_of_the_right_type_fits(faces: Faces) -> None:
    doc = document(node("prompt"), node("generate"))
    assert wiring.refusal(doc, None, faces, link("prompt.text generate.prompt")) is None


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ("prompt.text finish.clip", "Finish, Clip takes Clip, and this is Text"),
        ("generate.clip generate.prompt", "cannot feed itself"),
        ("shot.clip finish.clip", "Finish already feeds Shot"),
        ("finish.clip generate.seed", "takes Number"),
        ("prompt.wings generate.prompt", 'Prompt has no output "wings"'),
        ("prompt.text generate.wings", 'Generate has no input "wings"'),
        ("gone.text generate.prompt", "not there any more"),
    ],
)
def test_a_link_that_does_not_fit_says_why(faces: Faces, wish: str, words: str) -> None:
    doc = chain()
    assert words in str(wiring.refusal(doc, None, faces, link(wish)))
    with pytest.raises(GraphError, match=words.replace("(", r"\(")):
        wiring.connect(doc, None, faces, link(wish))


def test_a_title_stands_in_a_refusal(faces: Faces) -> None:
    doc = node_edits.rename(chain(), None, "finish", "Big Screen")
    assert "Big Screen, Clip takes" in str(wiring.refusal(doc, None, faces, link("prompt.text finish.clip")))


def test_an_input_takes_each_of_its_types(faces: Faces) -> None:
    doc = document(node("storyboard"), node("prompt"), node("generate"))
    for wish in ("storyboard.storyboard generate.prompt", "prompt.text generate.prompt"):
        assert wiring.refusal(doc, None, faces, link(wish)) is None


def test_types_pass_through_dots_and_switches(faces: Faces) -> None:
    doc = document(node("prompt"), node("reroute"), node("switch"), node("generate"), node("trim"),
                   "prompt.text reroute.input", "reroute.output switch.inputs")  # fmt: skip
    assert wiring.refusal(doc, None, faces, link("switch.output generate.prompt")) is None
    assert "takes Clip" in str(wiring.refusal(doc, None, faces, link("switch.output trim.clip")))


def test_a_switch_refuses_another_type_than_its_first(faces: Faces) -> None:
    doc = document(node("prompt"), node("generate"), node("switch"), "prompt.text switch.inputs")
    assert "takes Text" in str(wiring.refusal(doc, None, faces, link("generate.clip switch.inputs")))


def test_a_dot_refuses_what_the_nodes_behind_it_do_not_take(faces: Faces) -> None:
    doc = document(node("prompt"), node("reroute"), node("trim"), "reroute.output trim.clip")
    assert "takes Clip" in str(wiring.refusal(doc, None, faces, link("prompt.text reroute.input")))


def test_an_image_does_not_reach_a_clip_input_through_a_resize(faces: Faces) -> None:
    doc = document(node("load_image"), node("resize"), node("trim"), "load_image.image resize.picture")
    assert "takes Clip" in str(wiring.refusal(doc, None, faces, link("resize.picture trim.clip")))


def test_an_unknown_node_keeps_working_links_to_anything(faces: Faces) -> None:
    doc = document(
        node("prompt"), Node("glow", "acme.glow"), node("trim"), "prompt.text glow.in", "glow.out trim.clip"
    )
    seeds = doc.with_graph(doc.graph.put(node("seed")))
    assert wiring.refusal(seeds, None, faces, link("seed.seed glow.in")) is None
    assert faults(doc) == []


def test_links_in_a_group_follow_the_same_rules(faces: Faces) -> None:
    doc = document(groups=(group("look", node("prompt"), node("generate"), node("trim")),))
    linked = wiring.connect(doc, "look", faces, link("prompt.text generate.prompt"))
    assert linked.groups["look"].graph.links == links("prompt.text generate.prompt")
    with pytest.raises(GraphError, match="takes Clip"):
        wiring.connect(doc, "look", faces, link("prompt.text trim.clip"))


def test_an_open_dot_promises_each_of_its_ends_the_same(faces: Faces) -> None:
    doc = document(node("reroute"), node("trim"), node("generate"), "reroute.output trim.clip")
    assert "takes Text or Storyboard, and this is Clip" in str(
        wiring.refusal(doc, None, faces, link("reroute.output generate.prompt"))
    )
    old, new = link("reroute.output trim.clip"), link("reroute.output generate.prompt")
    assert wiring.reconnect(doc, None, faces, old, new).graph.links == (new,)


def test_a_switch_takes_what_an_open_dot_in_it_is_promised_to_elsewhere(faces: Faces) -> None:
    doc = document(node("prompt"), node("load_image"), node("reroute"), node("switch"), node("condition"),
                   "reroute.output switch.inputs", "reroute.output condition.picture")  # fmt: skip
    wish = link("prompt.text switch.inputs")
    assert "takes Image or Clip, and this is Text" in str(wiring.refusal(doc, None, faces, wish))
    with pytest.raises(GraphError, match="takes Image or Clip"):
        wiring.connect(doc, None, faces, wish)
    linked = wiring.connect(doc, None, faces, link("load_image.image switch.inputs"))
    assert faults(linked) == []
    # The same through a second dot, which joins the switch by another way.
    doc = document(node("prompt"), node("reroute"), node("reroute2", "reroute"), node("switch"), node("trim"),
                   "reroute.output reroute2.input", "reroute.output switch.inputs", "reroute2.output switch.inputs",
                   "reroute2.output trim.clip")  # fmt: skip
    assert "takes Clip" in str(wiring.refusal(doc, None, faces, wish))


def test_an_input_that_a_group_shows_is_fed_from_outside_alone(faces: Faces) -> None:
    doc = node_edits.add(look(), "look", node("load_clip"))
    wish = link("load_clip.clip trim.clip")
    assert "fed from outside the group" in str(wiring.refusal(doc, "look", faces, wish))
    offered = wiring.fitting(doc, "look", faces, "load_clip", "clip", True)
    assert offered == {("speed", "clip"), ("title", "clip")}


# -- connecting --------------------------------------------------------------------------------------------------------


def test_a_single_input_lets_go_of_what_it_holds(faces: Faces) -> None:
    doc = document(node("prompt1"), node("prompt2"), node("generate"), "prompt1.text generate.prompt")
    linked = wiring.connect(doc, None, faces, link("prompt2.text generate.prompt"))
    assert linked.graph.links == links("prompt2.text generate.prompt")


def test_an_input_of_several_keeps_what_it_holds_in_order(faces: Faces) -> None:
    doc = document(node("trim1"), node("trim2"), node("concatenate"), "trim1.clip concatenate.clips")
    linked = wiring.connect(doc, None, faces, link("trim2.clip concatenate.clips"))
    assert linked.graph.links == links("trim1.clip concatenate.clips", "trim2.clip concatenate.clips")


def test_a_link_that_is_there_already_changes_nothing(faces: Faces) -> None:
    doc = chain()
    assert wiring.connect(doc, None, faces, link("prompt.text generate.prompt")) is doc


def test_one_end_dragged_elsewhere_takes_the_link_along(faces: Faces) -> None:
    doc = document(node("prompt"), node("generate1"), node("generate2"), "prompt.text generate1.prompt")
    old, new = link("prompt.text generate1.prompt"), link("prompt.text generate2.prompt")
    assert wiring.reconnect(doc, None, faces, old, new).graph.links == (new,)


def test_a_source_dragged_elsewhere_keeps_the_place_among_several(faces: Faces) -> None:
    names = [f"trim{i}" for i in range(4)]
    doc = document(
        *map(node, names), node("concatenate"), *(f"trim{i}.clip concatenate.clips" for i in range(3))
    )
    old, new = link("trim1.clip concatenate.clips"), link("trim3.clip concatenate.clips")
    moved = wiring.reconnect(doc, None, faces, old, new)
    assert [x.source for x in moved.graph.links] == ["trim0", "trim3", "trim2"]


def test_a_switch_whose_only_link_is_dragged_may_change_its_type(faces: Faces) -> None:
    doc = document(node("prompt"), node("trim"), node("switch"), "prompt.text switch.inputs")
    old, new = link("prompt.text switch.inputs"), link("trim.clip switch.inputs")
    assert wiring.reconnect(doc, None, faces, old, new).graph.links == (new,)


def test_dragging_an_end_takes_the_place_of_another_link(faces: Faces) -> None:
    doc = document(node("prompt1"), node("prompt2"), node("generate1"), node("generate2"),
                   "prompt1.text generate1.prompt", "prompt2.text generate2.prompt")  # fmt: skip
    old, new = link("prompt1.text generate1.prompt"), link("prompt1.text generate2.prompt")
    assert wiring.reconnect(doc, None, faces, old, new).graph.links == (new,)


def test_an_end_that_does_not_fit_leaves_the_old_link(faces: Faces) -> None:
    doc = chain()
    with pytest.raises(GraphError, match="circle"):
        wiring.reconnect(doc, None, faces, link("generate.clip finish.clip"), link("shot.clip finish.clip"))
    with pytest.raises(GraphError, match="linked already"):
        wiring.reconnect(doc, None, faces, link("generate.clip finish.clip"), link("finish.clip shot.clip"))


def test_an_end_dropped_where_it_was_changes_nothing(faces: Faces) -> None:
    doc = chain()
    there = link("generate.clip finish.clip")
    assert wiring.reconnect(doc, None, faces, there, there) is doc


def test_cutting_removes_the_links_and_no_others(faces: Faces) -> None:
    doc = chain()
    cut = wiring.cut(doc, None, [link("generate.clip finish.clip")])
    assert cut.graph.links == links("prompt.text generate.prompt", "finish.clip shot.clip")
    assert wiring.disconnect(doc, None, link("prompt.text finish.clip")) is doc


def test_nodes_are_disconnected_on_every_side() -> None:
    assert wiring.disconnect_nodes(chain(), None, ["generate"]).graph.links == links("finish.clip shot.clip")


# -- ends that light up ------------------------------------------------------------------------------------------------


def test_only_ends_that_take_the_link_are_offered(faces: Faces) -> None:
    doc = chain()
    assert wiring.fitting(doc, None, faces, "generate", "clip", True) == {
        ("finish", "clip"),
        ("shot", "clip"),
    }
    assert wiring.fitting(doc, None, faces, "finish", "clip", False) == {("generate", "clip")}


@settings(max_examples=60)
@given(scenes(), st.data())
def test_what_is_offered_is_what_can_be_connected(scene: Document, data: st.DataObject) -> None:
    looks = Faces(registry())
    name = data.draw(st.sampled_from(sorted(scene.graph.nodes)))
    kind = registry()[scene.graph[name].type]
    for port, output in [(p, True) for p in kind.outputs] + [(p, False) for p in kind.inputs]:
        offered = wiring.fitting(scene, None, looks, name, port.name, output)
        for other in scene.graph:
            ends = registry()[other.type].inputs if output else registry()[other.type].outputs
            for end in ends:
                here, there = (name, port.name), (other.id, end.name)
                wish = Link(*here, *there) if output else Link(*there, *here)
                assert (there in offered) == (wiring.refusal(scene, None, looks, wish) is None)


def test_a_dragged_end_may_go_back_to_where_it_came_from(faces: Faces) -> None:
    doc = chain()
    old = link("generate.clip finish.clip")
    assert ("finish", "clip") in wiring.fitting(doc, None, faces, "generate", "clip", True, without=old)


# -- the best ports ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "best"),
    [
        ("prompt", "generate", "prompt.text generate.prompt"),
        ("seed", "generate", "seed.seed generate.seed"),
        ("generate", "shot", "generate.clip shot.clip"),
        ("load_image", "condition", "load_image.image condition.picture"),
        ("condition", "generate", "condition.condition generate.conditions"),
    ],
)
def test_two_nodes_are_linked_by_the_ports_that_fit_best(
    faces: Faces, source: str, target: str, best: str
) -> None:
    assert wiring.best_link(document(node(source), node(target)), None, faces, source, target) == link(best)


def test_free_inputs_go_before_taken_ones(faces: Faces) -> None:
    doc = document(node("trim1"), node("trim2"), node("connect"), "trim1.clip connect.first")
    assert wiring.best_link(doc, None, faces, "trim2", "connect") == link("trim2.clip connect.second")


def test_the_usual_type_goes_before_others(faces: Faces) -> None:
    doc = document(node("trim"), node("switch"), node("trim2", "trim"))
    assert wiring.best_link(doc, None, faces, "trim", "switch") == link("trim.clip switch.inputs")
    seeded = document(node("seed"), node("switch"))
    assert wiring.best_link(seeded, None, faces, "seed", "switch") == link("seed.seed switch.inputs")


def test_nodes_that_have_nothing_in_common_have_no_best_link(faces: Faces) -> None:
    assert wiring.best_link(document(node("prompt"), node("note")), None, faces, "prompt", "note") is None
    assert wiring.best_link(chain(), None, faces, "shot", "generate") is None


def test_kinds_are_offered_that_take_or_yield_a_type(faces: Faces) -> None:
    takes = {k.id for k in wiring.kinds_fitting(faces, (PortType.TEXT,), True)}
    yields = {k.id for k in wiring.kinds_fitting(registry(), (PortType.TEXT,), False)}
    assert {"shotloom.generate", "shotloom.prompt_append", "shotloom.reroute"} <= takes
    assert {"shotloom.prompt", "shotloom.prompt_append", "shotloom.reroute"} <= yields
    assert not takes & {"shotloom.trim", "shotloom.note", "shotloom.seed"}
    assert not yields & {"shotloom.generate", "shotloom.shot", "shotloom.note"}


# -- a new node --------------------------------------------------------------------------------------------------------


def test_a_new_node_is_linked_to_a_dangling_output(faces: Faces) -> None:
    doc = document(node("prompt"), node("generate"))
    linked = wiring.link_new(doc, None, faces, "generate", end=("prompt", "text", True))
    assert linked.graph.links == links("prompt.text generate.prompt")


def test_a_new_node_is_linked_to_a_dangling_input_and_takes_it_over(faces: Faces) -> None:
    doc = document(node("prompt1"), node("generate"), node("prompt2"), "prompt1.text generate.prompt")
    linked = wiring.link_new(doc, None, faces, "prompt2", end=("generate", "prompt", False))
    assert linked.graph.links == links("prompt2.text generate.prompt")


def test_a_new_node_follows_the_selection(faces: Faces) -> None:
    doc = document(node("trim1"), node("trim2"), node("connect"))
    linked = wiring.link_new(doc, None, faces, "connect", selected=["trim1", "trim2"])
    assert linked.graph.links == links("trim1.clip connect.first", "trim2.clip connect.second")


def test_a_new_source_feeds_the_selection_where_an_input_is_free(faces: Faces) -> None:
    doc = document(node("generate"), node("prompt"))
    assert wiring.link_new(doc, None, faces, "prompt", selected=["generate"]).graph.links == links(
        "prompt.text generate.prompt"
    )
    taken = document(node("prompt1"), node("generate"), node("prompt2"), "prompt1.text generate.prompt")
    assert wiring.link_new(taken, None, faces, "prompt2", selected=["generate"]) is taken


def test_a_new_node_goes_onto_the_link_it_was_asked_for(faces: Faces) -> None:
    doc = document(node("generate"), node("shot"), node("finish"), "generate.clip shot.clip")
    linked = wiring.link_new(doc, None, faces, "finish", link=link("generate.clip shot.clip"))
    assert linked.graph.links == links("generate.clip finish.clip", "finish.clip shot.clip")


def test_several_new_nodes_are_linked_by_their_first_input_and_their_last_output(faces: Faces) -> None:
    doc = document(
        node("load_clip"), node("shot"), "load_clip.clip shot.clip",
        node("speed"), node("trim"), "trim.clip speed.clip",
    )  # fmt: skip
    added, bare = ("speed", "trim"), replace(doc, graph=doc.graph.unlink(link("load_clip.clip shot.clip")))
    on = wiring.link_added(doc, None, faces, added, link=link("load_clip.clip shot.clip"))
    assert set(on.graph.links) == set(
        links("trim.clip speed.clip", "load_clip.clip trim.clip", "speed.clip shot.clip")
    )
    end = wiring.link_added(bare, None, faces, added, end=("load_clip", "clip", True))
    assert set(end.graph.links) == set(links("trim.clip speed.clip", "load_clip.clip trim.clip"))
    end = wiring.link_added(bare, None, faces, added, end=("shot", "clip", False))
    assert set(end.graph.links) == set(links("trim.clip speed.clip", "speed.clip shot.clip"))
    both = wiring.link_added(bare, None, faces, added, selected=("load_clip", "shot"))
    assert set(both.graph.links) == set(on.graph.links)


def test_several_new_nodes_go_onto_a_link_as_a_whole_or_not_at_all(faces: Faces) -> None:
    doc = document(
        node("load_clip"), node("shot"), "load_clip.clip shot.clip", node("shot2"), node("trim"),
        "trim.clip shot2.clip",
    )  # fmt: skip
    there = link("load_clip.clip shot.clip")
    assert there not in wiring.link_added(doc, None, faces, ("trim", "shot2"), link=there).graph.links
    only = replace(doc, graph=doc.graph.put(node("note")))
    assert wiring.link_added(only, None, faces, ("note", "shot2"), link=there) is only


def test_a_new_node_that_fits_nothing_stays_unlinked(faces: Faces) -> None:
    doc = document(node("prompt"), node("note"))
    assert wiring.link_new(doc, None, faces, "note", selected=["prompt"]) is doc
    assert wiring.link_new(doc, None, faces, "note", end=("prompt", "text", True)) is doc


# -- what always holds -------------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(scenes(), st.data())
def test_connecting_never_closes_a_circle_and_never_breaks_a_rule(
    scene: Document, data: st.DataObject
) -> None:
    looks = Faces(registry())
    names = st.sampled_from(sorted(scene.graph.nodes))
    for _ in range(6):
        wish = _any_link(scene, data.draw(names), data.draw(names), data)
        if wish is None:
            continue
        try:
            scene = wiring.connect(scene, None, looks, wish)
        except GraphError:
            continue
        assert wish in scene.graph.links
    assert faults(scene) == []


@settings(max_examples=60)
@given(scenes(), st.data())
def test_dragging_an_end_never_breaks_a_rule(scene: Document, data: st.DataObject) -> None:
    looks = Faces(registry())
    if not scene.graph.links:
        return
    old = data.draw(st.sampled_from(scene.graph.links))
    other = data.draw(st.sampled_from(sorted(scene.graph.nodes)))
    new = _any_link(scene, old.source, other, data) or old
    if data.draw(st.booleans()):
        moved = _any_link(scene, other, old.target, data)
        new = moved if moved is not None else old
    try:
        after = wiring.reconnect(scene, None, looks, old, new)
    except GraphError:
        return
    assert faults(after) == []
    assert new in after.graph.links
    assert old == new or old not in after.graph.links


def _any_link(scene: Document, source: str, target: str, data: st.DataObject) -> Link | None:
    outputs = registry()[scene.graph[source].type].outputs
    inputs = registry()[scene.graph[target].type].inputs
    if not outputs or not inputs:
        return None
    return Link(
        source, data.draw(st.sampled_from(outputs)).name, target, data.draw(st.sampled_from(inputs)).name
    )
