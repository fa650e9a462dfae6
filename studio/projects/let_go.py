"""Masters of takes that were deleted: how they stay for as long as anything may bring their takes back, and then go.

Deleting takes touches no file, so that undo brings them back whole. With every save the masters that history shows and
the saved document does not go on a list among its earlier saves, on this machine: on another one nobody knows what
history and earlier saves here may need. When the project is opened again there is no history any more: those on the
list that nothing shows then go to the system's trash, where a person still finds them. What counts is the file itself,
its earlier saves, files of the same name that share its folder, what is open, and what nodes of any project load.
Nothing but what is on the list is ever touched.

In: the workspace's documents, saved and opened. Out: files in the trash. Made once by the application; files are
looked at on the workspace's own thread.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from PySide6.QtCore import QFile, QObject, QTimer

from engine import atomic, recovery
from engine.document import Document
from engine.errors import StudioError
from engine.files import SUFFIX, backups, load
from engine.paths import backup_folder, media_folder, takes_folder
from engine.session import Session
from studio.projects import opening
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace

LIST = "let-go.json"
"""The list's name, in the folder of the earlier saves."""
SIZE_LIMIT = 4 << 20
_MASTER = re.compile(r"[A-Za-z0-9_-]{1,80}\.[a-z0-9]{2,5}")


def into_trash(path: Path) -> bool:
    """Move a file to the system's trash; False where there is none, and the file stays."""
    found = QFile.moveToTrash(str(path))
    return bool(found[0] if isinstance(found, tuple) else found)


class LetGo(QObject):
    """`throw` moves a file to the trash, and says whether it could."""

    def __init__(
        self,
        session: Session,
        workspace: Workspace,
        throw: Callable[[Path], bool] = into_trash,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._workspace, self._throw = session, workspace, throw
        workspace.saved.connect(self._saved)
        workspace.opened.connect(lambda document: QTimer.singleShot(0, self, lambda: self._opened(document)))

    def _saved(self, document: OpenDocument) -> None:
        path = document.path
        if path is None:
            return
        present = frozenset(document.model.document.masters())
        # At once: the program may end with this save.
        note(path, document.model.masters() - present, present)

    def _opened(self, document: OpenDocument) -> None:
        """What was restored after a crash, or is open elsewhere, may still need anything; so may what a crash left
        that nobody has decided about.
        """
        model, path = document.model, document.path
        documents = self._workspace.documents
        if document not in documents or path is None or model.unsaved or model.read_only or model.newer:
            return
        # Asked here, not on the errand's thread: it tries locks, which a document that opens now must find free.
        if not noted(path) or recovery.crashed():
            return
        folder, session = takes_folder(path), self._session
        present = frozenset(
            name
            for other in documents
            if takes_folder(other.place) == folder
            for name in (*other.model.masters(), *shown(other.model.document, other.place))
        )

        def needed(master: Path) -> bool:
            coming = session.arrivals.of(str(path))
            return session.media.knows(master) or any(one.path.name == master.name for one in coming)

        self._workspace.errands.run(lambda: clear(path, present, needed, self._throw), _nothing)


def note(path: Path, gone: Collection[str], present: Collection[str]) -> None:
    """Put masters on the list of a document's file, and take those off that are shown again."""
    before = noted(path)
    after = (before | set(gone)) - set(present)
    if after != before:
        _write(path, after)


def noted(path: Path) -> set[str]:
    """The masters on the list of a document's file; none where there is no list, or it makes no sense."""
    listed = backup_folder(path) / LIST
    try:
        if not listed.is_file() or listed.stat().st_size > SIZE_LIMIT:
            return set()
        found = json.loads(listed.read_bytes())
    except (OSError, ValueError, RecursionError):
        return set()
    if not isinstance(found, list):
        return set()
    return {name for name in found if isinstance(name, str) and _MASTER.fullmatch(name)}


def shown(document: Document, path: Path) -> set[str]:
    """The files in its folder of takes that a document needs: masters of takes, and those that its nodes load."""
    folder = PurePosixPath(media_folder(path).name) / takes_folder(path).name
    named = (PurePosixPath(item.relative) for item in document.media.values() if item.relative is not None)
    return {*document.masters(), *(name.name for name in named if name.parent == folder)}


def clear(
    path: Path, present: Collection[str], needed: Callable[[Path], bool], throw: Callable[[Path], bool]
) -> list[str]:
    """Move the masters on a document's list to the trash that nothing can bring back; those that were moved.

    `present` are those that open documents show; `needed` is asked of each at last.
    """
    folder, listed = takes_folder(path), noted(path)
    if not listed:
        return []
    kept = set(present)
    try:
        for save in _saves(path):
            kept |= shown(load(save).document, path)
    except (StudioError, OSError):
        # Nobody can tell what is shown by a file that cannot be read: it may be mended.
        return []
    moved = []
    for name in sorted(listed - kept):
        master = folder / name
        if not master.is_file() or (not needed(master) and throw(master)):
            moved.append(name)
    # What an earlier save still shows stays on the list until that save is gone.
    left = listed - set(moved) - set(present)
    if left != listed:
        _write(path, left)
    return moved


def _saves(path: Path) -> Iterator[Path]:
    """The file, its earlier saves, and those of files that are called the same and share its folder of takes."""
    yield from (path, *backups(path))
    for twin in path.parent.iterdir():
        if twin == path or twin.stem.casefold() != path.stem.casefold() or not opening.is_graph(twin):
            continue
        if twin.is_file() and (twin.suffix.lower() == SUFFIX or _readable(twin)):
            yield from (twin, *backups(twin))


def _readable(path: Path) -> bool:
    """Whether a file of any other kind holds a graph."""
    with suppress(StudioError, OSError):
        load(path)
        return True
    return False


def _write(path: Path, names: Collection[str]) -> None:
    """What the disk refuses is tried again with the next save."""
    listed = backup_folder(path) / LIST
    with suppress(StudioError, OSError):
        if names:
            listed.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(listed, json.dumps(sorted(names), indent=0).encode())
        else:
            listed.unlink(missing_ok=True)


def _nothing(_: object) -> None:
    """Nothing is left to do here."""
