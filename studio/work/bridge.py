"""From the engine's thread to the window's: what the executor tells arrives as a signal on the GUI thread.

In: `Bridge.hear`, which the session takes as its listener. Out: `happened`. A window that is busy for a moment finds
the newest preview and progress of a job, not every one that it missed; state events are all told, in order. Made once
by the application.
"""

import threading

from PySide6.QtCore import QObject, Qt, Signal

from engine.events import Event, Preview, Progress

_Slot = tuple[type, str]


class Bridge(QObject):
    """Hands events over; the engine never waits for the window."""

    happened = Signal(object)
    """An `engine.events` event, in the order in which the engine told them."""
    _heard = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: dict[_Slot, Preview | Progress] = {}
        self._lock = threading.Lock()
        self._heard.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def hear(self, event: Event) -> None:
        """Called by the engine, on any thread."""
        if not isinstance(event, Preview | Progress):
            self._heard.emit(event)
            return
        slot = (type(event), event.job)
        with self._lock:
            waits = slot in self._newest
            self._newest[slot] = event
        if not waits:
            self._heard.emit(slot)

    def _hand_over(self, told: Event | _Slot) -> None:
        if isinstance(told, tuple):
            with self._lock:
                told = self._newest.pop(told)
        self.happened.emit(told)
