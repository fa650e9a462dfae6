"""The evaluator at work: clips in, what it says of them in words out.

In: uint8 clips and the weights file of the network.  Out: ``Seen``.  Called by
``engine.training.evaluation.survey``, the evaluator's own training (for its accuracy) and the end-to-end tests.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from engine.model.weights import load_weights
from engine.training.evaluation.network import Evaluator, EvaluatorConfig, Reading, prepare
from engine.training.evaluation.tracks import drift, seen
from resources import path

FILE: Final = "models/loom-s.evaluator.safetensors"
"""The evaluator that ships, within the resources."""

Accuracy = dict[str, dict[str, float]]
"""Shares of right answers by fact, for "plain" clips and after the autoencoder's "round trip"."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is said of N clips.

    ``said`` names one value per clip and fact ("" for none): kind, count, colour, motion, camera, place, time_of_day,
    weather, style, and ``direction`` ("left", "right" or "" where no actor is tracked).  ``feature`` [N, F] is what
    distances are measured in, ``cover`` [T, rows, columns] in 0..1 per clip where the actors are.
    """

    said: dict[str, list[str]]
    feature: Tensor
    cover: tuple[Tensor, ...]

    def __len__(self) -> int:
        return len(self.feature)


class Judge:
    """A trained evaluator; ``accuracy`` is its own on clips that it never saw."""

    def __init__(self, model: Evaluator, accuracy: Accuracy) -> None:
        self.model, self.accuracy = model, accuracy

    @classmethod
    def load(cls, file: Path | None = None) -> "Judge":
        """The judge of a weights file, by default the one that ships.

        Raises WeightsError for a file that is missing or damaged.
        """
        tensors, metadata = load_weights(file or path(FILE))
        model = Evaluator(EvaluatorConfig.from_json(metadata["config"]))
        model.load_state_dict(tensors)
        return cls(model.eval().requires_grad_(False), json.loads(metadata["accuracy"]))

    def chance(self) -> dict[str, float]:
        """How often each fact would be right by saying anything, all answers being equally likely."""
        config = self.model.config
        names = {
            "kind": len(config.kinds), "colour": len(config.colours), "motion": len(config.motions), "direction": 2,
            "camera": len(config.cameras), "place": len(config.places), "time_of_day": len(config.times),
            "weather": len(config.weathers), "style": len(config.styles), "count": config.most + 1,
        }  # fmt: skip
        return {fact: 1 / count for fact, count in names.items()}

    def look(self, clips: Iterable[Tensor]) -> Seen:
        """Say what is in uint8 clips [n, H, W, 3], each of any size and length."""
        parts = [in_words(read(self.model, clip[None]), self.model.config) for clip in clips]
        return Seen(
            {fact: [part.said[fact][0] for part in parts] for fact in parts[0].said},
            torch.cat([part.feature for part in parts]),
            tuple(part.cover[0] for part in parts),
        )


@torch.no_grad()
def read(model: Evaluator, frames: Tensor, batch: int = 16) -> Reading:
    """What the network says of uint8 clips [B, n, H, W, 3] of one size."""
    parts = [model(prepare(frames[start : start + batch])) for start in range(0, len(frames), batch)]
    return Reading.joined(parts)


def in_words(reading: Reading, config: EvaluatorConfig) -> Seen:
    """The readings of B clips by name."""
    cover = reading.cover.sigmoid()
    count = reading.count.argmax(1)
    tracked = seen(cover)
    sideways = drift(cover)
    whole = tracked[:, 0] & tracked[:, -1] & (sideways != 0)

    def best(scores: Tensor, names: tuple[str, ...], there: Tensor | None = None) -> list[str]:
        picked = scores.argmax(1)
        there = torch.ones_like(picked) if there is None else there
        return [names[int(index)] if yes else "" for index, yes in zip(picked, there, strict=True)]

    said = {
        "kind": best(reading.kind, config.kinds, count > 0),
        "count": [str(int(number)) for number in count],
        "colour": best(reading.colour, config.colours, count > 0),
        "motion": best(reading.motion, config.motions, count > 0),
        "direction": [
            ("right" if float(way) > 0 else "left") if yes else ""
            for way, yes in zip(sideways, whole, strict=True)
        ],
        "camera": best(reading.camera, config.cameras),
        "place": best(reading.place, config.places),
        "time_of_day": best(reading.time_of_day, config.times),
        "weather": best(reading.weather, config.weathers),
        "style": best(reading.style, config.styles),
    }
    return Seen(said, reading.feature, tuple(cover))
