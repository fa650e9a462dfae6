"""Events on their way to the listener: state events in order and all of them, pictures and progress thinned out.

Events come in from the engine thread and from threads that submit or cancel; the listener is called by whichever of
them is at hand, one call at a time, never under a lock of the executor's.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import TypeAlias

from engine.events import Event, Preview, Progress

Listener: TypeAlias = Callable[[Event], None]
"""Takes one event; must be quick and may be called on any thread, but never on two at once."""

INTERVAL = 0.033
"""Seconds between two progress events, or two previews, of one job."""

_log = logging.getLogger(__name__)


class Outbox:
    """Delivers events to one listener."""

    def __init__(
        self,
        listener: Listener | None,
        interval: float = INTERVAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._listener = listener
        self._interval = interval
        self._clock = clock
        self._ready: deque[Event] = deque()
        self._held: dict[tuple[type, str], Progress | Preview] = {}
        self._last: dict[tuple[type, str], float] = {}
        self._lock = threading.Lock()
        self._delivering = threading.Lock()

    def emit(self, event: Event) -> None:
        """Deliver a state event now, after what its job still held back; hold progress and previews to the interval."""
        self.post(event)
        self.send()

    def post(self, event: Event) -> None:
        """Put an event in its place without calling the listener: for callers who hold a lock. `send` follows."""
        if self._listener is None:
            return
        with self._lock:
            if isinstance(event, Progress | Preview):
                slot = (type(event), event.job)
                self._held[slot] = event
                self._release_due(self._clock())
            else:
                for slot in [s for s in self._held if s[1] == event.job]:
                    self._release(slot, self._clock())
                self._ready.append(event)

    def wants_preview(self, job: str) -> bool:
        """Whether a preview made now would be delivered at once; making one costs time."""
        return (
            self._listener is not None
            and self._clock() - self._last.get((Preview, job), -1e9) >= self._interval
        )

    def flush_due(self) -> None:
        """Deliver what was held back long enough. Cheap enough to call from every cancel check."""
        if self._held:
            with self._lock:
                self._release_due(self._clock())
            self.send()

    def forget(self, job: str) -> None:
        """The job is over: its times need not be remembered."""
        with self._lock:
            for kind in (Progress, Preview):
                self._last.pop((kind, job), None)
                self._held.pop((kind, job), None)

    def send(self) -> None:
        """Deliver what is ready."""
        # Whoever holds `_delivering` empties the box; the check after letting go catches what came meanwhile.
        while self._ready and self._delivering.acquire(blocking=False):
            try:
                while self._ready:
                    self._call(self._ready.popleft())
            finally:
                self._delivering.release()

    def drain(self) -> None:
        """Deliver what is ready, and wait for what another thread is delivering. Not from inside a listener."""
        with self._delivering:
            while self._ready:
                self._call(self._ready.popleft())

    def _release_due(self, now: float) -> None:
        for slot in list(self._held):
            if now - self._last.get(slot, -1e9) >= self._interval:
                self._release(slot, now)

    def _release(self, slot: tuple[type, str], now: float) -> None:
        self._ready.append(self._held.pop(slot))
        self._last[slot] = now

    def _call(self, event: Event) -> None:
        assert self._listener is not None
        try:
            self._listener(event)
        except Exception:  # noqa: BLE001  a listener's mistake must not end the render that it listens to
            _log.exception("the listener failed on %s", type(event).__name__)
