"""The compiler: what a request becomes: targets, takes, frozen results, seeds and overrides."""

import gc
from dataclasses import replace
from fractions import Fraction

from engine import Document, Node, Shot, Size
from engine.compile import Compiled, Compiler, Target
from engine.plan import Plan
from engine.types import FactKind, Facts
from tests.engine.graphs import (
    compiled,
    document,
    edited,
    environment,
    film,
    flagged,
    group,
    keys,
    node,
    ops,
    plan_of,
    request,
    steps,
    take,
)
from tests.nodes.lowering import LOOM

FROZEN = Facts(FactKind.CLIP, 17, Fraction(12), Size(112, 64))


# -- targets ---------------------------------------------------------------------------------------------------------


def test_a_result_is_the_picture_itself_and_a_file_is_encoded() -> None:
    doc = document(*film())
    result = plan_of(doc, "trim")
    assert ops(result) == ["encode_text", "encode_text", "denoise", "decode", "trim"]
    assert result.outputs[0].key == result.outputs[0].picture == result.steps[-1].key
    for kind, format_, written in (("file", "gif", "gif"), ("file", "", "mp4"), ("take", "", "master")):
        plan = plan_of(doc, Target("shot", kind, format_))
        (output,) = plan.outputs
        assert plan.steps[-1].op == "encode"
        assert plan.steps[-1].params == {"format": written}
        assert (output.key, output.picture) == (plan.steps[-1].key, plan.steps[-2].key)
        assert (output.kind, output.format, output.node) == (kind, written, "shot")


def test_an_output_remembers_seed_settings_model_and_title() -> None:
    doc = document(*film(seed=41))
    doc = doc.with_graph(doc.graph.put(replace(doc.graph["shot"], title="Dawn")))
    (output,) = plan_of(doc, Target("shot", "take"), take=2).outputs
    assert (output.seed, output.take, output.title) == (43, 2, "Dawn")
    assert output.model == f"{LOOM.title} {LOOM.digest}"
    assert set(output.settings) == {"prompt", "generate", "trim", "shot"}
    assert output.settings["prompt"]["text"] == "a fox runs"
    # As they were used: the seed of this take, and every default.
    assert output.settings["generate"]["seed"] == 43
    assert output.settings["generate"]["quality"] == "full"
    assert output.facts.frames == 11


def test_the_sink_names_the_file_and_the_name_reaches_no_key() -> None:
    doc = document(
        node("load_clip", media="footage"),
        node("save_clip", name="out {take}"),
        "load_clip.clip save_clip.clip",
    )
    target = Target("save_clip", "file", "mp4")
    plan = plan_of(doc, target)
    assert plan.outputs[0].name == "out {take}"
    assert keys(plan) == keys(plan_of(edited(doc, "save_clip", name="other"), target))


def test_two_targets_of_which_one_cannot_run() -> None:
    doc = document(*film(), node("upscale"))
    found = compiled(doc, "upscale", "shot")
    assert found.plan is not None
    assert [o.node for o in found.plan.outputs] == ["shot"]
    assert [(p.node, p.port) for p in found.errors] == [("upscale", "picture")]


def test_what_the_targets_do_not_need_is_not_looked_at() -> None:
    doc = document(*film(), node("upscale"), Node("odd", "nowhere.thing"))
    assert not compiled(doc, "shot").problems


def test_a_group_instance_stands_for_what_lies_behind_its_outputs() -> None:
    cut = group(
        "cut",
        node("trim", stop=0.5),
        node("reverse"),
        "trim.clip reverse.clip",
        inputs={"film": "trim.clip"},
        outputs={"film": "reverse.clip"},
        params={"length": "trim.stop"},
    )
    a = Node("a", "group:cut")
    doc = document(node("load_clip", media="footage"), a, "load_clip.clip a.film", groups=(cut,))
    plan = plan_of(doc, "a")
    assert ops(plan) == ["read_clip", "trim", "reverse"]
    assert plan.outputs[0].node == "a"
    assert {s.node for s in plan.steps} == {"load_clip", "a"}
    # Its exposed param can be overridden, and bypassed it passes its input of the output's type.
    assert plan_of(doc, "a", overrides={"a": {"length": 0.25}}).outputs[0].facts.frames == 6
    assert ops(plan_of(flagged(doc, "a", bypass=True), "a")) == ["read_clip"]


