"""The projection booth: the engine's cinema for every page, opened beside the window when something is first played.

In: a session. Out: the cinema once it is there, and a signal of this thread when a proxy or thumbnail was made. Its
modules are among the largest, so they are read on the errands' thread. One per program, made by the application.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from engine.session import Session
from studio.errands import Errands

if TYPE_CHECKING:
    from engine.media.cinema import Cinema


class Booth(QObject):
    """`cinema` is None until `ready`; `open` asks for it."""

    ready = Signal()
    changed = Signal(str)
    """The key of footage that has a new thumbnail or proxy."""
    failed = Signal(str)
    """Why nothing can be played."""
    level_changed = Signal()
    """Films are heard louder or softer."""
    _made = Signal(str)

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.errands = errands
        """Reads what takes long."""
        self._asked = False
        self.level = 1.0
        """How loud films are heard, 0..1, on every page; never part of them."""
        self.cinema: Cinema | None = None
        self._made.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Have the cinema ready soon."""
        if not self._asked:
            self._asked = True
            self.errands.run(lambda: self._session.cinema, self._opened, failed=self._not_opened)

    def set_level(self, level: float) -> None:
        """Hear films louder or softer, with 0 not at all."""
        self.level = min(max(level, 0.0), 1.0)
        if self.cinema is not None:
            self.cinema.player.level = self.level
        self.level_changed.emit()

    def _opened(self, cinema: "Cinema") -> None:
        self.cinema = cinema
        cinema.player.level = self.level
        cinema.changed = self._tell
        self.ready.emit()

    def _not_opened(self, message: str) -> None:
        self._asked = False
        self.failed.emit(message)

    def _tell(self, key: str) -> None:
        """On the cinema's thread, perhaps once more after all is over."""
        with suppress(RuntimeError):
            self._made.emit(key)
