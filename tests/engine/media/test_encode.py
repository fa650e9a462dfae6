"""What is written is whole, true to size, rate and colour, carries its graph, and appears only when finished."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from engine.errors import Cancelled, OutputError
from engine.media import animations, cachefile, edits, encode, outputs
from engine.media.decode import open_clip
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip, Clip
from engine.media.metadata import read_metadata, sidecar
from engine.media.probe import STANDARD_RATES, probe
from engine.types import Size
from tests.engine.media.synthetic import numbered, numbers

ROOT = Path(__file__).parents[3]
GRAPH = '{"name": "Ünïcode 猫 \\u2028", "nodes": [' + ", ".join(f'"{i}"' for i in range(20_000)) + "]}"
TEXTS = {"shotloom": GRAPH, "comment": "made with a graph"}


def counted(frames: int = 17, width: int = 112, height: int = 64, rate: Fraction = Fraction(12)) -> ArrayClip:
    return ArrayClip(np.stack([numbered(i, width, height) for i in range(frames)]), rate)


def noise(frames: int = 9, width: int = 112, height: int = 64) -> ArrayClip:
    return ArrayClip(
        np.random.default_rng(3).integers(0, 256, (frames, height, width, 3), np.uint8), Fraction(12)
    )


def left_in(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.mark.parametrize("size", [Size(112, 64), Size(1000, 600)])
def test_masters_are_coded_in_the_way_that_is_quick_to_read(tmp_path: Path, size: Size):
    path = tmp_path / "m.mp4"
    write_clip(noise(1, *size), path, preset=Preset.MASTER)
    with av.open(str(path)) as container:
        told = bytes(container.streams.video[0].codec_context.extradata or b"")
    # H.264 7.3.2.2: behind two numbers, both 0 here, comes entropy_coding_mode_flag; 1 is the slow one.
    pictures = told[told.index(b"\x68") + 1]
    assert pictures >> 5 == 0b110


@pytest.mark.parametrize("frames", [1, 5, 17, 33])
def test_an_export_has_the_size_rate_and_frames_asked_for_by_another_reader(tmp_path: Path, frames: int):
    path = tmp_path / "out.mp4"
    info = write_clip(counted(frames), path)
    assert (info.frames, info.rate, info.size) == (frames, 12, Size(112, 64))
    reader = cv2.VideoCapture(str(path))
    assert reader.get(cv2.CAP_PROP_FPS) == 12
    seen = []
    while True:
        good, frame = reader.read()
        if not good:
            break
        seen.append(frame[:, :, ::-1])
    reader.release()
    assert numbers(np.array(seen)) == list(range(frames))
    assert left_in(tmp_path) == ["out.mp4"]


@pytest.mark.parametrize(
    ("name", "preset", "codec"),
    [
        ("a.mp4", None, "h264"),
        ("a.mov", None, "prores"),
        ("a.mkv", None, "ffv1"),
        ("m.mp4", Preset.MASTER, "h264"),
        ("p.mov", Preset.PROXY, "mjpeg"),
        ("a.gif", None, "gif"),
        ("a.webp", None, "webp"),
    ],
)
def test_every_preset_reads_back_frame_by_frame_with_its_graph(
    tmp_path: Path, name: str, preset: Preset | None, codec: str
):
    path = tmp_path / name
    done: list[tuple[int, int]] = []
    info = write_clip(
        counted(), path, preset=preset, metadata=TEXTS, on_frame=lambda n, of: done.append((n, of))
    )
    assert info.codec == codec
    clip = open_clip(path)
    assert (clip.frames, clip.rate, clip.size) == (17, 12, Size(112, 64))
    assert numbers(clip.read(0, 17)) == list(range(17))
    assert done == [(i, 17) for i in range(1, 18)]
    assert read_metadata(path) == TEXTS


@pytest.mark.parametrize("frames", [1, 7])
@pytest.mark.parametrize("rate", [*STANDARD_RATES, Fraction(1), Fraction(15, 2), Fraction(240)])
def test_rates_survive(tmp_path: Path, rate: Fraction, frames: int):
    for name in ("a.mp4", "a.mkv", "a.mov"):
        assert write_clip(counted(frames, rate=rate), tmp_path / name).rate == rate


def test_gif_time_is_true_although_it_counts_in_hundredths(tmp_path: Path):
    for rate in (Fraction(12), Fraction(24), Fraction(30), Fraction(100)):
        clip = counted(50, rate=rate)
        write_clip(clip, tmp_path / "a.gif", overwrite=True)
        assert abs(probe(tmp_path / "a.gif").duration - clip.duration) <= Fraction(1, 50)


def test_equal_neighbours_do_not_shorten_an_animation(tmp_path: Path):
    clip = edits.still(numbered(5, 112, 64), 24, Fraction(12))
    write_clip(edits.concatenate([clip, counted(2)]), tmp_path / "a.gif")
    assert abs(probe(tmp_path / "a.gif").duration - Fraction(26, 12)) <= Fraction(1, 50)


def test_small_masters_and_cache_files_are_bit_exact(tmp_path: Path):
    clip = noise()
    for size in ((112, 64), (97, 55)):
        picture = noise(5, *size)
        write_clip(picture, tmp_path / "m.mp4", preset=Preset.MASTER, overwrite=True)
        stored = cachefile.store(picture, tmp_path / "c.mkv")
        for back in (open_clip(tmp_path / "m.mp4"), stored, cachefile.load(tmp_path / "c.mkv")):
            assert (back.read(0, 5) == picture.read(0, 5)).all()
            assert (back.frame(3) == picture.frame(3)).all()
    assert clip.frames == 9


def test_large_masters_keep_a_keyframe_every_twelve_frames(tmp_path: Path):
    clip = edits.still(np.zeros((640, 800, 3), np.uint8), 30, Fraction(24))
    write_clip(clip, tmp_path / "m.mp4", preset=Preset.MASTER)
    table = open_clip(tmp_path / "m.mp4").table
    assert table.longest_gop <= 12


def test_colours_survive_an_export(tmp_path: Path):
    colours = [
        (200, 30, 30),
        (30, 200, 30),
        (30, 30, 200),
        (128, 128, 128),
        (255, 255, 255),
        (0, 0, 0),
        (250, 180, 20),
    ]
    frames = np.stack([np.broadcast_to(np.uint8(c), (64, 112, 3)) for c in colours])
    for name, preset in (("a.mp4", None), ("p.mov", Preset.PROXY), ("q.mov", Preset.PRORES)):
        write_clip(ArrayClip(frames.copy(), Fraction(12)), tmp_path / name, preset=preset)
        back = open_clip(tmp_path / name).read(0, len(colours)).astype(int)
        assert np.abs(back - frames).max() <= 4


def test_odd_sides_grow_by_a_repeated_edge(tmp_path: Path):
    info = write_clip(noise(3, 33, 17), tmp_path / "a.mp4")
    assert info.size == Size(34, 18)


def test_a_large_master_keeps_odd_sides_since_its_take_says_so(tmp_path: Path):
    frames = np.full((2, 641, 1001, 3), (200, 30, 60), np.uint8)
    write_clip(ArrayClip(frames, Fraction(12)), tmp_path / "take.mp4", preset=Preset.MASTER)
    clip = open_clip(tmp_path / "take.mp4")
    assert clip.size == Size(1001, 641)
    assert np.abs(clip.read(0, 2).astype(int) - frames).max() <= 3


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_an_animation_that_would_fill_the_memory_is_refused_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
):
    monkeypatch.setattr(animations, "HELD_BYTES", 1000)
    clip = ArrayClip(np.zeros((9, 32, 32, 3), np.uint8), Fraction(12))
    with pytest.raises(OutputError, match="mp4 instead"):
        write_clip(clip, tmp_path / f"a.{kind}")
    assert list(tmp_path.glob("a*")) == []


def test_proxies_are_small_and_all_keyframes(tmp_path: Path):
    clip = edits.still(numbered(9, 1280, 720), 5, Fraction(24))
    info = write_clip(clip, tmp_path / "p.mov", preset=Preset.PROXY)
    assert info.size == Size(640, 360)
    assert open_clip(tmp_path / "p.mov").table.longest_gop == 1
    assert encode.proxy_size(Size(321, 201)) == Size(322, 202)


def test_an_existing_file_is_kept_unless_told(tmp_path: Path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError, match="--overwrite"):
        write_clip(counted(), path)
    assert path.read_bytes() == b"precious"
    write_clip(counted(), path, overwrite=True)
    assert probe(path).frames == 17


def test_without_prompts_leaves_no_old_sidecar(tmp_path: Path):
    path = tmp_path / "a.gif"
    long = {"shotloom": GRAPH * 10}
    write_clip(counted(3), path, metadata=long)
    assert sidecar(path).is_file()
    assert read_metadata(path) == long
    write_clip(counted(3), path, overwrite=True)
    assert left_in(tmp_path) == ["a.gif"]
    assert read_metadata(path) == {}


def test_cancel_leaves_nothing(tmp_path: Path):
    calls = iter(range(100))

    def check() -> None:
        if next(calls) == 5:
            raise Cancelled

    for name in ("a.mp4", "a.gif", "a.webp"):
        calls = iter(range(100))
        with pytest.raises(Cancelled):
            write_clip(counted(), tmp_path / name, check_cancel=check)
    assert left_in(tmp_path) == []


def test_an_error_of_the_source_leaves_nothing_and_is_not_blamed_on_the_disk(tmp_path: Path):
    class Broken(Clip):
        def _read(self, start: int, stop: int) -> np.ndarray:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_clip(Broken(4, Fraction(12), Size(32, 32)), tmp_path / "a.mp4")
    assert left_in(tmp_path) == []


def test_missing_folders_and_folders_in_the_way(tmp_path: Path):
    with pytest.raises(OutputError, match="does not exist"):
        write_clip(counted(), tmp_path / "none" / "a.mp4")
    (tmp_path / "a.mp4").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        write_clip(counted(), tmp_path / "a.mp4", overwrite=True)


FULL_DISK = """
import resource, signal, sys
from fractions import Fraction
from pathlib import Path
import numpy as np
from engine.errors import OutputError
from engine.media.encode import Preset, write_clip
from engine.media.frames import ArrayClip
from engine.media import stills
frames = np.random.default_rng(0).integers(0, 256, (40, 64, 112, 3), np.uint8)
clip = ArrayClip(frames, Fraction(12))
# The kernel refuses bytes beyond the limit (EFBIG), as a full disk does, for root too.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for path in map(Path, sys.argv[1:]):
    for limit in (20_000, 100_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            if path.suffix == ".png":
                stills.write_image(np.concatenate(list(frames)), path)
            else:
                write_clip(clip, path, metadata={"shotloom": "x" * 50_000})
        except OutputError as error:
            print(path.name, limit, error, [left.name for left in path.parent.iterdir()], sep=": ")
"""


def test_a_full_disk_is_one_line_and_no_file(tmp_path: Path):
    names = ["a.mp4", "a.mov", "a.mkv", "a.gif", "a.webp", "a.png"]
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, *(str(tmp_path / name) for name in names)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    told = [line.split(": ") for line in done.stdout.splitlines()]
    assert [(name, limit) for name, limit, *_ in told] == [(n, x) for n in names for x in ("20000", "100000")]
    assert all("no space left" in line[2] and line[-1] == "[]" for line in told), done.stdout


def test_a_full_disk_keeps_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"precious")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for step in ("sync", "publish"):
        with monkeypatch.context() as patch:
            patch.setattr(outputs, step, refuse)
            with pytest.raises(OutputError, match="no space left"):
                write_clip(counted(), path, overwrite=True)
        assert path.read_bytes() == b"precious"
        assert left_in(tmp_path) == ["a.mp4"]


def test_a_file_that_reads_back_short_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    whole = encode.counted

    def short(clip: Clip, *rest: Callable[..., None] | None):
        for number, frame in enumerate(whole(clip, *rest)):
            if number < 8:
                yield frame

    monkeypatch.setattr(encode, "counted", short)
    with pytest.raises(OutputError, match="8 of 17 frames"):
        write_clip(counted(), tmp_path / "a.mp4")
    assert left_in(tmp_path) == []


SLOW_EXPORT = """
import sys, time
from fractions import Fraction
from pathlib import Path
import numpy as np
from engine.media.encode import write_clip
from engine.media.frames import ArrayClip
frames = np.random.default_rng(0).integers(0, 256, (200, 64, 112, 3), np.uint8)
def slow(done, of):
    if done == 100:
        print("half", flush=True)
        time.sleep(60)
write_clip(ArrayClip(frames, Fraction(12)), Path(sys.argv[1]), on_frame=slow)
"""


def test_a_killed_export_leaves_no_final_file_and_the_next_one_sweeps_up(tmp_path: Path):
    path = tmp_path / "a.mp4"
    child = subprocess.Popen([sys.executable, "-c", SLOW_EXPORT, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == b"half"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert not path.exists()
    assert len(left_in(tmp_path)) == 1
    write_clip(counted(), path)
    assert left_in(tmp_path) == ["a.mp4"]


def test_sweeping_spares_the_living_the_foreign_and_other_names(tmp_path: Path):
    mine = outputs.temp_path(tmp_path)
    foreign = tmp_path / ".shotloom-00000000-1-00000000.part"
    old = tmp_path / ".shotloom-00000001-1-00000000.part"
    other = tmp_path / "shotloom.part"
    for path in (mine, foreign, old, other):
        path.touch()
    os.utime(old, (0, time.time() - 8 * 24 * 3600))
    assert outputs.sweep(tmp_path) == [old]
