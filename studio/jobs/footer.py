"""The foot of the jobs panel: what the row of the chosen job has no room for, and the likeliest deeds as buttons.

In: a job and what can be done about it. Out: the doing. Called by the panel.
"""

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette, QResizeEvent
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

from studio.one_line import OneLine
from studio.words import tr

Deed: TypeAlias = tuple[str, str, Callable[[], object] | None]
"""Something that can be done: its name, what it does in a sentence, and the doing; None while it is impossible."""
MORE = " ▾"
"""What says that a button opens a menu."""
PLAIN = "QToolButton::menu-indicator { image: none; }"
"""Qt's own sign of a menu stands askew beside text."""


class Footer(QWidget):
    """What the row of the chosen job has no room for, and the likeliest deeds as buttons.

    The first deeds have a button each, as many as there is room for; `SHOWN` at most. How wide the panel is does not
    depend on them.
    """

    SHOWN = 3

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.name = OneLine(self)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
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
        self._shown: tuple[object, ...] = ()
        for number, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, number=number: self._do(number))
        self._arrange()
        self.hide()

    def tell(self, key: str, name: str, words: str, deeds: list[Deed]) -> None:
        """Say this of what is chosen, `key` telling it from anything else; without deeds everything is hidden."""
        self.setVisible(bool(deeds))
        if not deeds:
            return
        self.name.show_text(name)
        self.text.setText(words)
        self.text.setVisible(bool(words))
        fresh = (key, *((deed[0], deed[1], deed[2] is None) for deed in deeds))
        if fresh != self._shown:
            self._shown = fresh
            self._deeds = deeds
            for button, (label, help, run) in zip(self.buttons, deeds, strict=False):
                button.setText(label)
                button.setAccessibleName(label)
                button.setToolTip(help)
                button.setEnabled(run is not None)
            self.menu.clear()
            fill(self.menu, deeds)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Asked by Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the buttons that fit; the rest is in the menu."""
        gap = self.fontMetrics().height() // 3
        room = self.width() - 4 * gap - self.more.sizeHint().width()
        for number, button in enumerate(self.buttons):
            room -= button.sizeHint().width() + gap
            button.setVisible(number < len(self._deeds) and room >= 0)

    def _do(self, number: int) -> None:
        run = self._deeds[number][2]
        if run is not None:
            run()

    def _arrange(self) -> None:
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


def fill(menu: QMenu, deeds: list[Deed]) -> None:
    """Put deeds into a menu."""
    for name, help, run in deeds:
        action = menu.addAction(name)
        action.setToolTip(help)
        action.setEnabled(run is not None)
        if run is not None:
            action.triggered.connect(lambda _=False, run=run: run())
