"""Python's cyclic garbage, collected on the GUI thread only.

Python collects on whichever thread happens to allocate. If that is the engine's or an errand's, Qt objects in a cycle
are destroyed there, and their timers and notifiers with them: Qt then hangs or crashes, rarely and anywhere. So the
automatic collection is off while the window lives, and this timer does the same work. Made by the application.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 500
YOUNG = 2_000
"""Objects made since the last look before the youngest are looked at; a little above Python's own threshold."""
OLDER = 10
"""Collections of one generation before the next older one is looked at, as Python does it."""
OLDEST = 10


class Sweeper(QObject):
    """Collects what is due, twice a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self.settle()
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.sweep)
        self._timer.start()

    def settle(self) -> None:
        """What is there by now (modules, torch) stays for good and need not be looked through again and again.

        Whoever had turned the automatic collection off before we came goes on deciding what stays.
        """
        if self._was_on:
            gc.freeze()

    def sweep(self) -> int:
        """Collect the oldest generation that is due; how many objects were collected."""
        made, young, older = gc.get_count()
        if made < YOUNG:
            return 0
        generation = 2 if older >= OLDEST else 1 if young >= OLDER else 0
        return gc.collect(generation)

    def close(self) -> None:
        """Collect everything once more, and leave the rest of the program to Python."""
        self._timer.stop()
        gc.collect()
        if self._was_on:
            gc.unfreeze()
            gc.enable()
