"""Brings the graph back into sight where undo took away all that the view showed.

In: changes of one document. Out: a view that shows everything, but only where it would show nothing. Edits of the
artist's own never move the view.
"""

from studio.document import Change
from studio.graph.desk import Desk


class InSight:
    """Listens to one document, after the scene does."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        desk.model.changed.connect(self._check)

    def _check(self, change: Change) -> None:
        if change.before.graph is change.after.graph and not change.groups:
            return
        stack, view = self._desk.model.stack, self._desk.view
        taken_back = stack.index() < stack.count()
        if taken_back and view.graph.nodes() and not view.graph.nodes_in(view.scene_rect()):
            view.fit()
