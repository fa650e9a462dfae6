"""The first hour of an artist, by real events alone: offscreen, and in a real window under a window manager."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from engine.files import load

STAGES = ("welcome", "search", "typing", "dropped-link", "built", "saved", "reopened")
# The window manager has to be there before the window is.
UNDER_A_WINDOW_MANAGER = 'openbox & manager=$!; sleep 1; "$@"; code=$?; kill $manager; exit $code'


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
    for stage in STAGES:
        picture = QImage(str(tmp_path / f"{stage}.png"))
        assert (picture.width(), picture.height()) == (1280, 720), stage
