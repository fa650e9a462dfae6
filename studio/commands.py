"""The one way to change a document: a command on its undo stack.

Documents are frozen values that share what did not change, so a command holds the document before and after it. That
makes undo exact whatever the edit was, and a thousand steps cost little more than what they changed.
"""

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from engine.document import Document

if TYPE_CHECKING:
    from studio.document import DocumentModel


class Edit(QUndoCommand):
    """One step of history.

    `number` counts the model's changes: takes that arrive later than that are unknown to `after` and survive undo;
    `since` says the same of `before`, which is older in a step that others were merged into. Edits of one non-empty
    `merge` key that follow each other become one step (typing, a slider's drag).
    """

    def __init__(
        self, model: "DocumentModel", name: str, before: Document, after: Document, number: int, merge: str
    ) -> None:
        super().__init__(name)
        self.model = model
        self.before = before
        self.after = after
        self.since = self.number = number
        self.merge = merge

    def redo(self) -> None:
        """Called by Qt, also when the command is pushed."""
        self.model.show(self.after, self.number, self.text())

    def undo(self) -> None:
        """Called by Qt."""
        self.model.show(self.before, self.since, self.text())

    def id(self) -> int:
        """Qt asks `mergeWith` only where ids agree and are not -1."""
        return 1 if self.merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take the next edit in, if it goes on with the same gesture."""
        if not isinstance(other, Edit) or other.merge != self.merge:
            return False
        self.after, self.number = other.after, other.number
        self.setObsolete(self.after == self.before)
        return True
