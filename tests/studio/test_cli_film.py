"""`shotloom render` of a film: dissolve, overlay, gap and titles come out on the frames that the layout says."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np

import resources
from engine.document import Document, MediaItem, Settings
from engine.files import dumps
from engine.film import Film, Source
from engine.graph import Graph, Link, Node
from engine.media.compose import Texts, compose
from engine.media.decode import open_clip
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip
from engine.media.index import content_hash
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Placed
from engine.types import Size
from tests.studio.command import Ran, in_own_process

RATE, SIZE, FRAME = Fraction(24), Size(96, 54), Fraction(1, 24)
FONTS = {"regular": "fonts/Inter-Regular.otf", "semibold": "fonts/Inter-SemiBold.otf"}


def footage(folder: Path, name: str, frames: int, rate: Fraction, size: Size) -> tuple[MediaItem, ArrayClip]:
    """A clip of a moving ramp, every frame of it another, as a lossless file of the project."""
    y, x = np.mgrid[: size.height, : size.width]
    ramp = [(x * 2 + y + 7 * n + 40 * len(name)) % 256 for n in range(frames)]
    pixels = np.stack([np.stack([r, 255 - r, (r + 9 * n) % 256], -1) for n, r in enumerate(ramp)]).astype(
        np.uint8
    )
    clip = ArrayClip(pixels, rate)
    path = folder / f"{name}.mkv"
    write_clip(clip, path, preset=Preset.FFV1)
    item = MediaItem(name, path.name, content_hash(path), "clip", frames, rate, size, path.name)
    return item, clip


def project(folder: Path) -> tuple[Document, dict[str, ArrayClip]]:
    """Two loaded clips as shots "fox" and "sea", and a cut of them with everything in it."""
    made = {
        "fox": footage(folder, "fox", 30, RATE, SIZE),
        "sea": footage(folder, "seaside", 20, Fraction(12), Size(80, 80)),
    }
    nodes, links = [], []
    for shot, (item, _) in made.items():
        nodes += [
            Node(f"load-{shot}", "shotloom.load_clip", params={"media": item.id}),
            Node(shot, "shotloom.shot"),
        ]
        links.append(Link(f"load-{shot}", "clip", shot, "clip"))
    timeline = Timeline(
        RATE,
        (
            Item("i1", "fox", 4 * FRAME, 12 * FRAME),
            Item("i2", "sea", 2 * FRAME, 10 * FRAME, {}, 4 * FRAME),
            Item("i3", None, Fraction(0), 3 * FRAME),
            Item("i4", "fox", Fraction(0), 6 * FRAME),
        ),
        overlay=(Placed("o1", "sea", 26 * FRAME, Fraction(0), 4 * FRAME, Fraction(1, 2), fit="fit"),),
        cues=(
            Cue("c1", Fraction(0), 5 * FRAME, "The Fox", "title", "middle", Fraction(1, 5)),
            Cue("c2", 6 * FRAME, 4 * FRAME, "Hello", size=Fraction(1, 6)),
        ),
    )
    document = Document(
        settings=Settings(RATE, SIZE), media={item.id: item for item, _ in made.values()},
        graph=Graph.of(nodes, links), timeline=timeline,
    )  # fmt: skip
    return document, {shot: clip for shot, (_, clip) in made.items()}


def test_a_film_is_rendered_as_the_layout_says(tmp_path: Path) -> None:
    document, clips = project(tmp_path)
    (tmp_path / "film.loom").write_bytes(dumps(document))
    target = tmp_path / "out.mkv"
    ran = in_own_process("render", tmp_path / "film.loom", "-o", target)
    assert ran.code == 0, ran.err
    film = Film(document.timeline, SIZE, {s: Source(c.frames, c.rate, c.size) for s, c in clips.items()})
    texts = Texts(lambda weight: resources.path(FONTS[weight]))
    with_title = 0
    rendered = open_clip(target)
    assert (rendered.frames, rendered.rate, rendered.size) == (31, RATE, SIZE)
    for number, frame in enumerate(rendered):
        picture = film.at(number)
        wanted = compose(picture, lambda shot, n: clips[shot].frame(n), SIZE, texts, subtitles=False)
        assert (frame == wanted).all(), f"frame {number} is not what the viewer shows"
        with_title += bool(picture.texts)
    assert with_title == 9
    rendered.close()


def test_a_film_that_cannot_be_made_says_why(tmp_path: Path, shotloom: Callable[..., Ran]) -> None:
    document, _ = project(tmp_path)
    late = document.timeline.slip("i1", Fraction(99))
    (tmp_path / "film.loom").write_bytes(dumps(document.with_timeline(late)))
    ran = shotloom("render", tmp_path / "film.loom", "-o", tmp_path / "out.mkv")
    assert ran.code == 1
    assert "begins after its shot's end (got 99.17 s)" in ran.err
    assert not (tmp_path / "out.mkv").exists()
