"""The repair panel: everything that a document lacks on this machine, at once, each with what can be done about it.

In: an open document. Out: edits of it (one undo step each), and searches for files. The rest of the graph works
meanwhile. Shown in the problems dock.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.document import CLIP, Document, MediaItem
from engine.errors import StudioError
from engine.graph import GROUP_PREFIX
from studio.attempts import attempt
from studio.document import Change
from studio.edit.media import use_instead
from studio.edit.substitute import substitute
from studio.projects.opened import OpenDocument
from studio.projects.opening import MEDIA
from studio.projects.workspace import Workspace
from studio.repair import search
from studio.repair.findings import MissingFile, Place, UnknownType, missing_files, path_to, unknown_types
from studio.repair.search import Located
from studio.words import tr

Finding = MissingFile | UnknownType


class RepairPanel(QWidget):
    """What is missing: a tree of findings and their nodes, and the remedies of the current one."""

    counted = Signal(int)
    """How many findings there are now."""

    def __init__(self, document: OpenDocument, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._workspace = workspace
        self._findings: list[Finding] = []
        self._offered: dict[str, MediaItem] = {}
        self._rows: list[tuple[QTreeWidgetItem, Finding, Place | None]] = []
        self._make()
        document.model.changed.connect(self._changed)
        document.media_changed.connect(self.refresh)
        self.refresh()

    @property
    def findings(self) -> list[Finding]:
        """Everything that is missing."""
        return self._findings

    def refresh(self) -> None:
        """Look again at what the document lacks."""
        now = self._document.model.document
        found: list[Finding] = [
            *missing_files(now, self._document.missing),
            *unknown_types(now, self._workspace.registry),
        ]
        if found != self._findings or not self._rows:
            current = self.tree.currentItem()
            kept = self.tree.indexOfTopLevelItem(current) if current is not None else 0
            self._findings = found
            self._fill(max(0, kept))
            self.counted.emit(len(found))

    # -- remedies ------------------------------------------------------------------------------------------------------

    def locate(self, path: Path) -> None:
        """Use a file for the current missing one: at once if it has the same content, else it is offered."""
        finding = self._current()
        if isinstance(finding, MissingFile):
            item, session, project = finding.item, self._workspace.session, self._project()
            self._say(tr("Looking at {name}…", name=path.name))
            attempt(
                self._workspace.errands,
                lambda: search.in_file(item, path, session, project),
                self._located,
                self._failed,
            )

    def locate_all(self, folder: Path) -> None:
        """Look for every missing file below a folder."""
        items = [f.item for f in self._findings if isinstance(f, MissingFile)]
        session, project = self._workspace.session, self._project()
        self._say(tr("Searching {name}…", name=folder.name or str(folder)))
        attempt(
            self._workspace.errands,
            lambda: search.in_folder(items, folder, session, project),
            self._located,
            self._failed,
        )

    def use_offered(self) -> None:
        """Use a file of the same name although its content is another: one edit."""
        finding = self._current()
        if isinstance(finding, MissingFile) and finding.item.id in self._offered:
            found = self._offered.pop(finding.item.id)
            self._use(tr("Replace {name}", name=finding.item.name), {finding.item.id: found})

    def replace(self) -> None:
        """Put the chosen kind in place of the current unknown one: one edit."""
        finding = self._current()
        kind = self._workspace.registry.find(self.kinds.currentData() or "")
        if not isinstance(finding, UnknownType) or kind is None:
            return
        dropped = 0

        def change(now: Document) -> Document:
            nonlocal dropped
            changed, dropped = substitute(now, finding.type, kind, self._workspace.registry)
            return changed

        self._edit(tr("Replace {old} with {new}", old=finding.type, new=kind.label), change)
        if dropped:
            self._say(
                tr(
                    "{count} links found no port on {new}; undo brings them back",
                    count=dropped,
                    new=kind.label,
                )
            )

    def show_node(self) -> None:
        """Go to the node of the current row, or to the first one that is concerned."""
        place = self._place()
        if place is None:
            return
        path = path_to(self._document.model.document, place.scope)
        if path is None:
            self._say(tr("This group is not used anywhere in the graph"))
            return
        focus = self._document.focus
        focus.enter(path, place.scope)
        focus.select([place.node], current=place.node)
        focus.reveal.emit(place.node)

    def _located(self, found: Located) -> None:
        document = self._document
        if document not in self._workspace.documents:
            return
        self._offered |= {k: item for k, item in found.other.items() if k not in found.same}
        if found.same:
            # The same content at another place: nothing of the project changes, so it is no edit.
            document.model.replace_media(use_instead(document.model.document, found.same.items()))
            self._workspace.look_for_media(document)
        words = tr("Found {count} files", count=len(found.same))
        if found.other:
            words += tr("; {count} more have the right name but another content", count=len(found.other))
        self._say(words)
        self._show_current()

    def _use(self, name: str, found: dict[str, MediaItem]) -> None:
        self._edit(name, lambda now: use_instead(now, found.items()))
        self._workspace.look_for_media(self._document)

    def _edit(self, name: str, change: Callable[[Document], Document]) -> None:
        try:
            self._document.model.edit(name, change)
        except StudioError as error:
            self._failed(error)

    def _failed(self, error: StudioError) -> None:
        if self._document in self._workspace.documents:
            self._say(str(error))

    def _say(self, text: str) -> None:
        self.said.setText(text)

    def _project(self) -> Path | None:
        return self._document.place.parent if self._document.path is not None else None

    # -- the widgets ---------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        unit = self.fontMetrics().height()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([tr("Missing"), tr("What to do")])
        self.tree.setAccessibleName(tr("What is missing"))
        self.tree.setToolTip(tr("Enter shows the node."))
        self.tree.setColumnWidth(0, unit * 16)
        self.tree.setAlternatingRowColors(True)
        self.tree.currentItemChanged.connect(self._show_current)
        self.tree.itemActivated.connect(self.show_node)
        self.nothing = QLabel(tr("Nothing is missing: every kind of node is known and every file is there."))
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(unit)
        self.said = QLabel()
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(tr("Kind to put in its place"))
        self.kinds.setToolTip(tr("Kinds that could stand in, the likeliest first."))
        self.file = _button(tr("Locate File…"), tr("Shows where this file is."), self._ask_file)
        self.folder = _button(
            tr("Search a Folder…"), tr("Looks for every missing file below a folder."), self._ask_folder
        )
        self.anyway = _button(tr("Use Anyway"), tr("Uses the file of that name, although it holds something else."),
                              self.use_offered)  # fmt: skip
        self.stand_in = _button(
            tr("Replace"), tr("Puts the chosen kind in place of all of these nodes."), self.replace
        )
        self.jump = _button(tr("Show Node"), tr("Selects the node and brings it into view."), self.show_node)
        # Two columns: the dock is narrow.
        buttons = QGridLayout()
        buttons.addWidget(self.kinds, 0, 0)
        buttons.addWidget(self.stand_in, 0, 1)
        buttons.addWidget(self.file, 1, 0)
        buttons.addWidget(self.folder, 1, 1)
        buttons.addWidget(self.anyway, 2, 0)
        buttons.addWidget(self.jump, 2, 1)
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(8)
        rows = QVBoxLayout(self)
        rows.addWidget(self.nothing)
        rows.addWidget(self.tree, 1)
        rows.addLayout(buttons)
        rows.addWidget(self.said)
        rows.addStretch(0)

    def _fill(self, current: int) -> None:
        with QSignalBlocker(self.tree):
            self.tree.clear()
            self._rows = []
            for finding in self._findings:
                item = QTreeWidgetItem([_name(finding), _remedy(finding)])
                item.setToolTip(0, _name(finding))
                item.setToolTip(1, _remedy(finding))
                self._rows.append((item, finding, None))
                for place in finding.places:
                    child = QTreeWidgetItem([place.title, ""])
                    item.addChild(child)
                    self._rows.append((child, finding, place))
                self.tree.addTopLevelItem(item)
                item.setExpanded(True)
            shown = self.tree.topLevelItem(min(current, len(self._findings) - 1))
            if shown is not None:
                self.tree.setCurrentItem(shown)
        self.nothing.setVisible(not self._findings)
        self.tree.setVisible(bool(self._findings))
        self._show_current()

    def _show_current(self) -> None:
        finding = self._current()
        file = isinstance(finding, MissingFile)
        for widget in (self.file, self.folder):
            widget.setVisible(file)
        self.anyway.setVisible(isinstance(finding, MissingFile) and finding.item.id in self._offered)
        self.kinds.clear()
        if isinstance(finding, UnknownType):
            for kind in finding.nearest:
                self.kinds.addItem(f"{kind.label} ({kind.category})", kind.id)
        replaceable = self.kinds.count() > 0
        self.kinds.setVisible(replaceable)
        self.stand_in.setVisible(replaceable)
        self.jump.setVisible(self._place() is not None)

    def _current(self) -> Finding | None:
        item = self.tree.currentItem()
        return next((finding for row, finding, _ in self._rows if row is item), None)

    def _place(self) -> Place | None:
        item = self.tree.currentItem()
        for row, finding, place in self._rows:
            if row is item:
                return place or next(iter(finding.places), None)
        return None

    def _changed(self, change: Change) -> None:
        before, after = change.before, change.after
        parts = ("graph", "groups", "media")
        if any(getattr(before, part) is not getattr(after, part) for part in parts):
            self.refresh()

    def _ask_file(self) -> None:
        finding = self._current()
        if isinstance(finding, MissingFile):
            kinds = f"{tr('Pictures and clips')} ({' '.join('*' + end for end in MEDIA)})"
            start = str(Path(self._workspace.settings.value.folder) / finding.item.name)
            name, _ = QFileDialog.getOpenFileName(
                self, tr("Where is {name}?", name=finding.item.name), start, kinds
            )
            if name:
                self.locate(Path(name))

    def _ask_folder(self) -> None:
        start = self._workspace.settings.value.folder
        name = QFileDialog.getExistingDirectory(self, tr("Search below this folder"), start)
        if name:
            self.locate_all(Path(name))


def _button(label: str, help: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(label)
    button.setToolTip(help)
    button.setAccessibleDescription(help)
    button.clicked.connect(lambda: run())
    return button


def _name(finding: Finding) -> str:
    if isinstance(finding, MissingFile):
        kind = tr("clip") if finding.item.kind == CLIP else tr("picture")
        return tr("{name} ({kind}, {size})", name=finding.item.name, kind=kind, size=finding.item.size)
    if finding.type.startswith(GROUP_PREFIX):
        return tr("A group whose definition is gone")
    return tr("Unknown kind {type} of package {package}", type=finding.type, package=finding.package)


def _remedy(finding: Finding) -> str:
    if isinstance(finding, MissingFile):
        why = finding.why.message
        return tr("{why}. Locate the file, or search a folder for it", why=why[:1].upper() + why[1:])
    return finding.remedy
