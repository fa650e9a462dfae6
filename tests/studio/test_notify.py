"""Notifications: the title tells how far the work is; long work that ends unseen is told, short or seen work is not."""

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.events import Failed
from studio.settings import SettingsStore
from studio.work.lines import JobLine, Progress
from studio.work.notify import LONG, Notifier

HALF = Progress("Boat", 0.421, 12.0, 1, take=6)


class Work(QObject):
    """What the notifier hears of the jobs."""

    progressed = Signal(object)
    finished = Signal(object, str, object)
    failed = Signal(object, str, object)

    def line(self, job: str) -> JobLine:
        return JobLine(job, "running", title="Boat")


class Room:
    """A notifier on a window that is not in front, with a clock that is set by hand."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.work = Work(self.window)
        self.settings = SettingsStore(parent=self.window)
        self.now = 100.0
        self.told: list[str] = []
        self.notifier = Notifier(self.work, self.settings, self.window, lambda: self.now)  # type: ignore[arg-type]
        self.notifier.told.connect(self.told.append)

    def make(self, seconds: float, *places: str) -> None:
        """Work for so long, with these results."""
        self.work.progressed.emit(HALF)
        self.now += seconds
        for place in places:
            self.work.finished.emit(None, place, None)
        self.work.progressed.emit(None)


@pytest.fixture
def room(qtbot: QtBot) -> Room:
    return Room(qtbot)


def test_the_share_stands_before_the_title_while_something_runs(room: Room) -> None:
    room.work.progressed.emit(HALF)
    assert room.notifier.prefix == "42 % · "
    room.work.progressed.emit(None)
    assert room.notifier.prefix == ""


def test_long_work_that_ends_unseen_is_told_once_for_the_whole_queue(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", lambda window: marked.append(window))
    room.make(LONG + 45, "a", "b")
    assert room.told == ["2 results are there, after 1 min 05 s."]
    assert marked == [room.window]
    room.make(LONG + 1, "c")
    assert room.told[1:] == ["Boat, take 6 is there, after 21 s."]


def test_of_several_jobs_of_which_one_was_made_that_one_is_named(room: Room) -> None:
    room.work.progressed.emit(HALF)
    room.now += LONG + 1
    room.work.finished.emit(None, "a", None)
    room.work.progressed.emit(Progress("Ship", 0.1, 12.0, 0))
    room.work.progressed.emit(None)
    assert room.told == ["Boat, take 6 is there, after 21 s."]


def test_short_work_is_not_told(room: Room) -> None:
    room.make(LONG - 1, "a")
    assert room.told == []


def test_who_looks_is_not_told(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room.window, "isActiveWindow", lambda: True)
    room.make(LONG + 1, "a")
    assert room.told == []


def test_who_wants_no_messages_gets_none(room: Room) -> None:
    room.settings.update(notify=False)
    room.make(LONG + 1, "a")
    assert room.told == []


def test_work_that_was_stopped_is_not_told(room: Room) -> None:
    room.make(LONG + 1)
    assert room.told == []


def test_a_failure_after_long_work_is_told_at_once(room: Room) -> None:
    room.work.progressed.emit(HALF)
    room.now += LONG + 1
    room.work.failed.emit(None, "a", Failed("job", "a", "memory ran out"))
    assert room.told == ["Boat could not be made: memory ran out"]
