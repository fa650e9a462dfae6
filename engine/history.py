"""The index of every take of every document: what the gallery lists, searches and marks.

An index only: the `.loom` files hold the takes, and `rebuild` makes the index from them. Filled by the executor when a
take is there; read by the studio's gallery. Safe on any thread.
"""

import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.database import open_database
from engine.errors import OutputError
from engine.graph import Json
from engine.shots import Shot, Take

_SCHEMA = """
CREATE TABLE IF NOT EXISTS history (
    take TEXT PRIMARY KEY, document TEXT NOT NULL, shot TEXT NOT NULL, file TEXT NOT NULL, prompt TEXT NOT NULL,
    words TEXT NOT NULL, seed INTEGER NOT NULL, model TEXT NOT NULL, created TEXT NOT NULL, seconds REAL NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0, thumbnail TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS history_by_time ON history (created);
"""
_COLUMNS = "take, document, shot, file, prompt, seed, model, created, seconds, favourite, thumbnail"
_PROMPT_PARAMS = ("text", "prompt", "cards")


@dataclass(frozen=True, slots=True)
class Past:
    """One take in the gallery; `created` is ISO 8601, `file` a name in the takes folder of `document`."""

    take: str
    document: str
    shot: str
    file: str
    prompt: str
    seed: int
    model: str
    created: str
    seconds: float
    favourite: bool
    thumbnail: str


class History:
    """The take index in one SQLite file, or in memory when `path` is None."""

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._database = open_database(path, _SCHEMA, rebuildable=True)

    def add(self, document: str, shot: str, take: Take, thumbnail: str = "") -> None:
        """Enter a take, or bring its line up to date; on a disk that refuses the take is missing until `rebuild`."""
        prompt = prompt_of(take.settings)
        row = (
            take.id, document, shot, take.file, prompt, prompt.casefold(), take.seed, take.model, take.created,
            take.seconds, int(take.favourite), thumbnail,
        )  # fmt: skip
        with suppress(sqlite3.Error), self._lock, self._database:
            self._database.execute(
                "INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (take) DO UPDATE SET "
                "document = excluded.document, shot = excluded.shot, file = excluded.file, "
                "prompt = excluded.prompt, words = excluded.words, favourite = excluded.favourite, "
                "thumbnail = CASE excluded.thumbnail WHEN '' THEN thumbnail ELSE excluded.thumbnail END",
                row,
            )

    def search(
        self, text: str = "", *, favourite: bool = False, document: str | None = None, limit: int = 500
    ) -> list[Past]:
        """Takes whose prompt holds every word of `text`, newest first. Raises OutputError for a damaged index."""
        where, values = ["1"], []
        for word in text.casefold().split():
            where.append("instr(words, ?) > 0")
            values.append(word)
        if favourite:
            where.append("favourite = 1")
        if document is not None:
            where.append("document = ?")
            values.append(document)
        query = f"SELECT {_COLUMNS} FROM history WHERE {' AND '.join(where)} ORDER BY created DESC, rowid DESC LIMIT ?"
        return [_past(row) for row in self._rows(query, *values, limit)]

    def mark(self, take: str, favourite: bool) -> None:
        """Mark or unmark a favourite; an unknown take is left alone, and so are all on a disk that refuses."""
        with suppress(sqlite3.Error), self._lock, self._database:
            self._database.execute("UPDATE history SET favourite = ? WHERE take = ?", (int(favourite), take))

    def remove(self, takes: Iterable[str]) -> None:
        """Drop takes from the index; their files are the document's business. A disk that refuses keeps the lines."""
        with suppress(sqlite3.Error), self._lock, self._database:
            self._database.executemany("DELETE FROM history WHERE take = ?", [(t,) for t in takes])

    def rebuild(self, document: str, shots: Mapping[str, Shot] | Sequence[Shot]) -> None:
        """Make the lines of a document from its shots; lines of takes that it no longer has go."""
        found = list(shots.values()) if isinstance(shots, Mapping) else list(shots)
        kept = {take.id for shot in found for take in shot.takes}
        rows = self._rows("SELECT take FROM history WHERE document = ?", document)
        self.remove(t for (t,) in rows if t not in kept)
        for shot in found:
            for take in shot.takes:
                self.add(document, shot.id, take)

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            with self._lock:
                return self._database.execute(query, values).fetchall()
        except sqlite3.Error as error:
            remedy = "Start the program again: a damaged gallery is made anew from your documents"
            raise OutputError(f"the gallery cannot be read: {error}", remedy=remedy) from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()


def _past(row: Sequence[Any]) -> Past:
    take, document, shot, file, prompt, seed, model, created, seconds, favourite, thumbnail = row
    return Past(take, document, shot, file, prompt, seed, model, created, seconds, bool(favourite), thumbnail)


def prompt_of(settings: Mapping[str, Mapping[str, Json]]) -> str:
    """What was asked for: every prompt text among a take's settings, joined, each once.

    The ids in settings are those of the nodes when the take was made. Grouping may have moved the nodes since; the
    record stays as it was, so whoever looks a node up by it goes by the last part of the place.
    """
    found: dict[str, None] = {}
    for params in settings.values():
        for name in _PROMPT_PARAMS:
            _texts(params.get(name), found)
    return " | ".join(found)


def _texts(value: Json, found: dict[str, None]) -> None:
    if isinstance(value, str) and value.strip():
        found[value.strip()] = None
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, Mapping):
                _texts(item.get("prompt", item.get("text")), found)
