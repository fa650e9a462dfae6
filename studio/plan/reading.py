"""From an open document, or from a job's report, to the sheet that the plan panel shows.

In: the document as the session takes it, and what is wished. Out: a `Reading`: the sheet, and what is needed to ask
what a change would cost. Compiling may import torch, so all of it is done off the GUI thread.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from engine.compile import Compiler, Request, Target
from engine.plan import Plan
from engine.session import Opened, Session
from engine.survey import Survey
from studio.plan.sheet import Sheet, lines_of
from studio.survey.findings import name_in, sentence
from studio.survey.status import Place
from studio.work.asking import targets_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it was compiled: the sheet, the targets of the wish, and the compiler that knows it all."""

    sheet: Sheet
    opened: Opened
    compiler: Compiler
    targets: tuple[Target, ...]
    plans: tuple[Plan, ...]


def read(session: Session, opened: Opened, selected: Collection[Place], *, keys: bool) -> Reading:
    """What would be done if it were asked for now. Without `keys` nothing is known of the cache."""
    compiler = session.compiler(opened, keys=keys)
    survey = compiler.survey(opened.document)
    targets = tuple(targets_of(survey, selected))
    plans, problems = compiled(compiler, opened, targets)
    places, forwarded = users(survey, targets)
    lines = lines_of(plans, session.cache.has if keys else None, places, forwarded)
    named = {place for line in lines for place in (*line.places, *line.forwarded)}
    sheet = Sheet(lines, {place: full_name(survey, place) for place in named}, problems)
    return Reading(sheet, opened, compiler, targets, tuple(plans))


def compiled(
    compiler: Compiler, opened: Opened, targets: Collection[Target]
) -> tuple[list[Plan], tuple[str, ...]]:
    """A plan for each target that can run as the engine would be asked for it, and what stands in the way of others."""
    plans: list[Plan] = []
    problems: dict[str, None] = {}
    for target in targets:
        found = compiler.compile(opened.document, Request((target,)))
        problems |= dict.fromkeys(map(sentence, found.errors))
        if found.plan is not None:
            plans.append(found.plan)
    return plans, tuple(problems)


def users(
    survey: Survey, targets: Collection[Target]
) -> tuple[Mapping[str, list[Place]], Mapping[str, list[Place]]]:
    """By key, the places that a step is for, and those that take its result on without a round trip through pixels.

    Only what the targets hang on counts: a step that nobody asked for is shared with nobody.
    """
    wanted: dict[Place, None] = {}
    for target in targets:
        inside = survey.flat.opened.get(target.node)
        roots = [target.node] if inside is None else survey.shown_by(target.node)
        for root in roots:
            if (part := survey.lowered.get(root)) is not None:
                wanted |= dict.fromkeys(found.node.id for found in part.upstream())
    for_whom: dict[str, list[Place]] = {}
    handed_on: dict[str, list[Place]] = {}
    for place in reversed(wanted):
        part = survey.lowered.get(place)
        if part is None:
            continue
        for step in part.steps:
            key = survey.renamed.get(step.key, step.key)
            skipped = step.op == "encode_frames" and key != step.key and survey.steps[key].op != step.op
            table = handed_on if skipped else for_whom
            if place not in table.setdefault(key, []):
                table[key].append(place)
        if key := survey.take_key(place):
            for_whom.setdefault(key, []).append(place)
    return for_whom, handed_on


def full_name(survey: Survey, place: Place) -> str:
    """What the artist calls a node, with the groups that it lies in before it."""
    path = place.split("/")
    return " › ".join(name_in(survey, "/".join(path[: i + 1])) for i in range(len(path)))
