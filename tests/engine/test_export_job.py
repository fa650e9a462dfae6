"""An export is a job like any other: it waits, tells how far it is, is cancelled, outlives the program, and is kept."""

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

import resources
from engine import events
from engine.compile import Compiled
from engine.cutting import set_dissolve
from engine.delivery import Delivery
from engine.document import Document, MediaItem, Settings
from engine.errors import OutputError
from engine.export import Export, compile_film
from engine.files import dumps
from engine.film import Film, Source
from engine.graph import Graph, Link, Node
from engine.job import CANCELLED, DONE
from engine.media import encode
from engine.media.compose import Texts, compose
from engine.media.decode import open_clip
from engine.media.encode import Preset as Purpose
from engine.media.encode import write_clip
from engine.media.frames import ArrayClip, Frames
from engine.media.index import content_hash
from engine.media.sound import SoundReader
from engine.presets import Preset, find
from engine.registry import Registry
from engine.session import Opened, Session
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Sound
from engine.types import Size
from nodes import all_types
from tests.engine.media.sounding import onset, tone_after, write_sound
from tests.engine.media.synthetic import numbered

RATE, SIZE, FRAME = Fraction(24), Size(112, 64), Fraction(1, 24)
FONT = resources.path("fonts/Inter-Regular.otf")


def preset(name: str) -> Preset:
    found = find(name)
    assert found is not None
    return found


def footage() -> ArrayClip:
    return ArrayClip(np.stack([numbered(n, *SIZE) for n in range(40)]), RATE)


def document(folder: Path) -> Document:
    """Two pieces of one clip with a dissolve between them, a title, and a tone that begins with frame 24."""
    write_clip(footage(), folder / "fox.mkv", preset=Purpose.FFV1)
    song = write_sound(folder / "song.wav", tone_after(0.5, 2))
    media = (
        MediaItem("fox", "fox.mkv", content_hash(folder / "fox.mkv"), "clip", 40, RATE, SIZE, "fox.mkv"),
        MediaItem(
            "song", "song.wav", content_hash(song), "sound", 96_000, Fraction(48_000), Size(0, 0), "song.wav"
        ),
    )
    graph = Graph.of(
        [Node("load", "shotloom.load_clip", params={"media": "fox"}), Node("shot", "shotloom.shot")],
        [Link("load", "clip", "shot", "clip")],
    )
    timeline = Timeline(
        RATE,
        (Item("i1", "shot", 4 * FRAME, 16 * FRAME), Item("i2", "shot", 2 * FRAME, 16 * FRAME)),
        sounds=(Sound("s", "song", 12 * FRAME, Fraction(0), Fraction(2)),),
        cues=(Cue("c", 6 * FRAME, 8 * FRAME, "Fox", "title"),),
    )
    return Document(
        settings=Settings(RATE, SIZE),
        media={item.id: item for item in media},
        graph=graph,
        timeline=set_dissolve(timeline, "i2", 6 * FRAME),
    )


