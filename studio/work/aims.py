"""What the Generate button means with a selection, and which shots are behind the graph.

In: a survey, the selected places, what the cache holds. Out: places to be made. Pure; called by the forecast, and by
the page when the button is pressed, so that both mean the same.
"""

from collections.abc import Callable, Collection

from engine.survey import Standing, Survey
from studio.survey.status import Place
from studio.work.asking import TAKE, fed_by, is_shot, targets_of

Has = Callable[[str], bool]


def meant(survey: Survey, selected: Collection[Place], has: Has) -> tuple[Place, ...]:
    """The places that a press of Generate is about; the selected ones themselves where nothing can be made of them.

    A selected node that has nothing to compute (a picture that was loaded), or whose result is there, stands for the
    shots that it feeds and that are not made yet; for itself only where there are none.
    """
    found: dict[Place, None] = {}
    for target in targets_of(survey, selected) if selected else ():
        waiting: list[Place] = []
        if target.kind != TAKE and _at_hand(survey, target.node, has):
            fed = [place for place in fed_by(survey, target.node) if is_shot(survey, place)]
            waiting = [place for place in fed if survey.standing(place, has) is Standing.DUE]
        found.update(dict.fromkeys(waiting or [target.node]))
    return tuple(found) or tuple(selected)


def behind(survey: Survey, has: Has) -> tuple[Place, ...]:
    """The shots whose takes were all made of another graph than there is now, or that have none."""
    shots = [place for place in survey.lowered if is_shot(survey, place)]
    return tuple(place for place in shots if survey.standing(place, has) is Standing.DUE)


def _at_hand(survey: Survey, place: Place, has: Has) -> bool:
    """Whether a node that saves nothing has its picture already, or needs no work for it."""
    part = survey.lowered.get(place)
    if part is None or part.sink is not None or part.broken:
        return False
    return survey.standing(place, has) is not Standing.DUE
