"""Cold start of the studio: from the process to a window that answers, and what warming the engine up costs it.

Each round is a process with a data folder of its own, on whatever platform Qt is told to use (offscreen under
`make bench`). A first one that does not count leaves its bytecode behind, as with an installed program. Most rounds end
once the window can be used. The others go on: the warm-up runs beside the window, and its stall is the longest time in
which the window could not answer; then nothing should happen any more. All of it takes well below a minute.
"""

import gc
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.__main__ import load

if TYPE_CHECKING:
    from studio.app import Studio

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources/samples/story.loom"
ROUNDS = 5
WARM_ROUNDS = 3
BEAT_MS = 4
REST_SECONDS = 3.0


def main() -> None:
    """Run the rounds and print the medians."""
    _round(SAMPLE)
    rounds = [_round(None) for _ in range(ROUNDS)]
    show("cold start to a usable window (welcome page)", [r["usable"] for r in rounds], "1.5 s")
    show("the same in time of the processor", [r["worked"] for r in rounds], "-")
    show("memory before torch", [r["megabytes"] / 1000 for r in rounds], "0.6 GB", "GB")
    opened = [_round(SAMPLE) for _ in range(ROUNDS)]
    show("cold start to a usable window (story.loom)", [r["usable"] for r in opened], "1.5 s")
    warm = [_round(None, warm=True) for _ in range(WARM_ROUNDS)]
    show("longest stall while torch is imported", [r["stall"] for r in warm], "0.8 s")
    show("torch there after the start of the process", [r["torch"] for r in warm], "-")
    show("idle window, share of one core", [r["idle"] for r in warm], "0.01", "")


def show(what: str, values: list[float], budget: str, unit: str = "s") -> None:
    """One line: the median, and the smallest and largest."""
    middle = statistics.median(values)
    span = f"{min(values):.3f} to {max(values):.3f}, {len(values)} runs"
    print(f"{what:<48} {middle:7.3f} {unit}  (budget {budget}; {span}; {load()})", flush=True)


def _round(file: Path | None, *, warm: bool = False) -> dict[str, float]:
    """One process; its figures in seconds (and megabytes). With `warm` it goes on until the engine is warm."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "SHOTLOOM_DATA": f"{folder}/data",
            "SHOTLOOM_CACHE": f"{folder}/cache",
            "PYTHONDONTWRITEBYTECODE": "",
            "SHOTLOOM_BEGAN": repr(time.time()),
        }
        how = "warm" if warm else "quick"
        command = [sys.executable, "-m", "tests.bench.bench_start", how, *([str(file)] if file else [])]
        done = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def inside(file: Path | None, *, warm: bool) -> None:
    """What a round's process does: open the studio as the program does, and watch it."""
    began = float(os.environ["SHOTLOOM_BEGAN"])
    # As `studio.cli` imports it.
    gc.disable()
    from studio import features

    features.look_for_none()
    from studio.app import Studio, make_application

    gc.enable()
    sys.setswitchinterval(0.001)
    application = make_application()
    studio = Studio(application)
    studio.show(file, None)
    studio.window.repaint()
    application.processEvents()
    found = {"usable": time.time() - began, "worked": time.process_time(), "megabytes": _megabytes()}
    if warm:
        found |= _watched(studio, began)
    studio.close()
    print(json.dumps(found))


def _watched(studio: "Studio", began: float) -> dict[str, float]:
    """What the warm-up beside the window costs, and what an idle window does."""
    from PySide6.QtCore import QTimer

    found: dict[str, float] = {}
    beats = [time.perf_counter()]
    beat = QTimer()
    beat.setInterval(BEAT_MS)
    beat.timeout.connect(lambda: beats.append(time.perf_counter()))

    def rest() -> None:
        """The engine is warm: from now on nothing should happen at all."""
        found["torch"] = time.time() - began
        found["stall"] = max(b - a for a, b in itertools.pairwise(beats))
        beat.stop()
        busy = time.process_time()
        QTimer.singleShot(int(REST_SECONDS * 1000), lambda: end(busy))

    def end(busy: float) -> None:
        found["idle"] = (time.process_time() - busy) / REST_SECONDS
        studio.application.quit()

    studio.parts.warmup.ready.connect(lambda: QTimer.singleShot(500, rest))
    beat.start()
    studio.application.exec()
    return found


def _megabytes() -> float:
    """Memory of this process that is resident now."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return float(line.split()[1]) / 1000


if __name__ == "__main__":
    if sys.argv[1:2] in (["quick"], ["warm"]):
        inside(Path(sys.argv[2]) if len(sys.argv) > 2 else None, warm=sys.argv[1] == "warm")
    else:
        main()
