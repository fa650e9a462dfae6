"""Older files become today's: one function per format step, and a declared table for renamed node types.

The reader calls `upgrade` on the raw top-level members before it builds anything, and `replace_types` on the graph
afterwards. Members stay raw JSON text until a step needs them, so that foreign values come through byte for byte.

`FORMAT` counts meanings: a file of a higher one is refused. `VERSION` counts additions within it: a file of a higher
one opens read-only, and what it added is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import msgspec

from engine.errors import FileFormatError
from engine.graph import Graph, Json, Link, Node
from engine.json_text import raw

FORMAT = 1
VERSION = 0

RAW_PARAM = "params/"
"""`Node.extra` holds a param's spelling under this prefix where ours would differ (`1.50`, `[1, 2]`)."""

Members: TypeAlias = dict[str, msgspec.Raw]
"""The members of a JSON object, each as the text that the file holds."""


def members(text: msgspec.Raw | bytes, where: str) -> Members:
    """The members of an object. Raises FileFormatError if it is none."""
    try:
        return msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except msgspec.DecodeError:
        raise FileFormatError(
            "this is not a JSON object", port=where, remedy="Restore the file from a backup"
        ) from None


def from_0(top: Members) -> Members:
    """Format 0 (before the first release): nodes keyed by id, `fps` for the rate, media called `clips`."""
    new = {name: text for name, text in top.items() if name not in {"clips", "nodes", "settings"}}
    if "clips" in top:
        new["media"] = top["clips"]
    if "settings" in top:
        settings = members(top["settings"], "settings")
        if "fps" in settings:
            settings["rate"] = settings.pop("fps")
        new["settings"] = raw(settings)
    if "nodes" in top:
        nodes = members(top["nodes"], "nodes")
        new["nodes"] = raw([{"id": raw(k), **members(text, "nodes")} for k, text in nodes.items()])
    return new


STEPS: Mapping[int, Callable[[Members], Members]] = {0: from_0}
"""The step from each format to the next."""


def upgrade(top: Members, from_format: int) -> Members:
    """The members as `FORMAT` has them. Raises FileFormatError for a format no step leads from."""
    for number in range(from_format, FORMAT):
        if number not in STEPS:
            raise FileFormatError(
                "this file is in a format that was never released", port="format", value=from_format,
                remedy="Save it again with the program that wrote it",
            )  # fmt: skip
        top = STEPS[number](top)
    return top


@dataclass(frozen=True, slots=True)
class Replacement:
    """A node type that another one took over.

    `params`, `inputs` and `outputs` map old names to new ones (names not listed stay), `values` sets params that
    the new type needs to behave like the old one. Applies to nodes of `type` in `package`.
    """

    type: str
    new_type: str
    new_version: int = 1
    params: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Json] = field(default_factory=dict)
    package: str = "shotloom"


REPLACEMENTS: tuple[Replacement, ...] = ()
"""Node types of our own that were renamed since the first release."""


def replace_types(
    graph: Graph, table: tuple[Replacement, ...] = REPLACEMENTS
) -> tuple[Graph, tuple[str, ...]]:
    """The graph with old node types replaced, and one note per node that was."""
    by_type = {(entry.package, entry.type): entry for entry in table}
    changed = {n.id: by_type[n.package, n.type] for n in graph if (n.package, n.type) in by_type}
    if not changed:
        return graph, ()
    nodes = {k: _replaced(n, changed[k]) if k in changed else n for k, n in graph.nodes.items()}
    links = tuple(_relinked(link, changed) for link in graph.links)
    notes = tuple(f"{graph[k].title or k}: {e.type} is now {e.new_type}" for k, e in changed.items())
    return Graph(nodes, links), notes


def _replaced(node: Node, entry: Replacement) -> Node:
    params = {entry.params.get(name, name): value for name, value in node.params.items()}
    spelled = {f"{RAW_PARAM}{old}": f"{RAW_PARAM}{new}" for old, new in entry.params.items()}
    return replace(
        node,
        type=entry.new_type,
        version=entry.new_version,
        params={**params, **entry.values},
        extra={spelled.get(name, name): text for name, text in node.extra.items()},
    )


def _relinked(link: Link, changed: Mapping[str, Replacement]) -> Link:
    if link.source in changed:
        outputs = changed[link.source].outputs
        link = replace(link, output=outputs.get(link.output, link.output))
    if link.target in changed:
        inputs = changed[link.target].inputs
        link = replace(link, input=inputs.get(link.input, link.input))
    return link
