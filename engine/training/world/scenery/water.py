"""Places with water: beach, sea, and the sea bed.

In: a ``Canvas`` of clips in one place and their finished sky; out: ``Layers``.  Called by ``places``.
"""

import math
from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery.brushes import (
    Layers,
    again,
    ground,
    laid,
    lit,
    nearness,
    one_of,
    rgb,
    ridge,
    slots,
    stick,
)
from engine.training.world.sky import NIGHT, SUNSET, Canvas, discs, edge, gradient, over

# Under water, by time of day: the light above, the water halfway down and at the bottom, and what it does to colours.
_DEEP: Final = (
    ((0.62, 0.93, 0.94), (0.16, 0.66, 0.86), (0.06, 0.40, 0.72)),
    ((1.00, 0.74, 0.56), (0.52, 0.46, 0.70), (0.20, 0.24, 0.54)),
    ((0.20, 0.36, 0.64), (0.09, 0.18, 0.46), (0.05, 0.10, 0.32)),
)
_BELOW: Final = ((0.96, 1.0, 0.98), (0.98, 0.74, 0.76), (0.38, 0.48, 0.84))
_CORALS: Final = (
    (1.0, 0.45, 0.50),
    (1.0, 0.66, 0.28),
    (0.80, 0.46, 0.90),
    (1.0, 0.84, 0.36),
    (0.98, 0.56, 0.74),
)


def _water(canvas: Canvas, sky: Tensor, deep: Tensor, shallow: Tensor, bottom: Tensor) -> Tensor:
    """Water from the horizon down to ``bottom`` [B], with the sky's colour, long swells and a path of light."""
    depth = (
        (canvas.y[None, :, None] - canvas.horizon[:, None, None]) / (bottom - canvas.horizon)[:, None, None]
    ).clamp(0, 1)
    water = lit(canvas, torch.lerp(deep, shallow, depth[:, None]).expand_as(sky))
    # In the evening blue water under orange light would turn olive; it is violet instead, and mirrors the colour just
    # above the horizon, less and less towards the viewer.
    evening = torch.lerp(rgb(canvas, 0.50, 0.27, 0.50), rgb(canvas, 0.58, 0.36, 0.55), depth[:, None])
    water = torch.lerp(
        water, evening.expand_as(water), 0.9 * (canvas.time == SUNSET).float()[:, None, None, None]
    )
    row = (canvas.horizon / (canvas.y[1] - canvas.y[0])).long().clamp(0, len(canvas.y) - 1) - 2
    mirrored = sky[torch.arange(len(sky), device=sky.device), :, row.clamp_min(0)].mean(-1)[:, :, None, None]
    fades, stays = canvas.pick(((0.45,), (0.50,), (0.45,))), canvas.pick(((0.05,), (0.20,), (0.08,)))
    water = torch.lerp(water, mirrored, fades * (1 - depth[:, None]) ** 1.4 + stays)
    phase = canvas.noise[:, 70, None, None] * 6.28 + 1.2 * (canvas.grain[:, 0] - 0.5)
    lines = (2 * math.pi * (3.4 * depth**0.7) + 2.0 * canvas.x[None, None] + 4 * phase).sin()
    swell = edge(lines - 0.55, 0.8) * (0.25 + 0.75 * depth)
    crest = torch.lerp(lit(canvas, rgb(canvas, 0.80, 0.93, 0.98).expand(len(sky), -1, 1, 1)), mirrored, 0.4)
    water = over(water, crest, swell * 0.34)
    cx = (canvas.noise[:, 3, None, None] - 0.5) * canvas.aspect * 0.85
    low = (canvas.time != 0)[:, None, None] * ((canvas.weather <= 1)[:, None, None])
    path = (
        edge(0.05 + 0.10 * depth - (canvas.x[None, None] - cx).abs(), 0.12)
        * (0.55 + 0.45 * lines)
        * (1 - 0.6 * depth)
    )
    glitter = canvas.pick(((1.0, 1.0, 0.9), (1.0, 0.82, 0.5), (0.75, 0.78, 0.85)))
    return over(water, glitter, path.clamp(0, 1) * low * 0.75)


