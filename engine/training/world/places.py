"""The eight places: a far layer and the near ground of each, drawn once per clip.

In: a ``Canvas`` of clips in one place and their finished sky; out: ``Layers``.  Called by ``render``, which moves the
layers at different speeds.  Shapes are soft and large; colours are given for noon and lit by the time of day.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from engine.training.world.sky import FOG, LIGHT, NIGHT, SUNSET, Canvas, discs, edge, fog_colour, over
from engine.training.world.vocabulary import PLACES

HORIZONS: Final = {
    "meadow": (0.60, 0.68), "beach": (0.40, 0.46), "sea": (0.44, 0.54), "desert": (0.58, 0.66), "snow": (0.60, 0.68),
    "city": (0.72, 0.76), "forest": (0.62, 0.70), "space": (0.66, 0.74),
    "street": (0.66, 0.70), "room": (0.70, 0.74), "mountains": (0.62, 0.68), "underwater": (0.64, 0.70),
}  # fmt: skip
"""Where the sky ends, in heights from the top: lowest and highest."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Colours [B, 3, H, W] and coverage [B, H, W] of the far and the near layer."""

    far: Tensor
    far_cover: Tensor
    near: Tensor
    near_cover: Tensor


def _colour(canvas: Canvas, *rgb: float) -> Tensor:
    """A colour [3, 1, 1]."""
    return torch.tensor(rgb, device=canvas.x.device)[:, None, None]


def _lit(canvas: Canvas, image: Tensor) -> Tensor:
    """Noon's colours at the clip's time of day; moonlight also takes some of their own hue for blue."""
    lit = image * canvas.pick(LIGHT)
    moonlight = (
        lit.mean(-3, keepdim=True) * torch.tensor([0.62, 0.86, 1.55], device=image.device)[:, None, None]
    )
    return torch.lerp(lit, moonlight, 0.4 * (canvas.time == NIGHT).float()[:, None, None, None]).clamp(0, 1)


def _ridge(
    canvas: Canvas, base: Tensor, height: float, waves: float, column: int, sharp: bool = False
) -> Tensor:
    """Distance [B, H, W] below a line of hills around ``base`` [B]; ``sharp`` makes peaks of them."""
    line = torch.zeros_like(canvas.noise[:, :1]) + base[:, None]
    for octave, share in ((1.0, 0.6), (2.1, 0.4)):
        angle = (
            2
            * math.pi
            * (waves * octave * canvas.x / canvas.aspect + canvas.noise[:, column + int(octave) - 1, None])
        )
        swing = 1 - 2 * (angle / math.pi % 2 - 1).abs() if sharp else angle.sin()
        line = line - height * share * swing
    return canvas.y[None, :, None] - line[:, None, :]


def _depth(canvas: Canvas) -> Tensor:
    """0 at the horizon, 1 at the bottom of the frame, [B, 1, H, 1]."""
    below = canvas.y[None, :, None] - canvas.horizon[:, None, None]
    return (below / (1 - canvas.horizon[:, None, None])).clamp(0, 1)[:, None]


def _ground(canvas: Canvas, back: Tensor, front: Tensor, mottle: float) -> Tensor:
    """From one colour at the back to another in front, with soft patches, [B, 3, H, W]."""
    patches = 1 + mottle * (canvas.grain[:, None, 2] - 0.5)
    return torch.lerp(back, front, _depth(canvas)) * patches


def _meadow(canvas: Canvas, sky: Tensor) -> Layers:
    far_line = _ridge(canvas, canvas.horizon - 0.10, 0.07, 1.3, 70)
    mid_line = _ridge(canvas, canvas.horizon - 0.03, 0.04, 1.9, 73)
    far = over(
        _colour(canvas, 0.42, 0.66, 0.58).expand_as(sky),
        _colour(canvas, 0.36, 0.66, 0.36),
        edge(mid_line, 0.03),
    )
    trunks = (canvas.noise[:, 76:80] - 0.5) * canvas.aspect * 1.2
    crowns = discs(
        canvas,
        trunks,
        canvas.horizon[:, None] - 0.09 - 0.03 * canvas.noise[:, 80:84],
        0.05 + 0.03 * canvas.noise[:, 84:88],
    )
    far = over(far, _colour(canvas, 0.20, 0.50, 0.26), edge(crowns, 0.03))
    near = _ground(canvas, _colour(canvas, 0.52, 0.78, 0.34), _colour(canvas, 0.30, 0.62, 0.24), 0.35)
    colours = torch.tensor([[1.0, 0.85, 0.3], [1.0, 0.55, 0.65], [1.0, 1.0, 0.95]], device=sky.device)
    flower = colours[(canvas.noise[:, 88] * 2.999).long()][:, :, None, None]
    near = over(near, flower, _dots(canvas, 76, 10, 0.020) * 0.85)
    cover = torch.maximum(edge(far_line, 0.03), edge(crowns, 0.03))
    return Layers(
        _lit(canvas, far),
        cover,
        _lit(canvas, near),
        edge(_ridge(canvas, canvas.horizon, 0.015, 0.8, 90), 0.03),
    )


