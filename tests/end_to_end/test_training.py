"""Every stage of training in small, from the renderer to a clip that the program makes with the new weights."""

from pathlib import Path

import cv2
import pytest
import torch

import resources
from engine.training import __main__ as training
from engine.training.checkpoint import load_checkpoint
from studio.cli import main as shotloom


def test_one_command_makes_weights_that_render_a_clip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    threads = torch.get_num_threads()
    state, out, clip = tmp_path / "state", tmp_path / "models", tmp_path / "clip.mp4"
    command = ["all", "--config", "nano", "--state", str(state), "--out", str(out), "--device", "cpu"]
    assert training.main([*command, "--slice-seconds", "0"]) == 0
    assert "the same command goes on" in capsys.readouterr().out
    assert training.main([*command, "--set", "gate.needed=5"]) == 1
    assert "NOT passed" in capsys.readouterr().out
    assert training.main(command) == 0
    said = capsys.readouterr().out
    assert "gate: passed" in said
    assert "Left/right prompts that move the right way" in (out / "loom-nano.md").read_text()
    assert "nano.toml" in (out / "loom-nano.md").read_text()
    stored = load_checkpoint(state / "dit.pt")
    assert stored is not None
    assert stored["progress"]["step"] == 8
    assert stored["extra"]["colours"] > 0
    assert list((state / "sheets").glob("dit-*.png"))
    torch.set_num_threads(threads)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    graph = resources.path("samples") / "text-to-clip.loom"
    weights = out / "loom-nano.dit.safetensors"
    render = ["render", str(graph), "--target", "Generate", "--model", str(weights), "-o", str(clip)]
    assert shotloom([*render, "--device", "cpu"]) == 0
    film = cv2.VideoCapture(str(clip))
    assert film.get(cv2.CAP_PROP_FRAME_COUNT) >= 17
    assert film.read()[1].std() > 1
