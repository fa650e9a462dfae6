"""The room: a living room with a window on the sky.

In: a ``Canvas`` of such clips and their finished sky; out: ``Layers``.  Called by ``places``.  The sky, its sun and its
weather are seen through the panes only; in the evening and at night a lamp is lit.
"""

from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery.brushes import (
    Layers,
    again,
    box,
    boxes,
    ground,
    laid,
    level,
    lit,
    nearness,
    one_of,
    rgb,
    ridge,
)
from engine.training.world.scenery.built import WARM
from engine.training.world.sky import DAY, Canvas, discs, edge, over

_WALLS: Final = (
    (0.99, 0.86, 0.72), (0.80, 0.91, 0.84), (0.78, 0.87, 0.95), (0.90, 0.83, 0.94), (0.98, 0.92, 0.72),
)  # fmt: skip
_SOFAS: Final = (
    (0.86, 0.36, 0.34),
    (0.24, 0.54, 0.62),
    (0.94, 0.66, 0.28),
    (0.42, 0.56, 0.34),
    (0.52, 0.42, 0.70),
)
_CURTAINS: Final = ((0.94, 0.52, 0.46), (0.40, 0.66, 0.72), (0.96, 0.78, 0.40), (0.62, 0.52, 0.78))
_RUGS: Final = ((0.80, 0.34, 0.36), (0.28, 0.50, 0.70), (0.34, 0.58, 0.48), (0.88, 0.58, 0.30))
# What the time of day does to the colours of a room: indoors the night is dim and warm, not blue.
_INDOORS: Final = ((1.0, 1.0, 1.0), (1.0, 0.83, 0.72), (0.44, 0.40, 0.52))


def room(canvas: Canvas, sky: Tensor) -> Layers:
    """A living room: a wall with a window on the sky, a sofa, a lamp, a shelf or a plant, and a rug on the boards."""
    noise, soft = canvas.noise, 2 * canvas.unit
    # A narrow frame shows less of the room: smaller things, no picture, the lamp further from the window.
    narrow = canvas.aspect < 1.2
    wide = min(1.0, max(0.62, canvas.aspect / 1.4))
    light = canvas.pick(_INDOORS)
    side = torch.where(noise[:, 70] < 0.5, -1.0, 1.0)
    window_x = side * (0.22 + 0.06 * noise[:, 71]) * canvas.aspect
    lamp_x = -side * ((0.26 if narrow else 0.03) + 0.05 * noise[:, 72]) * canvas.aspect
    shines = (canvas.time != DAY).float()[:, None, None]

    wall = one_of(_WALLS, noise[:, 73]).expand_as(sky)
    stripes = edge(0.25 - ((canvas.x / 0.22 + noise[:, 74:75]) % 1.0 - 0.5).abs(), 0.12)[:, None]
    wall = over(wall, wall * 0.95, stripes.expand(-1, len(canvas.y), -1))
    wall = over(wall, rgb(canvas, 0.99, 0.97, 0.93), level(canvas, canvas.horizon - 0.06, soft))
    picture = box(
        canvas, -side * 0.30 * canvas.aspect, (-0.5 if narrow else 0.24) + 0 * side, 0.13 * wide, 0.11, 0.01
    )
    wall = over(wall, rgb(canvas, 0.56, 0.38, 0.26), edge(picture, soft))
    wall = over(wall, one_of(_CURTAINS, noise[:, 75]) * 1.04, edge(picture - 0.035, soft))
    hill = torch.minimum(
        picture - 0.035,
        discs(
            canvas, -side[:, None] * 0.30 * canvas.aspect, 0.36 + 0 * side[:, None], 0.12 + 0 * side[:, None]
        ),
    )
    wall = over(wall, one_of(_RUGS, noise[:, 76]), edge(hill, soft))
    far, cover = _window(canvas, wall * light, light, window_x, wide)

    middle, furniture = _furniture(canvas, side, lamp_x, wide, light)
    near = ground(canvas, rgb(canvas, 0.80, 0.58, 0.38), rgb(canvas, 0.70, 0.47, 0.29), 0.10)
    depth = nearness(canvas)[:, 0]
    # Boards run towards the viewer: their seams fan out from the middle of the back wall.
    fan = canvas.x[None, None] / (0.55 + 0.75 * depth)
    near = over(
        near, near * 0.92, edge(0.20 - ((fan * 2.6 + noise[:, 77, None, None]) % 1.0 - 0.5).abs(), 0.10)
    )
    rug_y = (canvas.horizon + 0.64 * (1 - canvas.horizon))[:, None]
    rug_x = (0.10 * (noise[:, 78:79] - 0.5)) * canvas.aspect
    rug = discs(
        canvas, rug_x, rug_y, torch.full_like(rug_x, 0.34 * canvas.aspect), flat=0.34 * canvas.aspect / 0.105
    )
    near = over(near, one_of(_RUGS, noise[:, 79]), edge(rug, 0.03))
    near = over(
        near, rgb(canvas, 0.98, 0.92, 0.80), edge(0.03 - (rug - 0.10 * canvas.aspect).abs(), 0.04) * 0.85
    )
    # What comes in through the window lies on the floor below it.
    slide = (
        canvas.x[None, None]
        - window_x[:, None, None]
        + (side[:, None, None] * (canvas.y[None, :, None] - canvas.horizon[:, None, None] - 0.02) * 1.4)
    )
    patch = torch.minimum(
        (0.17 * wide - slide.abs()) * 0.7,
        0.085 - (canvas.y[None, :, None] - canvas.horizon[:, None, None] - 0.13).abs(),
    )
    beam = canvas.pick(((1.0, 0.97, 0.84), (1.0, 0.72, 0.44), (0.62, 0.68, 1.0)))
    near = near * light
    near = over(near, beam, edge(patch, 0.03) * canvas.pick(((0.42,), (0.45,), (0.12,)))[:, 0])
    glow = (
        1 + discs(canvas, lamp_x[:, None], 0.34 + 0 * lamp_x[:, None], 0.10 + 0 * lamp_x[:, None]) / 0.62
    ).clamp(0, 1) ** 2
    layers = [
        over(
            image,
            rgb(canvas, *WARM) * torch.lerp(image.mean(1, keepdim=True), torch.ones_like(image[:, :1]), 0.55),
            glow * shines * share,
        )
        for image, share in ((far, 0.62), (middle, 0.45), (near, 0.55))
    ]
    return Layers(layers[0], cover, layers[2], level(canvas, canvas.horizon, soft), layers[1], furniture)


