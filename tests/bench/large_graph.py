"""The graph that the graph view's bench opens: 1,000 nodes in a grid of 40 by 25, and 2,000 links running forward.

Random but the same every time. Links reach up to 45 nodes ahead, in the order of columns, so that about two hundred
cross the view at 100 %: denser than what artists draw.
"""

import random
from dataclasses import replace

from engine.document import Document
from engine.graph import Graph, Link, Node

COLUMNS, ROWS = 40, 25
LINKS = 2_000
REACH = 45
ACROSS, DOWN = 260.0, 240.0
"""Distance of neighbouring nodes in scene units."""
KIND = "shotloom.connect"
"""Takes clips at two of its ports, so that every node can feed two others."""


def large_graph(columns: int = COLUMNS, rows: int = ROWS, links: int = LINKS, seed: int = 4) -> Document:
    """A document with columns x rows nodes."""
    dice = random.Random(seed)
    count = columns * rows
    nodes = [
        Node(f"n{n}", KIND, position=(n // rows * ACROSS, n % rows * DOWN), title=f"Bridge {n}")
        for n in range(count)
    ]
    found: dict[tuple[int, str], Link] = {}
    while len(found) < min(links, 2 * (count - 1)):
        target, port = dice.randrange(1, count), dice.choice(("first", "second"))
        source = dice.randrange(max(0, target - REACH), target)
        found[target, port] = Link(f"n{source}", "clip", f"n{target}", port)
    return replace(Document(), graph=Graph.of(nodes, found.values()))
