"""How long steps take and how much memory: remembered figures per operation, model and device, and the forecast.

The executor teaches a `FigureStore` what each step took; the compiler reads a frozen snapshot, `Figures`, for forecast,
progress and the time left of a whole plan. Units of work come from `engine.plan.OPS`; nothing here imports torch.
"""

import math
import sqlite3
import threading
import time
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, median_low
from typing import TypeAlias

from engine.database import open_database
from engine.plan import Step
from engine.types import FactKind, Facts

KEPT = 7
"""Runs remembered per size; their median is the figure, so one run on a busy machine does not spoil it.

Of two the quicker counts: one of them may have gone on while the machine slept.
"""
BUCKETS_PER_OCTAVE = 8
"""Runs whose units lie within about 9 % of each other count as one size."""
TILE = 32 * 32
"""Pixels that the upscaler looks at together in the smallest tiles."""
SPILL_BYTES = 256 << 20
"""Where a clip spills to the disk: one with more bytes of frames lies in a file and is read as it is needed."""
UPSCALE_BYTES = 256 << 20
"""The most that activations of the upscaler take: of a large picture it sees one tile at a time."""

Costs: TypeAlias = dict[str, tuple[float, int]]
"""Seconds and bytes of steps, by key."""

_DEFAULTS: Mapping[str, tuple[float, float]] = {
    "encode_text": (0.0, 0.04),
    "encode_frames": (0.02, 1.0),
    "denoise": (0.1, 0.35),
    "decode": (0.02, 1.6),
    "read_image": (0.005, 0.05),
    "grab": (0.001, 0.02),
    "interpolate": (0.01, 0.3),
    "upscale": (0.02, 5.0),
    "encode": (0.08, 0.08),
}
"""Seconds on two ordinary CPU cores before anything was measured: (overhead, per unit of work)."""
_LANCZOS = (0.005, 0.1)
_CODECS: Mapping[str, tuple[float, int]] = {
    "libx264": (0.15, 300),
    "libx265": (0.25, 600),
    "libsvtav1": (0.15, 600),
    "libvpx-vp9": (0.6, 300),
    "prores_ks": (0.25, 60),
    "dnxhd": (0.1, 60),
    "ffv1": (0.12, 60),
    "gif": (0.3, 60),
    "webp": (0.3, 60),
    "png": (0.42, 60),
    "jpeg": (0.1, 60),
}
"""Exports before anything was measured: seconds per million pixels, with what composes them, and the encoder's memory
in bytes per pixel of a frame, which is what it looks ahead."""
_STEEPEST = {"denoise": 2.0}
"""How fast work may grow beyond what was measured, where units do not count all of it: attention looks at all pairs."""
_CUDA_GAIN = 20.0
_SHORTEST = 1e-4


@dataclass(frozen=True, slots=True)
class Figures:
    """A snapshot of what was measured on one device.

    `curves` maps a kind of work (`kind_of`) to (units, seconds), ascending in units, one point per size seen.
    """

    device: str = "cpu"
    curves: Mapping[str, tuple[tuple[float, float], ...]] = field(default_factory=dict)

    def forecast(self, steps: Sequence[Step], known: Costs | None = None) -> tuple[dict[str, float], int]:
        """Seconds by key, and the bytes that the greediest step needs beside the loaded weights.

        View operations cost nothing of their own: what reads their frames pays for them. `known` remembers what these
        figures said of a key (equal keys are equal work), for whoever asks again after an edit.
        """
        costs: Costs = {} if known is None else known
        fresh = [step for step in steps if step.key not in costs]
        if fresh:
            facts = {step.key: step.facts for step in steps}
            for step in fresh:
                if step.spec.view:
                    costs[step.key] = (0.0, 0)
                    continue
                inputs = [facts[key] for key in step.inputs if key in facts]
                costs[step.key] = (self.seconds(step, inputs), bytes_of(step, inputs))
        seconds = {step.key: costs[step.key][0] for step in steps}
        return seconds, max((costs[key][1] for key in seconds), default=0)

    def seconds(self, step: Step, inputs: Sequence[Facts]) -> float:
        """How long a step takes on inputs of these facts.

        Between two sizes that were measured the time is interpolated in log-log, beyond them continued with the slope
        of the outermost two, within reason; an operation never measured takes its built-in figure.
        """
        units = units_of(step, inputs)
        curve = self.curves.get(kind_of(step))
        if not curve:
            return self._default(step, units)
        place = bisect_left(curve, (units, 0.0))
        if len(curve) == 1:
            return max(_SHORTEST, curve[0][1] * _power(units / curve[0][0], 1.0))
        low = min(max(place - 1, 0), len(curve) - 2)
        (u0, s0), (u1, s1) = curve[low], curve[low + 1]
        slope = math.log(s1 / s0) / math.log(u1 / u0)
        if not u0 <= units <= u1:
            # Outside what was seen noise must not be magnified: work grows at least with the square root of its units.
            slope = min(_STEEPEST.get(step.op, 1.1), max(0.5, slope))
        near, known = (u0, s0) if units < u1 else (u1, s1)
        return max(_SHORTEST, known * _power(units / near, slope))

    def _default(self, step: Step, units: float) -> float:
        overhead, per_unit = _DEFAULTS.get(step.op, (0.01, 0.1))
        if step.op == "upscale" and step.params.get("method") == "lanczos":
            overhead, per_unit = _LANCZOS
        per_unit, _ = _CODECS.get(step.params.get("codec", ""), (per_unit, 0))
        gain = _CUDA_GAIN if self.device == "cuda" and step.spec.component else 1.0
        return overhead + per_unit * units / gain


