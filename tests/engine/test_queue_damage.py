"""A queue whose file was damaged: what can still be read of it goes on."""

import sqlite3
from contextlib import closing
from pathlib import Path

from engine.database import open_database
from engine.delivery import Delivery
from engine.executor import Executor
from engine.queue import JobQueue
from tests.engine.stages import crew, shot


def test_what_can_be_read_of_a_queue_that_was_damaged_between_two_sessions_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "queue.sqlite"
    first = JobQueue(path)
    count = 60
    for n in range(count):
        first.add(str(n), shot(seed=n, kind="result", steps=1), Delivery(label="word " * 100))
    first.paused = True
    first.close()
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(data)
    second = JobQueue(path)
    found = [int(name) for name in second.waiting()]
    assert found == sorted(found)
    # From both ends up to the page that is lost.
    assert {*range(5), *range(count - 5, count)} <= set(found)
    assert len(found) < count
    assert second.paused
    assert second.damage() == path.with_name("queue.sqlite.damaged")
    assert second.damage() is None
    second.paused = False
    with Executor(crew(tmp_path), queue=second) as executor:
        assert executor.wait(str(count - 1), 60).state == "done"
    third = JobQueue(path)
    assert third.damage() is None
    third.close()


def test_where_the_new_file_cannot_be_brought_up_to_date_memory_stands_in(tmp_path: Path) -> None:
    """The disk fills up while a damaged file is begun afresh."""
    path = tmp_path / "list.sqlite"
    path.write_bytes(b"no database" * 100)

    def full(database: sqlite3.Connection) -> None:
        if database.execute("PRAGMA database_list").fetchone()[2]:
            raise sqlite3.OperationalError("database or disk is full")
        database.execute("ALTER TABLE t ADD COLUMN b")

    schema = "CREATE TABLE IF NOT EXISTS t (a INTEGER)"
    with closing(open_database(path, schema, rebuildable=True, prepare=full)) as fresh:
        fresh.execute("INSERT INTO t VALUES (1, 2)")
        assert fresh.execute("SELECT a, b FROM t").fetchall() == [(1, 2)]
