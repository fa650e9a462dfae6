"""The jobs panel: the queue as a list that can be put in order, with what can be done about each job.

In: the program's jobs. Out: commands to them, and the wish to see a job's node. The same jobs are shown beside every
document. Delete removes, Alt+Up and Alt+Down move what waits, Enter goes to the node.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.job import RUNNING
from studio.errands import Errands
from studio.jobs.deeds import Deeds
from studio.jobs.footer import MORE, PLAIN, Deed, Footer, fill
from studio.jobs.list import JobList
from studio.jobs.paint import JobPaint
from studio.jobs.rows import JobRows
from studio.jobs.words import summary, title, told, until
from studio.one_line import OneLine
from studio.theme import Look
from studio.words import tr
from studio.work.jobs import Jobs
from studio.work.lines import JobLine
from studio.work.manners import Manners

NARROWEST = 10
"""The panel's least width and height in lines of text; twice that is what it likes."""
FRAME_MS = 80
"""Time between two frames of the moving preview of what runs; only while the panel can be seen."""


class JobsPanel(QWidget):
    """List, a line about the whole, and a footer about the chosen job."""

    plan_wanted = Signal(str)
    """The id of a job of which it is to be shown, step by step, what it did."""

    def __init__(
        self, jobs: Jobs, manners: Manners, errands: Errands, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._manners = manners
        self._jobs = jobs
        self._look = look
        self.rows = JobRows(jobs, errands, self)
        self.list = JobList(self)
        self.list.setModel(self.rows)
        self.paint_rows = JobPaint(look, self.list)
        self.list.setItemDelegate(self.paint_rows)
        self.empty = self._make_empty()
        self.whole = OneLine(self)
        self.pause = self._make_tool(
            tr("Pause"), tr("Starts no further job; the one that runs goes on."), self._pause
        )
        self.pause.setCheckable(True)
        self.clear = self._make_tool(
            tr("Clear"), tr("Takes jobs off the list; results and takes stay."), None
        )
        self.footer = Footer(self)
        self._deeds = Deeds(jobs, self.plan_wanted.emit, self.move_job)
        self._arrange()
        self._clock = QTimer(self)
        self._clock.setInterval(FRAME_MS)
        self._clock.timeout.connect(self.rows.tick)
        self._connect()
        self._look_again()

    # -- what can be done ----------------------------------------------------------------------------------------------

    def chosen(self) -> JobLine | None:
        """The job that is selected; None for the heading and for nothing."""
        return self.rows.line(self.list.currentIndex())

    def picked(self) -> list[JobLine]:
        """Every job that is selected, from above to below."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        lines = [self.rows.line(self.rows.index(row)) for row in rows]
        return [line for line in lines if line is not None]

    def move_job(self, by: int) -> None:
        """Move the chosen job among those that wait."""
        line = self.chosen()
        place = self.rows.waiting_place(line.id) if line is not None else -1
        if line is not None and place + by >= 0 and place >= 0:
            self._jobs.reorder(line.id, place + by)

    def remove(self) -> None:
        """Take what is selected off the list."""
        for line in self.picked():
            self._jobs.remove(line.id)

    def _pause(self) -> None:
        (self._jobs.resume if self._jobs.paused else self._jobs.pause)()
        self.pause.setChecked(self._jobs.paused)

    def _activate(self, index: QModelIndex) -> None:
        line = self.rows.line(index)
        if line is not None:
            self._jobs.show(line.id)
        elif self.rows.is_heading(index):
            self._unfold(None)

    def _unfold(self, wanted: bool | None) -> None:
        """Open or close what has ended; None for the other way round."""
        if wanted is None or wanted != self.rows.opened:
            self.paint_rows.opened = not self.rows.opened
            self.rows.toggle()

    def _menu(self, at: QPoint) -> None:
        if self.rows.line(self.list.indexAt(at)) is not None:
            menu = QMenu(self)
            menu.setToolTipsVisible(True)
            menu.aboutToHide.connect(menu.deleteLater)
            fill(menu, self._possible(self.picked()))
            menu.popup(self.list.viewport().mapToGlobal(at))

    # -- what is said --------------------------------------------------------------------------------------------------

    def _look_again(self, *_: object) -> None:
        """The queue changed, or another row is chosen."""
        lines = self._jobs.lines
        self.stack.setCurrentIndex(0 if self.rows.rowCount() else 1)
        self._tell_whole(lines)
        self.pause.setChecked(self._jobs.paused)
        self.pause.setText(tr("Resume") if self._jobs.paused else tr("Pause"))
        self.clear.setEnabled(bool(lines))
        self._tell_chosen()
        self._run_clock()

    def _possible(self, lines: list[JobLine]) -> list[Deed]:
        """What can be done about these."""
        if len(lines) > 1:
            return self._deeds.of_several(lines)
        return self._deeds.of(lines[0]) if lines else []

    def _tell_chosen(self, *_: object) -> None:
        lines = self.picked()
        if len(lines) == 1:
            self.footer.tell(lines[0].id, title(lines[0]), told(lines[0]), self._possible(lines))
        else:
            key = " ".join(line.id for line in lines)
            self.footer.tell(key, tr("{count} jobs", count=len(lines)), "", self._possible(lines))

    def _tell_whole(self, lines: list[JobLine]) -> None:
        held = self._manners.paused_because
        text = held or summary(lines, paused=self._jobs.paused)
        self.whole.show_text(text, until(lines))
        self.whole.setVisible(bool(text))

    def _repaint(self, row: int) -> None:
        if row < 0:
            self.list.viewport().update()
        else:
            self.list.update(self.rows.index(row))

    def _run_clock(self) -> None:
        moving = not self._look.reduce_motion and any(line.state == RUNNING for line in self._jobs.lines)
        if moving and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    def _changed(self, jobs: set[str]) -> None:
        self._tell_whole(self._jobs.lines)
        if any(line.id in jobs for line in self.picked()):
            self._tell_chosen()

    def showEvent(self, event: QShowEvent) -> None:
        """Pictures move while they can be seen."""
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._clock.stop()

    def minimumSizeHint(self) -> QSize:
        """The same whatever is shown: choosing a job must not widen the panel."""
        em = self.fontMetrics().height()
        return QSize(NARROWEST * em, NARROWEST * em)

    def sizeHint(self) -> QSize:
        """The same whatever is shown."""
        em = self.fontMetrics().height()
        return QSize(2 * NARROWEST * em, 2 * NARROWEST * em)

    def changeEvent(self, event: QEvent) -> None:
        """The text has another size: rows get another height."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.list.scheduleDelayedItemsLayout()

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        jobs = self._jobs
        jobs.reset.connect(self._look_again)
        jobs.changed.connect(self._changed)
        jobs.pause_changed.connect(self._look_again)
        self._manners.changed.connect(self._look_again)
        self.rows.stale.connect(self._repaint)
        self._look.changed.connect(self.list.viewport().update)
        self.list.activated.connect(self._activate)
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.selectionModel().selectionChanged.connect(self._tell_chosen)
        self.list.heads = self.rows.is_heading
        self.list.unfolded = self._unfold
        self.list.moved = self.move_job
        self.list.removed = self.remove
        menu = QMenu(self.clear)
        menu.setToolTipsVisible(True)
        fill(menu, [
            (tr("What Waits"), tr("Takes everything that waits off the list; what runs goes on."), jobs.clear_waiting),
            (tr("What Has Ended"), tr("Takes everything that has ended off the list."), jobs.clear_ended),
        ])  # fmt: skip
        self.clear.setMenu(menu)
        self.clear.setText(tr("Clear") + MORE)
        self.clear.setStyleSheet(PLAIN)
        self.clear.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _make_tool(self, text: str, told_: str, run: Callable[[], object] | None) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(told_)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if run is not None:
            button.clicked.connect(run)
        return button

    def _make_empty(self) -> QLabel:
        label = QLabel(
            tr("Nothing is being made. Ctrl+Enter generates what is selected; jobs wait here, and go on at the next "
               "start of the program."),
            self,
        )  # fmt: skip
        label.setProperty("role", "dim")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setMargin(self.fontMetrics().height())
        return label

    def _arrange(self) -> None:
        gap = self.fontMetrics().height() // 3
        self.whole.setProperty("role", "dim")
        head = QHBoxLayout()
        head.setContentsMargins(gap, gap, gap, gap)
        head.setSpacing(gap)
        head.addWidget(self.pause)
        head.addWidget(self.clear)
        head.addStretch()
        # A line of its own: beside the buttons a narrow panel would cut it.
        self.whole.setContentsMargins(gap * 2, 0, gap * 2, gap)
        middle = QWidget(self)
        self.stack = QStackedLayout(middle)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(self.whole)
        rows.addWidget(middle, 1)
        rows.addWidget(self.footer)
        self.setFocusProxy(self.list)
