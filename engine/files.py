"""Opening and saving documents.

`load` and `save` are what the command line and the studio call; `loads` and `dumps` work on bytes (metadata of videos,
clipboard). Every save is atomic, read back before it replaces anything, and kept once more in the state folder.
"""

import contextlib
import hashlib
import os
import re
import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from engine import atomic
from engine.document import Document, app_name
from engine.errors import FileFormatError, OutputError, StudioError
from engine.json_text import SIZE_LIMIT
from engine.loom_read import Loaded, loads
from engine.loom_write import dumps
from engine.paths import backup_folder

__all__ = ["Loaded", "backups", "changed_on_disk", "dumps", "keep_backup", "load", "loads", "save"]

SUFFIX = ".loom"
BACKUPS = 10

_BACKUP = re.compile(r"\d{8}T\d{6}-\d{6}\.loom")


def load(path: Path) -> Loaded:
    """The document in a `.loom` file.

    Raises FileFormatError saying where the file is wrong and what to do; also for a file that is missing, unreadable,
    too large (its size is looked at before it is read) or no ordinary file.
    """
    return loads(read_bounded(path, SIZE_LIMIT))


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes. Raises FileFormatError."""
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise _unreadable(path, "is no ordinary file", "Choose a .loom file")
            if facts.st_size > limit:
                raise _unreadable(
                    path, f"has {facts.st_size:,} bytes, too many for a graph", f"At most {limit:,} bytes"
                )
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise _unreadable(path, "does not exist", "Check the name") from None
    except IsADirectoryError:
        raise _unreadable(path, "is a folder", "Choose a .loom file in it") from None
    except OSError as error:
        raise _unreadable(path, f"cannot be read: {error.strerror}", "Check its permissions") from None
    if len(data) > limit:
        raise _unreadable(path, "grew while it was read", "Try again")
    if not data:
        raise _unreadable(path, "is empty", "Restore it from a backup")
    return data


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file; a pipe that nobody writes to would otherwise be waited for without end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def save(document: Document, path: Path, *, expected: str | None = None, keep: int = BACKUPS) -> Loaded:
    """Writes the document, and gives back what the file now holds, with notes about what could not be kept.

    The text is read back before anything is touched, so that what was saved can be opened. With `expected` (the digest
    of what was loaded or saved last) a file that someone else changed is not written over. The last `keep` saves stay
    in the state folder; a failure there is a note, since the document itself is safe by then.

    Raises FileFormatError naming the node for a document that no file can hold, OutputError for a refusing disk; the
    old file is then intact.
    """
    data = dumps(replace(document, app=app_name()))
    held = loads(data)
    if held.read_only:
        raise OutputError(
            "this document comes from a newer version and would lose by being written", value=path.name,
            remedy="Save a copy with that version",
        )  # fmt: skip
    if expected is not None and changed_on_disk(path, expected):
        raise OutputError(
            "the file was changed by someone else since it was opened", value=path.name,
            remedy="Save under another name, or open it again",
        )  # fmt: skip
    atomic.write(path, data)
    atomic.sweep(path.parent)
    try:
        _keep(data, backup_folder(path), keep)
    except OutputError as error:
        return replace(held, notes=(*held.notes, f"Saved, but without a backup: {error}"))
    return held


def keep_backup(path: Path, keep: int = BACKUPS) -> None:
    """Keeps the file as it is now among its earlier saves, before it is written over. Raises StudioError."""
    _keep(read_bounded(path, SIZE_LIMIT), backup_folder(path), keep)


def changed_on_disk(path: Path, digest: str) -> bool:
    """Whether a file is no longer the one of this digest. One that is gone has not: there is nothing to write over."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() != digest
    except FileNotFoundError:
        return False
    except OSError:
        return True


def backups(path: Path) -> list[Path]:
    """The last saves of a document, newest first."""
    try:
        names = sorted((n for n in os.listdir(backup_folder(path)) if _BACKUP.fullmatch(n)), reverse=True)
    except OSError:
        return []
    return [backup_folder(path) / name for name in names]


def _keep(data: bytes, folder: Path, count: int) -> None:
    """Puts one more backup into a folder and drops the oldest beyond `count`."""
    if count <= 0:
        return
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S-%f") + SUFFIX
    try:
        folder.mkdir(parents=True, exist_ok=True)
        atomic.write(folder / name, data)
        kept = sorted(n for n in os.listdir(folder) if _BACKUP.fullmatch(n))
    except OSError as error:
        raise atomic.output_error(error, folder) from None
    for old in kept[:-count]:
        with contextlib.suppress(OSError):
            (folder / old).unlink()
    atomic.sweep(folder)


def _unreadable(path: Path, message: str, remedy: str) -> StudioError:
    return FileFormatError(f"{path.name} {message}", value=path, remedy=remedy)
