"""Drawing a directed graph in layers from left to right: which column, which row, and where exactly.

In: box sizes by number and edges between numbers. Out: a place for each box. Pure arithmetic, and the same answer for
the same question: ties go by number. Cycles are drawn with one of their edges running backwards. Called by `layout`.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Size: TypeAlias = tuple[float, float]
Edge: TypeAlias = tuple[int, int, float, float]
"""From box to box, and how far below their top edges it leaves and arrives."""

GAP = (72.0, 28.0)
"""Room between columns, and between boxes of a column."""
SWEEPS = 4
"""How often rows are put into a better order, there and back; more finds little."""
SETTLING = 3
"""How often boxes are pulled towards what they are linked to."""
BEND = 4.0
LOOSE = 0.05
"""How much a bend, and a box without edges on that side, weighs against a box when both want one place."""
LONG_EDGES = 5_000
"""Bends at most; where longer edges would need more, the longest run straight through other boxes."""


@dataclass
class _Drawing:
    """One connected part: boxes first, bends of long edges after them; everything by number."""

    sizes: list[Size]
    layer: list[int]
    before: list[list[tuple[int, float]]]
    after: list[list[tuple[int, float]]]
    """Neighbours one column to the left or right, and how far below its own top this one's top lies when straight."""
    boxes: int
    rows: list[list[int]]


def layered(sizes: Sequence[Size], edges: Sequence[Edge], gap: Size = GAP) -> list[tuple[float, float]]:
    """Top left corners of boxes, each connected part below the one before, boxes without edges in rows at the end."""
    places: list[tuple[float, float]] = [(0.0, 0.0)] * len(sizes)
    edges = [e for e in dict.fromkeys(edges) if e[0] != e[1]]
    parts, alone = _parts(len(sizes), edges)
    top, widest = 0.0, 0.0
    for members in parts:
        number = {box: i for i, box in enumerate(members)}
        inner = [(number[a], number[b], s, t) for a, b, s, t in edges if a in number]
        drawn = _draw([sizes[box] for box in members], inner, gap)
        highest = min(y for _, y in drawn)
        for box, (x, y) in zip(members, drawn, strict=True):
            places[box] = (x, y - highest + top)
            widest = max(widest, x + sizes[box][0])
        top = max(places[box][1] + sizes[box][1] for box in members) + 2 * gap[1]
    _in_rows(places, sizes, alone, top, max(widest, _square(sizes, alone)), gap)
    return places


def _parts(count: int, edges: Sequence[Edge]) -> tuple[list[list[int]], list[int]]:
    """Connected parts in the order of their first box, and the boxes that hang on nothing."""
    root = list(range(count))

    def find(box: int) -> int:
        while root[box] != box:
            root[box] = root[root[box]]
            box = root[box]
        return box

    linked = set()
    for a, b, _, _ in edges:
        linked |= {a, b}
        one, other = sorted((find(a), find(b)))
        root[other] = one
    parts: dict[int, list[int]] = {}
    for box in sorted(linked):
        parts.setdefault(find(box), []).append(box)
    return list(parts.values()), [box for box in range(count) if box not in linked]


def _square(sizes: Sequence[Size], boxes: Sequence[int]) -> float:
    """A width in which boxes stand about as wide as they are high."""
    return sum(sizes[box][0] * sizes[box][1] for box in boxes) ** 0.5


def _in_rows(
    places: list[tuple[float, float]],
    sizes: Sequence[Size],
    boxes: Sequence[int],
    top: float,
    width: float,
    gap: Size,
) -> None:
    x, below = 0.0, top
    for box in boxes:
        wide, high = sizes[box]
        if x and x + wide > width:
            x, top = 0.0, below + gap[1]
        places[box] = (x, top)
        below = max(below, top + high)
        x += wide + gap[0]


def _draw(sizes: list[Size], edges: Sequence[Edge], gap: Size) -> list[tuple[float, float]]:
    layer = _layers(len(sizes), edges)
    drawing = _with_bends(sizes, layer, edges)
    _order(drawing)
    tops = _settle(drawing, gap[1])
    left, x = [], 0.0
    for row in drawing.rows:
        left.append(x)
        x += max((drawing.sizes[box][0] for box in row), default=0.0) + gap[0]
    return [(left[layer[box]], tops[box]) for box in range(drawing.boxes)]


def _layers(count: int, edges: Sequence[Edge]) -> list[int]:
    """The column of each box: behind everything that feeds it, and as near as can be to what it feeds."""
    after: list[list[int]] = [[] for _ in range(count)]
    before: list[list[int]] = [[] for _ in range(count)]
    for a, b, _, _ in edges:
        after[a].append(b)
    order = _sources_first(after)
    rank = {box: i for i, box in enumerate(order)}
    for a, b, _, _ in edges:
        if rank[a] > rank[b]:
            after[a].remove(b)
            after[b].append(a)
    for a, ends in enumerate(after):
        for b in ends:
            before[b].append(a)
    layer = [0] * count
    for box in order:
        layer[box] = max((layer[b] + 1 for b in before[box]), default=0)
    for box in reversed(order):
        if after[box] and len(after[box]) >= len(before[box]):
            layer[box] = min(layer[b] for b in after[box]) - 1
    return layer


