"""Sound out of the machine, and the clock that pictures follow while it plays.

In: a function that mixes any stretch of the film (`sound_mix.mix`). Out: sound through miniaudio, or through its null
device, which keeps the same time in silence where there is no sound card; and `position`, the time that is heard now.
Used by the studio's transport at normal speed; at other speeds `Metronome` keeps the time.

Three threads meet here: the artist's, which starts and stops; a feeder, which mixes ahead; the device's own, which only
copies. Whoever holds the lock does nothing that can wait.
"""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np

from engine.media.sound_mix import CHANNELS, SAMPLE_RATE, Samples

PERIOD_MS = 20
PERIODS = 3
"""The device asks for this much at a time, and holds this many of them before they are heard."""
AHEAD = SAMPLE_RATE // 2
BLOCK = SAMPLE_RATE // 20
IDLE_SECONDS = 3.0
"""A device that nobody needs is closed after this time: it would wake the machine fifty times a second."""
PATIENCE_SECONDS = 0.5
"""A device that takes longer to open (a sound server that does not answer) no longer holds up the picture."""
LOST_SECONDS = 1.0
"""A device that fetches nothing for this long was lost (headphones pulled out), and another one is opened."""

Mix: TypeAlias = Callable[[int, int], Samples]
"""(first sample, count) -> float32 [count, 2]; called on the feeder's thread."""
Pull: TypeAlias = Callable[[int], bytes]
"""How a device fetches what it shall play: a number of samples -> their bytes."""


class Device(Protocol):
    """A running output; `heard` is false for the null device, `latency` seconds from fetching to hearing."""

    heard: bool
    latency: float

    def close(self) -> None: ...


OpenDevice: TypeAlias = Callable[[Pull], Device]


class Clock(Protocol):
    """Where playing has come to."""

    def position(self) -> float:
        """Seconds of the film."""
        ...


class Metronome:
    """A clock without sound: seconds of the film since it was started, at any speed, backwards too."""

    def __init__(self, at: float, speed: float = 1.0, now: Callable[[], float] = time.perf_counter) -> None:
        self._now = now
        self._at, self._speed, self._began = at, speed, now()

    def position(self) -> float:
        """Seconds of the film."""
        return self._at + (self._now() - self._began) * self._speed


