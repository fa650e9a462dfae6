"""What the film shows at each of its frames: the one layout that viewer, thumbnails, render and export share.

In: a timeline, the size of its frames, and the facts of what each shot shows now. Out: a `Picture` per frame, which
`engine.media.compose` makes into pixels. Pure: no file is read, and the same cut always gives the same pictures.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, pairwise
from math import ceil, floor

from engine.document import Document
from engine.time import round_half_up
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Placed
from engine.types import Size

ONE = Fraction(1)
HALF = Fraction(1, 2)

MOST_TEXTS = 12
"""Texts of one frame; of more the latest are shown."""


@dataclass(frozen=True, slots=True)
class Source:
    """The facts of the clip that a shot shows."""

    frames: int
    rate: Fraction
    size: Size

    @property
    def seconds(self) -> Fraction:
        """How long it lasts."""
        return self.frames / self.rate


@dataclass(frozen=True, slots=True)
class Layer:
    """A frame of a shot; black where `shot` is None, and where the shot has nothing to show yet (`missing`).

    `held` says that the source has no frame there and its first or last one stands in. `opacity` 0..1 is how much of
    it lies over the layers below, `fit` how it goes into the frame; beside a fitted one the layers below stay seen.
    """

    shot: str | None
    frame: int = 0
    held: bool = False
    opacity: Fraction = ONE
    fit: str = "fill"
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A cue as a frame shows it: `strength` 0..1 while it fades."""

    cue: Cue
    strength: Fraction = ONE


