"""The film as boxes on lanes: what the timeline paints, hits and snaps to, as plain values.

In: a document and its `Film`. Out: a `Layout`; times are frames of the film, whole ones on the main track and broken
ones for what is on no grid. Pure, and made anew with every edit and with every step of a gesture.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal, TypeAlias

from engine.film import Film
from engine.placing import time_of
from engine.timeline import Item
from engine.tracks import TITLE, Cue, Marker, Placed, Sound

Kind: TypeAlias = Literal["cue", "overlay", "item", "sound"]
Entry: TypeAlias = Item | Placed | Cue | Sound

ORDER: Sequence[Kind] = ("cue", "overlay", "item", "sound")
"""Lanes from top to bottom."""
MOST_ROWS = 6
"""Rows that cues or sounds take at most; more of them lie over one another."""


@dataclass(frozen=True, slots=True)
class Block:
    """One box: an item or gap of the main track, an overlay, a cue or a sound, at frames [start, stop) of the film.

    `tail` frames at its end are beyond its source. `fade` are the film's frames of the dissolve into an item.
    """

    kind: Kind
    id: str
    start: float
    stop: float
    entry: Entry
    tail: int = 0
    fade: tuple[int, int] = (0, 0)

    @property
    def shot(self) -> str | None:
        """The shot that it shows."""
        return self.entry.shot if isinstance(self.entry, Item | Placed) else None

    @property
    def is_gap(self) -> bool:
        """Whether it is an empty stretch of the main track."""
        return self.kind == "item" and self.shot is None


@dataclass(frozen=True, slots=True)
class Lane:
    """Boxes of one kind, in order; those of sounds and cues may reach over one another where there are very many."""

    kind: Kind
    blocks: tuple[Block, ...]
    starts: tuple[float, ...]
    reach: tuple[float, ...]
    """How far any box up to each one reaches."""

    @classmethod
    def of(cls, kind: Kind, blocks: Iterable[Block]) -> "Lane":
        """A lane of boxes in order."""
        listed = tuple(blocks)
        reach: list[float] = []
        for block in listed:
            reach.append(max(block.stop, reach[-1] if reach else block.stop))
        return cls(kind, listed, tuple(b.start for b in listed), tuple(reach))

    def between(self, start: float, stop: float) -> tuple[Block, ...]:
        """The boxes of which something lies in the frames [start, stop)."""
        first = bisect_right(self.reach, start)
        last = bisect_left(self.starts, stop)
        return tuple(b for b in self.blocks[first:last] if b.stop > start)

    def at(self, frame: float) -> Block | None:
        """The box over a frame, of several the last one."""
        found = self.between(frame, frame + 1e-6)
        return found[-1] if found else None


@dataclass(frozen=True, slots=True)
class Flag:
    """A marker where it stands in the film."""

    marker: Marker
    frame: float


@dataclass(frozen=True)
class Layout:
    """Lanes from top to bottom, markers in order, and the film that they are of."""

    film: Film
    lanes: tuple[Lane, ...]
    flags: tuple[Flag, ...]
    blocks: dict[str, Block] = field(repr=False)

    @classmethod
    def of(cls, film: Film) -> "Layout":
        """The boxes of a film."""
        rate, line = film.rate, film.timeline
        tails = film.tails()
        items = [
            Block("item", item.id, start, stop, item, tails.get(item.id, 0), film.dissolve_at(number))
            for number, (start, stop, item) in enumerate(film.spans())
        ]

        def block(kind: Kind, entry: Placed | Cue | Sound) -> Block:
            start, stop = float(entry.start * rate), float(entry.end * rate)
            return Block(kind, entry.id, start, stop, entry, tails.get(entry.id, 0))

        lanes = [
            # Titles lie over subtitles, wherever they begin: a new one moves nothing into another row.
            *(
                Lane.of("cue", row)
                for titles in (True, False)
                for row in _rows([block("cue", cue) for cue in line.cues if (cue.role == TITLE) is titles])
            ),
            *([Lane.of("overlay", [block("overlay", x) for x in line.overlay])] if line.overlay else []),
            Lane.of("item", items),
            *(Lane.of("sound", row) for row in _rows([block("sound", sound) for sound in line.sounds])),
        ]
        flags = [
            Flag(marker, float(time * rate))
            for marker in line.markers
            if (time := time_of(line, marker)) is not None
        ]
        table = {b.id: b for lane in lanes for b in lane.blocks}
        return cls(film, tuple(lanes), tuple(sorted(flags, key=lambda flag: flag.frame)), table)

    @property
    def main(self) -> Lane:
        """The main track."""
        return next(lane for lane in self.lanes if lane.kind == "item")

    @cached_property
    def end(self) -> float:
        """The frame behind everything, sounds and cues too."""
        return max((lane.reach[-1] for lane in self.lanes if lane.reach), default=0.0)

    @cached_property
    def edges(self) -> tuple[tuple[float, str], ...]:
        """Every time that something begins or ends at, with whose it is, in order; what gestures snap to."""
        found = [(0.0, "")]
        for lane in self.lanes:
            for block in lane.blocks:
                if not block.is_gap:
                    found += [(block.start, block.id), (block.stop, block.id)]
        found += [(flag.frame, flag.marker.id) for flag in self.flags]
        return tuple(sorted(found))

    def flag(self, marker: str) -> Flag | None:
        """Where a marker stands."""
        return next((flag for flag in self.flags if flag.marker.id == marker), None)

    def seconds(self, frame: float) -> Fraction:
        """A frame of the film as a time; broken frames are kept to a thousandth."""
        exact = Fraction(round(frame)) if frame == round(frame) else Fraction(round(frame * 1000), 1000)
        return exact / self.film.rate


def _rows(blocks: Sequence[Block]) -> list[list[Block]]:
    """Boxes in as few rows as they fit into without touching, each into the first that is free."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=lambda b: b.start):
        free = next((row for row in rows if row[-1].stop <= block.start), None)
        if free is not None:
            free.append(block)
        elif len(rows) < MOST_ROWS:
            rows.append([block])
        else:
            min(rows, key=lambda row: row[-1].stop).append(block)
    return rows
