"""The engine at work beside the window, with the built-in model and a sample: what an artist waits for, and feels.

Each measurement has a process of its own with its own folders, so that none warms or burdens the next. Names on the
command line choose some. Medians stand beside the budgets of the design, and the machine's load beside both.
"""

import itertools
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil

from engine import events
from engine.device import prepare_environment
from tests.bench.__main__ import load
from tests.bench.heartbeat import Heartbeat
from tests.studio.workplace import Workplace, pause, sample, until

ROOT = Path(__file__).resolve().parents[2]
COLOURS = ("red", "blue", "green", "yellow", "white", "black", "orange", "purple")
ROADS = ("in the city", "on the beach", "in the forest", "in the desert", "in the mountains", "in a field")
PROMPTS = tuple(f"a {colour} car drives to the right {road}" for road in ROADS for colour in COLOURS)
CYCLES = 200
SETTLED = 20
"""Cycles after which memory must not grow any more."""
Figures = Mapping[str, Sequence[float]]


# -- what a process of its own measures --------------------------------------------------------------------------------


@contextmanager
def studio_at_work() -> Iterator[Workplace]:
    """The program as it runs for an artist, with a sample open and its model loaded."""
    prepare_environment()
    sys.setswitchinterval(0.001)
    place = Workplace(copy_of=sample())
    try:
        place.generate()
        yield place
    finally:
        place.close()


def first_preview() -> Figures:
    """From the key to the moving picture on the node, of prompts that the model never read before."""
    found, shown = [], list[float]()
    with studio_at_work() as place:
        node, status = place.node("generate").id, place.page.status
        pictures = [status.at(node).picture]

        def look(_: object) -> None:
            if status.at(node).picture is not pictures[-1]:
                pictures.append(status.at(node).picture)
                shown.append(time.perf_counter())

        status.places_changed.connect(look)
        for prompt in PROMPTS[:8]:
            place.change("prompt", text=prompt)
            pause(0.5)
            shown.clear()
            began = time.perf_counter()
            place.press_generate()
            until(lambda: shown, "a preview")
            found.append(shown[0] - began)
            place.parts.jobs.stop()
            place.rest()
    return {"seconds": found}


def heartbeat() -> Figures:
    """How late the window's beat is while whole shots are made, finish and all."""
    late, seconds, worst = list[float](), [], []
    with studio_at_work() as place:
        for prompt in PROMPTS[:6]:
            place.change("prompt", text=prompt)
            pause(0.5)
            with Heartbeat() as beat:
                seconds.append(place.generate().seconds)
            late += beat.late
            worst.append(max(beat.late))
    return {"late": late, "seconds": seconds, "worst": worst}


def cancel() -> Figures:
    """From Stop to the job's end, asked for at moments all over a job."""
    draw, found = random.Random(1), []
    with studio_at_work() as place:
        place.change("generate", seed=1)
        whole = place.generate().seconds
        for prompt in PROMPTS[:20]:
            place.change("prompt", text=prompt)
            place.told.clear()
            place.press_generate()
            until(lambda: any(isinstance(e, events.Started) for e in place.told), "the job runs")
            pause(draw.uniform(0.0, 0.9) * whole)
            began = time.perf_counter()
            place.parts.jobs.stop()
            place.rest()
            found.append(time.perf_counter() - began)
    return {"seconds": found}


def previews() -> Figures:
    """Seconds of the same kind of job with and without moving previews, in turns, by the clock and of the processor."""
    found: dict[str, list[float]] = {"with": [], "without": [], "with, cpu": [], "without, cpu": []}
    with studio_at_work() as place:
        for number, prompt in enumerate(PROMPTS[:20]):
            # With, without, without, with: neither kind gains by what the machine does meanwhile.
            shown = number % 4 in (0, 3)
            place.parts.session.executor.previews = shown
            place.change("prompt", text=prompt)
            pause(0.5)
            name, busy = "with" if shown else "without", time.process_time()
            found[name].append(place.generate().seconds)
            found[f"{name}, cpu"].append(time.process_time() - busy)
    return found


def memory() -> Figures:
    """Megabytes of this process after each cycle of changing a word and generating a short shot, not upscaled."""
    found, held, this = [], [], psutil.Process()
    prompts = itertools.cycle(PROMPTS)
    with studio_at_work() as place:
        place.change("generate", duration=0.4, steps=2)
        place.change("finish", scale="1", smooth=False, size=[160, 90])
        for number in range(CYCLES):
            place.change("prompt", text=next(prompts))
            place.change("generate", seed=number)
            place.generate()
            found.append(this.memory_info().rss / 1e6)
            held.append(place.parts.session.cache.bytes_in_memory / 1e6)
    return {"megabytes": found, "held": held}


