"""The timeline of a page, joined with what it cannot know; its commands bring it up where it was not looked at yet.

In: a page's parts. Out: the panel, made, and its modules read, when it is first wanted. Made by the page.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.actions import ACTIONS, CUT, TAKES
from studio.bindings import Bindings
from studio.edit.frames import Sizes
from studio.edit.places import way_to
from studio.parts import Parts
from studio.playing.stage import Stage
from studio.projects.opened import OpenDocument
from studio.stand_ins import stand_in
from studio.survey.pictures import Pictures
from studio.survey.status import Status

if TYPE_CHECKING:
    from studio.edit.growing import Grown
    from studio.timeline.panel import TimelinePanel


class Cutting(QObject):
    """`sizes` tells how large the graph draws its nodes. `host` is the page."""

    said = Signal(str)
    """A line for the status bar."""
    shown = Signal(str)
    """The node of a shot is selected in the graph, and should be seen there."""
    begun = Signal()
    """The panel is there, and offers what it does."""
    make_wanted = Signal(object)
    """Shots that should be made anew."""
    wanted = Signal()
    """The timeline should come to the front."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        bindings: Bindings,
        stage: Stage,
        status: Status,
        pictures: Pictures,
        sizes: Callable[[], Sizes],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._opened, self._parts, self._bindings, self._stage = opened, parts, bindings, stage
        self._status, self._pictures, self._sizes = status, pictures, sizes
        self.made: TimelinePanel | None = None
        """The panel, once somebody looked at it."""
        rows = [row.id for row in ACTIONS.values() if row.panel in (CUT, TAKES)]
        self._stand_in = stand_in(host, bindings, rows, self._run, lambda: self.made)

    def panel(self) -> "TimelinePanel":
        """The timeline."""
        if self.made is None:
            from studio.timeline.panel import TimelinePanel

            self.made = made = TimelinePanel(
                self._opened, self._parts, self._stage, self._status, self._pictures.made_of, self._bindings,
                self._sizes,
            )  # fmt: skip
            made.said.connect(self.said)
            made.shown.connect(self.shown)
            made.grown.connect(self._reveal)
            made.make_wanted.connect(self.make_wanted)
            self._bindings.about_to_run.connect(made.settle)
            self.begun.emit()
        return self.made

    def settle(self) -> None:
        """What is being typed on the timeline counts."""
        if self.made is not None:
            self.made.settle()

    def _reveal(self, grown: "Grown") -> None:
        """A shot has grown: what it grew into is seen in the graph; the keyboard stays where it is."""
        way = way_to(self._opened.model.document, grown.shot)
        if way is not None:
            path, scope, node = way
            self._opened.focus.enter(path, scope)
            self._opened.focus.select((node,), current=node)
            self._opened.focus.reveal.emit(node)

    def _run(self, name: str) -> None:
        """Bring the timeline up, and do it there."""
        self.wanted.emit()
        command = self.panel().offered.get(name)
        if command is not None and command.enabled():
            command.run()
        elif command is not None and (why := command.why()):
            self.said.emit(why)
