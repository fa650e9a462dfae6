"""Keeps the selection true: what is gone is not selected any more, and is again when undo or redo brings it back."""

from studio.document import Change
from studio.graph.desk import Desk


class StillThere:
    """Listens to one document. What the artist selected in the meantime is left alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lost_nodes: frozenset[str] = frozenset()
        self._lost_frames: frozenset[str] = frozenset()
        desk.model.changed.connect(self._check)
        desk.focus.scope_changed.connect(self._forget)

    def _check(self, change: Change) -> None:
        if change.before.graph is change.after.graph and not change.groups and not change.frames:
            return
        desk, focus = self._desk, self._desk.focus
        there, standing = desk.graph.nodes.keys(), {f.id for f in desk.frames()}
        nodes, frames = focus.nodes & there, focus.frames & standing
        links = focus.links & set(desk.graph.links) if focus.links else focus.links
        self._lost_nodes |= focus.nodes - nodes
        self._lost_frames |= focus.frames - frames
        back, raised = self._lost_nodes & there, self._lost_frames & standing
        self._lost_nodes -= back
        self._lost_frames -= raised
        if not (nodes or frames or links):
            nodes, frames = back, raised
        if (nodes, frames, links) != (focus.nodes, focus.frames, focus.links):
            focus.select(nodes, frames=frames, links=links)

    def _forget(self) -> None:
        self._lost_nodes = self._lost_frames = frozenset()
