"""The side of the takes panel: what the chosen take was made of and with, and what can be done about it.

In: a card with its sections. Out: nothing but what is seen; the buttons are the window's own commands.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from studio.bindings import Bindings
from studio.one_line import OneLine
from studio.takes.record import Section
from studio.theme import Look
from studio.words import tr

BUTTONS = ("take.pick", "take.vary", "take.restore")
"""What the foot offers as buttons, the likeliest first."""
LABELS = 6
"""Width of the column with names, in heights of a line."""


class TakeDetails(QWidget):
    """Text that can be read, selected and copied."""

    def __init__(self, bindings: Bindings, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._sections: Sequence[Section] = ()
        self.name = OneLine(self)
        bold = self.name.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(bold)
        self.text = QTextBrowser(self)
        self.text.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(0)
        self.text.setAccessibleName(tr("Details of the take"))
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        gap = self.fontMetrics().height() // 3
        foot = QHBoxLayout()
        foot.setSpacing(gap)
        self.buttons = {name: QPushButton(self) for name in BUTTONS}
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _=False, name=name: bindings.run(name))
            foot.addWidget(button)
        foot.addStretch()
        self._bindings = bindings
        self._name_buttons()
        bindings.changed.connect(self._name_buttons)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(gap * 2, gap, gap * 2, gap * 2)
        rows.setSpacing(gap)
        rows.addWidget(self.name)
        rows.addWidget(self.text, 1)
        rows.addLayout(foot)
        look.changed.connect(self._show)

    def tell(self, name: str, sections: Sequence[Section]) -> None:
        """Say this of what is chosen."""
        self.name.show_text(name)
        for button in self.buttons.values():
            button.setVisible(bool(sections))
        if sections != self._sections:
            self._sections = sections
            self._show()
            self._begin()

    def _begin(self) -> None:
        """Show the first lines, once they are laid out: until then the text may be scrolled on."""
        QTimer.singleShot(0, self.text, lambda: self.text.verticalScrollBar().setValue(0))

    def showEvent(self, event: QShowEvent) -> None:
        """There was no room for it until now."""
        super().showEvent(event)
        self._begin()

    def minimumSizeHint(self) -> QSize:
        """A few lines."""
        em = self.fontMetrics().height()
        return QSize(8 * em, 7 * em)

    def sizeHint(self) -> QSize:
        """About a third of the panel."""
        em = self.fontMetrics().height()
        return QSize(16 * em, 14 * em)

    def _name_buttons(self) -> None:
        """Keys may have changed."""
        for name, button in self.buttons.items():
            action = self._bindings.action(name)
            button.setText(action.iconText())
            button.setToolTip(action.toolTip())

    def _show(self) -> None:
        theme, em = self._look.theme, self.fontMetrics().height()
        parts = []
        for section in self._sections:
            if section.title:
                parts.append(
                    f'<p style="margin-top:{em // 2}px; margin-bottom:0"><b>{escape(section.title)}</b></p>'
                )
            cells = "".join(
                f'<tr><td width="{LABELS * em}" style="color:{theme.dim}">{escape(name)}</td>'
                f"<td>{escape(value)}</td></tr>"
                for name, value in section.rows
            )
            parts.append(
                f'<table width="100%" cellspacing="0" cellpadding="1" style="color:{theme.text}">{cells}</table>'
            )
        self.text.setHtml("".join(parts))
