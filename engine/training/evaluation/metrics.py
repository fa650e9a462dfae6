"""The figures: how often a clip shows what was asked, and how it looks over time.

In: what the judge said and what the prompts asked, or pixels.  Out: ``Figure`` values.  Called by
``engine.training.evaluation.survey`` and the tests.  Where a figure follows a published definition its docstring says
so.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.training.evaluation.judge import Seen
from engine.training.evaluation.prompts import Prompt

FACTS: Final = (
    "kind", "colour", "direction", "motion", "camera", "place", "time_of_day", "weather", "style", "count",
)  # fmt: skip
"""What is judged, in the order of the report."""
SCORED: Final = FACTS[:-1]
"""What makes up the score; nearly all prompts ask for one actor, so the count would only dilute it."""
COMPONENTS: Final = 24
"""Directions of the feature space in which the distance of two sets of clips is measured."""


@dataclass(frozen=True, slots=True)
class Figure:
    """``right`` of ``asked``, as a share with its 95 % interval; ``null`` is the share expected of shuffled prompts."""

    right: int
    asked: int
    null: float

    @property
    def share(self) -> float:
        """0..1; 0 where nothing was asked."""
        return self.right / self.asked if self.asked else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (1927) at 95 %."""
        return wilson(self.right, self.asked)


def wilson(right: int, asked: int, z: float = 1.96) -> tuple[float, float]:
    """Bounds of a share of ``right`` in ``asked``; 0..1 where nothing was asked."""
    if not asked:
        return 0.0, 1.0
    share, spread = right / asked, z * z / asked
    middle = share + spread / 2
    half = z * math.sqrt(share * (1 - share) / asked + spread / (4 * asked))
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))


def agreement(said: Mapping[str, Sequence[str]], prompts: Sequence[Prompt], fact: str) -> Figure:
    """How many of the clips that were asked for a fact show it.

    The null share is what the same clips would reach against shuffled prompts: the mean over all pairings.
    """
    pairs = [
        (wanted, shown)
        for prompt, shown in zip(prompts, said[fact], strict=True)
        if (wanted := prompt.wants(fact)) is not None
    ]
    right = sum(wanted == shown for wanted, shown in pairs)
    wishes, shows = Counter(wanted for wanted, _ in pairs), Counter(shown for _, shown in pairs)
    null = sum(wishes[name] * shows[name] for name in wishes) / max(1, len(pairs)) ** 2
    return Figure(right, len(pairs), null)


def figures(seen: Seen, prompts: Sequence[Prompt]) -> dict[str, Figure]:
    """The agreement of every fact."""
    return {fact: agreement(seen.said, prompts, fact) for fact in FACTS}


def told(oracle: Mapping[str, Figure]) -> list[str]:
    """The facts of the score that the judge can tell: those that it finds in the oracle's clips more often than by
    chance."""
    return [fact for fact in SCORED if oracle[fact].asked and oracle[fact].interval[0] > oracle[fact].null]


def score(model: Mapping[str, Figure], oracle: Mapping[str, Figure]) -> float:
    """One number, 0..100: the mean over the facts of how far the model is from shuffled prompts to the oracle.

    Each fact gives (model - null) / (oracle - null), between 0 and 1; null is the model's own.  Only facts that can be
    told count.
    """
    parts = []
    for fact in told(oracle):
        found, best = model[fact], oracle[fact]
        if best.share > found.null:
            parts.append(min(1.0, max(0.0, (found.share - found.null) / (best.share - found.null))))
    return 100.0 * sum(parts) / max(1, len(parts))


def score_interval(
    model: Seen, oracle: Seen, prompts: Sequence[Prompt], *, draws: int = 200, seed: int = 0
) -> tuple[float, float]:
    """95 % interval of ``score`` by the bootstrap over prompts."""
    generator = torch.Generator().manual_seed(seed)
    scores = []
    for _ in range(draws):
        rows = torch.randint(len(prompts), (len(prompts),), generator=generator).tolist()
        drawn = [prompts[row] for row in rows]
        sides = [
            {fact: agreement({fact: [side.said[fact][row] for row in rows]}, drawn, fact) for fact in FACTS}
            for side in (model, oracle)
        ]
        scores.append(score(*sides))
    scores.sort()
    return scores[int(0.025 * draws)], scores[min(draws - 1, int(0.975 * draws))]


