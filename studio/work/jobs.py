"""The jobs of this program: asks the engine for them, shows them as lines, tells nodes how far they are.

In: wishes of pages, commands of the jobs panel, events of the engine through the bridge. Out: lines, `Status` of nodes,
takes in documents (`studio.work.homecoming`), and one line about the whole for the window. Jobs outlive documents and
the program: those of last time are there at once, and go on when the engine is ready. Made once by the application;
lives on the GUI thread, and asks the queue on a thread of its own.
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine import events
from engine.errors import StudioError
from engine.job import RUNNING, WAITING
from engine.session import Session
from studio.attempts import attempt
from studio.document import Change
from studio.errands import Errands
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.survey.status import Place, Status
from studio.words import tr
from studio.work.asking import Answer, Wish, answer
from studio.work.bridge import Bridge
from studio.work.dispatch import Dispatch
from studio.work.hearing import Hearing
from studio.work.homecoming import Homecoming
from studio.work.lines import JobLine, Progress
from studio.work.moving import Clip

if TYPE_CHECKING:
    from engine.queue import Record

__all__ = ["JobLine", "Jobs", "Progress"]

_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class _Asked:
    """A wish until its jobs are among the lines. `dropped` once its document closes, `answered` once it is compiled."""

    document: OpenDocument
    dropped: bool = False
    answered: bool = False
    told: "Callable[[Answer, Sequence[str]], object] | None" = None


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
    unsaid = Signal(str)
    """What was said in passing is no longer so."""
    previewed = Signal(object, str, object, float)
    """The clip as it looks now: document, place, uint8 frames [T, H, W, 3], frames per second."""
    came_on = Signal(object)
    """A job of this open document goes on with its next node: the one before has its result."""
    over = Signal(object)
    """A job of this open document ended: results may be there that were not."""
    finished = Signal(object, str, object)
    """Something is made: the open document or None, the place that was asked for, and the Take, the Path of a file, or
    None for a mere result."""
    there = Signal(object, str)
    """What was asked for is there as a take already, and no job was made of it: the open document, the place."""
    wanted = Signal(str, str)
    """The artist wants to see the node at a place of a document, which may not be open: its file's path, the place."""
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
        self.homecoming = Homecoming(session, workspace, self._errands, self)
        self._hearing = Hearing(self.homecoming, self)
        self._lines, self._marks = self._hearing.lines, self._hearing.marks
        self._asked: list[_Asked] = []
        self._leaving: set[str] = set()
        self._warned = ""
        self._damage = ""
        self._places: dict[OpenDocument, str] = {}
        self._looking = False
        self._looks = 0
        self._hand_on()
        bridge.happened.connect(self.hear)
        workspace.saved.connect(self._saved)
        workspace.let_go.connect(self._let_go)
        workspace.at_work = self._at_work

    def hear(self, event: events.Event) -> None:
        """Take in one event of the engine."""
        self._hearing.hear(event)

    def _hand_on(self) -> None:
        """What is heard is told as this object's own signals."""
        heard = self._hearing
        heard.changed.connect(self.changed)
        heard.reset.connect(self.reset)
        heard.progressed.connect(self.progressed)
        heard.said.connect(self.said)
        heard.unsaid.connect(self.unsaid)
        heard.previewed.connect(self.previewed)
        heard.came_on.connect(self.came_on)
        heard.over.connect(self.over)
        heard.finished.connect(self.finished)
        heard.failed.connect(self.failed)
        heard.unknown.connect(self._look)
        heard.ended.connect(self._ended)
        self.homecoming.said.connect(self.said)
        self.homecoming.arrived.connect(lambda document, shot, _: self._marks.arrived(document, shot))

    # -- looking -------------------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[JobLine]:
        """Every job: what runs, what waits in running order, what has ended, the newest first."""
        return self._lines.all()

    def line(self, job: str) -> JobLine | None:
        """One job; None if it is not known."""
        return self._lines.get(job)

    def clip(self, job: str) -> Clip | None:
        """The moving preview of a job that runs; None where there is none yet."""
        clip = self._hearing.clip
        return clip[1] if clip is not None and clip[0] == job else None

    def file_of(self, job: str, then: Callable[[Path], object]) -> None:
        """Look up the file that a job writes, one of an earlier start too, and call `then` with it."""

        def look() -> Path | None:
            _, delivery = self._dispatch.queue.load(job)
            return next((Path(name) for name in delivery.files.values()), None)

        attempt(
            self._errands,
            look,
            lambda path: then(path) if path is not None else None,
            lambda error: self._hearing.say(str(error)),
        )

    def show(self, job: str) -> None:
        """Go to the node that a job is for."""
        line = self._lines.get(job)
        if line is not None and line.document:
            self.wanted.emit(line.document, line.place)

    @property
    def busy(self) -> bool:
        """Whether anything runs, waits, or is being asked for."""
        return bool(self._asked or self._lines.waiting() or self._lines.running())

    @property
    def paused(self) -> bool:
        """Whether the artist paused the queue."""
        return self._hearing.paused

    # -- the program's own course --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the jobs of last time; nothing runs yet."""
        self._look()

    def go_on(self) -> None:
        """The engine may be started: go on with what waits since last time."""
        self._ask(
            self._go_on,
            lambda count: self._hearing.say(self._goes_on(count), passing=False) if count else None,
        )

    def close(self) -> None:
        """The program ends: what is asked now is dropped; what runs and waits goes on next time."""
        for asked in self._asked:
            asked.dropped = True
        if left := sum(not line.over for line in self._lines.all()):
            _log.info("%d jobs are kept, and go on when the program starts again", left)
        self._hearing.close()
        self._errands.close(drain=True)

    def attend(self, document: OpenDocument, status: Status) -> None:
        """A document is open: its nodes are told what its jobs do."""
        new = document not in self._places
        self._places[document] = str(document.place)
        self._marks.attend(document, status)
        if new:
            document.model.changed.connect(self._takes_changed)
            self._hearing.number()

    def _takes_changed(self, change: Change) -> None:
        if change.shots:
            self._hearing.number()

    def forget(self, document: OpenDocument) -> None:
        """The document closes: a wish that is not compiled yet is dropped, jobs go on; its nodes are told no more."""
        for asked in self._asked:
            if asked.document is document:
                asked.dropped = True
        self._marks.leave(document)
        if self._places.pop(document, None) is not None:
            document.model.changed.disconnect(self._takes_changed)

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
        wish = Wish(document.opened(), tuple(selected), takes, dict(files or {}))
        if document.path is None:
            # Quitting keeps a project that somebody works on, and its jobs find it again.
            document.model.mark_unsaved()
        home = str(document.place)
        self.queue(document, status, lambda: answer(self._session, wish, self._dispatch.under_way(home)))

    def queue(
        self,
        document: OpenDocument,
        status: Status,
        make: Callable[[], Answer],
        told: Callable[[Answer, Sequence[str]], object] | None = None,
    ) -> None:
        """Queue what `make` compiles for a document; it is called on the queue's thread and may take a while.

        `told` hears of the answer, and of the ids of its jobs, one for each order.
        """
        self.attend(document, status)
        asked = _Asked(document, told=told)
        self._asked.append(asked)
        self._hearing.say(tr("Getting ready…"))
        self._ask(
            lambda: self._submit(make, asked),
            lambda made: self._replied(asked, *made),
            lambda error: self._refused(asked, error),
        )

    def _submit(self, make: Callable[[], Answer], asked: _Asked) -> tuple[Answer, list[str]]:
        """On the queue's thread: compile a wish and queue it; returns the ids of its jobs too."""
        jobs: list[str] = []
        if asked.dropped:
            return Answer((), ()), jobs
        found = make()
        for order in found.orders:
            if asked.dropped:
                break
            jobs.append(self._dispatch.started().submit(order.plan, order.delivery))
        return found, jobs

    def _replied(self, asked: _Asked, found: Answer, jobs: Sequence[str]) -> None:
        asked.answered = True
        if asked.dropped:
            # Some were queued before it was, and are not among the lines yet.
            for job in jobs:
                self.remove(job)
            return
        self._hearing.say(_reply(found))
        if asked.told is not None:
            asked.told(found, jobs)
            return
        for place in found.there:
            self.there.emit(asked.document, place)

    def _refused(self, asked: _Asked, error: StudioError) -> None:
        asked.answered = True
        self._hearing.say(str(error))

    # -- commands ------------------------------------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop what runs; what waits goes on. Asked again, it goes on where it stopped.

        Where nothing runs, what is being made ready is dropped. What was told to end early and be kept is stopped only
        when this is asked twice.
        """
        line = self._lines.running()
        if line is None:
            for asked in self._asked:
                asked.dropped = True
        elif line.keeping and line.id != self._warned:
            self._warned = line.id
            text = tr("{title} is being finished early, to keep what is there. Stop once more to keep nothing.",
                      title=line.name)  # fmt: skip
            self._hearing.say(text, passing=False)
        else:
            self.cancel(line.id)

    def unsay(self) -> None:
        """Something else is looked at now, or was changed: what was said in passing is no longer so."""
        self._hearing.unsay()

    def cancel(self, job: str) -> None:
        """Stop a job that runs or waits."""
        self._ask(lambda: self._dispatch.cancel(job))

    def remove(self, job: str) -> None:
        """Take a job off the list; one that runs is stopped first."""
        line = self._lines.get(job)
        if line is None or line.state == RUNNING:
            self._leaving.add(job)
        self._ask(lambda: self._dispatch.remove(job))

    def _ended(self, job: str) -> None:
        """A job that was to be removed, and ran, can be now; what befell the list meanwhile is seen."""
        if job in self._leaving:
            self._leaving.discard(job)
            self.remove(job)
        else:
            self._look()

    def duplicate(self, job: str) -> None:
        """Queue a job again, as it was asked for."""
        self._ask(lambda: self._dispatch.duplicate(job))

    def run_now(self, job: str) -> None:
        """Run a waiting job before every other; what runs waits again and resumes afterwards."""
        self._ask(lambda: self._dispatch.run_now(job))

    def finish_now(self, job: str) -> None:
        """End a job's refining early, and make a take of what is there."""
        if self._hearing.keep(job):
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
            (refused or (lambda e: self._hearing.say(str(e))))(error)
            self._look()

        attempt(self._errands, work, then, not_done)

    def _look(self) -> None:
        """Read the queue, unless a look is on its way that will see the same."""
        if self._looking:
            return
        self._looking = True
        self._looks += 1

        def look() -> "tuple[int, list[Record], bool, Path | None]":
            self._looking = False
            moment = self._lines.moment
            return (moment, *self._dispatch.look())

        attempt(self._errands, look, lambda seen: self._seen(*seen), self._not_seen)

    def _not_seen(self, error: StudioError) -> None:
        self._looked()
        self._hearing.say(str(error))

    def _seen(self, moment: int, records: "list[Record]", paused: bool, damaged: Path | None) -> None:
        if paused != self.paused:
            self._hearing.paused = paused
            self.pause_changed.emit(paused)
        self._hearing.take_over(records, moment, last=self._looks == 1)
        if damaged is not None:
            self._damage = tr(
                "The list of jobs was damaged. What could be read of it goes on, finished takes are safe; "
                "the damaged list is kept as {path}",
                path=damaged,
            )
            self._hearing.say(self._damage, passing=False)
        self._looked()

    def _looked(self) -> None:
        self._looks -= 1
        if not self._looks:
            # What was asked for is among the lines by now.
            self._asked = [asked for asked in self._asked if not asked.answered]

    def _go_on(self) -> int:
        count = self._dispatch.waits()
        if count:
            self._dispatch.started()
        return count

    def _goes_on(self, count: int) -> str:
        if self.paused:
            text = tr("The queue is paused; {count} waiting since last time", count=count)
        elif count == 1:
            text = tr("Going on with 1 job of last time")
        else:
            text = tr("Going on with {count} jobs of last time", count=count)
        # What was said a moment ago is too grave to be written over unread.
        return f"{self._damage}. {text}" if self._damage else text

    # -- what happens to documents -------------------------------------------------------------------------------------

    def _saved(self, document: OpenDocument) -> None:
        """A document that lies elsewhere now takes its jobs along."""
        old, new = self._places.get(document), str(document.place)
        if old is None or old == new:
            return
        self._places[document] = new
        self._hearing.rehome(old, new)
        self._ask(lambda: self._dispatch.rehome(old, new))

    def _at_work(self, place: Path) -> bool:
        """Whether a job of a document may run now: the engine is ahead of what was heard of it."""
        asked = any(known.document.place == place for known in self._asked)
        return asked or bool(self._lines.of(str(place), WAITING, RUNNING))

    def _let_go(self, place: Path) -> None:
        """The artist discarded a project that has no file: nobody wants its jobs any more."""
        for line in self._lines.of(str(place), WAITING, RUNNING):
            self.remove(line.id)
        self.homecoming.let_go(str(place))


def _reply(found: Answer) -> str:
    """What to say about a wish, beside what its jobs say themselves."""
    if found.orders:
        return ""
    if found.there:
        return tr("This take exists already: nothing had to be computed.")
    problem = next(iter(found.problems), "")
    if problem:
        return problem
    return tr("There is nothing to generate yet: add a Shot, or select a node that makes a picture.")
