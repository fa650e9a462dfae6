"""The prompt editor as a field over a node.

In: a prompt editor that knows which model reads what is written, and the text. Out: the text, as one value: what is
pressed in between (a style, Expand) is part of it.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.graph import Json
from studio.inline.field import Field
from studio.prompt.editor import PromptEditor
from studio.words import tr

COLUMNS = 46
"""Characters in a line."""


class PromptInlineField(Field):
    """A prompt with completions, unknown words, styles and Expand."""

    def __init__(self, prompt: PromptEditor, text: str) -> None:
        super().__init__()
        self.prompt = prompt
        self._wanted = QSize()
        prompt.set_text(text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(prompt)
        self.setFixedWidth(QFontMetrics(self.font()).averageCharWidth() * COLUMNS)
        self.setFocusProxy(prompt.edit)

    def hint(self) -> str:
        return tr("Shift+Enter: new line")

    def value(self) -> Json:
        return self.prompt.text

    def begin(self) -> None:
        # Nothing is selected: a prompt that took long to write must not go with the first key.
        self.prompt.edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self.prompt.edit.moveCursor(self.prompt.edit.textCursor().MoveOperation.End)

    def owns(self, event: QKeyEvent) -> bool:
        return self.prompt.edit.hasFocus() and self.prompt.edit.owns(event)

    def holds(self, widget: QWidget) -> bool:
        return self.prompt.edit.holds(widget)

    def event(self, event: QEvent) -> bool:
        """It wants another size when a line or a word to speak of comes."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.sizeHint() != self._wanted:
            self._wanted = self.sizeHint()
            self.grown.emit()
        return handled
