"""The page that says whether the machine and the program are well, in plain words, and what helps where not.

In: the findings of a checkup. Out: rows of a mark, a name and sentences. A page of the preferences window.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from engine.selfcheck import Finding
from studio.preferences.checkup import Checkup
from studio.preferences.page import PreferencesPage
from studio.settings import SettingsStore
from studio.theme import Look
from studio.words import tr

MARKS = {"ok": "✓", "attention": "!", "bad": "✕"}
"""A mark and not a colour alone tells them apart."""


def names() -> dict[str, str]:
    """What the artist reads for the name of a check."""
    return {
        "Device": tr("Device"), "Memory": tr("Memory"), "Disk space": tr("Disk space"), "Folders": tr("Folders"),
        "Weights": tr("Weights"), "Other models": tr("Other models"), "Codecs": tr("Codecs"),
        "Files from outside": tr("Files from outside"), "Typefaces": tr("Typefaces"),
    }  # fmt: skip


class SelfCheckPage(PreferencesPage):
    """Whether all is well."""

    name = "selfcheck"

    def __init__(self, settings: SettingsStore, checkup: Checkup, look: Look) -> None:
        super().__init__(tr("Self-Check"), settings)
        self._words += [*names().values()]
        self._checkup = checkup
        self._look = look
        self.again = QPushButton(tr("Check Again"))
        self.again.clicked.connect(checkup.start)
        self.told = self.add_row(
            tr("This machine"), self.again, tr("Really computes, writes and reads; takes some seconds.")
        )
        self.table = QWidget()
        self.grid = QGridLayout(self.table)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(self.fontMetrics().height())
        self.grid.setVerticalSpacing(self.fontMetrics().height() // 2)
        self.grid.setColumnStretch(2, 1)
        self.add(self.table)
        checkup.changed.connect(self._tell)
        look.changed.connect(self._tell)

    def shown(self) -> None:
        """The first look at the page starts the check."""
        if not self._checkup.findings:
            self._checkup.start()
        self._tell()

    def _tell(self) -> None:
        findings = self._checkup.findings
        while (item := self.grid.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        for row, finding in enumerate(findings):
            self._add(row, finding)
        self.again.setEnabled(not self._checkup.running)
        self.told.setText(self._summary(findings))

    def _add(self, row: int, finding: Finding) -> None:
        theme = self._look.theme
        colour = {"ok": theme.ok, "attention": theme.warn, "bad": theme.error}[finding.judgement]
        judged = {"ok": tr("All is well"), "attention": tr("Worth a look"), "bad": tr("Does not work")}
        mark = QLabel(MARKS[finding.judgement])
        mark.setStyleSheet(f"color: {colour}; font-weight: 600;")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setFixedWidth(self.fontMetrics().height())
        mark.setToolTip(judged[finding.judgement])
        mark.setAccessibleName(judged[finding.judgement])
        name = QLabel(names().get(finding.name, finding.name))
        text = QLabel(
            f"{finding.text}\n{finding.remedy}.".replace("..", ".") if finding.remedy else finding.text
        )
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for column, widget in enumerate((mark, name, text)):
            self.grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)

    def _summary(self, findings: list[Finding]) -> str:
        if self._checkup.running:
            return tr("Looking…")
        wrong = sum(finding.judgement == "bad" for finding in findings)
        doubtful = sum(finding.judgement == "attention" for finding in findings)
        if wrong:
            return tr("{count} of {all} checks failed.", count=wrong, all=len(findings))
        if doubtful:
            return tr("Everything works; {count} things are worth a look.", count=doubtful)
        return tr("Everything works.")
