"""What the engine says of jobs, brought to where it is seen: lines, nodes, documents, and the window's status line.

In: events through the bridge, records of the queue. Out: signals, `Status` of nodes, takes on their way home. Owned by
`studio.work.jobs`, which hands its signals on. Lives on the GUI thread.
"""

import time
from collections import deque
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from engine import events
from engine.errors import Problem
from engine.job import CANCELLED, DONE, RUNNING, WAITING
from studio.survey.status import Run
from studio.words import tr
from studio.work.homecoming import Homecoming
from studio.work.lines import JobLine, Lines, Progress
from studio.work.marks import Marks
from studio.work.moving import STILL, Clip
from studio.work.numbers import Numbers

if TYPE_CHECKING:
    from engine.queue import Record

ESTIMATE_MS = 1000
"""How often lines that wait say anew when they will be done."""
EARLY = 10_000
"""Events that are kept until the queue shows whose they are."""


class Hearing(QObject):
    """Keeps `lines` and `marks` in step with the engine. Signals mean what those of `Jobs` mean."""

    changed = Signal(object)
    reset = Signal()
    progressed = Signal(object)
    said = Signal(str)
    unsaid = Signal(str)
    previewed = Signal(object, str, object, float)
    over = Signal(object)
    came_on = Signal(object)
    finished = Signal(object, str, object)
    failed = Signal(object, str, object)
    ended = Signal(str)
    """A job is over, by its id."""
    unknown = Signal()
    """The engine tells of a job that is not known: the queue must be looked at."""

    def __init__(self, homecoming: Homecoming, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines = Lines()
        self.marks = Marks(self.lines)
        self.numbers = Numbers(self.lines)
        self.clip: tuple[str, Clip] | None = None
        """The job that runs, and its moving preview."""
        self.paused = False
        self._homecoming = homecoming
        self._early: deque[events.Event] = deque(maxlen=EARLY)
        self._passing = ""
        self._made, self._there = 0, 0
        """Jobs of the present run that were made, and that were there already."""
        self._clock = QTimer(self)
        self._clock.setInterval(ESTIMATE_MS)
        self._clock.timeout.connect(self._estimate)

    def close(self) -> None:
        """Nothing is estimated any more."""
        self._clock.stop()

    def take_over(self, records: "Collection[Record]", moment: int, *, last: bool) -> None:
        """Follow the queue as it was at a moment of `lines`. `last` says that no further look at it is under way."""
        before = {line.id: line for line in self.lines.all()}
        differing, gone, moved = self.lines.take_over(records, moment)
        for name in gone:
            self.marks.clear(before[name])
        for name in differing:
            line = self.lines.get(name)
            if line is not None and line.over and name in before:
                self.marks.clear(line)
        self.marks.show(self.lines.waiting())
        differing |= self._numbered()
        differing |= self.lines.estimate(paused=self.paused)
        if moved:
            self.reset.emit()
        elif differing:
            self.changed.emit(differing)
        early, self._early = self._early, deque(maxlen=EARLY)
        for event in early:
            if self.lines.get(event.job) is not None:
                self.hear(event)
            elif not last:
                self._early.append(event)
        self.tell()

    def say(self, text: str, *, passing: bool = True) -> None:
        """Tell this; what is `passing` is withdrawn once it may not be so any more."""
        self._passing = text if passing else ""
        self.said.emit(text)

    def unsay(self) -> None:
        """Something else is looked at, or was changed, or runs: what was said in passing is no longer so."""
        text, self._passing = self._passing, ""
        if text:
            self.unsaid.emit(text)

    def keep(self, job: str) -> bool:
        """A job is told to end its refining early; whether it runs and had not been told yet."""
        line = self.lines.get(job)
        if line is None or line.state != RUNNING or line.keeping:
            return False
        self._put(replace(line, keeping=True))
        self.tell()
        return True

    def rehome(self, old: str, new: str) -> None:
        """A document lies elsewhere now."""
        changed = self.lines.rehome(old, new)
        if changed:
            self.changed.emit(changed)

    def hear(self, event: events.Event) -> None:
        """Take in one event of the engine."""
        line = self.lines.get(event.job)
        if line is None:
            # The engine is quicker than the look at the queue that shows who asked.
            self._keep_early(event)
            self.unknown.emit()
            return
        match event:
            case events.Queued():
                self._waits(line)
            case events.Started():
                self._started(line, event)
            case events.StepStarted():
                self._begun(line, event)
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

    def _keep_early(self, event: events.Event) -> None:
        """Keep an event until its job is known; of previews, which are large, the newest of a job."""
        if isinstance(event, events.Preview):
            older = [e for e in self._early if not (isinstance(e, events.Preview) and e.job == event.job)]
            self._early = deque(older, maxlen=EARLY)
        self._early.append(event)

    def _waits(self, line: JobLine) -> None:
        """It waits, perhaps again: another one was to run first."""
        self._put(
            replace(line, state=WAITING, share=0.0, left=None, activity="", preview=None, keeping=False)
        )
        self.marks.clear(line)
        self.marks.show([line])
        document = self.marks.document_at(line.document)
        if line.state == RUNNING and document is not None:
            # What moved for it stands still until it runs again.
            self.over.emit(document)

    def _started(self, line: JobLine, event: events.Started) -> None:
        now = time.time()
        if self.paused:
            # Another window that shares the queue may have let it go on.
            self.unknown.emit()
        self.unsay()
        self._put(replace(line, state=RUNNING, started=now, share=0.0, left=event.eta, message="", remedy=""))
        self._estimate()
        self._clock.start()
        self.tell()

    def _begun(self, line: JobLine, event: events.StepStarted) -> None:
        if self.marks.begin(line, event.node):
            self.came_on.emit(self.marks.document_at(line.document))

    def _progressed(self, line: JobLine, event: events.Progress) -> None:
        share = min(1.0, event.done / event.total) if event.total else 0.0
        self._put(replace(line, share=share, left=event.eta, activity=event.activity))
        if event.node:
            self.marks.mark(line, event.node, Run("running", event.share))
        self.tell()

    def _previewed(self, line: JobLine, event: events.Preview) -> None:
        clip = Clip(event.frames, event.rate, STILL)
        self.clip = (line.id, clip)
        self._put(replace(line, preview=clip.middle))
        document = self.marks.document_at(line.document)
        if document is not None:
            self.previewed.emit(document, event.node, event.frames, event.rate)

    def _finished(self, line: JobLine, event: events.Finished) -> None:
        notes = tuple(dict.fromkeys((*line.notes, *event.notes)))
        made = Path(event.path) if event.path is not None else None
        file = str(made) if made is not None and event.take is None else line.file
        self._put(replace(line, thumbnail=event.thumbnail or line.thumbnail, notes=notes, file=file))
        document = self.marks.document_at(line.document)
        if document is not None and event.take is not None and made is not None:
            self.numbers.made(line.id, event.take)
            self._homecoming.bring(document, event.output.id, event.output.title, event.take, made)
            self.number()
        self.finished.emit(document, line.place or event.output.id, event.take or made)

    def _failed(self, line: JobLine, event: events.Failed) -> None:
        if not line.message:
            told = replace(line, message=event.message, remedy=event.remedy, details=event.details)
            self._put(told)
        problem = Problem(event.message, None, event.port or None, event.value or None, event.remedy or None)
        place = event.node or line.place
        self.marks.mark(line, place, Run("error", problems=(problem.line(),)))
        self.say(f"{line.name}: {problem.line()}", passing=False)
        self.failed.emit(self.marks.document_at(line.document), place, event)

    def _ended(self, line: JobLine, event: events.Ended) -> None:
        over = replace(
            line, state=event.state, ended=time.time(), share=float(event.state == DONE), left=None,
            activity="", preview=None, keeping=False, ran=event.ran, cached=event.cached,
        )  # fmt: skip
        self._put(over)
        self.marks.clear(over)
        ran = line.state == RUNNING
        if event.state == DONE:
            self._there += not event.ran
            self._made += bool(event.ran)
        if event.state == CANCELLED and ran:
            self._tell_stopped(line)
        elif event.state == DONE and not event.ran:
            self._tell_there()
        elif event.state == DONE and line.document and self.marks.document_at(line.document) is None:
            name = Path(line.document).stem
            text = tr("{title}: done; {name} has it when it is opened", title=line.name, name=name)
            self.say(text, passing=False)
        elif event.state == DONE:
            seconds = f"{event.seconds:.1f}"
            self.say(tr("{title}: done in {seconds} s", title=line.name, seconds=seconds), passing=False)
        if not self.lines.waiting():
            self._there = self._made = 0
        document = self.marks.document_at(line.document)
        if ran:
            self.clip = None
        self.ended.emit(line.id)
        if ran and document is not None:
            self.over.emit(document)
        self._estimate()
        self.tell()

    def _tell_there(self) -> None:
        """Nothing was computed for a job: told of the whole, once no more of it waits."""
        if self.lines.waiting():
            return
        if self._made:
            text = tr("Made: {made}. There already: {there}.", made=self._made, there=self._there)
            self.say(text, passing=False)
        else:
            self.say(tr("Everything was there already: nothing had to be computed."))

    def _tell_stopped(self, line: JobLine) -> None:
        """What runs was stopped: what becomes of it, and of what waits behind it."""
        count, title = len(self.lines.waiting()), line.name
        if not count:
            self.say(tr("Stopped {title}. Asked again, it goes on where it was.", title=title))
        elif self.paused:
            text = tr("Stopped {title}. The queue is paused; {count} waiting.", title=title, count=count)
            self.say(text, passing=False)
        elif count == 1:
            self.say(tr("Stopped {title}. 1 more is waiting: it begins now.", title=title), passing=False)
        else:
            text = tr(
                "Stopped {title}. {count} more are waiting: the next one begins.", title=title, count=count
            )
            self.say(text, passing=False)

    def number(self) -> None:
        """Say anew which take each job makes: takes came or went, or jobs did."""
        changed = self._numbered()
        if changed:
            self.changed.emit(changed)

    def _numbered(self) -> set[str]:
        changed: set[str] = set()
        for document in self.marks.documents():
            changed |= self.numbers.number(str(document.place), document.model.document)
        return changed

    def _put(self, line: JobLine) -> None:
        if self.lines.put(line):
            self._numbered()
            self.reset.emit()
        else:
            self.changed.emit({line.id})

    def _estimate(self) -> None:
        changed = self.lines.estimate(paused=self.paused)
        if changed:
            self.changed.emit(changed)

    def tell(self) -> None:
        """Say how far the whole is; nothing is said between two jobs."""
        running, waiting = self.lines.running(), len(self.lines.waiting())
        if running is not None:
            told = Progress(
                running.title,
                running.share,
                running.left,
                waiting,
                running.activity,
                running.keeping,
                running.take,
                running.exports,
            )
            self.progressed.emit(told)
        elif not waiting or self.paused:
            self._clock.stop()
            self.progressed.emit(None)
