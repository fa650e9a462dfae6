"""What steps of the history are called: every one names what it was done to, in few words.

In: a document as it was before the step, and what the step is about. Out: words for `DocumentModel.edit`. Pure.
"""

from collections.abc import Collection
from typing import TypeGuard

from engine.document import Document
from engine.graph import Json, Link
from engine.params import BoolParam, CardsParam, ChoiceParam, CurveParam, MediaParam, Param, TextParam
from studio.edit.frames import frames_of
from studio.edit.ports import Faces
from studio.edit.scope import Scope, graph_in
from studio.words import tr

LONGEST = 32
"""Characters of one name; more would push what was done out of a menu."""
UNSAID = ("", "number", "of 1")
"""Units that say no more than that something is a number."""
LONGEST_VALUE = 18
"""Characters of a value that is still short enough to be told."""


def node_name(document: Document, scope: Scope, faces: Faces, node: str) -> str:
    """What a person calls a node: its title, or its kind."""
    graph = graph_in(document, scope)
    found = graph.nodes.get(node) if graph is not None else None
    return "" if found is None else short(found.title or tr(faces.of(document, found).label))


def things(
    document: Document,
    scope: Scope,
    faces: Faces,
    nodes: Collection[str] = (),
    frames: Collection[str] = (),
    links: Collection[Link] = (),
) -> str:
    """One thing by its name, several by how many there are. Links count only where nothing else is meant."""
    parts: list[str] = []
    if len(nodes) == 1:
        parts.append(node_name(document, scope, faces, next(iter(nodes))))
    elif nodes:
        parts.append(tr("{count} nodes", count=len(nodes)))
    titles = [frame.title for frame in frames_of(document, scope) if frame.id in frames] if frames else []
    if len(titles) == 1:
        title = short(titles[0])
        parts.append(tr("Frame “{title}”", title=title) if title else tr("a frame"))
    elif titles:
        parts.append(tr("{count} frames", count=len(titles)))
    if not parts and len(links) == 1:
        return link_name(document, scope, faces, next(iter(links)))
    if not parts and links:
        return tr("{count} links", count=len(links))
    return ", ".join(part for part in parts if part)


def link_name(document: Document, scope: Scope, faces: Faces, link: Link) -> str:
    """A link by the nodes at its ends."""
    source, target = (node_name(document, scope, faces, node) for node in (link.source, link.target))
    return tr("{source} → {target}", source=source or "?", target=target or "?")


def value_step(what: str, param: Param, before: Json, after: Json, *, told: bool = True) -> str:
    """The step that gave a param of `what` ("" for the project) another value; `told` whether `before` is one value."""
    label = tr(param.label)
    of = what if what != label else ""
    old, new = plain_value(param, before), plain_value(param, after)
    long = max(len(old), len(new)) > LONGEST_VALUE or isinstance(param, TextParam | CardsParam | MediaParam)
    # Points are told by arrows too: nobody could tell what became of what.
    curved = isinstance(param, CurveParam) and (isinstance(before, list) or isinstance(after, list))
    if long or curved or old == new:
        return (
            tr("Change {param} of {what}", param=label, what=of) if of else tr("Change {param}", param=label)
        )
    start = tr("{param} of {what}", param=label, what=of) if of else label
    if not told:
        return tr("{param}: {after}", param=start, after=new)
    return tr("{param}: {before} → {after}", param=start, before=old, after=new)


def value_words(param: Param, value: Json) -> str:
    """A value as the artist reads it, with its unit."""
    match param:
        case ChoiceParam():
            return tr((param.labels or {}).get(str(value), str(value)))
        case BoolParam():
            return tr("On") if value else tr("Off")
        case MediaParam():
            return tr("Chosen") if value else tr("None yet")
        case CardsParam():
            count = len(value) if isinstance(value, list) else 0
            return tr("{count} cards", count=count) if count != 1 else tr("1 card")
        case CurveParam() if isinstance(value, list):
            return " → ".join(f"{point[1]:g}" for point in value if _is_point(point))
    if value is None:
        return tr("Default")
    if isinstance(value, list):
        return " × ".join(f"{part:g}" if isinstance(part, int | float) else str(part) for part in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = f"{value:,}".replace(",", " ") if isinstance(value, int) else f"{value:g}"
        return text if param.unit in UNSAID else f"{text} {tr(param.unit)}"
    return str(value)


def plain_value(param: Param, value: Json) -> str:
    """A value without a unit that its label says already."""
    said = param.unit.casefold() == param.label.casefold()
    words = value_words(param, value)
    return words.removesuffix(tr(param.unit)).rstrip() if said else words


def short(name: str) -> str:
    """A name that leaves room for what was done to it."""
    line = " ".join(name.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def _is_point(point: Json) -> TypeGuard[list[float]]:
    return isinstance(point, list) and len(point) == 2 and isinstance(point[1], int | float)
