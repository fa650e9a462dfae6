"""The knife: a line drawn through links cuts them (Ctrl with the right button, or Y with the left one)."""

from PySide6.QtCore import QPointF, Qt

from studio.edit import wiring
from studio.graph.desk import Desk
from studio.graph.gestures.gesture import Gesture
from studio.graph.gestures.pointer import Pointer
from studio.words import tr


class Knife(Gesture):
    """Cuts every link that the drawn line crosses."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, desk: Desk, start: Pointer) -> None:
        super().__init__(desk, start)
        self._path: list[QPointF] = [start.scene]

    def move(self, at: Pointer) -> None:
        """Draw on."""
        self.last = at
        self._path.append(at.scene)
        self.desk.scene.show_path(self._path)
        count = len(self.desk.scene.links_crossing(self._path))
        self.desk.say(tr("Cuts {count} links; Esc keeps them", count=count) if count else "")

    def release(self, at: Pointer) -> None:
        """Cut what is crossed now."""
        desk = self.desk
        links = desk.scene.links_crossing([*self._path, at.scene])
        self.cancel()
        if links:
            desk.edit(
                tr("Cut {link}", link=desk.what(links=links)), lambda d: wiring.cut(d, desk.scope, links)
            )

    def cancel(self) -> None:
        """Put the knife away."""
        self.desk.scene.show_path([])
        self.desk.say("")
