"""Which processes are alive: each holds an operating-system lock on a file of its own for as long as it lives.

A lock that can be taken belongs to a process that has ended, however it ended; a process id would not tell, because ids
are used again. Used by the queue to adopt the jobs of a process that was killed.
"""

import os
import secrets
import sys
from pathlib import Path
from typing import IO


class Lease:
    """A named sign of life in a folder, until `release` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        """Raises OSError when the folder cannot be written."""
        folder.mkdir(parents=True, exist_ok=True)
        self.name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._path = folder / f"{self.name}.lease"
        self._file = self._path.open("wb")
        _lock(self._file)

    def release(self) -> None:
        """Give the sign of life back."""
        self._file.close()
        self._path.unlink(missing_ok=True)


def ended(folder: Path, name: str) -> bool:
    """Whether the process that held this lease is gone; its file is removed then."""
    path = folder / f"{name}.lease"
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        return True
    except OSError:
        return False
    with file:
        try:
            _lock(file)
        except OSError:
            return False
    path.unlink(missing_ok=True)
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
