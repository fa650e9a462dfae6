"""The compiler: a document and a request become a plan, or problems that name node, port, value and remedy.

Pure: no file is read and nothing is computed. Groups are opened (`flatten`), what the targets need is put in order and
lowered (`lowering`), and the steps go through the passes (`passes`, `estimate`). What did not change since the last
compilation is used again.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from engine.document import Document
from engine.errors import GraphError, Problem, StudioError
from engine.estimate import Costs
from engine.flatten import MAX_NODES, Flat, flatten
from engine.graph import Graph, Json, Link
from engine.lowering import Lowering
from engine.node_lowering import Lowered
from engine.passes import batch, forward_latents, keep, schedule, share, sharing, took_over
from engine.plan import Output, Plan, Step
from engine.request import Compiled, Environment, Request, Target
from engine.survey import Survey
from engine.targets import CLIP_FORMATS, IMAGE_FORMATS, MASTER, encode_step, output_of, picture_of

__all__ = [
    "CLIP_FORMATS",
    "IMAGE_FORMATS",
    "MASTER",
    "Compiled",
    "Compiler",
    "Environment",
    "Request",
    "Survey",
    "Target",
    "encode_step",
    "finish",
]

_Into = Mapping[str, Sequence[Link]]
_Order = tuple[list[str], list[tuple[str, ...]]]
SHOWN_CYCLE = 12
"""Nodes of a cycle that a message names."""


class Compiler:
    """Compiles documents in one environment. Not thread-safe; keep one per document.

    Everything remembered is a pure function of what it is compared by, so a compiler that was used before answers as a
    fresh one would, only faster.
    """

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self._context: tuple[object, ...] = ()
        self._lowered: dict[str, Lowered] = {}
        self._outputs: dict[tuple[Target, str], tuple[Lowered, str, Output, Step | None]] = {}
        self._costs: Costs = {}
        self._flat: tuple[Document, Mapping[str, object], Flat] | None = None
        self._into: tuple[tuple[Link, ...], _Into] = ((), {})
        self._order: tuple[_Into, tuple[object, ...], _Order] | None = None

    def compile(self, document: Document, request: Request) -> Compiled:
        """The plan of a request. Problems of one branch do not stop another."""
        with _collector_at_rest():
            return self._compiled(document, request)

    def _compiled(self, document: Document, request: Request) -> Compiled:
        self._forget_if_changed(document, request)
        flat = self._flattened(document, request)
        run = Lowering(self.environment, document, request, flat, self._lowered)
        problems = _wrong_overrides(run, document)
        wanted = [(target, place) for target in request.targets for place in _places(run, target.node)]
        lowered, cycles = self._lower(run, [name for _, place in wanted for name in place])
        problems += cycles
        for part in lowered.values():
            problems += part.problems
        steps = [step for part in lowered.values() for step in part.steps]
        outputs = []
        for target, place in wanted:
            try:
                output, encode = self._output(target, [lowered[n] for n in place if n in lowered], run)
            except StudioError as error:
                problems.append(Problem.of(error))
                continue
            if output is not None:
                outputs.append(output)
                steps += [encode] if encode else []
        told = tuple(dict.fromkeys(problems))
        if not outputs:
            return Compiled(None, told)
        plan = finish(steps, outputs, self.environment, self._costs)
        warnings = tuple(p.line(_titles(p, run)) for p in told if p.severity == "warning")
        return Compiled(replace(plan, notes=warnings) if warnings else plan, told)

    def survey(self, document: Document) -> Survey:
        """Every node lowered as though it were wanted; what never runs (notes) is left out."""
        request = Request(())
        with _collector_at_rest():
            self._forget_if_changed(document, request)
            flat = self._flattened(document, request)
            run = Lowering(self.environment, document, request, flat, self._lowered)
            kinds = {node.id: run.kind(node) for node in flat.graph}
            names = [name for name, kind in kinds.items() if kind is None or not kind.inert]
            lowered, cycles = self._lower(run, names)
            return Survey.of(document, flat, lowered, kinds, tuple(cycles))

    def _lower(self, run: Lowering, names: list[str]) -> tuple[dict[str, Lowered], list[Problem]]:
        """These nodes and all that they hang on, lowered; and what is wrong with several of them at once."""
        closed = run.closed(names)
        into = run.needed(self._links_into(run.flat.graph))
        order, cycles = self._sources_first(run.flat.graph, names, into, closed)
        return run.run(order, into, closed), [_cycle(path, run) for path in cycles]

    # -- what is used again --------------------------------------------------------------------------------------------

    def _forget_if_changed(self, document: Document, request: Request) -> None:
        context = (self.environment, document.settings, document.media, request.take, request.seed)
        if context != self._context or len(self._lowered) > 2 * MAX_NODES or len(self._costs) > 8 * MAX_NODES:
            self._context = context
            self._lowered, self._outputs, self._costs = {}, {}, {}

    def _flattened(self, document: Document, request: Request) -> Flat:
        overrides = request.overrides
        if self._flat is not None:
            before, given, flat = self._flat
            if before.graph is document.graph and before.groups is document.groups and given == overrides:
                return flat
        flat = flatten(_with_params(document.graph, overrides), document.groups)
        clones = {k: v for k, v in overrides.items() if k in flat.graph.nodes and flat.graph[k].clone_of}
        flat = replace(flat, graph=_with_params(flat.graph, clones)) if clones else flat
        self._flat = (document, overrides, flat)
        return flat

    def _links_into(self, graph: Graph) -> _Into:
        links, into = self._into
        if links is not graph.links:
            into = graph.into()
            self._into = (graph.links, into)
        return into

    def _sources_first(self, graph: Graph, names: list[str], into: _Into, closed: set[str]) -> _Order:
        given = (names, closed, graph.nodes.keys())
        if self._order is not None:
            before, remembered, order = self._order
            if before is into and remembered == given:
                return order
        order = graph.sources_first(names, into, closed)
        self._order = (into, given, order)
        return order

    # -- what is wanted ------------------------------------------------------------------------------------------------

    def _output(
        self, target: Target, found: Sequence[Lowered], run: Lowering
    ) -> tuple[Output | None, Step | None]:
        """The output of a target, and its encode step; None where the node's own problems say why not.

        Raises GraphError for a target that has no problem and yet nothing to deliver.
        """
        if not found:
            if target.node in run.flat.opened:
                remedy = "Choose a clip or an image, or put a Shot into the group"
                raise GraphError(
                    "this group yields nothing that can be rendered", node=target.node, remedy=remedy
                )
            raise GraphError(
                "no such node to render", value=target.node, remedy="Choose a node of this graph"
            )
        part = next((p for p in found if not p.broken and picture_of(p)), found[0])
        shown = run.flat.visible(part.node.id)
        if part.broken:
            if part.muted:
                what = (
                    "this node is muted" if part.muted == part.node.id else "this node hangs on a muted node"
                )
                raise GraphError(what, node=shown, remedy="Unmute it")
            return None, None
        title = run.title(part.node.id)
        known = self._outputs.get((target, part.node.id))
        if known is not None and known[0] is part and known[1] == title:
            return known[2], known[3]
        output, encode = output_of(target, part, title, shown, run.request.take, self.environment)
        self._outputs[target, part.node.id] = (part, title, output, encode)
        return output, encode


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No garbage collection while a plan is made: it makes many values and no cycles, so that the collector would walk
    the whole program several times, take a quarter of the time, and find nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def finish(
    steps: Sequence[Step], outputs: Sequence[Output], environment: Environment, costs: Costs | None = None
) -> Plan:
    """The passes: from the steps that lowering appended to a plan that can run.

    `costs` remembers (seconds, bytes) by key from plan to plan, for one environment.
    """
    wanted = keep(steps, {o.key for o in outputs} | {o.picture for o in outputs})
    forwarded, renamed = forward_latents(share(wanted))
    if renamed:
        outputs = [_renamed(output, renamed) for output in outputs]
        forwarded = keep(share(forwarded), {o.key for o in outputs} | {o.picture for o in outputs})
    ordered = schedule(forwarded, [o.key for o in outputs], environment.budget)
    batches = batch(ordered, environment.budget)
    known: Costs = {} if costs is None else costs
    seconds, peak = environment.figures.forecast(ordered, known)
    return Plan(
        tuple(ordered),
        tuple(outputs),
        batches,
        seconds,
        peak,
        memory={key: known[key][1] for key in seconds if known[key][1]},
        sharing=sharing(wanted, renamed, seconds.keys()),
        forwarded=took_over(wanted, renamed, seconds.keys()),
    )


def _renamed(output: Output, renamed: Mapping[str, str]) -> Output:
    key, picture = renamed.get(output.key, output.key), renamed.get(output.picture, output.picture)
    return (
        output
        if key == output.key and picture == output.picture
        else replace(output, key=key, picture=picture)
    )


def _with_params(graph: Graph, overrides: Mapping[str, Mapping[str, Json]]) -> Graph:
    """The graph with the request's params in place of its own."""
    changed = [graph[k].with_params(**values) for k, values in overrides.items() if k in graph.nodes]
    return graph.put(*changed) if changed else graph


