"""Sprites on frames: the right phase of a strip, turned, sized and placed in every frame of a clip.

In: strips of the atlas and where they go; out: premultiplied RGBA of whole frames, and contact shadows.  Called by
``render`` for the small world's one actor and by ``drawing`` for each of the full world's.

Shapes: B clips, T frames, H x W pixels, S side of a stored sprite, P its phases.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.world.atlas import PHASES, RIM
from engine.training.world.vocabulary import PLACES


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a sprite is, each [B, T]: centre and side of its square in pixels, angle in radians, ``flip`` -1 where it
    is mirrored, phase of its animation 0..1."""

    x: Tensor
    y: Tensor
    side: Tensor
    angle: Tensor
    flip: Tensor
    phase: Tensor


def cut(strip: Tensor, side: int, pose: Pose, size: tuple[int, int]) -> Tensor:
    """Place the right phase of each strip [B, 4, P * (S + 2), S + 2] in each frame, as [B, 4, T, H, W]."""
    device = strip.device
    width, height = size
    count, frames = pose.x.shape
    whole = side + 2 * RIM
    scale = (side / whole) / pose.side
    cos, sin = pose.angle.cos() * scale, pose.angle.sin() * scale
    dx = torch.arange(width, device=device) + 0.5 - pose.x[:, :, None]
    dy = torch.arange(height, device=device) + 0.5 - pose.y[:, :, None]
    # Sprite coordinates, -0.5..0.5 over the strip's cell; outside it nothing is drawn.
    u = (pose.flip * cos)[:, :, None, None] * dx[:, :, None, :] + (pose.flip * sin)[:, :, None, None] * dy[
        :, :, :, None
    ]
    v = cos[:, :, None, None] * dy[:, :, :, None] - sin[:, :, None, None] * dx[:, :, None, :]
    phase = (pose.phase * PHASES).long().clamp_max(PHASES - 1)
    rim = 0.5 - 0.5 / whole
    grid = torch.stack(
        (u.mul_(2), v.clamp_(-rim, rim).add_(phase[:, :, None, None] + 0.5).mul_(2.0 / PHASES).sub_(1)),
        dim=-1,
    )
    flat = grid.view(count, frames * height, width, 2)
    found = F.grid_sample(strip.float(), flat, mode="bilinear", padding_mode="zeros", align_corners=False)
    return found.view(count, 4, frames, height, width)


def shadow(
    pose: Pose, feet: Tensor, lift: Tensor, time: Tensor, place: Tensor, size: tuple[int, int]
) -> Tensor:
    """Darkness of the contact shadow [B, T, H, W]; weaker and wider as the actor rises."""
    device = pose.x.device
    x = torch.arange(size[0], device=device) + 0.5
    y = torch.arange(size[1], device=device) + 0.5
    high = (lift / pose.side).clamp(0, 1.5)[:, :, None]
    wide = pose.side[:, :, None] * (0.26 + 0.06 * high)
    across = (-(((x - pose.x[:, :, None]) / wide) ** 2).square()).exp()
    down = (-(((y - feet[:, :, None]) / (0.22 * wide)) ** 2)).exp()
    depth = torch.tensor([0.42, 0.42, 0.34], device=device)[time]
    depth = depth * torch.where(place == PLACES.index("sea"), 0.6, 1.0)
    strength = depth[:, None, None] * (1 - 0.62 * high)
    return (down * strength.clamp_min(0))[:, :, :, None] * across[:, :, None, :]
