"""Linking by keys alone: choose a port of the current node, then one of the ends that fit, then Enter.

Up and down choose the port, Enter or right goes on; then arrows move between the ends that fit, Enter links, Tab asks
for a new node, Esc ends it. Each step is said in the status line, so that it can be followed without seeing it.
"""

from PySide6.QtCore import QPointF, Qt

from studio.edit import wiring
from studio.graph.desk import Desk, End
from studio.graph.nearest import DOWN, LEFT, RIGHT, UP, nearest
from studio.graph.targets import link_between
from studio.requests import SearchRequest
from studio.words import tr

_ARROWS = {Qt.Key.Key_Left: LEFT, Qt.Key.Key_Right: RIGHT, Qt.Key.Key_Up: UP, Qt.Key.Key_Down: DOWN}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyLink:
    """One link in the making. It shows itself through the scene, as a dragged link does."""

    def __init__(self, desk: Desk, node: str) -> None:
        self._desk = desk
        kind = desk.kind(node)
        outputs = kind.outputs if kind else ()
        inputs = kind.inputs if kind else ()
        self._ports: list[End] = [(node, p.name, True) for p in outputs]
        self._ports += [(node, p.name, False) for p in inputs]
        self._port = 0
        self._ends: dict[End, QPointF] = {}
        self._end: End | None = None

    def begin(self) -> bool:
        """Show the first port; False, and a word about it, if the node has none."""
        if not self._ports:
            self._desk.say(tr("This node has nothing to link"))
            return False
        self._show_port()
        return True

    def key(self, key: Qt.Key) -> bool:
        """Whether the mode goes on after this key."""
        if key == Qt.Key.Key_Escape:
            self.cancel()
            return False
        if self._end is None:
            return self._choose_port(key)
        return self._choose_end(key)

    def cancel(self) -> None:
        """Everything as it was."""
        self._desk.scene.light(None)
        self._desk.scene.hide_wire()
        self._desk.say("")

    # -- the port of the current node ----------------------------------------------------------------------------------

    def _choose_port(self, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._port = (self._port + step) % len(self._ports)
            self._show_port()
        elif key == Qt.Key.Key_Tab:
            return self._ask()
        elif key in (*_ENTER, Qt.Key.Key_Right, Qt.Key.Key_Left):
            self._open()
        return True

    def _show_port(self) -> None:
        desk, port = self._desk, self._ports[self._port]
        start = desk.scene.port_position(*port)
        out = QPointF(desk.view.fontMetrics().height() * (2 if port[2] else -2), 0)
        desk.scene.light({port})
        desk.scene.show_wire(port, start + out, None)
        desk.say(
            tr("From “{port}”: up and down choose another, Enter goes on, Esc ends", port=self._name(port))
        )

    def _open(self) -> None:
        """Light up what fits, and point at the nearest."""
        desk, port = self._desk, self._ports[self._port]
        fits = wiring.fitting(desk.document, desk.scope, desk.faces, *port)
        start = desk.scene.port_position(*port)
        ends = [(node, name, not port[2]) for node, name in sorted(fits)]
        self._ends = {end: desk.scene.port_position(*end) for end in ends}
        if not ends:
            desk.say(tr("Nothing fits “{port}”; Tab adds a node that does", port=self._name(port)))
            return
        desk.scene.light({port, *ends})
        self._show_end(min(ends, key=lambda end: (self._ends[end] - start).manhattanLength()))

    # -- the other end -------------------------------------------------------------------------------------------------

    def _choose_end(self, key: Qt.Key) -> bool:
        assert self._end is not None
        if key in _ARROWS:
            here = self._ends[self._end]
            others = {end: place for end, place in self._ends.items() if end != self._end}
            found = nearest(here, _ARROWS[key], others)
            if found is not None:
                self._show_end(found)
        elif key == Qt.Key.Key_Tab:
            return self._ask()
        elif key in _ENTER:
            desk, link = self._desk, link_between(self._ports[self._port], self._end)
            self.cancel()
            name = tr("Link {link}", link=desk.what(links=(link,)))
            desk.edit(name, lambda d: wiring.connect(d, desk.scope, desk.faces, link))
            return False
        return True

    def _show_end(self, end: End) -> None:
        self._end = end
        desk, port = self._desk, self._ports[self._port]
        desk.scene.show_wire(port, self._ends[end], True)
        desk.focus.reveal.emit(end[0])
        desk.say(
            tr("To “{port}” of {node}: arrows choose another, Enter links, Esc ends",
               port=self._name(end), node=desk.name(end[0]))
        )  # fmt: skip

    def _ask(self) -> bool:
        """Search for a new node for the chosen port."""
        desk, port = self._desk, self._ports[self._port]
        start = desk.scene.port_position(*port)
        self.cancel()
        place = start + QPointF(desk.view.fontMetrics().height() * (6 if port[2] else -18), 0)
        screen = desk.view.viewport().mapToGlobal(desk.view.mapFromScene(place))
        desk.ask(SearchRequest((screen.x(), screen.y()), (place.x(), place.y()), end=port))
        return False

    def _name(self, end: End) -> str:
        node = self._desk.node(end[0])
        port = self._desk.faces.port(self._desk.document, node, end[1], end[2]) if node else None
        return (tr(port.label) if port and port.label else "") or end[1]
