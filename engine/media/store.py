"""Decoded frames kept in memory while an artist looks at them: the least recently used go first, by bytes.

In: frames as the readers decode them, named by content, grade and index. Out: the same arrays, to be treated as
read-only. Shared by viewer, timeline and compare; usable from any thread. Since the names are of content, moving or
trimming a shot loses nothing.
"""

import threading
from collections import OrderedDict
from enum import Enum

import numpy as np
import psutil
from numpy.typing import NDArray

from engine.media.frames import Frames

LEAST_BYTES = 256 << 20
MOST_BYTES = 2 << 30


class Grade(Enum):
    """How good a picture is, best first."""

    FULL = "full"
    """The source's own size and pixels, as export uses them."""
    QUICK = "quick"
    """The source's own size, colours near enough for what moves."""
    PROXY = "proxy"
    """At most 640 wide, lossy, quick at any place."""


def fair_bytes() -> int:
    """An eighth of the machine's memory, within 256 MiB and 2 GiB: what the store may take unless told otherwise."""
    return min(max(psutil.virtual_memory().total // 8, LEAST_BYTES), MOST_BYTES)


class FrameStore:
    """The frames at hand. `limit` in bytes; one frame that is larger than all of it is not kept."""

    def __init__(self, limit: int | None = None) -> None:
        self._limit = fair_bytes() if limit is None else limit
        self._lock = threading.Lock()
        self._frames: OrderedDict[tuple[str, Grade, int], Frames] = OrderedDict()
        self._present: dict[tuple[str, Grade], set[int]] = {}
        self._bytes = 0

    @property
    def bytes(self) -> int:
        """What is kept now."""
        return self._bytes

    @property
    def limit(self) -> int:
        """What may be kept."""
        return self._limit

    @limit.setter
    def limit(self, limit: int) -> None:
        with self._lock:
            self._limit = limit
            self._shrink()

    def get(self, key: str, grade: Grade, index: int) -> Frames | None:
        """A frame uint8 [H, W, 3], now the most recently used; None if it is not here."""
        with self._lock:
            frame = self._frames.get((key, grade, index))
            if frame is not None:
                self._frames.move_to_end((key, grade, index))
            return frame

    def put(self, key: str, grade: Grade, index: int, frame: Frames) -> Frames:
        """Keep a frame, and return the array that is kept: a view of something larger is copied first."""
        if _held_by(frame) > frame.nbytes:
            frame = frame.copy()
        frame.flags.writeable = False
        with self._lock:
            self._drop((key, grade, index))
            self._frames[key, grade, index] = frame
            self._present.setdefault((key, grade), set()).add(index)
            self._bytes += frame.nbytes
            self._shrink()
        return frame

    def has(self, key: str, grade: Grade, indexes: NDArray[np.int64]) -> NDArray[np.bool_]:
        """For each index whether its frame is here; does not count as use."""
        with self._lock:
            present = list(self._present.get((key, grade), ()))
        return np.isin(indexes, np.array(present, np.int64))

    def best(self, key: str, index: int) -> Grade | None:
        """The best grade in which a frame is here; does not count as use."""
        with self._lock:
            return next((grade for grade in Grade if (key, grade, index) in self._frames), None)

    def forget(self, key: str) -> None:
        """Drop all frames of a source."""
        with self._lock:
            for grade in Grade:
                for index in list(self._present.get((key, grade), ())):
                    self._drop((key, grade, index))

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._frames.clear()
            self._present.clear()
            self._bytes = 0

    def _shrink(self) -> None:
        while self._bytes > self._limit:
            self._drop(next(iter(self._frames)))

    def _drop(self, name: tuple[str, Grade, int]) -> None:
        frame = self._frames.pop(name, None)
        if frame is None:
            return
        self._bytes -= frame.nbytes
        key, grade, index = name
        present = self._present[key, grade]
        present.discard(index)
        if not present:
            del self._present[key, grade]


def _held_by(frame: Frames) -> int:
    """Bytes that stay in memory as long as this array does."""
    held: object = frame
    while isinstance(held, np.ndarray) and held.base is not None:
        held = held.base
    return held.nbytes if isinstance(held, np.ndarray) else memoryview(held).nbytes  # type: ignore[arg-type]
