"""Small work beside the window: done in turn on one thread, handed over on the GUI thread, ended with the program."""

import logging
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from studio.errands import Errands


@pytest.fixture
def errands(qtbot: QtBot) -> Iterator[Errands]:
    """A thread that has not started yet."""
    made = Errands()
    yield made
    made.close()


class _Gate:
    """Work that holds the thread until it is let go."""

    def __init__(self, errands: Errands) -> None:
        self.entered, self.leave = threading.Event(), threading.Event()
        errands.run(self._wait, lambda _: None)
        assert self.entered.wait(5)

    def _wait(self) -> None:
        self.entered.set()
        assert self.leave.wait(5)


def test_work_is_done_on_another_thread_and_handed_over_on_this_one(qtbot: QtBot, errands: Errands) -> None:
    handed: list[tuple[str, str]] = []
    errands.run(
        lambda: threading.current_thread().name,
        lambda where: handed.append((where, threading.current_thread().name)),
    )
    qtbot.waitUntil(lambda: bool(handed))
    assert handed == [("errands", threading.main_thread().name)]


def test_work_is_done_in_turn_and_urgent_work_first(qtbot: QtBot, errands: Errands) -> None:
    gate, done = _Gate(errands), []
    errands.run(lambda: "one", done.append)
    errands.run(lambda: "two", done.append)
    errands.run(lambda: "urgent", done.append, first=True)
    gate.leave.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == ["urgent", "one", "two"]


def test_of_work_with_one_key_only_the_newest_is_done(qtbot: QtBot, errands: Errands) -> None:
    gate, done = _Gate(errands), []
    errands.run(lambda: "old", done.append, key="look")
    errands.run(lambda: "other", done.append, key="read")
    errands.run(lambda: "new", done.append, key="look")
    gate.leave.set()
    qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["other", "new"]


def test_it_is_idle_when_everything_was_handed_over(qtbot: QtBot, errands: Errands) -> None:
    assert errands.idle
    gate, done = _Gate(errands), []
    errands.run(lambda: "one", done.append)
    assert not errands.idle
    gate.leave.set()
    qtbot.waitUntil(lambda: errands.idle)
    assert done == ["one"]


def test_what_is_forgotten_is_not_done(qtbot: QtBot, errands: Errands) -> None:
    gate, done = _Gate(errands), []
    errands.run(lambda: "a", done.append, key="mine: a")
    errands.run(lambda: "b", done.append, key="mine: b")
    errands.run(lambda: "c", done.append, key="yours")
    errands.forget("mine")
    gate.leave.set()
    qtbot.waitUntil(lambda: bool(done))
    assert done == ["c"]


def test_work_that_fails_is_told_and_stops_nothing_else(
    qtbot: QtBot, errands: Errands, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fail() -> str:
        raise ValueError("no such thing")

    with caplog.at_level(logging.ERROR):
        errands.run(fail, done.append, failed=lambda why: done.append(f"failed: {why}"))
        errands.run(fail, done.append)
        errands.run(lambda: "next", done.append)
        qtbot.waitUntil(lambda: len(done) == 2)
    assert done == ["failed: no such thing", "next"]
    assert caplog.text.count("ValueError: no such thing") == 2


def test_after_closing_nothing_is_done_or_handed_over(qtbot: QtBot, errands: Errands) -> None:
    gate, done = _Gate(errands), []
    errands.run(lambda: "waiting", done.append)
    threading.Timer(0.05, gate.leave.set).start()
    errands.close()
    errands.run(lambda: "late", done.append)
    qtbot.wait(50)
    assert done == []


def test_nothing_is_handed_over_once_its_host_is_gone(qtbot: QtBot, errands: Errands) -> None:
    handed: list[object] = []
    host, other = QObject(), QObject()
    gate = _Gate(errands)
    errands.run(lambda: 1, handed.append, host=host)
    errands.run(lambda: 1 / 0, handed.append, failed=handed.append, host=host)
    errands.run(lambda: 2, handed.append, host=other)
    delete(host)
    gate.leave.set()
    qtbot.waitUntil(lambda: errands.idle)
    assert handed == [2]


class _Host(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def take(self, answer: object) -> None:
        self.told.append(answer)


def test_an_answer_for_a_method_is_dropped_with_its_object(qtbot: QtBot, errands: Errands) -> None:
    """Without its being named as the host."""
    gone, there = _Host(), _Host()
    gate = _Gate(errands)
    for host in (gone, there):
        errands.run(lambda: 1, host.take)
        errands.run(lambda: 1 / 0, host.take, failed=host.take)
    delete(gone)
    gate.leave.set()
    qtbot.waitUntil(lambda: errands.idle)
    assert gone.told == []
    assert len(there.told) == 2
