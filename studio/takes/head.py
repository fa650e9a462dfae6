"""The head of the takes panel: search, favourites only, all shots, a grid of variations; and how many takes there are.

In: what is typed and pressed. Out: signals. Made by the panel.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from studio.bindings import Bindings
from studio.takes.cards import Card, Entry, Making
from studio.words import tr


class Head(QWidget):
    """One row."""

    changed = Signal()
    """Other takes are looked for."""
    every_wanted = Signal(bool)

    def __init__(self, bindings: Bindings, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(tr("Search prompts"))
        self.field.setAccessibleName(tr("Search takes"))
        self.field.setToolTip(tr("Shows takes with all of these words in their prompt, name, seed or model."))
        self.field.setClearButtonEnabled(True)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.field.setMinimumWidth(self.fontMetrics().height() * 4)
        self.count = QLabel(self)
        self.count.setProperty("role", "dim")
        self.star = _switch(
            "★", tr("Only Favourites"), tr("Shows favourites, and hides the other takes."), self
        )
        self.all = _switch(tr("All"), tr("Takes of All Shots"),
                           tr("Shows the takes of every shot, not only of what is selected."), self)  # fmt: skip
        self.grid = QToolButton(self)
        self.grid.setDefaultAction(bindings.action("take.grid"))
        self.grid.setText(tr("Grid…"))
        self.grid.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        gap = self.fontMetrics().height() // 3
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, gap, gap, gap)
        row.setSpacing(gap)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self.star)
        row.addWidget(self.all)
        row.addWidget(self.grid)
        self.field.textChanged.connect(self.changed)
        self.star.toggled.connect(self.changed)
        self.all.toggled.connect(self.every_wanted)

    @property
    def favourites(self) -> bool:
        """Whether only favourites are shown."""
        return self.star.isChecked()

    def tell(self, entries: Sequence[Entry]) -> None:
        """How many takes are shown, and how many will be."""
        takes = sum(isinstance(entry, Card) for entry in entries)
        making = sum(isinstance(entry, Making) for entry in entries)
        self.count.setText(f"{takes} + {making}" if making else str(takes))
        told = tr("{count} takes are shown", count=takes)
        if making:
            told += ", " + tr("{count} are being made", count=making)
        self.count.setToolTip(told)
        self.count.setAccessibleName(told)


def empty_label(parent: QWidget) -> QLabel:
    """What is said where there is no card."""
    label = QLabel(parent)
    label.setProperty("role", "dim")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setMargin(label.fontMetrics().height())
    return label


def _switch(text: str, name: str, help: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setCheckable(True)
    button.setAccessibleName(name)
    button.setToolTip(f"{name}\n{help}")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
