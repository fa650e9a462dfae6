"""An open document as the panels see it: the present value, its history, and one signal that tells what changed.

In: edits as functions from document to document. Out: `changed`. Every panel listens to that signal and to nothing
else; the journal and the save dialog read `document`. Lives on the GUI thread.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.document import Document, MediaItem
from engine.errors import InputError
from engine.graph import Graph, Json, Link
from engine.migrate import VERSION
from engine.shots import Take
from studio.commands import Edit, UndoStack
from studio.edit.places import home_of
from studio.edit.scope import Scope, graph_in
from studio.words import tr

UNDO_LIMIT = 5_000
"""Steps that are kept; far beyond what hands make in a day."""


@dataclass(frozen=True)
class GraphChange:
    """What differs between two graphs; `changed` are nodes that are there in both with another value."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    linked: tuple[Link, ...]
    unlinked: tuple[Link, ...]

    def __bool__(self) -> bool:
        return any((self.added, self.removed, self.changed, self.linked, self.unlinked))

    @classmethod
    def between(cls, before: Graph, after: Graph) -> "GraphChange":
        """Values that are shared are not compared any further."""
        if before is after:
            return cls((), (), (), (), ())
        old, new = before.nodes, after.nodes
        changed = tuple(k for k, n in new.items() if k in old and old[k] is not n and old[k] != n)
        linked: tuple[Link, ...] = ()
        unlinked: tuple[Link, ...] = ()
        if before.links is not after.links:
            was, now = set(before.links), set(after.links)
            linked = tuple(x for x in after.links if x not in was)
            unlinked = tuple(x for x in before.links if x not in now)
        return cls(
            tuple(k for k in new if k not in old),
            tuple(k for k in old if k not in new),
            changed,
            linked,
            unlinked,
        )


@dataclass(frozen=True)
class Change:
    """One change of the document: `name` is the edit's, "" for what is no edit (the view, a take that arrived)."""

    before: Document
    after: Document
    name: str = ""

    def graph(self, scope: Scope) -> GraphChange:
        """What changed in the outermost graph or in a group's; a group that is gone counts as empty."""
        return GraphChange.between(
            graph_in(self.before, scope) or Graph(), graph_in(self.after, scope) or Graph()
        )

    @cached_property
    def frames(self) -> bool:
        """Whether frames of the outermost graph changed."""
        return self.before.frames is not self.after.frames and self.before.frames != self.after.frames

    @cached_property
    def groups(self) -> bool:
        """Whether any group's definition changed, and with it the faces of its instances."""
        return self.before.groups is not self.after.groups and self.before.groups != self.after.groups

    @cached_property
    def shots(self) -> bool:
        """Whether takes or picks changed."""
        return self.before.shots is not self.after.shots and self.before.shots != self.after.shots


