"""Extend, Connect, Loop and Retake, rendered with a model that continues motion: what the eye would see at a join."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.build import Builder
from engine.document import Settings
from engine.media.frames import ArrayClip, Clip, Frames
from engine.ops import run
from engine.ops.context import Context
from engine.types import Size
from engine.values import ClipValue
from tests.fake_model import CELL, SPEC, FakeModel
from tests.nodes.lowering import clip, lower

SIZE = Size(112, 64)


def drifting(frames: int, rate: int, start: float = 0.0) -> Frames:
    """A soft pattern that drifts by the same way each second, uint8 [n, 64, 112, 3].

    In squares of 8 pixels, which the fake model's autoencoder gives back exactly: what differs at a join is motion.
    """
    rows, columns = np.mgrid[: SIZE.height // CELL, : SIZE.width // CELL] * CELL
    time = start + np.arange(frames)[:, None, None] / rate
    wave = np.sin((columns - 24 * time) / 14) + np.cos(rows / 11)
    colours = np.stack([127.5 + 50 * wave, 127.5 - 40 * wave, 100 + 20 * wave], axis=-1).astype(np.uint8)
    return colours.repeat(CELL, axis=1).repeat(CELL, axis=2)


def rendered(build: Builder, value: ClipValue, sources: dict[str, Frames], folder: Path) -> Frames:
    """Run the steps of a builder as the executor would; returns the frames of a clip."""
    model = FakeModel()
    table = {key * 64: frames for key, frames in sources.items()}
    done: dict[str, object] = {}
    rates = {step.params["media"]: step.facts.rate for step in build.steps if step.op == "read_clip"}
    context = Context(
        model=lambda digest: model,
        upscaler=lambda digest: pytest.fail("nothing here needs the upscaler"),
        source=lambda params: ArrayClip(table[params["media"]], rates[params["media"]]),
        folder=folder,
    )
    for step in build.steps:
        done[step.key] = run(step, [done[k] for k in step.inputs], context)
    found = done[value.key]
    assert isinstance(found, Clip)
    return found.read(0, found.frames)


def seams(frames: Frames, joins: list[int]) -> tuple[list[float], float]:
    """The mean difference across each join, and the limit: twice the clip's median and 2 of 255."""
    change: NDArray[np.float64] = np.abs(np.diff(frames.astype(np.float64), axis=0)).mean(axis=(1, 2, 3))
    return [float(change[join - 1]) for join in joins], 2 * float(np.median(change)) + 2


def fresh() -> Builder:
    """A builder that knows the fake model as the built-in one."""
    return Builder("node", Settings(), {}, {"built-in": SPEC})


@pytest.mark.parametrize("rate", [12, 24, 25, 60])
@pytest.mark.parametrize(
    ("direction", "ahead", "behind"), [("forward", 0, 1), ("backward", 1, 0), ("both", 1, 1)]
)
def test_an_extended_clip_has_its_source_and_no_visible_join(
    rate: int, direction: str, ahead: int, behind: int, tmp_path: Path
) -> None:
    build = fresh()
    source = drifting(2 * rate, rate)
    out = lower(build, "extend_clip", {"clip": clip(build, 2 * rate, rate)}, seconds=1.0, direction=direction)
    frames = rendered(build, as_clip(out["clip"]), {"x": source}, tmp_path)
    first, last = ahead * rate, ahead * rate + 2 * rate
    assert len(frames) == last + behind * rate
    assert np.array_equal(frames[first:last], source)
    found, limit = seams(frames, [j for j, on in ((first, ahead), (last, behind)) if on])
    assert max(found) <= limit


@pytest.mark.parametrize("rate", [12, 24, 25, 60])
@pytest.mark.parametrize("seconds", [0.5, 0.75, 1.0, 1.25])
def test_a_bridge_joins_both_clips(rate: int, seconds: float, tmp_path: Path) -> None:
    build = fresh()
    a, b = drifting(rate, rate), drifting(rate, rate, 1 + seconds)
    first, second = clip(build, rate, rate, name="a"), clip(build, rate, rate, name="b")
    out = lower(build, "connect", {"first": first, "second": second}, seconds=seconds)
    frames = rendered(build, as_clip(out["clip"]), {"a": a, "b": b}, tmp_path)
    bridge = len(frames) - 2 * rate
    assert np.array_equal(frames[:rate], a)
    assert np.array_equal(frames[rate + bridge :], b)
    found, limit = seams(frames, [rate, rate + bridge])
    assert max(found) <= limit


def test_a_loop_leads_back_to_its_first_frame(tmp_path: Path) -> None:
    build = fresh()
    source = drifting(24, 12)
    out = lower(build, "loop", {"clip": clip(build, 24)}, seconds=1.25)
    frames = rendered(build, as_clip(out["clip"]), {"x": source}, tmp_path)
    assert np.array_equal(frames[:24], source)
    around = np.concatenate([frames, frames[:1]])
    found, limit = seams(around, [24, len(frames)])
    assert max(found) <= limit


@pytest.mark.parametrize("rate", [12, 24])
def test_a_retake_changes_its_range_and_nothing_else(rate: int, tmp_path: Path) -> None:
    build = fresh()
    source = drifting(4 * rate, rate)
    out = lower(build, "retake", {"clip": clip(build, 4 * rate, rate)}, start=1.5, stop=2.0)
    frames = rendered(build, as_clip(out["clip"]), {"x": source}, tmp_path)
    changed = np.flatnonzero((frames != source).any(axis=(1, 2, 3)))
    assert len(frames) == len(source)
    assert changed[0] <= 1.5 * rate
    assert changed[-1] >= 2.0 * rate - 2
    assert changed[0] >= Fraction(3, 2) * rate - 5 * rate / 12
    assert changed[-1] <= 2 * rate + 5 * rate / 12


@pytest.mark.parametrize(
    ("rate", "range_"),
    [(12, (1.5, 2.0)), (12, (0.0, 0.5)), (24, (3.5, 4.0)), (25, (1.5, 2.0)), (12, (1.0, 3.0))],
)
def test_a_retake_goes_over_into_what_is_around_it(
    rate: int, range_: tuple[float, float], tmp_path: Path
) -> None:
    build = fresh()
    source = drifting(4 * rate, rate)
    start, stop = range_
    out = lower(build, "retake", {"clip": clip(build, 4 * rate, rate)}, start=start, stop=stop)
    frames = rendered(build, as_clip(out["clip"]), {"x": source}, tmp_path)
    changed = np.flatnonzero((frames != source).any(axis=(1, 2, 3)))
    joins = [j for j in (int(changed[0]), int(changed[-1]) + 1) if 0 < j < len(frames)]
    assert joins
    found, limit = seams(frames, joins)
    assert max(found) <= limit


def as_clip(value: object) -> ClipValue:
    """The clip that a node put out."""
    assert isinstance(value, ClipValue)
    return value
