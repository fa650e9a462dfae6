"""The one way to change a document: a step on its undo stack.

Documents are frozen values that share what did not change, so a step holds the document before and after it. That makes
undo exact whatever the edit was, lets history jump anywhere at once, and a thousand steps cost little more than what
they changed. Written here and not taken from Qt, whose stack owns its commands in C++ while Python still holds them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from engine.document import Document


@dataclass(frozen=True, slots=True)
class Edit:
    """One step of history.

    `since` and `until` count the model's changes up to `before` and `after`: takes that arrived later than that are
    unknown to these documents. Edits of one non-empty `merge` key that follow each other become one step (typing, a
    slider's drag).
    """

    name: str
    before: Document
    after: Document
    since: int
    until: int
    merge: str = ""

    def with_next(self, edit: "Edit") -> "Edit":
        """This step and the next one as one, by the name of the last: it tells where the gesture led."""
        return replace(self, name=edit.name, after=edit.after, until=edit.until)


Show: TypeAlias = Callable[[Document, int, str], None]
"""Makes a document the present one; with the count of changes up to which it knows takes, and the step's name."""


class UndoStack(QObject):
    """The steps of one document, and how many of them are done."""

    moved = Signal()
    """Steps were added, dropped, taken back or done again."""
    clean_changed = Signal(bool)
    """Whether the present value is the one that was saved."""

    def __init__(self, show: Show, limit: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._edits: list[Edit] = []
        self._index = 0
        self._clean: int | None = 0
        self._limit = limit

    def count(self) -> int:
        """How many steps there are, done or taken back."""
        return len(self._edits)

    def index(self) -> int:
        """How many of them are done."""
        return self._index

    def is_full(self) -> bool:
        """Whether the oldest step goes when another one comes."""
        return len(self._edits) == self._limit

    def text(self, step: int) -> str:
        """The name of a step, 0 the oldest."""
        return self._edits[step].name

    def values(self) -> Iterator[Document]:
        """Every document that a step leads to or comes from."""
        for edit in self._edits:
            yield edit.before
            yield edit.after

    def can_undo(self) -> bool:
        """Whether a step is done."""
        return self._index > 0

    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return self._index < len(self._edits)

    def undo(self) -> None:
        """Take the last step back, if there is one."""
        self.go_to(self._index - 1)

    def redo(self) -> None:
        """Do the step again that was taken back last, if there is one."""
        self.go_to(self._index + 1)

    def go_to(self, index: int) -> None:
        """Make `index` steps done, in one go however far that is; nothing for an index that there is not."""
        if index == self._index or not 0 <= index <= len(self._edits):
            return
        back, was_clean = index < self._index, self.is_clean()
        edit = self._edits[index if back else index - 1]
        self._index = index
        if back:
            self._show(edit.before, edit.since, edit.name)
        else:
            self._show(edit.after, edit.until, edit.name)
        self._tell(was_clean)

    def push(self, edit: Edit) -> None:
        """Do a step; steps that were taken back are gone then."""
        was_clean = self.is_clean()
        del self._edits[self._index :]
        if self._clean is not None and self._clean > self._index:
            self._clean = None
        top = self._edits[-1] if self._edits else None
        if top is not None and edit.merge and edit.merge == top.merge and not was_clean:
            self._edits.pop()
            joined = top.with_next(edit)
            if joined.after != joined.before:
                self._edits.append(joined)
        else:
            self._edits.append(edit)
        if len(self._edits) > self._limit:
            del self._edits[0]
            self._clean = self._clean - 1 if self._clean else None
        self._index = len(self._edits)
        self._show(edit.after, edit.until, edit.name)
        self._tell(was_clean)

    # -- what is saved -------------------------------------------------------------------------------------------------

    def is_clean(self) -> bool:
        """Whether the present value is the one that was saved."""
        return self._clean == self._index

    def clean_index(self) -> int | None:
        """How many steps were done when it was saved; None if history no longer leads there."""
        return self._clean

    def set_clean(self) -> None:
        """The present value was saved."""
        was_clean, self._clean = self.is_clean(), self._index
        self._tell(was_clean)

    def _tell(self, was_clean: bool) -> None:
        self.moved.emit()
        if self.is_clean() != was_clean:
            self.clean_changed.emit(self.is_clean())
