"""Tells an artist who looks elsewhere: how far the work is in the window's title, and when long work is done or failed.

In: progress and ends of jobs, whether the window is in front, the settings. Out: a prefix for the title, the system's
mark on the window, and a message of the system where it shows such. Made once by the window.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from engine.events import Failed
from studio.icons import application_icon
from studio.quantities import seconds_words
from studio.settings import SettingsStore
from studio.words import tr
from studio.work.jobs import Jobs, Progress

LONG = 20.0
"""Seconds of work after which its end is worth a message."""
SHOWN_MS = 15_000
"""How long the mark in the system's tray stays, which a message needs."""


class Notifier(QObject):
    """`prefix` stands before the window's title: "42 % · ", or nothing while nothing runs."""

    changed = Signal()
    """`prefix` is another one."""
    told = Signal(str)
    """A message was shown."""

    def __init__(
        self,
        jobs: Jobs,
        settings: SettingsStore,
        window: QWidget,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self.prefix = ""
        self._jobs = jobs
        self._settings = settings
        self._window = window
        self._clock = clock
        self._since: float | None = None
        self._made: list[str] = []
        """What results of the work so far are called."""
        self._running = ""
        self._tray: QSystemTrayIcon | None = None
        self._hide = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._hide.timeout.connect(self.close)
        jobs.progressed.connect(self._progressed)
        jobs.finished.connect(self._finished)
        jobs.failed.connect(self._failed)

    def close(self) -> None:
        """Take the mark out of the system's tray."""
        if self._tray is not None:
            self._tray.hide()

    def _progressed(self, progress: Progress | None) -> None:
        if progress is None:
            self._ended()
        elif self._since is None:
            self._since, self._made = self._clock(), []
        if progress is not None:
            self._running = progress.name
        prefix = "" if progress is None else tr("{percent} % · ", percent=round(100 * progress.share))
        if prefix != self.prefix:
            self.prefix = prefix
            self.changed.emit()

    def _finished(self, *_: object) -> None:
        self._made.append(self._running)

    def _failed(self, _: object, place: str, failed: Failed) -> None:
        line = self._jobs.line(failed.job)
        title = line.name if line is not None and line.title else tr("A result")
        self._tell(tr("{title} could not be made: {why}", title=title, why=failed.message))

    def _ended(self) -> None:
        """Nothing runs any more."""
        if self._made:
            time_ = seconds_words(self._took())
            count = len(self._made)
            if count == 1:
                self._tell(tr("{title} is there, after {time}.", title=self._made[0], time=time_))
            else:
                self._tell(tr("{count} results are there, after {time}.", count=count, time=time_))
        self._since = None

    def _took(self) -> float:
        return self._clock() - self._since if self._since is not None else 0.0

    def _tell(self, text: str) -> None:
        if self._took() < LONG or self._window.isActiveWindow() or not self._settings.value.notify:
            return
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            if self._tray is None:
                self._tray = QSystemTrayIcon(application_icon(), self)
                self._tray.messageClicked.connect(self._come)
                self._tray.activated.connect(self._come)
            self._tray.show()
            self._tray.showMessage(tr("Shotloom"), text, application_icon())
            self._hide.start()
        self.told.emit(text)

    def _come(self, *_: object) -> None:
        """The message was clicked: bring the window to the front."""
        self._window.raise_()
        self._window.activateWindow()
