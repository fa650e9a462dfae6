"""Enough: a denoise that is stopped early becomes a real take, under keys of its own, and can be refined later."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from engine import events
from engine.build import Builder
from engine.cache import Cache
from engine.checkpoints import Checkpoints
from engine.delivery import Delivery
from engine.document import Settings
from engine.executor import Executor
from engine.generation import Sampling, generate
from engine.job import Job
from engine.ledger import Ledger
from engine.model.request import StepReport
from engine.outbox import Outbox
from engine.plan import Output, Plan, Step
from engine.values import ConditionValue, ModelValue, TextValue
from tests.engine.stages import RATE, SIZE, Ear, Operations, Shots, crew, frames_of, shot, step_of
from tests.fake_model import SPEC, FakeModel

STEPS = 12


def plan(**wishes: Any) -> Plan:
    """A take of many steps with an upscale behind it."""
    return shot(kind="take", steps=STEPS, factor=2, **wishes)


class Enough:
    """Says "enough" for the running job when its denoise has done so many steps."""

    def __init__(self, after: int) -> None:
        self.after = after
        self.executor: Executor | None = None
        self.said = 0

    def __call__(self, step: Step, _inputs: Any, context: Any) -> None:
        """A hook of the operations: listens to the progress of a denoise."""
        if step.op != "denoise" or self.said:
            return
        inner = context.progress

        def progress(done: float, activity: str) -> None:
            inner(done, activity)
            if round(done * STEPS) == self.after and not self.said and self.executor is not None:
                self.said += 1
                assert self.executor.running is not None
                self.executor.finish_now(self.executor.running)

        object.__setattr__(context, "progress", progress)


def run(folder: Path, wanted: Plan, after: int, **other: Any) -> tuple[Executor, Any, Ear, Enough]:
    """An executor whose first job was stopped early, how that ended, and what was heard."""
    ear, enough = Ear(), Enough(after)
    executor = Executor(crew(folder, operations=Operations(enough), **other), ear)
    enough.executor = executor
    outcome = executor.wait(executor.submit(wanted, Delivery(takes=str(folder / "takes"))), 30)
    return executor, outcome, ear, enough


def test_what_is_there_becomes_a_whole_take_that_says_so(tmp_path: Path) -> None:
    wanted = plan()
    executor, outcome, ear, _ = run(tmp_path, wanted, after=5)
    executor.close()
    assert outcome.state == "done"
    (done,) = outcome.finished
    assert done.take is not None
    assert "stopped after step 5 of 12" in done.take.notes
    assert "stopped after step 5 of 12" in done.notes
    assert frames_of(done.path).shape == (9, 128, 224, 3)
    ran = [e.op for e in ear.of(events.StepFinished)]
    assert ran[-4:] == ["denoise", "decode", "upscale", "encode"]
    assert ear.of(events.Ended)[-1].state == "done"


def test_nothing_of_it_is_kept_under_the_keys_of_the_full_result(tmp_path: Path) -> None:
    wanted = plan()
    executor, outcome, _, _ = run(tmp_path, wanted, after=4)
    cache = executor.crew.cache
    take = outcome.finished[0].take
    for op in ("denoise", "decode", "upscale", "encode"):
        assert not cache.has(step_of(wanted, op).key), op
    assert all(cache.has(s.key) for s in wanted.steps if s.op == "encode_text")
    assert take.key != step_of(wanted, "encode").key
    assert take.file == f"{take.key}.mp4"
    executor.close()


def test_asked_for_again_it_is_refined_from_there_to_the_full_result(tmp_path: Path) -> None:
    wanted = plan()
    executor, first, ear, _ = run(tmp_path / "a", wanted, after=6, every=0.0)
    again = executor.wait(executor.submit(wanted, Delivery(takes=str(tmp_path / "a/takes"))), 30)
    steps = [e.activity for e in ear.of(events.Progress) if e.job == again.job and "step" in e.activity]
    executor.close()
    assert again.finished[0].take.key == step_of(wanted, "encode").key
    assert again.finished[0].take.notes == ()
    assert again.finished[0].path != first.finished[0].path
    assert all(int(text.split("step ")[1].split()[0]) > 6 for text in steps)
    with Executor(crew(tmp_path / "b")) as fresh:
        whole = fresh.wait(fresh.submit(wanted, Delivery(takes=str(tmp_path / "b/takes"))), 30)
    assert np.array_equal(frames_of(again.finished[0].path), frames_of(whole.finished[0].path))
    assert not np.array_equal(frames_of(first.finished[0].path), frames_of(whole.finished[0].path))


def test_the_same_stop_gives_the_same_take(tmp_path: Path) -> None:
    keys = []
    for name in ("a", "b"):
        executor, outcome, _, _ = run(tmp_path / name, plan(), after=3)
        executor.close()
        keys.append(outcome.finished[0].take.key)
    executor, outcome, _, _ = run(tmp_path / "c", plan(), after=4)
    executor.close()
    assert keys[0] == keys[1] != outcome.finished[0].take.key


def test_a_batch_stops_together(tmp_path: Path) -> None:
    shots = Shots()
    for node, seed in (("a", 1), ("b", 2)):
        shots.add(node, seed=seed, steps=STEPS, kind="take")
    wanted = shots.batch().plan()
    executor, outcome, _, _ = run(tmp_path, wanted, after=5)
    for done in outcome.finished:
        assert "stopped after step 5 of 12" in done.take.notes
    assert len({done.take.key for done in outcome.finished}) == 2
    again = executor.wait(executor.submit(wanted, Delivery(takes=str(tmp_path / "takes"))), 30)
    assert {f.take.key for f in again.finished} == {s.key for s in wanted.steps if s.op == "encode"}
    executor.close()


def test_only_the_denoise_that_runs_is_stopped(tmp_path: Path) -> None:
    shots = Shots()
    for node, seed in (("a", 1), ("b", 2)):
        shots.add(node, seed=seed, steps=STEPS, kind="take")
    wanted = shots.plan()
    executor, outcome, _, enough = run(tmp_path, wanted, after=5)
    executor.close()
    assert enough.said == 1
    notes = {done.output.node: done.take.notes for done in outcome.finished}
    assert notes["a"] == ("stopped after step 5 of 12",)
    assert notes["b"] == ()


def test_a_stop_at_the_last_step_is_no_stop(tmp_path: Path) -> None:
    wanted = plan()
    executor, outcome, _, _ = run(tmp_path, wanted, after=STEPS)
    executor.close()
    assert outcome.finished[0].take.key == step_of(wanted, "encode").key
    assert outcome.finished[0].take.notes == ()


def test_what_was_to_be_enough_still_is_when_the_job_was_interrupted_behind_it(tmp_path: Path) -> None:
    enough, wanted, urgent = Enough(after=5), plan(), shot(kind="result", seed=9, steps=1)
    stopped: list[str] = []

    def hook(step: Step, inputs: Any, context: Any) -> None:
        enough(step, inputs, context)
        if step.op == "upscale" and not stopped:
            stopped.append(executor.submit(urgent))
            executor.run_now(stopped[0])
            context.check()

    with Executor(crew(tmp_path, operations=Operations(hook), every=0.0)) as executor:
        enough.executor = executor
        outcome = executor.wait(executor.submit(wanted, Delivery(takes=str(tmp_path / "takes"))), 30)
        assert executor.wait(stopped[0], 10).state == "done"
    (note,) = [n for n in outcome.finished[0].take.notes if n.startswith("stopped after")]
    assert int(note.split()[3]) in (5, 6)


def test_to_say_enough_to_a_job_that_does_not_run_changes_nothing(tmp_path: Path) -> None:
    with Executor(crew(tmp_path)) as executor:
        executor.pause()
        wanted = plan()
        job = executor.submit(wanted, Delivery(takes=str(tmp_path / "takes")))
        executor.finish_now(job)
        executor.finish_now("no such job")
        executor.resume()
        outcome = executor.wait(job, 30)
    assert outcome.finished[0].take.key == step_of(wanted, "encode").key


def test_what_was_not_begun_is_made_in_few_steps_and_no_checkpoint_is_made_of_that(tmp_path: Path) -> None:
    """Long clips are sampled window by window: a model that is told "enough" hurries through the later ones."""

    class Windows(FakeModel):
        """Two windows of as many steps; the second is hurried through when the first was stopped."""

        def denoise(self, request: Any, on_step: Any = None, **other: Any) -> Any:
            def told(report: StepReport) -> bool:
                return bool(on_step(replace(report, total=2 * STEPS)))

            found = super().denoise(request, told, **other)
            for step in range(3):
                on_step(StepReport(6 + step, 9, tuple(found), lambda: {"x": np.full(1, 99.0)}))
            return found

    wanted = plan()
    executor, outcome, _, _ = run(tmp_path, wanted, after=2, model=Windows(), every=0.0)
    executor.close()
    take = outcome.finished[0].take
    assert take.notes == ("stopped after step 3 of 24", "what was not begun by then was made in few steps")
    state = Checkpoints(tmp_path / "checkpoints").slot(step_of(wanted, "denoise").key).load()
    assert state is not None
    assert state["step"] == 3


def test_a_try_that_fails_after_the_stop_is_stopped_again(tmp_path: Path) -> None:
    """Memory runs out while the rest is made: the next rung is content with little, too."""

    class Short(FakeModel):
        """Memory that is short once, behind a stop."""

        failed = False

        def denoise(self, request: Any, on_step: Any = None, **other: Any) -> Any:
            heard: list[bool] = []

            def told(report: StepReport) -> bool:
                heard.append(bool(on_step(report)))
                return heard[-1]

            found = super().denoise(request, told, **other)
            if any(heard) and not self.failed:
                self.failed = True
                raise MemoryError
            return found

    wanted = plan()
    executor, outcome, _, _ = run(tmp_path, wanted, after=5, model=Short())
    take = outcome.finished[0].take
    assert take.key != step_of(wanted, "encode").key
    assert "stopped after step 1 of 12" in take.notes
    assert "stopped after step 5 of 12" not in take.notes
    assert not executor.crew.cache.has(step_of(wanted, "denoise").key)
    executor.close()


def chain() -> Plan:
    """A clip, and one that is made with it as a condition."""
    build = Builder("b", Settings(), {}, {"fake": SPEC})
    model = ModelValue("fake", SPEC)
    first, second = Sampling(STEPS, 4.0, None, 1), Sampling(STEPS, 4.0, None, 2)
    clip = generate(build, model, TextValue("a red ball"), 9, SIZE, RATE, first)
    held = (ConditionValue(clip, strength=0.5),)
    clip = generate(build, model, TextValue("a blue ball"), 9, SIZE, RATE, second, conditions=held)
    return Plan(tuple(build.steps), (Output("b", clip.key, "result", clip.key, clip.facts),))


def test_what_was_made_of_a_stopped_clip_has_no_part_in_the_full_result(tmp_path: Path) -> None:
    """The denoise behind one that was stopped is not stopped itself, and leaves nothing to go on from."""
    wanted = chain()
    executor, _, _, enough = run(tmp_path / "a", wanted, after=4, every=0.0)
    assert enough.said == 1
    first, second = [step for step in wanted.steps if step.op == "denoise"]
    kept = sorted(path.name for path in (tmp_path / "a/checkpoints").glob("*.state"))
    assert kept == [f"{first.key}-0.state"]
    executor.wait(executor.submit(wanted), 30)
    with Executor(crew(tmp_path / "b")) as fresh:
        fresh.wait(fresh.submit(wanted), 30)
        assert np.array_equal(executor.crew.cache.get(second.key), fresh.crew.cache.get(second.key))
    executor.close()


def test_a_denoise_that_is_interrupted_behind_a_stopped_one_resumes_only_with_that(tmp_path: Path) -> None:
    enough, wanted = Enough(after=4), chain()
    second = [step for step in wanted.steps if step.op == "denoise"][-1]

    def hook(step: Step, inputs: Any, context: Any) -> None:
        enough(step, inputs, context)
        if step.key == second.key and enough.executor is not None:
            inner, executor = context.progress, enough.executor

            def progress(done: float, activity: str) -> None:
                inner(done, activity)
                if round(done * STEPS) == 6:
                    executor.cancel(job)

            object.__setattr__(context, "progress", progress)

    with Executor(crew(tmp_path / "a", operations=Operations(hook), every=0.0)) as executor:
        enough.executor = executor
        executor.pause()
        job = executor.submit(wanted)
        executor.resume()
        assert executor.wait(job, 30).state == "cancelled"
        enough.executor = None
        assert executor.wait(executor.submit(wanted), 30).state == "done"
        with Executor(crew(tmp_path / "b")) as fresh:
            fresh.wait(fresh.submit(wanted), 30)
            assert np.array_equal(executor.crew.cache.get(second.key), fresh.crew.cache.get(second.key))


def test_a_second_stop_has_a_key_that_tells_how_far_the_first_one_was(tmp_path: Path) -> None:
    wanted, keys = chain(), []
    first, second = [step for step in wanted.steps if step.op == "denoise"]
    for done in (3, 5):
        ledger = Ledger(Job("job", wanted, Delivery()), Cache(tmp_path / str(done)), Outbox(None))
        ledger.stopped(first, done, STEPS)
        for step in wanted.steps[wanted.steps.index(first) + 1 : wanted.steps.index(second)]:
            ledger.key_for(step)
        ledger.stopped(second, 4, STEPS)
        keys.append(ledger.key_of(second.key))
    assert keys[0] != keys[1]
