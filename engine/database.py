"""How the engine opens its SQLite files: WAL, short waits for another process, and a fresh start where one is damaged.

Used by the cache's index, the queue, the gallery and the remembered figures; every user serialises its own access with
a lock. What goes wrong in the middle of the work is one of two things: a file that is `damaged`, for which `renewed`
gives a sound one with all that could be read, or a disk that refuses, which passes.
"""

import logging
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias, TypeVar

from engine.errors import OutputError

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_Rows: TypeAlias = list[tuple[str, list[str], tuple[object, ...]]]
Prepare: TypeAlias = Callable[[sqlite3.Connection], object]
"""Brings the tables of a new file up to date."""

BUSY_MS = 5_000
"""How long a write waits for another process that writes."""


def add_columns(database: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
    """Bring a table of an older version up to date: columns that it lacks, by name, with their declaration.

    Raises sqlite3.Error where the disk refuses.
    """
    query = f"PRAGMA table_info({table})"
    if columns.keys() <= {name for _, name, *_ in database.execute(query)}:
        return
    with database:
        # Asked again under the lock: two programs may have been started at once.
        database.execute("BEGIN IMMEDIATE")
        there = {name for _, name, *_ in database.execute(query)}
        for name, kind in columns.items():
            if name not in there:
                database.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")


def open_database(
    path: Path | None,
    schema: str,
    *,
    rebuildable: bool = False,
    prepare: Prepare | None = None,
    tell: Callable[[Path], object] | None = None,
) -> sqlite3.Connection:
    """A connection to a file (in memory when `path` is None) whose tables exist; usable from any thread under a lock.

    What is `rebuildable` never stops the program: a file that SQLite cannot read is moved aside as `<name>.damaged`
    and begun afresh with every row that can still be read, and where the folder cannot be written a database in memory
    stands in. `prepare` does to a fresh file what `schema` does not say; `tell` hears where the damaged one lies now.
    Raises sqlite3.Error or OSError otherwise.
    """
    if path is None:
        return _prepared(":memory:", schema)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _prepared(str(path), schema)
        return _checked(connection) if rebuildable else connection
    except (sqlite3.Error, OSError) as error:
        if not rebuildable:
            raise
        if not damaged(error):
            return _prepared(":memory:", schema)
        _log.warning("%s is damaged and was begun afresh: %s", path.name, error)
        return _fresh(path, schema, prepare, tell)


def attempt(
    work: Callable[[sqlite3.Connection], _T],
    database: Callable[[], sqlite3.Connection],
    renew: Callable[[], object],
    what: str,
) -> _T:
    """Do `work` in one transaction; where the file turns out damaged, once more after `renew` has begun it afresh.

    `database` gives the present connection; the caller holds its lock. Raises OutputError, and has changed nothing,
    where the disk refuses; `what` is the subject of its sentence.
    """
    for again in (False, True):
        try:
            with database() as connection:
                return work(connection)
        except sqlite3.Error as error:
            if again or not damaged(error):
                remedy = "Free some space on the disk of your data folder"
                raise OutputError(f"{what} cannot be used: {error}", remedy=remedy) from error
            _log.warning("%s is damaged and was begun afresh: %s", what, error)
            renew()
    raise AssertionError("two attempts end in a result or an error")


class _FailedCheckError(sqlite3.DatabaseError):
    """SQLite looked through a file and found it broken."""


def damaged(error: BaseException) -> bool:
    """Whether an error means that the file itself is broken; a full or locked disk passes, this does not."""
    if isinstance(error, _FailedCheckError):
        return True
    # Errors that Python's own module raises, as on a connection that was closed, have no code.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return (code & 0xFF) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def renewed(
    broken: sqlite3.Connection,
    path: Path | None,
    schema: str,
    prepare: Prepare | None = None,
    tell: Callable[[Path], object] | None = None,
) -> sqlite3.Connection:
    """A sound connection in place of a broken one, which is closed; its file is kept as `<name>.damaged`.

    Every row that can still be read comes along. Where another process has renewed the file already, that one is
    opened and gets the rows that it lacks. `prepare` and `tell` are as in `open_database`.
    """
    rows = _readable(broken)
    with suppress(sqlite3.Error):
        broken.close()
    fresh = open_database(path, schema, rebuildable=True, prepare=prepare, tell=tell)
    return _brought_along(fresh, rows, prepare)


def _brought_along(fresh: sqlite3.Connection, rows: _Rows, prepare: Prepare | None) -> sqlite3.Connection:
    """A new database with these rows in it, but for those that it has or that do not fit."""
    if prepare is not None:
        prepare(fresh)
    # One transaction, in which a row that is refused is passed over alone.
    with suppress(sqlite3.Error), fresh:
        for table, columns, values in rows:
            into = f"{table} ({', '.join(columns)})"
            with suppress(sqlite3.Error):
                fresh.execute(f"INSERT OR IGNORE INTO {into} VALUES ({', '.join('?' * len(values))})", values)
    return fresh


def _readable(broken: sqlite3.Connection) -> _Rows:
    """Rows with the names of their table and columns, from both ends up to the place where reading fails."""
    found: _Rows = []
    with suppress(sqlite3.Error):
        tables = [n for (n,) in broken.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            ahead, whole = _rows_of(broken, table, "ASC")
            behind = [] if whole else _rows_of(broken, table, "DESC")[0]
            found += ahead + behind[::-1]
    return found


def _rows_of(broken: sqlite3.Connection, table: str, order: str) -> tuple[_Rows, bool]:
    """The rows of a table in this order until one cannot be read, and whether all could."""
    found: _Rows = []
    try:
        rows = broken.execute(f'SELECT * FROM "{table}" NOT INDEXED ORDER BY rowid {order}')
        columns = [f'"{name}"' for name, *_ in rows.description]
        for row in rows:
            found.append((f'"{table}"', columns, tuple(row)))
    except sqlite3.Error:
        return found, False
    return found, True


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, if every page behind it can be read: a damaged one would be met in the middle of the work."""
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != ("ok",):
            raise _FailedCheckError(str(found))
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _fresh(
    path: Path, schema: str, prepare: Prepare | None, tell: Callable[[Path], object] | None
) -> sqlite3.Connection:
    """A new file with what can be read of the damaged one, which is moved aside; in memory where it cannot be."""
    rows: _Rows = []
    with suppress(sqlite3.Error), closing(sqlite3.connect(path, timeout=BUSY_MS / 1000)) as broken:
        rows = _readable(broken)
    aside = path.with_name(path.name + ".damaged")
    try:
        path.replace(aside)
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        fresh = _prepared(str(path), schema)
        if prepare is not None:
            prepare(fresh)
    except (sqlite3.Error, OSError):
        fresh = _prepared(":memory:", schema)
    if tell is not None:
        tell(aside if aside.exists() else path)
    return _brought_along(fresh, rows, prepare)


def _prepared(name: str, schema: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=BUSY_MS / 1000, check_same_thread=False)
    try:
        # NORMAL loses no committed work when the process dies, only (perhaps) when the machine does.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(schema)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
