"""What is not a plain, whole, reasonable image or clip is refused in one clear line before any decoder works on it."""

import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from engine.errors import MediaError
from engine.media.decode import open_clip
from engine.media.probe import probe
from tests.engine.media.synthetic import numbered, write_video


def refused(path: Path, match: str) -> None:
    """Both ways in refuse, with one line, a remedy and no path of the machine."""
    for way in (probe, open_clip):
        with pytest.raises(MediaError, match=match) as caught:
            way(path)
        assert caught.value.remedy
        assert "\n" not in str(caught.value)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    return write_video(tmp_path / "secret.mp4", [numbered(i) for i in range(4)])


@pytest.mark.parametrize("name", ["trap.mp4", "trap.mkv", "trap.avi", "trap.gif", "trap.png"])
def test_scripts_that_name_other_files(tmp_path: Path, secret: Path, name: str):
    path = tmp_path / name
    for text in (
        "ffconcat version 1.0\nfile secret.mp4\n",
        "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nsecret.mp4\n#EXT-X-ENDLIST\n",
        "v=0\nm=video 5004 RTP/AVP 96\n",
        "just some text, no video",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
    ):
        path.write_text(text)
        refused(path, "holds something else")


@pytest.mark.parametrize("name", ["list.ffconcat", "list.m3u8", "list.sdp", "a.svg", "a.pt", "a", "a.exe"])
def test_other_kinds_of_file(tmp_path: Path, name: str):
    path = tmp_path / name
    path.write_text("#EXTM3U\n")
    refused(path, "not a kind of file")


@pytest.mark.parametrize(
    "name",
    [
        "http://127.0.0.1:9/a.mp4",
        "concat:secret.mp4|secret.mp4",
        "subfile,,start,0,end,9,,:secret.mp4",
        "pipe:0.mp4",
    ],
)
def test_protocols_are_names_of_files_that_do_not_exist(
    tmp_path: Path, secret: Path, monkeypatch: pytest.MonkeyPatch, name: str
):
    monkeypatch.chdir(tmp_path)
    refused(Path(name), "was not found")


def test_a_playlist_behind_real_first_bytes(tmp_path: Path, secret: Path):
    path = tmp_path / "trap.mp4"
    path.write_bytes(b"\0\0\0\x08ftyp" + b"\nffconcat version 1.0\nfile secret.mp4\n")
    refused(path, "cannot be read")


def test_missing_empty_and_not_a_file(tmp_path: Path):
    refused(tmp_path / "none.mp4", "was not found")
    (tmp_path / "zero.mp4").touch()
    refused(tmp_path / "zero.mp4", "zero bytes")
    (tmp_path / "folder.mp4").mkdir()
    refused(tmp_path / "folder.mp4", "not a file")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.mp4")
        refused(tmp_path / "pipe.mp4", "not a file")


def test_a_picture_named_as_a_clip(tmp_path: Path):
    path = tmp_path / "a.mp4"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(60))
    refused(path, "is a png file")


@pytest.mark.parametrize("container", ["mp4", "matroska"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_clips(tmp_path: Path, container: str, share: float):
    path = tmp_path / ("a.mp4" if container == "mp4" else "a.mkv")
    noise = np.random.default_rng(0)
    frames = [noise.integers(0, 256, (48, 96, 3), dtype=np.uint8) for _ in range(40)]
    write_video(path, frames, container=container, options={"g": "10"})
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    refused(path, "cut short|cannot be read")


def test_truncated_clip_with_its_index_in_front(tmp_path: Path):
    import av

    source = write_video(tmp_path / "a.mp4", [numbered(i) for i in range(60)])
    path = tmp_path / "front.mp4"
    with av.open(str(source)) as reader, av.open(str(path), "w", options={"movflags": "faststart"}) as out:
        stream = out.add_stream_from_template(reader.streams.video[0])
        for packet in reader.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                out.mux(packet)
    whole = path.read_bytes()
    assert whole.index(b"moov") < whole.index(b"mdat")
    path.write_bytes(whole[: int(len(whole) * 0.8)])
    refused(path, "cut short|cannot be read")


def test_random_bytes_with_good_first_bytes(tmp_path: Path):
    noise = np.random.default_rng(0).bytes(20_000)
    for name, head in (
        ("a.mp4", b"\0\0\0\x18ftypisom"),
        ("a.mkv", b"\x1a\x45\xdf\xa3"),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.gif", b"GIF89a"),
        ("a.webp", b"RIFF\0\0\0\0WEBP"),
        ("a.tif", b"II*\0"),
        ("a.bmp", b"BM"),
        ("a.avi", b"RIFF\0\0\0\0AVI "),
    ):
        path = tmp_path / name
        path.write_bytes(head + noise)
        refused(
            path, "cannot be read|not a readable|megapixels|no picture|cut short|holds no frames|px a side"
        )


def png_claiming(width: int, height: int, rows: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((width + 1) * rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height"), [(20_000, 20_000), (8_001, 8_001), (60_000, 1), (1, 9_000), (0, 5)]
)
def test_pictures_that_claim_too_much(tmp_path: Path, width: int, height: int):
    path = tmp_path / "bomb.png"
    path.write_bytes(png_claiming(width, height, 4))
    refused(path, "megapixels|px a side|not a readable|cannot be read|no picture")


def test_a_clip_that_claims_a_huge_frame_is_refused_by_its_header(tmp_path: Path):
    path = write_video(tmp_path / "wide.avi", [numbered(0, 64, 64)] * 2, codec="rawvideo", pixels="bgr24")
    data = bytearray(path.read_bytes())
    at = data.index(b"strf") + 8
    struct.pack_into("<ii", data, at + 4, 16_000, 16_000)
    path.write_bytes(data)
    refused(path, "no picture size")


def test_a_picture_with_a_jpeg_inside_a_png_name_is_read_as_what_it_is(tmp_path: Path):
    from PIL import Image

    path = tmp_path / "web.png"
    Image.new("RGB", (30, 20), (200, 10, 10)).save(path, "JPEG")
    assert probe(path).format == "jpeg"
    assert probe(path).size == (30, 20)
