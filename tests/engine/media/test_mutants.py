"""Damaged copies of good files are read or refused in one line; the worker never answers with anything else."""

import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.errors import MediaError
from engine.media.decode import open_clip
from engine.media.encode import write_clip
from engine.media.frames import ArrayClip
from engine.media.metadata import read_metadata
from engine.media.outside import MediaWorker
from engine.media.probe import probe
from tests.engine.media.synthetic import numbered, write_video

PATTERNS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\1")


def good_files(folder: Path) -> list[Path]:
    frames = [numbered(i) for i in range(8)]
    files = [
        write_video(folder / "s.mp4", frames),
        write_video(folder / "s.mkv", frames, options={"g": "4"}),
        write_video(folder / "s.mov", frames, codec="mjpeg", pixels="yuvj420p"),
        write_video(folder / "s.avi", frames, codec="mpeg4"),
    ]
    clip = ArrayClip(np.stack(frames), Fraction(12))
    for name in ("s.gif", "s.webp"):
        write_clip(clip, folder / name, metadata={"shotloom": "{}"})
        files.append(folder / name)
    for name in ("s.png", "s.jpg", "s.tif"):
        Image.fromarray(frames[5]).save(folder / name)
        files.append(folder / name)
    return files


def mutant(data: bytes, dice: random.Random) -> bytes:
    """A copy cut short, or with flipped bits and overwritten lengths, half of them near the start."""
    if dice.random() < 0.15:
        return data[: dice.randrange(1, len(data))]
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 4, 16))):
        at = dice.randrange(len(changed) if dice.random() < 0.5 else min(len(changed), 600))
        if dice.random() < 0.5:
            changed[at] ^= 1 << dice.randrange(8)
        else:
            changed[at : at + 4] = dice.choice(PATTERNS)
    return bytes(changed)


def one_line(error: MediaError) -> None:
    assert error.remedy
    assert "\n" not in str(error)


def test_mutants_are_read_or_refused(tmp_path: Path):
    dice = random.Random(7)
    files = [(path, path.read_bytes()) for path in good_files(tmp_path)]
    outcomes = {"read": 0, "refused": 0}
    for _ in range(300):
        source, data = dice.choice(files)
        path = tmp_path / f"mutant{source.suffix}"
        path.write_bytes(mutant(data, dice))
        try:
            probe(path)
            clip = open_clip(path)
            clip.read(0, min(clip.frames, 12))
            clip.close()
            read_metadata(path)
            outcomes["read"] += 1
        except MediaError as error:
            one_line(error)
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 50


def test_the_worker_outlives_mutants(tmp_path: Path):
    dice = random.Random(8)
    files = [(path, path.read_bytes()) for path in good_files(tmp_path)]
    with MediaWorker() as worker:
        worker.probe(files[0][0])
        process = worker._process
        for _ in range(60):
            source, data = dice.choice(files)
            path = tmp_path / f"mutant{source.suffix}"
            path.write_bytes(mutant(data, dice))
            try:
                worker.read(path, 0, min(worker.probe(path).frames, 12))
            except MediaError as error:
                one_line(error)
        assert worker._process is process
        with pytest.raises(MediaError):
            worker.probe(tmp_path / "none.mp4")
