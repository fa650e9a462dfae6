"""The sample graphs, rendered as a person would and looked at with another reader than ours.

Two of them here; `make soak` renders all.
"""

from pathlib import Path

import pytest

from studio.cli import main
from tests.end_to_end.rooms import SAMPLES, change, film

ALL = sorted(path.stem for path in SAMPLES.glob("*.loom"))
FRAMES = {"text-to-clip": 34, "remix": 34}
"""17 frames at 12/s come to 34 at 24/s."""


@pytest.mark.parametrize("name", FRAMES)
def test_a_sample_becomes_the_clip_that_its_graph_asks_for(
    name: str, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHOTLOOM_DATA", str(data))
    output = tmp_path / "out.mp4"
    assert main(["render", str(SAMPLES / f"{name}.loom"), "-o", str(output)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert f"640x360x{FRAMES[name]} at 24/s" in said.out
    found = film(output)
    assert found.size == (640, 360)
    assert found.rate == pytest.approx(24)
    assert len(found.frames) == FRAMES[name]
    moved = change(found.frames)
    assert (moved > 0.05).mean() > 0.8, "hardly anything moves"
    assert found.frames.std() > 5, "the picture is flat"


@pytest.mark.parametrize("name", ALL)
def test_every_sample_has_no_problems(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(SAMPLES / f"{name}.loom")]) == 0
    assert "no problems" in capsys.readouterr().out
