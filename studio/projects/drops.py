"""Files dropped on the window: each does what it is for.

In: paths, and where they fell. Out: a graph or bundle opens in a tab; so does the graph that a video or picture made by
this program carries; any other picture or clip becomes a node at that spot, or what the node there loads. Files are
looked into by the media worker, off the GUI thread. Called by the graph view, the welcome page and File > Add Media.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from engine.document import Document, MediaItem
from engine.errors import StudioError
from engine.graph import new_id
from engine.session import Session
from studio.attempts import attempt
from studio.edit.media import add_files, is_loader, load_file, loads
from studio.edit.scope import Scope
from studio.projects import opening
from studio.projects.notices import Choice, Notice
from studio.projects.opened import OpenDocument
from studio.projects.opening import Ready
from studio.projects.workspace import Workspace
from studio.telling import told
from studio.words import tr

Spot = tuple[float, float]
MOST = 100
"""Files of one drop; more are surely a mistake."""


@dataclass(slots=True)
class Look:
    """What was found in dropped files: graphs that they carry, media, and refusals."""

    graphs: list[tuple[Path, Ready, MediaItem]] = field(default_factory=list)
    media: list[MediaItem] = field(default_factory=list)
    refusals: list[StudioError] = field(default_factory=list)


def files_in(mime: QMimeData) -> list[Path]:
    """The files of this machine that a drag carries."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


class Drops(QObject):
    """Takes files in."""

    added = Signal(object, object)
    """An `OpenDocument` and the ids of the nodes that were added to it."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def drop(
        self,
        paths: Sequence[Path],
        document: OpenDocument | None = None,
        spot: Spot = (0.0, 0.0),
        node: str = "",
    ) -> None:
        """Take files in at a place of a document's open graph; without one media start a new project.

        One picture or clip on a `node` that loads its kind takes the place of what that loads, whatever else is in it.
        """
        if len(paths) > MOST:
            self._workspace.said.emit(tr("{count} files are too many at once; drop at most {most}",
                                         count=len(paths), most=MOST))  # fmt: skip
            return
        media = [path for path in paths if opening.is_media(path)]
        for path in paths:
            if path not in media:
                self._workspace.open(path)
        if media:
            onto = node if len(paths) == 1 and document is not None else ""
            scope = document.focus.scope if document is not None else None
            known = document is not None and is_loader(document.model.document, scope, onto)
            self._look(media, document, spot, graphs=not known, onto=onto if known else "")

    def add(self, paths: Sequence[Path], document: OpenDocument, spot: Spot) -> None:
        """Add pictures and clips as nodes, whether or not they carry a graph."""
        self._look(list(paths), document, spot, graphs=False)

    def _look(
        self, paths: list[Path], document: OpenDocument | None, spot: Spot, *, graphs: bool, onto: str = ""
    ) -> None:
        session = self._workspace.session
        project = document.project if document is not None else None
        scope = document.focus.scope if document is not None else None
        self._workspace.said.emit(tr("Looking at {name}…", name=", ".join(path.name for path in paths[:3])))
        attempt(
            self._workspace.errands,
            lambda: look_into(paths, session, project, graphs=graphs),
            lambda found: self._take_in(found, document, scope, spot, onto),
            lambda error: self._workspace.said.emit(str(error)),
        )

    def _take_in(
        self, found: Look, document: OpenDocument | None, scope: Scope, spot: Spot, onto: str
    ) -> None:
        workspace = self._workspace
        if document is not None and document not in workspace.documents:
            return
        if found.refusals:
            text = "; ".join(str(error) for error in found.refusals)
            if document is not None:
                document.notice(Notice("drop", text, "error"))
            workspace.said.emit(text)
        elif document is not None:
            document.dismiss("drop")
        for path, ready, item in found.graphs:
            self._open_graph(path, ready, item, document, scope, spot)
        if (
            found.media
            and document is not None
            and loads(document.model.document, scope, onto, found.media[0])
        ):
            self._replace(found.media[0], document, scope, onto)
        elif found.media:
            self._add(found.media, document, scope, spot)

    def _open_graph(
        self,
        path: Path,
        ready: Ready,
        item: MediaItem,
        document: OpenDocument | None,
        scope: Scope,
        spot: Spot,
    ) -> None:
        """A tab for the graph, and the offer to use the file itself where it fell."""
        opened = self._workspace.adopt(ready)
        choices: tuple[Choice, ...] = ()
        if document is not None:
            name = document.name
            help = tr("Adds a node that loads {file} to {name}.", file=path.name, name=name)
            choices = (
                Choice(tr("Add the File to {name}", name=name), help,
                       lambda: self._add([item], document, scope, spot)),
            )  # fmt: skip
        opened.notice(Notice("opened", ready.notes[0] if ready.notes else "", "note", choices))

    def _replace(self, item: MediaItem, document: OpenDocument, scope: Scope, node: str) -> None:
        """The file becomes what a node loads."""
        registry = self._workspace.registry
        try:
            document.model.edit(
                tr("Choose {name}", name=item.name),
                lambda now: load_file(now, scope, node, "media", item, registry),
            )
        except StudioError as error:
            document.notice(Notice("drop", told(error, document.model.document, registry), "error"))
            return
        if document.focus.scope == scope:
            document.focus.select((node,), current=node)
        self._workspace.said.emit(tr("{name} is loaded here now", name=item.name))

    def _add(
        self, items: Sequence[MediaItem], document: OpenDocument | None, scope: Scope, spot: Spot
    ) -> None:
        workspace = self._workspace
        if document is None:
            made = workspace.new()
            if not isinstance(made, OpenDocument):
                return
            document = made
        elif document not in workspace.documents:
            return
        ids: tuple[str, ...] = ()

        def change(now: Document) -> Document:
            nonlocal ids
            changed, ids = add_files(now, scope, items, spot, workspace.registry)
            return changed

        name = items[0].name if len(items) == 1 else tr("{count} Files", count=len(items))
        try:
            document.model.edit(tr("Add {name}", name=name), change)
        except StudioError as error:
            why = told(error, document.model.document, workspace.registry)
            document.notice(Notice("drop", why, "error"))
            return
        if document.focus.scope == scope:
            document.focus.select(ids)
        workspace.said.emit(tr("Added {name}", name=name))
        self.added.emit(document, ids)


def look_into(paths: Sequence[Path], session: Session, project: Path | None, *, graphs: bool) -> Look:
    """What is in files, by the media worker; called off the GUI thread. Raises nothing for a bad file: it is told."""
    found = Look()
    for path in paths:
        try:
            item = session.media.item(path, new_id(), project)
            ready = _carried(path, session, found) if graphs else None
        except StudioError as error:
            found.refusals.append(error)
            continue
        if ready is not None:
            found.graphs.append((path, ready, item))
        else:
            found.media.append(item)
    return found


def _carried(path: Path, session: Session, found: Look) -> Ready | None:
    """The graph in a file; a damaged one is told, and the file is still good as a picture or clip."""
    try:
        return opening.embedded(path, session)
    except StudioError as error:
        found.refusals.append(error)
        return None
