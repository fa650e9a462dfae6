"""Looks at an open document after every change and tells its `Status` what each node lacks, and whether it must run.

In: the document's changes. Out: findings in `Status`, and the `Survey` behind them for whoever explains more. The work
is done on the errands' thread; nothing starts while a mouse button is down, for a while. One per open document.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from engine.compile import Compiler, Survey
from engine.document import Document
from engine.errors import Problem
from engine.session import Opened, Session
from studio.document import Change, DocumentModel
from studio.errands import Errands
from studio.survey.findings import findings
from studio.survey.status import Finding, Place, Status
from studio.words import tr

REST_MS = 120
"""How long the document must rest before it is looked at."""
HELD_RESTS = 25
"""For how many rests a mouse button that is down is waited for: a release can be lost, with the window under it."""


class Checker(QObject):
    """Keeps findings in step with a document.

    `missing` says what is wrong with media, by content hash. Without `keys` the device is not asked, torch is not
    needed, and no node claims to be cached or to need a run.
    """

    checked = Signal()
    """`survey` is new."""

    def __init__(
        self,
        model: DocumentModel,
        session: Session,
        status: Status,
        errands: Errands,
        *,
        missing: Mapping[str, Problem] | None = None,
        keys: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.survey: Survey | None = None
        """The last look at the document; a moment behind it while the artist works."""
        self._model = model
        self._session = session
        self._status = status
        self._errands = errands
        self._missing = _to_locate(missing or {})
        self._keys = keys
        self._compiler: Compiler | None = None
        self._closed = False
        self._held = 0
        self._name = f"check {id(self)}"
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        model.changed.connect(self._on_change)
        self._rest.start()

    @property
    def keys(self) -> bool:
        """Whether the device is known, so that keys mean something and the cache can be asked."""
        return self._keys

    @property
    def compiler(self) -> Compiler | None:
        """What looked last, for more questions on the errands' thread; None before the first look."""
        return self._compiler

    def again(self) -> None:
        """Look once more, though the document is the same: the cache or the media folder changed."""
        if not self._closed:
            self._rest.start()

    def set_missing(self, missing: Mapping[str, Problem]) -> None:
        """Media were found, or lost."""
        self._missing = _to_locate(missing)
        self._compiler = None
        self._rest.start()

    def use_keys(self) -> None:
        """Tell from now on what is cached. To be called once torch is imported: the device is asked for its profile."""
        if not (self._keys or self._closed):
            self._errands.run(lambda: self._session.device, self._know_keys, key=f"{self._name}: device")

    def close(self) -> None:
        """Stop looking; once is enough."""
        if self._closed:
            return
        self._closed = True
        self._rest.stop()
        self._model.changed.disconnect(self._on_change)
        self._errands.forget(self._name)

    def _know_keys(self, _: object) -> None:
        if not self._closed:
            self._keys = True
            self._compiler = None
            self._rest.start()

    def _on_change(self, change: Change) -> None:
        if _matters(change.before, change.after):
            self._rest.start()

    def _look(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton and self._held < HELD_RESTS:
            self._held += 1
            self._rest.start()
            return
        self._held = 0
        document, keys, missing, known = self._model.document, self._keys, self._missing, self._compiler
        path = self._model.path or Path()

        def work() -> tuple[Compiler, Survey, Mapping[Place, Finding]]:
            compiler = known or self._session.compiler(Opened(document, path, missing=missing), keys=keys)
            survey = compiler.survey(document)
            has: Callable[[str], bool] | None = self._session.cache.has if keys else None
            return compiler, survey, findings(survey, missing, has)

        def done(answer: tuple[Compiler, Survey, Mapping[Place, Finding]]) -> None:
            if self._closed:
                return
            compiler, self.survey, found = answer
            if keys is self._keys and missing is self._missing:
                self._compiler = compiler
            self._status.find(found)
            self.checked.emit()

        self._errands.run(work, done, key=self._name, first=True)


def _to_locate(missing: Mapping[str, Problem]) -> Mapping[str, Problem]:
    """The same problems with the window's remedy in place of the command line's."""
    return {
        sha256: replace(problem, remedy=tr("Locate it in the Problems panel, or put it back"))
        for sha256, problem in missing.items()
    }


def _matters(before: Document, after: Document) -> bool:
    """Whether more differs than the cut or the frames around nodes."""
    return any(
        getattr(before, name) is not getattr(after, name)
        for name in ("graph", "groups", "shots", "media", "settings")
    )
