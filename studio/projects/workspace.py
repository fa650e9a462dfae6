"""The open documents: opening, saving, closing, and what happens to their files meanwhile.

In: paths and the artist's choices. Out: `OpenDocument`s through signals; every refusal is said in place, as a notice of
the document or as an `Explanation`. Made once by the application; the window shows what the signals tell.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine import files
from engine.document import Document
from engine.errors import InputError, OutputError, StudioError
from engine.paths import takes_folder
from engine.registry import Registry
from engine.session import Session
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects import opening, saving
from studio.projects.autosave import Autosave, Journals
from studio.projects.disk import DiskWatch
from studio.projects.media_search import MediaSearch
from studio.projects.notices import Choice, Notice
from studio.projects.opened import OpenDocument
from studio.projects.opening import Explanation, Ready
from studio.projects.recovery import Offer, discard, settle
from studio.settings import SettingsStore
from studio.words import tr

__all__ = ["Explanation", "OpenDocument", "Workspace"]


class Workspace(QObject):
    """Every document that is open in this program."""

    opened = Signal(object)
    """An `OpenDocument` that was not open before."""
    activated = Signal(object)
    """An `OpenDocument` that was asked for and is open already."""
    refused = Signal(object)
    """An `Explanation` of a file that cannot be opened."""
    saved = Signal(object)
    """An `OpenDocument` that was written to its file."""
    reloaded = Signal(object)
    """An `OpenDocument` that is now what its file holds."""
    closed = Signal(object)
    """An `OpenDocument` that is not open any more."""
    let_go = Signal(object)
    """The place of a project without a file that is not kept: nobody will ask for its takes again."""
    wants_path = Signal(object)
    """An `OpenDocument` that cannot be saved where it is: ask the artist for a place, then call `save_as`."""
    results_cleared = Signal()
    """Results were removed from the disk: what is there must be looked at anew."""
    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, session: Session, settings: SettingsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.documents: list[OpenDocument] = []
        self.session = session
        self.settings = settings
        self.errands = Errands(self)
        """What takes as long as a file is large: unpacking, probing, copying. Apart from the small errands."""
        self.journals = Journals()
        self.at_work: Callable[[Path], bool] = lambda place: False
        """Whether a job of the document at a place may run now, and read takes where they were when it began."""
        self._old: list[tuple[Path, tuple[saving.Pair, ...]]] = []
        self._search = MediaSearch(session, self.errands, self.documents.__contains__, self.said.emit)
        self._watch = DiskWatch(self)
        self._watch.changed.connect(self._changed_on_disk)

    @property
    def registry(self) -> Registry:
        """The node types of this session."""
        return self.session.registry

    # -- opening -------------------------------------------------------------------------------------------------------

    def open(self, path: Path) -> OpenDocument | Explanation | None:
        """Open a file of any kind that holds a graph; a signal tells the result as well.

        None means that it takes a while (bundles, pictures, videos): the result comes by signal only.
        """
        known = self.find(path)
        if known is not None:
            self.activated.emit(known)
            return known
        if opening.is_graph(path):
            try:
                return self.adopt(opening.read_graph(path, self.registry))
            except StudioError as error:
                return self._refuse(path, error)
        session = self.session
        self.said.emit(tr("Opening {name}…", name=path.name))
        read = opening.read_embedded if opening.is_media(path) else _bundle
        attempt(
            self.errands, lambda: read(path, session), self.adopt, lambda error: self._refuse(path, error)
        )
        return None

    def open_copy(self, path: Path, name: str = "", of: Path | None = None) -> OpenDocument | Explanation:
        """Open a sample, a template or an earlier save as a project of its own that was never saved.

        `of` is the project of which it is an earlier save: its media and takes are those of the copy, too.
        """
        origin = of.resolve().parent if of is not None else None
        try:
            ready = opening.read_copy(path, self.registry, name, origin)
        except StudioError as error:
            return self._refuse(path, error)
        takes = takes_folder(of.resolve() if of is not None else path.resolve())
        pairs = saving.masters(ready.document, takes, takes_folder(ready.place))
        left = saving.link(pairs)
        document = self.adopt(ready)
        document.lent = tuple((here, there) for there, here in pairs)

        def copied(_: object) -> None:
            if document in self.documents:
                document.media_changed.emit()

        if left:
            attempt(self.errands, lambda: saving.copy(left), copied, lambda error: self.said.emit(str(error)))
        return document

    def new(self, template: Path | None = None) -> OpenDocument | Explanation:
        """Start an empty project, or one from a template."""
        if template is not None:
            return self.open_copy(template)
        name = self._fresh_name(tr("Untitled"))
        return self.adopt(Ready(Document(), name, opening.untitled_place(opening.usable_name(name))))

    def adopt(self, ready: Ready) -> OpenDocument:
        """Show a document that was read."""
        known = self.find(ready.path) if ready.path else None
        if known is not None:
            self.activated.emit(known)
            return known
        document = OpenDocument(ready, self)
        self.documents.append(document)
        self._journal(document)
        if document.model.newer:
            self._tell_newer(document)
        if ready.notes:
            document.notice(Notice("opened", ". ".join(note.rstrip(".") for note in ready.notes) + "."))
        if document.path is not None:
            self._watch.keep(document.path, document.model.digest or "")
            self.settings.remember(document.path)
        self.opened.emit(document)
        self.look_for_media(document)
        return document

    def recover(self, offer: Offer) -> OpenDocument:
        """Open what a crash left. It is taken off the list of offers once this program's own journal holds it."""
        document = settle(offer, self.adopt)
        document.model.mark_unsaved()
        return document

    def discard(self, offer: Offer) -> None:
        """The artist does not want what a crash left."""
        if offer.path is None:
            self.let_go.emit(offer.place)
        discard(offer)

    def find(self, path: Path) -> OpenDocument | None:
        """The open document of a file."""
        real = path.resolve()
        return next((d for d in self.documents if d.path is not None and d.path.resolve() == real), None)

    def look_for_media(self, document: OpenDocument, *folders: Path) -> None:
        """Find the files of a document's media, off the GUI thread; `folders` are looked through as well."""
        self._search.look(document, *folders)

    # -- saving --------------------------------------------------------------------------------------------------------

    def save(self, document: OpenDocument) -> bool:
        """Write a document to its file. False if that is not done (yet): `wants_path`, or a notice says why."""
        path = document.path
        if document.model.newer:
            return self._tell_newer(document)
        if path is None or document.model.read_only:
            self.wants_path.emit(document)
            return False
        digest = document.model.digest
        if digest is not None and files.changed_on_disk(path, digest):
            self._changed_on_disk(path)
            return False
        return self._write(document, path, digest)

    def save_as(self, document: OpenDocument, path: Path) -> bool:
        """Write a document to another file, with its takes and media, and go on with that one.

        The artist has agreed to replace a file that is there. False if it is not done (yet): copying from disk to disk
        happens elsewhere and ends with `saved`; a refusal is a notice.
        """
        if document.model.newer:
            return self._tell_newer(document)
        path = _with_suffix(path).resolve()
        other = self.find(path)
        if other is not None and other is not document:
            return self._failed(
                document,
                OutputError(tr("this file is open in another tab"), value=path.name,
                            remedy=tr("Close it there, or choose another name")),
            )  # fmt: skip
        return self._move(document, path)

    def overwrite(self, document: OpenDocument) -> bool:
        """Write a document over a file that somebody else changed; their version is among the earlier saves first."""
        path = document.path
        if path is None or document.model.newer:
            return self.save(document)
        try:
            files.keep_backup(path)
        except StudioError as error:
            return self._failed(document, error)
        return self._write(document, path, None)

    def reload(self, document: OpenDocument) -> bool:
        """Take over what the file holds now, as one step that undo takes back."""
        path = document.path
        if path is None:
            return False
        try:
            ready = opening.read_graph(path, self.registry)
        except StudioError as error:
            return self._failed(document, error)
        view = document.model.document.view
        document.model.load(tr("Load from Disk"), ready.document.with_view(view))
        newer = document.model.newer
        # Undo leads back to what can be saved; before that is written over a newer file, the artist is asked.
        document.model.saved(path, "" if newer else ready.digest or "")
        if newer:
            self._tell_newer(document)
        if document.autosave is not None:
            self._tell_journal(document, path)
        document.dismiss("disk")
        self.look_for_media(document)
        self.reloaded.emit(document)
        return True

    # -- closing -------------------------------------------------------------------------------------------------------

    def close(self, document: OpenDocument, *, keep: bool = False) -> None:
        """Close a document. With `keep` what was not saved is offered again at the next start; else it is let go."""
        self.documents.remove(document)
        if document.path is not None:
            self._watch.remove(document.path)
        if document.autosave is not None:
            document.autosave.end(keep=keep and document.worth_keeping)
        if document.path is None and not (keep and document.worth_keeping):
            self.let_go.emit(document.place)
            saving.leave(document.place, document.lent)
        self.closed.emit(document)
        document.deleteLater()

    def flush(self) -> bool:
        """Bring every edit to the disk now; for the crash hook. False if the disk does not answer."""
        return self.journals.flush()

    def shut(self) -> None:
        """Close everything and end the threads; unsaved work is offered at the next start."""
        for document in tuple(self.documents):
            self.close(document, keep=True)
        self.errands.close()
        for place, files_there in self._old:
            saving.leave(place, files_there)
        self.journals.close()
        self._watch.close()

    def look_at_disk(self) -> None:
        """See whether files were changed by others; called when the window becomes active."""
        self._watch.look()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _move(self, document: OpenDocument, path: Path) -> bool:
        """Bring the files of a document to its new place, then itself; takes that come meanwhile come along."""
        if document not in self.documents:
            return False
        going = saving.move(document.model.document, document.place, path, document.model.masters())
        try:
            left = saving.link(going.files)
        except OSError as error:
            return self._failed(document, OutputError(str(error), value=path))
        if not left:
            return self._arrive(document, path)
        document.saving = True
        self.said.emit(tr("Copying {count} files for {name}…", count=len(left), name=path.name))
        attempt(
            self.errands,
            lambda: saving.copy(left),
            lambda _: self._move(document, path),
            lambda error: self._failed(document, error),
        )
        return False

    def _arrive(self, document: OpenDocument, path: Path) -> bool:
        """The files are there: write the document, as it is now, to its new place."""
        document.saving = False
        old, before = document.place, document.model.document
        going = saving.move(before, old, path, document.model.masters())
        if going.document is not before:
            document.model.replace_media(going.document)
        if not self._write(document, path, None):
            document.model.replace_media(before)
            return False
        document.origin = None
        if old != path:
            if self.at_work(path):
                self._old.append((old, going.files))
            else:
                saving.leave(old, going.files)
            # A take that a node loads was brought along, and is known where it was.
            self.look_for_media(document, takes_folder(path))
        return True

    def _write(self, document: OpenDocument, path: Path, expected: str | None) -> bool:
        known = document.path
        try:
            held = files.save(document.model.document, path, expected=expected)
        except StudioError as error:
            return self._failed(document, error)
        document.model.saved(path, held.digest)
        self._watch.keep(path, held.digest)
        for key in ("save", "disk", "twice"):
            document.dismiss(key)
        if held.notes:
            document.notice(Notice("save", ". ".join(held.notes), "warning"))
        self._tell_journal(document, path)
        if known is not None and known != path:
            self._watch.remove(known)
        self.settings.remember(path)
        self.said.emit(tr("Saved {name}", name=path.name))
        self.saved.emit(document)
        return True

    def _failed(self, document: OpenDocument, error: StudioError) -> bool:
        if document not in self.documents:
            return False
        document.saving = False
        again = self._save_as_choice(document)
        document.notice(Notice("save", tr("Not saved: {why}", why=error), "error", (again,)))
        return False

    def _refuse(self, path: Path, error: StudioError) -> Explanation:
        explanation = opening.explained(path, error)
        self.refused.emit(explanation)
        return explanation

    def _journal(self, document: OpenDocument) -> None:
        """Begin the journal of a document that was opened."""
        try:
            document.autosave = Autosave(document.model, document.place, self.journals, document)
        except InputError:
            self._opened_twice(document)
        except StudioError as error:
            document.notice(Notice("autosave", _no_autosave(error), "error"))
        else:
            document.autosave.troubled.connect(self._autosave_troubled)

    def _tell_journal(self, document: OpenDocument, path: Path) -> None:
        document.place = path
        try:
            if document.autosave is not None:
                document.autosave.saved(path)
            else:
                self._journal(document)
        except StudioError as error:
            document.notice(Notice("autosave", _no_autosave(error), "error"))

    def _autosave_troubled(self, error: StudioError | None) -> None:
        for document in self.documents:
            if document.autosave is self.sender():
                if error is None:
                    document.dismiss("autosave")
                else:
                    document.notice(Notice("autosave", _no_autosave(error), "error"))

    def _tell_newer(self, document: OpenDocument) -> bool:
        """Say what can be done with a document of a newer version, and what cannot; False, for who wanted to save."""
        text = tr(
            "{name} comes from a newer version ({app}): it can be looked at, and nodes copied into other projects. "
            "Update this program to edit it.",
            name=document.name, app=document.model.document.app,
        )  # fmt: skip
        document.notice(Notice("newer", text, "warning"))
        return False

    def _opened_twice(self, document: OpenDocument) -> None:
        document.model.read_only = True
        again = Choice(
            tr("Try Again"), tr("Edits this file, if it was closed there."), lambda: self._once_more(document)
        )
        text = tr("{name} is open in another window, so it is read-only here.", name=document.name)
        document.notice(Notice("twice", text, "warning", (again, self._save_as_choice(document))))

    def _once_more(self, document: OpenDocument) -> None:
        document.dismiss("twice")
        document.model.read_only = False
        self._journal(document)
        document.named.emit()
        if document.autosave is not None:
            self._watch.look()

    def _changed_on_disk(self, path: Path) -> None:
        document = self.find(path)
        if document is None:
            return
        load = Choice(
            tr("Load It"), tr("Takes over what the file holds; undo brings this version back."),
            lambda: self.reload(document),
        )  # fmt: skip
        keep = Choice(
            tr("Keep Mine"), tr("Writes this version over it; theirs stays among the earlier saves."),
            lambda: self.overwrite(document),
        )  # fmt: skip
        text = tr("{name} was changed by another program since you opened it.", name=path.name)
        document.notice(Notice("disk", text, "warning", (load, keep, self._save_as_choice(document))))

    def _save_as_choice(self, document: OpenDocument) -> Choice:
        help = tr("Writes the project to another file and goes on with that one.")
        return Choice(tr("Save As…"), help, lambda: self.wants_path.emit(document))

    def _fresh_name(self, name: str) -> str:
        taken, number, found = {d.name for d in self.documents}, 1, name
        while found in taken:
            number += 1
            found = f"{name} {number}"
        return found


def _bundle(path: Path, session: Session) -> Ready:
    return opening.read_bundle(path, session.registry)


def _with_suffix(path: Path) -> Path:
    return path if path.suffix.lower() == files.SUFFIX else path.with_name(path.name + files.SUFFIX)


def _no_autosave(error: StudioError) -> str:
    return tr("Edits are not kept safe at the moment: {why}", why=error)
