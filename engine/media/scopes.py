"""What a picture measures: how often each brightness and colour occurs, and where from left to right.

In: a frame, uint8 [H, W, 3]. Out: counts as small arrays, to be drawn. Large pictures are looked at in a grid of at
most some hundred points across, which takes about two milliseconds. Used by the viewer's scopes, on an errand's thread.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.media.frames import Frames

ACROSS, DOWN = 480, 270
"""Points that are looked at, at most."""
LEVELS = 256
LUMA = np.array([13933, 46871, 4732], np.uint32)
"""BT.709 shares of red, green and blue, of 65536."""


@dataclass(frozen=True, slots=True)
class Scopes:
    """`histogram`: shares of 0..1 of the most frequent level, float32 [4, 256] of red, green, blue and brightness.

    `waveform`: float32 [256, columns], how much of each column has a brightness, 1 the most; row 0 is white.
    """

    histogram: NDArray[np.float32]
    waveform: NDArray[np.float32]
    clipped: tuple[float, float]
    """Shares of the picture that are all black, and all white."""


def measure(frame: Frames, columns: int = 256) -> Scopes:
    """The scopes of a frame; `columns` of the waveform, at most the points across."""
    height, width = frame.shape[:2]
    points = frame[:: max(1, -(-height // DOWN)), :: max(1, -(-width // ACROSS))]
    luma = ((points.astype(np.uint32) @ LUMA + 32768) >> 16).astype(np.int64)
    counts = [np.bincount(points[..., c].reshape(-1), minlength=LEVELS) for c in range(3)]
    counts.append(np.bincount(luma.reshape(-1), minlength=LEVELS))
    columns = min(columns, points.shape[1])
    column = np.arange(points.shape[1]) * columns // points.shape[1]
    places = (LEVELS - 1 - luma) * columns + column[None, :]
    wave = np.bincount(places.reshape(-1), minlength=LEVELS * columns).reshape(LEVELS, columns)
    return Scopes(
        _shares(np.stack(counts), inner=True),
        _shares(wave),
        (float(counts[3][0] / luma.size), float(counts[3][-1] / luma.size)),
    )


def _shares(counts: NDArray[np.int64], *, inner: bool = False) -> NDArray[np.float32]:
    """Counts as shares of the largest; with `inner` black and white, which can outnumber all else, may be beyond."""
    most = counts[:, 1:-1].max(initial=0) if inner else counts.max(initial=0)
    shares: NDArray[np.float32] = np.minimum(counts / max(1, most or counts.max(initial=0)), 1).astype(
        np.float32
    )
    return shares
