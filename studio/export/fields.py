"""Fields that several export dialogs have."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from studio.carried import GRAPH, NOTHING, WORDLESS
from studio.words import tr

LEAST = 8
"""Letters that a choice shows at least."""


def combo(parent: QWidget, name: str, help: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    """A choice of texts, each with the value that it stands for."""
    made = QComboBox(parent)
    made.setAccessibleName(name)
    made.setToolTip(help)
    for text, value in choices:
        made.addItem(text, value)
    # A long choice must not make the dialog wider than a small screen.
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(LEAST)
    return made


def carries() -> tuple[tuple[str, str], ...]:
    """What a file may carry of its project, in words."""
    return (
        (tr("The graph and its prompts"), GRAPH),
        (tr("The graph without prompts and notes"), WORDLESS),
        (tr("Nothing of the graph"), NOTHING),
    )
