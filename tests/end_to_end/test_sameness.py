"""The same graph and seed give the same frames; what did not change is not made again. With the real model."""

from pathlib import Path

import numpy as np
import pytest

from engine.session import Session
from tests.end_to_end.rooms import SAMPLES, Frames, planned, rendered, session

GRAPH = SAMPLES / "text-to-clip.loom"
SHORT = {"Generate": {"duration": 0.75, "steps": 3}}


@pytest.fixture(scope="module")
def first(room: Session) -> Frames:
    """A short clip."""
    return rendered(room, planned(room, GRAPH, "Generate", SHORT))[1]


def test_the_same_seed_gives_the_same_frames(first: Frames, data: Path, tmp_path: Path) -> None:
    with session(data, tmp_path / "fresh") as fresh:
        outcome, frames = rendered(fresh, planned(fresh, GRAPH, "Generate", SHORT))
    assert outcome.cached == 0
    assert np.array_equal(frames, first)


def test_another_seed_or_prompt_gives_other_frames(first: Frames, room: Session) -> None:
    _, seeded = rendered(room, planned(room, GRAPH, "Generate", SHORT, seed=12))
    words = {**SHORT, "Prompt": {"text": "a yellow sailboat sails to the right on the sea by day"}}
    _, prompted = rendered(room, planned(room, GRAPH, "Generate", words))
    for other in (seeded, prompted):
        assert other.shape == first.shape
        assert np.abs(other.astype(int) - first).mean() > 1


def test_nothing_runs_again_unless_it_changed(room: Session) -> None:
    once = {**SHORT, "Finish": {"scale": "2"}}
    rendered(room, planned(room, GRAPH, "Car", once))
    outcome, _ = rendered(room, planned(room, GRAPH, "Car", once))
    assert (outcome.ran, outcome.cached) == (0, 6)
    larger = planned(room, GRAPH, "Car", {**SHORT, "Finish": {"scale": "3"}})
    outcome, _ = rendered(room, larger)
    ops = {step.key: step.op for step in larger.steps if not step.spec.view}
    assert sorted(ops.values()) == [
        "decode",
        "denoise",
        "encode_text",
        "encode_text",
        "interpolate",
        "upscale",
    ]
    assert (outcome.ran, outcome.cached) == (2, 4)
