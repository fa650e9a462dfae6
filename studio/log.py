"""What the program writes down about itself, and what it does when something in it goes wrong.

In: exceptions that nobody caught, on any thread, and Qt's own messages. Out: lines in the log folder; before an artist
is told, the work is saved. Installed once by the application, taken out when it ends.
"""

import contextlib
import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from engine.document import app_name
from engine.paths import state_dir

NAME = "shotloom"
BYTES = 1 << 20
KEPT = 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_folder() -> Path:
    """Where the log lies."""
    return state_dir() / "log"


class CrashHook(QObject):
    """Stands where exceptions end that nobody caught.

    `rescue` brings unsaved work to the disk; it is called first, on the thread of the exception, and may raise itself.
    """

    crashed = Signal(str)
    """The report, once the work is safe; delivered on the GUI thread."""

    def __init__(self, rescue: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rescue = rescue
        self._log = logging.getLogger(NAME)
        self._handler: logging.Handler | None = None
        self._faults: TextIOWrapper | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self._busy = threading.local()

    def install(self) -> None:
        """Write to the log from now on. A folder that cannot be written costs the log, nothing else."""
        with contextlib.suppress(OSError):
            log_folder().mkdir(parents=True, exist_ok=True)
            path = log_folder() / f"{NAME}.log"
            self._handler = RotatingFileHandler(path, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8")
            self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
            self._log.addHandler(self._handler)
            if not faulthandler.is_enabled():
                self._faults = (log_folder() / "faults.txt").open("w", encoding="utf-8")
                faulthandler.enable(self._faults)
        self._log.setLevel(logging.INFO)
        self._log.propagate = False
        system = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
        self._log.info("%s started: %s", app_name(), system)
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self.caught
        threading.excepthook = self._caught_on_thread
        qInstallMessageHandler(self._qt_said)

    def remove(self) -> None:
        """Put back what was there, and close the log."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)
        if self._handler is not None:
            self._log.removeHandler(self._handler)
            self._handler.close()
            self._handler = None
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Save, write down, tell. Python calls it for what nobody caught."""
        if issubclass(kind, KeyboardInterrupt) or getattr(self._busy, "on", False):
            sys.__excepthook__(kind, error, trace)
            return
        self._busy.on = True
        report = "".join(traceback.format_exception(kind, error, trace))
        try:
            self._rescue()
        except Exception:  # noqa: BLE001  (the end of the line: what is left is to write it down)
            report += "\nWhile saving the work:\n" + traceback.format_exc()
        finally:
            self._busy.on = False
        self._log.error("%s", report)
        sys.stderr.write(report)
        self.crashed.emit(report)

    def _caught_on_thread(self, given: threading.ExceptHookArgs) -> None:
        if given.exc_value is not None:
            self.caught(given.exc_type, given.exc_value, given.exc_traceback)

    def _qt_said(self, kind: QtMsgType, where: QMessageLogContext, text: str) -> None:
        self._log.log(_LEVELS.get(kind, logging.INFO), "Qt: %s", text)
