"""Commands that select."""

from collections.abc import Callable, Iterable, Mapping

from engine.graph import Graph
from studio.actions import Command
from studio.edit import nodes
from studio.graph.desk import Desk

Follow = Callable[[Graph, Iterable[str]], set[str]]


class Choose:
    """Selecting is no edit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> Mapping[str, Command]:
        """By action id."""
        some = lambda: bool(self._desk.focus.nodes)  # noqa: E731
        return {
            "edit.select_all": Command(
                self._all, lambda: bool(self._desk.graph.nodes or self._desk.frames())
            ),
            "edit.select_none": Command(self._desk.focus.select),
            "edit.select_invert": Command(self._invert, lambda: bool(self._desk.graph.nodes)),
            "edit.select_upstream": Command(lambda: self._along(nodes.upstream), some),
            "edit.select_downstream": Command(lambda: self._along(nodes.downstream), some),
        }

    def _all(self) -> None:
        desk = self._desk
        desk.focus.select(desk.graph.nodes, frames=(f.id for f in desk.frames()))

    def _invert(self) -> None:
        desk = self._desk
        desk.focus.select(
            desk.graph.nodes.keys() - desk.focus.nodes,
            frames={f.id for f in desk.frames()} - desk.focus.frames,
        )

    def _along(self, follow: Follow) -> None:
        """Add everything that feeds the selection, or that it feeds."""
        desk = self._desk
        chosen = desk.chosen()
        desk.focus.select({*chosen, *follow(desk.graph, chosen)}, frames=desk.focus.frames)
