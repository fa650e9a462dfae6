"""Which model reads what a node says: the one that is linked to the first node downstream that asks for a model.

In: a graph and how its nodes look. Out: a model's name. Pure; called by the inspector for its prompts.
"""

from engine.graph import Graph
from engine.params import ModelParam
from engine.types import PortType
from studio.edit.wires import Flow

BUILT_IN = "built-in"


def reader_of(flow: Flow, node: str) -> str:
    """The name of the model for a node of the graph; the built-in one where no other is linked."""
    seen, todo = {node}, [node]
    for place in todo:
        if place not in flow.graph.nodes:
            continue
        port = next((p for p in flow.kind(place).inputs if p.type is PortType.MODEL), None)
        if port is not None:
            links = flow.holding(place, port)
            return _named(flow.graph, flow, links[0].source) if links else BUILT_IN
        for link in flow.out_of.get(place, ()):
            if link.target not in seen:
                seen.add(link.target)
                todo.append(link.target)
    return BUILT_IN


def _named(graph: Graph, flow: Flow, source: str) -> str:
    """The model that a node yields, also through dots."""
    for _ in range(len(graph.nodes)):
        kind = flow.kind(source)
        param = next((p for p in kind.params if isinstance(p, ModelParam)), None)
        if param is not None:
            chosen = graph[source].params.get(param.name, param.default)
            return str(chosen)
        into = flow.into.get(source, ())
        if not into or into[0].source not in graph.nodes:
            break
        source = into[0].source
    return BUILT_IN
