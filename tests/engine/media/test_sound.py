"""Sound is decoded to the sample at 48 kHz, whatever it was, and what is no sound is refused in one line."""

import random
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from engine.errors import MediaError
from engine.media.formats import Limits
from engine.media.outside import MediaWorker
from engine.media.probe import probe
from engine.media.sound import SoundReader, probe_sound
from engine.media.worker import _Desk
from tests.engine.media.sounding import onset, tone_after, write_sound
from tests.engine.media.synthetic import numbered, write_video

KINDS = [
    ("a.wav", "pcm_s16le", 48_000, 2),
    ("a.wav", "pcm_s24le", 44_100, 1),
    ("a.wav", "pcm_f32le", 96_000, 2),
    ("a.aiff", "pcm_s16be", 22_050, 2),
    ("a.flac", "flac", 44_100, 2),
    ("a.mp3", "libmp3lame", 44_100, 2),
    ("a.mp3", "libmp3lame", 48_000, 1),
    ("a.opus", "libopus", 48_000, 2),
    ("a.m4a", "aac", 44_100, 2),
    ("a.mkv", "flac", 48_000, 2),
]


def whole(path: Path) -> np.ndarray:
    reader = SoundReader(path)
    try:
        return reader.read(1 << 24)
    finally:
        reader.close()


@pytest.mark.parametrize(("name", "codec", "rate", "channels"), KINDS)
def test_a_tone_begins_where_it_was_put_in_every_kind_of_file(
    tmp_path: Path, name: str, codec: str, rate: int, channels: int
):
    path = write_sound(tmp_path / name, tone_after(0.5, 1.0, rate, channels), rate, codec)
    info, samples = probe_sound(path), whole(path)
    assert (info.rate, info.channels) == (rate, channels)
    assert len(samples) == info.samples
    # AAC fills its last packet; all else ends on the sample.
    assert 48_000 <= info.samples <= 48_000 + (1200 if codec == "aac" else 0)
    assert abs(onset(samples) - 0.5) < 0.001
    assert samples.dtype == np.float32
    assert 0.4 < np.abs(samples[30_000:44_000]).max() < 0.65
    np.testing.assert_allclose(samples[:, 0], samples[:, 1], atol=0.01)


def test_samples_of_48_khz_pass_untouched(tmp_path: Path):
    wave = np.random.default_rng(1).uniform(-1, 1, (5000, 2)).astype(np.float32)
    path = write_sound(tmp_path / "a.wav", wave, codec="pcm_f32le")
    np.testing.assert_array_equal(whole(path), wave)


def test_reading_in_pieces_gives_what_reading_at_once_gives(tmp_path: Path):
    path = write_sound(tmp_path / "a.flac", tone_after(0.1, 0.5, 44_100), 44_100, "flac")
    reader, pieces = SoundReader(path), []
    while len(piece := reader.read(777)):
        pieces.append(piece)
    reader.close()
    np.testing.assert_array_equal(np.concatenate(pieces), whole(path))


def test_the_worker_reads_any_stretch(tmp_path: Path):
    path = write_sound(tmp_path / "a.wav", tone_after(0.1, 0.5), codec="pcm_f32le")
    samples = whole(path)
    with MediaWorker() as worker:
        assert worker.probe_sound(path) == probe_sound(path)
        for start, stop in (
            (0, 100),
            (100, 5000),
            (20_000, 20_010),
            (50, 60),
            (23_990, 30_000),
            (24_000, 25_000),
        ):
            np.testing.assert_array_equal(worker.sound(path, start, stop), samples[start:stop])


def test_the_sound_of_a_video_keeps_its_place_beside_the_picture(tmp_path: Path):
    path = write_sound(
        tmp_path / "a.mkv", tone_after(0.5, 1.0), codec="pcm_s16le", picture_frames=12,
        picture_after=Fraction(1, 4),
    )  # fmt: skip
    # The picture begins a quarter of a second after the sound: sound from before it is still there.
    assert onset(whole(path)) == pytest.approx(0.5, abs=0.001)
    with MediaWorker() as worker:
        assert worker.probe_sound(path).codec == "pcm_s16le"


def test_more_channels_become_two(tmp_path: Path):
    path = write_sound(tmp_path / "a.flac", tone_after(0.0, 0.2, channels=6), codec="flac")
    assert probe_sound(path).channels == 6
    assert whole(path).shape == (9600, 2)


