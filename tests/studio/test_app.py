"""The program as a process and as a whole: screenshots, crashes, signals, the quiet start of the engine."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import resources
from studio import log
from studio.log import CrashHook, log_folder
from studio.warmup import QUIET_MS, Warmup
from tests.studio.command import Ran

SAMPLE = resources.path("samples/text-to-clip.loom")


def shotloom(*arguments: object) -> Ran:
    """A process of its own."""
    command = [sys.executable, "-m", "studio.cli", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    return Ran(done.returncode, done.stdout, done.stderr)


def test_a_screenshot_needs_no_display_and_has_the_size_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    picture = tmp_path / "window.png"
    ran = shotloom(SAMPLE, "--screenshot", picture, "--size", "1280x720")
    assert ran.code == 0, ran.err
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 720)
    assert len({image.pixel(x, y) for x in range(0, 1280, 8) for y in range(0, 720, 8)}) > 20
    assert "started" in (log_folder() / "shotloom.log").read_text()


def test_a_screenshot_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    ran = shotloom("--screenshot", tmp_path / "nowhere" / "window.png")
    assert ran.code == 3
    assert "cannot be written" in ran.err
    assert "Traceback" not in ran.err


def test_a_plain_kill_ends_the_program_in_order(tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}
    journals = Path(os.environ["SHOTLOOM_DATA"]) / "state" / "journals"
    until = time.monotonic() + 60
    with subprocess.Popen([sys.executable, "-m", "studio.cli", str(SAMPLE)], env=environment) as process:
        try:
            while not list(journals.glob("*/*")) and time.monotonic() < until:
                time.sleep(0.05)
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
        finally:
            process.kill()


class Crash:
    """What a crash hook did, in order."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.hook = CrashHook(lambda: self.done.append("saved"))
        self.hook.crashed.connect(lambda report: self.done.append(report.splitlines()[-1]))


@pytest.fixture
def crash(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> Iterator[Crash]:
    made = Crash()
    made.hook.install()
    yield made
    made.hook.remove()


def test_work_is_saved_before_a_crash_is_told_and_written_down(crash: Crash) -> None:
    try:
        raise ValueError("nine is not ten")
    except ValueError as error:
        crash.hook.caught(type(error), error, error.__traceback__)
    assert crash.done == ["saved", "ValueError: nine is not ten"]
    assert "nine is not ten" in (log_folder() / "shotloom.log").read_text()


def test_a_crash_on_another_thread_is_told_as_well(qtbot: QtBot, crash: Crash) -> None:
    def fail() -> None:
        raise RuntimeError("no such frame")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(crash.done) == 2)
    assert crash.done == ["saved", "RuntimeError: no such frame"]


def test_a_save_that_fails_in_a_crash_is_written_down_too(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []

    def refuse() -> None:
        raise OSError("the disk is full")

    hook = CrashHook(refuse)
    hook.crashed.connect(told.append)
    hook.install()
    error = ValueError("nine is not ten")
    hook.caught(ValueError, error, None)
    hook.remove()
    assert "nine is not ten" in told[0]
    assert "the disk is full" in told[0]


def test_without_a_writable_folder_there_is_no_log_and_no_trouble(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    monkeypatch.setattr(log, "log_folder", lambda: blocked / "log")
    hook = CrashHook(lambda: None)
    hook.install()
    hook.remove()
    assert blocked.is_file()


class Slow(QObject):
    """Errands that only note what they were asked."""

    asked = Signal()

    def run(self, work: object, done: object, **_: object) -> None:
        self.asked.emit()


def test_the_engine_is_asked_for_only_after_a_quiet_moment(qtbot: QtBot) -> None:
    errands, page = Slow(), QWidget()
    qtbot.addWidget(page)
    page.show()
    asked: list[float] = []
    errands.asked.connect(lambda: asked.append(time.monotonic()))
    warmup = Warmup(None, errands)  # type: ignore[arg-type]
    warmup.begin()
    last = time.monotonic()
    for _ in range(4):
        # Asleep, not in the event loop: on a busy machine the key would else come after the moment that it disturbs.
        time.sleep(QUIET_MS / 2000)
        last = time.monotonic()
        QTest.keyClick(page, Qt.Key.Key_A)
        QApplication.processEvents()
    assert not asked, "torch would have been imported while somebody typed"
    qtbot.waitUntil(lambda: bool(asked), timeout=5000)
    assert asked[0] - last >= QUIET_MS / 1000 * 0.9
    warmup.close()
