"""Looking for missing media in a file or folder that the artist names: by content first, by name as a second best.

In: media entries and a place on disk. Out: files with the same content, and files of the same name with another. Called
by the problems panel on the errand thread; everything it finds is learned by the media index.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.document import SOUND, MediaItem
from engine.errors import MediaError
from engine.session import Session
from studio.projects.opening import SOUNDS, is_media

MOST_NAMES = 20_000
"""Names looked at below a folder."""
MOST_READ = 2_000
"""Files of other names whose content is looked at below a folder."""


@dataclass(slots=True)
class Located:
    """Files by media id: `same` content, and `other` content under the same name, checked and ready for use."""

    same: dict[str, MediaItem] = field(default_factory=dict)
    other: dict[str, MediaItem] = field(default_factory=dict)


def in_file(item: MediaItem, path: Path, session: Session, project: Path | None) -> Located:
    """Whether a file is the missing one. Raises MediaError for a file that cannot be used at all."""
    found = _entry(session, path, item, project)
    located = Located()
    (located.same if found.sha256 == item.sha256 else located.other)[item.id] = found
    return located


def in_folder(items: Sequence[MediaItem], folder: Path, session: Session, project: Path | None) -> Located:
    """The missing files below a folder: first those of their name, then any picture or clip with their content."""
    located = Located()
    wanted = {item.sha256: item for item in items if item.sha256}
    named = {item.name.lower() for item in items}
    files = list(_media(folder))
    for path in sorted(files, key=lambda p: p.name.lower() not in named)[:MOST_READ]:
        if not wanted:
            break
        try:
            learned = session.media.learn(path)
        except MediaError:
            continue
        item = wanted.pop(learned.sha256, None)
        if item is not None:
            located.same[item.id] = _entry(session, path, item, project)
    for item in items:
        if item.id not in located.same:
            _by_name(item, files, session, project, located)
    return located


def _by_name(
    item: MediaItem, files: Sequence[Path], session: Session, project: Path | None, located: Located
) -> None:
    for path in files:
        if path.name.lower() == item.name.lower():
            try:
                located.other[item.id] = _entry(session, path, item, project)
            except MediaError:
                continue
            return


def _entry(session: Session, path: Path, item: MediaItem, project: Path | None) -> MediaItem:
    """The entry that a file would be, of the kind that is missing."""
    make = session.media.sound_item if item.kind == SOUND else session.media.item
    return make(path, item.id, project)


def _media(folder: Path) -> Iterator[Path]:
    """Pictures, clips and sounds below a folder; links to other folders are not followed."""
    looked = 0
    for root, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(root, name)
            if is_media(path) or path.suffix.lower() in SOUNDS:
                yield path
        looked += len(names) + 1
        if looked > MOST_NAMES:
            return
