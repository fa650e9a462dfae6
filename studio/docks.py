"""The docks around the graph: outline, viewer, inspector, jobs and the others; moved by the artist, remembered.

In: the page in front. Out: each dock shows that page's panel, made when it is first looked at. The layout is kept in
the settings; on the welcome page there are no docks. Called by the window.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QDockWidget,
    QFrame,
    QLabel,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from studio.actions import Command
from studio.dock_title import DockTitle
from studio.settings import SettingsStore
from studio.words import tr

if TYPE_CHECKING:
    from studio.page import DocumentPage

LAYOUT_VERSION = 6
"""Raised when docks are added or renamed: an older layout is then not restored."""
SIDES = (Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea)
WIDEST = 0.29
"""Share of the window that panels of one side grow to by themselves."""
TIMELINE = 0.31
"""Share of the window's height that the timeline has at first."""
LEAST_EMS, LEAST_LINES = 9, 4
"""Room that the panel of a dock has at least, in heights of a line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a dock is at first. Docks of one `area` and `tab` lie over each other. One that is brought up is at least
    `lines` of text high, where that leaves the graph two thirds of the window.
    """

    area: Qt.DockWidgetArea
    shown: bool
    tab: str = ""
    lines: int = 0


PLACES: Mapping[str, Place] = {
    "outline": Place(Qt.DockWidgetArea.LeftDockWidgetArea, True, "left"),
    "help": Place(Qt.DockWidgetArea.LeftDockWidgetArea, True, "left"),
    "jobs": Place(Qt.DockWidgetArea.LeftDockWidgetArea, True, "left"),
    "viewer": Place(Qt.DockWidgetArea.RightDockWidgetArea, True),
    "inspector": Place(Qt.DockWidgetArea.RightDockWidgetArea, True, "right"),
    "takes": Place(Qt.DockWidgetArea.RightDockWidgetArea, True, "right"),
    "history": Place(Qt.DockWidgetArea.RightDockWidgetArea, True, "right"),
    "problems": Place(Qt.DockWidgetArea.RightDockWidgetArea, True, "right"),
    "timeline": Place(Qt.DockWidgetArea.BottomDockWidgetArea, True, "bottom", lines=14),
    "plan": Place(Qt.DockWidgetArea.BottomDockWidgetArea, False, "bottom", lines=19),
}


