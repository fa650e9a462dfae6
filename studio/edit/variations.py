"""Variations: a shot made again as one of its takes was, with other seeds, or over a grid of values.

In: a document, the faces, a take or what varies. Out: the document with the params that the take records; or documents
that are compiled and never shown, one for each variation. Called by the takes panel and by whoever asks for takes.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.document import Document
from engine.errors import InputError, ParamError
from engine.flatten import MAX_DEPTH
from engine.graph import Graph, Json, Node
from engine.params import (
    BoolParam,
    ChoiceParam,
    FloatParam,
    IntParam,
    MediaParam,
    Param,
    SeedParam,
    TextParam,
)
from engine.shots import Take
from engine.spec import NodeType
from studio.edit.nodes import set_params, upstream
from studio.edit.places import way_to
from studio.edit.ports import Faces, original
from studio.edit.scope import Scope, graph_of

MOST = 64
"""Cells of one grid; each is a take to be made."""
SEEDS = 2**31
"""Seeds are drawn below this, so that they are short enough to be read out."""

Settings = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class Axis:
    """What varies along one side of a grid: values of a param. `node` is a place: a node's id, led by the group
    instances that it lies in. Of a group that is used more than once every instance varies, as it would in the graph.
    """

    node: str
    param: str
    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One variation: its place in the grid, and the document that makes it."""

    row: int
    column: int
    document: Document


def as_made(document: Document, faces: Faces, take: Take) -> tuple[Document, tuple[str, ...]]:
    """The document with the params that a take was made with, and the nodes whose params could not be brought back.

    Links, nodes and everything else stay: what is no longer there, lies in a group or is given by a link is left out,
    and so is a value that the node refuses by now.
    """
    left: list[str] = []
    for name, values in take.settings.items():
        node = document.graph.nodes.get(name)
        kind = faces.of(document, node) if node is not None else None
        if node is None or kind is None or not faces.known(document, node):
            left.append(name)
            continue
        now = {**kind.defaults(), **original(document.graph, node).params}
        known, refused = _usable(document, kind, name, values)
        if refused:
            left.append(name)
        changed = {key: value for key, value in known.items() if now.get(key) != value}
        if changed:
            document = set_params(document, None, name, changed, faces.registry)
    return document, tuple(left)


def varied(
    document: Document, faces: Faces, shot: str, take: Take | None, draw: Callable[[], int]
) -> Document:
    """The document as a variation of a take means it: made as that was (None: as things are now), with other seeds,
    inside of groups too.
    """
    if take is not None:
        document, _ = as_made(document, faces, take)
    names = sorted({shot, *upstream(document.graph, (shot,))} & document.graph.nodes.keys())
    inside = _groups_of(document, [document.graph[name] for name in names])
    for name in names:
        node = document.graph[name]
        if seeds := _drawn(document, faces, node, draw):
            document = set_params(document, None, name, seeds, faces.registry)
    for key in inside:
        group = document.groups[key]
        fresh = [node.with_params(**_drawn(document, faces, node, draw)) for node in group.graph]
        document = document.with_group(replace(group, graph=group.graph.put(*fresh)))
    return document


def grid(document: Document, faces: Faces, rows: Axis | None, columns: Axis | None) -> tuple[Cell, ...]:
    """A document for each pair of values, row by row. Raises InputError for none, or for too many.

    Raises ParamError for a value that its param refuses.
    """
    count = len(rows.values if rows else (None,)) * len(columns.values if columns else (None,))
    if not 0 < count <= MOST or (rows is None and columns is None):
        raise InputError(
            f"a grid has 1 to {MOST} variations", value=count, remedy="Choose fewer values, or more than none"
        )
    cells: list[Cell] = []
    for row, above in enumerate(_along(document, faces, rows)):
        cells += (Cell(row, column, one) for column, one in enumerate(_along(above, faces, columns)))
    return tuple(cells)


def axes(document: Document, faces: Faces, shot: str) -> tuple[tuple[str, Param], ...]:
    """What of a shot's graph can vary: places and params, those that are nearest to the shot first.

    A node in a group stands there once, however often the group is used; what an instance gives its group (an exposed
    param, a link) is the instance's to vary.
    """
    way = way_to(document, shot)
    found: list[tuple[str, Param]] = []
    known: set[tuple[Scope, str]] = set()
    while way is not None:
        path, scope, name = way
        found += _varying(document, faces, path, scope, (name,), known)
        # A shot in a group hangs on what feeds the group, too.
        way = way_to(document, "/".join(path)) if path else None
    return tuple(found)


