"""Results by key: bit for bit, bounded, shared by processes, and never wrong after a crash or on a full disk."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import cache as cache_module
from engine import results
from engine.cache import Cache
from engine.errors import MediaError, OutputError
from engine.materialise import materialise
from engine.media.frames import ArrayClip, MappedClip
from engine.model.request import TextStates
from engine.results import StoredClip
from engine.types import FactKind, Facts, Size
from tests.engine.stages import harm

ROOT = Path(__file__).parents[2]
LATENTS = Facts(FactKind.LATENTS, 3, Fraction(12), Size(4, 2))
CLIP = Facts(FactKind.CLIP, 5, Fraction(24000, 1001), Size(8, 6))


def key(number: int) -> str:
    """A content key."""
    return f"{number:032x}"


def latents(seed: int = 0, size: tuple[int, ...] = (16, 3, 2, 4)) -> Any:
    """Noise."""
    return np.random.default_rng(seed).standard_normal(size).astype(np.float32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Cache]:
    found = Cache(tmp_path / "cache")
    yield found
    found.close()


def reopened(store: Cache, **wishes: int) -> Cache:
    """The same folder as another process sees it."""
    return Cache(store.folder, **wishes)


def test_every_kind_of_value_comes_back_bit_for_bit_after_a_restart(store: Cache) -> None:
    rng = np.random.default_rng(1)
    states = TextStates(latents(2, (48, 384)), rng.random(48) > 0.5)
    image = rng.integers(0, 256, (6, 8, 3), np.uint8)
    frames = rng.integers(0, 256, (5, 6, 8, 3), np.uint8)
    store.put(key(1), states, Facts(FactKind.TEXT, 48))
    store.put(key(2), latents(), LATENTS, ("ran in tiles",))
    store.put(key(3), image, Facts(FactKind.IMAGE, size=Size(8, 6)))
    store.put(key(4), ArrayClip(frames, CLIP.rate), CLIP)
    with store.scratch() as folder:
        (folder / "a.mp4").write_bytes(b"film")
        path, note = store.put(key(5), folder / "a.mp4", Facts(FactKind.FILE))
    assert note == ""
    other = reopened(store)
    text: Any = other.get(key(1))
    clip: Any = other.get(key(4))
    assert np.array_equal(text.states, states.states)
    assert np.array_equal(text.mask, states.mask)
    assert np.array_equal(other.get(key(2)), latents())  # type: ignore[arg-type]
    assert np.array_equal(other.get(key(3)), image)  # type: ignore[arg-type]
    assert np.array_equal(clip.read(0, 5), frames)
    assert (clip.rate, other.facts(key(4)), other.notes(key(2))) == (CLIP.rate, CLIP, ("ran in tiles",))
    assert other.get(key(5)) == path
    assert isinstance(path, Path)
    assert path.read_bytes() == b"film"
    other.close()


def test_values_cannot_be_changed_by_who_got_them(store: Cache) -> None:
    mine = latents()
    base = np.zeros((2, *mine.shape), np.float32)
    store.put(key(1), mine, LATENTS)
    store.put(key(2), base[0], LATENTS)
    base[0] = 7
    for number in (1, 2):
        found: Any = store.get(key(number))
        with pytest.raises(ValueError):
            found[0] = 1
    assert not np.any(store.get(key(2)))  # type: ignore[arg-type]
    loaded: Any = reopened(store).get(key(1))
    with pytest.raises(ValueError):
        loaded[0] = 1


def test_memory_is_bounded_and_the_least_recently_used_go_first(tmp_path: Path) -> None:
    one = latents().nbytes
    store = Cache(tmp_path, memory=3 * one)
    for number in range(3):
        store.put(key(number), latents(number), LATENTS)
    store.get(key(0))
    store.put(key(3), latents(3), LATENTS)
    assert store.bytes_in_memory == 3 * one
    shutil.rmtree(tmp_path / "00")
    assert [n for n in range(4) if store.get(key(n)) is not None] == [0, 2, 3]
    store.close()


def test_the_disk_is_bounded_oldest_first_and_pinned_results_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "RECENT_SECONDS", -1.0)
    store = Cache(tmp_path, disk=20_000)
    store.put(key(0), latents(0), LATENTS)
    store.pin(key(0))
    for number in range(1, 30):
        store.put(key(number), latents(number), LATENTS)
        store.get(key(1))
    assert store.bytes_on_disk <= 20_000
    other = reopened(store)
    kept = [n for n in range(30) if other.has(key(n))]
    assert 0 in kept
    assert kept[-5:] == [25, 26, 27, 28, 29]
    assert 2 not in kept
    other.unpin(key(0))
    files = list(tmp_path.glob("[0-9a-f][0-9a-f]/*"))
    assert len(files) == len(kept)
    store.close()
    other.close()


def test_what_was_used_before_the_clock_was_set_back_can_go_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "RECENT_SECONDS", -1.0)
    year = 365 * 24 * 3600.0
    now = time.time()
    store = Cache(tmp_path, disk=20_000)
    monkeypatch.setattr(cache_module.time, "time", lambda: now + year)
    store.put(key(0), latents(0), LATENTS)
    monkeypatch.setattr(cache_module.time, "time", lambda: now)
    for number in range(1, 20):
        store.put(key(number), latents(number), LATENTS)
    assert store.bytes_on_disk <= 20_000
    kept = reopened(store)
    assert not kept.has(key(0))
    assert kept.has(key(19))
    monkeypatch.setattr(cache_module.time, "time", lambda: now - year)
    assert kept.clear() > 0
    assert kept.bytes_on_disk == 0
    store.close()
    kept.close()


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "gone", "text"])
def test_a_torn_or_damaged_entry_is_absent_and_removed(store: Cache, harm: str) -> None:
    store.put(key(1), latents(), LATENTS)
    (file,) = (store.folder / "00").iterdir()
    data = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        flipped = data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]
        file.write_bytes({"cut": data[:-10], "flip": flipped, "empty": b"", "text": b"x" * len(data)}[harm])
    other = reopened(store)
    assert other.get(key(1)) is None
    assert not other.has(key(1))
    assert other.facts(key(1)) is None
    assert not file.exists()
    other.put(key(1), latents(), LATENTS)
    assert np.array_equal(other.get(key(1)), latents())  # type: ignore[arg-type]
    other.close()


def test_a_damaged_index_is_begun_afresh(store: Cache) -> None:
    store.put(key(1), latents(), LATENTS)
    store.close()
    for path in store.folder.glob("index.sqlite*"):
        path.write_bytes(b"\0" * 5000)
    other = reopened(store)
    assert other.get(key(1)) is None
    other.put(key(1), latents(), LATENTS)
    assert other.has(key(1))
    other.close()


def test_an_index_that_is_damaged_inside_is_begun_afresh(store: Cache) -> None:
    for number in range(60):
        store.put(key(number), latents(), LATENTS)
    store.close()
    path = store.folder / "index.sqlite"
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\x55" * (len(data) - 12288)
    path.write_bytes(data)
    other = reopened(store)
    assert not other.has(key(1))
    other.put(key(1), latents(), LATENTS)
    assert other.has(key(1))
    other.close()


def test_an_index_that_cannot_be_written_forgets_what_is_damaged_all_the_same(store: Cache) -> None:
    store.put(key(1), latents(), LATENTS)
    (file,) = (store.folder / "00").iterdir()
    file.write_bytes(b"x" * file.stat().st_size)
    other = reopened(store)
    other._index.execute("PRAGMA query_only = 1")
    assert other.get(key(1)) is None
    assert not other.has(key(1))
    assert other.put(key(1), latents(), LATENTS)[1]
    assert np.array_equal(other.get(key(1)), latents())  # type: ignore[arg-type]
    other.close()


def test_a_full_disk_only_means_that_nothing_is_kept(store: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(cache_module, "save", full)
    value, note = store.put(key(1), latents(), LATENTS)
    assert "No space left" in note
    assert np.array_equal(value, latents())  # type: ignore[arg-type]
    assert np.array_equal(store.get(key(1)), latents())  # type: ignore[arg-type]
    monkeypatch.undo()
    assert not reopened(store).has(key(1))
    assert list((store.folder / "scratch").iterdir()) == []


def test_a_disk_that_is_nearly_full_is_left_alone(store: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(store.folder)
    monkeypatch.setattr(cache_module.shutil, "disk_usage", lambda _: usage._replace(free=1 << 20))
    assert "no space left" in store.put(key(1), latents(), LATENTS)[1]


def test_a_folder_that_cannot_be_written_leaves_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Cache(tmp_path / "file")
    assert store.put(key(1), latents(), LATENTS)[1]
    assert np.array_equal(store.get(key(1)), latents())  # type: ignore[arg-type]
    store.close()


def test_long_clips_lie_on_disk_and_read_back_bit_for_bit(store: Cache) -> None:
    rng = np.random.default_rng(5)
    frames = rng.integers(0, 256, (5, 6, 8, 3), np.uint8)
    source = ArrayClip(frames, CLIP.rate)
    lazy = MappedClip(source, lambda frame, _: 255 - frame)
    seen: list[int] = []
    with store.scratch() as folder:
        film = folder / "film.mkv"
        made = materialise(
            lazy, film, check=lambda: None, on_frame=lambda done, _: seen.append(done), spill=100
        )
        assert made is None
        store.adopt_film(key(1), film, CLIP)
    assert seen == [1, 2, 3, 4, 5]
    assert store.bytes_in_memory < frames.nbytes
    for cache in (store, reopened(store)):
        clip: Any = cache.get(key(1))
        assert np.array_equal(clip.read(0, 5), 255 - frames)
        clip.close()


def test_large_clips_are_read_from_the_disk_as_they_are_looked_at_and_stay_what_they_are(
    store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cache_module, results):
        monkeypatch.setattr(module, "STREAMED_BYTES", 1)
    frames = np.random.default_rng(5).integers(0, 256, (5, 6, 8, 3), np.uint8)
    value, note = store.put(key(1), ArrayClip(frames.copy(), CLIP.rate), CLIP)
    other = reopened(store)
    for clip in (value, other.get(key(1))):
        assert isinstance(clip, StoredClip)
        assert np.array_equal(clip.read(0, 5), frames)
        assert np.array_equal(clip.read(1, 3), frames[1:3])
    assert note == ""
    other.remove(key(1))
    assert np.array_equal(value.read(0, 5), frames)  # type: ignore[union-attr]
    other.close()


def test_a_disk_that_fails_under_a_large_clip_costs_an_error_and_not_the_program(
    store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cache_module, results):
        monkeypatch.setattr(module, "STREAMED_BYTES", 1)
    frames = np.zeros((5, 6, 8, 3), np.uint8)
    clip, _ = store.put(key(1), ArrayClip(frames, CLIP.rate), CLIP)
    assert isinstance(clip, StoredClip)
    (file,) = (store.folder / "00").iterdir()
    with file.open("r+b") as torn:
        torn.truncate(file.stat().st_size - 6 * 8 * 3 - 1)
    assert clip.read(0, 3).shape == (3, 6, 8, 3)
    with pytest.raises(MediaError, match="stored result") as refused:
        clip.read(3, 5)
    assert "disk" in (refused.value.remedy or "")
    # It is made again, as the remedy says.
    assert store.get(key(1)) is None
    assert not store.has(key(1))


def test_a_large_clip_that_could_not_be_read_for_a_moment_is_opened_anew_and_kept(
    store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cache_module, results):
        monkeypatch.setattr(module, "STREAMED_BYTES", 1)
    frames = np.full((5, 6, 8, 3), 7, np.uint8)
    store.put(key(1), ArrayClip(frames, CLIP.rate), CLIP)
    clip = store.get(key(1))
    assert isinstance(clip, StoredClip)
    clip._file.close()
    monkeypatch.setattr(clip, "_file", Unplugged())
    with pytest.raises(MediaError, match="Input/output"):
        clip.read(0, 1)
    again = store.get(key(1))
    assert isinstance(again, StoredClip)
    assert np.array_equal(again.read(0, 5), frames)


class Unplugged:
    """A file on a disk that was unplugged."""

    def seek(self, place: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_long_clip_whose_file_is_gone_is_absent(store: Cache) -> None:
    clip = ArrayClip(np.zeros((5, 6, 8, 3), np.uint8), CLIP.rate)
    lazy = MappedClip(clip, lambda frame, _: frame, CLIP.size)
    with store.scratch() as folder:
        film = folder / "film.mkv"
        materialise(lazy, film, check=lambda: None, on_frame=lambda *_: None, spill=100)
        store.adopt_film(key(1), film, CLIP)
    assert store.get(key(1)) is not None
    (file,) = (store.folder / "00").iterdir()
    file.unlink()
    assert store.get(key(1)) is None


def test_facts_are_told_while_a_result_is_being_written(
    store: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put(key(1), latents(), LATENTS)
    told: list[Facts | None] = []

    def slow(value: Any, path: Path) -> None:
        asking = threading.Thread(target=lambda: told.append(store.facts(key(1))))
        asking.start()
        asking.join(5)
        save(value, path)

    save = results.save
    monkeypatch.setattr(cache_module, "save", slow)
    store.put(key(2), latents(2), LATENTS)
    assert told == [LATENTS]


def test_short_clips_are_read_once_into_memory() -> None:
    frames = np.arange(5 * 6 * 8 * 3, dtype=np.uint8).reshape(5, 6, 8, 3)
    read: list[int] = []

    def look(frame: Any, index: int) -> Any:
        read.append(index)
        return frame

    lazy = MappedClip(ArrayClip(frames, CLIP.rate), look)
    made = materialise(lazy, Path("unused"), check=lambda: None, on_frame=lambda *_: None)
    assert made is not None
    assert np.array_equal(made.read(0, 5), frames)
    assert np.array_equal(made.read(0, 5), frames)
    assert read == [0, 1, 2, 3, 4]


WRITER = """
import sys
from pathlib import Path
from engine.cache import Cache
from engine.errors import OutputError
from tests.engine.test_cache import LATENTS, key, latents
store = Cache(Path(sys.argv[1]))
for number in range(10**6):
    store.put(key(number % 50), latents(number % 50), LATENTS)
    if number == 0:
        print("ready", flush=True)
