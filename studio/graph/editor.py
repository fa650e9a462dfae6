"""The graph editor: the way into groups, the view, and everything that hands and keys do with them.

In: a document's model and what the application shares. Out: edits through the model, wishes as signals, and what it
can do as `Command`s by action id. One per open document, made by its page.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from engine.graph import Link
from engine.registry import Registry
from engine.spec import NodeType
from studio.actions import Command
from studio.bindings import Bindings
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.edit.templates import Template
from studio.focus import Focus
from studio.graph.adding import Adding
from studio.graph.breadcrumb import Breadcrumb
from studio.graph.clicks import Clicks
from studio.graph.commands.alter import Alter
from studio.graph.commands.arrange import Arrange
from studio.graph.commands.bundle import Bundle
from studio.graph.commands.choose import Choose
from studio.graph.commands.clip import Clip
from studio.graph.commands.show import Show
from studio.graph.desk import Desk
from studio.graph.events import ViewEvents
from studio.graph.gestures.hands import Hands
from studio.graph.gestures.pointer import Pointer, scene_position
from studio.graph.hit import Hit
from studio.graph.in_sight import InSight
from studio.graph.keyboard import Keyboard
from studio.graph.menu import open_menu
from studio.graph.minimap import Minimap
from studio.graph.nothing import Nothing
from studio.graph.on_spot import OnSpot
from studio.graph.scene import GraphScene
from studio.graph.still_there import StillThere
from studio.graph.tips import Tips
from studio.graph.view import GraphView
from studio.graph.viewer_keys import ViewerKeys
from studio.inline.editor import InlineEditor
from studio.requests import SearchRequest
from studio.settings import SettingsStore
from studio.survey.status import Status
from studio.theme import Look
from studio.words import tr

ASIDE = 3.0
"""How far from the current node a new one goes that was asked for by keys alone, in rows of ports."""


LENT = ("edit.delete", "edit.delete_heal", "edit.cut", "edit.copy", "edit.duplicate")
"""Commands that need no place under a pointer."""


class GraphEditor(QWidget):
    """One document's graph.

    `flow` says in words what goes through a link, `frozen_key` names a node's last result; the page sets both. `bind`
    joins it to the window's menus and keys.
    """

    wants_search = Signal(object)
    """A `SearchRequest`; answered by `answer`, and when the search is over by `search_closed`."""
    message = Signal(str)
    """One line for the status bar, "" clears it."""
    show_requested = Signal(str)
    """The place of a node that the viewer should show, as seen from the outermost graph."""
    files_dropped = Signal(object, object)
    """Local paths, and where in the scene."""
    file_wanted = Signal(str, str)
    """Another file is wanted for a param of a node: node and param."""
    ports_wanted = Signal(str)
    """The dialog for the exposed ports of a group, by its id."""
    template_wanted = Signal(object, object)
    """Ids of nodes, and of frames, to keep as a template."""

    def __init__(
        self,
        model: DocumentModel,
        focus: Focus,
        faces: Faces,
        registry: Registry,
        look: Look,
        status: Status,
        settings: SettingsStore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Graph"))
        self.flow: Callable[[Link], str] = lambda link: ""
        self.frozen_key: Callable[[str], str | None] = lambda node: None
        self.scene = GraphScene(model, faces, focus, look, status, self)
        self.view = GraphView(self.scene, look, self)
        self.minimap = Minimap(self.view, look)
        self.desk = Desk(
            model, focus, faces, registry, settings, status, self.scene, self.view,
            self.message.emit, self.wants_search.emit,
        )  # fmt: skip
        self.breadcrumb = Breadcrumb(model, focus, self)
        self.inline = InlineEditor(model, focus, faces, registry, look, self.view)
        self.keyboard = Keyboard(self.desk)
        self.hands = Hands(self.desk, self.keyboard)
        self._on_spot = OnSpot(self.desk, self.inline)
        self._keys = ViewerKeys(self.desk, self.show_requested.emit)
        self._clicks = Clicks(self.desk, self._on_spot, self._keys)
        self._adding = Adding(self.desk)
        self._still_there = StillThere(self.desk)
        self._in_sight = InSight(self.desk)
        self.nothing = Nothing(self.desk)
        self._events = ViewEvents(self.view, self.hands, Tips(self.desk, lambda link: self.flow(link)))
        self._commands = self._make_commands()
        self._bindings: Bindings | None = None
        self._lay_out()
        self._connect()

    # -- for the window ------------------------------------------------------------------------------------------------

    def commands(self) -> Mapping[str, Command]:
        """What it can do, by action id."""
        return self._commands

    def bind(self, bindings: Bindings) -> None:
        """Offer its commands to the window; their keys work while the editor has the keyboard."""
        self._bindings = bindings
        bindings.offer(self._commands, self)

    def lend(self, widget: QWidget) -> None:
        """Let the keys for what is selected work in `widget` too, another view of the same selection."""
        if self._bindings is not None:
            self._bindings.offer({name: self._commands[name] for name in LENT}, widget)

    def answer(self, choice: object, request: SearchRequest) -> None:
        """Add what the search found: a node of a kind, or a template."""
        self.scene.hide_wire()
        if isinstance(choice, NodeType):
            self._adding.kind(choice, request)
        elif isinstance(choice, Template):
            self._adding.template(choice, request)

    def add_behind(self, kind: NodeType, node: str) -> None:
        """Add a node of a kind to the right of another one and link it to that, as one edit; "" for none."""
        item = self.scene.node(node)
        at = scene_position(self.view, QPointF(self.view.viewport().rect().center()))
        if item is not None:
            at = item.sceneBoundingRect().topRight() + QPointF(ASIDE * self.scene.metrics.row, 0)
        selected = () if item is None else (node,)
        self._adding.kind(kind, SearchRequest((0, 0), (at.x(), at.y()), selected=selected))
        self.view.setFocus()

    def write(self, node: str, param: str) -> None:
        """Let the artist write a param of a node, over the node."""
        self._on_spot.edit(node, param)

    def search_closed(self) -> None:
        """The search is over, whether or not something was chosen."""
        self.scene.hide_wire()
        self.view.setFocus()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _make_commands(self) -> dict[str, Command]:
        desk, pasting = self.desk, self._pasting_place
        return {
            **Choose(desk).commands(),
            **Clip(desk, pasting).commands(),
            **Alter(
                desk, self.keyboard, self._on_spot, self._adding_place, lambda node: self.frozen_key(node)
            ).commands(),
            **Bundle(
                desk, self._on_spot, self.breadcrumb, self.ports_wanted.emit, self.template_wanted.emit
            ).commands(),
            **Arrange(desk).commands(),
            **Show(desk, self._keys, lambda: self.hands.pointer).commands(),
        }

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.breadcrumb)
        rows.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self.view.setAccessibleName(tr("Graph"))
        self.view.setAccessibleDescription(
            tr("Arrow keys go from node to node, Enter edits, C links, Tab adds; the outline lists all nodes")
        )
        self._show_minimap()

    def _connect(self) -> None:
        self.view.hands = self.hands
        self.hands.clicked.connect(self._clicks.click)
        self.hands.double_clicked.connect(self._clicks.double_click)
        self.hands.menu_wanted.connect(self._open_menu)
        self.inline.message.connect(self.message)
        self.inline.file_wanted.connect(self.file_wanted)
        self._events.files_dropped.connect(self.files_dropped)
        self._events.menu_asked.connect(self._open_menu_here)
        self.desk.settings.changed.connect(self._show_minimap)
        self.desk.focus.scope_changed.connect(self.hands.let_go)
        self.desk.focus.reveal.connect(self.view.reveal)

    def _show_minimap(self) -> None:
        self.minimap.want(self.desk.settings.value.minimap)

    def _open_menu(self, at: Pointer, hit: Hit) -> None:
        self._show_menu(self._clicks.menu_rows(hit), at.screen)

    def _open_menu_here(self) -> None:
        """By its key: for the current node, else for the ground."""
        current = self.desk.focus.current
        item = self.scene.node(current)
        place = item.sceneBoundingRect().center() if item else self._adding_place()
        rows = self._clicks.menu_rows(Hit("body", current) if item else Hit())
        self._show_menu(rows, self.view.viewport().mapToGlobal(self.view.mapFromScene(place)))

    def _show_menu(self, rows: Sequence[str], at: QPoint) -> None:
        if self._bindings is not None:
            self._menu: QMenu = open_menu(self._bindings, rows, at, self)

    def _pasting_place(self) -> QPointF:
        """At the pointer; while that is elsewhere, in the middle of the view."""
        at = self.hands.pointer or QPointF(self.view.viewport().rect().center())
        return scene_position(self.view, at)

    def _adding_place(self) -> QPointF:
        """At the pointer; while that is elsewhere, to the right of the current node, or in the middle."""
        item = self.scene.node(self.desk.focus.current)
        if self.hands.pointer is None and item is not None:
            rect = item.sceneBoundingRect()
            return rect.topRight() + QPointF(ASIDE * self.scene.metrics.row, 0)
        return self._pasting_place()
