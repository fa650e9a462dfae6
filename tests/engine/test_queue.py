"""The queue: order, pause, removal; nothing is lost when a process ends."""

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from engine import events
from engine import executor as executor_module
from engine import queue as queue_module
from engine.database import renewed
from engine.delivery import Delivery
from engine.errors import MediaError, OutputError, UsageError
from engine.executor import Executor
from engine.plan import Plan, Step
from engine.queue import _SCHEMA, JobQueue, _upgrade
from tests.engine.stages import Ear, Operations, crew, harm, shot
from tests.fake_model import FakeModel

ROOT = Path(__file__).parents[2]


def names(queue: JobQueue, *states: str) -> list[str]:
    """Job ids in order."""
    return [r.id for r in queue.records(*states)]


def filled(path: Path | None = None) -> JobQueue:
    """A queue of three waiting jobs."""
    queue = JobQueue(path)
    for name in "abc":
        queue.add(name, shot(), Delivery(label=f"shot {name}"))
    return queue


def test_a_plan_comes_back_as_it_went_in() -> None:
    queue = JobQueue()
    plan = replace(shot(factor=2, kind="take"), seconds={"a": 1.5}, peak_bytes=7, notes=("n",))
    delivery = Delivery({"n": "/x.mp4"}, True, "/takes", {"shotloom": "{}"}, "doc", "a ball")
    queue.add("j", plan, delivery)
    stored, where = queue.load("j")
    assert where == delivery
    assert stored.encode() == plan.encode()
    assert [s.facts for s in stored.steps] == [s.facts for s in plan.steps]
    assert Plan.decode(plan.encode()).outputs == plan.outputs
    queue.close()


def test_jobs_wait_in_order_and_can_be_moved() -> None:
    queue = filled()
    assert queue.add("d", shot(), Delivery()) == 3
    queue.move("c", 0)
    assert names(queue) == ["c", "a", "b", "d"]
    queue.move("c", 99)
    assert names(queue) == ["a", "b", "d", "c"]
    queue.start("a")
    assert (queue.next(), queue.ahead("d")) == ("b", 2)
    with pytest.raises(UsageError, match="does not wait"):
        queue.move("a", 0)
    with pytest.raises(UsageError, match="runs"):
        queue.remove("a")
    queue.remove("b")
    queue.end("a", "failed", "no picture")
    assert queue.record("a").message == "no picture"
    assert names(queue) == ["d", "c", "a"]
    with pytest.raises(UsageError, match="no such job"):
        queue.record("b")
    queue.close()


