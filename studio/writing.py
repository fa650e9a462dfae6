"""Files that take as long as what goes into them is large, written beside the window: how far they are, and a way out.

In: work for the errand thread that tells its bytes. Out: a notice above the graph with the share, the time left and
Stop, once it takes longer than a moment; then the result. Called by what packs a project or writes its cut. A file
that was stopped is not there: the work writes beside it and renames at the end.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from engine.errors import Cancelled, StudioError
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects.notices import Choice, Notice
from studio.projects.opened import OpenDocument
from studio.quantities import seconds_words
from studio.words import tr

T = TypeVar("T")
OnBytes = Callable[[int, int], None]
SOON, BEAT = 0.4, 0.2
"""Seconds before it is told how far a file is, and between two times of telling."""


def write(
    errands: Errands,
    opened: OpenDocument,
    path: Path,
    work: Callable[[OnBytes], T],
    done: Callable[[T], object],
    refused: Callable[[StudioError], object],
    stopped: Callable[[], object],
) -> None:
    """Do `work` on the thread of `errands`, telling above the graph how far it is; then `done`, `refused` or `stopped`.

    The work goes on where the document is closed meanwhile.
    """
    progress = _Progress(opened, path)

    def answered(error: StudioError) -> None:
        progress.end()
        stopped() if isinstance(error, Cancelled) else refused(error)

    def finished(result: T) -> None:
        progress.end()
        done(result)

    attempt(errands, lambda: work(progress.tell), finished, answered)


class _Progress(QObject):
    """How far one file is. `tell` is called on the thread that writes."""

    _told = Signal(int, int, float)

    def __init__(self, opened: OpenDocument, path: Path) -> None:
        super().__init__()
        self._opened: OpenDocument | None = opened
        self._name, self._key = path.name, f"writing {path}"
        self._stop = threading.Event()
        self._seen = False
        self._begun = 0.0
        self._last = 0.0
        self._choices = (Choice(tr("Stop"), tr("Writes nothing."), self._stop.set),)
        self._told.connect(self._show, Qt.ConnectionType.QueuedConnection)
        opened.destroyed.connect(self._leave)

    def tell(self, done: int, total: int) -> None:
        """So many bytes of all are done. Raises Cancelled where it was stopped."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if not self._begun:
            self._begun = self._last = now
        if now - self._begun >= SOON and now - self._last >= BEAT:
            self._last = now
            self._told.emit(done, total, now - self._begun)

    def end(self) -> None:
        """Nothing more is told."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.dismiss(self._key)

    def _show(self, done: int, total: int, seconds: float) -> None:
        if self._opened is None or (self._seen and all(n.key != self._key for n in self._opened.notices)):
            # It is over, or the artist would rather not be told.
            return
        self._seen = True
        parts = [tr("Writing {name}…", name=self._name)]
        if done and total:
            parts.append(f"{100 * done // total} %")
            parts.append(tr("{time} left", time=seconds_words(seconds * (total - done) / done)))
        if self._stop.is_set():
            parts = [tr("Stopping…")]
        self._opened.notice(Notice(self._key, " · ".join(parts), "note", self._choices))

    def _leave(self) -> None:
        self._opened = None
