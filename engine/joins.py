"""Making new frames from a clip: extend, connect, loop, remix and retake, on the one mechanism of `generation`.

Called from the lowerings in `nodes`; appends steps through a `Builder`. Frames of a source are only trimmed and joined,
so they come out bit-exact; new frames are generated at native size and rate and conformed to the source. The way to
native size and back stretches (by the few per cent between the aspects): a crop would make the picture jump at a join.
"""

from fractions import Fraction
from math import ceil, floor

from engine.build import Builder
from engine.curve import Curve
from engine.generation import LONGEST, Placed, Remake, Sampling, denoised, encode_frames
from engine.time import frames_in, generated_frames, round_half_up
from engine.types import Facts, Size, even_crop
from engine.values import ClipValue, ModelValue, StoryboardValue, TextValue

CONTEXT_FRAMES = 9
"""Frames of a source that the model sees when it continues it: two full latent frames and the causal first."""
NONE = Fraction(0)
"""No frames."""
BESIDE = Fraction(1, 2)
"""Seconds of a source that stay beside a new part taken alone: enough to see the join, and to move it a little."""


def kept_beside(frames: int, rate: Fraction) -> int:
    """How many frames of a source of so many stay beside a new part that is taken alone."""
    return min(frames, max(int(BESIDE * rate), 1))


def to_native(
    build: Builder, clip: ClipValue, native: Size, rate: Fraction, fit: str = "stretch"
) -> ClipValue:
    """A source as the model sees it: native size and rate, frame for frame from its first on."""
    return build.resize(build.retime(clip, rate, aligned=True), native, fit)


def tail(build: Builder, clip: ClipValue, native: Size, rate: Fraction) -> ClipValue:
    """The last context frames of a source, ending on its very last frame."""
    if rate == clip.facts.rate:
        last = build.trim(clip, clip.facts.frames - _context(clip.facts.frames), clip.facts.frames)
        return build.resize(last, native, "stretch")
    backwards = build.retime(build.reverse(clip), rate, aligned=True)
    last = build.reverse(build.trim(backwards, 0, _context(backwards.facts.frames)))
    return build.resize(last, native, "stretch")


def head(
    build: Builder,
    clip: ClipValue,
    native: Size,
    rate: Fraction,
    after: Fraction = NONE,
    most: int = CONTEXT_FRAMES,
) -> ClipValue:
    """The first context frames of a source, or those from `after` native frames (to the nearest source frame) on."""
    skipped = min(round_half_up(after * clip.facts.rate / rate), clip.facts.frames - 1)
    at_rate = build.retime(build.trim(clip, skipped, clip.facts.frames), rate, aligned=True)
    return build.resize(build.trim(at_rate, 0, _context(at_rate.facts.frames, most)), native, "stretch")


def between(
    build: Builder,
    model: ModelValue,
    prompt: TextValue | StoryboardValue,
    seconds: float,
    like: ClipValue,
    sampling: Sampling,
    before: ClipValue | None = None,
    after: ClipValue | None = None,
) -> ClipValue:
    """New frames that follow `before` and lead to `after` (either may be None), as long as `seconds`.

    The result has the size and rate of `like` and holds only new frames: sources are never touched. Time runs at its
    true speed: where `after` begins inside a latent frame, the model makes its first frames too, led by a keyframe
    of the very first and by the context behind them, and they are cut off.
    """
    spec = model.spec
    rate, native = spec.native_rate, spec.native_size(like.facts.size)
    length = frames_in(seconds, like.facts.rate)
    if LONGEST * like.facts.rate < 1:
        build.refuse(
            f"one frame at {float(like.facts.rate):g} frames per second would last longer than {LONGEST:g} s",
            port="clip",
            value=f"{float(like.facts.rate):g}",
            remedy="Bring the clip to a higher rate first",
        )
    per = rate / like.facts.rate
    placed = []
    origin, frames = NONE, ceil(length * per)
    if before is not None:
        lead = tail(build, before, native, rate)
        placed.append(Placed(lead, 0, 1.0))
        origin, frames = lead.facts.frames - 1 + per, lead.facts.frames + frames
    if after is not None:
        # The native moment at which `after` begins, and the next end of a latent frame: only there may a clip start
        # that was encoded on its own. With nothing before them the new frames simply begin later.
        begins = origin + length * per
        grid = spec.time_stride * ceil(begins / spec.time_stride)
        if before is None:
            begins, origin = Fraction(grid), grid - length * per
        elif ceil(begins) < grid:
            first = head(build, after, native, rate, ceil(begins) - begins, most=1)
            placed.append(Placed(first, ceil(begins), 1.0))
        follow = head(build, after, native, rate, grid - begins)
        placed.append(Placed(follow, grid, 1.0))
        frames = grid + follow.facts.frames
    clip = denoised(build, spec, prompt, frames, native, rate, sampling, placed)
    return conformed(build, clip, origin, per, length, like.facts)


