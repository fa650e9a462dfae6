"""Which part of the film is in sight: frames to pixels across, lanes to pixels down.

In: zoom, scroll, the size of a line of text, the lanes. Out: positions in the viewport, whole pixels where boxes meet.
One per timeline; the view moves it, painters and gestures read it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from studio.timeline.layout import Kind, Lane, Layout

NEAREST = 60.0
"""Pixels that a frame takes at most."""
RULER, BAR = 1.75, 0.3
"""Heights of the ruler and of the bar below it, in lines of text."""
HEIGHTS: dict[Kind, float] = {"cue": 1.5, "overlay": 3.0, "item": 5.6, "sound": 2.7}
LEAST: dict[Kind, float] = {"cue": 1.2, "overlay": 1.6, "item": 3.0, "sound": 1.5}
SHORT = 240.0
"""Frames of a film that counts as no shorter, however far it is zoomed out."""
GAP = 0.25
"""Between lanes, in lines."""
GUTTER = 0.6
"""Room before frame 0, in lines."""
BEHIND = 0.5
"""Share of the view that stays free behind the end when it is scrolled there."""


@dataclass(frozen=True, slots=True)
class Row:
    """Where a lane lies in the viewport."""

    lane: int
    top: float
    height: float

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height


class Sight:
    """`zoom` is pixels per frame, `left` and `down` the scroll in pixels; `line` is a text line's height."""

    def __init__(self, line: float) -> None:
        self.line = line
        self.zoom = 4.0
        self.left = 0
        self.down = 0
        self.width, self.height = 1, 1
        self.rows: tuple[Row, ...] = ()
        self.depth = 0.0
        """Height of all lanes together."""

    # -- across --------------------------------------------------------------------------------------------------------

    @property
    def gutter(self) -> int:
        """Pixels before frame 0."""
        return round(self.line * GUTTER)

    def x(self, frame: float) -> float:
        """Where a frame begins in the viewport."""
        return self.gutter + frame * self.zoom - self.left

    def edge(self, frame: float) -> int:
        """The same on a whole pixel, so that neighbours meet."""
        return round(self.gutter + frame * self.zoom) - self.left

    def frame(self, x: float) -> float:
        """The time under a viewport position, in frames; may be before 0."""
        return (x + self.left - self.gutter) / self.zoom

    @property
    def first(self) -> float:
        """The frame at the left edge."""
        return self.frame(0)

    @property
    def last(self) -> float:
        """The frame at the right edge."""
        return self.frame(self.width)

    def farthest(self, end: float) -> float:
        """The zoom at which a film of `end` frames fits into a third of the view, a short one into less."""
        return min(NEAREST, max(self.width, 1) / (3 * max(end, SHORT)))

    def zoom_to(self, zoom: float, x: float, end: float) -> None:
        """Zoom so that what is at a viewport position stays there."""
        held = self.frame(x)
        self.zoom = min(max(zoom, self.farthest(end)), NEAREST)
        self.scroll_to(round(self.gutter + held * self.zoom - x), end)

    def widest(self, end: float) -> int:
        """How far it can be scrolled."""
        return max(0, round(self.gutter + end * self.zoom - self.width * BEHIND))

    def scroll_to(self, left: int, end: float) -> None:
        """Show the film from some pixels on, within what there is."""
        self.left = min(max(left, 0), self.widest(end))

    def fit(self, start: float, stop: float, end: float) -> None:
        """Show the frames [start, stop) as large as they fit."""
        room = max(self.width - 2 * self.gutter, 1)
        self.zoom = min(max(room / max(stop - start, 1.0), self.farthest(end)), NEAREST)
        self.scroll_to(round(start * self.zoom), end)

    # -- down ----------------------------------------------------------------------------------------------------------

    @property
    def top(self) -> float:
        """Where lanes begin: below ruler and bar."""
        return round(self.line * RULER) + self.bar

    @property
    def bar(self) -> float:
        """The height of the bar that says what is in memory."""
        return max(3.0, round(self.line * BAR))

    @property
    def ruler(self) -> float:
        """The height of the ruler."""
        return float(round(self.line * RULER))

    def place(self, layout: Layout) -> None:
        """Give each lane its height: as it likes to be, squeezed as far as it can be where there is less room."""
        gap = round(self.line * GAP)
        lanes = layout.lanes
        room = self.height - self.top - gap * (len(lanes) + 1)
        liked = sum(HEIGHTS[lane.kind] for lane in lanes) * self.line
        least = sum(LEAST[lane.kind] for lane in lanes) * self.line
        share = 1.0 if liked <= room or liked == least else max(0.0, (room - least) / (liked - least))
        heights = [self._height(lane, share) for lane in lanes]
        self.depth = sum(heights) + gap * (len(lanes) + 1)
        self.down = min(max(self.down, 0), round(max(0.0, self.depth - (self.height - self.top))))
        y = self.top + gap - self.down
        rows = []
        for number, height in enumerate(heights):
            rows.append(Row(number, y, height))
            y += height + gap
        self.rows = tuple(rows)

    def _height(self, lane: Lane, share: float) -> float:
        liked, least = HEIGHTS[lane.kind], LEAST[lane.kind]
        return float(round((least + (liked - least) * share) * self.line))

    def rect(self, row: Row, start: float, stop: float) -> QRectF:
        """The box of frames [start, stop) on a row, at least two pixels wide."""
        left, right = self.edge(start), self.edge(stop)
        return QRectF(left, row.top, max(right - left, 2), row.height)

    def row_at(self, y: float) -> Row | None:
        """The row at a height of the viewport."""
        return next((row for row in self.rows if row.top <= y < row.bottom), None)
