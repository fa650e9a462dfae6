"""What all places are painted with: layers, hills, ground, boxes, trees and the light of the day.

In: a ``Canvas`` and shapes in its units; out: colours [B, 3, H, W], distances (positive inside) and coverage
[B, H, W].  Called by the other modules of this package.  Shapes are soft and large: nothing is thinner than about four
pixels of a frame 64 pixels high, or the autoencoder could not keep it.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.training.world.sky import LIGHT, NIGHT, Canvas, discs, edge


@dataclass(frozen=True, slots=True)
class Layers:
    """Colours [B, 3, H, W] and coverage [B, H, W] of each layer from the back to the front.

    Every place has a far and a near one.  ``middle`` lies between the two, ``front`` before the actors; None where
    no clip has it.
    """

    far: Tensor
    far_cover: Tensor
    near: Tensor
    near_cover: Tensor
    middle: Tensor | None = None
    middle_cover: Tensor | None = None
    front: Tensor | None = None
    front_cover: Tensor | None = None


def rgb(canvas: Canvas, *rgb: float) -> Tensor:
    """A colour [3, 1, 1]."""
    return torch.tensor(rgb, device=canvas.x.device)[:, None, None]


def one_of(palette: tuple[tuple[float, float, float], ...], share: Tensor) -> Tensor:
    """A colour of the palette by uniform numbers: [B, 3, 1, 1] for one number a clip [B], [B, 3, 1, W] for [B, W]."""
    colours = torch.tensor(palette, device=share.device)
    found = colours[(share * len(palette)).long().clamp(0, len(palette) - 1)].movedim(-1, 1)
    return found[:, :, None] if share.ndim == 2 else found[:, :, None, None]


def again(share: Tensor, turn: int) -> Tensor:
    """Other uniform numbers made from uniform numbers; ``turn`` 1, 2, 3 ... gives a different set each."""
    return (share * (17.31 + 9.77 * turn) + 0.61 * turn) % 1.0


def slots(canvas: Canvas, count: int) -> tuple[Tensor, Tensor]:
    """Which of ``count`` slots side by side each column lies in, int64 [W], and how far right of its middle, [W].

    What stands in slots is drawn in one pass, however many there are.
    """
    pitch = 1.34 * canvas.aspect / count
    slot = (canvas.x / pitch + 0.5 * count).floor().clamp(0, count - 1)
    return slot.long(), canvas.x - (slot + 0.5 - 0.5 * count) * pitch


def panel(
    dx: Tensor, dy: Tensor, half_width: Tensor | float, half_height: Tensor | float, corner: float = 0.0
) -> Tensor:
    """Distance inside a box with rounded corners, by the offsets from its middle."""
    dx, dy = dx.abs() - (half_width - corner), dy.abs() - (half_height - corner)
    outside = (dx.clamp_min(0) ** 2 + dy.clamp_min(0) ** 2).sqrt()
    return corner - outside - torch.maximum(dx, dy).clamp_max(0)


def boxes(
    canvas: Canvas, cx: Tensor, cy: Tensor, half_width: Tensor, half_height: Tensor, corner: float = 0.0
) -> Tensor:
    """Distance inside the union of boxes [B, N] with rounded corners, as [B, H, W]."""
    cx, cy, wide, tall = (value[:, :, None, None] for value in (cx, cy, half_width, half_height))
    dx, dy = canvas.x[None, None, None, :] - cx, canvas.y[None, None, :, None] - cy
    return panel(dx, dy, wide, tall, corner).amax(1)


def box(
    canvas: Canvas, cx: Tensor, cy: Tensor, half_width: float, half_height: float, corner: float = 0.0
) -> Tensor:
    """Distance inside one box per clip around ``cx``, ``cy`` [B], as [B, H, W]."""
    none = torch.zeros_like(cx)[:, None]
    return boxes(canvas, cx[:, None], cy[:, None], none + half_width, none + half_height, corner)


def stick(
    dx: Tensor, dy: Tensor, to_x: Tensor | float, to_y: Tensor | float, radius: Tensor | float
) -> Tensor:
    """Distance inside a round-ended stick, by the offsets from its foot; ``to_x``, ``to_y`` lead to its tip."""
    along = ((dx * to_x + dy * to_y) / (to_x * to_x + to_y * to_y)).clamp(0, 1)
    return radius - ((dx - along * to_x) ** 2 + (dy - along * to_y) ** 2).sqrt()


def laid(below: tuple[Tensor, Tensor], colour: Tensor, inside: Tensor) -> tuple[Tensor, Tensor]:
    """A colour laid on a layer (colour, coverage); soft rims keep their colour where the layer was empty below."""
    cover = inside + below[1] * (1 - inside)
    share = torch.where(cover > 0, inside / cover.clamp_min(1e-6), 1.0)
    return torch.lerp(below[0], colour.expand_as(below[0]), share[:, None]), cover


def saw(turns: Tensor) -> Tensor:
    """A zigzag between 0 and 1 with one tooth a turn."""
    return 1 - (2 * (turns % 1.0) - 1).abs()


def level(canvas: Canvas, top: Tensor, softness: float) -> Tensor:
    """Coverage [B, H, W] of all below a level line at ``top`` [B]."""
    below = edge(canvas.y[None, :, None] - top[:, None, None], softness)
    return below.expand(-1, -1, len(canvas.x))


def lit(canvas: Canvas, image: Tensor) -> Tensor:
    """Noon's colours at the clip's time of day; moonlight also takes some of their own hue for blue."""
    shown = image * canvas.pick(LIGHT)
    moonlight = (
        shown.mean(-3, keepdim=True) * torch.tensor([0.62, 0.86, 1.55], device=image.device)[:, None, None]
    )
    return torch.lerp(shown, moonlight, 0.4 * (canvas.time == NIGHT).float()[:, None, None, None]).clamp(0, 1)


def ridge(
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


def nearness(canvas: Canvas) -> Tensor:
    """0 at the horizon, 1 at the bottom of the frame, [B, 1, H, 1]."""
    below = canvas.y[None, :, None] - canvas.horizon[:, None, None]
    return (below / (1 - canvas.horizon[:, None, None])).clamp(0, 1)[:, None]


def ground(canvas: Canvas, back: Tensor, front: Tensor, mottle: float) -> Tensor:
    """From one colour at the back to another in front, with soft patches, [B, 3, H, W]."""
    patches = 1 + mottle * (canvas.grain[:, None, 2] - 0.5)
    return torch.lerp(back, front, nearness(canvas)) * patches


def dots(canvas: Canvas, column: int, count: int, radius: float) -> Tensor:
    """Soft dots on the ground, larger in front, [B, H, W]."""
    cx = (canvas.noise[:, column : column + count] - 0.5) * canvas.aspect * 1.3
    share = (canvas.noise[:, column : column + count] * 7.31) % 1.0
    cy = canvas.horizon[:, None] + 0.06 + (0.94 - canvas.horizon[:, None]) * share
    return edge(discs(canvas, cx, cy, radius * (0.8 + 0.6 * share), flat=1.5), 2.5 * canvas.unit)


def leafy(dx: Tensor, dy: Tensor) -> tuple[Tensor, Tensor]:
    """Distances inside the crown and the trunk of a round tree, by the offsets from its foot; it is 0.44 high."""
    crown = torch.full_like(dx + dy, -1.0)
    for x, y in ((-0.07, 0.22), (0.07, 0.24), (0.0, 0.33)):
        crown = torch.maximum(crown, 0.11 - ((dx - x) ** 2 + (dy + y) ** 2).sqrt())
    return crown, panel(dx, dy + 0.08, 0.032, 0.10)


def fir_trees(canvas: Canvas, column: int, count: int, base: Tensor, height: float) -> Tensor:
    """Distance inside a row of fir trees, [B, H, W]."""
    slot = (torch.arange(count, device=base.device) + 0.5) / count - 0.5
    cx = (slot * 1.35 + 0.10 * (canvas.noise[:, column : column + count] - 0.5)) * canvas.aspect
    tall = height * (0.7 + 0.5 * canvas.noise[:, column + 4 : column + 4 + count])
    x = (canvas.x[None, None, None] - cx[:, :, None, None]).abs()
    y = canvas.y[None, None, :, None] - (base[:, None] - tall)[:, :, None, None]
    tier = y - 0.3 * tall[:, :, None, None] * torch.floor(2.4 * y / tall[:, :, None, None]).clamp(0, 2) * 0.5
    inside = torch.minimum(0.36 * tier - x, tall[:, :, None, None] + 0.06 - y)
    return inside.amax(1)
