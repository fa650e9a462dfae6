"""Cancelling is quick, and a cancelled or killed denoise goes on to the very same frames."""

import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import events
from engine.cache import Cache
from engine.checkpoints import Checkpoints
from engine.delivery import Delivery
from engine.executor import Executor
from engine.media.outside import MediaWorker
from engine.plan import Plan, Step
from engine.queue import JobQueue
from engine.results import write_arrays
from tests.engine.stages import Ear, Operations, Shots, crew, shot, step_of, to_files
from tests.fake_model import FakeModel

ROOT = Path(__file__).parents[2]
STEPS = 12


def plan() -> Plan:
    """A denoise of many steps, wanted as a value."""
    return shot(kind="result", steps=STEPS, frames=9)


def uninterrupted(folder: Path, wanted: Plan | None = None) -> dict[str, Any]:
    """The latents of every denoise, made in one go."""
    wanted = wanted or plan()
    people = crew(folder)
    with Executor(people) as executor:
        assert executor.wait(executor.submit(wanted), 30).state == "done"
        return latents(people.cache, wanted)


def latents(cache: Cache, wanted: Plan) -> dict[str, Any]:
    """The latents in a cache by key."""
    return {s.key: cache.get(s.key) for s in wanted.steps if s.op == "denoise"}


def test_a_cancelled_denoise_resumes_to_identical_latents(tmp_path: Path) -> None:
    ear, wanted = Ear(), plan()
    people = crew(tmp_path / "a", model=FakeModel(pause=0.05))
    with Executor(people, ear) as executor:
        job = executor.submit(wanted)
        ear.wait_for(events.Preview, count=3)
        executor.cancel(job)
        stopped = executor.wait(job, 10)
        key = step_of(wanted, "denoise").key
        assert (stopped.state, stopped.resumable) == ("cancelled", True)
        assert people.cache.get(key) is None
        assert 2 / STEPS < people.checkpoints.share(key) < 1
        assert people.checkpoints.share("unknown") == 0
        assert ear.of(events.Cancelled) == [events.Cancelled(job, True)]
        before = len(ear.of(events.Preview))
        again = executor.submit(wanted)
        assert executor.wait(again, 30).state == "done"
        resumed = [e for e in ear.of(events.Preview)[before:] if e.job == again]
        assert min(e.step for e in resumed) > 3
        made = latents(people.cache, wanted)
    for name, value in uninterrupted(tmp_path / "b").items():
        assert np.array_equal(made[name], value)
    assert list((tmp_path / "a/checkpoints").iterdir()) == []


def test_cancel_stops_between_steps_and_the_next_job_runs(tmp_path: Path) -> None:
    ear = Ear()
    with Executor(crew(tmp_path, model=FakeModel(pause=0.05)), ear) as executor:
        job = executor.submit(shot(kind="result", steps=500))
        ear.wait_for(events.Preview)
        executor.cancel(job)
        assert executor.wait(job, 20).state == "cancelled"
        assert max(e.step for e in ear.of(events.Preview)) < 400
        assert executor.wait(executor.submit(shot(kind="result", steps=2, seed=5)), 20).state == "done"


def test_cancel_waits_for_no_media_worker_that_hangs(tmp_path: Path) -> None:
    silent = [sys.executable, "-S", "-c", "import time; time.sleep(600)"]
    asking = threading.Event()
    with MediaWorker(command=silent, seconds=30) as worker:

        def hook(step: Step, _inputs: Any, _context: Any) -> None:
            if step.op == "decode":
                asking.set()
                worker.read(tmp_path / "any.mp4", 0, 1)

        with Executor(crew(tmp_path, operations=Operations(hook))) as executor:
            job = executor.submit(shot(kind="result"))
            assert asking.wait(20)
            executor.cancel(job)
            outcome = executor.wait(job, 20)
    assert (outcome.state, outcome.failures) == ("cancelled", ())


def test_cancel_reaches_frames_that_are_being_decoded_and_encoded(tmp_path: Path) -> None:
    for op in ("decode", "encode"):
        ear = Ear()
        holder: list[Executor] = []

        def hook(step: Step, _inputs: Any, context: Any, op: str = op, holder: Any = holder) -> None:
            if step.op == op:
                holder[0].cancel(holder[0].running or "")

        operations = Operations(hook)
        with Executor(crew(tmp_path / op, operations=operations), ear) as executor:
            holder.append(executor)
            wanted = shot(frames=41)
            job = executor.submit(wanted, _delivery(wanted, tmp_path / op))
            assert executor.wait(job, 20).state == "cancelled"
        assert operations.ran[-1] == op
        assert not list((tmp_path / op).glob("*.mp4"))
        assert not list((tmp_path / op / "cache/scratch").iterdir())


