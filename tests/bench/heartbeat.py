"""How late Qt's loop answers: a timer that wants to fire every 5 ms, and by how much each beat was late."""

import statistics
import time

from PySide6.QtCore import Qt, QTimer

BEAT_MS = 5


class Heartbeat:
    """Beats within a `with` block; `late` are milliseconds of each beat beyond its time."""

    def __init__(self) -> None:
        self.late: list[float] = []
        self._last = 0.0
        self._timer = QTimer(interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def __enter__(self) -> "Heartbeat":
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1e3 - BEAT_MS))
        self._last = now

    def share(self, part: float) -> float:
        """Milliseconds that this part of the beats (0.95) was late at most."""
        return statistics.quantiles(self.late, n=1000, method="inclusive")[round(part * 1000) - 1]
