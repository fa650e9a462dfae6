"""Places that people built: city and street.

In: a ``Canvas`` of clips in one place and their finished sky; out: ``Layers``.  Called by ``places``.  Windows and
lamps shine in the evening and at night.
"""

from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery.brushes import (
    Layers,
    again,
    ground,
    leafy,
    level,
    lit,
    nearness,
    one_of,
    panel,
    rgb,
    ridge,
    slots,
)
from engine.training.world.sky import SNOW, SUNSET, Canvas, edge, over

_HOUSES: Final = (
    (0.98, 0.80, 0.52), (0.96, 0.62, 0.52), (0.62, 0.80, 0.90), (0.98, 0.92, 0.80), (0.74, 0.84, 0.62),
    (0.92, 0.68, 0.78),
)  # fmt: skip
_ROOFS: Final = ((0.76, 0.34, 0.26), (0.46, 0.36, 0.40), (0.34, 0.42, 0.54), (0.60, 0.28, 0.30))
_DOORS: Final = ((0.80, 0.24, 0.22), (0.16, 0.46, 0.50), (0.30, 0.38, 0.66), (0.48, 0.30, 0.20))
WARM: Final = (1.0, 0.84, 0.48)
"""Lamplight behind a pane or a shade."""


def city(canvas: Canvas, sky: Tensor) -> Layers:
    """A skyline of tall houses with rows of windows behind pavement and road."""
    count = 9
    place = (canvas.x / canvas.aspect / 1.34 + 0.5).clamp(0, 0.9999) * count
    slot = place.long()
    column = 70 + slot
    tall = canvas.noise[:, column]
    roof = canvas.horizon[:, None] - 0.18 - 0.36 * tall
    within = place - slot
    wide = canvas.aspect * 1.34 / count
    wall = torch.minimum(within, 1 - within) * wide - 0.008
    inside = torch.minimum(canvas.y[None, :, None] - roof[:, None], wall[None, None].expand(len(sky), 1, -1))
    walls = torch.tensor(
        [[0.86, 0.62, 0.52], [0.56, 0.66, 0.80], [0.90, 0.80, 0.62], [0.62, 0.58, 0.74]], device=sky.device
    )
    wall_colour = walls[((canvas.noise[:, column] * 17.3) % 1.0 * 3.999).long()].permute(0, 2, 1)[:, :, None]
    # Windows: a regular grid per house, two to four pixels each, lit in the evening.
    across = ((within * 2.0) % 1.0 - 0.5).abs()[None, None]
    floors = ((canvas.y[None, :, None] - roof[:, None]) / 0.115 % 1.0 - 0.5).abs()
    window = edge(0.24 - across.expand_as(floors), 0.22) * edge(0.22 - floors, 0.22)
    far = lit(canvas, wall_colour.expand_as(sky))
    dark = (canvas.time >= SUNSET)[:, None, None, None]
    pane = torch.where(
        dark, rgb(canvas, 1.0, 0.84, 0.45), lit(canvas, rgb(canvas, 0.40, 0.52, 0.66).expand_as(far))
    )
    far = over(far, pane, window * 0.9)
    near = ground(canvas, rgb(canvas, 0.50, 0.51, 0.56), rgb(canvas, 0.40, 0.41, 0.46), 0.08)
    depth = nearness(canvas)[:, 0]
    near = over(near, rgb(canvas, 0.76, 0.74, 0.72), edge(0.22 - depth, 0.08).expand(-1, -1, len(canvas.x)))
    dashes = edge(0.25 - ((canvas.x * 2.2 + canvas.noise[:, 90:91]) % 1.0 - 0.5).abs(), 0.10)[:, None]
    near = over(near, rgb(canvas, 0.98, 0.93, 0.70), dashes * edge(0.07 - (depth - 0.72).abs(), 0.06))
    line = edge(canvas.y[None, :, None] - canvas.horizon[:, None, None], 2 * canvas.unit).expand(
        len(sky), -1, len(canvas.x)
    )
    return Layers(far, edge(inside, 2 * canvas.unit), lit(canvas, near), line)


