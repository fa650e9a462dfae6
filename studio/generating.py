"""Generating from a page: the bar below the graph, its forecast, and what becomes of the wishes.

In: an open document and the application's parts. Out: wishes to the jobs, and what the bar says. One per page.
"""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QObject, Signal

from studio.actions import Command
from studio.bindings import Bindings
from studio.generate.bar import GenerateBar
from studio.parts import Parts
from studio.projects.opened import OpenDocument
from studio.survey.checker import Checker
from studio.survey.status import Place, Status
from studio.work.forecast import Forecaster


class Generating(QObject):
    """`ready` is asked first: what is being typed into a node counts, and what cannot be kept stops the wish."""

    show_wanted = Signal(str)
    """A place whose result is there already: the viewer should show it."""
    problems_wanted = Signal()

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        status: Status,
        checker: Checker,
        bindings: Bindings,
        ready: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened = opened
        self._parts = parts
        self._status = status
        self._ready = ready
        self.forecaster = Forecaster(opened.focus, status, checker, parts.session, parts.errands, self)
        self.bar = GenerateBar(bindings, parts.look)
        self.forecaster.changed.connect(lambda: self.bar.tell_forecast(self.forecaster.value))
        self.bar.takes_changed.connect(self.forecaster.set_takes)
        self.bar.show_wanted.connect(self._show)
        self.bar.problems_wanted.connect(self.problems_wanted)
        self.bar.stop_wanted.connect(parts.jobs.stop)
        parts.jobs.progressed.connect(self.bar.tell_progress)

    def commands(self) -> Mapping[str, Command]:
        """What can be asked for, as rows of the action table."""
        focus = self._opened.focus
        return {
            "work.generate": Command(lambda: self.generate(self.forecaster.selected())),
            "work.here": Command(
                lambda: self.generate([self._status.place(focus.current)]), lambda: bool(focus.current)
            ),
            "work.all": Command(lambda: self.generate([])),
        }

    def generate(self, selected: Collection[Place]) -> None:
        """Ask the engine for these, or where there are none for every shot."""
        if self._ready():
            self._parts.jobs.generate(self._opened, self._status, selected)

    def close(self) -> None:
        """The document closes."""
        self.forecaster.close()

    def _show(self) -> None:
        forecast = self.forecaster.value
        if forecast is not None and forecast.targets:
            self.show_wanted.emit(forecast.targets[-1].node)
