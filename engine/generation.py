"""How everything that the model makes is one mechanism: conditions in, latents denoised, frames out.

Text to clip, image to clip, keyframes, extend, connect, loop, remix and retake differ only in which clean pixels are
placed where. Called from the lowerings in `nodes`; appends steps through a `Builder`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from engine.build import Builder
from engine.time import frames_in, generated_frames
from engine.types import FactKind, Facts, LatentShape, ModelSpec, Size, even_crop
from engine.values import (
    CardValue,
    ClipValue,
    ConditionValue,
    ImageValue,
    LatentsValue,
    ModelValue,
    StoryboardValue,
    TextValue,
)

CONTEXT_FRAMES = 9
"""Frames of a source that the model sees when it continues it: two full latent frames and the causal first."""
LONGEST = 60.0
"""Seconds of one generation."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the model denoises: steps, guidance (1 = none), shift (None = the model's own), seed, solver."""

    steps: int
    guidance: float
    shift: float | None
    seed: int
    solver: str = "euler"


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture already at native size and rate, to be placed at pixel frame `frame` with a strength."""

    picture: ImageValue | ClipValue
    frame: int
    strength: float


@dataclass(frozen=True, slots=True)
class Remake:
    """A source to start from instead of pure noise.

    `change` is the sigma to start at (0 keeps, 1 forgets); `free` limits the change to latent frames [first, stop).
    """

    latents: LatentsValue
    change: float = 1.0
    free: tuple[int, int] | None = None


def generate(
    build: Builder,
    model: ModelValue,
    prompt: TextValue | StoryboardValue,
    frames: int,
    size: Size,
    rate: Fraction,
    sampling: Sampling,
    conditions: Sequence[ConditionValue] = (),
    overall: str = "",
) -> ClipValue:
    """A new clip of `frames` frames at native size, cropped to the aspect of `size`.

    `overall` is text that holds for all cards of a storyboard. A card's picture becomes a condition at its time.
    """
    native = model.spec.native_size(size)
    cards = prompt.cards if isinstance(prompt, StoryboardValue) else ()
    shown = [
        ConditionValue(card.picture, Fraction(card.start).limit_denominator(1000))
        for card in cards
        if card.picture is not None
    ]
    placed = [place(build, c, native, rate, frames) for c in (*conditions, *shown)]
    clip = denoised(build, model.spec, prompt, frames, native, rate, sampling, placed, overall=overall)
    return build.crop(build.trim(clip, 0, frames), even_crop(native, size))


def place(build: Builder, condition: ConditionValue, native: Size, rate: Fraction, frames: int) -> Placed:
    """A condition's picture at native size and rate, cut to what fits behind its frame.

    Raises GraphError when it lies outside the clip.
    """
    at = condition.frame_at(rate)
    at = at + frames if at < 0 else at
    if not 0 <= at < frames:
        build.refuse(
            f"a condition lies at frame {at}, outside the clip's {frames} frames",
            port="conditions",
            value=at,
            remedy="Move the condition, or make the clip longer",
        )
    picture = condition.source
    if isinstance(picture, ClipValue):
        picture = build.retime(picture, rate)
        fits = min(picture.facts.frames, frames - at)
        picture = build.trim(picture, 0, 4 * ((fits - 1) // 4) + 1)
    return Placed(build.resize(picture, native), at, condition.strength)


def denoised(
    build: Builder,
    spec: ModelSpec,
    prompt: TextValue | StoryboardValue,
    frames: int,
    native: Size,
    rate: Fraction,
    sampling: Sampling,
    placed: Sequence[Placed] = (),
    remake: Remake | None = None,
    overall: str = "",
) -> ClipValue:
    """The steps encode_text, encode_frames, denoise and decode; a clip of 4n+1 >= `frames` frames."""
    total = generated_frames(frames, spec.time_stride)
    shape = spec.latent_shape(total, native)
    texts, cards = _texts(build, spec, prompt, overall)
    latents = [encode_frames(build, spec, p.picture) for p in placed]
    params: dict[str, Any] = {
        "model": spec.digest,
        "precision": build.precision,
        "shape": list(shape),
        "rate": str(rate),
        "steps": sampling.steps,
        "guidance": sampling.guidance,
        "shift": spec.shift if sampling.shift is None else sampling.shift,
        "seed": sampling.seed,
        "solver": sampling.solver,
        "texts": len(texts),
        "cards": [[c.start, c.end, c.soft] for c in cards],
        "conditions": [[p.frame, p.strength] for p in placed],
    }
    inputs = [*texts, *(x.key for x in latents)]
    if remake is not None:
        inputs.append(remake.latents.key)
        params |= {"change": remake.change, "free": None if remake.free is None else list(remake.free)}
    facts = _latent_facts(shape, rate)
    x = LatentsValue(build.step("denoise", inputs, facts, **params), facts)
    return decode(build, spec, x, total, rate)


def encode_frames(build: Builder, spec: ModelSpec, picture: ImageValue | ClipValue) -> LatentsValue:
    """The latents of a picture that is already at native size; clips must have 4n+1 frames."""
    shape = spec.latent_shape(picture.facts.frames, picture.facts.size)
    facts = _latent_facts(shape, picture.facts.rate)
    key = build.step("encode_frames", (picture,), facts, model=spec.digest, precision=build.precision)
    return LatentsValue(key, facts)


def decode(build: Builder, spec: ModelSpec, x: LatentsValue, frames: int, rate: Fraction) -> ClipValue:
    """The frames of latents."""
    size = x.facts.size.scaled(spec.space_stride)
    return build.clip("decode", (x,), frames, rate, size, model=spec.digest, precision=build.precision)


def to_native(build: Builder, clip: ClipValue, native: Size, rate: Fraction) -> ClipValue:
    """A source as the model sees it: native size and rate."""
    return build.resize(build.retime(clip, rate), native)


def tail(build: Builder, clip: ClipValue, native: Size, rate: Fraction) -> ClipValue:
    """The last context frames of a source, ending on its very last frame."""
    backwards = build.retime(build.reverse(clip), rate) if rate != clip.facts.rate else build.reverse(clip)
    length = min(CONTEXT_FRAMES, 4 * ((backwards.facts.frames - 1) // 4) + 1)
    return build.resize(build.reverse(build.trim(backwards, 0, length)), native)


def head(build: Builder, clip: ClipValue, native: Size, rate: Fraction) -> ClipValue:
    """The first context frames of a source."""
    at_rate = build.retime(clip, rate)
    length = min(CONTEXT_FRAMES, 4 * ((at_rate.facts.frames - 1) // 4) + 1)
    return build.resize(build.trim(at_rate, 0, length), native)


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

    The result has the size and rate of `like` and holds only new frames: sources are never touched.
    """
    spec = model.spec
    rate, native = spec.native_rate, spec.native_size(like.facts.size)
    wanted = frames_in(seconds, rate)
    lead = tail(build, before, native, rate) if before is not None else None
    follow = head(build, after, native, rate) if after is not None else None
    start = lead.facts.frames if lead is not None else 0
    stop = start + wanted
    placed = [] if lead is None else [Placed(lead, 0, 1.0)]
    if follow is not None:
        # A clip may start only where a latent frame ends, so that its groups of four fall on the grid.
        stop = spec.time_stride * -(-stop // spec.time_stride)
        placed.append(Placed(follow, stop, 1.0))
    frames = stop + (follow.facts.frames if follow is not None else 0)
    clip = denoised(build, spec, prompt, frames, native, rate, sampling, placed)
    return _conformed(build, clip, start, stop, wanted, seconds, like.facts)


def _conformed(
    build: Builder, clip: ClipValue, start: int, stop: int, wanted: int, seconds: float, like: Facts
) -> ClipValue:
    """Frames [start, stop) at the source's rate and size; interpolation sees the context frame before the join."""
    length = frames_in(seconds, like.rate)
    factor = like.rate / clip.facts.rate
    if start and factor in (2, 4) and stop - start == wanted:
        smooth = build.interpolate(build.trim(clip, start - 1, stop), int(factor))
        new = build.trim(smooth, 1, 1 + min(length, smooth.facts.frames - 1))
        new = build.retime(new, like.rate, length)
    else:
        new = build.trim(clip, start, stop)
        new = build.retime(new, like.rate, length, Fraction(stop - start, wanted))
    return enlarge(build, new, like.size)


def enlarge(build: Builder, clip: ClipValue, size: Size) -> ClipValue:
    """The clip at a size, through the upscaler where it grows by more than half."""
    grows = max(size.width / clip.facts.size.width, size.height / clip.facts.size.height)
    if grows > 1.5:
        clip = build.upscale(clip, min(4, max(2, round(grows))), "detail")
    return build.resize(clip, size)


def _texts(
    build: Builder, spec: ModelSpec, prompt: TextValue | StoryboardValue, overall: str
) -> tuple[list[str], tuple[CardValue, ...]]:
    """Keys of the text states in the order negative, overall, cards; and the cards."""
    cards = prompt.cards if isinstance(prompt, StoryboardValue) else ()
    whole = prompt.prompt if isinstance(prompt, TextValue) else overall
    return [_text(build, spec, t) for t in (prompt.negative, whole, *(c.prompt for c in cards))], cards


def _text(build: Builder, spec: ModelSpec, prompt: str) -> str:
    facts = Facts(FactKind.TEXT, spec.text_tokens)
    return build.step("encode_text", (), facts, model=spec.digest, prompt=prompt, precision=build.precision)


def _latent_facts(shape: LatentShape, rate: Fraction) -> Facts:
    return Facts(FactKind.LATENTS, shape.frames, rate, Size(shape.width, shape.height))


def with_negative(prompt: TextValue | StoryboardValue, negative: str) -> TextValue | StoryboardValue:
    """The prompt with more to keep away from."""
    both = ", ".join(x for x in (prompt.negative, negative) if x)
    return replace(prompt, negative=both)
