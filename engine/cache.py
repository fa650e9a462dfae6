"""Results by content key: in memory (least recently used go first, by bytes) and on disk (bounded, survives a restart).

Filled by the executor, read by it, by the compiler (`facts`, for frozen nodes) and by viewers, from any thread; two
processes may share one folder. Values are immutable. A torn or damaged entry counts as absent and is removed; a disk
that is full means only that a result is not kept.
"""

import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from engine.database import damaged, open_database, renewed
from engine.errors import MediaError, OutputError
from engine.media.frames import Clip
from engine.results import (
    FILE,
    FILM,
    STREAMED_BYTES,
    SUFFIXES,
    DamagedError,
    Value,
    bytes_held,
    checksum,
    form_of,
    is_lost,
    load,
    save,
    sealed,
)
from engine.scratch import abandoned, owner
from engine.types import FactKind, Facts, Size

MEMORY_BYTES = 1 << 30
DISK_BYTES = 20 << 30
RECENT_SECONDS = 60.0
"""What was used this recently is not evicted: another process may be reading it."""
SPARE_BYTES = 256 << 20
"""The disk is left at least this much free space; a result that does not fit is not kept."""
_FORGOTTEN_SECONDS = 24 * 3600
_AHEAD_SECONDS = 60.0
_TOUCHES = 128

_SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    key TEXT PRIMARY KEY, form TEXT NOT NULL, name TEXT NOT NULL, bytes INTEGER NOT NULL, crc INTEGER NOT NULL,
    kind TEXT NOT NULL, frames INTEGER NOT NULL, rate TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
    notes TEXT NOT NULL, used REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS entries_by_use ON entries (used);
