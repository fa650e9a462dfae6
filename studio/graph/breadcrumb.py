"""The way into the groups that are open: one button per level above the graph, each leads back to its level."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from engine.document import Document
from engine.graph import Graph
from studio.document import Change, DocumentModel
from studio.edit.scope import Scope, graph_in
from studio.focus import Focus
from studio.step_names import short
from studio.words import literal, tr

Path = tuple[str, ...]
"""Ids of group instances, outermost first."""


def scope_at(document: Document, path: Path) -> tuple[Path, Scope]:
    """As much of a path as leads somewhere in this document, and the group it ends in (None: the whole graph)."""
    scope: Scope = None
    for depth, instance in enumerate(path):
        node = (graph_in(document, scope) or Graph()).nodes.get(instance)
        if node is None or node.group is None or node.group not in document.groups:
            return path[:depth], scope
        scope = node.group
    return path, scope


def titles(document: Document, path: Path) -> list[str]:
    """What the levels of a path are called, the whole graph first."""
    found = [tr("Graph")]
    for depth, instance in enumerate(path):
        graph = graph_in(document, scope_at(document, path[:depth])[1]) or Graph()
        node = graph.nodes.get(instance)
        group = document.groups.get(node.group or "") if node else None
        found.append((node.title if node else "") or (group.title if group else "") or tr("Group"))
    return found


class Breadcrumb(QWidget):
    """Hidden while the whole graph is shown. It also leads out of a group that is gone."""

    def __init__(self, model: DocumentModel, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._focus = focus
        self._shown: tuple[str, ...] = ()
        self._row = QHBoxLayout(self)
        gap = self.fontMetrics().height() // 4
        self._row.setContentsMargins(2 * gap, gap, 2 * gap, gap)
        self._row.setSpacing(gap)
        self.setAccessibleName(tr("Path of opened groups"))
        model.changed.connect(self._keep_true)
        focus.scope_changed.connect(self._show)
        self._show()

    def leave(self) -> None:
        """Go up by one level, and select the group that was open."""
        self._go(len(self._focus.path) - 1)

    def _go(self, depth: int) -> None:
        focus = self._focus
        if 0 <= depth < len(focus.path):
            instance = focus.path[depth]
            focus.enter(*scope_at(self._model.document, focus.path[:depth]))
            focus.select((instance,))
            focus.reveal.emit(instance)

    def _keep_true(self, change: Change) -> None:
        """Undo may take away the group that is open."""
        path, scope = scope_at(change.after, self._focus.path)
        if (path, scope) != (self._focus.path, self._focus.scope):
            self._focus.enter(path, scope)
        elif path:
            self._show()

    def _show(self) -> None:
        names = tuple(titles(self._model.document, self._focus.path))
        self.setVisible(len(names) > 1)
        if names == self._shown:
            return
        self._shown = names
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for depth, name in enumerate(names[:-1]):
            button = QToolButton(self)
            button.setText(literal(short(name)))
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setToolTip(tr("Back to “{name}”", name=name))
            button.setAccessibleName(tr("Back to “{name}”", name=name))
            button.clicked.connect(lambda _=False, depth=depth: self._go(depth))
            self._row.addWidget(button)
            self._row.addWidget(QLabel("›", self))
        here = QLabel(self)
        here.setTextFormat(Qt.TextFormat.PlainText)
        here.setText(short(names[-1]))
        here.setToolTip(names[-1])
        self._row.addWidget(here)
        self._row.addStretch(1)
