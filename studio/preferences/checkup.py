"""Runs the self-check beside the window, one question after the other, and remembers what was found.

In: a session; the wish to look. Out: findings, one by one. Shared by the pages that show them and copy them.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from engine.selfcheck import Finding, examine
from engine.session import Session
from studio.errands import Errands


class Checkup(QObject):
    """One check of the machine at a time. `findings` are those of the last or the present one."""

    changed = Signal()

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self.running = False
        self._session = session
        self._errands = errands

    def start(self) -> None:
        """Look at everything anew, unless that is under way."""
        if not self.running:
            self.running = True
            self.findings = []
            self.changed.emit()
            self._next(examine(self._session))

    def _next(self, left: Iterator[Finding]) -> None:
        """One errand for each question, so that files which are opened meanwhile do not wait for all of them."""
        self._errands.run(lambda: next(left, None), lambda found: self._found(left, found))

    def _found(self, left: Iterator[Finding], found: Finding | None) -> None:
        if found is None:
            self.running = False
        else:
            self.findings.append(found)
            self._next(left)
        self.changed.emit()
