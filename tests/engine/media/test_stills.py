"""Pictures of every kind come in upright, in sRGB and 8 bit; what is written reads back with its graph."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.errors import MediaError, OutputError, UsageError
from engine.media import stills
from engine.media.decode import open_clip
from engine.media.edits import still
from engine.media.frames import ArrayClip
from engine.media.metadata import read_metadata
from engine.media.probe import probe

GRAPH = {"shotloom": '{"prompt": "a fox, Ünïcode 猫"}' * 400, "comment": "one line"}


@pytest.fixture
def picture() -> np.ndarray:
    y, x = np.mgrid[0:48, 0:64]
    return np.stack([x * 4, y * 5, 255 - x * 2], axis=-1).astype(np.uint8)


@pytest.mark.parametrize(("name", "tolerance"), [("a.png", 0), ("a.jpg", 8), ("a.webp", 14)])
def test_written_pictures_read_back_with_their_graph(
    tmp_path: Path, picture: np.ndarray, name: str, tolerance: int
):
    path = tmp_path / name
    stills.write_image(picture, path, metadata=GRAPH)
    assert np.abs(stills.read_image(path).astype(int) - picture).max() <= tolerance
    assert read_metadata(path) == GRAPH
    info = probe(path)
    assert (info.kind, info.frames, info.rate, info.size) == ("image", 1, 0, (64, 48))
    assert [p.name for p in tmp_path.iterdir()] == [name]
    with pytest.raises(OutputError, match="exists already"):
        stills.write_image(picture, path)


def test_a_graph_too_long_for_a_picture_goes_beside_it(tmp_path: Path, picture: np.ndarray):
    long = {"shotloom": "x" * 2_000_000}
    for name in ("a.png", "a.jpg", "a.webp"):
        stills.write_image(picture, tmp_path / name, metadata=long)
        assert (tmp_path / f"{name}.loom.json").is_file()
        assert read_metadata(tmp_path / name) == long
        assert stills.read_image(tmp_path / name).shape == picture.shape


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(tmp_path: Path, orientation: int):
    upright = np.zeros((40, 60, 3), np.uint8)
    upright[:20, :30], upright[:20, 30:], upright[20:, :30] = 250, 150, 70
    undo = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}[orientation]
    turns = {
        1: lambda a: a,
        2: lambda a: a[:, ::-1],
        3: lambda a: a[::-1, ::-1],
        4: lambda a: a[::-1],
        5: lambda a: a.transpose(1, 0, 2),
        6: lambda a: np.rot90(a, 3),
        7: lambda a: a[::-1, ::-1].transpose(1, 0, 2),
        8: lambda a: np.rot90(a, 1),
    }
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.png"
    Image.fromarray(np.ascontiguousarray(turns[undo](upright))).save(path, exif=exif)
    assert probe(path).size == (60, 40)
    assert (stills.read_image(path) == upright).all()


def test_depths_palettes_grey_cmyk_and_alpha(tmp_path: Path):
    grey16 = np.full((8, 8), 0x8000, np.uint16)
    Image.fromarray(grey16).save(tmp_path / "grey16.png")
    assert stills.read_image(tmp_path / "grey16.png")[0, 0].tolist() == [128, 128, 128]
    assert probe(tmp_path / "grey16.png").bits == 16
    Image.new("CMYK", (8, 8), (0, 255, 255, 0)).save(tmp_path / "cmyk.jpg")
    assert np.abs(stills.read_image(tmp_path / "cmyk.jpg")[0, 0].astype(int) - (254, 0, 0)).max() <= 3
    Image.new("L", (8, 8), 77).save(tmp_path / "grey.tif")
    assert stills.read_image(tmp_path / "grey.tif")[0, 0].tolist() == [77, 77, 77]
    Image.new("1", (8, 8), 1).save(tmp_path / "bit.bmp")
    assert stills.read_image(tmp_path / "bit.bmp")[0, 0].tolist() == [255, 255, 255]
    Image.new("RGBA", (8, 8), (200, 100, 50, 128)).save(tmp_path / "alpha.png")
    assert probe(tmp_path / "alpha.png").has_alpha
    assert stills.read_image(tmp_path / "alpha.png")[0, 0].tolist() == [100, 50, 25]
    assert stills.read_image(tmp_path / "alpha.png", (255, 255, 255))[0, 0].tolist() == [227, 177, 152]
    assert stills.read_rgba(tmp_path / "alpha.png")[0, 0].tolist() == [200, 100, 50, 128]
    palette = Image.new("P", (8, 8), 0)
    palette.putpalette([9, 99, 199, 0, 0, 0])
    palette.save(tmp_path / "palette.png", transparency=1)
    assert stills.read_image(tmp_path / "palette.png")[0, 0].tolist() == [9, 99, 199]


def test_an_embedded_profile_is_applied_and_a_broken_one_ignored(tmp_path: Path, picture: np.ndarray):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.fromarray(picture).save(tmp_path / "srgb.png", icc_profile=srgb)
    assert np.abs(stills.read_image(tmp_path / "srgb.png").astype(int) - picture).max() <= 1
    Image.fromarray(picture).save(tmp_path / "broken.png", icc_profile=b"nonsense")
    assert (stills.read_image(tmp_path / "broken.png") == picture).all()


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif", "a.bmp"])
def test_truncated_pictures_are_refused(tmp_path: Path, name: str):
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    path = tmp_path / name
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(MediaError, match=r"cannot be read|not a readable"):
        stills.read_image(path)


def test_a_clip_is_not_an_image_and_an_image_is_a_clip_of_one_frame(tmp_path: Path, picture: np.ndarray):
    from engine.media.encode import write_clip

    write_clip(ArrayClip(picture[None], Fraction(1)), tmp_path / "a.mp4")
    with pytest.raises(MediaError, match="Load Clip"):
        stills.read_image(tmp_path / "a.mp4")
    stills.write_image(picture, tmp_path / "a.png")
    clip = open_clip(tmp_path / "a.png")
    assert clip.frames == 1
    assert (clip.frame(0) == picture).all()


def test_a_sequence_is_all_there_or_not_at_all(tmp_path: Path, picture: np.ndarray):
    clip = still(picture, 5, Fraction(12))
    names = stills.write_sequence(clip, tmp_path / "out_%05d.png", metadata=GRAPH)
    assert [n.name for n in names] == [f"out_0000{i}.png" for i in range(1, 6)]
    assert sorted(tmp_path.iterdir()) == names
    assert read_metadata(names[0]) == GRAPH
    assert read_metadata(names[1]) == {}
    names[3].unlink()
    with pytest.raises(OutputError, match="exists already"):
        stills.write_sequence(clip, tmp_path / "out_%05d.png")
    assert len(list(tmp_path.iterdir())) == 4

    def cancel() -> None:
        if len(list(tmp_path.iterdir())) > 6:
            raise OutputError("enough")

    with pytest.raises(OutputError, match="enough"):
        stills.write_sequence(clip, tmp_path / "new_%d.png", check_cancel=cancel)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_picture_that_came_meanwhile_is_not_written_over(tmp_path: Path, picture: np.ndarray):
    def meanwhile(done: int, _: int) -> None:
        if done == 5:
            (tmp_path / "out_3.png").write_bytes(b"mine")

    with pytest.raises(OutputError, match="exists already"):
        stills.write_sequence(still(picture, 5, Fraction(12)), tmp_path / "out_%d.png", on_frame=meanwhile)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out_3.png": b"mine"}


def test_a_sequence_that_cannot_be_replaced_whole_leaves_the_old_one(tmp_path: Path, picture: np.ndarray):
    for number in (1, 2, 4):
        (tmp_path / f"out_{number}.png").write_bytes(b"old")
    before = sorted(path.name for path in tmp_path.iterdir())

    def meanwhile(done: int, _: int) -> None:
        if done == 5:
            (tmp_path / "out_5.png").mkdir()

    with pytest.raises(OutputError):
        stills.write_sequence(
            still(picture, 5, Fraction(12)), tmp_path / "out_%d.png", overwrite=True, on_frame=meanwhile
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == [*before, "out_5.png"]
    assert {path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == {b"old"}


def test_other_extensions_are_a_usage_error(tmp_path: Path, picture: np.ndarray):
    with pytest.raises(UsageError, match=r"\.exe"):
        stills.write_image(picture, tmp_path / "a.exe")
    with pytest.raises(UsageError, match="number"):
        stills.write_sequence(still(picture, 2, Fraction(12)), tmp_path / "a.png")
