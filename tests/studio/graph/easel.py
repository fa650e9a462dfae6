"""A graph editor in a window, and hands for it: real mouse and key events, positions by what is drawn there.

Every test of a gesture goes through `Easel.one_step`, which checks that the gesture made exactly one undo step, and
that undo and redo bring both documents back exactly.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from engine.document import Document
from engine.graph import Graph, Link, Node
from engine.registry import Registry
from studio.actions import ACTIONS
from studio.bindings import Bindings
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.edit.scope import graph_of
from studio.focus import Focus
from studio.graph.editor import GraphEditor
from studio.requests import SearchRequest
from studio.settings import SettingsStore
from studio.survey.status import Status
from studio.theme import Look

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
RIGHT = Qt.MouseButton.RightButton
MIDDLE = Qt.MouseButton.MiddleButton
FRAME_MS = 16
"""Time between two mouse events of a hand."""


def node(name: str, kind: str, at: tuple[float, float], types: Registry, **params: object) -> Node:
    """A node of one of our kinds with its default params."""
    declared = types[f"shotloom.{kind}"]
    return Node(name, declared.id, declared.version, params={**declared.defaults(), **params}, position=at)


def story(types: Registry) -> Document:
    """prompt -> generate -> finish -> shot in a row, and a second prompt, a title and a number that nothing uses."""
    nodes = [
        node("prompt", "prompt", (0, 0), types, text="a fox in snow"),
        node("generate", "generate", (300, 0), types),
        node("finish", "finish", (600, 0), types),
        node("shot", "shot", (900, 0), types),
        node("other", "prompt", (0, 300), types, text="a red kite"),
        node("title", "title", (600, 300), types),
        node("number", "number", (300, 300), types),
    ]
    links = [
        Link("prompt", "text", "generate", "prompt"),
        Link("generate", "clip", "finish", "clip"),
        Link("finish", "clip", "shot", "clip"),
    ]
    return Document(graph=Graph.of(nodes, links))


class Easel:
    """The editor under test with what it needs; `said`, `asked`, `shown` and `dropped` keep what it emitted."""

    def __init__(self, document: Document, types: Registry, folder: Path) -> None:
        self.types = types
        self.model = DocumentModel(document)
        self.focus = Focus(self.model)
        self.settings = SettingsStore(folder / "settings.json", self.model)
        self.look = Look(parent=self.model)
        self.status = Status(self.model, self.focus, self.model)
        self.window = QMainWindow()
        self.bindings = Bindings(ACTIONS, self.settings, self.window)
        self.editor = GraphEditor(
            self.model, self.focus, Faces(types), types, self.look, self.status, self.settings, self.window
        )
        self.editor.bind(self.bindings)
        self.view, self.scene, self.hands = self.editor.view, self.editor.scene, self.editor.hands
        self.said: list[str] = []
        self.asked: list[SearchRequest] = []
        self.shown: list[str] = []
        self.dropped: list[tuple[list[Path], QPointF]] = []
        self.editor.message.connect(self.said.append)
        self.editor.wants_search.connect(self.asked.append)
        self.editor.show_requested.connect(self.shown.append)
        self.editor.files_dropped.connect(lambda paths, at: self.dropped.append((paths, at)))
        self._buttons = Qt.MouseButton.NoButton
        self._time = 1_000
        self.window.setCentralWidget(self.editor)
        self.window.resize(1280, 720)
        self.settings.update(minimap=False)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.view.setFocus()
        self.view.fit()

    # -- the document --------------------------------------------------------------------------------------------------

    @property
    def document(self) -> Document:
        """The present value."""
        return self.model.document

    @property
    def graph(self) -> Graph:
        """The graph that is open."""
        return graph_of(self.document, self.focus.scope)

    def links(self) -> set[tuple[str, str, str, str]]:
        """Every link, as (source, output, target, input)."""
        return {(x.source, x.output, x.target, x.input) for x in self.graph.links}

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """What happens inside is one undo step, which undo takes back and redo does again, exactly."""
        before, count = self.document, self.model.stack.count()
        yield
        after = self.document
        assert after != before, "nothing was changed"
        assert self.model.stack.count() == count + 1, "it was not exactly one step"
        self.model.stack.undo()
        assert self.document.graph == before.graph
        assert self.document.groups == before.groups
        assert self.document.frames == before.frames
        assert self.document.shots == before.shots
        self.model.stack.redo()
        assert self.document.graph == after.graph
        assert self.document.groups == after.groups
        assert self.document.frames == after.frames

    @contextmanager
    def no_step(self) -> Iterator[None]:
        """What happens inside leaves document and history alone."""
        before, count = self.document, self.model.stack.count()
        yield
        assert self.model.stack.count() == count
        assert self.document.graph is before.graph
        assert self.document.frames is before.frames
        assert self.document.groups is before.groups

    # -- where things are (viewport pixels) ----------------------------------------------------------------------------

    def pixel(self, scene: QPointF) -> QPoint:
        """A scene position on the viewport."""
        return self.view.viewportTransform().map(scene).toPoint()

    def on(self, name: str, part: str = "title") -> QPoint:
        """The middle of a part of a node: title, value, picture or body (its lowest strip)."""
        item = self.scene.node(name)
        assert item is not None, f"no node {name}"
        shape = item.shape
        if part == "body":
            at = QPointF(shape.rect.center().x(), shape.rect.bottom() - 3)
        else:
            rect: QRectF | None = getattr(shape, part)
            assert rect is not None, f"{name} shows no {part}"
            at = rect.center()
        return self.pixel(QPointF(item.x, item.y) + at)

    def port(self, name: str, port: str, output: bool = False) -> QPoint:
        """A port."""
        return self.pixel(self.scene.port_position(name, port, output))

    def middle(self, source: str, output: str, target: str, input: str) -> QPoint:
        """The middle of a link."""
        start = self.scene.port_position(source, output, True)
        return self.pixel((start + self.scene.port_position(target, input, False)) / 2)

    # -- the mouse -----------------------------------------------------------------------------------------------------

    def press(self, at: QPoint, button: Qt.MouseButton = LEFT, held: Qt.KeyboardModifier = NONE) -> None:
        """A button goes down."""
        self._buttons = button
        self._send(QEvent.Type.MouseButtonPress, at, button, held)

    def move(self, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """The pointer moves, with whatever buttons are down."""
        self._send(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, held)

    def release(self, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """The button goes up."""
        button, self._buttons = self._buttons, Qt.MouseButton.NoButton
        self._send(QEvent.Type.MouseButtonRelease, at, button, held)

    def click(self, at: QPoint, button: Qt.MouseButton = LEFT, held: Qt.KeyboardModifier = NONE) -> None:
        """Down and up in one place."""
        self.press(at, button, held)
        self.release(at, held)

    def double_click(self, at: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """As Qt delivers it: a click, the double click in place of the second press, a release."""
        self.click(at, LEFT, held)
        self._buttons = LEFT
        self._send(QEvent.Type.MouseButtonDblClick, at, LEFT, held)
        self.release(at, held)

    def drag(
        self,
        path: Sequence[QPoint],
        button: Qt.MouseButton = LEFT,
        held: Qt.KeyboardModifier = NONE,
        drop: bool = True,
    ) -> None:
        """Press on the first point, move in small steps through the others, and let go on the last."""
        self.press(path[0], button, held)
        for start, stop in pairwise(path):
            for step in range(1, 9):
                self.move(start + (stop - start) * step / 8, held)
        if drop:
            self.release(path[-1], held)

    def wheel(self, at: QPoint, eighths: int, held: Qt.KeyboardModifier = NONE) -> None:
        """The wheel turns."""
        viewport = self.view.viewport()
        event = QWheelEvent(
            QPointF(at), QPointF(viewport.mapToGlobal(at)), QPoint(), QPoint(0, eighths),
            Qt.MouseButton.NoButton, held, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(viewport, event)

    def _send(self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
        self._time += FRAME_MS
        viewport = self.view.viewport()
        event = QMouseEvent(kind, QPointF(at), QPointF(viewport.mapToGlobal(at)), button, self._buttons, held)
        event.setTimestamp(self._time)
        QApplication.sendEvent(viewport, event)

    # -- the keys ------------------------------------------------------------------------------------------------------

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """A key is pressed and let go where the keyboard is; shortcuts see it as they do in use."""
        QTest.keyClick(self.keyboard_target(), key, held)

    def hold(self, key: Qt.Key) -> None:
        """A key goes down and stays down."""
        QTest.keyPress(self.view, key)

    def let_go(self, key: Qt.Key) -> None:
        """It goes up."""
        QTest.keyRelease(self.view, key)

    def keyboard_target(self) -> object:
        """The widget that has the keyboard."""
        return QApplication.focusWidget() or self.view

    def run(self, action: str) -> bool:
        """Run a command as a menu would."""
        return self.bindings.run(action)

    def find(self, kind: str) -> Callable[[SearchRequest], None]:
        """An answer to a search: this kind is chosen."""
        declared = self.types[f"shotloom.{kind}"]
        return lambda request: self.editor.answer(declared, request)

    def close(self) -> None:
        """End it as the window would."""
        self.hands.cancel()
        self.bindings.withdraw(self.editor)
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
