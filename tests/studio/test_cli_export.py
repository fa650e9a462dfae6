"""`shotloom render` with presets: sound in sync, range, scale, subtitles, numbered pictures; refusals in one line."""

import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import opentimelineio as otio
import pytest

from engine.document import Document, MediaItem, Settings
from engine.files import dumps, loads
from engine.graph import Graph, Link, Node
from engine.media.decode import open_clip
from engine.media.encode import Preset as Purpose
from engine.media.encode import write_clip
from engine.media.formats import MP4
from engine.media.frames import ArrayClip
from engine.media.index import content_hash
from engine.media.metadata import read_metadata
from engine.media.mux import read_lines
from engine.media.sound import SoundReader
from engine.media.stills import read_image
from engine.presets import ANIMATION, PRESETS, STILL, VIDEO, Preset
from engine.presets import dumps as preset_text
from engine.shots import Take
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Sound
from engine.types import Size
from tests.engine.media.sounding import onset, tone_after, write_sound
from tests.engine.media.synthetic import numbered, numbers
from tests.studio.command import Ran, in_own_process

Command = Callable[..., Ran]
FILES = (preset for preset in reversed(PRESETS) if preset.kind in (VIDEO, ANIMATION, STILL))
BY_CODEC = {preset.codec: preset for preset in FILES}.values()
RATE, SIZE, FRAME = Fraction(24), Size(112, 64), Fraction(1, 24)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """36 frames of a loaded clip, a tone that begins at frame 24 after half a second of silence, and a subtitle."""
    clip = ArrayClip(np.stack([numbered(n, *SIZE) for n in range(40)]), RATE)
    write_clip(clip, tmp_path / "fox.mkv", preset=Purpose.FFV1)
    song = write_sound(tmp_path / "song.wav", tone_after(0.5, 2))
    media = (
        MediaItem("fox", "fox.mkv", content_hash(tmp_path / "fox.mkv"), "clip", 40, RATE, SIZE, "fox.mkv"),
        MediaItem("song", "song.wav", content_hash(song), "sound", 96_000, Fraction(48_000), Size(0, 0), "song.wav"),
    )  # fmt: skip
    graph = Graph.of(
        [Node("load", "shotloom.load_clip", params={"media": "fox"}), Node("shot", "shotloom.shot")],
        [Link("load", "clip", "shot", "clip")],
    )
    timeline = Timeline(
        RATE,
        (Item("i1", "shot", 4 * FRAME, 36 * FRAME),),
        sounds=(Sound("s", "song", 12 * FRAME, Fraction(0), Fraction(2)),),
        cues=(Cue("c", 20 * FRAME, 6 * FRAME, "Hello"),),
    )
    settings, by_id = Settings(RATE, SIZE), {item.id: item for item in media}
    document = Document(settings=settings, media=by_id, graph=graph, timeline=timeline)
    path = tmp_path / "film.loom"
    path.write_bytes(dumps(document))
    return path


def began(path: Path) -> float:
    """Seconds into a file at which its sound becomes loud."""
    reader = SoundReader(path)
    samples = reader.read(480_000)
    reader.close()
    return onset(samples)


def test_a_film_with_its_sound_and_subtitles(film: Path):
    """In a process of its own, as a person would; the others share this one, for torch takes seconds to import."""
    target = film.parent / "out.mov"
    ran = in_own_process("render", film, "-o", target, "--range", "10-29", "--subtitles", "track")
    assert ran.code == 0, ran.err
    clip = open_clip(target)
    assert (clip.frames, clip.rate, clip.size) == (20, RATE, SIZE)
    assert numbers(clip.read(0, 20)) == list(range(14, 34))
    clip.close()
    assert abs(began(target) - 14 / 24) < 0.001
    assert [(line.start, line.stop, line.text) for line in read_lines(target, MP4)] == [(417, 667, "Hello")]
    assert "shotloom.load_clip" in read_metadata(target)["shotloom"]


def test_nothing_is_written_over_unasked(film: Path, shotloom: Command):
    target = film.parent / "out.mp4"
    assert shotloom("render", film, "-o", target, "--range", "3").code == 0
    before = target.read_bytes()
    shotloom("render", film, "-o", target, "--range", "4").refused(3, "out.mp4 exists already", "--overwrite")
    assert target.read_bytes() == before


def test_scale_and_no_sound(film: Path, shotloom: Command):
    ran = shotloom(
        "render", film, "-o", f"{film.parent}/out/", "--preset", "h264", "--scale", "50%", "--no-sound"
    )
    assert ran.code == 0, ran.err
    (made,) = (film.parent / "out").iterdir()
    shown = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", made],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert shown.stdout.split() == ["h264,56,32"]


def test_prompts_stay_at_home_where_that_is_asked(film: Path, shotloom: Command):
    document = loads(film.read_bytes()).document
    note = Node("note", "shotloom.note", params={"text": "ask Ada about the fox"})
    film.write_bytes(dumps(document.with_graph(document.graph.put(note))))
    told, untold = film.parent / "told.mp4", film.parent / "untold.mp4"
    assert shotloom("render", film, "-o", told, "--range", "1-2").code == 0
    assert shotloom("render", film, "-o", untold, "--range", "1-2", "--without-prompts").code == 0
    assert b"Ada" in told.read_bytes()
    assert b"Ada" not in untold.read_bytes()
    assert set(loads(read_metadata(untold)["shotloom"].encode()).document.graph.nodes) == {
        "load",
        "shot",
        "note",
    }


