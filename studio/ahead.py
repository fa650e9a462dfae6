"""Reads what the window will need next while nothing else is to be done: the modules of pages, panels and searches.

The window opens without them, which is quicker; this keeps the first project, and the first look at a panel, from
waiting for them. In: nothing. Out: modules are imported. Made by the application, begun when the window is shown.
"""

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

MODULES = (
    # What a project needs at once comes first; small parts of a large module come before it, so that none of these
    # keeps the window from answering for longer than a frame or two.
    "studio.editors.unit_line",
    "studio.inline.fields",
    "studio.graph.geometry",
    "studio.graph.node_paint",
    "studio.graph.scene",
    "studio.graph.view",
    "studio.graph.gestures.hands",
    "studio.graph.commands.bundle",
    "studio.graph.editor",
    "studio.generating",
    "studio.playing.stage",
    "studio.page",
    "studio.viewer.projection",
    "studio.viewer.panel",
    "studio.edit.growing",
    "studio.viewing",
    "studio.timeline.view",
    "studio.timeline.panel",
    "studio.takes.paint",
    "studio.takes.panel",
    "studio.outline.panel",
    "studio.editors.making",
    "studio.inspecting",
    "studio.prompt.field",
    "studio.inline.prompt",
    "studio.search.add",
    "studio.jobs.panel",
    "studio.problems.remedies",
    "studio.problems.panel",
    "studio.history",
    "studio.help.panel",
    "studio.plan.picture",
    "studio.plan.panel",
    "studio.search.find",
    "studio.search.palette",
)


class Ahead(QObject):
    """Imports one module whenever Qt has nothing else to do. Whoever needs one sooner just imports it."""

    def __init__(self, modules: Sequence[str] = MODULES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = list(reversed(modules))
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._read)

    @property
    def done(self) -> bool:
        """Whether everything is read."""
        return not self._left

    def begin(self) -> None:
        """Read from now on."""
        self._timer.start()

    def close(self) -> None:
        """Read nothing more."""
        self._timer.stop()

    def _read(self) -> None:
        if self._left:
            import_module(self._left.pop())
        if not self._left:
            self._timer.stop()
