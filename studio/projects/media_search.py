"""Finding the files of a document's media on this machine, off the GUI thread.

In: an open document. Out: its media entries with the files' own facts, and what is missing. Called by the workspace
when a document opens, moves or is repaired.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.document import MediaItem
from engine.errors import StudioError
from engine.session import Session
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects.opened import OpenDocument

if TYPE_CHECKING:
    from engine.media.index import Resolved


class MediaSearch:
    """One per workspace. `is_open` tells whether an answer is still wanted, `said` shows what cannot be looked at."""

    def __init__(
        self,
        session: Session,
        errands: Errands,
        is_open: Callable[[OpenDocument], bool],
        said: Callable[[str], object],
    ) -> None:
        self._session = session
        self._errands = errands
        self._is_open = is_open
        self._said = said

    def look(self, document: OpenDocument, *folders: Path) -> None:
        """Look for every file; `folders` are looked through as well."""
        items = tuple(document.model.document.media.values())
        if not items:
            return
        session, origin = self._session, document.origin
        project = origin or document.place.parent

        def found(resolved: "Resolved") -> None:
            if self._is_open(document):
                _take_over(document, resolved, elsewhere=origin is not None)

        def failed(error: StudioError) -> None:
            self._said(str(error))

        attempt(self._errands, lambda: session.media.resolve(items, project, folders), found, failed)


def _take_over(document: OpenDocument, resolved: "Resolved", *, elsewhere: bool) -> None:
    """What was found becomes the document's; files `elsewhere` are known to this machine by their content only."""
    now = document.model.document
    known: dict[str, MediaItem] = {}
    for key, item in resolved.items.items():
        if key in now.media:
            lost = item.sha256 in resolved.missing
            known[key] = replace(item, relative=None) if elsewhere and not lost else item
    if any(now.media[key] != item for key, item in known.items()):
        document.model.replace_media(now.with_media(*known.values()))
    document.missing = resolved.missing
    document.problems = tuple(p for p in resolved.problems if p not in resolved.missing.values())
    document.media_changed.emit()
