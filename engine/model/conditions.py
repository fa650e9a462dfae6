"""Conditions become levels: which token starts how clean, what it is held at, where it stands in time.

In: the items of a request and one window of the clip. Out: `Anchors`, the one thing the sampler knows about
image-to-video, keyframes, extending, connecting, loops, remixes, retakes and the history of a long clip; and the
storyboard's attention bias. Called by `engine.model.windows`, the bias also by training.

Shapes: B clips, C channels, T latent frames of the window plus appended ones, h w latent cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.model.noise import clip_noise
from engine.model.request import Condition, DenoiseItem, Latents

HISTORY_SIGMA = 0.02
"""Noise on the history that a later window looks back at, so that its small faults are not copied for ever."""


@dataclass(frozen=True, slots=True)
class Span:
    """One window of a clip in latent frames: all of start..stop-1 is sampled, `held` is history, `kept` is new."""

    start: int
    stop: int
    held: tuple[int, int]
    kept: tuple[int, int]

    @property
    def frames(self) -> int:
        return self.stop - self.start


@dataclass(frozen=True, slots=True)
class Anchors:
    """What every cell of a batch of windows is tied to.

    A cell's noise level is min(sigma, ceiling), but never below floor: `ceiling` is 1 - strength, `floor` is 0 but
    for history. Where ceiling <= floor the cell is held. `clean` and `noise` are [B, C, T, h, w], `ceiling` and
    `floor` [B, T, h, w], uniform within a patch. The first `frames` of T are the window, the rest appended.
    `seconds` [B, T] are times from the window's start for rotary positions, `moments` [B, T] times from the
    clip's start for cards.
    """

    clean: Tensor
    noise: Tensor
    ceiling: Tensor
    floor: Tensor
    seconds: Tensor
    moments: Tensor
    frames: int

    def level(self, sigma: float) -> Tensor:
        """Noise level [B, T, h, w] of every cell when the schedule stands at `sigma`."""
        return torch.maximum(self.ceiling.clamp(max=sigma), self.floor)

    def told(self, sigma: float) -> Tensor:
        """The level [B, T, h, w] that the model is told: held cells count as clean.

        Training gives what is known at level 0, now and then with a little noise; it never saw a level near 0.
        """
        return self.level(sigma).masked_fill(self.ceiling <= self.floor, 0.0)

    def blend(self, sigma: float) -> Tensor:
        """Where sampling starts: every cell's clean value and noise mixed at its level."""
        level = self.level(sigma)[:, None]
        return (1 - level) * self.clean + level * self.noise

    def impose(self, x: Tensor) -> Tensor:
        """x with held cells put back to where they are held."""
        held, floor = (self.ceiling <= self.floor)[:, None], self.floor[:, None]
        return torch.where(held, (1 - floor) * self.clean + floor * self.noise, x)

    def finish(self, x: Tensor) -> Tensor:
        """The window's frames [B, C, frames, h, w] of x, held cells exactly clean."""
        held = (self.ceiling <= self.floor)[:, None]
        return torch.where(held, self.clean, x)[:, :, : self.frames]

    def shared(self, sigma: float) -> bool:
        """Whether all cells that are not held go through the whole schedule from `sigma` together."""
        return bool(((self.ceiling <= self.floor) | (self.ceiling >= sigma - 1e-6)).all())


