"""The generate bar: a slim row below the graph with the Generate button, how many takes, the forecast, and what runs.

In: forecasts, `Progress` of the jobs, the window's commands. Out: what was pressed. One per page.
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSpinBox, QToolButton, QWidget

from studio.bindings import Bindings
from studio.generate.words import button_words, forecast_help, forecast_line
from studio.icons import icon
from studio.one_line import OneLine
from studio.theme import Look
from studio.words import literal, tr
from studio.work.bar import keeping_words, progress_words, stop_help
from studio.work.forecast import Forecast
from studio.work.jobs import Progress

MOST_TAKES = 8
LINE_EMS = 7
"""Room that progress and problems keep, in heights of a line, before other parts give way; a forecast keeps none."""
SHORTEST_EMS = 5
"""The least of a name that the button shows, in heights of a line; with less room it shows its sign."""
LEAST_EMS = 10
"""The narrowest that the bar is, in heights of a line."""
PADDING = 0.9
"""Room at either side of a button's text, in heights of a line."""
SIGN_PADDING = 0.35
"""Room at either side of a sign, in heights of a line."""
SIGN_SHEET = "QPushButton, QPushButton:focus { padding: 0.4em 0.4em; }"
LONGEST_NAME = 32
"""Characters of what the button makes that it shows."""
ROWS = ("work.generate", "work.here", "work.all", "work.plan")
"""What the menu beside the button offers, as rows of the action table."""


