"""Places on dry land, and the moon: meadow, desert, snow, forest, mountains, space.

In: a ``Canvas`` of clips in one place and their finished sky; out: ``Layers``.  Called by ``places``.  Colours are for
noon and lit by the time of day.
"""

import math
from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery.brushes import (
    Layers,
    again,
    dots,
    fir_trees,
    ground,
    laid,
    lit,
    nearness,
    rgb,
    ridge,
    saw,
)
from engine.training.world.sky import Canvas, discs, edge, over

_ROCK: Final = ((0.70, 0.72, 0.82), (0.50, 0.55, 0.72))
_SNOWCAP: Final = ((1.0, 1.0, 1.0), (0.80, 0.88, 0.98))


def meadow(canvas: Canvas, sky: Tensor) -> Layers:
    """Green hills with round trees far off, and flowers in the grass."""
    far_line = ridge(canvas, canvas.horizon - 0.10, 0.07, 1.3, 70)
    mid_line = ridge(canvas, canvas.horizon - 0.03, 0.04, 1.9, 73)
    far = over(
        rgb(canvas, 0.42, 0.66, 0.58).expand_as(sky),
        rgb(canvas, 0.36, 0.66, 0.36),
        edge(mid_line, 0.03),
    )
    trunks = (canvas.noise[:, 76:80] - 0.5) * canvas.aspect * 1.2
    crowns = discs(
        canvas,
        trunks,
        canvas.horizon[:, None] - 0.09 - 0.03 * canvas.noise[:, 80:84],
        0.05 + 0.03 * canvas.noise[:, 84:88],
    )
    far = over(far, rgb(canvas, 0.20, 0.50, 0.26), edge(crowns, 0.03))
    near = ground(canvas, rgb(canvas, 0.52, 0.78, 0.34), rgb(canvas, 0.30, 0.62, 0.24), 0.35)
    colours = torch.tensor([[1.0, 0.85, 0.3], [1.0, 0.55, 0.65], [1.0, 1.0, 0.95]], device=sky.device)
    flower = colours[(canvas.noise[:, 88] * 2.999).long()][:, :, None, None]
    near = over(near, flower, dots(canvas, 76, 10, 0.020) * 0.85)
    cover = torch.maximum(edge(far_line, 0.03), edge(crowns, 0.03))
    return Layers(
        lit(canvas, far),
        cover,
        lit(canvas, near),
        edge(ridge(canvas, canvas.horizon, 0.015, 0.8, 90), 0.03),
    )


def desert(canvas: Canvas, sky: Tensor) -> Layers:
    """Dunes with cacti before rippled sand."""
    dunes = ridge(canvas, canvas.horizon - 0.07, 0.06, 1.0, 70)
    shade = edge(ridge(canvas, canvas.horizon - 0.02, 0.05, 1.4, 73), 0.06)
    far = over(rgb(canvas, 0.92, 0.66, 0.44).expand_as(sky), rgb(canvas, 0.82, 0.52, 0.34), shade)
    stems = (
        torch.tensor([-0.31, 0.08, 0.36], device=sky.device) + 0.18 * (canvas.noise[:, 76:79] - 0.5)
    ) * canvas.aspect
    cactus = torch.zeros_like(dunes)
    for index in range(3):
        cx = stems[:, index, None, None]
        top = canvas.horizon[:, None, None] - 0.13 - 0.08 * canvas.noise[:, 79 + index, None, None]
        x, y = canvas.x[None, None] - cx, canvas.y[None, :, None]
        trunk = 0.024 - (x**2 + (top + 0.02 - y).clamp_min(0) ** 2).sqrt()
        arm = 0.018 - torch.maximum((x.abs() - 0.062).abs(), (y - top - 0.075).abs() - 0.035)
        bar = 0.016 - torch.maximum((x.abs() - 0.03).abs() - 0.03, (y - top - 0.11).abs())
        inside = torch.maximum(trunk, torch.maximum(arm, bar)) - (
            y - canvas.horizon[:, None, None] - 0.05
        ).clamp_min(0)
        cactus = torch.maximum(cactus, edge(inside, 1.8 * canvas.unit))
    far = over(far, rgb(canvas, 0.28, 0.56, 0.34), cactus)
    near = ground(canvas, rgb(canvas, 0.98, 0.80, 0.52), rgb(canvas, 0.88, 0.60, 0.34), 0.22)
    line = ridge(canvas, canvas.horizon, 0.03, 0.7, 84)
    ripple = edge(
        (2 * math.pi * (5 * nearness(canvas)[:, 0] ** 0.8 + 0.8 * canvas.x + canvas.grain[:, 0])).sin() - 0.6,
        0.8,
    )
    near = over(near, rgb(canvas, 0.80, 0.54, 0.32), ripple * 0.22)
    return Layers(
        lit(canvas, far), torch.maximum(edge(dunes, 0.03), cactus), lit(canvas, near), edge(line, 0.03)
    )


