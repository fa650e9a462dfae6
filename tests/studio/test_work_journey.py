"""An evening of generating, by real events alone, in a real window under a window manager."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.files import load, save
from engine.graph import Link, Node
from engine.paths import takes_folder
from studio.workbench import session
from tests.studio.test_journey import UNDER_A_WINDOW_MANAGER
from tests.studio.undisturbed import frames_of, made_anew
from tests.studio.work_journey import WAITING
from tests.studio.workplace import sample


def project(path: Path) -> None:
    """The sample, shorter and with a mere Upscale in place of its Finish, so that its jobs take seconds."""
    document = load(sample()).document
    graph = document.graph
    (generate,) = (node for node in graph if node.type == "shotloom.generate")
    (finish,) = (node for node in graph if node.type == "shotloom.finish")
    (shot,) = (node for node in graph if node.type == "shotloom.shot")
    upscale = Node("upscale", "shotloom.upscale", params={"factor": "2"}, position=finish.position)
    links = [Link(generate.id, "clip", "upscale", "picture"), Link("upscale", "picture", shot.id, "clip")]
    graph = graph.remove(finish.id).put(generate.with_params(duration=0.7), upscale).link(*links)
    save(document.with_graph(graph), path)


def start(stage: str, folder: Path) -> dict[str, object]:
    """One start of the program; what was seen in it."""
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", "bash", "-c", UNDER_A_WINDOW_MANAGER, "bash"]
    command = [*screen, sys.executable, "-m", "tests.studio.work_journey", stage, str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr
    saw: dict[str, object] = json.loads((folder / f"{stage}.json").read_text(encoding="utf-8"))
    return saw


@pytest.mark.timeout(600)
def test_an_evening_of_generating(tmp_path: Path) -> None:
    project(tmp_path / "film.loom")
    saw = start("work", tmp_path)
    assert saw["pictures"] > 1, "the preview moves"
    assert saw["words"] == "a green boat sails to the left on the lake"
    assert {"encode_text", "denoise", "decode", "upscale", "encode"} <= set(saw["first"])
    assert saw["upscaled"] == ["upscale"], "nothing else runs"
    assert saw["stopped"] == ["cancelled"]
    assert saw["takes when stopped"] == 1
    assert saw["went on at"] > saw["stopped at"] > 0, "it goes on where it was"
    assert len(saw["left"]) == WAITING

    again = start("reopen", tmp_path)
    assert set(saw["left"]) == set(again["lines"]), "the queue is there again, before the engine is"
    assert all(again["ended"][job] == "done" for job in saw["left"])
    document = load(tmp_path / "film.loom").document
    (shot,) = document.shots.values()
    assert len(shot.takes) == 2 + WAITING
    assert len({take.key for take in shot.takes}) == 2 + WAITING
    # The second was stopped and went on; the third was under way when the program was closed.
    for number in (1, 2):
        take = shot.takes[number]
        with session() as given:
            frames = frames_of(takes_folder(tmp_path / "film.loom") / take.file, given)
        assert np.array_equal(frames, made_anew(document, shot.id, take, tmp_path / "anew")), number
