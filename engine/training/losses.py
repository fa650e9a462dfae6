"""What the trainers minimise: reconstruction terms of the autoencoder and the flow-matching error of the DiT.

Frames are float [B, 3, T, H, W] in [-1, 1]; actor masks [B, 1, T, H, W] in 0..1.  Called by
``engine.training.train_vae`` and ``engine.training.train_dit``.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor


def reconstruction_loss(
    output: Tensor,
    target: Tensor,
    actors: Tensor,
    *,
    actor_weight: float = 4.0,
    edge: float = 0.5,
    time: float = 0.3,
) -> Tensor:
    """Weighted L1 of pixels, of their spatial differences at two scales, and of their change over time.

    Pixels under an actor count ``actor_weight`` times: they are few, move, and are what one looks at.
    """
    error = output - target
    weight = 1.0 + (actor_weight - 1.0) * actors
    weight = weight / weight.mean()
    total = (weight * error.abs()).mean() + 2.0 * (weight * error.square()).mean()
    total = total + edge * _edges(error, weight)
    half = F.avg_pool3d(error, (1, 2, 2))
    total = total + edge * _edges(half, weight[..., ::2, ::2])
    if error.shape[2] > 1:
        change = (error[:, :, 1:] - error[:, :, :-1]).abs()
        total = total + time * (weight[:, :, 1:] * change).mean()
    return total


def _edges(error: Tensor, weight: Tensor) -> Tensor:
    across = (error[..., 1:] - error[..., :-1]).abs() * weight[..., 1:]
    down = (error[..., 1:, :] - error[..., :-1, :]).abs() * weight[..., 1:, :]
    return across.mean() + down.mean()


def latent_cost(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Divergence of the latent distribution from a unit normal, in nats per latent value."""
    return 0.5 * (mean.square() + log_variance.exp() - 1.0 - log_variance).mean()


def psnr(output: Tensor, target: Tensor) -> Tensor:
    """Peak signal-to-noise ratio per clip [B], in dB, of frames in [-1, 1] (clipped first)."""
    error = (output.clamp(-1, 1) - target).square().flatten(1).mean(1)
    decibels: Tensor = 10.0 * torch.log10(4.0 / error.clamp_min(1e-10))
    return decibels


def draw_times(
    shape: tuple[int, ...], generator: torch.Generator, *, shift: float, uniform_share: float
) -> Tensor:
    """Noise levels in (0, 1): logit-normal shifted towards noise, and a share drawn evenly from 0.8..1.

    ``shift`` s maps t to s*t / (1 + (s-1)*t).  Layout and the direction of motion are decided near 1, where a
    plain logit-normal draws too few samples.
    """
    normal = torch.sigmoid(torch.randn(shape, generator=generator))
    times = shift * normal / (1.0 + (shift - 1.0) * normal)
    late = 0.8 + 0.2 * torch.rand(shape, generator=generator)
    return torch.where(torch.rand(shape, generator=generator) < uniform_share, late, times)


def flow_loss(velocity: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Mean squared error of the velocity [B, C, t, h, w]; ``weight`` broadcasts and is 0 where frames were given."""
    squared = (velocity - target).square() * weight
    return squared.sum() / (weight.expand_as(squared).sum() + 1e-6)


def motion_weight(latents: Tensor, *, most: float = 3.0) -> Tensor:
    """How much each cell of [B, C, t, h, w] moves, as a loss weight [B, 1, t, h, w] between 1 and ``most``.

    Measured by the change from the latent frame before, relative to twice a unit normal's; the first frame takes
    the weights of the second.
    """
    if latents.shape[2] < 2:
        return torch.ones_like(latents[:, :1])
    change = (latents[:, :, 1:] - latents[:, :, :-1]).square().mean(1, keepdim=True).sqrt()
    change = torch.cat((change[:, :, :1], change), dim=2)
    return 1.0 + (most - 1.0) * (change / math.sqrt(2.0)).clamp(0.0, 1.0)
