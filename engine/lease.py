"""Which processes are alive: each holds a lock on a file of its own for as long as it lives.

A lock that can be taken belongs to a process that has ended, however it ended; a process id would not tell, because ids
are used again. Used by the queue to adopt the jobs of a process that was killed.
"""

import os
import secrets
from pathlib import Path

from engine.lock import FileLock


class Lease:
    """A named sign of life in a folder, until `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError when the folder cannot be written."""
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._lock = FileLock(_place(folder, self.name))
        self._lock.acquire()

    def release(self) -> None:
        """Give the sign of life back."""
        self._lock.release()


def ended(folder: Path, name: str) -> bool:
    """Whether the process that held this lease is gone; its file is removed then. False where nobody can tell."""
    lock = FileLock(_place(folder, name))
    try:
        if not lock.path.exists():
            return True
        gone = lock.acquire()
        lock.release()
    except OSError:
        return False
    return gone


def _place(folder: Path, name: str) -> Path:
    return folder / f"{name}.lease"
