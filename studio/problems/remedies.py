"""What could help a node that cannot run, or that failed: edits to choose from, each one step.

In: a survey of the document, the place, and what is wrong there. Out: `Remedy`s, the likeliest first; whether one
really helps is tried by the caller (`studio.problems.trial`), which compiles the document with it. Pure.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from engine.document import Document
from engine.errors import ParamError, Problem
from engine.film import Film
from engine.graph import Json, Link
from engine.node_lowering import Lowered
from engine.params import ChoiceParam, FloatParam, IntParam, ModelParam, Param
from engine.registry import Registry
from engine.spec import NodeType
from engine.survey import Survey
from engine.targets import picture_of
from engine.types import ModelSpec, Size, aspect_distance
from studio.edit.nodes import Flag, reset, set_flag, set_params
from studio.edit.places import way_to
from studio.edit.scope import graph_in
from studio.edit.timeline import delete, thing_of, trim_end
from studio.edit.wiring import disconnect
from studio.words import tr

LENGTHS = ("duration", "seconds")
"""Names of the params that say how long something new is."""
SMALLEST = 64
"""Pixels of a side that no remedy goes below."""
ALIKE = 0.15
"""How far the aspect of a smaller size may be from the present one, as `aspect_distance`."""
MOST_LINKS = 8
"""Links at one node that are offered to be cut."""

_Values = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class Remedy:
    """One edit that may help: `label` is the button and the step's name in the history, `help` says what it does."""

    label: str
    help: str
    change: Callable[[Document], Document]


