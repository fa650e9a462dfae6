"""Which remedies really help: each is tried on the document, and what it changes is said before it is made.

In: an entry, the checker's compiler and survey. Out: `Offer`s. Called by the problems panel on the errands' thread, for
the one entry that is looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.compile import Compiler, Request, Target
from engine.document import Document
from engine.errors import StudioError
from engine.estimate import Costs, Figures
from engine.registry import Registry
from engine.survey import Survey
from studio.problems.entries import Entry
from studio.problems.remedies import Remedies, Remedy
from studio.quantities import bytes_words, seconds_words
from studio.survey.findings import problems_in
from studio.words import tr

MOST = 6
"""Remedies that are offered at once."""
LESS = 0.97
"""What saves less memory than this leaves is not worth offering."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A remedy that helps. `effect` says how much in short, `told` in full; "" where there is nothing to count."""

    remedy: Remedy
    effect: str = ""
    told: str = ""


def offers(
    entry: Entry, survey: Survey, compiler: Compiler, registry: Registry, figures: Figures | None = None
) -> tuple[Offer, ...]:
    """What helps with an entry, the likeliest first."""
    known = Remedies(survey, registry, compiler.environment.models)
    place = entry.asked or entry.place
    match entry.kind:
        case "OutOfMemory":
            failing = entry.place if entry.source == "failure" else ""
            meant = known.for_memory(failing or place)
            found = _lighter(meant, place, failing, survey.document, compiler, figures)
        case "WeightsError":
            found = _possible(known.for_model(place), place, survey.document, compiler)
        case "ModelError":
            found = _possible(known.for_result(place), place, survey.document, compiler)
        case _ if entry.source == "check":
            found = _mending(known.for_problem(entry.place, entry.problem), entry, survey, compiler)
        case _:
            found = iter(())
    return tuple(offer for offer, _ in zip(found, range(MOST), strict=False))


def _lighter(
    remedies: Iterable[Remedy],
    place: str,
    failing: str,
    document: Document,
    compiler: Compiler,
    figures: Figures | None,
) -> Iterator[Offer]:
    """Those that need less memory, at the node that ran out of it where that is known."""
    before = _cost(document, place, failing, compiler, figures)
    for remedy in remedies:
        changed = _tried(remedy, document)
        after = _cost(changed, place, failing, compiler, figures) if changed is not None else None
        if before is None or after is None or after[1] >= LESS * before[1]:
            continue
        less = round(100 * (1 - after[1] / before[1]))
        words = tr(
            "Memory {before} → {after}, time {earlier} → {later}",
            before=bytes_words(before[1]),
            after=bytes_words(after[1]),
            earlier=seconds_words(before[0]),
            later=seconds_words(after[0]),
        )
        yield Offer(remedy, tr("−{percent} % memory", percent=less), words)


def _possible(
    remedies: Iterable[Remedy], place: str, document: Document, compiler: Compiler
) -> Iterator[Offer]:
    """Those with which it can be made, and in another way than now: a param that a link decides helps nobody."""
    before = _keys(document, place, compiler)
    for remedy in remedies:
        changed = _tried(remedy, document)
        after = _keys(changed, place, compiler) if changed is not None else None
        if after is not None and after != before:
            yield Offer(remedy)


def _mending(remedies: Iterable[Remedy], entry: Entry, survey: Survey, compiler: Compiler) -> Iterator[Offer]:
    """Those after which the problem is gone, and no other has come; a circle is cut open whatever comes of it."""
    before = _errors(survey)
    circle = entry.problem in survey.cycles
    for remedy in remedies:
        changed = _tried(remedy, survey.document)
        if changed is None:
            continue
        after = compiler.survey(changed)
        same = (entry.place, entry.problem.message, entry.problem.port)
        gone = all((place, p.message, p.port) != same for place, p in problems_in(after))
        if gone and (circle or _errors(after) <= before - (entry.severity == "error")):
            yield Offer(remedy)


def _keys(document: Document, place: str, compiler: Compiler) -> frozenset[str] | None:
    """What would be computed for a place; None if it cannot be made."""
    plan = compiler.compile(document, Request((Target(place),))).plan
    return None if plan is None else frozenset(step.key for step in plan.steps)


def _errors(survey: Survey) -> int:
    return sum(problem.severity == "error" for _, problem in problems_in(survey))


def _tried(remedy: Remedy, document: Document) -> Document | None:
    """The document with a remedy; None if it changes nothing, or cannot be done."""
    try:
        changed = remedy.change(document)
    except StudioError:
        return None
    return None if changed is document or changed == document else changed


def _cost(
    document: Document, place: str, failing: str, compiler: Compiler, figures: Figures | None
) -> tuple[float, int] | None:
    """Seconds of all that a place shows, and bytes of the greediest step, of the failing node if it has one."""
    plan = compiler.compile(document, Request((Target(place),))).plan
    if plan is None:
        return None
    costs: Costs = {}
    seconds, peak = (figures or compiler.environment.figures).forecast(plan.steps, costs)
    own = [costs[step.key][1] for step in plan.steps if step.node == failing]
    return sum(seconds.values()), max(own, default=0) or peak