def _wrong_overrides(run: Lowering, document: Document) -> list[Problem]:
    """Overrides that name no node, or no param of it: somebody asked for something that would not happen."""
    found = []
    for name, values in run.request.overrides.items():
        node = document.graph.nodes.get(name)
        if node is None:
            remedy = "Choose a node of this graph"
            found.append(Problem("there is no such node to change", value=name, remedy=remedy))
            continue
        node = document.graph.nodes.get(node.clone_of or "", node)
        group = document.groups.get(node.group or "")
        kind = run.kind(node)
        known = [p.name for p in (group.params if group else kind.params if kind else ())]
        for param in values:
            if kind is not None and param not in known:
                remedy = kind.closest(param, known)
                found.append(Problem("it has no such param", name, param, remedy=remedy))
    return found


def _places(run: Lowering, name: str) -> list[tuple[str, ...]]:
    """What a target's outputs are made of: its node; for a group instance the nodes behind its outputs, of which one is
    shown, or where it has none each sink in it for itself.
    """
    flat = run.flat
    if name not in flat.opened:
        return [(name,)]
    if flat.opened[name].outputs:
        return [flat.behind[name]]
    inside = f"{name}/"
    kinds = ((node.id, run.kind(node)) for node in flat.graph if node.id.startswith(inside))
    return [(inner,) for inner, kind in kinds if kind is not None and kind.sink] or [()]


def _cycle(path: Sequence[str], run: Lowering) -> Problem:
    names = [run.title(name) for name in path]
    if len(names) > SHOWN_CYCLE:
        names[SHOWN_CYCLE // 2 : -SHOWN_CYCLE // 2] = ["…"]
    what = f"these nodes feed each other: {' -> '.join(names)}"
    return Problem(what, run.flat.visible(path[0]), remedy="Remove one of these links")


def _titles(problem: Problem, run: Lowering) -> dict[str, str]:
    return {problem.node: run.title(problem.node)} if problem.node else {}
