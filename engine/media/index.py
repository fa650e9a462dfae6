"""Where a document's media are on this machine, and what is in them: hashes, facts and places, remembered in SQLite.

In: media entries of a document (`engine.document.MediaItem`: a content hash, perhaps a path inside the project folder)
and files that an artist chose. Out: checked entries for the compiler, real paths for `read_image` and `read_clip`.
Called by the command line, the studio's media thread and the executor. Files are probed in the worker process only;
what a stranger's graph claims about a file (frames, size, rate) is never believed.

A file is found inside the project folder by its relative path, else by its hash among the files this machine has loaded
before, else by name and hash below a folder that the artist allowed.
"""

import hashlib
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.database import open_database
from engine.document import SOUND, MediaItem
from engine.errors import FileFormatError, MediaError, Problem, StudioError
from engine.media.frames import Clip, Frames
from engine.media.outside import MediaWorker, OutsideClip
from engine.media.probe import MediaInfo, sound_facts
from engine.paths import contained

SEARCHED_FILES = 20_000
"""Names looked at below an allowed folder before giving up."""
_BLOCK = 1 << 20
_SCHEMA = """
CREATE TABLE IF NOT EXISTS media (
    path TEXT PRIMARY KEY, bytes INTEGER NOT NULL, changed INTEGER NOT NULL,
    sha256 TEXT NOT NULL, facts TEXT NOT NULL, seen INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS media_by_hash ON media (sha256);
CREATE TABLE IF NOT EXISTS sounds (sha256 TEXT PRIMARY KEY, facts TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of this machine: where, its content hash and its facts."""

    path: Path
    sha256: str
    info: MediaInfo


@dataclass(frozen=True, slots=True)
class Resolved:
    """The media of a document as they really are.

    `items` by id with facts from the files themselves, `paths` by content hash, `missing` the hashes without a
    usable file, each with what to say of it; `problems` what could not be read or has changed.
    """

    items: Mapping[str, MediaItem]
    paths: Mapping[str, Path]
    missing: Mapping[str, Problem]
    problems: tuple[Problem, ...]