def _dots(canvas: Canvas, column: int, count: int, radius: float) -> Tensor:
    """Soft dots on the ground, larger in front, [B, H, W]."""
    cx = (canvas.noise[:, column : column + count] - 0.5) * canvas.aspect * 1.3
    share = (canvas.noise[:, column : column + count] * 7.31) % 1.0
    cy = canvas.horizon[:, None] + 0.06 + (0.94 - canvas.horizon[:, None]) * share
    return edge(discs(canvas, cx, cy, radius * (0.8 + 0.6 * share), flat=1.5), 2.5 * canvas.unit)


def _water(canvas: Canvas, sky: Tensor, deep: Tensor, shallow: Tensor, bottom: Tensor) -> Tensor:
    """Water from the horizon down to ``bottom`` [B], with the sky's colour, long swells and a path of light."""
    depth = (
        (canvas.y[None, :, None] - canvas.horizon[:, None, None]) / (bottom - canvas.horizon)[:, None, None]
    ).clamp(0, 1)
    water = _lit(canvas, torch.lerp(deep, shallow, depth[:, None]).expand_as(sky))
    # In the evening blue water under orange light would turn olive; it is violet instead, and mirrors the colour just
    # above the horizon, less and less towards the viewer.
    evening = torch.lerp(_colour(canvas, 0.50, 0.27, 0.50), _colour(canvas, 0.58, 0.36, 0.55), depth[:, None])
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
    crest = torch.lerp(
        _lit(canvas, _colour(canvas, 0.80, 0.93, 0.98).expand(len(sky), -1, 1, 1)), mirrored, 0.4
    )
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


def _beach(canvas: Canvas, sky: Tensor) -> Layers:
    shore = _ridge(canvas, canvas.horizon + 0.20, 0.018, 1.1, 72)
    water = _water(
        canvas,
        sky,
        _colour(canvas, 0.10, 0.50, 0.72),
        _colour(canvas, 0.36, 0.80, 0.80),
        canvas.horizon + 0.22,
    )
    sand = _lit(
        canvas, _ground(canvas, _colour(canvas, 0.99, 0.88, 0.66), _colour(canvas, 0.93, 0.76, 0.50), 0.14)
    )
    foam = edge(0.022 - shore.abs(), 0.03)
    wet = edge(0.05 - (shore - 0.03).abs(), 0.05) * 0.35
    sand = over(sand, _lit(canvas, _colour(canvas, 0.70, 0.60, 0.48).expand_as(sand)), wet)
    sand = over(sand, _lit(canvas, _colour(canvas, 1.0, 1.0, 1.0).expand_as(sand)), foam)
    cover = edge(canvas.y[None, :, None] - canvas.horizon[:, None, None], 2 * canvas.unit).expand(
        len(sky), -1, len(canvas.x)
    )
    return Layers(water, cover, sand, edge(shore + 0.02, 2.5 * canvas.unit))


