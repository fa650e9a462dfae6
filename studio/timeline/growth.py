"""Buttons for what a shot grows into: extended, followed, connected, looped, made anew in part.

In: the window's bindings, and why something cannot be done now. Out: commands that are run for the selected shot, or
the one that plays. A part of the timeline's row of tools.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from studio.bindings import Bindings
from studio.editors.buttons import tool
from studio.icons import icon
from studio.theme import Look
from studio.words import tr

GROWTH: Sequence[tuple[str, str]] = (
    ("shot.extend", "extend"),
    ("shot.jump", "jump"),
    ("shot.connect", "connect"),
    ("shot.loop", "loop"),
    ("shot.retake", "retake"),
)
"""Rows of the action table, and their pictures."""
SOON_MS = 60
"""What is possible is asked at most so often: the playhead runs."""


class Growth(QWidget):
    """A few small buttons. `why` tells for a row why it cannot be done now, "" where it can or nobody knows."""

    def __init__(self, bindings: Bindings, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._bindings, self._look = bindings, look
        self.why: Callable[[str], str] = lambda action: ""
        self.buttons: dict[str, QToolButton] = {}
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for action, picture in GROWTH:
            button = tool(look, picture, tr(bindings.rows[action].text))
            # The keyboard stays with the tracks.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, action=action: bindings.run(action))
            self.buttons[action] = button
            row.addWidget(button)
        self.setAccessibleName(tr("Grow the shot"))

    def refresh(self) -> None:
        """Something else is selected or plays, or the film is another one."""
        if not self._soon.isActive():
            self._soon.start()

    def redraw(self) -> None:
        """The theme or the size of text is another one."""
        side = self.fontMetrics().height()
        for action, picture in GROWTH:
            self.buttons[action].setIcon(icon(picture, self._look))
            self.buttons[action].setIconSize(QSize(side, side))

    def _show(self) -> None:
        for action, button in self.buttons.items():
            why = self.why(action)
            about = self._bindings.action(action).toolTip()
            button.setEnabled(not why)
            button.setToolTip(f"{about}\n{why}" if why else about)
