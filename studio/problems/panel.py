"""The problems panel: everything that is in the way at once, each with what can be done about it.

In: the problems of an open document (`Gathered`). Out: edits of it (one undo step each), searches for files, and the
wish to see a node, a file dialog or the preferences. The rest of the graph works meanwhile. One per document.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from engine.errors import StudioError
from engine.session import Session
from studio.document import Change
from studio.edit.places import way_to
from studio.edit.scope import Scope
from studio.errands import Errands
from studio.problems.details import details
from studio.problems.entries import NO_PICTURE, NO_SHOT, Entry
from studio.problems.first_steps import clip_to_keep, empty_words, words_to_make
from studio.problems.gathered import Gathered
from studio.problems.help import HelpBox
from studio.problems.lacking import MissingFile, UnknownType, path_to
from studio.problems.mending import Mending
from studio.problems.rows import ProblemRows
from studio.problems.trial import Offer, offers
from studio.projects.opened import OpenDocument
from studio.projects.opening import media_filter
from studio.projects.workspace import Workspace
from studio.survey.checker import Checker
from studio.survey.findings import name_in
from studio.survey.status import Place
from studio.telling import told
from studio.theme import Look
from studio.words import tr

SHOT, GENERATE = "shotloom.shot", "shotloom.generate"


class ProblemsPanel(QWidget):
    """`rows` is the list, `help` what can be done about its current line."""

    file_wanted = Signal(str, str)
    """A node of the open graph, and its param, for which a file should be chosen."""
    elsewhere_wanted = Signal(str)
    """A place whose file could not be written, and should go to another one."""
    preferences_wanted = Signal(str)
    """A page of the preferences."""
    node_wanted = Signal(str, str)
    """A kind of node to add to the outermost graph, and the node there that it goes behind, "" for none."""
    words_wanted = Signal(str, str)
    """A node of the open graph, and its param, whose words should be written."""

    def __init__(
        self,
        opened: OpenDocument,
        workspace: Workspace,
        gathered: Gathered,
        checker: Checker,
        session: Session,
        errands: Errands,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._workspace = workspace
        self.gathered = gathered
        self._checker = checker
        self._session = session
        self._errands = errands
        self._name = f"remedies {id(self)}"
        self._tried: Entry | None = None
        self.mending = Mending(opened, workspace, self)
        self.rows = ProblemRows(look, self)
        self.help = HelpBox(look, self)
        self.nothing = QLabel()
        self._arrange()
        self.rows.current_changed.connect(self._show_current)
        self.rows.wanted.connect(self.show_node)
        self.mending.said.connect(self.help.say)
        self.mending.found.connect(self._show_current)
        gathered.changed.connect(self._refill)
        opened.model.changed.connect(self._reword)
        opened.focus.selection_changed.connect(self._selected)
        checker.checked.connect(self._try_again)
        self._refill()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything that is shown."""
        return self.gathered.entries

    # -- what can be done ----------------------------------------------------------------------------------------------

    def show_node(self) -> None:
        """Go to the node of the current row, through groups."""
        where = self._where()
        if where is None:
            self.help.say(tr("This node is not used anywhere in the graph"))
            return
        self._go(*where)

    def _go(self, path: tuple[str, ...], scope: Scope, node: str) -> None:
        focus = self._opened.focus
        focus.enter(path, scope)
        focus.select([node], current=node)
        focus.reveal.emit(node)

    def show_first(self) -> None:
        """Make the first line the current one, and go to its node."""
        self.rows.go_to_first()
        if self._where() is not None:
            self.show_node()

    def locate(self, path: Path) -> None:
        """Use a file for the current missing one."""
        entry = self.rows.entry()
        if entry is not None and isinstance(entry.lack, MissingFile):
            self.mending.locate(entry.lack, path)

    def locate_all(self, folder: Path) -> None:
        """Look for every missing file below a folder."""
        lacks = [e.lack for e in self.entries if isinstance(e.lack, MissingFile)]
        self.mending.locate_all(lacks, folder)

    def copy(self) -> None:
        """Copy what is known of the current line, for whoever helps."""
        entry = self.rows.entry()
        if entry is not None:
            QGuiApplication.clipboard().setText(details(entry, self._device()))
            self.help.say(tr("Copied."))

    def dismiss(self) -> None:
        """Show the current failure no more."""
        entry = self.rows.entry()
        if entry is not None:
            self.gathered.dismiss(entry)

    def use(self, offer: Offer) -> None:
        """Do what a remedy does: one step of the history."""
        try:
            self._opened.model.edit(offer.remedy.label, offer.remedy.change)
        except StudioError as error:
            self.help.say(told(error, self._opened.model.document, self._session.registry))

    # -- what is shown -------------------------------------------------------------------------------------------------

    def _refill(self) -> None:
        self.rows.fill(self.entries)
        empty = not self._opened.model.document.graph.nodes
        self.nothing.setText(
            tr("This project is empty. Press Tab over the graph to add the first node.")
            if empty
            else tr("Nothing is in the way: every node can be made, and every file is there.")
        )
        self.nothing.setVisible(not self.entries)
        self.split.setVisible(bool(self.entries))

    def _reword(self, change: Change) -> None:
        """A project that was empty is so no more, or the other way round."""
        if bool(change.before.graph.nodes) is not bool(change.after.graph.nodes):
            self._refill()

    def _selected(self) -> None:
        """What is added goes behind the selected node."""
        entry = self.rows.entry()
        if entry is not None and entry.source == "unmade" and self.isVisible():
            self._show_current()

    def _show_current(self) -> None:
        entry = self.rows.entry()
        self.help.show_entry(entry)
        if entry is None:
            return
        lack = entry.lack
        if isinstance(lack, MissingFile):
            self.help.add(tr("Locate File…"), tr("Shows where this file is."), self._ask_file)
            self.help.add(
                tr("Search a Folder…"), tr("Looks for every missing file below a folder."), self._ask_folder
            )
            if lack.item.id in self.mending.offered:
                told = tr("Uses the file of that name, although it holds something else.")
                self.help.add(tr("Use Anyway"), told, lambda: self.mending.use_offered(lack))
        elif isinstance(lack, UnknownType) and lack.nearest:
            self.help.choose(
                [(f"{tr(kind.label)} ({tr(kind.category)})", kind.id) for kind in lack.nearest],
                lambda kind: self.mending.replace(lack, kind),
            )
        self._add_first_steps(entry)
        self._add_places(entry)
        if self._where() is not None:
            self.help.act(tr("Show Node"), tr("Selects the node and brings it into view."), self.show_node)
        self.help.act(tr("Copy Details"), tr("Copies what is known, for whoever helps."), self.copy)
        if entry.source == "failure":
            self.help.act(tr("Dismiss"), tr("Takes this line off the list."), self.dismiss)
        self._try(entry)

    def _add_first_steps(self, entry: Entry) -> None:
        """Buttons for what nobody has done yet: the node that is not there, the words that nobody wrote."""
        survey, focus = self._checker.survey, self._opened.focus
        if survey is None:
            return
        selected = focus.nodes if focus.scope is None else ()
        if entry.kind == NO_SHOT:
            behind = clip_to_keep(survey, selected)
            label = (
                tr("Add a Shot behind {name}", name=name_in(survey, behind)) if behind else tr("Add a Shot")
            )
            told = tr("Everything that is generated becomes a take of the shot.")
            self.help.add(label, told, lambda: self.node_wanted.emit(SHOT, behind))
        elif entry.kind == NO_PICTURE:
            words = words_to_make(survey, selected)
            name = name_in(survey, words) if words else ""
            label = tr("Add a Generate behind {name}", name=name) if words else tr("Add a Generate")
            told = tr("It makes a clip from words.")
            self.help.add(label, told, lambda: self.node_wanted.emit(GENERATE, words))
        elif entry.source == "check" and (where := empty_words(survey, entry.place, entry.problem.port)):
            told = tr("Opens the words on the node. Without any the model makes what it likes.")
            self.help.add(tr("Write a Prompt…"), told, lambda: self._write(*where))

    def _write(self, place: Place, param: str) -> None:
        way = way_to(self._opened.model.document, place)
        if way is not None:
            self._go(*way)
            self.words_wanted.emit(way[2], param)

    def _add_places(self, entry: Entry) -> None:
        """Buttons that lead elsewhere: to a file, to the preferences."""
        port = self._media_param(entry)
        if port:
            self.help.add(tr("Choose File…"), tr("Chooses what the node loads."), lambda: self._choose(port))
        if entry.kind == "OutputError" and self._saves_file(entry.asked):
            told = tr("Asks for another file, and makes it there.")
            self.help.add(tr("Another File…"), told, lambda: self.elsewhere_wanted.emit(entry.asked))
        if entry.kind == "OutputError":
            told = tr("Shows what takes how much room on the disk, and clears what can be made again.")
            self.help.add(tr("Free Space…"), told, lambda: self.preferences_wanted.emit("storage"))
        if entry.kind == "WeightsError":
            told = tr("Shows the folders in which weights are looked for.")
            self.help.add(tr("Model Folders…"), told, lambda: self.preferences_wanted.emit("storage"))

    def _try(self, entry: Entry) -> None:
        """Find out which edits help, beside the window; they are added when that is known."""
        survey, compiler, session = self._checker.survey, self._checker.compiler, self._session
        self._tried = entry
        if survey is None or compiler is None or entry.source in ("lack", "unmade"):
            return
        known = self._checker.keys

        def work() -> tuple[Offer, ...]:
            figures = session.figures.snapshot() if known else None
            return offers(entry, survey, compiler, session.registry, figures)

        self._errands.run(work, lambda found: self._offer(entry, found), key=self._name)

    def _offer(self, entry: Entry, found: tuple[Offer, ...]) -> None:
        if isValid(self) and entry is self._tried and entry == self.rows.entry():
            for offer in found:
                told = "\n".join(part for part in (offer.remedy.help, offer.told) if part)
                use = partial(self.use, offer)
                self.help.add(offer.remedy.label, told, use, effect=offer.effect, note=offer.note)

    def _try_again(self) -> None:
        """The document was looked at anew: what helps may be something else, though the line is the same."""
        if self.isVisible() and self.rows.entry() is not None:
            self._show_current()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _where(self) -> tuple[tuple[str, ...], str | None, str] | None:
        """The node of the current row: the instances that lead to it, its graph, its id."""
        entry, use, document = self.rows.entry(), self.rows.use(), self._opened.model.document
        if entry is None:
            return None
        if use is None:
            return way_to(document, entry.place) if entry.place else None
        path = path_to(document, use.scope)
        return None if path is None else (path, use.scope, use.node)

    def _media_param(self, entry: Entry) -> str:
        """The param of the entry's node that names a file, where that is what is wrong."""
        survey = self._checker.survey
        kind = survey.kinds.get(entry.place) if survey is not None else None
        if kind is None or (entry.source == "failure" and entry.kind != "MediaError"):
            return ""
        names = [param.name for param in kind.params if param.kind == "media"]
        meant = entry.source == "failure" or entry.problem.port in names
        return next(iter(names), "") if meant else ""

    def _saves_file(self, place: str) -> bool:
        """Whether a node writes a file of the artist's."""
        survey = self._checker.survey
        part = survey.lowered.get(place) if survey is not None else None
        return part is not None and part.sink is not None and part.sink.kind == "file"

    def _choose(self, param: str) -> None:
        where = self._where()
        if where is not None:
            self.show_node()
            self.file_wanted.emit(where[2], param)

    def _device(self) -> str:
        profile = self._session.device if self._checker.keys else None
        return "" if profile is None else f"{profile.kind}: {profile.name}"

    def _ask_file(self) -> None:
        entry = self.rows.entry()
        if entry is not None and isinstance(entry.lack, MissingFile):
            item = entry.lack.item
            start = str(Path(self._workspace.settings.value.folder) / item.name)
            name, _ = QFileDialog.getOpenFileName(
                self, tr("Where is {name}?", name=item.name), start, media_filter(item.kind)
            )
            if name:
                self.locate(Path(name))

    def _ask_folder(self) -> None:
        start = self._workspace.settings.value.folder
        name = QFileDialog.getExistingDirectory(self, tr("Search below this folder"), start)
        if name:
            self.locate_all(Path(name))

    def _arrange(self) -> None:
        unit = self.fontMetrics().height()
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(unit)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setProperty("role", "dim")
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.rows)
        self.split.addWidget(self.help)
        self.split.setSizes([unit * 9, unit * 11])
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.split, 1)
        column.addWidget(self.nothing, 1)
        self.setFocusProxy(self.rows)
