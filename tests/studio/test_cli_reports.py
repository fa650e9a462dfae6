"""The commands that only tell: nodes, models, plan, info; and pack and unpack."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import resources
from engine.files import load
from engine.loom_write import dumps
from tests.engine.graphs import document, node
from tests.studio.command import SAMPLES, Ran, loading, still, text_to_clip

Command = Callable[..., Ran]


def states(shotloom: Command, *arguments: object) -> dict[str, str]:
    """What a plan says of every operation."""
    told = json.loads(shotloom("plan", *arguments, "--json").out)
    return {step["op"]: step["state"] for step in told["steps"]}


def test_nodes_tells_every_kind_with_ports_params_units_and_ranges(shotloom: Command) -> None:
    ran = shotloom("nodes")
    assert ran.code == 0
    assert "Generate (shotloom.generate)" in ran.out
    assert "in  conditions: Condition, several" in ran.out
    assert "out clip: Clip" in ran.out
    assert "duration = 1.4 (0.05 to 60 s)" in ran.out
    listed = json.loads(shotloom("nodes", "--json").out)
    assert len(listed) >= 31
    assert all(kind["id"] in ran.out for kind in listed)
    (generate,) = (kind for kind in listed if kind["id"] == "shotloom.generate")
    (duration,) = (param for param in generate["params"] if param["name"] == "duration")
    assert duration["unit"] == "s"
    assert duration["range"] == "0.05 to 60"
    assert all(param["label"] and param["help"] for kind in listed for param in kind["params"])


def test_models_tells_licence_size_and_abilities(shotloom: Command) -> None:
    ran = shotloom("models")
    assert ran.code == 0
    assert ran.err == ""
    (line,) = (line for line in ran.out.splitlines() if line.startswith("built-in"))
    for word in ("Loom-S", "Apache-2.0", "112x64", "12/s", "storyboard", "keyframes"):
        assert word in line
    assert "realesr-animevideov3" in ran.out
    assert "cannot be loaded by this version yet" in ran.out


def broken_models(folder: Path, spoil: Callable[[bytes], bytes], name: str) -> Path:
    """The built-in models with one file of them spoilt."""
    shutil.copytree(resources.path("models"), folder)
    path = folder / name
    path.write_bytes(spoil(path.read_bytes()))
    return folder


@pytest.mark.parametrize(
    "name", ["loom-s.dit.safetensors", "loom-s.vae.safetensors", "minilm-l6.safetensors"]
)
@pytest.mark.parametrize(
    "spoil", [lambda data: b"", lambda data: data[:1000], lambda data: b"\xff" * 100 + data[100:]]
)
def test_damaged_weights_are_one_line(
    spoil: Callable[[bytes], bytes], name: str, shotloom: Command, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = broken_models(work / "models", spoil, name)
    monkeypatch.setattr(resources, "path", lambda part: folder if part == "models" else SAMPLES.parent / part)
    ran = shotloom("models")
    assert ran.code == 1
    assert len(ran.lines) == 1
    assert name in ran.err
    ran = shotloom("render", text_to_clip(work), "-o", work / "out.mp4")
    ran.refused(1, "Generate.model", name)
    assert not (work / "out.mp4").exists()


def test_a_program_without_weights_says_so(
    shotloom: Command, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resources, "path", lambda part: work if part == "models" else SAMPLES.parent / part)
    graph = text_to_clip(work)
    assert shotloom("models").err == "error: no model is installed. Install the program again\n"
    ran = shotloom("render", graph, "-o", work / "out.mp4")
    ran.refused(1, "Generate.model", "built-in", "Install the program again")
    shotloom("render", SAMPLES / "loop.loom", "-o", work / "out.mp4").refused(1, "Loop.model", "Install")
    assert list(work.iterdir()) == [graph]


def test_weights_that_are_damaged_inside_fail_at_their_node(
    shotloom: Command, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_shapes(data: bytes) -> bytes:
        length = int.from_bytes(data[:8], "little")
        header = data[8 : 8 + length].replace(b'\\"layers\\": 8', b'\\"layers\\": 9')
        header = header.replace(b"blocks.0.", b"blocks.9.")
        return data[:8] + header + data[8 + length :]

    folder = broken_models(work / "models", other_shapes, "loom-s.dit.safetensors")
    monkeypatch.setattr(resources, "path", lambda part: folder if part == "models" else SAMPLES.parent / part)
    ran = shotloom("render", text_to_clip(work), "-o", work / "out.mp4")
    ran.refused(3, "Generate", "loom-s.dit.safetensors", "weights file made for this program")
    assert not (work / "out.mp4").exists()


def test_weights_are_chosen_by_name_by_file_or_by_folder(shotloom: Command, work: Path) -> None:
    folder = work / "own"
    folder.mkdir()
    for name in ("loom-s.dit.safetensors", "loom-s.vae.safetensors"):
        shutil.copy(resources.path("models") / name, folder)
    data = bytearray((folder / "loom-s.dit.safetensors").read_bytes())
    data[-1] ^= 1
    (folder / "loom-s.dit.safetensors").write_bytes(data)
    graph = text_to_clip(work)

    def digest(*arguments: object) -> str:
        told = json.loads(shotloom("plan", graph, "--json", *arguments).out)
        return str(told["steps"][0]["params"]["model"])

    mine = digest("--model", folder / "loom-s.dit.safetensors")
    assert mine == digest("--model", folder)
    assert mine != digest() == digest("--model", "built-in")
    assert digest("--model", resources.path("models") / "loom-s.dit.safetensors") == digest()
    other = folder / "loom-s.vae.safetensors"
    shotloom("plan", graph, "--model", other).refused(2, "no such model", ".dit.safetensors")


def test_weights_without_their_companion_are_said(shotloom: Command, work: Path) -> None:
    folder = work / "own"
    folder.mkdir()
    for name in ("loom-s.dit.safetensors", "loom-s.vae.safetensors"):
        shutil.copy(resources.path("models") / name, folder / name.replace("loom-s", "mine"))
    data = (folder / "mine.dit.safetensors").read_bytes()
    (folder / "mine.dit.safetensors").write_bytes(data.replace(b"loom-s.vae", b"gone-s.vae"))
    graph = text_to_clip(work)
    ran = shotloom("render", graph, "--model", folder / "mine.dit.safetensors", "-o", work / "out.mp4")
    ran.refused(2, "gone-s.vae.safetensors", "--model")


@pytest.mark.usefixtures("fake")
def test_a_changed_upscale_runs_only_what_follows_it(shotloom: Command, work: Path) -> None:
    graph = SAMPLES / "text-to-clip.loom"
    quick = ("--set", "Generate.duration=0.4", "--set", "Generate.steps=1")
    assert set(states(shotloom, graph, *quick).values()) <= {"run", "lazy"}
    assert shotloom("render", graph, *quick, "-o", work / "out.mp4").code == 0
    assert set(states(shotloom, graph, *quick).values()) <= {"cached", "not needed"}
    after = states(shotloom, graph, *quick, "--set", "Finish.scale=2")
    assert {op for op, state in after.items() if state == "run"} == {"upscale", "interpolate", "encode"}
    assert after["denoise"] == after["decode"] == after["encode_text"] == "cached"
    table = shotloom("plan", graph, *quick, "--set", "Finish.scale=2").out
    assert "3 of 8 steps to run" in table
    assert "all cached, nothing to do" in shotloom("plan", graph, *quick).out


def test_a_plan_tells_what_the_compiler_saved(shotloom: Command, work: Path) -> None:
    graph = work / "graph.loom"
    doc = document(
        node("prompt", text="a boat"), replace(node("generate"), title="First"), node("remix"), node("shot"),
        "prompt.text generate.prompt", "prompt.text remix.prompt", "generate.clip remix.clip",
        "remix.clip shot.clip",
    )  # fmt: skip
    graph.write_bytes(dumps(replace(doc, media={})))
    lines = shotloom("plan", graph).out.splitlines()
    first = next(line for line in lines if line.startswith("Generate") and " First " in line)
    assert "handed on to Remix" in first
    assert "shared by First, Remix" in next(line for line in lines if line.startswith("Read the prompt"))
    told = json.loads(shotloom("plan", graph, "--json").out)
    assert told["forwarded"] == [["remix", "generate"]]
    assert ["generate", "remix"] in told["sharing"].values()


@pytest.mark.usefixtures("fake")
@pytest.mark.parametrize("ending", ["mp4", "mkv", "gif", "webp", "png"])
def test_info_tells_what_a_result_was_made_from(ending: str, shotloom: Command, work: Path) -> None:
    graph = still(work) if ending == "png" else text_to_clip(work)
    path = work / f"out.{ending}"
    assert shotloom("render", graph, "--seed", "77", "-o", path).code == 0
    told = shotloom("info", path)
    assert (told.code, told.err) == (0, "")
    assert "112x64" in told.out
    assert "seed=77" in told.out
    assert "not signed" in told.out
    assert "Generated" in told.out


def test_info_tells_what_a_graph_and_foreign_media_hold(shotloom: Command) -> None:
    told = shotloom("info", SAMPLES / "connect.loom")
    assert told.code == 0
    assert "2 Load Clip" in told.out
    assert "media: dog.mp4 (clip, 112x64)" in told.out
    told = shotloom("info", SAMPLES / "media" / "rabbit.png")
    assert told.code == 0
    assert "No graph inside" in told.out
    assert "not signed" in told.out


def test_info_refuses_what_it_cannot_read(shotloom: Command, work: Path) -> None:
    shotloom("info", work / "gone.mp4").refused(1, "there is no such file", "Check the path")
    (work / "words.mp4").write_text("hello")
    shotloom("info", work / "words.mp4").refused(1, "words.mp4")
    (work / "words.loomz").write_text("hello")
    shotloom("info", work / "words.loomz").refused(1, "bundle")


def test_a_packed_graph_unpacks_elsewhere_and_renders_alike(shotloom: Command, work: Path) -> None:
    packed = shotloom("pack", SAMPLES / "connect.loom", "-o", work / "dog.loomz")
    assert (packed.code, packed.out, packed.err) == (0, f"{work / 'dog.loomz'}\n", "")
    assert "holds: assets/" in shotloom("info", work / "dog.loomz").out
    unpacked = shotloom("unpack", work / "dog.loomz")
    assert unpacked.code == 0
    graph = Path(unpacked.out.strip())
    assert graph.parent == work / "dog"
    assert shotloom("check", graph).out.endswith("7 nodes, no problems\n")

    def keys(path: Path) -> list[Any]:
        told = json.loads(shotloom("plan", path, "--json").out)
        return [step["key"] for step in told["steps"]]

    assert keys(graph) == keys(SAMPLES / "connect.loom")


def test_prompts_can_be_left_out_of_a_bundle(shotloom: Command, work: Path) -> None:
    graph = SAMPLES / "storyboard.loom"
    assert shotloom("pack", graph, "-o", work / "full.loomz").code == 0
    assert shotloom("pack", graph, "-o", work / "bare.loomz", "--without-prompts").code == 0
    assert "sailboat" in shotloom("info", work / "full.loomz").out
    assert "sailboat" not in shotloom("info", work / "bare.loomz").out.lower()
    assert shotloom("unpack", work / "bare.loomz").code == 0
    for path in (work / "bare").rglob("*.loom"):
        assert b"a yellow sailboat" not in path.read_bytes()


@pytest.mark.usefixtures("fake")
def test_a_clip_that_was_exported_with_its_graph_gives_no_prompt_away(shotloom: Command, work: Path) -> None:
    clip = work / "ball.mp4"
    assert shotloom("render", text_to_clip(work), "-o", clip).code == 0
    was = clip.read_bytes()
    assert b"a red ball rolls" in was
    graph = loading(work, clip, "clip")
    assert shotloom("pack", graph, "-o", work / "full.loomz").code == 0
    assert shotloom("pack", graph, "-o", work / "bare.loomz", "--without-prompts").code == 0
    assert clip.read_bytes() == was
    for name, told in (("full", True), ("bare", False)):
        graph = Path(shotloom("unpack", work / f"{name}.loomz").out.strip())
        (packed,) = graph.parent.rglob("*.mp4")
        assert (b"a red ball rolls" in packed.read_bytes()) is told
        assert b"Generated video, made with Shotloom" in packed.read_bytes()
        (item,) = load(graph).document.media.values()
        assert item.sha256 == hashlib.sha256(packed.read_bytes()).hexdigest()
        assert shotloom("check", graph).out.endswith("2 nodes, no problems\n")
    assert not list(work.glob(".*"))


def test_a_file_whose_words_cannot_be_taken_out_stays_behind(shotloom: Command, work: Path) -> None:
    Image.new("RGB", (112, 64)).save(work / "told.tif", description="a red ball rolls")
    graph = loading(work, work / "told.tif", "image")
    ran = shotloom("pack", graph, "-o", work / "bare.loomz", "--without-prompts")
    assert ran.code == 0
    assert "told.tif stays behind: the texts in told.tif cannot be taken out" in ran.err
    assert b"a red ball rolls" not in (work / "bare.loomz").read_bytes()


def test_bundles_replace_nothing_unasked(shotloom: Command, work: Path) -> None:
    graph = SAMPLES / "remix.loom"
    (work / "out.loomz").write_bytes(b"mine")
    shotloom("pack", graph, "-o", work / "out.loomz").refused(3, "exists already")
    assert (work / "out.loomz").read_bytes() == b"mine"
    assert shotloom("pack", graph, "-o", work / "out.loomz", "--overwrite").code == 0
    (work / "out").mkdir()
    shotloom("unpack", work / "out.loomz").refused(3, "exists already")
    assert not list((work / "out").iterdir())
    (work / "cut.loomz").write_bytes((work / "out.loomz").read_bytes()[:500])
    shotloom("unpack", work / "cut.loomz").refused(1, "bundle")
    assert not (work / "cut").exists()
    shotloom("pack", work / "gone.loom").refused(1, "gone.loom")
    shotloom("unpack", work / "gone.loomz").refused(1, "gone.loomz")
