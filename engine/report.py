"""What a job did, step by step: what ran and how long, what was there, shared, forwarded, batched, what failed.

In: the plan of a job and its ledger. Out: a frozen `Report`, which the queue keeps for the plan inspector. `foreseen`
makes the same of a plan that has not run yet, so that both are shown by one eye. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from engine.plan import Plan, Step
from engine.walk import missing

DUE, RAN, CACHED, FAILED, SKIPPED, VIEW = "due", "ran", "cached", "failed", "skipped", "view"
"""What became of a step. `due` stands in `foreseen` alone; a `view` rearranges frames when they are read and is never
work of its own; `skipped` is what was not reached: something before it failed, or the job was stopped."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step; a struct, because a plan may have thousands and each job makes one of each.

    `label` is the operation in words, `seconds` what it took and `forecast` what was thought (both of it alone),
    `peak_bytes` the memory that it held beside what was there. `shared_by` are the nodes that share its one result,
    `batched_with` the keys that ran in one call with it.
    """

    key: str
    op: str
    node: str
    label: str
    state: str
    seconds: float = 0.0
    forecast: float = 0.0
    peak_bytes: int = 0
    notes: tuple[str, ...] = ()
    shared_by: tuple[str, ...] = ()
    batched_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One job, or one plan before it runs.

    `forwarded` are pairs (node, node whose latents it took over without a way through pixels). `started` is seconds
    since 1970, `seconds` how long the whole took, `forecast` what was thought of all that ran.
    """

    job: str = ""
    state: str = ""
    lines: tuple[Line, ...] = ()
    forwarded: tuple[tuple[str, str], ...] = ()
    started: float = 0.0
    seconds: float = 0.0
    forecast: float = 0.0
    peak_bytes: int = 0

    def line(self, key: str) -> Line | None:
        """The line of a step."""
        return next((line for line in self.lines if line.key == key), None)

    def of(self, *states: str) -> list[Line]:
        """The lines in these states, in running order."""
        return [line for line in self.lines if line.state in states]

    def encode(self) -> bytes:
        """The report as JSON, for the queue."""
        return msgspec.json.encode(self)

    @classmethod
    def decode(cls, data: bytes) -> "Report":
        """The report of `encode`. Raises msgspec.ValidationError for anything else."""
        return msgspec.json.decode(data, type=cls)


def foreseen(plan: Plan, has: Callable[[str], bool]) -> Report:
    """What a plan would do now; `has` says whether the cache holds a key."""
    shown = {output.key for output in plan.outputs if output.kind == "result"}

    def there(key: str) -> bool:
        return (not steps[key].spec.view or key in shown) and has(key)

    steps = plan.by_key()
    due = {step.key for step in missing(plan.steps, [output.key for output in plan.outputs], there)}
    states = {step.key: DUE if step.key in due else CACHED for step in plan.steps}
    lines = lines_of(plan, states, {}, plan.seconds)
    forecast = sum(line.forecast for line in lines if line.state == DUE)
    peak = max((line.peak_bytes for line in lines if line.state == DUE), default=0)
    return Report("", DUE, lines, plan.forwarded, forecast=forecast, peak_bytes=peak)


@dataclass(slots=True)
class Spent:
    """What a step that ran took, while its job runs."""

    seconds: float = 0.0
    peak_bytes: int = 0
    notes: tuple[str, ...] = ()
    batch: tuple[str, ...] = ()


_NOTHING = Spent()


def lines_of(
    plan: Plan, states: Mapping[str, str], spent: Mapping[str, Spent], forecast: Mapping[str, float]
) -> tuple[Line, ...]:
    """A line for every step of a plan; views are views whatever `states` says.

    `forecast` holds the seconds that were thought just before the work began, where it did.
    """
    batches = {key: keys for keys in plan.batches for key in keys}
    found = []
    for step in plan.steps:
        took = spent.get(step.key, _NOTHING)
        state = VIEW if step.spec.view else states.get(step.key, SKIPPED)
        batch = took.batch or (batches.get(step.key, ()) if state == DUE else ())
        seconds = forecast.get(step.key) or plan.seconds.get(step.key, 0.0)
        together = tuple([key for key in batch if key != step.key]) if batch else ()
        found.append(_line(step, plan, state, took, seconds, together))
    return tuple(found)


def _line(
    step: Step, plan: Plan, state: str, took: Spent, forecast: float, together: tuple[str, ...]
) -> Line:
    return Line(
        step.key,
        step.op,
        step.node,
        step.spec.label,
        state,
        took.seconds,
        forecast,
        took.peak_bytes or (plan.memory.get(step.key, 0) if state == DUE else 0),
        took.notes,
        plan.sharing.get(step.key, ()),
        together,
    )
