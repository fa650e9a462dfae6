"""What a render writes: every format, its names, its takes and its events; and the places that refuse it."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from tests.studio.command import Ran, events, leftovers, still, text_to_clip

Command = Callable[..., Ran]
pytestmark = pytest.mark.usefixtures("fake")


def frames_of(path: Path) -> list[np.ndarray]:
    """The frames of a clip, read with OpenCV."""
    reader, found = cv2.VideoCapture(str(path)), []
    while True:
        there, frame = reader.read()
        if not there:
            reader.release()
            return found
        found.append(frame)


@pytest.mark.parametrize("ending", ["mp4", "MP4", "mov", "mkv"])
def test_a_clip_is_written_in_the_format_of_its_ending(ending: str, shotloom: Command, work: Path) -> None:
    path = work / f"out.{ending}"
    ran = shotloom("render", text_to_clip(work), "-o", path)
    assert (ran.code, ran.err) == (0, "")
    assert str(path) in ran.out
    assert [frame.shape for frame in frames_of(path)] == [(64, 112, 3)] * 5
    assert not leftovers(work)


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_a_clip_is_written_as_an_animation(ending: str, shotloom: Command, work: Path) -> None:
    path = work / f"out.{ending}"
    assert shotloom("render", text_to_clip(work), "-o", path).code == 0
    with Image.open(path) as image:
        assert (image.size, getattr(image, "n_frames", 1)) == ((112, 64), 5)


@pytest.mark.parametrize("ending", ["png", "jpg", "webp"])
def test_an_image_is_written_in_the_format_of_its_ending(ending: str, shotloom: Command, work: Path) -> None:
    path = work / f"out.{ending}"
    assert shotloom("render", still(work), "-o", path).code == 0
    with Image.open(path) as image:
        assert image.size == (112, 64)


@pytest.mark.parametrize(("graph", "ending"), [(text_to_clip, "png"), (text_to_clip, "xyz"), (still, "mp4")])
def test_a_format_that_does_not_fit_is_refused(
    graph: Callable[[Path], Path], ending: str, shotloom: Command, work: Path
) -> None:
    shotloom("render", graph(work), "-o", work / f"out.{ending}").refused(1, f".{ending}", "Use .")
    assert len(list(work.iterdir())) == 1


def test_a_numbered_name_is_a_sequence_of_pictures(shotloom: Command, work: Path) -> None:
    ran = shotloom("render", text_to_clip(work), "-o", work / "out_%03d.png")
    assert ran.code == 0
    assert "out_001.png … out_005.png (5 pictures)" in ran.out
    names = [f"out_{number:03}.png" for number in range(1, 6)]
    assert sorted(path.name for path in work.glob("*.png")) == names
    pictures = [np.asarray(Image.open(work / name)) for name in names]
    assert not np.array_equal(pictures[0], pictures[-1])
    assert "a red ball rolls" in shotloom("info", work / names[0]).out


def test_the_events_list_the_pictures_of_a_sequence(shotloom: Command, work: Path) -> None:
    told = events(shotloom("render", text_to_clip(work), "-o", work / "out_%03d.png", "--json").out)
    assert told[-1]["event"] == "Written"
    assert told[-1]["job"] == told[0]["job"]
    assert told[-1]["paths"] == [str(work / f"out_{number:03}.png") for number in range(1, 6)]


def test_every_sink_of_a_group_is_written(shotloom: Command, work: Path) -> None:
    path = in_a_group(text_to_clip(work, {"id": "tail", "type": "shotloom.save_clip", "title": "Tail"}))
    ran = shotloom("render", path, "-o", work / "{shot}.mp4", "--target", "scene")
    assert (ran.code, ran.err) == (0, "")
    assert [len(frames_of(work / name)) for name in ("Save.mp4", "Tail.mp4")] == [5, 5]
    shotloom("render", path, "-o", work / "one.mp4").refused(1, "scene/save", "scene/tail", "--target")
    shotloom("render", path, "-o", work / "one.mp4", "--target", "scene").refused(2, "Save", "Tail", "{shot}")
    assert shotloom("render", path, "-o", work / "one.mp4", "--target", "scene/tail").code == 0


def in_a_group(path: Path) -> Path:
    """The graph with all its nodes in one group, and a link from its clip to the second sink."""
    graph = json.loads(path.read_text())
    graph["links"].append(["generate", "clip", "tail", "clip"])
    graph["groups"] = [{"id": "g", "title": "Scene", "nodes": graph["nodes"], "links": graph["links"]}]
    graph["nodes"] = [{**graph["nodes"][0], "id": "scene", "type": "group:g", "title": "", "params": {}}]
    graph["links"] = []
    path.write_text(json.dumps(graph))
    return path


def test_no_picture_of_a_sequence_is_replaced(shotloom: Command, work: Path) -> None:
    (work / "out_004.png").write_bytes(b"mine")
    graph = text_to_clip(work)
    shotloom("render", graph, "-o", work / "out_%03d.png").refused(3, "out_004.png", "--overwrite")
    assert [path.name for path in work.glob("*.png")] == ["out_004.png"]
    assert shotloom("render", graph, "-o", work / "out_%03d.png", "--overwrite").code == 0
    assert len(list(work.glob("*.png"))) == 5


def test_takes_count_up_their_seeds_and_names(shotloom: Command, work: Path) -> None:
    graph = text_to_clip(work)
    ran = shotloom("render", graph, "-o", work / "out.mp4", "--takes", "2")
    assert ran.code == 0
    assert [f"seed {seed};" in line for seed, line in zip((5, 6), ran.out.splitlines(), strict=True)] == [
        True
    ] * 2
    first, second = (frames_of(work / f"out-{take}.mp4") for take in (1, 2))
    assert not np.array_equal(first, second)
    assert "seed=6" in shotloom("info", work / "out-2.mp4").out
    assert shotloom("render", graph, "-o", work / "again.mp4", "--seed", "6").code == 0
    assert np.array_equal(frames_of(work / "again.mp4"), second)


@pytest.mark.parametrize(
    ("output", "names"),
    [
        ("new/", ["new/graph-Save-1.mp4", "new/graph-Save-2.mp4"]),
        ("take {take} of {stem}.mp4", ["take 1 of graph.mp4", "take 2 of graph.mp4"]),
        ("{seed}.mp4", ["5.mp4", "6.mp4"]),
        ("out_%02d.png", [f"out-{take}_{number:02}.png" for take in (1, 2) for number in range(1, 6)]),
    ],
)
def test_every_take_has_a_name_of_its_own(
    output: str, names: list[str], shotloom: Command, work: Path
) -> None:
    assert shotloom("render", text_to_clip(work), "-o", f"{work}/{output}", "--takes", "2").code == 0
    found = (path.relative_to(work).as_posix() for path in work.rglob("*.*") if path.name != "graph.loom")
    assert sorted(found) == names


def test_events_are_json_lines_from_start_to_end(shotloom: Command, work: Path) -> None:
    ran = shotloom("render", text_to_clip(work), "-o", work / "out.mp4", "--json")
    assert (ran.code, ran.err) == (0, "")
    told = events(ran.out)
    kinds = [event["event"] for event in told]
    assert kinds[:2] == ["Queued", "Started"]
    assert kinds[-2:] == ["Finished", "Ended"]
    assert {"StepStarted", "Progress", "Preview", "StepFinished"} <= set(kinds)
    ops = [event["op"] for event in told if event["event"] == "StepFinished"]
    assert ops[-3:] == ["denoise", "decode", "encode"]
    assert told[-2]["path"] == str(work / "out.mp4")
    assert told[-1] | {"seconds": 0} == told[-1] | {"state": "done", "ran": 5, "cached": 0, "seconds": 0}
    again = events(
        shotloom("render", text_to_clip(work), "-o", work / "out.mp4", "--json", "--overwrite").out
    )
    assert [event["event"] for event in again].count("StepCached") == 5
    assert again[-1]["ran"] == 0


def test_an_existing_file_stays_unless_told(shotloom: Command, fake: object, work: Path) -> None:
    graph, path = text_to_clip(work), work / "out.mp4"
    path.write_bytes(b"mine")
    shotloom("render", graph, "-o", path).refused(3, "out.mp4 exists already", "--overwrite")
    assert path.read_bytes() == b"mine"
    shotloom("render", graph, "-o", path, "--takes", "2")
    (work / "other-2.mp4").write_bytes(b"mine")
    shotloom("render", graph, "-o", work / "other.mp4", "--takes", "2").refused(3, "other-2.mp4 exists")
    assert not (work / "other-1.mp4").exists()
    assert shotloom("render", graph, "-o", path, "--overwrite").code == 0
    assert len(frames_of(path)) == 5


@pytest.mark.parametrize(
    ("output", "word"),
    [
        ("gone/out.mp4", "does not exist"),
        ("graph.loom/out.mp4", "does not exist"),
        ("graph.loom/", "cannot be made"),
        ("gone/deeper/", "cannot be made"),
        ("x" * 300 + ".mp4", "too long"),
        ("/proc/out.mp4", "nothing can be written into /proc"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused(
    output: str, word: str, shotloom: Command, work: Path
) -> None:
    graph = text_to_clip(work)
    place = output if output.startswith("/") else f"{work}/{output}"
    shotloom("render", graph, "-o", place).refused(3, word)
    assert list(work.iterdir()) == [graph]


@pytest.mark.parametrize("variable", ["SHOTLOOM_DATA", "SHOTLOOM_CACHE"])
def test_a_home_that_cannot_be_written_does_not_stop_a_render(
    variable: str, shotloom: Command, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (work / "file").touch()
    monkeypatch.setenv(variable, str(work / "file" / "folder"))
    ran = shotloom("render", text_to_clip(work), "-o", work / "out.mp4")
    assert ran.code == 0, ran.err
    assert len(frames_of(work / "out.mp4")) == 5


def test_the_graph_beside_a_result_is_the_one_it_was_made_from(shotloom: Command, work: Path) -> None:
    graph = text_to_clip(work)
    before = graph.read_bytes()
    shotloom("render", graph, "--seed", "123", "--set", "Generate.steps=3", "-o", work / "out.mp4")
    told = shotloom("info", work / "out.mp4").out
    assert "seed=123" in told
    assert "steps=3" in told
    assert "Generated video" in told
    assert "not signed" in told
    assert graph.read_bytes() == before
    assert sorted(os.listdir(work)) == ["graph.loom", "out.mp4"]
