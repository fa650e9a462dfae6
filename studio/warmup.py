"""Gets the engine ready while the artist looks around: the device is asked for, and with it torch is imported.

That takes a second or two of a core, so it waits until nothing was typed or moved for a moment, and runs beside the
window. In: a session. Out: `ready`. Made by the application; who compiles listens, since only then keys of results are
known.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from engine.device import DeviceProfile
from engine.session import Session
from studio.errands import Errands

QUIET_MS = 300
"""How long there must have been no input."""
_INPUT = frozenset(
    [
        QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TabletMove, QEvent.Type.TouchUpdate,
    ]
)  # fmt: skip


class Warmup(QObject):
    """Starts once, after the first quiet moment that follows `begin`. `profile` is None until the device is known."""

    ready = Signal()
    failed = Signal(str)
    """Why there is no device, in words."""

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.profile: DeviceProfile | None = None
        self._session = session
        self._errands = errands
        self._begun = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._start)

    def begin(self) -> None:
        """Wait for the first quiet moment from now on."""
        application = QCoreApplication.instance()
        if not self._begun and application is not None:
            self._begun = True
            application.installEventFilter(self)
            self._quiet.start()

    def close(self) -> None:
        """Nothing starts any more; what is under way is the errands' to end."""
        self._quiet.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every input begins the wait again."""
        if event.type() in _INPUT:
            self._quiet.start()
        return False

    def _start(self) -> None:
        self.close()
        self._errands.run(lambda: self._session.device, self._finish, failed=self.failed.emit)

    def _finish(self, profile: DeviceProfile) -> None:
        self.profile = profile
        self.ready.emit()
