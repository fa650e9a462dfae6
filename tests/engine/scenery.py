"""Scenery for the tests of the training world: every place from the same numbers on every machine.

In: names of places, times and weathers, a size; out: a canvas, its sky and layers, or the flat picture of them all.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from engine.training.world import places
from engine.training.world.scenery.brushes import Layers
from engine.training.world.sky import Canvas, grow_grain, sky
from engine.training.world.vocabulary import PLACES, TIMES, WEATHERS

Asked = tuple[str, str, str]
"""Place, time of day and weather of one clip."""


def even(rows: int, columns: int) -> Tensor:
    """Numbers spread evenly over 0..1, the same everywhere, unlike a generator's."""
    index = torch.arange(1, rows * columns + 1, dtype=torch.float64, device="cpu")
    return ((index * 0.6180339887498949) % 1.0).float().reshape(rows, columns)


def canvas_of(asked: Sequence[Asked], size: tuple[int, int] = (112, 64)) -> Canvas:
    """The canvas of these clips, as wide as a panning camera needs it."""
    width, height = size
    wide = width + 2 * round(0.17 * width)
    place, time, weather = (
        torch.tensor([names.index(clip[k]) for clip in asked], device="cpu")
        for k, names in enumerate((PLACES, TIMES, WEATHERS))
    )
    noise = even(len(asked), 96)
    grain = grow_grain(even(len(asked), 3 * 8 * 12).reshape(-1, 3, 8, 12), height, wide)
    x = (torch.arange(wide, device="cpu") + 0.5 - wide / 2) / height
    y = (torch.arange(height, device="cpu") + 0.5) / height
    horizon = places.horizon(place, noise[:, 95])
    return Canvas(x, y, 1.0 / min(size), width / height, noise, grain, place, time, weather, horizon)


def drawn(
    asked: Sequence[Asked], size: tuple[int, int] = (112, 64), *, full: bool = False
) -> tuple[Tensor, Layers]:
    """Sky and layers of these clips."""
    canvas = canvas_of(asked, size)
    above = sky(canvas)
    return above, places.draw(canvas, above, full=full)


def layer_pairs(layers: Layers) -> list[tuple[Tensor, Tensor]]:
    """Colour and coverage of the layers there are, from the back to the front."""
    pairs = (
        (layers.far, layers.far_cover),
        (layers.middle, layers.middle_cover),
        (layers.near, layers.near_cover),
        (layers.front, layers.front_cover),
    )
    return [(colour, cover) for colour, cover in pairs if colour is not None and cover is not None]


def flat(asked: Sequence[Asked], size: tuple[int, int] = (112, 64), *, full: bool = False) -> Tensor:
    """The whole picture [B, 3, H, W], beyond the frame's sides too."""
    picture, layers = drawn(asked, size, full=full)
    for colour, cover in layer_pairs(layers):
        picture = torch.lerp(picture, colour, cover[:, None])
    return picture.clamp(0, 1)
