"""Problems of a graph: each names node, port, value and remedy, all are told at once, other branches are planned."""

from dataclasses import replace

import pytest

from engine import Document, Link, Node, Problem
from engine.compile import Compiled, Target
from tests.engine.graphs import (
    BYPASS,
    compiled,
    document,
    edited,
    environment,
    film,
    flagged,
    group,
    node,
    ops,
)
from tests.nodes.lowering import CLIP

FOOTAGE = node("load_clip", media="footage")


def only(doc: Document, *targets: str, **wishes: object) -> Problem:
    """The one error of a document that cannot be compiled."""
    found = compiled(doc, *targets, **wishes)  # type: ignore[arg-type]
    assert found.plan is None
    assert len(found.errors) == 1, [p.line() for p in found.errors]
    (problem,) = found.errors
    assert problem.remedy
    return problem


def told(found: Compiled) -> set[tuple[str | None, str | None]]:
    """Where the errors are: node and port."""
    return {(p.node, p.port) for p in found.errors}


def test_an_unknown_target_is_named() -> None:
    problem = only(document(*film()), "shott")
    assert (problem.value, "no such node" in problem.message) == ("shott", True)


def test_nothing_wanted_is_nothing_wrong() -> None:
    assert compiled(document(*film())) == Compiled(None, ())


def test_a_cycle_is_told_with_its_path() -> None:
    doc = document(
        replace(node("reverse1", "reverse"), title="Back"),
        replace(node("reverse2", "reverse"), title="Forth"),
        node("trim"),
        "reverse1.clip reverse2.clip",
        "reverse2.clip reverse1.clip",
        "reverse2.clip trim.clip",
    )
    problem = only(doc, "trim")
    assert problem.message in (
        "these nodes feed each other: Back -> Forth -> Back",
        "these nodes feed each other: Forth -> Back -> Forth",
    )
    assert problem.node in ("reverse1", "reverse2")


def test_a_cycle_stops_its_own_branch_alone() -> None:
    doc = document(*film(), node("reverse"), "reverse.clip reverse.clip")
    found = compiled(doc, "reverse", "shot")
    assert [p.node for p in found.errors] == ["reverse"]
    assert found.plan is not None
    assert [o.node for o in found.plan.outputs] == ["shot"]


def test_a_long_cycle_is_told_in_short() -> None:
    names = [f"reverse{i}" for i in range(50)]
    wires = [f"{a}.clip {b}.clip" for a, b in zip(names, [*names[1:], names[0]], strict=True)]
    problem = only(document(*(node(n) for n in names), *wires), "reverse0")
    assert "…" in problem.message
    assert len(problem.message) < 400


@pytest.mark.parametrize(
    ("kind", "remedy"),
    [
        ("shotloom.generat", 'Did you mean "shotloom.generate"?'),
        ("other.upscale", 'Did you mean "shotloom.upscale"?'),
        ("acme.sparkle", 'Install the node package "acme" if you trust it, or remove the node'),
        ("shotloom.zzz", "Update the program, or remove the node"),
    ],
)
def test_an_unknown_node_type_is_told_with_the_nearest_one(kind: str, remedy: str) -> None:
    problem = only(document(Node("x", kind), node("shot"), "x.clip shot.clip"), "shot")
    assert (problem.node, problem.value, problem.remedy) == ("x", kind, remedy)


def test_a_link_of_the_wrong_type() -> None:
    problem = only(document(node("prompt"), node("trim"), "prompt.text trim.clip"), "trim")
    assert (problem.node, problem.port) == ("trim", "clip")
    assert problem.message == "it does not take a Text"
    assert problem.remedy == "Link a Clip output here"


def test_a_wrong_port_is_told_with_the_nearest_name() -> None:
    found = compiled(document(FOOTAGE, node("trim"), "load_clip.clip trim.clips"), "trim")
    assert told(found) == {("trim", "clips"), ("trim", "clip")}
    assert found.errors[0].remedy == 'Did you mean "clip"?'
    wrong_output = only(document(FOOTAGE, node("trim"), "load_clip.clp trim.clip"), "trim")
    assert (wrong_output.node, wrong_output.port, wrong_output.remedy) == (
        "load_clip",
        "clp",
        'Did you mean "clip"?',
    )


