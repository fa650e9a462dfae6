"""Commands that put nodes in order: align, distribute, tidy up."""

from collections.abc import Mapping
from functools import partial

from studio.actions import Command
from studio.edit import arrange, layout
from studio.graph.desk import Desk
from studio.words import tr

SIDES = {
    "left": "Align Left",
    "right": "Align Right",
    "top": "Align Top",
    "bottom": "Align Bottom",
    "middle": "Align Middles",
    "centre": "Align Centres",
}
WAYS = {"across": "Distribute Across", "down": "Distribute Down"}


class Arrange:
    """Everything counts with the sizes that nodes are drawn in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> Mapping[str, Command]:
        """By action id."""
        table = {
            f"graph.align_{side}": Command(partial(self._align, side), lambda: self._count() > 1)
            for side in SIDES
        }
        for way in WAYS:
            run = partial(self._distribute, way)
            table[f"graph.distribute_{way}"] = Command(run, lambda: self._count() > 2)
        table["graph.layout"] = Command(self._tidy, lambda: bool(self._desk.graph.nodes))
        return table

    def _count(self) -> int:
        return len(self._desk.chosen())

    def _align(self, side: str) -> None:
        desk, chosen, sizes = self._desk, self._desk.chosen(), self._desk.scene.sizes()
        name = tr("{done}: {what}", done=tr(SIDES[side]), what=desk.what(chosen))
        desk.edit(name, lambda d: arrange.align(d, desk.scope, sizes, chosen, side))

    def _distribute(self, way: str) -> None:
        desk, chosen, sizes = self._desk, self._desk.chosen(), self._desk.scene.sizes()
        name = tr("{done}: {what}", done=tr(WAYS[way]), what=desk.what(chosen))
        desk.edit(name, lambda d: arrange.distribute(d, desk.scope, sizes, chosen, way))

    def _tidy(self) -> None:
        """The selection, or everything if at most one node is selected."""
        desk, chosen, sizes = self._desk, self._desk.chosen(), self._desk.scene.sizes()
        some = chosen if len(chosen) > 1 else ()
        name = tr("Tidy Up {what}", what=desk.what(some)) if some else tr("Tidy Up Everything")
        desk.edit(name, lambda d: layout.tidy(d, desk.scope, sizes, some, drop=self._drop))

    def _drop(self, node: str, port: str, output: bool) -> float:
        """How far below its node's top edge a port is drawn, so that links run level."""
        scene = self._desk.scene
        item = scene.node(node)
        return scene.port_position(node, port, output).y() - item.y if item is not None else 0.0
