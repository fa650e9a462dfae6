"""Everything that the report says about a model, measured.

In: a folder of weights and how many prompts.  Out: ``Survey``, plain values and the clips to show.  Called by
``engine.training.evaluation.report``.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median
from typing import Final

import torch
from torch import Tensor

from engine.model.request import Condition, placed
from engine.training.evaluation.judge import Judge, Seen
from engine.training.evaluation.makers import FRAMES, Generator, Manner, Oracle
from engine.training.evaluation.metrics import (
    Figure,
    diversity,
    figures,
    flicker,
    frechet,
    has_bars,
    is_dynamic,
    jerk,
    psnr,
    repeats,
    score,
    score_interval,
    seam,
)
from engine.training.evaluation.prompts import HELD_OUT, SEEN, SIDEWAYS, Prompt, load_prompts, subset
from engine.training.evaluation.tracks import roughness
from engine.types import Size

LONG: Final = 33
SEEDS: Final = 8
"""Clips of one prompt that diversity is measured on."""
HISTORY: Final = 3
"""Latent frames of a clip that is extended."""


@dataclass(frozen=True, slots=True)
class Row:
    """One way of making clips: its agreement by fact, its score with the oracle's as the ceiling, clips behind it.

    ``bars`` and ``repeats`` are the shares of clips with a black edge and of those whose second half is the first
    again.
    """

    figures: dict[str, Figure]
    score: float
    clips: int
    bars: float
    repeats: float


@dataclass(frozen=True, slots=True)
class Looks:
    """How clips look over time, for the model and for the oracle alike; see ``metrics`` for each."""

    flicker: float
    jerk: float
    roughness: float
    dynamic: float
    diversity: float
    frechet: float


@dataclass(frozen=True, slots=True)
class Kept:
    """What conditions do: PSNR in dB at a given first and a given last picture against the picture itself, the same
    after the autoencoder alone, and the seam where a clip is extended (1 is none) for the model and for real clips."""

    first: float
    last: float
    ceiling: float
    seam: float
    real_seam: float


@dataclass(frozen=True, slots=True)
class Survey:
    """The whole survey; ``groups`` has rows by group of prompts for "model" and "oracle", ``variants`` by name.

    ``autoencoder`` is (mean, worst) PSNR in dB on clips with a moving actor.  ``prompts``, ``clips`` and ``real`` are
    what the sheets show, ``seen`` what the judge said of the clips.
    """

    prompts: list[Prompt]
    clips: list[Tensor]
    real: list[Tensor]
    seen: Seen
    model: Row
    oracle: Row
    interval: tuple[float, float]
    groups: dict[str, dict[str, Row]]
    variants: dict[str, Row]
    chance: dict[str, float]
    looks: dict[str, Looks]
    kept: Kept
    autoencoder: tuple[float, float]
    accuracy: dict[str, dict[str, float]]
    weights: dict[str, str]
    minutes: float


def chosen(count: int) -> list[Prompt]:
    """``count`` of the 400 prompts with their share of left/right pairs."""
    prompts = load_prompts()
    main = [p for p in prompts if p.group != SIDEWAYS]
    pairs = [p for p in prompts if p.group == SIDEWAYS]
    if not 1 <= count <= len(main):
        raise ValueError(f"there are {len(main)} prompts, so {count} cannot be chosen")
    return [*subset(main, count), *pairs[: 2 * max(1, round(count * len(pairs) / len(main) / 2))]]


def survey(
    models: Path,
    count: int,
    say: Callable[[str], None],
    *,
    device: str = "cpu",
    floats: Path | None = None,
    judge: Judge | None = None,
) -> Survey:
    """Judge the model of the folder ``models`` on ``count`` of the 400 prompts.

    ``floats`` is a file of the same transformer before it was stored in 8 bits, for the row that says what that costs.
    """
    began = time.monotonic()

    def note(text: str) -> None:
        say(f"{time.monotonic() - began:6.0f} s  {text}")

    judge = judge or Judge.load()
    generator = Generator(models, device=device, floats=floats)
    oracle = Oracle(generator)
    prompts = chosen(count)
    note(f"{len(prompts)} prompts: the renderer's clips")
    plain = oracle.plain(prompts)
    real = oracle.of(prompts)
    real_seen = judge.look(real)
    note("the model's clips")
    clips = generator.of(prompts)
    seen = judge.look(clips)
    model_row, oracle_row = row(seen, real_seen, prompts, clips), row(real_seen, real_seen, prompts, real)
    note(f"score {model_row.score:.1f}")
    groups: dict[str, dict[str, Row]] = {}
    for group in (SEEN, HELD_OUT, SIDEWAYS):
        rows = [i for i, p in enumerate(prompts) if p.group == group]
        some, best = [prompts[i] for i in rows], part(real_seen, rows)
        groups[group] = {
            name: row(part(side, rows), best, some, [made[i] for i in rows])
            for name, side, made in (("model", seen, clips), ("oracle", real_seen, real))
        }
    few = [i * len(prompts) // max(8, count // 7) for i in range(max(8, count // 7))]
    variants = _variants(generator, oracle, judge, prompts, few, (seen, real_seen, clips), note)
    note("another set of the renderer's clips, as the floor of the distance")
    other = judge.look(oracle.of(prompts, take=1))
    looks = {
        "model": _looks(prompts, clips, seen, real_seen.feature, _takes(generator, judge, prompts)),
        "oracle": _looks(prompts, real, real_seen, other.feature, _takes(oracle, judge, prompts)),
    }
    note("keyframes and joins")
    moving = [i for i, p in enumerate(prompts) if p.wants("direction")]
    quality = [psnr(plain[i], real[i]) for i in moving]
    return Survey(
        prompts=prompts, clips=clips, real=real, seen=seen, model=model_row, oracle=oracle_row,
        interval=score_interval(seen, real_seen, prompts), groups=groups, variants=variants, chance=judge.chance(),
        looks=looks, kept=_kept(generator, prompts, plain, few[:8]), autoencoder=(fmean(quality), min(quality)),
        accuracy=judge.accuracy, weights=_facts_of(generator), minutes=(time.monotonic() - began) / 60,
    )  # fmt: skip


def row(seen: Seen, real: Seen, prompts: Sequence[Prompt], clips: Sequence[Tensor]) -> Row:
    """The figures of clips that were made for these prompts; ``real`` is what was said of the oracle's."""
    found = figures(seen, prompts)
    value = score(found, figures(real, prompts))
    return Row(found, value, len(prompts), fmean(map(has_bars, clips)), fmean(map(repeats, clips)))


