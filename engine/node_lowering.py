"""The lowering of one node: what arrives through its links and params becomes values and steps, or problems.

In: a node, its type, what its sources became. Out: a `Lowered`. Called by `engine.lowering` for every node that is
needed and not remembered.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from engine.build import Builder, Inputs, Settled, Sink
from engine.document import Document
from engine.errors import GraphError, Problem, StudioError
from engine.flatten import Flat
from engine.graph import Flags, Json, Link, Node
from engine.plan import Step
from engine.request import Environment, Request
from engine.shots import Take
from engine.spec import NodeType, Port
from engine.types import FactKind, PortType
from engine.values import ClipValue, ImageValue, NumberValue, Value, type_of

Arrived = dict[str, tuple[Value, ...]]
Work = Callable[[], Mapping[str, Value]]
SEEDS = 2**53
"""Seeds are counted modulo this: a whole number that JSON readers keep exact."""


@dataclass(slots=True, eq=False)
class Lowered:
    """What one node became, and from what.

    `sources` are what its links come from (None: not there, or behind a cycle); `settings` its params as they were
    used; `muted` the id of the muted node that it hangs on; `seed` its own seed, `maker` the digest of the model that
    makes its frames; `encoded` the step that encodes its take, once somebody asked. A shot that cannot be lowered but
    has a take still has outputs.
    """

    node: Node
    links: Sequence[Link] = ()
    sources: "tuple[Lowered | None, ...]" = ()
    take: Take | None = None
    inputs: Arrived = field(default_factory=dict)
    settings: Mapping[str, Json] = field(default_factory=dict)
    outputs: Mapping[str, Value] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    sink: Sink | None = None
    broken: bool = False
    muted: str = ""
    seed: int | None = None
    maker: str = ""
    encoded: Step | None = None

    def upstream(self) -> "list[Lowered]":
        """This and everything that it hangs on, nearest first."""
        found = [self]
        seen = {self}
        for part in found:
            for source in part.sources:
                if source is not None and source not in seen:
                    seen.add(source)
                    found.append(source)
        return found

    def takes_of(self) -> dict[str, Take]:
        """The takes of other shots that flow into this, by shot: what these are made of in turn does not."""
        found: dict[str, Take] = {}
        todo, seen = [self], {self}
        for part in todo:
            if part.take is not None and part is not self:
                found[part.node.id] = part.take
                continue
            fresh = [s for s in dict.fromkeys(part.sources) if s is not None and s not in seen]
            todo += fresh
            seen.update(fresh)
        return found


class Ground(Protocol):
    """What all nodes of a compilation share."""

    env: Environment
    document: Document
    request: Request
    flat: Flat
    picked: Collection[str]

    def kind(self, node: Node) -> NodeType | None:
        """The type of a node, if it is known."""
        ...


class NodeLowering:
    """The lowering of one node; fills in its `Lowered`."""

    __slots__ = ("build", "kind", "node", "problems", "result", "run", "shown")

    def __init__(self, run: Ground, node: Node, kind: NodeType, shown: str, result: Lowered) -> None:
        self.run = run
        self.node = node
        self.kind = kind
        self.shown = shown
        self.result = result
        self.problems: list[Problem] = []
        env, document = run.env, run.document
        self.build = Builder(
            shown,
            document.settings,
            document.media,
            env.models,
            env.upscaler_digest,
            env.precision,
            env.missing,
            env.broken,
        )

    # -- what arrives --------------------------------------------------------------------------------------------------

    def arrive(self) -> None:
        """Collect the values of the links; wrong ports and types become problems."""
        result = self.result
        arrived: dict[str, list[Value]] = {}
        for link, source in zip(result.links, result.sources, strict=True):
            port = self.kind.input(link.input)
            if port is None:
                remedy = self.kind.closest(link.input, [p.name for p in self.kind.inputs])
                self._problem("it has no such input", link.input, remedy)
                continue
            value = self._value(link, source, port)
            if value is None:
                result.broken = True
            elif not fits(port, type_of(value)):
                remedy = f"Link {_article(port.type.value)} output here"
                self._problem(f"it does not take {_article(type_of(value).value)}", port.name, remedy)
            elif port.name in arrived and not port.multiple:
                self._problem("it takes one link only", port.name, "Keep one of the links")
            else:
                arrived.setdefault(port.name, []).append(value)
        result.inputs = {name: tuple(values) for name, values in arrived.items()}

    def _value(self, link: Link, source: Lowered | None, port: Port) -> Value | None:
        """What comes through a link; None when its source cannot run."""
        flat = self.run.flat
        if source is None:
            group = flat.opened.get(link.source)
            if group is not None:
                ports = ", ".join(p.name for p in group.outputs) or "none"
                self._problem("the linked group shows no such output", port.name, f"It has {ports}")
            elif link.source not in flat.graph.nodes:
                self._problem("the link comes from a node that is not there", port.name, "Remove this link")
            return None
        value = source.outputs.get(link.output)
        if value is not None or source.broken:
            self.result.muted = self.result.muted or (source.muted if value is None else "")
            return value
        kind = self.run.kind(source.node)
        declared = kind.output(link.output) if kind else None
        if declared is not None and declared.name in source.outputs:
            return source.outputs[declared.name]
        names = list(source.outputs)
        remedy = kind.closest(link.output, names) if kind and names else "It has none"
        self.problems.append(
            Problem("it has no such output", flat.visible(link.source), link.output, remedy=remedy)
        )
        return None

    def repeats(self, known: Lowered) -> bool:
        """Whether a remembered lowering had the same node, take and values, if from other sources."""
        same = known.take is self.result.take and known.inputs == self.result.inputs
        return (
            same
            and alike(known.node, self.node)
            and not (self.problems or self.result.broken or known.broken)
        )

    def copy(self, known: Lowered) -> None:
        """Take over what a remembered lowering found."""
        result = self.result
        result.settings, result.outputs, result.steps = known.settings, known.outputs, known.steps
        result.problems, result.sink = known.problems, known.sink
        result.seed, result.maker = known.seed, known.maker

    # -- what becomes of it --------------------------------------------------------------------------------------------

    def lower(self) -> None:
        """Steps and outputs, or every problem of this node at once."""
        result, kind = self.result, self.kind
        outputs: Mapping[str, Value] = {}
        if self.node.flags.bypass:
            if not (self.problems or result.broken):
                outputs = self._tried(lambda: bypassed(kind, result.inputs, self.shown))
        else:
            self._unlinked()
            params = self._params()
            if not (self.problems or result.broken):
                inputs, settled = Inputs(result.inputs), Settled(params)
                outputs = self._tried(lambda: kind.lower(inputs, settled, self.build))
        self._finish(outputs)

    def pinned(self) -> None:
        """The take of a shot, or a frozen result, in place of everything upstream."""
        take = self.result.take
        if take is not None:
            self.show(take)
            return
        self._finish(self._tried(self._frozen))

    def show(self, take: Take) -> None:
        """Let a take go out for whatever hangs on this shot, even where a new one cannot be made."""
        value = self.build.read_take(take.file, take.frames, take.rate, take.size)
        self.result.outputs = {port.name: value for port in self.kind.outputs}
        self.result.steps = tuple(self.build.steps)

    def _finish(self, outputs: Mapping[str, Value]) -> None:
        result, build = self.result, self.build
        result.broken = result.broken or bool(self.problems)
        result.problems = (*self.problems, *build.notes)
        if not result.broken:
            result.outputs, result.sink = outputs, build.sink
            result.steps = tuple(build.steps)
            result.maker = next((s.params["model"] for s in build.steps if s.op == "denoise"), "")

    def _unlinked(self) -> None:
        """Required inputs without a link."""
        for port in self.kind.inputs:
            if port.required and port.name not in self.result.inputs:
                linked = any(self.kind.input(link.input) is port for link in self.result.links)
                if not linked:
                    remedy = f"Link {_article(port.type.value)} output to it"
                    self._problem("nothing is linked to this input", port.name, remedy)

    def _params(self) -> dict[str, object]:
        """Checked params, with linked inputs and the request's seed and take applied."""
        node, kind, result, request = self.node, self.kind, self.result, self.run.request
        given = node.params
        if node.version < kind.version and kind.upgrade is not None:
            given = kind.upgrade(dict(given), node.version)
        linked: dict[str, NumberValue] = {}
        for name, param in kind.overrides.items():
            value = result.inputs[name][0] if name in result.inputs else None
            if isinstance(value, NumberValue):
                linked[param] = value
        if linked:
            given = {**given, **{name: value.value for name, value in linked.items()}}
        settled, errors = kind.settle(given)
        result.settings = settings = kind.defaults()
        for name in given:
            if name in settled:
                settings[name] = given[name]
        for error in errors:
            if error.port in linked:
                error.remedy = f"{error.remedy}; the value comes from the linked input"
            self.problems.append(Problem.of(error.at(self.shown)))
        for name in kind.seeds:
            own = settled[name]
            assert isinstance(own, int)
            if name not in linked or not linked[name].seed:
                own = (own if request.seed is None else request.seed) + request.take
            settled[name] = settings[name] = result.seed = own % SEEDS
        if kind.picked is not None and kind.picked.picked_by and node.id in self.run.picked:
            settled[kind.picked.picked_by] = 1
        return settled

    def _frozen(self) -> dict[str, Value]:
        key = self.node.frozen_key or ""
        facts = self.run.env.stored(key)
        if facts is None or facts.kind not in (FactKind.CLIP, FactKind.IMAGE):
            raise GraphError("its frozen result is gone", remedy="Unfreeze the node and render it again")
        wrap = ClipValue if facts.kind is FactKind.CLIP else ImageValue
        return {port.name: wrap(key, facts) for port in self.kind.outputs}

    def _tried(self, work: Work) -> Mapping[str, Value]:
        try:
            return work()
        except StudioError as error:
            self.problems.append(Problem.of(error.at(self.shown)))
            return {}

    def _problem(self, message: str, port: str, remedy: str) -> None:
        self.problems.append(Problem(message, self.shown, port, remedy=remedy))


