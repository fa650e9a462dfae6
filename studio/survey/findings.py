"""From a survey of a document to what each node shows: its state, and its problems as sentences.

Pure; called by the checker on its thread, and by tests. The rule that is ours: what nothing to be rendered hangs on is
not wrong yet, so that a node just added warns instead of shouting.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from engine.cut import NODE
from engine.errors import Problem
from engine.spec import NodeType
from engine.survey import Standing, Survey
from studio.survey.continuity import unfit_shots
from studio.survey.status import Finding, Place, State
from studio.words import tr

_ORDER: tuple[State, ...] = ("idle", "cached", "stale", "warning", "error", "missing")
"""From what matters least to what matters most: a group shows what matters most inside."""
_STATES: dict[Standing, State] = {Standing.NONE: "idle", Standing.READY: "cached", Standing.DUE: "stale"}


@dataclass(frozen=True, slots=True)
class _Said:
    """Problems at one place."""

    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def findings(
    survey: Survey, missing: Collection[str] = (), has: Callable[[str], bool] | None = None
) -> dict[Place, Finding]:
    """What is to be said of every node, group instances included.

    `missing` are content hashes of media that are not here; `has` says whether the cache holds a key, None while keys
    mean nothing: then no node claims to be cached, or to need a run.
    """
    said = _said(survey)
    found = {
        place: _finding(survey, place, said.get(place, _Said()), missing, has) for place in survey.lowered
    }
    for place, unfit in unfit_shots(survey).items():
        found[place] = replace(found[place], unfit=unfit)
    for place in survey.flat.opened:
        found[place] = Finding()
    for place, says in said.items():
        if place not in survey.lowered:
            found[place] = Finding(_worst(says), (*says.errors, *says.warnings))
    for place in sorted(survey.flat.opened, key=lambda name: name.count("/"), reverse=True):
        found[place] = _of_group(survey, place, found)
    return found


def sentence(problem: Problem) -> str:
    """A problem as it stands beside its node: without the node's name, with a capital letter."""
    text = replace(problem, node=None).line()
    return text[:1].upper() + text[1:]


def named(survey: Survey, problem: Problem) -> str:
    """A problem as it stands apart from its node: led by what the artist calls the node."""
    name = name_in(survey, problem.node) if problem.node else ""
    return f"{name}: {sentence(problem)}" if name else sentence(problem)


def name_in(survey: Survey, place: Place) -> str:
    """What the artist calls a node: its title, or the label of its kind."""
    part, group = survey.lowered.get(place), survey.flat.opened.get(place)
    if part is None and group is not None:
        return group.title or tr("Group")
    if part is None:
        # The film is a node for as long as it is exported.
        return tr("Film") if place.rstrip("_") == NODE else tr("Node")
    kind: NodeType | None = survey.kinds.get(place)
    return part.node.title or (tr(kind.label) if kind else part.node.type)


def problems_in(survey: Survey) -> Iterator[tuple[Place, Problem]]:
    """Every problem once, with the place that it is about; what nothing to be rendered hangs on only warns."""
    seen: set[tuple[Place, Problem]] = set()

    def say(place: Place, problem: Problem, soft: bool) -> Iterator[tuple[Place, Problem]]:
        shown = replace(problem, severity="warning") if soft else problem
        if (place, shown) not in seen:
            seen.add((place, shown))
            yield place, shown

    for place, part in survey.lowered.items():
        for problem in part.problems:
            own = problem.node is None or problem.node == survey.flat.visible(place)
            yield from say(place if own else problem.node or place, problem, place not in survey.serving)
    for problem in survey.cycles:
        yield from say(problem.node or "", problem, False)


def _said(survey: Survey) -> dict[Place, _Said]:
    """Problems as sentences by place; those of the inside of a group are told where they are."""
    table: dict[Place, _Said] = {}
    for place, problem in problems_in(survey):
        text, says = sentence(problem), table.get(place, _Said())
        if text in (*says.errors, *says.warnings):
            continue
        if problem.severity == "warning":
            table[place] = replace(says, warnings=(*says.warnings, text))
        else:
            table[place] = replace(says, errors=(*says.errors, text))
    return table


def _finding(
    survey: Survey, place: Place, says: _Said, missing: Collection[str], has: Callable[[str], bool] | None
) -> Finding:
    part, kind = survey.lowered[place], survey.kinds[place]
    problems = (*says.errors, *says.warnings)
    shot = survey.document.shots.get(place)
    takes = shot.takes if shot else ()
    badge = tr("{count} takes", count=len(takes)) if len(takes) > 1 else tr("1 take") if takes else ""
    seconds = takes[-1].seconds if takes else None
    if kind is None or _lost(survey, place, kind, missing):
        return Finding("missing", problems, seconds, badge)
    if problems or part.muted:
        return Finding(_worst(says), problems, seconds, badge)
    state = "idle" if has is None else _STATES[survey.standing(place, has)]
    return Finding(state, (), seconds, badge)


def _lost(survey: Survey, place: Place, kind: NodeType, missing: Collection[str]) -> bool:
    """Whether a media file that the node names is not here."""
    params, media = survey.lowered[place].node.params, survey.document.media
    chosen = (params.get(param.name) for param in kind.params if param.kind == "media")
    items = (media.get(name) for name in chosen if isinstance(name, str))
    return any(item is not None and item.sha256 in missing for item in items)


def _of_group(survey: Survey, place: Place, found: dict[Place, Finding]) -> Finding:
    """What matters most inside an instance, and every problem there with the name of its node."""
    inside = f"{place}/"
    members = [(p, f) for p, f in found.items() if p.startswith(inside) and "/" not in p[len(inside) :]]
    own = found[place]
    told = (f"{name_in(survey, p)}: {text}" for p, f in members for text in f.problems)
    states = [own.state, *(f.state for _, f in members)]
    return Finding(max(states, key=_ORDER.index), (*own.problems, *told))


def _worst(says: _Said) -> State:
    return "error" if says.errors else "warning" if says.warnings else "idle"
