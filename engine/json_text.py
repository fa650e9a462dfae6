"""JSON text from strangers: limits that hold before anything is built, and exact encoding.

`check` refuses what decoders pass silently (duplicate keys, numbers without bounds, bombs of brackets) and says on
which line; it must run before any of the text is decoded. `encode` writes values so that they come back as they were.
Called by the readers and writers of `.loom`, journal and bundle.
"""

import json
import math
import re
from typing import Any

import msgspec

from engine.errors import FileFormatError
from engine.graph import Json

SIZE_LIMIT = 16 * 1024 * 1024
"""Bytes of a whole text."""
DEPTH_LIMIT = 64
STRING_LIMIT = 64 * 1024
"""Bytes of one string or key, as written."""
CONTAINER_LIMIT = 500_000
VALUE_LIMIT = 2_000_000

_TOKEN = re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)"(\s*:)?|([\[{])|([\]}])|([^\s\[\]{}:,"]+)', re.DOTALL)
_STRING, _KEY, _OPEN, _CLOSE, _BARE = 1, 2, 3, 4, 5
_BYTE = re.compile(r"\(byte (\d+)\)")
_INT_LOW, _INT_HIGH = -(2**63), 2**64 - 1
_NUMBER_LENGTH = 64
_RESTORE = "Restore the file from a backup, or ask for it again"


def check(data: bytes) -> bytes:
    """The text without a byte order mark, once it has passed every limit.

    Raises FileFormatError whose port is the line: not UTF-8, not JSON, too long, too deep, a key twice in one object, a
    number that is not finite or needs more than 64 bits, half a surrogate pair.
    """
    if len(data) > SIZE_LIMIT:
        raise FileFormatError(
            "the file is too large to be a graph", value=f"{len(data):,} bytes",
            remedy=f"A graph has at most {SIZE_LIMIT:,} bytes; delete old takes or split it",
        )  # fmt: skip
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        data.decode()
    except UnicodeDecodeError as error:
        raise _refused(data, error.start, "the text is not UTF-8", None, _RESTORE) from None
    _check_tokens(data)
    try:
        msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        place = _BYTE.search(str(error))
        position = min(int(place[1]), len(data)) if place else len(data)
        raise _refused(data, position, "the text is not JSON or breaks off", None, _RESTORE) from None
    return data


def encode(value: object) -> bytes:
    """Compact JSON of a value, which may hold raw JSON parts.

    Raises FileFormatError for what JSON cannot hold: NaN, infinities, half surrogate pairs.
    """
    try:
        text = msgspec.json.encode(value)
    except (UnicodeEncodeError, TypeError) as error:
        raise FileFormatError("this cannot be written as JSON", value=str(error)) from None
    if b"null" in text and not _finite(value):
        raise FileFormatError(
            "a number is not finite", value="NaN or infinity", remedy="Set it to an ordinary number"
        )
    return text


def decode(text: bytes | msgspec.Raw) -> Json:
    """The value of checked JSON text."""
    value: Json = msgspec.json.decode(text)
    return value


def same(text: bytes, value: object) -> bool:
    """Whether JSON text still says exactly this value (1 and 1.0 differ)."""
    try:
        return encode(msgspec.json.decode(text)) == encode(value)
    except msgspec.DecodeError:
        return False


def raw(value: object) -> msgspec.Raw:
    """A value as JSON text that can stand inside another value."""
    return msgspec.Raw(encode(value))


def _check_tokens(data: bytes) -> None:
    """The limits that need the place; whether it is JSON at all is not this pass's business."""
    keys: list[set[bytes]] = []
    containers = 0
    for values, token in enumerate(_TOKEN.finditer(data)):
        kind = token.lastindex
        if kind in (_STRING, _KEY):
            text = token[_STRING]
            if len(text) > STRING_LIMIT:
                raise _at(data, token, "a text is too long", f"Shorten it to {STRING_LIMIT:,} bytes")
            if b"\\" in text:
                text = _unescaped(data, token)
            if kind == _KEY and keys:
                if text in keys[-1]:
                    raise _at(data, token, "this key stands twice in one object", "Remove one of the two")
                keys[-1].add(text)
        elif kind == _OPEN:
            keys.append(set())
            containers += 1
            if len(keys) > DEPTH_LIMIT:
                raise _at(
                    data, token, "lists or objects are nested too deep", f"At most {DEPTH_LIMIT} levels"
                )
        elif kind == _CLOSE:
            if keys:
                keys.pop()
        else:
            _check_bare(data, token)
        if containers > CONTAINER_LIMIT or values > VALUE_LIMIT:
            raise _at(data, token, "the file holds too many values", "Split it into several graphs")


def _check_bare(data: bytes, token: "re.Match[bytes]") -> None:
    """A number within bounds; true, false and null pass, anything else is left to the decoder."""
    text = token[_BARE]
    if text[-1:] not in b"0123456789":
        if text in {b"NaN", b"Infinity", b"-Infinity"}:
            raise _at(data, token, "a number is not finite", "Set it to an ordinary number")
        return
    if len(text) > _NUMBER_LENGTH:
        raise _at(data, token, "a number has too many digits", "Round it")
    try:
        bounded = (
            math.isfinite(float(text))
            if len(text) < 19 or any(sign in text for sign in b".eE")
            else _INT_LOW <= int(text) <= _INT_HIGH
        )
    except ValueError:
        return
    if not bounded:
        raise _at(data, token, "a number is out of every range", "Set it to an ordinary number")


def _unescaped(data: bytes, token: "re.Match[bytes]") -> bytes:
    """The text that an escaped string stands for."""
    try:
        text: Any = json.loads(b'"' + token[_STRING] + b'"')
        return bytes(text.encode())
    except UnicodeEncodeError:
        raise _at(data, token, "a text holds half a character", "Type the text again") from None
    except ValueError:
        return token[_STRING]


def _at(data: bytes, token: "re.Match[bytes]", message: str, remedy: str) -> FileFormatError:
    return _refused(data, token.start(), message, token[0][:100].decode(errors="replace"), remedy)


def _refused(data: bytes, position: int, message: str, value: str | None, remedy: str) -> FileFormatError:
    line = data.count(b"\n", 0, position) + 1
    return FileFormatError(message, port=f"line {line}", value=value, remedy=remedy)


def _finite(value: object) -> bool:
    """Whether every float inside is a number."""
    stack: list[object] = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, float) and not math.isfinite(item):
            return False
        if isinstance(item, dict):
            stack.extend(item.values())
        elif isinstance(item, list | tuple):
            stack.extend(item)
    return True
