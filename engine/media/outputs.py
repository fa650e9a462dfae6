"""Files that appear whole or not at all: write beside the target, check, fsync, rename, fsync the folder.

In: a target path and a function that writes. Out: the finished file, or one OutputError and nothing left behind. Called
by `encode`, `imaging`, `metadata` and `cachefile`.
"""

import errno
import hashlib
import os
import platform
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av

from engine.errors import OutputError

FORGOTTEN_SECONDS = 7 * 24 * 3600
"""A temporary file of another machine (shared folders) is swept only after this long."""

_TEMP_NAME = re.compile(r"\.shotloom-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.part$")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def whole_file(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """A temporary path to write to; at the end of the block it takes the target's name.

    An exception inside the block, of any kind, leaves the target as it was and removes the temporary file.
    Raises OutputError when the target exists and `overwrite` is false, or on any failure of the disk.
    """
    check_target(target, overwrite)
    sweep(target.parent)
    temp = temp_path(target.parent)
    try:
        yield temp
        sync(temp)
        publish(temp, target, overwrite)
        sync(target.parent)
    except (OSError, av.FFmpegError) as error:
        raise failure(target, error) from error
    finally:
        temp.unlink(missing_ok=True)


def check_target(target: Path, overwrite: bool) -> None:
    """Raise OutputError when a file cannot be written there, before any work is done."""
    if not target.parent.is_dir():
        raise OutputError(f"the folder {target.parent} does not exist", remedy="Create it or choose another")
    if target.is_dir():
        raise OutputError(f"{target} is a folder", remedy="Give a file name")
    if target.exists() and not overwrite:
        raise _exists(target)
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise failure(target, PermissionError(errno.EACCES, "permission denied"))


def check_folder(folder: Path) -> None:
    """Raise OutputError when nothing can be written into a folder: an empty file is made there and taken away again.

    Permissions alone do not tell: folders of the system, and of some disks, promise more than they keep.
    """
    temp = temp_path(folder)
    try:
        os.close(os.open(temp, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        temp.unlink()
    except OSError as error:
        raise OutputError(f"nothing can be written into {folder}", remedy="Choose another folder") from error


def temp_path(folder: Path) -> Path:
    """A fresh name for unfinished work of this process in a folder."""
    return folder / f".shotloom-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.part"


def sweep(folder: Path) -> list[Path]:
    """Remove what killed processes left in a folder; returns what was removed. Never raises.

    A temporary file goes when it is of this machine and its process is dead, or when it is a week old.
    """
    removed: list[Path] = []
    try:
        entries = [e for e in folder.iterdir() if _TEMP_NAME.fullmatch(e.name)]
    except OSError:
        return removed
    for entry in entries:
        match = _TEMP_NAME.fullmatch(entry.name)
        assert match is not None
        try:
            old = time.time() - entry.stat().st_mtime > FORGOTTEN_SECONDS
            if old or (match[1] == _machine() and not _alive(int(match[2]))):
                _remove(entry)
                removed.append(entry)
        except OSError:
            continue
    return removed


def failure(target: Path, error: BaseException) -> OutputError:
    """The one line for a disk that refused."""
    number = getattr(error, "errno", None)
    if number in _FULL:
        return OutputError(
            f"no space left to write {target.name}", remedy="Free some space or choose another disk"
        )
    if number in _DENIED:
        return OutputError(
            f"{target.parent} may not be written", remedy="Choose another folder or change its permissions"
        )
    if number == errno.EEXIST:
        return _exists(target)
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(f"{target.name} could not be written: {reason}", remedy="Choose another place")


def sync(path: Path) -> None:
    """fsync a file or, where the system allows it, a folder."""
    try:
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except PermissionError:
        # Windows opens no folders; there the rename itself is durable enough.
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(temp: Path, target: Path, overwrite: bool) -> None:
    """Give unfinished work its name. Raises OSError or OutputError where somebody else took that name meanwhile."""
    if not overwrite:
        try:
            # A hard link fails if somebody created the target meanwhile; a rename would silently replace it.
            os.link(temp, target)
            return
        except FileExistsError:
            raise
        except OSError:
            if target.exists():
                raise _exists(target) from None
    os.replace(temp, target)


def _exists(target: Path) -> OutputError:
    return OutputError(
        f"{target.name} exists already", remedy="Choose another name, or let it be replaced (--overwrite)"
    )


def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _alive(pid: int) -> bool:
    if os.name == "nt":
        # os.kill would end the process there; age decides instead.
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _remove(path: Path) -> None:
    if path.is_dir():
        for child in path.iterdir():
            child.unlink()
        path.rmdir()
    else:
        path.unlink()