def _delivery(wanted: Plan, folder: Path) -> Any:
    from tests.engine.stages import to_files

    return to_files(wanted, folder)


CHILD = """
import sys
from pathlib import Path
from engine import events
from engine.executor import Executor
from engine.queue import JobQueue
from tests.engine.stages import crew
from tests.engine.test_resume import plan
from tests.fake_model import FakeModel
folder = Path(sys.argv[1])

def listener(event):
    if isinstance(event, events.Preview) and event.step >= 5:
        print(event.step, flush=True)

queue = JobQueue(folder / "queue.sqlite")
executor = Executor(crew(folder, model=FakeModel(pause=0.1), every=0.0), listener, queue=queue)
executor.wait(executor.submit(plan()))
"""


def test_a_killed_process_resumes_its_job_to_identical_latents(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path / "a")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert int(process.stdout.readline()) >= 5
    process.kill()
    process.wait()
    process.stdout.close()
    ear, wanted = Ear(), plan()
    people = crew(tmp_path / "a", every=0.0)
    with Executor(people, ear, queue=JobQueue(tmp_path / "a/queue.sqlite")):
        ended = ear.wait_for(events.Ended)
        assert ended.state == "done"
        assert ear.of(events.Preview)[0].step > 5
        made = latents(people.cache, wanted)
    for name, value in uninterrupted(tmp_path / "b").items():
        assert np.array_equal(made[name], value)


def test_a_batch_resumes_too(tmp_path: Path) -> None:
    shots = Shots()
    for node, seed in (("a", 1), ("b", 2)):
        shots.add(node, seed=seed, kind="result", steps=STEPS)
    wanted = shots.batch().plan()
    ear, operations = Ear(), Operations()
    people = crew(tmp_path / "a", model=FakeModel(pause=0.05), operations=operations)
    with Executor(people, ear) as executor:
        job = executor.submit(wanted)
        ear.wait_for(events.Preview, count=3)
        executor.cancel(job)
        assert executor.wait(job, 10).resumable
        before = len(ear.of(events.Preview))
        assert executor.wait(executor.submit(wanted), 30).state == "done"
        assert ear.of(events.Preview)[before].step > 3
        assert not any("denoise" in kind for kind in people.figures.snapshot().curves), (
            "half a run is no figure"
        )
        made = latents(people.cache, wanted)
    assert operations.batches == [2, 2]
    for name, value in uninterrupted(tmp_path / "b", wanted).items():
        assert np.array_equal(made[name], value)


@pytest.mark.parametrize(
    "state",
    [
        b"torn",
        {"x": np.zeros(3, np.float32)},
        {"x": np.zeros((1, 2)), "history": np.zeros(2), "step": np.array(1)},
    ],
)
def test_a_checkpoint_of_no_use_is_dropped_and_the_step_begins_again(tmp_path: Path, state: Any) -> None:
    wanted = plan()
    slot = Checkpoints(tmp_path / "a/checkpoints").slot(step_of(wanted, "denoise").key)
    slot.path.parent.mkdir(parents=True)
    if isinstance(state, Mapping):
        write_arrays(state, slot.path)
    else:
        slot.path.write_bytes(state)
    people = crew(tmp_path / "a")
    with Executor(people) as executor:
        assert executor.wait(executor.submit(wanted), 30).state == "done"
        made = latents(people.cache, wanted)
    for name, value in uninterrupted(tmp_path / "b").items():
        assert np.array_equal(made[name], value)
    assert not slot.path.exists()


def test_checkpoints_are_written_at_most_every_two_seconds(tmp_path: Path) -> None:
    now = [0.0]
    written: list[int] = []
    slot = Checkpoints(tmp_path, clock=lambda: now[0]).slot("k")
    for step in range(10):
        now[0] += 0.5
        slot.offer(lambda step=step: {"step": np.array(step)})  # type: ignore[misc]
        if slot.path.exists():
            state = slot.load()
            assert state is not None
            written.append(int(state["step"]))
    assert sorted(set(written)) == [3, 7]
    assert slot.flush()
    state = slot.load()
    assert state is not None
    assert int(state["step"]) == 9


