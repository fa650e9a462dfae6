"""The jobs that run for open documents: asks the engine for them, tells nodes how far they are, brings takes home.

In: wishes of pages, events of the engine through the bridge. Out: `Status` of nodes, takes in documents, and one line
about the whole for the window. Made once by the application; lives on the GUI thread.
"""

from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine import events
from engine.errors import Problem, StudioError
from engine.plan import Output
from engine.session import Session
from engine.shots import Take
from studio.attempts import attempt
from studio.errands import Errands
from studio.projects import saving
from studio.projects.opened import OpenDocument
from studio.survey.status import Place, Run, Status
from studio.words import tr
from studio.work.asking import Answer, Order, answer
from studio.work.bridge import Bridge

if TYPE_CHECKING:
    from engine.executor import Executor


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: the job at hand, 0 to 1, seconds left (None while unknown), and jobs that wait after it."""

    title: str
    share: float
    left: float | None
    waiting: int
    activity: str = ""


@dataclass(slots=True)
class _Job:
    """A job that is not over: whose it is, what was asked for, and the nodes that it told something about."""

    document: OpenDocument
    status: Status
    order: Order
    told: set[Place]
    failed: bool = False


class Jobs(QObject):
    """All jobs of this program. `progressed` tells `Progress`, or None when nothing runs any more."""

    progressed = Signal(object)
    said = Signal(str)
    previewed = Signal(object, str, object, float)
    """The clip as it looks now: document, place, uint8 frames [T, H, W, 3], frames per second."""
    over = Signal(object)
    """A job of this document ended: results may be there that were not."""

    def __init__(
        self, session: Session, bridge: Bridge, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._errands = errands
        self._jobs: dict[str, _Job] = {}
        self._early: deque[events.Event] = deque(maxlen=10_000)
        self._asking = 0
        bridge.happened.connect(self.hear)

    @property
    def busy(self) -> bool:
        """Whether anything runs, waits, or is being asked for."""
        return bool(self._jobs) or self._asking > 0

    def generate(self, document: OpenDocument, status: Status, selected: Collection[Place]) -> None:
        """Make what is selected, or every shot of the document; it is taken as it is now."""
        opened = document.opened()
        self._asking += 1
        self.said.emit(tr("Getting ready…"))

        def work() -> tuple[Answer, list[tuple[str, Order]]]:
            found = answer(self._session, opened, selected)
            executor: Executor | None = self._session.executor if found.orders else None
            return found, [(executor.submit(o.plan, o.delivery), o) for o in found.orders if executor]

        attempt(
            self._errands,
            work,
            lambda done: self._asked(document, status, *done),
            lambda error: self._refused(error),
        )

    def stop(self) -> None:
        """Cancel everything that runs or waits; what was under way goes on where it stopped when it is asked again."""
        for job in tuple(self._jobs):
            self._session.executor.cancel(job)

    def forget(self, document: OpenDocument) -> None:
        """The document closes: its jobs are cancelled, and nothing is told to its nodes any more."""
        for name, job in tuple(self._jobs.items()):
            if job.document is document:
                del self._jobs[name]
                self._session.executor.cancel(name)
        self._tell()

    # -- what was asked ------------------------------------------------------------------------------------------------

    def _asked(
        self, document: OpenDocument, status: Status, found: Answer, submitted: list[tuple[str, Order]]
    ) -> None:
        self._asking -= 1
        for name, order in submitted:
            self._jobs[name] = _Job(document, status, order, {order.place})
            status.run(order.place, Run("queued"))
        self.said.emit(self._reply(found))
        early, self._early = self._early, deque(maxlen=self._early.maxlen)
        for event in early:
            self.hear(event)
        self._tell()

    def _refused(self, error: StudioError) -> None:
        self._asking -= 1
        self.said.emit(str(error))

    def _reply(self, found: Answer) -> str:
        if found.orders:
            return ""
        problem: Problem | None = next(iter(found.problems), None)
        if problem is not None:
            return problem.line()
        return tr("There is nothing to generate yet: add a Shot, or select a node that makes a picture.")

    # -- what the engine says ------------------------------------------------------------------------------------------

    def hear(self, event: events.Event) -> None:
        """Take in one event of the engine."""
        job = self._jobs.get(event.job)
        if job is None:
            if self._asking:
                # The engine is quicker than the answer to who asked.
                self._early.append(event)
            return
        match event:
            case events.Started():
                self._show(job, 0.0, event.eta)
            case events.StepStarted():
                self._mark(job, event.node, Run("running", 0.0))
            case events.Progress():
                self._progressed(job, event)
            case events.Preview():
                self.previewed.emit(job.document, event.node, event.frames, event.rate)
            case events.Finished():
                self._finished(job, event)
            case events.Failed():
                self._failed(job, event)
            case events.Ended():
                self._ended(job, event)

    def _progressed(self, job: _Job, event: events.Progress) -> None:
        share = min(1.0, event.done / event.total) if event.total else 0.0
        self._show(job, share, event.eta, event.activity)
        if event.node:
            self._mark(job, event.node, Run("running", share))

    def _finished(self, job: _Job, event: events.Finished) -> None:
        document, take = job.document, event.take
        if take is None or event.path is None:
            return
        made, place = Path(event.path), document.opened().takes / take.file
        if made != place and (left := saving.link([(made, place)])):
            # The project was saved elsewhere meanwhile, on another disk: the master follows before its take is told.
            attempt(
                self._errands,
                lambda: saving.copy(left),
                lambda _: self._keep(document, event.output, take),
                lambda error: self.said.emit(str(error)),
            )
            return
        self._keep(document, event.output, take)

    def _keep(self, document: OpenDocument, output: Output, take: Take) -> None:
        """Give a shot its take, unless it has the very same one."""
        known = document.model.document.shots.get(output.id)
        if known is not None and any(t.key == take.key for t in known.takes):
            self.said.emit(tr("{shot} has this very take already.", shot=output.title))
        else:
            document.model.add_take(output.id, take)

    def _failed(self, job: _Job, event: events.Failed) -> None:
        job.failed = True
        problem = Problem(event.message, None, event.port or None, event.value or None, event.remedy or None)
        self._mark(job, event.node or job.order.place, Run("error", problems=(problem.line(),)))
        self.said.emit(f"{job.order.delivery.label}: {problem.line()}")

    def _ended(self, job: _Job, event: events.Ended) -> None:
        del self._jobs[event.job]
        for place in job.told:
            if job.status.ran(place) != "error":
                job.status.run(place, None)
        if event.state == "cancelled":
            self.said.emit(tr("Stopped. Asked again, it goes on where it was."))
        elif event.state == "done" and not event.ran:
            self.said.emit(tr("Everything was there already: nothing had to be computed."))
        elif event.state == "done":
            self.said.emit(
                tr(
                    "{title}: done in {seconds} s",
                    title=job.order.delivery.label,
                    seconds=f"{event.seconds:.1f}",
                )
            )
        self.over.emit(job.document)
        self._tell()

    def _mark(self, job: _Job, place: Place, run: Run) -> None:
        """Tell a node what runs there; the node before it has done its part."""
        for other in job.told - {place, job.order.place}:
            if job.status.ran(other) == "running":
                job.status.run(other, None)
        job.told.add(place)
        job.status.run(place, run)

    def _show(self, job: _Job, share: float, left: float | None, activity: str = "") -> None:
        progress = Progress(job.order.delivery.label, share, left, len(self._jobs) - 1, activity)
        self.progressed.emit(progress)

    def _tell(self) -> None:
        if not self._jobs:
            self.progressed.emit(None)
