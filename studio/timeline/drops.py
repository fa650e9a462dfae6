"""Drags from elsewhere over the tracks: a line or a frame shows where they would go; onto a shot there is a choice.

In: drag events of the view's viewport. Out: calls of `Landing`, and of `files` (paths, time, before which item).
Drops never destroy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QMenu

from studio.cut_landing import Landing
from studio.drags import MOST, places_in, takes_in
from studio.projects.film_files import SUBTITLES
from studio.projects.opening import SOUNDS
from studio.timeline.layout import Block
from studio.timeline.snapping import REACH, Snaps
from studio.timeline.table import Hint
from studio.timeline.view import TimelineView
from studio.words import tr

OWN_GRAPHS = (".loom", ".loomz")
"""Files that are opened, not put into a film."""
SIDE = 0.25
"""Share of a shot at either end over which a drop goes beside it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something would go: before the item at `position`, onto `onto`, or over the main track at `time`."""

    time: Fraction
    frame: float
    position: int
    onto: Block | None = None
    above: bool = False


class Drops(QObject):
    """Watches one view for as long as it lives."""

    def __init__(
        self, view: TimelineView, landing: Landing, files: Callable[[list[Path], Fraction, int | None], None]
    ) -> None:
        super().__init__(view)
        self._view, self._landing, self._files = view, landing, files
        self._table = view.desk.table
        view.setAcceptDrops(True)
        view.viewport().setAcceptDrops(True)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether the event is dealt with."""
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            return self._drop(event)
        if isinstance(event, QDragMoveEvent | QDragEnterEvent):
            return self._consider(event)
        if event.type() == QEvent.Type.DragLeave:
            self._table.show_hint()
        return False

    def spot(self, at: QPointF, mime: QMimeData) -> Spot:
        """What a position of the viewport stands for, for what is dragged."""
        if places_in(mime):
            return self._place(at)
        spot = self._place(at, above=False)
        if any(path.suffix.lower() not in (*SOUNDS, *SUBTITLES) for path in files_in(mime)):
            return spot
        # They lie beside the main track: no cut is needed, but one that is near is meant.
        sight, desk = self._view.sight, self._view.desk
        frame = max(sight.frame(at.x()), 0.0)
        targets = Snaps(self._table.still, (), [float(desk.transport.frame)], REACH * sight.line / sight.zoom)
        snap = targets.nearest(frame) if desk.snapping() else None
        frame = float(round(snap.to if snap is not None else frame))
        return replace(spot, time=Fraction(round(frame)) / self._table.timeline.rate, frame=frame, onto=None)

    def _place(self, at: QPointF, *, above: bool = True) -> Spot:
        """The cut or the shot at a position; with `above`, over the overlays a place on top."""
        sight, layout = self._view.sight, self._table.still
        timeline = self._table.timeline
        frame = max(sight.frame(at.x()), 0.0)
        row = sight.row_at(at.y())
        main = layout.main
        block = main.at(frame)
        time = Fraction(round(frame)) / timeline.rate
        if above and row is not None and self._table.layout.lanes[row.lane].kind == "overlay":
            return Spot(time, float(round(frame)), 0, above=True)
        if block is None:
            return Spot(timeline.total, main.reach[-1] if main.reach else 0.0, len(main.blocks))
        number = main.blocks.index(block)
        share = (frame - block.start) / max(block.stop - block.start, 1e-9)
        if share < SIDE or (share < 0.5 and block.is_gap):
            return Spot(Fraction(round(block.start)) / timeline.rate, block.start, number)
        if share > 1 - SIDE or block.is_gap:
            return Spot(Fraction(round(block.stop)) / timeline.rate, block.stop, number + 1)
        return Spot(time, float(round(frame)), number, None if block.is_gap else block)

    def _consider(self, event: QDragMoveEvent) -> bool:
        mime = event.mimeData()
        if not (places_in(mime) or files_in(mime)):
            event.ignore()
            return True
        event.acceptProposedAction()
        spot, sight = self.spot(event.position(), mime), self._view.sight
        if spot.onto is not None and places_in(mime):
            row = next(r for r in sight.rows if self._table.layout.lanes[r.lane].kind == "item")
            words = tr("Insert, replace or add as take")
            ghost = sight.rect(row, spot.onto.start, spot.onto.stop)
            self._table.show_hint(Hint(words=words, at=event.position(), ghost=ghost))
        else:
            words = tr("Place on top") if spot.above else tr("Insert here")
            self._table.show_hint(Hint(spot.frame, True, words, event.position()))
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._table.show_hint()
        mime = event.mimeData()
        spot = self.spot(event.position(), mime)
        places, paths, picks = places_in(mime), files_in(mime), takes_in(mime)
        if not places and not paths:
            return False
        event.acceptProposedAction()
        # A take brings its file too, which is for other programs.
        if not places:
            self._files(paths, spot.time, None if spot.onto is not None else spot.position)
        elif spot.above:
            self._landing.on_top(places, spot.time, picks)
        elif spot.onto is None:
            self._landing.insert_before(places, spot.position, picks)
        else:
            self._ask(places, spot, spot.onto, picks)
        return True

    def _ask(self, places: Sequence[str], spot: Spot, onto: Block, picks: Mapping[str, str]) -> None:
        """Onto a shot: what is meant by it."""
        landing, menu = self._landing, QMenu(self._view)
        menu.addAction(tr("Insert Before"), lambda: landing.insert_before(places, spot.position, picks))
        menu.addAction(tr("Insert After"), lambda: landing.insert_before(places, spot.position + 1, picks))
        menu.addAction(tr("Insert Here"), lambda: landing.insert(places, spot.time, picks))
        menu.addAction(tr("Place on Top"), lambda: landing.on_top(places, spot.time, picks))
        if len(places) == 1:
            menu.addSeparator()
            menu.addAction(tr("Replace"), lambda: landing.replace(places[0], onto.id, picks))
            shot, take = onto.shot, picks.get(places[0])
            if shot is not None and shot != places[0]:
                menu.addAction(tr("Add as Take"), lambda: landing.add_take(places[0], shot, take))
            elif take is not None:
                menu.addAction(tr("Pick This Take"), lambda: landing.pick(picks))
        menu.aboutToHide.connect(menu.deleteLater)
        x = round(self._view.sight.x(spot.frame))
        menu.popup(self._view.viewport().mapToGlobal(QPointF(x, self._view.sight.top)).toPoint())


def files_in(mime: QMimeData) -> list[Path]:
    """Files of this machine among what is dragged, but for graphs, which are opened."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths[:MOST] if path.suffix.lower() not in OWN_GRAPHS]
