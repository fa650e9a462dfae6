"""From an open document, or from a job's report, to the sheet that the plan panel shows.

In: the document as the session takes it, and what is wished. Out: a `Reading`: the sheet, and what is needed to ask
what a change would cost. Compiling may import torch, so all of it is done off the GUI thread.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.compile import Compiler, Request, Target
from engine.document import Document
from engine.errors import Problem, UsageError
from engine.flatten import inner_node
from engine.graph import Node
from engine.plan import Plan
from engine.registry import Registry
from engine.report import Report, foreseen
from engine.session import Opened, Session
from engine.survey import Survey
from studio.edit.ports import kind_of
from studio.edit.seeds import with_fresh_seeds
from studio.plan.drawing import Drawing, draw
from studio.plan.sheet import Sheet, lines_of
from studio.survey.findings import name_in, problems_in, sentence
from studio.survey.status import Place
from studio.words import tr
from studio.work.aims import meant
from studio.work.asking import TAKE, targets_of
from studio.work.forecast import UNSEEN


@dataclass(frozen=True, slots=True)
class Reading:
    """A wish as it was compiled: the sheet, how it is drawn, and what it came from: document, compiler, survey."""

    sheet: Sheet
    drawing: Drawing
    plans: tuple[Plan, ...]
    document: Document
    compiler: Compiler
    survey: Survey


def read(session: Session, opened: Opened, selected: Collection[Place], *, keys: bool) -> Reading:
    """What would be done if it were asked for now. Without `keys` nothing is known of the cache."""
    compiler = session.compiler(opened, keys=keys)
    has = session.cache.has if keys else lambda key: False
    reading = wished(compiler, opened.document, selected, has)
    if keys:
        return reading
    lines = [replace(line, state="planned") if line.state == "run" else line for line in reading.sheet.lines]
    return replace(reading, sheet=replace(reading.sheet, lines=tuple(lines)))


def wished(
    compiler: Compiler, document: Document, selected: Collection[Place], has: Callable[[str], bool]
) -> Reading:
    """The same for a compiler; `has` says whether the cache holds a key.

    Each target is compiled by itself, as the engine is asked for it. Seeds that are drawn for every take are others
    than those of all takes before.
    """
    survey = compiler.survey(document)
    targets = targets_of(survey, meant(survey, selected, has))
    taken = [target for target in targets if target.kind == TAKE]
    drawn = with_fresh_seeds(document, lambda: UNSEEN) if taken else document
    fresh = survey if drawn is document else compiler.survey(drawn)
    told: list[tuple[Plan, Report]] = []
    problems: dict[str, None] = {}
    for target in targets:
        found = compiler.compile(drawn if target in taken else document, Request((target,)))
        problems |= dict.fromkeys(_told(problem, survey) for problem in found.errors)
        if found.plan is not None:
            told.append((found.plan, foreseen(found.plan, has)))
    if not targets:
        wrong = (
            replace(found, node=place) for place, found in problems_in(survey) if found.severity == "error"
        )
        problems = dict.fromkeys(_told(problem, survey) for problem in wrong)
    users = [(survey, [target for target in targets if target not in taken]), (fresh, taken)]
    places, forwarded = _users(users)
    lines = lines_of(told, has, places, forwarded)
    named = {place for line in lines for place in (*line.places, *line.forwarded)}
    sheet = Sheet(lines, {place: full_name(survey, place) for place in named}, tuple(problems))
    sheet = replace(sheet, components=compiler.environment.budget.components)
    return Reading(sheet, draw(lines), tuple(plan for plan, _ in told), drawn, compiler, fresh)


def looked_again(reading: Reading, has: Callable[[str], bool]) -> Reading:
    """The same plans with what the cache holds now: steps that ran meanwhile are there.

    Nothing is compiled, and boxes keep their places and widths: a picture that moves with every step cannot be read.
    """
    before = reading.sheet.lines
    lines = lines_of(
        [(plan, foreseen(plan, has)) for plan in reading.plans],
        has,
        {line.key: line.places for line in before},
        {line.key: line.forwarded for line in before},
    )
    return replace(reading, sheet=replace(reading.sheet, lines=lines))


def read_job(session: Session, job: str, opened: Opened) -> Sheet:
    """What a job did, with the names that nodes have in a document now.

    Raises UsageError for a job that is not known any more, or one that no report was written of.
    """
    report = session.queue.load_report(job)
    if report is None:
        remedy = tr("Reports are written of jobs that end from now on")
        raise UsageError(tr("nothing was written down of what this job did"), remedy=remedy)
    plan, _ = session.queue.load(job)
    return of_job(plan, report, opened.document, session.registry)


def of_job(plan: Plan, report: Report, document: Document, registry: Registry) -> Sheet:
    """The sheet of a plan that ran."""
    lines = lines_of([(plan, report)])
    titles = {output.node: output.title for output in plan.outputs}
    names = {}
    for place in {place for line in lines for place in (*line.places, *line.forwarded)}:
        node = document.graph.nodes.get(place)
        names[place] = (
            name_of(node, document, registry) if node else titles.get(place) or tr("A node that is gone")
        )
    return Sheet(lines, names, (), report.job or "?")


def name_of(node: Node, document: Document, registry: Registry) -> str:
    """What the artist calls a node of the outermost graph."""
    kind = kind_of(document, node, registry)
    return node.title or (tr(kind.label) if kind else node.type)


def _users(
    surveys: Sequence[tuple[Survey, Collection[Target]]],
) -> tuple[Mapping[str, list[Place]], Mapping[str, list[Place]]]:
    """By key, the places that a step is for, and those that take its result on without a round trip through pixels.

    Only what the targets of a survey hang on counts: a step that nobody asked for is shared with nobody.
    """
    for_whom: dict[str, list[Place]] = {}
    handed_on: dict[str, list[Place]] = {}
    for survey, targets in surveys:
        wanted = _upstream(survey, targets)
        for place, part in survey.lowered.items():
            if place not in wanted:
                continue
            found: dict[str, dict[str, list[Place]]] = {}
            for step in part.steps:
                key = survey.renamed.get(step.key, step.key)
                # An encode step that became another one's latents is no step any more.
                saved = step.op == "encode_frames" and key != step.key and survey.steps[key].op != step.op
                found.setdefault(key, handed_on if saved else for_whom)
            if key := survey.take_key(place):
                found[key] = for_whom
            for key, table in found.items():
                if place not in table.setdefault(key, []):
                    table[key].append(place)
    return for_whom, handed_on


def full_name(survey: Survey, place: Place) -> str:
    """What the artist calls a node, with the groups that it lies in before it."""
    path = place.split("/")
    document = survey.document
    shown = []
    for depth in range(1, len(path) + 1):
        here = "/".join(path[:depth])
        node = inner_node(document.graph, document.groups, here)
        shown.append(node.title if node is not None and node.title else name_in(survey, here))
    return " › ".join(shown)


def _told(problem: Problem, survey: Survey) -> str:
    """A problem as a sentence, with what the artist calls its node before it."""
    return f"{full_name(survey, problem.node)}: {sentence(problem)}" if problem.node else sentence(problem)


def _upstream(survey: Survey, targets: Collection[Target]) -> set[Place]:
    """Everything that the targets hang on, themselves included."""
    found: set[Place] = set()
    for target in targets:
        group = target.node in survey.flat.opened
        for root in survey.shown_by(target.node) if group else [target.node]:
            if (part := survey.lowered.get(root)) is not None:
                found.update(near.node.id for near in part.upstream())
    return found
