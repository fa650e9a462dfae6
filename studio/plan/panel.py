"""The plan panel: the steps of what is wished, or of a job that ended, and what a change would make run anew.

In: the document, the selection, what the checker and the jobs say. Out: focus on the node of a step. It works only
while it can be seen. One per open document.
"""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from engine.session import Session
from studio.errands import Errands
from studio.plan import words
from studio.plan.reading import Reading, read
from studio.plan.sheet import Sheet
from studio.plan.table import NUMBER, SORT, PlanTable
from studio.projects.opened import OpenDocument
from studio.survey.checker import Checker
from studio.survey.status import Place, Status
from studio.theme import Look
from studio.words import tr
from studio.work.jobs import Jobs

REST_MS = 120
"""How long selection and document must rest before the plan is made anew."""


class PlanPanel(QWidget):
    """The panel; `sheet` is what it shows."""

    def __init__(
        self,
        opened: OpenDocument,
        session: Session,
        status: Status,
        checker: Checker,
        errands: Errands,
        jobs: Jobs,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._session = session
        self._status = status
        self._checker = checker
        self._errands = errands
        self._look = look
        self._name = f"plan {id(self)}"
        self._reading: Reading | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._read)
        self.table = PlanTable(look, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.table)
        self._sorted.setSortRole(SORT)
        self.list = self._make_list()
        self.totals = QLabel(self)
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        self.copying = QToolButton(self)
        self.copying.setText(tr("Copy"))
        self.copying.setToolTip(tr("Copies the list as text."))
        self.copying.clicked.connect(self.copy)
        head = QHBoxLayout()
        head.addWidget(self.totals, 1)
        head.addWidget(self.copying)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(head)
        rows.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        checker.checked.connect(self.again)
        opened.focus.selection_changed.connect(self.again)
        jobs.over.connect(lambda document: self.again() if document is opened else None)

    @property
    def sheet(self) -> Sheet:
        """What is shown."""
        return self.table.sheet

    def again(self) -> None:
        """Make the plan anew, a moment from now, if anybody looks."""
        if self.isVisible():
            self._rest.start()

    def copy(self) -> None:
        """Put the list on the clipboard as text."""
        QGuiApplication.clipboard().setText(words.as_text(self.sheet))

    def jump(self, place: Place) -> None:
        """Go to a node, through the groups that it lies in."""

    # -- asked by Qt ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while the panel was hidden is read now."""
        super().showEvent(event)
        self.again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks any more."""
        super().hideEvent(event)
        self._rest.stop()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _make_list(self) -> QTreeView:
        made = QTreeView(self)
        made.setModel(self._sorted)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setAllColumnsShowFocus(True)
        made.setSortingEnabled(True)
        made.sortByColumn(NUMBER, Qt.SortOrder.AscendingOrder)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setAccessibleName(tr("Steps of the plan"))
        made.activated.connect(self._go)
        return made

    def _read(self) -> None:
        opened, session = self._opened.opened(), self._session
        selected = [self._status.place(node) for node in self._opened.focus.nodes]
        keys = self._checker.keys
        self._errands.run(lambda: read(session, opened, selected, keys=keys), self._show, key=self._name)

    def _show(self, reading: Reading) -> None:
        self._reading = reading
        self.table.take(reading.sheet)
        self.totals.setText(words.totals_words(reading.sheet))

    def _go(self, index: QModelIndex) -> None:
        line = self.table.line(self._sorted.mapToSource(index))
        if line is not None:
            self.jump(line.places[0])