def snow(canvas: Canvas, sky: Tensor) -> Layers:
    """White peaks and firs behind a field of snow."""
    peaks = ridge(canvas, canvas.horizon - 0.16, 0.15, 1.5, 70, sharp=True)
    far = over(
        rgb(canvas, 0.95, 0.97, 1.0).expand_as(sky),
        rgb(canvas, 0.52, 0.64, 0.80),
        edge(peaks - 0.07, 0.05),
    )
    trees = fir_trees(canvas, 74, 7, canvas.horizon + 0.02, 0.20)
    far = over(far, rgb(canvas, 0.24, 0.45, 0.44), edge(trees, 2 * canvas.unit))
    near = ground(canvas, rgb(canvas, 0.97, 0.98, 1.0), rgb(canvas, 0.80, 0.88, 0.97), 0.12)
    line = ridge(canvas, canvas.horizon, 0.025, 0.8, 88)
    cover = torch.maximum(edge(peaks, 2 * canvas.unit), edge(trees, 2 * canvas.unit))
    return Layers(lit(canvas, far), cover, lit(canvas, near).clamp(0, 1), edge(line, 0.025))


def forest(canvas: Canvas, sky: Tensor) -> Layers:
    """Trunks under a closed canopy; some sky shines through between them."""
    slot = (torch.arange(7, device=sky.device) + 0.5) / 7 - 0.5
    cx = (slot * 1.35 + 0.10 * (canvas.noise[:, 70:77] - 0.5)) * canvas.aspect
    x = (canvas.x[None, None] - cx[:, :, None]).abs().amin(1)
    trunk = edge(0.032 - x, 2 * canvas.unit)[:, None].expand(-1, len(canvas.y), -1)
    crowns = discs(canvas, cx, 0.12 + 0.12 * canvas.noise[:, 77:84], 0.14 + 0.06 * canvas.noise[:, 84:91])
    canopy = torch.maximum(edge(crowns, 0.03), edge(0.12 - canvas.y[None, :, None], 0.08).expand_as(crowns))
    haze = over(
        rgb(canvas, 0.62, 0.80, 0.58).expand_as(sky),
        rgb(canvas, 0.36, 0.62, 0.42),
        edge(ridge(canvas, canvas.horizon - 0.14, 0.05, 2.3, 91), 0.10),
    )
    far = over(haze, rgb(canvas, 0.42, 0.29, 0.20), trunk)
    far = over(far, rgb(canvas, 0.16, 0.44, 0.22) * (0.8 + 0.5 * canvas.grain[:, 0:1]), canopy)
    bushes = ridge(canvas, canvas.horizon - 0.04, 0.035, 3.1, 93)
    far = over(far, rgb(canvas, 0.18, 0.42, 0.22), edge(bushes, 0.03))
    near = ground(canvas, rgb(canvas, 0.36, 0.54, 0.24), rgb(canvas, 0.40, 0.36, 0.20), 0.45)
    # Between the trunks some sky shines through in the upper half.
    cover = torch.maximum(
        torch.maximum(trunk, canopy), edge(canvas.y[None, :, None] - 0.38, 0.30).expand_as(trunk) * 0.9
    )
    line = ridge(canvas, canvas.horizon, 0.02, 1.0, 92)
    return Layers(lit(canvas, far), cover, lit(canvas, near), edge(line, 0.03))


