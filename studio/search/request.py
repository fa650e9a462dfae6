"""What the graph editor wants a new node for: where it goes, and what it shall be linked to.

In: made by the gestures (Tab, double click, a link dropped on the empty canvas). Out: handed back with the choice, so
that the editor can place and link the node without remembering anything itself.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF

from engine.document import Document
from engine.graph import Link
from studio.edit.scope import Scope


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """One question for a kind of node.

    `global_pos` is where on the screen the popup opens, `scene_pos` where in the scene the node goes. `end` is the
    dangling end of a dropped link as (node, port, is output), and then only what fits it is offered. `link` is a link
    that the node is put on. `selected` are nodes that the new one is linked to. `document` and `scope` say which graph
    is meant; they let the popup look up what flows through `end`, and offer the document's own groups.
    """

    global_pos: QPoint
    scene_pos: QPointF
    end: tuple[str, str, bool] | None = None
    link: Link | None = None
    selected: tuple[str, ...] = ()
    document: Document = Document()
    scope: Scope = None
