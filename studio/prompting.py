"""Joins the editing over the graph to the editor of prompts: which params are prompts, and which model reads them.

In: an open document and the application's parts. Out: a function for the inline editor. Made by the page.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.graph import Graph, Node
from engine.params import Param
from engine.spec import NodeType
from studio.edit.wires import original
from studio.editors.prompting import is_prompt
from studio.inspector.reader import reader_of
from studio.parts import Parts
from studio.projects.opened import OpenDocument

if TYPE_CHECKING:
    from studio.prompt.editor import PromptEditor

STYLE = "style"
"""The param with which a node chooses a style by itself."""


def prompt_editors(opened: OpenDocument, parts: Parts) -> Callable[[Node, Param], "PromptEditor | None"]:
    """Makes the editor for a param of a node of the open graph; None where the param is no prompt."""

    def make(node: Node, param: Param) -> "PromptEditor | None":
        document = opened.model.document
        if not is_prompt(param, parts.faces.of(document, node)):
            return None
        from studio.prompt.editor import PromptEditor

        editor = PromptEditor(parts.look)
        flow = parts.faces.flow(document, opened.focus.scope)
        editor.follow(parts.adviser, reader_of(flow, node.id))
        editor.set_style(_own_style(flow.graph, node, parts.faces.of(document, node)))
        return editor

    return make


def _own_style(graph: Graph, node: Node, kind: NodeType) -> str | None:
    """The style that a node adds by itself, so that the field offers no other beside it; None without such a choice."""
    param = kind.param(STYLE)
    value = None if param is None else original(graph, node).params.get(STYLE, param.default_json)
    return value if isinstance(value, str) else None
