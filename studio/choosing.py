"""The takes panel of a page, joined with what it cannot know: the viewer, the timeline, the queue, the grid.

In: a page's parts. Out: the panel, made, and its modules read, when it is first looked at; until then its commands
bring it up. Made by the page.
"""

import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from studio.actions import ACTIONS, CARDS
from studio.bindings import Bindings
from studio.cutting import Cutting
from studio.parts import Parts
from studio.playing.stage import Stage
from studio.projects.opened import OpenDocument
from studio.stand_ins import stand_in
from studio.survey.status import Status
from studio.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from engine.document import Document
    from studio.takes.cards import Card
    from studio.takes.grid import VariationGrid
    from studio.takes.panel import TakesPanel
    from studio.viewer.panel import ViewerPanel
    from studio.work.asking import Answer

Viewer = Callable[[], QWidget]
SHOT = "shotloom.shot"
"""The kind of node whose results are takes."""


class Choosing(QObject):
    """`viewer` makes the viewer, or gives the one that there is. `count` tells how many takes one wish asks for.

    `ready` is asked before anything is queued: what is being typed counts. `host` is the page.
    """

    said = Signal(str)
    """A line for the status bar."""
    wanted = Signal(str)
    """A dock that should come to the front."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        bindings: Bindings,
        stage: Stage,
        status: Status,
        made_of: Callable[[str, str], bool],
        viewer: Viewer,
        cutting: Cutting,
        count: Callable[[], int],
        ready: Callable[[], bool],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._opened, self._parts, self._bindings, self._stage = opened, parts, bindings, stage
        self._status, self._made_of, self._viewer, self._cutting = status, made_of, viewer, cutting
        self._count, self._ready = count, ready
        self.made: TakesPanel | None = None
        """The panel, once somebody looked at it."""
        self.grid: VariationGrid | None = None
        """The grid of variations that is open."""
        rows = [row.id for row in ACTIONS.values() if row.panel == CARDS]
        self._stand_in = stand_in(host, bindings, rows, self._run, lambda: self.made)
        cutting.begun.connect(self._join_timeline)

    def panel(self) -> "TakesPanel":
        """The takes."""
        if self.made is None:
            from studio.takes.panel import TakesPanel

            self.made = made = TakesPanel(
                self._opened, self._parts, self._bindings, self._status, self._made_of
            )
            made.said.connect(self.said)
            made.looked_at.connect(self.look_at)
            made.compared.connect(self.compare)
            made.varied.connect(self.vary)
            made.grid_wanted.connect(self.open_grid)
            self._join_timeline()
        return self.made

    def close(self) -> None:
        """The document closes."""
        if self.grid is not None:
            self.grid.close()
        if self.made is not None:
            self.made.close_books()

    # -- what cards ask for --------------------------------------------------------------------------------------------

    def look_at(self, card: "Card") -> None:
        """The viewer shows this take."""
        self.wanted.emit("viewer")
        cast("ViewerPanel", self._viewer()).show_take(card.shot, card.take, card.number)

    def compare(self, card: "Card") -> None:
        """What the viewer shows is compared with this take, the last way it was compared, or by a wipe."""
        from engine.types import FactKind, Facts
        from studio.survey.pictures import Source

        self.wanted.emit("viewer")
        self._viewer()
        take = card.take
        facts = Facts(FactKind.CLIP, take.frames, take.rate, take.size)
        self._stage.set_second(Source("take", take.file, facts, card.number))
        ways = [name for name in ACTIONS if name.startswith("viewer.compare_")]
        commands = [self._bindings.command(name) for name in ways]
        if not any(command is not None and command.checked() for command in commands):
            self._bindings.run("viewer.compare_wipe")
        self.said.emit(tr("{name} is B: what you look at next is compared with it.", name=card.name))

    def vary(self, cards: "Sequence[Card]") -> None:
        """Queue more takes like these, with other seeds; the graph stays as it is."""
        from studio.edit.variations import varied

        if not self._ready():
            return
        document, faces = self._opened.model.document, self._parts.faces
        for shot in dict.fromkeys(card.shot for card in cards):
            if document.node(shot) is None:
                self.said.emit(tr("The node of this shot is gone from the graph"))
                continue
            wanted = [
                varied(document, faces, shot, card.take, lambda: random.randrange(2**31))
                for card in cards if card.shot == shot
                for _ in range(self._count())
            ]  # fmt: skip
            self.queue(shot, wanted)

    def open_grid(self, shot: str) -> None:
        """A grid of variations of a shot; the chosen take may be the ground of all of them."""
        from studio.takes.grid import VariationGrid

        if not self._ready():
            return
        if self.grid is not None:
            self.grid.close()
        panel = self.panel()
        like = next((card for card in panel.chosen() if card.shot == shot), None)
        self.grid = grid = VariationGrid(
            self._opened, self._parts, shot, like, panel.deeds, self.queue, panel.window()
        )
        grid.looked_at.connect(self.look_at)
        grid.compared.connect(self.compare)
        grid.finished.connect(lambda _: self._grid_gone(grid))
        grid.show()

    def queue(
        self,
        shot: str,
        documents: "Sequence[Document]",
        told: "Callable[[Answer, Sequence[str]], object] | None" = None,
    ) -> None:
        """Queue a take of a shot for each document, none of which anybody sees; `told` hears what was queued."""
        from studio.work.varying import variations

        opened, session = self._opened.opened(), self._parts.session
        if self._opened.path is None:
            # Quitting keeps a project that somebody works on, and its jobs find it again.
            self._opened.model.mark_unsaved()
        self._parts.jobs.queue(
            self._opened, self._status, lambda: variations(session, opened, shot, documents)[0], told
        )

    def _grid_gone(self, grid: "VariationGrid") -> None:
        if self.grid is grid:
            self.grid = None
        grid.deleteLater()

    def take_in(self, node: str, paths: "Sequence[Path]") -> bool:
        """Takes of this project that fall on the node of a shot become takes of it, and its pick; False for anything
        else. One of the shot's own becomes its pick.
        """
        from studio.edit import takes
        from studio.take_commands import TakeHand

        document, folder, place = (
            self._opened.model.document,
            self._opened.opened().takes,
            self._status.place(node),
        )
        found = document.node(place) if node else None
        names = {path.name for path in paths if path.parent == folder}
        shots = document.shots.values()
        given = [(shot.id, take.id) for shot in shots for take in shot.takes if take.file in names]
        if found is None or found.type != SHOT or not given:
            return False
        own = [take for shot, take in given if shot == place]
        hand = TakeHand(self._opened.model, self._parts.faces, lambda: [place], self.said.emit)

        def change(document: "Document") -> "Document":
            for shot, take in given:
                document = takes.add_as_take(document, place, shot, take)
            return document

        if own:
            hand.carry_out("pick", (place,), lambda d: takes.pick(d, place, own[-1]))
        else:
            hand.carry_out("add_take", (place,), change)
        return True

    # -- inside --------------------------------------------------------------------------------------------------------

    def _join_timeline(self) -> None:
        """What is selected on the timeline is pointed at, once both are there."""
        timeline, panel = self._cutting.made, self.made
        if timeline is None or panel is None:
            return
        table = timeline.table

        def point() -> None:
            panel.point_at([b.shot for b in table.chosen("item", "overlay") if b.shot is not None])

        table.selection_changed.connect(point)
        point()

    def _run(self, name: str) -> None:
        """Bring the panel up, and do it there; nothing is deleted that nobody saw."""
        self.wanted.emit("takes")
        command = self.panel().offered.get(name)
        if command is not None and command.enabled() and name != "take.delete":
            command.run()