@dataclass(frozen=True, slots=True)
class Picture:
    """One frame of the film: layers from bottom to top, and the texts over them.

    The lowest layer covers the frame, unless there is none: then it is black.
    """

    layers: tuple[Layer, ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """What the main track plays at a frame: the item, the film's frames [start, stop) it takes, its source frame."""

    item: Item
    start: int
    stop: int
    frame: int
    held: bool


class Film:
    """The frames of a timeline. `sources` has the facts of every shot that can be shown; others are missing.

    Immutable, safe on any thread, and quick enough to be made anew with every edit.
    """

    def __init__(self, timeline: Timeline, size: Size, sources: Mapping[str, Source]) -> None:
        self.timeline = timeline
        self.rate = timeline.rate
        self.size = size
        self.sources = sources
        self._items = timeline.items
        # The edges of the items: where the first starts, the second… and, last, where the main track ends.
        self._edges = [0, *accumulate(timeline.whole(item.length) for item in self._items)]
        self._overlay = timeline.overlay
        self._overlay_starts = [timeline.whole(placed.start) for placed in self._overlay]
        self.frames = max(self._edges[-1], *(timeline.whole(placed.end) for placed in self._overlay), 0)
        self._dissolves = timeline.dissolves()

    @classmethod
    def of(cls, document: Document) -> "Film":
        """The film of a document as its picks are now; shots without a take are missing."""
        return cls(document.timeline, document.settings.size, sources_of(document))

    @property
    def shots(self) -> tuple[str, ...]:
        """Every shot that the film uses, each once, in the order in which they first appear on the tracks."""
        named = (*(item.shot for item in self._items), *(placed.shot for placed in self._overlay))
        return tuple(dict.fromkeys(shot for shot in named if shot is not None))

    def at(self, frame: int) -> Picture:
        """What frame 0..frames-1 shows; outside the film a picture without layers, which is black."""
        if not 0 <= frame < self.frames:
            return Picture()
        layers = [*self._main_layers(frame), *self._overlay_layers(frame)]
        # What a layer covers wholly need not be read.
        top = max(
            (n for n, layer in enumerate(layers) if layer.opacity == 1 and layer.fit != "fit"), default=0
        )
        return Picture(tuple(layers[top:]), self.texts(frame))

    def texts(self, frame: int) -> tuple[Text, ...]:
        """The cues that a frame shows, in the order in which they begin."""
        found: list[Text] = []
        starts, latest, cues = self._cues
        place = bisect_right(starts, frame) - 1
        while place >= 0 and latest[place] > frame and len(found) < MOST_TEXTS:
            stop, fade, cue = cues[place]
            if frame < stop:
                found.append(Text(cue, _fade(frame - starts[place], stop - starts[place], fade, fade)))
            place -= 1
        return tuple(reversed(found))

    @cached_property
    def _cues(self) -> tuple[list[int], list[int], list[tuple[int, int, Cue]]]:
        """The cues by their first frame: those frames, how far any one up to here reaches, and (stop, fade, cue)."""
        timed = sorted(
            ((*cue.frames(self.rate), number, cue) for number, cue in enumerate(self.timeline.cues)),
            key=lambda entry: (entry[0], entry[2]),
        )
        cues = [(stop, self._nearest(cue.fade), cue) for _, stop, _, cue in timed]
        return [first for first, *_ in timed], list(accumulate((stop for stop, *_ in cues), max)), cues

    def spans(self) -> Iterator[tuple[int, int, Item]]:
        """Each item of the main track with the frames [start, stop) that it takes."""
        for item, (start, stop) in zip(self._items, pairwise(self._edges), strict=True):
            yield start, stop, item

    def cuts(self) -> tuple[int, ...]:
        """The frames at which an item of the main track begins, and the frame behind the last one."""
        return tuple(self._edges) if self._items else ()

    def next_cut(self, frame: int) -> int:
        """The first cut behind a frame; the film's end where there is none."""
        place = bisect_right(self._edges, frame)
        return self._edges[place] if place < len(self._edges) else self.frames

    def previous_cut(self, frame: int) -> int:
        """The last cut before a frame; 0 where there is none."""
        return self._edges[max(bisect_left(self._edges, frame) - 1, 0)]

    def shot_at(self, frame: int) -> Spot | None:
        """What the main track plays at a frame, a gap's item too; None outside the main track."""
        index = self._index(frame)
        if index is None:
            return None
        shown = self._layer(index, frame)
        start, stop = self._edges[index : index + 2]
        return Spot(self._items[index], start, stop, shown.frame, shown.held)

    def frames_of(self, shot: str, frame: int) -> tuple[int, ...]:
        """The film's frames that show a source frame of a shot on the main track."""
        source = self.sources.get(shot)
        if source is None or not 0 <= frame < source.frames:
            return ()
        last = frame == source.frames - 1
        found: list[int] = []
        for start, stop, item in self.spans():
            if item.shot == shot:
                # The frames whose middle falls on the source frame; the last one lasts until the source ends.
                early = (frame / source.rate - item.in_point) * self.rate - HALF
                late = ((frame + 1) / source.rate - item.in_point) * self.rate - HALF
                behind = ceil(late + HALF) if last else floor(late) + 1
                found += range(start + max(floor(early) + 1, 0), min(start + behind, stop))
        return tuple(found)

    def tails(self) -> dict[str, int]:
        """Frames at the end of items and overlays that their source does not have, by id, where there are any.

        Where it is all of them, the entry begins behind its source's end.
        """
        found: dict[str, int] = {}
        entries: tuple[Item | Placed, ...] = (*self._items, *self._overlay)
        for entry in entries:
            source = self.sources.get(entry.shot or "")
            if source is not None:
                length = self.timeline.whole(entry.length)
                have = ceil((source.seconds - entry.in_point) * self.rate)
                if have < length:
                    found[entry.id] = length - max(have, 0)
        return found

    def dissolve_at(self, index: int) -> tuple[int, int]:
        """The film's frames [start, stop) in which the item of that place fades in; start == stop where it cuts."""
        before, after = self._dissolves[index]
        return self._edges[index] - before, self._edges[index] + after

    def _nearest(self, seconds: Fraction) -> int:
        return round_half_up(seconds * self.rate)

    def _index(self, frame: int) -> int | None:
        return bisect_right(self._edges, frame) - 1 if 0 <= frame < self._edges[-1] else None

    def _main_layers(self, frame: int) -> list[Layer]:
        index = self._index(frame)
        if index is None:
            return [Layer(None)]
        for place in (index, index + 1):
            if place < len(self._items):
                start, stop = self.dissolve_at(place)
                if start <= frame < stop:
                    under = self._layer(place - 1, frame) if place else Layer(None)
                    share = Fraction(frame - start + 1, stop - start + 1)
                    return [under, self._layer(place, frame, share)]
        return [self._layer(index, frame)]

    def _overlay_layers(self, frame: int) -> list[Layer]:
        index = bisect_right(self._overlay_starts, frame) - 1
        if index < 0:
            return []
        placed = self._overlay[index]
        offset, length = frame - self._overlay_starts[index], self.timeline.whole(placed.length)
        if offset >= length:
            return []
        strength = _fade(offset, length, self._nearest(placed.fade_in), self._nearest(placed.fade_out))
        opacity = min(max(placed.opacity, Fraction(0)), ONE) * strength
        if opacity == 0:
            return []
        return [self._shown(placed.shot, placed.in_point, offset, opacity, placed.fit)]

    def _layer(self, index: int, frame: int, opacity: Fraction = ONE) -> Layer:
        item = self._items[index]
        return self._shown(item.shot, item.in_point, frame - self._edges[index], opacity)

    def _shown(
        self, shot: str | None, in_point: Fraction, offset: int, opacity: Fraction, fit: str = "fill"
    ) -> Layer:
        """A shot's frame `offset` frames of the film behind its in point (before it, where negative)."""
        if shot is None:
            return Layer(None, opacity=opacity)
        source = self.sources.get(shot)
        if source is None:
            return Layer(shot, opacity=opacity, fit=fit, missing=True)
        start = in_point + offset / self.rate
        # The source frame on screen at the middle of the film's frame; of two equally near the earlier one.
        middle = (start + 1 / (2 * self.rate)) * source.rate
        number = -(-middle.numerator // middle.denominator) - 1
        held = start < 0 or start * source.rate >= source.frames
        return Layer(shot, min(max(number, 0), source.frames - 1), held, opacity, fit)


def sources_of(document: Document) -> dict[str, Source]:
    """The facts of every shot's picked take."""
    found = {}
    for shot in document.shots:
        take = document.picked(shot)
        if take is not None:
            found[shot] = Source(take.frames, take.rate, take.size)
    return found


def _fade(index: int, length: int, fade_in: int, fade_out: int) -> Fraction:
    """How strongly frame `index` of `length` shows while it rises and falls linearly."""
    return min(ONE, Fraction(index + 1, fade_in + 1), Fraction(length - index, fade_out + 1))
