"""What compiling costs: a graph of 1,000 nodes from nothing, after an edit, after moving a node; and what-if.

The graph is 125 shots of eight nodes, each from its own prompt to its own take: every node is needed. Prints
medians of interleaved rounds beside the budgets of the design; CPU time beside them tells a busy machine apart.
"""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from engine import Document, Graph, Link, Node
from engine.compile import Compiled, Compiler, Environment, Request, Target
from engine.registry import Registry
from engine.whatif import WhatIf, dirtied
from nodes import all_types
from tests.nodes.lowering import LOOM

SHOTS = 125
CHAIN = ("prompt", "generate", "trim", "speed", "finish", "title", "reverse", "shot")
ROUNDS = 21
Work = Callable[[], Compiled | WhatIf]


def film() -> Graph:
    """The graph: 1,000 nodes, 875 links."""
    nodes: list[Node] = []
    links: list[Link] = []
    for i in range(SHOTS):
        params: dict[str, dict[str, object]] = {
            "prompt": {"text": f"a fox in take {i} runs over the snow"},
            "generate": {"seed": i, "duration": 1 + i / 100},
            "trim": {"stop": 0.9},
            "speed": {"factor": 0.5},
            "title": {"text": f"Scene {i}"},
        }
        nodes += [Node(f"{kind}{i}", f"shotloom.{kind}", params=params.get(kind, {})) for kind in CHAIN]  # type: ignore[arg-type]
        links.append(Link(f"prompt{i}", "text", f"generate{i}", "prompt"))
        links += [Link(f"{a}{i}", "clip", f"{b}{i}", "clip") for a, b in pairwise(CHAIN[1:])]
    return Graph.of(nodes, links)


def medians(works: dict[str, Work]) -> dict[str, tuple[float, float]]:
    """Median milliseconds of each, by the clock and on the CPU, run in turns so that a busy moment hits all alike."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            clock, cpu = time.perf_counter(), time.process_time()
            found = work()
            taken[name].append(((time.perf_counter() - clock) * 1e3, (time.process_time() - cpu) * 1e3))
            assert found.steps if isinstance(found, WhatIf) else found.plan is not None
    return {
        name: (statistics.median(c for c, _ in pairs), statistics.median(p for _, p in pairs))
        for name, pairs in taken.items()
    }


def main() -> None:
    """Print every figure."""
    environment = Environment(Registry.load(all_types(), False), {"built-in": LOOM}, "u" * 32)
    document = Document(graph=film())
    request = Request(tuple(Target(f"shot{i}", "take") for i in range(SHOTS)))
    used = Compiler(environment)
    plan = used.compile(document, request).plan
    assert plan is not None
    count = iter(range(1, 10**6))

    def edited(name: str, **params: float) -> Work:
        def work() -> Compiled:
            values = {k: v + next(count) / 1e6 for k, v in params.items()}
            graph = document.graph.put(document.graph[name].with_params(**values))
            return used.compile(document.with_graph(graph), request)

        return work

    def moved() -> Compiled:
        node = replace(document.graph["trim60"], position=(float(next(count)), 0.0))
        return used.compile(document.with_graph(document.graph.put(node)), request)

    survey = used.survey(document)
    asking = Compiler(environment)
    there = frozenset(survey.steps)

    def foretold() -> WhatIf:
        return dirtied(asking, document, "generate60", "seed", has=there.__contains__, survey=survey)

    works: dict[str, tuple[Work, str]] = {
        "from nothing": (lambda: Compiler(environment).compile(document, request), "50 ms"),
        "after an edit of one node": (edited("trim60", stop=0.5), "10 ms"),
        "after an edit at the beginning of a shot": (edited("generate60", duration=1.5), "10 ms"),
        "after moving a node": (moved, "10 ms"),
        "what another seed would run anew": (foretold, "10 ms"),
    }
    figures = medians({name: work for name, (work, _) in works.items()})
    print(f"a graph of {len(document.graph.nodes)} nodes becomes a plan of {len(plan.steps)} steps")
    for name, (clock, cpu) in figures.items():
        print(f"{name:<42} {clock:7.1f} ms  (budget {works[name][1]}; on the CPU {cpu:.1f} ms)", flush=True)


if __name__ == "__main__":
    main()
