"""What the timeline shows while there is nothing on it: what a film is made of, and the first steps as buttons.

In: the window's bindings, whether the project has shots. Out: commands that are run. Lies on the tracks, below the
ruler; drops go through it.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from studio.bindings import Bindings
from studio.words import tr

STEPS = ("cut.add_all", "cut.add_sound")
"""Rows of the action table that are offered."""


class Nothing(QWidget):
    """A line of words over a row of buttons."""

    def __init__(self, bindings: Bindings, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = QLabel(self)
        self.words.setProperty("role", "dim")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        row = QHBoxLayout()
        row.addStretch(1)
        self.buttons: dict[str, QPushButton] = {}
        for name in STEPS:
            action = bindings.rows[name]
            button = QPushButton(tr(action.text), self)
            button.setToolTip(tr(action.help))
            # It goes as soon as there is something: it must not take the keyboard with it.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, name=name: bindings.run(name))
            self.buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 4, 8, 4)
        rows.addStretch(1)
        rows.addWidget(self.words)
        rows.addLayout(row)
        rows.addStretch(1)
        self.setAccessibleName(tr("The film is empty"))

    def tell(self, shots: int) -> None:
        """How many shots the project has."""
        self.buttons["cut.add_all"].setEnabled(shots > 0)
        if shots:
            words = tr("The film is empty. Put the shots of this project into it, or drop single ones here.")
        else:
            words = tr(
                "The film is empty. Shot nodes of the graph, clips, pictures and sounds can be dropped here."
            )
        self.words.setText(words)
