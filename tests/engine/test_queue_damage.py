"""A queue whose file was damaged: what can still be read of it goes on."""

from pathlib import Path

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
