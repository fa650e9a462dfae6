"""A project whose jobs are short: a prompt, a clip of half a second, a finish that only doubles it, and a shot."""

from collections.abc import Mapping
from pathlib import Path

from engine.document import Document
from engine.files import save
from engine.graph import Graph, Json, Link, Node

PROMPT = "a red car drives to the left in the city at night"


def small_project(path: Path, *, duration: float = 0.4) -> Document:
    """Write it, and yield what was written. Its nodes have the ids prompt, generate, finish and shot."""
    nodes = [
        Node("prompt", "shotloom.prompt", params={"text": PROMPT}, position=(0, 0)),
        Node("generate", "shotloom.generate", params={"duration": duration, "seed": 1}, position=(260, 0)),
        Node("finish", "shotloom.finish", params=_FINISH, position=(520, 0)),
        Node("shot", "shotloom.shot", title="Car", position=(780, 0)),
    ]
    links = [
        Link("prompt", "text", "generate", "prompt"),
        Link("generate", "clip", "finish", "clip"),
        Link("finish", "clip", "shot", "clip"),
    ]
    document = Document(graph=Graph.of(nodes, links))
    save(document, path)
    return document


def with_params(document: Document, changes: Mapping[str, Mapping[str, Json]]) -> Document:
    """The document with these params, by node."""
    changed = (document.graph[node].with_params(**params) for node, params in changes.items())
    return document.with_graph(document.graph.put(*changed))


_FINISH = {"scale": "2", "smooth": False, "size": [320, 180]}
