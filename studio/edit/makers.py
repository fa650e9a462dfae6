"""What generates a shot: the nearest node above it that makes frames, with what steers it.

In: a document, the faces, a node. Out: the generating node, what feeds its prompt and model, and the words that it is
told. Called when a shot's successors are to be told the same.
"""

from dataclasses import dataclass

from engine.document import Document
from engine.graph import Node
from engine.types import PortType
from studio.edit.ports import Faces, original
from studio.edit.scope import Scope, graph_of

FINISH, PROMPT, STORYBOARD = "shotloom.finish", "shotloom.prompt", "shotloom.storyboard"


@dataclass(frozen=True, slots=True)
class Maker:
    """A generating node. `prompt` and `model` are the outputs that feed it; `finish` the Finish node between it and the
    shot, if any.

    `words` is what it is told in one text where its prompt cannot be linked elsewhere; `own_prompt` says that a Prompt
    node feeds it, `text` that its prompt is text and no storyboard.
    """

    node: str
    prompt: tuple[str, str] | None = None
    model: tuple[str, str] | None = None
    finish: str | None = None
    words: str = ""
    own_prompt: bool = False
    text: bool = False


def maker_of(document: Document, faces: Faces, scope: Scope, node: str) -> Maker | None:
    """What generates the clip that comes into a node; None where it does not come from a model."""
    graph = graph_of(document, scope)
    into = graph.into()
    todo, seen = [node], {node}
    finish: str | None = None
    for name in todo:
        kind = faces.of(document, graph[name])
        if name != node and kind.input("prompt") is not None and kind.input("model") is not None:
            return _maker(document, faces, scope, graph[name], finish)
        if name != node and original(graph, graph[name]).type == FINISH:
            finish = finish or name
        for link in into.get(name, ()):
            if link.source in graph.nodes and link.source not in seen:
                seen.add(link.source)
                todo.append(link.source)
    return None


def _maker(document: Document, faces: Faces, scope: Scope, node: Node, finish: str | None) -> Maker:
    graph = graph_of(document, scope)
    into = graph.into().get(node.id, [])
    prompt = next(((x.source, x.output) for x in into if x.input == "prompt"), None)
    model = next(((x.source, x.output) for x in into if x.input == "model"), None)
    own = str(original(graph, node).params.get("text") or "")
    if prompt is None or prompt[0] not in graph.nodes:
        return Maker(node.id, None, model, finish, own)
    feeding = original(graph, graph[prompt[0]])
    types = faces.types(document, scope, *prompt, True)
    text = types == (PortType.TEXT,)
    return Maker(node.id, prompt, model, finish, _words(feeding, own), feeding.type == PROMPT, text)


def _words(feeding: Node, own: str) -> str:
    """The node's own words, or those that hold for a whole storyboard: the last card's where there are none."""
    if feeding.type != STORYBOARD or own:
        return own
    overall = feeding.params.get("overall")
    if overall:
        return str(overall)
    cards = feeding.params.get("cards")
    last = cards[-1] if isinstance(cards, list) and cards else None
    return str(last.get("prompt") or "") if isinstance(last, dict) else ""
