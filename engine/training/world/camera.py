"""What the camera of the full world does: how every layer and every actor lies on the screen, frame by frame.

In: ``Stories`` and how far the lead has gone; out: a ``Camera``, whose ``look`` samples a layer and whose ``onto``
places actors.  Called by ``staging`` and ``drawing``.

Shapes: B clips, T frames, A actors.  Pixels, x rightwards, y downwards, angles in radians clockwise.
"""

import math
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.world.stories import Stories
from engine.training.world.vocabulary import CAMERAS

FOCUS: Final = (0.5, 0.68)
"""The point that a zoom leaves in place, as shares of width and height."""
PAN: Final = 0.30
"""How far a pan moves the ground, as a share of the width; a follow at most."""
PARALLAX: Final = {"sky": 0.12, "far": 0.45, "middle": 0.7, "near": 1.0, "front": 1.5}
"""How near each layer is: how much it takes part in what brings out depth; actors stand at 1."""
_ZOOM, _DOLLY, _TILT, _ORBIT, _ROLL, _SHAKE = 0.40, 0.55, 0.09, 0.22, math.radians(5), 0.022
# Room for what the scenery does not reach beyond the frame: the picture is drawn so much larger.
_ROOM: Final = {"tilt up": 1.2, "tilt down": 1.2, "orbit": 1.16, "shake": 1.07}


@dataclass(frozen=True, slots=True)
class Camera:
    """All [B, T]: ``pan`` and ``tilt``, how far the ground has moved leftwards and upwards; ``aside``, how far the
    background slides against the actors; ``zoom`` of everything; ``dolly``, how much nearer things have come, from 0;
    ``roll``.  ``moves`` [B] tells which cameras do anything."""

    pan: Tensor
    tilt: Tensor
    aside: Tensor
    zoom: Tensor
    dolly: Tensor
    roll: Tensor
    moves: Tensor

    def scale(self, nearness: float | Tensor) -> Tensor:
        """How much larger than planned what is so near appears, as the nearness's shape with [B, T]."""
        return self.zoom * (1 + self.dolly * nearness**1.5)

    @property
    def most(self) -> Tensor:
        """How much larger than planned actors get at most [B]."""
        return self.scale(1.15).amax(1)

    def look(
        self, layer: Tensor, nearness: float, rows: Tensor, size: tuple[int, int], frames: int
    ) -> Tensor:
        """What is seen of a layer [b, C, H, wide] of the clips ``rows``, as [b, C, T, H, W]."""
        width, height = size
        wide = layer.shape[3]
        scale = self.scale(nearness)[rows]
        cos, sin = self.roll[rows].cos() / scale, self.roll[rows].sin() / scale
        dx = (torch.arange(width, device=layer.device) + 0.5 - FOCUS[0] * width)[None, None, None, :]
        dy = (torch.arange(height, device=layer.device) + 0.5 - FOCUS[1] * height)[None, None, :, None]
        left = FOCUS[0] * width + self.pan[rows] * nearness + self.aside[rows] * (nearness - 1)
        top = FOCUS[1] * height + self.tilt[rows] * (0.5 + 0.5 * nearness)
        cos, sin, left, top = (value[:, :, None, None] for value in (cos, sin, left, top))
        grid = layer.new_empty(len(rows), frames, height, width, 2)
        grid[..., 0] = (cos * dx + sin * dy + left + (wide - width) / 2) * (2 / wide) - 1
        grid[..., 1] = (cos * dy - sin * dx + top) * (2 / height) - 1
        flat = grid.view(len(rows), frames * height, width, 2)
        found = F.grid_sample(layer, flat, mode="bilinear", padding_mode="border", align_corners=False)
        return found.view(len(rows), layer.shape[1], frames, height, width)

    def onto(
        self, x: Tensor, y: Tensor, nearness: Tensor, size: tuple[int, int]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Screen x, y and magnification [B, A, T] of what is planned at x, y at a nearness about 1."""
        width, height = size
        scale = self.scale(1.0)[:, None] + self.zoom[:, None] * self.dolly[:, None] * 0.6 * (nearness - 1)
        cos, sin = self.roll.cos()[:, None], self.roll.sin()[:, None]
        dx = x - FOCUS[0] * width - self.pan[:, None]
        dy = y - FOCUS[1] * height - self.tilt[:, None]
        left = FOCUS[0] * width + scale * (cos * dx - sin * dy)
        return left, FOCUS[1] * height + scale * (sin * dx + cos * dy), scale


def film(stories: Stories, seconds: Tensor) -> Camera:
    """The camera of every clip; one that follows goes with the lead's speed."""
    width, height = stories.width, stories.height
    clock = (seconds / stories.length).clamp(0, 1)[None]
    middle = clock - 0.5
    ease = clock * clock * (3 - 2 * clock)

    def by(name: str) -> Tensor:
        return (stories.camera == CAMERAS.index(name)).float()[:, None]

    wobble = [
        (2 * math.pi * (rate * seconds[None] + stories.noise[:, column, None])).sin()
        for column, rate in ((90, 3.1), (91, 4.7), (92, 3.7), (93, 5.3))
    ]
    short = min(width, height)
    shaken = by("shake") * _SHAKE * short
    pan = PAN * width * middle * (by("pan right") - by("pan left"))
    follows = by("follow")
    gone = (
        stories.way[:, :1] * (stories.travel[:, :1] * width * stories.length).clamp_max(PAN * width) * middle
    )
    pan = pan + follows * gone + shaken * (wobble[0] + 0.6 * wobble[1])
    tilt = _TILT * height * (ease - 0.5) * (by("tilt down") - by("tilt up")) * 1.3
    tilt = tilt + shaken * (wobble[2] + 0.6 * wobble[3])
    room = torch.tensor([_ROOM.get(name, 1.0) for name in CAMERAS])[stories.camera][:, None]
    ramp = clock * by("zoom in") + (1 - clock) * by("zoom out")
    side = torch.where(stories.noise[:, 94, None] < 0.5, -1.0, 1.0) * by("orbit")
    return Camera(
        pan=pan.expand(-1, len(seconds)),
        tilt=tilt.expand(-1, len(seconds)),
        aside=2 * _ORBIT * width * middle * side,
        zoom=room * (math.log(1 + _ZOOM) * ramp).exp(),
        dolly=_DOLLY * (clock * by("dolly in") + (1 - clock) * by("dolly out")),
        roll=2 * _ROLL * middle * side,
        moves=stories.camera != CAMERAS.index("static"),
    )
