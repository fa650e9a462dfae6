"""Look at the training world: ``python -m engine.training.world --sheet OUT.png`` or ``--bench``.

In: a seed; out: a contact sheet (four frames of each clip with a caption below), or the rendering speed in print.  For
whoever changes the world; nothing calls this.
"""

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from engine.media.imaging import blend
from engine.media.titles import draw_title
from engine.training.captions import caption
from engine.training.sheets import write_png
from engine.training.world import World
from engine.types import Size
from resources import path

SCALE = 2
LINE = 30
"""Height of the caption below a clip, in pixels."""


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m engine.training.world", description=__doc__)
    parser.add_argument("--bench", action="store_true", help="measure clips a second on one thread")
    parser.add_argument("--sheet", type=Path, metavar="OUT.png", help="write a contact sheet")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clips", type=int, default=24)
    parser.add_argument("--size", default="112x64", help="width x height of a frame")
    parser.add_argument("--split", default="train", choices=("train", "heldout"))
    chosen = parser.parse_args()
    width, height = (int(side) for side in chosen.size.split("x"))
    if chosen.sheet:
        write_png(chosen.sheet, sheet(chosen.seed, chosen.clips, (width, height), chosen.split))
    if chosen.bench:
        torch.set_num_threads(1)
        print(bench((width, height)))


def bench(size: tuple[int, int], clips: int = 64) -> str:
    """Rendering speed in processor time, so that other work on the machine counts little."""
    world = World()
    scenes = world.sample(clips, 5, size=size)
    world.render(scenes)
    best = float("inf")
    for _ in range(4):
        started = time.process_time()
        world.render(scenes)
        best = min(best, time.process_time() - started)
    return f"{clips / best:.0f} clips of {size[0]}x{size[1]}x{scenes.frames} a second on one core"


def sheet(seed: int, clips: int, size: tuple[int, int], split: str, columns: int = 3) -> NDArray[np.uint8]:
    """Rows of clips, each as its first, two middle and last frame over its caption."""
    world = World()
    scenes = world.sample(clips, seed, size=size, split=split)
    frames = world.render(scenes).frames
    shown = [0, scenes.frames // 3, 2 * scenes.frames // 3, scenes.frames - 1]
    wide, high = size[0] * SCALE, size[1] * SCALE
    cell_width, cell_height = len(shown) * wide + 6, high + LINE
    rows = -(-clips // columns)
    picture = np.full((rows * cell_height, columns * cell_width, 3), 255, np.uint8)
    rng = random.Random(seed)
    for index in range(clips):
        top, left = index // columns * cell_height, index % columns * cell_width
        strip = frames[index, shown].permute(1, 0, 2, 3).reshape(size[1], -1, 3).numpy()
        picture[top : top + high, left : left + len(shown) * wide] = strip.repeat(SCALE, 0).repeat(SCALE, 1)
        room = Size(cell_width - 6, LINE)
        words = draw_title(
            caption(scenes, index, rng),
            room,
            font=path("fonts/Inter-Regular.otf"),
            height=12,
            colour=(0, 0, 0),
            shadow=False,
        )
        line = picture[top + high : top + cell_height, left : left + room.width]
        line[:] = blend(line.copy(), words.rgba, words.left, words.top)
    return picture


if __name__ == "__main__":
    main()
