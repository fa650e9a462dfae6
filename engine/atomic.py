"""Files that are either the old one or the new one, whatever happens in between.

Temp file beside the target, fsync, rename, fsync of the folder. Used by every writer whose file must survive a crash or
a full disk: documents, snapshots, bundles. Not for results in progress: those are the media room's.
"""

import contextlib
import errno
import io
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast
from uuid import uuid4

from engine.errors import OutputError
from engine.lock import FileLock

if TYPE_CHECKING:
    from typing_extensions import Buffer

STALE_SECONDS = 600.0
"""A temp file untouched for this long belongs to a process that died; a folder also needs to be locked by nobody."""

_BUFFER = 1 << 20
_TEMP = re.compile(r"\..+\.[0-9a-f]{32}\.part(\.lock)?")
_REMEDIES = {
    "ENOSPC": "Free some space on that disk, then try again",
    "EDQUOT": "Free some space on that disk, then try again",
    "EACCES": "Choose a folder that you may write to",
    "EPERM": "Choose a folder that you may write to",
    "EROFS": "Choose a folder that you may write to",
    "ENOENT": "Choose a folder that exists",
    "ENOTDIR": "Choose a folder that exists",
    "EISDIR": "Choose another name: this one is a folder",
}


class _Descriptor(io.RawIOBase):
    """A file descriptor opened for writing; a write is whole or raises."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        return self._descriptor

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return os.lseek(self._descriptor, offset, whence)

    def write(self, data: "Buffer") -> int:
        view = memoryview(data).cast("B")
        done = 0
        while done < len(view):
            done += os.write(self._descriptor, view[done:])
        return done

    def close(self) -> None:
        if not self.closed:
            super().close()
            os.close(self._descriptor)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A binary file that becomes `path` when the block ends well, and vanishes when it does not.

    A symbolic link is followed; permissions of an existing file are kept. Raises OutputError if the disk refuses
    anything; until the rename the old file is intact, after it the new one is whole.
    """
    target = Path(os.path.realpath(path))
    temp = temp_name(target)
    try:
        try:
            descriptor = os.open(
                temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
            )
            buffered = io.BufferedWriter(_Descriptor(descriptor), _BUFFER)
            try:
                yield cast(BinaryIO, buffered)
                buffered.flush()
                os.fsync(descriptor)
            finally:
                with contextlib.suppress(OSError):
                    buffered.close()
            with contextlib.suppress(FileNotFoundError):
                temp.chmod(stat.S_IMODE(target.stat().st_mode))
            os.replace(temp, target)
        except BaseException:
            with contextlib.suppress(OSError):
                temp.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    except OSError as error:
        raise output_error(error, path) from error


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """A folder that becomes `path` when the block ends well, and vanishes when it does not.

    Raises OSError if the disk refuses anything.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with passing_folder(path) as temp:
        yield temp
        sync_folder(temp)
        temp.rename(path)
    sync_folder(path.parent)


@contextlib.contextmanager
def passing_folder(near: Path) -> Iterator[Path]:
    """A folder beside a path that vanishes when the block ends, unless it got a name of its own by then.

    A lock beside it says that somebody uses it, however long that takes. Raises OSError if the disk refuses anything.
    """
    temp = temp_name(near)
    lock = FileLock(_lock_of(temp))
    lock.acquire()
    try:
        temp.mkdir()
        yield temp
    finally:
        shutil.rmtree(temp, ignore_errors=True)
        lock.release()


def write(path: Path, data: bytes) -> None:
    """The whole file at once; see `replacing`."""
    with replacing(path) as file:
        file.write(data)


def sync_folder(folder: Path) -> None:
    """Makes a rename in a folder survive a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, now: float | None = None) -> int:
    """Deletes temp files and folders of ours that a killed process left in a folder; how many."""
    now = time.time() if now is None else now
    swept = 0
    with contextlib.suppress(OSError):
        for temp in [path for path in folder.iterdir() if _TEMP.fullmatch(path.name)]:
            # A lock goes with its folder, and another process may sweep as well.
            with contextlib.suppress(OSError):
                if now - temp.lstat().st_mtime > STALE_SECONDS:
                    swept += _swept(temp)
    return swept


def _swept(temp: Path) -> bool:
    """Remove a temp file, a folder or a lock that nobody uses any more; False for one in use."""
    is_lock = temp.suffix == ".lock"
    lock = FileLock(temp if is_lock else _lock_of(temp))
    if not lock.acquire():
        return False
    try:
        if temp.is_dir() and not temp.is_symlink():
            shutil.rmtree(temp)
        elif not is_lock:
            temp.unlink()
    finally:
        lock.release()
    return True


def _lock_of(temp: Path) -> Path:
    return temp.with_name(f"{temp.name}.lock")


def temp_name(target: Path) -> Path:
    """A fresh name beside a target that `sweep` knows."""
    return target.with_name(f".{target.name[:100]}.{uuid4().hex}.part")


def output_error(error: OSError, path: Path) -> OutputError:
    """What a refusal of the disk means to the artist."""
    name = errno.errorcode.get(error.errno or 0, "")
    return OutputError(
        f"cannot write {path.name}: {error.strerror or error}",
        value=path.parent, remedy=_REMEDIES.get(name, "Choose another place, then try again"),
    )  # fmt: skip
