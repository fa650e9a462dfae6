"""How everything that the model makes is one mechanism: conditions in, latents denoised, frames out.

Text to clip, image to clip, keyframes, extend, connect, loop, remix and retake differ only in which clean pixels are
placed where. Called from the lowerings in `nodes` and by `joins` (whatever starts from a clip); appends steps through a
`Builder`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from engine.build import Builder
from engine.curve import Curve
from engine.time import generated_frames, round_half_up
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
    """A picture already at native size and rate, to be placed at pixel frame `frame` with a strength.

    Where the strength changes over time, there is one for each of its latent frames.
    """

    picture: ImageValue | ClipValue
    frame: int
    strength: float | list[float]


@dataclass(frozen=True, slots=True)
class Remake:
    """A source to start from instead of pure noise.

    `change` is the sigma to start at (0 keeps, 1 forgets), where it changes over time one for each latent frame;
    `free` limits the change to latent frames [first, stop).
    """

    latents: LatentsValue
    change: float | list[float] = 1.0
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

    `overall` is more text, which holds for all cards of a storyboard. A card's picture becomes a condition at its time.
    """
    native = model.spec.native_size(size)
    cards = prompt.cards if isinstance(prompt, StoryboardValue) else ()
    shown = [
        ConditionValue(card.picture, Fraction(card.start).limit_denominator(1000))
        for card in cards
        if card.picture is not None
    ]
    everything = [place(build, model.spec, c, native, rate, frames) for c in (*conditions, *shown)]
    placed = [p for p in everything if p.strength != 0]
    clip = denoised(build, model.spec, prompt, frames, native, rate, sampling, placed, overall=overall)
    return build.crop(build.trim(clip, 0, frames), even_crop(native, size))


def place(
    build: Builder, spec: ModelSpec, condition: ConditionValue, native: Size, rate: Fraction, frames: int
) -> Placed:
    """A condition's picture at native size and rate, cut to what fits behind its frame.

    Clips start where a latent frame ends, so that their groups of four frames fall on the grid; a note says if that
    moves them. Raises GraphError when the condition lies outside the clip.
    """
    at = condition.frame_at(rate)
    at = at + frames if at < 0 else at
    # A time is meant on a finer clock than the model's: what rounds to the clip's end means the last frame.
    at = frames - 1 if condition.frame is None and at == frames else at
    if not 0 <= at < frames:
        build.refuse(
            f"a condition lies outside the clip, which is {float(frames / rate):.4g} s long",
            port="conditions",
            value=f"{float(condition.seconds):g} s" if condition.frame is None else condition.frame,
            remedy="Move the condition, or make the clip longer",
        )
    picture = condition.source
    if isinstance(picture, ClipValue):
        stride = spec.time_stride
        wanted, at = at, min(stride * round_half_up(Fraction(at, stride)), stride * ((frames - 1) // stride))
        if at != wanted:
            build.note(
                f"a clip starts every {stride} frames: it was moved to frame {at}",
                port="conditions",
                value=wanted,
                remedy=f"Place it at a multiple of {stride} frames at {rate} frames per second",
            )
        picture = build.retime(picture, rate)
        fits = min(picture.facts.frames, frames - at)
        picture = build.trim(picture, 0, stride * ((fits - 1) // stride) + 1)
    return Placed(
        build.resize(picture, native), at, _strength(build, spec, condition.strength, picture, rate)
    )


def _strength(
    build: Builder, spec: ModelSpec, strength: float | Curve, picture: ImageValue | ClipValue, rate: Fraction
) -> float | list[float]:
    """The strength of each latent frame of a placed picture; an image has one moment, the first."""
    if not isinstance(strength, Curve):
        return strength
    if isinstance(picture, ImageValue):
        if strength.constant is None:
            build.note(
                "the strength changes over time, but an image has one moment: the first value counts",
                port="conditions",
                value=strength.at(0),
                remedy="Use one number, or place a clip",
            )
        return strength.at(0)
    return strength.over(spec.latent_moments(picture.facts.frames, rate))


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
    """The steps encode_text, encode_frames, denoise and decode; a clip of 4n+1 >= `frames` frames.

    Guidance is left out where there is no text that it could follow.
    """
    total = generated_frames(frames, spec.time_stride)
    shape = spec.latent_shape(total, native)
    texts, cards = _texts(build, spec, prompt, overall)
    # The last card rules to the end of whatever is made: a remix may be longer than its storyboard.
    ends = [c.end for c in cards[:-1]] + [max(c.end, float(total / rate)) for c in cards[-1:]]
    latents = [encode_frames(build, spec, p.picture) for p in placed]
    params: dict[str, Any] = {
        "model": spec.digest,
        "precision": build.precision,
        "shape": list(shape),
        "rate": str(rate),
        "steps": sampling.steps,
        "guidance": sampling.guidance if len(set(texts)) > 1 else 1.0,
        "shift": spec.shift if sampling.shift is None else sampling.shift,
        "seed": sampling.seed,
        "solver": sampling.solver,
        "texts": len(texts),
        "cards": [[c.start, end, c.soft] for c, end in zip(cards, ends, strict=True)],
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


def _texts(
    build: Builder, spec: ModelSpec, prompt: TextValue | StoryboardValue, overall: str
) -> tuple[list[str], tuple[CardValue, ...]]:
    """Keys of the text states in the order negative, overall, cards; and the cards."""
    cards = prompt.cards if isinstance(prompt, StoryboardValue) else ()
    whole = joined(prompt.prompt if isinstance(prompt, TextValue) else prompt.overall, overall)
    return [_text(build, spec, t) for t in (prompt.negative, whole, *(c.prompt for c in cards))], cards


def _text(build: Builder, spec: ModelSpec, prompt: str) -> str:
    facts = Facts(FactKind.TEXT, spec.text_tokens)
    return build.step("encode_text", (), facts, model=spec.digest, prompt=prompt, precision=build.precision)


def _latent_facts(shape: LatentShape, rate: Fraction) -> Facts:
    return Facts(FactKind.LATENTS, shape.frames, rate, Size(shape.width, shape.height))


def joined(*texts: str) -> str:
    """Texts as one prompt, the empty ones left out."""
    return ", ".join(text.strip() for text in texts if text.strip())