def test_samples_that_are_no_numbers_are_silent(tmp_path: Path):
    wave = tone_after(0.0, 0.1)
    wave[100:200] = np.nan
    wave[300] = np.inf
    samples = whole(write_sound(tmp_path / "a.wav", wave, codec="pcm_f32le"))
    assert np.isfinite(samples).all()
    assert (samples[100:200] == 0).all()


def test_the_index_sees_a_sound_file_as_a_sound(tmp_path: Path):
    info = probe(write_sound(tmp_path / "a.mp3", tone_after(0.0, 0.5), codec="libmp3lame"))
    assert (info.kind, info.frames, info.rate, info.duration) == ("sound", 24_000, 48_000, Fraction(1, 2))


def test_what_does_not_sound_is_refused(tmp_path: Path):
    text = tmp_path / "song.wav"
    text.write_text("ffconcat version 1.0\nfile secret.mp4\n")
    mute = write_video(tmp_path / "mute.mp4", [numbered(1)])
    picture = write_video(tmp_path / "picture.mp4", [numbered(1)]).rename(tmp_path / "picture.mp3")
    empty = tmp_path / "empty.flac"
    empty.write_bytes(b"")
    long = write_sound(tmp_path / "long.wav", np.zeros((2 * 48_000, 2), np.float32))
    for path, why in (
        (text, "holds something else"),
        (mute, "no sound"),
        (picture, "is named .mp3 but is a mp4 file"),
        (empty, "empty"),
        (tmp_path / "gone.ogg", "not found"),
        (tmp_path / "x.txt", "not found"),
    ):
        with pytest.raises(MediaError, match=why):
            probe_sound(path)
    with pytest.raises(MediaError, match="longer than 1 s"):
        probe_sound(long, Limits(seconds=1))


def test_sounds_read_by_turns_are_decoded_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    files = [write_sound(tmp_path / f"{n}.wav", tone_after(n / 10, 0.5)) for n in range(3)]
    opened: list[Path] = []

    class Counted(SoundReader):
        def __init__(self, path: Path) -> None:
            opened.append(path)
            super().__init__(path)

    monkeypatch.setattr("engine.media.worker.SoundReader", Counted)
    desk = _Desk()
    heard = {path: [] for path in files}
    for start in range(0, 24_000, 6_000):
        for path in files:
            request = {"op": "sound", "path": str(path), "start": start, "stop": start + 6_000}
            heard[path].append(desk.answer(request)[1])
    for number, path in enumerate(files):
        assert onset(np.concatenate(heard[path])) == pytest.approx(number / 10, abs=0.001)
    assert opened == files
    # Back to the beginning it is opened again, and so is a file that was written anew.
    desk.answer({"op": "sound", "path": str(files[1]), "start": 0, "stop": 10})
    write_sound(files[1], tone_after(0.2, 0.7))
    _, samples = desk.answer({"op": "sound", "path": str(files[1]), "start": 10, "stop": 30_010})
    assert samples is not None
    assert onset(samples) == pytest.approx(0.2 - 10 / 48_000, abs=0.001)


def test_damaged_copies_sound_or_are_refused(tmp_path: Path):
    chance = random.Random(5)
    files = [
        write_sound(tmp_path / name, tone_after(0.1, 0.4, rate, channels), rate, codec)
        for name, codec, rate, channels in (KINDS[0], KINDS[4], KINDS[5], KINDS[7], KINDS[8])
    ]
    outcomes = {"read": 0, "refused": 0}
    with MediaWorker() as worker:
        for number in range(60):
            source = files[number % len(files)]
            data = bytearray(source.read_bytes())
            for _ in range(chance.randint(1, 8)):
                place = chance.randrange(len(data))
                data[place : place + 4] = chance.randbytes(4)
            if number % 3 == 0:
                del data[chance.randrange(len(data)) :]
            path = tmp_path / f"m{number}{source.suffix}"
            path.write_bytes(data)
            try:
                info = worker.probe_sound(path)
                assert len(worker.sound(path, 0, info.samples + 1)) == info.samples
                outcomes["read"] += 1
            except MediaError:
                outcomes["refused"] += 1
    assert outcomes["read"] > 5
    assert outcomes["refused"] > 5
