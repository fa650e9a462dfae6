"""What saving under another name takes along: takes and the media that belong to the document.

In: a document and the places it leaves and goes to. Out: the document as it is written there, and the files to bring.
Files are brought before the document is written, so that what a saved document names is always there. Knows no Qt.
"""

import contextlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from engine import atomic
from engine.document import Document, MediaItem
from engine.paths import data_dir, media_folder, takes_folder

Pair = tuple[Path, Path]
"""A file and where it goes."""


@dataclass(frozen=True, slots=True)
class Move:
    """A document on its way to another place, and the files that it brings along."""

    document: Document
    files: tuple[Pair, ...]


def move(document: Document, old: Path, new: Path, masters: Iterable[str] = ()) -> Move:
    """What goes from the place `old` to the file `new`; nothing where both are the same.

    `masters` are files of takes that the document does not show, and which undo may bring back.
    Media in the document's own folder go along; media elsewhere are found by their content on this machine, and by
    path again if they happen to lie in the new folder.
    """
    if old == new:
        return Move(document, ())
    names = dict.fromkeys((*document.masters(), *masters))
    pairs = [(takes_folder(old) / name, takes_folder(new) / name) for name in names]
    media: dict[str, MediaItem] = {}
    for key, item in document.media.items():
        media[key] = item
        if item.relative is None:
            continue
        source = old.parent / item.relative
        inside = PurePosixPath(item.relative).parts
        if inside[0] == media_folder(old).name:
            target = media_folder(new).joinpath(*inside[1:])
            pairs.append((source, target))
            media[key] = replace(item, relative=target.relative_to(new.parent).as_posix())
        elif new.parent != old.parent:
            media[key] = replace(item, relative=None)
    moved = document if media == document.media else replace(document, media=media)
    return Move(moved, tuple(dict.fromkeys(pair for pair in pairs if pair[0].is_file())))


def masters(document: Document, old: Path, new: Path) -> list[Pair]:
    """Files of the takes that a document shows, from one folder of takes to another, as far as they are there."""
    return [(old / name, new / name) for name in document.masters() if (old / name).is_file()]


def link(files: Iterable[Pair]) -> list[Pair]:
    """Bring files by linking them, which takes no time and no space; what is left must be copied.

    A file that is there already stays: takes and media are named by their content.
    """
    left = []
    for source, target in files:
        if target.exists():
            continue
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(source, target)
        except FileExistsError:
            continue
        except OSError:
            left.append((source, target))
    return left


def copy(files: Iterable[Pair]) -> None:
    """Bring files by copying them, each whole or not at all. Raises OutputError."""
    for source, target in files:
        if target.exists():
            continue
        temp = atomic.temp_name(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, temp)
            os.replace(temp, target)
        except OSError as error:
            with contextlib.suppress(OSError):
                temp.unlink(missing_ok=True)
            raise atomic.output_error(error, target) from error


def leave(place: Path, brought: Iterable[Pair] = ()) -> None:
    """Clear the project folder of a document that had no file, once files of it were brought elsewhere.

    What was not brought (takes that nobody saved) goes to the trash, where a person can still find it.
    """
    folder = place.parent
    if folder.parent != data_dir() / "projects" or not folder.is_dir():
        return
    with contextlib.suppress(OSError):
        for source, target in brought:
            if target.is_file():
                source.unlink(missing_ok=True)
        if not any(path.is_file() for path in folder.rglob("*")):
            shutil.rmtree(folder)
            return
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        trash = data_dir() / "trash"
        trash.mkdir(parents=True, exist_ok=True)
        folder.rename(trash / f"{stamp} {place.stem} {folder.name[:8]}")
