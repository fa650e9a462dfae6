"""The engine thread keeps its promises: same seeds, cached seconds, isolated failures, events that add up."""

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import events
from engine.errors import MediaError, OutputError, UsageError
from engine.executor import Executor
from engine.plan import Step
from tests.engine.stages import Ear, Operations, Shots, crew, frames_of, shot, step_of, to_files


def test_the_same_plan_gives_identical_frames_on_a_fresh_engine(tmp_path: Path) -> None:
    plan = shot(format_="mkv")
    for name in ("a", "b"):
        with Executor(crew(tmp_path / name)) as executor:
            outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / name)), 30)
            assert outcome.state == "done"
    first, second = (frames_of(tmp_path / name / "shot.mkv") for name in ("a", "b"))
    assert np.array_equal(first, second)
    assert first.shape == (9, 64, 112, 3)
    assert np.abs(np.diff(first.astype(int), axis=0)).mean() > 1


def test_another_seed_gives_other_frames(tmp_path: Path) -> None:
    shots = Shots()
    shots.add("a", seed=1, format_="mkv")
    shots.add("b", seed=2, format_="mkv")
    plan = shots.plan()
    with Executor(crew(tmp_path)) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30)
    assert not np.array_equal(frames_of(tmp_path / "out/a.mkv"), frames_of(tmp_path / "out/b.mkv"))


def test_a_second_run_is_all_cached_and_delivers_again(tmp_path: Path) -> None:
    plan, ear, operations = shot(), Ear(), Operations()
    with Executor(crew(tmp_path, operations=operations), ear) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "one")), 30)
        operations.ran.clear()
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "two")), 30)
    assert operations.ran == []
    assert (outcome.ran, outcome.cached) == (0, len([s for s in plan.steps if not s.spec.view]))
    assert ear.of(events.Ended)[-1].ran == 0
    assert len([e for e in ear.of(events.StepCached) if e.job == outcome.job]) == outcome.cached
    assert (tmp_path / "two/shot.mp4").read_bytes() == (tmp_path / "one/shot.mp4").read_bytes()


def test_the_cache_outlives_the_engine(tmp_path: Path) -> None:
    plan, operations = shot(), Operations()
    with Executor(crew(tmp_path)) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "one")), 30)
    with Executor(crew(tmp_path, operations=operations)) as executor:
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "two")), 30)
    assert outcome.state == "done"
    assert operations.ran == []


def test_another_upscale_factor_runs_upscale_and_encode_alone(tmp_path: Path) -> None:
    operations = Operations()
    with Executor(crew(tmp_path, operations=operations)) as executor:
        for factor in (2, 3):
            operations.ran.clear()
            plan = shot(factor=factor)
            executor.wait(executor.submit(plan, to_files(plan, tmp_path / str(factor))), 30)
    assert operations.ran == ["upscale", "encode"]
    assert frames_of(tmp_path / "3/shot.mp4").shape == (9, 192, 336, 3)


def test_a_cached_result_spares_everything_behind_it(tmp_path: Path) -> None:
    plan, operations = shot(), Operations()
    people = crew(tmp_path, operations=operations)
    with Executor(people) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "one")), 30)
        for op in ("encode", "denoise", "encode_text"):
            for step in plan.steps:
                if step.op == op:
                    people.cache.remove(step.key)
        operations.ran.clear()
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "two")), 30)
    assert operations.ran == ["encode"]


def test_a_damaged_result_is_made_again(tmp_path: Path) -> None:
    plan, operations = shot(), Operations()
    with Executor(crew(tmp_path)) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "one")), 30)
    key = step_of(plan, "encode").key
    (file,) = (tmp_path / "cache" / key[:2]).glob(f"{key}*")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    with Executor(crew(tmp_path, operations=operations)) as executor:
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "two")), 30)
    assert outcome.state == "done"
    assert operations.ran == ["encode"]
    assert (tmp_path / "two/shot.mp4").read_bytes() == (tmp_path / "one/shot.mp4").read_bytes()


def test_a_failed_step_stops_only_what_depends_on_it(tmp_path: Path) -> None:
    def hook(step: Step, _inputs: Any, _context: Any) -> None:
        if step.op == "denoise" and step.params["seed"] in (2, 3):
            raise MediaError("the picture is broken", port="conditions", value=7, remedy="Choose another")

    shots, ear = Shots(), Ear()
    for node, seed in (("a", 1), ("b", 2), ("c", 3), ("d", 4)):
        shots.add(node, seed=seed)
    plan = shots.plan()
    with Executor(crew(tmp_path, operations=Operations(hook)), ear) as executor:
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30)
    assert outcome.state == "failed"
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.mp4", "d.mp4"]
    assert [(f.node, f.message, f.port, f.value, f.remedy) for f in outcome.failures] == [
        (node, "the picture is broken", "conditions", "7", "Choose another") for node in "bc"
    ]
    assert ear.of(events.Failed) == list(outcome.failures)
    progress = ear.of(events.Progress)[-1]
    assert progress.done == pytest.approx(progress.total)


