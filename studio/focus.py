"""Where the artist points: the graph that is open, and what is selected in it. Shared by the panels of one document.

Panels write it and listen to it; it is no part of the document and has no undo.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from engine.graph import Link
from studio.edit.scope import Scope


class Focus(QObject):
    """The path of opened groups, and the selection. `current` is the node that was selected last, "" for none."""

    scope_changed = Signal()
    selection_changed = Signal()
    reveal = Signal(str)
    """Asks the graph view to bring a node of the present scope into view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path: tuple[str, ...] = ()
        """Ids of the group *instances* that were opened, outermost first."""
        self.scope: Scope = None
        self.nodes: frozenset[str] = frozenset()
        self.frames: frozenset[str] = frozenset()
        self.links: frozenset[Link] = frozenset()
        self.current = ""

    def select(
        self,
        nodes: Iterable[str] = (),
        *,
        frames: Iterable[str] = (),
        links: Iterable[Link] = (),
        current: str | None = None,
    ) -> None:
        """Select exactly this. Without `current` the present one stays where it is among the nodes."""
        chosen = (frozenset(nodes), frozenset(frames), frozenset(links))
        if current is None:
            current = self.current if self.current in chosen[0] else next(iter(sorted(chosen[0])), "")
        if (*chosen, current) != (self.nodes, self.frames, self.links, self.current):
            self.nodes, self.frames, self.links = chosen
            self.current = current
            self.selection_changed.emit()

    def enter(self, path: tuple[str, ...], scope: Scope) -> None:
        """Open the inside of a group (`path` of instances, `scope` the group's id), or with () and None all of it."""
        if (path, scope) != (self.path, self.scope):
            self.path, self.scope = path, scope
            self.select()
            self.scope_changed.emit()