@dataclass(frozen=True, slots=True)
class Geometry:
    """A model's grid: latent channels, pixel frames per latent frame, cells per patch side."""

    channels: int
    time_stride: int
    patch: int

    def seconds(self, index: int, rate: Fraction) -> float:
        """When a latent frame ends, in seconds: index 0 is pixel frame 0, index k pixel frame k*stride."""
        return float(self.time_stride * index / rate)

    def moment(self, index: int, rate: Fraction) -> float:
        """The middle of the pixel frames that a latent frame stands for, in seconds."""
        middle = Fraction(0) if index == 0 else self.time_stride * index - Fraction(self.time_stride - 1, 2)
        return float(middle / rate)

    def holder(self, frame: int) -> int:
        """The latent frame that holds a pixel frame."""
        return -(-frame // self.time_stride)

    def appended_at(self, condition: Condition, span: Span) -> list[int]:
        """Pixel frames, from the window's start, of a condition's appended latents; none if it is out of sight.

        A keyframe whose latent frame is history already has had its effect.
        """
        if condition.frame is None:
            return []
        holder = self.holder(condition.frame)
        if not span.start <= holder < span.stop or span.held[0] <= holder < span.held[1]:
            return []
        local = condition.frame - self.time_stride * span.start
        return [local + self.time_stride * k for k in range(condition.latents.shape[1])]

    def appended_count(self, item: DenoiseItem, span: Span) -> int:
        """How many latent frames an item appends in a window; clips of one batch must agree."""
        return sum(len(self.appended_at(condition, span)) for condition in item.conditions)


def anchors(
    items: Sequence[DenoiseItem],
    geometry: Geometry,
    size: tuple[int, int],
    rate: Fraction,
    span: Span,
    history: Tensor | None = None,
    window: int = 0,
    device: torch.device | str = "cpu",
) -> Anchors:
    """The anchors of a batch for one window; `size` is (h, w) in cells, `history` [B, C, T of the clip, h, w].

    Raises ValueError for a condition that does not lie within the clip's cells.
    """
    parts = [_Canvas(item, geometry, size, rate, span, window) for item in items]
    clean = torch.from_numpy(np.stack([part.clean for part in parts])).to(device)
    noise = torch.from_numpy(np.stack([part.noise for part in parts])).to(device)
    ceiling = torch.from_numpy(np.stack([part.ceiling for part in parts])).to(device)
    floor = torch.zeros_like(ceiling)
    if history is not None and span.held[0] < span.held[1]:
        local = slice(span.held[0] - span.start, span.held[1] - span.start)
        clean[:, :, local] = history[:, :, span.held[0] : span.held[1]]
        ceiling[:, local] = HISTORY_SIGMA
        floor[:, local] = HISTORY_SIGMA
    times = torch.tensor([part.seconds for part in parts], dtype=torch.float64, device=device)
    moments = torch.tensor([part.moments for part in parts], dtype=torch.float64, device=device)
    return Anchors(clean, noise, ceiling, floor, times, moments, span.frames)


class _Canvas:
    """One item's window while it is being filled, in numpy."""

    def __init__(
        self,
        item: DenoiseItem,
        geometry: Geometry,
        size: tuple[int, int],
        rate: Fraction,
        span: Span,
        window: int,
    ) -> None:
        frame = (geometry.channels, *size)
        here = range(span.start, span.stop)
        self.geometry, self.size, self.span = geometry, size, span
        self.noise = clip_noise(item.seed, here, frame)
        held = slice(span.held[0] - span.start, span.held[1] - span.start)
        if span.held[0] < span.held[1]:
            # History was made from the clip's own noise; the same noise again would not be independent of it.
            self.noise[:, held] = clip_noise(item.seed, range(*span.held), frame, f"history {window}")
        self.clean = np.zeros_like(self.noise)
        self.ceiling = np.ones((span.frames, *size), dtype=np.float32)
        self.seconds = [geometry.seconds(k, rate) for k in range(span.frames)]
        self.moments = [geometry.moment(k, rate) for k in here]
        if item.source is not None and item.remakes:
            self._check(item.source)
            if item.source.shape[1] < span.stop:
                raise ValueError(
                    f"the source has {item.source.shape[1]} latent frames, {span.stop} are needed"
                )
            self.clean[:] = item.source[:, span.start : span.stop]
            self.ceiling[:] = self._changes(item)
        for number, condition in enumerate(item.conditions):
            self._check(condition.latents)
            if condition.frame is None:
                self._in_place(condition)
            else:
                self._append(condition, geometry.appended_at(condition, span), rate, item.seed, number)

    def _changes(self, item: DenoiseItem) -> float | NDArray[np.float32]:
        """How far each latent frame of the window may go from the source: one number, or [frames, 1, 1]."""
        if item.changes is None:
            return item.change
        return item.changes[self.span.start : self.span.stop, None, None]

    def _check(self, latents: Latents) -> None:
        if (latents.shape[0], *latents.shape[2:]) != (self.geometry.channels, *self.size):
            raise ValueError(
                f"a condition's latents {latents.shape} do not fit {self.geometry.channels} channels "
                f"of {self.size[1]}x{self.size[0]} cells"
            )

    def _in_place(self, condition: Condition) -> None:
        """Where several conditions meet, the strongest wins; among equals the last."""
        ceiling = 1 - condition.strength * self._mask(condition)
        for k in range(condition.latents.shape[1]):
            local = condition.index + k - self.span.start
            if 0 <= local < self.span.frames:
                wins = (ceiling[k] <= self.ceiling[local]) & (ceiling[k] < 1)
                self.ceiling[local][wins] = ceiling[k][wins]
                self.clean[:, local][:, wins] = condition.latents[:, k][:, wins]

    def _append(
        self, condition: Condition, places: list[int], rate: Fraction, seed: int, number: int
    ) -> None:
        if not places:
            return
        shape = (self.geometry.channels, *self.size)
        noise = clip_noise(seed, range(len(places)), shape, f"condition {number}")
        self.noise = np.concatenate((self.noise, noise), axis=1)
        self.clean = np.concatenate((self.clean, condition.latents.astype(np.float32)), axis=1)
        self.ceiling = np.concatenate((self.ceiling, 1 - condition.strength * self._mask(condition)))
        self.seconds += [float(place / rate) for place in places]
        offset = self.geometry.time_stride * self.span.start
        self.moments += [float((place + offset) / rate) for place in places]

    def _mask(self, condition: Condition) -> NDArray[np.float32]:
        """[n, h, w] in 0..1, the weakest of each patch: a token with one free cell is free."""
        shape = (condition.latents.shape[1], *self.size)
        if condition.mask is None:
            return np.ones(shape, dtype=np.float32)
        mask = np.clip(condition.mask, 0, 1).astype(np.float32)
        if mask.ndim == 1:
            mask = mask[:, None, None]
        n, p = shape[0], self.geometry.patch
        blocks = np.broadcast_to(mask, shape).reshape(n, shape[1] // p, p, shape[2] // p, p)
        weakest: NDArray[np.float32] = blocks.min(axis=(2, 4)).repeat(p, axis=1).repeat(p, axis=2)
        return weakest


def card_bias(
    moments: Tensor,
    cards: Sequence[tuple[float, float, float]],
    tokens_per_frame: int,
    block: int,
    blocks: int | None = None,
) -> Tensor:
    """Attention bias [L, S] of one clip: -(d/w)^2/2 for d seconds outside a card (Prompt Relay, arXiv 2604.10030).

    `moments` [T] are the middles of the latent frames in seconds, `cards` (start, end, width) in seconds. Text is
    `blocks` blocks of `block` tokens: the global text, which is never biased, the cards in order, then padding.
    """
    blocks = blocks or 1 + len(cards)
    bias = torch.zeros(moments.shape[0], blocks, dtype=torch.float32, device=moments.device)
    for number, (start, end, width) in enumerate(cards):
        distance = torch.maximum(start - moments, moments - end).clamp(min=0)
        bias[:, 1 + number] = (-((distance / width) ** 2) / 2).float()
    return bias.repeat_interleave(tokens_per_frame, 0).repeat_interleave(block, 1)