def test_a_fault_of_ours_is_reported_and_the_thread_lives_on(tmp_path: Path) -> None:
    faults = iter([ZeroDivisionError("1/0")])

    def hook(step: Step, _inputs: Any, _context: Any) -> None:
        if step.op == "decode":
            for fault in faults:
                raise fault

    plan = shot()
    with Executor(crew(tmp_path, operations=Operations(hook))) as executor:
        broken = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "one")), 30)
        healthy = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "two")), 30)
    (failure,) = broken.failures
    assert "ZeroDivisionError: 1/0" in failure.message
    assert "Traceback" in failure.details
    assert failure.node == "shot"
    assert healthy.state == "done"


def test_a_listener_that_fails_does_not_end_the_render(tmp_path: Path) -> None:
    def listener(event: events.Event) -> None:
        raise RuntimeError("the window is gone")

    plan = shot()
    with Executor(crew(tmp_path), listener) as executor:
        assert executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30).state == "done"


def test_progress_rises_to_the_total_and_state_events_keep_their_order(tmp_path: Path) -> None:
    plan, ear = shot(factor=2), Ear()
    with Executor(crew(tmp_path), ear) as executor:
        job = executor.submit(plan, to_files(plan, tmp_path / "out"))
        executor.wait(job, 30)
    progress = ear.of(events.Progress)
    halves = [event.activity.split(": ") for event in progress]
    assert all(len(set(parts)) == len(parts) for parts in halves), "no step is named twice"
    assert [p.done for p in progress] == sorted(p.done for p in progress)
    assert progress[-1].done == pytest.approx(progress[-1].total)
    assert progress[-1].eta == pytest.approx(0, abs=1e-9)
    for node in {p.node for p in progress}:
        shares = [p.share for p in progress if p.node == node]
        assert shares == sorted(shares), node
        assert 0 <= shares[0] <= shares[-1] <= 1, node
    assert progress[-1].share == pytest.approx(1)
    kinds = [type(e).__name__ for e in ear.events if not isinstance(e, events.Progress | events.Preview)]
    assert kinds[:2] == ["Queued", "Started"]
    assert kinds[-2:] == ["Finished", "Ended"]
    started = [e.key for e in ear.of(events.StepStarted)]
    assert started == [e.key for e in ear.of(events.StepFinished)]
    assert len(started) == ear.of(events.Started)[0].steps == ear.of(events.Ended)[0].ran


def test_previews_move_at_full_rate_and_half_size(tmp_path: Path) -> None:
    plan, ear = shot(), Ear()
    with Executor(crew(tmp_path), ear) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30)
    preview = ear.of(events.Preview)[0]
    assert preview.frames.shape == (9, 32, 56, 3)
    assert preview.frames.dtype == np.uint8
    assert not preview.frames.flags.writeable
    assert (preview.rate, preview.node) == (12.0, "shot")
    assert np.abs(np.diff(preview.frames.astype(int), axis=0)).mean() > 1


def test_no_preview_is_made_while_nobody_looks(tmp_path: Path) -> None:
    plan, ear, people = shot(), Ear(), crew(tmp_path)
    with Executor(people, ear, previews=False) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30)
    assert ear.of(events.Preview) == []
    assert "preview" not in people.models.model("fake-digest").calls


def test_a_batch_is_one_call_and_equals_single_calls(tmp_path: Path) -> None:
    def shots() -> Shots:
        found = Shots()
        for node, seed in (("a", 1), ("b", 2), ("c", 3)):
            found.add(node, seed=seed, format_="mkv", prompt=f"a ball {node}")
        return found

    together, operations = shots().batch().plan(), Operations()
    with Executor(crew(tmp_path / "1", operations=operations)) as executor:
        executor.wait(executor.submit(together, to_files(together, tmp_path / "together")), 30)
    apart = shots().plan()
    with Executor(crew(tmp_path / "2")) as executor:
        executor.wait(executor.submit(apart, to_files(apart, tmp_path / "apart")), 30)
    assert operations.batches == [3]
    for node in "abc":
        one, other = (frames_of(tmp_path / name / f"{node}.mkv") for name in ("together", "apart"))
        assert np.array_equal(one, other)


