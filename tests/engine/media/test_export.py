"""Every preset makes a file that other programs read: rate, frames, time, colour tags, sound in sync, subtitles."""

import json
import subprocess
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest

from engine.encoding import Encoding, encoding_of
from engine.errors import Cancelled, OutputError
from engine.media import encode, mux, sequences
from engine.media.decode import open_clip
from engine.media.edits import still as still_clip
from engine.media.export import suffix_of, work_behind, write_export
from engine.media.formats import MATROSKA, MP4
from engine.media.frames import ArrayClip, Clip
from engine.media.metadata import read_metadata
from engine.media.remux import deliver_copy
from engine.media.sound import SoundReader
from engine.media.sound_mix import SAMPLE_RATE, Samples, mix
from engine.presets import CODECS, PRESETS, SOUNDS, VIDEO, Preset, find
from engine.tracks import Cue, Sound
from engine.types import Size
from tests.engine.media.sounding import onset, tone_after
from tests.engine.media.synthetic import numbered, numbers

RATE = Fraction(24)
FRAME = 1 / RATE
SOUND = Sound("a", "tone", 6 * FRAME, Fraction(0), 12 * FRAME)
CUES = (
    Cue("c", 3 * FRAME, 9 * FRAME, "Grüße,\n\nFox"),
    Cue("d", 6 * FRAME, 12 * FRAME, "and Sea"),
    Cue("e", Fraction(40), Fraction(1), "too late"),
)
CODEC_NAMES = [name for name, codec in CODECS.items() if codec.pixels]
VIDEOS = [preset for preset in PRESETS if preset.kind == VIDEO]
WRITTEN = {"libx264": "h264", "libx265": "hevc", "libsvtav1": "av1", "prores_ks": "prores"}


def named(name: str) -> Preset:
    preset = find(name)
    assert preset is not None
    return preset


def film(frames: int = 24, preset: Preset | None = None, rate: Fraction = RATE) -> ArrayClip:
    # DNxHR takes no smaller frames.
    width, height = (256, 144) if preset is not None and preset.codec == "dnxhd" else (112, 64)
    return ArrayClip(np.stack([numbered(i, width, height) for i in range(frames)]), rate)


def tone(media: str) -> Samples | None:
    """Loud from its first sample on."""
    return tone_after(0, 2) if media == "tone" else None


