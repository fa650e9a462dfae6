"""What the timeline says of a shot while its job waits, runs and ends."""

from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import QObject, Signal

from engine.document import Document
from engine.graph import Node
from studio.survey.status import Status
from studio.timeline.progress import Progress
from studio.timeline.table import CuttingTable
from studio.work.jobs import Jobs
from studio.work.lines import JobLine

HOME = "/film.loom"


class Queue(QObject):
    """A queue that says what the real one says."""

    changed = Signal(object)
    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[JobLine] = []

    def line(self, job: str) -> JobLine | None:
        """One job."""
        return next((line for line in self.lines if line.id == job), None)


class Marks(QObject):
    """The status of nodes, of which none runs."""

    places_changed = Signal(object)


def test_a_job_that_ends_as_the_queue_is_put_in_another_order_leaves_the_shot(qapp: object) -> None:
    queue, marks, document = Queue(), Marks(), Document()
    document = document.__class__(graph=document.graph.put(Node("shot", "shotloom.shot")))
    table = SimpleNamespace(document=document)
    keeper = QObject()
    progress = Progress(
        cast(Status, marks),
        cast(CuttingTable, table),
        lambda shot, place: False,
        cast(Jobs, queue),
        lambda: HOME,
        keeper,
    )
    told: list[str] = []
    progress.changed.connect(told.append)
    queue.lines = [JobLine("job", document=HOME, place="shot", state="running", left=0.05)]
    queue.reset.emit()
    making = progress.of("shot")
    assert making is not None
    assert making.left == 0.05
    queue.lines = [JobLine("job", document=HOME, place="shot", state="done")]
    queue.reset.emit()
    assert progress.of("shot") is None
    assert told == ["shot", "shot"]
