"""What lies beside the main track of the cut: overlays, cues, sounds and markers, as values.

Each stands at a time of its own, in exact seconds from the film's start, and stays there whatever the main track does
(a marker on an item aside). `engine.timeline` holds them, `engine.placing` edits them, `engine.film` shows them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Protocol, TypeVar

from engine.time import round_half_up

ZERO = Fraction(0)

FITS = ("fill", "fit", "stretch")
"""How a picture of another shape goes into the frame: cropped, padded with black, or bent."""

SUBTITLE = "subtitle"
TITLE = "title"
ROLES = (SUBTITLE, TITLE)
"""A subtitle may be shown, burnt in or written as a track of its own; a title is part of the picture."""
PLACES = ("bottom", "middle", "top")

LATEST = Fraction(10**7)
"""Seconds at which something may stand, and which it may last."""
MOST_ENTRIES = 10_000
"""Overlays, cues, sounds or markers of one film."""
MOST_WORDS = 10_000
"""Characters of a cue or of a marker's note."""
MOST_NAME = 1_000
"""Characters of a marker's name."""
SMALLEST_TEXT = Fraction(1, 200)
"""Of the frame's height."""
QUIETEST, LOUDEST = -96.0, 24.0
"""Decibels of a sound's volume."""


class Timed(Protocol):
    """What stands at a time and lasts a while."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> Fraction: ...
    @property
    def length(self) -> Fraction: ...


_T = TypeVar("_T", bound=Timed)


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch of a shot over the main track; times on the timeline's grid, `length` at least one frame.

    `opacity` 0..1; `fade_in` and `fade_out` are how long it takes to appear and to go, in seconds; `fit` as in `FITS`.
    """

    id: str
    shot: str
    start: Fraction
    in_point: Fraction
    length: Fraction
    opacity: Fraction = Fraction(1)
    fade_in: Fraction = ZERO
    fade_out: Fraction = ZERO
    fit: str = "fill"
    extra: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def end(self) -> Fraction:
        """Where it ends, in seconds of the film."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Cue:
    """A text over the picture: a subtitle or a title. Cues may overlap one another.

    Times are exact and on no grid, as subtitle files have them. `size` is the height of letters as a share of the
    frame's; `fade` seconds at either end.
    """

    id: str
    start: Fraction
    length: Fraction
    text: str
    role: str = SUBTITLE
    place: str = "bottom"
    size: Fraction = Fraction(1, 20)
    fade: Fraction = ZERO
    extra: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def end(self) -> Fraction:
        """Where it ends, in seconds of the film."""
        return self.start + self.length

    def frames(self, rate: Fraction) -> tuple[int, int]:
        """The frames [first, stop) that show it at a rate: the nearest ones, at least one."""
        first = round_half_up(self.start * rate)
        return first, max(first + 1, round_half_up(self.end * rate))


@dataclass(frozen=True, slots=True)
class Sound:
    """A stretch of a sound file (an entry of the media index of kind "sound"). Sounds may overlap and are mixed.

    `in_point` is where it starts in the file; `volume` is in decibels, 0 as recorded.
    """

    id: str
    media: str
    start: Fraction
    in_point: Fraction
    length: Fraction
    volume: float = 0.0
    fade_in: Fraction = ZERO
    fade_out: Fraction = ZERO
    muted: bool = False
    extra: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def end(self) -> Fraction:
        """Where it ends, in seconds of the film."""
        return self.start + self.length


@dataclass(frozen=True, slots=True)
class Marker:
    """A note at a time of the film, or, where `item` is given, at a time of that item's source, moving with it."""

    id: str
    time: Fraction
    name: str = ""
    colour: str = "#e8c268"
    item: str | None = None
    note: str = ""
    extra: Mapping[str, bytes] = field(default_factory=dict)


def in_order(entries: Iterable[_T]) -> tuple[_T, ...]:
    """Entries by where they start."""
    return tuple(sorted(entries, key=lambda entry: entry.start))


def apart(overlay: Iterable[Placed], rate: Fraction) -> tuple[Placed, ...]:
    """The overlay on the grid of a rate, in order, without overlaps: what would overlap starts later."""
    found: list[Placed] = []
    end = ZERO
    for placed in in_order(overlay):
        start = max(_snapped(placed.start, rate), end)
        length = max(_snapped(placed.end, rate) - _snapped(placed.start, rate), 1 / rate)
        end = start + length
        found.append(replace(placed, start=start, in_point=_snapped(placed.in_point, rate), length=length))
    return tuple(found)


def _snapped(seconds: Fraction, rate: Fraction) -> Fraction:
    return max(Fraction(round_half_up(seconds * rate)) / rate, ZERO)
