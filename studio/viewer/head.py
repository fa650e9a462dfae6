"""The line above the viewer's picture: film or node, what is shown, and what can be put beside it.

In: what is shown, in words. Out: wishes. Used by the viewer panel.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from studio.one_line import OneLine
from studio.theme import Look
from studio.viewer.key_row import button
from studio.viewer.tools import Tools
from studio.words import tr

ROOM = 0.62
"""Share of the words' room that the title takes at most while there are facts beside it."""

MARK = "\u25cf"


class Head(QWidget):
    """`film` and `following` stay down while they are so; without either a node is held on purpose."""

    film_wanted = Signal()
    """The film, or the node again."""
    follow_wanted = Signal()
    """Whatever is selected."""
    compare_wanted = Signal()
    scopes_wanted = Signal()
    full_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.film = button(
            tr("Film"), tr("Shows the film of the timeline instead of a node."), self.film_wanted.emit, self
        )
        self.following = button(
            tr("Follow"),
            tr("Shows whatever node is selected.")
            + "\n"
            + tr("Ctrl+1 to 9 puts a node on a key of the viewer, to be shown again by it."),
            self.follow_wanted.emit,
            self,
        )
        self.title = OneLine(self)
        bold = self.title.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(bold)
        self.title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.caption = OneLine(self)
        self.caption.setProperty("role", "dim")
        self.state = QLabel(self)
        self._state = ""
        self._tools = Tools(look, self)
        self.comparing = self._tools.add("compare", tr("Compare"), self.compare_wanted.emit)
        self.measuring = self._tools.add("scopes", tr("Scopes"), self.scopes_wanted.emit)
        self.full = self._tools.add("expand", tr("Viewer on Full Screen"), self.full_wanted.emit)
        for made in (self.comparing, self.measuring):
            made.setCheckable(True)
        gap = self.fontMetrics().height() // 3
        row = QHBoxLayout(self)
        row.setContentsMargins(gap, gap, gap, 0)
        row.setSpacing(0)
        row.addWidget(self.film)
        row.addWidget(self.following)
        row.addSpacing(gap * 2)
        row.addWidget(self.title)
        row.addSpacing(gap)
        row.addWidget(self.caption, 1)
        row.addWidget(self.state)
        row.addSpacing(gap)
        for made in self._tools.buttons:
            row.addWidget(made)

    def tell(self, title: str, facts: str, state: str = "", colour: str = "") -> None:
        """What is shown, its facts, and how it stands with it, in a colour."""
        self.title.show_text(title)
        self.caption.show_text(facts)
        self._state = state
        self.state.setToolTip(state)
        self.state.setAccessibleName(state)
        self.state.setStyleSheet(f"color: {colour}" if colour else "")
        self._share()

    def explain(self, tip: Callable[[str], str]) -> None:
        """Show what each button does, with its key: `tip` of a row of the action table."""
        self.comparing.setToolTip(tip("viewer.compare"))
        self.measuring.setToolTip(tip("viewer.scopes"))
        self.full.setToolTip(tip("viewer.full_screen"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Title and facts share what is left."""
        super().resizeEvent(event)
        self._share()

    def minimumSizeHint(self) -> QSize:
        """The buttons, and the beginning of a title."""
        em = self.fontMetrics().height()
        return QSize(self._taken() + 2 * em, super().minimumSizeHint().height())

    def _taken(self) -> int:
        """The width of what is always there."""
        others = (self.film, self.following, *self._tools.buttons)
        return sum(widget.sizeHint().width() for widget in others) + 2 * self.fontMetrics().height()

    def _share(self) -> None:
        """The title is as wide as its words, if the facts are to be read beside it."""
        taken = self._taken()
        state = self.fontMetrics().horizontalAdvance(self._state)
        # Where there is no room for both, the state is a mark of its colour: what is shown says more.
        whole = self.width() - taken - state >= self.title.sizeHint().width()
        words = self._state if whole or not self._state else MARK
        self.state.setText(words)
        room = max(0, self.width() - taken - self.fontMetrics().horizontalAdvance(words))
        least = self.fontMetrics().averageCharWidth() * 8
        facts = room - self.title.sizeHint().width() >= least and bool(self.caption.whole)
        self.caption.setVisible(facts)
        most = room if not facts else max(round(room * ROOM), room - self.caption.sizeHint().width())
        self.title.setFixedWidth(min(self.title.sizeHint().width(), most))
