"""One editor over the graph for the param, or the title, that the artist double-clicked.

In: a node, and where it lies in the view. Out: one undo step when it is kept (Enter, or a click outside), nothing when
it is dropped (Esc). Made by the graph editor, whose view is the host; while it is open the keyboard is its own, with an
undo of its own.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from engine.document import Document
from engine.errors import StudioError
from engine.graph import Json, Node
from engine.params import Param
from engine.registry import Registry
from studio.document import DocumentModel
from studio.edit import nodes
from studio.edit.ports import Faces, original
from studio.edit.scope import Scope, graph_in
from studio.focus import Focus
from studio.inline.choose import ListField
from studio.inline.field import Field
from studio.inline.fields import field_for
from studio.inline.text import LineField
from studio.step_names import things, value_step
from studio.theme import Look
from studio.words import tr

if TYPE_CHECKING:
    from studio.prompt.editor import PromptEditor

Keep = Callable[[Json], object]
"""Takes what was entered; raises a StudioError if it cannot be kept."""


class InlineEditor(QObject):
    """Shows at most one field at a time over `host`, whose coordinates `rect` is given in."""

    closed = Signal()
    """The field is gone; the keyboard belongs to the view again."""
    message = Signal(str)
    """One line for the status bar: why nothing can be edited here."""
    file_wanted = Signal(str, str)
    """Another file is wanted for a param: node and param."""

    def __init__(
        self,
        model: DocumentModel,
        focus: Focus,
        faces: Faces,
        registry: Registry,
        look: Look,
        host: QWidget,
        models: Callable[[], Sequence[str]] = lambda: ("built-in",),
    ) -> None:
        super().__init__(host)
        self._model, self._focus, self._faces, self._registry = model, focus, faces, registry
        self._look, self._host = look, host
        self.models = models
        """Names of the models that this machine has."""
        self.prompt_for: Callable[[Node, Param], PromptEditor | None] = lambda node, param: None
        """The editor for a param that is a prompt, which knows the model that reads it; None for any other param."""
        self._frame: _Frame | None = None
        self._node = ""
        self._scope: Scope = None
        """The graph that the node is in, which need not be the open one any more."""
        model.changed.connect(self._check)
        focus.scope_changed.connect(self._leave)

    @property
    def is_open(self) -> bool:
        """Whether a field is shown."""
        return self._frame is not None

    def open(self, node: str, rect: QRect, param: str = "") -> bool:
        """Edit a param of a node of the open graph, its main param if none is named; False if there is none, or while
        what was entered in another field is not allowed: that one stays.
        """
        if not self.commit():
            return False
        self._scope = self._focus.scope
        found = self._found(node)
        kind = self._faces.of(self._model.document, found) if found else None
        declared = kind.param(param or kind.main or "") if kind else None
        if found is None or kind is None or declared is None:
            self.message.emit(tr("This node has nothing to edit here"))
            return False
        if self._ruled(found, declared):
            self.message.emit(
                tr("{param} comes from the link; cut it to edit here", param=tr(declared.label))
            )
            return False
        value = self._source(found).params.get(declared.name, declared.default_json)
        # The editor of prompts reads grammars and vocabularies: nobody waits for it before the window is there.
        from studio.inline.prompt import PromptInlineField

        prompt = self.prompt_for(found, declared)
        field = (
            field_for(declared, value, self._model.document, self.models())
            if prompt is None
            else PromptInlineField(prompt, str(value))
        )
        field.describe(declared)
        if isinstance(field, ListField):
            field.wanted.connect(lambda: self._want(node, declared.name))
        self._show(field, tr(declared.label), rect, lambda entered: self._set(node, declared, entered))
        self._node = node
        return True

    def open_title(self, text: str, label: str, rect: QRect, keep: Callable[[str], object]) -> bool:
        """Edit a title; `keep` makes the edit, and is called only for a text that differs. False as for `open`."""
        if not self.commit():
            return False
        field = LineField(text)
        field.setAccessibleName(label)
        self._show(field, label, rect, lambda entered: keep(str(entered)))
        return True

    def place(self, rect: QRect) -> None:
        """Follow the node: the view was moved or zoomed."""
        if self._frame is not None:
            self._frame.stand(rect)

    def commit(self) -> bool:
        """Keep what was entered and close; False, and open still, if it is not allowed: the field says why."""
        if self._frame is None:
            return True
        entered = self._frame.field.value()
        try:
            if entered != self._frame.shown:
                self._frame.keep(entered)
        except StudioError as error:
            self._frame.complain(error)
            return False
        self._close()
        return True

    def cancel(self) -> None:
        """Close and change nothing."""
        if self._frame is not None:
            self._close()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _found(self, node: str) -> Node | None:
        graph = graph_in(self._model.document, self._scope)
        return graph.nodes.get(node) if graph else None

    def _source(self, node: Node) -> Node:
        """The node that holds a clone's params."""
        return original(graph_in(self._model.document, self._scope), node)

    def _ruled(self, node: Node, param: Param) -> bool:
        """Whether a link decides the param."""
        graph = graph_in(self._model.document, self._scope)
        kind = self._faces.of(self._model.document, node)
        inputs = {name for name, over in kind.overrides.items() if over == param.name}
        return graph is not None and any(
            link.target == node.id and link.input in inputs for link in graph.links
        )

    def _set(self, node: str, param: Param, entered: Json) -> None:
        param.check(entered)
        document, scope = self._model.document, self._scope

        def change(document: Document) -> Document:
            return nodes.set_params(document, scope, node, {param.name: entered}, self._registry)

        held = self._found(node)
        before = (
            param.default_json
            if held is None
            else self._source(held).params.get(param.name, param.default_json)
        )
        what = things(document, scope, self._faces, (node,))
        self._model.edit(value_step(what, param, before, entered), change)

    def _want(self, node: str, param: str) -> None:
        self.cancel()
        self.file_wanted.emit(node, param)

    def _show(self, field: Field, label: str, rect: QRect, keep: Keep) -> None:
        frame = _Frame(self, field, label, keep, self._host, self._look)
        self._frame = frame
        frame.stand(rect)
        frame.show()
        frame.raise_()
        field.begin()

    def _close(self) -> None:
        frame, self._frame, self._node = self._frame, None, ""
        if frame is not None:
            held = frame.isAncestorOf(QApplication.focusWidget() or self._host)
            frame.leave()
            if held:
                self._host.setFocus(Qt.FocusReason.PopupFocusReason)
            self.closed.emit()

    def _leave(self) -> None:
        """Another graph is opened: what was entered is kept there where it was, if it is allowed."""
        if not self.commit():
            self.cancel()

    def _check(self, _: object) -> None:
        if self._node and self._found(self._node) is None:
            self.cancel()


