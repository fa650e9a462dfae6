"""Weights split by rows over several processes: FSDP2 for the passes, and the way between rows and whole tensors.

Every parameter of a sharded model is a ``DTensor`` that holds the rows ``rows_of`` of its whole self.  Optimiser and
average work on those rows as plain tensors; what needs a whole matrix (Muon, a checkpoint) puts it together here and
cuts it again.  Nothing here matters to a model that is not sharded.  Called by ``engine.training.optim``,
``engine.training.checkpoint`` and ``engine.training.train_dit``.
"""

import warnings
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import MixedPrecisionPolicy, fully_shard
from torch.distributed.tensor import DTensor

from engine.training.workers import Worker, sum_over_processes


def shard(model: nn.Module, blocks: nn.ModuleList, worker: Worker) -> None:
    """Split the weights of ``model`` over the processes, each of ``blocks`` a unit of its own.

    The weights stay and travel in float32, since modulation and time embedding are computed in it; autocast alone
    chooses what is multiplied in bfloat16, as in every other mode.  Gradients are averaged in float32.  At our
    sizes a gathered block is kept until its backward pass: that saves half of the messages.
    """
    # The outputs are views, as FSDP remarks; nothing changes them in place.
    warnings.filterwarnings("ignore", message="FSDP2-wrapped module .* returned a view")
    mesh = init_device_mesh(worker.device.type, (worker.processes,))
    policy = MixedPrecisionPolicy(reduce_dtype=torch.float32, cast_forward_inputs=False)
    for block in blocks:
        fully_shard(block, mesh=mesh, mp_policy=policy, reshard_after_forward=False)
    fully_shard(model, mesh=mesh, mp_policy=policy, reshard_after_forward=False)


def local(tensor: Tensor) -> Tensor:
    """What of a tensor lies in this process, as a plain tensor on the same memory."""
    return tensor.to_local() if isinstance(tensor, DTensor) else tensor


def rows_of(count: int, worker: Worker) -> slice:
    """Which of ``count`` rows lie in this process: equal pieces, the last ones shorter or empty."""
    each = -(-count // worker.processes)
    start = min(worker.rank * each, count)
    return slice(start, min(start + each, count))


def whole(parts: Sequence[Tensor], shapes: Sequence[torch.Size], worker: Worker) -> list[Tensor]:
    """Whole tensors of these shapes in every process, out of each one's rows; all processes must call it."""
    full = [part.new_zeros(shape) for part, shape in zip(parts, shapes, strict=True)]
    for tensor, part in zip(full, parts, strict=True):
        tensor[rows_of(len(tensor), worker)] = part
    sum_over_processes(full, worker.processes)
    return full


def cut(tensor: Tensor, worker: Worker) -> Tensor:
    """This process's rows of a whole tensor, or all of it where nothing is sharded."""
    return tensor[rows_of(len(tensor), worker)] if worker.sharded else tensor
