"""All problems of one open document, kept in step with it, whether or not somebody looks at the panel.

In: the checker's looks, searches for media, failures of jobs, the forecast. Out: `entries`, and a signal when they are
others. Made by the page; the panel and the window's status line read it. Lives on the GUI thread.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from engine.document import Document
from engine.events import Failed
from engine.graph import Flags, Json
from engine.registry import Registry
from studio.document import Change
from studio.problems.entries import Entry, Failure, Lack, entries
from studio.problems.lacking import MissingFile, missing_files, unknown_types
from studio.projects.opened import OpenDocument
from studio.survey.checker import Checker
from studio.survey.status import Place
from studio.work.forecast import Forecaster
from studio.work.jobs import Jobs

MOST_FAILURES = 100
"""Failures that are kept; older ones were looked at, or never will be."""


class Gathered(QObject):
    """A failure stays until what was asked for is made well, its node is changed, a file that was gone is there again,
    or the artist dismisses it.
    """

    changed = Signal()
    dismissed = Signal(str)
    """A failure at this place counts no more: its cause is mended, or the artist wants to hear no more of it."""

    def __init__(
        self,
        opened: OpenDocument,
        registry: Registry,
        checker: Checker,
        forecaster: Forecaster,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._opened = opened
        self._registry = registry
        self._checker = checker
        self._forecaster = forecaster
        self._jobs = jobs
        self._failures: list[Failure] = []
        self._lacks: list[Lack] = []
        checker.checked.connect(self._gather)
        forecaster.changed.connect(self._gather)
        opened.media_changed.connect(self._look)
        opened.media_changed.connect(self._found)
        opened.model.changed.connect(self._on_change)
        jobs.failed.connect(self._failed)
        jobs.finished.connect(self._finished)
        self._look()

    def fail(self, place: Place, asked: Place, failed: Failed) -> None:
        """A step of a job failed; the same of the same node replaces what was said before."""
        others = [f for f in self._failures if (f.place, f.failed.message) != (place, failed.message)]
        self._failures = [Failure(place, asked, failed), *others][:MOST_FAILURES]
        self._gather()

    def made(self, asked: Place) -> None:
        """Something was made well."""
        self._keep([f for f in self._failures if asked not in (f.asked, f.place)])

    def dismiss(self, entry: Entry) -> None:
        """Show a failure no more."""
        shown = (entry.place, entry.problem.message)
        self.dismissed.emit(entry.place)
        self._keep([f for f in self._failures if (f.place, f.failed.message) != shown])

    def _failed(self, document: OpenDocument | None, place: Place, failed: Failed) -> None:
        if document is self._opened:
            line = self._jobs.line(failed.job)
            self.fail(place, line.place if line is not None else place, failed)

    def _finished(self, document: OpenDocument | None, asked: Place, _: object) -> None:
        if document is self._opened:
            self.made(asked)

    def _keep(self, failures: list[Failure]) -> None:
        if len(failures) != len(self._failures):
            self._failures = failures
            self._gather()

    def _on_change(self, change: Change) -> None:
        before, after = change.before, change.after
        if before.graph is not after.graph or before.groups is not after.groups:
            self._mended(lambda failure: _node(before, failure.place) != _node(after, failure.place))
        if any(getattr(before, part) is not getattr(after, part) for part in ("graph", "groups", "media")):
            self._look()
        elif before.timeline is not after.timeline or before.shots is not after.shots:
            self._gather()

    def _found(self) -> None:
        """Files were looked for: what failed for the sake of one that is there now may be tried again."""
        gone = {use.node for lack in self._lacks if isinstance(lack, MissingFile) for use in lack.uses}
        self._mended(
            lambda failure: (
                failure.failed.kind == "MediaError" and failure.place.rsplit("/", 1)[-1] not in gone
            )
        )

    def _mended(self, holds: Callable[[Failure], bool]) -> None:
        """Take back failures whose cause is none any more."""
        mended = [failure for failure in self._failures if holds(failure)]
        for place in dict.fromkeys(failure.place for failure in mended):
            self.dismissed.emit(place)
        self._keep([failure for failure in self._failures if failure not in mended])

    def _look(self) -> None:
        """Find out anew what the document lacks on this machine."""
        document = self._opened.model.document
        self._lacks = [
            *missing_files(document, self._opened.missing),
            *unknown_types(document, self._registry),
        ]
        self._gather()

    def _gather(self) -> None:
        found = entries(
            self._checker.survey,
            self._lacks,
            self._failures,
            self._forecaster.value,
            self._opened.model.document,
        )
        if found != self.entries:
            self.entries = found
            self.changed.emit()


def _node(document: Document, place: Place) -> tuple[Mapping[str, Json], Flags] | None:
    """What a node is set to; where it stands and what it is called makes nothing well."""
    node = document.node(place)
    return None if node is None else (node.params, node.flags)
