"""What would have to run anew if a param had another value, before anybody changes it.

In: a compiler and a document, a node's place and a param. Out: a `WhatIf`: the steps, with time and memory, that
remake what is there now. The document is surveyed with another valid value; steps whose keys change are what hangs on
the param. Pure; the cache is only asked what it holds. Called by the studio, off the GUI thread.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

from engine.compile import Compiler
from engine.document import Document
from engine.errors import GraphError, ParamError
from engine.estimate import bytes_of
from engine.flatten import inner_node, original_of
from engine.graph import Graph, Group, Json, Node
from engine.node_lowering import Lowered
from engine.params import (
    BoolParam,
    CardsParam,
    ChoiceParam,
    ColourParam,
    CurveParam,
    FloatParam,
    IntParam,
    MediaParam,
    ModelParam,
    NameParam,
    Param,
    RateParam,
    SizeParam,
    TextParam,
)
from engine.plan import Step
from engine.survey import Survey
from engine.walk import missing

Has = Callable[[str], bool]
TRIES = 4
"""Other values that are tried until one makes a difference: many a small change is rounded away."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changing a param would run anew; empty where it changes nothing that is there.

    `places` are the nodes whose steps these are, `steps` in running order as they would be made (where the change
    cannot be foreseen: as they were), `seconds` their forecast, `bytes` the most memory that one of them takes. `gone`
    are the keys of all steps, there or not, that would have another result.
    """

    places: frozenset[str] = frozenset()
    steps: tuple[Step, ...] = ()
    seconds: float = 0.0
    bytes: int = 0
    gone: frozenset[str] = frozenset()


def dirtied(
    compiler: Compiler,
    document: Document,
    place: str,
    param: str,
    *,
    has: Has | None = None,
    survey: Survey | None = None,
) -> WhatIf:
    """What would run anew if `param` of the node at `place` changed: an id, led by the instances it lies in.

    `has` says whether the cache holds a key (the compiler's own environment by default). Nothing is there: nothing
    would run anew. An unknown place or param changes nothing. Who has the document's `survey`, made with keys, saves
    half the time by giving it.
    """
    declared = declaration(compiler, document, place, param)
    if declared is None or not declared.affects:
        return WhatIf()
    stored = compiler.environment.stored
    known: Has = has or (lambda key: stored(key) is not None)
    before = survey or compiler.survey(document)
    for value in _others(declared, _value(document, place, param, declared), document, compiler):
        changed = _changed(document, place, param, value)
        after = compiler.survey(changed) if changed is not None else before
        found = _between(compiler, document, before, after, known)
        if found.steps or after.steps.keys() != before.steps.keys():
            return found
    return WhatIf()


def declaration(compiler: Compiler, document: Document, place: str, param: str) -> Param | None:
    """The declaration of a node's param, for a group instance that of the inner param it shows; None for no such."""
    node = inner_node(document.graph, document.groups, place)
    while node is not None and node.group is not None:
        group = document.groups.get(node.group)
        shown = next((p for p in group.params if p.name == param), None) if group else None
        if group is None or shown is None:
            return None
        param, node = shown.port, inner_node(group.graph, document.groups, shown.node)
    kind = compiler.environment.registry.find(node.type) if node is not None else None
    return kind.param(param) if kind is not None else None


# -- what hangs on it --------------------------------------------------------------------------------------------------


def _between(compiler: Compiler, document: Document, before: Survey, after: Survey, has: Has) -> WhatIf:
    moved = _moved(before, after)
    takes = {take.key for shot in document.shots.values() for take in shot.takes}
    there = {key for key in moved.twins.keys() | moved.lost.keys() if key in takes or has(key)}
    other = frozenset(before.steps.keys() - after.steps.keys())
    if not there:
        return WhatIf(gone=other)
    wanted = {moved.twins[key].key for key in there if key in moved.twins}
    steps = list(after.steps.values())
    due = missing(steps, wanted, lambda key: not after.steps[key].spec.view and has(key))
    anew = [step for step in due if not step.spec.view]
    # A step that cannot be made any more counts as it was: what would come instead cannot be foreseen.
    gone = [before.steps[key] for key in moved.lost if key in there and not before.steps[key].spec.view]
    was = {twin.key: before.steps[key] for key, twin in moved.twins.items()}
    seconds, most = 0.0, 0
    for survey, step in ((before, was.get(s.key, s)) for s in (*gone, *anew)):
        table = survey.steps if step.key in survey.steps else after.steps
        inputs = [table[key].facts for key in step.inputs if key in table]
        seconds += compiler.environment.figures.seconds(step, inputs)
        most = max(most, bytes_of(step, inputs))
    makers = _makers(moved.places, after, {step.key for step in anew})
    makers |= {moved.lost[step.key] for step in gone}
    return WhatIf(frozenset(makers), (*gone, *anew), seconds, most, other)


@dataclass(slots=True)
class _Moved:
    """Steps whose keys change: `twins` what becomes of them, `lost` the places whose nodes can make them no more.

    `places` are those whose nodes are lowered to something else, or are new.
    """

    places: set[str] = field(default_factory=set)
    twins: dict[str, Step] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)


