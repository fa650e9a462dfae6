"""What a page of the preferences is: a title, rows of a label and a control, and the words it is found by.

In: rows that a page adds. Out: a scrollable widget of one column, for the preferences window. Every control gets its
label's name, its tooltip, and a line that says when it takes effect where that is not at once.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from studio.words import tr

LABEL_LETTERS = 24
"""Width of the column of labels, in average letters."""


class PreferencesPage(QScrollArea):
    """One page. `name` is what other parts of the program open it by."""

    name = ""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._words: list[str] = [title]
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        line = self.fontMetrics().height()
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(line, line, line, line)
        self.rows.setSpacing(line // 2)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        self.rows.addWidget(heading)
        self.rows.addStretch(1)
        self.setWidget(self.body)

    def shown(self) -> None:
        """The page came to the front: what it tells may be looked up now."""

    def matches(self, text: str) -> bool:
        """Whether every word that is searched for is on this page."""
        said = " ".join(self._words).lower()
        return all(word in said for word in text.lower().split())

    def add(self, widget: QWidget) -> None:
        """Put a widget under the rows that are there."""
        self.rows.insertWidget(self.rows.count() - 1, widget)

    def add_heading(self, text: str) -> None:
        """Begin a group of rows."""
        self._words.append(text)
        label = QLabel(text)
        label.setStyleSheet("font-weight: 600;")
        self.rows.insertSpacing(self.rows.count() - 1, self.fontMetrics().height() // 2)
        self.add(label)

    def add_row(self, label: str, control: QWidget, help: str, *, later: bool = False) -> QLabel:
        """A label, its control, and a line of help under both; `later` says that it counts from the next start.

        Returns the line of help.
        """
        self._words += [label, help]
        row = QWidget()
        columns = QHBoxLayout(row)
        columns.setContentsMargins(0, 0, 0, 0)
        named = QLabel(label)
        named.setMinimumWidth(self.fontMetrics().averageCharWidth() * LABEL_LETTERS)
        named.setAlignment(Qt.AlignmentFlag.AlignTop)
        named.setBuddy(control)
        control.setToolTip(help)
        control.setAccessibleName(control.accessibleName() or label)
        right = QVBoxLayout()
        right.setSpacing(self.fontMetrics().height() // 6)
        held = QHBoxLayout()
        held.addWidget(control)
        held.addStretch(1)
        right.addLayout(held)
        told = self.told(help if not later else f"{help} {tr('From the next start.')}")
        right.addWidget(told)
        columns.addWidget(named)
        columns.addLayout(right, 1)
        self.add(row)
        return told

    def told(self, text: str) -> QLabel:
        """A dim line that explains."""
        label = QLabel(text)
        label.setProperty("role", "dim")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
