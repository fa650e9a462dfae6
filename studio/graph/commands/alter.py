"""Commands that add nodes and change them: switches, titles, params, dots, and linking by keys."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF

from engine.document import Document
from engine.graph import Link
from studio.actions import Command
from studio.edit import nodes, wiring
from studio.edit.nodes import Flag
from studio.graph.desk import Desk
from studio.graph.keyboard import Keyboard
from studio.graph.on_spot import OnSpot
from studio.graph.targets import tolerance
from studio.requests import SearchRequest
from studio.words import tr

FLAGS: Mapping[Flag, str] = {"bypass": "Bypass", "mute": "Mute", "freeze": "Freeze", "collapse": "Collapse"}


class Alter:
    """`here` is where a new node goes; `frozen_key` yields the key of a node's last result, None if there is none."""

    def __init__(
        self,
        desk: Desk,
        keyboard: Keyboard,
        on_spot: OnSpot,
        here: Callable[[], QPointF],
        frozen_key: Callable[[str], str | None],
    ) -> None:
        self._desk = desk
        self._keyboard = keyboard
        self._on_spot = on_spot
        self._here = here
        self._frozen_key = frozen_key

    def commands(self) -> Mapping[str, Command]:
        """By action id."""
        table = {
            f"graph.{flag}": Command(partial(self._switch, flag), self._some, partial(self._is_on, flag))
            for flag in FLAGS
        }
        return table | {
            "graph.add": Command(self.add),
            "graph.edit": Command(self._edit, self._current),
            "graph.rename": Command(self._rename, self._nameable),
            "graph.connect": Command(self._keyboard.link, self._current),
            "graph.reset": Command(self._reset, self._some),
            "graph.reroute": Command(self._dots),
        }

    # -- what can be done ----------------------------------------------------------------------------------------------

    def _some(self) -> bool:
        return bool(self._desk.focus.nodes)

    def _current(self) -> bool:
        return self._desk.node(self._desk.focus.current) is not None

    def _nameable(self) -> bool:
        return self._current() or len(self._desk.focus.frames) == 1

    def _is_on(self, flag: Flag) -> bool:
        chosen = self._desk.chosen()
        return bool(chosen) and all(getattr(self._desk.graph[n].flags, flag) for n in chosen)

    # -- doing it ------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a new node: on the one selected link, or linked to the selected nodes."""
        desk, at = self._desk, self._here()
        screen = desk.view.viewport().mapToGlobal(desk.view.mapFromScene(at))
        links = self._links()
        link = links[0] if len(links) == 1 and not desk.focus.nodes else None
        desk.ask(SearchRequest((screen.x(), screen.y()), (at.x(), at.y()), link=link, selected=desk.chosen()))

    def _edit(self) -> None:
        """The main param; a group is opened instead."""
        self._on_spot.edit(self._desk.focus.current)

    def _rename(self) -> None:
        if self._current():
            self._on_spot.rename_node(self._desk.focus.current)
        else:
            self._on_spot.rename_frame(next(iter(self._desk.focus.frames)))

    def _switch(self, flag: Flag) -> None:
        desk, chosen, on = self._desk, self._desk.chosen(), not self._is_on(flag)
        keys: dict[str, str] = {}
        if flag == "freeze" and on:
            keys = {n: key for n in chosen if (key := self._frozen_key(n)) is not None}
        done = tr(FLAGS[flag]) if on else tr("{flag} Off", flag=tr(FLAGS[flag]))
        name = tr("{done}: {what}", done=done, what=desk.what(chosen))
        desk.edit(name, lambda d: nodes.set_flag(d, desk.scope, chosen, flag, on, keys))

    def _reset(self) -> None:
        desk, chosen = self._desk, self._desk.chosen()
        name = tr("Reset {what}", what=desk.what(chosen))
        desk.edit(name, lambda d: nodes.reset(d, desk.scope, chosen, desk.registry))

    def _links(self) -> list[Link]:
        return [link for link in self._desk.graph.links if link in self._desk.focus.links]

    def _dots(self) -> None:
        """A dot on each selected link, in its middle; without one, on the link at the pointer or in the open."""
        desk, links = self._desk, self._links()
        dots: list[tuple[Link | None, QPointF]] = [(link, self._middle(link)) for link in links]
        if not dots:
            hit = desk.scene.hit(self._here(), tolerance(desk.view))
            dots = [(hit.link, self._here())]
        add_dots(desk, dots)

    def _middle(self, link: Link) -> QPointF:
        scene = self._desk.scene
        start = scene.port_position(link.source, link.output, True)
        return (start + scene.port_position(link.target, link.input, False)) / 2


def add_dots(desk: Desk, dots: Sequence[tuple[Link | None, QPointF]]) -> None:
    """Put dots on links, or in the open, as one edit; they are selected afterwards. Positions are the dots' middles."""
    made: list[str] = []
    size = desk.scene.metrics.dot / 2

    def change(document: Document) -> Document:
        for link, at in dots:
            place = (at.x() - size, at.y() - size)
            document, dot = wiring.add_dot(document, desk.scope, desk.faces, link, place)
            made.append(dot)
        return document

    if desk.edit(tr("Add Dot"), change):
        desk.focus.select(made)