def _moved(before: Survey, after: Survey) -> _Moved:
    """What becomes of every step whose key changes, by its old key, sources first; some just go."""
    moved = _Moved(after.lowered.keys() - before.lowered.keys())
    for place, old in before.lowered.items():
        new = after.lowered.get(place)
        if new is old or (new is not None and _same(old, new)):
            continue
        moved.places.add(place)
        lost = new is None or new.broken
        fresh = _finals(after, place) if new is not None else []
        kept = {step.key for step in fresh}
        for step in _finals(before, place):
            if step.key in kept:
                continue
            twin = next(
                (other for other in fresh if other.op == step.op and other.key not in before.steps), None
            )
            if twin is not None:
                fresh.remove(twin)
                moved.twins[step.key] = twin
            elif lost:
                moved.lost[step.key] = place
    return moved


def _same(old: Lowered, new: Lowered) -> bool:
    """Whether a node is lowered to the same: surveys of two compilers share no objects, and yet the keys."""
    return (
        old.sink == new.sink
        and old.broken == new.broken
        and [step.key for step in old.steps] == [step.key for step in new.steps]
    )


def _makers(moved: Collection[str], after: Survey, keys: Collection[str]) -> set[str]:
    """The places whose nodes make these steps. Encodings are made for takes that change, and for no other."""
    found, renamed = set(), after.renamed
    for place, part in after.lowered.items():
        made = _finals(after, place) if place in moved else part.steps
        for step in made:
            if renamed.get(step.key, step.key) in keys:
                found.add(place)
                break
    return found


def _finals(survey: Survey, place: str) -> list[Step]:
    """A node's steps as the passes leave them, the encoding of its take last."""
    take = survey.take_key(place)
    keys = [survey.renamed.get(step.key, step.key) for step in survey.lowered[place].steps]
    found = [survey.steps[key] for key in dict.fromkeys(keys) if key in survey.steps]
    return [*found, survey.steps[take]] if take in survey.steps else found


# -- another value -----------------------------------------------------------------------------------------------------


def _value(document: Document, place: str, param: str, declared: Param) -> Json:
    """What the param is now, as the file holds it."""
    node = _holder(document, place)
    while node is not None:
        if param in node.params:
            value: Json = node.params[param]
            return value
        group = document.groups.get(node.group or "")
        shown = next((p for p in group.params if p.name == param), None) if group else None
        if group is None or shown is None:
            break
        param, node = shown.port, inner_node(group.graph, document.groups, shown.node)
    return declared.default_json


def _holder(document: Document, place: str) -> Node | None:
    """The node that holds the params of a place."""
    found = _inside(document, place)
    return _own(found[0], place.rsplit("/", 1)[-1]) if found is not None else None


def _inside(document: Document, place: str) -> tuple[Graph, Group | None] | None:
    """The graph in which a place lies, and the group that it is the inside of."""
    *instances, _ = place.split("/")
    graph, group = document.graph, None
    for instance in instances:
        node = _own(graph, instance)
        group = document.groups.get(node.group or "") if node is not None else None
        if group is None:
            return None
        graph = group.graph
    return graph, group


def _changed(document: Document, place: str, param: str, value: Json) -> Document | None:
    """The document with the param set: on the node itself, or on the inside that all instances of its group share."""
    found, node = _inside(document, place), _holder(document, place)
    if found is None or node is None:
        return None
    graph, group = found
    graph = graph.put(node.with_params(**{param: value}))
    return document.with_graph(graph) if group is None else document.with_group(replace(group, graph=graph))


def _own(graph: Graph, name: str) -> Node | None:
    """The node whose params count: a clone's are its original's."""
    node = graph.nodes.get(name)
    try:
        return node if node is None or node.clone_of is None else original_of(graph, node)
    except GraphError:
        return None


def _others(param: Param, value: Json, document: Document, compiler: Compiler) -> list[Json]:
    """A few other values that the param takes, the nearest first."""
    found: list[Json] = []
    for other in _candidates(param, value, document, compiler):
        with suppress(ParamError):
            param.check(other)
            if other != value and other not in found:
                found.append(other)
        if len(found) == TRIES:
            break
    return found


def _candidates(param: Param, value: Json, document: Document, compiler: Compiler) -> Iterator[Json]:
    match param:
        case IntParam():
            yield from _numbers(value, 1, param.low, param.high)
        case FloatParam():
            yield from _numbers(value, param.step, param.low, param.high)
        case CurveParam():
            first = value[0][1] if isinstance(value, list) and value else value  # type: ignore[index]
            yield from _numbers(first, param.step, param.low, param.high)
        case BoolParam():
            yield not value
        case TextParam():
            text = str(value)
            yield f"{text} again"
            yield text[: len(text) // 2]
        case ChoiceParam():
            yield from param.choices
        case SizeParam():
            width, height = value if isinstance(value, list) and len(value) == 2 else document.settings.size
            for share in (2, 4):
                yield [int(str(width)) // share // 2 * 2, int(str(height)) // share // 2 * 2]
            yield [param.low, param.low]
        case RateParam():
            yield from (12, 25, 7)
        case ColourParam():
            yield from ("#123456", "#654321")
        case MediaParam():
            yield from (name for name, item in document.media.items() if param.of in ("any", item.kind))
            yield None
        case ModelParam():
            yield from (name for name in compiler.environment.models if name != value)
            yield "another model"
        case CardsParam():
            yield from _cards(value)
        case NameParam():
            yield "another"
        case _:
            return


def _numbers(value: Json, step: float, low: float, high: float) -> Iterator[Json]:
    now = value if isinstance(value, int | float) and not isinstance(value, bool) else low
    yield from (now + step, now - step)
    yield from (high, low) if high - now > now - low else (low, high)


def _cards(value: Json) -> Iterator[Json]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        first = {**value[0], "prompt": f"{value[0].get('prompt', '')} again"}
        yield [first, *value[1:]]
