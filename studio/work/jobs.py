"""The jobs of this program: asks the engine for them, shows them as lines, tells nodes how far they are.

In: wishes of pages, commands of the jobs panel, events of the engine through the bridge. Out: lines, `Status` of nodes,
takes in documents (`studio.work.homecoming`), and one line about the whole for the window. Jobs outlive documents and
the program: those of last time are there at once, and go on when the engine is ready. Made once by the application;
lives on the GUI thread, and asks the queue on a thread of its own.
"""

import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine import events
from engine.errors import Problem, StudioError
from engine.job import CANCELLED, DONE, RUNNING, WAITING
from engine.queue import Record
from engine.session import Session
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.survey.status import Place, Run, Status
from studio.words import tr
from studio.work.asking import Answer, Wish, answer
from studio.work.bridge import Bridge
from studio.work.dispatch import Dispatch
from studio.work.homecoming import Homecoming
from studio.work.lines import JobLine, Lines, Progress
from studio.work.marks import Marks
from studio.work.moving import still

__all__ = ["JobLine", "Jobs", "Progress"]

ESTIMATE_MS = 1000
"""How often lines that wait say anew when they will be done."""


@dataclass(eq=False, slots=True)
class _Asked:
    """A wish that is being compiled. `dropped` once its document closes."""

    document: OpenDocument
    dropped: bool = False


