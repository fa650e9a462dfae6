"""Frames between frames: x2 or x4 the rate, moved along the optical flow, as a lazy clip.

In: a clip. Out: a clip of frames * factor frames at rate * factor; the original frames pass untouched, and the last one
is held so that the duration stays. Called by the executor's `interpolate` operation. One pair of frames is worked on
at a time; the flow of the newest pair is kept for the reads that follow.

Method: DIS flow (Kroeger et al., ECCV 2016, OpenCV's) forward and backward on luma; each side is warped to the wanted
time along its own flow; a pixel counts for a side as far as that side's two flows agree there; where neither is to be
trusted, the result falls back to a plain blend.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.errors import ParamError
from engine.media.frames import Clip, Frames

FACTORS = (2, 4)
FLOW_SIDE = 384
"""The shorter side at most on which the flow is worked out; larger pictures are moved by the enlarged flow."""
FINE_SIDE = 256
"""Smaller pictures are enlarged for DIS alone, whose patches of 8 px would be coarse on them."""
CUT_DIFFERENCE = 60.0
"""Mean luma difference (0..255) after compensation from which two frames are a cut: no flow, no blend."""

Flow = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Pair:
    index: int
    first: Frames
    second: Frames
    forward: Flow
    """On the working size, in its pixels, like everything below."""
    backward: Flow
    trust_first: NDArray[np.float32]
    trust_second: NDArray[np.float32]
    is_cut: bool


class InterpolatedClip(Clip):
    """A clip with `factor` - 1 moved frames after each frame of its source; see the module."""

    __slots__ = ("_check", "_lock", "_pair", "factor", "source")

    def __init__(self, source: Clip, factor: int, check: Callable[[], None] | None = None) -> None:
        """`check` is called before each frame that is worked out, and may raise."""
        if factor not in FACTORS:
            raise ParamError("the rate is multiplied by 2 or 4", port="factor", value=factor)
        super().__init__(source.frames * factor, source.rate * factor, source.size)
        self.source = source
        self.factor = factor
        self._check = check
        self._lock = threading.Lock()
        self._pair: _Pair | None = None

    def _read(self, start: int, stop: int) -> Frames:
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        for place, index in enumerate(range(start, stop)):
            number, part = divmod(index, self.factor)
            if part == 0 or number == self.source.frames - 1:
                out[place] = self.source.frame(number)
            else:
                if self._check is not None:
                    self._check()
                out[place] = between(self._pair_at(number), Fraction(part, self.factor))
        return out

    def _pair_at(self, index: int) -> _Pair:
        with self._lock:
            if self._pair is None or self._pair.index != index:
                both = self.source.read(index, index + 2)
                self._pair = _matched(index, both[0], both[1])
            return self._pair

    @property
    def held_bytes(self) -> int:
        return self.source.held_bytes + (self.size.area * 30 if self._pair is not None else 0)

    def close(self) -> None:
        with self._lock:
            self._pair = None
        self.source.close()


def interpolate(clip: Clip, factor: int, check: Callable[[], None] | None = None) -> Clip:
    """The clip at `factor` (2 or 4) times its rate, motion-compensated; raises ParamError for another factor.

    `check` is called before each frame that is worked out, and may raise.
    """
    return InterpolatedClip(clip, factor, check)


def between(pair: _Pair, time: Fraction) -> Frames:
    """The picture at `time` (0..1) between the two of a pair, uint8 [H, W, 3]."""
    t = float(time)
    if pair.is_cut:
        return pair.first if t < 0.5 else pair.second
    # A flow belongs to the pixels it starts from; at the wanted time the pixel that lands here is looked up by
    # splatting both flows to that time, which keeps the motion's edges where the object is by then.
    size = pair.first.shape[1::-1]
    first_flow = _enlarged(_arriving(pair.forward, pair.trust_first, t), size)
    second_flow = _enlarged(_arriving(pair.backward, pair.trust_second, 1 - t), size)
    first, seen_first = _warped(pair.first, pair.trust_first, first_flow, -t)
    second, seen_second = _warped(pair.second, pair.trust_second, second_flow, -(1 - t))
    near_first, near_second = seen_first * (1 - t), seen_second * t
    total = near_first + near_second
    sure = np.clip(total * 4, 0, 1)[..., None]
    weight = (near_first / np.maximum(total, 1e-6))[..., None]
    moved = first * weight + second * (1 - weight)
    plain = pair.first.astype(np.float32) * (1 - t) + pair.second.astype(np.float32) * t
    return np.clip(moved * sure + plain * (1 - sure) + 0.5, 0, 255).astype(np.uint8)


def _matched(index: int, first: Frames, second: Frames) -> _Pair:
    grey_first, grey_second = _grey(first), _grey(second)
    forward, backward = _flow(grey_first, grey_second), _flow(grey_second, grey_first)
    trust_first = _agreement(forward, backward)
    trust_second = _agreement(backward, forward)
    back = _sampled(grey_second.astype(np.float32), forward)
    is_cut = float(np.mean(np.abs(back - grey_first))) > CUT_DIFFERENCE
    return _Pair(index, first, second, forward, backward, trust_first, trust_second, is_cut)


def _grey(frame: Frames) -> NDArray[np.uint8]:
    """Luma on the working size."""
    grey = cv2.cvtColor(np.ascontiguousarray(frame), cv2.COLOR_RGB2GRAY)
    height, width = grey.shape
    shrink = FLOW_SIDE / min(height, width)
    if shrink < 1:
        size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return np.asarray(grey, np.uint8)


def _enlarged(flow: Flow, size: tuple[int, ...]) -> Flow:
    """A flow of the working size for a picture of `size` (width, height)."""
    height, width = flow.shape[:2]
    if (width, height) == size:
        return flow
    factors = np.array([size[0] / width, size[1] / height], np.float32)
    return np.asarray(cv2.resize(flow, size, interpolation=cv2.INTER_LINEAR), np.float32) * factors


def _flow(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> Flow:
    """Dense flow [H, W, 2] in pixels (x, y) from `first` to `second`."""
    height, width = first.shape
    scale = -(-FINE_SIDE // min(height, width))
    if scale > 1:
        size = (width * scale, height * scale)
        first = np.asarray(cv2.resize(first, size, interpolation=cv2.INTER_CUBIC), np.uint8)
        second = np.asarray(cv2.resize(second, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    finder = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = np.asarray(finder.calc(first, second, np.zeros((*first.shape, 2), np.float32)), np.float32)
    if scale > 1:
        flow = np.asarray(cv2.resize(flow, (width, height), interpolation=cv2.INTER_AREA), np.float32) / scale
    return flow


def _agreement(there: Flow, back: Flow) -> NDArray[np.float32]:
    """How far going there and coming back ends where it started: 1 within half a pixel, 0 from about 2 on."""
    returned = _sampled(back, there)
    error = np.linalg.norm(there + returned, axis=-1)
    slack = 0.5 + 0.05 * np.linalg.norm(there, axis=-1)
    return np.clip(1.5 - error / (2 * slack), 0, 1).astype(np.float32)


def _sampled(values: NDArray[np.float32], flow: Flow) -> NDArray[np.float32]:
    """`values` looked up where the flow leads."""
    return _looked_up(values, _places(flow, 1.0), cv2.INTER_LINEAR, cv2.BORDER_REPLICATE)


def _looked_up(
    values: NDArray[np.generic], places: NDArray[np.float32], how: int, border: int
) -> NDArray[np.float32]:
    """`values` at places (x, y); with a constant border, 0 outside."""
    looked = cv2.remap(values, places, None, how, borderMode=border)  # type: ignore[call-overload]
    return np.asarray(looked, np.float32)


def _places(flow: Flow, scale: float) -> NDArray[np.float32]:
    """Pixel + scale * flow, float32 [H, W, 2] (x, y)."""
    height, width = flow.shape[:2]
    places = flow * np.float32(scale)
    places[..., 0] += np.arange(width, dtype=np.float32)
    places[..., 1] += np.arange(height, dtype=np.float32)[:, None]
    return places


def _warped(
    frame: Frames, trust: NDArray[np.float32], flow: Flow, scale: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The frame and its trust (on the working size), moved along the flow."""
    if trust.shape != flow.shape[:2]:
        trust = np.asarray(cv2.resize(trust, flow.shape[1::-1], interpolation=cv2.INTER_LINEAR), np.float32)
    places = _places(flow, scale)
    picture = _looked_up(frame, places, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE)
    return picture, _looked_up(trust, places, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT)


