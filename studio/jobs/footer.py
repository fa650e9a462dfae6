"""The foot of the jobs panel: what the row of the chosen job has no room for, and the likeliest deeds as buttons.

In: a job and what can be done about it. Out: the doing. Called by the panel.
"""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.jobs.words import title, told
from studio.words import tr
from studio.work.lines import JobLine

Deed: TypeAlias = tuple[str, str, Callable[[], object]]
"""Something that can be done: its name, what it does in a sentence, and the doing."""
MORE = " ▾"
"""What says that a button opens a menu."""
PLAIN = "QToolButton::menu-indicator { image: none; }"
"""Qt's own sign of a menu stands askew beside text."""


class Footer(QWidget):
    """What the row of the chosen job has no room for, and the likeliest deeds as buttons."""

    SHOWN = 2

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = QLabel(self)
        self.text = QLabel(self)
        for label in (self.name, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        bold = self.name.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(bold)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.buttons = [QPushButton(self) for _ in range(self.SHOWN)]
        self.more = QToolButton(self)
        self.more.setText(tr("More") + MORE)
        self.more.setStyleSheet(PLAIN)
        self.more.setAccessibleName(tr("More"))
        self.more.setToolTip(tr("Everything that can be done about this job."))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.menu = QMenu(self.more)
        self.menu.setToolTipsVisible(True)
        self.more.setMenu(self.menu)
        self._deeds: list[Deed] = []
        self._shown: tuple[str, ...] = ()
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, number=number: self._deeds[number][2]())
        gap = self.fontMetrics().height() // 3
        row = QHBoxLayout()
        row.setSpacing(gap)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.more)
        edge = QFrame(self)
        edge.setFrameShape(QFrame.Shape.HLine)
        edge.setFrameShadow(QFrame.Shadow.Plain)
        edge.setForegroundRole(QPalette.ColorRole.Mid)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(edge)
        rows = QVBoxLayout()
        whole.addLayout(rows)
        rows.setContentsMargins(gap * 2, gap, gap * 2, gap * 2)
        rows.setSpacing(gap)
        rows.addWidget(self.name)
        rows.addWidget(self.text)
        rows.addLayout(row)
        self.hide()

    def tell(self, line: JobLine | None, deeds: list[Deed]) -> None:
        """Say this of a job; None hides everything."""
        self.setVisible(line is not None)
        if line is None:
            return
        self.name.setText(title(line))
        words = told(line)
        self.text.setText(words)
        self.text.setVisible(bool(words))
        fresh = (line.id, *(deed[0] for deed in deeds))
        if fresh != self._shown:
            self._shown = fresh
            for button, (name, help, _) in zip(self.buttons, deeds, strict=False):
                button.setText(name)
                button.setAccessibleName(name)
                button.setToolTip(help)
            self._deeds = deeds
            self.menu.clear()
            fill(self.menu, deeds)


def fill(menu: QMenu, deeds: list[Deed]) -> None:
    """Put deeds into a menu."""
    for name, help, run in deeds:
        action = menu.addAction(name)
        action.setToolTip(help)
        action.triggered.connect(lambda _=False, run=run: run())
