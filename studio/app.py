"""The application: wires every part once, shows the window, and takes everything apart again.

In: what the command line asks for. Out: an exit code. Called by `studio.cli.open_studio`.
"""

import os
import signal
import socket
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from engine.device import prepare_environment
from engine.errors import OutputError
from engine.manners import Manners as EngineManners
from engine.types import Size
from studio import language
from studio.ahead import Ahead
from studio.appearance import Appearance
from studio.edit.ports import Faces
from studio.errands import Errands
from studio.log import CrashHook
from studio.menu_commands import window_commands
from studio.parts import Parts
from studio.playing.booth import Booth
from studio.projects.let_go import LetGo
from studio.projects.workspace import Workspace
from studio.prompt.advice import Adviser
from studio.settings import SettingsStore
from studio.sweep import Sweeper
from studio.theme import Look
from studio.warmup import Warmup
from studio.window import Window
from studio.words import tr
from studio.work.bridge import Bridge
from studio.work.frozen import Frozen
from studio.work.jobs import Jobs
from studio.work.manners import Manners, limits_of
from studio.workbench import session

SETTLED_MS = 900
"""How long a window for a screenshot is left alone before it counts as settled."""


def run(file: Path | None, *, screenshot: Path | None = None, size: Size | None = None) -> int:
    """Open the studio with a file or the welcome page; returns when the window is closed.

    With `screenshot` the window is grabbed into that file once it has settled, and closed. `size` is the window's, in
    pixels. Raises OutputError if the screenshot cannot be written.
    """
    prepare_environment()
    sys.setswitchinterval(0.001)
    if screenshot is not None and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = make_application()
    studio = Studio(application)
    hook = CrashHook(studio.rescue)
    hook.crashed.connect(studio.tell_crash)
    hook.install()
    try:
        with_signals = _Signals(studio.leave)
        studio.show(file, size, quiet=screenshot is not None)
        saved: list[bool] = []
        if screenshot is not None:
            QTimer.singleShot(SETTLED_MS, lambda: studio.grab(screenshot, saved.append))
        code = application.exec()
        with_signals.close()
        if screenshot is not None and saved != [True]:
            raise OutputError(
                "the picture cannot be written",
                value=screenshot,
                remedy="Choose a .png in a folder that exists",
            )
        return code
    finally:
        studio.close()
        hook.remove()


def make_application() -> QApplication:
    """The one QApplication, named; the present one if there is one already."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    application = QApplication(["shotloom"])
    application.setApplicationName("shotloom")
    application.setApplicationDisplayName("")
    application.setDesktopFileName("shotloom")
    application.setStyle("Fusion")
    return application


class Studio(QObject):
    """Everything that lives as long as the program."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.application = application
        self.sweeper = Sweeper(self)
        settings = SettingsStore(parent=self)
        language.use(application, settings.value.language)
        look = Look(parent=self)
        self.appearance = Appearance(application, settings, look, self)
        bridge = Bridge(self)
        chosen, manners = settings.value, EngineManners()
        work = session(
            # A card that is gone since it was chosen must not keep the program from computing.
            Namespace(device="cpu" if chosen.device == "cpu" else None),
            listener=bridge.hear,
            keep_queue=True,
            model_folders=[Path(folder) for folder in chosen.model_folders],
            cache=Path(chosen.cache_folder) if chosen.cache_folder else None,
            limits=limits_of(chosen),
            manners=manners,
        )
        errands = Errands(self)
        workspace = Workspace(work, settings, self)
        warmup = Warmup(work, errands, self)
        self.parts = Parts(
            session=work,
            settings=settings,
            look=look,
            faces=Faces(work.registry),
            errands=errands,
            workspace=workspace,
            warmup=warmup,
            jobs=Jobs(work, bridge, workspace, self),
            manners=Manners(work, settings, manners, errands, self),
            adviser=Adviser(
                lambda: work.catalog.models, workspace.errands, lambda: warmup.profile is not None, self
            ),
            booth=Booth(work, workspace.errands, self),
        )
        self.frozen = Frozen(work, workspace, errands, self)
        self.let_go = LetGo(work, workspace, parent=self)
        self.parts.warmup.ready.connect(self.parts.jobs.go_on)
        self.parts.warmup.ready.connect(self.parts.adviser.wake)
        self.parts.warmup.ready.connect(self.sweeper.settle)
        self.window = Window(self.parts)
        self.window.bindings.offer(window_commands(self.window))
        self.ahead = Ahead(parent=self)
        self.parts.manners.changed.connect(self._tell_pause)

    def show(self, file: Path | None, size: Size | None, *, quiet: bool = False) -> None:
        """Show the window; with `quiet` nothing starts by itself."""
        if size is not None:
            self.window.resize(size.width, size.height)
        if file is not None:
            self.parts.workspace.open(file)
        self.window.show()
        self.parts.jobs.begin()
        if self.parts.settings.note:
            self.window.say(self.parts.settings.note)
        self.ahead.begin()
        if not quiet:
            self.parts.warmup.begin()
            QTimer.singleShot(0, self.window, lambda: self._begin(reopen=file is None))

    def _begin(self, *, reopen: bool) -> None:
        """Offer what a crash left, or open what was open last time where that is wished."""
        chosen = self.parts.settings.value
        if not self.window.popups.recovery() and reopen and chosen.reopen:
            for path in map(Path, chosen.open_files):
                if path.is_file():
                    self.parts.workspace.open(path)

    def _tell_pause(self) -> None:
        self.window.say(
            self.parts.manners.paused_because or tr("There is mains power again; the queue goes on.")
        )

    def rescue(self) -> None:
        """Bring all work to the disk; the crash hook calls it before anything else."""
        self.parts.workspace.flush()

    def tell_crash(self, report: str) -> None:
        """Tell the artist, in place, that something went wrong and that the work is safe."""
        self.window.tell_crash(report)

    def leave(self) -> None:
        """The system asks the program to end: unsaved work is kept for the next start, without a question."""
        # Posted, since the request may come before the event loop runs. Not `quit`, which would close the window first,
        # and that asks.
        QTimer.singleShot(0, self.application, lambda: self.application.exit(0))

    def grab(self, path: Path, told: Callable[[bool], object]) -> None:
        """Write a picture of the window once nothing is read or checked any more; say whether that worked, and end."""
        if not self.parts.errands.idle:
            QTimer.singleShot(SETTLED_MS // 4, lambda: self.grab(path, told))
            return
        told(self.window.grab().save(str(path)))
        self.application.exit(0)

    def close(self) -> None:
        """Take everything apart, in the order in which it depends on each other."""
        self.ahead.close()
        self.parts.warmup.close()
        self.parts.manners.close()
        self.window.hide()
        files = tuple(str(document.path) for document in self.parts.workspace.documents if document.path)
        self.parts.settings.update(open_files=files)
        self.parts.workspace.shut()
        self.parts.jobs.close()
        self.parts.errands.close()
        self.parts.session.close()
        self.sweeper.close()
        self.window.deleteLater()
        self.deleteLater()


class _Signals(QObject):
    """Lets Ctrl+C and a plain kill end the program in order, although Qt's loop runs no Python meanwhile."""

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__()
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._kept = {
            number: signal.signal(number, lambda *_: leave()) for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._wakeup = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(lambda: self._ours.recv(64))

    def close(self) -> None:
        """Put back what was there."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._kept.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()
