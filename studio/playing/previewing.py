"""Where a moving preview lies in the shot that is being made.

A model that continues a clip, bridges two or mends a range makes no more than the new part and a little of what is
around it, while the shot's clip will be all of it. In: the document, the shot, the node that is at work, how long its
preview is. Out: seconds before the preview begins. Called by the stage of a page.
"""

from fractions import Fraction

from engine.document import Document
from engine.time import as_seconds
from engine.timeline import Item
from engine.tracks import ZERO, Placed

CONTEXT = Fraction(9, 24)
"""Seconds of a clip that go through the model before a range that is made anew."""


def lead_of(document: Document, shot: str, made: str, lasts: Fraction) -> Fraction:
    """How much of the shot comes before a preview of what the node `made` makes, as the film shows the shot now."""
    node, timeline = document.node(made), document.timeline
    things: tuple[Item | Placed, ...] = (*timeline.items, *timeline.overlay)
    shown = next((thing for thing in things if thing.shot == shot), None)
    if node is None or shown is None:
        return ZERO
    around = max(lasts - shown.length, ZERO)
    match node.type.removeprefix("shotloom."):
        case "extend_clip" if node.params.get("direction", "forward") == "forward":
            return max(shown.in_point - around, ZERO)
        case "connect" | "loop":
            return max(shown.in_point - around / 2, ZERO)
        case "retake":
            start, latest = node.params.get("start", 0.0), shown.in_point + shown.length
            if isinstance(start, int | float):
                return min(max(as_seconds(start) - CONTEXT, ZERO), latest)
    return ZERO
