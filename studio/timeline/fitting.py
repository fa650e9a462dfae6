"""Which shots of the film no longer fit the one that they continue, as the checker found out.

In: the status of nodes. Out: an `Unfit` per shot, and a signal when one changes. Painters ask: nothing is computed.
"""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from studio.survey.continuity import Unfit
from studio.survey.status import Place, Status
from studio.timeline.table import CuttingTable


class Fitting(QObject):
    """Keeps the shots of one timeline in step with their status."""

    changed = Signal(object)
    """The shots that fit, or do not fit, unlike before."""

    def __init__(self, status: Status, table: CuttingTable, parent: QObject) -> None:
        super().__init__(parent)
        self._status, self._table = status, table
        self._known: dict[Place, Unfit] = {}
        self._follow(table.document.shots)
        status.places_changed.connect(self._follow)

    def of(self, shot: Place) -> Unfit | None:
        """Why a shot does not fit; None where it does, or nobody knows yet."""
        return self._known.get(shot)

    def _follow(self, places: Iterable[Place]) -> None:
        changed: list[Place] = []
        for place in places:
            unfit = self._status.at(place).unfit
            if unfit == self._known.get(place):
                continue
            changed.append(place)
            if unfit is None:
                del self._known[place]
            else:
                self._known[place] = unfit
        if changed:
            self.changed.emit(changed)
