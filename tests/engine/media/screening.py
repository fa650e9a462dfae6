"""A film of numbered clips, and a worker that reads them when the test lets it."""

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import MediaError
from engine.film import Film, Source
from engine.media.footage import Footage
from engine.media.imaging import resize
from engine.media.playback_reading import Shown
from engine.media.reel import Reel
from engine.timeline import Item, Timeline
from engine.types import Size
from tests.engine.media.synthetic import numbered

SIZE = Size(96, 48)
RATE = Fraction(24)


def footage(key: str, frames: int = 100, size: Size = SIZE) -> Footage:
    return Footage(key, Path(f"{key}.mp4"), frames, RATE, size)


def reel(*clips: Footage, size: Size = SIZE) -> Reel:
    """The clips one after the other, each as the shot of its key."""
    items = tuple(
        Item(f"i{n}", clip.key, Fraction(0), clip.frames / clip.rate) for n, clip in enumerate(clips)
    )
    sources = {clip.key: Source(clip.frames, clip.rate, clip.size) for clip in clips}
    return Reel(Film(Timeline(RATE, items), size, sources), {clip.key: clip for clip in clips})


class Worker:
    """Gives numbered frames. `gate` closed: a read waits; `broken`: files that cannot be read."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.asked: list[tuple[str, int, int]] = []
        self.broken: set[str] = set()
        self.quick = 0
        self.closed = False

    def read(
        self, path: Path, start: int, stop: int, size: Size | None = None, *, quick: bool = False
    ) -> np.ndarray:
        self.asked.append((path.stem, start, stop))
        self.quick += quick
        assert self.gate.wait(20)
        if path.stem in self.broken:
            raise MediaError(f"{path.name} was not found", remedy="Locate it")
        frames = np.stack([numbered(n, *SIZE) for n in range(start, stop)])
        return frames if size is None else np.stack([resize(f, size) for f in frames])

    def close(self) -> None:
        self.closed = True


class Eyes:
    """Keeps what a screen showed."""

    def __init__(self) -> None:
        self.seen: list[Shown] = []

    def shown(self, shown: Shown) -> None:
        self.seen.append(shown)

    def until(self, done: Callable[[list[Shown]], bool]) -> list[Shown]:
        wait(lambda: done(self.seen))
        return self.seen


def wait(done: Callable[[], bool]) -> None:
    """Until something is so; fails after a long time."""
    pause = threading.Event()
    for _ in range(4000):
        if done():
            return
        pause.wait(0.005)
    pytest.fail("nothing happened")
