"""The text of a prompt: grows with what is written, completes what is typed, underlines what the model does not know.

In: a `Vocabulary`. Out: text, and what is unknown in it. Its keys while a completion is offered: Tab and Enter take it,
Esc closes the list, Up and Down go through it, Ctrl+Space asks for it. Part of the prompt editor.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from engine.prompting import Completion, Span, Vocabulary, complete, understand, unknown
from studio.growing import grow
from studio.prompt.completions import CompletionList
from studio.theme import Look
from studio.words import tr

FEWEST_LINES, MOST_LINES = 3, 12
QUIET_MS = 150
"""How long nothing must be typed before the text is looked through."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5}
_BORROWED = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason)


class PromptField(QPlainTextEdit):
    """Several lines of a prompt."""

    expand_wanted = Signal()
    """Ctrl+E was pressed."""
    left = Signal()
    """The keyboard went elsewhere."""
    examined = Signal()
    """`strangers` are those of the text as it is."""

    def __init__(self, look: Look, parent: QWidget | None = None, *, fewest: int = FEWEST_LINES) -> None:
        super().__init__(parent)
        self._fewest = fewest
        self.strangers: Sequence[Span] = ()
        """The words that the model does not know, without the one that is being typed."""
        self.passed: frozenset[str] = frozenset()
        """Words that are not remarked on although the model has not seen them."""
        self._look = look
        self._knows: Vocabulary | None = None
        self._writing = False
        """Whether the last thing that happened was a character."""
        self._offering: CompletionList | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self.examine)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._quiet.start)
        self.cursorPositionChanged.connect(self._moved)
        self.updateRequest.connect(self._scrolled)
        look.changed.connect(self._underline)
        self._grow()

    @property
    def offers(self) -> Sequence[Completion]:
        """What the list offers now. While it does, Tab, Enter, Esc and the arrows are its own."""
        return self._offering.shown if self._offering is not None else ()

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget belongs to the list of completions, which lies over the window."""
        offering = self._offering
        return offering is not None and (widget is offering or offering.isAncestorOf(widget))

    def know(self, vocabulary: Vocabulary | None) -> None:
        """Go by what another model knows; by None nothing is underlined and nothing offered."""
        if vocabulary is not self._knows:
            self._knows = vocabulary
            self._close()
            self.examine()

    def examine(self) -> None:
        """Look through the text now."""
        self._quiet.stop()
        found = unknown(understand(self.toPlainText(), self._knows)) if self._knows is not None else []
        self.strangers = [
            span for span in found if span.text.lower() not in self.passed and not self._typing(span)
        ]
        self._underline()
        self.examined.emit()

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in place of characters start..end-1, as one step of the field's undo."""
        self._writing = False
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        # A block of its own: Qt would take it for the end of what was typed before.
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()

    def replace_span(self, span: Span, text: str) -> None:
        """Put a text in place of a word of the text as it was examined."""
        whole = self.toPlainText()
        self.replace(_units(whole, span.start), _units(whole, span.end), text)

    @property
    def cursor_at(self) -> int:
        """Where the cursor stands, in characters."""
        return len(_characters(self.toPlainText(), self.textCursor().position()))

    def rewrite(self, text: str) -> None:
        """Change the whole text as one step of the field's undo; what stays at both ends is not touched."""
        old = self.toPlainText()
        start = 0
        while start < min(len(old), len(text)) and old[start] == text[start]:
            start += 1
        kept = 0
        while kept < min(len(old), len(text)) - start and old[-1 - kept] == text[-1 - kept]:
            kept += 1
        self.replace(_units(old, start), _units(old, len(old) - kept), text[start : len(text) - kept])

    def take_over(self, text: str) -> None:
        """Show another text, which the artist did not write here: the field's undo begins anew."""
        self._writing = False
        self._close()
        if self.hasFocus():
            self.rewrite(text)
            self.document().clearUndoRedoStacks()
        else:
            self.setPlainText(text)

    # -- Qt's events ---------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """What is the field's own is no shortcut of the program; Tab would else go to the next field."""
        return self._before(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list and of the field before those of the text."""
        if self.owns(event) and self._act(event):
            return
        super().keyPressEvent(event)
        self._writing = bool(event.text()) and event.text().isprintable()
        self._offer(self._writing)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is offered to who writes elsewhere."""
        super().focusOutEvent(event)
        self._leave(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is shown knows how much room its borders take."""
        super().showEvent(event)
        self._grow()

    def hideEvent(self, event: QHideEvent) -> None:
        """The list goes with the field."""
        self._close()
        super().hideEvent(event)

    # -- keys ----------------------------------------------------------------------------------------------------------

    def _before(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self.owns(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        tabs = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
        return tabs and self._act(event)

    def owns(self, event: QKeyEvent) -> bool:
        """Whether this key is the field's own just now, whoever else may want it."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            return key in (Qt.Key.Key_E, Qt.Key.Key_Space)
        if held != Qt.KeyboardModifier.NoModifier or not self.offers:
            return False
        if key in _ENTER:
            return self._list.chosen is not None
        return key in (Qt.Key.Key_Tab, Qt.Key.Key_Escape) or key in _STEPS

    def _act(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_E:
            self._close()
            self.expand_wanted.emit()
        elif key == Qt.Key.Key_Space:
            self._offer(True)
        elif key == Qt.Key.Key_Escape:
            self._close()
        elif key in _STEPS:
            self._list.move_mark(_STEPS[key])
        else:
            self._take(self._list.chosen or self.offers[0])
        return True

    # -- completing ----------------------------------------------------------------------------------------------------

    def _offer(self, typed: bool) -> None:
        """Offer what goes on from the words before the cursor; any key but a character ends it."""
        cursor = self.textCursor()
        if not typed or self._knows is None or cursor.hasSelection() or self.isReadOnly():
            self._close()
            return
        line, at = cursor.block().text(), cursor.positionInBlock()
        before = _characters(line, at)
        if line[len(before) : len(before) + 1].isalnum():
            self._close()
            return
        found = complete(before, self._knows)
        if found or self._offering is not None:
            self._list.offer(found, self._place(cursor))

    def _place(self, cursor: QTextCursor) -> QRect:
        """Where the cursor stands in the field."""
        rect = self.cursorRect(cursor)
        return QRect(self.viewport().mapTo(self, rect.topLeft()), rect.size())

    @property
    def _list(self) -> CompletionList:
        """The list, made when something is first offered."""
        if self._offering is None:
            self._offering = CompletionList(self._look, self)
            self._offering.taken.connect(self._take)
        return self._offering

    def _close(self) -> None:
        if self._offering is not None:
            self._offering.hide()

    def _take(self, completion: Completion) -> None:
        """Put the phrase in place of what was typed of it."""
        self._close()
        cursor = self.textCursor()
        line, at = cursor.block().text(), cursor.positionInBlock()
        before = _characters(line, at)
        start, phrase = completion.start, completion.entry.phrase
        if before[start : start + 1].isupper():
            phrase = f"{phrase[0].upper()}{phrase[1:]}"
        first = cursor.block().position()
        self.replace(first + _units(line, start), first + at, phrase)

    def _leave(self, reason: Qt.FocusReason) -> None:
        self._close()
        if reason not in _BORROWED:
            self.examine()
            self.left.emit()

    def _scrolled(self, _: QRect, pixels: int) -> None:
        if pixels:
            self._close()

    # -- underlining ---------------------------------------------------------------------------------------------------

    def _moved(self) -> None:
        """A word is done when the cursor leaves it."""
        self._quiet.start()

    def _typing(self, span: Span) -> bool:
        """Whether a word is just being typed: it may become one that is known."""
        return self._writing and self.hasFocus() and span.end == self.cursor_at

    def _underline(self) -> None:
        text = self.toPlainText()
        ink = QTextCharFormat()
        ink.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        ink.setUnderlineColor(QColor(self._look.theme.warn))
        ink.setToolTip(tr("The model has never seen this word."))
        marks = []
        for span in self.strangers:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_units(text, span.start))
            cursor.setPosition(_units(text, span.end), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, ink
            marks.append(mark)
        self.setExtraSelections(marks)

    # -- size ----------------------------------------------------------------------------------------------------------

    def _grow(self) -> None:
        """As high as the text wants, within reason."""
        grow(self, self._fewest, MOST_LINES)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the panel wants."""
        return QSize(self.fontMetrics().averageCharWidth() * 12, self.height())


def _units(text: str, at: int) -> int:
    """Qt counts UTF-16 units where Python counts characters."""
    return at if text.isascii() else len(text[:at].encode("utf-16-le")) // 2


def _characters(text: str, units: int) -> str:
    """The beginning of a text, as many of Qt's units long."""
    return (
        text[:units]
        if text.isascii()
        else text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
    )
