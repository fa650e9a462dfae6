"""The timeline panel: tools, the painted tracks, and the same film as a list for those who do not see the picture.

In: the open document, the page's stage, what is being made, the window's bindings. Out: edits of the cut, commands,
wishes as signals. Made by the page when the timeline is first looked at.
"""

from collections.abc import Callable, Collection
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from engine.catalog import BUILT_IN
from engine.timeline import Item
from engine.tracks import Placed
from studio.bindings import Bindings
from studio.cut_hand import CutHand
from studio.cut_landing import Landing
from studio.document import Change
from studio.edit.frames import Sizes
from studio.edit.growing import NO_SHOT, NO_SIZES, why_not
from studio.edit.places import way_to
from studio.edit.timeline_drops import count_shots
from studio.parts import Parts
from studio.playing.stage import Stage
from studio.playing.timecode import told
from studio.projects.film_files import FilmFiles, film_file_commands
from studio.projects.opened import OpenDocument
from studio.shot_commands import shot_commands
from studio.survey.status import Place, Status
from studio.timeline.brush import Brush, words_of
from studio.timeline.commands import commands
from studio.timeline.details import WIDE, Details
from studio.timeline.drops import Drops
from studio.timeline.field import WordsField
from studio.timeline.films import Films
from studio.timeline.fitting import Fitting
from studio.timeline.gestures.gesture import Pointer
from studio.timeline.gestures.starting import Tool
from studio.timeline.hit import Hit
from studio.timeline.menu import Menu
from studio.timeline.mirror import FilmList
from studio.timeline.nothing import Nothing
from studio.timeline.progress import Progress
from studio.timeline.sight import Sight
from studio.timeline.table import CuttingTable
from studio.timeline.telling import tip
from studio.timeline.toolbar import Toolbar
from studio.timeline.view import TimelineView
from studio.timeline.waves import Waves
from studio.words import tr

MANY = 8
"""Shots that look different beyond which everything is painted anew."""


