"""The row below the viewer's picture: follow the selection, or show what lies on a key 1 to 9.

In: what is on which key. Out: wishes. Used by the viewer panel.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from studio.one_line import OneLine
from studio.survey.status import Place
from studio.words import tr

DIGITS = "123456789"


class KeyRow(QWidget):
    """`following` and the buttons of the keys; a hint where no key is used yet."""

    follow_wanted = Signal()
    """Whatever is selected."""
    wanted = Signal(str)
    """What lies on this key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.following = button(
            tr("Follow"), tr("Shows whatever node is selected."), self.follow_wanted.emit, self
        )
        self.keys = {digit: self._make(digit) for digit in DIGITS}
        self.hint = OneLine(self)
        self.hint.setProperty("role", "dim")
        self.hint.show_text(tr("Ctrl+1 to 9: put it on a key"))
        gap = self.fontMetrics().height() // 3
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, 0, gap, gap)
        row.setSpacing(0)
        row.addWidget(self.following)
        row.addSpacing(gap * 2)
        row.addWidget(self.hint, 1)
        row.addStretch()
        for key in self.keys.values():
            row.addWidget(key)

    def tell(
        self, keys: Mapping[str, Place], held: Place | None, name: Callable[[Place], str | None]
    ) -> None:
        """Show which keys are used, and which one is `held`; `name` of a node, None where there is none any more."""
        self.following.setChecked(held is None)
        used = False
        for digit, key in self.keys.items():
            place = keys.get(digit)
            called = name(place) if place else None
            key.setVisible(called is not None)
            key.setChecked(held is not None and place == held)
            if called is not None:
                used = True
                key.setToolTip(tr("Shows {name}. Key {digit}", name=called, digit=digit))
                key.setAccessibleDescription(called)
        self.hint.setVisible(not used)

    def _make(self, digit: str) -> QToolButton:
        made = button(digit, "", lambda: self.wanted.emit(digit), self)
        made.setAccessibleName(tr("Show {digit}", digit=digit))
        return made


def button(text: str, told: str, run: Callable[[], object], parent: QWidget) -> QToolButton:
    """A flat button with words that stays down while what it says is so."""
    made = QToolButton(parent)
    made.setText(text)
    made.setToolTip(told)
    made.setAccessibleName(text)
    made.setCheckable(True)
    made.setAutoRaise(True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.clicked.connect(lambda _=False: run())
    return made
