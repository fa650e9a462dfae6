"""Which shots the takes panel is about: those that the selection leads to, or all.

In: the selection in the graph and on the timeline, the document. Out: ids of shots. Made by the panel.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from engine.document import Document
from studio.projects.opened import OpenDocument
from studio.survey.status import Place, Status

SHOT = "shotloom.shot"
"""The kind of node whose results are takes."""


class Aim(QObject):
    """`every`: all shots, whatever is selected. Without a selection the shots that were meant last stay."""

    changed = Signal()

    def __init__(
        self,
        opened: OpenDocument,
        status: Status,
        made_of: Callable[[Place, Place], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened, self._status, self._made_of = opened, status, made_of
        self._meant: tuple[Place, ...] = ()
        self.every = False
        opened.focus.selection_changed.connect(self._selected)
        self._selected()

    def shots(self) -> tuple[Place, ...]:
        """The shots that are meant now; all of them where nobody said which, or those are gone."""
        document = self._opened.model.document
        found = () if self.every else tuple(s for s in self._meant if _is_there(document, s))
        return _in_order(document, found or tuple(document.shots))

    def pointed(self) -> tuple[Place, ...]:
        """The shots that were pointed at last, also while all are meant."""
        document = self._opened.model.document
        return tuple(shot for shot in self._meant if _is_there(document, shot))

    def show_all(self, on: bool) -> None:
        """All shots, or those that the selection leads to."""
        if on != self.every:
            self.every = on
            self.changed.emit()

    def point_at(self, shots: Sequence[Place]) -> None:
        """These are meant from now on."""
        meant = tuple(dict.fromkeys(shots))
        if meant and meant != self._meant:
            self._meant = meant
            self.changed.emit()

    def _selected(self) -> None:
        document, focus = self._opened.model.document, self._opened.focus
        places = [self._status.place(node) for node in sorted(focus.nodes)]
        own = [place for place in places if _is_shot(document, place)]
        if not own and places:
            known = [*document.shots, *(node.id for node in document.graph if node.type == SHOT)]
            own = [s for s in dict.fromkeys(known) if any(self._made_of(s, place) for place in places)]
        self.point_at(own)


def _in_order(document: Document, shots: Sequence[Place]) -> tuple[Place, ...]:
    """As the film shows them, then those that it does not show, from above and left in the graph."""
    film = list(dict.fromkeys(item.shot for item in document.timeline.items))

    def rank(shot: Place) -> tuple[int, float, float, Place]:
        node = document.node(shot)
        x, y = node.position if node is not None else (0.0, 0.0)
        return (film.index(shot) if shot in film else len(film), y, x, shot)

    return tuple(sorted(shots, key=rank))


def _is_shot(document: Document, place: Place) -> bool:
    node = document.node(place)
    return place in document.shots or (node is not None and node.type == SHOT)


def _is_there(document: Document, shot: Place) -> bool:
    return shot in document.shots or document.node(shot) is not None
