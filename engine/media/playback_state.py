"""What of a film is at hand: the bar below the ruler, cached, as a proxy or missing.

In: a reel, store and proxies. Out: a `State` per column of the screen. Takes some milliseconds for long films; called
on an errand's thread.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

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


def states(
    reel: Reel, store: FrameStore, proxies: Proxies, start: float, stop: float, columns: int
) -> NDArray[np.uint8]:
    """For each of `columns` equal parts of the film's frames [start, stop) the `State` of its middle, uint8."""
    middles = start + (np.arange(columns) + 0.5) * (stop - start) / columns
    frames = np.clip(np.floor(middles), 0, max(reel.frames - 1, 0)).astype(np.int64)
    unique, places = np.unique(frames, return_inverse=True)
    found = np.array([_state(reel, store, proxies, n) for n in unique.tolist()], np.uint8)
    out = found[places]
    out[(middles < 0) | (middles >= reel.frames)] = State.NOTHING
    return out


def _state(reel: Reel, store: FrameStore, proxies: Proxies, frame: int) -> State:
    worst = State.NOTHING
    for (_, number), footage in reel.needs(frame)[1].items():
        best = store.best(footage.key, number)
        if best in (Grade.FULL, Grade.QUICK):
            state = State.CACHED
        elif best is Grade.PROXY or proxies.have(footage):
            state = State.PROXY
        else:
            return State.MISSING
        worst = min(worst, state)
    return worst
