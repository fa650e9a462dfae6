"""The sprites as torch tensors: premultiplied, in three sizes, with recoloured variants.

In: ``resources/training/atlas.safetensors``, for every kind a sheet of its phases side by side (64 x 64 RGBA each,
straight alpha, packed as lossless WebP), and ``atlas.json``.  Out: an ``Atlas``, made once by ``World`` and only read
afterwards, so any thread may use it.

Shapes: V variants (a kind in one colour), P phases of its animation, S side in pixels, N sprites.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from safetensors import safe_open
from torch import Tensor

from engine.media.sprites import unpacked
from engine.training.world.kind import Band
from engine.training.world.vocabulary import COLOURS, KINDS
from resources import path

PHASES: Final = 8
LEVELS: Final = (64, 40, 24)
"""Sides in pixels at which sprites are kept; drawing shrinks by at most 1.7, where bilinear sampling is still clean."""
RIM: Final = 1
"""Transparent pixels around each stored sprite, so that neighbours in the strip never bleed in."""

# How each named colour is painted: hue (0..1), factor of saturation, factor of value, and value added.
_PAINTS: Final = {
    "red": (0.98, 1.0, 1.0, 0.0), "orange": (0.07, 1.0, 1.05, 0.0), "yellow": (0.14, 0.95, 1.12, 0.0),
    "green": (0.36, 0.9, 0.85, 0.0), "blue": (0.60, 1.0, 1.0, 0.0), "purple": (0.78, 0.9, 0.92, 0.0),
    "pink": (0.92, 0.52, 0.92, 0.12), "brown": (0.065, 0.78, 0.56, 0.0), "black": (0.70, 0.18, 0.24, 0.02),
    "white": (0.62, 0.05, 0.42, 0.56), "grey": (0.62, 0.06, 0.66, 0.02),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atlas:
    """``levels``: per side S, float16 [V, 4, P * (S + 2), S + 2] premultiplied RGBA strips, phases downwards.

    ``variant`` is int64 [kinds, colours + 1]: the strip of a kind in a colour, the last column being no colour named.
    ``extent`` is float32 [kinds, 2]: width and height of the actor as shares of its side.  ``phases`` int64 [kinds].
    """

    levels: tuple[Tensor, ...]
    variant: Tensor
    extent: Tensor
    phases: Tensor


def load_atlas(folder: Path | None = None, device: str = "cpu", kinds: int = len(KINDS)) -> Atlas:
    """Read the first ``kinds`` actors of the atlas in ``folder`` (the bundled one by default).

    Raises:
        FileNotFoundError: there is no atlas.
        ValueError: its kinds are not those of the vocabulary.
    """
    folder = folder or path("training")
    table = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))["sprites"]
    if [entry["kind"] for entry in table] != [kind.words[0] for kind in KINDS]:
        raise ValueError(
            "the sprite atlas and the vocabulary disagree; run engine.training.world.build_atlas again"
        )
    table = table[:kinds]
    variant = torch.zeros(len(table), len(COLOURS) + 1, dtype=torch.int64)
    sprites: list[Tensor] = []
    rows: list[Tensor] = []  # of every variant, its phases' sprites; who has one phase shows it all the time
    count = 0
    with safe_open(folder / "atlas.safetensors", framework="pt") as file:
        for index, (kind, entry) in enumerate(zip(KINDS, table, strict=False)):
            own = _phases(file.get_tensor(entry["kind"]), entry["phases"])
            variant[index] = len(rows)
            for colour in kind.colours or (None,):
                if colour is not None:
                    variant[index, COLOURS.index(colour)] = len(rows)
                painted = own if colour is None or kind.band is None else recolour(own, kind.band, colour)
                sprites.append(painted)
                rows.append(count + torch.arange(PHASES) % len(own))
                count += len(own)
    stack = torch.cat(sprites)
    stack[:, :3] *= stack[:, 3:]
    order = torch.stack(rows)
    return Atlas(
        levels=tuple(_level(stack, order, side).to(device) for side in LEVELS),
        variant=variant.to(device),
        extent=torch.tensor([[entry["width"], entry["height"]] for entry in table], device=device),
        phases=torch.tensor([entry["phases"] for entry in table], device=device),
    )


def _phases(sheet: Tensor, count: int) -> Tensor:
    """Straight RGBA float32 [count, 4, 64, 64] in 0..1 of a packed sheet."""
    pixels = torch.from_numpy(unpacked(sheet.numpy().tobytes()))
    return torch.stack(pixels.chunk(count, dim=1)).permute(0, 3, 1, 2).float() / 255.0


def _level(stack: Tensor, order: Tensor, side: int) -> Tensor:
    """Strips [V, 4, P * (side + 2), side + 2] of sprites [N, 4, 64, 64] in the order [V, P]."""
    small = stack
    if side != stack.shape[-1]:
        small = F.interpolate(small, size=(side, side), mode="bilinear", antialias=True, align_corners=False)
    small = F.pad(small, (RIM, RIM, RIM, RIM)).half()
    variants, phases = order.shape
    whole = side + 2 * RIM
    return small[order].transpose(1, 2).reshape(variants, 4, phases * whole, whole)


def recolour(sprites: Tensor, band: Band, colour: str) -> Tensor:
    """Paint the pixels in the kind's colour band; straight RGBA [N, 4, H, W] in and out."""
    centre, width, own = band
    if own == colour:
        return sprites
    hue, saturation, value = to_hsv(sprites[:, :3])
    distance = ((hue - centre + 0.5) % 1.0 - 0.5).abs()
    weight = ((width - distance) / 0.03).clamp(0, 1) * ((saturation - 0.2) / 0.15).clamp(0, 1)
    aim, more_colour, more_light, light = _PAINTS[colour]
    more_light, more_colour = _lift(weight * sprites[:, 3], saturation, value, more_light, more_colour)
    # A little of the shading's own hue drift is kept, so that the paint does not look flat.
    drift = (hue - centre + 0.5) % 1.0 - 0.5
    painted = from_hsv(
        aim + 0.35 * drift,
        (saturation * more_colour).clamp(0, 1),
        (value * more_light + light).clamp(0, 1),
    )
    mixed = sprites[:, :3] + (painted - sprites[:, :3]) * weight[:, None]
    return torch.cat((mixed, sprites[:, 3:]), dim=1)


def _lift(
    weight: Tensor, saturation: Tensor, value: Tensor, more_light: float, more_colour: float
) -> tuple[float, float]:
    """The factors of value and saturation, raised where the paint underneath is dark or pale."""
    painted = weight > 0.5
    if not bool(painted.any()):
        return more_light, more_colour
    light, colour = float(value[painted].quantile(0.9)), float(saturation[painted].median())
    return more_light * max(1.0, 0.93 / light), more_colour * max(1.0, 0.6 / colour)


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
