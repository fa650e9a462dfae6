"""Media files without the words in them: the graph that an exported clip carries, prompts of other programs, comments.

In: a picture, clip or sound that somebody is about to give away. Out: a copy with pictures and sound bit by bit as they
were, or nothing where the file tells nothing. That it was generated stays said: our own comment, and the kind of source
that other programs note as IPTC's digital source type. A signature does not outlive the change; where there is nothing
to take out it stays. Called when a bundle is packed without prompts.
"""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from PIL import ExifTags

from engine.errors import MediaError
from engine.media import boxes, chunks, pictures
from engine.media.boxes import Label, Patch, Walk
from engine.media.formats import (
    AIFF,
    AVI,
    BMP,
    EXTENSIONS,
    FLAC,
    GIF,
    JPEG,
    M4A,
    MATROSKA,
    MP4,
    OGG,
    PNG,
    TIFF,
    WAV,
    WEBP,
    MediaFormat,
    sniff,
    sniff_sound,
)
from engine.media.metadata import COMMENT
from engine.media.remux import with_texts
from engine.share import LABEL

_OURS = re.compile(re.escape(LABEL).encode() + rb"(, seed \d+)?")
_SOURCE = re.compile(rb"cv\.iptc\.org/newscodes/digitalsourcetype/(\w{3,60})")
_XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    'Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{kind}"/></rdf:RDF></x:xmpmeta>'
)
_CHUNK = 1 << 20
_TAG_HEAD = 10


def wordless_copy(source: Path, target: Path) -> bool:
    """Write `source` without its words to `target`; False, and nothing is written, where it holds none.

    Raises MediaError for a file that cannot be read, and for one with words that cannot be taken out. OSError from the
    disk goes through.
    """
    media = sniff(source) if source.suffix.lower() in EXTENSIONS else sniff_sound(source)
    if media.family == "picture":
        return _picture(source, target, media)
    said = _beginning_and_end(source)
    label = Label(_comment(said), _source_kind(said))
    try:
        with source.open("rb") as file:
            patches = _patches(file, source.stat().st_size, media, label)
    except ValueError as error:
        raise _damaged(source) from error
    if patches is None:
        raise _kept_words(source)
    if not patches:
        return False
    shutil.copyfile(source, target)
    with target.open("r+b") as copy:
        for patch in patches:
            _apply(copy, patch)
    return True


def _kept_words(source: Path) -> MediaError:
    return MediaError(
        f"the texts in {source.name} cannot be taken out", remedy="Convert it to PNG, MP4, FLAC or WAV"
    )


def _damaged(source: Path) -> MediaError:
    return MediaError(f"{source.name} is damaged", remedy="Export or copy it again")


def _beginning_and_end(source: Path) -> bytes:
    """Where files tell about themselves, in bytes that nothing has to interpret."""
    with source.open("rb") as file:
        head = file.read(8 * _CHUNK)
        file.seek(max(len(head), source.stat().st_size - 8 * _CHUNK))
        return head + file.read()


def _comment(said: bytes) -> str:
    found = _OURS.search(said)
    return found[0].decode() if found else ""


def _source_kind(said: bytes) -> bytes:
    """A packet of XMP with the kind of source that a file names; b"" where it names none."""
    found = _SOURCE.search(said)
    return _XMP.format(kind=found[1].decode()).encode() if found else b""


# -- pictures ----------------------------------------------------------------------------------------------------------

_STRIPPERS = {PNG: chunks.png, JPEG: chunks.jpeg, WEBP: chunks.webp, GIF: chunks.gif}


def _picture(source: Path, target: Path, media: MediaFormat) -> bool:
    if media is BMP:
        return False
    if media is TIFF:
        with pictures.opened(source, media) as image:
            if _TIFF_TEXTS.isdisjoint(image.getexif()):
                return False
        raise _kept_words(source)
    data = source.read_bytes()
    try:
        plain, words = _STRIPPERS[media](data)
    except (ValueError, IndexError) as error:
        raise _damaged(source) from error
    kept = _comment(data)
    if not words or (kept and _lone(data, plain, media, kept)):
        return False
    with pictures.opened(source, media) as image:
        turn = int(image.getexif().get(ExifTags.Base.Orientation, 1))
    plain = chunks.turned(plain, media.name, turn)
    if kept:
        plain = with_texts(plain, media, {COMMENT: kept}) or plain
    elif kind := _source_kind(data):
        plain = chunks.labelled(plain, media.name, kind)
    target.write_bytes(plain)
    return True


