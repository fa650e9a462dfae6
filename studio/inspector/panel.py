"""The inspector: title, switches and params of what is selected, each param with an editor of its kind.

In: the model and focus of one document. Out: edits, one step per gesture; signals for what others must do. A dock of
the window. It follows the selection after a short rest, and every change of the document at once.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.document import Document
from engine.graph import Node
from engine.params import Param
from engine.spec import NodeType
from studio.document import DocumentModel
from studio.edit.ports import Faces, title_of
from studio.edit.scope import graph_in
from studio.editors.cards import CardsEditor
from studio.editors.editor import Around
from studio.editors.prompting import PromptParamEditor
from studio.focus import Focus
from studio.inspector.costs import Ask, Costs
from studio.inspector.hand import Hand
from studio.inspector.header import Header
from studio.inspector.project import settings_subject
from studio.inspector.reader import reader_of
from studio.inspector.row import ParamRow
from studio.inspector.subject import Entry, Subject, subject_of
from studio.words import tr

REST_MS = 30
"""Selections that follow each other this closely, under a rubber band, are shown together."""
STYLE = "style"
"""The param by which a node adds a style to its prompt."""
LEAST_EMS = 15
"""Width of the panel at least, in heights of a line; a narrower dock scrolls it."""
SHOWN = 40
"""Characters of a refused value that are repeated when it is told of."""
MANY = 40
"""Params that get an editor; a selection of more kinds than fill these is too varied to edit together."""


class InspectorPanel(QWidget):
    """Follows one document's selection."""

    jump = Signal(str)
    """A node of the open graph is to be shown."""
    said = Signal(str)
    """A value that was refused is shown no more: what happened to it, in a sentence."""

    def __init__(
        self,
        model: DocumentModel,
        focus: Focus,
        faces: Faces,
        around: Around,
        last_result: Callable[[str], str | None] = lambda node: None,
        ask: Ask = lambda node, param, done: False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._focus, self._faces, self._around = model, focus, faces, around
        self._stale = True
        self._explained = False
        self.subject = Subject(known=False)
        self.rows: list[ParamRow] = []
        self.hand = Hand(model, faces.registry)
        self.header = Header(self.hand, around.look, last_result)
        self.header.explain.connect(self._explain)
        self.setAccessibleName(tr("Inspector"))
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.costs = Costs(ask, self)
        self.foot = _quiet("")
        self._over: ParamRow | None = None
        self._arrange()
        self.costs.told.connect(self.foot.setText)
        application = QApplication.instance()
        assert isinstance(application, QApplication), "a panel needs an application"
        application.focusChanged.connect(self._look)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.refresh)
        focus.selection_changed.connect(self._selected)
        model.changed.connect(self._changed)
        around.look.changed.connect(self._rebuild)

    def refresh(self) -> None:
        """Show what is selected, as it is now."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        scope, document = self._focus.scope, self._model.document
        found = self._look_up(document)
        if self.hand.scope != scope or _shape(found) != _shape(self.subject):
            self.settle()
            self._tell_refused()
            found = self._look_up(self._model.document)
            alike = _alike(found, self.subject) and len(self.rows) == len(found.shared)
            self.hand.scope = scope
            if alike:
                for row, entry in zip(self.rows, found.shared, strict=True):
                    row.turn_to(entry)
            else:
                self._build(found)
                self._chain()
        self.subject = found
        for row, entry in zip(self.rows, (*found.shared, *found.alone), strict=False):
            row.show_entry(entry)
        self._tell_prompts()
        self._look()
        self.costs.again()
        self.header.show_subject(found, self._nodes())

    def settle(self) -> None:
        """Keep what is being typed anywhere in the panel; the document has it then."""
        self.header.settle()
        for row in self.rows:
            row.editor.settle()

    def refused(self) -> str:
        """Why something that is typed here cannot be kept, in a sentence; "" where all of it can."""
        self.settle()
        return next((self._about(row) for row in self.rows if row.refused is not None), "")

    def show_refused(self) -> None:
        """Bring the keyboard to the first field whose value cannot be kept."""
        field = next((row.refused for row in self.rows if row.refused is not None), None)
        if field is not None:
            self._scroll.ensureWidgetVisible(field)
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def row(self, name: str) -> ParamRow:
        """The first row about a param. Raises KeyError for one that is not shown."""
        for row in self.rows:
            if row.entry.param.name == name:
                return row
        raise KeyError(name)

    def name(self, node: str) -> str:
        """What a person calls a node of the open graph."""
        graph = graph_in(self._model.document, self.hand.scope)
        found = graph.nodes.get(node) if graph is not None else None
        return title_of(found, self._faces.of(self._model.document, found)) if found is not None else node

    # -- inside --------------------------------------------------------------------------------------------------------

    def _look_up(self, document: Document) -> Subject:
        """What is selected, or the project itself."""
        found = subject_of(document, self._focus.scope, self._focus.nodes, self._faces)
        return found if found.nodes else settings_subject(document)

    def _about(self, row: ParamRow) -> str:
        """Whose value was refused, which one, and why."""
        label = tr(row.entry.param.label)
        names = [self.name(row.entry.nodes[0])] if row.entry.nodes else []
        field, text = row.refused, ""
        if field is not None:
            names += dict.fromkeys((label, field.accessibleName() or label))
            text = field.text() if isinstance(field, QLineEdit) else ""
        shown = f" “{text[:SHOWN]}”" if text else ""
        return f"{', '.join(names)}{shown}: {row.why}"

    def _tell_refused(self) -> None:
        """Other params are about to be shown: what was refused of these goes, and the artist must know.

        Of nodes that are gone there is nothing to tell.
        """
        told = [
            self._about(row)
            for row in self.rows
            if row.refused is not None and (not row.entry.nodes or self._kind(row.entry.nodes) is not None)
        ]
        if self.header.refused and self._kind(self.subject.nodes) is not None:
            told.insert(0, f"{self.header.refused}.")
        for what in told:
            self.said.emit(tr("{what} The value stays what it was.", what=what))

    def _selected(self) -> None:
        self.settle()
        self._rest.start()

    def _changed(self, _: object) -> None:
        if not self._rest.isActive():
            self.refresh()

    def _explain(self, on: bool) -> None:
        self._explained = on
        for row in self.rows:
            row.explain(on)

    def _rebuild(self) -> None:
        """Editors carry the theme's colours."""
        self.subject = Subject(known=False)
        self.refresh()

    def _nodes(self) -> list[Node]:
        graph = graph_in(self._model.document, self.hand.scope)
        return [graph.nodes[node] for node in self.subject.nodes] if graph is not None else []

    def _build(self, subject: Subject) -> None:
        """Make rows for another selection."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for entry in subject.shared:
            self._add(entry)
        heading: tuple[str, ...] = ()
        for entry in subject.alone:
            if len(self.rows) >= MANY:
                self._column.addWidget(_quiet(tr("There is more than fits here: select fewer nodes.")))
                break
            if entry.nodes != heading:
                heading = entry.nodes
                self._column.addWidget(_quiet(tr("Only {nodes}", nodes=self._named(entry.nodes)), "title"))
            self._add(entry)
        if subject.strangers:
            self._column.addWidget(_quiet(tr("Kept as the file has it"), "title"))
            for stranger in subject.strangers[:MANY]:
                self._column.addWidget(_quiet(f"{stranger.name}: {stranger.text}"))
        if not subject.nodes:
            self._column.addWidget(_quiet(tr("Select a node to edit its params.")))
        elif not self.rows and not subject.strangers:
            self._column.addWidget(_quiet(tr("There is nothing to set here.")))

    def _chain(self) -> None:
        """Let Tab go from the head through the editors; what is made anew would else come after the whole window."""
        last: QWidget = self.header.help
        for widget in self._body.findChildren(QWidget):
            if widget.window() is not self.window() or widget.focusProxy() is not None:
                continue
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(last, widget)
                last = widget

    def _add(self, entry: Entry) -> None:
        row = ParamRow(entry, self.hand, self._around, self.name, self._kind(entry.nodes))
        row.editor.grown.connect(self._chain)
        row.explain(self._explained)
        row.jump.connect(self.jump)
        row.looked_at.connect(lambda on: self._hover(row, on))
        self.rows.append(row)
        self._column.addWidget(row)

    def _hover(self, row: ParamRow, on: bool) -> None:
        if on or self._over is row:
            self._over = row if on else None
            self._look()

    def _look(self, *_: object) -> None:
        """Say what a change would cost of the param under the pointer, or else of the one with the keyboard."""
        holder = QApplication.focusWidget()
        held = (r for r in self.rows if holder is not None and r.isAncestorOf(holder))
        row = self._over if self._over in self.rows else next(held, None)
        self.costs.look_at(row.entry if row is not None else None)

    def _kind(self, nodes: tuple[str, ...]) -> NodeType | None:
        graph = graph_in(self._model.document, self.hand.scope)
        found = graph.nodes.get(nodes[0]) if graph is not None and nodes else None
        return self._faces.of(self._model.document, found) if found is not None else None

    def _tell_prompts(self) -> None:
        """Say to prompts who reads them, and which style their nodes add."""
        styles = {row.entry.nodes: row.entry.value for row in self.rows if row.entry.param.name == STYLE}
        for row in self.rows:
            if isinstance(row.editor, PromptParamEditor | CardsEditor) and row.entry.nodes:
                flow = self._faces.flow(self._model.document, self.hand.scope)
                style = styles.get(row.entry.nodes)
                model = reader_of(flow, row.entry.nodes[0])
                row.editor.show_about(model, style if isinstance(style, str) else None)

    def _named(self, nodes: tuple[str, ...]) -> str:
        names = list(dict.fromkeys(self.name(node) for node in nodes[:4]))
        return ", ".join(names) + ("…" if len(nodes) > 4 else "")

    def _arrange(self) -> None:
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._body)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.header)
        rows.addWidget(scroll, 1)
        self.foot.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self.foot)
        self._measure()

    def _measure(self) -> None:
        """Distances by the size that text has now."""
        em = self.fontMetrics().height()
        self._em = em
        self._column.setContentsMargins(em // 2, em // 4, em // 2, em)
        self._column.setSpacing(em // 8)
        self.foot.setContentsMargins(em // 2, em // 4, em // 2, em // 4)
        self.foot.setMinimumHeight(round(2.6 * em))
        self.setMinimumWidth(LEAST_EMS * em)

    def _grow(self) -> None:
        """Text has another size: what was made for the old one is made anew, once every part knows of it."""
        if self.fontMetrics().height() != self._em:
            self._measure()
            self.header.measure()
            self.settle()
            self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_em"):
            QTimer.singleShot(0, self, self._grow)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was selected meanwhile."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is typed is kept."""
        super().hideEvent(event)
        self.settle()


def _shape(subject: Subject) -> tuple[object, ...]:
    """What decides which widgets there are; everything else is shown in those."""
    entries: list[tuple[Param, tuple[str, ...]]] = [
        (entry.param, entry.nodes) for entry in (*subject.shared, *subject.alone)
    ]
    return subject.nodes, subject.known, entries, subject.strangers


def _alike(one: Subject, other: Subject) -> bool:
    """Whether the rows of one selection can show another: nodes of one kind, with the same params and nothing else."""
    if (
        one.kind is None
        or other.kind is None
        or one.kind.id != other.kind.id
        or not (one.known and other.known)
    ):
        return False
    if one.alone or other.alone or one.strangers or other.strangers:
        return False
    return [e.param for e in one.shared] == [e.param for e in other.shared]


def _quiet(text: str, role: str = "dim") -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label