def fits(port: Port, kind: PortType) -> bool:
    """Whether an input takes a value of this type."""
    return kind is port.type or kind in port.also or port.type is PortType.ANY or kind is PortType.ANY


def bypassed(kind: NodeType, inputs: Mapping[str, tuple[Value, ...]], shown: str) -> dict[str, Value]:
    """Each output passes the first input value of a type that it may yield.

    Raises GraphError, naming the output, where no such input is linked.
    """
    found: dict[str, Value] = {}
    arrived = [value for port in kind.inputs for value in inputs.get(port.name, ())]
    for port in kind.outputs:
        alike = next((v for v in arrived if PortType.ANY in port.types or type_of(v) in port.types), None)
        if alike is None:
            raise GraphError(
                f"it cannot be bypassed: no input is {_article(port.type.value)}",
                node=shown,
                port=port.name,
                remedy="Mute it instead, or link such an input",
            )
        found[port.name] = alike
    return found


def alike(a: Node, b: Node) -> bool:
    """Whether two states of a node lower alike; params are compared by identity, since 1 and true are equal."""
    return (
        a.params is b.params
        and a.type == b.type
        and a.version == b.version
        and a.frozen_key == b.frozen_key
        and _effects(a.flags) == _effects(b.flags)
    )


def _effects(flags: Flags) -> tuple[bool, bool, bool]:
    return flags.bypass, flags.mute, flags.freeze


def _article(word: str) -> str:
    return f"an {word}" if word[0].lower() in "aeiou" else f"a {word}"