def test_a_batch_that_fails_runs_one_by_one(tmp_path: Path) -> None:
    def hook(step: Step, _inputs: Any, _context: Any) -> None:
        if step.op == "denoise" and step.params["seed"] == 2:
            raise MediaError("no", remedy="Yes")

    shots, operations = Shots(), Operations(hook)
    for node, seed in (("a", 1), ("b", 2), ("c", 3)):
        shots.add(node, seed=seed)
    plan = shots.batch().plan()
    with Executor(crew(tmp_path, operations=operations)) as executor:
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30)
    assert operations.batches == [3]
    assert [f.node for f in outcome.failures] == ["b"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.mp4", "c.mp4"]


def test_a_value_that_somebody_wants_to_see_is_kept_even_if_it_is_a_view(tmp_path: Path) -> None:
    shots, people, operations = Shots(), crew(tmp_path), Operations()
    clip = shots.add(kind="result", frames=7)
    plan = shots.plan()
    assert plan.by_key()[clip.key].spec.view
    people = replace(people, operations=operations)
    with Executor(people) as executor:
        outcome = executor.wait(executor.submit(plan), 30)
        seen: Any = people.cache.get(clip.key)
        assert outcome.finished[0].path is None
        assert seen.frames == 7
        operations.ran.clear()
        assert executor.wait(executor.submit(plan), 30).ran == 0
    assert operations.ran == []


def test_a_frozen_result_that_is_gone_names_the_node(tmp_path: Path) -> None:
    plan = shot()
    plan = replace(plan, steps=tuple(s for s in plan.steps if s.op not in ("encode_text", "denoise")))
    with Executor(crew(tmp_path)) as executor:
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30)
    assert [(f.node, f.remedy) for f in outcome.failures] == [
        ("shot", "Unfreeze the node and render it again")
    ]


def test_a_plan_that_cannot_be_delivered_is_refused_before_any_work(tmp_path: Path) -> None:
    plan = shot()
    delivery = to_files(plan, tmp_path / "out")
    (tmp_path / "out/shot.mp4").write_bytes(b"precious")
    with Executor(crew(tmp_path)) as executor:
        with pytest.raises(OutputError, match="exists already"):
            executor.submit(plan, delivery)
        executor.wait(executor.submit(plan, replace(delivery, overwrite=True)), 30)
    assert (tmp_path / "out/shot.mp4").read_bytes() != b"precious"


def test_a_closed_engine_takes_no_work_and_leaves_no_thread(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    executor = Executor(crew(tmp_path))
    started = set(threading.enumerate()) - before
    assert [t.name for t in started] == ["engine"]
    executor.close()
    executor.close()
    with pytest.raises(UsageError):
        executor.submit(shot(kind="result"))
    assert not [t for t in started if t.is_alive()]


def test_many_threads_may_submit_cancel_and_reorder_at_once(tmp_path: Path) -> None:
    ear = Ear()
    with Executor(crew(tmp_path), ear) as executor:
        jobs: list[str] = []

        def work(number: int) -> None:
            rng = np.random.default_rng(number)
            for i in range(6):
                job = executor.submit(shot(kind="result", seed=int(rng.integers(4)), frames=5, steps=2))
                jobs.append(job)
                if rng.random() < 0.4:
                    executor.cancel(jobs[int(rng.integers(len(jobs)))])
                if i % 3 == 2:
                    executor.pause()
                    executor.resume()

        threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        states = {job: executor.wait(job, 30).state for job in jobs}
    assert set(states.values()) <= {"done", "cancelled"}
    for job, state in states.items():
        said = [e for e in ear.events if e.job == job and not isinstance(e, events.Progress | events.Preview)]
        assert isinstance(said[0], events.Queued)
        assert isinstance(said[-1], events.Ended)
        assert said[-1].state == state
        assert len([e for e in said if isinstance(e, events.Ended)]) == 1


def test_a_result_that_vanishes_at_delivery_is_made_again_in_a_scratch_folder(tmp_path: Path) -> None:
    folders: list[Path] = []
    operations = Operations(lambda _step, _inputs, context: folders.append(context.folder))
    plan, people = shot(), crew(tmp_path, operations=operations)
    key = plan.outputs[0].key
    with Executor(people) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "one")), 30)
        stored = next((people.cache.folder / key[:2]).glob(f"{key}*"))
        has = people.cache.has

        def has_then_loses(asked: str) -> bool:
            found = has(asked)
            stored.unlink(missing_ok=True)
            return found

        people.cache.has = has_then_loses  # type: ignore[method-assign]
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "two")), 30)
    assert outcome.state == "done"
    assert (tmp_path / "two/shot.mp4").is_file()
    assert {folder.parent.name for folder in folders} == {"scratch"}


def test_clips_on_disk_are_closed_when_the_step_that_read_them_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.materialise.materialise.__kwdefaults__", {"spill": 1})
    read: list[Any] = []

    def hook(step: Step, inputs: Any, _context: Any) -> None:
        read.extend(v for v in inputs if step.op == "encode")

    plan = shot()
    with Executor(crew(tmp_path, operations=Operations(hook))) as executor:
        assert executor.wait(executor.submit(plan, to_files(plan, tmp_path / "out")), 30).state == "done"
    (film,) = read
    assert [s._decoder for s in getattr(film, "sources", (film,))] == [None]
