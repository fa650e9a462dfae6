"""What happens in each clip, as numbers: who, where, when, how it moves and how it is filmed.

In: a seed and a count; out: ``Scenes``, which the renderer draws and the captions tell.  Called by ``World.sample``.
Nothing here depends on the number of frames, so a still is the first frame of the clip with the same seed.
"""

from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Final

import torch
from torch import Tensor

from engine.training.world.vocabulary import (
    CAMERA_WEIGHTS,
    COLOURS,
    EMPTY_SHARE,
    HOME_SHARE,
    KINDS,
    MOTION_WEIGHTS,
    MOTIONS,
    PLACES,
    SMALL,
    SMALL_MOTIONS,
    SMALL_PLACES,
    STYLE_WEIGHTS,
    TIME_WEIGHTS,
    TIMES,
    TWO_EVENT_SHARE,
    WEATHER_WEIGHTS,
    held_out,
)

SPLITS: Final = ("train", "heldout")
NOISE: Final = 96
"""Uniform numbers per clip that the scenery is drawn from."""
GRAIN: Final = (3, 8, 12)
"""Shape of the coarse noise per clip that textures are grown from."""
LEFT, RIGHT, STAY = MOTIONS.index("left"), MOTIONS.index("right"), MOTIONS.index("stay")


@dataclass(frozen=True, slots=True)
class Scenes:
    """``n`` clips: int64 [n] indices into the vocabulary, and float32 [n] parameters.

    ``kind`` and ``colour`` are -1 where there is no actor or no named colour, ``motion2`` where the motion never
    changes.  ``switch`` is when it changes, as a share of the clip.  ``facing`` is +1 right, -1 left, and matters only
    where no motion decides it.  ``side`` is the actor's size as a share of the frame's shorter side; ``ground`` where
    its feet stand, a share of the height from the top.  ``travel``, ``climb`` and ``slide`` are shares (0..1) of what
    fits: sideways way, height, and place within the room left.  ``hops`` and ``turns`` per 16 frames at 12 frames a
    second; a turn is signed.  ``swell`` is the ratio of largest to smallest size.  ``cycles`` a second and ``offset``
    (0..1) run the sprite's own animation.  ``noise`` [n, 96] and ``grain`` [n, 3, 8, 12] are uniform 0..1.
    """

    world: ClassVar[str] = "small"

    kind: Tensor
    colour: Tensor
    place: Tensor
    time_of_day: Tensor
    weather: Tensor
    motion: Tensor
    motion2: Tensor
    camera: Tensor
    style: Tensor
    switch: Tensor
    facing: Tensor
    side: Tensor
    ground: Tensor
    travel: Tensor
    climb: Tensor
    slide: Tensor
    hops: Tensor
    turns: Tensor
    swell: Tensor
    cycles: Tensor
    offset: Tensor
    noise: Tensor
    grain: Tensor
    frames: int
    rate: float
    width: int
    height: int

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def seconds(self) -> float:
        """Duration of every clip."""
        return self.frames / self.rate


def must_be_possible(n: int, frames: int, rate: float, size: tuple[int, int], split: str) -> None:
    """Raises ValueError for an unknown split, or sizes that cannot be."""
    if split not in SPLITS:
        raise ValueError(f"split must be one of {SPLITS}, not {split!r}")
    if n < 1 or frames < 1 or rate <= 0 or min(size) < 16:
        raise ValueError(f"cannot make {n} clips of {size[0]}x{size[1]}x{frames} at {rate} frames a second")


