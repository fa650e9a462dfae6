"""The strip above a graph that says what there is to say about its document, with buttons for what can be done.

In: the notices of an open document. Out: the artist's choice. Nothing has to be answered: work goes on below it.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.projects.notices import Choice, Notice
from studio.projects.opened import OpenDocument
from studio.theme import Look
from studio.words import literal, tr

MOST = 2
"""Notices that are shown at once, the newest, beside those that wait for a choice: the graph needs its room."""


class NoticeBar(QWidget):
    """The newest notices of one document, the last at the bottom, and above them a button for earlier ones; takes no
    room while there is none.
    """

    def __init__(self, document: OpenDocument, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._look = look
        self._strips: dict[str, NoticeStrip] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.more = QToolButton(self)
        self.more.setAutoRaise(True)
        self.more.setToolTip(tr("Shows the earlier notices too."))
        self.more.clicked.connect(self._show_all)
        self._all = False
        self._rows.addWidget(self.more)
        self.setAccessibleName(tr("Notices"))
        document.noticed.connect(self._refresh)
        look.changed.connect(self.update)
        self._refresh()

    def strip(self, key: str) -> "NoticeStrip | None":
        """The strip of a notice, by what it is about."""
        return self._strips.get(key)

    def _refresh(self) -> None:
        notices = {notice.key: notice for notice in self._document.notices}
        for key, strip in tuple(self._strips.items()):
            notice = notices.get(key)
            if notice is not None and strip.says_more(notice):
                continue
            if notice is not strip.notice:
                self._rows.removeWidget(strip)
                strip.hide()
                strip.deleteLater()
                del self._strips[key]
        for key, notice in notices.items():
            if key not in self._strips:
                self._strips[key] = NoticeStrip(
                    notice, partial(self._document.dismiss, key), self._look, self
                )
                self._rows.addWidget(self._strips[key])
        early = [] if self._all else [key for key in tuple(notices)[:-MOST] if not _waits(notices[key])]
        for key, strip in self._strips.items():
            strip.setVisible(key not in early)
        text = tr("1 earlier notice")
        if len(early) != 1:
            text = tr("{count} earlier notices", count=len(early))
        self.more.setText(text)
        self.more.setAccessibleName(text)
        self.more.setVisible(bool(early))
        self._all = self._all and len(notices) > MOST
        self.setVisible(bool(notices))

    def _show_all(self) -> None:
        self._all = True
        self._refresh()


class NoticeStrip(QWidget):
    """One notice: a mark in the colour of its level, the sentence, its choices, and a cross that calls `dismiss`."""

    def __init__(self, notice: Notice, dismiss: Callable[[], object], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self._look = look
        gap = self.fontMetrics().height() // 2
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * gap, gap // 2, gap, gap // 2)
        row.setSpacing(gap)
        text = self.text = QLabel(notice.text)
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        text.setAccessibleName(_spoken(notice.level))
        row.addWidget(text, 1)
        self.buttons = [self._button(choice) for choice in notice.choices]
        for button in self.buttons:
            row.addWidget(button)
        self.cross = QToolButton()
        self.cross.setText("✕")
        self.cross.setAutoRaise(True)
        self.cross.setToolTip(tr("Hide this"))
        self.cross.setAccessibleName(tr("Hide this notice"))
        self.cross.clicked.connect(lambda: dismiss())
        row.addWidget(self.cross)

    def says_more(self, notice: Notice) -> bool:
        """Take in a notice that differs in its words alone, so that nobody's button is replaced under the mouse."""
        if (notice.level, notice.choices) != (self.notice.level, self.notice.choices) or not notice.choices:
            return notice is self.notice
        self.notice = notice
        self.text.setText(notice.text)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: the ground and the mark of the level."""
        theme = self._look.theme
        colour = {"error": theme.error, "warning": theme.warn}.get(self.notice.level, theme.accent)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.raised))
        painter.fillRect(0, 0, max(3, self.fontMetrics().height() // 4), self.height(), QColor(colour))

    def _button(self, choice: Choice) -> QPushButton:
        button = QPushButton(literal(choice.label))
        button.setToolTip(choice.help)
        button.setAccessibleDescription(choice.help)
        button.clicked.connect(choice.run)
        return button


def _waits(notice: Notice) -> bool:
    """Whether something is wrong until the artist chooses."""
    return notice.level != "note" and bool(notice.choices)


def _spoken(level: str) -> str:
    return {"error": tr("Error"), "warning": tr("Warning")}.get(level, tr("Note"))