class Remedies:
    """The remedies for one document as a survey saw it."""

    def __init__(self, survey: Survey, registry: Registry, models: Mapping[str, ModelSpec]) -> None:
        self._survey = survey
        self._registry = registry
        self._models = {spec.digest: spec for spec in models.values()}

    def for_memory(self, place: str) -> list[Remedy]:
        """Ways to need less memory for what a place shows: smaller, shorter, upscaled less."""
        parts = self._upstream(place)
        found = (self._smaller(parts), self._native(parts), self._factor(parts), self._tiled(parts),
                 self._softer(parts), self._shorter(parts))  # fmt: skip
        return [remedy for remedy in found if remedy is not None]

    def for_model(self, place: str) -> list[Remedy]:
        """Other weights, for what a missing or damaged model makes."""
        found = self._built_in(self._upstream(place))
        return [found] if found is not None else []

    def for_result(self, place: str) -> list[Remedy]:
        """Another start, for a model that went astray."""
        parts = self._upstream(place)
        found = (self._seed(parts), self._euler(parts), self._built_in(parts))
        return [remedy for remedy in found if remedy is not None]

    def for_problem(self, place: str, problem: Problem) -> list[Remedy]:
        """Ways out of what the compiler found at a place: the param, a switch of the node, or one of its links."""
        part = self._survey.lowered.get(place)
        kind = self._survey.kinds.get(place)
        found: list[Remedy] = []
        if part is not None and kind is not None:
            found += self._param(part, kind, problem.port or "")
            built_in = self._built_in([part])
            found += [built_in] if built_in is not None else []
            found += self._switches(part, place)
        return [*found, *self._links(place)]

    # -- less memory ---------------------------------------------------------------------------------------------------

    def _smaller(self, parts: Iterable[Lowered]) -> Remedy | None:
        """Half the size wherever a node says how large its picture is."""
        values: dict[str, Mapping[str, Json]] = {}
        sizes = []
        for part, kind in self._kinds(parts):
            picture = picture_of(part)
            param = kind.param("size")
            if param is None or param.kind != "size" or picture is None or part.maker:
                continue
            half = Size(*(max(SMALLEST, side // 4 * 2) for side in picture.facts.size))
            if half.area < picture.facts.size.area:
                values[part.node.id] = {"size": list(half)}
                sizes.append(half)
        if not values:
            return None
        size = max(sizes, key=lambda s: s.area)
        return self._set(
            tr("Half the Size ({size})", size=f"{size.width} × {size.height}"),
            tr("A quarter of the pixels: less memory, and quicker."),
            values,
        )

    def _native(self, parts: Iterable[Lowered]) -> Remedy | None:
        """The next smaller size for which the model was made."""
        for part, kind in self._kinds(parts):
            spec, picture, param = self._models.get(part.maker), picture_of(part), kind.param("size")
            if spec is None or picture is None or param is None or param.kind != "size":
                continue
            now = picture.facts.size
            alike = (size for size in spec.native_sizes if aspect_distance(size, now) < ALIKE)
            less = [size for size in alike if size.area < 0.9 * now.area]
            if less:
                size = max(less, key=lambda s: s.area)
                return self._set(
                    tr("Smaller from the Model ({size})", size=f"{size.width} × {size.height}"),
                    tr("The model works at a smaller size that it was made for."),
                    {part.node.id: {"size": list(size)}},
                )
        return None

    def _shorter(self, parts: Iterable[Lowered]) -> Remedy | None:
        """Half of every length that says how much is made anew."""
        values: dict[str, Mapping[str, Json]] = {}
        longest = 0.0
        for part, kind in self._kinds(parts):
            for name in LENGTHS:
                param, now = kind.param(name), part.settings.get(name)
                if isinstance(param, FloatParam) and param.unit == "s" and isinstance(now, int | float):
                    half = max(param.low, round(float(now) / 2, 2))
                    if half < now:
                        values[part.node.id] = {name: half}
                        longest = max(longest, half)
        if not values:
            return None
        return self._set(
            tr("Half the Length ({seconds} s)", seconds=f"{longest:g}"),
            tr("Fewer frames: less memory, and quicker."),
            values,
        )

    def _factor(self, parts: Iterable[Lowered]) -> Remedy | None:
        """The nearest upscaling to the result, by less."""
        for part, kind in self._kinds(parts):
            factors = [int(step.params["factor"]) for step in part.steps if step.op == "upscale"]
            param = kind.param("factor") or kind.param("scale")
            if not factors or not isinstance(param, ChoiceParam):
                continue
            less = [int(c) for c in param.choices if c.isdigit() and int(c) < max(factors)]
            if less:
                factor = max(less)
                label = tr("Upscale {factor}× Only", factor=factor) if factor > 1 else tr("Without Upscaling")
                told = tr("The picture is enlarged less: less memory, and quicker.")
                return self._set(label, told, {part.node.id: {param.name: str(factor)}})
        return None

    def _tiled(self, parts: Iterable[Lowered]) -> Remedy | None:
        """The smallest tiles from the start, so that nothing is tried in vain before."""
        values = {}
        for part, kind in self._kinds(parts):
            detailed = any(s.op == "upscale" and s.params.get("method") == "detail" for s in part.steps)
            if detailed and kind.param("tiles") is not None and not part.settings.get("tiles"):
                values[part.node.id] = {"tiles": True}
        if not values:
            return None
        told = tr("The upscaler works in the smallest pieces from the start: less memory, and slower.")
        return self._set(tr("Upscale in Small Tiles"), told, values)

    def _softer(self, parts: Iterable[Lowered]) -> Remedy | None:
        """Enlarging without the upscaler's model."""
        values = {}
        for part, kind in self._kinds(parts):
            detailed = any(s.op == "upscale" and s.params.get("method") == "detail" for s in part.steps)
            param = kind.param("method")
            if detailed and isinstance(param, ChoiceParam) and "lanczos" in param.choices:
                values[part.node.id] = {"method": "lanczos"}
        if not values:
            return None
        return self._set(
            tr("Enlarge Softly"), tr("Enlarges without a model and without inventing detail."), values
        )

    # -- other weights, another start ----------------------------------------------------------------------------------

    def _built_in(self, parts: Iterable[Lowered]) -> Remedy | None:
        values: dict[str, Mapping[str, Json]] = {}
        for part, kind in self._kinds(parts):
            for param in kind.params:
                if isinstance(param, ModelParam) and part.node.params.get(param.name) != param.default:
                    values[part.node.id] = {param.name: param.default}
        if not values:
            return None
        return self._set(
            tr("Use the Built-in Model"), tr("The model that ships with the program is always here."), values
        )

    def _seed(self, parts: Iterable[Lowered]) -> Remedy | None:
        values: dict[str, Mapping[str, Json]] = {}
        for part, kind in self._kinds(parts):
            if part.maker:
                now = part.node.params
                values[part.node.id] = {
                    name: _next(now.get(name, 0), kind.param(name)) for name in kind.seeds
                }
        values = {place: seeds for place, seeds in values.items() if seeds}
        if not values:
            return None
        return self._set(tr("Another Seed"), tr("Starts from other noise, which makes another take."), values)

    def _euler(self, parts: Iterable[Lowered]) -> Remedy | None:
        values = {p.node.id: {"solver": "euler"} for p in parts if p.settings.get("solver") == "unipc"}
        if not values:
            return None
        return self._set(tr("Euler in Place of UniPC"), tr("The steadier of the two solvers."), values)

    # -- what the compiler found ---------------------------------------------------------------------------------------

    def _param(self, part: Lowered, kind: NodeType, name: str) -> Iterator[Remedy]:
        """A value that its declaration refuses: the nearest that it takes, or the default."""
        param, value = kind.param(name), part.node.params.get(name)
        if param is None or name not in part.node.params:
            return
        try:
            param.check(value)
        except ParamError:
            near = _nearest(param, value)
            if near is not None:
                yield self._set(
                    tr("Set {param} to {value}", param=tr(param.label), value=f"{near:g}"),
                    tr("The nearest value that can be used."),
                    {part.node.id: {name: near}},
                )
            place, registry = part.node.id, self._registry
            yield Remedy(
                tr("Reset {param}", param=tr(param.label)),
                tr("Brings it back to its default."),
                lambda d: _at(d, place, lambda d, scope, node: reset(d, scope, [node], registry, [name])),
            )

    def _switches(self, part: Lowered, place: str) -> Iterator[Remedy]:
        flags = part.node.flags
        offered: list[tuple[Flag, str, str, str]] = []
        if flags.freeze:
            offered.append(
                ("freeze", place, tr("Unfreeze"), tr("Makes the result anew from what feeds the node."))
            )
        if flags.bypass:
            offered.append(("bypass", place, tr("Do Not Bypass"), tr("Lets the node work again.")))
        if part.muted:
            offered.append(("mute", part.muted, tr("Unmute"), tr("Lets the muted node work again.")))
        for flag, where, label, told in offered:
            yield Remedy(
                label,
                told,
                lambda d, flag=flag, where=where: _at(  # type: ignore[misc]
                    d, where, lambda d, scope, node: set_flag(d, scope, [node], flag, on=False)
                ),
            )

    def _links(self, place: str) -> Iterator[Remedy]:
        """Each link into the node, cut."""
        way = way_to(self._survey.document, place)
        graph = graph_in(self._survey.document, way[1]) if way else None
        if way is None or graph is None:
            return
        into = [link for link in graph.links if link.target == way[2]]
        for link in into[:MOST_LINKS]:
            source = graph.nodes.get(link.source)
            kind = self._registry.find(source.type) if source else None
            name = (source.title or (tr(kind.label) if kind else "")) if source else ""
            label = tr("Cut the Link from {name}", name=name) if name else tr("Remove the Loose Link")
            yield Remedy(label, tr("Removes one link; nothing else changes."), _cut(place, link))

    # -- inside --------------------------------------------------------------------------------------------------------

    def _upstream(self, place: str) -> list[Lowered]:
        """What a place hangs on, nearest first; a group instance stands for what it shows."""
        shown = self._survey.shown_by(place) if place in self._survey.flat.opened else [place]
        found: dict[str, Lowered] = {}
        for name in shown:
            part = self._survey.lowered.get(name)
            found.update({p.node.id: p for p in part.upstream()} if part is not None else {})
        return list(found.values())

    def _kinds(self, parts: Iterable[Lowered]) -> Iterator[tuple[Lowered, NodeType]]:
        for part in parts:
            kind = self._survey.kinds.get(part.node.id)
            if kind is not None:
                yield part, kind

    def _set(self, label: str, told: str, values: _Values) -> Remedy:
        registry = self._registry

        def change(document: Document) -> Document:
            for place, params in values.items():
                document = _at(document, place, lambda d, s, n, p=params: set_params(d, s, n, p, registry))  # type: ignore[misc]
            return document

        return Remedy(label, told, change)


def for_tail(thing: str) -> list[Remedy]:
    """What helps where the film shows a shot beyond the end of its take: `thing` is the item, or what lies on top."""

    def change(document: Document) -> Document:
        film = Film.of(document)
        held = film.tails().get(thing, 0) / film.rate
        if not held:
            return document
        if held >= getattr(thing_of(film.timeline, thing), "length", held):
            return delete(document, (thing,), ripple=True)
        return trim_end(document, thing, -held)

    return [Remedy(tr("Trim to Its End"), tr("What follows in the film moves up."), change)]


def _at(document: Document, place: str, change: Callable[[Document, str | None, str], Document]) -> Document:
    """An edit where a place is; the same document where it is no more."""
    way = way_to(document, place)
    return document if way is None else change(document, way[1], way[2])


def _cut(place: str, link: Link) -> Callable[[Document], Document]:
    return lambda document: _at(document, place, lambda d, scope, _: disconnect(d, scope, link))


def _nearest(param: Param, value: Json) -> int | float | None:
    """The end of a range that a number lies beyond."""
    if not isinstance(param, IntParam | FloatParam) or isinstance(value, bool):
        return None
    if not isinstance(value, int | float) or math.isnan(value):
        return None
    near = min(max(value, param.low), param.high)
    return round(near) if isinstance(param, IntParam) else float(near)


def _next(value: Json, param: Param | None) -> int:
    high = param.high if isinstance(param, IntParam) else 2**53 - 1
    return (value + 1) % high if isinstance(value, int) else 1
