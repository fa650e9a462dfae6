"""Closing the window while jobs run or wait: what becomes of them is said in place, and they may be finished first.

In: the wish to close, the jobs, and the one dialog about what is unsaved. Out: whether the window may close now; the
strip that says so, along the window's lower edge; and `go` when what was to be finished is. Nothing is lost either way:
closing once more goes at once. Made once by the window.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.job import RUNNING
from studio.dialogs.notice_bar import NoticeStrip
from studio.filing import Filing
from studio.projects.notices import Choice, Notice
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.quantities import seconds_words
from studio.theme import Look
from studio.words import tr
from studio.work.jobs import Jobs

KEY = "leaving"


class Leaving(QObject):
    """`strip` is what is said, None for nothing; `finishing` whether the window closes when the jobs are done."""

    go = Signal()
    """Close the window now."""

    def __init__(
        self, jobs: Jobs, workspace: Workspace, filing: Filing, look: Look, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.finishing = False
        self.ground = LeavingGround()
        self.ground.left.connect(self.stay)
        self.strip: NoticeStrip | None = None
        self._jobs = jobs
        self._workspace = workspace
        self._filing = filing
        self._look = look
        self._settled: dict[OpenDocument, int] = {}
        """Documents about which nothing need be asked at the end, with the step of history at which that was so."""
        self._kept: set[OpenDocument] = set()
        self._done = QTimer(self, singleShot=True, interval=0)
        self._done.timeout.connect(self._finish)
        jobs.reset.connect(self._look_again)
        jobs.progressed.connect(self._look_again)
        jobs.pause_changed.connect(self._look_again)

    def may_go(self) -> bool:
        """Whether the window may close now; if not, the artist was asked, or told why not."""
        told = self.strip is not None
        if self.finishing:
            self._save_again()
        busy = self._jobs.busy
        unsaved = [d for d in self._workspace.documents if d.worth_keeping and d not in self._kept]
        if unsaved:
            # The one dialog says of the jobs what the strip would.
            answer = self._filing.ask_to_quit(
                unsaved, self._words() if busy and not told else "", finish=busy and self._can_finish(told)
            )
            if not answer.go:
                self.stay()
                return False
            self._kept |= set(answer.kept)
            if answer.finish and self._jobs.busy:
                self._begin_finishing()
                return False
        elif busy and not told:
            self._offer()
            return False
        self.stay()
        return True

    def stay(self) -> None:
        """Take back the wish to leave."""
        self.finishing = False
        self._done.stop()
        self._kept.clear()
        self._settled.clear()
        self._show(None)

    # -- what is said --------------------------------------------------------------------------------------------------

    def _words(self) -> str:
        """What becomes of the jobs."""
        open_ = [line for line in self._jobs.lines if not line.over]
        running = next((line for line in open_ if line.state == RUNNING), None)
        count = max(1, len(open_))
        if count == 1 and running is not None:
            return tr("{title} is being made. It goes on from here when Shotloom is opened again.",
                      title=running.name)  # fmt: skip
        if count == 1:
            return tr("1 job is waiting. It is kept, and runs when Shotloom is opened again.")
        if running is None:
            return tr(
                "{count} jobs are waiting. They are kept, and run when Shotloom is opened again.", count=count
            )
        return tr(
            "{count} jobs run or wait. They are kept, and go on when Shotloom is opened again.", count=count
        )

    def _waits_words(self) -> str:
        open_ = [line for line in self._jobs.lines if not line.over]
        last = [line.left for line in open_ if line.left is not None]
        words = (
            tr("Shotloom quits when what it makes is done.")
            if len(open_) < 2
            else tr("Shotloom quits when {count} jobs are done.", count=len(open_))
        )
        if self._jobs.paused:
            return f"{words} {tr('The queue is paused.')}"
        return f"{words} {tr('{time} left', time=seconds_words(max(last)))}" if last else words

    def _can_finish(self, told: bool) -> bool:
        """Whether waiting for the end is worth offering: not where nothing moves, nor to who was asked already."""
        return not told and not self._jobs.paused

    def _offer(self) -> None:
        quit_ = Choice(tr("Quit"), tr("Ends the program now; the jobs are kept."), self.go.emit)
        finish = Choice(
            tr("Finish First"),
            tr("Ends the program by itself when every job is done."),
            self._begin_finishing,
        )
        stay = Choice(tr("Keep Working"), tr("Does not end the program."), self.stay)
        choices = (quit_, finish, stay) if self._can_finish(False) else (quit_, stay)
        self._show(Notice(KEY, self._words(), "note", choices))

    def _begin_finishing(self) -> None:
        self.finishing = True
        for document in self._workspace.documents:
            if not document.worth_keeping:
                self._settled[document] = document.model.stack.index()
        quit_ = Choice(tr("Quit Now"), tr("Ends the program now; the jobs are kept."), self.go.emit)
        stay = Choice(tr("Keep Working"), tr("Does not end the program."), self.stay)
        self._show(Notice(KEY, self._waits_words(), "note", (quit_, stay)))
        self._look_again()

    def _show(self, notice: Notice | None) -> None:
        if self.strip is not None:
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None
        if notice is not None:
            self.strip = NoticeStrip(notice, self.stay, self._look, self.ground)
            self.ground.rows.addWidget(self.strip)
            for button in self.strip.buttons:
                # Enter presses it, as in any question.
                button.setAutoDefault(True)
        self.ground.setVisible(notice is not None)
        if self.strip is not None:
            self.strip.buttons[0].setFocus()

    # -- while jobs go on ----------------------------------------------------------------------------------------------

    def _look_again(self, *_: object) -> None:
        if self.strip is None:
            return
        if not self._jobs.busy:
            # Between two wishes nothing may run for a moment.
            self._done.start()
        elif self.finishing:
            self.strip.text.setText(self._waits_words())

    def _finish(self) -> None:
        if self._jobs.busy:
            return
        if self.finishing:
            self.go.emit()
        else:
            # There is nothing left of which anything need be said.
            self.stay()

    def _save_again(self) -> None:
        """Takes that came meanwhile belong to projects that were saved when the artist left them."""
        for document, step in self._settled.items():
            there = document in self._workspace.documents and document.path is not None
            if there and document.worth_keeping and document.model.stack.index() == step:
                self._workspace.save(document)


class LeavingGround(QWidget):
    """Where the strip stands; Escape takes the wish to leave back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Quit"))
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape means staying."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