class Jobs(QObject):
    """All jobs of this program, running, waiting and ended."""

    changed = Signal(object)
    """A set of ids of lines that say something else now, in the same order as before."""
    reset = Signal()
    """There are other lines, or they are in another order."""
    pause_changed = Signal(bool)
    progressed = Signal(object)
    """The `Progress` of what runs, or None when nothing runs."""
    said = Signal(str)
    previewed = Signal(object, str, object, float)
    """The clip as it looks now: document, place, uint8 frames [T, H, W, 3], frames per second."""
    over = Signal(object)
    """A job of this open document ended: results may be there that were not."""
    finished = Signal(object, str, object)
    """Something is made: the open document or None, the place that was asked for, and the Take, the Path of a file, or
    None for a mere result."""
    failed = Signal(object, str, object)
    """A step failed: the open document or None, the node's place, and the `events.Failed`."""

    def __init__(
        self,
        session: Session,
        bridge: Bridge,
        workspace: Workspace,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._errands = Errands(self)
        self._dispatch = Dispatch(session)
        self._lines = Lines()
        self._marks = Marks(self._lines)
        self.homecoming = Homecoming(session, workspace, self._errands, self)
        self.homecoming.said.connect(self.said)
        self._early: deque[events.Event] = deque(maxlen=10_000)
        self._asked: list[_Asked] = []
        self._leaving: set[str] = set()
        self._places: dict[OpenDocument, str] = {}
        self._paused = False
        self._looking = False
        self._looks = 0
        self._clock = QTimer(self)
        self._clock.setInterval(ESTIMATE_MS)
        self._clock.timeout.connect(self._estimate)
        bridge.happened.connect(self.hear)
        workspace.saved.connect(self._saved)
        workspace.let_go.connect(self._let_go)

    # -- looking -------------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[JobLine]:
        """Every job: what runs, what waits in running order, what has ended, the newest first."""
        return self._lines.all()

    def line(self, job: str) -> JobLine | None:
        """One job; None if it is not known."""
        return self._lines.get(job)

    @property
    def busy(self) -> bool:
        """Whether anything runs, waits, or is being asked for."""
        return bool(self._asked or self._lines.waiting() or self._lines.running())

    @property
    def paused(self) -> bool:
        """Whether the artist paused the queue."""
        return self._paused

    # -- the program's own course --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the jobs of last time; nothing runs yet."""
        self._look()

    def go_on(self) -> None:
        """The engine may be started: go on with what waits since last time."""
        self._ask(self._go_on, lambda count: self.said.emit(self._goes_on(count)) if count else None)

    def close(self) -> None:
        """The program ends: what is asked now is dropped; what runs and waits goes on next time."""
        for asked in self._asked:
            asked.dropped = True
        self._clock.stop()
        self._errands.close(drain=True)

    def attend(self, document: OpenDocument, status: Status) -> None:
        """A document is open: its nodes are told what its jobs do."""
        self._places[document] = str(document.place)
        self._marks.attend(document, status)

    def forget(self, document: OpenDocument) -> None:
        """The document closes: a wish that is not compiled yet is dropped, jobs go on; its nodes are told no more."""
        for asked in self._asked:
            if asked.document is document:
                asked.dropped = True
        self._marks.leave(document)
        self._places.pop(document, None)

    # -- wishes --------------------------------------------------------------------------------------------------------

    def generate(
        self,
        document: OpenDocument,
        status: Status,
        selected: Collection[Place],
        *,
        takes: int = 1,
        files: Mapping[Place, Path] | None = None,
    ) -> None:
        """Make what is selected, or every shot of the document; it is taken as it is now.

        `takes` are made of each shot. `files` says where sinks that save a file write it (what is there is replaced):
        the artist has been asked.
        """
        self.attend(document, status)
        wish = Wish(document.opened(), tuple(selected), takes, dict(files or {}))
        if document.path is None:
            # Quitting keeps a project that somebody works on, and its jobs find it again.
            document.model.mark_unsaved()
        asked = _Asked(document)
        self._asked.append(asked)
        self.said.emit(tr("Getting ready…"))
        self._ask(
            lambda: self._submit(wish, asked),
            lambda found: self._replied(asked, found),
            lambda error: self._refused(asked, error),
        )

    def _submit(self, wish: Wish, asked: _Asked) -> Answer:
        if asked.dropped:
            return Answer((), ())
        found = answer(self._session, wish)
        for order in found.orders:
            if asked.dropped:
                break
            self._dispatch.started().submit(order.plan, order.delivery)
        return found

    def _replied(self, asked: _Asked, found: Answer) -> None:
        self._asked.remove(asked)
        self.said.emit(_reply(found))

    def _refused(self, asked: _Asked, error: StudioError) -> None:
        self._asked.remove(asked)
        self.said.emit(str(error))

    # -- commands ------------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Cancel everything that runs or waits; what was under way goes on where it stopped when it is asked again."""
        for asked in self._asked:
            asked.dropped = True
        for line in [*self._lines.waiting(), self._lines.running()]:
            if line is not None:
                self.cancel(line.id)

    def cancel(self, job: str) -> None:
        """Stop a job that runs or waits."""
        self._ask(lambda: self._dispatch.cancel(job))

    def remove(self, job: str) -> None:
        """Take a job off the list; one that runs is stopped first."""
        if (line := self._lines.get(job)) is not None and line.state == RUNNING:
            self._leaving.add(job)
        self._ask(lambda: self._dispatch.remove(job))

    def duplicate(self, job: str) -> None:
        """Queue a job again, as it was asked for."""
        self._ask(lambda: self._dispatch.duplicate(job))

    def run_now(self, job: str) -> None:
        """Run a waiting job before every other; what runs waits again and resumes afterwards."""
        self._ask(lambda: self._dispatch.run_now(job))

    def finish_now(self, job: str) -> None:
        """End a job's refining early, and make a take of what is there."""
        self._ask(lambda: self._dispatch.finish_now(job))

    def reorder(self, job: str, place: int) -> None:
        """Put a waiting job at a place among the waiting ones, 0 first."""
        self._ask(lambda: self._dispatch.reorder(job, place))

    def pause(self) -> None:
        """Start no further job; the one that runs goes on."""
        self._ask(lambda: self._dispatch.pause(True))

    def resume(self) -> None:
        """Start jobs again."""
        self._ask(lambda: self._dispatch.pause(False))

    def clear_waiting(self) -> None:
        """Take everything that waits off the list; what runs goes on."""
        for line in self._lines.waiting():
            self.remove(line.id)

    def clear_ended(self) -> None:
        """Take everything that has ended off the list; results and takes stay."""
        self._ask(self._dispatch.clear_ended)

    # -- the queue's thread --------------------------------------------------------------------------------------------

    def _ask(
        self,
        work: Callable[[], object],
        done: Callable[..., object] = lambda _: None,
        refused: Callable[[StudioError], object] | None = None,
    ) -> None:
        """Do something with the queue, then look at it again."""

        def then(result: object) -> None:
            done(result)
            self._look()

        def not_done(error: StudioError) -> None:
            (refused or (lambda e: self.said.emit(str(e))))(error)
            self._look()

        attempt(self._errands, work, then, not_done)

    def _look(self) -> None:
        """Read the queue, unless a look is on its way that will see the same."""
        if self._looking:
            return
        self._looking = True
        self._looks += 1

        def look() -> tuple[int, list[Record], bool]:
            self._looking = False
            moment = self._lines.moment
            return (moment, *self._dispatch.look())

        attempt(self._errands, look, lambda seen: self._seen(*seen), self._not_seen)

    def _not_seen(self, error: StudioError) -> None:
        self._looks -= 1
        self.said.emit(str(error))

    def _seen(self, moment: int, records: list[Record], paused: bool) -> None:
        self._looks -= 1
        before = {line.id: line for line in self.lines}
        differing, gone, moved = self._lines.take_over(records, moment)
        for name in gone:
            self._marks.clear(before[name])
        for name in differing:
            line = self._lines.get(name)
            if line is not None and line.over and name in before:
                self._marks.clear(line)
        if paused != self._paused:
            self._paused = paused
            self.pause_changed.emit(paused)
        self._marks.show(self._lines.waiting())
        differing |= self._lines.estimate(paused=paused)
        early, self._early = self._early, deque(maxlen=self._early.maxlen)
        if moved:
            self.reset.emit()
        elif differing:
            self.changed.emit(differing)
        for event in early:
            if self._lines.get(event.job) is not None:
                self.hear(event)
            elif self._looks:
                self._early.append(event)
        self._tell()

    def _go_on(self) -> int:
        count = self._dispatch.waits()
        if count:
            self._dispatch.started()
        return count

    def _goes_on(self, count: int) -> str:
        if self._paused:
            return tr("The queue is paused; {count} waiting since last time", count=count)
        if count == 1:
            return tr("Going on with 1 job of last time")
        return tr("Going on with {count} jobs of last time", count=count)

    # -- what the engine says ------------------------------------------------------------------------------------------

    def hear(self, event: events.Event) -> None:
        """Take in one event of the engine."""
        line = self._lines.get(event.job)
        if line is None:
            # The engine is quicker than the look at the queue that shows who asked.
            self._early.append(event)
            self._look()
            return
        match event:
            case events.Queued():
                self._waits(line)
            case events.Started():
                self._started(line, event)
            case events.StepStarted():
                self._marks.mark(line, event.node, Run("running", 0.0))
            case events.Progress():
                self._progressed(line, event)
            case events.Preview():
                self._previewed(line, event)
            case events.Finished():
                self._finished(line, event)
            case events.Failed():
                self._failed(line, event)
            case events.Ended():
                self._ended(line, event)

    def _waits(self, line: JobLine) -> None:
        """It waits, perhaps again: another one was to run first."""
        self._put(replace(line, state=WAITING, share=0.0, left=None, activity="", preview=None))
        self._marks.clear(line)
        self._marks.show([line])

    def _started(self, line: JobLine, event: events.Started) -> None:
        now = time.time()
        self._put(replace(line, state=RUNNING, started=now, share=0.0, left=event.eta, message="", remedy=""))
        self._estimate()
        self._clock.start()
        self._tell()

    def _progressed(self, line: JobLine, event: events.Progress) -> None:
        share = min(1.0, event.done / event.total) if event.total else 0.0
        self._put(replace(line, share=share, left=event.eta, activity=event.activity))
        if event.node:
            self._marks.mark(line, event.node, Run("running", share))
        self._tell()

    def _previewed(self, line: JobLine, event: events.Preview) -> None:
        self._put(replace(line, preview=still(event.frames)))
        document = self._marks.document_at(line.document)
        if document is not None:
            self.previewed.emit(document, event.node, event.frames, event.rate)

    def _finished(self, line: JobLine, event: events.Finished) -> None:
        notes = tuple(dict.fromkeys((*line.notes, *event.notes)))
        self._put(replace(line, thumbnail=event.thumbnail or line.thumbnail, notes=notes))
        document = self._marks.document_at(line.document)
        made = Path(event.path) if event.path is not None else None
        if document is not None and event.take is not None and made is not None:
            self.homecoming.bring(document, event.output.id, event.output.title, event.take, made)
        self.finished.emit(document, line.place or event.output.id, event.take or made)

    def _failed(self, line: JobLine, event: events.Failed) -> None:
        if not line.message:
            told = {"message": event.message, "remedy": event.remedy, "details": event.details}
            self._put(replace(line, **told))
        problem = Problem(event.message, None, event.port or None, event.value or None, event.remedy or None)
        place = event.node or line.place
        self._marks.mark(line, place, Run("error", problems=(problem.line(),)))
        self.said.emit(f"{line.title}: {problem.line()}")
        self.failed.emit(self._marks.document_at(line.document), place, event)

    def _ended(self, line: JobLine, event: events.Ended) -> None:
        over = replace(
            line, state=event.state, ended=time.time(), share=float(event.state == DONE), left=None,
            activity="", preview=None, ran=event.ran, cached=event.cached,
        )  # fmt: skip
        self._put(over)
        self._marks.clear(over)
        if event.state == CANCELLED:
            self.said.emit(tr("Stopped. Asked again, it goes on where it was."))
        elif event.state == DONE and not event.ran:
            self.said.emit(tr("Everything was there already: nothing had to be computed."))
        elif event.state == DONE:
            seconds = f"{event.seconds:.1f}"
            self.said.emit(tr("{title}: done in {seconds} s", title=line.title, seconds=seconds))
        if line.id in self._leaving:
            self._leaving.discard(line.id)
            self.remove(line.id)
        document = self._marks.document_at(line.document)
        if document is not None:
            self.over.emit(document)
        self._estimate()
        self._tell()

    def _put(self, line: JobLine) -> None:
        if self._lines.put(line):
            self.reset.emit()
        else:
            self.changed.emit({line.id})

    def _estimate(self) -> None:
        changed = self._lines.estimate(paused=self._paused)
        if changed:
            self.changed.emit(changed)

    def _tell(self) -> None:
        """Say how far the whole is; nothing is said between two jobs."""
        running, waiting = self._lines.running(), len(self._lines.waiting())
        if running is not None:
            told = Progress(running.title, running.share, running.left, waiting, running.activity)
            self.progressed.emit(told)
        elif not waiting or self._paused:
            self._clock.stop()
            self.progressed.emit(None)

    # -- what happens to documents -------------------------------------------------------------------------------------

    def _saved(self, document: OpenDocument) -> None:
        """A document that lies elsewhere now takes its jobs along."""
        old, new = self._places.get(document), str(document.place)
        if old is None or old == new:
            return
        self._places[document] = new
        changed = self._lines.rehome(old, new)
        if changed:
            self.changed.emit(changed)
        self._ask(lambda: self._dispatch.queue.rehome(old, new))

    def _let_go(self, document: OpenDocument) -> None:
        """The artist discarded a project that has no file: nobody wants its jobs any more."""
        place = str(document.place)
        for line in self._lines.of(place, WAITING, RUNNING):
            self.remove(line.id)
        self.homecoming.let_go(place)


def _reply(found: Answer) -> str:
    """What to say about a wish, beside what its jobs say themselves."""
    if found.orders:
        return ""
    problem: Problem | None = next(iter(found.problems), None)
    if problem is not None:
        return problem.line()
    return tr("There is nothing to generate yet: add a Shot, or select a node that makes a picture.")
