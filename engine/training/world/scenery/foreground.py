"""What stands before the actors: tufts of grass, ferns, seaweed, stones, drifts, palm leaves, a street lamp.

In: a ``Canvas`` of clips in one place; out: colour [B, 3, H, W] and coverage [B, H, W].  Called by ``places``, for
the full world only.  It keeps to the sides and the rim of the frame, so that it frames the actors and hides little of
them; being near, it is darker than what it stands before.
"""

from collections.abc import Callable
from typing import Final

import torch
from torch import Tensor

from engine.training.world.scenery.brushes import again, box, laid, lit, rgb, saw, stick
from engine.training.world.sky import DAY, Canvas, discs, edge, over

Front = tuple[Tensor, Tensor]


def _whole(canvas: Canvas, colour: Tensor) -> Tensor:
    return colour.expand(len(canvas.noise), -1, len(canvas.y), len(canvas.x))


def _side(canvas: Canvas) -> Tensor:
    """Which side has the nearer cluster, -1 or 1 [B]."""
    return torch.where(again(canvas.noise[:, 70], 11) < 0.5, -1.0, 1.0)


def _clusters(canvas: Canvas, width: float) -> Tensor:
    """0..1 along the rim [B, 1, W]: one mound in view, another that a pan may bring in."""
    side = _side(canvas)[:, None]
    shift = 0.10 * again(canvas.noise[:, 71:72], 11)
    mounds = torch.zeros_like(canvas.x)[None]
    for cx in (side * (0.40 + shift), -side * (0.56 + shift)):
        mounds = torch.maximum(mounds, 1 - ((canvas.x[None] - cx * canvas.aspect) / width) ** 2)
    return mounds[:, None]


def _fringe(canvas: Canvas, height: float, width: float, tooth: float) -> Tensor:
    """Coverage of a rim along the bottom, toothed like grass; ``tooth`` 0 leaves it smooth."""
    teeth = saw(canvas.x[None, None] / 0.075 + canvas.noise[:, 72, None, None])
    top = 1.0 - height * _clusters(canvas, width) * (1 - tooth + tooth * teeth)
    return edge(canvas.y[None, :, None] - top, 2 * canvas.unit) * (top < 0.995)


def _rim(height: float, width: float, tooth: float, *colour: float) -> Callable[[Canvas], Front]:
    """A rim in one colour, lighter at its upper edge."""

    def draw(canvas: Canvas) -> Front:
        dark = _whole(canvas, rgb(canvas, *colour))
        high = edge(1.0 - 0.6 * height - canvas.y[None, :, None], height).expand_as(dark[:, 0])
        return lit(canvas, over(dark, (dark * 1.35).clamp_max(1.0), high)), _fringe(
            canvas, height, width, tooth
        )

    return draw


def _boughs(*colour: float) -> Callable[[Canvas], Front]:
    """Leaves that hang in from one upper corner, over a rim of the same green."""

    def draw(canvas: Canvas) -> Front:
        side, reach = _side(canvas)[:, None, None], min(1.0, max(0.5, 0.75 * canvas.aspect))
        # Measured from a twig beyond the corner towards the frame's middle.
        dx, dy = side * (0.5 * canvas.aspect + 0.02) - canvas.x[None, None], canvas.y[None, :, None] + 0.05
        dx = dx * side
        leaves = torch.full_like(canvas.grain[:, 0], -1.0)
        for across, down in ((0.30, 0.15), (0.24, 0.25), (0.11, 0.30), (-0.04, 0.25)):
            leaves = torch.maximum(leaves, stick(dx, dy, reach * across, reach * down, 0.038))
        leaves = edge(leaves, 2 * canvas.unit)
        cover = torch.maximum(leaves, _fringe(canvas, 0.10, 0.34, 0.7))
        return lit(canvas, _whole(canvas, rgb(canvas, *colour))), cover

    return draw


def _weeds(canvas: Canvas) -> Front:
    """Ribbons of seaweed that rise from the rim at one side."""
    side = _side(canvas)
    cover = _fringe(canvas, 0.09, 0.40, 0.0)
    y = canvas.y[None, :, None]
    for index, tall in enumerate((0.34, 0.46, 0.28)):
        turn = again(canvas.noise[:, 73 + index], 11)[:, None, None]
        sway = 0.03 * (6.28 * (1.9 * y + turn)).sin()
        cx = (side * (0.36 + 0.075 * index / canvas.aspect) * canvas.aspect)[:, None, None] + sway
        half = 0.038 * (1 - ((1 - y) / tall).clamp(0, 1) ** 3)
        ribbon = torch.minimum(half - (canvas.x[None, None] - cx).abs(), y - 1 + tall)
        cover = torch.maximum(cover, edge(ribbon, 2 * canvas.unit))
    green = canvas.pick(((0.10, 0.42, 0.36), (0.20, 0.26, 0.36), (0.04, 0.14, 0.24)))
    return _whole(canvas, green), cover


def _lamp(canvas: Canvas) -> Front:
    """A street lamp at one side; it shines in the evening and at night."""
    cx = _side(canvas) * (0.43 + 0.05 * again(canvas.noise[:, 71], 11)) * canvas.aspect
    soft, level = 2 * canvas.unit, torch.zeros_like(cx)
    post = torch.maximum(
        box(canvas, cx, 0.62 + level, 0.030, 0.42), box(canvas, cx, 0.97 + level, 0.06, 0.06, 0.02)
    )
    head = box(canvas, cx, 0.135 + level, 0.062, 0.075, 0.03)
    cap = box(canvas, cx, 0.055 + level, 0.085, 0.030, 0.02)
    lamp = lit(canvas, _whole(canvas, rgb(canvas, 0.22, 0.28, 0.32)))
    dark = (canvas.time != DAY)[:, None, None, None]
    glass = torch.where(dark, rgb(canvas, 1.0, 0.90, 0.58), rgb(canvas, 0.86, 0.92, 0.92))
    lamp = over(lamp, glass, edge(head, soft))
    light = discs(canvas, cx[:, None], 0.135 + level[:, None], 0.06 + level[:, None])
    halo = ((1 + light / 0.22).clamp(0, 1) ** 2 * 0.45) * dark[:, 0]
    glow = rgb(canvas, 1.0, 0.88, 0.56).expand_as(lamp), halo
    return laid(glow, lamp, edge(torch.maximum(torch.maximum(post, head), cap), soft))


FRONTS: Final[dict[str, Callable[[Canvas], Front]]] = {
    "meadow": _rim(0.15, 0.32, 0.65, 0.14, 0.40, 0.14), "beach": _boughs(0.14, 0.42, 0.24),
    "desert": _rim(0.10, 0.26, 0.0, 0.56, 0.34, 0.22), "snow": _rim(0.11, 0.42, 0.0, 0.62, 0.74, 0.90),
    "city": _lamp, "forest": _boughs(0.08, 0.27, 0.13), "space": _rim(0.11, 0.26, 0.0, 0.24, 0.22, 0.34),
    "street": _lamp, "mountains": _rim(0.14, 0.32, 0.6, 0.12, 0.36, 0.20), "underwater": _weeds,
}  # fmt: skip
"""The sea and the room have none: their floor runs free to the frame's edge."""
