"""What a crash left, as offers to the artist; nothing is deleted unasked but what a file holds anyway.

In: journal folders (`engine.recovery`). Out: `Offer`s for the recovery dialog, and `Ready` documents for the workspace.
Knows no Qt.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from engine import recovery
from engine.document import Document
from engine.errors import StudioError
from engine.files import load
from engine.paths import journal_folder
from studio.projects.opening import Ready, is_untitled_place, untitled_place
from studio.projects.saving import leave

SAME_MOMENT = 2.0
"""Seconds by which the clocks of a disk and of the program may differ."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offer:
    """One document that can be restored.

    `edits` is how many there are since the last snapshot or save, `last` the name of the last one, `at` its local time
    (None if the journal does not tell). `path` is the file it was, None if it never had one.
    """

    folder: Path
    document: Document
    name: str
    place: Path
    path: Path | None
    edits: int
    last: str
    at: datetime | None
    notes: tuple[str, ...] = ()
    digest: str | None = None


def offers() -> list[Offer]:
    """Everything that a crash left on this machine and nobody has decided about, the newest first.

    What the document's file holds exactly goes: kept, it would be offered once the file holds more, and take that back.
    """
    found = []
    for folder in recovery.crashed():
        offer = _offer(folder)
        if offer is None:
            continue
        if not _worthless(offer):
            found.append(offer)
        elif offer.path is not None:
            recovery.discard(offer.folder)
    return found


def discard(offer: Offer) -> None:
    """The artist does not want it: delete it. Takes that were made for it go to the trash."""
    recovery.discard(offer.folder)
    if offer.path is None:
        leave(offer.place)


def settle(offer: Offer, adopt: Callable[[Ready], T]) -> T:
    """Hand the document to `adopt`, which writes a journal of its own, then delete what the crash left."""
    left = journal_folder(offer.place) / "left"
    before = _inside(left)
    opened = adopt(_ready(offer))
    # A new journal in the same folder moves the old one aside; it is the same offer.
    for folder in {offer.folder, *(_inside(left) - before)}:
        if folder != journal_folder(offer.place) or not _inside(left) - before:
            recovery.discard(folder)
    return opened


def _offer(folder: Path) -> Offer | None:
    found = recovery.recover(folder)
    if found is None:
        return None
    place = found.path or untitled_place()
    path = None if is_untitled_place(place) else place
    try:
        at = datetime.fromisoformat(found.at).astimezone()
    except ValueError:
        at = None
    return Offer(
        folder, found.document, place.stem, place, path, found.edits, found.last, at, found.notes, found.digest
    )  # fmt: skip


def _worthless(offer: Offer) -> bool:
    """Whether the file holds exactly this: opened or saved, and then nothing was edited."""
    if offer.path is None:
        return offer.document == Document()
    try:
        saved = load(offer.path).document
    except StudioError:
        return False
    return saved == offer.document


def _ready(offer: Offer) -> Ready:
    return Ready(
        offer.document,
        offer.name,
        offer.place,
        offer.path,
        _digest(offer),
        unsaved=True,
        notes=offer.notes,
    )


def _digest(offer: Offer) -> str | None:
    """The digest of the file that the edits were made to; one that fits no file if it was written since.

    Saving then asks first, as it does for any file that somebody else changed.
    """
    if offer.path is None:
        return None
    if offer.digest == "":
        # Restored before over a file that held something else, and not saved since: a second crash changes nothing.
        return ""
    try:
        written = offer.path.stat().st_mtime
        if offer.at is not None and written > offer.at.timestamp() + SAME_MOMENT:
            return ""
        return load(offer.path).digest
    except (StudioError, OSError):
        return None


def _inside(folder: Path) -> set[Path]:
    return set(folder.iterdir()) if folder.is_dir() else set()