class Room(QScrollArea):
    """Where a dock's panel lies. A panel that needs more room than the dock has is scrolled: however large the text is,
    panels do not force the window to be larger than the screen.
    """

    def __init__(self, stack: QStackedWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(stack)
        self._stack = stack

    def sizeHint(self) -> QSize:
        """As the panel likes it."""
        return self._stack.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """A few lines; less, where the panel itself is less."""
        em = self.fontMetrics().height()
        return self._stack.minimumSizeHint().boundedTo(QSize(LEAST_EMS * em, LEAST_LINES * em))


class Docks(QObject):
    """The docks of one window."""

    def __init__(self, window: QMainWindow, settings: SettingsStore) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._page: DocumentPage | None = None
        self._hidden: QByteArray | None = None
        self._alone: QByteArray | None = None
        self._fresh = not settings.value.layout
        self._em = window.fontMetrics().height()
        self._given: dict[Qt.DockWidgetArea, tuple[int, float]] = {}
        self._stacks: dict[str, QStackedWidget] = {}
        self.docks: dict[str, QDockWidget] = {}
        titles = {
            "outline": tr("Outline"), "help": tr("Node Help"), "jobs": tr("Jobs"), "viewer": tr("Viewer"),
            "inspector": tr("Inspector"), "history": tr("History"), "problems": tr("Problems"), "plan": tr("Plan"),
            "timeline": tr("Timeline"), "takes": tr("Takes"),
        }  # fmt: skip
        for name in PLACES:
            self._make(name, titles[name])
        window.setDockOptions(
            QMainWindow.DockOption.AnimatedDocks | QMainWindow.DockOption.AllowTabbedDocks
            | QMainWindow.DockOption.AllowNestedDocks
        )  # fmt: skip
        # The film is long, and what is seen of it is high.
        window.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        self.reset()
        self._restore()
        self.show_page(None)
        window.installEventFilter(self)
        self._dress_tabs()

    # -- what the window calls -----------------------------------------------------------------------------------------

    def show_page(self, page: "DocumentPage | None") -> None:
        """Show the panels of this page, or no docks at all."""
        if page is None and self._hidden is None:
            self._hidden = self._window.saveState(LAYOUT_VERSION)
            for dock in self.docks.values():
                dock.hide()
        elif page is not None and self._hidden is not None:
            self._window.restoreState(self._hidden, LAYOUT_VERSION)
            self._hidden = None
            if self._fresh:
                # How large the window is, is known by now.
                self._fresh = False
                self._fit_timeline()
        self._page = page
        for name in self.docks:
            self._fill(name)

    def forget(self, page: "DocumentPage") -> None:
        """Let go of the panels of a page that closes."""
        for panel in page.made():
            for stack in self._stacks.values():
                stack.removeWidget(panel)
            panel.setParent(page)

    def reveal(self, name: str) -> None:
        """Bring a dock to the front."""
        if self._page is None:
            return
        dock = self.docks[name]
        comes = not dock.isVisible()
        dock.show()
        dock.raise_()
        wanted = min(PLACES[name].lines * self._window.fontMetrics().height(), self._window.height() // 3)
        if comes and dock.height() < wanted:
            self._window.resizeDocks([dock], [wanted], Qt.Orientation.Vertical)

    def toggle(self, name: str) -> None:
        """Show a dock, or hide it if it can be seen."""
        dock = self.docks[name]
        if dock.isVisible() and not dock.visibleRegion().isEmpty():
            dock.hide()
        else:
            self.reveal(name)

    def toggle_all(self) -> None:
        """Hide every dock, or show them again as they were."""
        if self._alone is None:
            self._alone = self._window.saveState(LAYOUT_VERSION)
            for dock in self.docks.values():
                dock.hide()
        else:
            self._window.restoreState(self._alone, LAYOUT_VERSION)
            self._alone = None

    @property
    def alone(self) -> bool:
        """Whether the docks are hidden for the graph's sake."""
        return self._alone is not None

    def reset(self) -> None:
        """Put every dock back where it was at first."""
        self._alone = None
        first: dict[str, QDockWidget] = {}
        for dock in self.docks.values():
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        for name, place in PLACES.items():
            dock = self.docks[name]
            self._window.addDockWidget(place.area, dock)
            dock.setVisible(place.shown)
            if place.tab and place.tab in first:
                self._window.tabifyDockWidget(first[place.tab], dock)
            elif place.tab:
                first[place.tab] = dock
        for dock in first.values():
            dock.raise_()
        em = self._window.fontMetrics().height()
        sides = [self.docks["outline"], self.docks["viewer"]]
        self._window.resizeDocks(sides, [em * 16, em * 20], Qt.Orientation.Horizontal)
        self._window.resizeDocks(
            [self.docks["viewer"], self.docks["inspector"]], [em * 17, em * 17], Qt.Orientation.Vertical
        )
        self._fit_timeline()

    def commands(self) -> dict[str, Command]:
        """Rows of the action table about docks."""
        found = {
            f"view.panel_{name}": Command(
                lambda name=name: self.toggle(name),  # type: ignore[misc]
                lambda: self._page is not None,
                lambda name=name: self.docks[name].isVisible(),  # type: ignore[misc]
            )
            for name in self.docks
        }
        found["view.reset_layout"] = Command(self.reset, lambda: self._page is not None)
        found["view.maximise"] = Command(self.toggle_all, lambda: self._page is not None, lambda: self.alone)
        return found

    def state(self) -> str:
        """The layout for the settings: as it is with a document in front."""
        given = self._alone or self._hidden or self._window.saveState(LAYOUT_VERSION)
        return base64.b64encode(given.data()).decode()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt makes a bar of tabs whenever docks come to lie over each other."""
        if event.type() == QEvent.Type.ChildPolished:
            self._dress_tabs()
        elif event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self._grow)
        return super().eventFilter(watched, event)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _fit_timeline(self) -> None:
        """Room for a title, shots and a sound, where the window can spare it."""
        wanted = max(self._window.fontMetrics().height() * 13, round(self._window.height() * TIMELINE))
        self._window.resizeDocks([self.docks["timeline"]], [wanted], Qt.Orientation.Vertical)

    def _make(self, name: str, title: str) -> None:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAccessibleName(title)
        dock.setTitleBarWidget(DockTitle(dock))
        stack = QStackedWidget(dock)
        nothing = QLabel(tr("Open a project to see something here."), stack)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setWordWrap(True)
        stack.addWidget(nothing)
        dock.setWidget(Room(stack, dock))
        dock.visibilityChanged.connect(lambda shown, name=name: self._fill(name) if shown else None)
        self.docks[name] = dock
        self._stacks[name] = stack

    def _grow(self) -> None:
        """Text has another size: so have the panels at the sides, as far as the graph can spare the room."""
        before, self._em = self._em, self._window.fontMetrics().height()
        if before == self._em or self._page is None:
            return
        sides: dict[Qt.DockWidgetArea, QDockWidget] = {}
        for dock in self.docks.values():
            area = self._window.dockWidgetArea(dock)
            if area in SIDES and dock.isVisible() and not dock.isFloating():
                sides.setdefault(area, dock)
        most = round(self._window.width() * WIDEST)
        wanted = []
        for area, dock in sides.items():
            given, ems = self._given.get(area, (0, 0.0))
            if abs(dock.width() - given) > 2:
                # The artist made it so wide; else it may have got less than it should have.
                ems = dock.width() / before
            wanted.append(min(round(ems * self._em), most))
            self._given[area] = wanted[-1], ems
        self._window.resizeDocks(list(sides.values()), wanted, Qt.Orientation.Horizontal)

    def _dress_tabs(self) -> None:
        """Titles of docks are never cut down to two letters: bars that are too narrow for them are scrolled."""
        for bar in self._window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            bar.setElideMode(Qt.TextElideMode.ElideNone)
            bar.setUsesScrollButtons(True)

    def _fill(self, name: str) -> None:
        """Show the page's panel, if the dock can be seen."""
        stack = self._stacks[name]
        panel: QWidget | None = None
        if self._page is not None and self.docks[name].isVisible():
            panel = self._page.panel(name)
        if panel is None:
            stack.setCurrentIndex(0)
            return
        if stack.indexOf(panel) < 0:
            stack.addWidget(panel)
        stack.setCurrentWidget(panel)

    def _restore(self) -> None:
        kept = self._settings.value.layout
        if kept:
            try:
                state = QByteArray(base64.b64decode(kept, validate=True))
            except ValueError:
                return
            self._window.restoreState(state, LAYOUT_VERSION)
