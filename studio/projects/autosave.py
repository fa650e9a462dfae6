"""Autosave: every change of every open document goes into its journal within a moment, off the GUI thread.

In: `DocumentModel.changed`. Out: journals on disk (`engine.journal`), which `studio.projects.recovery` offers after a
crash; a call when the disk refuses. `Journals` is one writer thread for all documents of the workspace; documents are
frozen values, so handing them over costs nothing and no lock is needed.
"""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Signal

from engine.document import Document
from engine.errors import StudioError
from engine.journal import Journal
from engine.paths import journal_folder
from studio.document import Change, DocumentModel
from studio.words import tr

TICK_SECONDS = 0.5
"""How long a written edit may wait for the disk to be told to keep it; half of what a crash may cost."""
FLUSH_SECONDS = 10.0

Work = Callable[[], None]
_log = logging.getLogger(__name__)


class Journals:
    """The thread that writes journals. Work is done in the order in which it was given."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Work | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._journals: dict[Journal, Callable[[StudioError | None], object]] = {}

    def add(self, journal: Journal, told: Callable[[StudioError | None], object]) -> None:
        """Look after a journal; `told` hears on the writer's thread of the first error, and of None once it is over."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="journals", daemon=True)
            self._thread.start()
        self._queue.put(lambda: self._journals.__setitem__(journal, told))

    def do(self, journal: Journal, work: Work) -> None:
        """Do something with a journal that was added."""
        self._queue.put(lambda: self._tried(journal, work))

    def remove(self, journal: Journal, last: Work) -> None:
        """Do a last thing with a journal (`close`, `abandon`) and forget it; returns when that is done."""
        if self._thread is None:
            last()
            return

        def end() -> None:
            self._tried(journal, last)
            self._journals.pop(journal, None)

        self._queue.put(end)
        self.flush()

    def flush(self, seconds: float = FLUSH_SECONDS) -> bool:
        """Wait until everything given so far is on the disk; False if that took longer than `seconds`."""
        if self._thread is None:
            return True
        if threading.current_thread() is self._thread:
            # The crash hook, after a crash on the writer's own thread.
            self._sync()
            return True
        done = threading.Event()

        def sync() -> None:
            self._sync()
            done.set()

        self._queue.put(sync)
        return done.wait(seconds)

    def close(self) -> None:
        """Do what was given, then end the thread. Journals that are still open are left as a crash would leave them."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join()
            for journal in self._journals:
                journal.abandon()
            self._journals.clear()

    def _run(self) -> None:
        ticked = time.monotonic()
        while True:
            try:
                work = self._queue.get(timeout=TICK_SECONDS if self._waiting() else None)
            except Empty:
                work = _nothing
            if work is None:
                return
            work()
            if time.monotonic() - ticked >= TICK_SECONDS:
                ticked = time.monotonic()
                for journal in self._journals:
                    self._tried(journal, journal.tick)

    def _sync(self) -> None:
        for journal in self._journals:
            self._tried(journal, journal.sync)

    def _waiting(self) -> bool:
        """Whether a journal has something that must reach the disk later; else the thread sleeps until it is asked."""
        return any(journal.waiting for journal in self._journals)

    def _tried(self, journal: Journal, work: Work) -> None:
        """Do something with a journal and tell how it went. Whatever goes wrong, the thread goes on: others' edits."""
        told = self._journals.get(journal)
        try:
            work()
        except StudioError as error:
            if told is not None:
                told(error)
        except Exception as error:  # noqa: BLE001 - a thread's border: the artist must hear that edits are not kept
            _log.exception("A journal could not be written")
            if told is not None:
                told(StudioError(str(error) or tr("something went wrong")))
        else:
            if told is not None:
                told(None)


def _nothing() -> None:
    """What the writer does when only time has passed."""


class Autosave(QObject):
    """The journal of one open document, kept in step with its model.

    `place` says which journal it is (`engine.paths.journal_folder`). Raises InputError if another program has the
    document open, OutputError where the disk refuses.
    """

    troubled = Signal(object)
    """The StudioError that keeps edits from being kept, or None when they are kept again."""

    def __init__(
        self, model: DocumentModel, place: Path, journals: Journals, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._journals = journals
        self._trouble = self._ended = False
        self.place = place
        self._journal = self._begun(place)
        model.changed.connect(self._record)

    def saved(self, path: Path) -> None:
        """The model's present value is in a file now; that file's place may be another than before.

        Raises what the constructor raises; the journal so far then goes on.
        """
        document, digest = self._model.document, self._model.digest
        if path == self.place:
            journal = self._journal
            self._journals.do(journal, lambda: journal.saved(document, path, digest))
            return
        fresh = self._begun(path)
        self._journals.remove(self._journal, self._journal.close)
        self._journal, self.place = fresh, path

    def end(self, *, keep: bool) -> None:
        """Stop. With `keep` everything stays on disk as after a crash, to be offered at the next start."""
        self._ended = True
        self._model.changed.disconnect(self._record)
        self._journals.remove(self._journal, self._journal.abandon if keep else self._journal.close)

    def _begun(self, place: Path) -> Journal:
        model = self._model
        journal = Journal(journal_folder(place), model.document, place, digest=model.digest)
        self._journals.add(journal, self._told)
        return journal

    def _record(self, change: Change) -> None:
        journal, name, document = self._journal, change.name, change.after
        self._journals.do(journal, lambda: _recorded(journal, name, document))

    def _told(self, error: StudioError | None) -> None:
        """On the writer's thread: tell the window when trouble begins and when it is over."""
        if (error is not None) != self._trouble and not self._ended:
            self._trouble = error is not None
            self.troubled.emit(error)


def _recorded(journal: Journal, name: str, document: Document) -> None:
    journal.record(name, document)
