"""What a plan's passes saved is told before it runs, and what every step of a job took is told afterwards."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import events, peak
from engine.delivery import Delivery
from engine.errors import MediaError
from engine.executor import Executor
from engine.passes import forward_latents, share, sharing, took_over
from engine.peak import Peak
from engine.plan import OPS, Plan, Step
from engine.queue import JobQueue
from engine.report import CACHED, DUE, FAILED, RAN, SKIPPED, VIEW, Report, foreseen
from engine.types import FactKind, Facts, Size
from tests.engine.stages import Ear, Operations, Shots, crew, shot, step_of

FACTS = Facts(FactKind.CLIP, 9, Fraction(12), Size(112, 64))


def step(op: str, node: str, *inputs: Step, **params: Any) -> Step:
    """A step whose key its content gives."""
    return Step.of(op, params, tuple(s.key for s in inputs), node, FACTS)


def test_a_job_tells_what_each_step_took(tmp_path: Path) -> None:
    wanted, ear = shot(kind="take", factor=2), Ear()
    with Executor(crew(tmp_path), ear) as executor:
        job = executor.submit(wanted, Delivery(takes=str(tmp_path / "takes")))
        executor.wait(job, 30)
        report = executor.report(job)
        record = executor.queue.record(job)
        again = executor.duplicate(job)
        executor.wait(again, 30)
        second = executor.report(again)
    assert report is not None
    assert (report.job, report.state) == (job, "done")
    assert [line.key for line in report.lines] == [s.key for s in wanted.steps]
    told = {e.key: e for e in ear.of(events.StepFinished)}
    for line in report.of(RAN):
        assert (line.seconds, line.peak_bytes) == (told[line.key].seconds, told[line.key].peak_bytes)
        assert line.label == OPS[line.op].label
        assert line.forecast > 0
    assert {line.state for line in report.lines} <= {RAN, VIEW}
    assert report.forecast == pytest.approx(sum(line.forecast for line in report.of(RAN)))
    assert (record.report, record.ran, record.cached) == (True, len(report.of(RAN)), 0)
    assert second is not None
    assert {line.state for line in second.lines} <= {CACHED, VIEW}


def test_a_report_says_what_failed_what_was_not_reached_and_what_ran_together(tmp_path: Path) -> None:
    def hook(step: Step, _inputs: Any, _context: Any) -> None:
        if step.op == "decode" and step.node == "b":
            raise MediaError("this does not decode")

    shots = Shots()
    shots.add("a", seed=1)
    shots.add("b", seed=2)
    wanted = shots.batch().plan()
    with Executor(crew(tmp_path, operations=Operations(hook))) as executor:
        files = {node: str(tmp_path / f"{node}.mp4") for node in "ab"}
        job = executor.submit(wanted, Delivery(files))
        assert executor.wait(job, 30).state == "failed"
        report = executor.report(job)
    assert report is not None
    states = {(line.node, line.op): line.state for line in report.lines}
    assert states["b", "decode"] == FAILED
    assert states["b", "encode"] == SKIPPED
    assert states["a", "encode"] == RAN
    first, second = [line for line in report.lines if line.op == "denoise"]
    assert (first.batched_with, second.batched_with) == ((second.key,), (first.key,))


def test_a_cancelled_job_tells_how_far_it_came(tmp_path: Path) -> None:
    def hook(step: Step, _inputs: Any, context: Any) -> None:
        if step.op == "decode":
            assert executor.running is not None
            executor.cancel(executor.running)
            context.check()

    with Executor(crew(tmp_path, operations=Operations(hook))) as executor:
        job = executor.submit(shot(kind="take"), Delivery(takes=str(tmp_path / "takes")))
        executor.wait(job, 30)
        report = executor.report(job)
    assert report is not None
    assert report.state == "cancelled"
    assert {line.op: line.state for line in report.lines}["denoise"] == RAN
    assert {line.op: line.state for line in report.lines}["encode"] == SKIPPED


def test_a_plan_tells_before_it_runs_what_is_there(tmp_path: Path) -> None:
    wanted = shot(kind="take", factor=2)
    memory = {s.key: 1000 for s in wanted.steps}
    wanted = replace(wanted, seconds={s.key: 2.0 for s in wanted.steps}, memory=memory)
    there = {step_of(wanted, "denoise").key}
    report = foreseen(wanted, there.__contains__)
    states = {line.op: line.state for line in report.lines}
    # What lies behind a stored result need not be there itself.
    assert (states["encode_text"], states["denoise"], states["upscale"]) == (CACHED, CACHED, DUE)
    assert report.forecast == 2.0 * len(report.of(DUE))
    assert report.peak_bytes == 1000
    assert foreseen(wanted, lambda key: False).of(CACHED) == []


def test_a_report_comes_back_as_it_went_in() -> None:
    queue, wanted = JobQueue(), shot()
    queue.add("j", wanted, Delivery())
    assert queue.load_report("j") is None
    report = replace(foreseen(wanted, lambda key: False), job="j", forwarded=(("a", "b"),))
    queue.report("j", report)
    assert queue.load_report("j") == report
    assert Report.decode(report.encode()) == report
    queue._write("UPDATE jobs SET report = ? WHERE id = ?", (b"{", "j"))
    assert queue.load_report("j") is None
    queue.close()


def test_a_shared_step_names_the_nodes_that_share_it() -> None:
    text, twin = step("encode_text", "a", prompt="fox"), step("encode_text", "b", prompt="fox")
    own = step("encode_text", "a", prompt="bear")
    assert sharing([text, twin, own], {}, {text.key, own.key}) == {text.key: ("a", "b")}
    assert sharing([text, twin, own], {}, {own.key}) == {}


def test_a_forwarded_encode_names_whose_latents_it_took() -> None:
    made = step("denoise", "shot", steps=4)
    seen = step("decode", "shot", made, model="m")
    again = step("encode_frames", "remix", seen, model="m")
    after = step("denoise", "remix", again, steps=5)
    steps, renamed = forward_latents(share([made, seen, again, after]))
    kept = {s.key for s in steps}
    assert took_over([made, seen, again, after], renamed, kept) == (("remix", "shot"),)
    assert sharing([made, seen, again, after], renamed, kept) == {made.key: ("shot", "remix")}
    assert took_over([made, seen], {}, kept) == ()


def test_the_peak_is_what_the_work_held_beside_what_was_there() -> None:
    """So much that what other threads give back meanwhile is small beside it."""
    before = np.ones(100 << 20, np.uint8)
    measured = Peak()
    work = np.ones(200 << 20, np.uint8)
    del work
    assert 150 << 20 < measured.bytes < 260 << 20
    del before


def test_where_the_system_keeps_no_mark_the_process_is_looked_at_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(peak, "_reset_mark", lambda: 0)
    held = [100]
    monkeypatch.setattr(peak, "_resident", lambda: held[0])
    now = [0.0]
    measured = Peak(clock=lambda: now[0])
    held[0] = 900
    measured.look()
    held[0] = 140
    assert measured.bytes == 40, "it was too early to look"
    now[0] = 1.0
    held[0] = 170
    measured.look()
    held[0] = 110
    assert measured.bytes == 70


def test_the_process_is_measured_where_the_system_keeps_no_mark() -> None:
    before = peak._resident()
    work = np.ones(200 << 20, np.uint8)
    assert peak._resident() - before > 150 << 20
    del work


def test_on_cuda_the_device_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    class Cuda:
        """A device that held 10 bytes and then 70."""

        def reset_peak_memory_stats(self) -> None:
            """Begin anew."""

        def memory_allocated(self) -> int:
            """What is held."""
            return 10

        def max_memory_allocated(self) -> int:
            """The most that was held."""
            return 70

    monkeypatch.setattr(peak, "_device", Cuda)
    measured = Peak()
    measured.look()
    assert measured.bytes == 60


def test_a_plan_written_by_an_older_version_still_reads() -> None:
    old = shot()
    data = old.encode().replace(b'"memory":{},"sharing":{},"forwarded":[]', b'"notes":[]')
    assert b"sharing" not in data
    assert Plan.decode(data).steps == old.steps
