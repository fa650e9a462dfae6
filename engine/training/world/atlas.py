"""The sprites as torch tensors: premultiplied, in three sizes, with recoloured variants.

In: ``resources/training/atlas.safetensors`` (uint8 [sprites, 64, 64, 4] RGBA, straight alpha) and ``atlas.json``.
Out: an ``Atlas``, made once by ``World`` and only read afterwards, so any thread may use it.

Shapes: V variants (a kind in one colour), P phases of its animation, S side in pixels.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from engine.training.world.vocabulary import COLOURS, KINDS
from resources import path

PHASES: Final = 8
LEVELS: Final = (64, 40, 24)
"""Sides in pixels at which sprites are kept; drawing shrinks by at most 1.7, where bilinear sampling is still clean."""
RIM: Final = 1
"""Transparent pixels around each stored sprite, so that neighbours in the strip never bleed in."""

# Hue (0..1), saturation and value factors of each named colour.
_HUES: Final = {
    "red": (0.98, 1.0, 1.0), "orange": (0.07, 1.0, 1.05), "yellow": (0.14, 0.95, 1.12), "green": (0.36, 0.9, 0.85),
    "blue": (0.60, 1.0, 1.0), "purple": (0.78, 0.9, 0.92),
}  # fmt: skip
# Hue and half width of the band of pixels that carries a kind's colour in the stored sprite, and the colour it is.
_BANDS: Final = {
    "car": (0.97, 0.09, "red"), "balloon": (0.96, 0.12, "red"), "sailboat": (0.12, 0.05, "yellow"),
    "bird": (0.95, 0.08, "red"), "ball": (0.03, 0.13, "orange"), "fish": (0.57, 0.12, "blue"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atlas:
    """``levels``: per side S, float32 [V, 4, P * (S + 2), S + 2] premultiplied RGBA strips, phases downwards.

    ``variant`` is int64 [kinds, colours + 1]: the strip of a kind in a colour, the last column being no colour named.
    ``extent`` is float32 [kinds, 2]: width and height of the actor as shares of its side.  ``phases`` int64 [kinds].
    """

    levels: tuple[Tensor, ...]
    variant: Tensor
    extent: Tensor
    phases: Tensor


def load_atlas(folder: Path | None = None, device: str = "cpu") -> Atlas:
    """Read the atlas in ``folder`` (the bundled one by default).

    Raises:
        FileNotFoundError: there is no atlas.
        ValueError: its kinds are not those of the vocabulary.
    """
    folder = folder or path("training")
    table = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))["sprites"]
    names = [kind.words[0] for kind in KINDS]
    if [entry["kind"] for entry in table] != names:
        raise ValueError(
            "the sprite atlas and the vocabulary disagree; run engine.training.world.build_atlas again"
        )
    sprites = load_file(folder / "atlas.safetensors")["sprites"].permute(0, 3, 1, 2).float() / 255.0
    variant = torch.zeros(len(KINDS), len(COLOURS) + 1, dtype=torch.int64)
    strips: list[Tensor] = []
    for index, (kind, entry) in enumerate(zip(KINDS, table, strict=True)):
        own = sprites[entry["first"] : entry["first"] + entry["phases"]]
        variant[index] = len(strips)
        for colour in kind.colours or (None,):
            if colour is not None:
                variant[index, COLOURS.index(colour)] = len(strips)
            painted = own if colour is None else recolour(own, entry["kind"], colour)
            strips.append(painted.expand(PHASES, -1, -1, -1))
    stack = torch.stack(strips)
    stack[:, :, :3] *= stack[:, :, 3:]
    return Atlas(
        levels=tuple(_level(stack, side).to(device) for side in LEVELS),
        variant=variant.to(device),
        extent=torch.tensor([[entry["width"], entry["height"]] for entry in table], device=device),
        phases=torch.tensor([entry["phases"] for entry in table], device=device),
    )


def _level(stack: Tensor, side: int) -> Tensor:
    """Strips [V, 4, P * (side + 2), side + 2] of sprites [V, P, 4, 64, 64]."""
    variants, phases, channels, height, width = stack.shape
    small = stack.reshape(-1, channels, height, width)
    if side != width:
        small = F.interpolate(small, size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    small = F.pad(small, (RIM, RIM, RIM, RIM))
    rows = small.reshape(variants, phases, channels, side + 2 * RIM, side + 2 * RIM).transpose(1, 2)
    return rows.reshape(variants, channels, phases * (side + 2 * RIM), side + 2 * RIM).contiguous()


def recolour(sprites: Tensor, kind: str, colour: str) -> Tensor:
    """Turn the hue of the pixels in the kind's colour band; straight RGBA [N, 4, H, W] in and out."""
    centre, width, own = _BANDS[kind]
    if own == colour:
        return sprites
    hue, saturation, value = to_hsv(sprites[:, :3])
    distance = ((hue - centre + 0.5) % 1.0 - 0.5).abs()
    weight = ((width - distance) / 0.03).clamp(0, 1) * ((saturation - 0.2) / 0.15).clamp(0, 1)
    aim, more_colour, more_light = _HUES[colour]
    # A little of the shading's own hue drift is kept, so that the paint does not look flat.
    drift = (hue - centre + 0.5) % 1.0 - 0.5
    painted = from_hsv(
        aim + 0.35 * drift, (saturation * more_colour).clamp(0, 1), (value * more_light).clamp(0, 1)
    )
    mixed = sprites[:, :3] + (painted - sprites[:, :3]) * weight[:, None]
    return torch.cat((mixed, sprites[:, 3:]), dim=1)


def to_hsv(rgb: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Hue, saturation, value in 0..1, each [N, H, W], of RGB [N, 3, H, W]."""
    value, best = rgb.max(dim=1)
    spread = value - rgb.min(dim=1).values
    safe = spread.clamp_min(1e-6)
    red, green, blue = rgb.unbind(1)
    hue = torch.where(best == 0, (green - blue) / safe, (blue - red) / safe + 2)
    hue = torch.where(best == 2, (red - green) / safe + 4, hue)
    return (hue / 6) % 1.0, spread / value.clamp_min(1e-6), value


def from_hsv(hue: Tensor, saturation: Tensor, value: Tensor) -> Tensor:
    """RGB [N, 3, H, W] of hue, saturation and value [N, H, W]."""
    channels = [
        value - value * saturation * torch.minimum(part := (hue * 6 + offset) % 6, 4 - part).clamp(0, 1)
        for offset in (5.0, 3.0, 1.0)
    ]
    return torch.stack(channels, dim=1)
