"""The long runs for documents: kills during save and journal, and mutated files. Run by `make soak`."""

import os
import random
import time
from pathlib import Path

import pytest

from engine.errors import StudioError
from engine.files import dumps, loads
from tests.engine.documents import full
from tests.soak.kills import kill_while_journaling, kill_while_saving
from tests.soak.window_kills import kill_windows

SCALE = float(os.environ.get("SHOTLOOM_SOAK_SCALE", "1"))


def test_kills_during_save(tmp_path: Path) -> None:
    outcome = kill_while_saving(tmp_path, kills=max(1, round(1000 * SCALE)), seed=1)
    print(f"\nkill -9 during save: {outcome}")
    assert (outcome.corrupt, outcome.lost) == (0, 0)


def test_kills_during_editing(tmp_path: Path) -> None:
    outcome = kill_while_journaling(tmp_path, kills=max(1, round(1000 * SCALE)), seed=1)
    print(f"\nkill -9 during editing: {outcome}")
    assert (outcome.corrupt, outcome.lost) == (0, 0)


def test_kills_of_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOTLOOM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOTLOOM_CACHE", str(tmp_path / "cache"))
    outcome = kill_windows(tmp_path, kills=max(1, round(100 * SCALE)), seed=1)
    print(f"\nkill -9 of the window: {outcome.report()}")
    assert outcome.clean


def test_mutated_files_are_read_or_refused() -> None:
    draw, seed = random.Random(2), dumps(full())
    scraps = [
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\",
        b",",
        b":",
        b"null",
        b"1e400",
        b"-1",
        b"\xff",
        b"\x00",
        b'"id":"n",',
    ]
    count, refused, slowest = max(1, round(100_000 * SCALE)), 0, 0.0
    for _ in range(count):
        data = bytearray(seed)
        for _ in range(draw.randint(1, 8)):
            at = draw.randrange(len(data) + 1)
            data[at : at + draw.choice([0, 1, 1, 5, 60])] = draw.choice(
                [*scraps, bytes([draw.randrange(256)])]
            )
        start = time.perf_counter()
        try:
            dumps(loads(bytes(data)).document)
        except StudioError:
            refused += 1
        slowest = max(slowest, time.perf_counter() - start)
    print(f"\nmutated files: {count}, refused {refused}, slowest {slowest * 1000:.0f} ms, other errors 0")