def _sea(canvas: Canvas, sky: Tensor) -> Layers:
    water = _water(
        canvas,
        sky,
        _colour(canvas, 0.06, 0.36, 0.66),
        _colour(canvas, 0.10, 0.50, 0.74),
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
    far = _lit(canvas, _colour(canvas, 0.34, 0.58, 0.46).expand_as(sky))
    horizon = edge(canvas.y[None, :, None] - canvas.horizon[:, None, None], 2 * canvas.unit).expand(
        len(sky), -1, len(canvas.x)
    )
    shown = (canvas.noise[:, 75] < 0.55).float()[:, None, None]
    return Layers(far, edge(island, 0.03) * shown, water, horizon)


def _desert(canvas: Canvas, sky: Tensor) -> Layers:
    dunes = _ridge(canvas, canvas.horizon - 0.07, 0.06, 1.0, 70)
    shade = edge(_ridge(canvas, canvas.horizon - 0.02, 0.05, 1.4, 73), 0.06)
    far = over(_colour(canvas, 0.92, 0.66, 0.44).expand_as(sky), _colour(canvas, 0.82, 0.52, 0.34), shade)
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
    far = over(far, _colour(canvas, 0.28, 0.56, 0.34), cactus)
    near = _ground(canvas, _colour(canvas, 0.98, 0.80, 0.52), _colour(canvas, 0.88, 0.60, 0.34), 0.22)
    line = _ridge(canvas, canvas.horizon, 0.03, 0.7, 84)
    ripple = edge(
        (2 * math.pi * (5 * _depth(canvas)[:, 0] ** 0.8 + 0.8 * canvas.x + canvas.grain[:, 0])).sin() - 0.6,
        0.8,
    )
    near = over(near, _colour(canvas, 0.80, 0.54, 0.32), ripple * 0.22)
    return Layers(
        _lit(canvas, far), torch.maximum(edge(dunes, 0.03), cactus), _lit(canvas, near), edge(line, 0.03)
    )


def _firs(canvas: Canvas, column: int, count: int, base: Tensor, height: float) -> Tensor:
    """Distance inside a row of fir trees, [B, H, W]."""
    slot = (torch.arange(count, device=base.device) + 0.5) / count - 0.5
    cx = (slot * 1.35 + 0.10 * (canvas.noise[:, column : column + count] - 0.5)) * canvas.aspect
    tall = height * (0.7 + 0.5 * canvas.noise[:, column + 4 : column + 4 + count])
    x = (canvas.x[None, None, None] - cx[:, :, None, None]).abs()
    y = canvas.y[None, None, :, None] - (base[:, None] - tall)[:, :, None, None]
    tier = y - 0.3 * tall[:, :, None, None] * torch.floor(2.4 * y / tall[:, :, None, None]).clamp(0, 2) * 0.5
    inside = torch.minimum(0.36 * tier - x, tall[:, :, None, None] + 0.06 - y)
    return inside.amax(1)


def _snow(canvas: Canvas, sky: Tensor) -> Layers:
    peaks = _ridge(canvas, canvas.horizon - 0.16, 0.15, 1.5, 70, sharp=True)
    far = over(
        _colour(canvas, 0.95, 0.97, 1.0).expand_as(sky),
        _colour(canvas, 0.52, 0.64, 0.80),
        edge(peaks - 0.07, 0.05),
    )
    firs = _firs(canvas, 74, 7, canvas.horizon + 0.02, 0.20)
    far = over(far, _colour(canvas, 0.24, 0.45, 0.44), edge(firs, 2 * canvas.unit))
    near = _ground(canvas, _colour(canvas, 0.97, 0.98, 1.0), _colour(canvas, 0.80, 0.88, 0.97), 0.12)
    line = _ridge(canvas, canvas.horizon, 0.025, 0.8, 88)
    cover = torch.maximum(edge(peaks, 2 * canvas.unit), edge(firs, 2 * canvas.unit))
    return Layers(_lit(canvas, far), cover, _lit(canvas, near).clamp(0, 1), edge(line, 0.025))


def _city(canvas: Canvas, sky: Tensor) -> Layers:
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
    far = _lit(canvas, wall_colour.expand_as(sky))
    dark = (canvas.time >= SUNSET)[:, None, None, None]
    pane = torch.where(
        dark, _colour(canvas, 1.0, 0.84, 0.45), _lit(canvas, _colour(canvas, 0.40, 0.52, 0.66).expand_as(far))
    )
    far = over(far, pane, window * 0.9)
    near = _ground(canvas, _colour(canvas, 0.50, 0.51, 0.56), _colour(canvas, 0.40, 0.41, 0.46), 0.08)
    depth = _depth(canvas)[:, 0]
    near = over(
        near, _colour(canvas, 0.76, 0.74, 0.72), edge(0.22 - depth, 0.08).expand(-1, -1, len(canvas.x))
    )
    dashes = edge(0.25 - ((canvas.x * 2.2 + canvas.noise[:, 90:91]) % 1.0 - 0.5).abs(), 0.10)[:, None]
    near = over(near, _colour(canvas, 0.98, 0.93, 0.70), dashes * edge(0.07 - (depth - 0.72).abs(), 0.06))
    line = edge(canvas.y[None, :, None] - canvas.horizon[:, None, None], 2 * canvas.unit).expand(
        len(sky), -1, len(canvas.x)
    )
    return Layers(far, edge(inside, 2 * canvas.unit), _lit(canvas, near), line)


def _forest(canvas: Canvas, sky: Tensor) -> Layers:
    slot = (torch.arange(7, device=sky.device) + 0.5) / 7 - 0.5
    cx = (slot * 1.35 + 0.10 * (canvas.noise[:, 70:77] - 0.5)) * canvas.aspect
    x = (canvas.x[None, None] - cx[:, :, None]).abs().amin(1)
    trunk = edge(0.032 - x, 2 * canvas.unit)[:, None].expand(-1, len(canvas.y), -1)
    crowns = discs(canvas, cx, 0.12 + 0.12 * canvas.noise[:, 77:84], 0.14 + 0.06 * canvas.noise[:, 84:91])
    canopy = torch.maximum(edge(crowns, 0.03), edge(0.12 - canvas.y[None, :, None], 0.08).expand_as(crowns))
    haze = over(
        _colour(canvas, 0.62, 0.80, 0.58).expand_as(sky),
        _colour(canvas, 0.36, 0.62, 0.42),
        edge(_ridge(canvas, canvas.horizon - 0.14, 0.05, 2.3, 91), 0.10),
    )
    far = over(haze, _colour(canvas, 0.42, 0.29, 0.20), trunk)
    far = over(far, _colour(canvas, 0.16, 0.44, 0.22) * (0.8 + 0.5 * canvas.grain[:, 0:1]), canopy)
    bushes = _ridge(canvas, canvas.horizon - 0.04, 0.035, 3.1, 93)
    far = over(far, _colour(canvas, 0.18, 0.42, 0.22), edge(bushes, 0.03))
    near = _ground(canvas, _colour(canvas, 0.36, 0.54, 0.24), _colour(canvas, 0.40, 0.36, 0.20), 0.45)
    # Between the trunks some sky shines through in the upper half.
    cover = torch.maximum(
        torch.maximum(trunk, canopy), edge(canvas.y[None, :, None] - 0.38, 0.30).expand_as(trunk) * 0.9
    )
    line = _ridge(canvas, canvas.horizon, 0.02, 1.0, 92)
    return Layers(_lit(canvas, far), cover, _lit(canvas, near), edge(line, 0.03))


def _space(canvas: Canvas, sky: Tensor) -> Layers:
    hills = _ridge(canvas, canvas.horizon - 0.05, 0.07, 1.2, 70, sharp=True)
    far = _colour(canvas, 0.36, 0.32, 0.48).expand_as(sky)
    near = _ground(canvas, _colour(canvas, 0.62, 0.60, 0.70), _colour(canvas, 0.46, 0.44, 0.56), 0.16)
    cx = (canvas.noise[:, 74:79] - 0.5) * canvas.aspect * 1.25
    share = torch.tensor([0.15, 0.35, 0.55, 0.75, 0.9], device=sky.device)
    cy = canvas.horizon[:, None] + (1 - canvas.horizon[:, None]) * share
    radius = 0.035 + 0.05 * share + 0.02 * canvas.noise[:, 79:84]
    near = over(
        near,
        _colour(canvas, 0.76, 0.74, 0.84),
        edge(discs(canvas, cx, cy + 0.012, radius * 1.12, flat=2.4), 0.025),
    )
    near = over(near, _colour(canvas, 0.33, 0.31, 0.43), edge(discs(canvas, cx, cy, radius, flat=2.4), 0.025))
    return Layers(far, edge(hills, 0.02), near, edge(_ridge(canvas, canvas.horizon, 0.02, 0.7, 90), 0.02))


_DRAWERS: Final[dict[str, Callable[[Canvas, Tensor], Layers]]] = {
    "meadow": _meadow, "beach": _beach, "sea": _sea, "desert": _desert,
    "snow": _snow, "city": _city, "forest": _forest, "space": _space,
}  # fmt: skip


def horizon(place: Tensor, share: Tensor) -> Tensor:
    """Where the sky ends in each clip [B], in heights; ``share`` is uniform 0..1."""
    ranges = torch.tensor([HORIZONS[name] for name in PLACES], device=place.device)[place]
    return ranges[:, 0] + (ranges[:, 1] - ranges[:, 0]) * share


def draw(canvas: Canvas, sky: Tensor) -> Layers:
    """Far and near layer of every clip, with the fog of foggy ones."""
    far, near = torch.empty_like(sky), torch.empty_like(sky)
    far_cover, near_cover = torch.empty_like(sky[:, 0]), torch.empty_like(sky[:, 0])
    for index, name in enumerate(PLACES):
        chosen = (canvas.place == index).nonzero()[:, 0]
        if len(chosen):
            layers = _DRAWERS[name](canvas.rows(chosen), sky[chosen])
            far[chosen], far_cover[chosen] = layers.far, layers.far_cover
            near[chosen], near_cover[chosen] = layers.near, layers.near_cover
    foggy = (canvas.weather == FOG).float()[:, None, None, None]
    colour = fog_colour(canvas.time)[:, :, None, None]
    far = torch.lerp(far, colour.expand_as(far), 0.72 * foggy)
    near = torch.lerp(near, colour.expand_as(near), foggy * (0.62 - 0.42 * _depth(canvas)))
    # A wet or overcast day is a little duller, never grey; a night under the moon a little bluer already by its light.
    dull = torch.tensor([0.0, 0.05, 0.18, 0.08, 0.0], device=sky.device)[canvas.weather] * (
        canvas.time != NIGHT
    )
    shade = (1 - dull)[:, None, None, None]
    return Layers(far * shade, far_cover, near * shade, near_cover)
