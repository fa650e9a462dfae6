"""The editor of seeds: the number, a dice that draws another one, and a lock.

In: the seed, and whether it is drawn anew for every take. Out: a seed; the wish to lock it, or to let it be drawn. The
document holds a concrete seed either way.
"""

import random

from PySide6.QtCore import Signal

from engine.params import SeedParam
from studio.editors.buttons import tool
from studio.editors.editor import Around
from studio.editors.number import NumberEditor
from studio.icons import icon
from studio.words import tr

DRAWN_BELOW = 2**31
"""Seeds that are drawn are short enough to be read out and typed."""


class SeedEditor(NumberEditor):
    """A seed with its dice and lock."""

    draw_wanted = Signal(bool)
    """Whether the seed shall be drawn anew for every take."""

    scrubs = False

    def __init__(self, param: SeedParam, around: Around) -> None:
        super().__init__(param, around)
        self.dice = tool(around.look, "dice", tr("New seed"), tr("Draws another seed."))
        self.lock = tool(around.look, "lock", tr("Lock this seed"))
        for button in (self.dice, self.lock):
            self._row.addWidget(button)
        self._row.setSpacing(self.fontMetrics().height() // 6)
        self.dice.clicked.connect(lambda: self.kept.emit(random.randrange(DRAWN_BELOW)))
        self.lock.setCheckable(True)
        self.lock.clicked.connect(lambda on: self.draw_wanted.emit(not on))
        self.show_drawn(False)

    def show_drawn(self, drawn: bool) -> None:
        """Show whether every take draws a seed of its own."""
        self.lock.setChecked(not drawn)
        self.lock.setIcon(icon("unlock" if drawn else "lock", self.around.look))
        self.lock.setToolTip(
            tr("Every take draws a seed of its own, and remembers it. A click keeps this one.")
            if drawn
            else tr("Every take uses this seed. A click lets each draw one of its own.")
        )
