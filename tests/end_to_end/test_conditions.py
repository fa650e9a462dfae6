"""Conditions with the real model: full strength keeps the picture, less of it lets the model move away."""

from pathlib import Path

import numpy as np
import pytest

from engine.media.imaging import Fit, fit_frame
from engine.media.stills import read_image
from engine.model.request import VideoModel
from engine.session import Session
from engine.shelf import Shelf
from engine.types import Size
from tests.end_to_end.rooms import SAMPLES, Frames, planned, rendered

GRAPH = SAMPLES / "image-to-clip.loom"
SHORT = {"duration": 0.4, "steps": 8}


def first_frame(room: Session, strength: float) -> Frames:
    """The first frame of a clip that begins with the picture, held by a strength."""
    plan = planned(room, GRAPH, "Generate", {"Generate": SHORT, "First frame": {"strength": strength}})
    return rendered(room, plan)[1][0]


@pytest.fixture(scope="module")
def round_trip(room: Session) -> Frames:
    """The picture as the autoencoder gives it back."""
    picture = fit_frame(read_image(SAMPLES / "media" / "rabbit.png"), Size(112, 64), Fit.COVER)
    model: VideoModel = Shelf(room.catalog, room.device).model(room.catalog.specs["built-in"].digest)
    latents = model.encode_frames(picture[None])
    (frame,) = next(iter(model.decode(latents)))
    return frame


def test_full_strength_is_the_round_trip_of_the_picture(room: Session, round_trip: Frames) -> None:
    found = first_frame(room, 1.0)
    assert np.abs(found.astype(int) - round_trip).max() <= 1


def test_less_strength_moves_further_away_step_by_step(room: Session, round_trip: Frames) -> None:
    def distance(frame: Frames) -> float:
        return float(np.abs(frame.astype(int) - round_trip).mean())

    without = planned(room, SAMPLES / "text-to-clip.loom", "Generate", {"Generate": SHORT})
    found = [distance(first_frame(room, strength)) for strength in (1.0, 0.75, 0.5, 0.25, 0.05)]
    found.append(distance(rendered(room, without)[1][0]))
    assert found[0] < 0.5
    assert found[:-1] == sorted(found[:-1])
    assert found[0] < found[2] < found[-1]


def test_a_last_frame_is_kept_at_the_end(room: Session, tmp_path: Path) -> None:
    graph = SAMPLES / "first-and-last-frame.loom"
    _, frames = rendered(room, planned(room, graph, "Generate", {"Generate": {"steps": 4}}))
    around = np.abs(frames.astype(int) - frames[-1]).mean(axis=(1, 2, 3))
    assert around[-2] < around[0], "the clip ends near its last picture, not near its first"
