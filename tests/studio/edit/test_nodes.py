"""Nodes added, removed, moved, renamed and set."""

from dataclasses import replace

import pytest

from engine import Document, Flags, Frame, GraphError, Node, ParamError
from engine.files import dumps, loads
from engine.graph import Group
from engine.loom_read import NODE_LIMIT
from studio.edit import nodes
from studio.edit.ports import Faces
from tests.engine.graphs import document, group, links, node, registry, take


def prompt_document() -> Document:
    """A prompt that feeds a Generate."""
    words = Node("prompt", "shotloom.prompt", params=registry()["shotloom.prompt"].defaults())
    return document(words, node("generate"), "prompt.text generate.prompt")


# -- adding and removing -----------------------------------------------------------------------------------------------


def test_a_new_node_starts_from_its_kinds_params() -> None:
    kind = registry()["shotloom.generate"]
    new = nodes.new_node(kind, (3, 4), registry())
    assert (new.type, new.version, new.package) == (kind.id, kind.version, "shotloom")
    assert new.params == kind.defaults()
    assert new.position == (3.0, 4.0)
    assert nodes.new_node(kind, (3, 4), registry()).id != new.id


def test_a_new_instance_of_a_group_follows_the_group() -> None:
    doc = document(
        Node("fx", "group:look"),
        groups=(group("look", node("prompt", text="a fox"), params={"words": "prompt.text"}),),
    )
    kind = Faces(registry()).of(doc, doc.graph["fx"])
    assert nodes.new_node(kind, (0, 0), registry()).params == {}


def test_nodes_are_added_and_nothing_else_changes() -> None:
    doc = prompt_document()
    after = nodes.add(doc, None, node("shot"), node("finish"))
    assert list(after.graph.nodes) == ["prompt", "generate", "shot", "finish"]
    assert replace(after, graph=doc.graph) == doc
    assert nodes.add(doc, None) is doc


def test_an_id_is_never_used_twice() -> None:
    with pytest.raises(GraphError, match="there already"):
        nodes.add(prompt_document(), None, node("prompt"))


def test_a_group_cannot_be_put_into_itself() -> None:
    inner = group("inner", node("prompt"))
    outer = group("outer", Node("nest", "group:inner"))
    doc = document(groups=(inner, outer))
    for scope, kind in (("inner", "group:inner"), ("inner", "group:outer")):
        with pytest.raises(GraphError, match="Inner cannot hold itself"):
            nodes.add(doc, scope, Node("new", kind))
    assert "new" in nodes.add(doc, "outer", Node("new", "group:inner")).groups["outer"].graph.nodes


def test_no_more_nodes_are_added_than_a_file_holds() -> None:
    many = document(*(node(f"note{i}") for i in range(NODE_LIMIT - 1)), groups=(group("g", node("prompt")),))
    with pytest.raises(GraphError, match=r"10,000 nodes"):
        nodes.add(many, None, node("shot"))


def test_a_removed_node_takes_its_links_along() -> None:
    after = nodes.remove(prompt_document(), None, ["prompt"])
    assert list(after.graph.nodes) == ["generate"]
    assert after.graph.links == ()


def test_removing_what_is_not_there_changes_nothing() -> None:
    doc = prompt_document()
    assert nodes.remove(doc, None, ["gone"], ["no frame"]) is doc


def test_shots_and_takes_outlive_their_node() -> None:
    doc = document(node("shot")).with_take("shot", take())
    after = nodes.remove(doc, None, ["shot"])
    assert after.shots == doc.shots
    assert after.sourceless() == ("shot",)


def test_frames_go_when_asked_and_forget_removed_nodes() -> None:
    doc = prompt_document().with_frames(
        Frame("a", "A", (0, 0, 10, 10), nodes=("prompt", "generate")), Frame("b", "B", (0, 0, 10, 10))
    )
    after = nodes.remove(doc, None, ["prompt"], ["b"])
    assert [(f.id, f.nodes) for f in after.frames] == [("a", ("generate",))]


def test_the_first_clone_of_a_removed_source_takes_its_place() -> None:
    source = Node(
        "source", "shotloom.prompt", params={"text": "a fox"}, extra={"params/text": b'"a \\u0066ox"'}
    )
    first = Node("first", "shotloom.prompt", clone_of="source", title="First", extra={"mark": b"1"})
    second = Node("second", "shotloom.prompt", clone_of="source")
    far = Node("far", "shotloom.prompt", clone_of="second")
    doc = document(source, first, second, far)
    after = nodes.remove(doc, None, ["source"]).graph
    assert after["first"] == replace(
        first, params=source.params, clone_of=None, extra={**first.extra, **source.extra}
    )
    assert after["second"].clone_of == "first"
    assert after["far"].clone_of == "second"


def test_clones_of_a_removed_clone_go_on_with_its_source() -> None:
    doc = document(
        node("prompt"),
        Node("a", "shotloom.prompt", clone_of="prompt"),
        Node("b", "shotloom.prompt", clone_of="a"),
    )
    assert nodes.remove(doc, None, ["a"]).graph["b"].clone_of == "prompt"


