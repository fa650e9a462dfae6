"""How late the window is while the engine generates: without manners, with them, and with a core left free.

Each mode has processes of its own, in turns, so that what else runs on the machine burdens all alike. Results must be
the same to the last bit. No budget of its own: `bench_work` holds the window to its figures with manners as they ship.
"""

import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from engine.device import prepare_environment
from engine.manners import Manners
from engine.media.decode import open_clip
from tests.bench.__main__ import load
from tests.bench.heartbeat import Heartbeat
from tests.studio.workplace import Workplace, sample

ROOT = Path(__file__).resolve().parents[2]
MODES = {"without": "without manners", "behind": "behind the window", "core": "off one core too"}
ROUNDS = 3
PROMPTS = ("a red car drives to the right in the city", "a blue car drives to the right in the forest")


def measure(mode: str) -> dict[str, object]:
    """Lateness and durations of a few generations in one mode, and digests of their frames."""
    prepare_environment()
    sys.setswitchinterval(0.001)
    if mode == "without":
        Manners.adopt = lambda self: None  # type: ignore[method-assign]
    place = Workplace(copy_of=sample())
    try:
        place.parts.settings.update(spare_core=False)
        place.generate()
        if mode == "core":
            place.parts.manners._engine.yield_core(True)
        took, late, digests = list[float](), list[float](), list[str]()
        for prompt in PROMPTS:
            place.change("prompt", text=prompt)
            began = time.perf_counter()
            with Heartbeat() as beats:
                place.generate()
            took.append(time.perf_counter() - began)
            late += beats.late
            clip = open_clip(place.page.opened.opened().takes / place.takes[-1].file)
            digests.append(hashlib.sha256(clip.read(0, clip.frames).tobytes()).hexdigest())
            clip.close()
        shares = statistics.quantiles(late, n=100, method="inclusive")
        return {"p95": shares[94], "p99": shares[98], "took": statistics.median(took), "digests": digests}
    finally:
        place.close()


def in_a_process(mode: str) -> dict[str, object]:
    """`measure` in a process and folders of its own."""
    with tempfile.TemporaryDirectory(prefix="shotloom-bench-") as folder:
        homes = {"SHOTLOOM_DATA": f"{folder}/data", "SHOTLOOM_CACHE": f"{folder}/cache"}
        command = [sys.executable, "-m", "tests.bench.bench_manners", mode]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **homes}, check=True, stdout=subprocess.PIPE
        )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """All modes in turns; medians."""
    found: dict[str, list[dict[str, object]]] = {mode: [] for mode in MODES}
    for _ in range(ROUNDS):
        for mode in MODES:
            found[mode].append(in_a_process(mode))
    for mode, title in MODES.items():
        p95, p99, took = (
            statistics.median(float(str(f[n])) for f in found[mode]) for n in ("p95", "p99", "took")
        )
        print(f"{title:20} late p95 {p95:6.1f} ms, p99 {p99:6.1f} ms; a take in {took:5.1f} s")
    same = len({json.dumps(run["digests"]) for runs in found.values() for run in runs}) == 1
    print(f"frames are {'the same in all modes' if same else 'DIFFERENT'} ({load()})")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