class _Frame(QFrame):
    """The field with its name above, and what is wrong with it below."""

    def __init__(
        self, editor: InlineEditor, field: Field, label: str, keep: Keep, host: QWidget, look: Look
    ) -> None:
        super().__init__(host)
        self._host = host
        self.editor, self.field, self.keep = editor, field, keep
        self.shown = field.value()
        self._rect = QRect()
        theme = look.theme
        self.setObjectName("inline")
        self.setAutoFillBackground(True)
        self.setStyleSheet(
            f"#inline {{ background: {theme.panel}; border: 1px solid {theme.accent}; border-radius: 6px; }}"
            f"QLabel {{ color: {theme.dim}; }} #trouble {{ color: {theme.error}; }}"
        )
        title = QLabel(label)
        self._trouble = QLabel()
        self._trouble.setObjectName("trouble")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        keys = tr("Enter: keep · Esc: drop")
        self._hint = QLabel(f"{keys} · {field.hint()}" if field.hint() else keys)
        layout = self._rows = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 2
        layout.setContentsMargins(gap, gap, gap, gap)
        layout.setSpacing(gap // 2)
        for widget in (title, field, self._trouble, self._hint):
            layout.addWidget(widget)
        field.accepted.connect(editor.commit)
        field.grown.connect(lambda: self.stand(self._rect))
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def stand(self, rect: QRect) -> None:
        """Lie over the rectangle, moved as far as needed to be seen whole."""
        self._rect = rect
        room = self._host.rect()
        inner = room.width() - 2 * self.fontMetrics().height()
        self._hint.setWordWrap(self._hint.sizeHint().width() > inner)
        self.setMinimumWidth(min(rect.width(), room.width()))
        self.setMaximumWidth(room.width())
        self.adjustSize()
        if self._rows.hasHeightForWidth():
            self.resize(self.width(), self._rows.totalHeightForWidth(self.width()))
        self._rows.activate()
        x = max(0, min(rect.left(), room.right() - self.width()))
        y = max(0, min(rect.top(), room.bottom() - self.height()))
        self.move(QPoint(x, y))

    def complain(self, error: StudioError) -> None:
        """Say in place what is wrong; what was entered stays."""
        sentence = f"{error.message[:1].upper()}{error.message[1:]}"
        self._trouble.setText(f"{sentence}. {error.remedy}" if error.remedy else sentence)
        self._trouble.show()
        self.stand(self._rect)
        self.field.begin()

    def leave(self) -> None:
        """Go, now; Qt deletes it when it is safe."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps, Esc drops, a press outside keeps."""
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and self.isAncestorOf(watched):
            return self._key(watched, event)
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._press(watched, event)
        return False

    def _key(self, watched: QWidget, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
            if held == Qt.KeyboardModifier.NoModifier:
                event.accept()
            return False
        if event.type() != QEvent.Type.KeyPress or self.field.owns(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.editor.cancel()
            return True
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            if isinstance(watched, QAbstractButton):
                watched.click()
            else:
                self.editor.commit()
            return True
        return False

    def _press(self, watched: QObject, event: QMouseEvent) -> bool:
        """A press outside keeps; where that is not allowed, the press goes nowhere and the field stays."""
        if not isinstance(watched, QWidget) or watched is self or self.isAncestorOf(watched):
            return False
        if self.field.holds(watched):
            return False
        if watched.window() is not self.window():
            return False
        inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
        return not inside and not self.editor.commit()
