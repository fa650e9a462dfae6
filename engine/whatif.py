"""What would have to run anew if a param had another value, before anybody changes it.

In: a compiler and a document, a node's place and a param. Out: a `WhatIf`: the steps, with time and memory, that
remake what is there now. The document is surveyed with another valid value; steps whose keys change are what hangs on
the param. Pure; the cache is only asked what it holds. Called by the studio, off the GUI thread.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from engine.compile import Compiler
from engine.document import Document
from engine.errors import GraphError, ParamError
from engine.estimate import bytes_of
from engine.flatten import inner_node, original_of
from engine.graph import Json, Node
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
    compiler: Compiler, document: Document, place: str, param: str, *, has: Has | None = None
) -> WhatIf:
    """What would run anew if `param` of the node at `place` changed: an id, led by the instances it lies in.

    `has` says whether the cache holds a key (the compiler's own environment by default). Nothing is there: nothing
    would run anew. An unknown place or param changes nothing.
    """
    declared = declaration(compiler, document, place, param)
    if declared is None or not declared.affects:
        return WhatIf()
    stored = compiler.environment.stored
    known: Has = has or (lambda key: stored(key) is not None)
    before = compiler.survey(document)
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
    pairs = list(_pairs(before, after))
    gone = frozenset(old.key for _, old, _ in pairs)
    there = {key for key in gone if has(key)}
    takes = {take.key for shot in document.shots.values() for take in shot.takes}
    there |= {old.key for _, old, _ in pairs if old.key in takes}
    if not there:
        return WhatIf(gone=gone)
    wanted = [new.key for _, old, new in pairs if old.key in there]
    table = {new.key: new for _, _, new in pairs}
    steps = dict(after.steps) if table.keys() <= after.steps.keys() else {**after.steps, **table}
    anew = {
        step.key for step in missing(list(steps.values()), wanted, lambda key: _is_there(steps, key, has))
    }
    # A step that nothing became of counts as it was: what would come instead cannot be foreseen.
    run = {new.key: (old, new) for _, old, new in pairs if new.key in anew or new.key == old.key in there}
    found = [(old, new) for old, new in run.values() if not new.spec.view]
    figures = compiler.environment.figures
    seconds, most = 0.0, 0
    for old, _ in found:
        inputs = [before.steps[key].facts for key in old.inputs if key in before.steps]
        seconds += figures.seconds(old, inputs)
        most = max(most, bytes_of(old, inputs))
    keys = {new.key for _, new in found}
    places = frozenset(place for place, _, new in pairs if new.key in keys)
    return WhatIf(places, tuple(new for _, new in found), seconds, most, gone)


def _is_there(steps: Mapping[str, Step], key: str, has: Has) -> bool:
    return not steps[key].spec.view and has(key)


def _pairs(before: Survey, after: Survey) -> Iterator[tuple[str, Step, Step]]:
    """Place, step and what becomes of it, of every step whose key changes, sources first.

    A step that has no counterpart (the node cannot be made any more) stands for itself.
    """
    for place, old in before.lowered.items():
        new = after.lowered.get(place)
        if new is old:
            continue
        fresh = _finals(after, place, new.steps) if new is not None else []
        for step in _finals(before, place, old.steps):
            twin = next((other for other in fresh if other.op == step.op), None)
            if twin is None:
                yield place, step, step
                continue
            fresh.remove(twin)
            if twin.key != step.key:
                yield place, step, twin


def _finals(survey: Survey, place: str, steps: Sequence[Step]) -> list[Step]:
    """A node's steps as the passes leave them, the encoding of its take last."""
    take = survey.take_key(place)
    keys = [survey.renamed.get(step.key, step.key) for step in steps]
    found = [survey.steps[key] for key in dict.fromkeys(keys) if key in survey.steps]
    return [*found, survey.steps[take]] if take in survey.steps else found


# -- another value -----------------------------------------------------------------------------------------------------


def _value(document: Document, place: str, param: str, declared: Param) -> Json:
    """What the param is now, as the file holds it."""
    node = inner_node(document.graph, document.groups, place)
    while node is not None:
        if param in node.params:
            value: Json = node.params[param]  # type: ignore[assignment]
            return value
        group = document.groups.get(node.group or "")
        shown = next((p for p in group.params if p.name == param), None) if group else None
        if group is None or shown is None:
            break
        param, node = shown.port, inner_node(group.graph, document.groups, shown.node)
    return declared.default_json


def _changed(document: Document, place: str, param: str, value: Json) -> Document | None:
    """The document with the param set: on the node itself, or on the inside that all instances of its group share."""
    *instances, name = place.split("/")
    graph, group = document.graph, None
    for instance in instances:
        node = _own(graph.nodes.get(instance), graph.nodes)
        group = document.groups.get(node.group or "") if node is not None else None
        if group is None:
            return None
        graph = group.graph
    node = _own(graph.nodes.get(name), graph.nodes)
    if node is None:
        return None
    graph = graph.put(node.with_params(**{param: value}))
    return document.with_graph(graph) if group is None else document.with_group(replace(group, graph=graph))


def _own(node: Node | None, nodes: Mapping[str, Node]) -> Node | None:
    """The node whose params count: a clone's are its original's."""
    if node is None or node.clone_of is None:
        return node
    from engine.graph import Graph

    try:
        return original_of(Graph(nodes), node)
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
            first = value[0][1] if isinstance(value, list) and value else value  # type: ignore[index,call-overload]
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
