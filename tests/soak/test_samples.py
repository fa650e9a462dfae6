"""Every sample rendered as a person would, each in a process of its own, and read with another reader than ours."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.end_to_end.rooms import SAMPLES, change, film

ROOT = Path(__file__).resolve().parents[2]


def test_every_sample_renders(tmp_path: Path) -> None:
    names = sorted(path.stem for path in SAMPLES.glob("*.loom"))
    assert len(names) >= 8
    for name in names:
        output = tmp_path / f"{name}.mp4"
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "studio.cli", "render", str(SAMPLES / f"{name}.loom"), "-o", str(output)],
            cwd=ROOT, env={**os.environ}, capture_output=True, text=True,
        )  # fmt: skip
        seconds = time.perf_counter() - began
        assert (done.returncode, done.stderr) == (0, ""), name
        asked = re.search(r"\((\d+)x(\d+)x(\d+) at (\d+)/s", done.stdout)
        assert asked is not None
        width, height, frames, rate = map(int, asked.groups())
        found = film(output)
        assert (*found.size, len(found.frames), round(found.rate, 3)) == (width, height, frames, rate), name
        moved = change(found.frames)
        assert (moved > 0.05).mean() > 0.8, f"hardly anything moves in {name}"
        print(f"\n{name:<22} {seconds:5.1f} s  {asked[0][1:]}  mean change {moved.mean():.2f} of 255", end="")
