"""Variations of a shot: documents that nobody sees, each compiled and queued as one more take of that shot.

In: an open document's value, the shot, the documents that make the variations. Out: orders for the queue, and for each
variation the key by which its take will be known, or why it cannot be made. Not for the GUI thread.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.compile import Compiler, Request, Target
from engine.document import Document
from engine.errors import StudioError
from engine.estimate import Costs
from engine.plan import Plan
from engine.session import Opened, Session
from engine.walk import missing
from studio.survey.findings import named
from studio.survey.status import Place
from studio.telling import told
from studio.work.asking import TAKE, Answer, Order, Wish, is_there, order_of


@dataclass(frozen=True, slots=True)
class Varied:
    """What became of one variation: the content key of its take, or the problem in words."""

    key: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What variations take: what becomes of each, in order, and the seconds of all that are not there yet."""

    found: tuple[Varied, ...] = ()
    seconds: float = 0.0


def variations(
    session: Session, opened: Opened, shot: Place, documents: Sequence[Document]
) -> tuple[Answer, list[Varied]]:
    """Compile each document for its shot, with the seeds that it holds. Equal ones are made once."""
    compiler = session.compiler(opened)
    orders: dict[str, Order] = {}
    problems: list[str] = []
    there: dict[Place, None] = {}
    found: list[Varied] = []
    for document in documents:
        plan, problem = _plan(session, compiler, document, shot)
        if plan is None:
            problems.append(problem)
            found.append(Varied(problem=problem))
            continue
        key = plan.outputs[0].key
        found.append(Varied(key))
        wish = Wish(replace(opened, document=document), (shot,))
        if is_there(session, opened, plan):
            there[shot] = None
        elif key not in orders:
            orders[key] = order_of(wish, shot, plan)
    return Answer(tuple(orders.values()), tuple(dict.fromkeys(problems)), tuple(there)), found


def cost(
    session: Session, opened: Opened, shot: Place, documents: Sequence[Document], factor: float = 1.0
) -> Cost:
    """What these variations would take; steps that several share count once. `factor`: how much slower it goes now."""
    compiler = session.compiler(opened)
    figures = session.figures.snapshot()
    costs: Costs = {}
    seconds: dict[str, float] = {}
    found: list[Varied] = []
    made = {take.key for held in opened.document.shots.values() for take in held.takes}
    for document in documents:
        plan, problem = _plan(session, compiler, document, shot)
        found.append(Varied(plan.outputs[0].key if plan is not None else "", problem))
        if plan is None or plan.outputs[0].key in made:
            continue
        figures.forecast(plan.steps, costs)
        for step in missing(plan.steps, [plan.outputs[0].key], session.cache.has):
            seconds[step.key] = 0.0 if step.spec.view else costs[step.key][0]
    return Cost(tuple(found), factor * sum(seconds.values()))


def _plan(session: Session, compiler: Compiler, document: Document, shot: Place) -> tuple[Plan | None, str]:
    """The plan of one take, or why there is none."""
    try:
        compiled = compiler.compile(document, Request((Target(shot, TAKE),)))
    except StudioError as error:
        return None, told(error, document, session.registry)
    if compiled.plan is not None:
        return compiled.plan, ""
    survey = compiler.survey(document)
    return None, next((named(survey, problem) for problem in compiled.errors), "")
