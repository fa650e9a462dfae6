"""Where things live on this machine, and which file names a graph may use.

The user's folders (data, cache, state) are found here and nowhere else; `SHOTLOOM_DATA` and `SHOTLOOM_CACHE` override
them. The beside-the-document folders and the check of names from a stranger's file are here too. Nothing is created.
"""

import hashlib
import os
import re
import unicodedata
from pathlib import Path

import platformdirs

from engine.errors import FileFormatError

APP = "shotloom"
MEDIA_SUFFIX = ".media"
SEGMENT_LIMIT = 120
PATH_LIMIT = 400

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)
_REMEDY = "Put the file into the project folder and name it there, as in media/clip.mp4"


def data_dir() -> Path:
    """What must survive: unsaved projects, the take index, user weights, style presets."""
    given = os.environ.get("SHOTLOOM_DATA")
    return Path(given) if given else Path(platformdirs.user_data_dir(APP, appauthor=False))


def state_dir() -> Path:
    """What helps after a crash: journals, backups of saves, locks."""
    given = os.environ.get("SHOTLOOM_DATA")
    return Path(given) / "state" if given else Path(platformdirs.user_state_dir(APP, appauthor=False))


def cache_dir() -> Path:
    """What may be deleted at any time: results by key, thumbnails, proxies."""
    given = os.environ.get("SHOTLOOM_CACHE")
    return Path(given) if given else Path(platformdirs.user_cache_dir(APP, appauthor=False))


def document_key(path: Path) -> str:
    """A short name for a document's place on this machine, the same however the path is written."""
    return hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:24]


def backup_folder(path: Path) -> Path:
    """Where the last saves of a document are kept."""
    return state_dir() / "backups" / document_key(path)


def journal_folder(path: Path) -> Path:
    """Where the journal of an open document lies (of its path, or of its project folder while unsaved)."""
    return state_dir() / "journals" / document_key(path)


def media_folder(document: Path) -> Path:
    """`<stem>.media` beside a document: everything that belongs to it."""
    return document.with_name(document.stem + MEDIA_SUFFIX)


def takes_folder(document: Path) -> Path:
    """Where a saved document's takes lie."""
    return media_folder(document) / "takes"


def check_relative(text: str, *, node: str | None = None, port: str = "relative") -> str:
    """A path inside the project folder as a graph may name it: forward slashes, plain names, no way out.

    Raises FileFormatError naming `node`, `port` and the remedy for absolute paths, drives, URLs, `..`, backslashes,
    control and direction characters, reserved names and overlong paths. Purely textual: see `contained`.
    """

    def refused(why: str) -> FileFormatError:
        return FileFormatError(why, node=node, port=port, value=text, remedy=_REMEDY)

    if not text or len(text) > PATH_LIMIT:
        raise refused("is not a usable path")
    if "\\" in text or ":" in text:
        raise refused("a graph may not name drives, web addresses or backslashes")
    if text.startswith(("/", "~")):
        raise refused("a graph may not name files by absolute path")
    if unicodedata.normalize("NFC", text) != text or any(unicodedata.category(c)[0] == "C" for c in text):
        raise refused("the path has characters that cannot be shown safely")
    for part in text.split("/"):
        if part in {"", ".", ".."}:
            raise refused("a graph may not lead out of its project folder")
        plain = part.strip(" .") == part.rstrip(" .") == part
        if not plain or len(part) > SEGMENT_LIMIT or part.split(".")[0].lower() in _RESERVED:
            raise refused("the path has a name that not every system can keep")
        if re.search(r'[<>"|?*]', part):
            raise refused("the path has a character that not every system can keep")
    return text


def contained(folder: Path, relative: str, *, node: str | None = None) -> Path:
    """The real path of a file inside `folder`; symbolic links may not lead out. The file need not exist.

    Raises FileFormatError as `check_relative` does.
    """
    check_relative(relative, node=node)
    root = os.path.realpath(folder)
    real = os.path.realpath(Path(root, *relative.split("/")))
    if os.path.commonpath([root, real]) != root:
        raise FileFormatError(
            "a link on the disk leads out of the project folder",
            node=node, port="relative", value=relative, remedy=_REMEDY,
        )  # fmt: skip
    return Path(real)
