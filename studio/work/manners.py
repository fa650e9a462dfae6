"""Keeps the engine a good guest: it follows the settings, leaves a core free for a window in use, spares batteries.

In: the settings, input to the program's windows, the battery. Out: the session's limits, the engine threads' manners,
and `paused_because` for whoever shows the queue. Made once by the application; lives on the GUI thread.
"""

import logging
from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from engine.manners import Manners as EngineManners
from engine.session import Limits, Session
from studio.errands import Errands
from studio.settings import Settings, SettingsStore
from studio.words import tr

IN_USE_SECONDS = 4.0
"""How long after an input the window still counts as in use."""
POWER_MS = 15_000
"""How often the battery is asked, while that matters."""
_INPUT = frozenset(
    [
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TabletMove, QEvent.Type.TabletPress, QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate,
    ]
)  # fmt: skip
_log = logging.getLogger(__name__)


def on_battery() -> bool:
    """Whether this machine runs on its battery now; False where nobody can say."""
    # Imported at the first question: the window opens without it.
    import psutil

    if not hasattr(psutil, "sensors_battery"):
        return False
    try:
        battery = psutil.sensors_battery()
    except Exception as error:  # noqa: BLE001  a driver's answer that nobody expects must not end anything
        _log.debug("the battery cannot be asked: %s", error)
        return False
    return battery is not None and battery.power_plugged is False


def limits_of(settings: Settings, *, held: bool = False) -> Limits:
    """What the settings allow the engine."""
    return Limits(settings.memory, settings.cache_bytes, settings.previews, held)


class Manners(QObject):
    """The manners of one program. `paused_because` says in words why nothing runs, "" if nothing holds the queue."""

    changed = Signal()
    """`paused_because` is another."""

    def __init__(
        self,
        session: Session,
        settings: SettingsStore,
        engine: EngineManners,
        errands: Errands,
        parent: QObject | None = None,
        *,
        battery: Callable[[], bool] = on_battery,
    ) -> None:
        super().__init__(parent)
        self.paused_because = ""
        self._session = session
        self._settings = settings
        self._engine = engine
        self._errands = errands
        self._battery = battery
        self._on_battery = False
        self._wanted = session.limits
        self._touched = float("-inf")
        self._watched: QWindow | None = None
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._maybe_rest)
        self._power = QTimer(self, interval=POWER_MS)
        self._power.timeout.connect(self._ask_power)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        settings.changed.connect(self.follow)
        self.follow()

    @property
    def can_yield(self) -> bool:
        """Whether this machine can keep the engine off a core."""
        return self._engine.can_yield

    def follow(self) -> None:
        """Do as the settings say; what that costs is paid beside the window."""
        chosen = self._settings.value
        if chosen.battery_pause and not self._power.isActive():
            self._power.start()
            self._ask_power()
        elif not chosen.battery_pause:
            self._power.stop()
            self._on_battery = False
        if not chosen.spare_core and self._engine.yielding:
            self._engine.yield_core(False)
        self._apply()

    def close(self) -> None:
        """Watch nothing any more."""
        self._power.stop()
        self._rest.stop()
        self._watch(None)
        self._settings.changed.disconnect(self.follow)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What reaches the window that has the keyboard."""
        if event.type() in _INPUT:
            self._touch()
        return False

    # -- a core for the window -----------------------------------------------------------------------------------------

    def _watch(self, window: QWindow | None) -> None:
        """Hear the input of the window in front; of one alone, since a filter on everything would slow everything."""
        if self._watched is not None and self._watched is not window:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._forget)
        if window is not None and self._watched is not window:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)
        self._watched = window

    def _forget(self) -> None:
        self._watched = None

    def _touch(self) -> None:
        self._touched = monotonic()
        if self._settings.value.spare_core and not self._rest.isActive() and self._engine.can_yield:
            self._engine.yield_core(True)
            self._rest.start(round(IN_USE_SECONDS * 1000))

    def _maybe_rest(self) -> None:
        """Give the core back, unless there was input since the timer began."""
        left = IN_USE_SECONDS - (monotonic() - self._touched)
        if left > 0:
            self._rest.start(round(left * 1000) + 1)
        else:
            self._engine.yield_core(False)

    # -- battery and settings ------------------------------------------------------------------------------------------

    def _ask_power(self) -> None:
        self._errands.run(self._battery, self._know_power, key="power")

    def _know_power(self, on_battery: bool) -> None:
        self._on_battery = on_battery and self._settings.value.battery_pause
        self._apply()

    def _apply(self) -> None:
        wanted = limits_of(self._settings.value, held=self._on_battery)
        if wanted != self._wanted:
            self._wanted = wanted
            self._errands.run(lambda: self._session.allow(wanted), lambda _: None, key="limits")
        why = (
            tr("This machine runs on its battery; the queue goes on with mains power.") if wanted.held else ""
        )
        if why != self.paused_because:
            self.paused_because = why
            self.changed.emit()
