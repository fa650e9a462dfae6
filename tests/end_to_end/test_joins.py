"""Extend, Connect, Loop and Retake with the real model: frames of a source come out bit-exact before encoding."""

from contextlib import closing

import numpy as np
import pytest

from engine.media.decode import open_clip
from engine.session import Session
from tests.end_to_end.rooms import SAMPLES, Frames, planned, rendered
from tests.studio.command import written

QUICK = {"steps": 2}


def footage(name: str) -> Frames:
    """The frames of a sample clip: 17 of 112x64."""
    clip = open_clip(SAMPLES / "media" / name)
    with closing(clip):
        return clip.read(0, clip.frames)


def made(room: Session, sample: str, node: str, **params: object) -> Frames:
    """The result of a node of a sample, with few steps."""
    return rendered(room, planned(room, SAMPLES / f"{sample}.loom", node, {node: {**QUICK, **params}}))[1]


@pytest.mark.parametrize(("direction", "before"), [("forward", 0), ("backward", 6), ("both", 6)])
def test_an_extended_clip_has_its_source_untouched(direction: str, before: int, room: Session) -> None:
    source = footage("car.mp4")
    found = made(room, "extend-both-ways", "Extend both ways", direction=direction, seconds=0.5)
    assert len(found) == 17 + (12 if direction == "both" else 6)
    assert np.array_equal(found[before : before + 17], source)
    fresh = np.delete(found, np.s_[before : before + 17], axis=0)
    assert all(not np.array_equal(frame, known) for frame in fresh for known in (source[0], source[-1]))


def test_connected_clips_are_untouched(room: Session) -> None:
    found = made(room, "connect", "Connect", seconds=0.5)
    assert np.array_equal(found[:17], footage("dog.mp4"))
    assert np.array_equal(found[-17:], footage("dog-jumps.mp4"))
    assert len(found) > 34


def test_a_loop_begins_with_its_source_untouched(room: Session) -> None:
    found = made(room, "loop", "Loop", seconds=0.5)
    assert np.array_equal(found[:17], footage("balloon.mp4"))
    assert len(found) > 17


def test_a_retake_changes_its_range_alone(room: Session, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("retake")
    (folder / "horse.mp4").write_bytes((SAMPLES / "media" / "horse.mp4").read_bytes())
    item = room.media.item(folder / "horse.mp4", "m", folder)
    nodes = [
        {"id": "l", "type": "shotloom.load_clip", "title": "Footage", "params": {"media": "m"}},
        {
            "id": "r",
            "type": "shotloom.retake",
            "title": "Retake",
            "params": {"start": 0.5, "stop": 0.75, "text": "a horse jumps", **QUICK},
        },
    ]
    media = [{"id": "m", "name": item.name, "sha256": item.sha256, "kind": "clip", "frames": 17, "rate": 12,
              "size": [112, 64], "relative": "horse.mp4"}]  # fmt: skip
    graph = written(folder, nodes, [["l", "clip", "r", "clip"]], media=media)
    _, found = rendered(room, planned(room, graph, "Retake"))
    source = footage("horse.mp4")
    changed = np.flatnonzero((found != source).any(axis=(1, 2, 3)))
    assert len(found) == 17
    assert set(changed) == set(range(5, 9)), "the range grows to the latent frame of pixel frames 5 to 8"
