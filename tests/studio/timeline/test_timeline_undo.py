"""Whatever is done to a film by keys, menus and mouse: nothing overlaps, no shot is lost, and undo leads
all the way back.
"""

from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from PySide6.QtCore import QPointF, Qt

from engine.document import Document
from studio.actions import ACTIONS, CUT, TAKES
from tests.studio.edit.films import film, whole
from tests.studio.timeline.room import Room

DEEDS = 40
ASKING = frozenset({"cut.add_sound", "cut.add_subtitles", "cut.save_subtitles"})
"""They open a dialog of files."""
COPYING = ("edit.cut", "edit.copy", "edit.paste", "edit.duplicate", "edit.select_all", "edit.select_none")
HELD = (
    Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


def a_deed(room: Room, chance: Random) -> str:
    """Do something that an artist can do; what it was, for whoever reads a failure."""
    panel, program = room.panel, room.stage.program
    kind = chance.choice(("command", "command", "command", "drag", "click", "click", "playhead", "marks"))
    if kind == "command":
        rows = [row.id for row in ACTIONS.values() if row.panel in (CUT, TAKES) and row.id in panel.offered]
        rows = [*(row for row in rows if row not in ASKING), *COPYING]
        name = chance.choice([row for row in rows if panel.offered[row].enabled()])
        panel.offered[name].run()
        panel.field.keep()
        return name
    at = QPointF(chance.uniform(0, 1100), chance.uniform(0, room.sight.height))
    if kind == "drag":
        panel.use(chance.choice(("select", "select", "roll", "slip", "slide", "blade")))
        to = QPointF(chance.uniform(0, 1190), chance.uniform(0, room.sight.height))
        room.drag(at, to, chance.choice(HELD))
        panel.use("select")
    elif kind == "click":
        item = chance.choice(room.timeline.items or (None,))
        if item is not None and item.shot is not None and chance.random() < 0.7:
            at = room.at(item.id, 2, 0.3)
        room.click(at, chance.choice(HELD))
    elif kind == "playhead":
        program.go(chance.randrange(max(program.frames, 1)))
    else:
        first = chance.randrange(max(program.frames, 1))
        program.set_in(first)
        program.set_out(min(first + chance.randrange(1, 60), max(program.frames - 1, first)))
    return f"{kind} {at.x():.0f},{at.y():.0f}"


def told(document: Document) -> Document:
    """What undo brings back: all but where the artist looks."""
    return replace(document, view={})


@pytest.mark.parametrize("seed", range(10))
def test_undo_leads_back_through_whatever_was_done(room: Room, seed: int) -> None:
    chance, model = Random(seed), room.model
    model.load("Film", film(48, 96, 60, 72))
    start, first, done = model.document, model.stack.index(), list[str]()
    for _ in range(DEEDS):
        done.append(a_deed(room, chance))
        after = model.document
        assert whole(after), done
        assert start.shots.keys() <= after.shots.keys(), done
        assert start.graph.nodes.keys() <= after.graph.nodes.keys(), done
        assert room.table.timeline is after.timeline, done
        assert room.table.selection <= room.table.still.blocks.keys() | {m.id for m in after.timeline.markers}
        assert sum((item.length for item in after.timeline.items), Fraction(0)) == after.timeline.total
    end, steps = model.document, model.stack.index() - first
    assert steps > DEEDS // 10, "hardly anything was done"
    while model.stack.index() > first:
        model.stack.undo()
    assert told(model.document) == told(start), done
    while model.stack.can_redo():
        model.stack.redo()
    assert told(model.document) == told(end), done
