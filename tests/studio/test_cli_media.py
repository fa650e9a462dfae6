"""Media that cannot be used: one line that names the node, the file and the remedy, and nothing written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.studio.command import SAMPLES, Ran, loading

Command = Callable[..., Ran]

CLIP, IMAGE = SAMPLES / "media" / "dog.mp4", SAMPLES / "media" / "rabbit.png"
SOURCES = {"clip": CLIP, "image": IMAGE}
BAD = {
    "zero bytes": (lambda data: b"", "empty"),
    "words": (lambda data: b"hello " * 100, "something else"),
    "broken off": (lambda data: data[: len(data) // 3], ""),
    "overwritten": (lambda data: data[:200] + bytes(len(data) - 200), ""),
}


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("case", BAD)
def test_damaged_media_are_refused_at_their_node(case: str, kind: str, shotloom: Command, work: Path) -> None:
    spoil, word = BAD[case]
    media = work / SOURCES[kind].name
    media.write_bytes(spoil(SOURCES[kind].read_bytes()))
    graph = loading(work, media, kind)
    ran = shotloom("render", graph, "-o", work / ("out.mp4" if kind == "clip" else "out.png"))
    ran.refused(1, "Footage.media", media.name, word)
    assert sorted(work.iterdir()) == sorted([graph, media])


def test_media_that_are_gone_are_refused_at_their_node(shotloom: Command, work: Path) -> None:
    graph = loading(work, work / "gone.mp4", "clip")
    for command in ("check", "plan", "render"):
        shotloom(command, graph).refused(1, "Footage.media", "gone.mp4", "--allow")
    assert list(work.iterdir()) == [graph]


def test_an_image_is_no_clip(shotloom: Command, work: Path) -> None:
    graph = loading(work, CLIP, "clip")
    ran = shotloom("render", graph, "--set", f"Footage.media={IMAGE}", "-o", work / "out.mp4")
    ran.refused(1, "Footage.media", "rabbit.png", "Load Image")


def test_a_changed_file_is_said_and_used(shotloom: Command, work: Path) -> None:
    media = work / "clip.mp4"
    media.write_bytes(CLIP.read_bytes())
    ran = shotloom("render", loading(work, media, "clip"), "-o", work / "out.mp4")
    assert ran.code == 0
    assert ran.lines == ["warning: clip.mp4 has changed since the graph was saved"]
    assert "112x64x17 at 12/s" in ran.out


def test_a_damaged_file_that_nothing_uses_is_no_problem(shotloom: Command, work: Path) -> None:
    media = work / "clip.mp4"
    media.write_bytes(b"")
    graph = loading(work, media, "clip")
    ran = shotloom("render", graph, "--set", f"Footage.media={CLIP}", "-o", work / "out.mp4")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("named", ["gone.mp4", ".", "empty.mp4", "/dev/zero"])
def test_a_file_named_by_the_person_is_refused_at_its_node(named: str, shotloom: Command, work: Path) -> None:
    (work / "empty.mp4").touch()
    graph = loading(work, CLIP, "clip")
    ran = shotloom("render", graph, "--set", f"Footage.media={work / named}", "-o", work / "out.mp4")
    ran.refused(1, "Footage.media")
    assert not (work / "out.mp4").exists()


@pytest.mark.parametrize("relative", ["/etc/passwd", "../secret.mp4", "http://a/b.mp4", "c:\\\\x.mp4"])
def test_a_graph_may_not_name_files_elsewhere(relative: str, shotloom: Command, work: Path) -> None:
    graph = loading(work, work / "clip.mp4", "clip")
    graph.write_text(graph.read_text().replace('"relative": "clip.mp4"', f'"relative": "{relative}"'))
    shotloom("render", graph, "-o", work / "out.mp4").refused(1, "clip.mp4", "project folder")


def test_an_allowed_folder_is_searched(shotloom: Command, work: Path) -> None:
    from engine.media.index import content_hash

    graph = loading(work, work / "dog.mp4", "clip")
    graph.write_text(graph.read_text().replace("0" * 64, content_hash(CLIP)))
    assert shotloom("check", graph).code == 1
    assert shotloom("check", graph, "--allow", SAMPLES).code == 0
