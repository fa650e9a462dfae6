"""What changing a param would run anew is foretold exactly, counts only what is there, and changes nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

import resources
from engine.compile import Compiler, Target
from engine.document import Document
from engine.files import load
from engine.graph import Flags
from engine.plan import Plan
from engine.shots import Shot
from engine.walk import missing
from engine.whatif import WhatIf, _changed, _others, _value, declaration, dirtied
from tests.engine.graphs import (
    compiled,
    document,
    edited,
    environment,
    film,
    group,
    node,
    plan_of,
    registry,
    request,
    take,
)

SAMPLES = sorted(resources.path("samples").glob("*.loom"))
TAKE = Target("shot", "take")


def _kept(plan: Plan) -> frozenset[str]:
    """What the cache holds when a plan has run."""
    return frozenset(step.key for step in plan.steps if not step.spec.view)


def _asked(doc: Document, place: str, param: str, there: frozenset[str]) -> WhatIf:
    return dirtied(Compiler(environment()), doc, place, param, has=there.__contains__)


def _ops(found: WhatIf) -> list[str]:
    return [step.op for step in found.steps]


def _upscaled() -> Document:
    return document(
        node("prompt", text="a fox"), node("generate", seed=3), node("upscale", factor="2"), node("shot"),
        "prompt.text generate.prompt", "generate.clip upscale.picture", "upscale.picture shot.clip",
    )  # fmt: skip


def test_only_what_hangs_on_the_param_runs_anew() -> None:
    doc = _upscaled()
    there = _kept(plan_of(doc, TAKE))
    assert _ops(_asked(doc, "upscale", "factor", there)) == ["upscale", "encode"]
    assert _ops(_asked(doc, "generate", "seed", there)) == ["denoise", "decode", "upscale", "encode"]
    words = _asked(doc, "prompt", "text", there)
    assert _ops(words) == ["encode_text", "denoise", "decode", "upscale", "encode"]
    assert words.places == {"generate", "upscale", "shot"}


def test_time_and_memory_are_those_of_the_steps() -> None:
    doc = _upscaled()
    plan = plan_of(doc, TAKE)
    found = _asked(doc, "upscale", "factor", _kept(plan))
    expected = [s.key for s in plan.steps if s.op in ("upscale", "encode")]
    assert found.seconds == pytest.approx(sum(plan.seconds[key] for key in expected))
    assert found.bytes == max(plan.memory[key] for key in expected)


def test_what_is_not_there_would_run_anyway_and_counts_for_nothing() -> None:
    doc = _upscaled()
    nothing = _asked(doc, "generate", "seed", frozenset())
    assert (nothing.steps, nothing.places, nothing.seconds) == ((), frozenset(), 0.0)
    # All the same it is told which results would be others.
    assert nothing.gone == {s.key for s in plan_of(doc, TAKE).steps if s.op not in ("encode_text",)}
    latents = frozenset(s.key for s in plan_of(doc, TAKE).steps if s.op in ("encode_text", "denoise"))
    assert _ops(_asked(doc, "generate", "seed", latents)) == ["denoise"]
    assert _asked(doc, "upscale", "factor", latents).steps == ()


def test_what_lies_behind_a_result_is_made_again_with_it() -> None:
    """The cache has let go of what the result was made from: that has to be made again too."""
    doc = _upscaled()
    only = frozenset(s.key for s in plan_of(doc, TAKE).steps if s.op == "encode")
    assert _ops(_asked(doc, "upscale", "factor", only))[-2:] == ["upscale", "encode"]
    assert "denoise" in _ops(_asked(doc, "upscale", "factor", only))


def test_a_take_counts_as_there_when_the_cache_has_let_go_of_its_file() -> None:
    doc = _upscaled()
    plan = plan_of(doc, TAKE)
    made = replace(take(), key=plan.outputs[0].key)
    doc = replace(doc, shots={"shot": Shot("shot", takes=(made,))})
    there = frozenset(s.key for s in plan.steps if s.op not in ("encode", "upscale"))
    assert _ops(_asked(doc, "upscale", "factor", there)) == ["upscale", "encode"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_is_foretold_is_what_then_runs(path: Path) -> None:
    doc = load(path).document
    sinks = Compiler(environment()).survey(doc).lowered.items()
    targets = [Target(place, "take") for place, part in sinks if part.sink is not None]
    before = plan_of(doc, *targets)
    there = _kept(before)
    compiler, env = Compiler(environment()), environment()
    asked = 0
    for n in doc.graph:
        kind = registry().find(n.type)
        for param in kind.params if kind else ():
            foretold = dirtied(compiler, doc, n.id, param.name, has=there.__contains__)
            others = _others(param, _value(doc, n.id, param.name, param), doc, compiler)
            if not param.affects or not others:
                assert foretold == WhatIf()
                continue
            for value in others:
                changed = _changed(doc, n.id, param.name, value)
                assert changed is not None
                found = Compiler(env).compile(changed, request(*targets))
                if found.plan is None or found.errors:
                    break
                wanted = [o.key for o in found.plan.outputs]
                due = missing(found.plan.steps, wanted, there.__contains__)
                run = {s.key for s in due if not s.spec.view}
                if run:
                    assert {s.key for s in foretold.steps} == run, (n.id, param.name)
                    asked += 1
                    break
    assert asked > 3


def test_a_change_that_is_rounded_away_is_tried_with_a_larger_one() -> None:
    doc = document(*film())
    there = _kept(plan_of(doc, TAKE))
    assert "denoise" in _ops(_asked(doc, "generate", "duration", there))


def test_a_param_that_never_changes_the_result_runs_nothing() -> None:
    doc = document(*film())
    there = _kept(plan_of(doc, TAKE))
    kind = registry().find("shotloom.shot")
    quiet = [p.name for p in kind.params if not p.affects] if kind else []
    assert quiet
    assert all(_asked(doc, "shot", name, there) == WhatIf() for name in quiet)


def test_a_param_that_a_link_drives_runs_nothing() -> None:
    doc = document(*film(), node("number", value=5), "number.number generate.seed")
    there = _kept(plan_of(doc, TAKE))
    assert _asked(doc, "generate", "seed", there) == WhatIf()
    assert "denoise" in _ops(_asked(doc, "number", "value", there))


def test_a_frozen_node_shields_what_lies_before_it() -> None:
    doc = document(*film())
    kept = plan_of(doc, "generate").outputs[0]
    frozen = replace(doc.graph["generate"], flags=Flags(freeze=True), frozen_key=kept.key)
    stored = {kept.key: kept.facts}
    doc = doc.with_graph(doc.graph.put(frozen))
    compiler = Compiler(environment(stored=stored.get))
    assert dirtied(compiler, doc, "generate", "seed", has=lambda key: True) == WhatIf()
    assert dirtied(compiler, doc, "prompt", "text", has=lambda key: True) == WhatIf()


def test_the_cache_of_the_machine_is_asked_by_default() -> None:
    doc = _upscaled()
    stored = {s.key: s.facts for s in plan_of(doc, TAKE).steps if not s.spec.view}
    compiler = Compiler(environment(stored=stored.get))
    assert _ops(dirtied(compiler, doc, "upscale", "factor")) == ["upscale", "encode"]


def _grouped(**params: object) -> Document:
    inside = group(
        "g", node("generate", seed=3), node("upscale", factor="2"), "generate.clip upscale.picture",
        inputs={"prompt": "generate.prompt"}, outputs={"clip": "upscale.picture"}, params={"times": "upscale.factor"},
    )  # fmt: skip
    return document(
        node("prompt", text="a fox"), replace(node("one", "x", **params), type="group:g"), node("shot"),
        "prompt.text one.prompt", "one.clip shot.clip", groups=(inside,),
    )  # fmt: skip


def test_params_that_a_group_shows_and_those_inside_it_are_foretold() -> None:
    doc = _grouped()
    there = _kept(plan_of(doc, TAKE))
    assert _ops(_asked(doc, "one", "times", there)) == ["upscale", "encode"]
    inside = _asked(doc, "one/generate", "seed", there)
    assert _ops(inside) == ["denoise", "decode", "upscale", "encode"]
    assert inside.places == {"one/generate", "one/upscale", "shot"}
    # What the instance sets, its inside does not.
    doc = _grouped(times="3")
    assert _asked(doc, "one/upscale", "factor", _kept(plan_of(doc, TAKE))) == WhatIf()


def test_a_clone_is_changed_through_its_original() -> None:
    clone = replace(node("twin", "prompt"), clone_of="prompt")
    doc = document(
        node("prompt", text="a fox"), clone, node("generate"), node("shot"),
        "twin.text generate.prompt", "generate.clip shot.clip",
    )  # fmt: skip
    there = _kept(plan_of(doc, TAKE))
    assert "denoise" in _ops(_asked(doc, "twin", "text", there))
    assert "denoise" in _ops(_asked(doc, "prompt", "text", there))


def test_a_switch_of_a_clone_is_turned_from_what_its_original_says() -> None:
    clone = replace(node("twin", "upscale"), clone_of="upscale")
    doc = document(
        node("prompt", text="a fox"), node("generate"), node("upscale", factor="2", tiles=True), clone, node("shot"),
        "prompt.text generate.prompt", "generate.clip twin.picture", "twin.picture shot.clip",
    )  # fmt: skip
    there = _kept(plan_of(doc, TAKE))
    assert _ops(_asked(doc, "twin", "tiles", there)) == _ops(_asked(doc, "upscale", "tiles", there)) != []


def test_what_could_not_be_made_with_another_value_counts_as_it_is() -> None:
    """There is one model alone: what another would make cannot be known, only what would be lost."""
    doc = document(
        node("model"), node("generate", seed=3), node("upscale", factor="2"), node("shot"),
        "model.model generate.model", "generate.clip upscale.picture", "upscale.picture shot.clip",
    )  # fmt: skip
    plan = plan_of(doc, TAKE)
    found = _asked(doc, "model", "model", _kept(plan))
    assert {"denoise", "decode", "upscale", "encode"} <= set(_ops(found))
    assert {s.key for s in found.steps} <= {s.key for s in plan.steps}
    assert found.seconds > 0


def test_an_unknown_place_or_param_changes_nothing() -> None:
    doc = document(*film())
    there = _kept(plan_of(doc, TAKE))
    for place, param in (
        ("nobody", "seed"),
        ("generate", "nothing"),
        ("shot/inner", "seed"),
        ("generate/x", "y"),
    ):
        assert _asked(doc, place, param, there) == WhatIf()


def test_asking_leaves_the_compiler_as_it_was() -> None:
    doc = document(*film())
    compiler = Compiler(environment())
    first = compiler.compile(doc, request(TAKE))
    dirtied(compiler, doc, "generate", "seed", has=lambda key: True)
    assert compiler.compile(doc, request(TAKE)) == first
    moved = edited(doc, "generate", seed=8)
    assert compiler.compile(moved, request(TAKE)) == compiled(moved, TAKE)


def test_every_param_of_every_node_has_another_value() -> None:
    """Or it is one whose change no plan can feel."""
    doc, compiler = document(), Compiler(environment())
    without = []
    for kind in registry():
        for param in kind.params:
            others = _others(param, param.default_json, doc, compiler)
            assert all(param.check(value) is not None or value is None for value in others)
            if param.affects and not others:
                without.append((kind.id, param.name))
    assert without == []


def test_the_declaration_of_a_shown_param_is_that_of_the_inside() -> None:
    found = declaration(Compiler(environment()), _grouped(), "one", "times")
    assert found is not None
    assert found.name == "factor"


def test_a_survey_of_another_compiler_serves_as_well() -> None:
    doc = _upscaled()
    there = _kept(plan_of(doc, TAKE))
    survey = Compiler(environment()).survey(doc)
    for place, param in (("upscale", "factor"), ("generate", "seed"), ("prompt", "text")):
        found = dirtied(Compiler(environment()), doc, place, param, has=there.__contains__, survey=survey)
        assert found == _asked(doc, place, param, there)
