"""Look at the training world: ``python -m engine.training.world --sheet OUT.png`` or ``--bench``.

In: a seed; out: a contact sheet (four frames of each clip with a caption below), or the rendering speed in print.  For
whoever changes the world; nothing calls this.
"""

import argparse
import random
import time
from pathlib import Path
from typing import TypedDict

import numpy as np
import torch
from numpy.typing import NDArray

from engine.media.imaging import blend
from engine.media.titles import draw_title
from engine.training.captions import caption
from engine.training.sheets import write_png
from engine.training.world import Scenes, World
from engine.training.world.vocabulary import WORLDS
from engine.types import Size
from resources import path

SCALE = 2
LINE = 30
"""Height of the caption below a clip, in pixels."""


class _Shape(TypedDict):
    frames: int
    rate: float
    size: tuple[int, int]


def main() -> None:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m engine.training.world", description=__doc__)
    parser.add_argument("--bench", action="store_true", help="measure clips a second on one thread")
    parser.add_argument("--sheet", type=Path, metavar="OUT.png", help="write a contact sheet")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clips", type=int, default=24)
    parser.add_argument("--size", default="112x64", help="width x height of a frame")
    parser.add_argument("--frames", type=int, default=17)
    parser.add_argument("--rate", type=float, default=12.0, help="frames a second")
    parser.add_argument("--world", default="small", choices=WORLDS)
    parser.add_argument("--device", default="cpu", help="where the clips are drawn")
    parser.add_argument("--split", default="train", choices=("train", "heldout"))
    chosen = parser.parse_args()
    width, height = (int(side) for side in chosen.size.split("x"))
    world = World(device=chosen.device, world=chosen.world)
    shape: _Shape = {"frames": chosen.frames, "rate": chosen.rate, "size": (width, height)}
    if chosen.sheet:
        scenes = world.sample(chosen.clips, chosen.seed, split=chosen.split, **shape)
        write_png(chosen.sheet, sheet(world, scenes, chosen.seed))
    if chosen.bench:
        torch.set_num_threads(1)
        print(bench(world, world.sample(64 if chosen.device == "cpu" else 2048, 5, **shape)))


def bench(world: World, scenes: Scenes) -> str:
    """Rendering speed: on a processor in its own time, so that other work on the machine counts little."""
    on_cpu = world.device.type == "cpu"
    clock = time.process_time if on_cpu else time.perf_counter
    world.render(scenes)
    best = float("inf")
    for _ in range(3):
        started = clock()
        int(world.render(scenes).mask[-1, -1, -1, -1])  # waits for the accelerator
        best = min(best, clock() - started)
    shape = f"{scenes.width}x{scenes.height}x{scenes.frames}"
    where = "one core" if on_cpu else str(world.device)
    return (
        f"world {world.world}: {len(scenes) / best:.0f} clips of {shape} a second on {where}, "
        f"{len(scenes) * scenes.frames / best:.0f} frames a second"
    )


def sheet(world: World, scenes: Scenes, seed: int, columns: int = 3) -> NDArray[np.uint8]:
    """Rows of clips, each as its first, two middle and last frame over its caption."""
    clips, size = len(scenes), (scenes.width, scenes.height)
    frames = world.render(scenes).frames.cpu()
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