def beach(canvas: Canvas, sky: Tensor) -> Layers:
    """Water down to a line of foam, and sand before it."""
    shore = ridge(canvas, canvas.horizon + 0.20, 0.018, 1.1, 72)
    water = _water(
        canvas,
        sky,
        rgb(canvas, 0.10, 0.50, 0.72),
        rgb(canvas, 0.36, 0.80, 0.80),
        canvas.horizon + 0.22,
    )
    sand = lit(canvas, ground(canvas, rgb(canvas, 0.99, 0.88, 0.66), rgb(canvas, 0.93, 0.76, 0.50), 0.14))
    foam = edge(0.022 - shore.abs(), 0.03)
    wet = edge(0.05 - (shore - 0.03).abs(), 0.05) * 0.35
    sand = over(sand, lit(canvas, rgb(canvas, 0.70, 0.60, 0.48).expand_as(sand)), wet)
    sand = over(sand, lit(canvas, rgb(canvas, 1.0, 1.0, 1.0).expand_as(sand)), foam)
    cover = edge(canvas.y[None, :, None] - canvas.horizon[:, None, None], 2 * canvas.unit).expand(
        len(sky), -1, len(canvas.x)
    )
    return Layers(water, cover, sand, edge(shore + 0.02, 2.5 * canvas.unit))


def sea(canvas: Canvas, sky: Tensor) -> Layers:
    """Open water with long swells, at times an island at the horizon."""
    water = _water(
        canvas,
        sky,
        rgb(canvas, 0.06, 0.36, 0.66),
        rgb(canvas, 0.10, 0.50, 0.74),
        torch.ones_like(canvas.horizon),
    )
    cx = torch.where(canvas.noise[:, 71:72] < 0.5, -0.30, 0.30) * canvas.aspect + 0.2 * (
        canvas.noise[:, 72:73] - 0.5
    )
    island = discs(
        canvas,
        cx + torch.tensor([-0.09, 0.05], device=sky.device),
        canvas.horizon[:, None] + 0.05,
        0.11 + 0.04 * canvas.noise[:, 73:75],
    )
    far = lit(canvas, rgb(canvas, 0.34, 0.58, 0.46).expand_as(sky))
    horizon = edge(canvas.y[None, :, None] - canvas.horizon[:, None, None], 2 * canvas.unit).expand(
        len(sky), -1, len(canvas.x)
    )
    shown = (canvas.noise[:, 75] < 0.55).float()[:, None, None]
    return Layers(far, edge(island, 0.03) * shown, water, horizon)


def underwater(canvas: Canvas, sky: Tensor) -> Layers:
    """The sea bed: shafts of light in blue depth, rocks and corals, and a floor of rippled sand.  No sky is seen."""
    noise = canvas.noise
    top, halfway, bottom = (canvas.pick(tuple(row[k] for row in _DEEP)) for k in range(3))
    down = canvas.y[None, :, None] / canvas.horizon[:, None, None]
    water = gradient(down, top, halfway, bottom).expand_as(sky)
    glow = edge(
        0.10
        - canvas.y[None, :, None]
        + 0.02 * (9 * canvas.x[None, None] + 6.28 * noise[:, 70:71, None]).sin(),
        0.16,
    )
    water = over(water, (top * 1.12).clamp_max(1.0), glow * 0.7)
    lower = (1 - canvas.y[None, :, None] / canvas.horizon[:, None, None]).clamp(0, 1)
    lean = 0.45 * (noise[:, 71, None, None] - 0.5)
    for index in range(3):
        cx = ((index + noise[:, 72 + index, None, None]) / 3 - 0.5) * canvas.aspect * 1.3
        half = 0.035 + 0.09 * canvas.y[None, :, None]
        shaft = edge(half - (canvas.x[None, None] - cx - lean * canvas.y[None, :, None]).abs(), 0.07)
        water = over(water, (top * 1.1).clamp_max(1.0), shaft * lower**0.8 * 0.42)
    rocks = ridge(canvas, canvas.horizon - 0.10, 0.10, 1.1, 75)
    far = over(water, torch.lerp(bottom, halfway, 0.30) * 0.94, edge(rocks, 0.04))
    middle, cover = _reef(canvas)
    middle = torch.lerp(_sunk(canvas, middle), halfway, 0.10)
    near = ground(canvas, rgb(canvas, 0.86, 0.82, 0.64), rgb(canvas, 0.99, 0.89, 0.64), 0.20)
    depth = nearness(canvas)
    ripple = (2 * math.pi * (4 * depth[:, 0] ** 0.8 + 0.7 * canvas.x + 0.9 * canvas.grain[:, 0])).sin() - 0.5
    near = over(near, rgb(canvas, 0.80, 0.68, 0.50), edge(ripple, 0.8) * 0.26)
    near = torch.lerp(_sunk(canvas, near), halfway, 0.55 * (1 - depth) ** 1.5)
    line = edge(ridge(canvas, canvas.horizon, 0.02, 0.8, 78), 0.04)
    return Layers(far, torch.ones_like(cover), near, line, middle, cover)