def test_a_required_input_without_a_link() -> None:
    problem = only(document(node("trim")), "trim")
    assert (problem.node, problem.port) == ("trim", "clip")
    assert "nothing is linked" in problem.message


def test_a_link_from_a_node_that_is_gone() -> None:
    doc = document(node("trim"))
    problem = only(doc.with_graph(doc.graph.link(Link("gone", "clip", "trim", "clip"))), "trim")
    assert (problem.node, problem.port) == ("trim", "clip")
    assert "not there" in problem.message


def test_several_links_into_an_input_that_takes_one() -> None:
    doc = document(
        FOOTAGE,
        node("reverse"),
        node("trim"),
        "load_clip.clip reverse.clip",
        "load_clip.clip trim.clip",
        "reverse.clip trim.clip",
    )
    problem = only(doc, "trim")
    assert (problem.node, problem.port, problem.message) == ("trim", "clip", "it takes one link only")


@pytest.mark.parametrize(
    ("name", "param", "value"),
    [
        ("generate", "duration", float("nan")),
        ("generate", "duration", float("inf")),
        ("generate", "duration", 1e300),
        ("generate", "duration", 10**400),
        ("generate", "steps", 101),
        ("generate", "steps", 2.5),
        ("generate", "seed", -1),
        ("generate", "seed", 10**4000),
        ("generate", "rate", "1e999999999"),
        ("generate", "size", [10**9, 2]),
        ("generate", "quality", "best"),
        ("prompt", "text", "x" * 100_000),
        ("trim", "stop", True),
    ],
)
def test_a_param_out_of_range_is_told_at_its_node(name: str, param: str, value: object) -> None:
    problem = only(edited(document(*film()), name, **{param: value}), "shot")
    assert (problem.node, problem.port) == (name, param)
    assert problem.value
    assert len(problem.line()) < 400


def test_a_wrong_number_that_comes_through_a_link_is_told_as_such() -> None:
    doc = document(node("number", value=-3.0), node("generate"), "number.number generate.duration")
    problem = only(doc, "generate")
    assert (problem.node, problem.port, problem.value) == ("generate", "duration", "-3")
    assert "linked input" in str(problem.remedy)


def test_a_model_that_is_not_here() -> None:
    doc = document(node("model", model="wan-14b"), node("generate"), "model.model generate.model")
    problem = only(doc, "generate")
    assert (problem.node, problem.port, problem.value) == ("model", "model", "wan-14b")
    assert "built-in" in str(problem.remedy)
    assert only(document(node("generate")), "generate", env=environment(models={})).port == "model"


def test_media_that_cannot_be_found() -> None:
    why = Problem("this file cannot be found", value=CLIP.name, remedy="Put it back")
    doc = document(FOOTAGE, node("trim"), "load_clip.clip trim.clip")
    problem = only(doc, "trim", env=environment(missing={CLIP.sha256: why}))
    assert (problem.node, problem.message, problem.value) == ("load_clip", why.message, CLIP.name)
    assert only(document(node("load_clip", media="lost")), "load_clip").value == "lost"
    assert only(document(node("load_clip")), "load_clip").port == "media"
    assert "Load Image" in str(only(document(node("load_clip", media="picture")), "load_clip").remedy)


def test_a_muted_target_and_a_target_behind_a_muted_node() -> None:
    doc = flagged(document(*film()), "trim", mute=True)
    assert only(doc, "trim").message == "this node is muted"
    behind = only(doc, "shot")
    assert (behind.node, "hangs on" in behind.message) == ("shot", True)
    # What lies upstream of it still runs, and what is wrong there is nobody's business.
    assert compiled(doc, "generate").plan is not None
    assert len(compiled(edited(doc, "generate", steps=-1), "shot").errors) == 1