def suggested(param: Param, now: Json, count: int = 4) -> tuple[Json, ...]:
    """Values that a param could take along an axis, those of numbers around the one that it has; none for params that
    are no text, choice or number. Of a text there is only what it says now.
    """
    match param:
        case SeedParam():
            start = now if isinstance(now, int) and not isinstance(now, bool) else param.default
            return tuple((start + step) % SEEDS for step in range(count))
        case ChoiceParam():
            return tuple(param.choices)
        case BoolParam():
            return (False, True)
        case TextParam():
            return (str(now) if isinstance(now, str) else param.default,)
        case IntParam():
            return tuple(dict.fromkeys(round(value) for value in _spread(param.low, param.high, now, count)))
        case FloatParam():
            return tuple(
                dict.fromkeys(round(value, 3) for value in _spread(param.low, param.high, now, count))
            )
    return ()


def _varying(
    document: Document,
    faces: Faces,
    path: tuple[str, ...],
    scope: Scope,
    ends: Collection[str],
    known: set[tuple[Scope, str]],
) -> Iterator[tuple[str, Param]]:
    """What can vary of these nodes of a graph and of all that feeds them; `known` are nodes that were told already."""
    graph = graph_of(document, scope)
    order = graph.sources_first(ends, graph.into())[0]
    held = _held(document, path)
    for name in reversed(order):
        node = graph[name]
        if (scope, name) in known or node.clone_of is not None or not faces.known(document, node):
            continue
        known.add((scope, name))
        place = (*path, name)
        kind = faces.of(document, node)
        given = _linked(graph, kind, name) | {
            param for port, param in kind.overrides.items() if (name, port) in held
        }
        free = (p for p in kind.params if p.name not in given and (name, p.name) not in held)
        yield from (("/".join(place), p) for p in free if suggested(p, None))
        group = document.groups.get(node.group or "")
        if group is not None and len(path) < MAX_DEPTH:
            used = {x.output for x in graph.links if x.source == name and x.target in order}
            inner = [face.node for face in group.outputs if face.name in used]
            yield from _varying(document, faces, place, group.id, inner, known)


def _held(document: Document, path: tuple[str, ...]) -> set[tuple[str, str]]:
    """The params and inputs of nodes in a group, as (node, name), that the instance at a path gives."""
    way = way_to(document, "/".join(path)) if path else None
    if way is None:
        return set()
    graph = graph_of(document, way[1])
    group = document.groups.get(graph[way[2]].group or "")
    if group is None:
        return set()
    linked = {link.input for link in graph.links if link.target == way[2]}
    ports = (*group.params, *(face for face in group.inputs if face.name in linked))
    return {(face.node, face.port) for face in ports}


def _drawn(document: Document, faces: Faces, node: Node, draw: Callable[[], int]) -> dict[str, Json]:
    """Other seeds for a node; none for a clone, which has those of its source."""
    if node.clone_of is not None or not faces.known(document, node):
        return {}
    return {key: draw() % SEEDS for key in faces.of(document, node).seeds}


def _groups_of(document: Document, nodes: Iterable[Node]) -> list[str]:
    """The groups that nodes are instances of, and those inside of these, by id."""
    found: dict[str, None] = {}
    open_ = list(nodes)
    while open_:
        key = open_.pop().group
        if key is not None and key in document.groups and key not in found:
            found[key] = None
            open_ += document.groups[key].graph
    return sorted(found)


def _spread(low: float, high: float, now: Json, count: int) -> Sequence[float]:
    """Half of what it is now, that, and more in equal steps; over the whole range where nobody knows."""
    if isinstance(now, int | float) and not isinstance(now, bool) and now > 0:
        return [min(max(now * (n + 1) / 2, low), high) for n in range(count)]
    return [low + (high - low) * n / max(count - 1, 1) for n in range(count)]


def _along(document: Document, faces: Faces, axis: Axis | None) -> Sequence[Document]:
    if axis is None:
        return (document,)
    way = way_to(document, axis.node)
    if way is None:
        raise InputError(
            "what was to vary is not in the graph any more", value=axis.node, remedy="Choose another"
        )
    values = ({axis.param: value} for value in axis.values)
    return [set_params(document, way[1], way[2], value, faces.registry) for value in values]


def _usable(
    document: Document, kind: NodeType, name: str, values: Mapping[str, Json]
) -> tuple[dict[str, Json], bool]:
    """Those recorded values that the node takes now, and whether any was refused."""
    linked = _linked(document.graph, kind, name)
    found: dict[str, Json] = {}
    refused = False
    for key, value in values.items():
        param = kind.param(key)
        if param is None or key in linked:
            continue
        gone = isinstance(param, MediaParam) and value is not None and value not in document.media
        try:
            param.check(value)
        except ParamError:
            gone = True
        if gone:
            refused = True
        else:
            found[key] = value
    return found, refused


def _linked(graph: Graph, kind: NodeType, name: str) -> set[str]:
    """Params of a node that a link gives."""
    inputs = {link.input for link in graph.links if link.target == name}
    return {param for port, param in kind.overrides.items() if port in inputs}
