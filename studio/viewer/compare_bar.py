"""The bar above the picture while two are compared: in which way, with what, and how many frames that is ahead.

In: what is compared. Out: wishes; the menu of what B can be is put together when it opens. Used by the viewer panel.
"""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from studio.theme import Look
from studio.viewer.compare import DIFFERENCE, FLICKER, GAINS, SIDE, WIPE, Mode
from studio.viewer.tools import Tools
from studio.words import tr

WAYS: tuple[tuple[Mode, str, str], ...] = (
    (WIPE, "wipe", "Wipe"),
    (SIDE, "side", "Side by Side"),
    (FLICKER, "turns", "Flicker"),
    (DIFFERENCE, "difference", "Difference"),
)
ROWS: dict[str, Mode] = {
    "viewer.compare_wipe": WIPE,
    "viewer.compare_side": SIDE,
    "viewer.compare_flicker": FLICKER,
    "viewer.compare_difference": DIFFERENCE,
}


class CompareBar(QWidget):
    """One row, or two where the panel is narrow. `fill_in` puts the choices for B into a menu."""

    wanted = Signal(str)
    """Compare in this way."""
    shifted = Signal(int)
    """B so many frames on; 0: in step again."""
    swap_wanted = Signal()
    gain_wanted = Signal(int)
    """Show differences so many times as strong."""

    def __init__(self, look: Look, fill_in: Callable[[QMenu], None], parent: QWidget) -> None:
        super().__init__(parent)
        tools = self._tools = Tools(look, self)
        self.setAccessibleName(tr("Comparison"))
        self.ways = {
            mode: tools.add(picture, tr(name), lambda mode=mode: self.wanted.emit(mode))  # type: ignore[misc]
            for mode, picture, name in WAYS
        }
        for made in self.ways.values():
            made.setCheckable(True)
        self.swap = tools.add("swap", tr("Swap A and B"), self.swap_wanted.emit)
        self.gain = self._gain()
        self.other = self._other(fill_in)
        self.back = tools.add("minus", tr("B One Frame Back"), lambda: self.shifted.emit(-1))
        self.on = tools.add("plus", tr("B One Frame On"), lambda: self.shifted.emit(1))
        self.offset = self._words(tr("Offset of B"), lambda: self.shifted.emit(0))
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        rows = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        rows.setContentsMargins(gap, 0, gap, 0)
        rows.setSpacing(0)
        for line in (self._first, self._second):
            line.setSpacing(0)
            rows.addLayout(line)
        self._letter = QLabel(tr("B"), self)
        self._letter.setProperty("role", "dim")
        self._letter.setContentsMargins(gap * 2, 0, 0, 0)
        self._narrow: bool | None = None
        self._lay_out()

    def tell(self, mode: Mode, other: str, offset: int, gain: int = 1) -> None:
        """Show how A is compared, what B is called, how many frames it is ahead, how strong differences are shown."""
        self.gain.setVisible(mode == DIFFERENCE)
        self.gain.setText(times(gain))
        self.gain.setAccessibleDescription(times(gain))
        for row in self.gain.menu().actions():
            row.setChecked(row.data() == gain)
        for way, made in self.ways.items():
            made.setChecked(way == mode)
        self.other.setText(other or tr("Choose B"))
        self.other.setAccessibleDescription(other)
        self.offset.setText(f"{offset:+d}".replace("-", "\u2212") if offset else "0")
        if offset == 0:
            words = tr("A and B are in step.")
        elif offset > 0:
            words = tr("B is ahead of A by frames: {count}. Click: in step again.", count=offset)
        else:
            words = tr("B is behind A by frames: {count}. Click: in step again.", count=-offset)
        self.offset.setToolTip(words)
        self.offset.setAccessibleDescription(words)

    def explain(self, tip: Callable[[str], str]) -> None:
        """Show what each button does, with its key: `tip` of a row of the action table."""
        for row, mode in ROWS.items():
            self.ways[mode].setToolTip(tip(row))
        self.swap.setToolTip(tip("viewer.swap"))
        self.back.setToolTip(tip("viewer.offset_back"))
        self.on.setToolTip(tip("viewer.offset_on"))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _words(self, name: str, run: Callable[[], object]) -> QToolButton:
        made = QToolButton(self)
        made.setAutoRaise(True)
        made.setAccessibleName(name)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _=False: run())
        made.setFixedWidth(self.fontMetrics().horizontalAdvance("+000") + self.fontMetrics().height() // 2)
        return made

    def _other(self, fill_in: Callable[[QMenu], None]) -> QToolButton:
        made = QToolButton(self)
        made.setAccessibleName(tr("B: what to compare with"))
        made.setToolTip(tr("What is compared with what is shown."))
        made.setProperty("framed", True)
        made.setStyleSheet(
            "QToolButton { padding: 0.1em 0.5em; text-align: left; }"
            "QToolButton::menu-indicator { image: none; width: 0; }"
        )
        self._tools.dress(made, "down")
        made.setIconSize(QSize(*[round(self.fontMetrics().height() * 0.7)] * 2))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        # The arrow behind the words.
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(made)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

        def open_() -> None:
            menu.clear()
            fill_in(menu)

        menu.aboutToShow.connect(open_)
        made.setMenu(menu)
        return made

    def _gain(self) -> QToolButton:
        """How strong differences are shown; there while differences are."""
        made = QToolButton(self)
        made.setAutoRaise(True)
        made.setAccessibleName(tr("Gain of the difference"))
        made.setToolTip(tr("How many times as strong differences are shown."))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
        made.setFixedWidth(
            self.fontMetrics().horizontalAdvance(times(GAINS[-1])) + self.fontMetrics().height()
        )
        menu, group = QMenu(made), QActionGroup(made)
        for gain in GAINS:
            row = group.addAction(times(gain))
            row.setCheckable(True)
            row.setData(gain)
        menu.addActions(group.actions())
        group.triggered.connect(lambda row: self.gain_wanted.emit(row.data()))
        made.setMenu(menu)
        made.hide()
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row or two."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        narrow = self.width() < self.fontMetrics().height() * 22
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for line in (self._first, self._second):
            while line.count():
                line.takeAt(0)
        for made in self.ways.values():
            self._first.addWidget(made)
        self._first.addWidget(self.gain)
        line = self._first
        if narrow:
            line.addStretch()
            line.addWidget(self.swap)
            line = self._second
        line.addWidget(self._letter)
        line.addSpacing(self.fontMetrics().height() // 3)
        line.addWidget(self.other, 1)
        for widget in (self.back, self.offset, self.on):
            line.addWidget(widget)
        if not narrow:
            line.addWidget(self.swap)


def times(gain: int) -> str:
    """A gain in words."""
    return f"{gain}\u00d7"
