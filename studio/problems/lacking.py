"""What a document lacks here: node types that are not known, groups that are gone, media without a file.

In: a document, the registry, what the search for media said. Out: findings with the nodes they concern and the nearest
kinds there are. Pure; the problems panel shows them.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.document import Document, MediaItem
from engine.errors import Problem
from engine.graph import Graph, Node
from engine.registry import Registry
from engine.spec import NodeType
from studio.edit.scope import Scope

SUGGESTIONS = 5


@dataclass(frozen=True, slots=True)
class Use:
    """A node, and the graph that it lies in."""

    scope: Scope
    node: str
    title: str


@dataclass(frozen=True, slots=True)
class UnknownType:
    """A kind of node that is not known here. `package` says who would provide it; `nearest` what could stand in."""

    type: str
    package: str
    remedy: str
    uses: tuple[Use, ...]
    nearest: tuple[NodeType, ...]


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A media entry without a usable file, the nodes that use it, and why."""

    item: MediaItem
    why: Problem
    uses: tuple[Use, ...]


def unknown_types(document: Document, registry: Registry) -> list[UnknownType]:
    """Every kind that the document uses and the program does not know."""
    nodes: dict[str, list[tuple[Use, Node]]] = {}
    seen: dict[str, bool] = {}
    for scope, graph in _graphs(document):
        for node in graph:
            known = seen.get(node.type)
            if known is None:
                known = node.group in document.groups if node.group is not None else node.type in registry
                seen[node.type] = known
            if not known:
                place = Use(scope, node.id, node.title or node.type.rsplit(".", 1)[-1])
                nodes.setdefault(node.type, []).append((place, node))
    found = []
    for name, uses in nodes.items():
        node = uses[0][1]
        lost = node.group is not None
        remedy = (
            "The definition of this group is gone: remove the node, or undo"
            if lost
            else registry.remedy(name)
        )
        places = tuple(place for place, _ in uses)
        near = () if lost else nearest(name, _ports(document, places), registry)
        found.append(UnknownType(name, "" if lost else node.package, remedy, places, near))
    return found


def missing_files(document: Document, missing: Mapping[str, Problem]) -> list[MissingFile]:
    """Every media entry that nodes name and whose content was not found, with these nodes."""
    found = []
    for item in document.media.values():
        why = missing.get(item.sha256)
        places = tuple(_users(document, item.id)) if why is not None else ()
        if why is not None and places:
            found.append(MissingFile(item, why, places))
    return found


def nearest(name: str, ports: tuple[set[str], set[str]], registry: Registry) -> tuple[NodeType, ...]:
    """Kinds that could stand in for an unknown one: like it in name, and with the ports that its links use."""
    last = name.rsplit(".", 1)[-1].lower()

    def score(kind: NodeType) -> float:
        own = kind.id.rsplit(".", 1)[-1]
        alike = max(
            difflib.SequenceMatcher(None, name.lower(), kind.id).ratio(),
            difflib.SequenceMatcher(None, last, own).ratio(),
            difflib.SequenceMatcher(None, last, kind.label.lower()).ratio(),
        )
        used = len(ports[0]) + len(ports[1])
        fitting = sum(kind.input(p) is not None for p in ports[0]) + sum(
            kind.output(p) is not None for p in ports[1]
        )
        return alike + (fitting / used if used else 0)

    kinds = [kind for kind in registry if not kind.inert]
    return tuple(sorted(kinds, key=score, reverse=True)[:SUGGESTIONS])


def path_to(document: Document, scope: Scope) -> tuple[str, ...] | None:
    """Ids of the instances that lead to a group, outermost first; None if no instance does."""
    if scope is None:
        return ()
    waiting: list[tuple[tuple[str, ...], Graph]] = [((), document.graph)]
    seen: set[str] = set()
    while waiting:
        path, graph = waiting.pop(0)
        for node in graph:
            if node.group is None or node.group in seen or node.group not in document.groups:
                continue
            if node.group == scope:
                return (*path, node.id)
            seen.add(node.group)
            waiting.append(((*path, node.id), document.groups[node.group].graph))
    return None


def _graphs(document: Document) -> Iterator[tuple[Scope, Graph]]:
    yield None, document.graph
    for key, group in document.groups.items():
        yield key, group.graph


def _users(document: Document, media: str) -> Iterator[Use]:
    """Nodes with a param that names a media entry; cards name pictures too, deeper in."""
    for scope, graph in _graphs(document):
        for node in graph:
            if any(_names(value, media) for value in node.params.values()):
                yield Use(scope, node.id, node.title or node.type.rsplit(".", 1)[-1])


def _names(value: object, media: str) -> bool:
    if isinstance(value, dict):
        return any(_names(inner, media) for inner in value.values())
    if isinstance(value, list):
        return any(_names(inner, media) for inner in value)
    return value == media


def _ports(document: Document, uses: tuple[Use, ...]) -> tuple[set[str], set[str]]:
    """Inputs and outputs that links name at these nodes."""
    graphs = dict(_graphs(document))
    into: set[str] = set()
    out_of: set[str] = set()
    for use in uses:
        for link in graphs[use.scope].links:
            if link.target == use.node:
                into.add(link.input)
            if link.source == use.node:
                out_of.add(link.output)
    return into, out_of
