"""`python -m tests.screens`: makes the pictures of this folder anew, to be looked at, and for tests to compare with.

Every stage of the first journey at 1280x720, then its ends in other themes, on larger screens and at 1.5 and 2 pixels a
point. Offscreen, so that they come out alike on every machine.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.studio.journey import STAGES

FOLDER = Path(__file__).parent
OTHERS = (
    ("light", "1280x720", "light", 1.0),
    ("high-contrast", "1280x720", "high-contrast", 1.0),
    ("full-hd-1.5x", "1280x720", "dark", 1.5),
    ("full-hd", "1920x1080", "dark", 1.0),
    ("4k", "3840x2160", "dark", 1.0),
    ("4k-2x", "1920x1080", "light", 2.0),
)
"""Name, size of the window in points, theme, pixels per point."""
SHOWN = ("welcome", "search", "built")


def journey(album: Path, size: str, theme: str, scale: float, home: Path) -> None:
    """Both halves of the journey in a home of their own."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "SHOTLOOM_DATA": str(home / "data"),
        "SHOTLOOM_CACHE": str(home / "cache"),
    }
    for stage in ("build", "reopen"):
        command = [sys.executable, "-m", "tests.studio.journey", stage, str(album), size, theme]
        subprocess.run(command, env=environment, check=True)


def main() -> int:
    """Make them all."""
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        journey(work / "plain", "1280x720", "dark", 1.0, work / "home")
        for stage in STAGES:
            shutil.copy(work / "plain" / f"{stage}.png", FOLDER / f"{stage}.png")
        for name, size, theme, scale in OTHERS:
            journey(work / name, size, theme, scale, work / f"home-{name}")
            for stage in SHOWN:
                shutil.copy(work / name / f"{stage}.png", FOLDER / f"{name}-{stage}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
