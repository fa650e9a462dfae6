"""Groups: made of nodes, taken apart, and given faces, while the graph goes on to compute what it did."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine import Document, Frame, GraphError, Link, Node, Shot, Timeline
from engine.compile import Compiler
from engine.files import dumps, loads
from engine.flatten import MAX_DEPTH, flatten
from engine.graph import ExposedPort, Flags
from engine.timeline import Item
from studio.document import DocumentModel
from studio.edit import clones, groups, nodes, places, wiring
from studio.edit.border import DOT
from studio.edit.ports import Faces
from tests.engine.graphs import compiled, document, environment, group, links, node, registry, request, take
from tests.studio.edit.scenes import faces, faults, scenes

many = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=60)


def chain() -> Document:
    """load_clip -> trim -> reverse -> shot, with takes on the shot."""
    return document(
        replace(node("load_clip"), position=(0.0, 0.0)),
        replace(node("trim", start=0.5), position=(200.0, 0.0)),
        replace(node("reverse"), position=(400.0, 40.0)),
        replace(node("shot"), position=(600.0, 0.0)),
        "load_clip.clip trim.clip",
        "trim.clip reverse.clip",
        "reverse.clip shot.clip",
        shots=(Shot("shot", "Fox", (take(),)),),
    )


def grouped(doc: Document, *nodes: str, title: str = "Cut") -> tuple[Document, str]:
    return groups.group(doc, None, faces(), nodes, title)


def meaning(doc: Document) -> dict[str, object]:
    """What feeds each node, in order and seen through dots and groups, with its type, params and switches.

    Nodes are named by the last part of their place, which grouping keeps.
    """
    flat = flatten(doc.graph, doc.groups).graph
    into = flat.into()

    def last(name: str) -> str:
        return name.rsplit("/", 1)[-1]

    def seen(link: Link) -> tuple[str, str] | None:
        while flat[link.source].type == DOT:
            before = into.get(link.source)
            if not before:
                return None
            link = before[0]
        return last(link.source), link.output

    found: dict[str, object] = {}
    for one in flat:
        if one.type != DOT:
            ends = defaultdict(list)
            for link in into.get(one.id, ()):
                ends[link.input].append(seen(link))
            found[last(one.id)] = (one.type, dict(one.params), one.flags, dict(ends))
    return found


# -- grouping ----------------------------------------------------------------------------------------------------------


def test_one_instance_stands_where_the_nodes_were_and_links_come_through_named_ports() -> None:
    after, made = grouped(chain(), "trim", "reverse")
    assert list(after.graph.nodes) == ["load_clip", "shot", made]
    assert after.graph.links == links(f"load_clip.clip {made}.clip", f"{made}.clip shot.clip")
    assert after.graph[made].position == (300.0, 20.0)
    inner = after.groups[after.graph[made].group or ""]
    assert inner.title == "Cut"
    assert list(inner.graph.nodes) == ["trim", "reverse"]
    assert inner.graph.links == links("trim.clip reverse.clip")
    assert inner.inputs == (ExposedPort("clip", "trim", "clip"),)
    assert inner.outputs == (ExposedPort("clip", "reverse", "clip"),)
    assert not faults(after)


def test_shots_keep_takes_and_their_place_in_the_cut() -> None:
    doc = chain()
    cut = Timeline(doc.settings.rate, (Item("i", "shot", doc.settings.rate * 0, 1 / doc.settings.rate),))
    after, made = grouped(doc.with_timeline(cut), "reverse", "shot")
    place = f"{made}/shot"
    assert list(after.shots) == [place]
    assert after.shots[place].takes == doc.shots["shot"].takes
    assert [item.shot for item in after.timeline.items] == [place]
    assert not after.sourceless()
    back, _ = groups.ungroup(after, None, faces(), made)
    assert back.shots == doc.shots
    assert [item.shot for item in back.timeline.items] == ["shot"]


def test_a_shot_in_a_group_in_a_group_is_found_in_every_instance() -> None:
    doc, inner = grouped(chain(), "reverse", "shot")
    doc, outer = grouped(doc, "trim", inner)
    assert list(doc.shots) == [f"{outer}/{inner}/shot"]
    assert not doc.sourceless()
    scope = doc.graph[outer].group
    second = Node("second", doc.graph[outer].type)
    doc = replace(doc, graph=doc.graph.put(second))
    doc = doc.with_shot(Shot(f"second/{inner}/shot", "Other", (take("other"),)))
    after, out = groups.ungroup(doc, scope, faces(), inner)
    assert set(after.shots) == {f"{outer}/shot", "second/shot"}
    assert out == ("reverse", "shot")
    again, made = groups.group(after, scope, faces(), ["reverse", "shot"], "")
    assert set(again.shots) == {f"{outer}/{made}/shot", f"second/{made}/shot"}


@pytest.mark.parametrize(
    ("titles", "names"), [(("", ""), ["text", "text 2"]), (("Fox", "Owl"), ["Fox text", "Owl text"])]
)
def test_ports_that_would_share_a_name_get_different_ones(titles: tuple[str, str], names: list[str]) -> None:
    doc = document(
        replace(node("prompt1"), title=titles[0]),
        replace(node("prompt2"), title=titles[1], position=(0.0, 200.0)),
        node("generate1"),
        node("generate2"),
        "prompt2.text generate2.prompt",
        "prompt1.text generate1.prompt",
    )
    after, made = grouped(doc, "prompt1", "prompt2")
    inner = after.groups[after.graph[made].group or ""]
    assert [p.name for p in inner.outputs] == names
    assert [p.node for p in inner.outputs] == ["prompt1", "prompt2"]
    kind = Faces(registry()).of(after, after.graph[made])
    assert len({p.label for p in kind.outputs}) == 2


def test_several_outer_links_of_one_output_share_a_port() -> None:
    doc = document(
        node("prompt"), node("generate1"), node("generate2"),
        "prompt.text generate1.prompt", "prompt.text generate2.prompt",
    )  # fmt: skip
    after, made = grouped(doc, "prompt")
    assert after.graph.links == links(f"{made}.text generate1.prompt", f"{made}.text generate2.prompt")


def test_several_links_into_one_input_keep_their_order_through_dots() -> None:
    doc = document(
        node("trim1"), node("trim2"), node("trim3"), node("concatenate"),
        "trim1.clip concatenate.clips", "trim2.clip concatenate.clips", "trim3.clip concatenate.clips",
    )  # fmt: skip
    after, made = grouped(doc, "trim1", "concatenate")
    assert meaning(after) == meaning(doc)
    inner = after.groups[after.graph[made].group or ""]
    assert [p.name for p in inner.inputs] == ["clips", "clips 2"]
    kind = Faces(registry()).of(after, after.graph[made])
    assert {p.type.value for p in kind.inputs} == {"Clip"}
    straight, _ = grouped(doc, "trim3", "concatenate")
    assert meaning(straight) == meaning(doc)
    assert not any(n.type == DOT for g in straight.groups.values() for n in g.graph)


def test_without_a_link_going_out_unused_outputs_are_shown_but_not_those_of_shots() -> None:
    doc = document(node("prompt"), node("generate"), node("shot"), "prompt.text generate.prompt")
    after, made = grouped(doc, "prompt", "generate")
    assert [p.name for p in after.groups[after.graph[made].group or ""].outputs] == ["clip"]
    after, made = grouped(doc, "shot")
    assert not after.groups[after.graph[made].group or ""].outputs


def test_a_group_that_would_feed_itself_is_refused_and_says_what_to_select() -> None:
    with pytest.raises(GraphError, match="feed itself") as caught:
        grouped(chain(), "load_clip", "reverse")
    assert caught.value.remedy == "Select Trim too"


def test_groups_nest_as_deep_as_files_and_compiler_take_and_no_deeper() -> None:
    doc, made = grouped(chain(), "shot")
    for _ in range(MAX_DEPTH - 1):
        doc, made = grouped(doc, made)
    assert not flatten(doc.graph, doc.groups).broken
    assert loads(dumps(doc)).document.shots == doc.shots
    with pytest.raises(GraphError, match="at most 16 deep"):
        grouped(doc, made)


def test_nothing_selected_is_refused() -> None:
    with pytest.raises(GraphError, match="nothing to group"):
        grouped(chain(), "gone")


@pytest.mark.parametrize("chosen", [["trim1"], ["clone1", "clone2"], ["trim1", "clone1"]])
def test_clones_on_both_sides_of_the_border_keep_their_params(chosen: list[str]) -> None:
    doc = document(
        node("trim1", start=0.5),
        Node("clone1", "shotloom.trim", clone_of="trim1"),
        Node("clone2", "shotloom.trim", clone_of="trim1"),
    )
    after, made = grouped(doc, *chosen)
    assert meaning(after) == meaning(doc)
    back, _ = groups.ungroup(after, None, faces(), made)
    assert meaning(back) == meaning(doc)


def test_frames_around_the_nodes_go_along_and_come_back() -> None:
    doc = chain().with_frames(
        Frame("in", "Inside", (180.0, -40.0, 500.0, 200.0), nodes=("trim", "reverse")),
        Frame("both", "Both", (-20.0, -60.0, 800.0, 300.0), nodes=("load_clip", "trim")),
        Frame("empty", "Empty", (0.0, 900.0, 80.0, 60.0)),
    )
    after, made = grouped(doc, "trim", "reverse")
    assert [(f.id, f.nodes) for f in after.frames] == [("both", ("load_clip", made)), ("empty", ())]
    inner = after.groups[after.graph[made].group or ""]
    assert [f.id for f in inner.frames] == ["in"]
    back, _ = groups.ungroup(after, None, faces(), made)
    found = {f.id: f for f in back.frames}
    assert found["in"] == doc.frames[0]
    assert set(found["both"].nodes) >= {"load_clip", "trim"}


def test_grouping_inside_a_group_leaves_its_face_as_it_was() -> None:
    cut = group(
        "cut", node("trim"), node("reverse"), "trim.clip reverse.clip",
        inputs={"film": "trim.clip"}, outputs={"film": "reverse.clip"}, params={"length": "trim.stop"},
    )  # fmt: skip
    doc = document(
        node("load_clip"), Node("a", "group:cut", params={"length": 0.25}), node("shot"),
        "load_clip.clip a.film", "a.film shot.clip", groups=(cut,),
    )  # fmt: skip
    after, made = groups.group(doc, "cut", faces(), ["trim"], "Inner")
    outer = after.groups["cut"]
    assert [p.name for p in outer.inputs + outer.outputs + outer.params] == ["film", "film", "length"]
    assert outer.inputs[0].node == outer.params[0].node == made
    assert meaning(after) == meaning(doc)
    assert flatten(after.graph, after.groups).graph[f"a/{made}/trim"].params["stop"] == 0.25
    back, _ = groups.ungroup(after, "cut", faces(), made)
    assert back.groups["cut"].inputs == cut.inputs
    assert back.groups["cut"].params == cut.params


# -- taking apart ------------------------------------------------------------------------------------------------------


def test_what_was_grouped_and_taken_apart_is_as_it_was() -> None:
    doc = chain()
    after, made = grouped(doc, "trim", "reverse")
    back, out = groups.ungroup(after, None, faces(), made)
    assert out == ("trim", "reverse")
    assert back.graph.nodes == doc.graph.nodes
    assert set(back.graph.links) == set(doc.graph.links)
    assert not back.groups


def test_params_and_switches_of_the_instance_are_the_nodes_then() -> None:
    cut = group("cut", node("trim", stop=1.0), params={"length": "trim.stop"})
    doc = document(Node("a", "group:cut", params={"length": 0.25}, flags=Flags(mute=True)), groups=(cut,))
    back, (inner,) = groups.ungroup(doc, None, faces(), "a")
    assert back.graph[inner].params == {"stop": 0.25}
    assert back.graph[inner].flags.mute


def look_with(**switches: object) -> Document:
    """A clip that goes through an instance whose inside makes a title from a prompt; the instance has switches."""
    inside = group(
        "look", node("prompt"), node("trim"), node("speed"), node("shot2"), "trim.clip speed.clip",
        "speed.clip shot2.clip", inputs={"in": "trim.clip"}, outputs={"out": "speed.clip"},
    )  # fmt: skip
    fx = Node("fx", "group:look", **switches)  # type: ignore[arg-type]
    return document(
        node("load_clip", media="footage"), fx, node("shot"), "load_clip.clip fx.in", "fx.out shot.clip",
        groups=(inside,),
    )  # fmt: skip


def test_a_bypassed_group_is_as_bypassed_when_it_is_taken_apart() -> None:
    doc = look_with(flags=Flags(bypass=True))
    back, _ = groups.ungroup(doc, None, faces(), "fx")
    off = {n.id for n in back.graph if n.flags.bypass}
    assert off == {"trim", "speed", "shot2"}, "the prompt has nothing to let through"
    before, after = (compiled(d, "shot") for d in (doc, back))
    assert not before.problems
    assert not after.problems
    assert [o.key for o in before.plan.outputs] == [o.key for o in after.plan.outputs]


def test_a_frozen_result_stays_where_the_group_handed_it_out() -> None:
    doc = look_with(flags=Flags(freeze=True), frozen_key="k" * 32)
    back, _ = groups.ungroup(doc, None, faces(), "fx")
    assert {n.id: n.frozen_key for n in back.graph if n.flags.freeze} == {"speed": "k" * 32}


def test_ids_that_are_taken_become_fresh_ones_and_other_instances_stay() -> None:
    cut = group("cut", node("trim"), node("reverse"), "trim.clip reverse.clip",
                inputs={"film": "trim.clip"}, outputs={"film": "reverse.clip"})  # fmt: skip
    doc = document(
        node("trim"), Node("a", "group:cut"), Node("b", "group:cut"), "trim.clip a.film", "a.film b.film",
        groups=(cut,), shots=(Shot("a/trim", "x", (take(),)), Shot("b/trim", "y")),
    )  # fmt: skip
    after, out = groups.ungroup(doc, None, faces(), "a")
    assert out[0] != "trim"
    assert out[1] == "reverse"
    assert "cut" in after.groups
    assert set(after.shots) == {out[0], "b/trim"}
    assert set(after.graph.links) == set(
        links(f"trim.clip {out[0]}.clip", f"{out[0]}.clip reverse.clip", "reverse.clip b.film")
    )


def test_takes_that_arrived_for_a_node_outside_meet_those_of_the_node_that_comes_out() -> None:
    doc, made = grouped(chain(), "shot")
    late = replace(take("late"), created="2026-01-02T00:00:00+00:00")
    doc = doc.with_take("shot", late)
    back, _ = groups.ungroup(doc, None, faces(), made)
    assert [t.id for t in back.shots["shot"].takes] == ["first", "late"]


@pytest.mark.parametrize("name", ["shot", "gone"])
def test_what_is_no_group_cannot_be_taken_apart(name: str) -> None:
    with pytest.raises(GraphError):
        groups.ungroup(chain(), None, faces(), name)


def test_an_instance_whose_group_is_missing_is_refused() -> None:
    with pytest.raises(GraphError, match="not in this document"):
        groups.ungroup(document(Node("a", "group:gone")), None, faces(), "a")


# -- definitions -------------------------------------------------------------------------------------------------------


def test_an_instance_gets_a_definition_of_its_own_with_its_clones() -> None:
    doc, made = grouped(chain(), "trim")
    doc, (second,) = clones.clone(doc, None, [made], (0.0, 300.0))
    assert groups.make_unique(doc, None, made) is doc
    other = Node("other", doc.graph[made].type)
    doc = replace(doc, graph=doc.graph.put(other))
    after = groups.make_unique(doc, None, made)
    assert after.graph[made].type == after.graph[second].type != after.graph["other"].type == other.type
    assert sorted(g.title for g in after.groups.values()) == ["Cut", "Cut 2"]
    assert meaning(after) == meaning(doc)


def test_a_group_goes_with_its_last_instance_and_takes_along_those_that_only_it_held() -> None:
    shared, inner = group("shared", node("prompt")), group("inner", node("trim"))
    outer = group("outer", Node("i", "group:inner"), Node("s", "group:shared"))
    doc = document(
        Node("one", "group:outer"), Node("two", "group:outer"), Node("k", "group:shared"),
        groups=(shared, inner, outer),
    )  # fmt: skip
    half = nodes.remove(doc, None, ["one"])
    assert half.groups is doc.groups
    assert set(nodes.remove(half, None, ["two"]).groups) == {"shared"}
    assert set(nodes.remove(doc, "outer", ["i"]).groups) == {"shared", "outer"}
    assert set(wiring.remove_healed(doc, None, faces(), ["one", "two"]).groups) == {"shared"}


def test_nothing_is_rendered_again_because_nodes_were_grouped() -> None:
    doc = document(
        node("prompt", text="a fox runs"), node("generate", seed=7), node("trim", stop=0.5), node("shot"),
        "prompt.text generate.prompt", "generate.clip trim.clip", "trim.clip shot.clip",
    )  # fmt: skip
    after, made = grouped(doc, "generate", "trim")
    compiler = Compiler(environment())

    def keys(given: Document, target: str) -> list[str]:
        plan = compiler.compile(given, request(target)).plan
        assert plan is not None
        return [step.key for step in plan.steps]

    assert keys(after, "shot") == keys(doc, "shot")
    assert keys(after, made) == keys(doc, "trim")


# -- whatever is drawn -------------------------------------------------------------------------------------------------


@many
@given(scenes(), st.data())
def test_grouping_and_taking_apart_never_change_what_is_computed(doc: Document, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from(sorted(doc.graph.nodes)), min_size=1))
    try:
        after, made = grouped(doc, *chosen)
    except GraphError:
        assume(False)
    assert meaning(after) == meaning(doc)
    assert not faults(after)
    assert loads(dumps(after)).document == loads(dumps(loads(dumps(after)).document)).document
    assert loads(dumps(after)).document.groups == after.groups
    back, _ = groups.ungroup(after, None, faces(), made)
    assert meaning(back) == meaning(doc)
    assert not faults(back)
    assert doc.graph.nodes.items() <= back.graph.nodes.items()


def test_a_take_finds_its_shot_after_the_node_went_into_a_group_and_came_out() -> None:
    doc = chain()
    after, made = grouped(doc, "shot")
    assert places.home_of(doc, "shot") == "shot"
    assert places.home_of(replace(after, shots={}), "shot") == f"{made}/shot"
    assert places.home_of(replace(doc, shots={}), f"{made}/shot") == "shot"
    assert places.home_of(doc, "gone") == "gone"


def test_a_take_of_an_instance_that_is_gone_goes_to_no_other() -> None:
    cut = group("cut", node("shot"))
    doc = document(Node("b", "group:cut"), groups=(cut,))
    assert places.home_of(doc, "a/shot") == "a/shot"
    twice = document(Node("a", "group:cut"), Node("b", "group:cut"), groups=(cut,))
    assert places.home_of(twice, "shot") == "shot"


def test_a_take_that_arrives_around_grouping_is_never_left_without_its_shot() -> None:
    model = DocumentModel(chain())
    made = ""

    def group_shot(doc: Document) -> Document:
        nonlocal made
        doc, made = grouped(doc, "shot")
        return doc

    model.edit("Group", group_shot)
    model.add_take("shot", take("asked-before"))
    model.add_take(f"{made}/shot", take("asked-after"))
    ids = ["first", "asked-before", "asked-after"]
    assert {name: [t.id for t in s.takes] for name, s in model.document.shots.items()} == {
        f"{made}/shot": ids
    }
    model.stack.undo()
    assert {name: [t.id for t in s.takes] for name, s in model.document.shots.items()} == {"shot": ids}
    model.stack.redo()
    assert {name: [t.id for t in s.takes] for name, s in model.document.shots.items()} == {
        f"{made}/shot": ids
    }


def test_groups_get_titles_that_tell_them_apart() -> None:
    doc, _ = grouped(chain(), "trim")
    doc, _ = grouped(doc, "reverse")
    assert sorted(g.title for g in doc.groups.values()) == ["Cut", "Cut 2"]
