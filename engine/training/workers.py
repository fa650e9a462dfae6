"""The processes that train together: how they start, where each computes, and what they tell each other.

``run_workers`` starts them in one of three ways: this process alone (CPU or GPU), several single-threaded CPU
processes that hold equal weights and average their gradients, or as one of the processes that ``torchrun`` started,
whose weights are sharded (``engine.training.sharding``).  Two threads in one CPU process would wait for each other at
every operation, which costs most of the gain when other programs use the same cores; processes meet once a step.
Called by the command line and the trainers.
"""

import multiprocessing
import multiprocessing.connection
import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
from torch import Tensor, nn

_PATIENCE = timedelta(minutes=30)
MOST_PROCESSES = 4096
"""Seeds leave room for so many ranks."""


@dataclass(frozen=True, slots=True)
class Worker:
    """One of the processes that train together; crosses into every stage.

    ``sharded`` says that each process holds only its rows of the weights (under ``torchrun``); otherwise all hold
    the same whole weights.
    """

    rank: int = 0
    processes: int = 1
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    sharded: bool = False

    @property
    def leads(self) -> bool:
        """Whether this process logs, measures and writes files."""
        return self.rank == 0

    @property
    def on_gpu(self) -> bool:
        """Whether it computes on a GPU."""
        return self.device.type == "cuda"


def choose_device(name: str) -> torch.device:
    """The device that "auto", "cpu" or "cuda" means on this machine.

    Raises:
        ValueError: "cuda" was asked for and there is no GPU that torch can use.
    """
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise ValueError("no GPU that this torch can use; install a CUDA build of torch, or say --device cpu")
    return torch.device(name)


def under_torchrun() -> bool:
    """Whether ``torchrun`` started this process."""
    return "TORCHELASTIC_RUN_ID" in os.environ


def run_workers(work: Callable[..., None], processes: int, device: str, *args: object) -> None:
    """Call ``work(worker, *args)`` in every process.

    Under ``torchrun`` this process is one of its workers, whatever ``processes`` says.  Otherwise ``processes``
    CPU processes are spawned, for which ``work`` must be importable by name; with 1 it runs here.

    Raises:
        ValueError: several processes on a GPU without ``torchrun``, or a device that is not there.
    """
    if under_torchrun():
        work(_join_torchrun(device), *args)
        return
    where = choose_device(device)
    if processes == 1:
        _settle(where)
        work(Worker(device=where), *args)
        return
    if where.type != "cpu":
        raise ValueError(
            "several GPUs are driven by torchrun: torchrun --nproc-per-node N -m engine.training …"
        )
    with tempfile.TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        torch.multiprocessing.spawn(  # type: ignore[attr-defined,no-untyped-call]
            _enter, args=(work, processes, meeting, args), nprocs=processes, join=True
        )


def hardware(worker: Worker) -> str:
    """What a model card says about the machine: how many of which device."""
    name = torch.cuda.get_device_name(worker.device) if worker.on_gpu else "CPU process"
    return f"{worker.processes} x {name}"


def _settle(device: torch.device) -> None:
    """Process-wide settings: one thread beside its siblings on a CPU, TF32 for what stays float32 on a GPU."""
    if device.type == "cpu":
        torch.set_num_threads(1)
    else:
        torch.cuda.set_device(device)
        torch.set_float32_matmul_precision("high")


def _join_torchrun(device: str) -> Worker:
    rank, processes = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
    where = choose_device(device)
    if where.type == "cuda":
        where = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
    _settle(where)
    if not dist.is_initialized():
        # Numbers and decisions travel over gloo, so that they never wait for the GPU.
        dist.init_process_group("cpu:gloo,cuda:nccl" if where.type == "cuda" else "gloo", timeout=_PATIENCE)
    return Worker(rank, processes, where, sharded=processes > 1)


def leave() -> None:
    """Part from the other processes; to be called once before this one ends."""
    if dist.is_initialized():
        dist.destroy_process_group()


def _enter(
    rank: int, work: Callable[..., None], processes: int, meeting: str, args: tuple[object, ...]
) -> None:
    _settle(torch.device("cpu"))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    dist.init_process_group(
        "gloo", init_method=f"file://{meeting}", rank=rank, world_size=processes, timeout=_PATIENCE
    )
    try:
        work(Worker(rank, processes), *args)
    finally:
        dist.destroy_process_group()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, or a stopped training would go on unseen."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def seed_for(seed: int, step: int, rank: int) -> int:
    """One seed for every (run, step, rank), so that no two processes see the same clips or noise.

    torch's generator on the CPU reads the lower 32 bits, in which a million steps differ.
    """
    return (seed * 1_000_003 + step) * MOST_PROCESSES + rank


def sum_over_processes(tensors: Sequence[Tensor], processes: int) -> None:
    """Replace every tensor by its sum over the processes; one message for all of them."""
    if processes == 1 or not tensors:
        return
    flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
    dist.all_reduce(flat)
    offset = 0
    for tensor in tensors:
        tensor.copy_(flat[offset : offset + tensor.numel()].view(tensor.shape))
        offset += tensor.numel()


def average_gradients(model: nn.Module, worker: Worker) -> None:
    """Replace every gradient by its mean over the processes; sharded weights bring theirs averaged already."""
    if worker.processes == 1 or worker.sharded:
        return
    gradients = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    sum_over_processes(gradients, worker.processes)
    torch._foreach_div_(gradients, float(worker.processes))


def share_numbers(values: Sequence[float], worker: Worker) -> list[float]:
    """Rank 0's ``values`` in every process, so that all take the same decisions from them."""
    if worker.processes == 1:
        return list(values)
    box: Tensor = torch.tensor(list(values), dtype=torch.float64)
    dist.broadcast(box, 0)
    return [float(value) for value in box]
