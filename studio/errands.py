"""Work that must not hold up the window, on a thread beside it.

In: functions that touch no widget. Out: their results, handed to another function on the GUI thread. Each `Errands` is
one thread that does them one after the other. The program has three: the application's for what is quick and wanted at
once (compiling to see what is wrong, pictures, asking the device), the workspace's for what takes as long as a file is
large (copying, unpacking, probing), so that nobody waits for a picture until a film is copied, and that of the jobs for
the queue, so that Stop waits for neither. What they reach, the session's parts, may be used from any thread. Whoever
made one closes it.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from studio.words import tr

T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Errand:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    key: str
    failed: Callable[[str], None] | None
    host: QObject | None


class Errands(QObject):
    """A thread for small work; it starts with the first errand."""

    _brought = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[_Errand] = deque()
        self._bell = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._under_way = 0
        self._brought.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        key: str = "",
        first: bool = False,
        failed: Callable[[str], None] | None = None,
        host: QObject | None = None,
    ) -> None:
        """Do `work` on the thread, then `done(result)` on this one; `failed(message)` if it raised.

        An errand of the same non-empty `key` that still waits is replaced. With `first` it goes before all that wait.
        Nothing is handed over once `host` is gone, as what a page shows is when its document closes; unless told, it is
        the object of Qt whose method `done` is, and what hands over a function of its own names it. After `close`
        nothing is done.
        """
        errand = _Errand(work, done, key, failed, host if host is not None else _owner(done))
        with self._bell:
            if self._closed:
                return
            if key:
                self._waiting = deque(e for e in self._waiting if e.key != key)
            if first:
                self._waiting.appendleft(errand)
            else:
                self._waiting.append(errand)
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="errands", daemon=True)
                self._thread.start()
            self._bell.notify()

    @property
    def idle(self) -> bool:
        """Whether nothing waits, runs, or is on its way back."""
        with self._bell:
            return not (self._waiting or self._under_way)

    def forget(self, prefix: str) -> None:
        """Drop the waiting errands whose key starts with this; one that runs is finished."""
        with self._bell:
            self._waiting = deque(e for e in self._waiting if not e.key.startswith(prefix))

    def close(self, *, drain: bool = False) -> None:
        """Wait for the one that runs, and drop what waits; with `drain` that is done first. Nothing is handed over."""
        with self._bell:
            self._closed = True
            if not drain:
                self._waiting.clear()
            self._bell.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _serve(self) -> None:
        while True:
            with self._bell:
                while not self._waiting and not self._closed:
                    self._bell.wait()
                if not self._waiting:
                    return
                errand = self._waiting.popleft()
                self._under_way += 1
            try:
                answer: Any = (errand.host, errand.done, errand.work())
            except Exception as error:  # noqa: BLE001 - a thread's border: the artist must hear of it, and go on
                _log.exception("An errand failed")
                answer = (errand.host, errand.failed, str(error) or tr("something went wrong"))
            with self._bell:
                if self._closed:
                    continue
            self._brought.emit(answer)

    def _hand_over(self, answer: tuple[QObject | None, Callable[[Any], None] | None, Any]) -> None:
        host, then, result = answer
        try:
            if then is not None and not self._closed and (host is None or isValid(host)):
                then(result)
        finally:
            with self._bell:
                self._under_way -= 1


def _owner(done: Callable[[Any], None]) -> QObject | None:
    owner = getattr(done, "__self__", None)
    return owner if isinstance(owner, QObject) else None
