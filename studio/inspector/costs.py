"""What a change of a param would make run anew, told before anybody makes it: quietly, at the foot of the inspector.

In: the entry that the pointer or the keyboard is at. Out: one sentence, after a short rest. The answer is worked out
off the GUI thread by whom the program gives.
"""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from engine.whatif import WhatIf
from studio.inspector.subject import Entry
from studio.quantities import seconds_words
from studio.words import tr

REST_MS = 250
"""How long the pointer must rest on a param."""
NAMED = 3
"""Nodes that are named."""
Ask: TypeAlias = Callable[[str, str, Callable[[WhatIf, list[str]], None]], bool]
"""Asked with a node of the open graph and a param, it calls back with the answer and what the places in it are called;
False if nothing can be said now."""


class Costs(QObject):
    """Asks about one param at a time."""

    told = Signal(str)
    """A sentence, or "" for nothing to say."""

    def __init__(self, ask: Ask, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._entry: Entry | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)

    def look_at(self, entry: Entry | None) -> None:
        """The pointer or the keyboard came to a param; None: to no param."""
        before, self._entry = self._entry, entry
        if entry is not None and before is not None and _same(entry, before):
            return
        self._rest.stop()
        if entry is None or len(entry.nodes) != 1 or entry.source:
            self.told.emit("")
        else:
            self._rest.start()

    def again(self) -> None:
        """The document changed, or was looked at anew: what was said may be wrong."""
        if self._entry is not None and len(self._entry.nodes) == 1 and not self._entry.source:
            self._rest.start()

    def _look(self) -> None:
        entry = self._entry
        if entry is None:
            return

        def done(answer: WhatIf, names: list[str]) -> None:
            if isValid(self) and self._entry is not None and _same(self._entry, entry):
                self.told.emit(sentence(tr(entry.param.label), answer, names))

        if not self._ask(entry.nodes[0], entry.param.name, done):
            self.told.emit("")


def sentence(label: str, answer: WhatIf, names: list[str]) -> str:
    """What a change would cost, in one sentence; that it costs nothing is worth one too."""
    if not answer.steps:
        return tr("{param}: nothing made so far hangs on it", param=label)
    told = ", ".join(names[:NAMED])
    if len(names) > NAMED:
        told = tr("{names} and {count} more", names=told, count=len(names) - NAMED)
    time = seconds_words(answer.seconds)
    return tr("{param}: a change runs {names} anew, {time}", param=label, names=told, time=time)


def _same(one: Entry, other: Entry) -> bool:
    return (one.param.name, one.nodes, one.source) == (other.param.name, other.nodes, other.source)
