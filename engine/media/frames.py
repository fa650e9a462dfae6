"""The `Clip`: frames at a rate, read on demand, and the views that choose, change and mix frames without copying.

In: uint8 arrays, or a decoder behind `FileClip` (see `decode`). Out: uint8 [n, H, W, 3] RGB through `Clip.read`.
Called by the edits (`edits`), the executor's operations, encoders, previews and the viewer. Every clip may be read from
several threads; what it holds in memory is bounded by its class, not its length (an `ArrayClip` holds its array).
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import final

import numpy as np
from numpy.typing import NDArray

from engine.errors import MediaError
from engine.types import Size

Frames = NDArray[np.uint8]
"""uint8 [n, H, W, 3] RGB, or [H, W, 3] where a single frame is meant."""
FrameFunction = Callable[[Frames, int], Frames]
"""One frame [H, W, 3] and its index in the clip -> the changed frame; pure and thread-safe."""

CHUNK_BYTES = 32 << 20
"""How much one chunk of an iteration may hold."""


class Clip(ABC):
    """Frames at a rate, decoded or computed when they are read.

    `frames` >= 1, `rate` in frames per second, `size` in pixels. Immutable: the same index always gives the same
    pixels, whatever was read before and on which thread.
    """

    __slots__ = ("frames", "rate", "size")

    def __init__(self, frames: int, rate: Fraction, size: Size) -> None:
        if frames < 1:
            raise MediaError("a clip needs at least one frame", value=frames, remedy="Widen the range")
        if rate <= 0:
            raise MediaError("a clip needs a rate above zero", value=rate)
        self.frames = frames
        self.rate = Fraction(rate)
        self.size = Size(*size)

    @abstractmethod
    def _read(self, start: int, stop: int) -> Frames:
        """Frames start..stop-1 as uint8 [n, H, W, 3]; the bounds are checked already."""

    @final
    def read(self, start: int, stop: int) -> Frames:
        """Frames `start` to `stop` (exclusive) as uint8 [n, H, W, 3] RGB; treat the array as read-only.

        Raises MediaError outside 0 <= start < stop <= frames, or when the source cannot be read.
        """
        if not 0 <= start < stop <= self.frames:
            raise MediaError(f"frames {start}..{stop} lie outside a clip of {self.frames}")
        return self._read(start, stop)

    @final
    def frame(self, index: int) -> Frames:
        """One frame, uint8 [H, W, 3]."""
        only: Frames = self.read(index, index + 1)[0]
        return only

    @final
    def chunks(self, frames: int | None = None) -> Iterator[Frames]:
        """The whole clip in order, in arrays of at most `frames` frames (default: `CHUNK_BYTES` worth)."""
        step = frames or self.chunk_frames
        for start in range(0, self.frames, step):
            yield self.read(start, min(start + step, self.frames))

    @final
    def __iter__(self) -> Iterator[Frames]:
        """Every frame, [H, W, 3], in order."""
        for chunk in self.chunks():
            yield from chunk

    @property
    def chunk_frames(self) -> int:
        """Frames that fit into one chunk, at least one."""
        return max(1, CHUNK_BYTES // (self.size.area * 3))

    @property
    def duration(self) -> Fraction:
        """Seconds: frames / rate."""
        return self.frames / self.rate

    @property
    def nbytes(self) -> int:
        """Bytes of all frames once decoded."""
        return self.frames * self.size.area * 3

    @property
    def held_bytes(self) -> int:
        """Bytes that this clip keeps in memory while nobody reads it."""
        return 0

    def close(self) -> None:
        """Let go of open files; reading afterwards opens them again."""
        return None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.size}x{self.frames} at {self.rate}/s)"


class ArrayClip(Clip):
    """A clip held in memory; the array becomes read-only and is shared, not copied."""

    __slots__ = ("_array",)

    def __init__(self, array: Frames, rate: Fraction) -> None:
        if array.dtype != np.uint8 or array.ndim != 4 or array.shape[-1] != 3:
            raise ValueError(f"a clip is uint8 [n, H, W, 3], not {array.dtype} {array.shape}")
        super().__init__(array.shape[0], rate, Size(array.shape[2], array.shape[1]))
        self._array = array.view()
        self._array.flags.writeable = False

    def _read(self, start: int, stop: int) -> Frames:
        return self._array[start:stop]

    @property
    def held_bytes(self) -> int:
        return self._array.nbytes


class IndexedClip(Clip):
    """A clip that shows chosen frames of other clips: trims, speeds, reversals, holds and joins, all bit-exact.

    `picks` is int64 [n, 2]: (source, frame of that source) for each frame. All sources have one size.
    """

    __slots__ = ("picks", "sources")

    def __init__(self, sources: Sequence[Clip], picks: NDArray[np.int64], rate: Fraction) -> None:
        size = sources[0].size
        for source in sources:
            if source.size != size:
                raise MediaError(
                    f"clips of {size} and {source.size} cannot be joined", remedy="Resize one of them first"
                )
        super().__init__(len(picks), rate, size)
        lengths = np.array([s.frames for s in sources])
        if (picks[:, 1] < 0).any() or (picks[:, 1] >= lengths[picks[:, 0]]).any():
            raise MediaError("a chosen frame lies outside its clip")
        self.sources, self.picks = _flattened(tuple(sources), picks)
        self.picks.flags.writeable = False

    def _read(self, start: int, stop: int) -> Frames:
        picks = self.picks[start:stop]
        ascending = np.all(picks[1:, 0] == picks[:-1, 0]) and np.all(np.diff(picks[:, 1]) == 1)
        if ascending:
            first = int(picks[0, 1])
            return self.sources[int(picks[0, 0])].read(first, first + len(picks))
        out = np.empty((len(picks), self.size.height, self.size.width, 3), np.uint8)
        for number in np.unique(picks[:, 0]):
            source = self.sources[int(number)]
            wanted, inverse = np.unique(picks[picks[:, 0] == number, 1], return_inverse=True)
            places = np.flatnonzero(picks[:, 0] == number)
            for low, high in _runs(wanted):
                block = source.read(int(wanted[low]), int(wanted[high - 1]) + 1)
                inside = (inverse >= low) & (inverse < high)
                out[places[inside]] = block[inverse[inside] - low]
        return out

    @property
    def held_bytes(self) -> int:
        return self.picks.nbytes + sum(s.held_bytes for s in self.sources)

    def close(self) -> None:
        for source in self.sources:
            source.close()


class MappedClip(Clip):
    """A clip each of whose frames goes through a function when it is read (resize, title, tint...)."""

    __slots__ = ("_change", "source")

    def __init__(self, source: Clip, change: FrameFunction, size: Size | None = None) -> None:
        """`change` gets (frame, index) and returns uint8 [H, W, 3] of `size` (default: the source's)."""
        super().__init__(source.frames, source.rate, size or source.size)
        self.source = source
        self._change = change

    def _read(self, start: int, stop: int) -> Frames:
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        step = self.source.chunk_frames
        for low in range(start, stop, step):
            block = self.source.read(low, min(low + step, stop))
            for offset, frame in enumerate(block):
                changed = self._change(frame, low + offset)
                assert changed.shape == out.shape[1:], f"{changed.shape} instead of {out.shape[1:]}"
                out[low - start + offset] = changed
        return out

    @property
    def held_bytes(self) -> int:
        return self.source.held_bytes

    def close(self) -> None:
        self.source.close()


class DissolveClip(Clip):
    """Two clips joined by a cross-dissolve over `overlap` frames, mixed on code values.

    The result has first.frames + second.frames - overlap frames; outside the overlap pixels pass untouched. Inside,
    frame j of the overlap shows the second clip with weight (j + 1) / (overlap + 1).
    """

    __slots__ = ("first", "overlap", "second")

    def __init__(self, first: Clip, second: Clip, overlap: int) -> None:
        require_same_format(first, second)
        if not 0 <= overlap <= min(first.frames, second.frames):
            raise MediaError(
                f"a dissolve of {overlap} frames needs two clips at least as long",
                value=f"{first.frames} and {second.frames} frames",
                remedy="Shorten the dissolve",
            )
        super().__init__(first.frames + second.frames - overlap, first.rate, first.size)
        self.first, self.second, self.overlap = first, second, overlap

    def _read(self, start: int, stop: int) -> Frames:
        begin = self.first.frames - self.overlap
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        if start < self.first.frames:
            high = min(stop, self.first.frames)
            out[: high - start] = self.first.read(start, high)
        if stop > begin:
            low = max(start, begin)
            second = self.second.read(low - begin, stop - begin)
            mixed = min(stop, self.first.frames) - low
            for j in range(mixed):
                # Integer arithmetic with rounding: the same pixels on every machine.
                weight = low - begin + j + 1
                parts = self.overlap + 1
                a = out[low - start + j].astype(np.uint32) * (parts - weight)
                b = second[j].astype(np.uint32) * weight
                out[low - start + j] = (a + b + parts // 2) // parts
            out[low - start + max(mixed, 0) :] = second[max(mixed, 0) :]
        return out

    @property
    def held_bytes(self) -> int:
        return self.first.held_bytes + self.second.held_bytes

    def close(self) -> None:
        self.first.close()
        self.second.close()


def require_same_format(first: Clip, second: Clip) -> None:
    """Raise MediaError unless two clips have one rate and one size, as joining them needs."""
    if first.rate != second.rate:
        raise MediaError(
            f"clips at {first.rate}/s and {second.rate}/s cannot be joined",
            remedy="Conform one to the other's rate",
        )
    if first.size != second.size:
        raise MediaError(
            f"clips of {first.size} and {second.size} cannot be joined", remedy="Resize one of them first"
        )


def _runs(frames: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Index ranges of consecutive numbers in a sorted array."""
    breaks = [0, *(np.flatnonzero(np.diff(frames) != 1) + 1).tolist(), len(frames)]
    return list(pairwise(breaks))


def _flattened(
    sources: tuple[Clip, ...], picks: NDArray[np.int64]
) -> tuple[tuple[Clip, ...], NDArray[np.int64]]:
    """Views of views become one view, so that long edits stay one look-up deep."""
    flat: list[Clip] = []
    out = np.empty_like(picks)
    for number, source in enumerate(sources):
        mine = picks[:, 0] == number
        nested = source.sources if isinstance(source, IndexedClip) else (source,)
        places = []
        for clip in nested:
            if clip not in flat:
                flat.append(clip)
            places.append(flat.index(clip))
        if isinstance(source, IndexedClip):
            inner = source.picks[picks[mine, 1]]
            out[mine, 0] = np.array(places, np.int64)[inner[:, 0]]
            out[mine, 1] = inner[:, 1]
        else:
            out[mine, 0] = places[0]
            out[mine, 1] = picks[mine, 1]
    return tuple(flat), out
