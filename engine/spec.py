"""What a node type declares: ports, params, help, and how it lowers. Declarations never touch tensors or files."""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from engine.errors import ParamError
from engine.graph import Json
from engine.params import Param
from engine.types import PortType

if TYPE_CHECKING:
    from engine.build import Builder, Inputs, Settled
    from engine.values import Value

Lower: TypeAlias = "Callable[[Inputs, Settled, Builder], Mapping[str, Value]]"
"""Appends steps through the builder and returns a value per output port."""


@dataclass(frozen=True, slots=True)
class Port:
    """An input or output.

    `also` are further types it takes (or may yield). `required` inputs are a problem while unlinked. `multiple` inputs
    take several links in stored order. An input with `param` overrides that param when it is linked (a Seed node wired
    to "seed"). `replaces` are names it had in earlier versions of the type, so that old links still arrive. With
    `picked_by`, an int param that counts from 1, only one of several links is needed: the compiler leaves the others
    out of the plan, and `lower` gets the picked one alone, with the param at 1.
    """

    name: str
    type: PortType
    label: str = ""
    help: str = ""
    required: bool = False
    multiple: bool = False
    param: str | None = None
    also: tuple[PortType, ...] = ()
    replaces: tuple[str, ...] = ()
    picked_by: str | None = None

    @property
    def types(self) -> tuple[PortType, ...]:
        """Every type it takes, the usual one first."""
        return (self.type, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeType:
    """A kind of node.

    `main` is the param edited on the node itself; `sink` nodes are what a request may target; `synonyms` feed search;
    `upgrade(params, from_version)` rewrites params of older versions of the same type, `replaces` are ids of types that
    this one stands in for. `inert` types (Note) are drawn and saved but never compiled.
    """

    id: str
    label: str
    category: str
    help: str
    lower: Lower
    version: int = 1
    package: str = "shotloom"
    inputs: tuple[Port, ...] = ()
    outputs: tuple[Port, ...] = ()
    params: tuple[Param, ...] = ()
    synonyms: tuple[str, ...] = ()
    main: str | None = None
    sink: bool = False
    inert: bool = False
    replaces: tuple[str, ...] = ()
    upgrade: Callable[[dict[str, Json], int], dict[str, Json]] | None = None
    picked: Port | None = field(init=False, repr=False, compare=False)
    """The input of which one link is picked."""
    seeds: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Names of the params that are seeds: what a request's take number is added to."""
    overrides: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """The params that inputs override when they are linked, by the input's name."""
    _inputs: Mapping[str, Port] = field(init=False, repr=False, compare=False)
    _outputs: Mapping[str, Port] = field(init=False, repr=False, compare=False)
    _params: Mapping[str, Param] = field(init=False, repr=False, compare=False)
    _defaults: Mapping[str, Json] = field(init=False, repr=False, compare=False)
    _settled: Mapping[str, object] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, items in (("_inputs", self.inputs), ("_outputs", self.outputs), ("_params", self.params)):
            table: dict[str, Port | Param] = {item.name: item for item in items}
            assert len(table) == len(items), f"{self.id} declares a name twice in {name[1:]}"
            earlier = {old: p for p in items if isinstance(p, Port) for old in p.replaces}
            object.__setattr__(self, name, {**earlier, **table})
        assert self.main is None or self.main in self._params, (
            f"{self.id}: main param {self.main} is not declared"
        )
        for port in self.inputs:
            for param in (port.param, port.picked_by):
                assert param is None or param in self._params, (
                    f"{self.id}: {port.name} names no param {param}"
                )
        object.__setattr__(self, "picked", next((p for p in self.inputs if p.picked_by), None))
        object.__setattr__(self, "seeds", tuple(p.name for p in self.params if p.kind == "seed"))
        object.__setattr__(self, "overrides", {p.name: p.param for p in self.inputs if p.param})
        object.__setattr__(self, "_defaults", {p.name: p.default_json for p in self.params})
        object.__setattr__(self, "_settled", {p.name: p.fallback for p in self.params})

    def input(self, name: str) -> Port | None:
        """The input port of a name, or of one that it had in an earlier version."""
        return self._inputs.get(name)

    def output(self, name: str) -> Port | None:
        """The output port of a name, or of one that it had in an earlier version."""
        return self._outputs.get(name)

    def param(self, name: str) -> Param | None:
        """The param of a name."""
        return self._params.get(name)

    def defaults(self) -> dict[str, Json]:
        """A fresh node's params."""
        return dict(self._defaults)

    def settle(self, given: Mapping[str, Json]) -> tuple[dict[str, object], list[ParamError]]:
        """Checked values for every declared param (defaults where none is given) and every error found.

        Params the type does not declare are left to the file; they are no error.
        """
        values = dict(self._settled)
        errors: list[ParamError] = []
        for name, value in given.items():
            param = self._params.get(name)
            if param is not None:
                try:
                    values[name] = param.check(value)
                except ParamError as error:
                    errors.append(error)
        return values, errors

    def closest(self, name: str, among: Iterator[str] | list[str]) -> str:
        """A remedy that names the declared port or param nearest to a wrong name."""
        names = list(among)
        near = difflib.get_close_matches(name, names, 1)
        return f'Did you mean "{near[0]}"?' if near else f"It has {', '.join(names) or 'none'}"
