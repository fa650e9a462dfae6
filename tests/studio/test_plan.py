"""The plan as rows, words and a drawing, without a window: who shares what, what is there, what a job did."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine import Document
from engine.compile import Compiler, Target
from engine.estimate import Figures
from engine.graph import Graph, Node
from engine.passes import Budget
from engine.plan import Plan
from engine.report import Report, Spent
from engine.report import lines_of as report_lines
from engine.whatif import WhatIf
from studio.edit.seeds import let_draw
from studio.generate.words import forecast_line
from studio.plan import drawing, words
from studio.plan.changing import sentence
from studio.plan.choices import Param
from studio.plan.reading import of_job, wished
from studio.plan.sheet import Line, Sheet
from studio.quantities import bytes_words, seconds_words
from studio.work.forecast import forecast
from tests.engine.graphs import document, environment, group, links, node, plan_of, registry


def sheet(doc: Document, *selected: str, has: Callable[[str], bool] = lambda key: False) -> Sheet:
    """What the panel would show of a wish."""
    return wished(Compiler(environment()), doc, selected, has).sheet


def two_shots() -> Document:
    return document(
        node("prompt", text="a boat"), replace(node("generate"), title="Take one"), node("shot"), node("shot2"),
        "prompt.text generate.prompt", "generate.clip shot.clip", "generate.clip shot2.clip",
    )  # fmt: skip


def line(found: Sheet, op: str) -> Line:
    (only,) = (one for one in found.lines if one.op == op)
    return only


# -- rows --------------------------------------------------------------------------------------------------------------


def test_plans_that_follow_each_other_hold_each_step_once() -> None:
    found = sheet(two_shots())
    assert len({one.key for one in found.lines}) == len(found.lines)
    assert [one.op for one in found.lines].count("denoise") == 1
    assert line(found, "encode").places == ("shot", "shot2")
    assert words.special_words(line(found, "encode"), found) == ["shared by 2"]
    assert line(found, "denoise").places == ("generate",)
    assert found.name("generate") == "Take one"


def test_a_step_that_nobody_asked_for_is_shared_with_nobody() -> None:
    assert line(sheet(two_shots(), "shot"), "encode").places == ("shot",)


def test_words_that_two_nodes_read_are_read_once_for_both() -> None:
    doc = document(
        node("prompt", text="a boat"), node("generate", seed=1), node("generate2", seed=2), node("shot"), node("shot2"),
        "prompt.text generate.prompt", "prompt.text generate2.prompt",
        "generate.clip shot.clip", "generate2.clip shot2.clip",
    )  # fmt: skip
    reading = [one for one in sheet(doc).lines if one.prompt == "a boat"]
    assert [one.places for one in reading] == [("generate", "generate2")]
    assert words.result_words(reading[0]) == "“a boat”"


def test_latents_that_are_taken_over_are_told_at_the_step_that_made_them() -> None:
    doc = document(
        node("prompt", text="a boat"), node("generate"), node("remix"), node("shot"),
        "prompt.text generate.prompt", "prompt.text remix.prompt", "generate.clip remix.clip",
        "remix.clip shot.clip",
    )  # fmt: skip
    found = sheet(doc)
    assert "encode_frames" not in [one.op for one in found.lines]
    (maker,) = (one for one in found.lines if one.forwarded)
    assert (maker.op, maker.places, maker.forwarded) == ("denoise", ("generate",), ("remix",))
    assert words.special_words(maker, found) == ["handed on to Remix"]


def test_a_step_in_a_group_is_told_by_its_own_node_with_the_way_to_it() -> None:
    inner = group("g", node("generate"), outputs={"clip": "generate.clip"})
    instance = Node("film", "group:g", title="Film")
    found = sheet(document(instance, node("shot"), "film.clip shot.clip", groups=(inner,)))
    assert line(found, "denoise").places == ("film/generate",)
    assert found.name("film/generate") == "Film › Generate"


def test_what_is_cached_is_told_apart_from_what_nobody_needs() -> None:
    whole = sheet(two_shots(), "shot")
    decoded = line(whole, "decode").key
    found = sheet(two_shots(), "shot", has=lambda key: key == decoded)
    states = {one.op: one.state for one in found.lines}
    assert states["encode"] == "run"
    assert states["decode"] == "cached"
    assert states["denoise"] == states["encode_text"] == "unneeded"
    assert found.count("run") == 1
    assert found.seconds == line(found, "encode").forecast
    assert found.bytes == line(found, "encode").bytes > 0


def test_a_result_that_one_wish_lacks_counts_though_another_has_no_need_of_it() -> None:
    doc = two_shots()
    whole = sheet(doc)
    there = {line(whole, "encode").key}
    other = node("upscale")
    doc = doc.with_graph(
        Graph.of([*doc.graph, other], [*doc.graph.links, *links("generate.clip upscale.picture")])
    )
    found = sheet(doc, "shot2", "upscale", has=lambda key: key in there)
    assert line(found, "encode").state == "cached"
    assert line(found, "decode").state == "run"
    alone = sheet(doc, "shot2", has=lambda key: key in there)
    assert line(alone, "decode").state == "unneeded"


def test_a_seed_that_is_drawn_for_every_take_is_made_anew_though_another_take_is_there() -> None:
    doc = two_shots()
    there = {one.key for one in sheet(doc).lines}
    assert not sheet(doc, has=there.__contains__).count("run")
    drawn = let_draw(doc, None, ["generate"], "seed", True)
    found = sheet(drawn, has=there.__contains__)
    assert {one.op for one in found.lines if one.state == "run"} == {"denoise", "decode", "encode"}
    assert line(found, "encode").places == ("shot", "shot2")
    # Somebody who only looks at the node wants what is there.
    alone = drawn.with_graph(drawn.graph.unlink(*(x for x in drawn.graph.links if x.source == "generate")))
    assert not sheet(alone, "generate", has=there.__contains__).count("run")


def test_where_nothing_can_be_made_the_reason_is_said() -> None:
    found = sheet(document(node("shot")))
    assert not found.lines
    assert any(problem.startswith("Shot: ") for problem in found.problems)


# -- what a job did ----------------------------------------------------------------------------------------------------


def report_of(plan: Plan, failed: str) -> Report:
    """Everything ran, until one operation failed."""
    states, spent = {}, {}
    for step in plan.steps:
        state = "failed" if step.op == failed else "skipped" if "failed" in states.values() else "ran"
        states[step.key] = state
        if state == "ran":
            spent[step.key] = Spent(1.5, 10 << 20, ("in tiles",) if step.op == "decode" else ())
    return Report("job", "failed", report_lines(plan, states, spent, {}))


def test_a_jobs_report_tells_what_ran_how_long_and_what_was_given_up() -> None:
    doc = two_shots()
    plan = plan_of(doc, Target("shot", "take"))
    found = of_job(plan, report_of(plan, "decode"), doc, registry())
    assert found.job == "job"
    denoise, decode, encode = (line(found, op) for op in ("denoise", "decode", "encode"))
    assert (denoise.state, denoise.measured, denoise.bytes) == ("ran", 1.5, 10 << 20)
    assert (decode.state, decode.measured) == ("failed", None)
    assert (encode.state, encode.seconds) == ("skipped", 0.0)
    assert found.name("generate") == "Take one"
    assert found.seconds == pytest.approx(1.5 * found.count("ran"))
    told = words.totals_words(found)
    assert "ran in" in told
    assert "2 failed or were given up" in told


def test_a_node_that_was_deleted_since_is_said_to_be_gone() -> None:
    doc = two_shots()
    plan = plan_of(doc, Target("shot", "take"))
    found = of_job(plan, report_of(plan, ""), document(node("prompt")), registry())
    assert found.name("generate") == "A node that is gone"
    assert found.name("shot") == "Shot"


# -- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0, "< 0.1 s"), (0.06, "0.1 s"), (2.34, "2.3 s"), (9.97, "10 s"), (48.4, "48 s"), (59.7, "1 min 00 s"),
     (185, "3 min 05 s"), (3599.8, "1 h 00 min"), (4320, "1 h 12 min")],
)  # fmt: skip
def test_seconds_read_as_people_say_them(seconds: float, text: str) -> None:
    assert seconds_words(seconds) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 KiB"), (1 << 19, "512 KiB"), (34 << 20, "34 MiB"), (1000 << 20, "1.0 GiB"), (3 << 29, "1.5 GiB")],
)
def test_memory_reads_in_three_digits(count: int, text: str) -> None:
    assert bytes_words(count) == text


def test_the_whole_is_told_in_one_line() -> None:
    found = sheet(two_shots(), "shot")
    count = found.count("run")
    assert words.totals_words(found).startswith(f"{count} steps to run, about {seconds_words(found.seconds)}")
    there = sheet(two_shots(), "shot", has=lambda key: True)
    assert words.totals_words(there) == "Everything is there: nothing has to run · 5 cached"
    assert words.totals_words(Sheet()) == ""


def test_copied_text_has_a_row_for_every_step_and_the_whole_at_the_end() -> None:
    found = sheet(two_shots())
    rows = words.as_text(found).splitlines()
    assert len(rows) == 1 + len(found.lines) + 1
    assert "Generate" in rows[1 + [one.op for one in found.lines].index("denoise")]
    assert rows[-1] == words.totals_words(found)


def test_a_step_tells_everything_about_itself_in_its_tooltip() -> None:
    found = sheet(two_shots())
    told = words.facts_words(line(found, "encode"), found)
    for part in ("Encode file", "Shot, Shot", "To run", "About", "KiB", "Shared by 2"):
        assert part in told


SCALE = Param("finish", "scale", "Finish", "Upscale")


def test_a_change_is_foretold_with_its_cost_or_that_it_costs_nothing() -> None:
    steps = plan_of(two_shots(), "shot").steps[:2]
    told = sentence(SCALE, WhatIf(frozenset({"finish"}), steps, 2.34, 34 << 20), 3)
    assert told == "Changing Upscale of Finish runs 2 steps anew: about 2.3 s, 34 MiB. Nothing else."
    assert sentence(SCALE, WhatIf(), 1) == (
        "Changing Upscale of Finish would run nothing more than is due already."
    )
    assert sentence(SCALE, WhatIf(), 0) == "Changing Upscale of Finish would run nothing here."


def test_plan_and_generate_bar_say_the_same_of_memory() -> None:
    doc = two_shots()
    compiler = Compiler(environment(budget=Budget(components={"dit": 90 << 20, "vae": 10 << 20})))
    survey = compiler.survey(doc)
    bar = forecast(compiler, survey, ["shot"], lambda key: False, Figures())
    plan = wished(compiler, doc, ["shot"], lambda key: False).sheet
    assert bar.bytes == plan.memory > 90 << 20
    assert forecast_line(bar).split(" · ")[1] in words.totals_words(plan)


# -- the drawing -------------------------------------------------------------------------------------------------------


def test_boxes_stand_in_their_lanes_right_of_what_feeds_them_and_on_no_other() -> None:
    found = sheet(two_shots())
    drawn = drawing.draw(found.lines)
    lanes = {lane.component: lane for lane in drawn.lanes}
    assert [lane.component for lane in drawn.lanes] == ["text", "dit", "vae", ""]
    for box, one in zip(drawn.boxes, found.lines, strict=True):
        lane = lanes[one.component]
        assert lane.top <= box.y
        assert box.y + box.height <= lane.top + lane.height
    for source, target in drawn.edges:
        assert drawn.boxes[source].right < drawn.boxes[target].x
    for number, box in enumerate(drawn.boxes):
        for other in drawn.boxes[number + 1 :]:
            apart = box.right < other.x or other.right < box.x
            assert apart or box.y + box.height < other.y or other.y + other.height < box.y


def test_a_box_is_as_wide_as_its_step_is_long() -> None:
    found = sheet(two_shots())
    drawn = drawing.draw(found.lines)
    by_time = sorted((one.seconds, box.width) for one, box in zip(found.lines, drawn.boxes, strict=True))
    assert [width for _, width in by_time] == sorted(width for _, width in by_time)
    assert max(box.width for box in drawn.boxes) == drawing.WIDE


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    drawn = drawing.draw(())
    assert (drawn.boxes, drawn.lanes, drawn.width, drawn.height) == ((), (), 0.0, 0.0)
