"""How the engine opens its SQLite files: WAL, short waits for another process, and a fresh start where one is damaged.

Used by the cache's index, the queue and the remembered figures; every user serialises its own access with a lock.
"""

import sqlite3
from pathlib import Path

BUSY_MS = 5_000
"""How long a write waits for another process that writes."""


def open_database(path: Path | None, schema: str, *, rebuildable: bool = False) -> sqlite3.Connection:
    """A connection to a file (in memory when `path` is None) whose tables exist; usable from any thread under a lock.

    What is `rebuildable` never stops the program: a file that SQLite cannot read is moved aside as `<name>.damaged`
    and begun afresh, and where the folder cannot be written a database in memory stands in. Raises sqlite3.Error or
    OSError otherwise.
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
        damaged = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        return _fresh(path, schema) if damaged else _prepared(":memory:", schema)


def _checked(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, if every page behind it can be read: a damaged one would be met in the middle of the work."""
    try:
        found = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != ("ok",):
            raise sqlite3.DatabaseError(str(found))
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _fresh(path: Path, schema: str) -> sqlite3.Connection:
    try:
        path.replace(path.with_name(path.name + ".damaged"))
        for suffix in ("-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return _prepared(str(path), schema)
    except (sqlite3.Error, OSError):
        return _prepared(":memory:", schema)


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
