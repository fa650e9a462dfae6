"""A plan as rows for people: each step with its node, what becomes of it, what it costs or cost, and who shares it.

In: frozen plans, what the cache holds, the survey's names. Out: a `Sheet`, which list, picture and copied text show.
Pure, and free of Qt; called by `reading` off the GUI thread and by the command line.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from engine.estimate import bytes_of
from engine.plan import Plan, Step
from engine.walk import missing

State: TypeAlias = Literal["run", "cached", "free", "unneeded", "planned", "ran", "failed", "skipped"]
"""run: it would run now. cached: its result is there. free: it rearranges frames while they are read. unneeded: what
comes after it is there. planned: nothing is known of the cache yet. ran, failed, skipped: what a job made of it."""

WORKING: tuple[State, ...] = ("run", "ran", "failed")
"""States whose seconds count."""


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

    @property
    def seconds(self) -> float:
        """What it took, else what it is thought to take; 0 for what needs no work."""
        if self.measured is not None:
            return self.measured
        return self.forecast if self.state in WORKING or self.state == "planned" else 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows in running order, names by place, and what stands in the way. `job` is set where a job did all this."""

    lines: tuple[Line, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    job: str = ""

    @property
    def seconds(self) -> float:
        """Of all steps that run or ran."""
        return sum(line.seconds for line in self.lines)

    @property
    def forecast(self) -> float:
        """What was thought of the steps that run or ran."""
        return sum(line.forecast for line in self.lines if line.state in WORKING)

    @property
    def bytes(self) -> int:
        """The most that any step that runs or ran needs beside the weights."""
        return max((x.bytes for x in self.lines if x.state in WORKING or x.state == "planned"), default=0)

    def count(self, *states: State) -> int:
        """How many steps are in one of these states."""
        return sum(line.state in states for line in self.lines)

    def name(self, place: str) -> str:
        """What the artist calls a node."""
        return self.names.get(place, place)


def merged(plans: Iterable[Plan]) -> tuple[list[Step], dict[str, float], list[tuple[str, ...]], set[str]]:
    """Several plans as though they ran one after the other: steps once, seconds by key, batches, wanted keys."""
    steps: dict[str, Step] = {}
    seconds: dict[str, float] = {}
    batches: dict[tuple[str, ...], None] = {}
    wanted: set[str] = set()
    for plan in plans:
        for step in plan.steps:
            steps.setdefault(step.key, step)
        seconds |= plan.seconds
        batches |= dict.fromkeys(plan.batches)
        wanted |= {output.key for output in plan.outputs}
    return list(steps.values()), seconds, list(batches), wanted


def lines_of(
    plans: Sequence[Plan],
    has: Callable[[str], bool] | None,
    places: Mapping[str, Sequence[str]] | None = None,
    forwarded: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Line, ...]:
    """The rows of some plans that would run one after the other.

    `has` says whether the cache holds a key, None while nobody knows. `places` are the nodes by key that a step is
    for, `forwarded` those that its result is handed on to as it is; without them each step is its own node's.
    """
    steps, seconds, batches, wanted = merged(plans)
    # A view that somebody looks at is stored like any other result; every other view never is.
    shown = {o.key for plan in plans for o in plan.outputs if o.kind == "result"}

    def there(key: str) -> bool:
        return has is not None and (not facts[key].spec.view or key in shown) and has(key)

    facts = {step.key: step for step in steps}
    todo = {step.key for step in missing(steps, wanted, there)}
    number = {key: i for i, keys in enumerate(batches, 1) for key in keys}
    made = []
    for step in steps:
        known = [facts[key].facts for key in step.inputs if key in facts]
        state: State = "planned" if has is None else "run"
        if step.key not in todo:
            state = "cached" if there(step.key) else "unneeded"
        elif step.spec.view:
            state = "free"
        made.append(
            Line(
                step.key,
                step.op,
                step.spec.label,
                step.spec.component or "",
                tuple((places or {}).get(step.key, ())) or (step.node,),
                state,
                seconds.get(step.key, 0.0),
                None,
                0 if step.spec.view else bytes_of(step, known),
                str(step.facts),
                tuple(key for key in step.inputs if key in facts),
                number.get(step.key, 0),
                tuple((forwarded or {}).get(step.key, ())),
            )
        )
    return tuple(made)


def marked(sheet: Sheet, gone: Iterable[str]) -> Sheet:
    """The sheet as it would be if the results of some keys were worth nothing any more."""
    lost = set(gone)
    lines: tuple[Line, ...] = tuple(
        replace(line, state="run" if line.state == "cached" else line.state) if line.key in lost else line
        for line in sheet.lines
    )
    return replace(sheet, lines=lines)