def probed(path: Path) -> dict[str, Any]:
    ran = subprocess.run(
        ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-count_frames", "-of", "json", path],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not ran.stderr
    found = json.loads(ran.stdout)
    by_kind = {stream["codec_type"]: stream for stream in found["streams"]}
    assert len(by_kind) == len(found["streams"])
    return {**by_kind, "format": found["format"]}


def sound_of(path: Path) -> Samples:
    reader = SoundReader(path)
    try:
        return reader.read(100 * SAMPLE_RATE)
    finally:
        reader.close()


@pytest.mark.parametrize("preset", VIDEOS, ids=lambda preset: preset.id)
def test_other_readers_find_all_of_it_as_it_was_written_and_as_it_is_delivered(
    tmp_path: Path, preset: Preset
):
    clip = film(preset=preset)
    encoded = tmp_path / f"cached{suffix_of(preset)}"
    write_export(clip, encoded, Encoding(preset, sounds=(SOUND,), cues=CUES), tone)
    delivered = tmp_path / f"film.{preset.extension}"
    deliver_copy(encoded, delivered, {"shotloom": '{"graph": 1}'})
    assert read_metadata(delivered) == {"shotloom": '{"graph": 1}'}
    for path in (encoded, delivered):
        found = probed(path)
        picture, sound = found["video"], found["audio"]
        assert picture["codec_name"] == WRITTEN.get(preset.codec, preset.codec)
        assert picture["pix_fmt"] == preset.pixels
        assert Fraction(picture["r_frame_rate"]) == RATE
        assert int(picture["nb_read_frames"]) == 24
        assert abs(float(found["format"]["duration"]) - 1) < 0.001
        assert (picture["width"], picture["height"]) == clip.size
        assert picture["color_primaries"] == picture["color_transfer"] == "bt709"
        # Lossless RGB has no matrix and all levels.
        rgb = preset.pixels == "bgr0"
        assert picture["color_range"] == ("pc" if rgb else "tv")
        assert rgb or picture["color_space"] == "bt709"
        assert preset.codec != "libx265" or picture["codec_tag_string"] == "hvc1"
        assert sound["codec_name"] == preset.sound
        assert abs(onset(sound_of(path)) - 6 / 24) < 0.003
        media = MATROSKA if preset.extension == "mkv" else MP4
        assert [(line.start, line.stop, line.text) for line in mux.read_lines(path, media)] == [
            (125, 250, "Grüße,\nFox"),
            (250, 500, "Grüße,\nFox\nand Sea"),
            (500, 750, "and Sea"),
        ]
        reader = cv2.VideoCapture(str(path))
        assert reader.get(cv2.CAP_PROP_FPS) == reader.get(cv2.CAP_PROP_FRAME_COUNT) == 24
        seen = []
        while (got := reader.read())[0]:
            seen.append(got[1][:, :, ::-1])
        reader.release()
        if preset.id == "av1":
            # OpenCV's package opens AV1 and has no decoder for it.
            assert not seen
            seen = list(open_clip(path))
        assert numbers(np.array(seen)) == list(range(24))


@pytest.mark.parametrize("name", ["prores", "ffv1"])
def test_sound_that_is_not_compressed_is_the_mix_to_the_last_bit_but_one(tmp_path: Path, name: str):
    preset = named(name)
    sounds = (replace(SOUND, volume=-6.0, fade_in=Fraction(1, 7)), replace(SOUND, id="b", start=Fraction(0)))
    path = tmp_path / f"a.{preset.extension}"
    write_export(film(), path, Encoding(preset, sounds=sounds), tone)
    heard = sound_of(path)
    assert heard.shape == (SAMPLE_RATE, 2)
    assert np.abs(heard - mix(sounds, tone, 0, SAMPLE_RATE)).max() < 2**-22


def test_frames_that_a_codec_would_hang_on_are_refused(tmp_path: Path):
    flat = ArrayClip(np.zeros((3, 16, 1024, 3), np.uint8), RATE)
    for name in ("av1", "dnxhr"):
        with pytest.raises(OutputError, match=r"and more.*1024x16.*larger"):
            write_export(flat, tmp_path / f"a.{named(name).extension}", Encoding(named(name)))
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_films_of_few_frames_are_never_stored_in_another_order(tmp_path: Path, frames: int):
    # x265 gives the packets of one and two frames times from memory that nobody wrote, once in a hundred times.
    path = tmp_path / "a.mp4"
    write_export(film(frames, named("h265")), path, Encoding(named("h265")))
    with av.open(str(path)) as container:
        times = [(packet.pts, packet.dts) for packet in container.demux(video=0) if packet.size]
    assert len(times) == frames
    assert all(shown == decoded for shown, decoded in times)


@pytest.mark.parametrize("rate", [Fraction(60000, 1001), Fraction(4321, 123)])
def test_what_a_container_rounds_of_a_rate_is_no_fault(tmp_path: Path, rate: Fraction):
    for name in ("ffv1", "prores", "h264"):
        path = tmp_path / f"a.{named(name).extension}"
        write_export(film(9, rate=rate), path, Encoding(named(name)))
        deliver_copy(path, tmp_path / f"b.{named(name).extension}", {"shotloom": "{}"})


@pytest.mark.parametrize("rate", [Fraction(24000, 1001), Fraction(25), Fraction(60)])
def test_a_range_of_the_film_has_the_sound_and_subtitles_of_that_range(tmp_path: Path, rate: Fraction):
    begin = 100 / rate
    sound = replace(SOUND, start=begin + 4 / rate, length=Fraction(3))
    cue = Cue("c", begin - 2 / rate, 7 / rate, "from before")
    path = tmp_path / "a.mov"
    encoding = Encoding(named("prores"), start=begin, sounds=(sound,), cues=(cue,))
    write_export(film(17, rate=rate), path, encoding, tone)
    assert open_clip(path).frames == 17
    heard = sound_of(path)
    # The number of samples is that of the exact times at which the range begins and ends.
    assert abs(len(heard) - 17 / rate * SAMPLE_RATE) <= 1
    assert abs(onset(heard) - 4 / rate) < 1 / SAMPLE_RATE + 0.0001
    (line,) = mux.read_lines(path, MP4)
    assert line.start == 0
    assert abs(line.stop - 5 / rate * 1000) <= 1


@pytest.mark.parametrize("name", ["gif", "webp"])
def test_animations(tmp_path: Path, name: str):
    path = tmp_path / f"a.{name}"
    write_export(film(), path, Encoding(named(name), span=(6, 18), size=Size(56, 32)))
    clip = open_clip(path)
    assert (clip.frames, clip.size) == (12, Size(56, 32))
    assert abs(clip.duration - Fraction(1, 2)) <= Fraction(1, 50)


def test_a_still_is_the_frame_itself(tmp_path: Path):
    path = tmp_path / "a.png"
    write_export(film(), path, Encoding(named("still"), span=(7, 8)))
    assert numbers(cv2.imread(str(path))[None, :, :, ::-1]) == [7]


def test_numbered_pictures_all_or_none(tmp_path: Path):
    clip, preset = film(5), named("png")
    packed = tmp_path / f"cached{suffix_of(preset)}"
    write_export(clip, packed, Encoding(preset))
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "f_00004.png").write_bytes(b"precious")
    with pytest.raises(OutputError, match=r"f_00004\.png exists already"):
        sequences.unpack(packed, folder / "f_%05d.png", {}, overwrite=False)
    assert [path.name for path in folder.iterdir()] == ["f_00004.png"]
    sequences.unpack(packed, folder / "f_%05d.png", {"shotloom": "{}"}, overwrite=True)
    names = [f"f_{n:05d}.png" for n in range(1, 6)]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert read_metadata(folder / names[0]) == {"shotloom": "{}"}
    pictures = np.stack([cv2.imread(str(folder / name))[:, :, ::-1] for name in names])
    assert (pictures == clip.read(0, 5)).all()