"""


def test_a_process_killed_while_it_writes_leaves_nothing_wrong(tmp_path: Path) -> None:
    for delay in (0.02, 0.1):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        threading.Event().wait(delay)
        process.kill()
        process.wait()
        process.stdout.close()
        store = Cache(tmp_path)
        found = {n: store.get(key(n)) for n in range(50)}
        assert any(value is not None for value in found.values())
        for number, value in found.items():
            assert value is None or np.array_equal(value, latents(number))  # type: ignore[arg-type]
        store.close()


def test_two_processes_share_one_folder(tmp_path: Path) -> None:
    here = Cache(tmp_path)
    script = WRITER.replace("range(10**6)", "range(50)") + "store.close()\n"
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE
    )
    for number in range(25, 75):
        here.put(key(number), latents(number), LATENTS)
    process.communicate(timeout=60)
    assert process.returncode == 0
    here.drop_memory()
    for number in range(75):
        assert np.array_equal(here.get(key(number)), latents(number))  # type: ignore[arg-type]
    here.close()


def test_scratch_of_killed_processes_is_swept(tmp_path: Path) -> None:
    old = tmp_path / "scratch" / "1-gone"
    old.mkdir(parents=True)
    orphan = tmp_path / "ab" / f"{key(1)}.array"
    orphan.parent.mkdir()
    orphan.write_bytes(b"never indexed")
    for path in (old, orphan):
        os.utime(path, (0, 0))
    Cache(tmp_path).close()
    assert not old.exists()
    assert not orphan.exists()


def test_threads_may_read_and_write_at_once(store: Cache) -> None:
    wrong: list[int] = []

    def work(offset: int) -> None:
        for i in range(40):
            number = (i + offset) % 10
            store.put(key(number), latents(number), LATENTS)
            value = store.get(key((number + 3) % 10))
            if value is not None and not np.array_equal(value, latents((number + 3) % 10)):  # type: ignore[arg-type]
                wrong.append(number)
            store.drop_memory()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_index_damaged_in_mid_work_is_begun_afresh_and_results_are_kept_again(store: Cache) -> None:
    facts = LATENTS
    for number in range(40):
        store.put(key(number), latents(number), facts, ("note " * 40,))
    harm(store._index, store.folder / "index.sqlite")
    store.drop_memory()
    assert not all(store.has(key(number)) for number in range(40))
    assert store.put(key(99), latents(99), facts)[1] == ""
    store.drop_memory()
    assert np.array_equal(store.get(key(99)), latents(99))
    store.pin(key(99))
    assert (store.folder / "index.sqlite.damaged").exists()


def test_a_pin_that_cannot_be_written_is_said(store: Cache) -> None:
    store._index.execute("PRAGMA query_only = 1")
    with pytest.raises(OutputError, match="index of results"):
        store.pin(key(1))


def test_a_closed_cache_opens_nothing_again(store: Cache) -> None:
    store.close()
    with pytest.raises(OutputError, match="closed"):
        store.pin(key(1))
    assert not store.has(key(1))
    with pytest.raises(sqlite3.ProgrammingError):
        store._index.execute("SELECT 1")
