"""Export for Other Programs: the cut as OpenTimelineIO, EDL or FCPXML.

In: which of them this machine can write. Out: a path whose ending says which. Opened by `studio.exporting`.
"""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from studio.errands import Errands
from studio.export.small import SmallDialog
from studio.theme import Look
from studio.words import tr

OTIO, OTIOZ, EDL, FCPXML = ".otio", ".otioz", ".edl", ".fcpxml"


def kinds() -> tuple[tuple[str, str, str], ...]:
    """Endings with a name and what the file holds."""
    return (
        (OTIO, "OpenTimelineIO", tr("The whole cut, every take of every shot, sounds and markers. Takes stay where "
                                    "they are.")),
        (OTIOZ, tr("OpenTimelineIO with its media"), tr("The same as one file with all takes and sounds in it, to be "
                                                       "taken elsewhere.")),
        (EDL, "EDL (CMX 3600)", tr("The main track alone, as a list that every editing program reads.")),
        (FCPXML, "FCPXML", tr("The main track alone, for Final Cut and Resolve.")),
    )  # fmt: skip


def missing() -> dict[str, str]:
    """Why kinds of cuts cannot be written here, by ending. Imports OpenTimelineIO: not for the GUI thread."""
    from engine.errors import UsageError
    from engine.media.otio import require

    found = {}
    for ending, *_ in kinds():
        try:
            require(ending)
        except UsageError as error:
            found[ending] = str(error)
    return found


class CutDialog(SmallDialog):
    """`chosen` says where the cut goes, and whether it may be replaced."""

    chosen = Signal(object, bool)

    def __init__(
        self,
        name: str,
        errands: Errands,
        look: Look,
        remembered: Mapping[str, str],
        start: Path,
        parent: QWidget,
    ) -> None:
        super().__init__(errands, look, start, parent)
        self._why: dict[str, str] = {}
        self.setWindowTitle(tr("Export {name} for other programs", name=name))
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        board = QWidget(self)
        rows = QVBoxLayout(board)
        line = self.fontMetrics().height()
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(line // 3)
        for ending, label, help in kinds():
            choice = QRadioButton(f"{label}  ({ending})", board)
            choice.setToolTip(help)
            choice.setAccessibleDescription(help)
            self._group.addButton(choice)
            self.choices[ending] = choice
            rows.addWidget(choice)
        self.holds = QLabel(board)
        self.holds.setProperty("role", "dim")
        self.holds.setWordWrap(True)
        self.holds.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Two lines, whichever kind is chosen: nothing below moves.
        self.holds.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        rows.addWidget(self.holds)
        wanted = remembered.get("cut", OTIO)
        self.choices[wanted if wanted in self.choices else OTIO].setChecked(True)
        self._group.buttonToggled.connect(lambda *_: self.again())
        self.arrange(board)
        errands.run(missing, self._told, first=True)

    @property
    def ending(self) -> str:
        """Of the kind that is chosen."""
        return next((ending for ending, choice in self.choices.items() if choice.isChecked()), OTIO)

    def ready(self) -> bool:
        """Whether this machine can write it."""
        why = self._why.get(self.ending, "")
        self.holds.setText(self.choices[self.ending].toolTip())
        self.findings.tell((why,) if why else (), ())
        return not why

    def write(self, path: Path, overwrite: bool) -> None:
        """Say what is wanted."""
        self.chosen.emit(path, overwrite)

    def _told(self, why: dict[str, str]) -> None:
        if not self._closed:
            self._why = why
            self.again()