def test_a_group_with_a_shot_inside_is_rendered_by_its_instance() -> None:
    scene = group("scene", node("load_clip", media="footage"), node("shot"), "load_clip.clip shot.clip")
    plan = plan_of(document(Node("a", "group:scene"), groups=(scene,)), Target("a", "file", "mp4"))
    assert ops(plan) == ["read_clip", "encode"]


SCENE = group(
    "scene",
    *film(),
    node("reverse"),
    node("shot2"),
    "trim.clip reverse.clip",
    "reverse.clip shot2.clip",
)


def test_every_sink_of_a_group_without_outputs_is_rendered() -> None:
    doc = document(Node("a", "group:scene"), Node("b", "group:scene"), groups=(SCENE,))
    plan = plan_of(doc, Target("a", "take"), Target("b", "take"))
    assert [output.id for output in plan.outputs] == ["a/shot", "a/shot2", "b/shot", "b/shot2"]
    assert [output.node for output in plan.outputs] == ["a", "a", "b", "b"]
    assert plan.outputs[0].key != plan.outputs[1].key
    assert [output.id for output in plan_of(doc, Target("a/shot2", "take")).outputs] == ["a/shot2"]


def test_sinks_of_groups_in_a_group_are_rendered_and_what_they_merely_show_is_not() -> None:
    cut = group("cut", node("load_clip", media="footage"), node("trim", stop=0.5), "load_clip.clip trim.clip",
                outputs={"film": "trim.clip"})  # fmt: skip
    inner = group("inner", node("load_clip", media="footage"), node("shot"), "load_clip.clip shot.clip")
    outer = group("outer", Node("x", "group:cut"), node("shot"), "x.film shot.clip", Node("y", "group:inner"))
    doc = document(Node("a", "group:outer"), groups=(cut, inner, outer))
    assert [output.id for output in plan_of(doc, Target("a", "take")).outputs] == ["a/shot", "a/y/shot"]


def test_a_group_with_nothing_to_show_is_a_problem() -> None:
    doc = document(Node("a", "group:quiet"), groups=(group("quiet", node("prompt")),))
    (problem,) = compiled(doc, "a").errors
    assert (problem.node, "nothing that can be rendered" in problem.message) == ("a", True)


def test_a_shot_in_a_group_passes_its_take() -> None:
    scene = group("scene", *film(), outputs={"film": "shot.clip"})
    doc = document(
        Node("a", "group:scene"), Node("b", "group:scene"), node("reverse"), node("reverse2"),
        "a.film reverse.clip", "b.film reverse2.clip", groups=(scene,),
    )  # fmt: skip
    (made,) = plan_of(doc, Target("a", "take")).outputs
    with_take = doc.with_take(made.id, take("one"))
    assert ops(plan_of(with_take, "reverse")) == ["read_clip", "reverse"]
    assert "denoise" in ops(plan_of(with_take, "reverse2"))
    assert "denoise" in ops(plan_of(with_take, Target("a", "take")))
    assert with_take.sourceless() == ()
    assert with_take.without_group("scene").sourceless() == ("a/shot",)


# -- takes and frozen results ----------------------------------------------------------------------------------------


def continued(*shots: Shot) -> Document:
    """A shot whose clip goes on into a reversed second shot."""
    return document(
        *film(),
        node("reverse"),
        node("shot2"),
        "shot.clip reverse.clip",
        "reverse.clip shot2.clip",
        shots=shots,
    )


def test_without_a_take_a_shot_passes_its_input() -> None:
    assert ops(plan_of(continued(), "shot2"))[-3:] == ["decode", "trim", "reverse"]


def test_downstream_of_a_shot_with_a_take_nothing_upstream_is_planned() -> None:
    plan = plan_of(continued(Shot("shot", takes=(take("one"), take("two", 30)))), "shot2")
    assert ops(plan) == ["read_clip", "reverse"]
    assert plan.steps[0].params == {"take": "two.mp4"}
    assert plan.outputs[0].facts.frames == 30


