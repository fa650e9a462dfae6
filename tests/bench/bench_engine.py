"""What the engine itself costs, with a model that costs nothing: cached steps, first preview, cancel.

Prints medians beside the budgets of the design. The figures of the real model are in the other benches.
"""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from engine import events
from engine.executor import Executor
from engine.model.request import TextStates
from engine.plan import Output, Plan, Step, step_key
from engine.types import FactKind, Facts
from tests.engine.stages import crew, shot
from tests.fake_model import SPEC, FakeModel

STEPS = 1000
ROUNDS = 7


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        show("overhead per cached step", cached_step(folder / "cached") * 1e6, "us", "50 us")
        show("one cached job of one step, submit to end", one_job(folder / "one") * 1e3, "ms", "-")
        show("overhead per step that runs (memory and disk)", running_step(folder / "run") * 1e3, "ms", "-")
        show("first preview after submit, engine's share", first_preview(folder / "preview"), "s", "0.5 s")
        show("cancel between denoise steps of 50 ms", cancel(folder / "denoise", "denoise"), "s", "0.5 s")
        show(
            "cancel while frames are upscaled to 448x256", cancel(folder / "upscale", "upscale"), "s", "0.5 s"
        )


def show(what: str, value: float, unit: str, budget: str) -> None:
    """One line."""
    print(f"{what:<52} {value:9.3f} {unit:<3} (budget {budget})", flush=True)


def texts(count: int, start: int = 0) -> Plan:
    """A plan of independent text steps, each wanted as a value."""
    facts = Facts(FactKind.TEXT, SPEC.text_tokens, Fraction(0))
    steps = []
    for i in range(start, start + count):
        params = {"model": SPEC.digest, "prompt": f"p{i}", "precision": "fp32"}
        steps.append(Step(step_key("encode_text", params, ()), "encode_text", params, (), f"n{i}", facts))
    return Plan(tuple(steps), tuple(Output(s.node, s.key, "result", s.key, s.facts) for s in steps))


def cached_step(folder: Path) -> float:
    """Seconds per step of a plan whose steps are all cached, events and queue included, over submit to end."""
    people, plan = crew(folder), texts(STEPS)
    value = TextStates(np.zeros((48, 384), np.float32), np.zeros(48, np.bool_))
    for step in plan.steps:
        people.cache.put(step.key, value, step.facts)
    heard: list[events.Event] = []
    with Executor(people, heard.append) as executor:
        # What is wanted of a long plan is its end; the steps behind it are covered by it.
        last = replace(plan, outputs=plan.outputs[-1:])
        return timed(lambda: executor.wait(executor.submit(last)), ROUNDS) / STEPS


def one_job(folder: Path) -> float:
    """Seconds of the smallest cached job."""
    plan = texts(1)
    with Executor(crew(folder)) as executor:
        executor.wait(executor.submit(plan))
        return timed(lambda: executor.wait(executor.submit(plan)), 30)


def running_step(folder: Path) -> float:
    """Seconds per step that runs: the fake text encoder, the cache in memory and on disk, events."""
    count, at = 100, iter(range(0, 10**6, 100))
    with Executor(crew(folder), lambda _: None) as executor:
        return timed(lambda: executor.wait(executor.submit(texts(count, next(at)))), 5) / count


def first_preview(folder: Path) -> float:
    """Seconds from submit to the first moving preview of a 17-frame clip."""
    there, at = threading.Event(), [0.0]

    def listener(event: events.Event) -> None:
        if isinstance(event, events.Preview) and not there.is_set():
            at[0] = time.perf_counter()
            there.set()

    found = []
    with Executor(crew(folder), listener) as executor:
        for seed in range(ROUNDS):
            there.clear()
            began = time.perf_counter()
            job = executor.submit(shot(kind="result", frames=17, seed=seed))
            there.wait(20)
            found.append(at[0] - began)
            executor.wait(job)
    return statistics.median(found)


def cancel(folder: Path, op: str) -> float:
    """Seconds from a cancel, asked for while an operation runs, to the job's end."""
    begun = threading.Event()

    def listener(event: events.Event) -> None:
        if isinstance(event, events.Progress) and event.activity.startswith(label) and event.done > 0:
            begun.set()

    label = {"denoise": "Generate: step", "upscale": "Upscale: frame"}[op]
    found = []
    with Executor(crew(folder, model=FakeModel(pause=0.05)), listener) as executor:
        for seed in range(ROUNDS):
            begun.clear()
            plan = shot(
                kind="result",
                seed=seed,
                frames=9 if op == "denoise" else 121,
                steps=400 if op == "denoise" else 1,
                factor=0 if op == "denoise" else 4,
            )
            job = executor.submit(plan)
            begun.wait(20)
            asked = time.perf_counter()
            executor.cancel(job)
            executor.wait(job)
            found.append(time.perf_counter() - asked)
    return statistics.median(found)


def timed(work: Callable[[], object], rounds: int) -> float:
    """The median seconds of some rounds."""
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return statistics.median(found)


if __name__ == "__main__":
    main()
