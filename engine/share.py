"""A document without the artist's words: what "share without prompts" gives away.

In: a document and what is known of each param. Out: the same graph, settings and cut, with every text removed that
could be a prompt. Used by bundles and by exports that carry their graph.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from engine.document import Document
from engine.graph import Frame, Graph, Json, Node
from engine.shots import Shot

LABEL = "Generated video, made with Shotloom"
"""How every file says that it was generated; it stays where prompts are left out."""

KindOf = Callable[[str, str], str | None]
"""The kind of a node type's param (`Param.kind`), None where the type or the param is unknown."""

WORDLESS = frozenset(
    {"int", "seed", "float", "bool", "choice", "size", "rate", "colour", "media", "model", "name"}
)
"""Kinds whose values are no prose; texts of every other kind are removed."""


def without_prompts(document: Document, kind_of: KindOf) -> Document:
    """The document with every prompt, note and foreign part removed.

    What is not known to be wordless is taken for prose, so that a node type this machine lacks gives nothing away.
    Titles of nodes, names of shots, media and markers stay, and the texts that the film shows.
    """
    groups = {
        key: replace(group, graph=_graph(group.graph, kind_of), frames=_frames(group.frames), extra={})
        for key, group in document.groups.items()
    }
    cut = document.timeline
    timeline = replace(
        cut,
        items=tuple(replace(item, extra={}) for item in cut.items),
        overlay=tuple(replace(placed, extra={}) for placed in cut.overlay),
        cues=tuple(replace(cue, extra={}) for cue in cut.cues),
        sounds=tuple(replace(sound, extra={}) for sound in cut.sounds),
        markers=tuple(replace(marker, note="", extra={}) for marker in cut.markers),
        extra={},
    )
    return replace(
        document,
        settings=replace(document.settings, extra={}),
        media={key: replace(item, extra={}) for key, item in document.media.items()},
        graph=_graph(document.graph, kind_of),
        groups=groups,
        frames=_frames(document.frames),
        shots={key: _shot(shot, document.graph, kind_of) for key, shot in document.shots.items()},
        timeline=timeline,
        extra={},
        unknown={},
        view={},
    )


def _graph(graph: Graph, kind_of: KindOf) -> Graph:
    nodes = {
        key: replace(node, params=_params(node.type, node.params, kind_of), extra={})
        for key, node in graph.nodes.items()
    }
    return Graph(nodes, graph.links)


def _frames(frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    return tuple(replace(frame, extra={}) for frame in frames)


def _shot(shot: Shot, graph: Graph, kind_of: KindOf) -> Shot:
    def settings(take: Mapping[str, Mapping[str, Json]]) -> dict[str, dict[str, Json]]:
        return {
            key: _params(graph.nodes.get(key, _GONE).type, params, kind_of) for key, params in take.items()
        }

    takes = tuple(
        # Notes quote prompts.
        replace(take, settings=settings(take.settings), notes=(), provenance={}, extra={})
        for take in shot.takes
    )
    return replace(shot, takes=takes, extra={})


_GONE = Node("gone", "")


def _params(type_name: str, params: Mapping[str, Json], kind_of: KindOf) -> dict[str, Json]:
    return {name: _stripped(value, kind_of(type_name, name)) for name, value in params.items()}


def _stripped(value: Json, kind: str | None) -> Json:
    if kind in WORDLESS:
        return value
    if isinstance(value, str):
        return ""
    if isinstance(value, list):
        return [_stripped(item, kind) for item in value]
    if isinstance(value, dict):
        if kind == "cards":
            return {key: "" if key == "prompt" else item for key, item in value.items()}
        return {key: _stripped(item, kind) for key, item in value.items()}
    return value