def part(seen: Seen, rows: Sequence[int]) -> Seen:
    """What was said of some of the clips."""
    return Seen(
        {fact: [values[i] for i in rows] for fact, values in seen.said.items()},
        seen.feature[list(rows)],
        tuple(seen.cover[i] for i in rows),
    )


def _variants(
    generator: Generator,
    oracle: Oracle,
    judge: Judge,
    prompts: Sequence[Prompt],
    few: Sequence[int],
    main: tuple[Seen, Seen, Sequence[Tensor]],
    note: Callable[[str], None],
) -> dict[str, Row]:
    """Other numbers of steps, sizes and lengths on the prompts ``few``; the first row is the main table's manner."""
    some = [prompts[i] for i in few]
    real = part(main[1], few)
    found = {
        f"{generator.spec.steps} steps, 112x64, 17 frames": row(
            part(main[0], few), real, some, [main[2][i] for i in few]
        )
    }
    manners = {f"{steps} steps": Manner(steps=steps) for steps in (20, 4, 2)}
    if generator.floats is not None:
        manners["float weights in place of 8 bits"] = Manner(float_weights=True)
    shapes = {
        "square, 80x80": Manner(size=Size(80, 80)),
        "portrait, 64x112": Manner(size=Size(64, 112)),
        f"{LONG} frames in two windows": Manner(frames=LONG),
    }
    for name, manner in (manners | shapes).items():
        note(name)
        ceiling = real if name in manners else judge.look(oracle.of(some, manner))
        clips = generator.of(some, manner)
        found[name] = row(judge.look(clips), ceiling, some, clips)
    return found