def test_a_muted_target_is_told_beside_the_problems_of_others() -> None:
    doc = flagged(document(*film(), node("upscale")), "trim", mute=True)
    found = compiled(doc, "upscale", "shot")
    assert told(found) == {("upscale", "picture"), ("shot", None)}


def test_a_bypass_without_an_input_of_the_outputs_type() -> None:
    doc = document(replace(node("generate"), flags=BYPASS), node("shot"), "generate.clip shot.clip")
    problem = only(doc, "shot")
    assert (problem.node, problem.port, "bypassed" in problem.message) == ("generate", "clip", True)


def test_a_bypassed_node_may_have_params_that_are_wrong() -> None:
    doc = flagged(edited(document(*film()), "trim", stop=-1), "trim", bypass=True)
    assert ops(compiled(doc, "shot").plan)[-1] == "decode"  # type: ignore[arg-type]


def test_a_bypassed_picture_node_passes_an_image_too() -> None:
    doc = document(
        node("load_image", media="picture"),
        replace(node("upscale"), flags=BYPASS),
        node("save_image"),
        "load_image.image upscale.picture",
        "upscale.picture save_image.image",
    )
    found = compiled(doc, Target("save_image", "file", "png"))
    assert not found.errors
    assert ops(found.plan) == ["read_image", "encode"]  # type: ignore[arg-type]


def switched(choose: object = 2, *more: Node | str) -> Document:
    """A Switch between a clip that cannot be read and one that can."""
    return document(
        node("load_clip1", media="lost"),
        node("load_clip2", media="footage"),
        node("switch", choose=choose),
        "load_clip1.clip switch.inputs",
        "load_clip2.clip switch.inputs",
        *more,
    )


def test_what_a_switch_does_not_let_through_may_be_broken() -> None:
    found = compiled(switched(2), "switch")
    assert not found.problems
    assert ops(found.plan) == ["read_clip"]  # type: ignore[arg-type]
    assert found.plan.outputs[0].settings["switch"] == {"choose": 2}  # type: ignore[union-attr]
    assert only(switched(1), "switch").node == "load_clip1"
    muted = flagged(switched(1), "load_clip2", mute=True)
    assert told(compiled(muted, "switch")) == {("load_clip1", "media")}


def test_a_switch_that_lets_nothing_through_says_why() -> None:
    assert (
        only(document(FOOTAGE, node("switch", choose=2), "load_clip.clip switch.inputs"), "switch").port
        == "choose"
    )
    assert only(document(node("switch")), "switch").port == "inputs"
    # Which one is chosen comes through a link: all of them are looked at.
    driven = switched(2, node("number", value=2.0), "number.number switch.choose")
    assert only(driven, "switch").node == "load_clip1"


def test_a_node_without_a_picture_cannot_be_rendered() -> None:
    problem = only(document(node("prompt", text="x")), "prompt")
    assert (problem.node, "nothing that can be rendered" in problem.message) == ("prompt", True)


def test_a_format_that_the_picture_cannot_have() -> None:
    found = compiled(document(*film()), Target("shot", "file", "png"))
    (problem,) = found.errors
    assert problem.node == "shot"
    assert ".png" in problem.message
    assert ".mp4" in str(problem.remedy)


def test_all_problems_are_told_at_once_and_each_once() -> None:
    doc = document(
        node("prompt", text=3),
        node("generate", steps=-1, guidance=float("nan")),
        node("trim"),
        node("upscale", factor="9"),
        node("concatenate"),
        node("shot"),
        Node("odd", "shotloom.od"),
        "prompt.text generate.prompt",
        "generate.clip concatenate.clips",
        "trim.clip concatenate.clips",
        "upscale.picture concatenate.clips",
        "odd.clip concatenate.clips",
        "concatenate.clip shot.clip",
    )
    found = compiled(doc, "shot", "concatenate")
    assert found.plan is None
    assert told(found) == {
        ("prompt", "text"),
        ("generate", "steps"),
        ("generate", "guidance"),
        ("trim", "clip"),
        ("upscale", "picture"),
        ("upscale", "factor"),
        ("odd", None),
    }
    assert len(found.errors) == 7


