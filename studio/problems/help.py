"""What can be done about one problem: the whole sentence, remedies as buttons, and what each would change.

In: an entry, and remedies one by one as they become known. Out: the one that is pressed. Part of the problems panel.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.flowing import FlowLayout
from studio.one_line import OneLine
from studio.problems.entries import Entry
from studio.theme import Look
from studio.words import literal, tr


class _Remedy(QPushButton):
    """A button that gives way to a narrow panel by an ellipsis."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(literal(label), parent)
        self._label = label
        self.setMinimumWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Asked by Qt."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self._fitting()
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _fitting(self) -> str:
        wanted = self.sizeHint().width()
        if self.width() >= wanted:
            return self.text()
        metrics = self.fontMetrics()
        air = wanted - metrics.horizontalAdvance(self._label)
        return literal(metrics.elidedText(self._label, Qt.TextElideMode.ElideRight, self.width() - air))


class HelpBox(QScrollArea):
    """`buttons` are the remedies, `acts` what can be done with every line, in the order in which they are shown."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.buttons: list[QPushButton] = []
        self.acts: list[QToolButton] = []
        self.kinds: QComboBox | None = None
        self._entry: Entry | None = None
        self._keyboard = ""
        self._rows: list[QWidget] = []
        unit = self.fontMetrics().height()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(unit * 6)
        self.setAccessibleName(tr("What can be done"))
        inside = QWidget(self)
        self.text = QLabel(inside)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said = QLabel(inside)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "dim")
        self.said.hide()
        self._acts = FlowLayout(0)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(unit // 2, unit // 2, unit // 2, unit // 3)
        self._column.setSpacing(unit // 3)
        self._column.addWidget(self.text)
        self._column.addWidget(self.said)
        self._column.addLayout(self._acts)
        self._column.addStretch()
        self.setWidget(inside)

    def show_entry(self, entry: Entry | None) -> None:
        """Show the sentence of an entry, without remedies yet. What was said about another one is forgotten."""
        held = self._held()
        # They keep their parent until they are gone: the button that was pressed may be one of them.
        for layout, widgets in ((self._column, self._rows), (self._acts, self.acts)):
            for widget in widgets:
                layout.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.buttons, self.acts, self._rows, self.kinds = [], [], [], None
        if entry is None or self._entry is None or entry.problem != self._entry.problem:
            self.say("")
        self._entry = entry
        self.text.setText(entry.text if entry is not None else "")
        self._keyboard = held

    def say(self, text: str) -> None:
        """Say what came of a remedy; "" takes it back."""
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def add(
        self, label: str, told: str, run: Callable[[], object], *, effect: str = "", note: str = ""
    ) -> QPushButton:
        """Offer a remedy. `effect` stands beside the button as far as there is room, `note` below it in full."""
        button = _Remedy(label, self)
        button.setToolTip("\n".join(part for part in (told, effect, note) if part))
        button.setAccessibleDescription("; ".join(part for part in (told, effect, note) if part))
        button.clicked.connect(lambda: run())
        self._row(button, effect)
        if note:
            below = QLabel(note, self)
            below.setWordWrap(True)
            below.setTextFormat(Qt.TextFormat.PlainText)
            below.setProperty("role", "dim")
            self._column.insertWidget(1 + len(self._rows), below)
            self._rows.append(below)
            below.show()
        return button

    def choose(self, kinds: Sequence[tuple[str, str]], run: Callable[[str], object]) -> None:
        """Offer one of several, by label and id."""
        box = QComboBox(self)
        box.setAccessibleName(tr("Kind to put in its place"))
        box.setToolTip(tr("Kinds that could stand in, the likeliest first."))
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label, name in kinds:
            box.addItem(label, name)
        self.kinds = box
        told = tr("Puts the chosen kind in place of all of these nodes.")
        button = QPushButton(tr("Replace"), self)
        button.setToolTip(told)
        button.setAccessibleDescription(told)
        button.clicked.connect(lambda: run(box.currentData()))
        self._row(button, "", box)

    def act(self, label: str, told: str, run: Callable[[], object]) -> None:
        """Offer what can be done with every line."""
        button = QToolButton(self)
        button.setText(label)
        button.setToolTip(told)
        button.setAccessibleName(label)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: run())
        self._acts.addWidget(button)
        self.acts.append(button)
        self._give_back(button)

    def _row(self, button: QPushButton, effect: str, beside: QWidget | None = None) -> None:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        if beside is not None:
            line.addWidget(beside, 1)
        line.addWidget(button)
        if effect:
            told = OneLine(row)
            told.setProperty("role", "dim")
            told.show_text(effect)
            line.addWidget(told, 1)
        elif beside is None:
            line.addStretch()
        # Remedies stand between the sentence and what was said last.
        self._column.insertWidget(1 + len(self._rows), row)
        self._rows.append(row)
        self.buttons.append(button)
        row.show()
        self._give_back(button)

    def _held(self) -> str:
        """The label of the button that has the keyboard."""
        focus = self.focusWidget()
        return focus.text() if isinstance(focus, QPushButton | QToolButton) and focus.hasFocus() else ""

    def _give_back(self, button: QPushButton | QToolButton) -> None:
        """A button of the same words gets the keyboard that its forerunner had."""
        if self._keyboard and button.text() == self._keyboard:
            self._keyboard = ""
            button.setFocus()
