"""While sound plays, its clock is what is heard: it never runs back, and waits when nothing is ready."""

import sys
import threading
from collections.abc import Callable

import numpy as np
import pytest

from engine.media.player import AHEAD, BLOCK, LOST_SECONDS, PATIENCE_SECONDS, Metronome, Player, open_output
from engine.media.sound_mix import SAMPLE_RATE, Samples

PERIOD = 960
"""20 ms"""


def counting(first: int, count: int) -> Samples:
    """Every sample says which one of the film it is, in millions."""
    return np.repeat((np.arange(first, first + count, dtype=np.float32) / 1e6)[:, None], 2, axis=1)


class Bench:
    """A player whose device and time the test drives."""

    def __init__(self) -> None:
        self.time = 0.0
        self.may_open = threading.Event()
        self.may_open.set()
        self.opened: list[FakeDevice] = []
        self.player = Player(self.open, lambda: self.time)

    def open(self, pull: Callable[[int], bytes]) -> "FakeDevice":
        assert self.may_open.wait(20)
        self.opened.append(FakeDevice(pull))
        return self.opened[-1]

    def pull(self, count: int = PERIOD) -> np.ndarray:
        """The device fetches."""
        return np.frombuffer(self.device.pull(count), np.float32).reshape(-1, 2)

    @property
    def device(self) -> "FakeDevice":
        self.wait(lambda: bool(self.opened))
        return self.opened[-1]

    def fill(self) -> None:
        """Wait until enough is mixed."""
        self.wait(lambda: self.player._ready >= AHEAD and bool(self.opened))

    def wait(self, done: Callable[[], bool]) -> None:
        for _ in range(2000):
            if done():
                return
            threading.Event().wait(0.005)
        pytest.fail("nothing happened")


class FakeDevice:
    heard = True
    latency = 0.05

    def __init__(self, pull: Callable[[int], bytes]) -> None:
        self.pull = pull
        self.closed = False

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def bench():
    bench = Bench()
    yield bench
    bench.player.close()


def test_what_is_fetched_is_the_film_from_the_place_where_it_starts(bench: Bench):
    bench.player.start(counting, 2.0)
    bench.fill()
    first, second = bench.pull(), bench.pull(BLOCK + 7)
    heard = np.concatenate([first, second])[:, 0] * 1e6
    np.testing.assert_allclose(heard, np.arange(96_000, 96_000 + PERIOD + BLOCK + 7), atol=0.05)
    assert bench.player.heard
    assert bench.player.playing


def test_the_clock_is_what_is_heard_not_what_is_fetched(bench: Bench):
    bench.player.start(counting, 1.0)
    bench.fill()
    assert bench.player.position() == 1.0
    for _ in range(5):
        bench.time += 0.02
        bench.pull()
    # 100 ms were fetched, the last of them 50 ms before they are heard.
    assert bench.player.position() == pytest.approx(1.05)
    bench.time += 0.01
    assert bench.player.position() == pytest.approx(1.06)


def test_the_clock_never_runs_back_nor_ahead_of_the_sound(bench: Bench):
    bench.player.start(counting, 0.0)
    bench.fill()
    seen = []
    for wait in (0.02, 0.03, 0.01, 0.2, 0.001, 0.02):
        bench.pull()
        seen.append(bench.player.position())
        bench.time += wait
        seen.append(bench.player.position())
    assert seen == sorted(seen)
    assert seen[-1] <= 6 * 0.02


def test_silence_is_fetched_and_time_stands_still_when_nothing_is_ready(bench: Bench):
    go_on = threading.Event()

    def slow(first: int, count: int) -> Samples:
        if first >= 2 * BLOCK:
            go_on.wait(10)
        return counting(first, count)

    bench.player.start(slow, 0.0)
    bench.wait(lambda: bench.player._ready >= 2 * BLOCK and bool(bench.opened))
    assert bench.pull(2 * BLOCK)[-1, 0] > 0
    bench.time += 1.0
    before = bench.player.position()
    assert not bench.pull().any()
    bench.time += 1.0
    assert bench.player.position() == before == pytest.approx(2 * BLOCK / SAMPLE_RATE)
    go_on.set()


def test_starting_anew_drops_what_was_mixed(bench: Bench):
    bench.player.start(counting, 0.0)
    bench.fill()
    bench.pull()
    bench.player.start(counting, 5.0)
    assert bench.player.position() == 5.0
    bench.fill()
    np.testing.assert_allclose(bench.pull()[0, 0] * 1e6, 5 * SAMPLE_RATE, rtol=1e-5)
    assert len(bench.opened) == 1


def test_stopping_says_where_and_falls_silent(bench: Bench):
    bench.player.start(counting, 3.0)
    bench.fill()
    for _ in range(10):
        bench.time += 0.02
        bench.pull()
    assert bench.player.stop() == pytest.approx(3.15)
    assert not bench.pull().any()
    assert bench.player.position() == pytest.approx(3.15)
    assert not bench.player.playing


def test_a_device_that_opens_late_does_not_hold_up_the_picture(bench: Bench):
    bench.may_open.clear()
    bench.player.start(counting, 4.0)
    bench.time += PATIENCE_SECONDS
    assert bench.player.position() == 4.0
    bench.time += 3.0
    assert bench.player.position() == pytest.approx(7.0)
    bench.may_open.set()
    bench.wait(lambda: bool(bench.opened))
    bench.pull()
    bench.fill()
    # What plays then is what is seen then.
    np.testing.assert_allclose(bench.pull()[0, 0] * 1e6, 7 * SAMPLE_RATE, rtol=1e-5)
    assert bench.player.position() == pytest.approx(7.0, abs=0.1)


def test_the_level_is_for_listening_only(bench: Bench):
    asked = []
    bench.player.level = 0.5
    bench.player.start(lambda first, count: asked.append(first) or np.full((count, 2), 0.8, np.float32), 0.0)
    bench.fill()
    np.testing.assert_allclose(bench.pull(), 0.4)
    bench.player.level = 7.0
    assert bench.player.level == 1.0


def test_a_lost_device_is_replaced(bench: Bench):
    bench.player.start(counting, 0.0)
    bench.fill()
    bench.pull()
    bench.time += 2 * LOST_SECONDS
    bench.wait(lambda: len(bench.opened) == 2)
    assert bench.opened[0].closed


def test_closing_closes_the_device_and_nothing_starts_after_it():
    bench = Bench()
    bench.player.start(counting, 0.0)
    bench.fill()
    bench.player.close()
    assert bench.device.closed
    bench.player.start(counting, 1.0)
    assert not bench.player.playing


def test_the_machine_s_own_output_fetches_until_it_is_closed():
    pulled = threading.Event()
    device = open_output(lambda count: pulled.set() or bytes(count * 8))
    try:
        assert pulled.wait(10)
        assert device.latency > 0
    finally:
        device.close()


def test_without_the_library_time_goes_on_in_silence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    fetched = threading.Semaphore(0)

    def pull(count: int) -> bytes:
        fetched.release()
        return bytes(count * 8)

    device = open_output(pull)
    assert not device.heard
    assert all(fetched.acquire(timeout=20) for _ in range(3))
    device.close()


def test_a_metronome_keeps_any_speed():
    time = 10.0
    beats = Metronome(4.0, -2.0, lambda: time)
    time = 11.0
    assert beats.position() == 2.0
