"""Fields for words: a title or file name on one line, a prompt on several, storyboard cards as lines that start with
their time."""

import re

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout

from engine.graph import Json
from studio.growing import grow
from studio.inline.field import Field
from studio.words import tr

FEWEST = 3
"""Lines that a field of several is high at least."""
_LINE = re.compile(r"\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*(?:s\b)?\s*:?\s*(.*)")


class LineField(Field):
    """One line of text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.line = QLineEdit(text)
        metrics = QFontMetrics(self.line.font())
        self.line.setMinimumWidth(metrics.averageCharWidth() * min(max(len(text), 18), 48))
        _fill(self, self.line)

    def value(self) -> Json:
        return self.line.text()

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.selectAll()


class TextField(Field):
    """Several lines; it grows with what is typed, up to a dozen lines."""

    lines_at_most = 12

    def __init__(self, text: str, columns: int = 44) -> None:
        super().__init__()
        self.edit = QPlainTextEdit(text)
        self.edit.setTabChangesFocus(True)
        self.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._width = QFontMetrics(self.edit.font()).averageCharWidth() * columns
        self.edit.installEventFilter(self)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._grow)
        _fill(self, self.edit)
        self._grow()

    def hint(self) -> str:
        return tr("Shift+Enter: new line")

    def value(self) -> Json:
        return self.edit.toPlainText()

    def begin(self) -> None:
        # Nothing is selected: a prompt that took long to write must not go with the first key.
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def showEvent(self, event: QShowEvent) -> None:
        """Only what is shown knows how much room its borders take."""
        super().showEvent(event)
        self._grow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shift+Enter starts a line, as Enter alone keeps the text."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _breaks(event):
            self.edit.textCursor().insertBlock()
            self.edit.ensureCursorVisible()
            return True
        return False

    def _grow(self) -> None:
        if grow(self.edit, FEWEST, self.lines_at_most):
            self.updateGeometry()
            self.grown.emit()

    def sizeHint(self) -> QSize:
        """As wide and high as the text now wants."""
        return QSize(self._width, self.edit.height())


class CardsField(TextField):
    """Storyboard cards, one a line: the time in seconds, then the prompt. What a card holds besides stays with it."""

    def __init__(self, cards: Json) -> None:
        self._cards = [card for card in cards if isinstance(card, dict)] if isinstance(cards, list) else []
        super().__init__("\n".join(_written(card) for card in self._cards), columns=52)
        self.edit.setPlaceholderText(tr("0  What is seen first\n2.5  What is seen from second 2.5 on"))

    def value(self) -> Json:
        lines = [line for line in self.edit.toPlainText().splitlines() if line.strip()]
        return [self._read(number, line) for number, line in enumerate(lines)]

    def begin(self) -> None:
        super().begin()
        self._grow()

    def _read(self, number: int, line: str) -> Json:
        found = _LINE.fullmatch(line)
        time: Json = float(found[1].replace(",", ".")) if found else 0.0
        prompt = found[2] if found else line.strip()
        if not found and number:
            time = None
        return {**self._kept(time, number), "time": time, "prompt": prompt}

    def _kept(self, time: Json, number: int) -> dict[str, Json]:
        """Picture and softness of the card that stood at this time, or else on this line."""
        for card in self._cards:
            if card.get("time") == time:
                return card
        return self._cards[number] if number < len(self._cards) else {}


def _written(card: dict[str, Json]) -> str:
    time = card.get("time")
    shown = f"{time:g}" if isinstance(time, int | float) else str(time)
    prompt = str(card.get("prompt", "")).replace("\n", " ")
    return f"{shown}  {prompt}"


def _breaks(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def _fill(field: Field, inner: QLineEdit | QPlainTextEdit) -> None:
    layout = QVBoxLayout(field)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
    field.setFocusProxy(inner)
