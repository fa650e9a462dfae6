"""The page with what a helper needs to know: versions, machine, settings, the end of the log; to read and to copy.

In: the text of `studio.diagnostics`. Out: the clipboard. A page of the preferences window.
"""

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from studio.diagnostics import report
from studio.errands import Errands
from studio.log import log_folder
from studio.preferences.checkup import Checkup
from studio.preferences.page import PreferencesPage
from studio.settings import SettingsStore
from studio.warmup import Warmup
from studio.words import tr


class DiagnosticsPage(PreferencesPage):
    """What to send to whoever helps."""

    name = "diagnostics"

    def __init__(self, settings: SettingsStore, checkup: Checkup, warmup: Warmup, errands: Errands) -> None:
        super().__init__(tr("Diagnostics"), settings)
        self._words += [tr("Log"), tr("Versions")]
        self._checkup = checkup
        self._warmup = warmup
        self._errands = errands
        self.copy = QPushButton(tr("Copy Diagnostics"))
        self.copy.clicked.connect(self._copy)
        self.log = QPushButton(tr("Open Log Folder"))
        self.log.setToolTip(tr("Shows where the program writes its log."))
        self.log.setAccessibleName(tr("Open the log folder"))
        self.log.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder()))))
        self.told = self.add_row(
            tr("For whoever helps"), self.copy,
            tr("Nothing is sent anywhere. Names of your folders and files are left out."), self.log,
        )  # fmt: skip
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(tr("Diagnostics"))
        self.text.setToolTip(tr("What is copied."))
        self.rows.insertWidget(self.rows.count() - 1, self.text, 1000)
        checkup.changed.connect(self._tell_if_seen)

    def shown(self) -> None:
        """The log grew since the last look."""
        self._ask(self.text.setPlainText)

    def _tell_if_seen(self) -> None:
        if self.isVisible():
            self.shown()

    def _ask(self, then: Callable[[str], None]) -> None:
        settings, profile = self.settings.value, self._warmup.profile
        findings = tuple(self._checkup.findings)
        self._errands.run(lambda: report(settings, profile, findings), then, key="diagnostics", host=self)

    def _copy(self) -> None:
        def copied(text: str) -> None:
            self.text.setPlainText(text)
            QGuiApplication.clipboard().setText(text)
            self.told.setText(tr("Copied."))

        self._ask(copied)
