"""Wrong usage: one line with the remedy. And what a command may cost: most of them import no torch."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studio import cli
from tests.studio.command import ROOT, SAMPLES, Ran, in_own_process, text_to_clip

Command = Callable[..., Ran]

HEAVY = ("torch", "av", "cv2", "PySide6")
WRONG = {
    "no file": (["render"], "FILE", "--help"),
    "an unknown option": (["render", "GRAPH", "--nope"], "--nope", "--help"),
    "no takes": (["render", "GRAPH", "--takes", "0"], "--takes", "1 to 99"),
    "takes in words": (["render", "GRAPH", "--takes", "two"], "--takes", "1 to 99"),
    "a negative seed": (["render", "GRAPH", "--seed", "-1"], "--seed", "2^53"),
    "a seed in words": (["render", "GRAPH", "--seed", "x"], "--seed", "2^53"),
    "an enormous seed": (["render", "GRAPH", "--seed", "9" * 5000], "--seed", "2^53"),
    "an unknown device": (["render", "GRAPH", "--device", "tpu"], "tpu", "cuda"),
    "a folder that is not there": (["check", "GRAPH", "--allow", "/nowhere"], "/nowhere", "not a folder"),
    "a misspelt command": (["rendr", "GRAPH"], "rendr", "Did you mean `shotloom render`"),
    "neither command nor file": (["bogus"], "bogus", "render, check, plan"),
    "a setting of nothing": (["render", "GRAPH", "--set", "x"], "--set", "NODE.PARAM=VALUE"),
    "a setting without value": (["render", "GRAPH", "--set", "Generate.seed"], "--set", "NODE.PARAM=VALUE"),
    "an unknown model": (["render", "GRAPH", "--model", "nope"], "nope", "built-in"),
    "weights that are not there": (["check", "GRAPH", "--model", "/no.safetensors"], "--model", "Check the path"),
    "no ending": (["render", "GRAPH", "-o", "FOLDER/out"], "ending", "out.mp4"),
    "an unknown placeholder": (["render", "GRAPH", "-o", "FOLDER/{x}.mp4"], "{x}.mp4", "{take}"),
    "a broken placeholder": (["render", "GRAPH", "-o", "FOLDER/{.mp4"], "{.mp4", "{take}"),
    "a placeholder with a way in": (["render", "GRAPH", "-o", "FOLDER/{take.__class__}.mp4"], "{take}", "-o"),
    "numbered clips": (["render", "GRAPH", "-o", "FOLDER/out_%03d.mp4"], "numbered", "out_%03d.png"),
    "takes of one name": (["render", "GRAPH", "-o", "FOLDER/{stem}.mp4", "--takes", "2"], "one name", "{take}"),
}  # fmt: skip
SETTINGS = {
    "an unknown node": ("Nope.seed=1", "Nope", "Generate, Prompt, Save"),
    "an unknown param": ("Generate.duratoin=1", "Generate.duratoin", '"duration"'),
    "out of range": ("Generate.duration=1e9", "Generate.duration", "0.05 to 60"),
    "not a number": ("Generate.duration=NaN", "Generate.duration", "0.05 to 60"),
    "words for a number": ("Generate.duration=long", "long", "0.05 to 60"),
    "nothing": ("Generate.duration=", "Generate.duration", "0.05 to 60"),
    "an enormous size": ("Generate.size=100000x100000", "Generate.size", "16 to 8192"),
    "no such style": ("Prompt.style=ugly", "Prompt.style", "'noir'"),
    "a way out of the folder": ("Save.name=../../out", "Save.name", "folder"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_is_one_line_and_exit_code_2(case: str, shotloom: Command, work: Path) -> None:
    arguments, *words = WRONG[case]
    graph = text_to_clip(work)
    given = [a.replace("GRAPH", str(graph)).replace("FOLDER", str(work)) for a in arguments]
    shotloom(*given).refused(2, *words)
    assert list(work.iterdir()) == [graph]


@pytest.mark.parametrize("case", SETTINGS)
def test_a_setting_that_does_not_fit_is_refused_at_its_param(
    case: str, shotloom: Command, work: Path
) -> None:
    setting, *words = SETTINGS[case]
    graph = text_to_clip(work)
    shotloom("render", graph, "--set", setting, "-o", work / "out.mp4").refused(1, *words)
    assert list(work.iterdir()) == [graph]


def test_a_setting_changes_the_result_and_not_the_graph(shotloom: Command, fake: object, work: Path) -> None:
    graph = text_to_clip(work)
    before = graph.read_bytes()
    settings = ("--set", "Generate.duration=1", "--set", "generate.seed=77", "--set", "Prompt.text=a = b")
    ran = shotloom("render", graph, *settings, "-o", work / "out.mp4")
    assert "x12 at 12/s, seed 77" in ran.out
    assert graph.read_bytes() == before
    told = shotloom("info", work / "out.mp4").out
    assert "duration=1" in told
    assert 'text="a = b"' in told


def test_a_target_is_an_id_or_a_title(shotloom: Command, fake: object, work: Path) -> None:
    graph = text_to_clip(work, {"id": "more", "type": "shotloom.save_clip", "title": "Generate"})
    shotloom("render", graph, "--target", "Nope", "-o", work / "o.mp4").refused(1, "Nope", "Prompt, Save")
    shotloom("render", graph, "--target", "Generate", "-o", work / "o.mp4").refused(1, "several", "Use an id")
    shotloom("render", graph, "--target", "Prompt", "-o", work / "o.mp4").refused(
        1, "Prompt", "clip or an image"
    )
    assert shotloom("render", graph, "--target", "generate", "-o", work / "o.mp4").code == 0
    assert shotloom("render", graph, "--target", "Save", "-o", work / "p.mp4").code == 0


def test_a_device_that_is_not_there_is_said(shotloom: Command, work: Path) -> None:
    import torch

    if torch.cuda.is_available():
        assert shotloom("plan", text_to_clip(work), "--device", "cuda").code == 0
    else:
        shotloom("plan", text_to_clip(work), "--device", "cuda").refused(2, "--device", "--device cpu")


def test_without_a_window_the_studio_names_render(
    shotloom: Command, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = text_to_clip(work)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    shotloom(graph).refused(2, f"shotloom render {graph}")
    shotloom().refused(2, "shotloom render FILE")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([c, "--help"] for c in cli.COMMANDS)])
def test_help_is_there_for_every_command(arguments: list[str], shotloom: Command) -> None:
    ran = shotloom(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["nodes"], ["nodes", "--json"], ["models"], ["check", str(SAMPLES / "story.loom")]],
    ids=" ".join,
)
def test_what_computes_nothing_imports_no_heavy_library(arguments: list[str]) -> None:
    report = f"import atexit, sys; atexit.register(lambda: print([m for m in {HEAVY} if m in sys.modules]))"
    ran = in_own_process(*arguments, before=report)
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[-1] == "[]"


def test_an_output_that_nobody_reads_is_no_mistake() -> None:
    import subprocess

    code = "import sys\nfrom studio.cli import main\nsys.exit(main(sys.argv[1:]))"
    child = subprocess.Popen(
        [sys.executable, "-c", code, "nodes", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    assert child.stdout is not None
    child.stdout.close()
    _, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (0, b"")