def _sunk(canvas: Canvas, image: Tensor) -> Tensor:
    """Noon's colours as the water shows them; at night they turn blue, or corals would be mud."""
    shown = image * canvas.pick(_BELOW)
    blue = shown.mean(1, keepdim=True) * rgb(canvas, 0.62, 0.90, 1.50)
    return torch.lerp(shown, blue, 0.45 * (canvas.time == NIGHT).float()[:, None, None, None]).clamp(0, 1)


def _reef(canvas: Canvas) -> tuple[Tensor, Tensor]:
    """Rocks with corals of three sorts in a row: branches with knobs, domes, and open tubes; colour and coverage."""
    soft, count = 2 * canvas.unit, max(2, round(2.3 * canvas.aspect))
    slot, across = slots(canvas, count)
    # Per column: all that a slot's coral is made from.
    share = (canvas.noise[:, 80 + slot % 4] + 0.43 * (slot // 4)) % 1.0
    sort = ((slot[None] + (canvas.noise[:, 84:85] * 3).long()) % 3)[:, None]
    tall = ((0.85 + 0.4 * again(share, 1)) * min(1.0, 0.4 + 0.4 * canvas.aspect))[:, None]
    dx = (across - 0.1 * (share - 0.5) * canvas.aspect)[:, None] / tall
    dy = (canvas.y[None, :, None] - canvas.horizon[:, None, None] - 0.05) / tall
    branch, dome = sort == 0, sort == 1
    wide, high = (
        torch.where(branch, 1.0, torch.where(dome, 0.3, 0.75)),
        torch.where(branch, 1.0, torch.where(dome, 0.3, 0.8)),
    )
    thick = torch.where(branch, 0.028, torch.where(dome, 0.11, 0.046))
    shape = torch.full_like(canvas.grain[:, 0], -1.0)
    tips = mouths = shape
    for x, y in ((-0.13, 0.15), (-0.05, 0.25), (0.05, 0.20), (0.13, 0.12)):
        shape = torch.maximum(shape, stick(dx - 0.5 * x * wide, dy, 0.5 * x * wide, -y * high, thick))
        off_x, off_y = (dx - x * wide) ** 2, dy + y * high
        tips = torch.maximum(tips, -(off_x + off_y**2).sqrt())
        mouths = torch.maximum(mouths, -(off_x + (1.7 * (off_y + 0.018)) ** 2).sqrt())
    # Tips of branches are light knobs, those of tubes dark mouths; domes are lighter on top.
    shape = torch.where(branch, torch.maximum(shape, tips + 0.052), shape) * tall
    light = torch.where(branch, tips + 0.052, torch.where(dome, tips + 0.07, -1.0)) * tall
    mouth = torch.where(sort == 2, mouths + 0.034, -1.0) * tall
    body = one_of(_CORALS, again(share, 3))
    image = body * (1 - 0.20 * edge(0.03 - shape, 0.05)[:, None])
    image = over(image, torch.lerp(body, torch.ones_like(body), 0.35), edge(light, 0.03))
    image = over(image, body * 0.55, edge(mouth, soft))
    stone = (0.17 - ((dx - 0.07) ** 2 + (1.3 * (dy - 0.05)) ** 2).sqrt()) * tall
    rocks = rgb(canvas, 0.42, 0.42, 0.66).expand_as(image), edge(stone, 0.03)
    return laid(rocks, image, edge(shape, soft))