def test_what_a_step_carries_says_all_of_it():
    encoding = Encoding(named("prores"), (3, 9), Size(64, 48), Fraction(1, 3), (SOUND,), CUES)
    params = encoding.params()
    assert json.loads(json.dumps(params)) == params
    assert encoding_of(params).params() == params


def test_cues_of_one_time_stand_together_and_never_overlap():
    cues = [Cue(str(n), Fraction(n % 3), Fraction(1 + n % 2), f"line {n}") for n in range(6)]
    lines = mux.lines_of(cues, Fraction(0), Fraction(5, 2))
    for before, after in pairwise(lines):
        assert before.stop <= after.start
    assert lines[-1].stop == 2500
    for line in lines:
        at = Fraction(line.start + line.stop, 2000)
        assert set(line.text.split("\n")) == {cue.text for cue in cues if cue.start <= at < cue.end}


def test_more_text_than_a_file_holds_is_cut_where_a_letter_ends(tmp_path: Path):
    flood = [Cue(str(n), Fraction(0), Fraction(2), f"{n:03d}" + "ä" * 9_000) for n in range(300)]
    (line,) = mux.lines_of(flood, Fraction(0), Fraction(1, 2))
    assert line.text.startswith("288ä")
    assert 65_532 <= len(line.text.encode()) < 65_536
    path = tmp_path / "a.mp4"
    write_export(film(12, named("h264")), path, Encoding(named("h264"), cues=tuple(flood)))
    assert mux.read_lines(path, MP4) == [line]


