"""What the editor's parts share: the document and its scope, the selection, the scene and view, and a voice.

Made once per `GraphEditor`; gestures, keyboard path and commands get it instead of a dozen arguments. It holds no state
of its own.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from engine.document import Document
from engine.errors import StudioError
from engine.graph import Frame, Graph, Link, Node
from engine.registry import Registry
from engine.spec import NodeType
from studio.document import DocumentModel
from studio.edit.frames import frames_of
from studio.edit.ports import Faces
from studio.edit.scope import Scope, graph_in
from studio.focus import Focus
from studio.graph.scene import GraphScene
from studio.graph.view import GraphView
from studio.requests import SearchRequest
from studio.settings import SettingsStore
from studio.step_names import things
from studio.survey.status import Status
from studio.telling import told
from studio.words import tr

End = tuple[str, str, bool]
"""A port in the scene: node, port, whether it is an output."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was selected, in the graph behind a path of opened groups, to go back to it."""

    path: tuple[str, ...]
    nodes: frozenset[str]
    frames: frozenset[str]
    links: frozenset[Link]
    current: str


@dataclass(frozen=True)
class Desk:
    """`say` shows one line to the artist, "" clears it; `ask` opens the search for a new node."""

    model: DocumentModel
    focus: Focus
    faces: Faces
    registry: Registry
    settings: SettingsStore
    status: Status
    scene: GraphScene
    view: GraphView
    say: Callable[[str], None]
    ask: Callable[[SearchRequest], None] = field(repr=False)

    @property
    def document(self) -> Document:
        """The present value."""
        return self.model.document

    @property
    def scope(self) -> Scope:
        """The graph that is open."""
        return self.focus.scope

    @property
    def graph(self) -> Graph:
        """The graph that is open; an empty one if its group was just deleted."""
        return graph_in(self.document, self.scope) or Graph()

    def frames(self) -> tuple[Frame, ...]:
        """The frames of the open graph."""
        return frames_of(self.document, self.scope) if graph_in(self.document, self.scope) else ()

    def node(self, node: str) -> Node | None:
        """A node of the open graph."""
        return self.graph.nodes.get(node)

    def kind(self, node: str) -> NodeType | None:
        """What a node of the open graph looks like from outside."""
        found = self.node(node)
        return None if found is None else self.faces.of(self.document, found)

    def name(self, node: str) -> str:
        """What a person calls a node: its title, or its kind."""
        found = self.node(node)
        kind = self.kind(node)
        return (found.title if found else "") or (tr(kind.label) if kind else node)

    def what(
        self, nodes: Collection[str] = (), frames: Collection[str] = (), links: Collection[Link] = ()
    ) -> str:
        """What a step of the history is about, in few words."""
        return things(self.document, self.scope, self.faces, nodes, frames, links)

    def chosen(self) -> tuple[str, ...]:
        """Selected nodes that are there, in stored order."""
        return self.present(self.focus.nodes)

    def present(self, nodes: Collection[str]) -> tuple[str, ...]:
        """Those of some nodes that are in the open graph, in stored order."""
        return tuple(node for node in self.graph.nodes if node in nodes)

    def edit(
        self,
        name: str | Callable[[Document], str],
        change: Callable[[Document], Document],
        *,
        merge: str = "",
    ) -> bool:
        """One undoable step; what cannot be done is said in place, and the document stays. A `name` that hangs on what
        comes of it is asked of the document afterwards.
        """
        try:
            if isinstance(name, str):
                return self.model.edit(name, change, merge=merge)
            after = change(self.document)
            return self.model.edit(name(after), lambda _: after, merge=merge)
        except StudioError as error:
            text = told(error, self.document, self.faces.registry)
            self.say(f"{text[:1].upper()}{text[1:].removesuffix('.')}.")
            return False

    def selection(self) -> Selection:
        """What is selected now."""
        focus = self.focus
        return Selection(focus.path, focus.nodes, focus.frames, focus.links, focus.current)

    def restore(self, selection: Selection) -> None:
        """Select that again, as far as it is there; nothing where another graph was opened meanwhile."""
        if selection.path != self.focus.path:
            return
        nodes = self.present(selection.nodes)
        self.focus.select(
            nodes,
            frames=selection.frames & {f.id for f in self.frames()},
            links=selection.links.intersection(self.graph.links),
            current=selection.current if selection.current in nodes else None,
        )
