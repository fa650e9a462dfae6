"""What is being made of the shots of the film: queued, running, how far.

In: the status of nodes, and which shots are made of them. Out: a `Making` per shot, and a signal when one changes.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from studio.survey.status import Place, Status
from studio.timeline.brush import Making
from studio.timeline.table import CuttingTable


class Progress(QObject):
    """`made_of(shot, node)` says whether what a shot shows is made of what a node makes."""

    changed = Signal(str)
    """A shot that looks different."""

    def __init__(
        self, status: Status, table: CuttingTable, made_of: Callable[[Place, Place], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._status, self._table, self._made_of = status, table, made_of
        self._running: dict[Place, Making] = {}
        status.places_changed.connect(self._follow)

    def of(self, shot: str) -> Making | None:
        """What is being made of a shot; of several nodes the one that runs."""
        own = self._running.get(shot)
        if not self._running or (own is not None and own.progress is not None):
            return own
        for place, making in self._running.items():
            if making.progress is not None and self._made_of(shot, place):
                return making
        return own

    def _follow(self, places: Iterable[Place]) -> None:
        touched: set[Place] = set()
        for place in places:
            state = self._status.at(place)
            now = None
            if state.state in ("queued", "running"):
                now = Making(state.state, state.progress)
            if now != self._running.get(place):
                touched.add(place)
                if now is None:
                    self._running.pop(place, None)
                else:
                    self._running[place] = now
        if touched:
            for shot in self._table.layout.film.shots:
                if shot in touched or any(self._made_of(shot, place) for place in touched):
                    self.changed.emit(shot)
