"""The forecast: what a wish would cost, with what is there already left out."""

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from engine.compile import Compiler, Environment, Target
from engine.document import Document
from engine.estimate import Figures, kind_of
from engine.passes import Budget
from engine.plan import Plan
from studio.edit.seeds import let_draw
from studio.generate.words import button_words, forecast_help, forecast_line
from studio.work.asking import is_kept
from studio.work.forecast import Forecast, forecast
from studio.work.load import Load, Moment, slowed
from tests.engine.graphs import compiled as compiled_of
from tests.engine.graphs import document, environment, node, plan_of, request

CHAIN = (
    node("prompt", text="a boat"), node("generate"), node("upscale"), node("shot"),
    "prompt.text generate.prompt", "generate.clip upscale.picture", "upscale.picture shot.clip",
)  # fmt: skip


def nothing(_: str) -> bool:
    return False


def seen(
    doc: Document,
    selected: Collection[str] = (),
    has: Callable[[str], bool] = nothing,
    takes: int = 1,
    env: Environment | None = None,
) -> Forecast:
    compiler = Compiler(env or environment())
    return forecast(compiler, compiler.survey(doc), selected, has, Figures(), takes)


def take_plan(doc: Document) -> Plan:
    plan = compiled_of(doc, Target("shot", "take")).plan
    assert plan is not None
    return plan


def work(plan: Plan) -> list[str]:
    return [step.key for step in plan.steps if not step.spec.view]


def test_without_a_selection_every_shot_is_meant_and_every_step_counts() -> None:
    doc = document(*CHAIN)
    plan = take_plan(doc)
    found = seen(doc)
    assert found.targets == (Target("shot", "take"),)
    assert (found.run, found.cached) == (len(work(plan)), 0)
    assert abs(found.seconds - plan.forecast) < 1e-9
    assert found.bytes >= plan.peak_bytes > 0
    assert not found.ready


def test_what_is_cached_costs_nothing_and_is_counted() -> None:
    doc = document(*CHAIN)
    plan = take_plan(doc)
    decoded = next(step.key for step in plan.steps if step.op == "decode")
    found = seen(doc, has=lambda key: key == decoded)
    assert [s.op for s in plan.steps if not s.spec.view][-found.run :] == ["upscale", "encode"]
    assert found.cached == len(work(plan)) - 2


def test_where_everything_is_there_nothing_has_to_run() -> None:
    found = seen(document(*CHAIN), has=lambda _: True)
    assert found.ready
    assert (found.run, found.seconds) == (0, 0.0)
    assert "already" in forecast_line(found)


def test_further_takes_share_the_prompt_and_make_the_rest_anew() -> None:
    doc = document(*CHAIN)
    one, three = seen(doc), seen(doc, takes=3)
    texts = sum(step.op == "encode_text" for step in take_plan(doc).steps)
    assert three.run == 3 * one.run - 2 * texts
    assert three.bytes == one.bytes


def test_a_seed_that_is_drawn_for_every_take_finds_nothing_in_the_cache() -> None:
    doc = document(*CHAIN)
    keys = set(work(take_plan(doc)))
    assert seen(doc, has=keys.__contains__).ready
    drawn = let_draw(doc, None, ["generate"], "seed", True)
    found = seen(drawn, has=keys.__contains__)
    assert not found.ready
    assert found.cached == sum(step.op == "encode_text" for step in take_plan(doc).steps)


def test_what_was_stopped_counts_only_with_what_is_left_of_it() -> None:
    doc = document(*CHAIN)
    compiler = Compiler(environment())
    survey = compiler.survey(doc)
    whole = forecast(compiler, survey, [], nothing, Figures())
    half = forecast(compiler, survey, [], nothing, Figures(), 1, lambda _: 0.5)
    plan = take_plan(doc)
    (denoise,) = (step for step in plan.steps if step.op == "denoise")
    cost = Figures().forecast(plan.steps)[0][denoise.key]
    assert abs(whole.seconds - half.seconds - cost / 2) < 1e-9


def test_what_was_never_measured_takes_longer_while_others_compute_and_what_was_measured_does_not() -> None:
    doc = document(*CHAIN)
    compiler = Compiler(environment())
    survey = compiler.survey(doc)
    quiet = forecast(compiler, survey, [], nothing, Figures())
    guess = forecast(compiler, survey, [], nothing, Figures(), slower=2.0)
    assert abs(guess.seconds - 2 * quiet.seconds) < 1e-9
    assert forecast_line(guess).split(" · ")[1] == "the processor is busy", "what is cut off matters less"
    assert "the processor is busy" not in forecast_line(quiet)
    kinds = {kind_of(step) for step in take_plan(doc).steps}
    known = Figures(curves=dict.fromkeys(kinds, ((1.0, 1.0),)))
    measured = forecast(compiler, survey, [], nothing, known, slower=2.0)
    assert measured == forecast(compiler, survey, [], nothing, known)


@pytest.mark.parametrize(
    ("used", "ours", "queue", "factor"),
    [(0.0, 0.0, 0.0, 1.0), (10.0, 10.0, 1.0, 1.0), (10.0, 0.0, 1.0, 1.5), (20.0, 10.0, 2.0, 1.5),
     (20.0, 0.0, 4.0, 3.0), (20.0, 0.0, 40.0, 4.0), (20.0, 0.0, 0.0, 2.0)],
)  # fmt: skip
def test_others_share_the_processor_with_us(used: float, ours: float, queue: float, factor: float) -> None:
    """Ten seconds of two cores."""
    before, now = Moment(0.0, 0.0, 0.0, 0.0), Moment(10.0, 20.0, used, ours)
    assert slowed(before, now, 2, queue) == pytest.approx(factor)


