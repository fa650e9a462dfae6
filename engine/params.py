"""Param declarations: one class per kind of value, each with label, unit, range, default and help.

A declaration checks a value from a file, turns it into the Python value that `lower` receives, and tells the inspector
how to edit it. Values in files stay plain JSON.
"""

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, ClassVar, TypeGuard

from engine.curve import Curve
from engine.errors import ParamError
from engine.graph import Json
from engine.time import rate
from engine.types import Size

MAX_TEXT = 8_000
"""Characters in one prompt or note."""
FILE_NAME = re.compile(r"[A-Za-z0-9 _.,()\[\]{}+\-]{1,120}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """What every kind shares. `affects` is False for params that never change the result (they reach no key)."""

    name: str
    label: str
    help: str
    unit: str = ""
    affects: bool = True
    kind: ClassVar[str] = "param"

    @property
    def fallback(self) -> Any:
        """The default, as `lower` would receive it."""
        return self.check(self.default_json)

    @property
    def default_json(self) -> Json:
        """The default as a file holds it."""
        raise AssertionError(f"{type(self).__name__} declares no default")

    def check(self, value: Json) -> Any:
        """The value as `lower` receives it. Raises ParamError with port = the param's name."""
        raise AssertionError(f"{type(self).__name__} declares no check")

    def refuse(self, message: str, value: object, remedy: str) -> ParamError:
        """A ParamError about this param."""
        return ParamError(message, port=self.name, value=value, remedy=remedy)

    @property
    def range_text(self) -> str:
        """The allowed values in words, for help and messages."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntParam(Param):
    """A whole number in [low, high]."""

    default: int
    low: int
    high: int
    kind: ClassVar[str] = "int"

    @property
    def default_json(self) -> Json:
        return self.default

    @property
    def range_text(self) -> str:
        return f"{self.low} to {self.high}"

    def check(self, value: Json) -> int:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.refuse("needs a whole number", value, f"Use a whole number from {self.range_text}")
        if not self.low <= value <= self.high:
            raise self.refuse("is out of range", value, f"Use a whole number from {self.range_text}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedParam(IntParam):
    """A seed: a concrete whole number; the dice and the lock are the inspector's business."""

    default: int = 0
    low: int = 0
    high: int = 2**53 - 1
    kind: ClassVar[str] = "seed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloatParam(Param):
    """A finite number in [low, high]; `step` is what one nudge in the inspector changes."""

    default: float
    low: float
    high: float
    step: float = 0.1
    kind: ClassVar[str] = "float"

    @property
    def default_json(self) -> Json:
        return self.default

    @property
    def range_text(self) -> str:
        return f"{self.low:g} to {self.high:g}"

    def check(self, value: Json) -> float:
        if not _finite(value):
            raise self.refuse("needs a finite number", value, f"Use a number from {self.range_text}")
        if not self.low <= value <= self.high:
            raise self.refuse("is out of range", value, f"Use a number from {self.range_text}")
        return float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveParam(Param):
    """A number in [low, high] that may change over time, as a `Curve`.

    In a file it is a plain number, or points `[[seconds, value], ...]` whose seconds grow from 0 or later.
    """

    default: float
    low: float
    high: float
    step: float = 0.05
    longest: float = 1200.0
    most: int = 64
    kind: ClassVar[str] = "curve"

    @property
    def default_json(self) -> Json:
        return self.default

    @property
    def range_text(self) -> str:
        return f"{self.low:g} to {self.high:g}"

    def check(self, value: Json) -> Curve:
        if not isinstance(value, list):
            return Curve(((0.0, self._level(value)),))
        if not 1 <= len(value) <= self.most:
            remedy = f"Use 1 to {self.most} points of [seconds, value]"
            raise self.refuse("needs points", value if len(value) < 1 else len(value), remedy)
        points: list[tuple[float, float]] = []
        for number, point in enumerate(value, 1):
            if not isinstance(point, list) or len(point) != 2:
                raise self.refuse(f"point {number} is malformed", point, "Write it as [seconds, value]")
            time = point[0]
            if not _finite(time) or not 0 <= time <= self.longest:
                remedy = f"Use seconds from 0 to {self.longest:g}"
                raise self.refuse(f"point {number} has a time that cannot be used", time, remedy)
            if points and time <= points[-1][0]:
                remedy = "Give every point a later time than the one before"
                raise self.refuse(f"point {number} does not come after the one before", time, remedy)
            points.append((float(time), self._level(point[1])))
        return Curve(tuple(points))

    def _level(self, value: Json) -> float:
        if not _finite(value):
            remedy = f"Use a number from {self.range_text}, or points of [seconds, value]"
            raise self.refuse("needs a finite number", value, remedy)
        if not self.low <= value <= self.high:
            raise self.refuse("is out of range", value, f"Use a number from {self.range_text}")
        return float(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoolParam(Param):
    """On or off."""

    default: bool
    kind: ClassVar[str] = "bool"

    @property
    def default_json(self) -> Json:
        return self.default

    def check(self, value: Json) -> bool:
        if not isinstance(value, bool):
            raise self.refuse("is on or off", value, "Use true or false")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class TextParam(Param):
    """Free text; `lines` tells the inspector to offer a multi-line editor."""

    default: str = ""
    lines: bool = False
    longest: int = MAX_TEXT
    kind: ClassVar[str] = "text"

    @property
    def default_json(self) -> Json:
        return self.default

    @property
    def range_text(self) -> str:
        return f"up to {self.longest} characters"

    def check(self, value: Json) -> str:
        if not isinstance(value, str):
            raise self.refuse("needs text", value, "Put the value in quotes")
        if len(value) > self.longest:
            raise self.refuse(f"is longer than {self.longest} characters", value, "Shorten it")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceParam(Param):
    """One of a few words; `labels` are what the artist reads (defaults to the words)."""

    default: str
    choices: tuple[str, ...]
    labels: Mapping[str, str] | None = None
    kind: ClassVar[str] = "choice"

    @property
    def default_json(self) -> Json:
        return self.default

    @property
    def range_text(self) -> str:
        return ", ".join(repr(c) for c in self.choices)

    def check(self, value: Json) -> str:
        if not isinstance(value, str) or value not in self.choices:
            raise self.refuse("is not one of the choices", value, f"Choose one of {self.range_text}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeParam(Param):
    """Width and height in pixels, even, or None for "as the document says"."""

    default: Size | None = None
    low: int = 16
    high: int = 8192
    unit: str = "px"
    kind: ClassVar[str] = "size"

    @property
    def default_json(self) -> Json:
        return None if self.default is None else list(self.default)

    @property
    def range_text(self) -> str:
        return f"even sides from {self.low} to {self.high}"

    def check(self, value: Json) -> Size | None:
        if value is None:
            return None
        if not isinstance(value, list) or len(value) != 2:
            raise self.refuse("needs a width and a height", value, "Write it as [width, height]")
        sides = [side for side in value if isinstance(side, int) and not isinstance(side, bool)]
        if len(sides) < 2 or not all(self.low <= side <= self.high and side % 2 == 0 for side in sides):
            raise self.refuse("has a side that cannot be used", value, f"Use {self.range_text}")
        return Size(*sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateParam(Param):
    """Frames per second as a number or "n/d", or None for what the document says, or `from_model` the model."""

    default: Fraction | None = None
    from_model: bool = False
    low: int = 1
    high: int = 240
    unit: str = "frames/s"
    kind: ClassVar[str] = "rate"

    @property
    def default_json(self) -> Json:
        return None if self.default is None else str(self.default)

    @property
    def range_text(self) -> str:
        return f"{self.low} to {self.high}"

    def check(self, value: Json) -> Fraction | None:
        if value is None:
            return None
        exact = None
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            with suppress(ValueError):
                exact = rate(value)
        if exact is None or not self.low <= exact <= self.high:
            raise self.refuse("is not a usable rate", value, f"Use {self.range_text} frames per second")
        return exact


@dataclass(frozen=True, slots=True, kw_only=True)
class ColourParam(Param):
    """`#rrggbb`."""

    default: str = "#ffffff"
    kind: ClassVar[str] = "colour"

    @property
    def default_json(self) -> Json:
        return self.default

    @property
    def range_text(self) -> str:
        return "#rrggbb"

    def check(self, value: Json) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
            raise self.refuse("is not a colour", value, "Write it as #rrggbb")
        return value.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaParam(Param):
    """The id of an entry of the document's media, or None while nothing is chosen. `of` is "image", "clip" or "any"."""

    of: str
    kind: ClassVar[str] = "media"

    @property
    def default_json(self) -> Json:
        return None

    def check(self, value: Json) -> str | None:
        if value is not None and not isinstance(value, str):
            raise self.refuse("is not a media id", value, "Choose the file again")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class NameParam(Param):
    """A file-name template: no folder, a safe alphabet, `{stem} {shot} {take} {seed}` filled in at writing."""

    default: str
    kind: ClassVar[str] = "name"

    @property
    def default_json(self) -> Json:
        return self.default

    @property
    def range_text(self) -> str:
        return "letters, digits, spaces and . _ - + ( ) [ ] with {stem}, {shot}, {take}, {seed}"

    def check(self, value: Json) -> str:
        if not isinstance(value, str) or not FILE_NAME.fullmatch(value) or value.strip(" .") != value:
            raise self.refuse(
                "is not a plain file name", value, f"Use {self.range_text}; the folder is yours to pick"
            )
        if set(re.findall(r"\{([^{}]*)\}", value)) - {"stem", "shot", "take", "seed"} or re.search(
            r"[{}]", re.sub(r"\{[a-z]+\}", "", value)
        ):
            raise self.refuse("has an unknown placeholder", value, "Use {stem}, {shot}, {take} or {seed}")
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelParam(Param):
    """The name of a model the program knows ("built-in" or a weights file found in the model folders)."""

    default: str = "built-in"
    kind: ClassVar[str] = "model"

    @property
    def default_json(self) -> Json:
        return self.default

    def check(self, value: Json) -> str:
        if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9 _.\-]{1,120}", value):
            raise self.refuse("is not a model name", value, "Choose one that `shotloom models` lists")
        return value


@dataclass(frozen=True, slots=True)
class Card:
    """One storyboard card: from `time` (seconds) on, `prompt` rules; `media` is an image or clip shown there."""

    time: float
    prompt: str
    media: str | None = None
    soft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CardsParam(Param):
    """Storyboard cards, in the file as objects with time, prompt and optionally media and soft."""

    longest: float = 60.0
    most: int = 32
    kind: ClassVar[str] = "cards"

    @property
    def default_json(self) -> Json:
        return [{"time": 0.0, "prompt": ""}]

    @property
    def range_text(self) -> str:
        return f"1 to {self.most} cards, times from 0 to {self.longest:g} s, growing"

    def check(self, value: Json) -> tuple[Card, ...]:
        if not isinstance(value, list) or not 1 <= len(value) <= self.most:
            raise self.refuse("needs storyboard cards", value, f"Use {self.range_text}")
        cards = tuple(self._card(item, number) for number, item in enumerate(value, 1))
        for number, (a, b) in enumerate(pairwise(cards), 2):
            if b.time <= a.time:
                raise self.refuse(
                    f"card {number} does not come after the one before", b.time, f"Use {self.range_text}"
                )
        if cards[0].time != 0:
            raise self.refuse("the first card must start at 0 s", cards[0].time, "Set its time to 0")
        return cards

    def _card(self, item: Json, number: int) -> Card:
        if not isinstance(item, dict) or set(item) - {"time", "prompt", "media", "soft"}:
            raise self.refuse(f"card {number} is malformed", item, "A card has time, prompt, media and soft")
        time, prompt = item.get("time"), item.get("prompt", "")
        media, soft = item.get("media"), item.get("soft", False)
        if not _finite(time) or not 0 <= time < self.longest:
            raise self.refuse(f"card {number} has a time that cannot be used", time, f"Use {self.range_text}")
        if not isinstance(prompt, str) or len(prompt) > MAX_TEXT:
            raise self.refuse(f"card {number} has a prompt that cannot be used", prompt, "Use a shorter text")
        if media is not None and not isinstance(media, str):
            raise self.refuse(
                f"card {number} has a media id that cannot be used", media, "Choose the file again"
            )
        if not isinstance(soft, bool):
            raise self.refuse(f"card {number}: soft is on or off", soft, "Use true or false")
        return Card(float(time), prompt, media, soft)


def _finite(value: Json) -> TypeGuard[int | float]:
    """Whether it is a number, and neither infinite nor NaN; whole numbers may be too large for a float."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)
