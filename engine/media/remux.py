"""A finished file delivered under its final name, with texts put into its metadata and its pictures left untouched.

In: an encoded file (of the cache) and texts by key (`shotloom` is the graph). Out: the target, whole, or one
OutputError and nothing. Called by `engine.delivery`; pictures are never decoded, so a title or a graph costs no second
encode.
"""

import shutil
import zlib
from collections import deque
from collections.abc import Mapping
from pathlib import Path

import av
from av.video.stream import VideoStream

from engine.errors import OutputError
from engine.media.formats import GIF, JPEG, MATROSKA, MP4, PNG, WEBP, Limits, MediaFormat, open_video, sniff
from engine.media.metadata import COMMENT, GRAPH, embeds, packed, png_texts, write_beside
from engine.media.outputs import whole_file
from engine.media.probe import frame_table, same_rate

_UNLIMITED = Limits(frames=1 << 31, seconds=1 << 31)
_XMP_FLAG = 0x04


def deliver_copy(
    source: Path, target: Path, metadata: Mapping[str, str] | None = None, *, overwrite: bool = False
) -> None:
    """Copy an encoded file to `target` with `metadata` in it; formats that cannot carry it get a sidecar.

    Raises OutputError for an existing target, a disk that refuses, or a copy that does not read back whole.
    """
    texts = {key: text for key, text in (metadata or {}).items() if text}
    media = sniff(source)
    with whole_file(target, overwrite=overwrite) as temp:
        embedded = bool(texts) and _embed(source, temp, media, texts)
        if not embedded:
            shutil.copyfile(source, temp)
            if temp.stat().st_size != source.stat().st_size:
                raise OutputError(f"{target.name} could not be written whole", remedy="Free some space")
    write_beside(target, texts, embedded)


def _embed(source: Path, temp: Path, media: MediaFormat, texts: dict[str, str]) -> bool:
    """Write the file with its texts; False when this kind of file cannot hold them."""
    if media in (MP4, MATROSKA):
        _remux(source, temp, media, texts)
        return True
    if media in (PNG, JPEG, GIF, WEBP) and embeds(media, texts):
        data = with_texts(source.read_bytes(), media, texts)
        if data is not None:
            temp.write_bytes(data)
            return True
    return False


def _remux(source: Path, temp: Path, media: MediaFormat, texts: dict[str, str]) -> None:
    """The streams packet by packet into a new container of the same kind."""
    kind = source.suffix.lower().lstrip(".")
    name = {"mkv": "matroska", "webm": "webm", "mov": "mov"}.get(kind, "mp4")
    options = {"movflags": "use_metadata_tags+faststart"} if media is MP4 else {}
    before = frame_table(source, media, _UNLIMITED).info
    decoded = _decoding_times(source) if media is MATROSKA else {}
    with (
        open_video(source, media, _UNLIMITED) as reader,
        av.open(str(temp), "w", format=name, options=options) as writer,
    ):
        for key in (GRAPH, COMMENT):
            if key in texts:
                writer.metadata[key] = texts[key]
        # Opaque: nothing is encoded, and not every decoder's name is an encoder's.
        streams = {
            s.index: writer.add_stream_from_template(s, opaque=True)
            for s in reader.streams
            if s.type in _KEPT
        }
        for written in streams.values():
            if isinstance(written, VideoStream):
                # Matroska keeps times in milliseconds: of a few frames, no reader could tell their rate.
                written.codec_context.framerate = before.rate
            if media is MP4 and written.codec_context and written.codec_context.name == "hevc":
                # The usual tag, hev1, is not played everywhere.
                written.codec_context.codec_tag = "hvc1"
        for packet in reader.demux():
            stream = streams.get(packet.stream.index)
            # An empty packet marks the end of a stream. Between two subtitles mp4 has one without text, which the
            # writer adds by itself.
            if stream is not None and packet.size and bytes(memoryview(packet)[:3]) != _NO_TEXT:
                if times := decoded.get(packet.stream.index):
                    packet.dts = times.popleft()
                packet.stream = stream
                writer.mux(packet)
    after = frame_table(temp, media, _UNLIMITED).info
    same = (before.frames, before.size) == (after.frames, after.size)
    if not same or not same_rate(before.rate, after.rate):
        raise OutputError(
            f"the written file holds {after.frames} of {before.frames} frames",
            remedy="Check the free space of the disk and write it again",
        )


def _decoding_times(source: Path) -> dict[int, deque[int]]:
    """When frames are to be decoded, for streams of a Matroska file whose frames are not stored in the order in which
    they are shown: the file tells only when each is shown, and libavformat does not always know the rest.

    Frames are decoded one after the other, each no later than it is shown.
    """
    shown: dict[int, list[int]] = {}
    with open_video(source, MATROSKA, _UNLIMITED) as reader:
        for packet in reader.demux():
            index = packet.stream.index
            if not packet.size or packet.pts is None or packet.stream.type != "video":
                continue
            if index not in shown and packet.dts is not None:
                return {}
            shown.setdefault(index, []).append(packet.pts)
    found = {}
    for index, times in shown.items():
        ordered = sorted(times)
        ahead = max(first - time for first, time in zip(ordered, times, strict=True))
        found[index] = deque(time - ahead for time in ordered)
    return found


_KEPT = ("video", "audio", "subtitle")
_NO_TEXT = b"\0\0"


def with_texts(data: bytes, media: MediaFormat, texts: dict[str, str]) -> bytes | None:
    """The bytes of a picture file with texts in them; None for one whose layout holds none."""
    if media is PNG:
        return _png(data, texts)
    note = packed(texts)
    if media is JPEG:
        # Behind the JFIF header if there is one, which must come first.
        at = 4 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2
        return data[:at] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + data[at:]
    return _gif(data, note) if media is GIF else _webp(data, note)


def _png(data: bytes, texts: dict[str, str]) -> bytes:
    """The text chunks between the header chunk and everything else (PNG 1.2, section 4)."""
    parts = []
    for kind, body, *_ in png_texts(texts).chunks:
        crc = zlib.crc32(body, zlib.crc32(kind))
        parts.append(len(body).to_bytes(4, "big") + kind + body + crc.to_bytes(4, "big"))
    header = 8 + 25
    return data[:header] + b"".join(parts) + data[header:]


def _gif(data: bytes, note: bytes) -> bytes:
    """A comment extension behind the global palette (GIF89a, section 24)."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    blocks = [note[i : i + 255] for i in range(0, len(note), 255)]
    body = b"".join(bytes([len(block)]) + block for block in blocks)
    return b"GIF89a" + data[6:at] + b"\x21\xfe" + body + b"\0" + data[at:]


def _webp(data: bytes, note: bytes) -> bytes | None:
    """An XMP chunk at the end; only the extended layout, which animations have, holds one."""
    if data[12:16] != b"VP8X" or data[20] & _XMP_FLAG:
        return None
    body = data[8:20] + bytes([data[20] | _XMP_FLAG]) + data[21:]
    chunk = b"XMP " + len(note).to_bytes(4, "little") + note + b"\0" * (len(note) % 2)
    return b"RIFF" + (len(body) + len(chunk)).to_bytes(4, "little") + body + chunk
