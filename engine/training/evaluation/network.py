"""The evaluator's network: from the pixels of a clip to what is in it.

In: uint8 clips of any size and length.  Out: scores per fact (who, what colour, where, when, how it moves, how it is
filmed) and a map of where the actors are.  Called by ``engine.training.evaluation.train`` (fitting) and
``engine.training.evaluation.judge`` (reading clips).

Every clip is seen as ``SEEN`` frames of about 112x64 pixels.  2-D convolutions work on each frame beside its change to
the next one; a part of the channels of every block comes from the frames before and after.

Shape legend: B clips, T frames seen, h x w cells of 8 pixels, C channels, A actors.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

SEEN: Final = 9
"""Frames of a clip that the network looks at, evenly spread from the first to the last."""
AREA: Final = 112 * 64
"""Pixels of a frame as the network sees it."""
CELL: Final = 8
"""Pixels per side of a cell; the map of actors is twice as fine."""
TRACK: Final = 5
"""What is said of an actor's outline in a frame: x, y, log of its size, spread in x and in y."""
_GRID: Final = (4, 2)
_THIN: Final = 16


@dataclass(frozen=True, slots=True)
class EvaluatorConfig:
    """The names that the heads choose among, in the order of their outputs, and the widths.

    ``most`` is the largest number of actors that is counted.  ``low`` channels work at 1/4 size, ``high`` at 1/8.
    """

    kinds: tuple[str, ...]
    colours: tuple[str, ...]
    places: tuple[str, ...]
    times: tuple[str, ...]
    weathers: tuple[str, ...]
    motions: tuple[str, ...]
    cameras: tuple[str, ...]
    styles: tuple[str, ...]
    most: int = 1
    low: int = 48
    high: int = 96
    blocks: tuple[int, int] = (1, 2)
    hidden: int = 128

    def to_json(self) -> str:
        """This config as the JSON text that the weights file carries."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "EvaluatorConfig":
        """Read back ``to_json``.  Raises ValueError for anything else."""
        values = json.loads(text)
        if not isinstance(values, dict) or set(values) != {item.name for item in fields(cls)}:
            raise ValueError("this is no evaluator's configuration")
        tuples: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return cls(**tuples)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of B clips; every score is a logit, before any softmax.

    ``cover`` [B, T, 2h, 2w] where actors are; ``kinds`` [B, T, K, h, w] and ``colours`` [B, T, C, h, w] who and of what
    colour, cell by cell; ``motion``, ``camera`` and ``way`` (movement from the first frame to the last, right and down,
    as a share of the root of the area) of the weighted actor; ``feature`` [B, 2 * hidden] is for distances.
    """

    cover: Tensor
    kinds: Tensor
    colours: Tensor
    kind: Tensor
    colour: Tensor
    motion: Tensor
    way: Tensor
    camera: Tensor
    place: Tensor
    time_of_day: Tensor
    weather: Tensor
    style: Tensor
    count: Tensor
    feature: Tensor

    @classmethod
    def joined(cls, parts: list["Reading"]) -> "Reading":
        """Several batches as one."""
        return cls(*(torch.cat([getattr(part, item.name) for part in parts]) for item in fields(cls)))


def working_size(width: int, height: int) -> tuple[int, int]:
    """Width and height at which a clip is seen: its aspect at about ``AREA`` pixels, in whole cells."""
    factor = (AREA / (width * height)) ** 0.5
    across, down = (max(4, round(side * factor / CELL)) * CELL for side in (width, height))
    return across, down


def prepare(frames: Tensor) -> Tensor:
    """uint8 [B, n, H, W, 3] as the network sees it: float [B, T, 3, 8h, 8w] in [-1, 1].

    Clips of fewer frames than ``SEEN`` repeat some.
    """
    batch, length, height, width, _ = frames.shape
    picked = torch.linspace(0, length - 1, SEEN).round().long()
    seen = frames[:, picked.to(frames.device)].permute(0, 1, 4, 2, 3).float() / 127.5 - 1.0
    across, down = working_size(width, height)
    if (across, down) != (width, height):
        seen = F.interpolate(
            seen.flatten(0, 1), (down, across), mode="bilinear", antialias=True, align_corners=False
        ).view(batch, SEEN, 3, down, across)
    return seen


