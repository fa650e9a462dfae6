"""The first hour of an artist, by real events alone: offscreen, and in a real window under a window manager."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from engine.files import load
from tests.studio.journey import STAGES

SCREENS = Path(__file__).parents[1] / "screens"
NEARLY = 0.02
"""Share of brightness by which pictures may differ, at a sixteenth of their size: fonts are drawn a little differently
from system to system, but a panel that is missing, or of another colour, weighs more.
"""
# The window manager has to be there before the window is.
UNDER_A_WINDOW_MANAGER = 'openbox & manager=$!; sleep 1; "$@"; code=$?; kill $manager; exit $code'


def difference(one: Path, other: Path) -> float:
    """The mean difference of two pictures, 0 to 1."""
    small = [
        QImage(str(path))
        .convertToFormat(QImage.Format.Format_RGB888)
        .scaled(80, 45, mode=Qt.TransformationMode.SmoothTransformation)
        for path in (one, other)
    ]
    a, b = (np.frombuffer(image.constBits(), np.uint8).astype(np.int16) for image in small)
    return float(np.abs(a - b).mean()) / 255


def start(stage: str, folder: Path, *, real: bool) -> None:
    """One start of the program, from its welcome page or its file to its end."""
    command = [sys.executable, "-m", "tests.studio.journey", stage, str(folder)]
    platform = "offscreen"
    if real:
        screen = [
            "xvfb-run",
            "-a",
            "-s",
            "-screen 0 1920x1080x24",
            "bash",
            "-c",
            UNDER_A_WINDOW_MANAGER,
            "bash",
        ]
        command, platform = [*screen, *command], "xcb"
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=150)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("real", [False, True], ids=["offscreen", "under a window manager"])
def test_a_film_is_built_from_nothing_saved_and_found_again(tmp_path: Path, real: bool) -> None:
    start("build", tmp_path, real=real)
    start("reopen", tmp_path, real=real)
    built, reopened = (load(tmp_path / name).document for name in ("build.json", "reopen.json"))
    assert built.graph == reopened.graph
    assert (built.settings, built.frames, built.shots) == (
        reopened.settings,
        reopened.frames,
        reopened.shots,
    )
    kinds = {node.id: node.type.removeprefix("shotloom.") for node in reopened.graph}
    wired = {(kinds[link.source], kinds[link.target]) for link in reopened.graph.links}
    assert wired == {("prompt", "generate"), ("generate", "shot")}
    if not real:
        for stage in STAGES:
            assert difference(tmp_path / f"{stage}.png", SCREENS / f"{stage}.png") < NEARLY, stage
