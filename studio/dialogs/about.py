"""What this program is: version, licence, and what ships inside.

In: the look. Out: a dialog. Opened by the window's Help menu.
"""

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.document import app_name
from studio.icons import application_icon
from studio.words import tr


class AboutDialog(QDialog):
    """Version, licence, parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Shotloom"))
        line = self.fontMetrics().height()
        mark = QLabel()
        mark.setPixmap(application_icon().pixmap(line * 4, line * 4))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        name = QLabel(tr("Shotloom"))
        name.setProperty("role", "heading")
        version = QLabel(app_name().partition(" ")[2])
        version.setProperty("role", "dim")
        text = QLabel(
            tr("Builds video shots from node graphs and renders them on your own machine.")
            + "\n\n"
            + tr("Free software under the Apache License 2.0. The file NOTICE names what comes from others: the "
                 "typeface Inter, the text encoder MiniLM, the upscaler Real-ESRGAN. The video model is our own.")
            + "\n\n"
            + tr("Python {python}, PySide6 {qt}", python=platform.python_version(), qt=PySide6.__version__)
        )  # fmt: skip
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setMinimumWidth(line * 24)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Close"))
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout()
        for widget in (name, version, text, buttons):
            rows.addWidget(widget)
            if widget is version or widget is text:
                rows.addSpacing(line // 2)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(line, line, line, line)
        columns.setSpacing(line)
        columns.addWidget(mark)
        columns.addLayout(rows)
