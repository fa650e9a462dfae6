"""Editors for words: one line (a title, a file name) and several (a prompt, a note).

In: text. Out: text, tried while it is typed where the declaration allows any text, kept when the keyboard goes on. The
fields keep an undo of their own, also when the document's undo puts another text in.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from engine.graph import Json
from engine.params import Param, TextParam
from studio.editors.editor import Around, ParamEditor
from studio.growing import grow
from studio.words import tr

FEWEST, MOST = 3, 14
"""Lines that a text field is high."""


class LineEditor(ParamEditor):
    """One line of text. A template for names is tried only when it is whole, since half of one is never allowed."""

    def __init__(self, param: Param, around: Around) -> None:
        super().__init__(param, around)
        self._live = isinstance(param, TextParam)
        self._held = ""
        self.line = QLineEdit()
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self.settle)
        fill(self, self.line)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        text = "" if mixed or value is None else str(value)
        self.line.setPlaceholderText(tr("mixed") if mixed else "")
        if text != self._held:
            # While the document's is the same, what stands here is being typed, or was refused.
            self._held = text
            if text != self.line.text():
                self.line.setText(text)

    def settle(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            self.kept.emit(self.line.text())

    def fresh(self) -> None:
        self.line.setText("")
        self._held = ""

    def standing(self) -> QWidget | None:
        return self.line if self.line.text() != self._held else None

    def restore(self) -> None:
        self.line.selectAll()
        self.line.insert(self._held)
        self.line.selectAll()
        self.restored.emit()

    def _typed(self, text: str) -> None:
        if self._live:
            self.tried.emit(text)


class TextEditor(ParamEditor):
    """Several lines; it grows with what is typed."""

    wide = True

    def __init__(self, param: Param, around: Around) -> None:
        super().__init__(param, around)
        self.edit = GrowingText()
        self.edit.edited.connect(self.tried.emit)
        self.edit.left.connect(self.kept.emit)
        fill(self, self.edit)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        self.edit.setPlaceholderText(tr("mixed") if mixed else "")
        self.edit.hold("" if mixed or value is None else str(value))

    def settle(self) -> None:
        self.edit.leave()

    def fresh(self) -> None:
        self.edit.forget()

    def standing(self) -> QWidget | None:
        return self.edit if self.edit.typed else None

    def restore(self) -> None:
        self.edit.restore()
        self.restored.emit()


class GrowingText(QPlainTextEdit):
    """A field of plain text as high as what it holds, within bounds; Tab goes on to the next field."""

    edited = Signal(str)
    """Somebody types."""
    left = Signal(str)
    """The keyboard goes on, and something was typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held = ""
        self._typed = self._showing = False
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._changed)
        self._grow()

    def hold(self, text: str) -> None:
        """Show what the document holds; the field's own undo leads back to what was there.

        While that is the same as before, what stands here stays: it is being typed, or was refused.
        """
        before, self._held = self._held, text
        if text in (before, self.toPlainText()):
            return
        self._showing = True
        if not self.toPlainText() and not self.document().isUndoAvailable():
            self.setPlainText(text)
            self._showing = False
            return
        self._rewrite(text)
        self._showing = False

    def forget(self) -> None:
        """Another text is shown from now on, and this one's undo ends."""
        self._showing = True
        self.setPlainText("")
        self._held = ""
        self._typed = self._showing = False

    @property
    def typed(self) -> bool:
        """Whether something else stands here than is held."""
        return self.toPlainText() != self._held

    def restore(self) -> None:
        """Write again what is held, which the field's own undo takes back."""
        self._rewrite(self._held)

    def leave(self) -> None:
        """Hand over what was typed."""
        if self._typed:
            self._typed = False
            self.left.emit(self.toPlainText())

    def _rewrite(self, text: str) -> None:
        cursor = self.textCursor()
        at = cursor.position()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.setPosition(min(at, len(self.toPlainText())))
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        if not self._showing:
            self._typed = True
            self.edited.emit(self.toPlainText())

    def _grow(self) -> None:
        grow(self, FEWEST, MOST)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the panel wants."""
        return QSize(self.fontMetrics().averageCharWidth() * 12, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is shown knows how much room its borders take."""
        super().showEvent(event)
        self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is handed over."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends the writing and keeps it; what is refused, the row around it takes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            event.ignore()
        else:
            super().keyPressEvent(event)


def fill(editor: QWidget, inner: QWidget) -> None:
    """Let one widget be all of an editor."""
    layout = QVBoxLayout(editor)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
    editor.setFocusProxy(inner)
