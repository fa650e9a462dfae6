"""How takes come home: into the open document that asked for them, or into it when it opens again.

In: finished takes, from jobs that run now, and from `engine.arrivals` for documents that were closed, or whose program
ended, when they were made. Out: takes in documents, each once. A take leaves the arrivals only when the document's file
holds it, or the artist has let the document go; until then every opening brings it again. Lives on the GUI thread.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.session import Session
from engine.shots import Take
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects import saving
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.words import tr

if TYPE_CHECKING:
    from engine.arrivals import Arrival


class Homecoming(QObject):
    """Brings takes home. `files` copies masters where they cannot be linked, `errands` asks what has arrived."""

    said = Signal(str)
    arrived = Signal(object, str, object)
    """A document has a take that it did not have: document, shot, take."""

    def __init__(
        self, session: Session, workspace: Workspace, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._workspace = workspace
        self._errands = errands
        self._homes: dict[OpenDocument, str] = {}
        self._brought: dict[OpenDocument, set[str]] = {}
        workspace.opened.connect(self._opened)
        workspace.reloaded.connect(self._reloaded)
        workspace.saved.connect(self._saved)
        workspace.closed.connect(self._closed)

    def bring(self, document: OpenDocument, output: str, title: str, take: Take, made: Path) -> None:
        """Give a shot of an open document its take, with the master where the document keeps them."""
        if document not in self._workspace.documents:
            return
        place = document.opened().takes / take.file
        if made != place and (left := saving.link([(made, place)])):
            # The project was saved elsewhere meanwhile, on another disk: the master follows before its take is told.
            # It may be saved elsewhere once more before that is done.
            attempt(
                self._workspace.errands,
                lambda: saving.copy(left),
                lambda _: self.bring(document, output, title, take, place),
                lambda error: self.said.emit(str(error)),
            )
            return
        self._keep(document, output, title, take)

    def let_go(self, place: str) -> None:
        """The artist discarded a document: nobody waits for its takes."""
        self._errands.run(lambda: self._drop_all(place), _nothing)

    def _keep(self, document: OpenDocument, output: str, title: str, take: Take) -> None:
        """Add a take, unless the document has it, or the very same under another name."""
        shot = document.model.document.shots.get(output)
        known = shot.takes if shot is not None else ()
        if any(other.id == take.id for other in known):
            return
        if any(other.key == take.key for other in known):
            self.said.emit(tr("{shot} has this very take already.", shot=title or output))
            self._forget([take.id])
            return
        self._brought.setdefault(document, set()).add(take.id)
        document.model.add_take(output, take)
        self.arrived.emit(document, output, take)

    # -- what happens to documents -------------------------------------------------------------------------------------

    def _opened(self, document: OpenDocument) -> None:
        """Ask for what was made while the document was not open."""
        place = self._homes[document] = str(document.place)
        self._errands.run(
            lambda: self._session.arrivals.of(place), lambda found: self._welcome(document, found)
        )

    def _welcome(self, document: OpenDocument, found: "list[Arrival]") -> None:
        before = sum(len(shot.takes) for shot in document.model.document.shots.values())
        for arrival in found:
            self.bring(document, arrival.output, "", arrival.take, arrival.path)
        count = sum(len(shot.takes) for shot in document.model.document.shots.values()) - before
        if count == 1:
            self.said.emit(tr("1 take was finished while {name} was closed.", name=document.name))
        elif count:
            text = tr("{count} takes were finished while {name} was closed.", count=count, name=document.name)
            self.said.emit(text)

    def _reloaded(self, document: OpenDocument) -> None:
        """The document is what its file holds: takes that came since, and were never saved, come once more."""
        self._brought.pop(document, None)
        self._opened(document)

    def _saved(self, document: OpenDocument) -> None:
        """The file holds every take that the document has. Where it lies elsewhere now, what is under way follows."""
        old, new = self._homes.get(document, ""), str(document.place)
        self._homes[document] = new
        # A take that was brought and is there no more was deleted: it must not come again.
        takes = self._brought.pop(document, set())
        takes |= {take.id for shot in document.model.document.shots.values() for take in shot.takes}

        def settle() -> None:
            if old and old != new:
                self._session.arrivals.rehome(old, new)
            self._session.arrivals.drop(takes)

        self._errands.run(settle, _nothing)

    def _closed(self, document: OpenDocument) -> None:
        self._homes.pop(document, None)
        self._brought.pop(document, None)

    def _forget(self, takes: Iterable[str]) -> None:
        names = tuple(takes)
        self._errands.run(lambda: self._session.arrivals.drop(names), _nothing)

    def _drop_all(self, place: str) -> None:
        arrivals = self._session.arrivals
        arrivals.drop(arrival.take.id for arrival in arrivals.of(place))


def _nothing(_: object) -> None:
    """Nothing is left to do here; what the disk refuses is tried again with the next save."""