class GenerateBar(QWidget):
    """`forecast` and `progress` are what is shown now, None for nothing."""

    takes_changed = Signal(int)
    show_wanted = Signal()
    """Everything is there: show it."""
    problems_wanted = Signal()
    """Something is in the way: show what, and what can be done."""
    stop_wanted = Signal()
    keep_wanted = Signal()
    """Stop refining, and make what is there into a result."""

    def __init__(self, bindings: Bindings, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._bindings = bindings
        self.forecast: Forecast | None = None
        self.progress: Progress | None = None
        self.setAccessibleName(tr("Generate"))
        self.button = QPushButton(tr("Generate"), self)
        self.button.setDefault(True)
        self.button.setAccessibleName(tr("Generate"))
        self.button.clicked.connect(lambda: bindings.run("work.generate"))
        self.more = self._make_menu()
        self.takes = QSpinBox(self)
        self.takes.setRange(1, MOST_TAKES)
        self.takes.setAccessibleName(tr("Takes"))
        self.takes.setToolTip(
            tr("How many takes are made, each with the next seed. For the next shot it is one again.")
        )
        self.takes.valueChanged.connect(self.takes_changed)
        self.line = OneLine(self)
        self._acts: dict[QPushButton, tuple[str, str]] = {}
        self.show_button = self._make(
            "eye", tr("Show"), tr("Shows in the viewer what is there already."), self.show_wanted
        )
        self.mend = self._make(
            "warning",
            tr("What Helps…"),
            tr("Shows what is in the way, with what can be done."),
            self.problems_wanted,
        )
        self.keep = self._make(
            "keep",
            tr("Stop and Keep"),
            tr("Stops refining, and makes a result of what is there so far."),
            self.keep_wanted,
        )
        self.stop = self._make("stop", tr("Stop"), stop_help(None), self.stop_wanted)
        self._arrange()
        bindings.changed.connect(self._name_target)
        look.changed.connect(self._tell)
        self._tell()

    def tell_forecast(self, forecast: Forecast | None) -> None:
        """Show another forecast."""
        self.forecast = forecast
        self._tell()

    def tell_progress(self, progress: Progress | None) -> None:
        """Show how far the work is; None shows the forecast again."""
        self.progress = progress
        self._tell()

    def _tell(self) -> None:
        forecast, working = self.forecast, self.progress is not None
        wrong = forecast is not None and not working and bool(forecast.problem or not forecast.fits)
        text = progress_words(self.progress) if self.progress is not None else forecast_line(forecast)
        self.line.show_text(text, "" if working else forecast_help(forecast))
        theme = self._look.theme
        _put_on(self.line, f"color: {theme.warn if wrong else theme.text if working else theme.dim}")
        self.show_button.setVisible(not working and forecast is not None and forecast.ready)
        self.mend.setVisible(wrong)
        self.stop.setVisible(working)
        self.keep.setVisible(self.progress is not None and not self.progress.exports)
        self._tell_stops()
        self._name_target()
        self._yield_room()
        self.update()

    def _name_target(self) -> None:
        """Say what the button makes, so that nobody has to know what the selection means."""
        words = button_words(self.forecast)
        self.button.setAccessibleName(words)
        help = self._bindings.action("work.generate").toolTip()
        self.button.setToolTip(help if words == tr("Generate") else f"{words}\n{help}")

    def _tell_stops(self) -> None:
        """What stopping means now; once Stop and Keep was heard it cannot be asked again."""
        keeping = self.progress is not None and self.progress.keeping
        self.keep.setEnabled(not keeping)
        self._explain(self.keep, keeping_words() if keeping else self.keep.accessibleDescription())
        self._explain(self.stop, stop_help(self.progress))
        self.stop.setAccessibleDescription(stop_help(self.progress))

    # -- the parts -----------------------------------------------------------------------------------------------------

    def _make(self, sign: str, text: str, told: str, wanted: object) -> QPushButton:
        button = QPushButton(text, self)
        self._acts[button] = (sign, text)
        button.setAccessibleName(text)
        self._explain(button, told)
        button.setAccessibleDescription(told)
        button.clicked.connect(lambda: wanted.emit())  # type: ignore[attr-defined]
        button.hide()
        return button

    def _make_menu(self) -> QToolButton:
        more = QToolButton(self)
        more.setArrowType(Qt.ArrowType.DownArrow)
        more.setStyleSheet(
            "QToolButton { padding: 0.4em 0.35em; } QToolButton::menu-indicator { image: none; }"
        )
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setProperty("framed", True)
        more.setAccessibleName(tr("More ways to generate"))
        more.setToolTip(tr("More ways to generate"))
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(more)
        menu.setToolTipsVisible(True)
        for row in ROWS:
            menu.addAction(self._bindings.action(row))
        self._bindings.watch(menu)
        more.setMenu(menu)
        return more

    def _arrange(self) -> None:
        gap = self.fontMetrics().height() // 3
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        row.setSpacing(gap)
        row.addWidget(self.button)
        row.addWidget(self.more)
        row.addSpacing(gap)
        self.label = QLabel(tr("Takes"), self)
        self.label.setBuddy(self.takes)
        self.label.setProperty("role", "dim")
        row.addWidget(self.label)
        row.addWidget(self.takes)
        row.addSpacing(gap)
        row.addWidget(self.line, 1)
        for button in (self.show_button, self.mend, self.keep, self.stop):
            row.addWidget(button)

    def _explain(self, button: QPushButton, told: str) -> None:
        """The tooltip, led by the name: in a narrow window the button has no other."""
        button.setToolTip(f"{self._acts[button][1]}\n{told}")

    def _yield_room(self) -> None:
        """In a narrow window the forecast gives way first, then the number of takes, then the words on what has a sign
        too; while something is being made stopping matters more, and keeps its words longest. The Generate button and
        what stops stay, as signs at the least. Nothing is cut off.
        """
        em, working = self.fontMetrics().height(), self.progress is not None
        acts = [button for button in self._acts if not button.isHidden()]
        widths = {button: self._widths(button) for button in acts}
        said = LINE_EMS * em if working or not self.mend.isHidden() else 0
        free = self.width() - 2 * em - (len(acts) + 3) * (em // 3) - self._sign_width()
        free -= sum(small for _, small in widths.values())
        more = self.more.sizeHint().width()
        self.more.setVisible(free >= more)
        free -= said + (more if free >= more else 0)
        words = sum(large - small for large, small in widths.values())
        if not working:
            free -= self._dress_main(free)
        worded = words <= free
        free -= words if worded else 0
        for button in acts:
            self._dress(button, worded=worded)
        if working:
            free -= self._dress_main(free)
        for part in (self.takes, self.label):
            free -= part.sizeHint().width() + em // 3
            part.setVisible(free >= 0)

    def _dress_main(self, free: int) -> int:
        """Write on the Generate button as much of what it makes as there is room for beyond its sign, or else show the
        sign. What is used of the room comes back, in pixels.
        """
        em, metrics = self.fontMetrics().height(), self.button.fontMetrics()
        frame = round(2 * PADDING * em) + 4
        room = min(LONGEST_NAME * metrics.averageCharWidth(), free + self._sign_width() - frame)
        words = button_words(self.forecast)
        short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, room))
        worded = short == words or room >= SHORTEST_EMS * em
        _put_on(self.button, "" if worded else SIGN_SHEET)
        self.button.setText(literal(short) if worded else "")
        self.button.setIcon(QIcon() if worded else icon("make", self._look, self._look.theme.on_accent))
        self.button.setIconSize(QSize(em, em))
        return metrics.horizontalAdvance(short) + frame - self._sign_width() if worded else 0

    def _sign_width(self) -> int:
        """How wide a button is with its sign alone, in pixels."""
        return round((1 + 2 * SIGN_PADDING) * self.fontMetrics().height()) + 4

    def _widths(self, button: QPushButton) -> tuple[int, int]:
        """How wide a button is with its words, and with its sign alone."""
        em = self.fontMetrics().height()
        text = button.fontMetrics().horizontalAdvance(self._acts[button][1])
        return text + round(2 * PADDING * em) + 4, self._sign_width()

    def _dress(self, button: QPushButton, *, worded: bool) -> None:
        sign, text = self._acts[button]
        em = self.fontMetrics().height()
        _put_on(button, "" if worded else SIGN_SHEET)
        button.setText(text if worded else "")
        button.setIcon(QIcon() if worded else icon(sign, self._look))
        button.setIconSize(QSize(em, em))

    def minimumSizeHint(self) -> QSize:
        """Narrow, whatever it says: a bar must not keep the window wider than the screen."""
        return QSize(LEAST_EMS * self.fontMetrics().height(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        super().resizeEvent(event)
        self._yield_room()

    def changeEvent(self, event: QEvent) -> None:
        """Text has another size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "label"):
            self._yield_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and along the upper edge how far the work is."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme = self._look.theme
        painter.fillRect(self.rect(), QColor(theme.panel))
        thick = max(1.0, self.fontMetrics().height() / 7)
        painter.fillRect(QRectF(0, 0, self.width(), 1), QColor(theme.line))
        if self.progress is not None:
            painter.fillRect(QRectF(0, 0, self.width() * self.progress.share, thick), QColor(theme.accent))


def _put_on(widget: QWidget, sheet: str) -> None:
    """Give something a style sheet, which is dear where nothing is new about it."""
    if widget.styleSheet() != sheet:
        widget.setStyleSheet(sheet)
