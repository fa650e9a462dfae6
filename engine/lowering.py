"""Lowering: every node that is needed becomes values and steps, or problems.

In: a flat graph, the order of its nodes, the request. Out: a `Lowered` per node. Lowering of a node is remembered and
used again while the node's params, links, sources and take are the same, so compiling after an edit costs what the edit
touched. Called by the compiler alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from engine.document import Document
from engine.errors import Problem
from engine.faces import face_of
from engine.flatten import Flat
from engine.graph import GROUP_PREFIX, Link, Node
from engine.node_lowering import Lowered, NodeLowering, alike
from engine.request import Environment, Request
from engine.shots import Take
from engine.spec import NodeType


class Lowering:
    """One walk over the nodes of a flat graph. `memo` is kept by the compiler from walk to walk."""

    def __init__(
        self,
        environment: Environment,
        document: Document,
        request: Request,
        flat: Flat,
        memo: dict[str, Lowered],
    ) -> None:
        self.env = environment
        self.document = document
        self.request = request
        self.flat = flat
        self.memo = memo
        self.picked: Collection[str] = ()
        self._faces: dict[str, NodeType] = {}

    def closed(self, targets: Collection[str]) -> set[str]:
        """Nodes that need nothing upstream: muted ones, frozen ones, and shots that show a take and are no target."""
        shut = {n.id for n in self.flat.graph if n.flags.mute or (n.flags.freeze and n.frozen_key)}
        wanted = set(targets)
        return shut.union(name for name in self.document.shots if name not in wanted and self._take(name))

    def needed(self, into: Mapping[str, Sequence[Link]]) -> Mapping[str, Sequence[Link]]:
        """The links without those that a Switch does not let through; what lies behind them may well be broken."""
        picking = {kind.id: kind for kind in self.env.registry if kind.picked is not None}
        found: dict[str, Sequence[Link]] = {}
        for node in self.flat.graph:
            if node.type in picking and not node.flags.bypass:
                links = _picked(node, picking[node.type], into.get(node.id, ()))
                if links is not None:
                    found[node.id] = links
        self.picked = found.keys()
        return {**into, **found} if found else into

    def run(
        self, order: Iterable[str], into: Mapping[str, Sequence[Link]], closed: Collection[str]
    ) -> dict[str, Lowered]:
        """Lower these nodes, sources first."""
        done: dict[str, Lowered] = {}
        nodes, broken = self.flat.graph.nodes, self.flat.broken
        memo, shots = self.memo, self.document.shots
        for name in order:
            node = nodes[name]
            links = () if name in closed else into.get(name, ())
            sources = tuple([done.get(link.source) for link in links])
            take = self._take(name) if name in shots else None
            known = memo.get(name)
            if (
                known is not None
                and known.sources == sources
                and known.take is take
                and (known.links is links or known.links == links)
                and (known.node is node or alike(known.node, node))
                and name not in broken
            ):
                # A node that only moved or got another name is the same work; it is remembered by its new self.
                known.node = node
                done[name] = known
                continue
            done[name] = fresh = self._node(node, links, sources, take, name in closed, known)
            # What hangs on more than the node itself (groups, the cache, nodes that are not there) is not remembered.
            if None in sources or node.flags.freeze or name in broken or node.type.startswith(GROUP_PREFIX):
                memo.pop(name, None)
            else:
                memo[name] = fresh
        return done

    def kind(self, node: Node) -> NodeType | None:
        """The type of a node; for a group instance that stayed closed, its face as one."""
        kind = self.env.registry.find(node.type)
        group = self.document.groups.get(node.group or "") if kind is None else None
        if group is None:
            return kind
        if group.id not in self._faces:
            self._faces[group.id] = face_of(group, self.document.groups, self.env.registry)
        return self._faces[group.id]

    def title(self, name: str) -> str:
        """What the artist calls a node: its title, or the label of its type."""
        node = self.flat.graph.nodes.get(name) or self.document.graph.nodes.get(name)
        if node is None:
            return name
        kind = self.kind(node)
        return node.title or (kind.label if kind else node.type)

    def _take(self, name: str) -> Take | None:
        """The pick of a shot, while its node is still a sink."""
        node = self.flat.graph.nodes.get(name)
        kind = self.kind(node) if node is not None else None
        return self.document.picked(name) if kind is not None and kind.sink else None

    def _node(
        self,
        node: Node,
        links: Sequence[Link],
        sources: tuple[Lowered | None, ...],
        take: Take | None,
        closed: bool,
        known: Lowered | None,
    ) -> Lowered:
        shown = self.flat.visible(node.id)
        result = Lowered(node, links, sources, take)
        problem = self.flat.broken.get(node.id)
        kind = self.kind(node)
        if problem is not None or kind is None:
            result.problems = (problem or self._unknown(node, shown),)
            result.broken = True
            return result
        if node.flags.mute:
            result.muted, result.broken = node.id, True
            return result
        lowering = NodeLowering(self, node, kind, shown, result)
        if closed:
            lowering.pinned()
            return result
        lowering.arrive()
        if known is not None and lowering.repeats(known):
            lowering.copy(known)
            return result
        lowering.lower()
        if take is not None:
            lowering.show(take)
        return result

    def _unknown(self, node: Node, shown: str) -> Problem:
        if node.group is not None:
            return Problem("its group is not in this document", shown, remedy="Remove the node")
        remedy = self.env.registry.remedy(node.type)
        return Problem("this kind of node is not known here", shown, value=node.type, remedy=remedy)


def _picked(node: Node, kind: NodeType, links: Sequence[Link]) -> list[Link] | None:
    """The picked link and those to other inputs; None while all are needed to know, or to say what is wrong."""
    port = kind.picked
    assert port is not None
    ends = [kind.input(link.input) for link in links]
    count = sum(end is port for end in ends)
    place = node.params.get(port.picked_by or "", kind.defaults()[port.picked_by or ""])
    driven = any(end is not None and end.param == port.picked_by for end in ends)
    if driven or isinstance(place, bool) or not isinstance(place, int) or not 1 <= place <= count:
        return None
    passed = [i for i, end in enumerate(ends) if end is port][place - 1]
    return [link for i, link in enumerate(links) if i == passed or ends[i] is not port]
