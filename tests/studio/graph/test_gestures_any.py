"""Whatever hands do, in whatever order: nothing breaks, and undo leads back to the beginning."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.studio.graph.easel import ALT, CTRL, LEFT, MIDDLE, NONE, RIGHT, SHIFT, Easel

KEYS = [
    Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete,
    Qt.Key.Key_X, Qt.Key.Key_D, Qt.Key.Key_M, Qt.Key.Key_H, Qt.Key.Key_C, Qt.Key.Key_Return, Qt.Key.Key_Tab,
    Qt.Key.Key_L, Qt.Key.Key_Period, Qt.Key.Key_F, Qt.Key.Key_Y, Qt.Key.Key_Space, Qt.Key.Key_F2,
]  # fmt: skip
WITH_CTRL = [
    Qt.Key.Key_A, Qt.Key.Key_D, Qt.Key.Key_G, Qt.Key.Key_J, Qt.Key.Key_C, Qt.Key.Key_V, Qt.Key.Key_Delete,
    Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_I,
]  # fmt: skip
EVENTS = 160


def place(easel: Easel, dice: random.Random) -> QPoint:
    """Somewhere on a node, on a port, or anywhere."""
    names = list(easel.graph.nodes)
    if names and dice.random() < 0.75:
        name = dice.choice(names)
        item = easel.scene.node(name)
        assert item is not None
        if item.shape.ports and dice.random() < 0.4:
            port = dice.choice(item.shape.ports)
            return easel.port(name, port.port.name, port.output)
        return easel.on(name, dice.choice(("title", "body")))
    area = easel.view.viewport().rect()
    return QPoint(dice.randrange(area.width()), dice.randrange(area.height()))


def act(easel: Easel, dice: random.Random) -> None:
    """One thing that hands may do, sensible or not."""
    held = dice.choice((NONE, NONE, NONE, SHIFT, CTRL, ALT))
    match dice.randrange(8):
        case 0:
            easel.press(place(easel, dice), dice.choice((LEFT, LEFT, LEFT, MIDDLE)), held)
        case 1 | 2:
            easel.move(place(easel, dice), held)
        case 3:
            easel.release(place(easel, dice), held)
        case 4:
            path = [place(easel, dice), place(easel, dice)]
            if held == CTRL:
                easel.drag(path, dice.choice((LEFT, RIGHT)), held)
            else:
                easel.drag(path, LEFT, held)
        case 5:
            easel.key(dice.choice(KEYS))
        case 6:
            easel.key(dice.choice(WITH_CTRL), CTRL)
        case 7:
            if dice.random() < 0.3:
                easel.double_click(place(easel, dice))
            else:
                easel.click(place(easel, dice), LEFT, held)
    if easel.asked:
        request = easel.asked.pop()
        easel.find(dice.choice(("reverse", "prompt", "generate")))(request)
        easel.editor.search_closed()


@pytest.mark.parametrize("seed", range(4))
def test_any_events_in_any_order_can_be_undone(easel: Easel, seed: int) -> None:
    dice = random.Random(seed)
    start = easel.document
    for _ in range(EVENTS):
        act(easel, dice)
        if easel.editor.inline.is_open and dice.random() < 0.5:
            easel.editor.inline.cancel()
    easel.editor.inline.cancel()
    easel.release(QPoint(5, 5))
    easel.key(Qt.Key.Key_Escape)
    assert not easel.hands.busy
    assert easel.model.stack.count() > 5, "something was done"
    end = easel.document
    while easel.model.stack.can_undo():
        easel.model.stack.undo()
    assert (easel.document.graph, easel.document.groups, easel.document.frames) == (
        start.graph, start.groups, start.frames,
    )  # fmt: skip
    while easel.model.stack.can_redo():
        easel.model.stack.redo()
    assert (easel.document.graph, easel.document.groups, easel.document.frames) == (
        end.graph, end.groups, end.frames,
    )  # fmt: skip
