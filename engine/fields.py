"""One JSON object from a file, taken apart field by field: every refusal names its owner, the field and a remedy.

In: raw JSON text that passed `json_text.check`. Out: typed values, and the members nobody asked for as raw text.
Used by `loom_read` and `bundle`.
"""

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, TypeVar

import msgspec

from engine.errors import FileFormatError
from engine.graph import Json
from engine.time import as_seconds, rate
from engine.types import Size

ID = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,63}")
PLACE = re.compile(rf"{ID.pattern}(?:/{ID.pattern}){{0,16}}")
"""The id of a node, or its path through groups: `<instance>/<inner>`."""
TYPE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:/ -]{0,127}")
HASH = re.compile(r"[0-9a-f]{64}")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
NAME_LIMIT = 1_000
COUNT_LIMIT = 10**9
SIDE_LIMIT = 1 << 20
FRACTION_LIMIT = 10**15
"""What numerator and denominator of a rational number stay below."""

_FRACTION = re.compile(r"(-?\d{1,15})(?:/(\d{1,15}))?")
_T = TypeVar("_T")


class Fields:
    """The members of one object; each `get` removes what it returns, `rest` is what remains.

    `owner` is what messages call it: a node's id, or words such as "media sunset.mp4"; `prefix` leads its field names.
    """

    def __init__(
        self, text: msgspec.Raw | bytes | dict[str, msgspec.Raw], owner: str | None = None, prefix: str = ""
    ) -> None:
        self.owner = owner
        self.prefix = prefix
        if isinstance(text, dict):
            self._members = dict(text)
            return
        try:
            self._members = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        except msgspec.DecodeError:
            raise FileFormatError(
                "this must be an object", node=owner, port=prefix.rstrip(".") or None,
                value=bytes(text).decode(errors="replace"), remedy="Write it as {…}",
            ) from None  # fmt: skip

    def refuse(
        self, field: str, message: str, value: object = None, remedy: str | None = None
    ) -> FileFormatError:
        """An error about a field."""
        return FileFormatError(
            message,
            node=self.owner,
            port=self.prefix + field,
            value=value,
            remedy=remedy or "Correct this field",
        )

    def owned(self, field: str = "id", words: str = "{}", pattern: re.Pattern[str] = ID) -> str:
        """The id that the object goes by; from here on messages call the object by it."""
        found = self.text(field, pattern=pattern)
        self.owner, self.prefix = words.format(found), ""
        return found

    def __contains__(self, field: str) -> bool:
        return field in self._members

    def raw(self, field: str) -> msgspec.Raw | None:
        """A member as the text of the file."""
        return self._members.pop(field, None)

    def rest(self) -> dict[str, bytes]:
        """The members that were not taken, as the text of the file, by name in sorted order."""
        return {name: bytes(text) for name, text in sorted(self._members.items())}

    def json(self, field: str, default: Json = None) -> Json:
        """Any value."""
        text = self.raw(field)
        return default if text is None else msgspec.json.decode(text)

    def text(
        self,
        field: str,
        default: str | None = None,
        pattern: re.Pattern[str] | None = None,
        limit: int = NAME_LIMIT,
    ) -> str:
        """A text of at most `limit` characters that matches `pattern` wholly. Required without a default."""
        value = self._typed(field, str, "a text", default)
        if len(value) > limit:
            raise self.refuse(field, f"has more than {limit:,} characters", value, "Shorten it")
        if pattern is not None and not pattern.fullmatch(value) and value != default:
            raise self.refuse(field, "has characters or a length that are not allowed here", value)
        return value

    def optional_text(self, field: str, pattern: re.Pattern[str]) -> str | None:
        """A text that may be missing or null."""
        text = self._members.get(field)
        if text is None or bytes(text) == b"null":
            self._members.pop(field, None)
            return None
        return self.text(field, pattern=pattern)

    def integer(self, field: str, default: int | None = None, low: int = 0, high: int = COUNT_LIMIT) -> int:
        """A whole number in [low, high]."""
        value = self._typed(field, int, "a whole number", default)
        if not low <= value <= high:
            raise self.refuse(field, "is out of range", value, f"Use {low:,} to {high:,}")
        return value

    def number(self, field: str, default: float | None = None) -> float:
        """A finite number."""
        value = self._typed(field, float, "a number", default)
        if not math.isfinite(value):
            raise self.refuse(field, "is not finite", value)
        return value

    def flag(self, field: str, default: bool = False) -> bool:
        """true or false."""
        return self._typed(field, bool, "true or false", default)

    def rate(self, field: str, default: Fraction | None = None, *, zero: bool = False) -> Fraction:
        """Frames per second as a number or "n/d"; with `zero`, 0 means that time has no meaning."""
        value = self.fraction(field, default)
        try:
            return value if zero and value == 0 else rate(value)
        except ValueError:
            raise self.refuse(field, "is not a rate", value, "Use 1 to 240 frames per second") from None

    def fraction(self, field: str, default: Fraction | None = None) -> Fraction:
        """A rational number, as a number or "n/d"."""
        text = self.raw(field)
        if text is None and default is not None:
            return default
        value = None if text is None else msgspec.json.decode(text)
        if isinstance(value, str) and (found := _FRACTION.fullmatch(value)) and int(found[2] or 1):
            return Fraction(int(found[1]), int(found[2] or 1))
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
            return as_seconds(value)
        raise self.refuse(field, "needs a number", value, 'Write it as a number or as "24000/1001"')

    def size(self, field: str, default: Size | None = None, low: int = 0, high: int = SIDE_LIMIT) -> Size:
        """[width, height]."""
        sides = self._typed(
            field, list[int], "a width and a height", None if default is None else list(default)
        )
        if len(sides) != 2 or not all(low <= side <= high for side in sides):
            raise self.refuse(
                field, "is not a usable size", sides, f"Write it as [width, height], {low} to {high}"
            )
        return Size(*sides)

    def numbers(self, field: str, count: int, default: Sequence[float] | None = None) -> tuple[float, ...]:
        """Exactly `count` finite numbers."""
        values = self._typed(
            field, list[float], f"{count} numbers", None if default is None else list(default)
        )
        if len(values) != count or not all(math.isfinite(value) for value in values):
            raise self.refuse(field, f"needs {count} numbers", values)
        return tuple(values)

    def texts(self, field: str, limit: int = 10_000) -> tuple[str, ...]:
        """A list of texts, empty if missing."""
        values = self._typed(field, list[str], "a list of texts", [])
        if len(values) > limit:
            raise self.refuse(field, f"has more than {limit:,} entries", len(values))
        return tuple(values)

    def list(self, field: str, limit: int) -> list[msgspec.Raw]:
        """The elements of a list as raw text, empty if missing."""
        values = self._typed(field, list[msgspec.Raw], "a list", [])
        if len(values) > limit:
            raise self.refuse(
                field, f"has more than {limit:,} entries", f"{len(values):,}", "Split the graph"
            )
        return values

    def object(self, field: str) -> dict[str, msgspec.Raw]:
        """The members of an object as raw text, empty if missing."""
        return self._typed(field, dict[str, msgspec.Raw], "an object", {})

    def values(self, field: str) -> dict[str, Json]:
        """The members of an object as values, empty if missing."""
        return self._typed(field, dict[str, Any], "an object", {})

    def _typed(self, field: str, kind: type[_T], name: str, default: _T | None) -> _T:
        text = self.raw(field)
        if text is None:
            if default is None:
                raise self.refuse(field, "is missing", remedy=f"Add it: {name}")
            return default
        try:
            return msgspec.json.decode(text, type=kind)
        except msgspec.DecodeError:
            shown = bytes(text).decode(errors="replace")
            raise self.refuse(field, f"must be {name}", shown, f"Write {name} here") from None
