"""Hands for a film in the whole program: what is clicked and dragged on the timeline, and commands by their names.

In: a start of the program with a project. Out: real events of mouse and keyboard, and what the timeline shows.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from engine import events
from engine.shots import Take
from engine.timeline import Item
from studio.timeline.panel import TimelinePanel
from tests.studio import workplace
from tests.studio.journey import Album
from tests.studio.work_journey import WorkJourney
from tests.studio.workplace import pause

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE = 200.0
LEFT = Qt.MouseButton.LeftButton


def until(holds: Callable[[], object], what: str) -> None:
    """Run Qt's loop until something holds. Raises AssertionError when it does not come about in a while."""
    workplace.until(holds, what, PATIENCE)


class FilmHands(WorkJourney):
    """One start of the program with a project of several shots."""

    def __init__(self, album: Album, file: Path) -> None:
        super().__init__(album, file)
        self.number = 0

    def picture(self, name: str) -> None:
        """Keep a picture of the window as it is now; they are numbered in order."""
        # The engine works meanwhile.
        pause(0.25)
        self.number += 1
        assert self.window.grab().save(str(self.album.folder / f"{self.number:02d}-{name}.png"))

    def picture_of(self, widget: QWidget, name: str) -> None:
        """Keep a picture of another window."""
        pause(0.25)
        self.number += 1
        assert widget.grab().save(str(self.album.folder / f"{self.number:02d}-{name}.png"))

    # -- what is there -------------------------------------------------------------------------------------------------

    @property
    def timeline(self) -> TimelinePanel:
        """The timeline of the page in front."""
        page = self.window.page()
        assert page is not None
        assert page.cutting.made is not None, "nobody brought the timeline up"
        return page.cutting.made

    @property
    def items(self) -> list[Item]:
        """The main track."""
        return list(self.document.timeline.items)

    def takes_of(self, shot: str) -> tuple[Take, ...]:
        """The takes of a shot."""
        held = self.document.shots.get(shot)
        return held.takes if held is not None else ()

    def strip(self, item: str) -> NDArray[np.uint8]:
        """What is painted of an item between its name and its bar of progress: pixels [h, w, 4]."""
        box = self._box(item)
        line = self.timeline.table.sight.line
        inner = box.adjusted(2, line * 1.3, -2, -line * 1.8).toAlignedRect()
        viewport = self.timeline.view.viewport()
        shot = viewport.grab(inner & viewport.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
        rows = np.frombuffer(shot.constBits(), np.uint8).reshape(shot.height(), -1)
        return rows[:, : 4 * shot.width()].copy()

    def shown(self) -> bytes | None:
        """The film's picture at the playhead, once it is as sharp as it gets."""
        page = self.window.page()
        assert page is not None
        program = page.stage.program
        got = program.shown
        there = got is not None and got.final and got.frame == program.frame and got.reel is program.reel
        return got.picture.tobytes() if there and got is not None else None

    # -- hands ---------------------------------------------------------------------------------------------------------

    def command(self, words: str) -> None:
        """Search the commands by name, and run the first that is found."""
        self.keys(key=Qt.Key.Key_P, held=CTRL | SHIFT)
        popup = self.window.popups.palette.popup
        until(popup.isVisible, "the search of commands opens")
        self.keys(words.rstrip("…"))
        row = popup.current()
        assert row is not None
        assert row.title == words, f"{row.title} is found for {words}"
        self.keys(key=Qt.Key.Key_Return)

    def hold(self, item: str) -> None:
        """Click a box of the timeline: it is selected, and the timeline has the keyboard."""
        until(lambda: self.timeline.view.isVisible(), "the timeline is there")
        at = self._box(item).center()
        self.timeline.view.setFocus(Qt.FocusReason.MouseFocusReason)
        self.mouse(at, at)
        until(lambda: self.timeline.table.selection == {item}, "the box is selected")

    def generate(self) -> None:
        """Ctrl+Enter, wherever the keyboard is."""
        self.told.clear()
        self.keys(key=Qt.Key.Key_Return, held=CTRL)
        until(lambda: self.heard(events.Started) or self.heard(events.Ended), "the job runs")

    def go(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        """Keys for the timeline."""
        self.timeline.view.setFocus(Qt.FocusReason.OtherFocusReason)
        for _ in range(times):
            self.keys(key=key, held=held)

    def pull_end(self, item: str, frames: int) -> None:
        """Drag the end of a box by whole frames, without snapping."""
        sight = self.timeline.table.sight
        box = self._box(item)
        start = QPointF(box.right() - 3, box.bottom() - sight.line)
        self.mouse(start, start + QPointF(frames * sight.zoom, 0), ALT)

    def mouse(self, start: QPointF, stop: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """Press on the timeline, move there, let go; both places the same is a click."""
        self._on_tracks(QEvent.Type.MouseButtonPress, start, held)
        if stop != start:
            for share in (0.25, 0.5, 0.75, 1.0):
                self._on_tracks(QEvent.Type.MouseMove, start + (stop - start) * share, held)
        self._on_tracks(QEvent.Type.MouseButtonRelease, stop, held)
        pause(0.02)

    def _on_tracks(self, kind: QEvent.Type, at: QPointF, held: Qt.KeyboardModifier) -> None:
        viewport = self.timeline.view.viewport()
        down = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        event = QMouseEvent(kind, at, QPointF(viewport.mapToGlobal(at)), button, down, held)
        QApplication.sendEvent(viewport, event)

    def _box(self, item: str) -> QRectF:
        table = self.timeline.table
        block = table.block(item)
        assert block is not None, f"{item} is not in the film"
        lanes = table.layout.lanes
        row = next(r for r in table.sight.rows if any(b.id == item for b in lanes[r.lane].blocks))
        return table.sight.rect(row, block.start, block.stop)
