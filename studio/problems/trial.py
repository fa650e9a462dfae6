"""Which remedies really help: each is tried on the document, and what it changes is said before it is made.

In: an entry, the checker's compiler and survey. Out: `Offer`s. Called by the problems panel on the errands' thread, for
the one entry that is looked at.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from engine.compile import Compiler, Request, Target
from engine.document import Document
from engine.errors import StudioError
from engine.estimate import Costs, Figures
from engine.registry import Registry
from engine.survey import Survey
from studio.edit.groups import make_unique
from studio.edit.ports import original
from studio.edit.scope import Scope, graph_of
from studio.problems.entries import Entry
from studio.problems.remedies import Remedies, Remedy, for_tail
from studio.quantities import bytes_words, seconds_words
from studio.survey.findings import problems_in
from studio.words import tr

MOST = 6
"""Remedies that are offered at once."""
LESS = 0.97
"""What saves less memory than this leaves is not worth offering."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A remedy that helps. `effect` says how much in short, `told` in full; "" where there is nothing to count.

    `note` says what else it changes than what it is offered for.
    """

    remedy: Remedy
    effect: str = ""
    told: str = ""
    note: str = ""


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
        case _ if entry.source == "cut":
            found = iter([Offer(remedy) for remedy in for_tail(entry.problem.port or "")])
        case _:
            found = iter(())
    scoped = (offer for one in found for offer in _scoped(one, entry.place or place, survey))
    return tuple(offer for offer, _ in zip(scoped, range(MOST), strict=False))


def _scoped(offer: Offer, place: str, survey: Survey) -> Iterator[Offer]:
    """A remedy that changes a group with several uses says so; beside it stands the one for this use alone, where that
    is enough.
    """
    shared = _shared(offer.remedy, survey.document, survey)
    if not shared:
        yield offer
        return
    note = " ".join(
        tr("Changes all {count} uses of “{group}”.", count=count, group=title) for title, count in shared
    )
    yield replace(offer, note=note)
    alone = replace(
        offer.remedy,
        label=tr("{remedy}, Only Here", remedy=offer.remedy.label),
        help="\n".join((offer.remedy.help, tr("This use of the group becomes a group of its own."))),
        change=lambda document: offer.remedy.change(only_here(document, place)),
    )
    try:
        apart = only_here(survey.document, place)
    except StudioError:
        return
    if apart is not survey.document and not _changed_with(offer.remedy, apart, set(survey.document.groups)):
        yield Offer(alone, offer.effect, offer.told)


def only_here(document: Document, place: str) -> Document:
    """The document in which every group that a place lies in is used for that place alone."""
    scope: Scope = None
    for instance in place.split("/")[:-1]:
        document = make_unique(document, scope, instance)
        graph = graph_of(document, scope)
        scope = original(graph, graph[instance]).group
    return document


def _shared(remedy: Remedy, document: Document, survey: Survey) -> list[tuple[str, int]]:
    """The groups that a remedy changes and that are used several times: title, and how often."""
    uses = Counter(group.id for group in survey.flat.opened.values())
    changed = _changed_with(remedy, document, {group for group, count in uses.items() if count > 1})
    return [(document.groups[group].title or tr("Group"), uses[group]) for group in changed]


def _changed_with(remedy: Remedy, document: Document, groups: Collection[str]) -> list[str]:
    """Those of some groups whose definition a remedy changes."""
    after = _tried(remedy, document)
    if after is None:
        return []
    return [name for name in groups if after.groups.get(name) != document.groups.get(name)]


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
