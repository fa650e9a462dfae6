"""What goes into a compilation and what comes out: the request, the machine as the compiler knows it, the result.

Frozen values. The command line and the studio make a `Request` of `Target`s, the app an `Environment`; `engine.compile`
answers with a `Compiled`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.encoding import Encoding
from engine.errors import Problem
from engine.estimate import Figures
from engine.graph import Json
from engine.passes import Budget
from engine.plan import Plan
from engine.registry import Registry
from engine.types import Facts, ModelSpec


@dataclass(frozen=True, slots=True)
class Target:
    """What is wanted of a node: a "take" of a shot, a "file" of a format, or the "result" itself (a viewer).

    A group instance stands for what lies behind its outputs, or without outputs for every sink in it; one of these
    alone is called `<instance>/<inner>`. An empty `format` is mp4 for a clip and png for an image; `encoding` says all
    of how a file is written, for an export.
    """

    node: str
    kind: str = "result"
    format: str = ""
    encoding: Encoding | None = field(default=None, hash=False)


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

    `models` by name, `broken` what is wrong with models that cannot be used, `missing` the same of media by content
    hash, `stored(key)` the facts of a cached result (for frozen nodes), `figures` remembered costs, `budget` what the
    device allows.
    """

    registry: Registry
    models: Mapping[str, ModelSpec] = field(default_factory=dict)
    upscaler_digest: str = ""
    precision: str = "fp32"
    missing: Mapping[str, Problem] = field(default_factory=dict)
    broken: Mapping[str, Problem] = field(default_factory=dict)
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
