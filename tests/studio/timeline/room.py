"""A timeline to test with: its panel on a small film, and hands that press, drag and type on it."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from engine.document import SOUND, Document, MediaItem
from engine.shots import Shot, Take
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Marker, Placed, Sound
from engine.types import Size
from studio.actions import ACTIONS
from studio.bindings import Bindings
from studio.edit.ports import Faces
from studio.errands import Errands
from studio.parts import Parts
from studio.playing.booth import Booth
from studio.playing.stage import Stage
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.settings import SettingsStore
from studio.survey.status import Status
from studio.theme import DARK, Look, Theme
from studio.timeline.layout import Block
from studio.timeline.panel import TimelinePanel
from studio.timeline.sight import Row
from studio.work.lines import JobLine

RATE = Fraction(24)
NONE = Qt.KeyboardModifier.NoModifier


def shot(name: str, seconds: int = 10) -> Shot:
    """A shot with one take of some seconds."""
    take = Take(
        f"take {name}", f"{name}.mp4", seconds * 24, RATE, Size(64, 36), 1, 1.0, "2026-01-01T00:00:00+00:00", "m",
        "d", "k",
    )  # fmt: skip
    return Shot(name, name.title(), (take,))


def film(count: int = 5) -> Document:
    """Shots "a", "b", ... of 10 s, of which the film shows seconds 2 to 4; something of everything beside them."""
    names = [chr(ord("a") + n) if count <= 26 else f"s{n}" for n in range(count)]
    document = Document()
    for name in names:
        document = document.with_shot(shot(name))
    sound = MediaItem("music", "music.wav", "ab" * 32, SOUND, 48000 * 20, Fraction(48000), Size(0, 0))
    items = tuple(Item(f"item {name}", name, Fraction(2), Fraction(2)) for name in names)
    timeline = Timeline(
        RATE,
        items,
        overlay=(Placed("top", names[0], Fraction(3), Fraction(1), Fraction(2)),),
        cues=(Cue("words", Fraction(1), Fraction(2), "Far out at sea"),),
        sounds=(Sound("sound", "music", Fraction(0), Fraction(1), Fraction(6)),),
        markers=(Marker("flag", Fraction(5), "Here"), Marker("pin", Fraction(3), "There", item="item b")),
    )
    return replace(document.with_media(sound), timeline=timeline)


class FakeJobs(QObject):
    """Jobs as the timeline sees them."""

    changed = Signal(object)
    reset = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, JobLine] = {}

    @property
    def lines(self) -> list[JobLine]:
        """All of them."""
        return list(self._lines.values())

    def line(self, job: str) -> JobLine | None:
        """One job."""
        return self._lines.get(job)

    def put(self, line: JobLine) -> None:
        """A job says something else now."""
        self._lines[line.id] = line
        self.changed.emit({line.id})


class Room:
    """One panel, as large as it is on a screen; `close` ends what it started."""

    def __init__(self, workspace: Workspace, document: Document, theme: Theme = DARK) -> None:
        opened = workspace.new()
        assert isinstance(opened, OpenDocument)
        opened.model.load("Film", document)
        self.opened, self.model = opened, opened.model
        self.errands, self.look = Errands(), Look(theme)
        self.jobs = FakeJobs()
        session, faces = workspace.session, Faces(workspace.session.registry)
        parts = SimpleNamespace(
            session=session, settings=SettingsStore(), look=self.look, faces=faces, errands=self.errands,
            workspace=workspace, jobs=self.jobs,
        )  # fmt: skip
        self.stage = Stage(self.model, session, Booth(session, self.errands), lambda: Path("nowhere"))
        # No file is opened: there is none.
        self.stage.open = lambda: None  # type: ignore[method-assign]
        self.status = Status(self.model, opened.focus)
        self.window = QWidget()
        self.bindings = Bindings(ACTIONS, parts.settings, self.window)
        self.panel = TimelinePanel(
            opened, cast(Parts, parts), self.stage, self.status, lambda one, other: one == other, self.bindings,
            parent=self.window,
        )  # fmt: skip
        self.said: list[str] = []
        self.panel.said.connect(self.said.append)
        self.window.resize(1200, 400)
        self.panel.resize(1200, 400)
        self.window.show()
        QApplication.processEvents()
        self.view, self.table, self.sight = self.panel.view, self.panel.table, self.panel.table.sight
        self.sight.zoom, self.sight.left = 4.0, 0
        self.view.repaint_all()
        self.steps = self.model.stack.count()

    def close(self) -> None:
        """End everything."""
        self.panel.waves.ask = lambda document: None  # type: ignore[method-assign]
        self.stage.close()
        self.errands.close()
        self.window.close()
        self.window.deleteLater()

    # -- what there is -------------------------------------------------------------------------------------------------

    @property
    def timeline(self) -> Timeline:
        """The cut as it is."""
        return self.model.document.timeline

    @property
    def made(self) -> int:
        """Steps of history that were made here."""
        return self.model.stack.count() - self.steps

    @property
    def order(self) -> list[str]:
        """The shots of the main track; "-" for a gap."""
        return [item.shot or "-" for item in self.timeline.items]

    def block(self, name: str) -> Block:
        """A box as the document has it."""
        return self.table.still.blocks[name]

    def row(self, name: str) -> Row:
        """Where the lane of a box lies."""
        lanes = self.table.layout.lanes
        return next(r for r in self.sight.rows if any(b.id == name for b in lanes[r.lane].blocks))

    def at(self, name: str, frames: float, share: float = 0.7) -> QPointF:
        """A place in a box: frames behind its start, and how far down."""
        row = self.row(name)
        return QPointF(self.sight.x(self.block(name).start + frames), row.top + row.height * share)

    def edge(self, name: str, which: str) -> QPointF:
        """Just inside an edge of a box."""
        block = self.block(name)
        return self.at(name, 0.5 if which == "start" else block.stop - block.start - 0.5)

    # -- hands ---------------------------------------------------------------------------------------------------------

    def event(
        self, kind: QMouseEvent.Type, at: QPointF, held: Qt.KeyboardModifier, button: Qt.MouseButton
    ) -> None:
        """One event of the mouse on the tracks."""
        viewport = self.view.viewport()
        moves = kind == QMouseEvent.Type.MouseMove
        buttons = Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else button
        sent = Qt.MouseButton.NoButton if moves else button
        event = QMouseEvent(kind, at, viewport.mapToGlobal(at), sent, buttons, held)
        QApplication.sendEvent(viewport, event)

    def press(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """The left button goes down."""
        self.view.setFocus()
        self.event(QMouseEvent.Type.MouseButtonPress, at, held, Qt.MouseButton.LeftButton)

    def move(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """The pointer goes somewhere."""
        self.event(QMouseEvent.Type.MouseMove, at, held, Qt.MouseButton.LeftButton)

    def let_go(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """The left button goes up."""
        self.event(QMouseEvent.Type.MouseButtonRelease, at, held, Qt.MouseButton.LeftButton)

    def drag(self, start: QPointF, stop: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """From one place to another."""
        self.pull(start, stop, held)
        self.let_go(stop, held)

    def pull(self, start: QPointF, stop: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """The same, without letting go."""
        self.press(start, held)
        for share in (0.4, 0.8, 1.0):
            self.move(start + (stop - start) * share, held)

    def click(self, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
        """Press and let go in one place."""
        self.press(at, held)
        self.let_go(at, held)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """A key for the tracks."""
        QTest.keyClick(self.view, key, held)

    def by(self, at: QPointF, frames: float, down: float = 0.0) -> QPointF:
        """A place some frames on, and some lines further down."""
        return at + QPointF(frames * self.sight.zoom, down * self.sight.line)


Make = Callable[..., Room]
