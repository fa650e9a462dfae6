"""A zip file from a stranger, with a fixed layout, looked at before anything is unpacked.

`open_archive` checks the directory of the file (names, sizes, methods, overlaps); `stream` gives the bytes of one
entry, counted while they flow. Nothing here writes to the disk. Used by `bundle` alone.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from engine.errors import FileFormatError
from engine.json_text import SIZE_LIMIT

ENTRY_LIMIT = 2_000
TOTAL_LIMIT = 4 * 1000**3
FILE_LIMIT = 1024**3
RATIO_LIMIT = 100
CHUNK = 1 << 20

MANIFEST = "manifest.json"
GRAPH = "graph.json"
THUMBNAILS = ("thumbnail.png", "thumbnail.jpg")
ASSET = re.compile(r"assets/([0-9a-f]{64})\.([a-z0-9]{2,4})")
STARTS: Mapping[str, tuple[tuple[int, bytes], ...]] = {
    "mp4": ((4, b"ftyp"),),
    "m4v": ((4, b"ftyp"),),
    "mov": ((4, b"ftyp"), (4, b"moov"), (4, b"wide"), (4, b"mdat")),
    "3gp": ((4, b"ftyp"),),
    "mkv": ((0, b"\x1a\x45\xdf\xa3"),),
    "webm": ((0, b"\x1a\x45\xdf\xa3"),),
    "avi": ((8, b"AVI "),),
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "jpg": ((0, b"\xff\xd8\xff"),),
    "jpeg": ((0, b"\xff\xd8\xff"),),
    "webp": ((8, b"WEBP"),),
    "gif": ((0, b"GIF8"),),
    "tif": ((0, b"II*\0"), (0, b"MM\0*")),
    "tiff": ((0, b"II*\0"), (0, b"MM\0*")),
    "bmp": ((0, b"BM"),),
    "wav": ((8, b"WAVE"),),
    "wave": ((8, b"WAVE"),),
    "mp3": ((0, b"ID3"), *((0, bytes((0xFF, second))) for second in (0xFB, 0xFA, 0xF3, 0xF2, 0xE3, 0xE2))),
    "flac": ((0, b"fLaC"),),
    "ogg": ((0, b"OggS"),),
    "oga": ((0, b"OggS"),),
    "opus": ((0, b"OggS"),),
    "aif": ((8, b"AIFF"), (8, b"AIFC")),
    "aiff": ((8, b"AIFF"), (8, b"AIFC")),
    "m4a": ((4, b"ftyp"),),
    "aac": ((0, b"\xff\xf1"), (0, b"\xff\xf9"), (0, b"ADIF")),
}
"""Extensions that a bundle may hold, and how such files begin (offset, bytes)."""

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _SAFE_FLAGS = 0x1, 0x2 | 0x4 | 0x8 | 0x800
_REMEDY = "Ask for the bundle again; this one is damaged or was not made by Shotloom"
_ZIP_ERRORS = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, struct.error, ValueError,
    OverflowError, OSError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Archive:
    """A checked zip file, open for reading; `names` in the order of the file."""

    zip: zipfile.ZipFile
    names: tuple[str, ...]

    def stream(self, name: str) -> Iterator[bytes]:
        """The bytes of an entry in chunks. Raises FileFormatError when more flows than the directory said."""
        info = self.zip.getinfo(name)
        limit, done = min(info.file_size, _size_limit(name)), 0
        try:
            with self.zip.open(info) as file:
                while chunk := file.read(CHUNK):
                    done += len(chunk)
                    if done > limit:
                        raise refused("an entry is larger than it says", name)
                    if done == len(chunk):
                        _check_start(name, chunk)
                    yield chunk
        except _ZIP_ERRORS as error:
            raise refused("an entry is damaged", f"{name}: {error}") from None
        if done == 0:
            _check_start(name, b"")
        if done != info.file_size:
            raise refused("an entry is shorter than it says", name)

    def read(self, name: str) -> bytes:
        """An entry whole; for the small ones."""
        return b"".join(self.stream(name))


def refused(message: str, value: object = None) -> FileFormatError:
    """An error about a bundle as a whole."""
    return FileFormatError(message, port="bundle", value=value, remedy=_REMEDY)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The archive of a bundle, once its directory has passed every check.

    Raises FileFormatError: no zip, more than `ENTRY_LIMIT` entries, strange names, links, encryption, methods other
    than stored and deflate, overlapping entries, sizes or ratios beyond the limits, data before or behind the archive.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise FileFormatError(
            f"{path.name} cannot be read: {error.strerror}",
            value=path,
            remedy="Check its name and permissions",
        ) from None
    with file:
        directory = _check_end(file)
        try:
            archive = zipfile.ZipFile(file)
        except _ZIP_ERRORS as error:
            raise refused("this is not a bundle", error) from None
        with archive:
            infos = archive.infolist()
            _check_entries(infos)
            _check_places(file, infos, directory)
            yield Archive(archive, tuple(info.filename for info in infos))


def _check_end(file: BinaryIO) -> int:
    """Where the directory starts; the end record must be the plain one, and last."""
    try:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END.size - 20))
        tail = file.read()
    except OSError as error:
        raise refused("the bundle cannot be read", error.strerror) from None
    if size < _END.size:
        raise refused("this is not a bundle")
    mark, disk, start_disk, here, entries, length, offset, comment = _END.unpack(tail[-_END.size :])
    if mark != b"PK\5\6" or disk or start_disk or here != entries or comment:
        raise refused("this is not a bundle, or something was added to it")
    if tail.startswith(b"PK\6\7") or entries == 0xFFFF:
        raise refused("the bundle is too large", f"{entries} entries")
    if entries > ENTRY_LIMIT:
        raise refused("the bundle has too many entries", f"{entries:,}, at most {ENTRY_LIMIT:,}")
    if offset + length != size - _END.size:
        raise refused("something stands before the bundle's content")
    return int(offset)


def _check_entries(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        known = name in {MANIFEST, GRAPH, *THUMBNAILS}
        asset = ASSET.fullmatch(name)
        if info.orig_filename != name or not (known or (asset and asset[2] in STARTS)):
            raise refused("the bundle holds something that does not belong there", info.orig_filename)
        if name in seen:
            raise refused("the bundle holds an entry twice", name)
        seen.add(name)
        mode = info.external_attr >> 16
        if (stat.S_IFMT(mode) not in {0, stat.S_IFREG}) or info.external_attr & 0x10:
            raise refused("an entry is no ordinary file", name)
        if info.flag_bits & ~_SAFE_FLAGS or info.flag_bits & _ENCRYPTED:
            raise refused("an entry is encrypted or packed in an unknown way", name)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise refused("an entry is packed in an unknown way", name)
        if info.file_size > _size_limit(name):
            raise refused("an entry is too large", f"{name}: {info.file_size:,} bytes")
        packed = max(info.compress_size, 1)
        if not name.endswith(".json") and info.file_size > RATIO_LIMIT * packed:
            raise refused("an entry unpacks to far more than it holds", name)
    total = sum(info.file_size for info in infos)
    if total > TOTAL_LIMIT:
        raise refused("the bundle unpacks to too much", f"{total:,} bytes")
    if missing := {MANIFEST, GRAPH} - seen:
        raise refused("the bundle is incomplete", min(missing))


def _check_places(file: BinaryIO, infos: list[zipfile.ZipInfo], directory: int) -> None:
    """Every entry's data lies alone between the one before and the directory, under the name the directory gives."""
    free = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        try:
            file.seek(info.header_offset)
            head = _LOCAL.unpack(file.read(_LOCAL.size))
            name = file.read(head[9])
        except (OSError, struct.error):
            raise refused("the bundle is damaged", info.filename) from None
        start = info.header_offset + _LOCAL.size + head[9] + head[10]
        if head[0] != b"PK\3\4" or name != info.filename.encode():
            raise refused("the bundle is damaged", info.filename)
        if info.header_offset < free or start + info.compress_size > directory:
            raise refused("two entries overlap", info.filename)
        free = start + info.compress_size


def _size_limit(name: str) -> int:
    return FILE_LIMIT if ASSET.fullmatch(name) else SIZE_LIMIT


def _check_start(name: str, chunk: bytes) -> None:
    """The first bytes must be what the extension promises."""
    starts = STARTS.get(name.rsplit(".", 1)[-1], ())
    if starts and not any(chunk[at : at + len(mark)] == mark for at, mark in starts):
        raise refused("a file is not what its name says", name)