class DocumentModel(QObject):
    """One open document.

    `path` is its file, None while it was never saved; `digest` the file's SHA-256 as loaded or saved last, None where
    there is none. `read_only` ones (open elsewhere) are edited and saved under another name; `newer` ones not edited.
    """

    changed = Signal(object)
    """A `Change`, after every edit, undo, redo, change of view and arriving take."""
    renamed = Signal()
    """`path`, `read_only` or the unsaved marker changed."""

    def __init__(
        self,
        document: Document,
        path: Path | None = None,
        *,
        digest: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.stack = UndoStack(self._show, UNDO_LIMIT, self)
        self.stack.clean_changed.connect(self._tell_name)
        self.path = path
        self.digest = digest
        self.read_only = False
        self.began_empty = path is None
        """Whether it was new when it was opened here, with no file behind it."""
        self.saved_at: float | None = None
        """When it was saved last (seconds since the epoch), None if it was not since it was opened."""
        self._strayed = False
        self._document = document
        self._number = 0
        self._arrived: list[tuple[int, str, Take]] = []
        self._found: dict[str, list[tuple[MediaItem, MediaItem]]] = {}
        self._touched = False

    @property
    def document(self) -> Document:
        """The present value."""
        return self._document

    @property
    def unsaved(self) -> bool:
        """Whether there is anything that the file does not hold yet."""
        return self._touched or not self.stack.is_clean()

    @property
    def saved_step(self) -> int | None:
        """How many steps were done in what the file holds; None if history does not lead there, or there is no file."""
        return None if self.path is None or self._strayed else self.stack.clean_index()

    @property
    def newer(self) -> bool:
        """Whether the value comes from a newer version of the program, which nothing here could write back whole."""
        return self._document.version > VERSION

    def masters(self) -> frozenset[str]:
        """Files of takes that the present value shows, or any that history can bring back."""
        shots = {id(value.shots): value for value in (*self.stack.values(), self._document)}
        return frozenset(name for value in shots.values() for name in value.masters())

    # -- edits ---------------------------------------------------------------------------------------------------------

    def edit(self, name: str, change: Callable[[Document], Document], *, merge: str = "") -> bool:
        """Change the document as one undoable step; False if the function changed nothing.

        `change` may raise a StudioError, and the document is then as it was. Edits of one non-empty `merge` key that
        follow each other are one step. Raises InputError for a `newer` document: the edit could never be saved.
        """
        before = self._document
        if self.newer:
            raise InputError(
                tr("{name}: this project comes from a newer version and cannot be edited here", name=name),
                remedy=tr("Update this program, or copy nodes into another project"),
            )
        return self.load(name, change(before), merge=merge)

    def load(self, name: str, after: Document, *, merge: str = "") -> bool:
        """Make another value the present one as one undoable step, as `edit` does; also where that is `newer`."""
        before = self._document
        if after is before or after == before:
            return False
        since, self._number = self._number, self._number + 1
        self.stack.push(Edit(name, before, after, since, self._number, merge))
        return True

    def _show(self, document: Document, number: int, name: str) -> None:
        """Make a value of history the present one; it knows of takes up to `number`.

        Takes that arrived since, the view, and what the disk says of media stay as they are now.
        """
        homes: dict[str, str] = {}
        for at, asked_for, take in self._arrived:
            if at <= number:
                continue
            if asked_for not in homes:
                homes[asked_for] = home_of(document, asked_for)
            shot = homes[asked_for]
            known = document.shots.get(shot)
            if known is None or known.take(take.id) is None:
                document = document.with_take(shot, take)
        media = {key: self._latest(item) for key, item in document.media.items()}
        if media != document.media:
            document = replace(document, media=media)
        self._become(replace(document, view=self._document.view), name)

    # -- what is no edit -----------------------------------------------------------------------------------------------

    def add_take(self, shot: str, take: Take) -> None:
        """Append a finished take; undo never removes it. A shot that moved into or out of a group is found there."""
        shot = home_of(self._document, shot)
        self._number += 1
        self._arrived.append((self._number, shot, take))
        self._touched = True
        self._become(self._document.with_take(shot, take), "")
        self.renamed.emit()

    def set_view(self, view: Mapping[str, Json]) -> None:
        """Remember where the artist looks; neither an edit nor a reason to save."""
        self._document = self._document.with_view(view)

    def replace_media(self, document: Document) -> None:
        """Take over what a look at the disk found out about media; no edit. Steps of history that know the media as
        they were until now show them like this too.
        """
        before = self._document.media
        for key, item in document.media.items():
            if key in before and before[key] != item:
                known = [pair for pair in self._found.get(key, ()) if pair[0] != item]
                self._found[key] = [*known, (before[key], item)]
        self._become(replace(self._document, media=document.media), "")

    def saved(self, path: Path, digest: str) -> None:
        """The present value is now what the file of `path` holds."""
        self.path, self.digest, self.read_only = path, digest, False
        self._touched = self._strayed = False
        self.saved_at = time.time()
        self.stack.set_clean()
        self.renamed.emit()

    def mark_unsaved(self) -> None:
        """The value is not what any file holds (recovered, or from another file's metadata)."""
        self._touched = self._strayed = True
        self.renamed.emit()

    def _latest(self, item: MediaItem) -> MediaItem:
        """A media entry of history as the disk has it now. Whatever is newest leads nowhere, so this ends."""
        known = self._found.get(item.id, [])
        while (newer := next((after for before, after in known if before == item), None)) is not None:
            item = newer
        return item

    def _tell_name(self, _: bool) -> None:
        self.renamed.emit()

    def _become(self, document: Document, name: str) -> None:
        before, self._document = self._document, document
        self.changed.emit(Change(before, document, name))
