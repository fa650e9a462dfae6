"""Scenery that stirs: bubbles and moving light under water, glints on the sea, fireflies on summer nights.

In: finished frames of the scenery [B, 3, T, H, W] of clips in one place; out: the same frames with what moves in them.
Called by ``places``, for the full world only.  Everything is periodic in ``phase`` [B, T], which counts rounds: whole
numbers look the same, so a clip whose phase runs through whole rounds closes into a loop.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery.brushes import again
from engine.training.world.sky import CLOUDS, NIGHT


@dataclass(frozen=True, slots=True)
class Stirring:
    """What moves by: ``phase`` in rounds and ``aside``, how far the ground has moved leftwards in pixels, [B, T];
    ``time`` and ``weather`` int64, ``horizon`` in heights, [B]; ``noise`` [B, 96]."""

    phase: Tensor
    aside: Tensor
    time: Tensor
    weather: Tensor
    horizon: Tensor
    noise: Tensor

    def rows(self, chosen: Tensor) -> "Stirring":
        """The same for the clips with these indices."""
        return Stirring(*(getattr(self, item.name)[chosen] for item in fields(self)))

    def dice(self, column: int, count: int, turn: int) -> Tensor:
        """Uniform numbers [B, 1, N]."""
        return again(self.noise[:, None, column : column + count], turn)

    def wave(self, turns: Tensor) -> Tensor:
        """A sine of ``phase`` and ``turns`` [B, 1, N], both in rounds, as [B, T, N]."""
        return (2 * math.pi * (self.phase[:, :, None] + turns)).sin()


def _blobs(frames: Tensor, cx: Tensor, cy: Tensor, wide: Tensor, tall: Tensor, weight: Tensor) -> Tensor:
    """The sum of soft blobs [B, T, N] with middles and radii in pixels, as [B, T, H, W].

    A blob is a product of two bells, so the sum is one small matrix product per frame.
    """
    x = torch.arange(frames.shape[4], device=frames.device) + 0.5
    y = torch.arange(frames.shape[3], device=frames.device) + 0.5
    across = (-0.5 * ((x - cx[..., None]) / wide[..., None]) ** 2).exp() * weight[..., None]
    down = (-0.5 * ((y - cy[..., None]) / tall[..., None]) ** 2).exp()
    return torch.einsum("btnh,btnw->bthw", down, across)


def _laid(frames: Tensor, colour: Tensor, cover: Tensor) -> Tensor:
    return torch.lerp(frames, colour[:, :, None, None, None].expand_as(frames), cover.clamp(0, 1)[:, None])


def _bubbles(frames: Tensor, stirring: Stirring) -> Tensor:
    """Bubbles that rise and sway, through bands of light that wander."""
    height, width = frames.shape[3:]
    unit, count = min(height, width) / 64.0, 8
    x = (torch.arange(width, device=frames.device) + 0.5) / width
    y = (torch.arange(height, device=frames.device) + 0.5) / height
    bands = (
        stirring.wave(2.2 * x + stirring.dice(80, 1, 1))[:, :, None, :] * (1 - y / 0.8).clamp(0, 1)[:, None]
    )
    frames = frames * (1 + 0.07 * bands)[:, None]
    first, second = stirring.dice(8, count, 21), stirring.dice(8, count, 22)
    rounds = 1.0 + (second > 0.6)
    cy = (1.15 - 1.3 * ((stirring.phase[:, :, None] * rounds + first) % 1.0)) * height
    sway = 1.5 * unit * stirring.wave(first)
    cx = (1.3 * second - 0.15) * width + sway - stirring.aside[:, :, None]
    radius = (1.7 + 1.1 * stirring.dice(8, count, 23)).expand_as(cx) * unit
    one = torch.ones_like(cx)
    # A bright rim, and a gleam at the upper left.
    rim = _blobs(frames, cx, cy, radius, radius, 0.75 * one) - _blobs(
        frames, cx, cy, 0.5 * radius, 0.5 * radius, 0.4 * one
    )
    gleam = _blobs(frames, cx - 0.6 * radius, cy - 0.6 * radius, 0.45 * radius, 0.45 * radius, 0.5 * one)
    tints = torch.tensor([[0.86, 0.98, 1.0], [1.0, 0.90, 0.86], [0.50, 0.64, 0.94]], device=frames.device)
    return _laid(frames, tints[stirring.time], rim + gleam)


def _glints(reach: float) -> Callable[[Tensor, Stirring], Tensor]:
    """Glints that come and go on the water from the horizon down to ``reach`` heights below it."""

    def draw(frames: Tensor, stirring: Stirring) -> Tensor:
        height, width = frames.shape[3:]
        unit, count = min(height, width) / 64.0, 12
        first, second = stirring.dice(8, count, 21), stirring.dice(8, count, 22)
        span = (1 - stirring.horizon).clamp_max(reach)[:, None, None]
        cy = (stirring.horizon[:, None, None] + span * (0.10 + 0.85 * second)) * height
        cx = (1.3 * first - 0.15) * width - stirring.aside[:, :, None]
        weight = stirring.wave(stirring.dice(8, count, 23)).clamp_min(0) ** 2
        size = (1.2 + 0.8 * second).expand_as(cx) * unit
        shine = _blobs(frames, cx, cy.expand_as(cx), 2.6 * size, size, 0.7 * weight)
        tints = torch.tensor([[1.0, 1.0, 1.0], [1.0, 0.86, 0.60], [0.70, 0.76, 0.90]], device=frames.device)
        return _laid(frames, tints[stirring.time], shine)

    return draw


def _fireflies(frames: Tensor, stirring: Stirring) -> Tensor:
    """On dry nights, a few warm lights that wander and glow on and off."""
    height, width = frames.shape[3:]
    unit, count = min(height, width) / 64.0, 6
    first, second, third = (stirring.dice(30, count, turn) for turn in (21, 22, 23))
    cx = (1.2 * first - 0.1) * width + 5 * unit * stirring.wave(second) - stirring.aside[:, :, None]
    cy = (0.42 + 0.45 * third) * height + 3 * unit * stirring.wave(first)
    night = ((stirring.time == NIGHT) & (stirring.weather <= CLOUDS)).float()[:, None, None]
    weight = (0.25 + 0.75 * stirring.wave(third).clamp_min(0)) * night
    core, halo = torch.full_like(cx, 1.5 * unit), torch.full_like(cx, 4.0 * unit)
    glow = _blobs(frames, cx, cy, core, core, weight) + _blobs(frames, cx, cy, halo, halo, 0.25 * weight)
    warm = torch.tensor([1.0, 0.93, 0.50], device=frames.device).expand(len(frames), -1)
    return _laid(frames, warm, glow)


STIRS: Final[dict[str, Callable[[Tensor, Stirring], Tensor]]] = {
    "underwater": _bubbles, "sea": _glints(0.50), "beach": _glints(0.17), "meadow": _fireflies, "forest": _fireflies,
}  # fmt: skip
"""The places where something moves of itself."""
