"""Where shots are: their ids follow their nodes into groups and out of them, and the cut follows the shots.

In: a document before an edit that moves nodes between graphs, and where each step of a shot's path leads. Out: the
document after it with shots, takes and timeline items under their new ids. Called by `studio.edit.groups`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from engine.document import Document
from engine.flatten import inner_node
from engine.graph import Graph
from engine.shots import Shot
from studio.edit.ports import original
from studio.edit.scope import Scope, graph_in

Turn: TypeAlias = Callable[[Sequence[str]], tuple[tuple[str, ...], int] | None]
"""What the first steps of a path become, and how many of them; None where they stay."""

MANY = 1_000
"""Instances that are looked through for a shot's node."""


def moved(before: Document, after: Document, scope: Scope, turn: Turn) -> Document:
    """`after` with every shot whose path leads through a scope renamed as `turn` says.

    Where two shots meet under one id (a take that arrived for a node that had moved), their takes come together.
    """
    new = {name: "/".join(_path(before, name.split("/"), scope, turn)) for name in after.shots}
    if all(old == now for old, now in new.items()):
        return after
    shots: dict[str, Shot] = {}
    for old, shot in after.shots.items():
        shot = replace(shot, id=new[old])
        there = shots.get(shot.id)
        shots[shot.id] = shot if there is None else _joined(there, shot)
    return replace(after, shots=shots, timeline=after.timeline.with_shots(new))


def home_of(document: Document, shot: str) -> str:
    """Where a shot's node is now: the id itself, or the one other place that its node went into or came out of.

    A take that was asked for before its node was grouped, or taken out of a group, finds its shot so. A node that is
    gone stays gone: another instance of its group is no home.
    """
    if shot in document.shots or inner_node(document.graph, document.groups, shot) is not None:
        return shot
    path = shot.split("/")
    holding = {key for key, group in document.groups.items() if path[-1] in group.graph.nodes}
    found = [[path[-1]]] if path[-1] in document.graph.nodes else []
    found += [[*instance.split("/"), path[-1]] for instance in _instances(document, holding)]
    homes = [place for place in found if _passes(place, path) or _passes(path, place)]
    return "/".join(homes[0]) if len(homes) == 1 else shot


def way_to(document: Document, place: str) -> tuple[tuple[str, ...], Scope, str] | None:
    """The instances that lead to a node, the graph that it lies in, and its id there; None if it is not there."""
    *path, name = place.split("/")
    scope: Scope = None
    for step in path:
        graph = graph_in(document, scope)
        node = graph.nodes.get(step) if graph is not None else None
        scope = original(graph, node).group if graph is not None and node is not None else None
        if scope is None:
            return None
    graph = graph_in(document, scope)
    return (tuple(path), scope, name) if graph is not None and name in graph.nodes else None


def _passes(long: Sequence[str], short: Sequence[str]) -> bool:
    """Whether one path goes through everything that the other does, in that order."""
    steps = iter(long)
    return all(step in steps for step in short)


def _instances(document: Document, groups: set[str]) -> list[str]:
    """Paths of the instances of groups, at any depth; at most `MANY` of them."""
    found: list[str] = []
    todo: list[tuple[str, Graph, frozenset[str]]] = [("", document.graph, frozenset())] if groups else []
    while todo and len(found) < MANY:
        prefix, graph, around = todo.pop()
        for node in graph:
            kind = original(graph, node).group
            if kind is None or kind in around or kind not in document.groups:
                continue
            if kind in groups:
                found.append(prefix + node.id)
            todo.append((f"{prefix}{node.id}/", document.groups[kind].graph, around | {kind}))
    return found


def _path(document: Document, path: Sequence[str], scope: Scope, turn: Turn) -> list[str]:
    """A shot's path after the edit; what leads nowhere stays as it is."""
    at: Scope = None
    new: list[str] = []
    while path:
        turned = turn(path) if at == scope else None
        steps, taken = turned or ((path[0],), 1)
        new += steps
        for name in path[:taken]:
            graph = graph_in(document, at)
            node = graph.nodes.get(name) if graph is not None else None
            inside = original(graph, node).group if node is not None else None
            if inside is None:
                return [*new, *path[taken:]]
            at = inside
        path = path[taken:]
    return new


def _joined(one: Shot, other: Shot) -> Shot:
    known = {take.id for take in one.takes}
    takes = sorted(
        (*one.takes, *(t for t in other.takes if t.id not in known)), key=lambda take: take.created
    )
    return replace(one, name=one.name or other.name, takes=tuple(takes))
