"""Make the sprite atlas from unpacked npm packages; a developer's tool, run once per change of ``KINDS``.

In: a folder that holds the unpacked ``@lobehub/fluent-emoji-anim-1`` and ``@lobehub/fluent-emoji-3d`` (each with its
``package/assets``); what they lack, ``shapes`` draws.  Out: ``resources/training/atlas.safetensors``, one packed sheet
of phases for every kind under its name, and ``atlas.json``.  Nothing that the app runs imports this module.

    python -m engine.training.world.build_atlas FOLDER

Shapes: P phases of an animation; pictures float32 [P, 4, H, W], premultiplied RGBA in 0..1.
"""

import json
import math
import sys
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import Tensor

from engine.media.formats import WEBP
from engine.media.pictures import opened, rgba
from engine.media.sprites import packed
from engine.training.world import shapes
from engine.training.world.atlas import PHASES, to_hsv
from engine.training.world.kind import Kind
from engine.training.world.kinds import KINDS
from resources import path

SIDE: Final = 64
"""Side of a stored sprite in pixels."""
MARGIN: Final = 2
"""Transparent rim in pixels, so that sampling past the edge finds nothing."""
# Frames to take where the whole animation is not one good cycle: the turtle hides for half of its own, the dolphin
# turns over, and wheels, wings and strides repeat many times.
_CYCLES: Final = {
    "1f422": [66, 69, 0, 4, 8, 12, 16, 20],
    "1f42c": [36, 41, 46, 51, 56, 61, 66, 71],
    "1f3c3": list(range(0, 24, 3)),
    "1f3c3-200d-2640": list(range(0, 24, 3)),
    "1f468-200d-1f9af": list(range(0, 16, 2)),
    "1f3c4-200d-2640": list(range(0, 24, 3)),
    "1f41d": list(range(0, 24, 3)),
    "1f41e": list(range(0, 16, 2)),
    "1f3ce-fe0f": [0, 1, 3, 4, 6, 7, 9, 10],
    "1f3cd-fe0f": [0, 1, 3, 4, 6, 7, 9, 10],
}
# Degrees counter-clockwise that bring a diagonal emoji to the pose we store: plane and skateboard nearly level, rocket
# upright.
_POSES: Final = {"2708": -30.0, "1f680": 45.0, "1f6f9": -52.0}
# Share of the picture to keep from the top: boats leave their own strip of water behind.
_KEEP: Final = {"26f5": 0.835, "1f6a4": 0.77, "1f6f6": 0.77, "1f6a2": 0.87}
# Hue and half width of what is wiped out: the moon that hangs over the tent.
_WIPE: Final = {"26fa": (0.09, 0.11)}


def _pictures(kind: Kind, folder: Path) -> Tensor:
    if kind.code.startswith("shape:"):
        return shapes.draw(kind.code.removeprefix("shape:"))[None]
    candidates = [folder / f"{kind.code}{suffix}.webp" for suffix in ("", "-fe0f")]
    with opened(next(file for file in candidates if file.exists()), WEBP) as image:
        count = getattr(image, "n_frames", 1)
        chosen = _CYCLES.get(kind.code) or [count * k // PHASES for k in range(PHASES)] if count > 1 else [0]
        phases = []
        for index in chosen:
            image.seek(index)
            phases.append(torch.from_numpy(rgba(image).copy()))
    stack = torch.stack(phases).permute(0, 3, 1, 2).float() / 255.0
    stack[:, :3] *= stack[:, 3:]
    stack = stack[:, :, : round(stack.shape[2] * _KEEP.get(kind.code, 1.0))]
    if kind.code in _WIPE:
        centre, width = _WIPE[kind.code]
        hue, saturation, _ = to_hsv(stack[:, :3])
        wiped = (((hue - centre + 0.5) % 1.0 - 0.5).abs() < width) & (saturation > 0.2)
        stack *= ~wiped[:, None]
    return _turned(stack, math.radians(_POSES[kind.code])) if kind.code in _POSES else stack


def _turned(stack: Tensor, angle: float) -> Tensor:
    """Turn counter-clockwise about the centre."""
    cos, sin = math.cos(angle), math.sin(angle)
    matrix = torch.tensor([[cos, -sin, 0.0], [sin, cos, 0.0]]).expand(len(stack), 2, 3)
    grid = F.affine_grid(matrix, list(stack.shape), align_corners=False)
    return F.grid_sample(stack, grid, mode="bicubic", align_corners=False).clamp(0, 1)


def _fitted(stack: Tensor) -> tuple[Tensor, tuple[float, float]]:
    """Fit all phases by one common box into the square, uint8 straight alpha [P, SIDE, SIDE, 4]; also the actor's
    width and height as shares of the side.
    """
    solid = (stack[:, 3] > 0.1).any(0)
    rows, columns = solid.any(1).nonzero()[:, 0], solid.any(0).nonzero()[:, 0]
    box = stack[:, :, int(rows[0]) : int(rows[-1]) + 1, int(columns[0]) : int(columns[-1]) + 1]
    scale = (SIDE - 2 * MARGIN) / max(box.shape[2:])
    height, width = round(box.shape[2] * scale), round(box.shape[3] * scale)
    small = F.interpolate(box, (height, width), mode="bicubic", antialias=True, align_corners=False).clamp(
        0, 1
    )
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    whole = F.pad(small, (left, SIDE - width - left, top, SIDE - height - top))
    straight = whole[:, :3] / whole[:, 3:].clamp_min(1e-3)
    pixels = (torch.cat((straight, whole[:, 3:]), 1).clamp(0, 1) * 255 + 0.5).to(torch.uint8)
    return pixels.permute(0, 2, 3, 1).contiguous(), (width / SIDE, height / SIDE)


def main(folder: Path) -> None:
    """Write the atlas and its table."""
    animated = next(folder.glob("*fluent-emoji-anim-1*/package/assets"))
    still = next(folder.glob("*fluent-emoji-3d*/package/assets"))
    sheets, table, count = {}, [], 0
    for kind in KINDS:
        stack, (width, height) = _fitted(_pictures(kind, animated if kind.animated else still))
        sheet = torch.cat(tuple(stack), dim=1)
        sheets[kind.words[0]] = torch.frombuffer(bytearray(packed(sheet.numpy())), dtype=torch.uint8)
        entry = {"kind": kind.words[0], "code": kind.code, "phases": len(stack)}
        count += len(stack)
        table.append(entry | {"width": width, "height": height})
    target = path("training")
    target.mkdir(parents=True, exist_ok=True)
    save_file(sheets, target / "atlas.safetensors")
    described = json.dumps({"side": SIDE, "sprites": table}, indent=1)
    (target / "atlas.json").write_text(described + "\n", encoding="utf-8")
    print(f"{len(KINDS)} kinds, {count} sprites, {sum(map(len, sheets.values())) / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
