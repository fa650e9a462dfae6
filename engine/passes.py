"""The compiler's passes over the steps of a plan, each a pure function that says what it saves.

`compile` runs them in this order: keep, share, forward_latents, share again (forwarding makes new equals), batch,
schedule. The estimate is `engine.estimate`'s.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.plan import OPS, Step

COMPONENTS = ("text", "vae", "dit", "upscaler")
"""In the order in which steps need them: what comes first here is loaded first when several could go on."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What the device allows, measured by `engine.device`.

    `memory` in bytes for components and work; `components` the bytes that each large component takes; `batch` the most
    denoise steps that run faster together than one by one (1 on a CPU); `batch_bytes` estimates one item's work memory.
    """

    memory: int = 8 << 30
    components: Mapping[str, int] = field(default_factory=dict)
    batch: int = 1
    batch_bytes: Callable[[Step], int] = lambda step: step.facts.pixels * 64_000


def keep(steps: Sequence[Step], wanted: Collection[str]) -> list[Step]:
    """Only the steps that the wanted keys need."""
    needed = set(wanted)
    kept = []
    for step in reversed(steps):
        if step.key in needed:
            needed.update(step.inputs)
            kept.append(step)
    return kept[::-1]


def share(steps: Iterable[Step]) -> list[Step]:
    """Equal keys are one step: two shots with one prompt encode it once."""
    first: dict[str, Step] = {}
    for step in steps:
        first.setdefault(step.key, step)
    return list(first.values())


def forward_latents(steps: Sequence[Step]) -> tuple[list[Step], dict[str, str]]:
    """`encode_frames(decode(x))` becomes `x`: no round trip through pixels for a whole clip that nothing touched.

    Returns the steps and what became of every key that changed.
    """
    decoded: dict[str, Step] = {}
    renamed: dict[str, str] = {}
    kept = []
    for step in steps:
        key = step.key
        if renamed and not renamed.keys().isdisjoint(step.inputs):
            step = step.with_inputs(tuple([renamed.get(k, k) for k in step.inputs]))
            renamed[key] = step.key
        if step.op == "decode":
            decoded[step.key] = step
        elif step.op == "encode_frames":
            source = decoded.get(step.inputs[0])
            if source is not None and source.params == step.params:
                renamed[key] = source.inputs[0]
                continue
        kept.append(step)
    return kept, renamed


def sharing(
    steps: Iterable[Step], renamed: Mapping[str, str], kept: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """The nodes that share each of the `kept` steps, where it is more than one, from the steps before sharing.

    A node whose frames were not encoded because their latents were there shares the step that made these.
    """
    nodes: dict[str, str] = {}
    several: dict[str, dict[str, None]] = {}
    for step in steps:
        key = renamed.get(step.key, step.key) if renamed else step.key
        first = nodes.setdefault(key, step.node)
        if first != step.node:
            several.setdefault(key, {first: None})[step.node] = None
    return {key: tuple(found) for key, found in several.items() if key in kept}


def took_over(
    steps: Iterable[Step], renamed: Mapping[str, str], kept: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """Pairs (node, node whose latents it took over), each once: what `forward_latents` saved."""
    if not renamed:
        return ()
    listed = list(steps)
    makers = {renamed.get(step.key, step.key): step.node for step in listed if step.op != "encode_frames"}
    found: dict[tuple[str, str], None] = {}
    for step in listed:
        source = renamed.get(step.key, "") if step.op == "encode_frames" else ""
        if source in kept and source in makers:
            found[step.node, makers[source]] = None
    return tuple(found)


def batch(steps: Sequence[Step], budget: Budget) -> tuple[tuple[str, ...], ...]:
    """Groups of denoise steps that run as one call: same model, shape and sampler, no dependence on each other."""
    if budget.batch < 2:
        return ()
    denoise_depth = _depths(steps)
    groups: dict[tuple[object, ...], list[Step]] = defaultdict(list)
    for step in steps:
        if step.op == "denoise":
            p = step.params
            alike = ("model", "precision", "shape", "rate", "steps", "guidance", "shift", "solver", "texts")
            groups[(denoise_depth[step.key], *(str(p[k]) for k in alike), str(p.get("change")))].append(step)
    found = []
    for members in groups.values():
        room = max(1, budget.memory // max(1, budget.batch_bytes(members[0])))
        width = min(budget.batch, room)
        for i in range(0, len(members), width):
            if len(members[i : i + width]) > 1:
                found.append(tuple(s.key for s in members[i : i + width]))
    return tuple(found)


def schedule(steps: Sequence[Step], wanted: Sequence[str], budget: Budget) -> list[Step]:
    """An order that loads each component once where memory is short, and shows something early where it is not.

    When all components fit at once, outputs come one after the other, the first as soon as can be. Otherwise the steps
    of a component run together.
    """
    used = {OPS[op].component for op in {step.op for step in steps}}
    if sum(budget.components.get(name, 0) for name in used if name) <= budget.memory:
        return _by_output(steps, wanted)
    return _by_component(steps)


def _by_output(steps: Sequence[Step], wanted: Sequence[str]) -> list[Step]:
    waiting = {s.key: s for s in steps}
    done: list[Step] = []
    for roots in (wanted, waiting):
        for root in tuple(roots):
            stack = [root]
            while stack:
                step = waiting.get(stack[-1])
                if step is None:
                    # Done already, or no step of this plan but a stored result.
                    stack.pop()
                    continue
                waits = False
                for key in reversed(step.inputs):
                    if key in waiting:
                        stack.append(key)
                        waits = True
                if not waits:
                    done.append(waiting.pop(stack.pop()))
    return done


def _by_component(steps: Sequence[Step]) -> list[Step]:
    """Everything that a loaded component can do before the next one is loaded; views and files go along."""
    open_inputs = {s.key: 0 for s in steps}
    followers: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        before = {k for k in step.inputs if k in open_inputs}
        open_inputs[step.key] = len(before)
        for key in before:
            followers[key].append(step)
    ready: dict[str | None, deque[Step]] = {name: deque() for name in (None, *COMPONENTS)}
    for step in steps:
        if not open_inputs[step.key]:
            ready[step.spec.component].append(step)
    done: list[Step] = []
    loaded: str | None = None
    while len(done) < len(open_inputs):
        queue = ready[None] or ready[loaded]
        if not queue:
            loaded = next(name for name in COMPONENTS if ready[name])
            continue
        step = queue.popleft()
        done.append(step)
        for follower in followers[step.key]:
            open_inputs[follower.key] -= 1
            if not open_inputs[follower.key]:
                ready[follower.spec.component].append(follower)
    return done


def _depths(steps: Sequence[Step]) -> dict[str, int]:
    """How many denoise steps lie before each step; steps of equal depth cannot depend on each other."""
    depth: dict[str, int] = {}
    for step in steps:
        before = max((depth.get(k, 0) for k in step.inputs), default=0)
        depth[step.key] = before + (step.op == "denoise")
    return depth