class Player:
    """Plays what a mix gives, from any place, until it is stopped. The device is open while it is needed.

    Every method returns at once. `close` ends the threads.
    """

    def __init__(
        self, open_device: OpenDevice | None = None, now: Callable[[], float] = time.perf_counter
    ) -> None:
        self._open_device = open_device or open_output
        self._now = now
        self._change = threading.Condition(threading.Lock())
        self._mix: Mix | None = None
        self._next = 0
        self._blocks: deque[Samples] = deque()
        self._ready = 0
        self._level = 1.0
        self._run = 0
        # The clock: sample `_from` was fetched first, `_fetched` samples in all, the last of them at `_when`.
        self._from = 0.0
        self._fetched = 0
        self._when = 0.0
        self._shown = 0.0
        self._started = 0.0
        self._opened = 0.0
        self._device: Device | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def heard(self) -> bool:
        """Whether a real device plays; false before the first start too."""
        device = self._device
        return device is not None and device.heard

    @property
    def playing(self) -> bool:
        """Whether `start` was called and `stop` was not."""
        return self._mix is not None

    @property
    def level(self) -> float:
        """How loud, 0..1; for listening only, never part of the film."""
        return self._level

    @level.setter
    def level(self, level: float) -> None:
        self._level = min(max(level, 0.0), 1.0)

    def start(self, mix: Mix, at: float) -> None:
        """Play from `at` seconds of the film; what played before is dropped."""
        with self._change:
            if self._closed:
                return
            self._mix = mix
            self._next = round(at * SAMPLE_RATE)
            self._from, self._shown = at, at
            self._started = self._now()
            self._fetched, self._when = 0, 0.0
            self._blocks.clear()
            self._ready = 0
            self._run += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._feed, name="sound", daemon=True)
                self._thread.start()
            self._change.notify_all()

    def stop(self) -> float:
        """Fall silent; returns the position that was heard last, in seconds."""
        at = self.position()
        with self._change:
            self._mix = None
            self._blocks.clear()
            self._ready = 0
            self._from, self._fetched, self._shown = at, 0, at
        return at

    def position(self) -> float:
        """Seconds of the film that are heard now: the clock for pictures. Never goes back while one start plays."""
        with self._change:
            if self._mix is None:
                return self._from
            if self._fetched == 0:
                self._shown = self._from + max(0.0, self._now() - self._started - PATIENCE_SECONDS)
                return self._shown
            latency = self._device.latency if self._device is not None else 0.0
            # Between two fetches time goes on by itself, but never beyond what was fetched.
            since = min(self._now() - self._when, latency)
            heard = self._from + self._fetched / SAMPLE_RATE - latency + since
            self._shown = max(self._shown, heard)
            return self._shown

    def close(self) -> None:
        """End the threads and let go of the device."""
        with self._change:
            self._closed = True
            self._mix = None
            self._change.notify_all()
        if self._thread is not None:
            self._thread.join()

    def _feed(self) -> None:
        """The feeder's thread: has a device open while playing, and `AHEAD` samples mixed."""
        try:
            while self._wait():
                with self._change:
                    mix, first, run = self._mix, self._next, self._run
                    full = self._ready >= AHEAD
                if mix is None or (full and self._device is not None and self._lost()):
                    self._let_go()
                    continue
                if not full:
                    block = mix(first, BLOCK)
                    with self._change:
                        if run == self._run and self._mix is not None:
                            self._blocks.append(block)
                            self._ready += len(block)
                            self._next += len(block)
                if self._device is None:
                    with self._change:
                        self._opened = self._now()
                    self._device = self._open_device(self._pull)
        finally:
            self._let_go()

    def _catch_up(self) -> None:
        """The device's first fetch: what the picture did not wait for is not played. The lock is held."""
        behind = round((self._shown - self._from) * SAMPLE_RATE)
        if behind <= 0:
            return
        self._fetched = behind
        self._blocks.clear()
        self._ready = 0
        self._next = round(self._from * SAMPLE_RATE) + behind
        # A block that is being mixed now is of before.
        self._run += 1

    def _wait(self) -> bool:
        """Until there is something to do; False when all is over."""
        with self._change:
            while not self._closed:
                if self._mix is None:
                    known = self._change.wait(IDLE_SECONDS if self._device is not None else None)
                    if not known and self._mix is None:
                        return True
                elif self._ready < AHEAD or self._device is None or not self._change.wait(LOST_SECONDS):
                    return True
            return False

    def _lost(self) -> bool:
        with self._change:
            return self._now() - max(self._when, self._opened) >= LOST_SECONDS

    def _let_go(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()

    def _pull(self, count: int) -> bytes:
        """The device's thread: `count` samples; silence where nothing is ready, and then the clock waits too."""
        out = np.zeros((count, CHANNELS), np.float32)
        with self._change:
            if self._mix is not None and self._fetched == 0:
                self._catch_up()
            done = 0
            while done < count and self._blocks:
                block = self._blocks[0]
                part = block[: count - done]
                out[done : done + len(part)] = part
                done += len(part)
                if len(part) == len(block):
                    self._blocks.popleft()
                else:
                    self._blocks[0] = block[len(part) :]
            self._ready -= done
            self._fetched += done
            if done:
                self._when = self._now()
            self._change.notify_all()
        if self._level != 1.0:
            out *= np.float32(self._level)
        return out.tobytes()


def open_output(pull: Pull) -> Device:
    """The machine's own output; the null device where there is none, or where it does not open."""
    try:
        import miniaudio
    except (ImportError, OSError):
        # Built for another machine, or left out: films play in silence.
        return _Silence(pull)
    choices: list[list[miniaudio.Backend]] = [[], [miniaudio.Backend.NULL]]
    if sys.platform.startswith("linux") and not any(Path("/dev/snd").glob("pcm*p")):
        # Without a card ALSA only fills the terminal with complaints; a sound server may still play elsewhere.
        choices[0] = [miniaudio.Backend.PULSEAUDIO]
    for backends in choices:
        try:
            return _Output(miniaudio, backends, pull)
        except miniaudio.MiniaudioError:
            continue
    return _Silence(pull)


class _Output:
    """A device of miniaudio."""

    def __init__(self, miniaudio: Any, backends: list[Any], pull: Pull) -> None:
        self._device = miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.FLOAT32,
            nchannels=CHANNELS,
            sample_rate=SAMPLE_RATE,
            buffersize_msec=PERIOD_MS,
            callback_periods=PERIODS,
            backends=backends,
            app_name="Shotloom",
        )
        self.heard = self._device.backend != "Null"
        self.latency = PERIOD_MS * PERIODS / 1000
        try:
            source = _pulled(pull)
            next(source)
            self._device.start(source)
        except miniaudio.MiniaudioError:
            self.close()
            raise

    def close(self) -> None:
        self._device.close()


class _Silence:
    """A clock where not even the null device can be had: fetches in real time on a thread of its own."""

    heard = False
    latency = PERIOD_MS / 1000

    def __init__(self, pull: Pull) -> None:
        self._pull = pull
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="silence", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        began, fetched = time.perf_counter(), 0
        while not self._done.wait(PERIOD_MS / 1000):
            due = int((time.perf_counter() - began) * SAMPLE_RATE) - fetched
            self._pull(due)
            fetched += due


def _pulled(pull: Pull) -> Generator[bytes, int, None]:
    """What miniaudio asks for: a generator that is sent counts and yields bytes."""
    count = yield b""
    while True:
        count = yield pull(count)
