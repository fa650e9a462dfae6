"""What the program takes of the disk, by what it is for, and what of that may go.

In: a session. Out: sizes, and what was freed. Functions for a thread beside the window: they walk through folders.
"""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.session import Session

RECENT_SECONDS = 600.0
"""While a job runs, results that were used this recently are left."""


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes by what they are for, bytes of results that frozen nodes keep, and bytes that the disk has left."""

    taken: Mapping[str, int]
    pinned: int
    free: int


def places(session: Session) -> Mapping[str, Path]:
    """The folders by what they are for."""
    data, cache = session.folders["data"], session.folders["cache"]
    return {
        "results": cache / "results",
        "checkpoints": cache / "checkpoints",
        "thumbnails": cache / "thumbnails",
        "proxies": cache / "proxies",
        "sounds": cache / "sounds",
        "projects": data / "projects",
        "trash": data / "trash",
    }


def measure(session: Session) -> Usage:
    """Look at everything."""
    taken = {name: folder_bytes(path) for name, path in places(session).items()}
    cache = session.folders["cache"]
    home = next(folder for folder in (cache, *cache.parents) if folder.is_dir())
    return Usage(taken, session.cache.pinned()[1], shutil.disk_usage(home).free)


def clear(session: Session, name: str, *, busy: bool) -> int:
    """Remove what lies in one of the places; returns the bytes freed. Results that frozen nodes need stay."""
    if name == "results":
        return session.cache.clear(unused_seconds=RECENT_SECONDS if busy else 0.0)
    folder = places(session)[name]
    before = folder_bytes(folder)
    if folder.is_dir():
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()
    return before - folder_bytes(folder)


def folder_bytes(folder: Path) -> int:
    """Bytes of all files in a folder; what vanishes meanwhile counts nothing."""
    total = 0
    for root, _, files in os.walk(folder):
        for name in files:
            with suppress(OSError):
                total += (Path(root) / name).lstat().st_size
    return total
