"""Surveys: every node at once, with the same keys as a plan, and what must still be computed."""

from dataclasses import replace
from pathlib import Path

import pytest

import resources
from engine import Link, ModelValue, NumberValue, Shot, TextValue
from engine.compile import Compiler, Target
from engine.files import load
from engine.graph import Flags
from engine.survey import Standing, Survey
from tests.engine.graphs import compiled, document, environment, group, node, request, take

SAMPLES = sorted(resources.path("samples").glob("*.loom"))


def _none(key: str) -> bool:
    return False


def _survey(*parts: object, **wishes: object) -> Survey:
    return Compiler(environment()).survey(document(*parts, **wishes))  # type: ignore[arg-type]


def _film() -> tuple[object, ...]:
    return (
        node("prompt", text="a boat"), node("generate"), node("shot"),
        "prompt.text generate.prompt", "generate.clip shot.clip",
    )  # fmt: skip


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_shot_would_get_the_take_that_a_plan_makes(path: Path) -> None:
    doc = load(path).document
    survey = Compiler(environment()).survey(doc)
    shots = [n.id for n in doc.graph if n.type == "shotloom.shot"]
    for shot in shots:
        plan = compiled(doc, Target(shot, "take")).plan
        assert plan is not None
        assert survey.take_key(shot) == plan.outputs[0].key
        assert survey.picture(shot).key == plan.outputs[0].picture  # type: ignore[union-attr]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_survey_says_of_every_node_what_its_own_plan_says(path: Path) -> None:
    doc = load(path).document
    compiler = Compiler(environment())
    survey = compiler.survey(doc)
    for n in doc.graph:
        picture = survey.picture(n.id)
        if picture is None:
            continue
        fresh = compiled(doc, n.id)
        assert fresh.plan is not None
        assert [o.key for o in fresh.plan.outputs] == [picture.key]
        # And the compiler answers requests as if it had never looked at everything.
        assert compiler.compile(doc, request(n.id)) == fresh


def test_notes_are_not_looked_at() -> None:
    assert not _survey(node("note", text="later")).lowered


def test_nodes_that_feed_each_other_are_one_problem() -> None:
    survey = _survey(
        node("reverse1"), node("reverse2"), "reverse1.clip reverse2.clip", "reverse2.clip reverse1.clip"
    )
    assert len(survey.cycles) == 1


def test_it_knows_what_flows_through_a_link() -> None:
    survey = _survey(*_film())
    assert survey.through(Link("prompt", "text", "generate", "prompt")) == TextValue("a boat")
    clip = survey.through(Link("generate", "clip", "shot", "clip"))
    assert clip is not None
    assert clip == survey.lowered["generate"].outputs["clip"]
    assert survey.through(Link("prompt", "nothing", "generate", "prompt")) is None
    assert survey.through(Link("gone", "text", "generate", "prompt")) is None


def test_it_knows_what_flows_inside_and_out_of_groups() -> None:
    inner = group("inner", node("number", value=3.0), outputs={"n": "number.number"})
    outer = group("outer", node("i", "x"), node("model"), outputs={"n": "i.n"})
    outer = replace(outer, graph=outer.graph.put(replace(outer.graph["i"], type="group:inner")))
    doc = document(node("g", "x"), groups=(inner, outer))
    doc = doc.with_graph(doc.graph.put(replace(doc.graph["g"], type="group:outer")))
    survey = Compiler(environment()).survey(doc)
    assert survey.through(Link("g", "n", "anywhere", "n")) == NumberValue(3.0)
    assert survey.through(Link("number", "number", "x", "y"), "g/i") == NumberValue(3.0)
    assert isinstance(survey.through(Link("model", "model", "x", "y"), "g"), ModelValue)
    assert survey.value("g", "unknown") is None


def test_what_takes_time_is_due_until_the_cache_has_it() -> None:
    survey = _survey(*_film(), node("reverse"), "generate.clip reverse.clip")
    made = survey.picture("generate")
    assert made is not None
    assert survey.standing("prompt", _none) is Standing.NONE
    assert survey.standing("generate", _none) is Standing.DUE
    assert survey.standing("generate", lambda key: key == made.key) is Standing.READY
    # What only rearranges is as ready as what it rearranges.
    assert survey.standing("reverse", _none) is Standing.DUE
    assert survey.standing("reverse", lambda key: key == made.key) is Standing.READY


def test_loading_is_nothing_to_wait_for() -> None:
    survey = _survey(
        node("load_clip", media="footage"),
        node("trim"),
        "load_clip.clip trim.clip",
        node("load_image", media="picture"),
    )
    for place in ("load_clip", "trim", "load_image"):
        assert survey.standing(place, _none) is Standing.NONE


def test_a_shot_is_ready_when_a_take_was_made_from_exactly_this() -> None:
    key = _survey(*_film()).take_key("shot")
    older, same = take("older"), replace(take("same"), key=key)
    assert _survey(*_film()).standing("shot", lambda _: True) is Standing.DUE
    assert _survey(*_film(), shots=(Shot("shot", takes=(older,)),)).standing("shot", _none) is Standing.DUE
    with_take = _survey(*_film(), shots=(Shot("shot", takes=(same, older)),))
    assert with_take.standing("shot", _none) is Standing.READY
    assert with_take.take_key("shot") == key


def test_a_frozen_node_is_ready_while_its_result_is_there() -> None:
    doc = document(*_film())  # type: ignore[arg-type]
    made = compiled(doc, "generate").plan
    assert made is not None
    key, facts = made.outputs[0].key, made.outputs[0].facts
    frozen = replace(doc.graph["generate"], flags=Flags(freeze=True), frozen_key=key)
    doc = doc.with_graph(doc.graph.put(frozen))
    kept = Compiler(environment(stored={key: facts}.get)).survey(doc)
    lost = Compiler(environment()).survey(doc)
    assert kept.standing("generate", _none) is Standing.READY
    assert lost.standing("generate", _none) is Standing.NONE
    assert lost.lowered["generate"].problems


def test_only_what_is_to_be_rendered_serves() -> None:
    survey = _survey(*_film(), node("generate2", "generate"))
    assert survey.serving == {"prompt", "generate", "shot"}


def test_a_group_shows_what_is_behind_its_outputs_or_the_sinks_in_it() -> None:
    shown = group("shown", node("still", text="a cat"), outputs={"image": "still.image"})
    sinks = group("sinks", *_film())  # type: ignore[arg-type]
    doc = document(node("a", "x"), node("b", "x"), groups=(shown, sinks))
    doc = doc.with_graph(
        doc.graph.put(
            replace(doc.graph["a"], type="group:shown"), replace(doc.graph["b"], type="group:sinks")
        )
    )
    survey = Compiler(environment()).survey(doc)
    assert survey.shown_by("a") == ["a/still"]
    assert survey.shown_by("b") == ["b/shot"]


def test_what_rearranges_frames_is_shown_by_what_is_stored_below_it() -> None:
    survey = _survey(
        *_film(), node("trim", start=0.2), node("title", text="End"), "generate.clip trim.clip", "trim.clip title.clip"
    )  # fmt: skip
    made, trimmed, titled = (survey.picture(name) for name in ("generate", "trim", "title"))
    assert made is not None
    assert trimmed is not None
    assert titled is not None
    kept = survey.kept(trimmed.key)
    assert kept is not None
    assert not kept.spec.view
    assert kept == survey.kept(made.key)
    assert survey.kept(titled.key) is None, "letters are not stored"
