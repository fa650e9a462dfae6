"""Pictures without the texts in their files: PNG, JPEG, WebP and GIF, with every pixel as it was.

In: the bytes of a picture file. Out: the same without what is not known to be picture, and whether that was more than
a signature. Called by `engine.media.wordless`. Colour profiles stay; how a picture is turned is put back by the caller.
"""

import re
import struct
import zlib

_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST sPLT oFFs acTL fcTL fdAT".split()
)
_PNG_SIGNED = frozenset((b"caBX", b"tIME"))
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_WEBP_KEPT = frozenset((b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_GIF_KEPT = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
_ORIENTATION = 0x0112

Stripped = tuple[bytes, bool]
"""The picture alone, and whether words were among what is gone."""


def png(data: bytes) -> Stripped:
    """Chunks of texts and of EXIF are gone. Raises ValueError for a file that ends too early."""
    parts, words, at = [data[:8]], False, 8
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        stop = at + 12 + length
        if stop > len(data):
            raise ValueError("a chunk is cut off")
        if kind in _PNG_KEPT:
            parts.append(data[at:stop])
        else:
            words |= kind not in _PNG_SIGNED
        at = stop
        if kind == b"IEND":
            return b"".join(parts), words or at < len(data)
    raise ValueError("no end")


def jpeg(data: bytes) -> Stripped:
    """Comments and application segments are gone, but for JFIF, colour profiles and Adobe's kind of colour."""
    parts, words, at = [data[:2]], False, 2
    while True:
        found = _MARKER.search(data, at)
        if found is None:
            raise ValueError("no end")
        start, mark = found.start(), found[1][0]
        # What lies between two segments is the picture, behind the marker of a scan.
        parts.append(data[at:start])
        if mark == 0xD9:
            parts.append(data[start : start + 2])
            return b"".join(parts), words or bool(data[start + 2 :].strip(b"\0"))
        stop = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        if stop > len(data) or stop < start + 4:
            raise ValueError("a segment is cut off")
        body = data[start + 4 : stop]
        if mark == 0xFE or (0xE0 <= mark <= 0xEF and not _needed(mark, body)):
            words |= mark != 0xEB
        else:
            parts.append(data[start:stop])
        at = stop


def webp(data: bytes) -> Stripped:
    """EXIF, XMP and unknown chunks are gone, and the header no longer tells of them."""
    parts, words, at = [], False, 12
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        stop = at + 8 + length + length % 2
        if at + 8 + length > len(data):
            raise ValueError("a chunk is cut off")
        chunk = data[at:stop]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]
        if kind in _WEBP_KEPT:
            parts.append(chunk)
        else:
            words |= kind != b"C2PA"
        at = stop
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body, words or len(data) > end + end % 2


def gif(data: bytes) -> Stripped:
    """Comments, plain texts and unknown extensions are gone."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    parts, words = [data[:at]], False
    while at < len(data):
        start, kind = at, data[at]
        if kind == 0x3B:
            parts.append(b"\x3b")
            return b"".join(parts), words or bool(data[at + 1 :].strip(b"\0"))
        if kind == 0x21:
            label, named = data[at + 1], data[at + 3 : at + 14]
            at = _blocks(data, at + 2)
            if label == 0xF9 or (label == 0xFF and named in _GIF_KEPT):
                parts.append(data[start:at])
            else:
                words |= named != b"C2PA_GIF\x01\x00\x00"
        elif kind == 0x2C:
            flags = data[at + 9]
            at = _blocks(data, at + 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1)
            parts.append(data[start:at])
        else:
            raise ValueError("an unknown block")
    raise ValueError("no end")


def _blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


def _needed(mark: int, body: bytes) -> bool:
    return (
        (mark == 0xE0 and body.startswith(b"JFIF\0"))
        or (mark == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
        or (mark == 0xEE and body.startswith(b"Adobe"))
    )


def turned(data: bytes, kind: str, orientation: int) -> bytes:
    """The picture with EXIF that tells how it is turned and nothing else; `kind` as a `MediaFormat` is called."""
    if not 2 <= orientation <= 8:
        return data
    exif = b"II*\0" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    return _with(data, kind, exif, (b"eXIf", b"Exif\0\0", b"EXIF", 0x08))


def labelled(data: bytes, kind: str, xmp: bytes) -> bytes:
    """The picture with a packet of XMP."""
    chunk = (b"iTXt", b"http://ns.adobe.com/xap/1.0/\0", b"XMP ", 0x04)
    body = b"XML:com.adobe.xmp" + bytes(5) + xmp if kind == "png" else xmp
    return _with(data, kind, body, chunk)


def _with(data: bytes, kind: str, body: bytes, names: tuple[bytes, bytes, bytes, int]) -> bytes:
    chunk, segment, riff, flag = names
    if kind == "png":
        check = zlib.crc32(body, zlib.crc32(chunk)).to_bytes(4, "big")
        return data[:33] + len(body).to_bytes(4, "big") + chunk + body + check + data[33:]
    if kind == "jpeg":
        at = 4 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2
        return (
            data[:at]
            + b"\xff\xe1"
            + (2 + len(segment + body)).to_bytes(2, "big")
            + segment
            + body
            + data[at:]
        )
    if kind == "webp" and data[12:16] == b"VP8X":
        added = riff + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
        size = (len(data) - 8 + len(added)).to_bytes(4, "little")
        return b"RIFF" + size + data[8:20] + bytes([data[20] | flag]) + data[21:] + added
    return data
