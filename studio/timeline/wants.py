"""What the timeline asks of the cinema: thumbnails that lack in sight, and the bar of what is in memory.

In: what is in sight, at rest after scrolling, zooming and edits. Out: wishes to the cinema; states for `Above`.
"""

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea
from shiboken6 import isValid

from studio.playing.stage import Stage
from studio.timeline.above import Above
from studio.timeline.films import Films
from studio.timeline.table import CuttingTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WANT_MS = 70
"""After so long at rest thumbnails and the bar are asked for."""
BAR_MS = 400
"""How often the bar of what is in memory is asked for while frames come."""


class Wants(QObject):
    """Asks for one view, while that can be seen. Start `soon` whenever something else is in sight."""

    def __init__(
        self, table: CuttingTable, stage: Stage, films: Films, above: Above, view: QAbstractScrollArea
    ) -> None:
        super().__init__(view)
        self._table, self._stage, self._films, self._above, self._view = table, stage, films, above, view
        self.soon = QTimer(self, singleShot=True, interval=WANT_MS)
        self.soon.timeout.connect(self.ask)
        self._bar = QTimer(self, singleShot=True, interval=BAR_MS)
        self._bar.timeout.connect(self.ask_states)
        stage.program.pictured.connect(self._frames_come)

    def ask(self) -> None:
        """Thumbnails that lack in what is in sight, and the bar."""
        if not self._view.isVisible():
            return
        cinema = self._stage.cinema
        if cinema is None:
            if self._table.layout.film.shots:
                self._stage.open()
            return
        cinema.want_strips(self._films.wanted(self._table.layout, self._table.sight))
        self.ask_states()

    def ask_states(self) -> None:
        """The bar, for the part of the film in sight."""
        sight, frames = self._table.sight, self._table.layout.film.frames
        if not self._view.isVisible() or not frames or self._stage.program.reel is None:
            return
        start, stop = max(sight.first, 0.0), min(sight.last, float(frames))
        columns = max(1, round((stop - start) * sight.zoom / 2))
        if stop > start:
            self._stage.states(start, stop, columns, lambda found: self._take_states(start, stop, found))

    def _take_states(self, start: float, stop: float, found: object) -> None:
        if not isValid(self):
            return
        sight = self._table.sight
        self._above.use_states(start, stop, cast("NDArray[np.uint8]", found))
        self._view.viewport().update(0, int(sight.ruler), sight.width, int(sight.bar) + 1)

    def _frames_come(self, _: object) -> None:
        if not self._bar.isActive():
            self._bar.start()
