"""The compiler: a document and a request become a plan, or problems that name node, port, value and remedy.

Pure: no file is read and nothing is computed. Lowering is remembered per node, so that compiling again after one edit
costs only what the edit touched; everything else is a pass of `engine.passes` over the steps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.build import Builder, Inputs, Settled, Sink
from engine.document import Document
from engine.errors import GraphError, Problem, StudioError
from engine.estimate import Figures
from engine.flatten import Flat, flatten
from engine.graph import Json, Link, Node
from engine.passes import Budget, batch, forward_latents, keep, schedule, share
from engine.plan import Output, Plan, Step
from engine.registry import Registry
from engine.spec import NodeType, Port
from engine.types import FactKind, Facts, ModelSpec, PortType
from engine.values import ClipValue, ImageValue, NumberValue, PictureValue, Value, type_of

CLIP_FORMATS = ("mp4", "mov", "mkv", "gif", "webp")
IMAGE_FORMATS = ("png", "jpg", "jpeg", "webp")
MASTER = "master"
"""The format of a take: lossless below half a megapixel."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is wanted of a node: a "take" of a shot, a "file" of a format, or the "result" itself (a viewer)."""

    node: str
    kind: str = "result"
    format: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Take i adds i to every upstream seed; `seed` replaces them; `overrides` sets params by node id."""

    targets: tuple[Target, ...]
    take: int = 0
    seed: int | None = None
    overrides: Mapping[str, Mapping[str, Json]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Environment:
    """What the compiler must know of this machine; the same environment object means nothing of it changed.

    `models` by name, `missing` the content hashes of media that cannot be found, `stored(key)` the facts of a cached
    result (for frozen nodes), `figures` remembered costs, `budget` what the device allows.
    """

    registry: Registry
    models: Mapping[str, ModelSpec] = field(default_factory=dict)
    upscaler_digest: str = ""
    precision: str = "fp32"
    missing: frozenset[str] = frozenset()
    stored: Callable[[str], Facts | None] = lambda key: None
    figures: Figures = field(default_factory=Figures)
    budget: Budget = field(default_factory=Budget)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A plan for every target that can run, and every problem found. `plan` is None when no target can run."""

    plan: Plan | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop something."""
        return tuple(p for p in self.problems if p.severity == "error")


@dataclass(frozen=True, slots=True)
class _Lowered:
    """What one node became, and from what; reused while node, inputs and context are the same."""

    node: Node
    inputs: Mapping[str, tuple[Value, ...]]
    params: Mapping[str, Json]
    outputs: Mapping[str, Value]
    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    sink: Sink | None
    broken: bool
    seed: int | None


class Compiler:
    """Compiles documents of one environment. Not thread-safe; keep one per document."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self._memo: dict[str, _Lowered] = {}
        self._context: tuple[object, ...] = ()

    def compile(self, document: Document, request: Request) -> Compiled:
        """The plan of a request. Problems of one branch do not stop another."""
        context = (document.settings, document.media, request.take, request.seed, request.overrides)
        if context != self._context:
            self._memo, self._context = {}, context
        flat = flatten(document.graph, document.groups)
        try:
            order = flat.graph.order()
        except GraphError as error:
            return Compiled(None, (*flat.problems, Problem.of(error.at("", None))))
        run = _Run(self.environment, document, request, flat, self._memo)
        lowered = run.lower(order)
        problems = [*flat.problems, *run.problems]
        outputs = run.outputs(lowered, problems)
        if not outputs:
            return Compiled(None, tuple(problems))
        plan = finish(run.steps(lowered, outputs), outputs, self.environment)
        return Compiled(plan, tuple(problems))


def finish(steps: Sequence[Step], outputs: Sequence[Output], environment: Environment) -> Plan:
    """The passes: from the steps that lowering appended to a plan that can run."""
    kept = share(keep(steps, {o.key for o in outputs} | {o.picture for o in outputs}))
    forwarded, renamed = forward_latents(kept)
    outputs = [
        replace(o, key=renamed.get(o.key, o.key), picture=renamed.get(o.picture, o.picture)) for o in outputs
    ]
    wanted = [o.key for o in outputs]
    kept = keep(share(forwarded), {*wanted, *(o.picture for o in outputs)})
    ordered = schedule(kept, wanted, environment.budget)
    seconds, peak = environment.figures.forecast(ordered)
    batches = batch(ordered, environment.budget)
    return Plan(tuple(ordered), tuple(outputs), batches, seconds, peak)