class TimelinePanel(QWidget):
    """`made_of` says whether what a shot shows is made of what another node makes; `sizes` how large nodes are."""

    said = Signal(str)
    shown = Signal(str)
    """The node of a shot should be shown in the graph: it is selected there."""
    grown = Signal(object)
    """A `Grown`: a shot has grown, and what it grew into may be made."""
    make_wanted = Signal(object)
    """Shots that should be made anew."""

    def __init__(
        self,
        opened: OpenDocument,
        parts: Parts,
        stage: Stage,
        status: Status,
        made_of: Callable[[Place, Place], bool],
        bindings: Bindings,
        sizes: Callable[[], Sizes] = lambda: NO_SIZES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._opened, self._bindings, self.stage = opened, bindings, stage
        self._settings = settings = parts.settings
        self._following = False
        """Whether the selection here follows the graph's just now."""
        self.snapping, self.along = settings.value.cut_snap, settings.value.cut_along
        look = parts.look
        self.table = table = CuttingTable(opened.model, parts.faces, Sight(self.fontMetrics().height()), self)
        self.fitting = Fitting(status, table, self)
        table.unfit = self.fitting.of
        self.hand = CutHand(
            opened.model, parts.faces,
            chosen=lambda: table.selection,
            choose=self._choose,
            time=lambda: Fraction(stage.program.frame) / table.timeline.rate,
            go=lambda time: stage.program.go(round(time * table.timeline.rate)),
            marks=self._marks,
            set_marks=self._set_marks,
            say=self.said.emit,
            ripple_all=lambda: self.along,
            nodes=self._nodes,
            sizes=sizes,
            grown=self.grown.emit,
            spec=lambda: parts.session.catalog.specs.get(BUILT_IN),
            unfit=self.fitting.of,
            make=self.make_wanted.emit,
        )  # fmt: skip
        self.grows = shot_commands(self.hand)
        """What shots can grow into, and what can be done with their takes, by rows of the action table."""
        self.progress = Progress(status, table, made_of, parts.jobs, lambda: str(opened.place), self)
        self.films = Films(stage)
        self.waves = Waves(parts.session, parts.errands, self)
        brush = Brush(table, look, self.films, self.waves, self.progress.of)
        self.view = view = TimelineView(table, stage, brush, self.films, look, self)
        view.desk.snapping = lambda: self.snapping
        view.desk.ripple_all = lambda: self.along
        view.desk.try_on = stage.try_on
        view.tips = self._tip
        self.field = WordsField(table, table.sight, view)
        self.landing = Landing(self.hand)
        self.files = FilmFiles(parts.workspace, self)
        self.drops = Drops(view, self.landing, lambda paths, time, position: self.files.drop(
            paths, opened, time, position=position, ripple_all=self.along
        ))  # fmt: skip
        self.toolbar = Toolbar(bindings, look, self)
        self.list = FilmList(table, self)
        self.details = Details(table, self.hand, look, self)
        self.nothing = Nothing(bindings, view)
        view.lay_over(self.nothing)
        self.menu = Menu(table, self.hand, bindings, self.field.open, self.show_shot)
        self._arrange()
        self._connect()
        asking = film_file_commands(
            self.files, opened, self.hand.time, self, lambda: parts.settings.value.folder
        )
        self.offered = commands(self, asking, bindings)
        """What it does, by rows of the action table."""
        bindings.offer(self.offered, self)
        self._tell()
        self.waves.ask(table.document)

    # -- what others call ----------------------------------------------------------------------------------------------

    def use(self, tool: Tool) -> None:
        """Take a tool in hand."""
        self.view.hands.tool = tool
        self.toolbar.show_tool(tool)
        self._bindings.refresh()

    def show_shot(self, shot: str) -> None:
        """Show the node of a shot in the graph."""
        way = way_to(self.table.document, shot)
        if way is None or self.table.document.node(shot) is None:
            self.said.emit(tr("The node of this shot is gone from the graph"))
            return
        path, scope, node = way
        focus = self._opened.focus
        focus.enter(path, scope)
        focus.select((node,), current=node)
        focus.reveal.emit(node)
        self.shown.emit(shot)

    def why_not(self, action: str) -> str:
        """Why the shot at hand cannot grow by a row `shot.*` of the action table; "" if it can."""
        if action == "shot.match":
            fits = tr("What is selected fits the shots that it continues.")
            return "" if self.grows[action].enabled() else fits
        items, deed = self.hand.items(), action.removeprefix("shot.")
        why = why_not(self.table.document, items[0], deed) if items else NO_SHOT
        if not why and deed == "retake" and not self.grows[action].enabled():
            if self._marks() is None:
                return tr("Set in and out (I and O) around what is to be made anew.")
            return tr("Between in and out lies nothing of this shot. Select the shot that lies there.")
        words = tr(why) if why else ""
        return words[:1].upper() + words[1:]

    def switch_snap(self) -> None:
        """Whether what is moved clings to cuts, markers and the playhead."""
        self.snapping = not self.snapping
        self._settings.update(cut_snap=self.snapping)
        self.toolbar.show_switch("cut.snap", self.snapping)

    def switch_along(self) -> None:
        """Whether titles, sounds and overlays move with the shots."""
        self.along = not self.along
        self._settings.update(cut_along=self.along)
        self.toolbar.show_switch("cut.ripple_all", self.along)

    def settle(self) -> None:
        """What is being typed counts."""
        self.field.keep()
        self.details.settle()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        split = QSplitter(self)
        split.addWidget(self.view)
        split.addWidget(self.list)
        split.addWidget(self.details)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        line = self.fontMetrics().height()
        split.setSizes([line * 60, line * 18, line * WIDE])
        self.list.hide()
        self.details.setVisible(self._settings.value.cut_details)
        self.toolbar.details.setChecked(self._settings.value.cut_details)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.toolbar)
        rows.addWidget(split, 1)
        self.setFocusProxy(self.view)
        self.setAccessibleName(tr("Timeline"))

    def _connect(self) -> None:
        table, view, toolbar, stage = self.table, self.view, self.toolbar, self.stage
        table.said.connect(self.said)
        table.changed.connect(self._tell)
        table.selection_changed.connect(self._selected)
        self._opened.focus.selection_changed.connect(self._follow_graph)
        table.model.changed.connect(self._ask_waves)
        table.model.changed.connect(self._show_film)
        stage.sounds_changed.connect(self._ask_waves)
        self.waves.came.connect(view.repaint_all)
        stage.program.moved.connect(self._tell)
        self.progress.changed.connect(view.touch_shot)
        self.fitting.changed.connect(self._refit)
        view.hands.menu_wanted.connect(self._open_menu)
        view.hands.put_away.connect(lambda: self.use("select"))
        view.hands.double_clicked.connect(self._double_clicked)
        view.menu_asked.connect(self._menu_by_key)
        view.looked.connect(self.field.stay)
        toolbar.tool_chosen.connect(self.use)
        toolbar.zoom_wanted.connect(view.zoom_by)
        toolbar.fit_wanted.connect(view.fit)
        toolbar.list_wanted.connect(self.list.setVisible)
        toolbar.details.toggled.connect(self._show_details)
        toolbar.growth.why = self.why_not
        for moved in (table.selection_changed, table.changed, stage.program.moved, stage.program.changed):
            moved.connect(toolbar.growth.refresh)
        view.hands.clicked.connect(self._selected)
        view.hands.deed_wanted.connect(lambda deed: self._bindings.run(f"shot.{deed}"))
        self.list.gone_to.connect(stage.program.go)
        self.files.added.connect(self._files_came)
        toolbar.show_switch("cut.snap", self.snapping)
        toolbar.show_switch("cut.ripple_all", self.along)
        toolbar.growth.refresh()

    def _tell(self, *_: object) -> None:
        """The playhead and the film's length in words."""
        rate, layout = self.table.layout.film.rate, self.table.layout
        place = told(self.stage.program.frame, rate)
        self.toolbar.words.setText(f"  {place}  /  {told(layout.film.frames, rate)}")
        self.nothing.setVisible(not layout.end)
        if not layout.end:
            self.nothing.tell(count_shots(self.table.document))

    def _selected(self, *_: object) -> None:
        """The graph selects the node of the one shot that is selected, if it is in sight there."""
        shots = {b.shot for b in self.table.chosen("item", "overlay")}
        shot = shots.pop() if len(shots) == 1 else None
        way = way_to(self.table.document, shot) if shot is not None else None
        focus = self._opened.focus
        if self._following or way is None or shot is None or way[0] != focus.path:
            return
        if self.table.document.node(shot) is not None:
            self.stage.stay_with_program()
            focus.select((way[2],), current=way[2])

    def _follow_graph(self) -> None:
        """Shots that are selected in the graph are selected here too, where they come first: what is done to the shot
        at hand is done to the one that is seen as selected.
        """
        document = self.table.document
        shots = [place for place in self._nodes() if place in self.table.layout.film.shots]
        if not shots or {b.shot for b in self.table.chosen("item", "overlay")} == set(shots):
            return
        things: tuple[Item | Placed, ...] = (*document.timeline.items, *document.timeline.overlay)
        first = [next((thing.id for thing in things if thing.shot == shot), "") for shot in shots]
        self._following = True
        self.table.select([name for name in first if name])
        self._following = False

    def _refit(self, shots: Collection[str]) -> None:
        """Shots fit what they continue, or do not, unlike before."""
        if len(shots) > MANY:
            self.view.repaint_all()
        else:
            for shot in shots:
                self.view.touch_shot(shot)
        self.details.renew()
        self.list.viewport().update()
        self._bindings.refresh()

    def _show_details(self, on: bool) -> None:
        self.details.setVisible(on)
        self._settings.update(cut_details=on)

    def _choose(self, ids: Collection[str]) -> None:
        self.table.select(ids)
        blocks = [b for name in ids if (b := self.table.block(name)) is not None]
        if blocks:
            self.view.reveal(min(b.start for b in blocks), max(b.stop for b in blocks))
            self.view.reveal_lane(blocks[0])

    def _files_came(self, opened: OpenDocument, ids: Collection[str]) -> None:
        if opened is self._opened:
            self._choose(ids)

    def _marks(self) -> tuple[Fraction, Fraction] | None:
        program, rate = self.stage.program, self.table.timeline.rate
        if program.mark_in is None and program.mark_out is None:
            return None
        start, stop = program.span
        return Fraction(start) / rate, Fraction(stop) / rate

    def _set_marks(self, start: Fraction, stop: Fraction) -> None:
        program, rate = self.stage.program, self.table.timeline.rate
        program.set_in(round(start * rate))
        program.set_out(max(round(stop * rate) - 1, round(start * rate)))

    def _nodes(self) -> list[str]:
        """Places of the nodes that are selected in the graph, from left to right."""
        focus, document = self._opened.focus, self.table.document
        places = ["/".join((*focus.path, node)) for node in focus.nodes]

        def across(place: str) -> tuple[float, float]:
            node = document.node(place)
            return node.position if node is not None else (0.0, 0.0)

        return sorted((p for p in places if document.node(p) is not None), key=across)

    def _tip(self, hit: Hit) -> str:
        """What is told of a thing, and how far it is made."""
        text, shot = tip(self.table, hit), hit.block.shot if hit.block is not None else None
        making = self.progress.of(shot) if shot is not None and hit.part == "body" else None
        return "\n".join((text, words_of(making))) if making is not None else text

    def _open_menu(self, at: Pointer, hit: Hit) -> None:
        self.menu.of(hit, self.view).popup(self.view.viewport().mapToGlobal(at.at).toPoint())

    def _menu_by_key(self) -> None:
        block, flag = self.table.block(self.table.current), self.table.layout.flag(self.table.current)
        hit = (
            Hit("body", block)
            if block is not None
            else Hit("marker", None, flag.marker.id)
            if flag
            else Hit()
        )
        self.menu.of(hit, self.view).popup(self.view.menu_place())

    def _double_clicked(self, at: Pointer, hit: Hit) -> None:
        block = hit.block
        if hit.marker:
            self.field.open(hit.marker)
        elif block is not None and block.kind == "cue":
            self.field.open(block.id)
        elif block is not None and block.shot is not None:
            self.show_shot(block.shot)
        elif hit.part == "ruler":
            self.stage.program.go(max(int(at.frame), 0))

    def _show_film(self, change: Change) -> None:
        """What was cut here is looked at in the film; where a shot grew, that shot is looked at."""
        before, after = change.before, change.after
        holder = QApplication.focusWidget()
        own = holder is not None and self.isAncestorOf(holder)
        if own and before.timeline is not after.timeline and before.graph is after.graph:
            self.stage.use_program()

    def _ask_waves(self, *_: object) -> None:
        self.waves.ask(self.table.document)