def street(canvas: Canvas, sky: Tensor) -> Layers:
    """A row of gabled houses with doors and windows, trees in the gardens between, pavement and road."""
    noise = canvas.noise
    trees = ridge(canvas, canvas.horizon - 0.17, 0.05, 2.2, 70)
    far = over(
        rgb(canvas, 0.52, 0.74, 0.60).expand_as(sky), rgb(canvas, 0.40, 0.66, 0.46), edge(trees - 0.06, 0.05)
    )
    middle, cover = _houses(canvas)
    near = ground(canvas, rgb(canvas, 0.46, 0.47, 0.53), rgb(canvas, 0.38, 0.39, 0.45), 0.08)
    depth = nearness(canvas)[:, 0].expand(-1, -1, len(canvas.x))
    near = over(near, rgb(canvas, 0.93, 0.90, 0.84), edge(0.40 - depth, 0.06))
    near = over(near, rgb(canvas, 0.80, 0.76, 0.72), edge(0.32 - depth, 0.06))
    dashes = edge(0.27 - ((canvas.x * 1.9 + noise[:, 90:91]) % 1.0 - 0.5).abs(), 0.08)[:, None]
    near = over(near, rgb(canvas, 0.98, 0.95, 0.82), dashes * edge(0.09 - (depth - 0.80).abs(), 0.06))
    return Layers(
        lit(canvas, far),
        edge(trees, 0.05),
        lit(canvas, near),
        level(canvas, canvas.horizon, 2 * canvas.unit),
        middle,
        cover,
    )


def _houses(canvas: Canvas) -> tuple[Tensor, Tensor]:
    """The row of houses, some slots holding a garden instead: lit colours [B, 3, H, W] and coverage [B, H, W]."""
    soft, count = 2 * canvas.unit, max(2, round(3.0 * canvas.aspect))
    slot, across = slots(canvas, count)
    half = 0.67 * canvas.aspect / count - 0.03
    # Per column: all that a slot's house or garden is made from.
    share = (canvas.noise[:, 72 + slot % 7] + 0.37 * (slot // 7)) % 1.0
    foot = (canvas.horizon + 0.02)[:, None, None]
    eaves = foot - 0.33 - 0.09 * again(share, 2)[:, None]
    height = canvas.y[None, :, None]
    x, y = across.abs()[None, None], height - eaves
    # A gable, or a roof with a level ridge where its sides are steeper than its height allows.
    steep = torch.where(again(share, 3) < 0.5, 1.0, 2.4)[:, None]
    rise = (0.12 + 0.05 * again(share, 4))[:, None]
    top = rise * (steep * (1 - x / (half + 0.03))).clamp(0, 1)
    roof = torch.minimum(torch.minimum((y + top) * 0.7, 0.025 - y), half + 0.03 - x)
    snowy = (canvas.weather == SNOW).float()[:, None, None, None]
    white = rgb(canvas, 0.97, 0.98, 1.0)
    walls = one_of(_HOUSES, share) * (1 - 0.14 * edge(0.05 - y, 0.04))[:, None]
    house = over(walls, torch.lerp(one_of(_ROOFS, again(share, 5)), white, 0.8 * snowy), edge(roof, soft))
    aside = torch.where(again(share, 6) < 0.5, -0.46, 0.46)[:, None] * half
    door = panel(across - aside, height - foot + 0.065, 0.052, 0.105, 0.03)
    window = torch.maximum(
        panel(x - 0.46 * half, y - 0.095, 0.046, 0.050, 0.012),
        panel(across + aside, height - foot + 0.115, 0.046, 0.050, 0.012),
    )
    house = over(house, rgb(canvas, 1.0, 0.98, 0.94), edge(torch.maximum(door, window) + 0.022, soft))
    house = over(house, one_of(_DOORS, again(share, 7)), edge(door, soft))

    crown, trunk = leafy(across[None, None], height - foot)
    hedge = panel(across[None, None], height - foot, 0.19, 0.09, 0.05)
    tree = over(
        rgb(canvas, 0.46, 0.32, 0.22).expand_as(house), rgb(canvas, 0.26, 0.54, 0.28), edge(hedge, soft)
    )
    tree = torch.lerp(over(tree, rgb(canvas, 0.34, 0.64, 0.32), edge(crown, soft)), white, 0.5 * snowy)

    built = (again(share, 1) > 0.2)[:, None]
    image = lit(canvas, torch.where(built[:, None], house, tree))
    # Panes mirror the sky by day; in the evening most windows are lit, upstairs and downstairs each for themselves.
    lower = (height > foot - 0.20).float()
    shines = (canvas.time >= SUNSET)[:, None, None] & (
        (share[:, None] * 5.7 + 0.41 * lower + 0.29 * (across > 0)) % 1.0 < 0.75
    )
    glass = lit(canvas, rgb(canvas, 0.46, 0.66, 0.82).expand(len(image), -1, 1, 1))
    pane = torch.where(shines[:, None], rgb(canvas, *WARM), glass)
    image = over(image, pane, edge(window, soft) * built)
    walls_in = torch.minimum(half - x, torch.minimum(y, foot - height))
    solid = torch.where(
        built, torch.maximum(walls_in, roof), torch.maximum(torch.maximum(crown, trunk), hedge)
    )
    return image, edge(solid, soft)
