"""Frames come back by exact number, upright, with square pixels, whatever the file's own idea of time is."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from av.container import InputContainer
from PIL import Image
from PIL.GifImagePlugin import GifImageFile

from engine.errors import MediaError
from engine.media.decode import FileClip, _Decoder, _Timed, open_clip
from engine.media.formats import Limits
from engine.media.probe import probe
from engine.types import Size
from tests.engine.media.synthetic import number_of, numbered, numbers, write_video


@pytest.fixture(scope="module")
def long_gop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.mp4"
    frames = [numbered(i) for i in range(300)]
    return write_video(path, frames, options={"g": "250", "bf": "3", "preset": "veryfast"})


def test_every_frame_of_a_long_gop_is_found_in_any_order(long_gop: Path):
    clip = open_clip(long_gop)
    assert (clip.frames, clip.rate, clip.size) == (300, 24, Size(96, 48))
    assert numbers(clip.read(0, 300)) == list(range(300))
    order = np.random.default_rng(1).permutation(300)[:60].tolist()
    assert [number_of(clip.frame(i)) for i in (*order, 299, 0, 249, 250, 251)] == [
        *order,
        299,
        0,
        249,
        250,
        251,
    ]
    assert numbers(clip.read(240, 260)) == list(range(240, 260))
    clip.close()
    assert number_of(clip.frame(123)) == 123


def test_every_frame_can_be_the_first_one_read(long_gop: Path):
    table = open_clip(long_gop).table
    for index in range(0, 300, 23):
        assert number_of(FileClip(long_gop, table).frame(index)) == index


def test_one_frame_alone_costs_no_frame_that_it_is_not_made_of(
    long_gop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    short = write_video(
        tmp_path / "short.mp4", [numbered(i) for i in range(61)], options={"g": "12", "bf": "3"}
    )
    given: list[int] = []
    decoded = _Decoder._decoded

    def counting(self: _Decoder, container: InputContainer) -> Iterator[_Timed]:
        for timed in decoded(self, container):
            given.append(timed.pts)
            yield timed

    monkeypatch.setattr(_Decoder, "_decoded", counting)
    for path, most in ((short, 5), (long_gop, 40)):
        clip = open_clip(path)
        exact = clip.read(0, clip.frames)
        for index in (35, 5, 46, 23, 34, 60, 59, 0, 58):
            given.clear()
            # Pixels too, and also where the next ones are read on from here.
            assert np.array_equal(clip.frame(index), exact[index])
            assert len(given) <= most
        assert np.array_equal(clip.read(58, 61), exact[58:61])
        assert [number_of(clip.frame(n)) for n in (40, 41, 42, 47, 48, 49)] == [40, 41, 42, 47, 48, 49]


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("a.mkv", "libx264", {"g": "12", "bf": "2"}),
        ("a.mov", "mjpeg", {}),
        ("a.webm", "libvpx-vp9", {"g": "20", "deadline": "realtime", "cpu-used": "8"}),
        ("b.webm", "libvpx", {"g": "20", "auto-alt-ref": "1", "lag-in-frames": "16", "deadline": "good"}),
        ("a.avi", "mjpeg", {}),
        ("b.mp4", "libx265", {"g": "24", "x265-params": "log-level=none:pools=1:frame-threads=1"}),
        ("c.mp4", "libsvtav1", {"g": "24", "preset": "12"}),
        ("b.avi", "mpeg4", {"g": "12"}),
    ],
)
def test_containers_and_codecs_give_exact_counts_and_seeks(
    tmp_path: Path, name: str, codec: str, options: dict[str, str]
):
    pixels = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    frames = [numbered(i, 160, 96) for i in range(61)]
    path = write_video(tmp_path / name, frames, codec=codec, pixels=pixels, options=options)
    clip = open_clip(path)
    assert probe(path).frames == clip.frames == 61
    assert clip.rate == 24
    assert not probe(path).variable
    assert numbers(clip.read(0, 61)) == list(range(61))
    for index in (60, 0, 31, 30, 12, 59, 25, 24, 23):
        assert number_of(clip.frame(index)) == index


@pytest.mark.parametrize("frames", [1, 5, 9, 13, 17, 2, 3])
def test_short_clips_have_exact_counts(tmp_path: Path, frames: int):
    path = write_video(tmp_path / "short.mp4", [numbered(i) for i in range(frames)], rate=Fraction(12))
    info = probe(path)
    assert (info.frames, info.rate, info.duration) == (frames, 12, Fraction(frames, 12))


@pytest.mark.parametrize(
    "rate", [Fraction(24000, 1001), Fraction(30000, 1001), Fraction(25), Fraction(12), Fraction(60)]
)
def test_rates_come_back_exactly(tmp_path: Path, rate: Fraction):
    for name in ("a.mp4", "a.mkv"):
        path = write_video(tmp_path / name, [numbered(i) for i in range(40)], rate=rate)
        assert probe(path).rate == rate
        assert not probe(path).variable


@pytest.mark.parametrize(
    ("degrees", "flip", "undo"),
    [
        (0, False, lambda f: f),
        (90, False, lambda f: np.rot90(f, 1)),
        (180, False, lambda f: np.rot90(f, 2)),
        (270, False, lambda f: np.rot90(f, 3)),
        (0, True, lambda f: f[:, ::-1]),
    ],
)
def test_rotated_files_come_out_upright(tmp_path: Path, degrees: int, flip: bool, undo):
    frame = np.zeros((48, 96, 3), np.uint8)
    frame[:24, :48] = (220, 30, 30)
    frame[24:, :48] = (30, 220, 30)
    frame[:24, 48:] = (30, 30, 220)
    path = write_video(
        tmp_path / "turned.mp4", [frame] * 3, rotation=degrees, flip=flip, options={"crf": "1"}
    )
    clip = open_clip(path)
    expected = undo(frame)
    assert clip.size == Size(expected.shape[1], expected.shape[0])
    got = clip.frame(1).astype(int)
    for y, x in ((0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)):
        place = int(y * expected.shape[0]), int(x * expected.shape[1])
        assert np.abs(got[place] - expected[place]).max() <= 6


@pytest.mark.parametrize(
    ("aspect", "size"),
    [(Fraction(2), Size(192, 48)), (Fraction(1, 2), Size(96, 96)), (Fraction(8, 9), Size(96, 54))],
)
def test_pixel_aspect_is_applied_without_losing_lines(tmp_path: Path, aspect: Fraction, size: Size):
    path = write_video(tmp_path / "wide.mp4", [numbered(i) for i in range(5)], pixel_aspect=aspect)
    clip = open_clip(path)
    assert clip.size == size
    assert numbers(clip.read(0, 5)) == [0, 1, 2, 3, 4]


def test_absurd_pixel_aspect_is_refused(tmp_path: Path):
    path = write_video(tmp_path / "absurd.mkv", [numbered(0)] * 2, pixel_aspect=Fraction(20))
    with pytest.raises(MediaError, match="square pixels"):
        probe(path)


def test_variable_rate_lands_on_a_grid_by_what_is_on_screen(tmp_path: Path):
    times = [0, 33, 67, 100, 500, 533, 567, 600]
    path = write_video(
        tmp_path / "phone.mp4", [numbered(i) for i in range(8)], rate=Fraction(30), times_ms=times
    )
    info = probe(path)
    assert info.variable
    assert info.rate == 30
    clip = open_clip(path)
    shown = numbers(clip.read(0, clip.frames))
    expected = [max(k for k, t in enumerate(times) if t <= (i + 0.5) * 1000 / 30) for i in range(clip.frames)]
    assert shown == expected
    assert abs(clip.frames / 30 - 0.633) < 0.05
    assert number_of(clip.frame(10)) == 3


def test_many_threads_read_one_clip(long_gop: Path):
    clip = open_clip(long_gop)
    wrong: list[int] = []

    def reader(seed: int) -> None:
        for index in np.random.default_rng(seed).integers(0, 300, 12).tolist():
            if number_of(clip.frame(index)) != index:
                wrong.append(index)

    threads = [threading.Thread(target=reader, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_file_that_vanishes_is_one_clear_error(long_gop: Path, tmp_path: Path):
    copy = Path(shutil.copy(long_gop, tmp_path / "gone.mp4"))
    clip = open_clip(copy)
    copy.unlink()
    with pytest.raises(MediaError, match="gone"):
        clip.frame(0)


def test_a_damaged_frame_is_named_and_the_others_still_read(tmp_path: Path):
    path = write_video(
        tmp_path / "hurt.mov", [numbered(i) for i in range(12)], codec="mjpeg", pixels="yuvj420p"
    )
    data = bytearray(path.read_bytes())
    at = -1
    for _ in range(6):
        at = data.index(b"\xff\xd8\xff", at + 1)
    end = data.index(b"\xff\xd8\xff", at + 1)
    data[at:end] = bytes(end - at)
    path.write_bytes(data)
    clip = open_clip(path)
    assert number_of(clip.frame(2)) == 2
    with pytest.raises(MediaError, match=r"hurt\.mov"):
        clip.read(0, 12)
    assert number_of(clip.frame(9)) == 9


def test_limits_are_kept(long_gop: Path):
    with pytest.raises(MediaError, match="Cut it first"):
        probe(long_gop, Limits(frames=100))
    with pytest.raises(MediaError, match="Cut it first"):
        probe(long_gop, Limits(seconds=10))
    with pytest.raises(MediaError, match="Scale it down"):
        probe(long_gop, Limits(frame_pixels=1000))


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_an_animation_read_in_pieces_equals_the_whole_in_any_order(tmp_path: Path, kind: str):
    path = animation(tmp_path / f"a.{kind}", 12)
    with closing(open_clip(path)) as clip:
        whole = clip.read(0, 12)
    assert len({frame.tobytes() for frame in whole}) == 12
    with closing(open_clip(path)) as clip:
        for start, stop in ((0, 1), (1, 5), (5, 6), (11, 12), (3, 4), (3, 9), (0, 2)):
            assert np.array_equal(clip.read(start, stop), whole[start:stop])
        clip.close()
        assert np.array_equal(clip.read(7, 9), whole[7:9])


def test_reading_an_animation_on_costs_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = animation(tmp_path / "a.gif", 40)
    steps: list[int] = []
    advance = GifImageFile._seek

    def counted(image: GifImageFile, frame: int, update_image: bool = True) -> None:
        steps.append(frame)
        advance(image, frame, update_image)

    with closing(open_clip(path)) as clip:
        monkeypatch.setattr(GifImageFile, "_seek", counted)
        for index in range(40):
            clip.frame(index)
    assert len(steps) <= 2 * 40


def test_a_damaged_animation_is_read_again_from_its_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = animation(tmp_path / "a.gif", 6)
    with closing(open_clip(path)) as clip:
        first = clip.frame(0)
        with monkeypatch.context() as patch:
            patch.setattr(GifImageFile, "seek", refused)
            with pytest.raises(MediaError):
                clip.frame(3)
        assert np.array_equal(clip.frame(0), first)


def refused(_image: GifImageFile, _frame: int) -> None:
    """What Pillow does on a torn file."""
    raise OSError("torn")


def animation(path: Path, frames: int) -> Path:
    """An animated picture whose frames all differ."""
    images = [Image.fromarray(np.full((16, 24, 3), 6 * i, np.uint8)) for i in range(frames)]
    for i, image in enumerate(images):
        image.putpixel((i % 24, 3), (255, 40, 10))
    kind = {"gif": "GIF", "webp": "WEBP", "png": "PNG"}[path.suffix[1:]]
    images[0].save(path, kind, save_all=True, append_images=images[1:], duration=80, loop=0)
    return path


def test_quick_frames_are_the_same_frames_in_nearly_the_same_colours(long_gop: Path, tmp_path: Path):
    clip = open_clip(long_gop)
    assert isinstance(clip, FileClip)
    with closing(clip):
        assert numbers(clip.read_quick(37, 60)) == list(range(37, 60))
        assert numbers(clip.read(60, 62)) == [60, 61]
        with pytest.raises(MediaError, match="outside"):
            clip.read_quick(299, 301)
    smooth = np.empty((96, 160, 3), np.uint8)
    smooth[..., 0] = np.linspace(20, 230, 160)[None, :]
    smooth[..., 1] = np.linspace(30, 200, 96)[:, None]
    smooth[..., 2] = 90
    path = write_video(tmp_path / "smooth.mp4", [smooth] * 3, options={"qp": "0"}, colour=(1, 1, 1, 1))
    with closing(open_clip(path)) as colours:
        assert isinstance(colours, FileClip)
        difference = np.abs(colours.read(1, 2).astype(int) - colours.read_quick(1, 2).astype(int))
    assert difference.mean() < 2
    assert difference.max() <= 8


def test_lossless_masters_are_exact_when_quick_too(tmp_path: Path):
    noise = np.random.default_rng(1).integers(0, 256, (2, 48, 96, 3), np.uint8)
    path = write_video(
        tmp_path / "a.mp4", list(noise), codec="libx264rgb", pixels="rgb24", options={"qp": "0"}
    )
    with closing(open_clip(path)) as clip:
        assert isinstance(clip, FileClip)
        np.testing.assert_array_equal(clip.read_quick(0, 2), noise)
