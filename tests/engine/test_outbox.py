"""Events reach the listener in order, all of them; pictures and progress are thinned to the newest."""

import threading
from typing import Any

import numpy as np
import pytest

from engine import events
from engine.meter import Meter
from engine.outbox import INTERVAL, Outbox


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def progress(done: float, job: str = "j") -> events.Progress:
    """A progress event."""
    return events.Progress(job, done, 10.0, 1.0)


def preview(step: int) -> events.Preview:
    """A preview event."""
    return events.Preview("j", "n", np.zeros((1, 1, 1, 3), np.uint8), 12.0, step, 10)


def test_the_first_is_heard_at_once_and_then_only_the_newest_of_each_interval() -> None:
    heard: list[Any] = []
    clock = Clock()
    box = Outbox(heard.append, clock=clock)
    for i in range(10):
        box.emit(progress(i))
        box.emit(preview(i))
    assert [type(e).__name__ for e in heard] == ["Progress", "Preview"]
    box.flush_due()
    assert len(heard) == 2
    clock.now += INTERVAL
    box.flush_due()
    assert [e.done for e in heard if isinstance(e, events.Progress)] == [0, 9]
    assert [e.step for e in heard if isinstance(e, events.Preview)] == [0, 9]


def test_jobs_and_kinds_do_not_hold_each_other_back() -> None:
    heard: list[Any] = []
    box = Outbox(heard.append, clock=Clock())
    box.emit(progress(1, "a"))
    box.emit(progress(1, "b"))
    box.emit(preview(1))
    assert len(heard) == 3


def test_a_state_event_comes_after_what_was_held_back_for_its_job() -> None:
    heard: list[Any] = []
    box = Outbox(heard.append, clock=Clock())
    box.emit(progress(1))
    box.emit(progress(2))
    box.emit(progress(5, "other"))
    box.emit(progress(6, "other"))
    box.emit(events.Queued("j", 0))
    assert [getattr(e, "done", "queued") for e in heard] == [1, 5, 2, "queued"]


def test_no_state_event_is_lost_among_many_threads_and_the_listener_is_never_called_twice_at_once() -> None:
    heard: list[events.Event] = []
    inside = [0]

    def listener(event: events.Event) -> None:
        inside[0] += 1
        assert inside[0] == 1
        heard.append(event)
        inside[0] -= 1

    box = Outbox(listener)

    def work(name: str) -> None:
        for i in range(300):
            box.emit(events.Queued(name, i))
            box.emit(progress(i, name))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    box.drain()
    for name in "abc":
        order = [e.position for e in heard if isinstance(e, events.Queued) and e.job == name]
        assert order == list(range(300))


def test_a_listener_may_emit_and_may_fail() -> None:
    heard: list[events.Event] = []
    box: Outbox

    def listener(event: events.Event) -> None:
        heard.append(event)
        if isinstance(event, events.Queued) and event.position == 0:
            box.emit(events.Queued("j", 1))
            raise RuntimeError("oops")

    box = Outbox(listener)
    box.emit(events.Queued("j", 0))
    assert heard == [events.Queued("j", 0), events.Queued("j", 1)]


def test_previews_are_wanted_once_an_interval_and_only_by_a_listener() -> None:
    clock = Clock()
    box = Outbox(lambda _: None, clock=clock)
    assert box.wants_preview("j")
    box.emit(preview(1))
    assert not box.wants_preview("j")
    clock.now += INTERVAL
    assert box.wants_preview("j")
    assert not Outbox(None).wants_preview("j")


def test_a_node_s_share_is_of_its_own_steps_alone() -> None:
    nodes = {"encode": "generate", "denoise": "generate", "other": "second", "upscale": "finish"}
    meter = Meter({"encode": 1.0, "denoise": 3.0, "other": 3.0, "upscale": 8.0}, Clock(), nodes.__getitem__)
    assert meter.share("generate", ("encode",)) == 0
    meter.at(("encode",), 0.5)
    assert meter.share("generate", ("encode",)) == pytest.approx(0.125)
    meter.leave(("encode",))
    together = ("denoise", "other")
    meter.at(together, 0.5)
    assert meter.share("generate", together) == pytest.approx(2.5 / 4)
    meter.leave(("denoise",))
    meter.leave(("other",))
    assert meter.share("finish", ("upscale",)) == 0
    meter.at(("upscale",), 0.25)
    assert meter.share("finish", ("upscale",)) == pytest.approx(0.25)
    assert meter.share("nobody", ()) == 0


def test_progress_never_falls_and_the_time_left_learns_the_pace() -> None:
    clock = Clock()
    meter = Meter({"a": 10.0, "b": 30.0}, clock=clock)
    assert (meter.total, meter.eta) == (40.0, 40.0)
    clock.now += 20
    meter.at(("a",), 0.9)
    meter.at(("a",), 0.2)
    assert meter.done == pytest.approx(9)
    meter.leave(("a",))
    # Ten forecast seconds took twenty: the thirty that are left look longer than thirty, shorter than sixty.
    assert 45 < meter.eta < 60
    meter.grow({"c": 5.0, "b": 1.0})
    assert meter.total == 45
    meter.leave(("b",))
    meter.leave(("c",))
    assert meter.done == meter.total
    assert meter.eta == 0


def test_a_step_that_is_far_slower_than_its_forecast_is_found_out_soon() -> None:
    clock = Clock()
    meter = Meter({"a": 2.0, "encode": 2.0}, clock=clock)
    clock.now += 2
    meter.leave(("a",))
    for frame in range(1, 31):
        # Forecast to take two seconds, it takes a hundred.
        clock.now += 1
        meter.at(("encode",), frame / 100)
    assert meter.eta == pytest.approx(70, rel=0.1)
    # What comes after it is judged by everything so far, not by this one step.
    meter.leave(("encode",))
    meter.grow({"b": 1.0})
    assert 0.5 < meter.eta < 12
