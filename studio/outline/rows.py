"""The tree of a document as plain rows: frames with what they carry, groups with their inside, nodes with their links.

In: a document and the faces of its nodes. Out: rows in the order in which they are read, each source before what it
feeds. Pure; called by the outline's model after every change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from engine.document import Document
from engine.graph import Frame, Graph, Link, Node
from engine.spec import NodeType
from engine.types import PortType
from studio.document import Change
from studio.edit.frames import frames_of
from studio.edit.ports import Faces
from studio.edit.scope import Scope, graph_in
from studio.words import tr

MOST_ROWS = 20_000
"""Groups in groups multiply; a document that would open to more is shown this far."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `path` are the instances around it and `scope` the graph it is in; `parent` is a row's number, -1 none.

    `fed` and `feeds` are titles of nodes at the other ends of its links. `colour` is a frame's own. `words` is what a
    search looks through, in small letters.
    """

    what: Literal["node", "group", "frame"]
    id: str
    path: tuple[str, ...]
    scope: Scope
    parent: int
    title: str
    kind: str
    yields: PortType | None = None
    colour: str = ""
    fed: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    words: str = ""

    @property
    def place(self) -> str:
        """Where it lies, as `Status` calls it; frames are led by a sign that no id has."""
        return "/".join((*self.path, f"#{self.id}" if self.what == "frame" else self.id))


def look_alike(change: Change) -> bool:
    """Whether a change leaves every row as it is: nodes and frames only moved, or something else changed."""
    before, after = change.before, change.after
    return (
        not change.groups
        and _alike(before.graph, after.graph)
        and [_face(f) for f in before.frames] == [_face(f) for f in after.frames]
    )


def _alike(before: Graph, after: Graph) -> bool:
    if before is after:
        return True
    if before.links != after.links or before.nodes.keys() != after.nodes.keys():
        return False
    pairs = ((node, after.nodes[name]) for name, node in before.nodes.items())
    return all(
        a is b or (a.params is b.params and (a.title, a.type, a.clone_of) == (b.title, b.type, b.clone_of))
        for a, b in pairs
    )


def _face(frame: Frame) -> tuple[object, ...]:
    return frame.id, frame.title, frame.colour, frame.nodes


def renewed(rows: list[Row], before: Document, after: Document, faces: Faces) -> list[Row] | None:
    """The rows of `after` where only params of nodes of the outermost graph differ from `before`, whose rows are given:
    what is typed into a node changes one row. None for any other change.
    """
    if before.groups is not after.groups or before.graph.links is not after.graph.links:
        return None
    if before.frames is not after.frames or list(before.graph.nodes) != list(after.graph.nodes):
        return None
    words: dict[str, str] = {}
    for name, old in before.graph.nodes.items():
        new = after.graph.nodes[name]
        if new is old:
            continue
        if (new.title, new.type, new.clone_of) != (old.title, old.type, old.clone_of):
            return None
        kind = faces.of(after, new)
        words[name] = _words(new, kind, new.title or tr(kind.label))
    return [
        replace(row, words=words[row.id]) if row.id in words and row.place == row.id else row for row in rows
    ]


def rows_of(document: Document, faces: Faces) -> list[Row]:
    """Every row, each after its parent."""
    growing = _Growing(document, faces)
    growing.add((), None, -1, ())
    return growing.rows


@dataclass
class _Growing:
    document: Document
    faces: Faces
    rows: list[Row] = field(default_factory=list)

    def add(self, path: tuple[str, ...], scope: Scope, parent: int, around: tuple[str, ...]) -> None:
        """Append the rows of a graph; `around` are the groups it lies in."""
        graph = graph_in(self.document, scope)
        if graph is None:
            return
        into, out = graph.into(), graph.out_of()
        order, _ = graph.sources_first(graph.nodes, into)
        kinds = {name: self.faces.of(self.document, graph[name]) for name in order}
        titles = {name: graph[name].title or tr(kinds[name].label) for name in order}
        homes: dict[str, int] = {}
        for frame in frames_of(self.document, scope):
            homes.update(dict.fromkeys(frame.nodes, len(self.rows)))
            title = frame.title or tr("Frame")
            words = f"{title} {tr('Frame')}".lower()
            row = Row(
                "frame", frame.id, path, scope, parent, title, tr("Frame"), colour=frame.colour, words=words
            )
            self.rows.append(row)
        for name in order:
            if len(self.rows) >= MOST_ROWS:
                return
            home = homes.get(name, parent)
            node, kind = graph[name], kinds[name]
            self.rows.append(self._row(node, kind, path, scope, home, titles, into, out))
            if node.group is not None and node.group not in around and node.group in self.document.groups:
                self.add((*path, name), node.group, len(self.rows) - 1, (*around, node.group))

    def _row(
        self,
        node: Node,
        kind: NodeType,
        path: tuple[str, ...],
        scope: Scope,
        parent: int,
        titles: Mapping[str, str],
        into: Mapping[str, Sequence[Link]],
        out: Mapping[str, Sequence[Link]],
    ) -> Row:
        title, label = titles[node.id], tr(kind.label)
        fed = tuple(dict.fromkeys(titles[x.source] for x in into.get(node.id, ()) if x.source in titles))
        feeds = tuple(dict.fromkeys(titles[x.target] for x in out.get(node.id, ()) if x.target in titles))
        return Row(
            what="group" if node.group else "node",
            id=node.id,
            path=path,
            scope=scope,
            parent=parent,
            title=title,
            kind=label,
            yields=kind.outputs[0].type if kind.outputs else None,
            fed=fed,
            feeds=feeds,
            words=_words(node, kind, title),
        )


def _words(node: Node, kind: NodeType, title: str) -> str:
    main = node.params.get(kind.main) if kind.main else None
    return f"{title} {tr(kind.label)} {main if isinstance(main, str) else ''}".lower()
