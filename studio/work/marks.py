"""What jobs tell the nodes of open documents: queued, running and how far, or why it failed.

In: lines and events, from `studio.work.jobs`. Out: `Status` of nodes. Documents that are not open are told nothing;
when one opens, its nodes show at once what waits and runs for them. Lives on the GUI thread.
"""

from collections.abc import Iterable

from engine.job import RUNNING, WAITING
from studio.edit.places import home_of
from studio.projects.opened import OpenDocument
from studio.survey.status import Place, Run, Status
from studio.work.lines import JobLine, Lines


class Marks:
    """The nodes that a job told something about, by job."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._desks: list[tuple[OpenDocument, Status]] = []
        self._told: dict[str, set[Place]] = {}

    def attend(self, document: OpenDocument, status: Status) -> None:
        """A document is open: its nodes are told from now on."""
        if self.document_at(str(document.place)) is None:
            self._desks.append((document, status))
            self.show(self._lines.of(str(document.place), WAITING, RUNNING))

    def leave(self, document: OpenDocument) -> None:
        """A document closes; its nodes are told nothing any more."""
        self._desks = [desk for desk in self._desks if desk[0] is not document]

    def documents(self) -> list[OpenDocument]:
        """The open documents."""
        return [document for document, _ in self._desks]

    def document_at(self, place: str) -> OpenDocument | None:
        """The open document whose takes belong to a place; None if it is not open."""
        return next((document for document, _ in self._desks if str(document.place) == place), None)

    def show(self, lines: Iterable[JobLine]) -> None:
        """Tell nodes what waits or runs for them, unless they know better."""
        for line in lines:
            status = self._status(line)
            if status is not None and not line.over and status.ran(line.place) not in ("queued", "running"):
                self._tell(status, line, line.place, Run("queued"))

    def begin(self, line: JobLine, place: Place) -> bool:
        """Tell a node that a step of it begins; how far it is stays said. Whether another node has done its part."""
        status = self._status(line)
        if status is None or status.ran(place) == "running":
            return False
        return self.mark(line, place, Run("running", 0.0))

    def mark(self, line: JobLine, place: Place, run: Run) -> bool:
        """Tell a node what runs there; the node before it has done its part. Whether there was one."""
        status = self._status(line)
        if status is None:
            return False
        others = self._told.get(line.id, set()) - {place, line.place}
        over = [other for other in others if status.ran(other) == "running"]
        for other in over:
            status.run(other, None)
        self._tell(status, line, place, run)
        return bool(over)

    def arrived(self, document: OpenDocument, place: Place) -> None:
        """A shot of an open document has a new take."""
        for known, status in self._desks:
            if known is document:
                status.arrived(home_of(document.model.document, place))

    def clear(self, line: JobLine) -> None:
        """A job is over: only what failed goes on saying so, and what waits for the same node."""
        status, told = self._status(line), self._told.pop(line.id, set())
        if status is None:
            return
        for place in told:
            if status.ran(place) != "error":
                status.run(place, None)
        self.show(other for other in self._lines.of(line.document, WAITING) if other.place in told)

    def _tell(self, status: Status, line: JobLine, place: Place, run: Run) -> None:
        self._told.setdefault(line.id, set()).add(place)
        status.run(place, run)

    def _status(self, line: JobLine) -> Status | None:
        return next((s for d, s in self._desks if str(d.place) == line.document), None)