def conformed(
    build: Builder, clip: ClipValue, origin: Fraction, per: Fraction, length: int, like: Facts
) -> ClipValue:
    """`length` frames of a generated clip at a source's rate and size, `per` of its frames apart from `origin` on.

    Frames in between are interpolated; past the clip's end its last frame is held.
    """
    factor = next((f for f in (1, 2, 4) if max((per * f).denominator, (origin * f).denominator) == 1), 4)
    end = clip.facts.frames - 1
    first, last = min(floor(origin), end), min(ceil(origin + (length - 1) * per), end)
    part = build.trim(clip, first, last + 1)
    if factor > 1:
        part = build.interpolate(part, factor)
    begin = min(round_half_up((origin - first) * factor), part.facts.frames - 1)
    part = build.trim(part, begin, min(part.facts.frames, begin + ceil(length * per * factor)))
    speed = per * factor * like.rate / part.facts.rate
    return enlarge(build, build.retime(part, like.rate, length, speed, aligned=True), like.size)


def enlarge(build: Builder, clip: ClipValue, size: Size) -> ClipValue:
    """The clip at a size, through the upscaler where it grows by more than half."""
    grows = max(size.width / clip.facts.size.width, size.height / clip.facts.size.height)
    if grows > 1.5:
        clip = build.upscale(clip, min(4, max(2, round(grows))), "detail")
    return build.resize(clip, size, "stretch")


def remixed(
    build: Builder,
    model: ModelValue,
    prompt: TextValue | StoryboardValue,
    clip: ClipValue,
    change: float | Curve,
    sampling: Sampling,
) -> ClipValue:
    """The clip made anew at native size and rate; `change` 0 keeps it, 1 forgets it, and it may change over time."""
    spec = model.spec
    rate, native = spec.native_rate, spec.native_size(clip.facts.size)
    source = to_native(build, clip, native, rate, "fill")
    frames = source.facts.frames
    whole = build.retime(source, rate, generated_frames(frames, spec.time_stride))
    moments = spec.latent_moments(whole.facts.frames, rate)
    remake = Remake(
        encode_frames(build, spec, whole), change.over(moments) if isinstance(change, Curve) else change
    )
    made = denoised(build, spec, prompt, frames, native, rate, sampling, remake=remake)
    return build.crop(build.trim(made, 0, frames), even_crop(native, clip.facts.size))


def retaken(
    build: Builder,
    model: ModelValue,
    prompt: TextValue | StoryboardValue,
    clip: ClipValue,
    start: Fraction,
    stop: Fraction,
    change: float,
    sampling: Sampling,
) -> ClipValue:
    """The clip with seconds [start, stop) made anew; the range grows to whole latent frames, the rest is the source's.

    Only the range and the context around it go through the model, so the length of the clip costs nothing.
    """
    spec, like = model.spec, clip.facts
    stride, rate, native = spec.time_stride, spec.native_rate, spec.native_size(like.size)
    whole = to_native(build, clip, native, rate)
    frames = whole.facts.frames
    first = spec.latent_index(min(floor(start * rate), frames - 1))
    last = spec.latent_index(min(max(ceil(stop * rate), 1), frames) - 1)
    low = stride * (first - 1) + 1 if first else 0
    high = min(stride * last + 1, frames)
    # The part that is encoded starts at the end of a latent frame, so that its own grid falls on the clip's.
    begin = max(0, low - CONTEXT_FRAMES)
    end = min(stride * last + CONTEXT_FRAMES, begin + generated_frames(frames - begin, stride))
    part = build.trim(build.retime(whole, rate, max(frames, end)), begin, end)
    free = (first - begin // stride, last + 1 - begin // stride)
    remake = Remake(encode_frames(build, spec, part), change, free)
    made = denoised(build, spec, prompt, end - begin, native, rate, sampling, remake=remake)
    # Frame k of the source shows the native moment k * per, so the new frames are taken from just there.
    per = rate / like.rate
    cut = min(ceil(low / per), like.frames - 1)
    back = like.frames if high == frames else max(cut + 1, ceil(high / per))
    origin = max(cut * per, Fraction(low)) - begin
    has_before, has_after = cut > 0, back < like.frames
    new = conformed(build, made, origin, per, back - cut, like)
    ahead = [build.trim(clip, 0, cut)] if has_before else []
    behind = [build.trim(clip, back, like.frames)] if has_after else []
    return build.concat(*ahead, new, *behind)


def _context(frames: int, most: int = CONTEXT_FRAMES) -> int:
    """How many of a source's frames are context: 4n+1, at most `most`."""
    return min(most, 4 * ((frames - 1) // 4) + 1)
