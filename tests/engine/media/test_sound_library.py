"""Sounds are decoded once, found again after a restart, and drawn from their peaks."""

import os
from pathlib import Path

import numpy as np
import pytest

from engine.document import SOUND, MediaItem
from engine.errors import Cancelled, MediaError
from engine.media.sound import SoundInfo
from engine.media.sound_library import SoundLibrary
from engine.media.sound_mix import SAMPLE_RATE
from engine.media.sound_peaks import Peaks
from engine.types import Size

NOISE = np.random.default_rng(1).uniform(-1, 1, (SAMPLE_RATE * 11 + 5, 2)).astype(np.float32)
FILE = Path("song.wav")


class Worker:
    """Decodes nothing: the sound of every file is the same."""

    def __init__(self) -> None:
        self.asked = 0
        self.samples = NOISE

    def probe_sound(self, path: Path) -> SoundInfo:
        self.asked += 1
        return SoundInfo("wav", "pcm_f32le", 2, SAMPLE_RATE, len(NOISE), 1)

    def sound(self, path: Path, start: int, stop: int):
        return self.samples[start:stop]


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_sound_is_decoded_once(tmp_path: Path, on_disk: bool):
    worker = Worker()
    library = SoundLibrary(tmp_path / "sounds" if on_disk else None, worker)
    assert library.track("abc") is None
    assert library.peaks("abc") is None
    np.testing.assert_array_equal(library.load("abc", FILE), NOISE)
    np.testing.assert_array_equal(library.load("abc", FILE), NOISE)
    assert worker.asked == 1
    track = library.tracks({"m": MediaItem("m", "song", "abc", SOUND, 1, 0, Size(0, 0))})
    np.testing.assert_array_equal(track("m"), NOISE)
    assert track("other") is None


def test_a_restart_finds_it_and_its_peaks_again(tmp_path: Path):
    library = SoundLibrary(tmp_path, Worker())
    library.load("abc", FILE)
    values = library.peaks("abc").values
    worker = Worker()
    again = SoundLibrary(tmp_path, worker)
    np.testing.assert_array_equal(again.track("abc"), NOISE)
    np.testing.assert_array_equal(again.peaks("abc").values, values)
    assert worker.asked == 0


def test_what_is_broken_in_the_cache_is_decoded_again(tmp_path: Path):
    (tmp_path / "abc.f32").write_bytes(b"123")
    (tmp_path / "abc.peaks").write_bytes(b"123")
    library = SoundLibrary(tmp_path, Worker())
    assert library.track("abc") is None
    np.testing.assert_array_equal(library.load("abc", FILE), NOISE)
    assert library.peaks("abc").samples == len(NOISE)


def test_cancelling_leaves_nothing(tmp_path: Path):
    library = SoundLibrary(tmp_path, Worker())

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        library.load("abc", FILE, stop)
    assert not any(tmp_path.iterdir())
    np.testing.assert_array_equal(library.load("abc", FILE), NOISE)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path):
    worker = Worker()
    worker.samples = NOISE[:1000]
    with pytest.raises(MediaError, match="has changed"):
        SoundLibrary(tmp_path, worker).load("abc", FILE)
    assert not any(tmp_path.iterdir())


def test_a_file_that_is_replaced_by_one_of_its_length_is_refused(tmp_path: Path):
    song = tmp_path / "song.wav"
    song.write_bytes(b"first")

    class Replaced(Worker):
        def sound(self, path: Path, start: int, stop: int):
            song.write_bytes(b"second")
            return super().sound(path, start, stop)

    library = SoundLibrary(tmp_path / "sounds", Replaced())
    with pytest.raises(MediaError, match="has changed"):
        library.load("abc", song)
    assert library.track("abc") is None


def test_a_folder_that_may_only_be_read_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    SoundLibrary(tmp_path, Worker()).load("abc", FILE)

    def refuse(self: Path, *args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    np.testing.assert_array_equal(SoundLibrary(tmp_path, Worker()).track("abc"), NOISE)


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path):
    library = SoundLibrary(tmp_path, Worker(), limit=2 * NOISE.nbytes)
    for number, key in enumerate(("a", "b", "c")):
        library.load(key, FILE)
        library.peaks(key)
        os.utime(tmp_path / f"{key}.f32", (number, number))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.f32", "b.peaks", "c.f32", "c.peaks"]


def test_a_hash_that_is_none_names_no_file(tmp_path: Path):
    library = SoundLibrary(tmp_path / "sounds", Worker())
    library.load("../../evil", FILE)
    assert sorted(tmp_path.iterdir()) == []
    np.testing.assert_array_equal(library.track("../../evil"), NOISE)


def test_peaks_hold_the_lowest_and_highest_of_every_column():
    peaks = Peaks.of(NOISE)
    drawn = peaks.window(0.0, 11.0, 55)
    for column in range(55):
        part = NOISE[column * 9600 : (column + 1) * 9600]
        # Columns end within a bucket: what is drawn may reach a little beyond.
        assert drawn[column, 0] <= part.min() + 1e-4
        assert drawn[column, 1] >= part.max() - 1e-4
        assert -1.0 <= drawn[column, 0] < drawn[column, 1] <= 1.0


def test_peaks_are_silent_outside_the_sound():
    drawn = Peaks.of(NOISE[:SAMPLE_RATE]).window(-1.0, 3.0, 8)
    assert not drawn[:2].any()
    assert drawn[2:4].all()
    assert not drawn[5:].any()
    assert Peaks.of(NOISE[:10]).window(0.0, 0.0001, 3).any()
