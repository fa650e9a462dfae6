"""What the welcome page offers: graphs that ship with the program, the artist's own templates, and recent projects.

In: folders and paths. Out: `Offer`s, plain values. Nothing here is slow or raises: a file that cannot be read is
offered by its name, and opening it will say what is wrong with it.
"""

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtGui import QPixmap

import resources
from engine.paths import cache_dir, document_key

THUMBNAILS = "thumbnails"
NOTE = "shotloom.note"


SIMPLEST = ("text-to-clip",)
"""Samples that stand before the others."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A card. `picture` may not exist; `help` is one sentence, `detail` what is true of this file (place, time)."""

    path: Path
    title: str
    help: str
    picture: Path
    detail: str = ""


def shipped(folder: str) -> list[Offer]:
    """The graphs of a folder of `resources`, with the sentence of their first note."""
    return graphs_in(resources.path(folder))


def graphs_in(folder: Path) -> list[Offer]:
    """The graphs of any folder, by name, after those that one begins with."""
    return [
        Offer(path, _title(path), _note(path), folder / THUMBNAILS / f"{path.stem}.jpg")
        for path in sorted(folder.glob("*.loom"), key=lambda path: (path.stem not in SIMPLEST, path.stem))
    ]


def recent(paths: Iterable[str]) -> list[Offer]:
    """The projects that were open lately and are still there, the newest first."""
    found = []
    for path in map(Path, paths):
        try:
            changed = path.stat().st_mtime
        except OSError:
            continue
        when = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(changed)), QLocale.FormatType.ShortFormat)
        found.append(Offer(path, path.stem, str(path.parent), picture_of(path), when))
    return found


def picture_of(path: Path) -> Path:
    """Where the picture of a project is kept: a frame of a take, as it was when the project was saved."""
    return cache_dir() / "documents" / f"{document_key(path)}.png"


def keep_picture(path: Path, picture: QPixmap) -> None:
    """Show a project by this picture from now on; a cache that cannot be written costs only the picture."""
    file = picture_of(path)
    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.save(str(file))


def _title(path: Path) -> str:
    words = path.stem.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def _note(path: Path) -> str:
    try:
        nodes: Sequence[Any] = json.loads(path.read_bytes()).get("nodes", ())
        texts = (node["params"].get("text", "") for node in nodes if node["type"] == NOTE)
        return str(next(texts, ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
