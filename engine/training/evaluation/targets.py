"""What the evaluator should have said about rendered clips, and how far it was from it.

In: ``Rendered`` of the training world and ``Reading`` of the network.  Out: targets, the loss, shares of right answers.
Called by ``engine.training.evaluation.train``.
"""

from dataclasses import dataclass, fields
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.evaluation.network import CELL, SEEN, EvaluatorConfig, Reading, working_size
from engine.training.evaluation.tracks import drift
from engine.training.world import Rendered
from engine.training.world.vocabulary import EVENTS

SCENE: Final = ("place", "time_of_day", "weather", "style", "camera", "count")
WEIGHTS: Final = {"kind": 1.0, "motion": 1.0, "camera": 1.0, "cover": 4.0, "way": 4.0}
"""Shares of the loss; what is not named counts a half."""
COLOUR, WEATHER, TIME = (EVENTS.index(name) for name in ("colour", "weather", "time"))
"""What may change midway."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Facts of B clips: int64 [B] classes, -1 where there is nothing to say.

    ``motion`` is -1 also where it changes midway.  ``way`` float [B, 2] is the actor's movement from the first frame to
    the last (right, down) as a share of the root of the frame's area.  ``cover`` float [B, T, 2h, 2w].

    Of several actors the facts are the lead's: ``only`` [B, T, 2h, 2w] is 0 where others are seen.  ``kinds`` and
    ``colours`` int64 [B, T, h, w] are those of whoever fills the cell.
    """

    kind: Tensor
    colour: Tensor
    motion: Tensor
    camera: Tensor
    place: Tensor
    time_of_day: Tensor
    weather: Tensor
    style: Tensor
    count: Tensor
    way: Tensor
    cover: Tensor
    only: Tensor
    kinds: Tensor
    colours: Tensor

    def rows(self, index: Tensor) -> "Targets":
        """The clips of ``index``."""
        return Targets(*(getattr(self, item.name)[index] for item in fields(self)))

    @classmethod
    def joined(cls, parts: list["Targets"]) -> "Targets":
        """Several batches of one size as one."""
        return cls(*(torch.cat([getattr(part, item.name) for part in parts]) for item in fields(cls)))


def targets_of(rendered: Rendered, config: EvaluatorConfig) -> Targets:
    """The facts of rendered clips as the heads of ``config`` give them.

    Nothing is asked that changes midway, no colour of clips without colours, and of space neither hour nor weather.
    """
    labels = rendered.labels
    _, length, height, width = rendered.mask.shape
    someone = labels["kind"] >= 0
    event = labels.get("event", torch.zeros_like(labels["kind"]))
    grey = torch.stack([labels["style"] == config.styles.index(name) for name in ("noir", "sepia")]).any(0)
    nowhere = labels["place"] == config.places.index("space")
    picked = torch.linspace(0, length - 1, SEEN).round().long()
    across, down = working_size(width, height)
    grid = (2 * down // CELL, 2 * across // CELL)
    actors, centre = rendered.actors[:, picked], labels["centre"]
    kinds, colours = (labels.get(f"{name}s", labels[name][:, None]) for name in ("kind", "colour"))
    return Targets(
        kind=labels["kind"],
        colour=torch.where(grey | (event == COLOUR), -1, labels["colour"]),
        motion=torch.where((labels["motion2"] >= 0) | ~someone, -1, labels["motion"]),
        camera=labels["camera"],
        place=labels["place"],
        time_of_day=torch.where(nowhere | (event == TIME), -1, labels["time_of_day"]),
        weather=torch.where(nowhere | (event == WEATHER), -1, labels["weather"]),
        style=labels["style"],
        count=labels.get("count", someone.long()).clamp_max(config.most),
        way=(centre[:, -1] - centre[:, 0]) / (width * height) ** 0.5,
        cover=F.adaptive_avg_pool2d(rendered.mask[:, picked].float() / 255.0, grid),
        only=1.0 - F.adaptive_avg_pool2d((actors > 1).float(), grid),
        kinds=_cell_by_cell(actors, kinds, grid),
        colours=_cell_by_cell(actors, torch.where((grey | (event == COLOUR))[:, None], -1, colours), grid),
    )


def _cell_by_cell(actors: Tensor, values: Tensor, grid: tuple[int, int]) -> Tensor:
    """A value per cell [B, T, h, w]: that of the actor of ``actors`` [B, T, H, W] which fills it by half, else -1.

    ``values`` [B, A] are by actor.
    """
    cells = (grid[0] // 2, grid[1] // 2)
    found = torch.full((*actors.shape[:2], *cells), -1)
    for number in range(values.shape[1]):
        filled = F.adaptive_avg_pool2d((actors == number + 1).float(), cells) > 0.5
        found = torch.where(filled, values[:, number, None, None, None], found)
    return found


def loss_of(reading: Reading, targets: Targets) -> tuple[Tensor, dict[str, float]]:
    """The loss of a batch and its parts, by fact."""
    parts: dict[str, Tensor] = {}
    for name in ("kind", "colour", "motion", *SCENE):
        parts[name] = _cross_entropy(getattr(reading, name), getattr(targets, name))
    # Every covered cell names its actor by itself, so that several actors can be told apart.
    for name in ("kinds", "colours"):
        scores = getattr(reading, name).permute(0, 1, 3, 4, 2).flatten(0, 3)
        parts[name] = _cross_entropy(scores, getattr(targets, name).flatten())
    parts["cover"] = F.binary_cross_entropy_with_logits(reading.cover, targets.cover)
    someone = (targets.kind >= 0).float()[:, None]
    parts["way"] = (F.smooth_l1_loss(reading.way, targets.way, beta=0.1, reduction="none") * someone).mean()
    total = sum((WEIGHTS.get(name, 0.5) * part for name, part in parts.items()), torch.zeros(()))
    return total, {name: float(part.detach()) for name, part in parts.items()}


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    """Mean over the rows whose answer is known; 0 if there is none."""
    total = F.cross_entropy(scores, wanted, ignore_index=-1, reduction="sum", label_smoothing=0.02)
    return total / (wanted >= 0).sum().clamp_min(1)


def agreement(reading: Reading, targets: Targets, config: EvaluatorConfig) -> dict[str, tuple[int, int]]:
    """(right, asked) of every fact; ``direction`` is the tracked way of actors that go left or right."""
    found: dict[str, tuple[int, int]] = {}

    def note(name: str, right: Tensor, asked: Tensor) -> None:
        found[name] = (int((right & asked).sum()), int(asked.sum()))

    for name in ("kind", "colour", "motion", *SCENE):
        wanted = getattr(targets, name)
        note(name, getattr(reading, name).argmax(1) == wanted, wanted >= 0)
    left, right = (targets.motion == config.motions.index(name) for name in ("left", "right"))
    note("direction", (drift(reading.cover.sigmoid()) > 0) == right, left | right)
    return found
