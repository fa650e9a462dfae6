"""A finished take is on its way home until its document has it, whatever happens to program and disk."""

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from engine import events
from engine.arrivals import Arrivals
from engine.delivery import Delivery
from engine.errors import OutputError
from engine.executor import Executor
from engine.queue import JobQueue
from tests.engine.stages import Ear, crew, harm, shot
from tests.engine.test_history import take

ROOT = Path(__file__).parents[2]


def test_a_take_is_written_down_before_anybody_hears_of_it(tmp_path: Path) -> None:
    arrivals, seen = Arrivals(tmp_path / "arrivals.sqlite"), []

    def listener(event: Any) -> None:
        if isinstance(event, events.Finished):
            seen.append([a.take for a in arrivals.of("film.loom")])

    with Executor(crew(tmp_path, arrivals=arrivals), listener) as executor:
        delivery = Delivery(takes=str(tmp_path / "takes"), document="film.loom")
        outcome = executor.wait(executor.submit(shot(kind="take"), delivery), 30)
    made = outcome.finished[0]
    assert seen == [[made.take]]
    (arrival,) = arrivals.of("film.loom")
    assert (arrival.output, arrival.path, arrival.job) == ("shot", Path(made.path), outcome.job)
    assert arrival.path.is_file()
    arrivals.close()


