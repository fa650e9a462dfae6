"""What is being made of the shots of the film: queued, running, how far.

In: the status of nodes, which shots are made of them, and the job that runs. Out: a `Making` per shot, and a signal
when one changes.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from studio.survey.status import Place, Status
from studio.timeline.brush import Making
from studio.timeline.table import CuttingTable
from studio.work.jobs import Jobs
from studio.work.lines import JobLine

SHOT = "shotloom.shot"


class Progress(QObject):
    """`made_of(shot, node)` says whether what a shot shows is made of what a node makes; `home` is the document as its
    jobs name it.
    """

    changed = Signal(str)
    """A shot that looks different."""

    def __init__(
        self,
        status: Status,
        table: CuttingTable,
        made_of: Callable[[Place, Place], bool],
        jobs: Jobs,
        home: Callable[[], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._status, self._table, self._made_of = status, table, made_of
        self._jobs, self._home = jobs, home
        self._job: JobLine | None = None
        self._running: dict[Place, Making] = {}
        status.places_changed.connect(self._follow)
        jobs.changed.connect(self._follow_jobs)
        jobs.reset.connect(self._follow_queue)

    def of(self, shot: str) -> Making | None:
        """What is being made of a shot: how far its job is; without one of its own, the node that runs for it."""
        job, own = self._job, self._running.get(shot)
        if job is not None and job.place == shot:
            return Making("running", job.share, job.left)
        if job is not None and self._is_shot(job.place):
            # What continues that shot is made of it too, but not now.
            return own if own is not None and own.progress is None else None
        if not self._running or (own is not None and own.progress is not None):
            return own
        for place, making in self._running.items():
            if making.progress is not None and self._made_of(shot, place):
                return making
        return own

    def _is_shot(self, place: Place) -> bool:
        node = self._table.document.node(place)
        return node is not None and node.type == SHOT

    def _follow_jobs(self, ids: Iterable[str]) -> None:
        before, home = self._job, self._home()
        for name in ids:
            line = self._jobs.line(name)
            if line is not None and line.state == "running" and line.document == home:
                self._job = line
            elif self._job is not None and self._job.id == name:
                self._job = None
        for place in {job.place for job in (before, self._job) if job is not None and before != self._job}:
            self.changed.emit(place)

    def _follow_queue(self) -> None:
        """The queue has another order: a job that began or ended is not named then."""
        own = [self._job.id] if self._job is not None else []
        self._follow_jobs([*own, *(line.id for line in self._jobs.lines)])

    def _follow(self, places: Iterable[Place]) -> None:
        touched: set[Place] = set()
        for place in places:
            state = self._status.at(place)
            now = None
            if state.state in ("queued", "running"):
                now = Making(state.state, state.progress)
            if now != self._running.get(place):
                touched.add(place)
                if now is None:
                    self._running.pop(place, None)
                else:
                    self._running[place] = now
        if touched:
            for shot in self._table.layout.film.shots:
                if shot in touched or any(self._made_of(shot, place) for place in touched):
                    self.changed.emit(shot)
