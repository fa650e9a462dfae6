"""The long run for the engine at work: the window killed while it generates. Run by `make soak`."""

import os
from pathlib import Path

import pytest

from tests.soak.work_kills import kill_at_work

SCALE = float(os.environ.get("SHOTLOOM_SOAK_SCALE", "1"))


def test_kills_of_the_window_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOTLOOM_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SHOTLOOM_CACHE", str(tmp_path / "cache"))
    outcome = kill_at_work(tmp_path, kills=max(1, round(100 * SCALE)), seed=1, compared=10)
    print(f"\nkill -9 of the window at work: {outcome.report()}")
    assert outcome.clean
