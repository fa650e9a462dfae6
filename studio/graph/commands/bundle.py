"""Commands of frames and groups."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog

from engine.document import Document
from studio.actions import Command
from studio.edit import frames, groups
from studio.graph.breadcrumb import Breadcrumb
from studio.graph.desk import Desk
from studio.graph.on_spot import OnSpot
from studio.words import tr


class Bundle:
    """`ports_wanted` asks for the dialog of a group's exposed ports, `template_wanted` to keep nodes and frames."""

    def __init__(
        self,
        desk: Desk,
        on_spot: OnSpot,
        breadcrumb: Breadcrumb,
        ports_wanted: Callable[[str], object],
        template_wanted: Callable[[tuple[str, ...], tuple[str, ...]], object],
    ) -> None:
        self._desk = desk
        self._on_spot = on_spot
        self._breadcrumb = breadcrumb
        self._ports_wanted = ports_wanted
        self._template_wanted = template_wanted

    def commands(self) -> Mapping[str, Command]:
        """By action id."""
        some = lambda: bool(self._desk.focus.nodes)  # noqa: E731
        is_group = lambda: bool(self._group())  # noqa: E731
        return {
            "graph.frame": Command(self._frame, some),
            "graph.colour": Command(self._colour, lambda: bool(self._desk.focus.frames)),
            "graph.group": Command(self._make_group, some),
            "graph.ungroup": Command(self._ungroup, is_group),
            "graph.enter": Command(lambda: self._on_spot.open_group(self._desk.focus.current), is_group),
            "graph.leave": Command(self._breadcrumb.leave, lambda: bool(self._desk.focus.path)),
            "graph.ports": Command(
                lambda: self._ports_wanted(self._group() or self._desk.scope or ""),
                lambda: is_group() or self._desk.scope is not None,
            ),
            "graph.unlink_group": Command(self._make_unique, is_group),
            "graph.save_template": Command(self._keep, lambda: some() or bool(self._desk.focus.frames)),
        }

    def _group(self) -> str:
        """The id of the group that the current node is an instance of, "" if it is none."""
        node = self._desk.node(self._desk.focus.current)
        return (node.group if node is not None else None) or ""

    def _frame(self) -> None:
        desk, sizes = self._desk, self._desk.scene.sizes()
        rects = {n: (*desk.graph[n].position, *sizes[n]) for n in desk.chosen() if n in sizes}
        made = ""

        def change(document: Document) -> Document:
            nonlocal made
            document, made = frames.frame(document, desk.scope, rects, tr("Frame"))
            return document

        if desk.edit(tr("Frame {what}", what=desk.what(rects)), change):
            desk.focus.select(frames=(made,))
            self._on_spot.rename_frame(made)

    def _colour(self) -> None:
        """Ask for the colour of the selected frames, beginning with the one of the first."""
        desk, chosen, scope = self._desk, self._desk.focus.frames, self._desk.scope
        present = next((f.colour for f in desk.frames() if f.id in chosen), "")
        dialog = QColorDialog(QColor(present), desk.view)
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.setWindowTitle(tr("Frame Colour"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def keep(colour: QColor) -> None:
            name = tr("Colour of {what}", what=desk.what((), chosen))
            desk.edit(name, lambda d: frames.recolour(d, scope, chosen, colour.name()))

        dialog.colorSelected.connect(keep)
        dialog.open()

    def _keep(self) -> None:
        """Keep the selection as a template, with the frames that are selected."""
        desk = self._desk
        self._template_wanted(desk.chosen(), tuple(f.id for f in desk.frames() if f.id in desk.focus.frames))

    def _make_group(self) -> None:
        desk, chosen, inside = self._desk, self._desk.chosen(), self._desk.focus.frames
        made = ""

        def change(document: Document) -> Document:
            nonlocal made
            document, made = groups.group(document, desk.scope, desk.faces, chosen, tr("Group"), inside)
            return document

        if desk.edit(tr("Group {what}", what=desk.what(chosen)), change):
            desk.focus.select((made,), current=made)
            desk.focus.reveal.emit(made)
            self._on_spot.name_group(made)

    def _ungroup(self) -> None:
        """Every selected group, as one step."""
        desk = self._desk
        chosen = [n for n in desk.chosen() if desk.graph[n].group is not None]
        made: list[str] = []

        def change(document: Document) -> Document:
            for instance in chosen:
                document, inner = groups.ungroup(document, desk.scope, desk.faces, instance)
                made.extend(inner)
            return document

        if desk.edit(tr("Ungroup {what}", what=desk.what(chosen)), change):
            desk.focus.select(made)

    def _make_unique(self) -> None:
        desk, current = self._desk, self._desk.focus.current
        name = tr("Make {what} Unique", what=desk.what((current,)))
        desk.edit(name, lambda d: groups.make_unique(d, desk.scope, current))
