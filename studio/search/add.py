"""The search for a new node: by name, synonym, category and port type; after a dropped link only what fits its end.

In: a `SearchRequest` of the graph editor, with the document and scope that it means. Out: `chosen`, what to add and for
which request, so that the editor adds, places and links it as one step. The window owns one.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Protocol, TypeAlias, runtime_checkable

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from engine.document import Document
from engine.graph import GROUP_PREFIX, Node
from engine.registry import Registry
from engine.spec import NodeType
from engine.types import PortType
from studio.edit.fit import kinds_fitting
from studio.edit.ports import Faces, groups_inside
from studio.edit.scope import Scope, graph_in
from studio.kind_text import KindView
from studio.requests import SearchRequest
from studio.search.popup import Popup
from studio.search.ranking import Entry, Ranked, rank
from studio.search.rows import Row
from studio.settings import SettingsStore
from studio.theme import Look
from studio.words import tr

SIZE = (88, 17)
RECENT = 6
"""Kinds that were added last and stand first in the list."""


@runtime_checkable
class Template(Protocol):
    """What the artist kept for other projects; its title is all that the search needs."""

    @property
    def title(self) -> str:
        """What it is called."""


Choice: TypeAlias = NodeType | Template


class NodeSearch(QObject):
    """One popup over `window`. Reused, so that it opens at once."""

    chosen = Signal(object, object)
    """A `NodeType` or a template, and the request that it answers."""
    closed = Signal()

    def __init__(
        self,
        look: Look,
        faces: Faces,
        registry: Registry,
        templates: Callable[[], Sequence[Template]],
        settings: SettingsStore,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._faces, self._registry, self._templates, self._settings = faces, registry, templates, settings
        self._page = KindView(look, whole=False)
        self.popup = Popup(look, window, tr("Search for a node to add"), self._page)
        self.popup.line.setPlaceholderText(tr("Name, purpose or port type…"))
        self.popup.typed.connect(self._search)
        self.popup.pointed.connect(self._explain)
        self.popup.taken.connect(self._take)
        self.popup.closed.connect(self.closed)
        self._request: SearchRequest | None = None
        self._entries: list[Entry[Choice]] = []
        self._recent: list[NodeType] = []

    def ask(self, request: SearchRequest, document: Document, scope: Scope) -> None:
        """Open the popup for a request about a graph."""
        self._request = request
        kinds = self._fitting(request, document, scope)
        self._entries = [_kind_entry(kind) for kind in kinds]
        if request.end is None:
            self._entries += [_template_entry(template) for template in self._templates()]
        known = {kind.id: kind for kind in kinds}
        self._recent = [known[name] for name in self._settings.value.recent_nodes if name in known][:RECENT]
        self.popup.say(self._purpose(request, document, scope))
        self.popup.open(SIZE, QPoint(*request.global_pos))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _fitting(self, request: SearchRequest, document: Document, scope: Scope) -> list[NodeType]:
        kinds = [*self._registry, *self._groups(document, scope)]
        if request.end is None:
            return kinds
        return kinds_fitting(kinds, self._types(request, document, scope), request.end[2])

    def _types(self, request: SearchRequest, document: Document, scope: Scope) -> tuple[PortType, ...]:
        """What the dangling end yields, or takes."""
        assert request.end is not None
        node, port, output = request.end
        flow = self._faces.flow(document, scope)
        return flow.yields(node, port) if output else flow.accepts(node, port)

    def _groups(self, document: Document, scope: Scope) -> list[NodeType]:
        """Faces of the document's groups, without those that would put a group into itself."""
        fine = [
            group
            for group in document.groups.values()
            if scope is None or (group.id != scope and scope not in groups_inside(group, document.groups))
        ]
        return [self._faces.of(document, Node("", GROUP_PREFIX + group.id)) for group in fine]

    def _purpose(self, request: SearchRequest, document: Document, scope: Scope) -> str:
        """One line that says what will be linked to what."""
        graph = graph_in(document, scope)
        if graph is None:
            return ""
        if request.end is not None and request.end[0] in graph.nodes:
            node = graph[request.end[0]]
            name = node.title or tr(self._faces.of(document, node).label)
            types = tr(" or ").join(tr(t.value) for t in self._types(request, document, scope))
            if request.end[2]:
                return tr("What takes {types} from “{node}”", types=types, node=name)
            return tr("What yields {types} for “{node}”", types=types, node=name)
        if request.link is not None:
            return tr("It is put on the link")
        chosen = [graph[name] for name in request.selected if name in graph.nodes]
        if len(chosen) == 1:
            name = chosen[0].title or tr(self._faces.of(document, chosen[0]).label)
            return tr("It is linked to “{node}” if it fits", node=name)
        return tr("It is linked to the selection if it fits") if chosen else ""

    def _search(self, text: str) -> None:
        if not text.strip():
            self.popup.show_rows(self._all())
            return
        found = rank(text, self._entries, self._recent)
        rows = [_row(ranked) for ranked in found]
        self.popup.show_rows(rows or [Row(tr("Nothing fits “{text}”", text=text))])

    def _all(self) -> list[Row]:
        rows: list[Row] = []
        if self._recent:
            rows = [
                Row(tr("Recent")),
                *(_row(Ranked(_kind_entry(kind), 0.0)) for kind in self._recent),
            ]
        for category, entries in groupby(self._entries, lambda entry: _category(entry.item)):
            rows.append(Row(tr(category)))
            rows += [Row(e.label, e.item, mark=_mark(e.item)) for e in entries]
        return rows

    def _explain(self, item: object) -> None:
        if isinstance(item, Template):
            self._page.show_kind(None, tr("A template of yours: {title}", title=item.title))
        else:
            self._page.show_kind(item if isinstance(item, NodeType) else None)

    def _take(self, item: object) -> None:
        request, self._request = self._request, None
        if request is None:
            return
        if isinstance(item, NodeType) and not item.id.startswith(GROUP_PREFIX):
            others = [name for name in self._settings.value.recent_nodes if name != item.id]
            self._settings.update(recent_nodes=(item.id, *others)[: 2 * RECENT])
        self.chosen.emit(item, request)


def _kind_entry(kind: NodeType) -> Entry[Choice]:
    words = [(word, 0.85) for synonym in kind.synonyms for word in dict.fromkeys((tr(synonym), synonym))]
    types = dict.fromkeys(t for port in (*kind.inputs, *kind.outputs) for t in port.types)
    words += [(kind.label, 0.9)] if tr(kind.label) != kind.label else []
    words += [(tr(kind.category), 0.5), (kind.id.rsplit(".", 1)[-1], 0.4)]
    words += [(tr(t.value), 0.45) for t in types]
    return Entry(kind, tr(kind.label), tuple(words))


def _template_entry(template: Template) -> Entry[Choice]:
    return Entry(template, template.title, ((tr("Templates"), 0.5),))


def _category(item: Choice) -> str:
    return item.category if isinstance(item, NodeType) else "Templates"


def _mark(item: Choice) -> PortType | None:
    """The type that stands for a kind: what it yields, or else takes."""
    ports = (*item.outputs, *item.inputs) if isinstance(item, NodeType) else ()
    return ports[0].type if ports else None


def _row(ranked: Ranked[Choice]) -> Row:
    item = ranked.entry.item
    note = tr(_category(item))
    if ranked.because and ranked.because != note:
        note = f"{ranked.because} · {note}"
    return Row(ranked.entry.label, item, note, ranked.places, _mark(item))
