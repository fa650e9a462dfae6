"""The outline panel: a search field over the tree of all nodes, which follows the selection and leads it.

In: the document's changes, the selection, the status of nodes. Out: selection and opened groups in `Focus`, and the
wish to bring a node into view. It is the graph for screen readers and for hands without a mouse. One per document.
"""

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from engine.document import Document
from studio.document import Change, DocumentModel
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.outline.model import KIND, LINKS, NAME, STATE, OutlineModel
from studio.outline.rows import Row, look_alike, renewed, rows_of
from studio.survey.status import Status
from studio.theme import Look
from studio.words import tr

REST_MS = 80
"""Changes, and selections under a moving rubber band, that follow each other this closely are shown together."""


class _Filter(QSortFilterProxyModel):
    """Rows of which every typed word is found in the name, the kind or the main text; their parents stay."""

    def __init__(self, rows: OutlineModel) -> None:
        super().__init__(rows)
        self._rows = rows
        self.words: list[str] = []
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(rows)

    def search(self, text: str) -> None:
        """Show what was typed."""
        self.beginFilterChange()
        self.words = text.lower().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, number: int, parent: QModelIndex) -> bool:  # type: ignore[override]
        """Asked by Qt."""
        row = self._rows.row(self._rows.index(number, 0, parent))
        return row is not None and all(word in row.words for word in self.words)


