"""Finding node types: the built-in families that the app passes in, and packages by others through an entry point.

In: declarations. Out: types by id, the nearest name for an unknown one, upgraded graphs. Compiler, command line and
studio share one registry, made when the program starts. A graph carries no code and names no package to install.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import metadata

from engine.document import Document
from engine.errors import GraphError
from engine.graph import Graph, Link, Node
from engine.spec import NodeType

GROUP = "shotloom.nodes"
"""The entry point group: a callable without arguments that returns node types."""
OURS = "shotloom"
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


@dataclass(frozen=True, slots=True)
class Package:
    """A package by others: its name, its version and what it declares."""

    name: str
    version: str
    types: Callable[[], Iterable[NodeType]]


class Registry:
    """Node types by id. `notes` says which packages could not be used, and why; filled once, read by every thread."""

    def __init__(self, types: Iterable[NodeType] = ()) -> None:
        self.notes: tuple[str, ...] = ()
        self.versions: Mapping[str, str] = {}
        """Versions of the packages by others, by name."""
        self._types: dict[str, NodeType] = {}
        self._replaced: dict[str, str] = {}
        for kind in types:
            self._add(kind)

    @classmethod
    def load(cls, node_types: Iterable[NodeType], entry_points: bool = True) -> "Registry":
        """A registry of the built-in families and, with `entry_points`, of every installed package by others.

        Raises GraphError when a built-in id is declared twice. A package that cannot be used becomes a note.
        """
        registry = cls(node_types)
        for package in installed() if entry_points else ():
            registry.extend(package)
        return registry

    def extend(self, package: Package) -> None:
        """Add the types of a package by others: all of them or, with a note, none."""
        try:
            kinds = [_checked(kind, package.name) for kind in package.types()]
            trial = Registry((*self, *kinds))
        except GraphError as error:
            self.notes += (f"Node package {package.name} was left out: {error}",)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - foreign code ends here, whatever it raises
            self.notes += (f"Node package {package.name} was left out: {type(error).__name__}: {error}",)
        else:
            self._types, self._replaced = trial._types, trial._replaced
            self.versions = {**self.versions, package.name: package.version}

    def _add(self, kind: NodeType) -> None:
        for name in (kind.id, *kind.replaces):
            if name in self._types or name in self._replaced:
                raise GraphError("this node type is declared twice", value=name, remedy="Rename one of them")
        self._types[kind.id] = kind
        self._replaced.update(dict.fromkeys(kind.replaces, kind.id))

    def __iter__(self) -> Iterator[NodeType]:
        return iter(self._types.values())

    def __len__(self) -> int:
        return len(self._types)

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def __getitem__(self, name: str) -> NodeType:
        """The type of an id. Raises GraphError that names the nearest one."""
        kind = self.find(name)
        if kind is None:
            raise GraphError(
                "this kind of node is not known here", port="type", value=name, remedy=self.remedy(name)
            )
        return kind

    def find(self, name: str) -> NodeType | None:
        """The type of an id, or the one that replaced it."""
        return self._types.get(self._replaced.get(name, name))

    def remedy(self, name: str) -> str:
        """What to do about an unknown type: the nearest known one, or the package to install."""
        near = difflib.get_close_matches(name, self._types, 1, cutoff=0.75)
        if not near:
            ends = {kind.rsplit(".", 1)[1]: kind for kind in self._types}
            last = name.rsplit(".", 1)[-1].lower()
            near = [ends[end] for end in difflib.get_close_matches(last, ends, 1, cutoff=0.8)]
        if near:
            return f'Did you mean "{near[0]}"?'
        package = name.split(".", 1)[0]
        if package and package != OURS and "." in name:
            return f'Install the node package "{package}" if you trust it, or remove the node'
        return "Update the program, or remove the node"

    def categories(self) -> dict[str, list[NodeType]]:
        """Types by category, in the order in which they were declared."""
        table: dict[str, list[NodeType]] = {}
        for kind in self:
            table.setdefault(kind.category, []).append(kind)
        return table

    def search(self, text: str) -> list[NodeType]:
        """Types whose label, synonyms or category match what was typed, best first; all of them for nothing typed."""
        words = text.lower().split()
        if not words:
            return list(self)
        scored = [(-_score(kind, words), order, kind) for order, kind in enumerate(self)]
        return [kind for score, _, kind in sorted(scored, key=lambda found: found[:2]) if score]

    def upgraded(self, document: Document) -> Document:
        """The document with its graph and those of its groups as `upgrade` gives them; itself if nothing is old."""
        graph = self.upgrade(document.graph)
        groups = {key: replace(g, graph=self.upgrade(g.graph)) for key, g in document.groups.items()}
        if graph is document.graph and all(groups[k].graph is g.graph for k, g in document.groups.items()):
            return document
        return replace(document, graph=graph, groups=groups)

    def upgrade(self, graph: Graph) -> Graph:
        """The graph with replaced types renamed, params of older versions rewritten and links to renamed ports moved.

        Unknown types, and nodes from a newer version of a type, stay as they are.
        """
        changed = [new for node in graph if (new := self._upgraded(node)) is not node]
        graph = graph.put(*changed) if changed else graph
        links = tuple(self._relinked(link, graph) for link in graph.links)
        return graph if links == graph.links else replace(graph, links=links)

    def _upgraded(self, node: Node) -> Node:
        kind = self.find(node.type)
        if kind is None or (node.type == kind.id and node.version >= kind.version):
            return node
        params = dict(node.params)
        if kind.upgrade is not None:
            params = kind.upgrade(params, node.version)
        return replace(node, type=kind.id, version=kind.version, package=kind.package, params=params)

    def _relinked(self, link: Link, graph: Graph) -> Link:
        source, target = graph.nodes.get(link.source), graph.nodes.get(link.target)
        makes = self.find(source.type) if source else None
        takes = self.find(target.type) if target else None
        output = next((p.name for p in makes.outputs if link.output in p.replaces), "") if makes else ""
        port = next((p.name for p in takes.inputs if link.input in p.replaces), "") if takes else ""
        if not output and not port:
            return link
        return replace(link, output=output or link.output, input=port or link.input)


def installed() -> list[Package]:
    """The installed packages by others that offer node types, in name order; nothing of them is imported yet."""
    found = []
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda e: e.name):
        name = entry.dist.name if entry.dist else entry.name
        version = entry.dist.version if entry.dist else ""
        found.append(Package(name, version, lambda entry=entry: entry.load()()))  # type: ignore[misc]
    return found


def _checked(kind: object, package: str) -> NodeType:
    """A foreign declaration, stamped with its package. Raises GraphError for what is none or claims our name."""
    if not isinstance(kind, NodeType):
        raise GraphError("it returned something that is no node type", value=type(kind).__name__)
    if not _ID.fullmatch(kind.id) or kind.id.split(".", 1)[0] == OURS:
        raise GraphError("it declared an id that it may not use", value=kind.id, remedy="Use name.node_type")
    return replace(kind, package=package)


def _score(kind: NodeType, words: list[str]) -> float:
    """How well a type matches: every word must be found; the label counts most, and most at its start."""
    label = kind.label.lower()
    others = [kind.id.lower(), kind.category.lower(), *(s.lower() for s in kind.synonyms)]
    total = 0.0
    for word in words:
        if label.startswith(word):
            total += 4
        elif word in label:
            total += 3
        elif any(o.startswith(word) for o in others):
            total += 2
        elif any(word in o for o in others):
            total += 1
        else:
            near = difflib.SequenceMatcher(None, word, label).ratio()
            if near < 0.7:
                return 0.0
            total += near
    return total