def test_the_pick_decides_which_take_goes_on() -> None:
    shot = Shot("shot", takes=(take("one"), take("two")))
    newest, picked = (
        plan_of(continued(s), "shot2").steps[0].params["take"] for s in (shot, shot.with_pick("one"))
    )
    assert (newest, picked) == ("two.mp4", "one.mp4")


def test_problems_upstream_of_a_take_do_not_matter() -> None:
    doc = edited(continued(Shot("shot", takes=(take(),))), "generate", duration=float("nan"))
    assert not compiled(doc, "shot2").problems
    assert [p.port for p in compiled(doc, "shot").errors] == ["duration"]


def test_a_shot_that_is_a_target_is_made_anew_and_the_pick_still_goes_on() -> None:
    plan = plan_of(continued(Shot("shot", takes=(take(),))), Target("shot", "take"), "shot2")
    assert {"denoise", "read_clip", "reverse", "encode"} <= set(ops(plan))
    made, onward = plan.outputs
    assert steps(plan, "reverse")[0].inputs == (steps(plan, "read_clip")[0].key,)
    assert steps(plan, "encode")[0].key == made.key
    assert onward.key == steps(plan, "reverse")[0].key


def test_a_shot_that_cannot_be_made_anew_still_lets_its_take_go_on() -> None:
    doc = edited(continued(Shot("shot", takes=(take(),))), "generate", duration=-1)
    found = compiled(doc, Target("shot", "take"), "shot2")
    assert [p.node for p in found.errors] == ["generate"]
    assert found.plan is not None
    assert ops(found.plan) == ["read_clip", "reverse"]


def test_a_new_take_is_seen_by_a_compiler_that_was_used_before() -> None:
    compiler = Compiler(environment())
    doc = continued()
    assert "denoise" in ops(_plan(compiler.compile(doc, request("shot2"))))
    doc = doc.with_take("shot", take("one"))
    assert ops(_plan(compiler.compile(doc, request("shot2")))) == ["read_clip", "reverse"]
    doc = doc.with_take("shot", take("two"))
    assert _plan(compiler.compile(doc, request("shot2"))).steps[0].params == {"take": "two.mp4"}
    doc = doc.without_shot("shot")
    assert "denoise" in ops(_plan(compiler.compile(doc, request("shot2"))))


def _plan(found: Compiled) -> Plan:
    assert found.plan is not None, [p.line() for p in found.problems]
    return found.plan


def test_a_frozen_node_keeps_its_result_and_needs_nothing_upstream() -> None:
    doc = flagged(document(*film()), "generate", "k" * 32, freeze=True)
    plan = plan_of(edited(doc, "prompt", text=5), "shot", env=environment(stored=lambda key: FROZEN))
    assert ops(plan) == ["trim"]
    assert plan.steps[0].inputs == ("k" * 32,)
    encoded = plan_of(doc, Target("generate", "file"), env=environment(stored=lambda key: FROZEN))
    assert ops(encoded) == ["encode"]


def test_a_frozen_result_that_is_gone_is_a_problem_until_it_is_back() -> None:
    doc = flagged(document(*film()), "generate", "k" * 32, freeze=True)
    stored: dict[str, Facts] = {}
    compiler = Compiler(environment(stored=stored.get))
    found = compiler.compile(doc, request("shot"))
    assert found.plan is None
    (problem,) = found.errors
    assert (problem.node, "gone" in problem.message) == ("generate", True)
    stored["k" * 32] = FROZEN
    assert ops(_plan(compiler.compile(doc, request("shot")))) == ["trim"]


def test_freezing_before_anything_was_rendered_changes_nothing() -> None:
    doc = document(*film())
    assert keys(plan_of(flagged(doc, "generate", freeze=True), "shot")) == keys(plan_of(doc, "shot"))


# -- seeds and overrides ---------------------------------------------------------------------------------------------


def seeds(doc: Document, *targets: str, **wishes: object) -> list[int]:
    """The seeds of the denoise steps."""
    return [s.params["seed"] for s in steps(plan_of(doc, *targets, **wishes), "denoise")]  # type: ignore[arg-type]