def sample(n: int, seed: int, frames: int, rate: float, size: tuple[int, int], split: str) -> Scenes:
    """Draw ``n`` scenes; the same arguments give the same scenes.

    Raises:
        ValueError: an unknown split, or sizes that cannot be.
    """
    must_be_possible(n, frames, rate, size, split)
    width, height = size
    generator = torch.Generator().manual_seed(seed)
    dice = iter(torch.rand(32, n, generator=generator, dtype=torch.float64))
    kind, place, motion, motion2 = _who_where_what(next(dice), next(dice), next(dice), split)
    if split == "train":
        empty = next(dice) < EMPTY_SHARE
        kind = torch.where(empty, -1, kind)
        motion = torch.where(empty, STAY, motion)
        motion2 = torch.where(empty, -1, motion2)
    else:
        next(dice)

    def between(low: float, high: float) -> Tensor:
        return (low + (high - low) * next(dice)).float()

    space = place == PLACES.index("space")
    weathers = torch.tensor([WEATHER_WEIGHTS[name] for name in PLACES], dtype=torch.float64)
    time_of_day = torch.where(space, TIMES.index("night"), choose(torch.tensor(TIME_WEIGHTS), next(dice)))
    return Scenes(
        kind=kind,
        place=place,
        motion=motion,
        motion2=motion2,
        colour=colours_of(kind, next(dice)),
        time_of_day=time_of_day,
        weather=choose(weathers[place], next(dice)),
        camera=choose(torch.tensor(CAMERA_WEIGHTS), next(dice)),
        style=choose(torch.tensor(STYLE_WEIGHTS), next(dice)),
        switch=between(0.4, 0.6),
        facing=torch.where(next(dice) < 0.5, -1.0, 1.0),
        side=between(0.48, 0.64),
        ground=between(0.85, 0.94),
        travel=between(0.38, 0.62),
        climb=between(0.75, 1.0),
        slide=between(0.0, 1.0),
        hops=1.0 + (next(dice) < 0.6).float(),
        turns=torch.where(next(dice) < 0.5, -1.0, 1.0) * between(0.7, 1.1),
        swell=between(1.9, 2.5),
        cycles=between(0.8, 1.1),
        offset=between(0.0, 1.0),
        noise=torch.rand(n, NOISE, generator=generator),
        grain=torch.rand(n, *GRAIN, generator=generator),
        frames=frames,
        rate=rate,
        width=width,
        height=height,
    )


def choose(weights: Tensor, dice: Tensor) -> Tensor:
    """Index per die by weight; ``weights`` is [choices] or [n, choices], ``dice`` uniform [n]."""
    edges = weights.double().expand(len(dice), -1).cumsum(1)
    return torch.searchsorted(edges, (dice * edges[:, -1])[:, None], right=True)[:, 0].clamp_max(
        edges.shape[1] - 1
    )


@cache
def kept_back() -> Tensor:
    """Which combinations training never sees, bool [kinds, places, motions] of the whole vocabulary."""
    return torch.tensor([[[held_out(k.words[0], p, m) for m in MOTIONS] for p in PLACES] for k in KINDS])


def _who_where_what(
    first: Tensor, second: Tensor, third: Tensor, split: str
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Kind, place, motion and second motion, all combinations of them within the split."""
    kinds, places = KINDS[:SMALL], PLACES[:SMALL_PLACES]
    shape = (len(kinds), len(places), SMALL_MOTIONS)
    kept = kept_back()[: shape[0], : shape[1], : shape[2]]
    allowed = (kept if split == "heldout" else ~kept).double()
    home = torch.tensor(
        [[float(place in kind.home) for place in places] for kind in kinds], dtype=torch.float64
    )
    where = HOME_SHARE * home / home.sum(1, keepdim=True) + (1 - HOME_SHARE) / len(places)
    what = torch.tensor(MOTION_WEIGHTS, dtype=torch.float64)
    joint = (where[:, :, None] * what * allowed).reshape(-1)
    index = choose(joint, first)
    kind = index // (shape[1] * shape[2])
    place = index // shape[2] % shape[1]
    motion = index % shape[2]
    after = allowed[kind, place] * what
    after = after.scatter(1, motion[:, None], 0.0)
    possible = after.sum(1) > 0
    motion2 = choose(torch.where(possible[:, None], after, torch.ones_like(after)), third)
    return kind, place, motion, torch.where((second < TWO_EVENT_SHARE) & possible, motion2, -1)


def colours_of(kind: Tensor, dice: Tensor) -> Tensor:
    """An index into ``COLOURS`` for kinds that come in colours, their own one time in three; else -1."""
    table = torch.zeros(len(KINDS) + 1, len(COLOURS), dtype=torch.float64)
    for index, entry in enumerate(KINDS):
        for position, colour in enumerate(entry.colours):
            table[index, COLOURS.index(colour)] = 0.33 if position == 0 else 0.67 / (len(entry.colours) - 1)
    has = table.sum(1) > 0
    weights = torch.where(has[:, None], table, torch.ones_like(table))[
        kind
    ]  # kind -1 reads the spare last row
    return torch.where(has[kind], choose(weights, dice), -1)
