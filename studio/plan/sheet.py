"""A plan as rows for people: each step with its node, what becomes of it, what it costs or cost, and who shares it.

In: frozen plans with the engine's report of each, made before they run or after. Out: a `Sheet`, which list, picture
and copied text show. Pure, and free of Qt; called by `reading` off the GUI thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from engine import report
from engine.plan import Plan, Step
from engine.report import Report

State: TypeAlias = Literal["run", "cached", "free", "unneeded", "planned", "ran", "failed", "skipped"]
"""run: it would run now. cached: its result is there. free: it rearranges frames while they are read. unneeded: what
comes after it is there. planned: nothing is known of the cache yet. ran, failed, skipped: what a job made of it."""

WORKING: tuple[State, ...] = ("run", "planned", "ran", "failed")
"""States whose memory counts."""
_STATES: Mapping[str, State] = {
    report.DUE: "run",
    report.RAN: "ran",
    report.CACHED: "cached",
    report.FAILED: "failed",
    report.SKIPPED: "skipped",
    report.VIEW: "free",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step. `places` are the nodes that it is for, its own first; more than one share it.

    `forecast` and `measured` are seconds (measured None where it did not run), `bytes` its memory beside the weights,
    `inputs` keys of the lines before it. `batch` numbers what runs as one call from 1, 0 alone. `forwarded` are nodes
    that take its result as it is, so that decoding and encoding anew falls away.
    """

    key: str
    op: str
    label: str
    component: str
    places: tuple[str, ...]
    state: State
    forecast: float = 0.0
    measured: float | None = None
    bytes: int = 0
    result: str = ""
    inputs: tuple[str, ...] = ()
    batch: int = 0
    forwarded: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    prompt: str = ""
    """What is read, where words are."""

    @property
    def seconds(self) -> float:
        """What it took, else what it is thought to take; 0 for what needs no work."""
        if self.measured is not None:
            return self.measured
        return self.forecast if self.state in ("run", "planned") else 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows in running order, names by place, and what stands in the way. `job` is set where a job did all this;
    else `components` are the bytes of the model's parts.
    """

    lines: tuple[Line, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    job: str = ""
    components: Mapping[str, int] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Of all steps that run or ran."""
        return sum(line.seconds for line in self.lines)

    @property
    def forecast(self) -> float:
        """What was thought of the steps that ran."""
        return sum(line.forecast for line in self.lines if line.measured is not None)

    @property
    def bytes(self) -> int:
        """The most that any step that runs or ran needs beside the weights."""
        return max((line.bytes for line in self.lines if line.state in WORKING), default=0)

    @property
    def memory(self) -> int:
        """The most that is needed at one time, the largest part of the model included, as the forecast counts it."""
        parts = [self.components.get(line.component, 0) for line in self.lines if line.state in WORKING]
        return self.bytes + max(parts, default=0)

    def count(self, *states: State) -> int:
        """How many steps are in one of these states."""
        return sum(line.state in states for line in self.lines)

    def name(self, place: str) -> str:
        """What the artist calls a node."""
        return self.names.get(place, place)


def lines_of(
    told: Sequence[tuple[Plan, Report]],
    has: Callable[[str], bool] | None = None,
    places: Mapping[str, Sequence[str]] | None = None,
    forwarded: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Line, ...]:
    """The rows of some plans that run one after the other, each step once.

    `has` says of plans that did not run whether the cache holds a key. `places` are the nodes by key that a step is
    for, `forwarded` those that take its result on as it is; where they say nothing the reports do.
    """
    steps: dict[str, Step] = {}
    lines: dict[str, report.Line] = {}
    handed: dict[str, list[str]] = {}
    for plan, made in told:
        for step, line in zip(plan.steps, made.lines, strict=True):
            steps.setdefault(step.key, step)
            # What one plan can do without, another may need.
            if step.key not in lines or line.state == report.DUE:
                lines[step.key] = line
        for key, nodes in _handed_on(made).items():
            handed.setdefault(key, []).extend(nodes)
    handed |= {key: list(nodes) for key, nodes in (forwarded or {}).items()}
    batches = _numbered(lines)
    return tuple(
        _line(
            step,
            lines[key],
            tuple((places or {}).get(key, ())) or lines[key].shared_by or (step.node,),
            _state(lines[key], has),
            tuple(k for k in step.inputs if k in steps),
            batches.get(key, 0),
            tuple(handed.get(key, ())),
        )
        for key, step in steps.items()
    )


def _line(
    step: Step,
    told: report.Line,
    places: tuple[str, ...],
    state: State,
    inputs: tuple[str, ...],
    batch: int,
    forwarded: tuple[str, ...],
) -> Line:
    ran = state in ("ran", "failed") and told.seconds > 0
    return Line(
        step.key,
        step.op,
        told.label,
        step.spec.component or "",
        places,
        state,
        told.forecast,
        told.seconds if ran else None,
        told.peak_bytes,
        str(step.facts),
        inputs,
        batch,
        forwarded,
        told.notes,
        " ".join(str(step.params.get("prompt", "")).split()),
    )


def _state(line: report.Line, has: Callable[[str], bool] | None) -> State:
    if line.state == report.CACHED and has is not None and not has(line.key):
        return "unneeded"
    return _STATES.get(line.state, "skipped")


def _numbered(lines: Mapping[str, report.Line]) -> dict[str, int]:
    """The number of the call by key, for steps that run together."""
    found: dict[str, int] = {}
    count = 0
    for key, line in lines.items():
        if line.batched_with and key not in found:
            count += 1
            found |= dict.fromkeys((key, *line.batched_with), count)
    return found


def _handed_on(made: Report) -> dict[str, list[str]]:
    """By key of the step whose latents were taken over, the nodes that took them."""
    found: dict[str, list[str]] = {}
    for node, maker in made.forwarded:
        key = next((x.key for x in made.lines if x.op == "denoise" and maker in (x.node, *x.shared_by)), "")
        if key:
            found.setdefault(key, []).append(node)
    return found
