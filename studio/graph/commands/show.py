"""Commands that change what is seen: zoom, map, grid, and the viewer's keys."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPointF

from studio.actions import Command
from studio.graph.desk import Desk
from studio.graph.viewer_keys import DIGITS, ViewerKeys

ZOOM_STEP = 1.25


class Show:
    """Nothing here is an edit."""

    def __init__(self, desk: Desk, keys: ViewerKeys, pointer: Callable[[], QPointF | None]) -> None:
        self._desk = desk
        self._keys = keys
        self._pointer = pointer

    def commands(self) -> Mapping[str, Command]:
        """By action id."""
        desk, keys, settings = self._desk, self._keys, self._desk.settings
        there = lambda: bool(desk.graph.nodes or desk.frames())  # noqa: E731
        table = {
            "view.fit": Command(lambda: desk.view.fit(desk.chosen() or None), there),
            "view.fit_all": Command(lambda: desk.view.fit(None), there),
            "view.actual": Command(desk.view.actual_size),
            "view.zoom_in": Command(lambda: self._zoom(ZOOM_STEP)),
            "view.zoom_out": Command(lambda: self._zoom(1 / ZOOM_STEP)),
            "view.minimap": Command(
                lambda: settings.update(minimap=not settings.value.minimap),
                checked=lambda: settings.value.minimap,
            ),
            "view.snap": Command(
                lambda: settings.update(snap=not settings.value.snap), checked=lambda: settings.value.snap
            ),
        }
        current = lambda: desk.node(desk.focus.current) is not None  # noqa: E731
        for digit in DIGITS:
            table[f"graph.view_{digit}"] = Command(partial(keys.show, digit), partial(keys.taken, digit))
            table[f"graph.assign_{digit}"] = Command(partial(keys.assign, digit), current)
        return table

    def _zoom(self, factor: float) -> None:
        """At the pointer, or in the middle."""
        middle = QPointF(self._desk.view.viewport().rect().center())
        self._desk.view.zoom_at(self._pointer() or middle, factor)
