"""Clips too long for memory go through a lossless file, and a disk without room for it is a failure with a remedy."""

from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import stage
from engine.errors import OutputError
from engine.executor import Executor
from engine.materialise import materialise
from tests.engine.stages import crew, frames_of, shot, step_of, to_files


def test_a_long_clip_lies_on_disk_and_gives_the_same_frames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = shot(factor=2, format_="mkv")
    with Executor(crew(tmp_path / "short")) as executor:
        executor.wait(executor.submit(plan, to_files(plan, tmp_path / "a")), 30)
    monkeypatch.setattr(stage, "materialise", partial(materialise, spill=1000))
    people = crew(tmp_path / "long")
    with Executor(people) as executor:
        assert executor.wait(executor.submit(plan, to_files(plan, tmp_path / "b")), 30).state == "done"
        clip: Any = people.cache.get(step_of(plan, "upscale").key)
        assert clip.held_bytes < clip.nbytes / 100
        clip.close()
    assert np.array_equal(frames_of(tmp_path / "a/shot.mkv"), frames_of(tmp_path / "b/shot.mkv"))
    assert list((tmp_path / "long/cache/scratch").iterdir()) == []


def test_a_disk_without_room_for_a_film_is_said_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OutputError("no space left to write x.mkv", remedy="Free some space or choose another disk")

    monkeypatch.setattr(stage, "materialise", partial(materialise, spill=1000))
    plan = shot(factor=2, kind="result")
    with Executor(crew(tmp_path)) as executor:
        with monkeypatch.context() as patch:
            patch.setattr("engine.media.encode.write_clip", full)
            outcome = executor.wait(executor.submit(plan), 30)
        (failure,) = outcome.failures
        assert failure.node == "shot"
        assert "Free some space" in failure.remedy
        assert executor.wait(executor.submit(plan), 30).state == "done"
