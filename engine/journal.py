"""The journal of an open document: after a crash at most a second of edits is missing.

A folder holds generations: a snapshot (`000003.loom`) and the edits since (`000003.journal`), one checked record each.
The studio calls `record` after every undo command and `tick` at least once a second; `engine.recovery` reads what a
crash left, at the next start. It is never deleted unasked.
"""

import contextlib
import os
import re
import shutil
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from engine import atomic
from engine.document import Document
from engine.edits import diff, to_json
from engine.errors import InputError, OutputError
from engine.json_text import encode
from engine.lock import FileLock
from engine.loom_write import dumps

SYNC_SECONDS = 1.0
SYNC_EDITS = 20
SNAPSHOT_SECONDS = 60.0
LEFT_BEHIND = 5

_GENERATION = re.compile(r"(\d{6})\.loom")
_FILE = re.compile(r"\d{6}\.(loom|journal)")
_ORPHAN_REMEDY = "Save the document, then open it again"


class Journal:
    """Writes the journal of one open document; used from one thread.

    Disk errors raise OutputError: the caller shows them and goes on; the next record then also holds what was missed.
    """

    def __init__(
        self,
        folder: Path,
        document: Document,
        path: Path | None,
        *,
        digest: str | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Starts a journal in its folder (`paths.journal_folder`) with a snapshot.

        `path` is the document's file, None while unsaved; `digest` that of the file that the document was read from or
        written to last, "" where the document comes from no state that the file had. Raises InputError if another
        program has the document open.
        """
        self.folder = folder
        self.path = path
        self.digest = digest
        self._clock = clock
        self._lock = FileLock(folder / "lock")
        self._last = document
        self._handle: int | None = None
        self._generation = 0
        self._end = self._count = self._unsynced = 0
        self._synced = self._snapped = clock()
        try:
            if not self._lock.acquire():
                raise InputError(
                    "this document is already open", value=path or folder.name,
                    remedy="Close it there, or open it read-only here",
                )  # fmt: skip
            _set_aside(folder)
            self._next_generation()
        except OSError as error:
            self._lock.release()
            raise atomic.output_error(error, folder) from error
        except OutputError:
            self._lock.release()
            raise

    def record(self, name: str, document: Document) -> None:
        """Appends what changed since the last record, under the edit's name; nothing if nothing did."""
        edit = diff(self._last, document)
        if not edit:
            self._last = document
            return
        fields = {"n": self._count, "at": _now(), "name": name, "edit": msgspec.Raw(to_json(edit))}
        self._append(encode(fields))
        self._last = document
        self._count += 1
        self._unsynced += 1
        self.tick()

    def tick(self) -> None:
        """Syncs and snapshots what is due; call it at least once a second while the document is open."""
        now = self._clock()
        if self._unsynced and (self._unsynced >= SYNC_EDITS or now - self._synced >= SYNC_SECONDS):
            self.sync()
        if self._count and now - self._snapped >= SNAPSHOT_SECONDS:
            self.snapshot()

    @property
    def waiting(self) -> bool:
        """Whether a later `tick` has anything to do: records that are not synced, or not yet in a snapshot."""
        return self._handle is not None and bool(self._unsynced or self._count)

    def sync(self) -> None:
        """Makes every record so far survive a power cut."""
        if self._handle is None:
            return
        try:
            os.fsync(self._handle)
        except OSError as error:
            raise atomic.output_error(error, self.folder) from error
        self._unsynced = 0
        self._synced = self._clock()

    def snapshot(self) -> None:
        """Starts a new generation from the document as it is; the one before is kept as well."""
        try:
            self._next_generation()
        except OSError as error:
            raise atomic.output_error(error, self.folder) from error

    def saved(self, document: Document, path: Path, digest: str | None = None) -> None:
        """The document was saved: what is on disk, of this digest, is the new ground."""
        self.path, self.digest = path, digest
        self._last = document
        self.snapshot()

    def close(self) -> None:
        """Ends the journal because the document was closed properly; its generations go."""
        self._close_handle()
        remove_generations(self.folder)
        self._lock.release()
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def abandon(self) -> None:
        """Lets go as a crash would: the generations stay for `recover`."""
        self._close_handle()
        self._lock.release()

    def _next_generation(self) -> None:
        number = self._generation + 1
        handle = os.open(
            journal_path(self.folder, number),
            os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0),
            0o600,
        )
        try:
            head = {"journal": 1, "document": str(self.path) if self.path else None, "at": _now()}
            if self.digest is not None:
                head["digest"] = self.digest
            end = _write(handle, framed(encode(head)))
            os.fsync(handle)
            atomic.write(snapshot_path(self.folder, number), dumps(self._last))
        except BaseException:
            os.close(handle)
            journal_path(self.folder, number).unlink(missing_ok=True)
            raise
        self._close_handle()
        self._handle, self._generation, self._end = handle, number, end
        self._count = self._unsynced = 0
        self._synced = self._snapped = self._clock()
        remove_generations(self.folder, below=number - 1)

    def _append(self, payload: bytes) -> None:
        """One whole record or none: a record that the disk cut short is taken back."""
        if self._handle is None:
            raise OutputError("the journal has ended", remedy=_ORPHAN_REMEDY)
        record = framed(payload)
        try:
            self._end += _write(self._handle, record)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self._end)
                os.lseek(self._handle, self._end, os.SEEK_SET)
            raise atomic.output_error(error, self.folder) from error

    def _close_handle(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def framed(payload: bytes) -> bytes:
    """A record as it stands in the file: length, CRC-32, payload, line end."""
    return b"%d %08x " % (len(payload), zlib.crc32(payload)) + payload + b"\n"


def _write(handle: int, data: bytes) -> int:
    view = memoryview(data)
    done = 0
    while done < len(view):
        done += os.write(handle, view[done:])
    return done


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def generations(folder: Path) -> list[int]:
    """Numbers of the generations whose snapshot is there, ascending."""
    try:
        return sorted(int(found[1]) for name in os.listdir(folder) if (found := _GENERATION.fullmatch(name)))
    except OSError:
        return []


def snapshot_path(folder: Path, generation: int) -> Path:
    """The document as it was when a generation began."""
    return folder / f"{generation:06}.loom"


def journal_path(folder: Path, generation: int) -> Path:
    """The edits of a generation."""
    return folder / f"{generation:06}.journal"


def remove_generations(folder: Path, below: int | None = None) -> None:
    """Deletes the generations of a folder, or those below a number."""
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):
            if _FILE.fullmatch(name) and (below is None or int(name[:6]) < below):
                (folder / name).unlink(missing_ok=True)


def _set_aside(folder: Path) -> None:
    """Moves what a crash left, and nobody decided about, into `left/<time>`; only the last few stay."""
    found = generations(folder)
    if not found:
        return
    left = folder / "left"
    place = left / datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    place.mkdir(parents=True)
    for generation in found:
        for path in (journal_path(folder, generation), snapshot_path(folder, generation)):
            if path.exists():
                path.rename(place / path.name)
    for old in sorted(left.iterdir())[:-LEFT_BEHIND]:
        shutil.rmtree(old, ignore_errors=True)
