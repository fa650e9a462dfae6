"""Joins the editing over the graph to the editor of prompts: which params are prompts, and which model reads them.

In: an open document and the application's parts. Out: a function for the inline editor. Made by the page.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.graph import Node
from engine.params import Param
from studio.editors.prompting import is_prompt
from studio.inspector.reader import reader_of
from studio.parts import Parts
from studio.projects.opened import OpenDocument

if TYPE_CHECKING:
    from studio.prompt.editor import PromptEditor


def prompt_editors(opened: OpenDocument, parts: Parts) -> Callable[[Node, Param], "PromptEditor | None"]:
    """Makes the editor for a param of a node of the open graph; None where the param is no prompt."""

    def make(node: Node, param: Param) -> "PromptEditor | None":
        document = opened.model.document
        if not is_prompt(param, parts.faces.of(document, node)):
            return None
        from studio.prompt.editor import PromptEditor

        editor = PromptEditor(parts.look)
        editor.follow(parts.adviser, reader_of(parts.faces.flow(document, opened.focus.scope), node.id))
        return editor

    return make
