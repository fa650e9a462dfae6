"""Editing on the node itself: its main param, its title, a frame's title; a group is opened instead.

In: ids of nodes and frames. Out: the inline editor over the right place, which makes the one edit.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QRectF

from studio.edit import frames, groups, nodes
from studio.graph.breadcrumb import scope_at
from studio.graph.desk import Desk
from studio.inline.editor import InlineEditor
from studio.step_names import short
from studio.words import tr


class OnSpot:
    """Knows where things are on the screen, and what to call the edit."""

    def __init__(self, desk: Desk, inline: InlineEditor) -> None:
        self._desk = desk
        self._inline = inline
        self._where: Callable[[], QRect] = QRect
        desk.view.moved.connect(self._follow)

    def edit(self, node: str, param: str = "") -> None:
        """Edit the main param, or open a group; or edit another param, over its node."""
        item = self._desk.scene.node(node)
        if (not param and self.open_group(node)) or item is None:
            return
        part = item.shape.value or item.shape.rect
        where = partial(self._on_screen, node, part)
        if self._inline.open(node, where(), param):
            self._where = where

    def rename_node(self, node: str) -> None:
        """Edit the title of a node."""
        desk, found = self._desk, self._desk.node(node)
        item = desk.scene.node(node)
        if found is None or item is None:
            return
        scope = desk.scope

        def keep(text: str) -> None:
            name = tr("Rename {what}", what=desk.what((node,)))
            desk.model.edit(name, lambda d: nodes.rename(d, scope, node, text))

        part = item.shape.title
        self._open_title(found.title, tr("Title"), partial(self._on_screen, node, part), keep)

    def name_group(self, node: str) -> None:
        """Edit the title of the group that a node is an instance of, on the node."""
        desk, found = self._desk, self._desk.node(node)
        item, group = desk.scene.node(node), (found.group if found is not None else None) or ""
        if item is None or group not in desk.document.groups:
            return
        title = desk.document.groups[group].title

        def keep(text: str) -> None:
            name = tr("Rename {what}", what=short(title))
            desk.model.edit(name, lambda d: groups.retitle(d, group, text))

        part = item.shape.title
        self._open_title(title, tr("Title of the group"), partial(self._on_screen, node, part), keep)

    def rename_frame(self, frame: str) -> None:
        """Edit the title of a frame."""
        desk, scope = self._desk, self._desk.scope
        found = next((f for f in desk.frames() if f.id == frame), None)
        if found is None:
            return

        def keep(text: str) -> None:
            name = tr("Rename {what}", what=desk.what((), (frame,)))
            desk.model.edit(name, lambda d: frames.rename(d, scope, frame, text))

        item = desk.scene.frame_item(frame)
        assert item is not None, "every frame of the scope has an item"
        title = item.title()
        self._open_title(
            found.title, tr("Title of the frame"), lambda: desk.view.mapFromScene(title).boundingRect(), keep
        )

    def open_group(self, node: str) -> bool:
        """Show the inside of a group; False if the node is none."""
        desk = self._desk
        found = desk.node(node)
        if found is None or found.group is None or found.group not in desk.document.groups:
            return False
        desk.focus.enter(*scope_at(desk.document, (*desk.focus.path, node)))
        return True

    def _open_title(
        self, title: str, label: str, where: Callable[[], QRect], keep: Callable[[str], object]
    ) -> None:
        if self._inline.open_title(title, label, where(), keep):
            self._where = where

    def _follow(self) -> None:
        """The view was moved or zoomed under an open field."""
        if self._inline.is_open:
            self._inline.place(self._where())

    def _on_screen(self, node: str, part: QRectF) -> QRect:
        found, view = self._desk.node(node), self._desk.view
        x, y = found.position if found is not None else (0.0, 0.0)
        return view.mapFromScene(part.translated(x, y)).boundingRect()
