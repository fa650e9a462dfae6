"""The first thing an artist sees: start empty, open a file, go on with a project, begin from a template.

In: settings (recent projects), folders of graphs. Out: signals with what was chosen; the window does it. It costs no
import of the engine's heavy parts.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QImage, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from engine.document import app_name
from engine.paths import data_dir
from engine.registry import Registry
from studio.actions import ACTIONS
from studio.icons import application_icon, icon
from studio.settings import SettingsStore
from studio.theme import Look
from studio.welcome.cards import NARROW, CardGrid
from studio.welcome.miniature import miniature
from studio.welcome.offers import Offer, graphs_in, recent, shipped
from studio.words import tr

RECENT_SHOWN = 6
SIDE_WIDTH = 17.0
"""Width of the left column in units of the text's height."""
MOST_WIDTH = 90.0
"""The cards' column is never wider than this, in the same units."""
BUTTONS = (("file.new", "new"), ("file.open", "open"))


class WelcomePage(QScrollArea):
    """The page. `message` fills the line that says what this machine computes with."""

    wanted = Signal(str)
    """An action id: a button of the page was pressed."""
    template_chosen = Signal(object)
    """The path of a graph to begin from."""
    recent_chosen = Signal(object)
    """The path of a project."""

    def __init__(
        self, look: Look, settings: SettingsStore, registry: Registry, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._settings = settings
        self._registry = registry
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Welcome page"))
        self._side = self._make_side()
        self._titles: dict[str, QLabel] = {}
        self.recent = CardGrid(look, "film", self._draw, NARROW)
        self.templates = CardGrid(look, "graph", self._draw, NARROW)
        self.samples = CardGrid(look, "film", self._draw)
        self.recent.chosen.connect(lambda offer: self.recent_chosen.emit(offer.path))
        for grid in (self.templates, self.samples):
            grid.chosen.connect(lambda offer: self.template_chosen.emit(offer.path))
        self._column = QWidget()
        self.setWidget(self._make_content())
        settings.changed.connect(self._show_recent)
        look.changed.connect(self._measure)
        self._measure()
        self.refresh()

    def refresh(self) -> None:
        """Look again at what there is to offer."""
        self._show_recent()
        self.templates.show_offers([*shipped("templates"), *graphs_in(data_dir() / "templates")])
        self.samples.show_offers(shipped("samples"))

    def tell_machine(self, text: str) -> None:
        """Say what this machine computes with, or what is wrong with it."""
        self._machine.setText(text)

    def showEvent(self, event: QShowEvent) -> None:
        """Projects may have come or gone since the page was seen last."""
        super().showEvent(event)
        self.refresh()

    def _draw(self, path: Path, size: QSize, ratio: float) -> QImage | None:
        return miniature(path, self._registry, self._look.theme, size, ratio)

    # -- making it -----------------------------------------------------------------------------------------------------

    def _make_side(self) -> QWidget:
        side = QWidget()
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        self._mark = QLabel()
        self._mark.setAccessibleName(tr("Shotloom"))
        self._name = QLabel(tr("Shotloom"))
        self._name.setProperty("role", "heading")
        self._version = QLabel(app_name().partition(" ")[2])
        self._version.setProperty("role", "dim")
        rows.addWidget(self._mark)
        rows.addWidget(self._name)
        rows.addWidget(self._version)
        rows.addSpacing(self.fontMetrics().height())
        self.buttons: dict[str, QPushButton] = {}
        for action, _ in BUTTONS:
            row = ACTIONS[action]
            button = QPushButton(tr(row.text))
            button.setToolTip(tr(row.help))
            button.setAccessibleName(tr(row.text))
            button.setAccessibleDescription(tr(row.help))
            button.clicked.connect(lambda _=False, name=action: self.wanted.emit(name))
            self.buttons[action] = button
            rows.addWidget(button)
        rows.addSpacing(self.fontMetrics().height())
        self._machine = QLabel(
            tr("A small video model comes with the program: everything here works offline.")
        )
        self._machine.setProperty("role", "dim")
        self._machine.setWordWrap(True)
        self._machine.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows.addWidget(self._machine)
        rows.addStretch(1)
        return side

    def _make_content(self) -> QWidget:
        content = QWidget()
        rows = QVBoxLayout(self._column)
        rows.setContentsMargins(0, 0, 0, 0)
        for grid, title in (
            (self.recent, tr("Recent")),
            (self.templates, tr("Begin with a template")),
            (self.samples, tr("Samples, ready to render")),
        ):
            label = QLabel(title)
            label.setProperty("role", "title")
            self._titles[title] = label
            grid.setAccessibleName(title)
            rows.addWidget(label)
            rows.addWidget(grid)
            rows.addSpacing(self.fontMetrics().height())
        rows.addStretch(1)
        self._columns = QHBoxLayout(content)
        self._columns.addStretch(1)
        self._columns.addWidget(self._side, 0)
        self._columns.addWidget(self._column, 1000)
        self._columns.addStretch(1)
        return content

    def _measure(self) -> None:
        """Sizes that follow from the text size."""
        line = QFontMetricsF(self.font()).height()
        margin = round(line * 2.2)
        self._columns.setContentsMargins(margin, margin, margin, margin)
        self._columns.setSpacing(margin)
        self._side.setFixedWidth(round(SIDE_WIDTH * line))
        self._column.setMaximumWidth(round(MOST_WIDTH * line))
        edge = round(line * 3.4)
        for action, glyph in BUTTONS:
            self.buttons[action].setIcon(icon(glyph, self._look))
        pixmap: QPixmap = application_icon().pixmap(edge, edge)
        self._mark.setPixmap(pixmap)

    def _show_recent(self) -> None:
        offers: list[Offer] = recent(self._settings.value.recent)[:RECENT_SHOWN]
        self.recent.show_offers(offers)
        for label in list(self._titles.values())[:1]:
            label.setVisible(bool(offers))
        self.recent.setVisible(bool(offers))
