"""Where files of moving pictures and of sound keep texts about themselves, and how those are blanked in place.

In: an open file. Out: patches that take the words out and change no length, so that nothing that points into the file
has to move and no packet is touched; None for a layout whose texts cannot be told. A file that breaks off raises
ValueError: what is not understood may hold words. Called by `engine.media.wordless`.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

LABEL_LIMIT = 1 << 20
"""Bytes of a block of texts that is read to see whether it tells more than which program wrote the file."""


@dataclass(frozen=True, slots=True)
class Patch:
    """`data` and behind it `blank` zero bytes take the place of what is `at` an offset."""

    at: int
    data: bytes
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """What may stay: our own comment, and a packet of XMP that tells what kind of source the pictures have."""

    comment: str = ""
    xmp: bytes = b""


@dataclass(frozen=True, slots=True)
class Part:
    """A box, chunk or element: bytes [start, stop) of the file, its content from `body` on."""

    kind: bytes
    start: int
    body: int
    stop: int
    inside: bytes = b""


# -- ISO base media: mp4, mov, m4a, 3gp --------------------------------------------------------------------------------

C2PA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_TEXTS = (b"udta", b"meta", b"uuid")
_EMPTY = (b"free", b"skip")
_PICTURES = (b"ftyp", b"mdat", b"moof", b"mfra", b"sidx", b"ssix", b"styp", b"pdin", b"prft", b"wide")
_PROGRAM = (b"\xa9too", b"\xa9swr", b"\xa9enc")
_PROGRAM_KEYS = (b"encoder", b"com.apple.quicktime.software")


def iso(file: BinaryIO, size: int, label: Label) -> list[Patch] | None:
    """Boxes of texts become free space, the first one that has room the label. ISO/IEC 14496-12, 8.1.2 and 8.10."""
    found: list[Part] = []
    for box in _boxes(file, 0, size):
        if box.kind == b"moov":
            for child in _boxes(file, box.body, box.stop, b"moov"):
                inner = _boxes(file, child.body, child.stop, b"trak") if child.kind == b"trak" else (child,)
                found += [part for part in inner if part.kind in (*_TEXTS, *_EMPTY)]
        elif box.kind not in _PICTURES:
            found.append(box)
    told = [part for part in found if not _says_nothing(file, part, label.comment)]
    if all(_head(file, part.body, 16) == C2PA_BOX for part in told):
        return []
    return _freed(told, label)


def _freed(told: list[Part], label: Label) -> list[Patch]:
    patches = []
    for part in told:
        length = part.stop - part.start
        kept = b""
        if part.inside == b"moov" and (label.comment or label.xmp):
            kept = _user_data(label, length)
        elif not part.inside and label.xmp:
            kept = _fitting(_box(b"uuid", _XMP_BOX + label.xmp), length)
        if kept:
            label = Label()
        rest = length - len(kept)
        head = (
            struct.pack(">I4s", rest, b"free") if rest < 1 << 32 else struct.pack(">I4sQ", 1, b"free", rest)
        )
        patches.append(Patch(part.start, kept + head[:rest], max(0, rest - len(head))))
    return patches


def _user_data(label: Label, room: int) -> bytes:
    """The label as QuickTime keeps texts; what does not fit is left out."""
    text = label.comment.encode()
    comment = _box(b"\xa9cmt", struct.pack(">HH", len(text), 0x55C4) + text) if text else b""
    xmp = _box(b"XMP_", label.xmp) if label.xmp else b""
    return _fitting(_box(b"udta", comment + xmp), room) or _fitting(_box(b"udta", comment), room)


def _fitting(box: bytes, room: int) -> bytes:
    return box if len(box) == room or len(box) + 8 <= room else b""


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), kind) + body


def _boxes(file: BinaryIO, start: int, stop: int, inside: bytes = b"") -> Iterator[Part]:
    at = start
    while at + 8 <= stop:
        head = _head(file, at, 16)
        if len(head) < 8:
            raise ValueError("a box is cut off")
        length, kind, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
        if length == 1:
            length, body = int.from_bytes(head[8:16], "big"), at + 16
        elif length == 0:
            length = stop - at
        if length < body - at or (at + length > stop and kind != b"mdat"):
            # What is not understood may hold anything.
            raise ValueError("a box is cut off")
        yield Part(kind, at, body, min(at + length, stop), inside)
        at += length


def _says_nothing(file: BinaryIO, part: Part, comment: str) -> bool:
    """Whether a box names nothing but the program that wrote it, and our own comment."""
    if part.stop - part.body > LABEL_LIMIT:
        return False
    body = _head(file, part.body, part.stop - part.body)
    if part.kind in _EMPTY:
        return not any(body)
    return part.kind in (b"udta", b"meta") and _only_program(part.kind, body, comment.encode())


def _only_program(kind: bytes, body: bytes, comment: bytes) -> bool:
    if kind == b"udta":
        return all(_harmless(k, b, comment) for k, b in _inner(body))
    # MPEG's `meta` has four bytes of version and flags, QuickTime's has none.
    parts = dict(_inner(body if body[4:8] == b"hdlr" else body[4:]))
    names = [name for _, name in _inner(parts.get(b"keys", b"")[8:])]
    for key, value in _inner(parts.get(b"ilst", b"")):
        number = int.from_bytes(key, "big")
        named = names[number - 1] if 0 < number <= len(names) else key
        text = next((data[8:] for _, data in _inner(value)), b"")
        ours = named in (b"\xa9cmt", b"comment") and text == comment
        if not (named in (*_PROGRAM, *_PROGRAM_KEYS) or ours):
            return False
    return parts.keys() <= {b"hdlr", b"keys", b"ilst", b"free"}


def _harmless(kind: bytes, body: bytes, comment: bytes) -> bool:
    if kind == b"meta":
        return _only_program(kind, body, comment)
    return kind in _PROGRAM or (kind == b"\xa9cmt" and body[4:] == comment) or not any(body)


def _inner(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(body):
        length = int.from_bytes(body[at : at + 4], "big")
        if length < 8:
            return
        yield body[at + 4 : at + 8], body[at + 8 : at + length]
        at += length


# -- Matroska and WebM -------------------------------------------------------------------------------------------------

_SEGMENT, _INFO, _CLUSTER = 0x18538067, 0x1549A966, 0x1F43B675
_TAGS, _ATTACHMENTS, _TITLE, _CHECK = 0x1254C367, 0x1941A469, 0x7BA9, 0xBF
_TAG, _SIMPLE, _NAME, _STRING = 0x7373, 0x67C8, 0x45A3, 0x4487
_FACTS = frozenset(
    b"ENCODER DURATION BPS NUMBER_OF_FRAMES NUMBER_OF_BYTES HANDLER_NAME VENDOR_ID CREATION_TIME "
    b"MAJOR_BRAND MINOR_VERSION COMPATIBLE_BRANDS TIMECODE".split()
)
"""Tags that programs write by themselves."""


def matroska(file: BinaryIO, size: int, label: Label) -> list[Patch] | None:
    """Tags give way to the label, titles and attachments to void elements. RFC 9559, 5.1.8; RFC 8794, 11.3."""
    segment = next((part for part in _elements(file, 0, size) if _number(part) == _SEGMENT), None)
    if segment is None:
        return None
    patches: list[Patch] = []
    for part in _elements(file, segment.body, segment.stop):
        if _number(part) == _TAGS and not _plain_tags(file, part, label.comment):
            patches.append(_tags(part, label.comment))
        elif _number(part) == _ATTACHMENTS:
            patches += _void(part.body, part.stop)
        elif _number(part) == _INFO:
            inner = list(_elements(file, part.body, part.stop))
            if any(_number(p) == _TITLE for p in inner):
                # Its sum of checks would no longer be right.
                gone = [p for p in inner if _number(p) in (_TITLE, _CHECK)]
                patches += [patch for p in gone for patch in _void(p.start, p.stop)]
    return patches


def _tags(part: Part, comment: str) -> Patch:
    simple = b""
    if comment:
        simple = _element(_SIMPLE, _element(_NAME, b"COMMENT") + _element(_STRING, comment.encode()))
    body = _element(_TAG, _element(0x63C0, b"") + simple)
    room = part.stop - part.body
    if len(body) > room or len(body) == room - 1:
        body = b""
    void = _void(part.body + len(body), part.stop)
    return Patch(part.body, body + (void[0].data if void else b""), void[0].blank if void else 0)


def _void(start: int, stop: int) -> list[Patch]:
    length = stop - start
    if length < 2:
        return []
    if length < 9:
        return [Patch(start, bytes((0xEC, 0x80 | length - 2)), length - 2)]
    return [Patch(start, b"\xec\x01" + (length - 9).to_bytes(7, "big"), length - 9)]


def _element(number: int, body: bytes) -> bytes:
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return name + (0x4000 | len(body)).to_bytes(2, "big") + body


def _number(part: Part) -> int:
    return int.from_bytes(part.kind, "big")


def _plain_tags(file: BinaryIO, part: Part, comment: str) -> bool:
    if part.stop - part.body > LABEL_LIMIT:
        return False
    for tag in _elements(file, part.body, part.stop):
        for simple in _elements(file, tag.body, tag.stop) if _number(tag) == _TAG else ():
            if _number(simple) != _SIMPLE:
                continue
            fields = {_number(p): p for p in _elements(file, simple.body, simple.stop)}
            name, text = (
                _head(file, fields[n].body, fields[n].stop - fields[n].body) if n in fields else b""
                for n in (_NAME, _STRING)
            )
            ours = name.upper() == b"COMMENT" and text.rstrip(b"\0") == comment.encode()
            if not (name.upper() in _FACTS or name.startswith(b"_STATISTICS") or ours):
                return False
    return True


def _elements(file: BinaryIO, start: int, stop: int) -> Iterator[Part]:
    at = start
    while at < stop:
        head = _head(file, at, 12)
        name = 9 - head[0].bit_length() if head else 0
        if name not in (1, 2, 3, 4) or name >= len(head) or not head[name]:
            raise ValueError("an element is cut off")
        width = 9 - head[name].bit_length()
        length = int.from_bytes(head[name : name + width], "big") & ((1 << 7 * width) - 1)
        body = at + name + width
        if length == (1 << 7 * width) - 1:
            # Of unknown length, as live recordings have them: of a cluster the content follows as if it stood beside.
            kind = int.from_bytes(head[:name], "big")
            at, end = (body, body) if kind == _CLUSTER else (stop, stop)
        else:
            if body + length > stop and int.from_bytes(head[:name], "big") not in (_SEGMENT, _CLUSTER):
                raise ValueError("an element is cut off")
            at = end = min(body + length, stop)
        yield Part(head[:name], body - name - width, body, end)


# -- RIFF: avi, wav ----------------------------------------------------------------------------------------------------

_RIFF_KEPT = frozenset(
    (b"fmt ", b"data", b"fact", b"cue ", b"smpl", b"inst", b"PEAK", b"ds64", b"JUNK", b"PAD ", b"idx1", b"avih",
     b"strh", b"strf", b"strd", b"vprp", b"indx", b"dmlh")
)  # fmt: skip
_RIFF_LISTS = (b"hdrl", b"strl", b"odml")


def riff(file: BinaryIO, size: int, label: Label) -> list[Patch] | None:
    """Chunks that are neither picture nor sound become `JUNK`."""
    patches: list[Patch] = []
    at = 0
    while at + 12 <= size and (head := _head(file, at, 12))[:4] in (b"RIFF", b"RF64"):
        length = int.from_bytes(head[4:8], "little")
        stop = (
            size if head[:4] == b"RF64" or length == 0xFFFFFFFF else min(size, at + 8 + length + length % 2)
        )
        patches += _chunks(file, at + 12, stop)
        at = stop
    return patches


def _chunks(file: BinaryIO, start: int, stop: int, deep: int = len(_RIFF_LISTS)) -> list[Patch]:
    patches: list[Patch] = []
    at = start
    while at + 8 <= stop:
        head = _head(file, at, 12)
        kind, length = head[:4], int.from_bytes(head[4:8], "little")
        end = min(stop, at + 8 + length)
        if deep and kind == b"LIST" and head[8:12] in _RIFF_LISTS:
            patches += _chunks(file, at + 12, end, deep - 1)
        elif not (kind in _RIFF_KEPT or (kind == b"LIST" and _info_is_plain(file, head, at, end))):
            patches += [Patch(at, b"JUNK"), Patch(at + 8, b"", end - at - 8)]
        at += 8 + length + length % 2
    return patches


def _info_is_plain(file: BinaryIO, head: bytes, at: int, end: int) -> bool:
    if head[8:12] != b"INFO":
        return head[8:12] == b"movi"
    inner = at + 12
    while inner + 8 <= end:
        part = _head(file, inner, 8)
        if part[:4] != b"ISFT":
            return False
        length = int.from_bytes(part[4:8], "little")
        inner += 8 + length + length % 2
    return True


_AIFF_KEPT = (b"COMM", b"SSND", b"FVER", b"MARK", b"INST", b"JUNK")


def aiff(file: BinaryIO, size: int, label: Label) -> list[Patch] | None:
    """Chunks of texts become ones that nobody knows, which readers skip."""
    patches, at = [], 12
    while at + 8 <= size:
        head = _head(file, at, 8)
        length = int.from_bytes(head[4:], "big")
        if head[:4] not in _AIFF_KEPT:
            patches += [Patch(at, b"JUNK"), Patch(at + 8, b"", min(length, size - at - 8))]
        at += 8 + length + length % 2
    return patches


def _head(file: BinaryIO, at: int, count: int) -> bytes:
    file.seek(at)
    return file.read(count)


Walk = Callable[[BinaryIO, int, Label], list[Patch] | None]
