"""In what order shots are made that hang on each other, and which takes those that come later will find.

A shot that continues another is made from that one's pick. Asked for together, the pick may be a take that the same
wish makes: it is counted on before it is there, so that nothing is out of date as soon as it is made. In: a survey,
targets, plans. Out: targets in waves, documents with takes that are to come; these are compiled and never shown. Called
by whoever asks the engine for takes, and by the forecast.
"""

from collections.abc import Collection, Iterable

from engine.compile import Target
from engine.delivery import take_of
from engine.document import Document
from engine.plan import Plan
from engine.survey import Survey
from engine.types import FactKind

TAKE = "take"


def waves(survey: Survey, targets: Collection[Target]) -> list[list[Target]]:
    """The targets, those first on which others hang; those of a wave do not hang on each other's takes."""
    shots = {target.node for target in targets if target.kind == TAKE}
    above = {target: _above(survey, target.node) & shots for target in targets}
    depth: dict[str, int] = {}
    found: list[list[Target]] = []
    # What a shot hangs on hangs on less than that shot does.
    for target in sorted(targets, key=lambda target: len(above[target])):
        level = max((depth[shot] + 1 for shot in above[target] if shot in depth), default=0)
        depth[target.node] = level
        found += [[] for _ in range(level + 1 - len(found))]
        found[level].append(target)
    return found


def with_takes_to_come(document: Document, plans: Iterable[Plan]) -> Document:
    """The document as it will be when these plans are made, as far as takes go; what is there already stays."""
    for plan in plans:
        for output in plan.outputs:
            shot = document.shots.get(output.id)
            known = shot is not None and any(take.key == output.key for take in shot.takes)
            if output.kind == TAKE and not known:
                ending = "png" if output.facts.kind is FactKind.IMAGE else "mp4"
                document = document.with_take(output.id, take_of(output, plan, f"{output.key}.{ending}", 0.0))
    return document


def _above(survey: Survey, place: str) -> set[str]:
    """The places that one hangs on, itself left out; for a group instance those of the nodes behind its outputs."""
    parts = [survey.lowered.get(inner) for inner in survey.flat.behind.get(place, (place,))]
    return {above.node.id for part in parts if part is not None for above in part.upstream()} - {place}
