"""Where the steps of a plan stand in the picture: lanes for the parts of a model, columns in running order.

In: the lines of a sheet. Out: a box for each, the lanes, and which box feeds which; in units of the text's height. A
box is as wide as its step is long. Pure arithmetic; called by the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from studio.plan.sheet import Line

LANES = ("text", "dit", "vae", "upscaler", "")
"""From top to bottom, as a clip is made: words, frames as latents, frames as pixels, larger frames, files."""
HEIGHT, FLAT = 3.9, 1.8
"""Of a box: three lines of text and the room around them, or one line for what costs nothing."""
NARROW, WIDE = 13.0, 30.0
"""Width of a box that takes no time to speak of, and of the one that takes longest."""
FREE = 9.5
"""Width of a box that costs nothing."""
GAP = (2.8, 0.7)
"""Room between columns, and between boxes of a column."""
MARGIN = 0.9
"""Above and below the boxes of a lane."""


@dataclass(frozen=True, slots=True)
class Box:
    """One step: its top left corner and its size."""

    key: str
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge, where its result leaves."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """The height at which lines arrive and leave."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Lane:
    """The strip of one part of a model, and the seconds spent in it."""

    component: str
    top: float
    height: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes by number of their line, lanes that hold any, and edges as numbers of boxes."""

    boxes: tuple[Box, ...] = ()
    lanes: tuple[Lane, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()
    width: float = 0.0
    height: float = 0.0
    places: dict[str, int] = field(default_factory=dict)
    """Numbers by key."""


def draw(lines: Sequence[Line]) -> Drawing:
    """The drawing of a plan; the same one for the same lines."""
    places = {line.key: number for number, line in enumerate(lines)}
    edges = [(places[key], n) for n, line in enumerate(lines) for key in line.inputs if key in places]
    columns = _columns(len(lines), edges)
    cells = _cells(lines, columns, edges)
    longest = max((line.seconds for line in lines), default=0.0)
    widths = [_width(line, longest) for line in lines]
    heights = [FLAT if line.state == "free" else HEIGHT for line in lines]
    lefts = _lefts(columns, widths)
    boxes: list[Box | None] = [None] * len(lines)
    lanes, top = [], 0.0
    for component in LANES:
        stacks = [members for (lane, _), members in cells.items() if lane == component]
        if not stacks:
            continue
        height = max(_stacked([heights[n] for n in members]) for members in stacks) + 2 * MARGIN
        for members in stacks:
            y = top + MARGIN
            for number in members:
                left = lefts[columns[number]]
                boxes[number] = Box(lines[number].key, left, y, widths[number], heights[number])
                y += heights[number] + GAP[1]
        seconds = sum(line.seconds for line in lines if _lane(line) == component)
        lanes.append(Lane(component, top, height, seconds))
        top += height
    placed = tuple(box for box in boxes if box is not None)
    width = max((box.right for box in placed), default=0.0)
    return Drawing(placed, tuple(lanes), tuple(edges), width, top, places)


def _columns(count: int, edges: Sequence[tuple[int, int]]) -> list[int]:
    """The column of each step: right of everything that feeds it. Steps come in running order, so once is enough."""
    columns = [0] * count
    for source, target in edges:
        columns[target] = max(columns[target], columns[source] + 1)
    # What nothing feeds stands right before what it feeds, not far away at the left.
    after: dict[int, int] = {}
    fed = {target for _, target in edges}
    for source, target in edges:
        after[source] = min(after.get(source, columns[target]), columns[target])
    return [after[n] - 1 if n in after and n not in fed else c for n, c in enumerate(columns)]


def _cells(
    lines: Sequence[Line], columns: Sequence[int], edges: Sequence[tuple[int, int]]
) -> dict[tuple[str, int], list[int]]:
    """The steps of each lane and column from top to bottom, each near the rows that feed it."""
    feeding: dict[int, list[int]] = {}
    for source, target in edges:
        feeding.setdefault(target, []).append(source)
    cells: dict[tuple[str, int], list[int]] = {}
    for number, line in enumerate(lines):
        cells.setdefault((_lane(line), columns[number]), []).append(number)
    rows = [0.0] * len(lines)
    for key in sorted(cells, key=lambda cell: cell[1]):
        cells[key].sort(key=lambda n: (_mean([rows[s] for s in feeding.get(n, ())]), n))
        for row, number in enumerate(cells[key]):
            rows[number] = float(row)
    return cells


def _lefts(columns: Sequence[int], widths: Sequence[float]) -> list[float]:
    """The left edge of each column."""
    widest = [0.0] * (max(columns, default=-1) + 1)
    for column, width in zip(columns, widths, strict=True):
        widest[column] = max(widest[column], width)
    return list(accumulate((width + GAP[0] for width in widest[:-1]), initial=0.0))


def _width(line: Line, longest: float) -> float:
    if line.state == "free":
        return FREE
    return NARROW + (WIDE - NARROW) * (line.seconds / longest if longest else 0.0)


def _stacked(heights: Sequence[float]) -> float:
    """How high boxes one below the other are, with the room between them."""
    return sum(heights) + GAP[1] * (len(heights) - 1)


def _lane(line: Line) -> str:
    return line.component if line.component in LANES else ""


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