def kind_of(step: Step) -> str:
    """What is measured together: the operation with its model, its format and codec, or its method."""
    params = step.params
    with_ = params.get("model") or params.get("format") or params.get("method") or ""
    if "codec" in params:
        # An export is of its own kind: its frames are composed while they are written.
        speed = params["options"].get("preset", "")
        with_ = " ".join(filter(None, (with_, params["codec"], speed)))
    return f"{step.op} {with_}".rstrip()


def units_of(step: Step, inputs: Sequence[Facts]) -> float:
    """The amount of work of a step in its operation's own unit, above 0."""
    return max(1e-6, step.spec.cost(step.params, step.facts, inputs))


def bytes_of(step: Step, inputs: Sequence[Facts]) -> int:
    """Working memory of a step, from its shapes alone: what inputs and result hold, and activations."""
    held = sum(_held(facts) for facts in (*inputs, step.facts))
    area = step.facts.size.area
    match step.op:
        case "denoise":
            return held + step.facts.pixels * 64_000
        case "decode":
            return held + area * 4_096
        case "encode_frames":
            return held + max((facts.size.area for facts in inputs), default=0) * 4_096
        case "upscale" if step.params.get("method") != "lanczos":
            areas = (facts.size.area for facts in inputs)
            seen = sum(min(area, TILE) if step.params.get("tiles") else area for area in areas)
            return held + min(seen * 768, UPSCALE_BYTES)
        case "encode" if "codec" in step.params:
            codec = step.params["codec"]
            # Animations are written when their last frame is there.
            kept = {"gif": 1, "webp": 3}.get(codec, 0) * step.facts.pixels if step.facts.frames > 1 else 0
            return held + kept + area * _CODECS.get(codec, (0.0, 300))[1]
        case _:
            return held + area * 12


def _held(facts: Facts) -> int:
    match facts.kind:
        case FactKind.CLIP:
            return min(facts.pixels * 3, SPILL_BYTES)
        case FactKind.IMAGE:
            return facts.pixels * 3
        case FactKind.LATENTS:
            return facts.pixels * 64
        case _:
            return 0


def _power(ratio: float, exponent: float) -> float:
    return math.exp(exponent * math.log(ratio))


def _bucket(units: float) -> int:
    return round(math.log2(units) * BUCKETS_PER_OCTAVE)


class FigureStore:
    """The figures of one device as they grow, kept in SQLite (or in memory alone when `path` is None).

    Safe on any thread. A damaged file is replaced, for a read-only folder memory stands in: figures are hints, and
    losing them costs a worse forecast.
    """

    def __init__(self, path: Path | None = None, device: str = "cpu") -> None:
        self.device = device
        self._lock = threading.Lock()
        self._runs: dict[str, dict[int, deque[tuple[float, float]]]] = defaultdict(dict)
        self._snapshot: Figures | None = None
        self._database = open_database(path, _SCHEMA, rebuildable=True)
        for kind, units, seconds in self._read():
            self._keep(kind, units, seconds)

    def learn(self, step: Step, inputs: Sequence[Facts], seconds: float) -> None:
        """Remember how long a step took on inputs of these facts; views and nonsense are ignored."""
        if step.spec.view or not (math.isfinite(seconds) and seconds > 0):
            return
        self.remember(kind_of(step), units_of(step, inputs), seconds)

    def remember(self, kind: str, units: float, seconds: float) -> None:
        """Remember `seconds` for `units` of a kind of work."""
        seconds = max(seconds, _SHORTEST)
        with self._lock:
            self._keep(kind, units, seconds)
            self._snapshot = None
            bucket = _bucket(units)
            try:
                with self._database:
                    self._database.execute(
                        "INSERT INTO runs (device, kind, bucket, units, seconds, at) VALUES (?, ?, ?, ?, ?, ?)",
                        (self.device, kind, bucket, units, seconds, time.time()),
                    )
                    self._database.execute(
                        "DELETE FROM runs WHERE device = ? AND kind = ? AND bucket = ? AND id NOT IN ("
                        "SELECT id FROM runs WHERE device = ? AND kind = ? AND bucket = ? ORDER BY id DESC LIMIT ?)",
                        (self.device, kind, bucket, self.device, kind, bucket, KEPT),
                    )
            except sqlite3.Error:
                # A full disk or a busy file: this run is known until the program ends.
                return

    def snapshot(self) -> Figures:
        """What is known now; the same object until something new is learned."""
        with self._lock:
            if self._snapshot is None:
                curves = {kind: _curve(buckets.values()) for kind, buckets in self._runs.items()}
                self._snapshot = Figures(self.device, curves)
            return self._snapshot

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def _keep(self, kind: str, units: float, seconds: float) -> None:
        runs = self._runs[kind].setdefault(_bucket(units), deque(maxlen=KEPT))
        runs.append((units, seconds))

    def _read(self) -> list[tuple[str, float, float]]:
        try:
            rows = self._database.execute(
                "SELECT kind, units, seconds FROM runs WHERE device = ? ORDER BY id", (self.device,)
            ).fetchall()
        except sqlite3.Error:
            return []
        return [(k, u, s) for k, u, s in rows if isinstance(k, str) and u > 0 and s > 0]


def _curve(buckets: Iterable[deque[tuple[float, float]]]) -> tuple[tuple[float, float], ...]:
    points = sorted((median(u for u, _ in runs), median_low([s for _, s in runs])) for runs in buckets)
    return tuple((u, s) for i, (u, s) in enumerate(points) if i == 0 or u > points[i - 1][0])


_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, kind TEXT NOT NULL, bucket INTEGER NOT NULL,
    units REAL NOT NULL, seconds REAL NOT NULL, at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS runs_by_size ON runs (device, kind, bucket, id);
"""