def test_take_i_adds_i_to_every_seed_upstream() -> None:
    doc = document(node("generate", seed=10), node("extend_clip", seed=20), "generate.clip extend_clip.clip")
    assert [seeds(doc, "extend_clip", take=i) for i in (0, 1, 5)] == [[10, 20], [11, 21], [15, 25]]


def test_a_linked_seed_is_counted_up_once() -> None:
    doc = document(
        node("seed", seed=100),
        node("generate1"),
        node("generate2"),
        "seed.seed generate1.seed",
        "seed.seed generate2.seed",
    )
    assert seeds(doc, "generate1", "generate2", take=3) == [103]
    # A plain number is no Seed: the node that it drives counts.
    doc = document(node("number", value=7.0), node("generate"), "number.number generate.seed")
    assert seeds(doc, "generate", take=3) == [10]


def test_a_seed_of_the_request_replaces_every_seed() -> None:
    doc = document(
        node("seed", seed=5),
        node("generate1"),
        node("generate2", seed=6, text="x"),
        "seed.seed generate1.seed",
    )
    assert seeds(doc, "generate1", "generate2", seed=70, take=2) == [72, 72]
    (output,) = plan_of(doc, "generate1", seed=70, take=2).outputs
    assert output.seed == 72


def test_seeds_stay_whole_numbers_that_json_keeps() -> None:
    assert seeds(document(node("generate", seed=2**53 - 1)), "generate", take=1) == [0]


def test_overrides_set_params_for_one_request() -> None:
    doc = document(*film())
    plan = plan_of(doc, "shot", overrides={"generate": {"duration": 5.0, "seed": 3}, "trim": {"stop": 4.0}})
    assert plan.outputs[0].facts.frames == 48
    assert plan.outputs[0].seed == 3
    assert plan.outputs[0].settings["generate"]["duration"] == 5.0
    assert doc.graph["generate"].params["duration"] == 1.4


def test_overrides_of_an_original_reach_its_clones_and_a_clone_has_its_own() -> None:
    doc = document(
        node("load_clip", media="footage"),
        node("trim", stop=1.0),
        Node("copy", "shotloom.trim", clone_of="trim"),
        "load_clip.clip trim.clip",
        "load_clip.clip copy.clip",
    )
    both = plan_of(doc, "trim", "copy", overrides={"trim": {"stop": 0.5}})
    assert [o.facts.frames for o in both.outputs] == [12, 12]
    one = plan_of(doc, "trim", "copy", overrides={"copy": {"stop": 0.5}})
    assert [o.facts.frames for o in one.outputs] == [24, 12]


def test_an_override_of_nothing_is_a_problem_with_the_nearest_name() -> None:
    found = compiled(document(*film()), "shot", overrides={"gone": {"x": 1}, "generate": {"durration": 2}})
    assert [(p.node, p.port, p.value) for p in found.errors] == [
        (None, None, "gone"),
        ("generate", "durration", None),
    ]
    assert found.errors[1].remedy == 'Did you mean "duration"?'


def test_an_override_out_of_range_is_a_problem_at_its_param() -> None:
    (problem,) = compiled(document(*film()), "shot", overrides={"generate": {"steps": 10**9}}).errors
    assert (problem.node, problem.port, problem.value) == ("generate", "steps", str(10**9))


# -- speed -----------------------------------------------------------------------------------------------------------


def test_no_garbage_is_collected_while_a_plan_is_made() -> None:
    doc = document(*film())
    starts: list[str] = []

    def heard(phase: str, _info: dict[str, int]) -> None:
        starts.append(phase)

    thresholds = gc.get_threshold()
    compiler, asked = Compiler(environment()), request("shot")
    gc.set_threshold(10)
    gc.callbacks.append(heard)
    try:
        starts.clear()
        compiler.compile(doc, asked)
        during = list(starts)
    finally:
        gc.callbacks.remove(heard)
        gc.set_threshold(*thresholds)
    # A few may come just before it rests and when it goes to work again; without a rest there are fifteen.
    assert during.count("start") <= 5
    assert gc.isenabled()
