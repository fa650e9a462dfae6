"""What a graph still needs before something can be made of it, and where that goes.

In: a survey, what is selected. Out: places, nodes and params. Pure; called by the problems panel.
"""

from collections.abc import Collection

from engine.survey import Survey
from engine.types import PortType
from studio.editors.prompting import is_prompt
from studio.survey.status import Place

_PICTURES = (PortType.CLIP, PortType.IMAGE)


def clip_to_keep(survey: Survey, selected: Collection[str] = ()) -> str:
    """The node of the outermost graph that a shot goes behind: a selected one that shows something, else the one
    farthest to the right that feeds no other. "" where none shows anything.
    """
    graph = survey.document.graph
    showing = [node for node in graph.nodes if _shows(survey, node)]
    chosen = [node for node in showing if node in selected]
    feeding = {link.source for link in graph.links if link.target in showing}
    ends = chosen or [node for node in showing if node not in feeding] or showing
    return max(ends, key=lambda node: graph[node].position[0], default="")


def words_to_make(survey: Survey, selected: Collection[str] = ()) -> str:
    """The node of the outermost graph whose words something new can be made from: a selected one if it has any."""
    written = [
        node
        for node in survey.document.graph.nodes
        if (kind := survey.kinds.get(node)) is not None
        and any(port.type in (PortType.TEXT, PortType.STORYBOARD) for port in kind.outputs)
    ]
    return next((node for node in written if node in selected), next(iter(written), ""))


def empty_words(survey: Survey, place: Place, port: str | None) -> tuple[Place, str] | None:
    """Where to write what a node should show, if nothing says it: the nearest prompt that it is linked to, else its
    own words. None where the port is none for prompts, or the words come from elsewhere.
    """
    part, kind = survey.lowered.get(place), survey.kinds.get(place)
    taken = kind.input(port) if kind is not None and port else None
    if part is None or taken is None or taken.type is not PortType.TEXT:
        return None
    near = [source for source in part.upstream()[1:] if source.node.id in survey.kinds]
    for found in (*near, part):
        looks = survey.kinds.get(found.node.id)
        for param in looks.params if looks is not None else ():
            if is_prompt(param, looks):
                return found.node.id, param.name
    return None


def _shows(survey: Survey, node: str) -> bool:
    """Whether a clip or a picture comes out of a node, or would if nothing were wrong with it."""
    places = survey.shown_by(node) if node in survey.flat.opened else [node]
    kinds = [kind for place in places if (kind := survey.kinds.get(place)) is not None and not kind.sink]
    return any(port.type in _PICTURES for kind in kinds for port in kind.outputs) or any(
        survey.picture(place) is not None for place in places
    )
