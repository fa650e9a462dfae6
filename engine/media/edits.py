"""Cutting, slowing, reversing and joining clips: every edit is a view that copies nothing and is bit-exact.

In: clips. Out: a clip. Called by the executor's operations (`trim`, `concat`, `speed`, `reverse`...), the timeline and
`encode`.
"""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from engine.errors import MediaError
from engine.media.frames import ArrayClip, Clip, DissolveClip, Frames, IndexedClip, require_same_format
from engine.time import round_half_up


def pick_frames(clip: Clip, frames: Sequence[int] | NDArray[np.int64], rate: Fraction | None = None) -> Clip:
    """The clip that shows the given frames of `clip` in the given order."""
    chosen = np.asarray(frames, np.int64)
    picks = np.stack([np.zeros_like(chosen), chosen], axis=1)
    return IndexedClip([clip], picks, rate or clip.rate)


def trim(clip: Clip, start: int, stop: int) -> Clip:
    """Frames `start` to `stop` (exclusive)."""
    if not 0 <= start < stop <= clip.frames:
        raise MediaError(
            f"frames {start}..{stop} lie outside a clip of {clip.frames}", remedy="Set the range"
        )
    return clip if (start, stop) == (0, clip.frames) else pick_frames(clip, np.arange(start, stop))


def reverse(clip: Clip) -> Clip:
    """The last frame first."""
    return pick_frames(clip, np.arange(clip.frames)[::-1])


def hold(clip: Clip, frames: int) -> Clip:
    """The clip cut to `frames`, or its last frame held until there are as many."""
    if frames == clip.frames:
        return clip
    return pick_frames(clip, np.minimum(np.arange(max(1, frames)), clip.frames - 1))


def speed(clip: Clip, factor: Fraction) -> Clip:
    """The clip played `factor` times as fast at its own rate, by nearest frame (2 = every other frame)."""
    return pick_frames(clip, _resampled(clip.frames, factor))


def conform(clip: Clip, rate: Fraction) -> Clip:
    """The same motion and duration at another rate, by nearest frame; the clip itself if it has the rate."""
    if clip.rate == rate:
        return clip
    return pick_frames(clip, _resampled(clip.frames, clip.rate / rate), rate)


def concatenate(clips: Sequence[Clip]) -> Clip:
    """The clips one after the other; they have one size and one rate."""
    if len(clips) == 1:
        return clips[0]
    for clip in clips[1:]:
        require_same_format(clips[0], clip)
    picks = [
        np.stack([np.full(c.frames, i, np.int64), np.arange(c.frames, dtype=np.int64)], axis=1)
        for i, c in enumerate(clips)
    ]
    return IndexedClip(clips, np.concatenate(picks), clips[0].rate)


def dissolve(first: Clip, second: Clip, overlap: int) -> Clip:
    """Two clips joined by a cross-dissolve of `overlap` frames; a plain cut when that is 0."""
    return DissolveClip(first, second, overlap) if overlap else concatenate([first, second])


def still(frame: Frames, frames: int, rate: Fraction) -> Clip:
    """One picture [H, W, 3] held for a number of frames."""
    return pick_frames(ArrayClip(frame[None], rate), np.zeros(frames, np.int64))


def conformed_frames(frames: int, factor: Fraction) -> int:
    """How many frames `frames` become when time runs `factor` times as fast; for the compiler's facts."""
    return max(1, round_half_up(frames / factor))


def _resampled(frames: int, factor: Fraction) -> NDArray[np.int64]:
    """The source frame on screen at the middle of each output frame; exact ties take the earlier one.

    Sampling at the middle keeps frame 0 at 0 for any factor and repeats frames evenly: 12/s to 24/s is 0 0 1 1.
    """
    factor = Fraction(factor)
    if factor <= 0:
        raise MediaError("speed must be above zero", value=factor)
    count = conformed_frames(frames, factor)
    up, down = factor.numerator, 2 * factor.denominator
    middles = (2 * np.arange(count, dtype=np.int64) + 1) * up
    return np.minimum(-(-middles // down) - 1, frames - 1)