def _lone(data: bytes, plain: bytes, media: MediaFormat, comment: str) -> bool:
    """Whether our comment is all that a file says."""
    return len(data) <= len(with_texts(plain, media, {COMMENT: comment}) or b"")


_TIFF_TEXTS = frozenset(
    (269, 270, 271, 272, 285, 305, 315, 316, 700, 33432, 33723, 34377, 34665, 37510, 37724, 40091, 40092, 40093,
     40094, 40095)
)  # fmt: skip
"""Tags of TIFF that hold texts, or more tags."""


# -- clips and sounds --------------------------------------------------------------------------------------------------

_WALKS: Mapping[str, Walk] = {
    MP4.name: boxes.iso, M4A.name: boxes.iso, MATROSKA.name: boxes.matroska, AVI.name: boxes.riff, WAV.name: boxes.riff,
    AIFF.name: boxes.aiff,
}  # fmt: skip


def _patches(file: BinaryIO, size: int, media: MediaFormat, label: Label) -> list[Patch] | None:
    if media.name in _WALKS:
        return _WALKS[media.name](file, size, label)
    if media is OGG:
        return [] if _plain_ogg(file) else None
    start, patches = _leading_tag(file)
    if media is FLAC:
        found = _flac(file, start)
        return None if found is None else [*patches, *found]
    return [*patches, *_trailing_tags(file, size)]


def _leading_tag(file: BinaryIO) -> tuple[int, list[Patch]]:
    """Where the sound begins behind an ID3 tag, and how the tag becomes one without frames. ID3v2.4, 3.1."""
    file.seek(0)
    head = file.read(_TAG_HEAD)
    if head[:3] != b"ID3" or len(head) < _TAG_HEAD:
        return 0, []
    length = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    body = file.read(length)
    # One frame alone tells which program wrote the file.
    first = int.from_bytes(body[4:8], "big") if body[:4] == b"TSSE" else -_TAG_HEAD
    plain = not any(body[first + _TAG_HEAD :])
    blank = Patch(5, b"\0" + head[6:], length)
    return _TAG_HEAD + length, [] if plain else [blank]


def _trailing_tags(file: BinaryIO, size: int) -> list[Patch]:
    """ID3v1 and APE tags at the end give way to silence."""
    patches, end = [], size
    file.seek(max(0, end - 128))
    if file.read(3) == b"TAG":
        end -= 128
        patches.append(Patch(end, b"TAG", 124))
    file.seek(max(0, end - 32))
    foot = file.read(32)
    if foot[:8] == b"APETAGEX":
        length = int.from_bytes(foot[12:16], "little") + (32 if foot[23] & 0x80 else 0)
        patches.append(Patch(max(0, end - length), b"", min(end, length)))
    return patches


def _flac(file: BinaryIO, start: int) -> list[Patch] | None:
    """Comments, pictures and blocks of other programs become padding. RFC 9639, 8."""
    file.seek(start)
    if file.read(4) != b"fLaC":
        return None
    patches, at, last = [], start + 4, False
    while not last:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4:
            return None
        last, kind, length = bool(head[0] & 0x80), head[0] & 0x7F, int.from_bytes(head[1:], "big")
        if kind in (2, 6) or (kind == 4 and not _only_encoder(file.read(length))):
            patches.append(Patch(at, bytes((head[0] & 0x80 | 1,))))
            patches.append(Patch(at + 4, b"", length))
        at += 4 + length
    return patches


def _plain_ogg(file: BinaryIO) -> bool:
    """Whether the header of comments, behind that of the codec, names nothing but the program. RFC 7845, 5.2."""
    file.seek(0)
    head = file.read(_CHUNK)
    found = re.search(rb"OpusTags|\x03vorbis", head)
    return found is not None and _only_encoder(head[found.end() :][:4096])


def _only_encoder(block: bytes) -> bool:
    """Whether Vorbis comments name nothing but the program that wrote the file."""
    at = 4 + int.from_bytes(block[:4], "little")
    count = int.from_bytes(block[at : at + 4], "little")
    return count == 0 or (count == 1 and block[at + 8 : at + 16].lower() == b"encoder=")


def _apply(copy: BinaryIO, patch: Patch) -> None:
    copy.seek(patch.at)
    copy.write(patch.data)
    blank = patch.blank
    while blank > 0:
        copy.write(bytes(min(blank, _CHUNK)))
        blank -= _CHUNK
