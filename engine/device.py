"""The machine: which device computes, how much memory it has, which precision is quicker, whether batching pays.

In: a wish ("cpu", "cuda" or none) and a folder for what was measured. Out: a `DeviceProfile`. The program's entry
points call `prepare_environment` before anything imports torch; the executor asks for the profile at its start.
Importing this module does not import torch.
"""

import os
import platform
import time
from collections.abc import Callable, MutableMapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from engine.errors import UsageError

if TYPE_CHECKING:
    import torch

Precision = Literal["fp32", "bf16"]

BF16_PAYS_FROM = 1.25
"""bf16 must be this much quicker before it is chosen: it changes results, and timings waver."""


@dataclass(frozen=True, slots=True)
class DeviceProfile:
    """What the executor and the models must know of the machine.

    `kind` is torch's device type. `memory` in bytes is what the device has (for a CPU what the process may use).
    `batch_gain` is how many times quicker two clips run together than one after the other.
    """

    kind: str
    name: str
    memory: int
    precision: Precision
    threads: int
    batch_gain: float

    @property
    def torch_dtype(self) -> "torch.dtype":
        """The dtype of large matrices."""
        import torch

        return torch.bfloat16 if self.precision == "bf16" else torch.float32


def prepare_environment(environment: MutableMapping[str, str] = os.environ) -> None:
    """Tell OpenMP to sleep at barriers instead of spinning; must run before torch is first imported.

    On cores that others use too, spinning made a forward pass four to six times slower. What the user has set stays.
    """
    environment.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    environment.setdefault("GOMP_SPINCOUNT", "0")


def usable_cores() -> int:
    """CPU cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def usable_memory() -> int:
    """Bytes of main memory that this process may use, a container's limit included; 4 GiB if nobody says."""
    found: list[int] = []
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        found.append(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    elif platform.system() == "Windows":
        found.append(_windows_memory())
    limit = Path("/sys/fs/cgroup/memory.max")
    if limit.is_file():
        text = limit.read_text(encoding="ascii").strip()
        if text.isdigit():
            found.append(int(text))
    return min(found, default=4 << 30)


def _windows_memory() -> int:
    import ctypes

    kilobytes = ctypes.c_ulonglong(0)
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (absent from the type stubs elsewhere)
    if not kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes)):
        return 4 << 30
    return kilobytes.value * 1024


def detect(wish: str | None = None, store: Path | None = None) -> DeviceProfile:
    """The profile of the wished device, or of the best there is; measured once per machine and torch build.

    `store` is a folder where the measurement is kept, so that the precision, which is part of cache keys, does not
    change from one start to the next. Sets torch's thread count. Raises UsageError for a device that is not there.
    """
    prepare_environment()
    import torch

    kind = wish or ("cuda" if torch.cuda.is_available() else "cpu")
    if kind not in ("cpu", "cuda"):
        raise UsageError("unknown device", port="--device", value=kind, remedy="Choose cpu or cuda")
    if kind == "cuda" and not torch.cuda.is_available():
        raise UsageError(
            "this torch build sees no CUDA device",
            port="--device",
            value=kind,
            remedy="Use --device cpu, or install a torch build for your GPU",
        )
    threads = _threads()
    torch.set_num_threads(threads)
    if kind == "cuda":
        properties = torch.cuda.get_device_properties(0)
        name, memory = properties.name, properties.total_memory
    else:
        name, memory = _cpu_name(), usable_memory()
    key = f"{kind} {name} {platform.machine()} torch {torch.__version__} threads {threads}"
    known = _read(store)
    if key not in known:
        known[key] = _measured(kind, name, memory, threads)
        _write(store, known)
    return replace(known[key], memory=memory)


def computes(profile: DeviceProfile) -> bool:
    """Whether the device multiplies two small matrices rightly, in the precision that it is used with."""
    import torch

    a = torch.arange(64.0, device=profile.kind).reshape(8, 8).to(profile.torch_dtype)
    found = (a @ torch.eye(8, device=profile.kind, dtype=a.dtype)).float()
    return bool(torch.equal(found, a.float()))


def bound_memory(profile: DeviceProfile, limit: int) -> None:
    """Let torch take no more than `limit` bytes of a GPU, 0 for all; what is over it climbs the memory ladder.

    A CPU's memory is not torch's to bound: there the limit shapes plans and what is kept in memory.
    """
    if profile.kind == "cuda":
        import torch

        share = min(1.0, limit / profile.memory) if limit else 1.0
        torch.cuda.set_per_process_memory_fraction(share)


def _cpu_name() -> str:
    """The processor's name for the store's key: two machines that share a home folder must not share figures."""
    information = Path("/proc/cpuinfo")
    if information.is_file():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _threads() -> int:
    wished = os.environ.get("OMP_NUM_THREADS", "")
    return int(wished) if wished.isdigit() and int(wished) > 0 else usable_cores()


def _measured(kind: str, name: str, memory: int, threads: int) -> DeviceProfile:
    """Time the product that dominates a transformer, at a small clip's token count, in both precisions."""
    import torch

    def work(dtype: "torch.dtype", rows: int) -> Callable[[], object]:
        a = torch.randn(rows, 256, device=kind).to(dtype)
        b = torch.randn(256, 768, device=kind).to(dtype)
        return lambda: torch.nn.functional.gelu(a @ b)

    with torch.inference_mode():
        wide, short = _quickest([work(torch.float32, 128), work(torch.bfloat16, 128)], kind)
        quicker: Precision = "bf16" if wide > BF16_PAYS_FROM * short else "fp32"
        dtype = torch.bfloat16 if quicker == "bf16" else torch.float32
        # The rows of one guided clip of the built-in size, and of two.
        one, two = _quickest([work(dtype, 280), work(dtype, 560)], kind)
    return DeviceProfile(kind, name, memory, quicker, threads, round(2 * one / two, 2))


def _quickest(works: Sequence[Callable[[], object]], kind: str, budget: float = 0.15) -> list[float]:
    """The quickest of several runs of each, in turns: what the machine can do when nobody disturbs it.

    At least two rounds, after one that pays for what is set up once, and as many as fit into `budget` seconds: a CPU
    without bfloat16 takes a hundred times longer over it than over float32.
    """
    import torch

    times: list[list[float]] = [[] for _ in works]
    until = time.perf_counter() + budget
    while len(times[0]) < 3 or time.perf_counter() < until:
        for work, kept in zip(works, times, strict=True):
            started = time.perf_counter()
            work()
            if kind == "cuda":
                torch.cuda.synchronize()
            kept.append(time.perf_counter() - started)
    return [min(kept[1:]) for kept in times]


_FILE = "device.json"


def _read(store: Path | None) -> dict[str, DeviceProfile]:
    """What was measured before; a file that is missing, damaged or old counts as nothing measured."""
    if store is None:
        return {}
    try:
        return msgspec.json.decode((store / _FILE).read_bytes(), type=dict[str, DeviceProfile])
    except (OSError, msgspec.MsgspecError):
        return {}


def _write(store: Path | None, known: dict[str, DeviceProfile]) -> None:
    """Keep what was measured; a folder that cannot be written costs a measurement at the next start, no more."""
    if store is None:
        return
    try:
        store.mkdir(parents=True, exist_ok=True)
        part = store / f"{_FILE}.{os.getpid()}.part"
        part.write_bytes(msgspec.json.encode(known))
        part.replace(store / _FILE)
    except OSError:
        return