def _window(canvas: Canvas, wall: Tensor, light: Tensor, cx: Tensor, wide: float) -> tuple[Tensor, Tensor]:
    """The wall with a window and its curtains; the coverage leaves the panes open to the sky."""
    soft, cy = 2 * canvas.unit, torch.full_like(cx, 0.32)
    frame = box(canvas, cx, cy, 0.25 * wide, 0.235, 0.02)
    wall = over(wall, rgb(canvas, 1.0, 0.99, 0.96) * light, edge(frame, soft))
    quarters = torch.tensor([[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]], device=cx.device)
    across, down = 0.117 * wide, 0.11
    panes = boxes(
        canvas, cx[:, None] + across * quarters[:, 0], cy[:, None] + down * quarters[:, 1],
        torch.full((len(cx), 4), across - 0.024, device=cx.device),
        torch.full((len(cx), 4), down - 0.024, device=cx.device),
    )  # fmt: skip
    cover = 1 - edge(panes, soft)
    # A hedge before the window.
    garden = torch.minimum(panes, ridge(canvas, 0.49 + 0 * cx, 0.025, 3.0, 80))
    wall = over(wall, lit(canvas, rgb(canvas, 0.38, 0.66, 0.38).expand_as(wall)), edge(garden, soft))
    cover = torch.maximum(cover, edge(garden, soft))
    cloth = one_of(_CURTAINS, canvas.noise[:, 82]) * light
    folds = 0.90 + 0.10 * (2 * torch.pi * canvas.x / 0.13).sin()
    sides = torch.tensor([-0.27, 0.27], device=cx.device) * wide
    pair = torch.zeros(len(cx), 2, device=cx.device)
    curtains = boxes(canvas, cx[:, None] + sides, pair + 0.335, pair + 0.075 * wide, pair + 0.285, 0.03)
    curtains = torch.maximum(curtains, box(canvas, cx, 0.065 + 0 * cx, 0.36 * wide, 0.045, 0.02))
    wall = over(wall, cloth * folds, edge(curtains, soft))
    return wall, torch.maximum(cover, edge(curtains, soft))