class Studio:
    """A session over one folder, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.heard: list[object] = []
        self.session = Session(
            Registry.load(all_types()),
            resources.path("models"),
            {"regular": FONT, "semibold": FONT},
            device="cpu",
            listener=self.heard.append,
            keep_queue=True,
            data=folder / "data",
            cache=folder / "cache",
        )
        self.opened: Opened = self.session.open(folder / "film.loom")

    def compiled(self, export: Export) -> Compiled:
        found = compile_film(self.session.environment(self.opened), self.opened.document, export)
        assert not found.errors, found.errors
        return found

    def submit(self, export: Export, target: Path, *, overwrite: bool = False) -> str:
        plan = self.compiled(export).plan
        assert plan is not None
        files = {output.id: str(target) for output in plan.outputs}
        texts = {"comment": "a film"}
        return self.session.executor.submit(
            plan, Delivery(files, overwrite, metadata=texts, label=target.name)
        )

    def wait(self, job: str) -> str:
        return self.session.executor.wait(job, 60).state


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "film.loom").write_bytes(dumps(document(tmp_path)))
    return tmp_path


@pytest.fixture
def studio(folder: Path) -> Iterator[Studio]:
    made = Studio(folder)
    yield made
    made.session.close()


def shown(film: Document) -> list[Frames]:
    """Every frame as the viewer shows it."""
    clip, texts = footage(), Texts(lambda weight: FONT)
    layout = Film(film.timeline, SIZE, {"shot": Source(clip.frames, clip.rate, clip.size)})
    return [
        compose(layout.at(n), lambda shot, index: clip.frame(index), SIZE, texts)
        for n in range(layout.frames)
    ]


def test_the_file_shows_what_the_viewer_shows_and_is_kept(studio: Studio, folder: Path) -> None:
    frames = shown(studio.opened.document)
    assert studio.wait(studio.submit(Export(preset("ffv1")), folder / "a.mkv")) == DONE
    clip = open_clip(folder / "a.mkv")
    assert clip.frames == len(frames) == 32
    for number, frame in enumerate(frames):
        assert (clip.frame(number) == frame).all(), number
    clip.close()
    assert studio.wait(studio.submit(Export(preset("h264"), span=(10, 26)), folder / "b.mp4")) == DONE
    for number, frame in enumerate(open_clip(folder / "b.mp4")):
        error = np.mean((frame.astype(float) - frames[10 + number]) ** 2)
        assert error < 255**2 / 10**3.2, f"frame {number} is {10 * np.log10(255**2 / error):.1f} dB"
    reader = SoundReader(folder / "b.mp4")
    assert abs(onset(reader.read(48_000)) - 14 / 24) < 0.003
    reader.close()
    # Once more, under another name: nothing runs.
    studio.heard.clear()
    assert studio.wait(studio.submit(Export(preset("ffv1")), folder / "again.mkv")) == DONE
    assert not [event for event in studio.heard if isinstance(event, events.StepStarted)]
    assert open_clip(folder / "again.mkv").frames == 32


def test_it_tells_how_far_it_is_and_how_long_it_takes(studio: Studio, folder: Path) -> None:
    plan = studio.compiled(Export(preset("prores"))).plan
    assert plan is not None
    assert plan.forecast > 0
    assert studio.wait(studio.submit(Export(preset("prores")), folder / "a.mov")) == DONE
    told = [event for event in studio.heard if isinstance(event, events.Progress)]
    assert any("frame" in event.activity for event in told)
    assert all(event.eta is None or event.eta >= 0 for event in told)
    learned = studio.session.figures.snapshot().curves
    assert "encode mov prores_ks" in learned


def test_what_exists_is_written_over_only_when_asked(studio: Studio, folder: Path) -> None:
    target = folder / "a.gif"
    target.write_bytes(b"precious")
    with pytest.raises(OutputError, match="exists already"):
        studio.submit(Export(preset("gif")), target)
    (folder / "f_00003.png").write_bytes(b"precious")
    with pytest.raises(OutputError, match=r"f_00003\.png exists already"):
        studio.submit(Export(preset("png"), span=(0, 5)), folder / "f_%05d.png")
    assert studio.wait(studio.submit(Export(preset("gif")), target, overwrite=True)) == DONE
    assert open_clip(target).frames == 32
    job = studio.submit(Export(preset("png"), span=(0, 5)), folder / "f_%05d.png", overwrite=True)
    assert studio.wait(job) == DONE
    assert len(list(folder.glob("f_*.png"))) == 5


def test_a_cancel_leaves_no_file_and_the_next_program_goes_on_with_what_waits(
    studio: Studio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached: list[int] = []
    coded = encode._coded_picture

    def slow(frame: Frames, *sizes: Size) -> Frames:
        reached.append(len(reached))
        time.sleep(0.02)
        return coded(frame, *sizes)

    monkeypatch.setattr(encode, "_coded_picture", slow)
    executor = studio.session.executor
    first = studio.submit(Export(preset("prores")), folder / "a.mov")
    second = studio.submit(Export(preset("prores"), span=(0, 12)), folder / "b.mov")
    until = time.monotonic() + 30
    while len(reached) < 4 and time.monotonic() < until:
        time.sleep(0.005)
    executor.pause()
    executor.cancel(first)
    assert studio.wait(first) == CANCELLED
    assert not list(folder.glob("*.mov"))
    assert not list(folder.rglob("*.part"))
    studio.session.close()
    monkeypatch.undo()
    after = Studio(folder)
    try:
        after.session.executor.resume()
        assert after.wait(second) == DONE
        assert open_clip(folder / "b.mov").frames == 12
        assert not (folder / "a.mov").exists()
    finally:
        after.session.close()
