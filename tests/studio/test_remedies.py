"""Remedies: what is offered really helps, is one edit, and is offered only where it changes something."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.compile import Compiler, Target
from engine.document import Document
from engine.errors import Problem
from engine.events import Failed
from engine.graph import Flags, Node
from studio.problems.details import details
from studio.problems.entries import Entry, Failure, entries
from studio.problems.trial import Offer, offers
from studio.work.forecast import Forecast
from tests.engine.graphs import compiled, document, environment, group, links, node, registry

CHAIN = (
    node("prompt", text="a boat"), node("generate"), node("upscale"), node("finish"), node("shot"),
    "prompt.text generate.prompt", "generate.clip upscale.picture", "upscale.picture finish.clip",
    "finish.clip shot.clip",
)  # fmt: skip


def offered(doc: Document, entry: Entry) -> dict[str, Offer]:
    compiler = Compiler(environment())
    found = offers(entry, compiler.survey(doc), compiler, registry())
    return {offer.remedy.label: offer for offer in found}


def failure(place: str, kind: str, asked: str = "shot") -> Entry:
    said = Failed("job", place, "it went wrong", kind=kind)
    (found,) = entries(None, (), [Failure(place, asked, said)])
    return found


def problem(doc: Document, place: str) -> Entry:
    """What the compiler finds at a place."""
    found = entries(Compiler(environment()).survey(doc), (), ())
    return next(entry for entry in found if entry.place == place)


def with_params(doc: Document, name: str, **params: object) -> Document:
    return doc.with_graph(doc.graph.put(doc.graph[name].with_params(**params)))  # type: ignore[arg-type]


def pixels(doc: Document, name: str) -> int:
    """Pixels of the largest thing that a node makes."""
    plan = compiled(doc, Target("shot", "take")).plan
    assert plan is not None
    return max(step.facts.pixels for step in plan.steps if step.node == name)


def test_memory_that_ran_out_while_upscaling_offers_less_of_it() -> None:
    doc = document(*CHAIN)
    found = offered(doc, failure("upscale", "OutOfMemory"))
    assert {"Upscale 3× Only", "Half the Length (0.7 s)"} <= found.keys()
    assert found["Upscale 3× Only"].effect.startswith("−")
    assert "MiB" in found["Upscale 3× Only"].told
    less = found["Upscale 3× Only"].remedy.change(doc)
    assert less.graph["upscale"].params["factor"] == "3"
    assert pixels(less, "upscale") < pixels(doc, "upscale")


def test_small_tiles_are_asked_for_and_leave_every_other_step_as_it_was() -> None:
    doc = document(*CHAIN)
    found = offered(doc, failure("upscale", "OutOfMemory"))
    changed = found["Upscale in Small Tiles"].remedy.change(doc)
    before = compiled(doc, Target("upscale")).plan
    after = compiled(changed, Target("upscale")).plan
    assert before is not None
    assert after is not None
    assert [s.params.get("tiles") for s in after.steps if s.op == "upscale"] == [True]
    assert "tiles" not in next(s.params for s in before.steps if s.op == "upscale")
    assert [s.key for s in after.steps[:-1]] == [s.key for s in before.steps[:-1]]
    assert "Upscale in Small Tiles" not in offered(changed, failure("upscale", "OutOfMemory"))


def test_half_the_length_halves_what_is_generated_in_one_edit() -> None:
    doc = document(*CHAIN)
    found = offered(doc, failure("generate", "OutOfMemory"))
    changed = found["Half the Length (0.7 s)"].remedy.change(doc)
    assert changed.graph["generate"].params["duration"] == pytest.approx(0.7)
    assert {n.id for n in changed.graph if n != doc.graph[n.id]} == {"generate"}


def test_a_length_that_comes_through_a_link_is_not_offered() -> None:
    doc = document(*CHAIN, node("number", value=4.0), "number.value generate.duration")
    assert "generate.duration" in {f"{x.target}.{x.input}" for x in doc.graph.links}
    labels = offered(doc, failure("generate", "OutOfMemory"))
    assert not [label for label in labels if label.startswith("Half the Length")]


def test_half_the_size_is_offered_where_a_node_says_how_large_it_is() -> None:
    doc = with_params(document(*CHAIN), "finish", size=[1280, 720], scale="4")
    doc = with_params(doc, "finish", rate="48")
    found = offered(doc, replace(failure("finish", "OutOfMemory"), source="memory", place="shot"))
    for offer in found.values():
        assert offer.remedy.change(doc) != doc


def test_what_a_missing_model_should_make_can_use_the_built_in_one() -> None:
    doc = document(*CHAIN, node("model", model="wan"), "model.model generate.model")
    found = offered(doc, problem(doc, "model"))
    changed = found["Use the Built-in Model"].remedy.change(doc)
    assert changed.graph["model"].params["model"] == "built-in"
    assert compiled(changed, Target("shot", "take")).plan is not None


def test_weights_that_failed_while_running_offer_the_built_in_model_only_where_another_is_chosen() -> None:
    assert not offered(document(*CHAIN), failure("generate", "WeightsError"))


def test_a_model_that_went_astray_gets_another_seed() -> None:
    doc = with_params(document(*CHAIN), "generate", solver="unipc")
    found = offered(doc, failure("generate", "ModelError"))
    assert found["Another Seed"].remedy.change(doc).graph["generate"].params["seed"] == 1
    assert found["Euler in Place of UniPC"].remedy.change(doc).graph["generate"].params["solver"] == "euler"


def test_another_seed_is_not_offered_where_a_link_decides_it() -> None:
    doc = document(*CHAIN, node("seed", seed=5), "seed.seed generate.seed")
    assert "generate.seed" in {f"{x.target}.{x.input}" for x in doc.graph.links}
    assert "Another Seed" not in offered(doc, failure("generate", "ModelError"))


def test_a_value_out_of_range_offers_the_nearest_and_the_default() -> None:
    doc = with_params(document(*CHAIN), "generate", duration=900.0)
    found = offered(doc, problem(doc, "generate"))
    assert found["Set Duration to 60"].remedy.change(doc).graph["generate"].params["duration"] == 60.0
    assert found["Reset Duration"].remedy.change(doc).graph["generate"].params["duration"] == 1.4


def test_of_several_wrong_values_each_line_mends_its_own() -> None:
    doc = with_params(document(*CHAIN), "generate", duration=900.0, guidance=-3.0)
    found = entries(Compiler(environment()).survey(doc), (), ())
    labels = [set(offered(doc, entry)) for entry in found if entry.place == "generate"]
    assert labels == [{"Set Duration to 60", "Reset Duration"}, {"Set Guidance to 0", "Reset Guidance"}]


def test_a_frozen_node_whose_result_is_gone_can_be_unfrozen() -> None:
    doc = document(*CHAIN)
    frozen = replace(doc.graph["generate"], flags=Flags(freeze=True), frozen_key="gone")
    doc = doc.with_graph(doc.graph.put(frozen))
    found = offered(doc, problem(doc, "generate"))
    assert not found["Unfreeze"].remedy.change(doc).graph["generate"].flags.freeze


def test_a_link_too_many_can_be_cut() -> None:
    doc = document(*CHAIN)
    more = doc.graph.put(node("generate2")).link(*links("generate2.clip upscale.picture"))
    doc = doc.with_graph(more)
    found = offered(doc, problem(doc, "upscale"))
    assert set(found) == {"Cut the Link from Generate"}


def test_a_circle_can_be_cut_open() -> None:
    doc = document(
        node("upscale"), node("upscale2"), node("shot"),
        "upscale.picture upscale2.picture", "upscale2.picture upscale.picture", "upscale2.picture shot.clip",
    )  # fmt: skip
    (entry,) = entries(Compiler(environment()).survey(doc), (), ())
    found = offered(doc, entry)
    assert set(found) == {"Cut the Link from Upscale"}
    assert len(found["Cut the Link from Upscale"].remedy.change(doc).graph.links) == 2


def test_a_remedy_reaches_into_a_group() -> None:
    film = group("g", node("generate", duration=900.0), node("shot"), "generate.clip shot.clip")
    doc = document(Node("film", "group:g"), groups=(film,))
    entry = next(
        e for e in entries(Compiler(environment()).survey(doc), (), ()) if e.problem.port == "duration"
    )
    found = offered(doc, entry)
    changed = found["Reset Duration"].remedy.change(doc)
    assert changed.groups["g"].graph["generate"].params["duration"] == 1.4


def test_a_remedy_in_a_group_used_twice_says_so_and_is_offered_for_the_one_use_too() -> None:
    rain = group("rain", node("generate", duration=900.0), node("shot"), "generate.clip shot.clip")
    doc = document(Node("a", "group:rain"), Node("b", "group:rain"), groups=(rain,))
    found = offered(doc, problem(doc, "a/generate"))
    wide, alone = found["Set Duration to 60"], found["Set Duration to 60, Only Here"]
    assert wide.note == "Changes all 2 uses of “Rain”."
    assert wide.remedy.change(doc).groups["rain"].graph["generate"].params["duration"] == 60.0
    assert alone.note == ""
    changed = alone.remedy.change(doc)
    assert changed.groups["rain"] == doc.groups["rain"]
    own = changed.graph["a"].group
    assert own is not None
    assert changed.groups[own].graph["generate"].params["duration"] == 60.0
    assert changed.graph["b"].group == "rain"


def test_errors_stand_above_warnings_and_failures_above_all() -> None:
    doc = with_params(document(*CHAIN, node("upscale2")), "generate", duration=900.0)
    survey = Compiler(environment()).survey(doc)
    found = entries(survey, (), [Failure("finish", "shot", Failed("j", "finish", "no", kind="ModelError"))])
    assert [e.source for e in found][:2] == ["failure", "check"]
    assert [e.severity for e in found] == sorted((e.severity for e in found), key=("error", "warning").index)
    assert {e.place for e in found if e.severity == "warning"} == {"upscale2"}


def test_what_will_not_fit_is_a_warning_with_the_remedies_of_memory() -> None:
    doc = document(*CHAIN)
    tight = Forecast((Target("shot", "take"),), seconds=1.0, bytes=3 << 30, allowed=2 << 30, run=4)
    (entry,) = entries(Compiler(environment()).survey(doc), (), (), tight)
    assert (entry.severity, entry.kind) == ("warning", "OutOfMemory")
    assert "3.0 GiB" in entry.text
    assert offered(doc, entry)


def test_details_hold_what_helps_and_no_folder_of_this_person(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = Entry(
        "failure", "error", "x", "Finish", "No.", Problem("it broke", value="7", remedy="Try again"),
        kind="ModelError", details='File "/home/mary/shotloom/x.py"',
    )  # fmt: skip
    monkeypatch.setattr("studio.problems.details.Path.home", lambda: Path("/home/mary"))
    text = details(entry, "cpu: a machine")
    assert all(
        part in text
        for part in ("it broke", "ModelError", "Try again", "Qt ", "cpu: a machine", "~/shotloom")
    )
    assert "mary" not in text
