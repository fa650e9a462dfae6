"""Rotary positions in time, height and width, from explicit float positions.

In: positions of latent frames (any floats, seconds times a scale or plain indices) and of token rows and
columns. Out: cosine and sine tables that `engine.model.attention` turns queries and keys with. Called by
`engine.model.dit`.

Shapes: B batch, T latent frames, L tokens in (time, row, column) order, H heads, D width of one head.
"""

import torch
from torch import Tensor

THETA = 10_000.0


def axis_split(head_dim: int) -> tuple[int, int, int]:
    """How many of a head's numbers carry (time, height, width): time takes what thirds leave over (Wan)."""
    side = 2 * (head_dim // 6)
    return head_dim - 2 * side, side, side


def angles(positions: Tensor, dim: int) -> Tensor:
    """Rotation angles [..., dim/2] in float64 for positions [...], as in RoFormer with theta 10,000."""
    steps = torch.arange(0, dim, 2, dtype=torch.float64, device=positions.device) / dim
    return positions.to(torch.float64)[..., None] * THETA**-steps


def rotary_tables(times: Tensor, rows: Tensor, columns: Tensor, head_dim: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines, float32 [1 or B, L, D/2], of every token of the grid times x rows x columns.

    `times` is [T] or [B, T]; `rows` and `columns` are one-dimensional. Units are RoPE units.
    """
    if times.ndim == 1:
        times = times[None]
    split = axis_split(head_dim)
    batch, t = times.shape
    h, w = rows.shape[0], columns.shape[0]
    full = torch.cat(
        (
            angles(times, split[0])[:, :, None, None].expand(batch, t, h, w, -1),
            angles(rows, split[1])[None, None, :, None].expand(batch, t, h, w, -1),
            angles(columns, split[2])[None, None, None, :].expand(batch, t, h, w, -1),
        ),
        dim=-1,
    ).reshape(batch, t * h * w, head_dim // 2)
    return full.cos().float(), full.sin().float()


def rotate(x_BHLD: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    """Turn neighbouring pairs (0, 1), (2, 3)… of each head by the tables' angles; keeps dtype and shape."""
    even, odd = x_BHLD[..., 0::2], x_BHLD[..., 1::2]
    cosines, sines = cosines[:, None], sines[:, None]
    return torch.stack((even * cosines - odd * sines, even * sines + odd * cosines), dim=-1).flatten(-2)