def test_a_source_that_goes_with_all_its_clones_leaves_nothing() -> None:
    doc = document(node("prompt"), Node("a", "shotloom.prompt", clone_of="prompt"))
    assert nodes.remove(doc, None, ["prompt", "a"]).graph.nodes == {}


def test_a_group_no_longer_shows_the_ports_of_a_removed_node() -> None:
    look = group("look", node("trim"), node("speed"), inputs={"in": "trim.clip", "other": "speed.clip"},
                 outputs={"out": "trim.clip"}, params={"from": "trim.start"})  # fmt: skip
    nest = group("nest", Node("fx", "group:look"), node("finish"), "fx.out finish.clip")
    doc = document(node("generate"), Node("fx", "group:look"), node("shot"), "generate.clip fx.in",
                   "generate.clip fx.other", "fx.out shot.clip", groups=(look, nest))  # fmt: skip
    after = nodes.remove(doc, "look", ["trim"])
    assert [p.name for p in after.groups["look"].inputs] == ["other"]
    assert after.groups["look"].outputs == after.groups["look"].params == ()
    assert after.graph.links == links("generate.clip fx.other")
    assert after.groups["nest"].graph.links == ()


def test_a_group_around_no_longer_hands_on_what_the_inner_one_showed() -> None:
    inner = group("inner", node("trim"), inputs={"in": "trim.clip"}, outputs={"out": "trim.clip"})
    nest = group(
        "outer", Node("nest", "group:inner"), inputs={"film": "nest.in"}, outputs={"cut": "nest.out"}
    )
    doc = document(
        node("load_clip"), Node("a", "group:outer"), node("shot"), "load_clip.clip a.film", "a.cut shot.clip",
        groups=(inner, nest),
    )  # fmt: skip
    after = nodes.remove(doc, "inner", ["trim"])
    assert (after.groups["inner"].inputs, after.groups["inner"].outputs) == ((), ())
    assert (after.groups["outer"].inputs, after.groups["outer"].outputs) == ((), ())
    assert after.graph.links == ()


# -- places and titles -------------------------------------------------------------------------------------------------


def test_nodes_and_frames_move_in_one_edit() -> None:
    doc = prompt_document().with_frames(Frame("a", "A", (0, 0, 10, 10), nodes=("prompt",)))
    after = nodes.move(doc, None, {"prompt": (5, 6), "gone": (1, 1)}, {"a": (1.0, 2.0, 10.0, 10.0)})
    assert after.graph["prompt"].position == (5.0, 6.0)
    assert after.graph["generate"] is doc.graph["generate"]
    assert after.frames[0] == replace(doc.frames[0], rect=(1.0, 2.0, 10.0, 10.0))


def test_a_move_to_where_a_node_is_changes_nothing() -> None:
    doc = prompt_document()
    assert nodes.move(doc, None, {"prompt": doc.graph["prompt"].position}) is doc


def test_nodes_of_a_group_move_in_the_group() -> None:
    doc = document(groups=(group("look", node("trim")),))
    assert nodes.move(doc, "look", {"trim": (7, 8)}).groups["look"].graph["trim"].position == (7.0, 8.0)


@pytest.mark.parametrize(("typed", "title"), [("  Red   fox\n", "Red fox"), ("", "")])
def test_a_title_is_one_line(typed: str, title: str) -> None:
    doc = nodes.rename(prompt_document(), None, "prompt", "Old")
    assert nodes.rename(doc, None, "prompt", typed).graph["prompt"].title == title


def test_a_title_that_no_one_could_read_is_refused() -> None:
    with pytest.raises(GraphError, match="200 characters"):
        nodes.rename(prompt_document(), None, "prompt", "x" * 201)


def test_the_same_title_changes_nothing() -> None:
    doc = nodes.rename(prompt_document(), None, "prompt", "Fox")
    assert nodes.rename(doc, None, "prompt", " Fox ") is doc


# -- params ------------------------------------------------------------------------------------------------------------


def test_a_param_is_set_and_the_others_stay() -> None:
    doc = prompt_document()
    after = nodes.set_params(doc, None, "prompt", {"text": "a fox"}, registry())
    assert after.graph["prompt"].params == {**doc.graph["prompt"].params, "text": "a fox"}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"duration": 900}, r"Generate\.duration: is out of range.*0\.05 to 60"),
        ({"quality": "best"}, "quality.*not one of the choices"),
        ({"durations": 1}, 'Did you mean "duration"'),
    ],
)
def test_a_wrong_value_is_refused_with_its_address_and_remedy(values: dict[str, object], words: str) -> None:
    doc = prompt_document()
    with pytest.raises(ParamError, match=words):
        nodes.set_params(doc, None, "generate", values, registry())  # type: ignore[arg-type]


def test_one_wrong_value_sets_none() -> None:
    doc = prompt_document()
    with pytest.raises(ParamError):
        nodes.set_params(doc, None, "generate", {"steps": 4, "duration": -1}, registry())
    assert doc.graph["generate"].params == {}


