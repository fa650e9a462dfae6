"""What panels ask of each other through the window: plain values, so that no panel needs to know another.

The graph editor makes a `SearchRequest` and emits it; the window hands it to the search, and the answer back.
"""

from dataclasses import dataclass

from engine.graph import Link


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A wish for a new node.

    `global_pos` is where the search opens (screen pixels), `scene_pos` where the node goes (scene units). With `end`
    (node, port, whether it is an output) only what fits that dangling end is offered, and is linked to it; with `link`
    the new node is put on that link; otherwise it is linked to what is `selected`.
    """

    global_pos: tuple[int, int]
    scene_pos: tuple[float, float]
    end: tuple[str, str, bool] | None = None
    link: Link | None = None
    selected: tuple[str, ...] = ()