class Block(nn.Module):
    """A residual block on frames [B*T, C, h, w]; an eighth of its input each comes from the frame before and after."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(8, channels)
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.conv2.weight)

    def forward(self, x: Tensor) -> Tensor:
        y = F.silu(self.conv1(_shift(self.norm(x))))
        out: Tensor = x + self.conv2(y)
        return out


def _shift(x: Tensor) -> Tensor:
    part = x.shape[1] // 8
    clips = x.view(-1, SEEN, *x.shape[1:])
    before, after, here = clips[:, :, :part], clips[:, :, part : 2 * part], clips[:, :, 2 * part :]
    before = torch.cat((before[:, :1], before[:, :-1]), dim=1)
    after = torch.cat((after[:, 1:], after[:, -1:]), dim=1)
    return torch.cat((before, after, here), dim=2).view_as(x).contiguous(memory_format=torch.channels_last)


class Evaluator(nn.Module):
    """The whole network; ``config`` names its outputs."""

    def __init__(self, config: EvaluatorConfig) -> None:
        super().__init__()
        self.config = config
        low, high, hidden = config.low, config.high, config.hidden
        self.stem = nn.Conv2d(6, low, 7, stride=4, padding=3)
        self.early = nn.ModuleList(Block(low) for _ in range(config.blocks[0]))
        self.down = nn.Conv2d(low, high, 3, stride=2, padding=1)
        self.late = nn.ModuleList(Block(high) for _ in range(config.blocks[1]))
        self.norm = nn.GroupNorm(8, high)
        self.dense = nn.Conv2d(high, 4 + len(config.kinds) + len(config.colours), 1)
        self.thin = nn.Conv2d(high, _THIN, 1)
        grid = _THIN * _GRID[0] * _GRID[1]
        self.scene = nn.Linear(2 * high + grid, hidden)
        self.scene_out = nn.Linear(
            hidden, len(config.places) + len(config.times) + len(config.weathers) + len(config.styles)
        )
        self.count = nn.Sequential(nn.Linear(high + 3, 32), nn.SiLU(), nn.Linear(32, config.most + 1))
        self.enter = nn.Linear(2 * high + grid + TRACK, hidden)
        self.time1 = nn.Conv1d(hidden, hidden, 3, padding=1)
        self.time2 = nn.Conv1d(hidden, hidden, 3, padding=1)
        self.motion = nn.Linear(hidden + TRACK, hidden)
        self.motion_out = nn.Linear(hidden, len(config.motions) + len(config.cameras) + 2)

    def forward(self, seen: Tensor, only: Tensor | None = None) -> Reading:
        """Read prepared clips [B, T, 3, 8h, 8w].

        ``only`` [B, T, 2h, 2w] in 0..1 confines what is said of the actor (kind, colour, motion, way) to one of
        several.
        """
        batch = seen.shape[0]
        change = torch.cat((seen[:, 1:] - seen[:, :-1], torch.zeros_like(seen[:, :1])), dim=1)
        x = torch.cat((seen, change), dim=2).flatten(0, 1).contiguous(memory_format=torch.channels_last)
        x = self.stem(x)
        for block in self.early:
            x = block(x)
        x = self.down(F.silu(x))
        for block in self.late:
            x = block(x)
        x = F.silu(self.norm(x))
        dense = self.dense(x).float()
        thin = F.adaptive_avg_pool2d(self.thin(x), _GRID).float().flatten(1)
        x = x.float()
        kinds_at = 4 + len(self.config.kinds)
        cover = F.pixel_shuffle(dense[:, :4], 2)[:, 0].unflatten(0, (batch, SEEN))
        kinds = dense[:, 4:kinds_at].unflatten(0, (batch, SEEN))
        colours = dense[:, kinds_at:].unflatten(0, (batch, SEEN))
        weight = cover.sigmoid() if only is None else cover.sigmoid() * only
        coarse = F.avg_pool2d(weight, 2)
        fine = x.unflatten(0, (batch, SEEN))
        everywhere = fine.mean((3, 4))
        actor = (fine * coarse[:, :, None]).sum((3, 4)) / (coarse.sum((2, 3))[..., None] + 0.05)
        track = outline(weight)
        thin = thin.unflatten(0, (batch, SEEN))
        most = fine.amax((1, 3, 4))
        scene = F.silu(self.scene(torch.cat((everywhere.mean(1), most, thin.mean(1)), dim=1)))
        place, time_of_day, weather, style = self.scene_out(scene).split(
            [
                len(names)
                for names in (self.config.places, self.config.times, self.config.weathers, self.config.styles)
            ],
            dim=1,
        )
        total = cover.sigmoid().sum((2, 3))
        amount = torch.stack(
            (total.mean(1).add(1e-3).log(), total.amax(1).add(1e-3).log(), cover.sigmoid().amax((1, 2, 3))),
            dim=1,
        )
        steps = F.silu(self.enter(torch.cat((actor, everywhere, thin, track), dim=2))).transpose(1, 2)
        steps = steps + F.silu(self.time1(steps))
        steps = steps + F.silu(self.time2(steps))
        moved = F.silu(self.motion(torch.cat((steps.mean(2), track[:, -1] - track[:, 0]), dim=1)))
        motion, camera, way = self.motion_out(moved).split(
            [len(self.config.motions), len(self.config.cameras), 2], dim=1
        )
        return Reading(
            cover=cover, kinds=kinds, colours=colours,
            kind=_where(kinds, coarse), colour=_where(colours, coarse),
            motion=motion, way=way, camera=camera,
            place=place, time_of_day=time_of_day, weather=weather, style=style,
            count=self.count(torch.cat((most, amount), dim=1)),
            feature=torch.cat((scene, moved), dim=1),
        )  # fmt: skip


def _where(scores: Tensor, weight: Tensor) -> Tensor:
    """Scores [B, T, K, h, w] averaged over the cells that ``weight`` [B, T, h, w] marks."""
    total = weight.sum((1, 2, 3))[:, None] + 0.05
    return (scores * weight[:, :, None]).sum((1, 3, 4)) / total


def outline(weight: Tensor) -> Tensor:
    """Where the marked area of [B, T, rows, columns] is and how large: [B, T, TRACK].

    Positions are -1..1 over the frame (right, down); the faint edges of the marking count little.
    """
    strong = weight.square()
    rows, columns = strong.shape[2:]
    y = torch.linspace(-1, 1, rows, device=weight.device)[:, None]
    x = torch.linspace(-1, 1, columns, device=weight.device)
    total = strong.sum((2, 3)) + 1e-2
    middle_x, middle_y = (strong * x).sum((2, 3)) / total, (strong * y).sum((2, 3)) / total
    away_x, away_y = x - middle_x[..., None, None], y - middle_y[..., None, None]
    spread_x = ((strong * away_x.square()).sum((2, 3)) / total + 1e-6).sqrt()
    spread_y = ((strong * away_y.square()).sum((2, 3)) / total + 1e-6).sqrt()
    return torch.stack((middle_x, middle_y, total.log(), spread_x, spread_y), dim=-1)
