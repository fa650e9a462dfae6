"""What a page of the preferences is: a title, rows of a label and a control, and the words it is found by.

In: rows that a page adds; the settings for controls that show one of them. Out: a scrollable widget of one column, for
the preferences window. A bound control changes its setting at once, and follows when menus or keys change it.
"""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.settings import SettingsStore
from studio.words import tr

_Bound = TypeVar("_Bound", QCheckBox, QComboBox)
LABEL_LETTERS = 18
"""Width of the column of labels, in average letters."""


class PreferencesPage(QScrollArea):
    """One page. `name` is what other parts of the program open it by."""

    name = ""

    def __init__(self, title: str, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.settings = settings
        self._words: list[str] = [title]
        self._labels: list[QLabel] = []
        self._notes: list[QLabel] = []
        self._bound: list[QCheckBox | QComboBox] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        line = self.fontMetrics().height()
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(line, line // 2, line, line // 2)
        self.rows.setSpacing(line * 2 // 3)
        heading = QLabel(title)
        heading.setProperty("role", "title")
        self.rows.addWidget(heading)
        self.rows.addStretch(1)
        self.setWidget(self.body)
        settings.changed.connect(self.follow)

    # -- for the window ------------------------------------------------------------------------------------------------

    def shown(self) -> None:
        """The page came to the front: what it tells may be looked up now."""

    def follow(self) -> None:
        """The settings are others: bound controls show them."""
        for control in self._bound:
            value = getattr(self.settings.value, control.property("field"))
            if isinstance(control, QComboBox):
                control.setCurrentIndex(max(0, control.findData(value)))
            else:
                control.setChecked(value)

    def matches(self, text: str) -> bool:
        """Whether every word that is searched for is on this page."""
        said = " ".join(self._words).lower()
        return all(word in said for word in text.lower().split())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel that scrolls the page must not change what lies under the mouse."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Another text size moves the columns."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_labels"):
            self._measure()

    def minimumSizeHint(self) -> QSize:
        """As wide as the rows, which are never cut off at the right; they are scrolled where the screen is narrower."""
        room = self.verticalScrollBar().sizeHint().width()
        most = self.screen().availableGeometry().width() // 2
        width = min(self.body.minimumSizeHint().width() + room, most)
        return QSize(width, self.fontMetrics().height() * 12)

    def _measure(self) -> None:
        """Column widths in letters of the text size in use."""
        width = self.fontMetrics().averageCharWidth() * LABEL_LETTERS
        for label in self._labels:
            label.setFixedWidth(width)
            control = label.buddy()
            # In the middle of the control's line, not of the whole row.
            label.setMinimumHeight(control.sizeHint().height() if control is not None else 0)
        for note in self._notes:
            note.setContentsMargins(width + self.rows.spacing(), 0, 0, 0)

    # -- controls that show a setting ----------------------------------------------------------------------------------

    def choice(self, field: str, rows: Sequence[tuple[str, object]]) -> QComboBox:
        """A list of (words, value) for a setting."""
        box = QComboBox()
        for text, value in rows:
            box.addItem(text, value)
        box.activated.connect(lambda row: self.settings.update(**{field: box.itemData(row)}))
        return self._bind(box, field)

    def check(self, field: str, text: str) -> QCheckBox:
        """A mark for a setting that is on or off."""
        box = QCheckBox(text)
        box.setAccessibleName(text)
        box.toggled.connect(lambda on: self.settings.update(**{field: on}))
        return self._bind(box, field)

    def gibibytes(self, least: float, most: float, step: float) -> QDoubleSpinBox:
        """A number of GiB; typed digits count when they are complete."""
        box = QDoubleSpinBox()
        box.setRange(least, most)
        box.setSingleStep(step)
        box.setDecimals(1)
        box.setSuffix(" GiB")
        box.setKeyboardTracking(False)
        edge = self.fontMetrics().averageCharWidth() // 2
        box.lineEdit().setTextMargins(edge, 0, 0, 0)
        return box

    def _bind(self, control: _Bound, field: str) -> _Bound:
        control.setProperty("field", field)
        self._bound.append(control)
        self.follow()
        return control

    # -- rows ----------------------------------------------------------------------------------------------------------

    def add(self, widget: QWidget) -> None:
        """Put a widget under the rows that are there."""
        self.rows.insertWidget(self.rows.count() - 1, widget)

    def add_heading(self, text: str) -> None:
        """Begin a group of rows."""
        self._words.append(text)
        label = QLabel(text)
        label.setStyleSheet("font-weight: 600;")
        self.rows.insertSpacing(self.rows.count() - 1, self.fontMetrics().height() // 3)
        self.add(label)

    def add_row(
        self, label: str, control: QWidget, help: str, *extra: QWidget, later: bool = False
    ) -> QLabel:
        """A label, its control with `extra` ones beside it, and a line of help under them, which is returned.

        `later` says that a change counts from the next start.
        """
        self._words += [label, help]
        row = QWidget()
        columns = QHBoxLayout(row)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(self.rows.spacing())
        control.setToolTip(control.toolTip() or help)
        control.setAccessibleName(control.accessibleName() or label)
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)
        named = QLabel(label)
        named.setBuddy(control)
        named.setWordWrap(True)
        self._labels.append(named)
        right = QVBoxLayout()
        right.setSpacing(self.fontMetrics().height() // 6)
        held = QHBoxLayout()
        for widget in (control, *extra):
            held.addWidget(widget)
        held.addStretch(1)
        right.addLayout(held)
        told = self.dim(f"{help} {tr('Counts from the next start.')}" if later else help)
        right.addWidget(told)
        if not told.text():
            told.hide()
        columns.addWidget(named, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(right, 1)
        self.add(row)
        self._measure()
        return told

    def add_note(self, text: str = "") -> QLabel:
        """A line that tells something, under the controls."""
        label = self.dim(text)
        self._notes.append(label)
        self.add(label)
        self._measure()
        return label

    def dim(self, text: str) -> QLabel:
        """A line that explains."""
        label = QLabel(text)
        label.setProperty("role", "dim")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