def test_only_the_newest_checkpoints_are_kept(tmp_path: Path) -> None:
    checkpoints = Checkpoints(tmp_path)
    for number in range(40):
        slot = checkpoints.slot(f"{number:02}")
        slot.offer(lambda: {"x": np.zeros(2)})
        slot.flush()
    checkpoints.sweep()
    assert len(list(tmp_path.iterdir())) == 32


def test_run_now_lets_the_running_job_wait_and_resume(tmp_path: Path) -> None:
    ear = Ear()
    people = crew(tmp_path / "a", model=FakeModel(pause=0.05))
    with Executor(people, ear) as executor:
        long = executor.submit(plan())
        ear.wait_for(events.Preview, count=3)
        urgent = executor.submit(shot(kind="result", seed=9, steps=2))
        executor.run_now(urgent)
        assert executor.wait(urgent, 20).state == "done"
        assert executor.wait(long, 20).state == "done"
        made = latents(people.cache, plan())
    order = [e.job for e in ear.of(events.Ended)]
    assert order == [urgent, long]
    for name, value in uninterrupted(tmp_path / "b").items():
        assert np.array_equal(made[name], value)


def test_a_cancel_behind_the_denoise_leaves_no_checkpoint_of_it(tmp_path: Path) -> None:
    def hook(step: Step, _inputs: Any, context: Any) -> None:
        if step.op == "encode":
            executor.cancel(job)
            context.check()

    people = crew(tmp_path, operations=Operations(hook))
    wanted = shot(kind="take", steps=3)
    with Executor(people) as executor:
        executor.pause()
        job = executor.submit(wanted, Delivery(takes=str(tmp_path / "takes")))
        executor.resume()
        stopped = executor.wait(job, 20)
    assert (stopped.state, stopped.resumable) == ("cancelled", False)
    assert list((tmp_path / "checkpoints").glob("*")) == []


def test_a_job_that_was_killed_after_its_file_was_there_writes_it_again(tmp_path: Path) -> None:
    wanted, path = shot(steps=2), tmp_path / "queue.sqlite"
    queue = JobQueue(path)
    with Executor(crew(tmp_path), queue=queue) as executor:
        job = executor.submit(wanted, to_files(wanted, tmp_path / "out"))
        assert executor.wait(job, 20).state == "done"
        # As though the process had died before the line of the job was written.
        queue._write("UPDATE jobs SET state = 'running', ended = NULL, owner = 'gone' WHERE id = ?", (job,))
    first = (tmp_path / "out/shot.mp4").read_bytes()
    with Executor(crew(tmp_path), queue=JobQueue(path)) as executor:
        assert executor.wait(job, 20).state == "done"
    assert (tmp_path / "out/shot.mp4").read_bytes() == first


def test_a_job_that_goes_on_writes_over_nobody_elses_file(tmp_path: Path) -> None:
    def hook(step: Step, _inputs: Any, context: Any) -> None:
        if step.op == "encode" and step.node == "b" and not target.exists():
            # Another program saves under the name that the job was promised, and the job is interrupted.
            target.write_bytes(b"somebody else's")
            executor.run_now(urgent)
            context.check()

    shots, target = Shots(), tmp_path / "out/b.mp4"
    shots.add("a", seed=1, steps=2)
    shots.add("b", seed=2, steps=2)
    wanted = shots.plan()
    with Executor(crew(tmp_path, operations=Operations(hook))) as executor:
        executor.pause()
        job = executor.submit(wanted, to_files(wanted, tmp_path / "out"))
        urgent = executor.submit(shot(kind="result", seed=9, steps=1))
        executor.resume()
        outcome = executor.wait(job, 20)
    assert [done.output.node for done in outcome.finished] == ["a"]
    assert [(f.node, f.kind) for f in outcome.failures] == [("b", "OutputError")]
    assert target.read_bytes() == b"somebody else's"


def test_a_take_that_is_all_cached_still_arrives(tmp_path: Path) -> None:
    ear = Ear()
    with Executor(crew(tmp_path), ear) as executor:
        for _ in range(2):
            job = executor.submit(shot(kind="take", steps=2), Delivery(takes=str(tmp_path / "takes")))
            executor.wait(job, 20)
    first, second = ear.of(events.Finished)
    assert ear.of(events.Ended)[-1].ran == 0
    assert second.take is not None
    assert second.take.id != first.take.id
    assert (second.take.key, second.path, second.thumbnail) == (first.take.key, first.path, first.thumbnail)
    assert Path(second.path).is_file()