def test_the_queue_survives_a_restart_and_a_running_job_waits_again(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    queue = filled(path)
    queue.paused = True
    queue.start("a")
    queue.end("a", "done")
    queue.start("b")
    queue.close()
    again = JobQueue(path)
    assert again.paused
    assert names(again, "waiting") == ["b", "c"]
    assert names(again, "done") == ["a"]
    again.close()


def test_a_live_process_keeps_its_jobs(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    first = filled(path)
    second = JobQueue(path)
    second.add("mine", shot(), Delivery())
    assert names(second) == ["mine"]
    assert names(first) == ["a", "b", "c"]
    first.close()
    third = JobQueue(path)
    assert names(third) == ["a", "b", "c"]
    third.close()
    second.close()


FILLER = """
import sys
from pathlib import Path
from typing import Any
from engine.delivery import Delivery
from engine.queue import JobQueue, Record
from tests.engine.stages import shot
queue = JobQueue(Path(sys.argv[1]))
for i in range(1000):
    queue.add(f"{i:04}", shot(), Delivery())
    if i == 3:
        queue.start("0001")
    print(i, flush=True)
"""


def test_a_killed_process_loses_no_job_that_was_queued(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    process = subprocess.Popen(
        [sys.executable, "-c", FILLER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    last = [int(process.stdout.readline()) for _ in range(12)][-1]
    process.kill()
    process.wait()
    process.stdout.close()
    queue = JobQueue(path)
    found = names(queue, "waiting")
    assert found[: last + 1] == [f"{i:04}" for i in range(last + 1)]
    assert queue.next() == "0000"
    assert queue.load("0001")[0].outputs == shot().outputs
    queue.close()


def test_a_job_of_an_unknown_version_ends_with_a_reason_and_the_next_one_runs(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    queue = JobQueue(path)
    queue.paused = True
    odd = shot(kind="result")
    odd = replace(odd, steps=(Step("k", "conjure", {}, (), "n", odd.steps[0].facts), *odd.steps))
    queue.add("odd", odd, Delivery())
    queue.add("good", shot(kind="result"), Delivery())
    queue.paused = False
    ear = Ear()
    with Executor(crew(tmp_path), ear, queue=queue) as executor:
        assert executor.wait("good", 30).state == "done"
        assert "another version" in executor.queue.record("odd").message


def test_a_paused_queue_starts_nothing_until_it_resumes(tmp_path: Path) -> None:
    ear = Ear()
    with Executor(crew(tmp_path), ear) as executor:
        executor.pause()
        jobs = [executor.submit(shot(kind="result", seed=n, frames=5)) for n in range(3)]
        executor.reorder(jobs[2], 0)
        executor.remove(jobs[1])
        assert executor.paused
        assert ear.of(events.Started) == []
        executor.run_now(jobs[0])
        assert executor.wait(jobs[0], 30).state == "done"
        assert [e.job for e in ear.of(events.Started)] == [jobs[0]]
        executor.resume()
        assert executor.wait(jobs[2], 30).state == "done"
    assert [e.job for e in ear.of(events.Started)] == [jobs[0], jobs[2]]


def test_closing_leaves_the_running_job_for_the_next_start(tmp_path: Path) -> None:
    path, ear = tmp_path / "queue.sqlite", Ear()
    executor = Executor(crew(tmp_path, model=FakeModel(pause=0.05)), ear, queue=JobQueue(path))
    job = executor.submit(shot(kind="result", steps=40))
    ear.wait_for(events.Preview)
    waiter: list[str] = []
    thread = threading.Thread(target=lambda: waiter.append(executor.wait(job, 20).state))
    thread.start()
    executor.close()
    thread.join()
    assert waiter == ["waiting"]
    with Executor(crew(tmp_path), queue=JobQueue(path)) as again:
        outcome = again.wait(job, 30)
    assert outcome.state == "done"


def test_an_urgent_job_that_is_cancelled_or_removed_before_its_turn_stops_nobody(tmp_path: Path) -> None:
    for end in ("cancel", "remove"):
        ear = Ear()
        with Executor(crew(tmp_path / end, model=FakeModel(pause=0.05)), ear) as executor:
            long = executor.submit(shot(kind="result", steps=20))
            ear.wait_for(events.Preview)
            urgent = executor.submit(shot(kind="result", seed=9, steps=2))
            executor.run_now(urgent)
            getattr(executor, end)(urgent)
            assert executor.wait(long, 20).state == "done"


def test_closing_with_more_ended_jobs_than_are_remembered_closes_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor_module, "REMEMBERED", 2)
    people = crew(tmp_path)
    with Executor(people) as executor:
        for seed in range(2):
            executor.wait(executor.submit(shot(kind="result", seed=seed, steps=1)), 20)
        executor.pause()
        left = [executor.submit(shot(kind="result", seed=seed)) for seed in (5, 6)]
    assert executor.wait(left[-1], 1).state == "waiting"
    with pytest.raises(OutputError, match="closed"):
        people.cache.pin("closed")


def test_a_disk_that_refuses_the_queue_ends_neither_the_job_nor_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor_module, "RETRY_SECONDS", 0.05)
    queue, ear = JobQueue(tmp_path / "queue.sqlite"), Ear()
    with Executor(crew(tmp_path, model=FakeModel(pause=0.02)), ear, queue=queue) as executor:
        job = executor.submit(shot(kind="result", steps=4))
        ear.wait_for(events.Preview)
        queue._database.execute("PRAGMA query_only = 1")
        assert executor.wait(job, 20).state == "done"
        with pytest.raises(OutputError, match="list of jobs"):
            executor.submit(shot(kind="result", seed=2))
        queue._database.execute("PRAGMA query_only = 0")
        assert executor.wait(executor.submit(shot(kind="result", seed=3, steps=1)), 20).state == "done"


def test_a_damaged_queue_is_moved_aside_and_an_impossible_one_lives_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    path.write_bytes(b"not a database" * 1000)
    (tmp_path / "file").write_text("")
    for place in (path, tmp_path / "file" / "queue.sqlite"):
        queue = filled(place)
        assert names(queue) == ["a", "b", "c"]
        queue.close()
    assert path.with_name("queue.sqlite.damaged").exists()


def test_a_queue_damaged_in_mid_work_loses_no_job_of_this_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor_module, "RETRY_SECONDS", 0.05)
    path, ear = tmp_path / "queue.sqlite", Ear()
    queue = JobQueue(path)
    with Executor(crew(tmp_path, model=FakeModel(pause=0.02)), ear, queue=queue) as executor:
        first = executor.submit(shot(kind="result", steps=6))
        ear.wait_for(events.Preview)
        waiting = [executor.submit(shot(kind="result", seed=n, steps=1)) for n in (2, 3)]
        harm(queue._database, path)
        more = executor.submit(shot(kind="result", seed=4, steps=1))
        for job in (first, *waiting, more):
            assert executor.wait(job, 20).state == "done"
        executor.submit(shot(kind="result", seed=5, steps=1))
    assert path.with_name("queue.sqlite.damaged").exists()


def test_a_queue_that_cannot_be_read_for_a_while_leaves_the_engine_alive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(executor_module, "RETRY_SECONDS", 0.05)
    queue = JobQueue(tmp_path / "queue.sqlite")
    with Executor(crew(tmp_path), queue=queue) as executor:
        executor.pause()
        job = executor.submit(shot(kind="result", steps=1))
        with queue._lock:
            queue._database.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
        with executor._wake:
            executor._wake.notify_all()
        give_up = time.monotonic() + 10
        while "engine.executor" not in {r.name for r in caplog.records} and time.monotonic() < give_up:
            time.sleep(0.01)
        assert executor._thread.is_alive()
        with pytest.raises(OutputError, match="list of jobs"):
            executor.cancel(job)
        queue._database.set_authorizer(None)
        executor.resume()
        assert executor.wait(job, 20).state == "done"


@pytest.mark.parametrize("refusing", ["waiting", "start"])
def test_who_shall_run_now_does_so_even_when_the_queue_refuses_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str
) -> None:
    monkeypatch.setattr(executor_module, "RETRY_SECONDS", 0.02)
    ear = Ear()
    with Executor(crew(tmp_path), ear) as executor:
        executor.pause()
        jobs = [executor.submit(shot(kind="result", seed=n, steps=1)) for n in (1, 2)]
        asked, refused = getattr(executor.queue, refusing), []

        def once(*given: Any) -> Any:
            if not refused and threading.current_thread().name == "engine":
                refused.append(True)
                raise OutputError("the disk is full")
            return asked(*given)

        monkeypatch.setattr(executor.queue, refusing, once)
        executor.run_now(jobs[1])
        assert executor.wait(jobs[1], 20).state == "done"
    assert refused
    assert [e.job for e in ear.of(events.Started)] == [jobs[1]]


@pytest.mark.parametrize("then", ["run_now", "hold"])
def test_what_is_being_cancelled_does_not_wait_again_for_who_comes_next(tmp_path: Path, then: str) -> None:
    """A running job takes a moment to stop; what is asked for in that moment must not bring it back."""
    inside, go_on = threading.Event(), threading.Event()

    def hook(_step: Step, _inputs: Any, context: Any) -> None:
        inside.set()
        assert go_on.wait(20)
        context.check()

    with Executor(crew(tmp_path, operations=Operations(hook))) as executor:
        unwanted = executor.submit(shot(kind="result", seed=1, steps=1))
        other = executor.submit(shot(kind="result", seed=2, steps=1))
        assert inside.wait(20)
        executor.cancel(unwanted)
        executor.run_now(other) if then == "run_now" else executor.hold(True)
        go_on.set()
        assert executor.wait(unwanted, 20).state == "cancelled"
        executor.hold(False)
        assert executor.wait(other, 20).state == "done"


_OLD_SCHEMA = """
CREATE TABLE jobs (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, state TEXT NOT NULL, position REAL NOT NULL,
    created REAL NOT NULL, started REAL, ended REAL, label TEXT NOT NULL, document TEXT NOT NULL,
    thumbnail TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '', plan BLOB NOT NULL, delivery BLOB NOT NULL
);
CREATE TABLE flags (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


def test_a_queue_of_an_older_version_is_brought_up_to_date_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    plan, delivery = shot(kind="result", steps=1), Delivery(label="an old job", document="film.loom")
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript(_OLD_SCHEMA)
        old.execute(
            "INSERT INTO jobs (id, owner, state, position, created, label, document, plan, delivery) "
            "VALUES ('j', 'gone', 'running', 1, 2, 'an old job', 'film.loom', ?, ?)",
            (plan.encode(), msgspec.json.encode(delivery)),
        )
    queue = JobQueue(path)
    record = queue.record("j")
    assert (record.state, record.label, record.prompt, record.forecast) == ("waiting", "an old job", "", 0.0)
    with Executor(crew(tmp_path), queue=queue) as executor:
        assert executor.wait("j", 20).state == "done"
        assert executor.report("j") is not None
    assert not path.with_name("queue.sqlite.damaged").exists()


def test_a_damaged_queue_of_an_older_version_keeps_its_readable_lines(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(path)) as old, old:
        old.executescript(_OLD_SCHEMA)
        old.execute("INSERT INTO jobs VALUES ('j', 'me', 'done', 1, 2, 3, 4, 'l', 'd', '', '', x'00', x'00')")
    fresh = renewed(sqlite3.connect(path), tmp_path / "new.sqlite", _SCHEMA, _upgrade)
    assert fresh.execute("SELECT id, label, prompt FROM jobs").fetchall() == [("j", "l", "")]
    fresh.close()


def test_a_line_remembers_what_was_asked_for_and_why_it_failed(tmp_path: Path) -> None:
    def hook(step: Step, _inputs: object, _context: object) -> None:
        if step.op == "denoise":
            raise MediaError("the picture is broken", remedy="Choose another")

    queue = JobQueue(tmp_path / "queue.sqlite")
    plan = shot("shot7", kind="result")
    plan = replace(plan, seconds={s.key: 2.0 for s in plan.steps})
    with Executor(crew(tmp_path, operations=Operations(hook)), queue=queue) as executor:
        delivery = Delivery(label="Shot 7", prompt="a fox runs", place="group/shot7", document="film.loom")
        job = executor.submit(plan, delivery)
        assert executor.wait(job, 20).state == "failed"
        found = queue.record(job)
    assert (found.label, found.prompt, found.place) == ("Shot 7", "a fox runs", "group/shot7")
    assert found.forecast == 2.0 * len(plan.steps)
    assert (found.message, found.remedy) == ("the picture is broken", "Choose another")
    assert (found.node, found.kind) == ("shot7", "MediaError")
    assert "Traceback" in found.details


def test_a_job_can_be_done_once_more_from_its_frozen_plan(tmp_path: Path) -> None:
    with Executor(crew(tmp_path)) as executor:
        executor.pause()
        first = executor.submit(shot(kind="result", steps=1), Delivery(prompt="a fox"))
        other = executor.submit(shot(kind="result", seed=2, steps=1))
        again = executor.duplicate(first)
        assert executor.queue.waiting() == [first, other, again]
        assert executor.queue.load(again)[1].prompt == "a fox"
        executor.resume()
        assert executor.wait(again, 20).cached > 0
        with pytest.raises(UsageError):
            executor.duplicate("no such job")


def test_what_the_queue_could_not_take_it_is_told_when_the_disk_is_free_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job that has to wait again must not be left behind as one that runs."""
    monkeypatch.setattr(executor_module, "RETRY_SECONDS", 0.05)
    queue, ear = JobQueue(tmp_path / "queue.sqlite"), Ear()
    with Executor(crew(tmp_path, model=FakeModel(pause=0.03)), ear, queue=queue) as executor:
        long = executor.submit(shot(kind="result", steps=12))
        ear.wait_for(events.Preview)
        urgent = executor.submit(shot(kind="result", seed=9, steps=1))
        queue._database.execute("PRAGMA query_only = 1")
        executor.run_now(urgent)
        ear.wait_for(events.Queued, count=3)
        assert queue.record(long).state == "running"
        queue._database.execute("PRAGMA query_only = 0")
        assert executor.wait(urgent, 20).state == "done"
        assert executor.wait(long, 20).state == "done"
        assert queue.record(long).state == "done"


def test_a_job_that_cannot_be_loaded_ends_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = filled(tmp_path / "queue.sqlite")
    load = queue.load

    def loaded(job: str) -> tuple[Plan, Delivery]:
        if job == "a":
            raise MemoryError("no room for this plan")
        return load(job)

    monkeypatch.setattr(queue, "load", loaded)
    with Executor(crew(tmp_path), queue=queue) as executor:
        executor.wait("c", 20)
        assert queue.record("a").state == "failed"
        assert "no room for this plan" in queue.record("a").message
        assert queue.record("a").remedy


def test_what_the_queue_could_not_take_is_written_at_the_latest_when_the_program_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor_module, "RETRY_SECONDS", 60.0)
    path = tmp_path / "queue.sqlite"
    queue, ear = JobQueue(path), Ear()
    with Executor(crew(tmp_path, model=FakeModel(pause=0.02)), ear, queue=queue) as executor:
        job = executor.submit(shot(kind="result", steps=4))
        ear.wait_for(events.Preview)
        queue._database.execute("PRAGMA query_only = 1")
        assert executor.wait(job, 20).state == "done"
        queue._database.execute("PRAGMA query_only = 0")
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT state FROM jobs").fetchall() == [("done",)]


def test_a_job_that_ends_after_the_clock_was_set_back_stays_in_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queue_module, "KEPT", 2)
    queue, now = filled(), time.time()
    for number, name in enumerate("abc"):
        queue.start(name)
        monkeypatch.setattr(queue_module.time, "time", lambda moment=now - number * 3600: moment)
        queue.end(name, "done")
    assert queue.record("c").state == "done"
    queue.close()


def test_a_pause_of_another_program_holds_and_its_end_lets_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executor_module, "RETRY_SECONDS", 0.05)
    other = JobQueue(tmp_path / "queue.sqlite")
    with Executor(crew(tmp_path), queue=JobQueue(tmp_path / "queue.sqlite")) as executor:
        other.paused = True
        job = executor.submit(shot(kind="result", steps=1))
        assert executor.paused
        with pytest.raises(TimeoutError):
            executor.wait(job, 0.3)
        other.paused = False
        assert executor.wait(job, 20).state == "done"
    other.close()
