"""The viewer of a page, joined with what it cannot know: keys, menus, and stills that go into the document.

In: a page's parts. Out: the panel. Made by the page when the viewer is first looked at.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.bindings import Bindings
from studio.grabbing import Grabbing
from studio.parts import Parts
from studio.playing.commands import play_commands
from studio.playing.stage import Stage
from studio.projects.opened import OpenDocument
from studio.survey.pictures import Pictures
from studio.survey.status import Status
from studio.take_commands import TakeHand, take_commands
from studio.viewer.habits import keep_habits
from studio.viewer.panel import ViewerPanel


class Viewing(QObject):
    """`panel` is the viewer; `middle` tells where on the graph a new node goes."""

    said = Signal(str)
    """A line for the status bar."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        bindings: Bindings,
        stage: Stage,
        status: Status,
        pictures: Pictures,
        middle: Callable[[], tuple[float, float]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self.grabbing = Grabbing(opened, parts, stage, middle, self)
        self.grabbing.said.connect(self.said)
        self.panel = ViewerPanel(
            opened.model, opened.focus, parts.faces, status, pictures, parts.look, stage, parts.errands
        )
        keep_habits(self.panel, parts.settings)
        hand = TakeHand(opened.model, parts.faces, lambda: self._shots(stage), self.said.emit)
        self._offered = {
            **play_commands(stage), **self.panel.commands(), **self.grabbing.commands(), **take_commands(hand),
        }  # fmt: skip
        bindings.offer(self._offered, self.panel)
        self.panel.window_opened.connect(self._join)
        self.panel.still_wanted.connect(lambda: self.grabbing.grab(first=False))
        self.panel.menu_wanted.connect(self._show_menu)
        bindings.changed.connect(self._explain)
        self._explain()

    def _shots(self, stage: Stage) -> Sequence[str]:
        """The shot whose picture is seen."""
        shot, _ = stage.shot_at_hand()
        if shot is None and not stage.on_program:
            shot = self.panel.place
        return [shot] if shot else []

    def _join(self, window: QWidget) -> None:
        """Keys work in the window with the picture too."""
        self._bindings.offer(self._offered, window)

    def _explain(self) -> None:
        """Keys may have changed."""
        self.panel.explain(lambda name: self._bindings.action(name).toolTip())

    def _show_menu(self, point: QPoint) -> None:
        menu = self._bindings.menu("View/Viewer", self.panel)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(point)
