"""Falling weather and the styles of the whole picture.

In and out: RGB frames float32 [B, 3, T, H, W] in 0..1.  Called by ``render`` for the clips concerned only.
"""

from collections.abc import Callable
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.world.sky import RAIN, SNOW
from engine.training.world.vocabulary import STYLES

NOIR, SEPIA, WATERCOLOUR, PIXEL, SKETCH, NEON, GRAIN = (
    STYLES.index(name) for name in ("noir", "sepia", "watercolour", "pixel art", "sketch", "neon", "grain")
)
PIXEL_SIDE: Final = 4
DROPS: Final = 16


def precipitation(
    frames: Tensor,
    noise: Tensor,
    weather: Tensor,
    time: Tensor,
    rate: float,
    *,
    amount: Tensor | None = None,
    loop: Tensor | None = None,
) -> Tensor:
    """Rain as slanted soft streaks, snow as soft flakes; each drawn once on a tile that wraps and falls.

    ``amount`` [B, T] is how much of it there is; where ``loop`` [B] is true it falls by whole tiles in the clip.
    """
    count, height, width = frames.shape[2:]
    snow = (weather == SNOW)[:, None, None, None]
    x = torch.arange(width, device=frames.device) + 0.5
    y = torch.arange(height, device=frames.device) + 0.5
    cx = noise[:, :DROPS, None, None] * width
    cy = (
        (
            noise[:, DROPS : 2 * DROPS, None, None]
            + torch.arange(DROPS, device=frames.device)[None, :, None, None] / DROPS
        )
        % 1
        * height
    )
    dy = (y[None, None, :, None] - cy + height / 2) % height - height / 2
    slant = torch.where(snow, 0.0, -0.25)
    dx = (x[None, None, None, :] - cx - slant * dy + width / 2) % width - width / 2
    unit = min(width, height) / 64.0
    thick, long = torch.where(snow, 1.25, 0.85) * unit, torch.where(snow, 1.25, 4.2) * unit
    tile = (-0.5 * ((dx / thick) ** 2 + (dy / long) ** 2)).exp().sum(1).clamp_max(1.0)
    # Speeds in pixels a second, so that other rates and sizes fall alike.
    seconds = torch.arange(count, device=frames.device) / rate
    down = torch.where(snow[:, :, 0, 0], 20.0, 66.0) * unit * seconds
    aside = torch.where(snow[:, :, 0, 0], 6.0, -16.5) * unit * seconds
    if loop is not None:
        share = torch.arange(count, device=frames.device) / count
        tiles = (down[:, 1:2] * count / height).round().clamp_min(1) if count > 1 else torch.ones_like(down)
        down = torch.where(loop[:, None], tiles * height * share, down)
        aside = torch.where(loop[:, None], (aside[:, -1:] / width).round() * width * share, aside)
    falling = _scroll(tile, aside, down)
    colour = torch.tensor([[0.80, 0.88, 0.97], [1.0, 1.0, 1.0]], device=frames.device)[
        snow[:, 0, 0, 0].long()
    ]
    dim = torch.where(time == 2, 0.8, 1.0)[:, None]
    strength = torch.where(weather == RAIN, 0.5, 0.92)[:, None, None, None]
    if amount is not None:
        strength = strength * amount[:, :, None, None]
    return torch.lerp(
        frames, (colour * dim)[:, :, None, None, None].expand_as(frames), (falling * strength)[:, None]
    )


def _scroll(tile: Tensor, aside: Tensor, down: Tensor) -> Tensor:
    """A wrapping tile [B, H, W] moved by ``aside`` and ``down`` pixels [B, T], as [B, T, H, W]."""
    height, width = tile.shape[1:]
    twice = F.pad(tile[:, None], (0, 1, 0, 1), mode="circular")
    x = (torch.arange(width, device=tile.device) - aside[:, :, None]) % width
    y = (torch.arange(height, device=tile.device) - down[:, :, None]) % height
    return sample_layer(twice, x, y)[:, 0]


