"""The field in which prompts are written.

In: a text, and what the model knows (`Vocabulary`, or None for a model that nothing is known about). Out: `edited` with
every key, `committed` once for each change that should become one step of the document's history. It never touches a
document. Used by the inspector and by the editing over the graph.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from engine.prompting import Vocabulary
from studio.theme import Look


class PromptEditor(QWidget):
    """A prompt, with what helps to write it. It has an undo of its own while it has the keyboard."""

    edited = Signal(str)
    """The text as it is being typed."""
    committed = Signal(str)
    """The text is to be kept: the keyboard left the field, or one press changed the whole of it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._knows: Vocabulary | None = None
        self._kept = ""
        self.edit = QPlainTextEdit()
        """The text itself."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.edit)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(lambda: self.edited.emit(self.text))

    @property
    def text(self) -> str:
        """What is written now."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Show the document's text; nothing is emitted, and what is the same already keeps its cursor and its undo."""
        self._kept = text
        if text != self.text:
            self.edit.blockSignals(True)
            self.edit.setPlainText(text)
            self.edit.blockSignals(False)

    def set_model_knows(self, vocabulary: Vocabulary | None) -> None:
        """What the chosen model has seen; None underlines and offers nothing."""
        self._knows = vocabulary

    def commit(self) -> None:
        """Emit `committed` if something was typed since the last time."""
        if self.text != self._kept:
            self._kept = self.text
            self.committed.emit(self._kept)
