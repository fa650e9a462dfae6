"""What comes at a bad time: answers after the panel closed, edits from elsewhere during a gesture, a film cut short."""

import threading
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from engine.timeline import Timeline
from studio.projects.workspace import Workspace
from tests.studio.timeline.room import RATE, Room

HELD = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_answers_that_come_after_the_panel_closed_are_let_go(
    room: Room, workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: room.errands.idle)
    begun, leave = threading.Event(), threading.Event()

    def peaks(sha256: str) -> object:
        begun.set()
        assert leave.wait(5)
        return object()

    monkeypatch.setattr(workspace.session.sounds, "peaks", peaks)
    room.panel.waves.ask(room.model.document)
    assert begun.wait(5)
    wants, columns = room.view.wants, np.zeros(5, np.uint8)
    room.errands.run(lambda: columns, lambda found: wants._take_states(0.0, 10.0, found))
    room.stage.close()
    delete(room.panel)
    leave.set()
    qtbot.waitUntil(lambda: room.errands.idle)


def test_a_marked_stretch_goes_with_the_end_of_the_film(room: Room) -> None:
    program = room.stage.program
    program.set_in(200)
    program.set_out(230)
    room.model.edit("Shorten", lambda d: d.with_timeline(Timeline(RATE, room.timeline.items[:3])))
    # Extract would take the whole film away.
    assert (program.mark_in, program.mark_out) == (None, None)
    assert not room.panel.offered["cut.extract"].enabled()


@pytest.mark.parametrize("seed", range(24))
def test_what_a_gesture_holds_may_go(room: Room, seed: int) -> None:
    chance = Random(seed)
    room.panel.use(chance.choice(["select", "select", "roll", "slip", "slide", "blade"]))
    held = chance.choice(HELD)
    name = chance.choice(["item b", "item c", "top", "words", "sound"])
    block = room.block(name)
    along = chance.choice([0.5, block.stop - block.start - 0.5, 20, 3])
    start = room.at(name, along, chance.choice([0.1, 0.3, 0.5, 0.7, 0.9]))
    stop = QPointF(chance.uniform(0, 1100), chance.uniform(0, room.sight.height))
    room.pull(start, stop, held)
    there = room.timeline
    kept = there.items[3:] if chance.random() < 0.5 else ()
    less = replace(there, items=kept, overlay=(), cues=(), sounds=(), markers=())
    room.model.edit("Clear", lambda d: d.with_timeline(less))
    room.move(room.by(stop, 3), held)
    if chance.random() < 0.5:
        room.key(Qt.Key.Key_Escape)
    room.let_go(room.by(stop, 13), held)
    assert not room.table.previewing
    assert not room.view.hands.busy
    assert not room.table.hint


def test_markers_are_set_to_the_beat_while_the_film_plays(room: Room, qtbot: QtBot) -> None:
    program = room.stage.program
    before = {marker.id for marker in room.timeline.markers}
    beats: list[int] = []
    renewed: list[bool] = []
    room.model.changed.connect(lambda _: beats.append(program.frame))
    program.reel_changed.connect(lambda: renewed.append(True))
    program.go(10)
    program.play()
    room.view.setFocus()
    room.key(Qt.Key.Key_M)
    room.key(Qt.Key.Key_M)
    qtbot.waitUntil(lambda: program.frame > beats[-1], timeout=10_000)
    room.key(Qt.Key.Key_M)
    assert program.playing
    assert not room.panel.field.is_open
    assert not renewed, "what plays began anew"
    room.key(Qt.Key.Key_K)
    assert not program.playing
    added = [marker for marker in room.timeline.markers if marker.id not in before]
    assert [round(marker.time * 24) for marker in added] == beats
    assert len(beats) >= 2


def test_a_marker_key_that_is_held_down_is_one_press(room: Room) -> None:
    assert not any(room.bindings.action(name).autoRepeat() for name in ("cut.marker", "cut.item_marker"))
