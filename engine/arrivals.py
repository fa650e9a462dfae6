"""Finished takes that their document may not hold yet, in SQLite, until the document has them safely.

In: every take that a run delivers, written down before anybody is told of it. Out: the takes of a document that was
closed, or whose program died, when they were made. Filled by the executor, emptied by the studio when a take is in a
journal or a file. Safe on any thread.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from engine import loom_read, loom_write
from engine.database import attempt, open_database, renewed
from engine.errors import StudioError
from engine.shots import Take

_SCHEMA = """
CREATE TABLE IF NOT EXISTS arrivals (
    take TEXT PRIMARY KEY, document TEXT NOT NULL, output TEXT NOT NULL, path TEXT NOT NULL, job TEXT NOT NULL,
    arrived REAL NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS arrivals_by_document ON arrivals (document, arrived);
"""
_log = logging.getLogger(__name__)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A take on its way to the shot `output` of `document`.

    Its master lies at `path`; `arrived` is seconds since 1970.
    """

    document: str
    output: str
    take: Take
    path: Path
    job: str
    arrived: float


class Arrivals:
    """Takes on their way home, in one file, or in memory when `path` is None.

    Every method raises OutputError, and has changed nothing, when the disk refuses.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._path = path
        self._database = _opened(path)
        # A take cost minutes: it shall outlive the machine's power, not only the program.
        self._database.execute("PRAGMA synchronous = FULL")

    def add(self, document: str, output: str, take: Take, path: Path, job: str) -> None:
        """Note a take that is there; one that is noted already is left as it is."""
        row = (take.id, document, output, str(path), job, time.time(), loom_write.take(take))
        self._attempt(
            lambda database: database.execute(
                "INSERT OR IGNORE INTO arrivals VALUES (?, ?, ?, ?, ?, ?, ?)", row
            )
        )

    def of(self, document: str) -> list[Arrival]:
        """The takes on their way to a document, oldest first; a line that cannot be read is passed over."""
        query = (
            "SELECT output, body, path, job, arrived FROM arrivals WHERE document = ? ORDER BY arrived, rowid"
        )
        rows = self._attempt(lambda database: database.execute(query, (document,)).fetchall())
        found = []
        for output, body, path, job, arrived in rows:
            try:
                found.append(Arrival(document, output, loom_read.take(body), Path(path), job, arrived))
            except StudioError as error:
                _log.warning("a take on its way to %s cannot be read: %s", document, error)
        return found

    def documents(self) -> list[str]:
        """Every document that takes wait for."""
        query = "SELECT DISTINCT document FROM arrivals ORDER BY document"
        return [name for (name,) in self._attempt(lambda database: database.execute(query).fetchall())]

    def drop(self, takes: Iterable[str]) -> None:
        """These takes are home."""
        rows = [(take,) for take in takes]
        self._attempt(lambda database: database.executemany("DELETE FROM arrivals WHERE take = ?", rows))

    def rehome(self, old: str, new: str) -> None:
        """A document lies elsewhere now, and its takes go there."""
        self._attempt(
            lambda database: database.execute(
                "UPDATE arrivals SET document = ? WHERE document = ?", (new, old)
            )
        )

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _attempt(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Work on the file in one transaction, a second time when it had to be begun afresh."""
        with self._lock:
            return attempt(work, lambda: self._database, self._renew, "the list of finished takes")

    def _renew(self) -> None:
        self._database = renewed(self._database, self._path, _SCHEMA)
        self._database.execute("PRAGMA synchronous = FULL")


def _opened(path: Path | None) -> sqlite3.Connection:
    """The file as it is: damage inside is met when it is used, and then what can be read is brought along."""
    try:
        return open_database(path, _SCHEMA)
    except (sqlite3.Error, OSError):
        return open_database(path, _SCHEMA, rebuildable=True)
