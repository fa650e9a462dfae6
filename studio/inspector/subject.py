"""What the inspector is about: the selected nodes, and one entry per param that it offers to edit.

In: a document, the scope and the ids of selected nodes. Out: frozen values, of which equal ones need no new widgets.
Pure; params that several nodes declare alike are one entry, edited together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from engine.document import Document
from engine.errors import ParamError
from engine.graph import Graph, Json, Link, Node
from engine.params import Param, SeedParam
from engine.spec import NodeType
from engine.types import PortType
from studio.edit.ports import Faces, original
from studio.edit.scope import Scope, graph_in
from studio.edit.seeds import drawn_params

DURATION = "duration"
"""The param that a storyboard decides with its own one of the same name."""
LONGEST = 200
"""Characters of a foreign value that are shown."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One param of `nodes`, which declare it alike.

    `mixed`: they hold different values, and `value` is the first one's. `changed`: one of them is not at the default.
    `source` is the node whose link decides it for all of them, "" for none; `linked` says that a link decides it for
    some. `problem` is why the declaration refuses the value. `drawn`: every take draws one of its own (a seed).
    """

    param: Param
    nodes: tuple[str, ...]
    value: Json
    mixed: bool = False
    changed: bool = False
    source: str = ""
    linked: bool = False
    problem: str = ""
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """A value that the file holds and no declaration knows: kept, shown, not edited."""

    node: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What is selected. `kind` is what all nodes are, None where they differ; `shared` are entries of all nodes,
    `alone` those of only some of them."""

    nodes: tuple[str, ...] = ()
    kind: NodeType | None = None
    known: bool = True
    shared: tuple[Entry, ...] = ()
    alone: tuple[Entry, ...] = ()
    strangers: tuple[Stranger, ...] = ()


def subject_of(document: Document, scope: Scope, chosen: Iterable[str], faces: Faces) -> Subject:
    """What to show of some nodes of a scope, in stored order; nodes that are gone are left out."""
    graph = graph_in(document, scope)
    wanted = frozenset(chosen)
    nodes = [node for node in graph if node.id in wanted] if graph is not None else []
    if graph is None or not nodes:
        return Subject()
    kinds = {node.id: faces.of(document, node) for node in nodes}
    sources = {node.id: original(graph, node) for node in nodes}
    into = faces.flow(document, scope).into
    links = _links(graph, [link for node in nodes for link in into.get(node.id, ())], kinds, faces, document)
    lent = _lent(graph, links, kinds, faces, document)
    table: dict[str, list[tuple[Param, list[Node]]]] = {}
    for node in nodes:
        for param in kinds[node.id].params:
            _sort_in(table.setdefault(param.name, []), param, node)
    entries = [
        _entry(param, [(n.id, sources[n.id]) for n in declaring], links, lent)
        for groups in table.values()
        for param, declaring in groups
    ]
    first = kinds[nodes[0].id]
    some = [entry for entry in entries if len(entry.nodes) < len(nodes)]
    order = {owners: number for number, owners in enumerate(dict.fromkeys(entry.nodes for entry in some))}
    return Subject(
        nodes=tuple(node.id for node in nodes),
        kind=first if all(kind is first or kind.id == first.id for kind in kinds.values()) else None,
        known=all(faces.known(document, node) for node in nodes),
        shared=tuple(entry for entry in entries if len(entry.nodes) == len(nodes)),
        alone=tuple(sorted(some, key=lambda entry: order[entry.nodes])),
        strangers=tuple(_strangers(nodes, sources, kinds)),
    )


def _sort_in(groups: list[tuple[Param, list[Node]]], param: Param, node: Node) -> None:
    """Put a node to those that declare a param of this name just so."""
    for known, declaring in groups:
        if known is param or known == param:
            declaring.append(node)
            return
    groups.append((param, [node]))


def _links(
    graph: Graph, links: Iterable[Link], kinds: dict[str, NodeType], faces: Faces, document: Document
) -> dict[tuple[str, str], str]:
    """Which node's link decides a param, by node and param; a storyboard decides how long the clip is."""
    found: dict[tuple[str, str], str] = {}
    for link in links:
        kind = kinds.get(link.target)
        port = kind.input(link.input) if kind is not None and kind.overrides else None
        if port is not None and port.param is not None:
            found[link.target, port.param] = link.source
        if kind is None or not any(PortType.STORYBOARD in port.also for port in kind.inputs):
            continue
        maker = graph.nodes.get(link.source)
        given = faces.of(document, maker).output(link.output) if maker is not None else None
        if given is not None and given.type is PortType.STORYBOARD and kind.param(DURATION) is not None:
            found[link.target, DURATION] = link.source
    return found


def _entry(
    param: Param,
    holders: list[tuple[str, Node]],
    links: dict[tuple[str, str], str],
    lent: dict[str, Json],
) -> Entry:
    usual = param.default_json
    values = [
        lent[node] if param.name == DURATION and node in lent else source.params.get(param.name, usual)
        for node, source in holders
    ]
    deciding = [links.get((node, param.name), "") for node, _ in holders]
    mixed = any(_differ(value, values[0]) for value in values[1:])
    return Entry(
        param=param,
        nodes=tuple(node for node, _ in holders),
        value=values[0],
        mixed=mixed,
        changed=any(_differ(value, usual) for value in values),
        source=deciding[0] if all(deciding) else "",
        linked=any(deciding),
        problem="" if mixed else _problem(param, values[0]),
        drawn=isinstance(param, SeedParam) and all(param.name in drawn_params(s) for _, s in holders),
    )


def _lent(
    graph: Graph,
    links: dict[tuple[str, str], str],
    kinds: dict[str, NodeType],
    faces: Faces,
    document: Document,
) -> dict[str, Json]:
    """How long the clips of nodes are whose storyboards say so, by node."""
    found: dict[str, Json] = {}
    for (node, param), maker in links.items():
        source = graph.nodes.get(maker)
        declared = faces.of(document, source).param(DURATION) if source is not None else None
        if param == DURATION and node in kinds and source is not None and declared is not None:
            found[node] = original(graph, source).params.get(DURATION, declared.default_json)
    return found


def _differ(one: Json, other: Json) -> bool:
    """Whether two values of a file differ; True is not 1."""
    return one != other or isinstance(one, bool) is not isinstance(other, bool)


def _problem(param: Param, value: Json) -> str:
    try:
        param.check(value)
    except ParamError as error:
        return in_words(error)
    return ""


def in_words(error: ParamError) -> str:
    """What is wrong with a value, and what helps, to stand under its field."""
    sentence = f"{error.message[:1].upper()}{error.message[1:]}"
    return f"{sentence}. {error.remedy}." if error.remedy else f"{sentence}."


def _strangers(
    nodes: Iterable[Node], sources: dict[str, Node], kinds: dict[str, NodeType]
) -> Iterable[Stranger]:
    for node in nodes:
        for name, value in sources[node.id].params.items():
            if kinds[node.id].param(name) is None:
                text = msgspec.json.encode(value).decode()
                shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
                yield Stranger(node.id, name, shown)
