"""Generating from a page: the bar below the graph, its forecast, and what becomes of the wishes.

In: an open document and the application's parts. Out: wishes to the jobs, and what the bar says. One per page.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from engine.compile import Target
from engine.job import DONE, RUNNING
from studio.actions import Command
from studio.bindings import Bindings
from studio.generate.bar import GenerateBar
from studio.generate.saving import Saving, sinks_of
from studio.parts import Parts
from studio.projects.opened import OpenDocument
from studio.survey.checker import Checker
from studio.survey.status import Place, Status
from studio.work.aims import meant
from studio.work.asking import targets_of
from studio.work.forecast import Forecaster


class Generating(QObject):
    """`ready` is asked first: what is being typed into a node counts, and what cannot be kept stops the wish."""

    show_wanted = Signal(str)
    """A place whose result the artist wants to see: the viewer should show it."""
    there = Signal(str)
    """A place whose result was there already when it was asked for."""
    made = Signal(str)
    """Something that was asked for here is there."""
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
        self._checker = checker
        self._ready = ready
        self._last = ""
        self.forecaster = Forecaster(
            opened.focus, status, checker, parts.session, parts.errands, lambda: opened.opened().takes, self
        )
        self.bar = GenerateBar(bindings, parts.look)
        self.forecaster.changed.connect(lambda: self.bar.tell_forecast(self.forecaster.value))
        self._counted: Sequence[Target] | None = None
        """What several takes were asked of; something else is made once again."""
        self.bar.takes_changed.connect(self._count)
        self.forecaster.changed.connect(self._count_anew)
        self.bar.show_wanted.connect(self._show)
        self.bar.problems_wanted.connect(self.problems_wanted)
        self.bar.stop_wanted.connect(parts.jobs.stop)
        self.bar.keep_wanted.connect(self._keep)
        self.saving = Saving(opened, parts.settings, self.bar)
        parts.jobs.finished.connect(self._finished)
        if isinstance(program := QGuiApplication.instance(), QGuiApplication):
            program.applicationStateChanged.connect(self._woken)
        parts.jobs.over.connect(self._over)
        parts.jobs.there.connect(self._there)
        parts.jobs.progressed.connect(self.bar.tell_progress)

    def commands(self) -> Mapping[str, Command]:
        """What can be asked for, as rows of the action table."""
        focus = self._opened.focus
        return {
            "work.generate": Command(self._generate_meant),
            "work.here": Command(
                lambda: self.generate([self._status.place(focus.current)]), lambda: bool(focus.current)
            ),
            "work.all": Command(lambda: self.generate([])),
        }

    def generate(self, selected: Collection[Place]) -> None:
        """Ask the engine for these, or where there are none for every shot. Where a file is to be saved, the artist is
        asked for it; everything else is made meanwhile.
        """
        if not self._ready():
            return
        survey = self._checker.survey
        places = [target.node for target in targets_of(survey, selected)] if survey is not None else []
        files = sinks_of(survey, places, self._opened.name) if survey is not None else []
        if not files:
            self._ask(selected)
            return
        saved = {sink.place for sink in files}
        if rest := [place for place in places if place not in saved]:
            self._ask(rest)
        self.saving.ask(files, lambda found: self._ask(list(found), found))

    def save_elsewhere(self, place: Place) -> None:
        """Ask for another file for a node whose file could not be written, and make it."""
        survey = self._checker.survey
        if survey is not None:
            sinks = sinks_of(survey, [place], self._opened.name)
            self.saving.ask_anew(sinks, lambda found: self._ask(list(found), found))

    def close(self) -> None:
        """The document closes."""
        self.forecaster.close()

    def _woken(self, state: Qt.ApplicationState) -> None:
        """The artist comes back from elsewhere, where files of takes may have been taken away."""
        if state is Qt.ApplicationState.ApplicationActive:
            self.forecaster.again()

    def _generate_meant(self) -> None:
        """What the button says: the selection, or what hangs on it."""
        selected, survey = self.forecaster.selected(), self._checker.survey
        if survey is None or not self._checker.keys or survey.document is not self._opened.model.document:
            # What is known is of the document as it was a moment ago.
            self.generate(selected)
        else:
            self.generate(meant(survey, selected, self._parts.session.cache.has))

    def _ask(self, selected: Collection[Place], files: Mapping[Place, Path] | None = None) -> None:
        takes = self.bar.takes.value()
        forecast = self.forecaster.value
        self._counted = forecast.targets if forecast is not None and takes > 1 else None
        self._parts.jobs.generate(self._opened, self._status, selected, takes=takes, files=files)

    def _count(self, takes: int) -> None:
        self._counted = None
        self.forecaster.set_takes(takes)

    def _count_anew(self) -> None:
        """Several takes were wanted of what was meant then: nobody should make as many of the next shot unawares."""
        forecast = self.forecaster.value
        if self._counted is not None and forecast is not None and forecast.targets != self._counted:
            self.bar.takes.setValue(1)

    def _keep(self) -> None:
        """Let what runs be enough as it is."""
        running = next((line for line in self._parts.jobs.lines if line.state == RUNNING), None)
        if running is not None:
            self._parts.jobs.finish_now(running.id)

    def _finished(self, document: OpenDocument | None, place: Place, made: object) -> None:
        if document is self._opened:
            self.made.emit(place)
            if isinstance(made, Path):
                self.saving.saved(made)

    def _over(self, document: OpenDocument) -> None:
        """A job ended; one for which nothing had to be computed shows what was there."""
        if document is self._opened:
            self.forecaster.again()
            home = str(self._opened.place)
            last = next((x for x in self._parts.jobs.lines if x.over and x.document == home), None)
            if last is not None and last.id != self._last:
                self._last = last.id
                if last.state == DONE and last.ran == 0:
                    self.there.emit(last.place)

    def _there(self, document: OpenDocument, place: Place) -> None:
        """Nothing was made, as a take of exactly this is there."""
        if document is self._opened:
            self.there.emit(place)

    def _show(self) -> None:
        forecast = self.forecaster.value
        if forecast is not None and forecast.targets:
            self.show_wanted.emit(forecast.targets[-1].node)