def sample_layer(image: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """Bilinear samples of [B, C, h, w] at pixel indices ``x`` [B, T, W] and ``y`` [B, T, H], as [B, C, T, H, W].

    Index 0 is the centre of the first pixel; positions outside take the nearest one inside.
    """
    batch, channels, high, wide = image.shape
    count, height, width = y.shape[1], y.shape[2], x.shape[2]
    grid = image.new_empty(batch, count, height, width, 2)
    grid[..., 0] = (x * (2.0 / (wide - 1)) - 1)[:, :, None, :]
    grid[..., 1] = (y * (2.0 / (high - 1)) - 1)[:, :, :, None]
    flat = grid.view(batch, count * height, width, 2)
    found = F.grid_sample(image, flat, mode="bilinear", padding_mode="border", align_corners=True)
    return found.view(batch, channels, count, height, width)


def stylise(frames: Tensor, style: Tensor) -> Tensor:
    """Give every clip its style; ``frames`` may be changed in place."""
    for index, change in _CHANGES:
        chosen = (style == index).nonzero()[:, 0]
        if len(chosen):
            frames[chosen] = change(frames[chosen])
    return frames


def _luma(frames: Tensor) -> Tensor:
    weights = torch.tensor([0.30, 0.59, 0.11], device=frames.device)[:, None, None, None]
    return (frames * weights).sum(1, keepdim=True)


def _noir(frames: Tensor) -> Tensor:
    """Black and white with a film's contrast."""
    grey = _luma(frames).clamp(0, 1)
    return (0.72 * (grey * grey * (3 - 2 * grey) - 0.5) + 0.36 * (grey - 0.5) + 0.49).expand_as(frames)


def _sepia(frames: Tensor) -> Tensor:
    tone = torch.tensor([1.10, 0.92, 0.66], device=frames.device)[:, None, None, None]
    return (1.1 * _luma(frames) - 0.05) * tone


def _planes(frames: Tensor) -> Tensor:
    batch, channels, count, height, width = frames.shape
    return frames.reshape(batch, channels * count, height, width)


def _watercolour(frames: Tensor) -> Tensor:
    """Soft washes: blurred, lighter, on warm paper."""
    soft = F.avg_pool2d(_planes(frames), 3, 1, 1, count_include_pad=False)
    soft = F.avg_pool2d(soft, 3, 1, 1, count_include_pad=False).view_as(frames)
    paper = torch.tensor([1.0, 0.98, 0.93], device=frames.device)[:, None, None, None]
    return torch.lerp(soft.clamp(0, 1) ** 0.85, paper.expand_as(frames), 0.16)


def _pixel(frames: Tensor) -> Tensor:
    """Blocks of four pixels."""
    planes = _planes(frames)
    height, width = planes.shape[2:]
    blocks = F.avg_pool2d(planes, PIXEL_SIDE, ceil_mode=True)
    big = blocks.repeat_interleave(PIXEL_SIDE, 2).repeat_interleave(PIXEL_SIDE, 3)
    return big[:, :, :height, :width].reshape(frames.shape)


def _outlines(frames: Tensor) -> tuple[Tensor, Tensor]:
    """How much of an edge there is at each pixel, 0..1, two to three pixels wide [B, 1, T, H, W]; and softer still."""
    batch, _, count, height, width = frames.shape
    soft = F.avg_pool2d(_planes(frames), 3, 1, 1, count_include_pad=False)
    padded = F.pad(soft, (1, 1, 1, 1), mode="replicate")
    across = padded[:, :, 1:-1, 2:] - padded[:, :, 1:-1, :-2]
    down = padded[:, :, 2:, 1:-1] - padded[:, :, :-2, 1:-1]
    steep = (across.square() + down.square()).view(batch, 3, count, height, width).sum(1).sqrt()
    line = ((steep - 0.10) * 3.0).clamp(0, 1)
    line = F.avg_pool2d(line, 3, 1, 1, count_include_pad=False)
    return line[:, None], F.avg_pool2d(line, 5, 1, 2, count_include_pad=False)[:, None]


def _sketch(frames: Tensor) -> Tensor:
    """Pencil: dark outlines and light shading on warm paper."""
    line, _ = _outlines(frames)
    shade = 0.70 + 0.30 * _luma(frames).clamp(0, 1)
    paper = torch.tensor([0.99, 0.975, 0.94], device=frames.device)[:, None, None, None]
    return paper * shade * (1 - 0.85 * line)


def _neon(frames: Tensor) -> Tensor:
    """Glowing outlines in strong colours over a dark blue picture."""
    line, glow = _outlines(frames)
    least, most = frames.amin(1, keepdim=True), frames.amax(1, keepdim=True)
    pure = (frames - 0.85 * least) / (most - 0.85 * least).clamp_min(0.08)
    dark = frames * torch.tensor([0.22, 0.20, 0.34], device=frames.device)[:, None, None, None]
    return dark + 0.9 * line * pure.clamp(0, 1) + 0.55 * glow * pure.clamp(0, 1)


def _grain(frames: Tensor) -> Tensor:
    """Old film: soft grain that differs from frame to frame, faded blacks, darker corners."""
    count, height, width = frames.shape[2:]
    x = torch.arange(width, device=frames.device)
    y = torch.arange(height, device=frames.device)
    # One tile of noise, coarse enough for the autoencoder, shown from another corner in every frame.
    tile = torch.rand(1, 1, 48, 48, generator=torch.Generator().manual_seed(5)).to(frames.device)
    tile = F.interpolate(F.pad(tile, (0, 1, 0, 1), mode="circular"), scale_factor=2, mode="bilinear")[
        0, 0, :96, :96
    ]
    turn = torch.arange(count, device=frames.device)
    rows, columns = (y + (turn * 37)[:, None]) % 96, (x + (turn * 59)[:, None]) % 96
    speckle = tile[rows[:, :, None], columns[:, None, :]] - 0.5
    far = ((x / width - 0.5) ** 2)[None, :] + ((y / height - 0.5) ** 2)[:, None]
    warm = torch.tensor([1.0, 0.96, 0.86], device=frames.device)[:, None, None, None]
    faded = (0.08 + 0.86 * torch.lerp(frames, _luma(frames).expand_as(frames), 0.35)) * warm
    return (faded + 0.16 * speckle) * (1.04 - 0.75 * far)


_CHANGES: Final[tuple[tuple[int, Callable[[Tensor], Tensor]], ...]] = (
    (NOIR, _noir), (SEPIA, _sepia), (WATERCOLOUR, _watercolour), (PIXEL, _pixel),
    (SKETCH, _sketch), (NEON, _neon), (GRAIN, _grain),
)  # fmt: skip
