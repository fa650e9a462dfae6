"""Masters of takes that were deleted: how they stay for as long as anything may bring their takes back, and then go.

Deleting takes touches no file, so that undo brings them back whole. With every save the masters that history shows and
the saved document does not go on a list beside them. When the project is opened again there is no history any more:
those on the list that neither the file nor any of its earlier saves shows then go to the system's trash, where a person
still finds them. Nothing but what is on the list is ever touched.

In: the workspace's documents, saved and opened. Out: files in the trash. Made once by the application; files are
looked at on the workspace's own thread.
"""

import json
import re
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFile, QObject, QTimer

from engine import atomic, recovery
from engine.errors import StudioError
from engine.files import backups, load
from engine.paths import takes_folder
from engine.session import Session
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace

LIST = "let-go.json"
"""The list's name, in the folder of the takes."""
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
        note(takes_folder(path), document.model.masters() - present, present)

    def _opened(self, document: OpenDocument) -> None:
        """What was restored after a crash, or is open elsewhere, may still need anything."""
        model, path = document.model, document.path
        opened = document in self._workspace.documents
        if not opened or path is None or model.unsaved or model.read_only or model.newer:
            return
        present, session = frozenset(model.document.masters()), self._session

        def coming() -> Collection[str]:
            return {arrival.path.name for arrival in session.arrivals.of(str(path))}

        self._workspace.errands.run(lambda: clear(path, present, coming, self._throw), _nothing)


def note(folder: Path, gone: Collection[str], present: Collection[str]) -> None:
    """Put masters on the list of a folder of takes, and take those off that are shown again."""
    before = noted(folder)
    after = (before | set(gone)) - set(present)
    if after != before:
        _write(folder, after)


def noted(folder: Path) -> set[str]:
    """The masters on the list; none where there is no list, or it makes no sense."""
    path = folder / LIST
    try:
        if not path.is_file() or path.stat().st_size > SIZE_LIMIT:
            return set()
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return set()
    if not isinstance(found, list):
        return set()
    return {name for name in found if isinstance(name, str) and _MASTER.fullmatch(name)}


def clear(
    path: Path, present: Collection[str], coming: Callable[[], Collection[str]], throw: Callable[[Path], bool]
) -> list[str]:
    """Move the masters on a document's list to the trash that nothing can bring back; those that were moved.

    `present` are those that the document shows. While a crash left anything that nobody has decided about, all stay.
    """
    folder = takes_folder(path)
    listed = noted(folder)
    if not listed or recovery.crashed():
        return []
    kept = {*present, *coming()}
    for save in backups(path):
        try:
            kept |= load(save).document.masters().keys()
        except (StudioError, OSError):
            # Nobody can tell what an earlier save shows that cannot be read: it may be mended.
            return []
    moved = []
    for name in sorted(listed - kept):
        if not (folder / name).is_file() or throw(folder / name):
            moved.append(name)
    # What an earlier save still shows stays on the list until that save is gone.
    left = listed - set(moved) - set(present)
    if left != listed:
        _write(folder, left)
    return moved


def _write(folder: Path, names: Collection[str]) -> None:
    """What the disk refuses is tried again with the next save."""
    with suppress(StudioError, OSError):
        if names:
            atomic.write(folder / LIST, json.dumps(sorted(names), indent=0).encode())
        else:
            (folder / LIST).unlink(missing_ok=True)


def _nothing(_: object) -> None:
    """Nothing is left to do here."""