class _Run:
    """One compilation: the state that lowering needs."""

    def __init__(
        self,
        environment: Environment,
        document: Document,
        request: Request,
        flat: Flat,
        memo: dict[str, _Lowered],
    ) -> None:
        self.env = environment
        self.document = document
        self.request = request
        self.flat = flat
        self.memo = memo
        self.problems: list[Problem] = []
        self.into = flat.graph.into()
        self.targets = {t.node: t for t in request.targets}

    def lower(self, order: Sequence[str]) -> dict[str, _Lowered]:
        """Lower every node that the targets need, sources first."""
        needed = self._needed()
        done: dict[str, _Lowered] = {}
        for name in order:
            if name in needed:
                node = self.flat.graph.nodes[name]
                done[name] = result = self._node(node, done)
                self.problems.extend(result.problems)
        return done

    def _needed(self) -> set[str]:
        """The targets and what they depend on; a shot with a take needs nothing upstream unless it is a target."""
        found: set[str] = set()
        stack = list(self.targets)
        while stack:
            name = stack.pop()
            if name in found or name not in self.flat.graph.nodes:
                continue
            found.add(name)
            if name in self.targets or self._take_of(name) is None:
                stack.extend(link.source for link in self.into.get(name, ()))
        for name in self.targets:
            if name not in self.flat.graph.nodes:
                remedy = "Choose a node of this graph"
                self.problems.append(Problem("no such node to render", value=name, remedy=remedy))
        return found

    def _take_of(self, name: str) -> Value | None:
        shot = self.document.shots.get(name)
        take = shot.picked() if shot else None
        if take is None:
            return None
        builder = self._builder(name)
        return builder.read_take(take.file, take.frames, take.rate, take.size)

    def _builder(self, name: str) -> Builder:
        return Builder(
            self.flat.visible(name),
            self.document.settings,
            self.document.media,
            self.env.models,
            self.env.upscaler_digest,
            self.env.precision,
            self.env.missing,
        )

    def _node(self, node: Node, done: Mapping[str, _Lowered]) -> _Lowered:
        inputs: dict[str, tuple[Value, ...]] = {}
        problems: list[Problem] = []
        shown = self.flat.visible(node.id)
        kind = self.env.registry.find(node.type)
        if kind is None:
            remedy = self.env.registry.remedy(node.type)
            problem = Problem("this kind of node is not known here", shown, value=node.type, remedy=remedy)
            return self._broken(node, problem)
        broken = node.flags.mute
        for link in self.into.get(node.id, ()):
            value = self._arriving(link, kind, node, done, problems)
            if value is None:
                broken = True
            else:
                inputs[link.input] = (*inputs.get(link.input, ()), value)
        memo = self.memo.get(node.id)
        if memo is not None and memo.node is node and memo.inputs == inputs and not problems and not broken:
            return memo
        if not (broken or problems or node.flags.bypass):
            problems += self._unlinked(kind, inputs, shown)
        if broken or problems:
            return _Lowered(node, inputs, {}, {}, (), tuple(problems), None, True, None)
        result = self._lowered(node, kind, inputs, shown)
        self.memo[node.id] = result
        return result

    def _broken(self, node: Node, *problems: Problem) -> _Lowered:
        return _Lowered(node, {}, {}, {}, (), problems, None, True, None)

    def _arriving(
        self, link: Link, kind: NodeType, node: Node, done: Mapping[str, _Lowered], problems: list[Problem]
    ) -> Value | None:
        """The value of a link, or None when its source cannot run; wrong ports and types become problems."""
        shown = self.flat.visible(node.id)
        port = kind.input(link.input)
        if port is None:
            remedy = kind.closest(link.input, [p.name for p in kind.inputs])
            problems.append(Problem("it has no such input", shown, link.input, remedy=remedy))
            return None
        source = done.get(link.source)
        if source is None:
            remedy = "Remove this link"
            problems.append(
                Problem("the link comes from a node that is not there", shown, link.input, remedy=remedy)
            )
            return None
        if source.broken:
            return None
        value = source.outputs.get(link.output)
        if value is None:
            remedy = f"It has {', '.join(source.outputs) or 'no output'}"
            named = self.flat.visible(link.source)
            problems.append(Problem("it has no such output", named, link.output, remedy=remedy))
            return None
        if not fits(port, type_of(value)):
            remedy = f"Link {_article(port.type.value)} output here"
            problems.append(
                Problem(f"it does not take {_article(type_of(value).value)}", shown, port.name, remedy=remedy)
            )
            return None
        if not port.multiple and any(x is not link and x.input == link.input for x in self.into[node.id]):
            first = next(x for x in self.into[node.id] if x.input == link.input)
            if link is not first:
                remedy = "Keep one of the links"
                problems.append(Problem("it takes one link only", shown, port.name, remedy=remedy))
                return None
        return value

    def _unlinked(self, kind: NodeType, inputs: Mapping[str, object], shown: str) -> list[Problem]:
        return [
            Problem(
                "nothing is linked to this input",
                shown,
                port.name,
                remedy=f"Link {_article(port.type.value)} output to it",
            )
            for port in kind.inputs
            if port.required and port.name not in inputs
        ]

    def _lowered(
        self, node: Node, kind: NodeType, inputs: Mapping[str, tuple[Value, ...]], shown: str
    ) -> _Lowered:
        params, problems = self._params(node, kind, inputs, shown)
        given = {p.name: node.params.get(p.name, p.default_json) for p in kind.params}
        seed = next((params[p.name] for p in kind.params if p.kind == "seed"), None)
        builder = self._builder(node.id)
        outputs: Mapping[str, Value] = {}
        if not problems:
            try:
                if node.flags.bypass:
                    outputs = bypassed(kind, inputs, shown)
                elif node.flags.freeze and node.frozen_key:
                    outputs = self._frozen(node, kind, shown)
                else:
                    outputs = kind.lower(Inputs(inputs), Settled(params), builder)
            except StudioError as error:
                problems.append(Problem.of(error.at(shown)))
        take = self._take_of(node.id) if kind.sink and not problems else None
        steps = list(builder.steps)
        if isinstance(take, PictureValue):
            outputs = dict.fromkeys(outputs, take)
            steps.append(Step(take.key, "read_clip", {"take": self._file(node.id)}, (), shown, take.facts))
        return _Lowered(
            node,
            inputs,
            given,
            outputs,
            tuple(steps),
            (*problems, *builder.notes),
            builder.sink,
            bool(problems),
            seed if isinstance(seed, int) else None,
        )

    def _file(self, name: str) -> str:
        take = self.document.shots[name].picked()
        assert take is not None
        return take.file

    def _params(
        self, node: Node, kind: NodeType, inputs: Mapping[str, tuple[Value, ...]], shown: str
    ) -> tuple[dict[str, object], list[Problem]]:
        """Checked params, with overrides, linked inputs and the request's seed applied."""
        given = dict(node.params)
        if node.version < kind.version and kind.upgrade is not None:
            given = kind.upgrade(given, node.version)
        given.update(self.request.overrides.get(node.id, {}))
        for port in kind.inputs:
            value = inputs.get(port.name, ())
            if port.param and value and isinstance(value[0], NumberValue):
                given[port.param] = value[0].value
        linked = {p.param for p in kind.inputs if p.param and p.name in inputs}
        linked_seed = {
            p.param
            for p in kind.inputs
            if p.param and any(isinstance(v, NumberValue) and v.seed for v in inputs.get(p.name, ()))
        }
        params, errors = kind.settle(given)
        for param in kind.params:
            value_now = params[param.name]
            if param.kind == "seed" and isinstance(value_now, int) and param.name not in linked_seed:
                fresh = self.request.seed if self.request.seed is not None else value_now
                params[param.name] = (fresh + self.request.take) % 2**53
        problems = [Problem.of(e.at(shown)) for e in errors]
        if linked and errors:
            problems = [
                replace(p, remedy=f"{p.remedy}; it comes from the linked input") if p.port in linked else p
                for p in problems
            ]
        return params, problems

    def _frozen(self, node: Node, kind: NodeType, shown: str) -> dict[str, Value]:
        facts = self.env.stored(node.frozen_key or "")
        if facts is None or facts.kind not in (FactKind.CLIP, FactKind.IMAGE):
            raise GraphError(
                "its frozen result is gone", node=shown, remedy="Unfreeze the node and render it again"
            )
        wrap = ClipValue if facts.kind is FactKind.CLIP else ImageValue
        return {port.name: wrap(node.frozen_key or "", facts) for port in kind.outputs}

    # -- what is wanted ------------------------------------------------------------------------------------------------

    def outputs(self, lowered: Mapping[str, _Lowered], problems: list[Problem]) -> list[Output]:
        """The outputs of the targets that can run; encode steps are appended by `steps`."""
        found = []
        for target in self.request.targets:
            result = lowered.get(target.node)
            if result is None or result.broken:
                if result is not None and not any(p.severity == "error" for p in problems):
                    what = "this node is muted, or hangs on a muted node"
                    problems.append(Problem(what, self.flat.visible(target.node), remedy="Unmute it"))
                continue
            picture = result.sink.picture if result.sink else _first_picture(result.outputs)
            if picture is None:
                what = "this node yields nothing that can be rendered"
                problems.append(
                    Problem(what, self.flat.visible(target.node), remedy="Choose a clip or an image")
                )
                continue
            try:
                found.append(self._output(target, result, picture, lowered))
            except StudioError as error:
                problems.append(Problem.of(error.at(self.flat.visible(target.node))))
        return found

    def _output(
        self,
        target: Target,
        result: _Lowered,
        picture: ImageValue | ClipValue,
        lowered: Mapping[str, _Lowered],
    ) -> Output:
        format_, key = "", picture.key
        if target.kind != "result":
            format_ = MASTER if target.kind == "take" else checked_format(target.format, picture.facts)
            key = encode_step(picture, format_, self.flat.visible(target.node)).key
        upstream = self._upstream(target.node, lowered)
        seeds = [lowered[n].seed for n in upstream if lowered[n].seed is not None]
        node = self.flat.graph.nodes[target.node]
        kind = self.env.registry.find(node.type)
        return Output(
            node=self.flat.visible(target.node),
            key=key,
            kind=target.kind,
            picture=picture.key,
            facts=picture.facts,
            format=format_,
            name=result.sink.name if result.sink else "{stem}-{shot}-{take}",
            title=node.title or (kind.label if kind else node.type),
            take=self.request.take,
            seed=seeds[0] if seeds else None,
            settings={n: lowered[n].params for n in upstream},
        )

    def _upstream(self, target: str, lowered: Mapping[str, _Lowered]) -> list[str]:
        """The target and every lowered node that it hangs on, nearest first."""
        found = [target]
        seen = {target}
        for name in found:
            fresh = [
                x.source for x in self.into.get(name, ()) if x.source in lowered and x.source not in seen
            ]
            seen.update(fresh)
            found += dict.fromkeys(fresh)
        return found

    def steps(self, lowered: Mapping[str, _Lowered], outputs: Sequence[Output]) -> list[Step]:
        """All steps of the lowered nodes, and the encode steps of the outputs."""
        found = [step for result in lowered.values() for step in result.steps]
        for output in outputs:
            if output.format:
                picture = ClipValue(output.picture, output.facts)
                found.append(encode_step(picture, output.format, output.node))
        return found