def _sources_first(after: Sequence[Sequence[int]]) -> list[int]:
    """Boxes so that every edge runs forward, save one of each cycle."""
    fed = {b for ends in after for b in ends}
    starts = [box for box in range(len(after)) if box not in fed]
    seen: set[int] = set()
    done: list[int] = []
    for start in (*starts, *range(len(after))):
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(reversed(after[start])))]
        while path:
            box, ends = path[-1]
            for b in ends:
                if b not in seen:
                    seen.add(b)
                    path.append((b, iter(reversed(after[b]))))
                    break
            else:
                done.append(box)
                path.pop()
    return done[::-1]


def _with_bends(sizes: list[Size], layer: list[int], edges: Sequence[Edge]) -> _Drawing:
    """The drawing with a bend in every column that an edge passes; edges that run backwards are turned round."""
    boxes = len(sizes)
    sizes, layer = list(sizes), list(layer)
    before: list[list[tuple[int, float]]] = [[] for _ in range(boxes)]
    after: list[list[tuple[int, float]]] = [[] for _ in range(boxes)]

    def joined(a: int, b: int, drop: float) -> None:
        after[a].append((b, drop))
        before[b].append((a, drop))

    room = LONG_EDGES
    for a, b, leaves, arrives in sorted(edges, key=lambda e: (abs(layer[e[1]] - layer[e[0]]), e)):
        if layer[a] > layer[b]:
            a, b, leaves, arrives = b, a, arrives, leaves
        bends = layer[b] - layer[a] - 1
        if bends < 0 or bends > room:
            continue
        room -= bends
        last, drop = a, leaves
        for column in range(layer[a] + 1, layer[b]):
            bend = len(sizes)
            sizes.append((0.0, 0.0))
            layer.append(column)
            before.append([])
            after.append([])
            joined(last, bend, drop)
            last, drop = bend, 0.0
        joined(last, b, drop - arrives)
    rows: list[list[int]] = [[] for _ in range(max(layer) + 1)]
    for box, column in enumerate(layer):
        rows[column].append(box)
    return _Drawing(sizes, layer, before, after, boxes, rows)


def _order(drawing: _Drawing) -> None:
    """Put each column into an order in which few edges cross; the best order found stays."""
    best, fewest = [list(row) for row in drawing.rows], _crossings(drawing)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        columns = range(1, len(drawing.rows)) if forward else range(len(drawing.rows) - 2, -1, -1)
        for column in columns:
            there = {box: i for i, box in enumerate(drawing.rows[column - 1 if forward else column + 1])}
            ends = drawing.before if forward else drawing.after
            row = drawing.rows[column]
            place = {}
            for i, box in enumerate(row):
                spots = [there[b] + drop / 1000.0 for b, drop in ends[box]]
                place[box] = sum(spots) / len(spots) if spots else float(i)
            row.sort(key=place.__getitem__)
        crossings = _crossings(drawing)
        if crossings < fewest:
            best, fewest = [list(row) for row in drawing.rows], crossings
    drawing.rows = best


def _crossings(drawing: _Drawing) -> int:
    count = 0
    for column, row in enumerate(drawing.rows[:-1]):
        there = {box: i for i, box in enumerate(drawing.rows[column + 1])}
        passed: list[int] = []
        for box in row:
            ends = sorted(there[b] for b, _ in drawing.after[box])
            for end in ends:
                count += len(passed) - bisect_right(passed, end)
            for end in ends:
                insort(passed, end)
    return count


def _settle(drawing: _Drawing, gap: float) -> list[float]:
    """Top edges, so that edges run as level as the order of each column allows."""
    tops = [0.0] * len(drawing.sizes)
    for row in drawing.rows:
        y = 0.0
        for box in row:
            tops[box] = y
            y += drawing.sizes[box][1] + gap
    last = len(drawing.rows) - 1
    for _ in range(SETTLING):
        for column in range(1, last + 1):
            _level(drawing, tops, drawing.rows[column], gap, forward=True)
        for column in range(last - 1, -1, -1):
            _level(drawing, tops, drawing.rows[column], gap, forward=False)
    for row in drawing.rows:
        _level(drawing, tops, row, gap, forward=None)
    return [float(round(top)) for top in tops]


def _level(
    drawing: _Drawing, tops: list[float], row: Sequence[int], gap: float, forward: bool | None
) -> None:
    """Bring one column as near as can be to where its edges want it; pooled neighbours share the error."""
    sizes, boxes = drawing.sizes, drawing.boxes
    before, after = drawing.before, drawing.after
    pools: list[tuple[float, float, int]] = []
    shifts = []
    shift = 0.0
    for box in row:
        wish, weight = 0.0, 0.0
        if forward is not False:
            for b, drop in before[box]:
                wish += tops[b] + drop
                weight += 1.0
        if forward is not True:
            for b, drop in after[box]:
                wish += tops[b] - drop
                weight += 1.0
        if weight:
            wish /= weight
            weight = weight if box < boxes else BEND * weight
        else:
            wish, weight = tops[box], LOOSE
        wish -= shift
        shifts.append(shift)
        shift += sizes[box][1] + (gap if box < boxes else gap / 2)
        count = 1
        while pools and pools[-1][0] > wish:
            other, heavy, more = pools.pop()
            wish = (wish * weight + other * heavy) / (weight + heavy)
            weight += heavy
            count += more
        pools.append((wish, weight, count))
    at = 0
    for place, _, count in pools:
        for i in range(at, at + count):
            tops[row[i]] = place + shifts[i]
        at += count