def _takes(maker: Generator | Oracle, judge: Judge, prompts: Sequence[Prompt]) -> float:
    """Mean diversity of several clips of one prompt, over five prompts."""
    picked = [prompts[i * len(prompts) // 5] for i in range(5)]
    takes = [judge.look(maker.of(picked, take=10 + take)).feature for take in range(SEEDS)]
    return fmean(diversity(torch.stack([take[i] for take in takes])) for i in range(len(picked)))


def _looks(
    prompts: Sequence[Prompt], clips: Sequence[Tensor], seen: Seen, real: Tensor, varied: float
) -> Looks:
    still = [
        i
        for i, p in enumerate(prompts)
        if p.scene["camera"] == "static" and p.scene["weather"] not in ("rain", "snow")
    ]
    return Looks(
        flicker=fmean(flicker(clips[i], seen.cover[i]) for i in still),
        jerk=fmean(map(jerk, clips)),
        roughness=float(torch.cat([roughness(cover[None]) for cover in seen.cover]).mean()),
        dynamic=fmean(map(is_dynamic, clips)),
        diversity=varied,
        frechet=frechet(seen.feature, real),
    )


def _kept(generator: Generator, prompts: Sequence[Prompt], plain: Tensor, rows: Sequence[int]) -> Kept:
    """Give the model pictures and beginnings of rendered clips and see how they come back."""
    model, texts = generator.model, [prompts[i].text for i in rows]
    seeds = [prompts[i].seed for i in rows]
    given = [plain[i].numpy() for i in rows]
    latents = {at: [model.encode_frames(clip[at : at + 1]) for clip in given] for at in (0, FRAMES - 1)}
    found: dict[int, float] = {}
    for at, pictures in latents.items():
        clips = generator.clips(texts, seeds, conditions=[placed(latent, at) for latent in pictures])
        found[at] = fmean(psnr(clip[at], plain[i, at]) for clip, i in zip(clips, rows, strict=True))
    alone = [torch.from_numpy(next(model.decode(latent))) for latent in latents[0]]
    history = 4 * HISTORY - 3
    starts = [(Condition(model.encode_frames(clip[:history])),) for clip in given]
    extended = generator.clips(texts, seeds, conditions=starts)
    return Kept(
        first=found[0],
        last=found[FRAMES - 1],
        ceiling=fmean(psnr(picture[0], plain[i, 0]) for picture, i in zip(alone, rows, strict=True)),
        seam=median(seam(clip, history) for clip in extended),
        real_seam=median(seam(plain[i], history) for i in rows),
    )


def _facts_of(generator: Generator) -> dict[str, str]:
    from engine.model_file import read_header

    kept = ("steps", "clips", "hours", "config")
    stored = read_header(generator.files.dit).metadata
    return {name: stored[name] for name in kept if name in stored} | {"name": generator.spec.name}


def left_right(survey: Survey) -> dict[str, Figure]:
    """The left/right test for the model and the oracle."""
    return {name: found.figures["direction"] for name, found in survey.groups[SIDEWAYS].items()}


def worst(survey: Survey, count: int) -> list[int]:
    """The clips that miss most of what was asked."""
    misses = [
        sum(p.wants(fact) not in (None, said[i]) for fact, said in survey.seen.said.items())
        for i, p in enumerate(survey.prompts)
    ]
    return sorted(range(len(misses)), key=lambda i: -misses[i])[:count]
