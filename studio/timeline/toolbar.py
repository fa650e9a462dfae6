"""The row of tools above the tracks: what the left button does, what may be added, snapping, zoom, the list.

In: the look, rows of the action table that the panel offers. Out: the tool that was chosen; commands that are run.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from studio.bindings import Bindings
from studio.editors.buttons import tool as small
from studio.icons import icon
from studio.theme import Look
from studio.timeline.gestures.starting import Tool
from studio.timeline.growth import Growth
from studio.words import tr

TOOLS: Sequence[tuple[Tool, str, str]] = (
    ("select", "Select", "Selects, moves and trims; on a cut with Ctrl: rolls it."),
    ("roll", "Roll", "Moves the cut between two shots; nothing else moves."),
    ("slip", "Slip", "Shows another stretch of a shot in the same place."),
    ("slide", "Slide", "Moves a shot between its neighbours, which take and give the room."),
    ("blade", "Blade", "Cuts what is clicked in two; with Shift everything at that time."),
)
ADDING = (
    "cut.add_all", "cut.insert", "cut.overwrite", "cut.add_title", "cut.add_subtitle", "cut.add_subtitles",
    "cut.save_subtitles", "cut.add_sound", "cut.marker", "cut.item_marker",
)  # fmt: skip
SWITCHES = (("cut.snap", "magnet"), ("cut.ripple_all", "along"))


class Toolbar(QWidget):
    """One row of small buttons."""

    tool_chosen = Signal(str)
    zoom_wanted = Signal(float)
    fit_wanted = Signal()
    list_wanted = Signal(bool)

    def __init__(self, bindings: Bindings, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._bindings = look, bindings
        self._icons: list[tuple[QToolButton, str]] = []
        self.setAccessibleName(tr("Timeline tools"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(2)
        self.add = self._button(
            "plus", tr("Add"), tr("Adds shots, titles, sounds or markers at the playhead.")
        )
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setMenu(self._adding())
        self.tools = QButtonGroup(self)
        self.tools.setExclusive(True)
        self.by_tool: dict[str, QToolButton] = {}
        for name, label, help in TOOLS:
            button = self._button(name, tr(label), f"{tr(label)}\n{tr(help)}", toggle=True)
            button.clicked.connect(lambda _=False, name=name: self.tool_chosen.emit(name))
            self.tools.addButton(button)
            self.by_tool[name] = button
        self.by_tool["select"].setChecked(True)
        self.switches: dict[str, QToolButton] = {}
        for action, picture in SWITCHES:
            self.switches[action] = self._switch(action, picture)
        self.growth = Growth(bindings, look, self)
        row.addSpacing(self.fontMetrics().height() // 2)
        row.addWidget(self.growth)
        self.words = QLabel(self)
        self.words.setProperty("role", "dim")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.words, 1)
        out = self._button("zoom_out", tr("Zoom Out"), tr("Shows more of the film."))
        near = self._button("zoom_in", tr("Zoom In"), tr("Shows less of the film, larger."))
        fit = self._button(
            "fit", tr("Zoom to Fit"), tr("Shows the whole film, and again what was seen before.")
        )
        self.details = self._button(
            "details", tr("Details"), tr("Shows place, length and looks of what is selected."), toggle=True
        )
        self.list = self._button(
            "list", tr("Film as List"), tr("Shows the same film as a list."), toggle=True
        )
        out.clicked.connect(lambda: self.zoom_wanted.emit(1 / 1.4))
        near.clicked.connect(lambda: self.zoom_wanted.emit(1.4))
        fit.clicked.connect(self.fit_wanted)
        self.list.toggled.connect(self.list_wanted)
        look.changed.connect(self._redraw)

    def show_tool(self, name: str) -> None:
        """This tool is in hand."""
        self.by_tool[name].setChecked(True)

    def show_switch(self, action: str, on: bool) -> None:
        """A switch is on or off."""
        self.switches[action].setChecked(on)

    def _button(self, picture: str, name: str, help: str, *, toggle: bool = False) -> QToolButton:
        button = small(self._look, picture, name, help)
        button.setCheckable(toggle)
        # The keyboard stays with the tracks.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icons.append((button, picture))
        self._row.addWidget(button)
        return button

    def _switch(self, action: str, picture: str) -> QToolButton:
        row = self._bindings.rows[action]
        name = tr(row.text)
        button = self._button(picture, name, f"{name}\n{tr(row.help)}", toggle=True)
        button.clicked.connect(lambda: self._bindings.run(action))
        return button

    def _adding(self) -> QMenu:
        menu = QMenu(self)
        for name in ADDING:
            if name in self._bindings.rows:
                menu.addAction(self._bindings.action(name))
        self._bindings.watch(menu)
        return menu

    def _redraw(self) -> None:
        side = self.fontMetrics().height()
        for button, picture in self._icons:
            button.setIcon(icon(picture, self._look))
            button.setIconSize(QSize(side, side))
        self.growth.redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._redraw()
