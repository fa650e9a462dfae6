"""The program as a person meets it, with the built-in model: text to clip, draft, first preview, cancel, render again.

Prints medians beside the budgets of the design; every figure is of this machine under the load that stands above it.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from engine import events
from engine.session import Session
from tests.bench.__main__ import load
from tests.end_to_end.rooms import SAMPLES, planned, session

ROOT = Path(__file__).resolve().parents[2]
GRAPH = SAMPLES / "text-to-clip.loom"
ROUNDS = 5
PROCESSES = 3


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, work = processes(folder)
        show("text to clip without its finish, whole process", whole, "8 s")
        show("the same command again, work after start-up", work, "1 s")
        heard = Ear()
        with session(folder / "data", folder / "warm", heard) as room:
            timed(lambda: run(room, steps=1, seed=1), 1)
            seeds = iter(range(2, 10_000))
            show("draft (4 steps) inside a running engine", timed(lambda: run(room, 4, next(seeds))), "2 s")
            show("full (8 steps) inside a running engine", timed(lambda: run(room, 8, next(seeds))), "-")
            show("first moving preview after submit", first_preview(room, heard, seeds), "0.5 s")
            show("cancel in mid-denoise", cancel(room, heard, seeds), "0.5 s")
            show("second render of an unchanged graph", timed(lambda: run(room, 8, 11, "Car"), 3), "1 s")


def show(what: str, seconds: list[float], budget: str) -> None:
    """One line: the median, and the quickest and slowest."""
    middle = statistics.median(seconds)
    span = f"{min(seconds):.2f} to {max(seconds):.2f}, {len(seconds)} runs"
    print(f"{what:<52} {middle:7.2f} s  (budget {budget}; {span}; {load()})", flush=True)


class Ear:
    """The listener of a session: wakes whoever waits for a kind of event."""

    def __init__(self) -> None:
        self.kind: type = events.Ended
        self.came = threading.Event()
        self.at = 0.0

    def wait_for(self, kind: type) -> None:
        """Begin to listen for a kind of event."""
        self.kind = kind
        self.came.clear()

    def __call__(self, event: events.Event) -> None:
        if isinstance(event, self.kind) and not self.came.is_set():
            denoising = not isinstance(event, events.Progress) or event.activity.startswith("Generate: step")
            if denoising:
                self.at = time.perf_counter()
                self.came.set()


def processes(folder: Path) -> tuple[list[float], list[float]]:
    """Whole processes on a warm disk, each with a cache of its own; and the work that the same command does again."""
    whole, again = [], []
    for i in range(PROCESSES + 1):
        environment = {
            **os.environ,
            "SHOTLOOM_DATA": str(folder / "data"),
            "SHOTLOOM_CACHE": str(folder / f"cache-{i}"),
        }
        command = [sys.executable, "-m", "studio.cli", "render", str(GRAPH), "--target", "Generate"]
        command += ["-o", str(folder / "out.mp4"), "--overwrite"]
        began = time.perf_counter()
        subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        whole.append(time.perf_counter() - began)
        done = subprocess.run(
            [*command, "--json"], env=environment, cwd=ROOT, check=True, capture_output=True, text=True
        )
        again.append(ended(done.stdout))
    # The first process warms the disk and measures the device.
    return whole[1:], again[1:]


def ended(output: str) -> float:
    """The seconds that the last event of a render tells."""
    last = json.loads(output.splitlines()[-1])
    assert last["event"] == "Ended"
    assert last["ran"] == 0
    return float(last["seconds"])


def run(room: Session, steps: int, seed: int, target: str = "Generate") -> None:
    """Render the sample, wait for its end."""
    plan = planned(room, GRAPH, target, {"Generate": {"steps": steps}}, seed)
    outcome = room.executor.wait(room.executor.submit(plan))
    assert outcome.state == "done", outcome.failures


def first_preview(room: Session, heard: Ear, seeds: Iterator[int]) -> list[float]:
    """Seconds from a submit, the model being loaded, to the first preview that a listener gets."""
    found = []
    for _ in range(ROUNDS):
        plan = planned(room, GRAPH, "Generate", {"Generate": {"steps": 8}}, next(seeds))
        heard.wait_for(events.Preview)
        began = time.perf_counter()
        job = room.executor.submit(plan)
        heard.came.wait(60)
        found.append(heard.at - began)
        room.executor.wait(job)
    return found


def cancel(room: Session, heard: Ear, seeds: Iterator[int]) -> list[float]:
    """Seconds from a cancel in the middle of the steps to the job's end."""
    found = []
    for _ in range(ROUNDS):
        plan = planned(room, GRAPH, "Generate", {"Generate": {"steps": 40}}, next(seeds))
        heard.wait_for(events.Progress)
        job = room.executor.submit(plan)
        heard.came.wait(60)
        time.sleep(0.05)
        began = time.perf_counter()
        room.executor.cancel(job)
        room.executor.wait(job)
        found.append(time.perf_counter() - began)
    return found


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The seconds of some rounds, after one that pays for what is set up once."""
    work()
    found = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


if __name__ == "__main__":
    main()
