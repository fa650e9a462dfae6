"""What an exported file carries of the project that made it: the graph, the graph without its words, or no graph.

In: a document and an output of a plan, or nothing but the document. Out: texts for the file's metadata. Called off the
GUI thread by everything that exports.
"""

from engine.document import Document
from engine.files import dumps
from engine.plan import Output
from engine.registry import Registry
from engine.share import LABEL, without_prompts
from studio.workbench import metadata

GRAPH, WORDLESS, NOTHING = "graph", "wordless", "nothing"
CARRIED = (GRAPH, WORDLESS, NOTHING)


def carried(document: Document, output: Output | None, registry: Registry, carry: str) -> dict[str, str]:
    """The texts for a file made of this output; without one (a still from the viewer) the document as it is."""
    if output is None:
        texts = {"shotloom": dumps(document).decode(), "comment": LABEL}
    else:
        texts = metadata(document, output)
    if carry == GRAPH:
        return texts
    del texts["shotloom"]
    if carry == WORDLESS:
        texts["shotloom"] = dumps(_wordless(document, output, registry)).decode()
    return texts


def _wordless(document: Document, output: Output | None, registry: Registry) -> Document:
    def kind_of(type_name: str, param: str) -> str | None:
        kind = registry.find(type_name)
        declared = kind.param(param) if kind else None
        return declared.kind if declared else None

    graph = document.graph
    for node, params in output.settings.items() if output is not None else ():
        if node in graph.nodes:
            graph = graph.put(graph.nodes[node].with_params(**params))
    return without_prompts(document.with_graph(graph), kind_of)
