"""An inspector in tests, beside nothing else: a document with one node of every kind, and hands."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.document import CLIP, IMAGE, Document, MediaItem
from engine.graph import Graph, Json, Link, Node
from engine.registry import Registry
from engine.types import Size
from engine.whatif import WhatIf
from nodes import all_types
from studio.document import DocumentModel
from studio.edit import nodes
from studio.edit.ports import Faces
from studio.editors.editor import Around, ParamEditor
from studio.focus import Focus
from studio.inspector.panel import InspectorPanel
from studio.inspector.row import ParamRow
from studio.theme import Look

SHIFT, CTRL, NONE = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
LEFT = Qt.MouseButton.LeftButton
NEW_FILE = MediaItem("new", "crane.png", "2" * 64, IMAGE, 1, 0, Size(32, 18))


class Inspected:
    """The panel in a window of its own. `changes` are the documents that the model told of."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.registry = Registry(all_types())
        graph = Graph.of(
            Node(kind.id.split(".")[1], kind.id, kind.version, params=kind.defaults())
            for kind in self.registry
        )
        graph = graph.put(
            Node("second", "shotloom.generate"), Node("stranger", "other.node", params={"a": [1]})
        )
        graph = graph.link(Link("number", "number", "retake", "seed"))
        item = MediaItem("m1", "heron.mp4", "0" * 64, CLIP, 24, 24, Size(64, 36))
        still = MediaItem("m2", "heron.png", "1" * 64, IMAGE, 1, 0, Size(64, 36))
        self.model = DocumentModel(Document(graph=graph).with_media(item, still))
        self.focus = Focus()
        self.missing: dict[str, str] = {}
        self.located: list[str] = []
        self.answer: tuple[WhatIf, list[str]] | None = None
        self.asked: list[tuple[str, str]] = []
        """Nodes and params of which it was asked what a change would cost."""
        around = Around(
            Look(),
            document=lambda: self.model.document,
            models=lambda: ("built-in", "wan"),
            picture=lambda media, done: self.later(lambda: done(QImage(16, 9, QImage.Format.Format_RGB888))),
            choose=lambda of, done: self.later(lambda: done(NEW_FILE)),
            locate=self.located.append,
            missing=lambda media: self.missing.get(media, ""),
            seconds=lambda node: self.seconds,
        )
        self.seconds = 0.0
        """How long the clip of every node is said to be."""
        self.slow = False
        """Whether answers wait in `pending` until they are asked for."""
        self.pending: list[Callable[[], object]] = []
        self.window = QWidget()
        self.window.resize(420, 760)
        qtbot.addWidget(self.window)
        self.panel = InspectorPanel(
            self.model, self.focus, Faces(self.registry), around, lambda node: "key", self._ask
        )
        self.other = QWidget()
        self.other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.other.setFixedHeight(20)
        column = QVBoxLayout(self.window)
        column.addWidget(self.panel)
        column.addWidget(self.other)
        self.changes: list[Document] = []
        self.model.changed.connect(lambda change: self.changes.append(change.after))
        # Where the test before left the pointer, a param would be under it.
        QCursor.setPos(QApplication.primaryScreen().geometry().bottomRight())
        self.window.show()
        # The keyboard may be with a window of the test before, which is on its way out.
        qtbot.waitUntil(self._active)
        self.other.setFocus()

    def _active(self) -> bool:
        self.window.activateWindow()
        return self.window.isActiveWindow()

    def select(self, *chosen: str) -> None:
        """Select nodes, and wait until the panel shows them."""
        self.focus.select(chosen, current=chosen[0] if chosen else "")
        self.qtbot.waitUntil(
            lambda: (
                set(self.panel.subject.nodes) == set(chosen)
                and all(row.isVisible() for row in self.panel.rows)
            )
        )

    def row(self, name: str) -> ParamRow:
        return self.panel.row(name)

    def editor(self, name: str) -> ParamEditor:
        return self.panel.row(name).editor

    def param(self, node: str, name: str) -> Json:
        return self.model.document.graph[node].params.get(name)

    def put(self, node: str, **values: Json) -> None:
        """Set params as someone else would, as a step of history."""
        self.model.edit("Put", lambda d: nodes.set_params(d, None, node, values, self.registry))

    def steps(self) -> int:
        return self.model.stack.index()

    def leave(self) -> None:
        """The keyboard goes elsewhere."""
        self.other.setFocus()

    @staticmethod
    def type(text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    @staticmethod
    def press(key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, held)

    def enter(self, field: QWidget, text: str) -> None:
        """Replace what a line holds, and press Enter."""
        field.setFocus()
        self.press(Qt.Key.Key_A, CTRL)
        self.type(text)
        self.press(Qt.Key.Key_Return)

    @staticmethod
    def drag(widget: QWidget, *points: tuple[float, float], let_go: bool = True) -> None:
        """Press at the first of some points (shares of the widget's width and height), move over the others."""
        places = [
            QPoint(round(x * (widget.width() - 1)), round(y * (widget.height() - 1))) for x, y in points
        ]
        QTest.mousePress(widget, LEFT, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(widget, place)
        if let_go:
            QTest.mouseRelease(widget, LEFT, pos=places[-1])

    def is_one_step(self, before: Document) -> bool:
        """Whether exactly one step lies between, which undo takes back exactly and redo brings again."""
        after, one = self.model.document, self.model.stack.count() == 1
        self.model.stack.undo()
        back = self.model.document == before
        self.model.stack.redo()
        return one and back and self.model.document == after

    def later(self, answer: Callable[[], object]) -> None:
        """Answer at once, or with `slow` when the test says so."""
        if self.slow:
            self.pending.append(answer)
        else:
            answer()

    def _ask(self, node: str, param: str, done: Callable[[WhatIf, list[str]], None]) -> bool:
        self.asked.append((node, param))
        if self.answer is not None:
            answer = self.answer
            self.later(lambda: done(*answer))
        return self.answer is not None


def choose(button: QToolButton, text: str) -> None:
    """Pick a row of a button's menu, as opening and clicking it would."""
    menu = button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()
