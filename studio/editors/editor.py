"""What every editor of a param is: a small form for one value, which says what is tried and what is kept.

In: a declaration, and the value as the document holds it, again whenever that changes. Out: signals with values as a
file would hold them. Whether a value is allowed is the declaration's business (`Param.check`), so that an editor has no
rules of its own; what it says is put into the document by whoever shows it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from engine.document import Document, MediaItem
from engine.graph import Json
from engine.params import Param
from studio.editors.unit_line import UnitLine
from studio.prompt.advice import Adviser
from studio.theme import Look


def _no_picture(media: str, done: Callable[[QImage | None], None]) -> None:
    done(None)


Chosen: TypeAlias = Callable[[MediaItem], bool | None]
"""Takes a file that the artist chose; False where it came too late to be used."""


def _no_choice(of: str, done: Chosen) -> None:
    """Nobody is there who could be asked for a file."""


@dataclass(frozen=True)
class Around:
    """What editors must know beyond their value.

    `document` gives the present one, `models` the names of the models of this machine. `picture(media, done)` reads a
    small picture of an entry of the document's media; `choose(of, done)` asks the artist for a file that is an "image",
    a "clip" or "any", and looks into it; `locate(media)` leads to where a missing file is found again; `missing(media)`
    says in a sentence what is wrong with an entry, or nothing. `adviser` knows the words that models know. `seconds` is
    how long the clip is that a node of the open graph works on, 0.0 where that is not known.
    """

    look: Look
    document: Callable[[], Document] = Document
    models: Callable[[], Sequence[str]] = lambda: ("built-in",)
    picture: Callable[[str, Callable[[QImage | None], None]], None] = field(default=_no_picture)
    choose: Callable[[str, Chosen], None] = field(default=_no_choice)
    locate: Callable[[str], None] = lambda media: None
    missing: Callable[[str], str] = lambda media: ""
    adviser: Adviser | None = None
    seconds: Callable[[str], float] = lambda node: 0.0


class ParamEditor(QWidget):
    """A form for one value. A gesture (a drag, what is typed while the keyboard is here) tries any number of values and
    ends with the one that is kept, or is dropped.
    """

    tried = Signal(object)
    """A value of a gesture that goes on."""
    kept = Signal(object)
    """The value with which a gesture ended."""
    dropped = Signal()
    """The gesture was taken back: what was there before it holds."""
    restored = Signal()
    """What was typed was taken out of a field again: it shows what the document holds."""
    grown = Signal()
    """It has fields that were not there: Tab has yet to be led through them."""
    filed = Signal(object, object)
    """A file was chosen: its `MediaItem`, and a function from the id that it gets in the document to the value."""

    wide = False
    """Whether it needs the whole width, and so stands under its label."""
    scrubs = False
    """Whether dragging its label changes the value."""

    def __init__(self, param: Param, around: Around) -> None:
        super().__init__()
        self.param = param
        self.around = around

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        """Show what the document holds; with `mixed` several nodes hold different values.

        What is being typed stays unless the value became another one than was shown last.
        """
        raise AssertionError(f"{type(self).__name__} shows nothing")

    def settle(self) -> None:
        """Keep what is typed: the editor is about to go, or to show another node."""

    def fresh(self) -> None:
        """Forget what was typed and where the keyboard's undo leads: another node is shown from now on."""

    def standing(self) -> QWidget | None:
        """A field in which something else stands than the document holds: it is being typed, or was refused."""
        return next((line for line in self.findChildren(UnitLine) if line.typed), None)

    def restore(self) -> None:
        """Show again what the document holds in a field that has no Escape of its own; its undo leads back."""

    def scrub(self, steps: float) -> None:
        """Move the value this many steps from where it was when the drag began."""

    def end_scrub(self) -> None:
        """The drag is over: what it tried is kept."""


class NudgedEditor(ParamEditor):
    """An editor whose value can be nudged: the nudges of one stay are one gesture, kept or taken back at its end."""

    def __init__(self, param: Param, around: Around) -> None:
        super().__init__(param, around)
        self._value: Json = None
        self._trying = False

    def _try(self, value: Json) -> None:
        self._value, self._trying = value, True
        self.tried.emit(value)

    def _end(self) -> None:
        if self._trying:
            self._trying = False
            self.kept.emit(self._value)

    def _drop(self) -> None:
        if self._trying:
            self._trying = False
            self.dropped.emit()
