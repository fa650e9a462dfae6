"""Which links fit: the rules that a link keeps, the ends that one may be dropped on, the best one between two nodes.

In: a document, the scope, the faces. Out: answers, never another document. `studio.edit.wiring` makes links by these
rules; gestures light up valid ends and the search offers what fits by them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.document import Document
from engine.graph import Link
from engine.spec import NodeType, Port
from engine.types import PortType
from studio.edit.ports import Faces, title_of
from studio.edit.scope import Scope
from studio.edit.wires import Flow, fit, is_open


def refusal(
    document: Document, scope: Scope, faces: Faces, link: Link, without: Link | None = None
) -> str | None:
    """Why a link does not fit, in words for the artist; None if it does. `without` is a link that goes for it."""
    flow = faces.flow(document, scope)
    for name in (link.source, link.target):
        if name not in flow.graph.nodes:
            return "one of the two nodes is not there any more"
    source, target = flow.kind(link.source), flow.kind(link.target)
    output, port = source.output(link.output), target.input(link.input)
    if output is None:
        return f'{_title(flow, link.source)} has no output "{link.output}"'
    if port is None:
        return f'{_title(flow, link.target)} has no input "{link.input}"'
    if link.source == link.target:
        return f"{_title(flow, link.source)} cannot feed itself"
    if _shown(document, scope, link.target, port) and link not in flow.graph.links:
        place = f"{_title(flow, link.target)}, {port.label or port.name}"
        return f"{place} is fed from outside the group: take it off the exposed ports first"
    given = flow.offers(link.source, output.name, without or link)
    taken = flow.accepts(link.target, port.name, without or link)
    if not fit(given, taken):
        place = f"{_title(flow, link.target)}, {port.label or port.name}"
        return f"{place} takes {_words(taken or port.types)}, and this is {_words(given)}"
    if link.source in reached(flow.out_of, link.target, without=without):
        return (
            f"{_title(flow, link.target)} already feeds {_title(flow, link.source)}: this would be a circle"
        )
    return None


def fitting(
    document: Document,
    scope: Scope,
    faces: Faces,
    node: str,
    port: str,
    output: bool,
    without: Link | None = None,
) -> set[tuple[str, str]]:
    """Every end that a link dragged from a port may be dropped on, as (node, port)."""
    flow = faces.flow(document, scope)
    if node not in flow.graph.nodes:
        return set()
    mine = flow.offers(node, port, without) if output else flow.accepts(node, port, without)
    closed = {node} | reached(flow.into if output else flow.out_of, node, without=without)
    by_type: dict[int, bool] = {}
    found: set[tuple[str, str]] = set()
    for name in flow.graph.nodes:
        kind = flow.kind(name)
        for end in (kind.inputs if output else kind.outputs) if name not in closed else ():
            # Declarations are shared by all nodes of a kind, so each is judged once.
            fits = by_type.get(id(end))
            if fits is None:
                fits = by_type[id(end)] = fit(mine, end.types)
            if fits and is_open(end):
                theirs = (
                    flow.accepts(name, end.name, without) if output else flow.offers(name, end.name, without)
                )
                fits = fit(mine, theirs)
            if fits and not (output and scope is not None and _shown(document, scope, name, end)):
                found.add((name, end.name))
    return found


def best_link(
    document: Document, scope: Scope, faces: Faces, source: str, target: str, free: bool = False
) -> Link | None:
    """The ports that fit best between two nodes; with `free`, none that is taken already."""
    return best_of(document, scope, faces, candidates(faces.flow(document, scope), source, target, free))


def best_of(document: Document, scope: Scope, faces: Faces, links: Iterable[Link]) -> Link | None:
    """The first of some links that fits."""
    return next((link for link in links if refusal(document, scope, faces, link) is None), None)


def candidates(
    flow: Flow, source: str, target: str, free: bool = False, output: str = "", port: str = ""
) -> list[Link]:
    """Links between two nodes whose types may fit, best first: free inputs before taken ones, required ones before
    others, the usual type before those an input takes `also`. `output` and `port` name the ends that are settled.
    """
    if source not in flow.graph.nodes or target not in flow.graph.nodes:
        return []
    found: list[tuple[tuple[bool, bool, bool, int, int], Link]] = []
    for i, out in enumerate(flow.kind(source).outputs):
        given = flow.yields(source, out.name)
        for j, end in enumerate(flow.kind(target).inputs):
            taken = not end.multiple and bool(flow.holding(target, end))
            if output not in ("", out.name) or port not in ("", end.name) or (taken and free):
                continue
            if fit(given, end.types):
                rank = (taken, not end.required, end.type not in given, j, i)
                found.append((rank, Link(source, out.name, target, end.name)))
    return [link for _, link in sorted(found, key=lambda pair: pair[0])]


def kinds_fitting(kinds: Iterable[NodeType], types: Sequence[PortType], output: bool) -> list[NodeType]:
    """The kinds of node that a dangling link of these types can go to; with `output` it comes from an output."""
    return [
        kind
        for kind in kinds
        if any(fit(types, end.types) for end in (kind.inputs if output else kind.outputs))
    ]


def reached(links: Mapping[str, Sequence[Link]], *starts: str, without: Link | None = None) -> set[str]:
    """The nodes that a table of links (`Flow.into` or `Flow.out_of`) leads to from some nodes, each looked at once.

    A start is among them only if a link leads back to it.
    """
    found: set[str] = set()
    todo = list(starts)
    while todo:
        name = todo.pop()
        for link in links.get(name, ()):
            if link == without:
                continue
            end = link.source if link.target == name else link.target
            if end not in found:
                found.add(end)
                todo.append(end)
    return found


def passed(flow: Flow, link: Link) -> Iterator[Link]:
    """The links into a link's source that may stand in for it: of the first input of the output's type, as bypassing
    the node would let through.
    """
    kind = flow.kind(link.source)
    output = kind.output(link.output)
    if output is None:
        return
    given = flow.yields(link.source, output.name)
    for end in kind.inputs:
        if fit(end.types, output.types):
            for before in flow.holding(link.source, end):
                if fit(flow.yields(before.source, before.output), given):
                    yield before


def hands_on(flow: Flow, node: str, end: Port, output: str) -> bool:
    """Whether bypassing a node would let what comes into an input, from outside its group, through to an output."""
    kind = flow.kind(node)
    out = kind.output(output)
    if out is None:
        return False
    fitting_ends = (p for p in kind.inputs if fit(p.types, out.types))
    return next((p for p in fitting_ends if p is end or flow.holding(node, p)), None) is end


def _shown(document: Document, scope: Scope, node: str, port: Port) -> bool:
    """Whether a group shows a single input of its inside, so that it is fed from outside."""
    group = document.groups.get(scope or "")
    if group is None or port.multiple:
        return False
    return any(p.node == node and p.port in (port.name, *port.replaces) for p in group.inputs)


def _title(flow: Flow, node: str) -> str:
    return title_of(flow.graph[node], flow.kind(node))


def _words(types: Sequence[PortType]) -> str:
    """Port types as they stand in a sentence."""
    return " or ".join(t.value for t in types) or "nothing"
