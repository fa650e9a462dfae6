"""The row below the viewer's picture: nodes that lie on keys 1 to 9, to be shown again by one press.

In: what is on which key. Out: wishes. Used by the viewer panel.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from studio.survey.status import Place
from studio.words import tr

DIGITS = "123456789"


class KeyRow(QWidget):
    """A button for each key in use; nothing where none is."""

    wanted = Signal(str)
    """What lies on this key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys = {digit: self._make(digit) for digit in DIGITS}
        gap = self.fontMetrics().height() // 3
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, 0, gap, gap)
        row.setSpacing(0)
        for key in self.keys.values():
            row.addWidget(key)
        row.addStretch()

    def tell(
        self, keys: Mapping[str, Place], held: Place | None, name: Callable[[Place], str | None]
    ) -> None:
        """Show which keys are used, and which one is `held`; `name` of a node, None where there is none any more."""
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
        self.setVisible(used)

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