def test_a_cancel_leaves_nothing(tmp_path: Path):
    def stop() -> None:
        raise Cancelled

    for preset in PRESETS:
        if preset.kind != "still":
            path = tmp_path / f"a{suffix_of(preset)}"
            with pytest.raises(Cancelled):
                write_export(film(3, preset), path, Encoding(preset), check_cancel=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_lacks_sound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def half(track: mux.SoundTrack, container: Any) -> None:
        track._write(container, SAMPLE_RATE // 2)
        container.mux(track._stream.encode(None))  # type: ignore[union-attr]

    monkeypatch.setattr(mux.SoundTrack, "until", lambda *_: None)
    monkeypatch.setattr(mux.SoundTrack, "close", half)
    with pytest.raises(OutputError, match=r"0\.50 of 1\.00 s of sound"):
        write_export(film(), tmp_path / "a.mov", Encoding(named("prores"), sounds=(SOUND,)), tone)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_lacks_frames_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = encode.counted

    def short(clip: Clip, *rest: Any) -> Any:
        for number, frame in enumerate(whole(clip, *rest)):
            if number != 8:
                yield frame

    monkeypatch.setattr(encode, "counted", short)
    with pytest.raises(OutputError, match="23 of 24 frames"):
        write_export(film(), tmp_path / "a.mp4", Encoding(named("h264")))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("frames", [1, 2, 3, 24])
def test_frames_stored_out_of_order_are_all_delivered(tmp_path: Path, frames: int):
    encoded, delivered = tmp_path / "cached.mkv", tmp_path / "film.mkv"
    preset = replace(named("h264"), extension="mkv")
    write_export(film(frames), encoded, Encoding(preset, sounds=(SOUND,)), tone)
    deliver_copy(encoded, delivered, {"comment": "a film"})
    assert numbers(open_clip(delivered).read(0, frames)) == list(range(frames))
    assert int(probed(delivered)["video"]["nb_read_frames"]) == frames


@pytest.mark.parametrize("codec", CODEC_NAMES)
def test_whatever_a_preset_file_may_name_is_written_and_delivered(tmp_path: Path, codec: str):
    known = CODECS[codec]
    profiles = {"yuv422p": "dnxhr_hq", "yuv422p10le": "dnxhr_hqx", "yuv444p10le": "dnxhr_444"}
    for extension in known.extensions:
        sounds = [name for name, holds in SOUNDS.items() if extension in holds]
        pairs = {*((pixels, sounds[0]) for pixels in known.pixels), *((known.pixels[0], s) for s in sounds)}
        for pixels, sound in sorted(pairs):
            options = (("profile", profiles[pixels]),) if codec == "dnxhd" else ()
            preset = Preset("x", "x", VIDEO, extension, codec, pixels, options, sound)
            encoded, delivered = tmp_path / f"cached.{extension}", tmp_path / f"film.{extension}"
            cue = Cue("c", Fraction(0), 2 * FRAME, "Hi")
            write_export(film(4, preset), encoded, Encoding(preset, sounds=(SOUND,), cues=(cue,)), tone)
            deliver_copy(encoded, delivered, {"comment": "a film"}, overwrite=True)
            clip = open_clip(delivered)
            assert (clip.frames, clip.rate) == (4, RATE)
            assert numbers(clip.read(0, 4)) == [0, 1, 2, 3]
            clip.close()


def test_settings_that_a_codec_refuses_are_said_with_a_remedy(tmp_path: Path):
    dnxhr = named("dnxhr")
    tall, plain = replace(dnxhr, pixels="yuv444p10le"), replace(dnxhr, options=())
    for clip, preset in ((film(2, dnxhr), plain), (film(2, dnxhr), tall)):
        with pytest.raises(OutputError, match=r"dnxhd cannot write .* Choose another preset or size"):
            write_export(clip, tmp_path / "a.mov", Encoding(preset))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["h264", "prores", "ffv1"])
def test_a_minute_later_the_sound_is_where_it_was(tmp_path: Path, name: str):
    rate, preset = Fraction(24000, 1001), named(name)
    clip = still_clip(numbered(3, 112, 64), 1439, rate)
    path = tmp_path / f"a.{preset.extension}"
    sound = replace(SOUND, start=1400 / rate, length=Fraction(1))
    write_export(clip, path, Encoding(preset, sounds=(sound,)), tone)
    found = probed(path)
    assert abs(float(found["format"]["duration"]) - float(clip.duration)) < 0.02
    assert Fraction(found["video"]["r_frame_rate"]) == rate
    assert abs(onset(sound_of(path)) - float(1400 / rate)) < 0.003


def test_an_animation_is_not_as_good_as_done_with_its_last_frame_and_a_long_film_is() -> None:
    def told(name: str, frames: int) -> float:
        found = find(name)
        assert found is not None
        return frames / (frames + work_behind(found, frames))

    assert told("gif", 100) < 0.8
    assert told("webp", 100) < 0.5
    assert told("h264", 24) < 0.8
    assert told("h264", 2_000) > 0.98
    assert told("png", 100) > 0.95