def test_takes_survive_a_restart_and_leave_only_when_they_are_home(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.sqlite"
    first = Arrivals(path)
    for name in ("1", "2", "3"):
        first.add("a.loom", "shot", take(name, "a ball"), tmp_path / f"{name}.mp4", "job")
    first.add("b.loom", "shot", take("4", "a fox"), tmp_path / "4.mp4", "job")
    first.add("a.loom", "shot", take("1", "told twice"), tmp_path / "other.mp4", "job")
    first.close()
    second = Arrivals(path)
    assert [a.take.id for a in second.of("a.loom")] == ["1", "2", "3"]
    assert second.of("a.loom")[0].path == tmp_path / "1.mp4"
    assert second.documents() == ["a.loom", "b.loom"]
    second.drop(["1", "3", "unknown"])
    second.rehome("b.loom", "a.loom")
    assert [a.take.id for a in second.of("a.loom")] == ["2", "4"]
    assert second.of("b.loom") == []
    second.close()


def test_a_take_finds_a_document_that_moves_at_the_moment_of_its_arrival(tmp_path: Path) -> None:
    class Late(Arrivals):
        """A document is saved elsewhere between the question whose take it is and the answer's being written down."""

        def add(self, *given: Any) -> None:
            executor.rehome("old.loom", "new.loom")
            super().add(*given)

    arrivals = Late()
    with Executor(crew(tmp_path, arrivals=arrivals)) as executor:
        delivery = Delivery(takes=str(tmp_path / "takes"), document="old.loom")
        outcome = executor.wait(executor.submit(shot(kind="take"), delivery), 30)
        assert [a.take for a in arrivals.of("new.loom")] == [outcome.finished[0].take]
        assert arrivals.of("old.loom") == []


def test_a_take_comes_back_as_it_went_in() -> None:
    full = replace(
        take("1", "a ball"),
        notes=("n",),
        provenance={"a": 1},
        extra={"k": b"{}"},
        favourite=True,
        key="k" * 32,
    )
    arrivals = Arrivals()
    arrivals.add("a.loom", "shot", full, Path("1.mp4"), "job")
    assert arrivals.of("a.loom")[0].take == full
    arrivals.close()


def test_a_job_that_is_interrupted_after_its_delivery_makes_the_same_take_again(tmp_path: Path) -> None:
    """As after a kill between the take and the queue's line: the job runs again and must not make a second take."""
    arrivals = Arrivals(tmp_path / "arrivals.sqlite")
    queue_path, ear = tmp_path / "queue.sqlite", Ear()
    delivery = Delivery(takes=str(tmp_path / "takes"), document="film.loom")
    for _ in range(2):
        queue = JobQueue(queue_path)
        with Executor(crew(tmp_path, arrivals=arrivals), ear, queue=queue) as executor:
            if not queue.records():
                executor.wait(executor.submit(shot(kind="take"), delivery), 30)
                job = queue.records()[0].id
                queue._write("UPDATE jobs SET state = 'waiting', ended = NULL WHERE id = ?", (job,))
            else:
                executor.wait(job, 30)
    first, second = ear.of(events.Finished)
    assert first.take.id == second.take.id
    assert len(arrivals.of("film.loom")) == 1
    arrivals.close()


def test_two_jobs_of_one_plan_make_two_takes(tmp_path: Path) -> None:
    with Executor(crew(tmp_path)) as executor:
        job = executor.submit(shot(kind="take"), Delivery(takes=str(tmp_path / "takes")))
        outcomes = [executor.wait(name, 30) for name in (job, executor.duplicate(job))]
    ids = {outcome.finished[0].take.id for outcome in outcomes}
    assert len(ids) == 2


def test_a_full_disk_loses_no_take_and_is_said(tmp_path: Path) -> None:
    arrivals, ear = Arrivals(tmp_path / "arrivals.sqlite"), Ear()
    arrivals._database.execute("PRAGMA query_only = 1")
    delivery = Delivery(takes=str(tmp_path / "takes"), document="film.loom")
    with Executor(crew(tmp_path, arrivals=arrivals), ear) as executor:
        outcome = executor.wait(executor.submit(shot(kind="take"), delivery), 30)
    assert outcome.state == "done"
    (done,) = ear.of(events.Finished)
    assert any("keep its document open" in note for note in done.notes)
    assert done.take.notes == ()
    with pytest.raises(OutputError, match="finished takes"):
        arrivals.drop([done.take.id])
    arrivals._database.execute("PRAGMA query_only = 0")
    arrivals.close()


def test_a_list_damaged_in_mid_work_is_begun_afresh(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.sqlite"
    arrivals = Arrivals(path)
    for n in range(60):
        arrivals.add("a.loom", "shot", take(str(n), "word " * 200), tmp_path / "x.mp4", "job")
    harm(arrivals._database, path)
    arrivals.add("a.loom", "shot", take("new", "a fox"), tmp_path / "new.mp4", "job")
    assert "new" in [a.take.id for a in arrivals.of("a.loom")]
    assert path.with_name("arrivals.sqlite.damaged").exists()
    arrivals.close()


def test_what_can_be_read_of_a_list_that_was_damaged_between_two_sessions_is_there(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.sqlite"
    first = Arrivals(path)
    for n in range(60):
        first.add("a.loom", "shot", take(str(n), "word " * 200), tmp_path / "x.mp4", "job")
    first.close()
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"\xa5" * (len(data) - len(data) // 2))
    second = Arrivals(path)
    found = [a.take.id for a in second.of("a.loom")]
    assert found[:10] == [str(n) for n in range(10)]
    assert path.with_name("arrivals.sqlite.damaged").exists()
    second.close()


def test_a_line_of_another_version_hides_no_other(tmp_path: Path) -> None:
    arrivals = Arrivals(tmp_path / "arrivals.sqlite")
    arrivals.add("a.loom", "shot", take("1", "a ball"), tmp_path / "1.mp4", "job")
    arrivals.add("a.loom", "shot", take("2", "a ball"), tmp_path / "2.mp4", "job")
    arrivals._database.execute("UPDATE arrivals SET body = ? WHERE take = '1'", (b"{}",))
    assert [a.take.id for a in arrivals.of("a.loom")] == ["2"]
    arrivals.close()


_ADDS = """
import os, sys
from pathlib import Path
from engine.arrivals import Arrivals
from tests.engine.test_history import take
arrivals = Arrivals(Path(sys.argv[1]))
arrivals.add("a.loom", "shot", take("1", "a ball"), Path("1.mp4"), "job")
os._exit(9)
"""


def test_a_process_that_dies_at_once_has_written_it_down(tmp_path: Path) -> None:
    path = tmp_path / "arrivals.sqlite"
    ended = subprocess.run([sys.executable, "-c", _ADDS, str(path)], cwd=ROOT, check=False)
    assert ended.returncode == 9
    arrivals = Arrivals(path)
    assert [a.take.id for a in arrivals.of("a.loom")] == ["1"]
    arrivals.close()


def test_where_no_file_can_be_made_takes_are_kept_in_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    arrivals = Arrivals(blocked / "arrivals.sqlite")
    arrivals.add("a.loom", "shot", take("1", "a ball"), tmp_path / "1.mp4", "job")
    assert len(arrivals.of("a.loom")) == 1
    arrivals.close()


def test_a_document_that_was_saved_elsewhere_takes_its_jobs_and_takes_along(tmp_path: Path) -> None:
    arrivals = Arrivals()
    queue = JobQueue(tmp_path / "queue.sqlite")
    with Executor(crew(tmp_path, arrivals=arrivals), queue=queue) as executor:
        executor.pause()
        delivery = Delivery(takes=str(tmp_path / "takes"), document="old.loom")
        job = executor.submit(shot(kind="take"), delivery)
        arrivals.add("old.loom", "shot", take("1", "a ball"), tmp_path / "1.mp4", "job")
        executor.rehome("old.loom", "new.loom")
        assert queue.record(job).document == "new.loom"
        assert queue.load(job)[1] == replace(delivery, document="new.loom")
        executor.resume()
        outcome = executor.wait(job, 30)
    assert {a.take.id for a in arrivals.of("new.loom")} == {"1", outcome.finished[0].take.id}
    arrivals.close()


def test_a_queue_that_cannot_be_moved_changes_nothing(tmp_path: Path) -> None:
    queue = JobQueue(tmp_path / "queue.sqlite")
    queue.add("j", shot(), Delivery(document="old.loom"))
    queue._database.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_UPDATE else sqlite3.SQLITE_OK
    )
    with pytest.raises(OutputError, match="list of jobs"):
        queue.rehome("old.loom", "new.loom")
    queue._database.set_authorizer(None)
    assert queue.record("j").document == "old.loom"
    queue.close()