def test_a_node_of_an_unknown_kind_is_left_to_its_package() -> None:
    doc = document(Node("glow", "acme.glow", params={"radius": 1}))
    with pytest.raises(GraphError, match="not known here"):
        nodes.set_params(doc, None, "glow", {"radius": 2}, registry())
    assert nodes.reset(doc, None, ["glow"], registry()) is doc


def test_the_params_of_a_clone_are_its_sources() -> None:
    doc = document(
        node("prompt"),
        Node("a", "shotloom.prompt", clone_of="prompt"),
        Node("b", "shotloom.prompt", clone_of="a"),
    )
    after = nodes.set_params(doc, None, "b", {"text": "a fox"}, registry()).graph
    assert after["prompt"].params == {"text": "a fox"}
    assert after["b"].params == {}


def test_an_instance_sets_the_params_that_its_group_exposes() -> None:
    look = group("look", node("prompt", text="a fox"), params={"words": "prompt.text"})
    doc = document(Node("fx", "group:look"), groups=(look,))
    after = nodes.set_params(doc, None, "fx", {"words": "a hare"}, registry())
    assert after.graph["fx"].params == {"words": "a hare"}
    assert after.groups == doc.groups
    with pytest.raises(ParamError, match="needs text"):
        nodes.set_params(doc, None, "fx", {"words": 3}, registry())
    assert nodes.reset(after, None, ["fx"], registry()).graph["fx"].params == {}


def test_the_value_that_is_there_changes_nothing() -> None:
    doc = nodes.set_params(prompt_document(), None, "prompt", {"text": "a fox"}, registry())
    assert nodes.set_params(doc, None, "prompt", {"text": "a fox"}, registry()) is doc


def test_a_param_that_was_spelled_otherwise_is_saved_as_it_is_now() -> None:
    doc = document(Node("number", "shotloom.number", params={"value": 1.0}, extra={"params/value": b"1.00"}))
    after = nodes.set_params(doc, None, "number", {"value": 2.5}, registry())
    assert loads(dumps(after)).document == after


def test_reset_brings_back_defaults_and_keeps_what_is_not_declared() -> None:
    given = {"text": "a fox", "negative": "rain", "their own": 3}
    doc = document(Node("prompt", "shotloom.prompt", params=given))
    after = nodes.reset(doc, None, ["prompt"], registry()).graph["prompt"].params
    assert after == {**registry()["shotloom.prompt"].defaults(), "their own": 3}
    one = nodes.reset(doc, None, ["prompt"], registry(), ["text"]).graph["prompt"].params
    assert one == {"text": "", "negative": "rain", "their own": 3}


# -- switches ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flag", ["bypass", "mute", "collapse"])
def test_a_switch_goes_on_and_off_for_all_nodes_at_once(flag: nodes.Flag) -> None:
    doc = prompt_document()
    on = nodes.set_flag(doc, None, ["prompt", "generate"], flag, True)
    assert all(n.flags == Flags(**{flag: True}) for n in on.graph)
    assert nodes.set_flag(on, None, ["prompt"], flag, True) is on
    assert nodes.set_flag(on, None, ["prompt", "generate"], flag, False) == doc


def test_freezing_pins_the_results_that_there_are() -> None:
    doc = prompt_document()
    on = nodes.set_flag(doc, None, ["prompt", "generate"], "freeze", True, {"generate": "ab12"})
    assert (on.graph["generate"].flags.freeze, on.graph["generate"].frozen_key) == (True, "ab12")
    assert on.graph["prompt"] == doc.graph["prompt"]
    assert nodes.set_flag(on, None, ["generate"], "freeze", False) == doc


def test_freezing_without_a_result_says_what_to_do() -> None:
    with pytest.raises(GraphError, match="Render it once"):
        nodes.set_flag(prompt_document(), None, ["generate"], "freeze", True)


# -- neighbours --------------------------------------------------------------------------------------------------------


def test_upstream_and_downstream_reach_the_ends_of_the_chain() -> None:
    doc = document(node("prompt"), node("generate"), node("finish"), node("shot"), node("note"),
                   "prompt.text generate.prompt", "generate.clip finish.clip", "finish.clip shot.clip")  # fmt: skip
    assert nodes.upstream(doc.graph, ["finish"]) == {"prompt", "generate"}
    assert nodes.downstream(doc.graph, ["generate"]) == {"finish", "shot"}
    assert nodes.upstream(doc.graph, ["finish", "generate"]) == {"prompt", "generate"}
    assert nodes.downstream(doc.graph, ["note"]) == set()


def test_an_edit_in_a_group_that_is_gone_says_so() -> None:
    with pytest.raises(GraphError, match="not there any more"):
        nodes.move(prompt_document(), "gone", {"prompt": (0, 0)})


def test_frames_of_a_group_are_its_own() -> None:
    look = replace(group("look", node("trim")), frames=(Frame("f", "F", (0, 0, 1, 1), nodes=("trim",)),))
    assert isinstance(look, Group)
    after = nodes.remove(document(groups=(look,)), "look", ["trim"])
    assert after.groups["look"].frames[0].nodes == ()
