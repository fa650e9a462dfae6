"""Notices when another program changes the file of an open document.

In: paths with the digest that the studio knows. Out: `changed`, once per change. Used by the workspace only. Watches
folders as well as files, since most programs replace a file instead of writing into it.
"""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from engine.files import changed_on_disk

SETTLE_MS = 250
"""A file that is being written is looked at after this pause."""


class DiskWatch(QObject):
    """The files of the open documents, as they were loaded or saved last."""

    changed = Signal(object)
    """The path of a file that holds something else now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digests: dict[Path, str] = {}
        self._told: dict[Path, tuple[int, int]] = {}
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._watcher.fileChanged.connect(self._stirred)
        self._watcher.directoryChanged.connect(self._stirred)

    def keep(self, path: Path, digest: str) -> None:
        """This is what the file holds now; watch it for anything else."""
        self._digests[path] = digest
        self._told.pop(path, None)
        self._watch(path)

    def remove(self, path: Path) -> None:
        """Forget a file."""
        self._digests.pop(path, None)
        self._told.pop(path, None)
        self._watcher.removePath(str(path))
        if not any(other.parent == path.parent for other in self._digests):
            self._watcher.removePath(str(path.parent))

    def look(self) -> None:
        """Compare every file with its digest."""
        for path, digest in tuple(self._digests.items()):
            self._watch(path)
            stamp = _stamp(path)
            if stamp is not None and stamp != self._told.get(path) and changed_on_disk(path, digest):
                self._told[path] = stamp
                self.changed.emit(path)

    def close(self) -> None:
        """Watch nothing any more."""
        self._timer.stop()
        for path in tuple(self._digests):
            self.remove(path)

    def _watch(self, path: Path) -> None:
        self._watcher.addPaths([str(path), str(path.parent)])

    def _stirred(self, _: str) -> None:
        self._timer.start()


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a file, so that one change is told once; None if it is gone."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
