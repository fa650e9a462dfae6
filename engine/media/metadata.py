"""The graph that made a picture or clip, carried in the file's own metadata or, where that cannot hold it, beside it.

Keys are short names; `shotloom` holds the graph as JSON text, `comment` one line for people. In: a path. Out: a dict of
strings. Called by `encode` and `imaging` when writing, and when an exported file is dropped on the canvas.
"""

import json
import zlib
from collections.abc import Mapping
from pathlib import Path

from PIL import PngImagePlugin

from engine.media import pictures
from engine.media.formats import GIF, JPEG, PNG, WEBP, MediaFormat, open_video, sniff
from engine.media.outputs import whole_file

GRAPH = "shotloom"
COMMENT = "comment"
MAX_TEXT = 16 << 20
"""The longest graph text that is read back."""
MAX_EMBEDDED = 900_000
"""Longer texts go beside a picture: Pillow refuses to open one with more than 1 MiB of text."""
MAX_JPEG_COMMENT = 60_000
SIDECAR_SUFFIX = ".loom.json"
_MARK = b"shotloom:"


def sidecar(path: Path) -> Path:
    """Where the metadata of a file lies that cannot hold it: `<name>.loom.json`."""
    return path.with_name(path.name + SIDECAR_SUFFIX)


def write_beside(path: Path, metadata: Mapping[str, str], embedded: bool) -> None:
    """Bring the sidecar in line with a file just written: written, or removed where the file now holds it all.

    A stale sidecar of an earlier export must not outlive "share without prompts".
    """
    beside = sidecar(path)
    if metadata and not embedded:
        with whole_file(beside, overwrite=True) as temp:
            temp.write_text(json.dumps(dict(metadata), ensure_ascii=False), encoding="utf-8")
    else:
        beside.unlink(missing_ok=True)


def read_metadata(path: Path) -> dict[str, str]:
    """The texts that a picture or clip carries, by key; `shotloom` is the graph. Empty when there is none.

    Raises MediaError when the file cannot be read at all. The texts come from a stranger: check before use.
    """
    media = sniff(path)
    found = _read_video(path, media) if media.family == "video" else _read_picture(path, media)
    beside = sidecar(path)
    if GRAPH not in found and beside.is_file() and beside.stat().st_size <= MAX_TEXT:
        found |= parsed(beside.read_bytes())
    return found


def parsed(data: bytes) -> dict[str, str]:
    """A JSON object of strings, or {} for anything else."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(value, dict):
        return {}
    return {str(k): v for k, v in value.items() if isinstance(v, str)}


def png_texts(metadata: Mapping[str, str]) -> PngImagePlugin.PngInfo:
    """The texts as PNG chunks: plain `tEXt` for short Latin-1 lines, compressed `iTXt` otherwise."""
    info = PngImagePlugin.PngInfo()
    for key, text in metadata.items():
        if text.isascii() and len(text) < 1024:
            info.add_text(key, text)
        else:
            info.add_itxt(key, text, zip=True)
    return info


def packed(metadata: Mapping[str, str]) -> bytes:
    """The texts as one marked JSON block, for formats that hold a single comment."""
    return _MARK + json.dumps(dict(metadata), ensure_ascii=True).encode("ascii") if metadata else b""


def embeds(media: MediaFormat, metadata: Mapping[str, str]) -> bool:
    """Whether a picture format can carry these texts itself."""
    size = sum(len(k) + len(v.encode()) for k, v in metadata.items())
    if media is JPEG:
        return len(packed(metadata)) <= MAX_JPEG_COMMENT
    return media in (PNG, GIF, WEBP) and size <= MAX_EMBEDDED


def _read_video(path: Path, media: MediaFormat) -> dict[str, str]:
    with open_video(path, media) as container:
        texts = {k.lower(): v for k, v in container.metadata.items()}
    wanted = {k: texts[k] for k in (GRAPH, COMMENT) if k in texts and len(texts[k]) <= MAX_TEXT}
    return wanted


def _read_picture(path: Path, media: MediaFormat) -> dict[str, str]:
    if media is PNG:
        return png_chunks(path)
    if media not in (GIF, JPEG, WEBP):
        return {}
    with pictures.opened(path, media) as image:
        block = image.info.get("xmp" if media is WEBP else "comment", b"")
    data = block if isinstance(block, bytes) else str(block).encode("utf-8", "replace")
    return parsed(data[len(_MARK) :]) if data.startswith(_MARK) else {}


def png_chunks(path: Path) -> dict[str, str]:
    """The text chunks of a PNG, read without its pixels and with bounded unpacking."""
    found: dict[str, str] = {}
    budget = MAX_TEXT
    with path.open("rb") as stream:
        stream.seek(8)
        while len(head := stream.read(8)) == 8:
            length, kind = int.from_bytes(head[:4], "big"), head[4:]
            if kind not in (b"tEXt", b"zTXt", b"iTXt"):
                if kind == b"IEND" or length > 1 << 31:
                    break
                stream.seek(length + 4, 1)
                continue
            if length > budget:
                break
            key, text = _text_chunk(kind, stream.read(length), budget)
            stream.seek(4, 1)
            budget -= len(text)
            found.setdefault(key, text)
    return {k: found[k] for k in found if k in (GRAPH, COMMENT)}


def _text_chunk(kind: bytes, data: bytes, budget: int) -> tuple[str, str]:
    key, _, rest = data.partition(b"\0")
    packed_text, encoding = False, "latin-1"
    if kind == b"zTXt":
        packed_text, rest = True, rest[1:]
    elif kind == b"iTXt":
        packed_text, encoding = rest[:1] == b"\1", "utf-8"
        # After two flag bytes come a language tag and a translated keyword, both ended by zero.
        rest = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    if packed_text:
        try:
            rest = zlib.decompressobj().decompress(rest, budget)
        except zlib.error:
            rest = b""
    return key.decode("latin-1"), rest.decode(encoding, "replace")
