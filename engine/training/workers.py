"""Several single-threaded training processes that agree on every gradient.

Two threads in one process wait for each other at every operation, which costs most of the gain when other
programs use the same cores.  Here each process works on its own share of the batch and they meet once a step.
Called by the trainers.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import torch
import torch.distributed as dist
from torch import Tensor, nn


def run_workers(work: Callable[..., None], processes: int, *args: object) -> None:
    """Call ``work(rank, processes, *args)`` in as many processes; in this one when ``processes`` is 1.

    ``work`` must be importable by name.  Raises what a worker raised.
    """
    if processes == 1:
        torch.set_num_threads(1)
        work(0, 1, *args)
        return
    with tempfile.TemporaryDirectory() as folder:
        meeting = str(Path(folder) / "meeting")
        torch.multiprocessing.spawn(  # type: ignore[attr-defined,no-untyped-call]
            _enter, args=(work, processes, meeting, args), nprocs=processes, join=True
        )


def _enter(
    rank: int, work: Callable[..., None], processes: int, meeting: str, args: tuple[object, ...]
) -> None:
    torch.set_num_threads(1)
    os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
    dist.init_process_group(
        "gloo",
        init_method=f"file://{meeting}",
        rank=rank,
        world_size=processes,
        timeout=timedelta(minutes=30),
    )
    try:
        work(rank, processes, *args)
    finally:
        dist.destroy_process_group()


def sum_over_processes(tensors: list[Tensor], processes: int) -> None:
    """Replace every tensor by its sum over the processes; one message for all of them."""
    if processes == 1 or not tensors:
        return
    flat = torch.cat([tensor.reshape(-1) for tensor in tensors])
    dist.all_reduce(flat)
    offset = 0
    for tensor in tensors:
        tensor.copy_(flat[offset : offset + tensor.numel()].view(tensor.shape))
        offset += tensor.numel()


def average_gradients(model: nn.Module, processes: int) -> None:
    """Replace every gradient by its mean over the processes."""
    gradients = [parameter.grad for parameter in model.parameters() if parameter.grad is not None]
    sum_over_processes(gradients, processes)
    if processes > 1:
        torch._foreach_div_(gradients, float(processes))


def share_number(value: float, processes: int) -> float:
    """Rank 0's ``value`` in every process, so that all take the same decision from it."""
    if processes == 1:
        return value
    box: Tensor = torch.tensor([value], dtype=torch.float64)
    dist.broadcast(box, 0)
    return float(box.item())
