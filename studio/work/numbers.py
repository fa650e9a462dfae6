"""Which take of its shot a job makes: the number by which the shot, the viewer and the artist know it.

In: lines, open documents, and which take a job made. Out: lines with their take's number. A job that has not ended has
the number that its take will have as things stand; it changes when what is before it changes. Lives on the GUI thread.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from engine.delivery import made_by
from engine.document import Document
from engine.job import DONE
from engine.shots import Shot, Take
from studio.edit.places import home_of
from studio.work.lines import JobLine, Lines

SHOT = "shotloom.shot"
MOST = 16
"""More takes than can be asked for at once."""
NEAR = 5.0
"""Seconds by which a take is told earlier or later than its job began or ended: both count whole seconds."""


class Numbers:
    """Numbers the lines of documents. What is found out about jobs of earlier starts is remembered.

    Hundreds of jobs may have ended, of a shot with hundreds of takes: no pair of them is compared twice.
    """

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._made: dict[str, Take] = {}
        self._others: dict[str, set[str]] = {}
        """Takes that were made near a job, and are not of it, by the job's id."""

    def made(self, job: str, take: Take) -> None:
        """A job made this take."""
        self._made[job] = take

    def number(self, place: str, document: Document) -> set[str]:
        """Number the lines of the open document at a place anew; those that it changed."""
        ahead: dict[str, int] = {}
        known: dict[str, _Takes | None] = {}
        changed = set()
        for line in self._lines.all():
            if line.document != place:
                continue
            home = home_of(document, line.place)
            if home not in known:
                shot = document.shots.get(home) or _empty(document, home)
                known[home] = _Takes(shot) if shot is not None else None
            takes = known[home]
            number = self._of(line, home, takes, ahead) if takes is not None else 0
            if number != line.take:
                self._lines.put(replace(line, take=number), told=False)
                changed.add(line.id)
        for job in (self._made.keys() | self._others.keys()) - {line.id for line in self._lines.all()}:
            self._made.pop(job, None)
            self._others.pop(job, None)
        return changed

    def _of(self, line: JobLine, home: str, takes: "_Takes", ahead: dict[str, int]) -> int:
        """The number of one line; `ahead` counts the takes that are yet to be made of each shot."""
        take = self._made.get(line.id)
        if take is None and line.state == DONE:
            take = self._found(line, takes)
        if take is not None:
            return takes.number(take)
        if line.over:
            return 0
        ahead[home] = ahead.get(home, 0) + 1
        return takes.count + ahead[home]

    def _found(self, line: JobLine, takes: "_Takes") -> Take | None:
        """The take that a job of an earlier start made."""
        if line.started is None or line.ended is None:
            return None
        others = self._others.setdefault(line.id, set())
        for take in takes.near(line.started, line.ended):
            if take.id in others:
                continue
            if made_by(take, line.id, line.place, MOST):
                self._made[line.id] = take
                del self._others[line.id]
                return take
            others.add(take.id)
        return None


class _Takes:
    """The takes of a shot, to be found by name, by content, and by the moment of their making."""

    def __init__(self, shot: Shot) -> None:
        self._takes = shot.takes
        self.count = len(shot.takes)

    def number(self, take: Take) -> int:
        """Its number in the shot; that of the very same under another name, where the shot had it already."""
        return self._by_id.get(take.id) or self._by_key.get(take.key, 0)

    def near(self, started: float, ended: float) -> list[Take]:
        """Takes that may be of a job of this time, the likeliest first: a job ends with its take."""
        low = bisect_left(self._made, started - NEAR, key=lambda made: made[0])
        high = bisect_right(self._made, ended + NEAR, key=lambda made: made[0])
        return [take for _, take in sorted(self._made[low:high], key=lambda made: abs(ended - made[0]))]

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {take.id: number for number, take in enumerate(self._takes, 1)}

    @cached_property
    def _by_key(self) -> dict[str, int]:
        """The first of those with one key."""
        return {take.key: self.count - number for number, take in enumerate(reversed(self._takes))}

    @cached_property
    def _made(self) -> list[tuple[float, Take]]:
        return sorted(((_moment(take), take) for take in self._takes), key=lambda made: made[0])


def _empty(document: Document, home: str) -> Shot | None:
    """A shot of which no take was made yet; None for any other node."""
    node = document.node(home)
    return Shot(home) if node is not None and node.type == SHOT else None


def _moment(take: Take) -> float:
    try:
        return datetime.fromisoformat(take.created).timestamp()
    except ValueError:
        return 0.0