def forecast() -> Figures:
    """By which share the time that was said when a run began was wrong: of the second run, and of later ones."""
    wrong = []
    with studio_at_work() as place:
        for prompt in PROMPTS[:5]:
            place.change("prompt", text=prompt)
            pause(0.5)
            ended = place.generate()
            said = next(e.eta for e in place.told if isinstance(e, events.Started))
            wrong.append(abs(said - ended.seconds) / ended.seconds)
    return {"second": wrong[:1], "later": wrong[1:]}


# -- what is shown of it -----------------------------------------------------------------------------------------------


def show(what: str, value: float, unit: str, budget: str, more: str = "") -> None:
    """One line."""
    print(f"{what:<52} {value:9.3f} {unit:<3} (budget {budget}{'; ' + more if more else ''})", flush=True)


def span(values: Sequence[float]) -> str:
    """The smallest and the largest."""
    return f"{min(values):.2f} to {max(values):.2f}, {len(values)} runs"


def _show_first_preview(found: Figures) -> None:
    seconds = found["seconds"]
    show("first preview after the key, model loaded", statistics.median(seconds), "s", "0.5 s", span(seconds))


def _show_heartbeat(found: Figures) -> None:
    late = found["late"]
    cut = statistics.quantiles(late, n=1000, method="inclusive")
    count = f"{len(late)} beats of {len(found['seconds'])} shots"
    show("the window's beat while shots are made, late, p95", cut[949], "ms", "33 ms", count)
    show("the same, p99", cut[989], "ms", "100 ms")
    show(
        "the same, worst (median of shots)",
        statistics.median(found["worst"]),
        "ms",
        "-",
        span(found["worst"]),
    )


def _show_cancel(found: Figures) -> None:
    seconds = found["seconds"]
    show("from Stop to the end", statistics.median(seconds), "s", "0.5 s", span(seconds))


def _show_previews(found: Figures) -> None:
    shown, without = (statistics.median(found[name]) for name in ("with", "without"))
    show("a shot without previews", without, "s", "-", span(found["without"]))
    show("what previews cost", 100 * (shown / without - 1), "%", "5 %", span(found["with"]))
    shown, without = (statistics.median(found[f"{name}, cpu"]) for name in ("with", "without"))
    show(
        "the same in time of the processor", 100 * (shown / without - 1), "%", "-", f"{without:.2f} s without"
    )


def _show_memory(found: Figures) -> None:
    whole = found["megabytes"]
    # What is kept for the next job is bounded, and grows up to its bound on purpose.
    rest = [size - held for size, held in zip(whole, found["held"], strict=True)]
    for what, sizes, budget in (("without results that are kept", rest, "5 %"), ("in all", whole, "-")):
        early, end = statistics.median(sizes[SETTLED : SETTLED + 10]), statistics.median(sizes[-10:])
        grown = f"{early:.0f} MB after {SETTLED} cycles, {end:.0f} after {len(sizes)}"
        show(f"growth of memory, {what}", 100 * (end / early - 1), "%", budget, grown)


def _show_forecast(found: Figures) -> None:
    show("forecast of the second run, wrong by", 100 * found["second"][0], "%", "25 %")
    later = [100 * share for share in found["later"]]
    show("of later runs", statistics.median(later), "%", "25 %", span(later))


BENCHES: Mapping[str, tuple[Callable[[], Figures], Callable[[Figures], None]]] = {
    "first_preview": (first_preview, _show_first_preview),
    "heartbeat": (heartbeat, _show_heartbeat),
    "cancel": (cancel, _show_cancel),
    "previews": (previews, _show_previews),
    "forecast": (forecast, _show_forecast),
    "memory": (memory, _show_memory),
}


def main(chosen: Sequence[str]) -> None:
    """Print the chosen figures, or all."""
    for name in chosen or BENCHES:
        with tempfile.TemporaryDirectory() as folder:
            environment = {
                **os.environ,
                "SHOTLOOM_DATA": f"{folder}/data",
                "SHOTLOOM_CACHE": f"{folder}/cache",
            }
            command = [sys.executable, "-m", "tests.bench.bench_work", "inside", name]
            done = subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        print(f"-- {name}, {load()}")
        BENCHES[name][1](json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        print(json.dumps(BENCHES[sys.argv[2]][0]()))
    else:
        main(sys.argv[1:])