def encode_step(picture: PictureValue, format_: str, node: str) -> Step:
    """The step that encodes a picture to a file; metadata is added at delivery, so that titles reach no key."""
    params = {"format": format_}
    facts = replace(picture.facts, kind=FactKind.FILE)
    step = Step("", "encode", params, (), node, facts)
    return step.with_inputs((picture.key,))


def checked_format(format_: str, facts: Facts) -> str:
    """The format if a picture of these facts can be written in it. Raises GraphError otherwise."""
    allowed = CLIP_FORMATS if facts.kind is FactKind.CLIP else IMAGE_FORMATS
    if format_ not in allowed:
        what = "clip" if facts.kind is FactKind.CLIP else "image"
        raise GraphError(
            f"{_article(what)} cannot be written as .{format_}", remedy=f"Use .{', .'.join(allowed)}"
        )
    return format_


def fits(port: Port, kind: PortType) -> bool:
    """Whether an input takes a value of this type."""
    return PortType.ANY in (port.type, kind) or kind is port.type or kind in port.also


def bypassed(kind: NodeType, inputs: Mapping[str, tuple[Value, ...]], shown: str) -> dict[str, Value]:
    """Each output passes the first input value of its own type."""
    found: dict[str, Value] = {}
    for port in kind.outputs:
        alike = [
            v for p in kind.inputs for v in inputs.get(p.name, ()) if port.type in (type_of(v), PortType.ANY)
        ]
        if not alike:
            raise GraphError(
                f"it cannot be bypassed: no input is {_article(port.type.value)}",
                node=shown,
                port=port.name,
                remedy="Mute it instead, or link such an input",
            )
        found[port.name] = alike[0]
    return found


def _first_picture(outputs: Mapping[str, Value]) -> ImageValue | ClipValue | None:
    return next((v for v in outputs.values() if isinstance(v, ImageValue | ClipValue)), None)


def _article(word: str) -> str:
    return f"an {word}" if word[0].lower() in "aeiou" else f"a {word}"