def _furniture(
    canvas: Canvas, side: Tensor, lamp_x: Tensor, wide: float, light: Tensor
) -> tuple[Tensor, Tensor]:
    """A sofa across from the window, a standing lamp, and a potted tree beside the window: colours and coverage."""
    noise, soft, none = canvas.noise, 2 * canvas.unit, torch.zeros_like(side)
    foot = canvas.horizon + 0.05
    pole = box(canvas, lamp_x, (foot + 0.34) / 2, 0.026, 0.20)
    pole = torch.maximum(pole, box(canvas, lamp_x, foot - 0.01, 0.085, 0.028, 0.02))
    pieces = (
        (rgb(canvas, 0.46, 0.34, 0.28) * light).expand(-1, -1, len(canvas.y), len(canvas.x)),
        edge(pole, soft),
    )

    x = canvas.x[None, None] - lamp_x[:, None, None]
    y = canvas.y[None, :, None]
    shade = torch.minimum(0.075 + 0.5 * (y - 0.26) - x.abs(), 0.075 - (y - 0.32).abs())
    dark = (canvas.time != DAY)[:, None, None, None]
    cloth = torch.where(dark, rgb(canvas, 1.0, 0.93, 0.68), one_of(_CURTAINS, again(noise[:, 82], 1)))
    pieces = laid(pieces, cloth, edge(shade, soft))

    sofa_x = -side * (0.30 + 0.04 * noise[:, 84]) * canvas.aspect
    colour = one_of(_SOFAS, noise[:, 83]) * light
    two = torch.tensor([-1.0, 1.0], device=side.device)
    back = box(canvas, sofa_x, foot - 0.15, 0.30 * wide, 0.15, 0.05)
    seats = boxes(
        canvas, sofa_x[:, None] + 0.125 * wide * two, (foot - 0.09)[:, None] + 0 * two,
        (0.12 * wide + none)[:, None] + 0 * two, (0.055 + none)[:, None] + 0 * two, 0.03,
    )  # fmt: skip
    body = box(canvas, sofa_x, foot - 0.03, 0.32 * wide, 0.055, 0.03)
    arms = boxes(
        canvas, sofa_x[:, None] + 0.30 * wide * two, (foot - 0.09)[:, None] + 0 * two,
        (0.065 * wide + none)[:, None] + 0 * two, (0.115 + none)[:, None] + 0 * two, 0.05,
    )  # fmt: skip
    for shape, tone in ((back, 0.86), (body, 0.90), (seats, 1.08), (arms, 0.97)):
        pieces = laid(pieces, (colour * tone).clamp_max(1.0), edge(shape, soft))

    plant_x = side * max(0.47 * canvas.aspect, 0.42)
    puffs = torch.tensor([[-0.08, -0.26], [0.07, -0.24], [0.0, -0.36], [-0.02, -0.22]], device=side.device)
    crown = discs(
        canvas,
        plant_x[:, None] + puffs[:, 0],
        foot[:, None] + puffs[:, 1],
        0.085 + 0 * puffs[:, 0] + none[:, None],
    )
    stem = box(canvas, plant_x, foot - 0.14, 0.028, 0.08)
    pot = box(canvas, plant_x, foot - 0.05, 0.08, 0.07, 0.02)
    leaves = torch.lerp(
        rgb(canvas, 0.24, 0.50, 0.32), rgb(canvas, 0.42, 0.70, 0.40), edge(crown - 0.04, 0.05)[:, None]
    )
    for shape, paint in (
        (stem, rgb(canvas, 0.46, 0.34, 0.26)),
        (crown, leaves),
        (pot, rgb(canvas, 0.88, 0.52, 0.36)),
    ):
        pieces = laid(pieces, paint * light, edge(shape, soft))
    return pieces