class MediaIndex:
    """The table of this machine's media; usable from any thread. `database` None keeps it in memory."""

    def __init__(self, database: Path | None, worker: MediaWorker) -> None:
        self.worker = worker
        self._lock = threading.Lock()
        self._database = open_database(database, _SCHEMA, rebuildable=True)

    def close(self) -> None:
        """Close the database; the worker belongs to the caller."""
        with self._lock:
            self._database.close()

    def learn(self, path: Path) -> Found:
        """Hash and probe a file, or remember what it was when neither size nor time changed.

        Raises MediaError when it cannot be used.
        """
        real = Path(os.path.realpath(path))
        try:
            stat = real.stat()
        except OSError:
            # The probe says in its own words what is wrong with the path.
            self.worker.probe(path)
            raise MediaError(
                f"{path.name} was not found", remedy="Locate the file or choose another"
            ) from None
        known = self._remembered(real, stat.st_size, stat.st_mtime_ns)
        if known is not None:
            return known
        # Probe first: what is refused (pipes, devices, huge files of other kinds) is never read to the end.
        info = self.worker.probe(real)
        found = Found(real, content_hash(real), info)
        # A disk that refuses costs only that the file is looked at again.
        with suppress(sqlite3.Error), self._lock, self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?, strftime('%s', 'now'))",
                (str(real), stat.st_size, stat.st_mtime_ns, found.sha256, json.dumps(info.as_dict())),
            )
        return found

    def item(self, path: Path, media_id: str, project: Path | None = None) -> MediaItem:
        """The document entry for a picture or clip that was chosen; `relative` only when it lies inside `project`."""
        found = self.learn(path)
        if found.info.kind == SOUND:
            raise MediaError(
                f"{path.name} is a sound and has no picture", remedy="Put it on the timeline's soundtrack"
            )
        return _checked(
            MediaItem(media_id, path.name, "", "", 1, found.info.rate, found.info.size), found, project
        )

    def learn_sound(self, path: Path) -> Found:
        """As `learn`, with the facts of what sounds: a sound file, or a video whose picture is left aside."""
        return self._sounding(self.learn(path))

    def sound_item(self, path: Path, media_id: str, project: Path | None = None) -> MediaItem:
        """As `item`, for a file whose sound was chosen."""
        found = self.learn_sound(path)
        return _checked(
            MediaItem(media_id, path.name, "", SOUND, 1, found.info.rate, found.info.size), found, project
        )

    def _sounding(self, found: Found) -> Found:
        """The facts of a file's sound; those of videos are remembered by content, for they take decoding."""
        if found.info.kind == SOUND:
            return found
        for (facts,) in self._rows("SELECT facts FROM sounds WHERE sha256 = ?", found.sha256):
            with suppress(ValueError, KeyError, TypeError, ZeroDivisionError):
                return replace(found, info=MediaInfo.from_dict(json.loads(facts)))
        info = sound_facts(self.worker.probe_sound(found.path))
        with suppress(sqlite3.Error), self._lock, self._database:
            self._database.execute(
                "INSERT OR REPLACE INTO sounds VALUES (?, ?)", (found.sha256, json.dumps(info.as_dict()))
            )
        return replace(found, info=info)

    def _last_name(self, sha256: str) -> str:
        """What a file with this content was called when it was last seen."""
        query = "SELECT path FROM media WHERE sha256 = ? ORDER BY seen DESC LIMIT 1"
        return next(
            (f"the file {Path(name).name}" for (name,) in self._rows(query, sha256)), "a picture or clip"
        )

    def knows(self, path: Path) -> bool:
        """Whether some project of this machine was given this very file."""
        real = os.path.realpath(path)
        return bool(self._rows("SELECT 1 FROM media WHERE path = ? LIMIT 1", real))

    def find(self, sha256: str) -> Path | None:
        """A file with this content that is still there, newest first."""
        query = "SELECT path FROM media WHERE sha256 = ? ORDER BY seen DESC LIMIT 16"
        for (name,) in self._rows(query, sha256):
            path = Path(name)
            try:
                if path.is_file() and self.learn(path).sha256 == sha256:
                    return path
            except MediaError:
                continue
        return None

    def resolve(
        self, items: Iterable[MediaItem], project: Path | None = None, allow: Sequence[Path] = ()
    ) -> Resolved:
        """Find the files of media entries and put the files' own facts into them; see the module for where.

        A file inside the project folder counts even when its content changed; that is reported as a warning.
        """
        checked: dict[str, MediaItem] = {}
        paths: dict[str, Path] = {}
        missing: dict[str, Problem] = {}
        problems: list[Problem] = []
        for item in items:
            checked[item.id] = item
            try:
                found = self._locate(item, project, allow)
                if found is not None and item.kind == SOUND:
                    found = self._sounding(found)
            except StudioError as error:
                missing[item.sha256] = Problem.of(error)
                problems.append(missing[item.sha256])
                continue
            if found is None:
                missing[item.sha256] = _nowhere(item)
                continue
            if item.sha256 and found.sha256 != item.sha256:
                problems.append(
                    Problem(f"{item.name} has changed since the graph was saved", severity="warning")
                )
            checked[item.id] = _checked(item, found, project)
            paths[found.sha256] = found.path
        gone = {sha256: why for sha256, why in missing.items() if sha256 not in paths}
        return Resolved(checked, paths, gone, tuple(problems))

    def open(self, sha256: str, paths: Mapping[str, Path] | None = None) -> Clip | Frames:
        """A clip (lazy, through the worker) or an image uint8 [H, W, 3] by content hash.

        Raises MediaError when no file with this content is there any more.
        """
        path = (paths or {}).get(sha256) or self.find(sha256)
        if path is None:
            what = self._last_name(sha256)
            raise MediaError(f"{what} cannot be found any more", remedy="Locate it, or put it back")
        found = self.learn(path)
        if found.sha256 != sha256:
            raise MediaError(f"{path.name} has changed since it was loaded", remedy="Load it again")
        if found.info.kind == SOUND:
            raise MediaError(f"{path.name} has no picture", remedy="Put it on the soundtrack")
        if found.info.kind == "image":
            return self.worker.image(path)
        return OutsideClip(self.worker, path, found.info)

    def open_take(self, path: Path) -> Clip | Frames:
        """The master of a take. Raises MediaError.

        Through the worker too: a folder of takes travels with its document, and what lies in it may come from anybody.
        """
        if not path.is_file():
            raise MediaError(
                "a take that this is made of is not there",
                value=path.name,
                remedy="Generate its shot again, pick another take, or put the file back beside the project",
            )
        return self.worker.image(path) if path.suffix == ".png" else OutsideClip(self.worker, path)

    def _locate(self, item: MediaItem, project: Path | None, allow: Sequence[Path]) -> Found | None:
        if item.relative is not None and project is not None:
            inside = contained(project, item.relative)
            if inside.is_file():
                return self.learn(inside)
        if not item.sha256:
            return None
        known = self.find(item.sha256)
        if known is not None:
            return self.learn(known)
        for folder in allow:
            for path in _named(folder, item.name):
                try:
                    found = self.learn(path)
                except MediaError:
                    continue
                if found.sha256 == item.sha256:
                    return found
        return None

    def _remembered(self, path: Path, size: int, changed: int) -> Found | None:
        query = "SELECT sha256, facts FROM media WHERE path = ? AND bytes = ? AND changed = ?"
        for sha256, facts in self._rows(query, str(path), size, changed):
            try:
                return Found(path, sha256, MediaInfo.from_dict(json.loads(facts)))
            except (ValueError, KeyError, TypeError, ZeroDivisionError):
                # Written by another version: find out again.
                return None
        return None

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """What the table says; nothing where it cannot be read, which costs only that files are looked at again."""
        try:
            with self._lock, closing(self._database.cursor()) as cursor:
                return cursor.execute(query, values).fetchall()
        except sqlite3.Error:
            return []


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal, read in blocks. Raises MediaError."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise MediaError(f"{path.name} cannot be read: {error.strerror}", remedy="Check the file") from error
    return digest.hexdigest()


def _nowhere(item: MediaItem) -> Problem:
    remedy = "Put it back where it was, or name its folder with --allow"
    return Problem("this file cannot be found", value=item.name, remedy=remedy)


def _checked(item: MediaItem, found: Found, project: Path | None) -> MediaItem:
    info = found.info
    return replace(
        item,
        sha256=found.sha256,
        kind=info.kind,
        frames=info.frames,
        rate=info.rate,
        size=info.size,
        relative=_relative(found.path, project) or item.relative,
    )


def _relative(path: Path, project: Path | None) -> str | None:
    if project is None:
        return None
    try:
        inside = path.relative_to(os.path.realpath(project)).as_posix()
        contained(project, inside)
    except (ValueError, FileFormatError):
        return None
    return inside


def _named(folder: Path, name: str) -> Iterable[Path]:
    """Files called `name` below a folder; links to other folders are not followed."""
    looked = 0
    for root, _, files in os.walk(folder):
        looked += len(files) + 1
        if name in files:
            yield Path(root, name)
        if looked > SEARCHED_FILES:
            return