def test_where_the_processor_cannot_be_looked_at_nothing_is_known_of_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> None:
        raise PermissionError("/proc/stat")

    monkeypatch.setattr("psutil.cpu_times", refuse)
    assert Load().factor() == 1.0


def test_a_take_where_nobody_may_look_counts_as_gone(tmp_path: Path) -> None:
    assert not is_kept(tmp_path, "a" * 300)
    (tmp_path / "take.mp4").touch()
    assert is_kept(tmp_path, "take.mp4")


def test_a_mere_look_at_a_node_keeps_the_seed_that_the_document_holds() -> None:
    doc = document(*CHAIN)
    keys = set(work(plan_of(doc, "upscale")))
    drawn = let_draw(document(*CHAIN[:3], *CHAIN[4:6]), None, ["generate"], "seed", True)
    assert seen(drawn, ["upscale"], has=keys.__contains__).ready


def test_a_node_that_is_there_means_the_shot_that_it_feeds_until_that_is_made() -> None:
    doc = document(*CHAIN)
    keys = set(work(plan_of(doc, "upscale")))
    assert seen(doc, ["upscale"]).targets == (Target("upscale", "result"),)
    found = seen(doc, ["upscale"], has=keys.__contains__)
    assert found.targets == (Target("shot", "take"),)
    assert found.run > 0
    assert button_words(found) == "Generate Shot"


def test_footage_that_was_loaded_means_the_shot_that_is_made_of_it() -> None:
    doc = document(
        node("load_clip", media="footage"), node("trim"), node("shot"),
        "load_clip.clip trim.clip", "trim.clip shot.clip",
    )  # fmt: skip
    assert seen(doc, ["load_clip"]).targets == (Target("shot", "take"),)


def test_the_button_names_what_it_makes() -> None:
    assert button_words(None) == "Generate"
    assert button_words(seen(document(*CHAIN))) == "Generate Shot"
    assert button_words(seen(document(*CHAIN), ["generate"])) == "Make Generate only"
    file = Forecast((Target("save", "result"),), names=("Save",), files=1)
    assert button_words(file) == "Make the file of Save"
    two = Forecast((Target("a", "take"), Target("b", "take")), names=("A", "B"))
    assert button_words(two) == "Generate 2 shots"


def test_what_is_there_already_does_not_hide_a_shot_that_is_not() -> None:
    there = Forecast((Target("pic", "result"),), names=("Picture",), cached=1)
    assert forecast_line(there) == "Picture is there already."
    behind = replace(there, behind=("Car",))
    assert forecast_line(behind) == "Car is older than the graph: Generate All. Picture is there already."
    assert "not made yet" in forecast_line(replace(behind, made=False))
    assert "2 shots are not" in forecast_line(replace(behind, behind=("Car", "Bus")))


def test_what_needs_more_memory_than_there_is_says_so() -> None:
    tight = environment(budget=Budget(memory=1 << 20))
    found = seen(document(*CHAIN), env=tight)
    assert not found.fits
    assert "of 1 MiB" in forecast_line(found)
    assert "Problems" in forecast_help(found)


def test_a_graph_in_which_no_shot_can_be_made_names_the_node_in_the_way() -> None:
    doc = document(*CHAIN)
    bad = doc.with_graph(doc.graph.put(doc.graph["generate"].with_params(duration=900.0)))
    found = seen(bad)
    assert found.targets == ()
    assert found.problem.startswith("Generate: Duration")
    assert forecast_line(found) == found.problem


def test_a_graph_without_shots_says_what_to_do() -> None:
    assert "add a Shot" in forecast_line(seen(document(node("prompt", text="a boat"))))


def test_without_a_shot_what_saves_a_file_is_meant() -> None:
    doc = document(node("generate"), node("save_clip"), "generate.clip save_clip.clip")
    assert [target.node for target in seen(doc).targets] == ["save_clip"]


def test_nothing_is_said_while_nothing_is_known() -> None:
    assert forecast_line(None) == ""


def test_time_and_memory_and_steps_stand_in_one_line() -> None:
    found = replace(
        Forecast(), targets=(Target("shot", "take"),), seconds=12.2, bytes=900 << 20, run=3, cached=5
    )
    assert forecast_line(found) == "≈ 12 s · 900 MiB at most · 3 steps to run, 5 cached"


def test_the_request_is_that_of_the_jobs() -> None:
    """The same target compiled by itself, as the jobs do it, has the same steps."""
    doc = document(*CHAIN)
    compiler = Compiler(environment())
    alone = compiler.compile(doc, request(Target("shot", "take"))).plan
    assert alone is not None
    assert seen(doc).run == len(work(alone))


def test_a_file_is_encoded_and_written_also_where_everything_is_computed() -> None:
    doc = document(*CHAIN, node("save_clip"), "upscale.picture save_clip.clip")
    plan = compiled_of(doc, Target("save_clip", "file", "mp4")).plan
    assert plan is not None
    fresh = seen(doc, ["save_clip"])
    assert (fresh.run, fresh.files) == (len(work(plan)), 1)
    assert forecast_line(fresh).endswith("writes a file")
    encoded = plan.outputs[0].key
    computed = seen(doc, ["save_clip"], lambda key: key != encoded)
    assert (computed.run, computed.ready) == (1, False)
    assert computed.seconds > 0
    again = seen(doc, ["save_clip"], lambda key: True)
    assert not again.ready
    assert forecast_line(again) == "Everything is computed already · writes a file"