def _arriving(flow: Flow, trust: NDArray[np.float32], time: float) -> Flow:
    """The flow of whatever pixel is at each place at `time`: forward splat, holes filled from around.

    Faster pixels win where several arrive, since what moves most is usually what is in front.
    """
    height, width = flow.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    x = np.clip(np.rint(columns + time * flow[..., 0]), 0, width - 1).astype(np.intp)
    y = np.clip(np.rint(rows + time * flow[..., 1]), 0, height - 1).astype(np.intp)
    speed = (np.linalg.norm(flow, axis=-1) * (0.25 + trust)).ravel()
    order = np.argsort(speed, kind="stable")
    out = np.zeros_like(flow)
    hit = np.zeros((height, width), np.float32)
    flat = (y * width + x).ravel()[order]
    out.reshape(-1, 2)[flat] = flow.reshape(-1, 2)[order]
    hit.ravel()[flat] = 1.0
    for radius in (3, 9, 27):
        holes = hit == 0
        if not holes.any():
            break
        around = cv2.blur(out * hit[..., None], (radius, radius))
        weight = cv2.blur(hit, (radius, radius))
        near = holes & (weight > 0)
        out[near] = (around / np.maximum(weight, 1e-6)[..., None])[near]
        hit[near] = 1.0
    return out