def flicker(clip: Tensor, cover: Tensor) -> float:
    """Steadiness of the scenery, 0..1: (255 - mean change from frame to frame) / 255 outside the actors.

    VBench's temporal flickering with the actors cut out; for clips without camera motion or falling weather.  ``clip``
    is uint8 [n, H, W, 3], ``cover`` [T, rows, columns] in 0..1.
    """
    count, height, width, _ = clip.shape
    away = (
        F.interpolate(cover[None, None], (count, height, width), mode="trilinear", align_corners=False)[0, 0]
        < 0.1
    )
    both = away[1:] & away[:-1]
    change = clip.float().diff(dim=0).abs().mean(-1)
    return 1.0 - float((change * both).sum() / both.sum().clamp_min(1)) / 255.0


def jerk(clip: Tensor) -> float:
    """How badly every other frame is foretold by the mean of its neighbours: mean error of 255; less is smoother."""
    pixels = clip.float()
    return float((pixels[1:-1:2] - (pixels[:-2:2] + pixels[2::2]) / 2).abs().mean())


def is_dynamic(clip: Tensor, *, least: float = 24.0, share: float = 0.25) -> bool:
    """Whether the fastest twentieth of the pixels changes by ``least`` of 255 in at least ``share`` of the frames.

    VBench's dynamic degree with brightness in place of optical flow.
    """
    change = clip.float().mean(-1).diff(dim=0).abs().flatten(1)
    top = change.topk(max(1, change.shape[1] // 20), dim=1).values.mean(1)
    return float((top > least).float().mean()) >= share


def has_bars(clip: Tensor) -> bool:
    """Whether an outer row or column is black in every frame."""
    edges = (clip[:, 0], clip[:, -1], clip[:, :, 0], clip[:, :, -1])
    return any(int(edge.max()) < 12 for edge in edges)


def repeats(clip: Tensor) -> bool:
    """Whether the second half of the clip is the first half again."""
    half = len(clip) // 2
    first, second = clip[:half].float(), clip[-half:].float()
    return float((first - second).abs().mean()) < 0.25 * float((first - first.flip(0)).abs().mean())


def psnr(clip: Tensor, other: Tensor) -> float:
    """Peak signal-to-noise ratio of two uint8 clips, in dB."""
    error = float((clip.float() - other.float()).square().mean())
    return 10.0 * math.log10(255.0**2 / max(error, 1e-6))


def seam(clip: Tensor, at: int) -> float:
    """The change into frame ``at`` over the median change from frame to frame; 1 is no seam."""
    change = clip.float().diff(dim=0).abs().mean((1, 2, 3))
    return float(change[at - 1] / change.median().clamp_min(1e-3))


def diversity(features: Tensor) -> float:
    """Mean distance of every two of the features [N, F]: how different clips of one prompt are."""
    return float(torch.pdist(features).mean())


def frechet(found: Tensor, real: Tensor) -> float:
    """Frechet distance of two sets of features [N, F] in the ``COMPONENTS`` main directions of ``real``.

    |m1 - m2|^2 + tr(S1 + S2 - 2 (S1 S2)^(1/2)) of normal distributions (Heusel and others, arXiv 1706.08500), of
    features scaled to unit variance in ``real``.
    """
    middle = real.double().mean(0)
    _, sizes, axes = torch.linalg.svd(real.double() - middle, full_matrices=False)
    scale = sizes[:COMPONENTS] / math.sqrt(max(1, len(real) - 1))
    kept = axes[:COMPONENTS].T / scale.clamp_min(1e-6)
    one, two = (found.double() - middle) @ kept, (real.double() - middle) @ kept
    first, second = one.T.cov(), two.T.cov()
    values, vectors = torch.linalg.eigh(first)
    root = vectors * values.clamp_min(0).sqrt() @ vectors.T
    cross = torch.linalg.eigvalsh(root @ second @ root).clamp_min(0).sqrt().sum()
    apart = (one.mean(0) - two.mean(0)).square().sum()
    return float(apart + first.trace() + second.trace() - 2 * cross)
