"""Small pictures for filmstrips: a bounded number in memory, evenly spaced, so that zooming finds most of them again.

In: thumbnails that the background reader makes. Out: the picture of a place, or the nearest one there is. Safe on any
thread; drawing asks here and nowhere else, so it never waits.
"""

import threading
from bisect import bisect_left, insort
from collections import OrderedDict

from engine.media.frames import Frames
from engine.types import Size

MOST = 4000
MOST_BYTES = 256 << 20
HEIGHT = 90


def strip_index(frames: int, index: int, spacing: float) -> int:
    """The frame of a clip of `frames` whose thumbnail stands for `index` where thumbnails are about `spacing` apart.

    Places at a wide spacing are among those at every narrower one.
    """
    parts = 1
    while frames / parts > spacing and parts < frames:
        parts *= 2
    index = min(index, frames - 1)
    return index if parts >= frames else -(-(index * parts // frames * frames) // parts)


class Strips:
    """Thumbnails uint8 [height, W, 3] by content and frame; those not looked at for longest go first.

    There are at most `most`, and of very wide ones at most `most_bytes`.
    """

    def __init__(self, most: int = MOST, height: int = HEIGHT, most_bytes: int = MOST_BYTES) -> None:
        self._most, self.height, self._most_bytes = most, height, most_bytes
        self._bytes = 0
        self._lock = threading.Lock()
        self._pictures: OrderedDict[tuple[str, int], Frames] = OrderedDict()
        self._indexes: dict[str, list[int]] = {}

    def size(self, source: Size) -> Size:
        """The size of a thumbnail of a clip of that size."""
        return Size(max(1, round(source.width * self.height / source.height)), self.height)

    def get(self, key: str, index: int) -> Frames | None:
        """The thumbnail of a frame; None if it is not here."""
        with self._lock:
            picture = self._pictures.get((key, index))
            if picture is not None:
                self._pictures.move_to_end((key, index))
            return picture

    def nearest(self, key: str, index: int) -> tuple[int, Frames] | None:
        """The frame nearest to `index` that has a thumbnail, and that; None where a clip has none at all."""
        with self._lock:
            known = self._indexes.get(key)
            if not known:
                return None
            place = bisect_left(known, index)
            around = known[max(0, place - 1) : place + 1]
            found = min(around, key=lambda other: abs(other - index))
            self._pictures.move_to_end((key, found))
            return found, self._pictures[key, found]

    def put(self, key: str, index: int, picture: Frames) -> None:
        """Keep a thumbnail."""
        with self._lock:
            known = self._pictures.pop((key, index), None)
            if known is None:
                insort(self._indexes.setdefault(key, []), index)
            else:
                self._bytes -= known.nbytes
            self._pictures[key, index] = picture
            self._bytes += picture.nbytes
            while len(self._pictures) > self._most or (
                self._bytes > self._most_bytes and len(self._pictures) > 1
            ):
                (old, number), gone = self._pictures.popitem(last=False)
                self._bytes -= gone.nbytes
                self._indexes[old].remove(number)
                if not self._indexes[old]:
                    del self._indexes[old]

    def clear(self) -> None:
        """Drop all."""
        with self._lock:
            self._pictures.clear()
            self._indexes.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._pictures)
