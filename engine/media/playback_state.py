"""What of a film is at hand: the bar below the ruler, cached, as a proxy or missing.

In: a reel, store and proxies. Out: a `State` per column of the screen. Takes some milliseconds, the first time for a
long film some tens; called on an errand's thread.
"""

from enum import IntEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.media.footage import Footage
from engine.media.proxies import Proxies
from engine.media.reel import Reel
from engine.media.store import FrameStore, Grade


class State(IntEnum):
    """How quickly a frame of the film can be shown."""

    MISSING = 0
    """From the master."""
    PROXY = 1
    """From a proxy, or from the store as one."""
    CACHED = 2
    """From memory, in its own size."""
    NOTHING = 3
    """There is nothing to read: black, a gap, a shot that is not rendered yet."""


Needs: TypeAlias = tuple[tuple[str, int, Footage], ...]
"""Key, source frame and footage of each layer of a picture."""


class StateBar:
    """Answers for one reel again and again while memory fills; what each frame needs is looked up once."""

    def __init__(self, reel: Reel, store: FrameStore, proxies: Proxies) -> None:
        self.reel = reel
        self._store, self._proxies = store, proxies
        self._needs: dict[int, Needs] = {}

    def states(self, start: float, stop: float, columns: int) -> NDArray[np.uint8]:
        """For each of `columns` equal parts of the film's frames [start, stop) the `State` of its middle, uint8."""
        middles = start + (np.arange(columns) + 0.5) * (stop - start) / columns
        last = max(self.reel.frames - 1, 0)
        frames = np.clip(np.floor(middles), 0, last).astype(np.int64)
        unique, places = np.unique(frames, return_inverse=True)
        found = np.array([self._state(n) for n in unique.tolist()], np.uint8)
        out = found[places]
        out[(middles < 0) | (middles >= self.reel.frames)] = State.NOTHING
        return out

    def _state(self, frame: int) -> State:
        needs = self._needs.get(frame)
        if needs is None:
            layers = self.reel.needs(frame)[1].items()
            needs = self._needs[frame] = tuple((f.key, min(n, f.frames - 1), f) for (_, n), f in layers)
        worst = State.NOTHING
        for key, number, footage in needs:
            best = self._store.best(key, number)
            if best in (Grade.FULL, Grade.QUICK):
                state = State.CACHED
            elif best is Grade.PROXY or self._proxies.have(footage):
                state = State.PROXY
            else:
                return State.MISSING
            worst = min(worst, state)
        return worst
