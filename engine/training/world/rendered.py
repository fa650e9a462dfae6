"""What the renderer hands out, and the cutting of scenes into the parts that it draws at once.

In and out: ``Scenes`` and tensors.  Called by ``render`` and ``drawing``, and by whoever takes some clips of many.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import torch
from torch import Tensor

from engine.training.world.program import Scenes

S = TypeVar("S", bound=Scenes)


@dataclass(frozen=True, slots=True)
class Rendered:
    """``frames`` uint8 [B, T, H, W, 3] RGB; ``mask`` uint8 [B, T, H, W], 255 where an actor covers the pixel;
    ``actors`` uint8 [B, T, H, W], the number (from 1) of the actor that is seen there, 0 for none.

    ``labels``: int64 [B] ``kind``, ``colour``, ``place``, ``time_of_day``, ``weather``, ``motion``, ``motion2``,
    ``camera``, ``style`` (indices into the vocabulary, -1 for none; of the lead where there are several actors);
    float32 [B] ``switch`` (seconds, -1 if nothing ever changes); float32 [B, T, 2] ``centre`` (x, y in pixels),
    ``velocity`` (pixels a frame since the frame before; the first repeats the second) and ``extent`` (width and height
    in pixels, unrotated, 0 without an actor).

    The full world adds, for A places of actors: int64 [B] ``count``, ``group``, ``event``, ``colour2``, ``weather2``,
    ``time2``, ``loop``; [B, A] ``kinds``, ``colours``, ``motions``, ``ways`` (-1, 0, +1), ``speeds``; float32
    [B, A, T, 2] ``centres``, ``velocities`` and ``extents``.
    """

    frames: Tensor
    mask: Tensor
    actors: Tensor
    labels: dict[str, Tensor]


def joined(pieces: list[Rendered]) -> Rendered:
    """The clips of all pieces, in order."""
    return Rendered(
        frames=torch.cat([piece.frames for piece in pieces]),
        mask=torch.cat([piece.mask for piece in pieces]),
        actors=torch.cat([piece.actors for piece in pieces]),
        labels={name: torch.cat([piece.labels[name] for piece in pieces]) for name in pieces[0].labels},
    )


def steps(centre: Tensor) -> Tensor:
    """Movement since the frame before of centres [..., T, 2]; the first repeats the second, a still has none."""
    if centre.shape[-2] == 1:
        return torch.zeros_like(centre)
    step = centre.diff(dim=-2)
    return torch.cat((step[..., :1, :], step), dim=-2)


def part(scenes: S, start: int, stop: int) -> S:
    """The clips ``start`` to ``stop`` of the scenes."""
    return changed(scenes, lambda value: value[start:stop])


def to(scenes: S, device: torch.device) -> S:
    """The scenes on a device."""
    return changed(scenes, lambda value: value.to(device))


def changed(scenes: S, change: Callable[[Tensor], Tensor]) -> S:
    """The scenes with something done to each of their tensors."""
    values = {item.name: getattr(scenes, item.name) for item in fields(scenes)}
    new: dict[str, Any] = {k: change(v) for k, v in values.items() if isinstance(v, Tensor)}
    return replace(scenes, **new)
