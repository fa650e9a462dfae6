"""The jobs as the window shows them: one frozen line each, in the order in which they run, ended ones after them.

In: the queue's records, and what events tell of single jobs. Out: `JobLine`s. Kept by `studio.work.jobs`; panels and
the status line read them. Lives on the GUI thread.
"""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from engine.job import FINAL, RUNNING, WAITING
from studio.words import tr

if TYPE_CHECKING:
    from engine.queue import Record

_RANK = {RUNNING: 0, WAITING: 1}


def named(title: str, take: int) -> str:
    """What a job makes, as its shot calls it; `take` is 0 for what is no take."""
    title = title or tr("Result")
    return tr("{title}, take {number}", title=title, number=take) if take else title


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job. `state` is waiting, running, done, failed or cancelled; times are seconds since 1970.

    `title` names what is made, `prompt` what was asked for, `document` and `place` whose node asked. `thumbnail` is the
    path of a small picture of the result, `preview` the clip's middle frame while it is made. `share` is 0 to 1; `left`
    the seconds until it is done, those of the jobs before it included, None while unknown. `message`, `remedy` and
    `details` are of its first failure. `forecast` is in seconds; `ran` and `cached` count steps, None before the end.
    `keeping`: it runs, and was told to end its refining early. `take` is the number of its take in the shot, from 1: of
    one that is yet to be made the number that it will have as things stand; 0 where there is none, or nobody knows.
    `file` is what it wrote for the artist, as far as that was heard.
    """

    id: str
    state: str
    title: str = ""
    prompt: str = ""
    document: str = ""
    place: str = ""
    thumbnail: str = ""
    preview: QPixmap | None = field(default=None, compare=False)
    share: float = 0.0
    left: float | None = None
    activity: str = ""
    created: float = 0.0
    started: float | None = None
    ended: float | None = None
    message: str = ""
    remedy: str = ""
    details: str = field(default="", repr=False)
    forecast: float = 0.0
    ran: int | None = None
    cached: int | None = None
    notes: tuple[str, ...] = ()
    position: float = 0.0
    keeping: bool = False
    take: int = 0
    file: str = ""

    @property
    def name(self) -> str:
        """What is made, as the shot calls it."""
        return named(self.title, self.take)

    @property
    def exports(self) -> bool:
        """Whether it writes a file for the artist; exports are for no node."""
        return bool(self.file or self.document and not self.place)

    @property
    def over(self) -> bool:
        """Whether it has ended, however."""
        return self.state in FINAL


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: the job at hand, 0 to 1, seconds left (None while unknown), and jobs that wait after it.

    `keeping`: it was told to end its refining early. `take` is the number of the take that is made, 0 for none.
    `exports`: a file is written, of which nothing can be kept before its end.
    """

    title: str
    share: float
    left: float | None
    waiting: int
    activity: str = ""
    keeping: bool = False
    take: int = 0
    exports: bool = False

    @property
    def name(self) -> str:
        """What is made, as the shot calls it."""
        return named(self.title, self.take)


class Lines:
    """Every line by id, in order. Events are newer than records that were read before they came."""

    def __init__(self) -> None:
        self._lines: dict[str, JobLine] = {}
        self._moment = 0
        self._told: dict[str, int] = {}
        self._ended: dict[str, Record] = {}

    @property
    def moment(self) -> int:
        """Grows with every event; taken along when records are read, so that older records overwrite no event."""
        return self._moment

    def all(self) -> list[JobLine]:
        """What runs, what waits in running order, and what has ended, the newest first."""
        return list(self._lines.values())

    def get(self, job: str) -> JobLine | None:
        """The line of a job; None for one that is not known."""
        return self._lines.get(job)

    def waiting(self) -> list[JobLine]:
        """What waits, in running order."""
        return [line for line in self._lines.values() if line.state == WAITING]

    def running(self) -> JobLine | None:
        """What runs now."""
        first = next(iter(self._lines.values()), None)
        return first if first is not None and first.state == RUNNING else None

    def put(self, line: JobLine, *, told: bool = True) -> bool:
        """Take over another state of a line; whether its place in the order may have changed.

        `told` says that an event told it.
        """
        before = self._lines.get(line.id)
        self._lines[line.id] = line
        if told:
            self._moment += 1
            self._told[line.id] = self._moment
        moved = before is None or before.state != line.state
        if moved:
            self._sort()
        return moved

    def take_over(self, records: "Collection[Record]", moment: int) -> tuple[set[str], set[str], bool]:
        """Follow the queue: `records` were read when `moment` was. Returns the lines that differ, the ones that are no
        more, and whether the order is another one.
        """
        before, order = self._lines, list(self._lines)
        found: dict[str, JobLine] = {}
        for record in records:
            known = before.get(record.id)
            newer = known is not None and self._told.get(record.id, -1) > moment
            # Hundreds have ended, of which nothing new is known.
            same = known is not None and known.over and record == self._ended.get(record.id)
            found[record.id] = known if known is not None and (newer or same) else _joined(record, known)
        for name, line in before.items():
            if name not in found and self._told.get(name, -1) > moment:
                found[name] = line
        self._ended = {record.id: record for record in records if record.state in FINAL}
        self._lines = found
        self._sort()
        gone = before.keys() - found.keys()
        for name in gone:
            self._told.pop(name, None)
        differing = {
            name for name, line in found.items() if (was := before.get(name)) is not line and was != line
        }
        return differing, set(gone), order != list(self._lines)

    def estimate(self, *, paused: bool) -> set[str]:
        """Say of every waiting line when it will be done; those that it changed. Unknown while the queue is paused."""
        running = self.running()
        before: float | None = 0.0 if running is None else running.left
        if paused:
            before = None
        changed = set()
        for line in self.waiting():
            before = before + line.forecast if before is not None and line.forecast else None
            if line.left != before:
                self._lines[line.id] = replace(line, left=before)
                changed.add(line.id)
        return changed

    def rehome(self, old: str, new: str) -> set[str]:
        """A document is somewhere else now; the lines that this changed."""
        moved = {name for name, line in self._lines.items() if line.document == old}
        for name in moved:
            self.put(replace(self._lines[name], document=new))
        return moved

    def of(self, document: str, *states: str) -> list[JobLine]:
        """The lines of a document in these states."""
        return [x for x in self._lines.values() if x.document == document and x.state in states]

    def _sort(self) -> None:
        self._lines = {line.id: line for line in sorted(self._lines.values(), key=_order)}


def _order(line: JobLine) -> tuple[int, float]:
    return _RANK.get(line.state, 2), -(line.ended or 0.0) if line.over else line.position


def _joined(record: "Record", known: JobLine | None) -> JobLine:
    """What the queue knows of a job, with what only events tell."""
    line = known or JobLine(record.id, record.state)
    over = record.state in FINAL
    return replace(
        line,
        state=record.state,
        title=record.label,
        prompt=record.prompt,
        document=record.document,
        place=record.place,
        thumbnail=record.thumbnail or line.thumbnail,
        preview=None if over else line.preview,
        share=line.share if record.state == RUNNING else float(record.state == "done"),
        left=None if over else line.left,
        activity=line.activity if record.state == RUNNING else "",
        created=record.created,
        started=record.started,
        ended=record.ended,
        # The queue learns of a failure at the end; until then only events tell.
        message=record.message if over else line.message,
        remedy=record.remedy if over else line.remedy,
        details=record.details if over else line.details,
        ran=record.ran if over else None,
        cached=record.cached if over else None,
        forecast=record.forecast,
        position=record.position,
        keeping=line.keeping and record.state == RUNNING,
    )
