"""Make the sprite atlas from unpacked npm packages; a developer's tool, run once per change of ``KINDS``.

In: a folder that holds the unpacked ``@lobehub/fluent-emoji-anim-1`` and ``@lobehub/fluent-emoji-3d`` (each with its
``package/assets``).  Out: ``resources/training/atlas.safetensors`` and ``atlas.json``.  Pillow is imported inside the
functions: nothing that the app runs imports this module.

    python -m engine.training.world.build_atlas FOLDER
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import save_file

from engine.training.world.vocabulary import KINDS, Kind
from resources import path

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 64
"""Side of a stored sprite in pixels."""
MARGIN = 2
"""Transparent rim in pixels, so that sampling past the edge finds nothing."""
PHASES = 8
# Frames of the animation to take, where its whole length is not one good cycle; the turtle hides for half of its own.
_CYCLES = {"1f422": [66, 69, 0, 4, 8, 12, 16, 20], "1f3c3": list(range(0, 24, 3))}
# Degrees counter-clockwise that bring a diagonal emoji to the pose we store: plane nearly level, rocket upright.
_POSES = {"2708": -30.0, "1f680": 45.0}


def _pictures(kind: Kind, animated: Path, still: Path) -> "list[Image]":
    from PIL import Image

    folder = animated if kind.animated else still
    found = [folder / f"{kind.code}{suffix}.webp" for suffix in ("", "-fe0f")]
    with Image.open(next(file for file in found if file.exists())) as image:
        count = getattr(image, "n_frames", 1)
        chosen = _CYCLES.get(kind.code) or [count * k // PHASES for k in range(PHASES)] if count > 1 else [0]
        pictures = []
        for index in chosen:
            image.seek(index)
            pictures.append(image.convert("RGBA").rotate(_POSES.get(kind.code, 0.0), Image.Resampling.BICUBIC))
    return pictures


def _sprites(pictures: "list[Image]") -> "tuple[np.ndarray, tuple[float, float]]":
    """Fit all phases by one common box into the square; also their width and height as shares of the side."""
    from PIL import Image

    boxes = [picture.getchannel("A").point(lambda a: 255 * (a > 24)).getbbox() for picture in pictures]
    kept = [box for box in boxes if box is not None]
    left, top = min(b[0] for b in kept), min(b[1] for b in kept)
    right, bottom = max(b[2] for b in kept), max(b[3] for b in kept)
    scale = (SIDE - 2 * MARGIN) / max(right - left, bottom - top)
    width, height = round((right - left) * scale), round((bottom - top) * scale)
    stack = np.zeros((len(pictures), SIDE, SIDE, 4), np.uint8)
    x, y = (SIDE - width) // 2, (SIDE - height) // 2
    for index, picture in enumerate(pictures):
        small = picture.crop((left, top, right, bottom)).convert("RGBa")  # premultiplied while it shrinks
        small = small.resize((width, height), Image.Resampling.LANCZOS).convert("RGBA")
        stack[index, y : y + height, x : x + width] = np.asarray(small)
    return stack, (width / SIDE, height / SIDE)


def main(folder: Path) -> None:
    """Write the atlas and its table."""

    def assets(name: str) -> Path:
        return next(folder.glob(f"*{name}*/package/assets"))

    animated, still = assets("fluent-emoji-anim-1"), assets("fluent-emoji-3d")
    stacks, table, first = [], [], 0
    for kind in KINDS:
        stack, (width, height) = _sprites(_pictures(kind, animated, still))
        table.append(
            {"kind": kind.words[0], "code": kind.code, "first": first, "phases": len(stack), "width": width, "height": height}
        )
        stacks.append(stack)
        first += len(stack)
    target = path("training")
    target.mkdir(parents=True, exist_ok=True)
    save_file({"sprites": np.concatenate(stacks)}, target / "atlas.safetensors")
    (target / "atlas.json").write_text(json.dumps({"side": SIDE, "sprites": table}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(KINDS)} kinds, {first} sprites, {(target / 'atlas.safetensors').stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
