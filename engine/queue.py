"""The jobs that wait, run and ended, in SQLite, so that a crash or a restart loses none of them.

In: plans and deliveries from the executor. Out: the next job to run, and records for the queue panel. A job that ran
when its process died waits again and resumes from its checkpoint. Safe on any thread. Every method raises OutputError,
and has changed nothing, when the disk refuses; a file that is damaged is begun afresh with what can be read of it.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from engine.database import add_columns, attempt, open_database, renewed
from engine.delivery import Delivery
from engine.errors import UsageError
from engine.events import Failed
from engine.job import CANCELLED, FINAL, RUNNING, WAITING
from engine.lease import Lease, ended
from engine.plan import Plan
from engine.report import Report

KEPT = 500
"""Ended jobs that stay in the list."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, state TEXT NOT NULL, position REAL NOT NULL,
    created REAL NOT NULL, started REAL, ended REAL, label TEXT NOT NULL, document TEXT NOT NULL,
    thumbnail TEXT NOT NULL DEFAULT '', message TEXT NOT NULL DEFAULT '', plan BLOB NOT NULL, delivery BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS jobs_by_place ON jobs (state, position);
CREATE TABLE IF NOT EXISTS flags (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
_LATER = {
    "prompt": "TEXT NOT NULL DEFAULT ''",
    "place": "TEXT NOT NULL DEFAULT ''",
    "forecast": "REAL NOT NULL DEFAULT 0",
    "node": "TEXT NOT NULL DEFAULT ''",
    "kind": "TEXT NOT NULL DEFAULT ''",
    "remedy": "TEXT NOT NULL DEFAULT ''",
    "details": "TEXT NOT NULL DEFAULT ''",
    "ran": "INTEGER NOT NULL DEFAULT 0",
    "cached": "INTEGER NOT NULL DEFAULT 0",
    "report": "BLOB",
    "begun": "TEXT NOT NULL DEFAULT ''",
}
"""Columns that older versions of the file lack."""
_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_COLUMNS = (
    "id, state, position, created, started, ended, label, document, thumbnail, message, "
    "prompt, place, forecast, node, kind, remedy, details, ran, cached, report IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the queue. Times are seconds since 1970, `forecast` in seconds is what the whole plan would take.

    `message`, `node`, `kind`, `remedy` and `details` are those of the first failure; `ran` and `cached` count steps;
    `report` says whether `JobQueue.load_report` has one.
    """

    id: str
    state: str
    position: float
    created: float
    started: float | None
    ended: float | None
    label: str
    document: str
    thumbnail: str
    message: str
    prompt: str = ""
    place: str = ""
    forecast: float = 0.0
    node: str = ""
    kind: str = ""
    remedy: str = ""
    details: str = ""
    ran: int = 0
    cached: int = 0
    report: bool = False


class JobQueue:
    """The queue of this process, in a file that other processes may share (each runs only its own jobs)."""

    def __init__(self, path: Path | None = None) -> None:
        """With `path` None the queue lives in memory, as it does where no file can be made.

        A damaged file is moved aside as `<name>.damaged`; the jobs that can be read of it come along. `damage` tells.
        """
        self._lock = threading.RLock()
        self._path = path
        self._lossy = False
        self._damage: Path | None = None
        self._database = _opened(path, self._damaged)
        self._leases = path.parent / "leases" if path else None
        try:
            self._lease = Lease(self._leases) if self._leases else None
        except OSError:
            self._lease = self._leases = None
        self.owner = self._lease.name if self._lease else "memory"
        try:
            self._adopt()
        except sqlite3.Error as error:
            # Whoever starts next adopts them; the jobs of this process need nobody else's.
            _log.warning("jobs of earlier sessions were left alone: %s", error)

    # -- filling and looking -------------------------------------------------------------------------------------------

    def add(self, job: str, plan: Plan, delivery: Delivery) -> int:
        """Append a job; returns how many jobs run before it."""
        data = (plan.encode(), msgspec.json.encode(delivery))
        with self._lock:
            ahead = self.ahead(None)
            self._write(
                "INSERT INTO jobs "
                "(id, owner, state, position, created, label, document, prompt, place, forecast, plan, delivery) "
                "VALUES (?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM jobs), ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    job, self.owner, WAITING, time.time(), delivery.label, delivery.document, delivery.prompt,
                    delivery.place, plan.forecast, *data,
                ),
            )  # fmt: skip
            return ahead

    def load(self, job: str) -> tuple[Plan, Delivery]:
        """The plan and delivery of a job. Raises UsageError for an unknown job or one that cannot be read."""
        row = self._one("SELECT plan, delivery FROM jobs WHERE id = ?", job)
        try:
            return Plan.decode(row[0]), msgspec.json.decode(row[1], type=Delivery)
        except msgspec.MsgspecError as error:
            remedy = "Render it again from its document"
            raise UsageError("this job was made by another version", value=job, remedy=remedy) from error

    def record(self, job: str) -> Record:
        """The line of a job. Raises UsageError for an unknown one."""
        return _record(self._one(f"SELECT {_COLUMNS} FROM jobs WHERE id = ?", job))

    def records(self, *states: str) -> list[Record]:
        """This process's jobs in these states (all by default) in running order, ended ones last and newest first."""
        wanted = f" AND state IN ({', '.join('?' * len(states))})" if states else ""
        order = "ORDER BY ended IS NOT NULL, ended DESC, position"
        query = f"SELECT {_COLUMNS} FROM jobs WHERE owner = ?{wanted} {order}"
        return [_record(row) for row in self._read(query, self.owner, *states)]

    def ahead(self, job: str | None) -> int:
        """How many jobs run before this one, or before one that is added now."""
        waiting = self.waiting()
        running = "SELECT COUNT(*) FROM jobs WHERE owner = ? AND state = ?"
        ((count,),) = self._read(running, self.owner, RUNNING)
        return int(count) + (waiting.index(job) if job in waiting else len(waiting))

    def waiting(self) -> list[str]:
        """The jobs that wait, in running order."""
        query = "SELECT id FROM jobs WHERE owner = ? AND state = ? ORDER BY position"
        return [name for (name,) in self._read(query, self.owner, WAITING)]

    def next(self) -> str | None:
        """The job to run next, or None."""
        return next(iter(self.waiting()), None)

    def load_report(self, job: str) -> Report | None:
        """What a job did, or None where that is not known. Raises UsageError for an unknown job."""
        (data,) = self._one("SELECT report FROM jobs WHERE id = ?", job)
        try:
            return None if data is None else Report.decode(data)
        except msgspec.MsgspecError:
            # Written by another version; a report is for reading only.
            return None

    # -- changing ------------------------------------------------------------------------------------------------------

    def start(self, job: str) -> None:
        """The job runs now."""
        self._set(job, "state = ?, started = ?", RUNNING, time.time())

    def end(
        self,
        job: str,
        state: str,
        message: str = "",
        failure: Failed | None = None,
        ran: int = 0,
        cached: int = 0,
    ) -> None:
        """The job is over. Old lines beyond `KEPT` are dropped. `failure` is the first; it says more than `message`."""
        assert state in FINAL
        said = (failure.message, failure.node, failure.kind, failure.remedy, failure.details) if failure else (
            message, "", "", "", ""
        )  # fmt: skip
        self._set(
            job,
            "state = ?, ended = ?, message = ?, node = ?, kind = ?, remedy = ?, details = ?, ran = ?, cached = ?",
            *(state, time.time(), *said, ran, cached),
        )
        self._write(
            # Not the one that ended now, though others seem to have ended later: a clock may have been set back.
            "DELETE FROM jobs WHERE ended IS NOT NULL AND id != ? AND id NOT IN "
            "(SELECT id FROM jobs WHERE ended IS NOT NULL ORDER BY ended DESC LIMIT ?)",
            (job, KEPT),
        )

    def wait_again(self, job: str) -> None:
        """The job stopped and waits in its old place; it resumes from its checkpoint."""
        self._set(job, "state = ?, started = NULL", WAITING)

    def cancel(self, job: str) -> bool:
        """Cancel a job that waits; False when it does not wait."""
        with self._lock:
            if self.record(job).state != WAITING:
                return False
            self.end(job, CANCELLED)
            return True

    def remove(self, job: str) -> None:
        """Drop the line of a job that does not run. Raises UsageError for one that runs or is unknown."""
        with self._lock:
            if self.record(job).state == RUNNING:
                raise UsageError("this job runs", value=job, remedy="Cancel it first")
            self._write("DELETE FROM jobs WHERE id = ?", (job,))

    def move(self, job: str, place: int) -> None:
        """Put a waiting job at a place among the waiting ones, 0 first. Raises UsageError if it does not wait."""
        with self._lock:
            waiting = self.waiting()
            if job not in waiting:
                raise UsageError("this job does not wait", value=job, remedy="Only waiting jobs can be moved")
            waiting.remove(job)
            waiting.insert(max(0, place), job)
            places = sorted(r.position for r in self.records(WAITING))
            self._write("UPDATE jobs SET position = ? WHERE id = ?", *zip(places, waiting, strict=True))

    def report(self, job: str, report: Report) -> None:
        """Remember what a job did."""
        self._set(job, "report = ?", report.encode())

    def begin(self, job: str, output: str) -> None:
        """An output is being delivered as a file: what lies under its name from now on is this job's."""
        self._write("UPDATE jobs SET begun = begun || ? || char(10) WHERE id = ?", (output, job))

    def begun(self, job: str) -> set[str]:
        """The outputs of `begin`: a job that runs again writes over them. Raises UsageError for an unknown job."""
        (text,) = self._one("SELECT begun FROM jobs WHERE id = ?", job)
        return set(text.split("\n")) - {""}

    def rehome(self, old: str, new: str) -> None:
        """A document lies elsewhere now: its jobs are that one's, and their takes go there (`Delivery.moved`)."""

        def work(database: sqlite3.Connection) -> None:
            query = "SELECT id, delivery FROM jobs WHERE owner = ? AND document = ?"
            for job, data in database.execute(query, (self.owner, old)).fetchall():
                with suppress(msgspec.MsgspecError):
                    data = msgspec.json.encode(msgspec.json.decode(data, type=Delivery).moved(old, new))
                database.execute("UPDATE jobs SET document = ?, delivery = ? WHERE id = ?", (new, data, job))

        self._attempt(work)

    def thumbnail(self, job: str, path: str) -> None:
        """Remember the picture that the queue shows for a job."""
        self._set(job, "thumbnail = ?", path)

    @property
    def paused(self) -> bool:
        """Whether the artist paused the queue; kept over a restart."""
        return any(value for (value,) in self._read("SELECT value FROM flags WHERE name = 'paused'"))

    @paused.setter
    def paused(self, on: bool) -> None:
        self._write("INSERT OR REPLACE INTO flags VALUES ('paused', ?)", (int(on),))

    def damage(self) -> Path | None:
        """Where the damaged file lies, if there was one since this was asked last: for whoever tells the artist."""
        with self._lock:
            found, self._damage = self._damage, None
            return found

    def lost_lines(self) -> bool:
        """Whether the file was begun afresh since this was asked last: lines of it may be missing."""
        with self._lock:
            lossy, self._lossy = self._lossy, False
            return lossy

    def close(self) -> None:
        """Close the file. Jobs that wait are adopted by the next process that opens it."""
        with self._lock:
            self._database.close()
            if self._lease:
                self._lease.release()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _adopt(self) -> None:
        """Take over the jobs of processes that are gone; what ran in them waits again, in its old place."""
        if self._leases is None:
            return
        with self._lock, self._database:
            # One process at a time asks who is gone, so that no two adopt the same jobs.
            self._database.execute("BEGIN IMMEDIATE")
            owners = [o for (o,) in self._database.execute("SELECT DISTINCT owner FROM jobs")]
            self._take_over([o for o in owners if o != self.owner and ended(self._leases, o)])

    def _take_over(self, owners: Iterable[str]) -> None:
        for owner in owners:
            self._database.execute(
                "UPDATE jobs SET state = ?, started = NULL WHERE owner = ? AND state = ?",
                (WAITING, owner, RUNNING),
            )
            self._database.execute("UPDATE jobs SET owner = ? WHERE owner = ?", (self.owner, owner))

    def _attempt(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        """Work on the file in one transaction, a second time when it had to be begun afresh.

        Raises OutputError, and changes nothing, where the disk refuses.
        """
        with self._lock:
            return attempt(work, lambda: self._database, self._renew, "the list of jobs")

    def _renew(self) -> None:
        self._database = renewed(self._database, self._path, _SCHEMA, _upgrade, self._damaged)
        self._lossy = True

    def _damaged(self, aside: Path) -> None:
        self._damage = aside

    def _read(self, query: str, *values: object) -> list[Any]:
        return self._attempt(lambda database: database.execute(query, values).fetchall())

    def _write(self, statement: str, *rows: Iterable[object]) -> None:
        values = [tuple(row) for row in rows]
        self._attempt(lambda database: database.executemany(statement, values))

    def _set(self, job: str, change: str, *values: object) -> None:
        self._write(f"UPDATE jobs SET {change} WHERE id = ?", (*values, job))

    def _one(self, query: str, job: str) -> Any:
        rows = self._read(query, job)
        if not rows:
            raise UsageError("no such job", value=job, remedy="It may have been removed")
        return rows[0]


def _upgrade(database: sqlite3.Connection) -> None:
    add_columns(database, "jobs", _LATER)


def _opened(path: Path | None, tell: Callable[[Path], object]) -> sqlite3.Connection:
    """The file with every column; in memory where an older one cannot be brought up to date."""
    database = open_database(path, _SCHEMA, rebuildable=True, prepare=_upgrade, tell=tell)
    try:
        _upgrade(database)
    except sqlite3.Error as error:
        _log.warning("the list of jobs cannot be brought up to date: %s", error)
        database.close()
        database = open_database(None, _SCHEMA)
        _upgrade(database)
    return database


def _record(row: Any) -> Record:
    return Record(*(*row[:-1], bool(row[-1])))