def test_a_broken_branch_leaves_the_others_planned() -> None:
    doc = document(*film(), FOOTAGE, node("reverse"), "load_clip.clip reverse.clip")
    found = compiled(edited(doc, "generate", steps=-1), "shot", "reverse")
    assert told(found) == {("generate", "steps")}
    assert found.plan is not None
    assert ops(found.plan) == ["read_clip", "reverse"]


def test_a_warning_stops_nothing_and_stands_in_the_plan_with_the_nodes_name() -> None:
    doc = document(FOOTAGE, replace(node("trim", stop=99.0), title="Cut"), "load_clip.clip trim.clip")
    found = compiled(doc, "trim")
    assert not found.errors
    assert [p.severity for p in found.problems] == ["warning"]
    assert found.plan is not None
    assert found.plan.notes[0].startswith("Cut.stop: the out point lies past the end")


# -- inside groups -----------------------------------------------------------------------------------------------------


def test_a_problem_inside_a_group_is_told_at_the_instance() -> None:
    inner = group("cut", node("trim", start=5.0), inputs={"film": "trim.clip"}, outputs={"film": "trim.clip"})
    doc = document(FOOTAGE, Node("a", "group:cut"), "load_clip.clip a.film", groups=(inner,))
    assert (only(doc, "a").node, only(doc, "a").port) == ("a", "start")


def test_a_group_that_is_gone_or_holds_itself_is_told_where_it_is_needed() -> None:
    loop = group("loop", Node("again", "group:loop"), outputs={"film": "again.film"})
    doc = document(*film(), Node("a", "group:loop"), Node("b", "group:gone"), groups=(loop,))
    assert not compiled(doc, "shot").problems
    assert "holds itself" in only(doc, "a").message
    assert "not in this document" in only(doc, "b").message


def test_ports_that_a_group_does_not_show() -> None:
    inner = group("cut", node("trim"), inputs={"film": "trim.clip"}, outputs={"film": "trim.clip"})
    doc = document(
        FOOTAGE,
        Node("a", "group:cut"),
        node("shot"),
        "load_clip.clip a.movie",
        "a.film shot.clip",
        groups=(inner,),
    )
    problem = only(doc, "shot")
    assert (problem.node, problem.port, problem.remedy) == ("a", "movie", "It has film")
    doc = document(
        FOOTAGE,
        Node("a", "group:cut"),
        node("shot"),
        "load_clip.clip a.film",
        "a.movie shot.clip",
        groups=(inner,),
    )
    problem = only(doc, "shot")
    assert (problem.node, problem.port, problem.remedy) == ("shot", "clip", "It has film")


@pytest.mark.parametrize(("linked", "fine"), [("load_clip.clip a.film", True), ("prompt.text a.film", False)])
def test_a_bypassed_group_passes_the_first_input_of_its_outputs_type(linked: str, fine: bool) -> None:
    inner = group(
        "cut",
        node("trim"),
        node("reverse"),
        "trim.clip reverse.clip",
        inputs={"film": "trim.clip"},
        outputs={"film": "reverse.clip"},
    )
    instance = Node("a", "group:cut", flags=BYPASS)
    doc = document(
        FOOTAGE, node("prompt"), instance, node("shot"), linked, "a.film shot.clip", groups=(inner,)
    )
    found = compiled(doc, "shot")
    assert (found.plan is not None) is fine
    if not fine:
        assert told(found) == {("a", "film")}


def test_clones_without_an_original_are_told_where_they_are_needed() -> None:
    doc = document(
        *film(), Node("a", "shotloom.trim", clone_of="b"), Node("b", "shotloom.trim", clone_of="a")
    )
    assert not compiled(doc, "shot").problems
    problem = only(doc, "a")
    assert (problem.node, "original is gone" in problem.message) == ("a", True)