class OutlinePanel(QWidget):
    """The panel. `tree` and `field` have the keyboard; Enter on a row opens its group and brings it into view."""

    def __init__(
        self,
        model: DocumentModel,
        focus: Focus,
        faces: Faces,
        status: Status,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._focus = focus
        self._faces = faces
        self._following = False
        self._opened: set[str] = set()
        self._known: set[str] = set()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._renew)
        self._shown: Document | None = None
        """What the rows were made from."""
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._follow)
        self.rows = OutlineModel(status, look, round(self.fontMetrics().height() * 0.75), self)
        self._filter = _Filter(self.rows)
        self.field = self._make_field()
        self.tree = self._make_tree()
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        column.setContentsMargins(0, gap, 0, 0)
        column.setSpacing(gap)
        head = QHBoxLayout()
        head.setContentsMargins(gap, 0, gap, 0)
        head.addWidget(self.field)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        self.setFocusProxy(self.field)
        model.changed.connect(self._on_change)
        focus.selection_changed.connect(self._on_selection)
        focus.scope_changed.connect(self._on_selection)
        status.places_changed.connect(self.rows.states_changed)
        look.changed.connect(self.rows.restyle)
        self._rebuild()
        self._fit_columns()

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _make_field(self) -> QLineEdit:
        field = QLineEdit(self)
        field.setPlaceholderText(tr("Search the outline"))
        field.setToolTip(tr("Shows nodes whose name, kind or text has these words. Down goes to the list."))
        field.setAccessibleName(tr("Search the outline"))
        field.setClearButtonEnabled(True)
        field.textChanged.connect(self._search)
        field.returnPressed.connect(self._open_first)
        field.installEventFilter(self)
        return field

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(self)
        tree.setModel(self._filter)
        tree.setIconSize(QSize(self.rows.mark_side, self.rows.mark_side))
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setExpandsOnDoubleClick(False)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setDragEnabled(True)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setAccessibleName(tr("Outline"))
        tree.setAccessibleDescription(tr("All nodes of this project. Enter brings one into view."))
        tree.selectionModel().selectionChanged.connect(self._lead)
        tree.activated.connect(self._go)
        tree.expanded.connect(lambda index: self._remember(index, True))
        tree.collapsed.connect(lambda index: self._remember(index, False))
        return tree

    def _fit_columns(self) -> None:
        """Name and state fill a narrow dock; kind and links are for those who ask for them at the header."""
        header = self.tree.header()
        header.setMinimumSectionSize(self.fontMetrics().averageCharWidth() * 6)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.moveSection(header.visualIndex(STATE), KIND)
        # The name takes what the others leave, so nothing is cut off at the right and no bar is needed.
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        width = self.fontMetrics().averageCharWidth()
        for column, characters in ((STATE, 14), (KIND, 14), (LINKS, 24)):
            header.resizeSection(column, width * characters)
        for column in (KIND, LINKS):
            self.tree.hideColumn(column)
            header.addAction(self._column_action(column))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header.setToolTip(tr("The right button shows and hides columns."))

    def _column_action(self, column: int) -> QAction:
        """Shows and hides a column; in the menu of the header."""
        action = QAction(str(self.rows.headerData(column, Qt.Orientation.Horizontal)), self)
        action.setCheckable(True)
        action.toggled.connect(lambda shown: self.tree.setColumnHidden(column, not shown))
        return action

    # -- the document --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the panel was hidden is shown now."""
        super().showEvent(event)
        self._rebuild()
        # The height of rows is asked for once, and was before the style sheet was known.
        self.tree.doItemsLayout()
        self._follow()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and not look_alike(change):
            self._rest.start()

    def _renew(self) -> None:
        """Catch up with edits; most of them leave nearly every row as it was."""
        rows, shown, now = self.rows.rows, self._shown, self._model.document
        self._rebuild(renewed(rows, shown, now, self._faces) if shown is not None else None)

    def _rebuild(self, rows: list[Row] | None = None) -> None:
        self._rest.stop()
        self._following = True
        self._shown = self._model.document
        reshaped = self.rows.take(rows_of(self._shown, self._faces) if rows is None else rows)
        if reshaped:
            self._reopen()
        self._following = False
        if reshaped:
            self._follow()

    def _reopen(self) -> None:
        """Open again what was open; frames are open at first, groups closed."""
        for row in self.rows.rows:
            if row.what == "node":
                continue
            if row.place not in self._known:
                self._known.add(row.place)
                if row.what == "frame":
                    self._opened.add(row.place)
            if row.place in self._opened or self._filter.words:
                self.tree.expand(self._filter.mapFromSource(self.rows.find(row.place)))

    def _remember(self, index: QModelIndex, opened: bool) -> None:
        row = self._row(index)
        if row is None or self._filter.words:
            return
        if opened:
            self._opened.add(row.place)
        else:
            self._opened.discard(row.place)

    # -- selection, both ways ------------------------------------------------------------------------------------------

    def _on_selection(self) -> None:
        if not self._following and self.isVisible():
            self._soon.start()

    def _follow(self) -> None:
        """Select in the tree what is selected in the graph."""
        self._soon.stop()
        path = self._focus.path
        selection = QItemSelection()
        for name in (*self._focus.nodes, *(f"#{frame}" for frame in self._focus.frames)):
            index = self._filter.mapFromSource(self.rows.find("/".join((*path, name))))
            if index.isValid():
                selection.select(index, index.siblingAtColumn(LINKS))
        chosen = self.tree.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        self._following = True
        chosen.select(selection, flags.ClearAndSelect)
        current = self._filter.mapFromSource(self.rows.find("/".join((*path, self._focus.current))))
        if self._focus.current and current.isValid():
            chosen.setCurrentIndex(current, flags.NoUpdate)
            self.tree.scrollTo(current)
        self._following = False

    def _lead(self, *_: object) -> None:
        """Select in the graph what is selected in the tree, as far as it lies in the open graph, and show it there."""
        if self._following:
            return
        rows = [row for index in self.tree.selectionModel().selectedRows() if (row := self._row(index))]
        here = [row for row in rows if row.path == self._focus.path]
        if rows and not here:
            return
        current = self._row(self.tree.currentIndex())
        nodes = [row.id for row in here if row.what != "frame"]
        last = current.id if current in here and current.id in nodes else None
        self._following = True
        self._focus.select(nodes, frames=[row.id for row in here if row.what == "frame"], current=last)
        self._following = False
        if last is not None:
            self._focus.reveal.emit(last)

    def _go(self, index: QModelIndex) -> None:
        """Open the graph that a row lies in, select it there and bring it into view."""
        row = self._row(index)
        if row is None:
            return
        self._focus.enter(row.path, row.scope)
        if row.what == "frame":
            self._focus.select(frames=[row.id])
        else:
            self._focus.select([row.id], current=row.id)
            self._focus.reveal.emit(row.id)

    def _row(self, index: QModelIndex) -> Row | None:
        return self.rows.row(self._filter.mapToSource(index))

    # -- search --------------------------------------------------------------------------------------------------------

    def _search(self, text: str) -> None:
        self._following = True
        self._filter.search(text)
        if self._filter.words:
            self.tree.expandAll()
        else:
            self.tree.collapseAll()
            self._reopen()
        self._following = False
        self._follow()

    def _open_first(self) -> None:
        """Enter in the search field goes to the first row that was found."""
        index = self._filter.index(0, 0)
        while index.isValid():
            row = self._row(index)
            if row is not None and all(word in row.words for word in self._filter.words):
                self._go(index)
                return
            index = self.tree.indexBelow(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search field goes to the tree, Escape clears it."""
        return isinstance(event, QKeyEvent) and watched is self.field and self._key(event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Down:
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.tree.currentIndex().isValid():
                self.tree.setCurrentIndex(self._filter.index(0, 0))
            return True
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
            return True
        return False
