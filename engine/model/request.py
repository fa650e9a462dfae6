"""What the executor asks of a video model: plain values and the protocol, without torch.

In: numpy arrays and numbers that the executor gathers from a plan's steps. Out: what `engine.model.pipeline` and
test doubles take and give back. Latents are normalised float32 [C, t, h, w]; frames uint8 [T, H, W, 3] RGB.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.types import LatentShape, ModelSpec

Latents = NDArray[np.float32]
Frames = NDArray[np.uint8]
Solver = Literal["euler", "unipc"]

SHARP = 0.05
SOFT = 0.5
"""Seconds over which a card's rule fades: hard cuts and gentle changes."""


@dataclass(frozen=True, slots=True, eq=False)
class TextStates:
    """One prompt as the text encoder sees it: states float32 [S, D], zero where `mask` bool [S] is False.

    `dropped` counts the word pieces at its end for which there was no room.
    """

    states: NDArray[np.float32]
    mask: NDArray[np.bool_]
    dropped: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Clean latents [C, n, h, w] at a place, kept with a strength from 0 (free) to 1 (kept exactly).

    In place they stand for latent frames `index`.. of the clip. With `frame` (a pixel frame) they are appended
    instead: the model looks at them at that time, and the clip's own latent there stays free. `mask` float32 [n]
    or [n, h, w] in 0..1 multiplies the strength (the outside of a retake).
    """

    latents: Latents
    index: int = 0
    frame: int | None = None
    strength: float = 1.0
    mask: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.strength <= 1.0:
            raise ValueError(f"a condition's strength lies in 0..1, not {self.strength}")
        if self.latents.ndim != 4:
            raise ValueError(f"a condition's latents are [C, t, h, w], not {self.latents.shape}")
        if self.index < 0 or (self.frame is not None and self.frame < 0):
            raise ValueError("a condition cannot stand before the clip's beginning")


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """A storyboard card: its text rules from `start` to `end` seconds and fades over `width` seconds outside."""

    start: float
    end: float
    text: TextStates
    width: float = SHARP

    def __post_init__(self) -> None:
        if not self.start <= self.end or not self.width > 0:
            raise ValueError(f"a card rules from a start to a later end, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True, eq=False)
class DenoiseItem:
    """One clip of a batch.

    `text` holds everywhere and is never biased; `cards` add texts that rule their own time. `negative` is what
    guidance steers away from; None means away from saying nothing. With `source` [C, t, h, w] the clip is a remix:
    sampling starts from the source at sigma `change` (0 gives the source back, 1 forgets it). `changes` float32 [t],
    none above `change`, lets each latent frame go no further than its own.
    """

    seed: int
    text: TextStates
    negative: TextStates | None = None
    conditions: tuple[Condition, ...] = ()
    cards: tuple[Card, ...] = ()
    source: Latents | None = None
    change: float = 1.0
    changes: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.change <= 1.0:
            raise ValueError(f"a remix's change lies in 0..1, not {self.change}")
        if self.source is None and self.remakes:
            raise ValueError("a remix with a change below 1 needs source latents")
        if self.changes is not None and not (self.changes.min() >= 0 and self.changes.max() <= self.change):
            raise ValueError(f"the changes over time lie in 0..{self.change}")

    @property
    def remakes(self) -> bool:
        """Whether the source shows through somewhere."""
        return self.change < 1 or self.changes is not None


@dataclass(frozen=True, slots=True, eq=False)
class DenoiseRequest:
    """Clips of one shape that are sampled alike; the executor's batch pass decides what goes together.

    `rate` is in frames per second; `window` caps the latent frames of one pass (None: the model's own). "unipc" is
    used where all free tokens share a timestep, Euler elsewhere.
    """

    items: tuple[DenoiseItem, ...]
    shape: LatentShape
    rate: Fraction
    steps: int = 8
    guidance: float = 4.0
    shift: float = 3.0
    solver: Solver = "euler"
    window: int | None = None

    def __post_init__(self) -> None:
        if not self.items:
            raise ValueError("a request needs at least one clip")
        if self.steps < 1 or not self.shift > 0 or not self.rate > 0:
            raise ValueError(f"steps {self.steps}, shift {self.shift} and rate {self.rate} must be positive")


@dataclass(frozen=True, slots=True, eq=False)
class StepReport:
    """Where sampling stands: `done` of `total` steps over all clips and windows.

    `estimates` holds, per clip, the clean latents as they look now, [C, known, h, w]: the frames of windows not yet
    begun are missing. `snapshot()` copies the resumable state into arrays; call it inside the callback only.
    """

    done: int
    total: int
    estimates: tuple[Latents | None, ...]
    snapshot: Callable[[], dict[str, NDArray[Any]]]


OnStep = Callable[[StepReport], bool | None]
"""Hears of every step. True: it is enough; what was begun stays as it looks now, and what was not begun yet is made in
`HASTY` steps. It may raise, to cancel."""
HASTY = 4


@dataclass(frozen=True, slots=True)
class Relief:
    """What a model does to need less memory, in the order in which the executor asks for it.

    `tile` decodes in squares of that many latent cells, `window` caps the latent frames of a pass, `offload` keeps
    one component in memory at a time.
    """

    tile: int | None = None
    window: int | None = None
    offload: bool = False


class VideoModel(Protocol):
    """What the executor calls; the built-in model and test doubles implement it. All on the engine thread.

    `relief` may be set between calls; a model without such means ignores it.
    """

    relief: Relief

    @property
    def spec(self) -> ModelSpec:
        """What the compiler knows of this model."""
        ...

    def encode_text(self, prompts: Sequence[str]) -> list[TextStates]:
        """One block of states per prompt."""
        ...

    def encode_frames(self, frames: Frames, *, check_cancel: Callable[[], None] | None = None) -> Latents:
        """Latents [C, n+1, h, w] of 4n+1 frames; `check_cancel` may raise Cancelled."""
        ...

    def denoise(
        self,
        request: DenoiseRequest,
        on_step: OnStep | None = None,
        *,
        check_cancel: Callable[[], None] | None = None,
        resume: Mapping[str, NDArray[Any]] | None = None,
    ) -> list[Latents]:
        """One clip's latents per item; `on_step` and `check_cancel` may raise Cancelled."""
        ...

    def decode(self, latents: Latents) -> Iterator[Frames]:
        """Frames of a clip in pieces, so that long clips never sit in memory whole."""
        ...

    def preview(self, latents: Latents) -> Frames | None:
        """The whole clip roughly, at half size, in about a millisecond; None if the weights bring no map for it."""
        ...


class ImageUpscaler(Protocol):
    """Enlarges frames one by one; `tile` is the side in pixels beyond which a frame is computed in tiles."""

    tile: int

    def upscale(
        self, frame: Frames, factor: int, *, check_cancel: Callable[[], None] | None = None
    ) -> Frames:
        """uint8 [H, W, 3] to uint8 [factor*H, factor*W, 3]; factor 2, 3 or 4."""
        ...


def placed(
    latents: Latents, frame: int, strength: float | Sequence[float] = 1.0, stride: int = 4
) -> tuple[Condition, ...]:
    """The conditions that put an encoded image or clip at pixel frame `frame` of a new clip.

    Several strengths are one for each latent frame.

    The first latent frame of an encoded clip stands for one pixel frame. At the clip's beginning that is what belongs
    there; anywhere else it is appended as a keyframe at its time, and the rest of the clip takes its place behind.
    Raises ValueError for a clip that starts off the grid of `stride` frames.
    """
    if not isinstance(strength, float | int):
        return _changing(latents, frame, np.array(strength, np.float32), stride)
    if frame == 0:
        return (Condition(latents, 0, None, strength),)
    first = Condition(latents[:, :1], 0, frame, strength)
    if latents.shape[1] == 1:
        return (first,)
    if frame % stride:
        raise ValueError(f"a clip can start at multiples of {stride} frames, not at {frame}")
    return first, Condition(latents[:, 1:], frame // stride + 1, None, strength)


def _changing(
    latents: Latents, frame: int, strengths: NDArray[np.float32], stride: int
) -> tuple[Condition, ...]:
    """The conditions of a clip whose strength changes; a keyframe that holds nothing is not shown to the model."""
    whole = placed(latents, frame, 1.0, stride)
    if len(strengths) != latents.shape[1]:
        raise ValueError(f"{latents.shape[1]} latent frames cannot have {len(strengths)} strengths")
    parts = (strengths,) if len(whole) == 1 else (strengths[:1], strengths[1:])
    return tuple(
        replace(condition, mask=part)
        for condition, part in zip(whole, parts, strict=True)
        if condition.frame is None or part[0] > 0
    )


def outside(latents: Latents, first: int, stop: int) -> Condition:
    """Keep all of a clip but latent frames first..stop-1, which are made anew (retake)."""
    mask = np.ones(latents.shape[1], dtype=np.float32)
    mask[first:stop] = 0
    return Condition(latents, mask=mask)
