"""Small pictures in lists of jobs: read beside the window, for every list that shows them, for none that is gone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.errands import Errands
from studio.jobs.rows import PICTURE, JobRows
from studio.work.lines import JobLine


class Work(QObject):
    """One job that failed late, with a picture of what it had made."""

    changed = Signal(object)
    reset = Signal()

    def __init__(self, picture: Path) -> None:
        super().__init__()
        self.lines = [JobLine("job", "failed", thumbnail=str(picture))]

    def clip(self, job: str) -> None:
        return None


class Room:
    """A thread for errands that waits until it is let go, and lists of jobs."""

    def __init__(self, picture: Path) -> None:
        self.errands = Errands()
        self.work = Work(picture)
        self._gate = threading.Event()
        self.errands.run(self._gate.wait, lambda _: None)

    def list_of(self, parent: QObject) -> JobRows:
        return JobRows(self.work, self.errands, parent)  # type: ignore[arg-type]

    def picture(self, rows: JobRows) -> object:
        return rows.data(rows.index(rows.row_of("job")), PICTURE)

    def read(self, qtbot: QtBot) -> None:
        """Let the thread read."""
        self._gate.set()
        qtbot.waitUntil(lambda: self.errands.idle, timeout=20_000)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path) -> Iterator[Room]:
    image = QImage(16, 9, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(tmp_path / "red.png"))
    made = Room(tmp_path / "red.png")
    yield made
    made.read(qtbot)
    made.errands.close()


def test_the_lists_of_two_documents_both_get_a_picture(room: Room, qtbot: QtBot) -> None:
    owner = QObject()
    lists = [room.list_of(owner), room.list_of(owner)]
    assert [room.picture(rows) for rows in lists] == [None, None]
    told: list[int] = []
    for rows in lists:
        rows.stale.connect(told.append)
    room.read(qtbot)
    assert None not in [room.picture(rows) for rows in lists]
    # Both are painted anew.
    assert told == [rows.row_of("job") for rows in lists]


def test_a_picture_for_a_list_that_is_gone_is_let_go(room: Room, qtbot: QtBot, qapp: QApplication) -> None:
    owner = QObject()
    assert room.picture(room.list_of(owner)) is None
    owner.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # pytest-qt fails where an exception comes out of the event loop.
    room.read(qtbot)
    assert room.errands.idle
