"""The two choices above the plan: what is shown (a wish, or an ended job), and which param is thought of as changed.

In: the lines of jobs, the current node. Out: combo boxes whose items carry what they mean. Made by the panel.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from studio.survey.status import Place
from studio.words import tr
from studio.work.lines import JobLine

SELECTION, EVERYTHING = "selection", "everything"
Source: TypeAlias = str
"""SELECTION, EVERYTHING, or a job's id."""
MOST_JOBS = 40
"""Ended jobs that are offered; nobody scrolls further."""
WIDTH = 24
"""Characters that a choice is wide at least."""


@dataclass(frozen=True, slots=True)
class Param:
    """A param of the node at a place, by name and as the artist reads both."""

    place: Place
    name: str
    title: str
    label: str


class _Choice(QComboBox):
    """A combo box that keeps what is chosen while its items come and go."""

    def __init__(self, name: str, help: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setToolTip(help)
        self.setMinimumContentsLength(WIDTH)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def offer(self, items: Sequence[tuple[str, object]]) -> bool:
        """Offer these; False if what was chosen is gone, and the first one is chosen now."""
        before = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for text, value in items:
                self.addItem(text, value)
            place = next((i for i, (_, value) in enumerate(items) if value == before), -1)
            self.setCurrentIndex(max(0, place))
        return place >= 0


class SourceChoice(_Choice):
    """What is shown."""

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            tr("Plan of"),
            tr("Shows what would be made now, or what was done for something that is made."),
            parent,
        )
        self.show_jobs(())
        self.activated.connect(lambda _: self.picked.emit())

    @property
    def source(self) -> Source:
        """What is chosen."""
        return str(self.currentData())

    @property
    def is_now(self) -> bool:
        """Whether it is what would be made now."""
        return self.source in (SELECTION, EVERYTHING)

    def pick(self, line: JobLine) -> None:
        """Choose the report of a job."""
        if self.findData(line.id) < 0:
            self.addItem(_told(line), line.id)
        self.setCurrentIndex(self.findData(line.id))

    def show_jobs(self, lines: Sequence[JobLine]) -> bool:
        """Offer the reports of these jobs, of the newest at least; False if the chosen one is gone."""
        ended = [line for line in lines if line.over and line.ran is not None]
        ended = [line for n, line in enumerate(ended) if n < MOST_JOBS or line.id == self.source]
        return self.offer(
            [
                (tr("Now: the selection, or all shots"), SELECTION),
                (tr("Now: all shots"), EVERYTHING),
                *((_told(line), line.id) for line in ended),
            ]
        )


class ParamChoice(_Choice):
    """Which param is thought of as changed; None for none."""

    picked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            tr("What if"),
            tr("Shows what would have to run anew if a param of the current node changed."),
            parent,
        )
        self.show_params(())
        self.activated.connect(lambda _: self.picked.emit())

    @property
    def param(self) -> Param | None:
        """What is chosen."""
        found = self.currentData()
        return found if isinstance(found, Param) else None

    def show_params(self, params: Sequence[Param]) -> bool:
        """Offer these; False if the chosen one is gone."""
        first = tr("What if … changes?") if params else tr("What if: select a node")
        kept = self.offer([(first, ""), *((tr("What if: {param}", param=p.label), p) for p in params)])
        self.setEnabled(bool(params))
        return kept


def _told(line: JobLine) -> str:
    at = time.strftime("%H:%M", time.localtime(line.ended or line.created))
    return tr("{time}: {title}", time=at, title=line.name)
