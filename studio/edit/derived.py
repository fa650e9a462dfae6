"""What shots that came out of others are called: "Dog, extended", "Boat – Dog".

In: what has grown, the pattern of its name in the artist's language, the names that it comes from. Out: the same with
that title, which no other node of its graph has. Pure; called by the commands of shots.
"""

import re
from collections.abc import Collection
from dataclasses import replace

from studio.edit.growing import Grown
from studio.edit.scope import graph_of, with_graph
from studio.edit.titles import MAX_TITLE

NAME, OTHER = "{name}", "{other}"
"""What stands in a pattern for the shots that something comes from."""


def called(grown: Grown, pattern: str, name: str, other: str = "") -> Grown:
    """What has grown under a title of this pattern."""
    graph = graph_of(grown.document, grown.scope)
    node = graph[grown.shot.rsplit("/", 1)[-1]]
    taken = {known.title for known in graph if known.id != node.id}
    changed = replace(node, title=title_of(pattern, name, other, taken))
    return replace(grown, document=with_graph(grown.document, grown.scope, graph.put(changed)))


def title_of(pattern: str, name: str, other: str, taken: Collection[str]) -> str:
    """A title of a pattern that is not taken; what is extended twice is called so once, with a number."""
    before, _, after = pattern.partition(NAME)
    if not other:
        again = re.fullmatch(rf"{re.escape(before)}(.+){re.escape(after)}(?: \d+)?", name)
        name = again[1] if again is not None else name
    room = (MAX_TITLE - len(pattern) - 4) // (2 if other else 1)
    words = pattern.replace(OTHER, other[:room].rstrip()).replace(NAME, name[:room].rstrip())
    title, number = words, 1
    while title in taken:
        number += 1
        title = f"{words} {number}" if not other else f"{words} ({number})"
    return title
