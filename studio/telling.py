"""Says errors the way an artist knows the graph: nodes by their titles, never by their ids.

In: an error of the engine or of an edit, and the document that it is about. Out: one line for a status line or a panel.
Called wherever an error is told that may name a node.
"""

from engine.document import Document
from engine.errors import Problem, StudioError
from engine.registry import Registry
from studio.edit.ports import Faces
from studio.survey.findings import sentence
from studio.words import tr


def told(error: StudioError, document: Document, registry: Registry) -> str:
    """The error as one line, led by the title of its node; a node that is gone is not named."""
    if error.node is None:
        return str(error)
    name = _name(error.node, document, Faces(registry))
    text = sentence(Problem.of(error))
    return f"{name}: {text}" if name else text


def _name(place: str, document: Document, faces: Faces) -> str:
    """What the artist calls a node, of whatever graph of the document."""
    wanted = place.rsplit("/", 1)[-1]
    for graph in (document.graph, *(group.graph for group in document.groups.values())):
        node = graph.nodes.get(wanted)
        if node is not None:
            return node.title or tr(faces.of(document, node).label)
    return ""
