"""What a crash left: found at the next start, read back, offered to the artist, deleted only on their word.

In: journal folders (`engine.journal`). Out: documents as of their last whole record. Called by the studio's recovery
dialog and by `shotloom` before it opens a document.
"""

import contextlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.document import Document
from engine.edits import apply, from_json
from engine.errors import FileFormatError
from engine.fields import Fields
from engine.journal import generations, journal_path, remove_generations, snapshot_path
from engine.lock import FileLock
from engine.loom_read import loads
from engine.paths import state_dir

_FRAME = re.compile(rb"(\d{1,9}) ([0-9a-f]{8}) ")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What a crash left: the document as of its last whole record.

    `edits` counts records since the last snapshot or save, `last` is the name of the last one and `at` its time
    (ISO 8601). `path` is the document's file, None if it was never saved; `digest` that of the file it was read from or
    written to last ("" for none, None where the journal does not tell). `notes` say what was lost, if anything.
    """

    document: Document
    path: Path | None
    edits: int
    last: str
    at: str
    notes: tuple[str, ...] = ()
    digest: str | None = None


def recover(folder: Path) -> Recovered | None:
    """What a journal folder holds; None if it is empty, hopeless, or its document is still open somewhere."""
    if not generations(folder):
        return None
    lock = FileLock(folder / "lock")
    try:
        if not lock.acquire():
            return None
    except OSError:
        return None
    try:
        return _recovered(folder)
    finally:
        lock.release()


def crashed(state: Path | None = None) -> list[Path]:
    """Journal folders that a crash left, the newest first; what is still open is not among them."""
    root = (state or state_dir()) / "journals"
    folders = [f for pattern in ("*", "*/left/*") for f in root.glob(pattern) if generations(f)]
    free = []
    for folder in folders:
        lock = FileLock(folder / "lock")
        with contextlib.suppress(OSError):
            if lock.acquire():
                lock.release()
                free.append(folder)
    return sorted(free, key=lambda f: snapshot_path(f, max(generations(f))).stat().st_mtime, reverse=True)


def discard(folder: Path) -> None:
    """Deletes what a crash left, once the artist has decided. Leaves folders alone whose document is open."""
    lock = FileLock(folder / "lock")
    if not lock.acquire():
        return
    remove_generations(folder)
    lock.release()
    with contextlib.suppress(OSError):
        folder.rmdir()


def _recovered(folder: Path) -> Recovered | None:
    """The newest snapshot that can be read, with every journal from there on replayed."""
    notes: list[str] = []
    found = generations(folder)
    for first in reversed(found):
        try:
            document = loads(snapshot_path(folder, first).read_bytes()).document
        except (FileFormatError, OSError) as error:
            notes.append(f"A snapshot could not be read ({error}); an older one was used")
            continue
        path, edits, last, at, digest = None, 0, "", "", None
        for generation in (g for g in found if g >= first):
            document, state = _replayed(document, journal_path(folder, generation))
            path, at = state.path or path, state.at or at
            digest = digest if state.digest is None else state.digest
            edits, last = edits + state.edits, state.last or last
            if state.note:
                notes.append(state.note)
                break
        return Recovered(document, path, edits, last, at, tuple(notes), digest)
    return None


@dataclass(frozen=True, slots=True)
class _Replay:
    path: Path | None = None
    edits: int = 0
    last: str = ""
    at: str = ""
    note: str = ""
    digest: str | None = None


def _replayed(document: Document, journal: Path) -> tuple[Document, _Replay]:
    """The document after the whole records of one journal file."""
    try:
        data = journal.read_bytes()
    except OSError:
        return document, _Replay(note="The journal of the last edits is missing")
    path, count, last, at, whole, digest = None, 0, "", "", 0, None
    try:
        for number, (payload, end) in enumerate(_records(data)):
            fields = Fields(payload, "journal")
            at = fields.text("at", "")
            if number == 0:
                named = fields.json("document")
                path = Path(named) if isinstance(named, str) else None
                held = fields.json("digest")
                digest = held if isinstance(held, str) else None
            else:
                if fields.integer("n") != count:
                    break
                last = fields.text("name", "")
                document = apply(document, from_json(fields.raw("edit") or b"{}"))
                count += 1
            whole = end
    except FileFormatError as error:
        return document, _Replay(path, count, last, at, f"An edit in the journal is damaged: {error}", digest)
    note = "" if whole == len(data) else "The last edit was not written whole and is lost"
    return document, _Replay(path, count, last, at, note, digest)


def _records(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Whole records with the offset behind each, up to the first that is torn or damaged."""
    at = 0
    while found := _FRAME.match(data, at):
        end = found.end() + int(found[1])
        payload = data[found.end() : end]
        if data[end : end + 1] != b"\n" or zlib.crc32(payload) != int(found[2], 16):
            return
        at = end + 1
        yield payload, at
