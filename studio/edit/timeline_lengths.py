"""How long the clip of a shot will likely be that has no take yet, read off its graph.

In: a document, the faces, a shot's id. Out: seconds. A guess for what stands on the timeline until the first take is
there; the compiler alone knows for certain. Called by edits that put shots on the timeline.
"""

from fractions import Fraction

from engine.document import CLIP, Document
from engine.errors import StudioError
from engine.graph import Graph, Link, Node
from engine.joins import BESIDE
from engine.time import as_seconds
from engine.tracks import ZERO
from studio.edit.places import way_to
from studio.edit.ports import Faces, original
from studio.edit.scope import graph_of

USUAL = Fraction(2)
"""Seconds where nothing is known."""
DEEP = 100
"""Nodes that are asked at most."""
ADDING = {"extend_clip": "clip", "connect": "first", "loop": "clip"}
"""Kinds that return what comes in and something new, and the input that it comes in by."""


def seconds_of(document: Document, faces: Faces, shot: str) -> Fraction:
    """Seconds of a shot's picked take, else of what its graph will likely make."""
    take = document.picked(shot)
    if take is not None:
        return take.duration
    way = way_to(document, shot)
    if way is None:
        return USUAL
    return _Guess(document, faces, way[0], graph_of(document, way[1])).of(way[2]) or USUAL


class _Guess:
    """Lengths in one graph; None where nobody can say."""

    def __init__(self, document: Document, faces: Faces, path: tuple[str, ...], graph: Graph) -> None:
        self._document, self._faces, self._path, self._graph = document, faces, path, graph
        self._into = graph.into()
        self._asked = 0

    def of(self, name: str) -> Fraction | None:
        self._asked += 1
        node = self._graph.nodes.get(name)
        if node is None or self._asked > DEEP:
            return None
        take = self._document.picked("/".join((*self._path, name)))
        if take is not None:
            return take.duration
        own = original(self._graph, node)
        if own.flags.bypass:
            return self._before(name)
        match own.type.removeprefix("shotloom."):
            case "generate" | "storyboard":
                board = self._from(name, "prompt")
                return (self.of(board) if board else None) or self._number(own, "duration")
            case "load_clip":
                media = self._document.media.get(str(own.params.get("media")))
                whole = media is not None and media.kind == CLIP and media.rate
                return Fraction(media.frames) / media.rate if media is not None and whole else None
            case "shot":
                return self._before(name) or self._number(own, "hold")
            case "trim":
                return self._trimmed(name, own)
            case "prompt" | "prompt_append":
                return None
            case kind if kind in ADDING:
                return self._longer(name, own, kind)
        return self._before(name)

    def _longer(self, name: str, node: Node, kind: str) -> Fraction | None:
        first = self._from(name, ADDING[kind])
        before = self.of(first) if first else None
        new = self._number(node, "seconds")
        if before is None or new is None:
            return None
        both = node.params.get("direction") == "both"
        beside = BESIDE if node.params.get("result") == "new" and not both else None
        if kind == "connect":
            second = self._from(name, "second")
            return _most(before, beside) + new + _most((self.of(second) if second else None) or ZERO, beside)
        # Of a loop's new part alone the source stands at both sides.
        sides = 2 if kind == "loop" and beside is not None else 1
        return _most(before, beside) * sides + new * (2 if both else 1)

    def _trimmed(self, name: str, node: Node) -> Fraction | None:
        whole = self._before(name)
        start, stop = self._number(node, "start") or Fraction(0), self._number(node, "stop")
        end = min(stop, whole) if stop and whole else stop or whole
        return end - start if end is not None and end > start else None

    def _before(self, name: str) -> Fraction | None:
        """What comes in first."""
        for link in self._into.get(name, ()):
            found = self.of(link.source)
            if found is not None:
                return found
        return None

    def _from(self, name: str, port: str) -> str | None:
        links: list[Link] = self._into.get(name, [])
        return next((x.source for x in links if x.input == port), None)

    def _number(self, node: Node, name: str) -> Fraction | None:
        """A param's value in seconds, where it is one."""
        kind = self._faces.registry.find(node.type)
        declared = kind.param(name) if kind is not None else None
        if declared is None:
            return None
        try:
            value = declared.check(node.params.get(name, declared.default_json))
        except StudioError:
            return None
        return as_seconds(float(value)) if isinstance(value, int | float) else None


def _most(seconds: Fraction, most: Fraction | None) -> Fraction:
    """Seconds, at most so many if there is a bound."""
    return seconds if most is None else min(seconds, most)
