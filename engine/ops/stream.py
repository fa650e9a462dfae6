"""A clip whose frames come out of a generator, such as a decoder that carries its state from frame to frame."""

import threading
from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np

from engine.errors import ModelError
from engine.media.frames import Clip, Frames
from engine.types import Size


class StreamClip(Clip):
    """Frames computed in order as they are read; reading backwards starts again from the beginning.

    `start` makes the generator anew and yields uint8 [n, H, W, 3] pieces of any length. Only the piece that was read
    last is held.
    """

    __slots__ = ("_first", "_lock", "_piece", "_pieces", "_start")

    def __init__(
        self, start: Callable[[], Iterator[Frames]], frames: int, rate: Fraction, size: Size
    ) -> None:
        super().__init__(frames, rate, size)
        self._start = start
        self._lock = threading.Lock()
        self._rewind()

    def _rewind(self) -> None:
        self._pieces = self._start()
        self._piece: Frames = np.empty((0, self.size.height, self.size.width, 3), np.uint8)
        self._first = 0

    def _read(self, start: int, stop: int) -> Frames:
        with self._lock:
            if start < self._first:
                self._rewind()
            found: list[Frames] = []
            while start < stop:
                end = self._first + len(self._piece)
                if start < end:
                    found.append(self._piece[start - self._first : stop - self._first])
                    start = min(end, stop)
                    continue
                self._advance(end)
            return found[0] if len(found) == 1 else np.concatenate(found)

    def _advance(self, end: int) -> None:
        """Fetch the piece that begins at frame `end`; after an error (a cancel) the next read starts anew."""
        try:
            piece = next(self._pieces, None)
        except BaseException:
            self._rewind()
            raise
        if piece is None:
            self._rewind()
            raise ModelError(f"the model stopped after {end} of {self.frames} frames", remedy="Try again")
        self._first, self._piece = end, piece
