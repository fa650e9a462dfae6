"""What the executor's tests stand on: plans of the fake model, a crew in a folder, and a listener that remembers."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine import ops
from engine.build import Builder
from engine.cache import Cache
from engine.checkpoints import Checkpoints
from engine.compile import encode_step
from engine.crew import Crew
from engine.delivery import Delivery
from engine.document import Settings
from engine.estimate import FigureStore
from engine.events import Event
from engine.generation import Sampling, generate
from engine.history import History
from engine.media.decode import open_clip
from engine.ops.context import Context
from engine.passes import share
from engine.plan import Output, Plan, Step
from engine.types import Size
from engine.values import ClipValue, ModelValue, TextValue
from tests.fake_model import SPEC, FakeModel

SIZE = Size(112, 64)
RATE = Fraction(12)


@dataclass
class Shots:
    """Collects the steps and outputs of several shots into one plan."""

    steps: list[Step] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    batches: list[tuple[str, ...]] = field(default_factory=list)

    def add(
        self,
        node: str = "shot",
        *,
        prompt: str = "a red ball",
        seed: int = 1,
        frames: int = 9,
        steps: int = 4,
        factor: int = 0,
        kind: str = "file",
        format_: str = "mp4",
    ) -> ClipValue:
        """A shot: text, denoise, decode, perhaps a Lanczos upscale, and an output of a kind."""
        build = Builder(node, Settings(), {}, {"fake": SPEC})
        sampling = Sampling(steps, 4.0, None, seed)
        model = ModelValue("fake", SPEC)
        clip = generate(build, model, TextValue(prompt), frames, SIZE, RATE, sampling)
        if factor:
            clip = build.upscale(clip, factor, "lanczos")
        self.steps += build.steps
        key = clip.key
        if kind != "result":
            step = encode_step(clip, "master" if kind == "take" else format_, node)
            self.steps.append(step)
            key = step.key
        settings = {node: {"text": prompt, "seed": seed}}
        self.outputs.append(
            Output(node, key, kind, clip.key, clip.facts, format_, seed=seed, settings=settings, model="Fake")
        )
        return clip

    def batch(self) -> "Shots":
        """Let all denoise steps run as one call."""
        keys = tuple(dict.fromkeys(s.key for s in self.steps if s.op == "denoise"))
        self.batches = [keys]
        return self

    def plan(self) -> Plan:
        """The plan."""
        return Plan(tuple(share(self.steps)), tuple(self.outputs), tuple(self.batches))


def shot(node: str = "shot", **wishes: Any) -> Plan:
    """A plan of one shot."""
    shots = Shots()
    shots.add(node, **wishes)
    return shots.plan()


def step_of(plan: Plan, op: str) -> Step:
    """The only step of an operation."""
    (found,) = [s for s in plan.steps if s.op == op]
    return found


@dataclass
class FakeModels:
    """Gives out one fake model."""

    fake: FakeModel = field(default_factory=FakeModel)
    freed: list[tuple[str, str]] = field(default_factory=list)

    def model(self, digest: str) -> Any:
        """The fake model."""
        assert digest == SPEC.digest
        return self.fake

    def upscaler(self, digest: str) -> Any:
        """There is none: tests upscale by Lanczos."""
        raise AssertionError(digest)

    def free(self, digest: str, component: str) -> None:
        """Let all leave but what is needed; remembered."""
        self.freed.append((digest, component))


Hook = Callable[[Step, Sequence[Any], Context], None]


class Operations:
    """The real operations, with a hook before each and a list of what ran."""

    def __init__(self, hook: Hook | None = None) -> None:
        self.hook = hook
        self.ran: list[str] = []
        self.batches: list[int] = []

    def run(self, step: Step, inputs: Sequence[Any], context: Context) -> Any:
        """One step."""
        if not step.spec.view:
            self.ran.append(step.op)
        if self.hook:
            self.hook(step, inputs, context)
        return ops.run(step, inputs, context)

    def run_batch(
        self, steps: Sequence[Step], inputs: Sequence[Sequence[Any]], context: Context
    ) -> list[Any]:
        """A batch."""
        self.batches.append(len(steps))
        if self.hook:
            for step, values in zip(steps, inputs, strict=True):
                self.hook(step, values, context)
        self.ran += [s.op for s in steps]
        return ops.run_batch(steps, inputs, context)


class Ear:
    """A listener that remembers every event and can wait for one."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._news = threading.Condition()

    def __call__(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def of(self, *kinds: type) -> list[Any]:
        """The events of some kinds so far."""
        with self._news:
            return [e for e in self.events if isinstance(e, kinds)]

    def wait_for(self, kind: type, seconds: float = 20.0, count: int = 1) -> Any:
        """The first events of a kind, waited for; the last of them is returned."""
        with self._news:
            there = self._news.wait_for(
                lambda: sum(isinstance(e, kind) for e in self.events) >= count, seconds
            )
            assert there, f"no {kind.__name__}; heard {[type(e).__name__ for e in self.events]}"
            return [e for e in self.events if isinstance(e, kind)][count - 1]


def crew(
    folder: Path, *, operations: Operations | None = None, model: FakeModel | None = None, **other: Any
) -> Crew:
    """A crew whose files lie in a folder; `other` replaces parts."""

    def sources(params: Mapping[str, Any], delivery: Delivery) -> Any:
        return open_clip(Path(delivery.takes) / params["take"])

    found = Crew(
        models=FakeModels(model or FakeModel()),
        cache=other.pop("cache", None) or Cache(folder / "cache"),
        figures=FigureStore(folder / "figures.sqlite"),
        sources=sources,
        checkpoints=Checkpoints(folder / "checkpoints", every=other.pop("every", 2.0)),
        operations=operations or Operations(),
        history=History(folder / "history.sqlite"),
        thumbnails=folder / "thumbnails",
    )
    return replace(found, **other)


def to_files(plan: Plan, folder: Path, **other: Any) -> Delivery:
    """A delivery of every file output into a folder, by node."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {o.node: str(folder / f"{o.node}.{o.format}") for o in plan.outputs if o.kind == "file"}
    return Delivery(files=files, **other)


def frames_of(path: str | Path) -> NDArray[np.uint8]:
    """All frames of a clip file."""
    clip = open_clip(Path(path))
    frames = clip.read(0, clip.frames)
    clip.close()
    return frames


def ops_of(plan: Plan, keys: Iterable[str]) -> list[str]:
    """The operations of some steps."""
    table = plan.by_key()
    return [table[k].op for k in keys]


def harm(connection: sqlite3.Connection, path: Path) -> None:
    """Damage a database that is open, behind its first page, so that the next look into it notices."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (len(data) - 4096))
    connection.execute("PRAGMA shrink_memory")
