"""Which take of its shot a job makes: the number by which the shot, the viewer and the artist know it.

In: lines, open documents, and which take a job made. Out: lines with their take's number. A job that has not ended has
the number that its take will have as things stand; it changes when what is before it changes. Lives on the GUI thread.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from engine.delivery import made_by
from engine.document import Document
from engine.job import DONE
from engine.shots import Shot, Take
from studio.edit.places import home_of
from studio.work.lines import JobLine, Lines

SHOT = "shotloom.shot"
MOST = 64
"""More takes than can be asked for at once."""
NEAR = 5.0
"""Seconds by which a take is told earlier or later than its job began or ended: both count whole seconds."""


class Numbers:
    """Numbers the lines of documents. What is found out about jobs of earlier starts is remembered."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._made: dict[str, Take] = {}

    def made(self, job: str, take: Take) -> None:
        """A job made this take."""
        self._made[job] = take

    def number(self, place: str, document: Document) -> set[str]:
        """Number the lines of the open document at a place anew; those that it changed."""
        ahead: dict[str, int] = {}
        changed = set()
        for line in self._lines.all():
            if line.document != place:
                continue
            home = home_of(document, line.place)
            shot = document.shots.get(home) or _empty(document, home)
            number = self._of(line, home, shot, ahead) if shot is not None else 0
            if number != line.take:
                self._lines.put(replace(line, take=number), told=False)
                changed.add(line.id)
        for job in self._made.keys() - {line.id for line in self._lines.all()}:
            del self._made[job]
        return changed

    def _of(self, line: JobLine, home: str, shot: Shot, ahead: dict[str, int]) -> int:
        """The number of one line; `ahead` counts the takes that are yet to be made of each shot."""
        take = self._made.get(line.id)
        if take is None and line.state == DONE:
            take = _found(line, shot)
            if take is not None:
                self._made[line.id] = take
        if take is not None:
            return _place_of(take, shot)
        if line.over:
            return 0
        ahead[home] = ahead.get(home, 0) + 1
        return len(shot.takes) + ahead[home]


def _empty(document: Document, home: str) -> Shot | None:
    """A shot of which no take was made yet; None for any other node."""
    node = document.node(home)
    return Shot(home) if node is not None and node.type == SHOT else None


def _found(line: JobLine, shot: Shot) -> Take | None:
    """The take that a job of an earlier start made."""
    if line.started is None or line.ended is None:
        return None
    near = (t for t in shot.takes if line.started - NEAR <= _moment(t) <= line.ended + NEAR)
    return next((take for take in near if made_by(take, line.id, line.place, MOST)), None)


def _moment(take: Take) -> float:
    try:
        return datetime.fromisoformat(take.created).timestamp()
    except ValueError:
        return 0.0


def _place_of(take: Take, shot: Shot) -> int:
    """Its number in the shot; that of the very same under another name, where the shot had it already."""
    known: Mapping[str, int] = {other.id: n for n, other in enumerate(shot.takes, 1)}
    if take.id in known:
        return known[take.id]
    return next((n for n, other in enumerate(shot.takes, 1) if other.key == take.key), 0)
