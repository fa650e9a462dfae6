"""The jobs panel: the queue as a list that can be put in order, with what can be done about each job.

In: the program's jobs. Out: commands to them, and the wish to see a job's node. The same jobs are shown beside every
document. Delete removes, Alt+Up and Alt+Down move what waits, Enter goes to the node.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.job import FAILED, RUNNING, WAITING
from studio.jobs.footer import MORE, PLAIN, Deed, Footer, fill
from studio.jobs.list import JobList
from studio.jobs.paint import JobPaint
from studio.jobs.rows import JobRows
from studio.jobs.words import details, summary, until
from studio.theme import Look
from studio.words import tr
from studio.work.jobs import Jobs
from studio.work.lines import JobLine
from studio.work.manners import Manners

FRAME_MS = 80
"""Time between two frames of the moving preview of what runs; only while the panel can be seen."""


class JobsPanel(QWidget):
    """List, a line about the whole, and a footer about the chosen job."""

    plan_wanted = Signal(str)
    """The id of a job of which it is to be shown, step by step, what it did."""

    def __init__(self, jobs: Jobs, manners: Manners, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._manners = manners
        self._jobs = jobs
        self._look = look
        self.rows = JobRows(jobs, self)
        self.list = JobList(self)
        self.list.setModel(self.rows)
        self.paint_rows = JobPaint(look, self.list)
        self.list.setItemDelegate(self.paint_rows)
        self.empty = self._make_empty()
        self.whole = QLabel(self)
        self.pause = self._make_tool(
            tr("Pause"), tr("Starts no further job; the one that runs goes on."), self._pause
        )
        self.pause.setCheckable(True)
        self.clear = self._make_tool(
            tr("Clear"), tr("Takes jobs off the list; results and takes stay."), None
        )
        self.footer = Footer(self)
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

    def deeds(self, line: JobLine) -> list[Deed]:
        """What can be done about a job, the likeliest first."""
        jobs, name = self._jobs, line.id
        show: Deed = (tr("Show Node"), tr("Goes to the node that this is for."), lambda: jobs.show(name))
        again: Deed = (
            tr("Queue Again"), tr("Queues the same once more, as it was asked for."), lambda: jobs.duplicate(name)
        )  # fmt: skip
        remove: Deed = (tr("Remove"), tr("Takes it off the list."), lambda: jobs.remove(name))
        plan: Deed = (
            tr("Show Steps"), tr("Shows step by step what ran, how long it took, and what was there already."),
            lambda: self.plan_wanted.emit(name),
        )  # fmt: skip
        if line.state == RUNNING:
            return [
                (tr("Stop and Keep"), tr("Ends the refining now and makes a take of what is there."),
                 lambda: jobs.finish_now(name)),
                (tr("Cancel"), tr("Stops it; asked again, it goes on where it was."), lambda: jobs.cancel(name)),
                show,
                (tr("Duplicate"), again[1], again[2]),
            ]  # fmt: skip
        if line.state == WAITING:
            return [
                (tr("Run Now"), tr("Runs it at once; what runs now waits and goes on afterwards."),
                 lambda: jobs.run_now(name)),
                remove,
                show,
                (tr("Duplicate"), again[1], again[2]),
                (tr("Move Up"), tr("Runs it one place earlier. Alt+Up"), lambda: self.move_job(-1)),
                (tr("Move Down"), tr("Runs it one place later. Alt+Down"), lambda: self.move_job(1)),
            ]  # fmt: skip
        if line.state == FAILED:
            copy: Deed = (
                tr("Copy Details"), tr("Copies everything that is known about the failure."),
                lambda: QGuiApplication.clipboard().setText(details(line)),
            )  # fmt: skip
            return [show, copy, again, plan, remove]
        return [show, again, plan, remove]

    def move_job(self, by: int) -> None:
        """Move the chosen job among those that wait."""
        line = self.chosen()
        place = self.rows.waiting_place(line.id) if line is not None else -1
        if line is not None and place + by >= 0 and place >= 0:
            self._jobs.reorder(line.id, place + by)

    def remove(self) -> None:
        """Take the chosen job off the list."""
        line = self.chosen()
        if line is not None:
            self._jobs.remove(line.id)

    def _pause(self) -> None:
        (self._jobs.resume if self._jobs.paused else self._jobs.pause)()
        self.pause.setChecked(self._jobs.paused)

    def _activate(self, index: QModelIndex) -> None:
        line = self.rows.line(index)
        if line is not None:
            self._jobs.show(line.id)
        elif self.rows.is_heading(index):
            self.paint_rows.opened = not self.rows.opened
            self.rows.toggle()

    def _menu(self, at: QPoint) -> None:
        line = self.rows.line(self.list.indexAt(at))
        if line is not None:
            menu = QMenu(self)
            menu.setToolTipsVisible(True)
            menu.aboutToHide.connect(menu.deleteLater)
            fill(menu, self.deeds(line))
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
        line = self.chosen()
        self.footer.tell(line, self.deeds(line) if line is not None else [])
        self._run_clock()

    def _tell_whole(self, lines: list[JobLine]) -> None:
        held = self._manners.paused_because
        self.whole.setText(held or summary(lines, paused=self._jobs.paused))
        self.whole.setToolTip("\n".join(part for part in (held, until(lines)) if part))

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
        line = self.chosen()
        self._tell_whole(self._jobs.lines)
        if line is not None and line.id in jobs:
            self.footer.tell(line, self.deeds(line))

    def showEvent(self, event: QShowEvent) -> None:
        """Pictures move while they can be seen."""
        super().showEvent(event)
        self._run_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._clock.stop()

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
        self.list.clicked.connect(
            lambda index: self._activate(index) if self.rows.is_heading(index) else None
        )
        self.list.customContextMenuRequested.connect(self._menu)
        self.list.selectionModel().currentChanged.connect(self._look_again)
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
        self.whole.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.whole.setProperty("role", "dim")
        head = QHBoxLayout()
        head.setContentsMargins(gap * 2, gap, gap, gap)
        head.setSpacing(gap)
        head.addWidget(self.whole, 1)
        head.addWidget(self.pause)
        head.addWidget(self.clear)
        middle = QWidget(self)
        self.stack = QStackedLayout(middle)
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(middle, 1)
        rows.addWidget(self.footer)
        self.setFocusProxy(self.list)
