"""What large edits of a graph cost: tidying up, grouping and taking apart, on the graph view's 1,000 nodes.

Prints medians of interleaved rounds beside the budgets; CPU time beside them tells a busy machine apart.
"""

import statistics
import time
from collections.abc import Callable

from engine.document import Document
from engine.registry import Registry
from nodes import all_types
from studio.edit import groups, layout
from studio.edit.ports import Faces
from tests.bench.large_graph import large_graph

ROUNDS = 9
SIZE = (190.0, 160.0)
BUDGETS = {"tidy up 1,000 nodes": 300.0, "group 200 of them": 100.0, "take the group apart": 100.0}
"""Milliseconds."""


def main() -> None:
    """Print every figure."""
    document, faces = large_graph(), Faces(Registry.load(all_types(), entry_points=False))
    sizes = dict.fromkeys(document.graph.nodes, SIZE)
    # Ends of the graph: what they make does not come back to them.
    some = list(document.graph.nodes)[-200:]
    grouped, instance = groups.group(document, None, faces, some, "Group")
    works: dict[str, Callable[[], object]] = {
        "tidy up 1,000 nodes": lambda: layout.tidy(document, None, sizes),
        "group 200 of them": lambda: groups.group(document, None, faces, some, "Group"),
        "take the group apart": lambda: groups.ungroup(grouped, None, faces, instance),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            clock, cpu = time.perf_counter(), time.process_time()
            work()
            taken[name].append(((time.perf_counter() - clock) * 1e3, (time.process_time() - cpu) * 1e3))
    print(f"{_said(document)}: medians of {ROUNDS} rounds")
    for name, pairs in taken.items():
        clock, cpu = (statistics.median(values) for values in zip(*pairs, strict=True))
        print(f"  {name:24} {clock:7.1f} ms ({cpu:.1f} ms of CPU; budget {BUDGETS[name]:.0f} ms)")


def _said(document: Document) -> str:
    return f"{len(document.graph.nodes):,} nodes, {len(document.graph.links):,} links"


if __name__ == "__main__":
    main()
