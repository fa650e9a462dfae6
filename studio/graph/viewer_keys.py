"""The viewer's keys 1 to 9: which node each shows. Kept in the document's view, so it has no undo."""

from collections.abc import Callable

from engine.flatten import inner_node
from studio.graph.desk import Desk
from studio.survey.status import Place
from studio.words import tr

DIGITS = "123456789"


class ViewerKeys:
    """`show_place` is told which node to show, as seen from the outermost graph."""

    def __init__(self, desk: Desk, show_place: Callable[[Place], object]) -> None:
        self._desk = desk
        self._show_place = show_place

    def place(self, digit: str) -> Place | None:
        """The node on a key; None if there is none, or it is gone."""
        document = self._desk.document
        place = self._desk.status.keys().get(digit)
        if place is None or inner_node(document.graph, document.groups, place) is None:
            return None
        return place

    def taken(self, digit: str) -> bool:
        """Whether there is something on a key."""
        return self.place(digit) is not None

    def assign(self, digit: str) -> None:
        """Put the current node on a key and show it; once more takes it off."""
        desk, node = self._desk, self._desk.focus.current
        if desk.node(node) is None:
            return
        if desk.status.key_of(node) == digit:
            desk.status.assign(digit, None)
            desk.say(tr("“{node}” is not on {digit} any more", node=desk.name(node), digit=digit))
            return
        desk.status.assign(digit, node)
        desk.say(tr("{digit} shows “{node}” now", node=desk.name(node), digit=digit))
        self.show_node(node)

    def show_node(self, node: str) -> None:
        """Show a node of the open graph, whether or not it is on a key."""
        self._show_place(self._desk.status.place(node))

    def show(self, digit: str) -> None:
        """Show what is on a key."""
        place = self.place(digit)
        if place is None:
            self._desk.say(tr("Nothing is on {digit}: select a node and press Ctrl+{digit}", digit=digit))
        else:
            self._show_place(place)