def test_numbered_pictures(film: Path, shotloom: Command):
    ran = shotloom("render", film, "-o", film.parent / "f_%03d.png", "--range", "0:00.5-0:01", "--json")
    assert ran.code == 0, ran.err
    pictures = sorted(film.parent.glob("f_*.png"))
    assert [path.name for path in pictures] == [f"f_{n:03d}.png" for n in range(1, 13)]
    assert numbers(np.stack([read_image(path) for path in pictures])) == list(range(16, 28))
    assert "f_012.png" in ran.out
    ran = shotloom("render", film, "-o", f"{film.parent}/all/", "--preset", "png", "--range", "1-2")
    assert ran.code == 0, ran.err
    assert sorted(path.name[-10:] for path in (film.parent / "all").iterdir()) == ["_00001.png", "_00002.png"]


def test_a_shot_alone_by_a_preset_of_ones_own(film: Path, shotloom: Command):
    mine = film.parent / "mine.json"
    mine.write_bytes(preset_text(PRESETS[0]).replace(b'"mp4"', b'"mkv"'))
    target = film.parent / "shot.mkv"
    ran = shotloom("render", film, "-o", target, "--target", "shot", "--preset", mine, "--range", "38-")
    assert ran.code == 0, ran.err
    clip = open_clip(target)
    assert numbers(clip.read(0, clip.frames)) == [38, 39]
    clip.close()


@pytest.mark.parametrize("preset", BY_CODEC, ids=lambda preset: preset.id)
def test_a_preset_of_every_codec_by_its_name(film: Path, shotloom: Command, preset: Preset):
    target = film.parent / f"out.{preset.extension}"
    size = ["--scale", "256x128"] if preset.codec == "dnxhd" else []
    ran = shotloom("render", film, "-o", target, "--preset", preset.id, "--range", "18-23", *size)
    assert ran.code == 0, ran.err
    told = shotloom("info", target)
    assert (told.code, told.err) == (0, "")
    first, second, *rest = told.out.splitlines()
    assert first.startswith(f"{target.name}: {'image' if preset.kind == STILL else 'clip'} (")
    assert ("6 frames at 24/s, 0.25 s" in first) == (preset.kind != STILL)
    assert second.startswith("Sound:") == bool(preset.sound)
    assert "Film: 1.50 s, 36 frames, 1 shot, 1 subtitle, 1 sound" in rest
    if preset.kind != STILL:
        clip = open_clip(target)
        assert numbers(clip.read(0, 6)) == list(range(22, 28))
        clip.close()


def test_info_tells_what_sounds(film: Path, shotloom: Command):
    told = shotloom("info", film.parent / "song.wav")
    assert (told.code, told.out) == (0, "song.wav: pcm_s16le, stereo at 48,000 Hz, 2.00 s\n")
    assert "media: song.wav (sound, 2.00 s)" in shotloom("info", film).out
    (film.parent / "noise.wav").write_text("hello")
    shotloom("info", film.parent / "noise.wav").refused(1, "noise.wav")


def test_a_take_whose_file_is_gone_is_named_with_what_helps(film: Path, shotloom: Command):
    document = loads(film.read_bytes()).document
    gone = Take("t", "gone.mp4", 40, RATE, SIZE, 1, 1.0, "", "", "", "")
    film.write_bytes(dumps(document.with_take("shot", gone)))
    shotloom("render", film, "-o", film.parent / "out.mp4").refused(3, "gone.mp4", "pick another take")


def test_the_cut_for_other_programs(film: Path, shotloom: Command):
    target = film.parent / "film.otio"
    ran = shotloom("render", film, "-o", target)
    assert (ran.code, ran.out) == (0, f"{target}\n"), ran.err
    assert "has no take yet" in ran.err
    cut = otio.adapters.read_from_file(str(target))
    assert [(clip.name, clip.source_range.duration.value) for clip in cut.tracks[0]] == [("shot", 36)]
    assert [clip.media_reference.target_url for clip in cut.tracks[1].find_clips()] == [
        (film.parent / "song.wav").as_uri()
    ]
    shotloom("render", film, "-o", target).refused(3, "exists already")
    shotloom("render", film, "-o", target, "--overwrite", "--scale", "50%").refused(2, "--scale", "out.mp4")


def test_refusals(film: Path, shotloom: Command):
    target = film.parent / "out.mov"
    shotloom("render", film, "-o", target, "--preset", "h264").refused(2, "writes .mp4", "out.mp4")
    shotloom("render", film, "-o", target, "--range", "99-100").refused(1, "holds no frame", "36")
    shotloom("render", film, "-o", film.parent / "a.png").refused(
        2, "more than one picture", "--preset still"
    )
    shotloom("render", film, "-o", target, "--target", "shot", "--subtitles", "burn").refused(
        2, "--subtitles", "not to one of its nodes"
    )
    shotloom("render", film, "-o", target, "--preset", "betamax").refused(2, "one of: h264, web", "still")
    (film.parent / "song.wav").unlink()
    ran = shotloom("render", film, "-o", film.parent / "out.mov")
    assert ran.code == 1
    assert "a sound of the film is missing: song.wav" in ran.err
    checked = shotloom("check", film)
    assert checked.code == 1
    assert "song.wav" in checked.err
    assert not (film.parent / "out.mov").exists()
