"""The engine as a guest: behind the window, off one core if wished, held while it shall rest; results stay the same."""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from engine import events
from engine.executor import Executor
from engine.manners import NICENESS, Manners
from engine.registry import Registry
from engine.session import Limits, Session
from tests.engine.stages import Ear, crew, frames_of, shot, to_files
from tests.engine.test_cache import LATENTS, key, latents
from tests.fake_model import FakeModel

LINUX = sys.platform == "linux"


def on_a_thread(work: Callable[[], Any]) -> Any:
    """What `work` returns on a thread of its own."""
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def cores(thread: int) -> set[int]:
    """The cores that a thread may run on; those of the process where the system does not say."""
    return os.sched_getaffinity(thread) if LINUX else set()


def niceness(thread: int) -> int:
    """How far a thread stands behind others; 0 where the system does not say."""
    return os.getpriority(os.PRIO_PROCESS, thread) if LINUX else 0


def test_an_engine_thread_and_what_it_starts_step_behind_all_others() -> None:
    manners, before = Manners(), niceness(0)

    def engine() -> tuple[list[int], list[int]]:
        manners.adopt()
        return [niceness(t) for t in manners.threads()], [on_a_thread(lambda: niceness(0))]

    known, started = on_a_thread(engine)
    wanted = min(19, before + NICENESS) if LINUX else 0
    assert known == ([wanted] if LINUX else [])
    assert started == [wanted]
    assert niceness(0) == before


def test_a_core_is_left_free_and_given_back_whoever_was_started_meanwhile() -> None:
    manners, all_cores = Manners(), cores(0)
    seen: list[set[int]] = []

    def engine() -> None:
        manners.adopt()
        manners.yield_core(True)
        seen.append(cores(0))
        rest, started = threading.Event(), threading.Event()
        worker: list[int] = []

        def work() -> None:
            worker.append(threading.get_native_id())
            started.set()
            rest.wait(20)

        helper = threading.Thread(target=work)
        helper.start()
        started.wait(20)
        seen.append(cores(worker[0]))
        manners.yield_core(False)
        seen.extend([cores(0), cores(worker[0])])
        rest.set()
        helper.join()

    on_a_thread(engine)
    spare = all_cores - {min(all_cores)} if len(all_cores) > 1 else all_cores
    assert seen == [spare, spare, all_cores, all_cores]
    assert cores(0) == all_cores


def test_a_thread_that_comes_later_keeps_off_the_core_too() -> None:
    manners = Manners()
    manners.yield_core(True)

    def engine() -> set[int]:
        manners.adopt()
        return cores(0)

    assert len(on_a_thread(engine)) == max(1, len(cores(0)) - 1) * LINUX
    manners.yield_core(False)


def test_manners_change_neither_results_nor_how_many_threads_compute() -> None:
    def compute(manners: Manners | None, yielding: bool) -> tuple[int, bytes]:
        if manners is not None:
            manners.adopt()
            manners.yield_core(yielding)
        drawn = torch.Generator().manual_seed(5)
        a = torch.randn(384, 384, generator=drawn)
        found = torch.nn.functional.gelu(a @ a.T).softmax(-1).sum(0)
        return torch.get_num_threads(), found.numpy().tobytes()

    plain = on_a_thread(lambda: compute(None, False))
    assert on_a_thread(lambda: compute(Manners(), False)) == plain
    assert on_a_thread(lambda: compute(Manners(), True)) == plain


def test_the_executor_introduces_its_thread(tmp_path: Path) -> None:
    manners = Manners()
    with Executor(crew(tmp_path), manners=manners) as executor:
        executor.wait(executor.submit(shot(kind="result", steps=1)), 30)
        # Wider fixtures may have engines of their own.
        assert (executor._thread.native_id in manners.threads()) is LINUX


def test_a_held_engine_stops_with_a_checkpoint_and_goes_on_to_the_same_frames(tmp_path: Path) -> None:
    plan = shot(steps=12)
    with Executor(crew(tmp_path / "whole")) as executor:
        outcome = executor.wait(executor.submit(plan, to_files(plan, tmp_path / "whole")), 30)
        wanted = frames_of(str(outcome.finished[0].path))
    ear, people = Ear(), crew(tmp_path / "held", model=FakeModel(pause=0.05))
    with Executor(people, ear) as executor:
        job = executor.submit(plan, to_files(plan, tmp_path / "held"))
        ear.wait_for(events.Preview)
        executor.hold(True)
        ear.wait_for(events.Queued, count=2)
        executor.hold(True)
        with pytest.raises(TimeoutError, match="waiting"):
            executor.wait(job, 0.2)
        assert not executor.paused
        executor.hold(False)
        outcome = executor.wait(job, 30)
        assert outcome.state == "done"
        np.testing.assert_array_equal(frames_of(str(outcome.finished[0].path)), wanted)


def test_who_asks_for_a_job_now_gets_it_although_the_engine_is_held(tmp_path: Path) -> None:
    with Executor(crew(tmp_path), held=True) as executor:
        job = executor.submit(shot(kind="result", steps=1))
        executor.run_now(job)
        assert executor.wait(job, 30).state == "done"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session(
        Registry([]), tmp_path / "models", {}, data=tmp_path, cache=tmp_path / "cache", device="cpu",
        limits=Limits(disk=1 << 20, previews=False),
    ) as made:  # fmt: skip
        yield made


def test_limits_reach_the_parts_that_live_and_those_that_come(session: Session) -> None:
    assert session.cache.disk == 1 << 20
    session.allow(Limits(disk=2 << 20, previews=False, held=True))
    assert session.cache.disk == 2 << 20
    assert session.cache.memory == 1 << 30
    session.allow(Limits(memory=1 << 30, disk=2 << 20, previews=False, held=True))
    assert session.cache.memory == 1 << 28
    job = session.executor.submit(shot(kind="result", steps=1))
    assert not session.executor.previews
    with pytest.raises(TimeoutError):
        session.executor.wait(job, 0.1)
    session.allow(Limits(disk=2 << 20))
    # There is no such model here: the job ends at once, with a reason.
    assert session.executor.wait(job, 30).state == "failed"


def test_a_job_may_take_half_of_the_device_or_what_the_artist_said(session: Session) -> None:
    assert session.memory == session.device.memory // 2
    session.allow(Limits(memory=1 << 30))
    assert session.memory == 1 << 30
    session.allow(Limits(memory=1 << 60))
    assert session.memory == session.device.memory


def test_a_smaller_bound_removes_the_oldest_results_at_once(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.cache.RECENT_SECONDS", -1.0)
    cache = session.cache
    for number in range(6):
        cache.put(key(number), latents(number, (16, 8, 16, 16)), LATENTS)
    assert cache.bytes_on_disk > 700_000
    assert cache.bytes_in_memory > 700_000
    cache.bound(memory=200_000, disk=300_000)
    assert cache.bytes_in_memory <= 200_000
    assert cache.bytes_on_disk <= 300_000
    assert cache.has(key(5))


def test_clearing_leaves_what_frozen_nodes_and_running_jobs_need(session: Session) -> None:
    cache = session.cache
    for number in range(3):
        cache.put(key(number), latents(number), LATENTS)
    cache.pin(key(1))
    assert cache.clear(unused_seconds=600) == 0
    freed = cache.clear()
    assert freed > 2 * latents().nbytes
    assert [cache.has(key(n)) for n in range(3)] == [False, True, False]
    assert cache.pinned()[0] == 1
    assert cache.pinned()[1] == cache.bytes_on_disk