CREATE TABLE IF NOT EXISTS pins (key TEXT PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index knows of a stored result; `notes` say what the memory ladder changed on the way to it."""

    form: str
    name: str
    bytes: int
    crc: int
    facts: Facts
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Held:
    value: Value
    facts: Facts
    notes: tuple[str, ...]
    bytes: int


class Cache:
    """The results of a machine's renders in one folder."""

    def __init__(self, folder: Path, *, memory: int = MEMORY_BYTES, disk: int = DISK_BYTES) -> None:
        """`memory` and `disk` in bytes. Creates the folder; one that cannot be written leaves memory alone."""
        self.folder = folder
        self.memory = memory
        self.disk = disk
        self._lock = threading.RLock()
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._held_bytes = 0
        self._touched: dict[str, float] = {}
        self._verified: set[str] = set()
        self._index = open_database(folder / "index.sqlite", _SCHEMA, rebuildable=True)
        self._sweep()

    # -- reading -------------------------------------------------------------------------------------------------------

    def has(self, key: str) -> bool:
        """Whether a result is there, without loading it."""
        with self._lock:
            return key in self._held or self._entry(key) is not None

    def get(self, key: str) -> Value | None:
        """The result of a key, or None. What cannot be read back is removed."""
        with self._lock:
            held = self._held.get(key)
            lost = held is not None and is_lost(held.value)
            if held is not None and not lost:
                self._held.move_to_end(key)
                self._touch(key)
                return held.value
            if lost:
                self._let_go(key)
                self._verified.discard(key)
            entry = self._entry(key)
        if entry is None:
            return None
        # Files are read and written without the lock: a compile that asks for facts must not wait for them.
        try:
            value = self._loaded(key, entry)
            if lost and isinstance(value, Clip):
                # What could not be read once is trusted again when all of it can be.
                deque(value.chunks(), maxlen=0)
        except (DamagedError, MediaError):
            with self._lock:
                if self._entry(key) == entry:
                    self.remove(key)
            return None
        with self._lock:
            self._hold(key, value, entry.facts, entry.notes)
            self._touch(key)
        return value

    def facts(self, key: str) -> Facts | None:
        """The facts of a stored result, or None: what a frozen node needs to compile."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                return held.facts
            entry = self._entry(key)
            return entry.facts if entry else None

    def notes(self, key: str) -> tuple[str, ...]:
        """What was adjusted while this result was made."""
        with self._lock:
            held = self._held.get(key)
            if held is not None:
                return held.notes
            entry = self._entry(key)
            return entry.notes if entry else ()

    # -- writing -------------------------------------------------------------------------------------------------------

    def put(self, key: str, value: Value, facts: Facts, notes: tuple[str, ...] = ()) -> tuple[Value, str]:
        """Keep a result and return the value to use from now on, with a note when the disk could not keep it.

        Arrays become read-only. A `Path` (an encoded file in `scratch`) is moved into the cache and its new place
        returned, and a large clip is from then on one that reads its frames from the disk. Clips must be held in
        memory; what is computed or long goes through `adopt_film`.
        """
        value, note = sealed(value), ""
        try:
            value = self._store(key, value, facts, notes)
        except (OSError, sqlite3.Error) as error:
            self._mend(error)
            note = _not_kept(error)
            if isinstance(value, Path) and not value.exists():
                # It has moved already; only its line in the index is missing.
                value = self.folder / _name(key, FILE, value)
        if not (note and isinstance(value, Path)):
            with self._lock:
                self._hold(key, value, facts, notes)
        return value, note

    def adopt_film(
        self, key: str, path: Path, facts: Facts, notes: tuple[str, ...] = ()
    ) -> tuple[Value, str]:
        """Keep a long clip that was written losslessly to `path` in `scratch`; as `put`."""
        try:
            value = self._loaded(key, self._moved(key, FILM, path, facts, notes))
        except (OSError, sqlite3.Error) as error:
            self._mend(error)
            # Either it still lies in scratch, for this job, or it has moved and only its line is missing.
            place = path if path.exists() else self.folder / _name(key, FILM, path)
            return load(FILM, place, facts), _not_kept(error)
        with self._lock:
            self._hold(key, value, facts, notes)
        return value, ""

    def remove(self, key: str) -> None:
        """Forget a result, in memory and on disk, pinned or not."""
        with self._lock:
            self._let_go(key)
            self._verified.discard(key)
            try:
                row = self._index.execute("SELECT name FROM entries WHERE key = ?", (key,)).fetchone()
                if row is None:
                    return
                _unlink(self.folder / row[0])
                with self._index:
                    self._index.execute("DELETE FROM entries WHERE key = ?", (key,))
            except sqlite3.Error as error:
                # A line without its file counts as absent wherever it is met.
                self._mend(error)

    def pin(self, key: str) -> None:
        """Never evict this result from disk (a frozen node needs it). Raises OutputError where the disk refuses."""
        self._write("INSERT OR IGNORE INTO pins VALUES (?)", key)

    def unpin(self, key: str) -> None:
        """Let this result be evicted again. Raises OutputError where the disk refuses."""
        self._write("DELETE FROM pins WHERE key = ?", key)

    def bound(self, *, memory: int, disk: int) -> None:
        """Let results take this many bytes from now on; the least recently used ones beyond it go."""
        with self._lock:
            self.memory, self.disk = memory, disk
            self._fit()
            self._flush()
            self._evict()

    def clear(self, *, unused_seconds: float = 0.0) -> int:
        """Remove every result that is not pinned and was not used within these seconds; returns the bytes freed.

        While a job runs, leave those of the last minutes: it may be about to read them.
        """
        with self._lock:
            self._flush()
            rows = self._rows("used <= ? AND key NOT IN (SELECT key FROM pins)", time.time() - unused_seconds)
        # One at a time, so that a thread that asks for a result waits for a file at most.
        for key, _ in rows:
            self.remove(key)
        return sum(size for _, size in rows)

    def pinned(self) -> tuple[int, int]:
        """How many results are kept for frozen nodes, and their bytes."""
        with self._lock:
            sizes = [size for _, size in self._rows("key IN (SELECT key FROM pins)")]
        return len(sizes), sum(sizes)

    def drop_memory(self) -> None:
        """Let go of everything held in memory; what lies on disk stays. For when memory runs out."""
        with self._lock:
            self._held.clear()
            self._held_bytes = 0

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A fresh folder on the cache's disk for files in the making; gone afterwards with what is left in it."""
        parent = self.folder / "scratch"
        try:
            parent.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=owner(), dir=parent))
        except OSError:
            folder = Path(tempfile.mkdtemp(prefix="shotloom-"))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def bytes_on_disk(self) -> int:
        """Bytes of all entries, 0 while the index cannot be read."""
        with self._lock:
            try:
                total = self._index.execute("SELECT COALESCE(SUM(bytes), 0) FROM entries").fetchone()[0]
            except sqlite3.Error as error:
                self._mend(error)
                return 0
            return int(total)

    @property
    def bytes_in_memory(self) -> int:
        """Bytes held in memory."""
        return self._held_bytes

    def close(self) -> None:
        """Write down what was used last and close the index. Values that were handed out stay usable."""
        with self._lock:
            self._flush()
            self._index.close()

    # -- memory --------------------------------------------------------------------------------------------------------

    def _hold(self, key: str, value: Value, facts: Facts, notes: tuple[str, ...]) -> None:
        self._let_go(key)
        size = bytes_held(value)
        if size > self.memory:
            return
        self._held[key] = _Held(value, facts, notes, size)
        self._held_bytes += size
        self._fit()

    def _fit(self) -> None:
        """Let the least recently used values leave memory until the others fit."""
        while self._held_bytes > self.memory:
            _, gone = self._held.popitem(last=False)
            self._held_bytes -= gone.bytes

    def _let_go(self, key: str) -> None:
        gone = self._held.pop(key, None)
        if gone is not None:
            self._held_bytes -= gone.bytes

    # -- disk ----------------------------------------------------------------------------------------------------------

    def _entry(self, key: str) -> Entry | None:
        """The index entry of a key whose file is there with the right size; anything else is removed."""
        try:
            row = self._index.execute(_SELECT, (key,)).fetchone()
        except sqlite3.Error as error:
            self._mend(error)
            return None
        if row is None:
            return None
        entry = _entry_of(row)
        try:
            there = entry is not None and (self.folder / entry.name).stat().st_size == entry.bytes
        except OSError:
            there = False
        if not there:
            self.remove(key)
            return None
        return entry

    def _loaded(self, key: str, entry: Entry) -> Value:
        path = self.folder / entry.name
        if key not in self._verified:
            try:
                whole = checksum(path) == entry.crc
            except OSError:
                whole = False
            if not whole:
                raise DamagedError(f"{path.name} is damaged")
            self._verified.add(key)
        return load(entry.form, path, entry.facts)

    def _store(self, key: str, value: Value, facts: Facts, notes: tuple[str, ...]) -> Value:
        form = form_of(value)
        assert form != FILM, "a lazy clip lives only as long as its sources"
        if isinstance(value, Path):
            return self.folder / self._moved(key, FILE, value, facts, notes).name
        room = bytes_held(value) + SPARE_BYTES
        if shutil.disk_usage(self.folder).free < room:
            raise OSError("no space left")
        # A file, not a folder as `scratch` gives: folders are slow to make and remove.
        temp = self.folder / "scratch" / f"{owner()}{threading.get_ident()}-{key}.part"
        temp.parent.mkdir(exist_ok=True)
        try:
            save(value, temp)
            entry = self._moved(key, form, temp, facts, notes)
        finally:
            temp.unlink(missing_ok=True)
        if isinstance(value, Clip) and value.nbytes >= STREAMED_BYTES:
            try:
                return load(form, self.folder / entry.name, facts)
            except DamagedError:
                return value
        return value

    def _moved(self, key: str, form: str, path: Path, facts: Facts, notes: tuple[str, ...]) -> Entry:
        """Give a finished file its place and its line in the index, then make room."""
        name = _name(key, form, path)
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        entry = Entry(form, name, path.stat().st_size, checksum(path), facts, notes)
        size = facts.size
        with self._lock:
            os.replace(path, target)
            with self._index:
                self._index.execute(
                    "INSERT OR REPLACE INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (key, form, name, entry.bytes, entry.crc, facts.kind.value, facts.frames, str(facts.rate),
                     size.width, size.height, "\n".join(notes), time.time()),
                )  # fmt: skip
            self._verified.add(key)
            self._flush()
            self._evict()
        return entry

    def _evict(self) -> None:
        """Remove the least recently used entries until the folder is below nine tenths of its bound."""
        if self.bytes_on_disk <= self.disk:
            return
        excess = self.bytes_on_disk - self.disk * 9 // 10
        limit = time.time() - RECENT_SECONDS
        rows = self._rows("used < ? AND key NOT IN (SELECT key FROM pins)", limit)
        for key, size in rows:
            if excess <= 0:
                return
            self.remove(key)
            excess -= size

    def _rows(self, condition: str, *values: object) -> list[tuple[str, int]]:
        """Key and bytes of some entries, the least recently used first; none while the index cannot be read."""
        try:
            query = f"SELECT key, bytes FROM entries WHERE {condition} ORDER BY used"
            return self._index.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._mend(error)
            return []

    def _touch(self, key: str) -> None:
        self._touched[key] = time.time()
        if len(self._touched) >= _TOUCHES:
            self._flush()

    def _flush(self) -> None:
        """Write the times of last use, which are collected because reading must stay cheap.

        Those that seem to lie ahead were noted before the clock was set back: they count as the oldest.
        """
        rows = [(used, key) for key, used in self._touched.items()]
        self._touched = {}
        try:
            with self._index:
                self._index.executemany("UPDATE entries SET used = ? WHERE key = ?", rows)
                ahead = time.time() + _AHEAD_SECONDS
                self._index.execute("UPDATE entries SET used = 0 WHERE used > ?", (ahead,))
        except sqlite3.Error as error:
            self._mend(error)

    def _write(self, statement: str, key: str) -> None:
        try:
            with self._lock, self._index:
                self._index.execute(statement, (key,))
        except sqlite3.Error as error:
            self._mend(error)
            remedy = "Free some space on the disk of your cache folder"
            raise OutputError(f"the index of results cannot be used: {error}", remedy=remedy) from error

    def _mend(self, error: Exception) -> None:
        """Begin a damaged index afresh with what can be read of it: a result without a line is made again."""
        if damaged(error):
            with self._lock:
                self._index = renewed(self._index, self.folder / "index.sqlite", _SCHEMA)

    def _sweep(self) -> None:
        """Remove what killed processes left: scratch folders, and files that never reached the index."""
        limit = time.time() - _FORGOTTEN_SECONDS
        try:
            known = {name for (name,) in self._index.execute("SELECT name FROM entries")}
            for path in (self.folder / "scratch").glob("*-*"):
                if abandoned(path.name) or path.stat().st_mtime < limit:
                    shutil.rmtree(path, ignore_errors=True)
                    _unlink(path)
            for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
                if f"{path.parent.name}/{path.name}" not in known and path.stat().st_mtime < limit:
                    _unlink(path)
        except (OSError, sqlite3.Error):
            return


_SELECT = "SELECT form, name, bytes, crc, kind, frames, rate, width, height, notes FROM entries WHERE key = ?"


def _entry_of(row: tuple[str, str, int, int, str, int, str, int, int, str]) -> Entry | None:
    form, name, size, crc, kind, frames, rate, width, height, notes = row
    try:
        facts = Facts(FactKind(kind), frames, Fraction(rate), Size(width, height))
    except (ValueError, ZeroDivisionError):
        return None
    return Entry(form, name, size, crc, facts, tuple(notes.split("\n")) if notes else ())


def _name(key: str, form: str, path: Path) -> str:
    return f"{key[:2]}/{key}{SUFFIXES[form] or path.suffix}"


def _not_kept(error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return f"the result could not be kept on disk ({reason})"


def _unlink(path: Path) -> None:
    try:
        if not path.is_dir():
            path.unlink(missing_ok=True)
    except OSError:
        # Windows keeps a file that somebody reads; it is swept later.
        return
