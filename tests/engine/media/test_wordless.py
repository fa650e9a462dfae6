"""Media given away without words: no prompt leaves in a file's own texts, and what it shows and sounds like stays."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from engine.errors import MediaError
from engine.media.decode import open_clip
from engine.media.encode import write_clip
from engine.media.frames import ArrayClip, Clip
from engine.media.metadata import read_metadata
from engine.media.stills import read_image, write_image
from engine.media.wordless import wordless_copy
from engine.share import LABEL
from tests.engine.media.sounding import tone_after, write_sound
from tests.engine.media.synthetic import numbered, write_video

SECRET = "a fox that nobody may know of"
COMMENT = f"{LABEL}, seed 7"
CARRIED = {"shotloom": '{"prompt": "' + SECRET + '"}', "comment": COMMENT}
TAM = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"


def clip(frames: int = 7) -> Clip:
    return ArrayClip(np.stack([numbered(n) for n in range(frames)]), Fraction(12))


def tells(path: Path) -> bool:
    """Whether the prompt can be found in a file, packed texts of pictures unpacked."""
    data = path.read_bytes()
    if path.suffix == ".png":
        with Image.open(path) as image:
            image.load()
            data += str(image.info).encode()
    return SECRET.encode() in data or SECRET.encode("utf-16-le") in data


def packets(path: Path) -> list[tuple[int, int | None, int | None, bytes]]:
    """Every packet of a file, as it lies there."""
    with av.open(str(path)) as container:
        return [(p.stream.index, p.pts, p.dts, bytes(p)) for p in container.demux() if p.size]


def told_to(plain: Path, path: Path, options: dict[str, str] | None = None) -> None:
    """The same sound in a file that tells the prompt."""
    with av.open(str(plain)) as reader, av.open(str(path), "w", options=options or {}) as writer:
        writer.metadata.update(title=SECRET, comment=SECRET)
        stream = writer.add_stream_from_template(reader.streams.audio[0])
        for packet in reader.demux():
            if packet.size:
                packet.stream = stream
                writer.mux(packet)


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv"])
def test_a_clip_loses_its_graph_and_no_packet(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / name, tmp_path / f"out-{name}"
    write_clip(clip(), source, metadata=CARRIED)
    before = source.read_bytes()
    assert tells(source)
    assert wordless_copy(source, target)
    assert not tells(target)
    assert read_metadata(target) == {"comment": COMMENT}
    assert packets(target) == packets(source)
    assert open_clip(target).rate == open_clip(source).rate == 12
    assert source.read_bytes() == before


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.avi"])
def test_what_other_programs_write_goes_as_well(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / name, tmp_path / f"out-{name}"
    texts = {"title": SECRET, "comment": SECRET, "prompt": SECRET, "artist": SECRET}
    write_video(source, [numbered(n) for n in range(4)], metadata=texts)
    assert tells(source)
    assert wordless_copy(source, target)
    assert not tells(target)
    assert packets(target) == packets(source)
    assert open_clip(target).frames == 4


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.mkv", "a.avi", "a.png", "a.gif", "a.webp", "a.jpg"])
def test_a_file_that_tells_nothing_or_only_that_it_was_made_stays_as_it_is(tmp_path: Path, name: str) -> None:
    for number, texts in enumerate(({}, {"comment": COMMENT})):
        source = tmp_path / f"{number}{name}"
        if name[-3:] in ("png", "jpg"):
            write_image(numbered(3), source, metadata=texts)
        elif name[-3:] == "avi":
            write_video(source, [numbered(n) for n in range(4)])
        else:
            write_clip(clip(), source, metadata=texts)
        assert not wordless_copy(source, tmp_path / "out")
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif"])
def test_a_picture_loses_its_graph_and_no_pixel(tmp_path: Path, name: str) -> None:
    source, target = tmp_path / name, tmp_path / f"out-{name}"
    if name == "a.gif":
        write_clip(clip(), source, metadata=CARRIED)
    else:
        write_image(numbered(9), source, metadata=CARRIED)
    assert tells(source)
    assert wordless_copy(source, target)
    assert not tells(target)
    assert read_metadata(target).get("shotloom") is None
    if name != "a.webp":
        assert read_metadata(target) == {"comment": COMMENT}
    assert np.array_equal(read_image(target), read_image(source))


def test_an_animated_webp_keeps_its_pictures_and_its_label(tmp_path: Path) -> None:
    source, target = tmp_path / "a.webp", tmp_path / "b.webp"
    write_clip(clip(), source, metadata=CARRIED)
    assert wordless_copy(source, target)
    assert not tells(target)
    assert read_metadata(target) == {"comment": COMMENT}
    assert np.array_equal(open_clip(target).read(0, 7), open_clip(source).read(0, 7))


def test_prompts_of_other_programs_leave_no_picture(tmp_path: Path) -> None:
    """Workflows in PNG texts, parameters in EXIF and XMP; how the picture is turned, and its kind of source, stay."""
    turned = Image.fromarray(numbered(5))
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x9286] = 6, SECRET, b"UNICODE\0" + SECRET.encode("utf-16-le")
    xmp = f'<x:xmpmeta><a b="{SECRET}" c="{TAM}"/></x:xmpmeta>'
    texts = PngImagePlugin.PngInfo()
    texts.add_text("workflow", SECRET)
    texts.add_itxt("prompt", SECRET, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", xmp)
    turned.save(tmp_path / "a.png", pnginfo=texts, exif=exif)
    turned.save(tmp_path / "a.jpg", exif=exif, xmp=xmp.encode(), comment=SECRET)
    turned.save(tmp_path / "a.webp", exif=exif, xmp=xmp.encode(), lossless=True)
    for name in ("a.png", "a.jpg", "a.webp"):
        source, target = tmp_path / name, tmp_path / f"out-{name}"
        assert tells(source)
        assert wordless_copy(source, target)
        assert not tells(target)
        assert TAM.encode() in target.read_bytes()
        assert np.array_equal(read_image(target), read_image(source))
        with Image.open(target) as image:
            image.load()
            assert image.getexif().get(0x0112) == 6
        assert not wordless_copy(target, tmp_path / "again") or not tells(tmp_path / "again")


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.wav", "pcm_s16le"),
        ("a.flac", "flac"),
        ("a.mp3", "libmp3lame"),
        ("a.m4a", "aac"),
        ("a.aiff", "pcm_s16be"),
    ],
)
def test_a_sound_loses_its_texts_and_no_sample(tmp_path: Path, name: str, codec: str) -> None:
    plain, source, target = tmp_path / name, tmp_path / f"told-{name}", tmp_path / f"out-{name}"
    write_sound(plain, tone_after(0.1, 0.4), codec=codec)
    assert not wordless_copy(plain, target)
    options = {"write_id3v1": "1"} if name == "a.mp3" else {"write_id3v2": "1"} if name == "a.aiff" else {}
    told_to(plain, source, options)
    assert tells(source)
    assert wordless_copy(source, target)
    assert not tells(target)
    assert packets(target) == packets(source)


def test_words_that_cannot_be_taken_out_are_said(tmp_path: Path) -> None:
    Image.fromarray(numbered(5)).save(tmp_path / "a.tif", description=SECRET)
    with pytest.raises(MediaError, match=r"a\.tif cannot be taken out"):
        wordless_copy(tmp_path / "a.tif", tmp_path / "out.tif")
    plain, told = tmp_path / "a.ogg", tmp_path / "b.ogg"
    write_sound(plain, tone_after(0.1, 0.4), codec="libopus")
    assert not wordless_copy(plain, tmp_path / "out.ogg")
    told_to(plain, told)
    with pytest.raises(MediaError, match=r"b\.ogg cannot be taken out"):
        wordless_copy(told, tmp_path / "out.ogg")
    assert not (tmp_path / "out.tif").exists()


def test_a_file_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    for name in ("a.png", "a.jpg", "a.gif", "a.webp", "a.mp4", "a.mkv"):
        path = tmp_path / name
        if name[-3:] in ("mp4", "mkv"):
            # In the middle of the texts, which stand before the pictures.
            write_clip(clip(), path, metadata=CARRIED)
            path.write_bytes(path.read_bytes()[: path.read_bytes().index(SECRET.encode()) + 40])
        else:
            Image.fromarray(numbered(5)).save(path)
            path.write_bytes(path.read_bytes()[:-60])
        with pytest.raises(MediaError):
            wordless_copy(path, tmp_path / "out")
