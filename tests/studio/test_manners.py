"""The program as a guest: a core is left free while its window is used, and batteries are spared if wished."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import resources
from engine.manners import Manners as EngineManners
from engine.session import Limits
from studio.app import Studio
from studio.errands import Errands
from studio.settings import Settings, SettingsStore
from studio.work import manners as manners_module
from studio.work.manners import Manners, limits_of
from tests.fake_model import FakeModel
from tests.studio.whole import until


class Engine(EngineManners):
    """Remembers what was asked of it; there are always cores."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[bool] = []

    @property
    def can_yield(self) -> bool:
        return True

    @property
    def yielding(self) -> bool:
        return bool(self.asked) and self.asked[-1]

    def yield_core(self, on: bool) -> None:
        self.asked.append(on)


class Session:
    """Remembers its limits."""

    def __init__(self) -> None:
        self.limits = limits_of(Settings())
        self.told: list[Limits] = []

    def allow(self, limits: Limits) -> None:
        self.limits = limits
        self.told.append(limits)


class Room:
    """Manners with everything around them replaced."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.settings = SettingsStore(folder / "settings.json")
        self.engine, self.session, self.errands = Engine(), Session(), Errands()
        self.on_battery = False
        self.moved = 0
        self.manners = Manners(
            self.session, self.settings, self.engine, self.errands, battery=lambda: self.on_battery
        )  # type: ignore[arg-type]
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.widget.show()
        self.widget.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWindow() is self.widget.windowHandle())

    def touch(self) -> None:
        """The mouse moves over the window."""
        self.moved += 1
        QTest.mouseMove(self.widget.windowHandle(), QPoint(5 + self.moved % 50, 5))
        QApplication.processEvents()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(manners_module, "IN_USE_SECONDS", 0.2)
    monkeypatch.setattr(manners_module, "POWER_MS", 20)
    made = Room(qtbot, tmp_path)
    yield made
    made.manners.close()
    made.errands.close()


def test_input_frees_a_core_and_rest_gives_it_back(qtbot: QtBot, room: Room) -> None:
    room.touch()
    assert room.engine.asked == [True]
    room.touch()
    assert room.engine.asked == [True], "once is enough"
    qtbot.waitUntil(lambda: room.engine.asked == [True, False])


def test_keys_count_as_use_too(qtbot: QtBot, room: Room) -> None:
    QTest.keyClick(room.widget.windowHandle(), Qt.Key.Key_A)
    assert room.engine.asked == [True]


def test_the_core_is_kept_free_as_long_as_the_window_is_used(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [100.0]
    monkeypatch.setattr(manners_module, "IN_USE_SECONDS", 4.0)
    monkeypatch.setattr(manners_module, "monotonic", lambda: clock[0])
    for moment in (100.0, 103.9, 107.0):
        clock[0] = moment
        room.touch()
        room.manners._maybe_rest()
        assert room.engine.asked == [True]
    clock[0] = 111.1
    room.manners._maybe_rest()
    assert room.engine.asked == [True, False]


def test_who_does_not_wish_it_keeps_all_cores_for_the_engine(room: Room) -> None:
    room.touch()
    room.settings.update(spare_core=False)
    assert room.engine.asked == [True, False]
    room.touch()
    assert room.engine.asked == [True, False]


def test_a_battery_is_nobodys_business_unless_wished(qtbot: QtBot, room: Room) -> None:
    room.on_battery = True
    qtbot.wait(80)
    assert room.manners.paused_because == ""
    assert room.session.told == []


def test_on_battery_the_queue_is_held_and_goes_on_by_itself(qtbot: QtBot, room: Room) -> None:
    room.settings.update(battery_pause=True)
    room.on_battery = True
    with qtbot.waitSignal(room.manners.changed):
        pass
    assert "battery" in room.manners.paused_because
    qtbot.waitUntil(lambda: room.session.limits.held)
    room.on_battery = False
    with qtbot.waitSignal(room.manners.changed):
        pass
    assert room.manners.paused_because == ""
    qtbot.waitUntil(lambda: not room.session.limits.held)


def test_taking_the_wish_back_lets_the_queue_go_on_at_once(qtbot: QtBot, room: Room) -> None:
    room.on_battery = True
    room.settings.update(battery_pause=True)
    qtbot.waitUntil(lambda: room.session.limits.held)
    room.settings.update(battery_pause=False)
    assert room.manners.paused_because == ""
    qtbot.waitUntil(lambda: not room.session.limits.held)


def test_budgets_reach_the_session_when_they_change(qtbot: QtBot, room: Room) -> None:
    room.settings.update(memory=3 << 30, cache_bytes=5 << 30, previews=False)
    qtbot.waitUntil(lambda: room.session.limits == Limits(3 << 30, 5 << 30, False, False))
    room.settings.update(theme="light")
    qtbot.wait(50)
    assert len(room.session.told) == 1, "a theme is none of its business"


def test_a_machine_that_cannot_say_whether_it_runs_on_battery_does_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise RuntimeError("no such driver")

    monkeypatch.setattr("psutil.sensors_battery", broken)
    assert not manners_module.on_battery()
    monkeypatch.setattr("psutil.sensors_battery", lambda: None)
    assert not manners_module.on_battery()


def test_a_job_in_the_making_rests_on_battery_and_its_take_comes_home_afterwards(
    qtbot: QtBot, fake: FakeModel, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    power = [False]
    monkeypatch.setattr(studio.parts.manners, "_battery", lambda: power[0])
    monkeypatch.setattr(fake, "pause", 0.05)
    studio.parts.manners._power.setInterval(20)
    studio.parts.settings.update(battery_pause=True)
    studio.parts.workspace.open_copy(resources.path("samples/text-to-clip.loom"))
    until(lambda: studio.window.page() is not None)
    page = studio.window.page()
    assert page is not None
    previews: list[object] = []
    studio.parts.jobs.previewed.connect(lambda *told: previews.append(told))
    QTest.keyClick(page.editor.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    until(lambda: previews)
    power[0] = True
    until(lambda: studio.parts.session.limits.held and studio.parts.session.executor.running is None)
    assert "battery" in studio.window._status.text()
    assert studio.parts.jobs.busy
    power[0] = False
    model = page.opened.model
    until(lambda: sum(len(shot.takes) for shot in model.document.shots.values()) == 1)