def space(canvas: Canvas, sky: Tensor) -> Layers:
    """A grey moon with craters below jagged hills."""
    hills = ridge(canvas, canvas.horizon - 0.05, 0.07, 1.2, 70, sharp=True)
    far = rgb(canvas, 0.36, 0.32, 0.48).expand_as(sky)
    near = ground(canvas, rgb(canvas, 0.62, 0.60, 0.70), rgb(canvas, 0.46, 0.44, 0.56), 0.16)
    cx = (canvas.noise[:, 74:79] - 0.5) * canvas.aspect * 1.25
    share = torch.tensor([0.15, 0.35, 0.55, 0.75, 0.9], device=sky.device)
    cy = canvas.horizon[:, None] + (1 - canvas.horizon[:, None]) * share
    radius = 0.035 + 0.05 * share + 0.02 * canvas.noise[:, 79:84]
    near = over(
        near,
        rgb(canvas, 0.76, 0.74, 0.84),
        edge(discs(canvas, cx, cy + 0.012, radius * 1.12, flat=2.4), 0.025),
    )
    near = over(near, rgb(canvas, 0.33, 0.31, 0.43), edge(discs(canvas, cx, cy, radius, flat=2.4), 0.025))
    return Layers(far, edge(hills, 0.02), near, edge(ridge(canvas, canvas.horizon, 0.02, 0.7, 90), 0.02))


def mountains(canvas: Canvas, sky: Tensor) -> Layers:
    """A range of snow-capped peaks with a lit and a shaded side, wooded hills, and a valley with a stream."""
    noise = canvas.noise
    peaks = torch.zeros_like(sky), torch.zeros_like(sky[:, 0])
    # From the back to the front; the front ones are lower and stand between those behind.
    for index, slot in enumerate((0.22, 0.74, 0.5, 0.02, 0.97)):
        share = noise[:, 70 + index]
        cx = ((slot - 0.5) * 1.4 + 0.12 * (again(share, 1) - 0.5))[:, None, None] * canvas.aspect
        tall = (0.50 - 0.045 * index + 0.10 * share)[:, None, None]
        x, down = canvas.x[None, None] - cx, canvas.y[None, :, None] - canvas.horizon[:, None, None] + tall
        steep = (0.95 + 0.35 * again(share, 2))[:, None, None]
        # A broken ridge runs down the middle, its right side in the shade; the snow ends in a zigzag.
        dark = edge(x - 0.22 * (saw(2.6 * down + share[:, None, None]) - 0.45) * down, 0.03)
        snow = edge(0.15 + 0.07 * saw(5.5 * x + share[:, None, None]) - down, 0.03)
        rock = torch.lerp(rgb(canvas, *_ROCK[0]), rgb(canvas, *_ROCK[1]), dark[:, None])
        white = torch.lerp(rgb(canvas, *_SNOWCAP[0]), rgb(canvas, *_SNOWCAP[1]), dark[:, None])
        face = torch.lerp(rock, white, snow[:, None])
        if index < 2:  # far peaks stand in haze
            face = torch.lerp(face, rgb(canvas, 0.66, 0.78, 0.92), 0.25)
        peaks = laid(peaks, face, edge((down * steep - x.abs()) * 0.7, 2 * canvas.unit))
    hills = ridge(canvas, canvas.horizon - 0.05, 0.05, 1.2, 80)
    trees = fir_trees(canvas, 75, 7, canvas.horizon + 0.01, 0.22)
    middle = over(
        rgb(canvas, 0.36, 0.60, 0.44).expand_as(sky),
        rgb(canvas, 0.16, 0.42, 0.34),
        edge(trees, 2 * canvas.unit),
    )
    near = ground(canvas, rgb(canvas, 0.58, 0.80, 0.38), rgb(canvas, 0.32, 0.62, 0.28), 0.3)
    depth = nearness(canvas)[:, 0]
    bend = (2 * math.pi * (0.55 * depth + noise[:, 86, None, None])).sin() * (0.10 + 0.16 * depth)
    stream = (
        0.03
        + 0.10 * depth
        - (canvas.x[None, None] - (noise[:, 87, None, None] - 0.5) * canvas.aspect - bend).abs()
    )
    near = over(near, rgb(canvas, 0.86, 0.82, 0.66), edge(stream + 0.025, 0.03))
    near = over(near, rgb(canvas, 0.42, 0.74, 0.92), edge(stream, 0.03))
    near = over(near, rgb(canvas, 0.98, 0.96, 0.90), dots(canvas, 88, 6, 0.022) * edge(-stream, 0.04) * 0.9)
    return Layers(
        lit(canvas, peaks[0]),
        peaks[1],
        lit(canvas, near),
        edge(ridge(canvas, canvas.horizon, 0.015, 0.9, 84), 0.03),
        lit(canvas, middle),
        torch.maximum(edge(hills, 0.03), edge(trees, 2 * canvas.unit)),
    )
