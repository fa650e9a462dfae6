"""What clicks mean: selecting, dots on links, opening what was double-clicked, the context menu's rows.

In: a pointer and what lies under it, from `Hands`. Out: another selection, one edit, or a wish.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt

from studio.graph import menu
from studio.graph.commands.alter import add_dots
from studio.graph.desk import Desk
from studio.graph.gestures.pointer import Pointer
from studio.graph.hit import Hit
from studio.graph.on_spot import OnSpot
from studio.graph.targets import ON_NODE
from studio.graph.viewer_keys import ViewerKeys
from studio.requests import SearchRequest


class Clicks:
    """Shift adds to the selection, Ctrl toggles; Alt on a link puts a dot there."""

    def __init__(self, desk: Desk, on_spot: OnSpot, keys: ViewerKeys) -> None:
        self._desk = desk
        self._on_spot = on_spot
        self._keys = keys

    def click(self, at: Pointer, hit: Hit) -> None:
        """A press that became no drag."""
        if at.button != Qt.MouseButton.LeftButton:
            return
        desk, focus = self._desk, self._desk.focus
        if hit.link is not None and at.holds(Qt.KeyboardModifier.AltModifier):
            add_dots(desk, [(hit.link, at.scene)])
            return
        add = at.holds(Qt.KeyboardModifier.ShiftModifier)
        toggle = at.holds(Qt.KeyboardModifier.ControlModifier)
        nodes = frozenset((hit.node,)) if hit.kind in ON_NODE else frozenset()
        links = frozenset((hit.link,)) if hit.link is not None else frozenset()
        frames = frozenset((hit.frame,)) if hit.kind in ("frame_title", "frame_corner") else frozenset()
        if toggle:
            nodes, frames, links = focus.nodes ^ nodes, focus.frames ^ frames, focus.links ^ links
        elif add:
            nodes, frames, links = focus.nodes | nodes, focus.frames | frames, focus.links | links
        current = hit.node if hit.node in nodes else None
        focus.select(nodes, frames=frames, links=links, current=current)

    def double_click(self, at: Pointer, hit: Hit) -> None:
        """Open what lies there; on empty ground, the search."""
        desk = self._desk
        if hit.link is not None:
            add_dots(desk, [(hit.link, at.scene)])
        elif hit.kind in ("frame_title", "frame_corner"):
            self._on_spot.rename_frame(hit.frame)
        elif hit.kind in ("nothing", "frame"):
            desk.ask(
                SearchRequest(
                    (at.screen.x(), at.screen.y()), (at.scene.x(), at.scene.y()), selected=desk.chosen()
                )
            )
        elif hit.kind == "title":
            self._on_spot.rename_node(hit.node)
        elif hit.kind == "picture":
            self._keys.show_node(hit.node)
        elif hit.kind in ("value", "body", "badge"):
            self._on_spot.edit(hit.node)

    def menu_rows(self, hit: Hit) -> Sequence[str]:
        """Rows of the context menu; what was clicked is selected first, unless it is already."""
        focus = self._desk.focus
        if hit.kind in ON_NODE:
            if hit.node not in focus.nodes or focus.current != hit.node:
                focus.select(
                    focus.nodes if hit.node in focus.nodes else (hit.node,),
                    frames=focus.frames if hit.node in focus.nodes else (),
                    current=hit.node,
                )
            return menu.NODE
        if hit.link is not None:
            if hit.link not in focus.links:
                focus.select(links=(hit.link,))
            return menu.LINK
        if hit.kind in ("frame_title", "frame_corner"):
            if hit.frame not in focus.frames:
                focus.select(frames=(hit.frame,))
            return menu.FRAME
        return menu.GROUND
