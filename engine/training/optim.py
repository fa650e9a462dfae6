"""How weights move: Muon for matrices, AdamW for the rest, the averaged copy, and the learning-rate schedule.

Called by ``engine.training.train_vae`` and ``engine.training.train_dit``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import torch
from torch import Tensor, nn

from engine.training.sharding import cut, local, whole
from engine.training.workers import Worker, sum_over_processes

_NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)
"""Coefficients of the quintic iteration (Keller Jordan, Muon, 2024)."""


def orthogonalise(matrices: Tensor, steps: int = 4) -> Tensor:
    """The nearest orthogonal matrices, roughly: all singular values end within about 0.4..1.3.

    ``matrices`` is [..., rows, columns]; the quintic Newton-Schulz iteration of Muon, in the dtype they come in.
    """
    a, b, c = _NEWTON_SCHULZ
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.mT if tall else matrices
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.mT if tall else x


def orthogonalise_together(matrices: Sequence[Tensor]) -> list[Tensor]:
    """``orthogonalise`` of each matrix, those of equal shape (either way round) as one batch in bfloat16.

    For GPUs, where hundreds of small products would wait for their launches.
    """
    flat = [matrix.mT if matrix.shape[0] > matrix.shape[1] else matrix for matrix in matrices]
    by_shape: defaultdict[torch.Size, list[int]] = defaultdict(list)
    for index, matrix in enumerate(flat):
        by_shape[matrix.shape].append(index)
    results = list(matrices)
    for members in by_shape.values():
        batch = orthogonalise(torch.stack([flat[index] for index in members]).bfloat16()).float()
        for index, result in zip(members, batch, strict=True):
            results[index] = result.mT if matrices[index].shape[0] > matrices[index].shape[1] else result
    return results


class Muon(torch.optim.Optimizer):
    """Momentum orthogonalised per matrix in groups with ``matrix=True``; AdamW in the other groups.

    Convolution weights count as matrices [out, in*kh*kw].  The update of a matrix is scaled to a root mean square
    of 0.2, about that of Adam (Moonlight, arXiv 2502.16982), so both kinds of group share one learning rate.
    With several processes each one orthogonalises its share of the matrices and they exchange the results.  Where
    the weights are whole in every process so is the state; where they are sharded, the state is the rows of the
    weights beside it, and a matrix is put together before it is orthogonalised.
    """

    def __init__(
        self,
        groups: Iterable[dict[str, object]],
        lr: float,
        *,
        momentum: float = 0.95,
        betas: tuple[float, float] = (0.9, 0.98),
        weight_decay: float = 0.0,
        worker: Worker | None = None,
    ) -> None:
        self.worker = worker or Worker()
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "betas": betas,
            "weight_decay": weight_decay,
            "matrix": False,
            "scale": 1.0,
        }
        super().__init__(list(groups), defaults)

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """Move every parameter that has a gradient; ``closure`` is not used."""
        for group in self.param_groups:
            rate = group["lr"] * group["scale"]
            moving = [parameter for parameter in group["params"] if parameter.grad is not None]
            if not moving:
                continue
            if group["matrix"]:
                updates = self._matrix_updates(moving, group["momentum"])
            else:
                updates = self._adam_updates(moving, group["betas"])
            if group["weight_decay"]:
                large = [local(parameter) for parameter in moving if parameter.ndim > 1]
                torch._foreach_mul_(large, 1.0 - rate * group["weight_decay"])
            torch._foreach_add_([local(parameter) for parameter in moving], updates, alpha=-rate)

    def _matrix_updates(self, parameters: list[Tensor], momentum: float) -> list[Tensor]:
        worker, gradients = self.worker, [_gradient(parameter) for parameter in parameters]
        averages = [self._kept(parameter, "momentum") for parameter in parameters]
        torch._foreach_lerp_(averages, gradients, 1.0 - momentum)
        looking = list(torch._foreach_lerp(gradients, averages, momentum))
        shapes = [parameter.shape for parameter in parameters]
        if worker.sharded:
            looking = whole(looking, shapes, worker)
        mine = range(worker.rank, len(parameters), worker.processes)
        flat = [looking[index].reshape(len(looking[index]), -1) for index in mine]
        turned = orthogonalise_together(flat) if worker.on_gpu else [orthogonalise(matrix) for matrix in flat]
        # What other processes work out is zero here until the sum brings it.
        updates = [torch.zeros_like(tensor) for tensor in looking] if worker.processes > 1 else looking
        for index, update in zip(mine, turned, strict=True):
            updates[index] = (update * (0.2 * max(update.shape) ** 0.5)).reshape(shapes[index])
        sum_over_processes(updates, worker.processes)
        return [cut(update, worker) for update in updates]

    def _adam_updates(self, parameters: list[Tensor], betas: tuple[float, float]) -> list[Tensor]:
        gradients = [_gradient(parameter) for parameter in parameters]
        firsts = [self._kept(parameter, "first") for parameter in parameters]
        seconds = [self._kept(parameter, "second") for parameter in parameters]
        steps = []
        for parameter in parameters:
            state = self.state[parameter]
            state["step"] = state.get("step", 0) + 1
            steps.append(state["step"])
        torch._foreach_lerp_(firsts, gradients, 1.0 - betas[0])
        torch._foreach_lerp_(seconds, torch._foreach_mul(gradients, gradients), 1.0 - betas[1])
        sizes = torch._foreach_div(seconds, [1.0 - betas[1] ** step for step in steps])
        torch._foreach_sqrt_(sizes)
        torch._foreach_add_(sizes, 1e-8)
        updates = torch._foreach_div(firsts, [1.0 - betas[0] ** step for step in steps])
        torch._foreach_div_(updates, sizes)
        return list(updates)

    def _kept(self, parameter: Tensor, name: str) -> Tensor:
        """A tensor of the state beside ``parameter``, zero at first."""
        state = self.state[parameter]
        if name not in state:
            state[name] = torch.zeros_like(local(parameter))
        kept: Tensor = state[name]
        return kept


def _gradient(parameter: Tensor) -> Tensor:
    assert parameter.grad is not None
    return local(parameter.grad)


@torch.no_grad()
def clip_gradients(parameters: Iterable[Tensor], limit: float, worker: Worker) -> None:
    """Shorten all gradients together to a norm of at most ``limit``, over all processes where they are sharded."""
    gradients = [local(parameter.grad) for parameter in parameters if parameter.grad is not None]
    total = torch.stack(torch._foreach_norm(gradients)).square().sum()
    if worker.sharded:
        sum_over_processes([total], worker.processes)
    torch._foreach_mul_(gradients, (limit / (total.sqrt() + 1e-6)).clamp(max=1.0))


def build_optimizer(
    model: nn.Module,
    lr: float,
    is_matrix: Callable[[str, Tensor], bool],
    *,
    weight_decay: float = 0.0,
    plain_scale: float = 1.0,
    worker: Worker | None = None,
) -> Muon:
    """One optimiser over the trainable parameters of ``model``.

    Parameters for which ``is_matrix(name, parameter)`` holds are moved by Muon, the others by AdamW with the
    learning rate times ``plain_scale``.
    """
    matrices: list[Tensor] = []
    others: list[Tensor] = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            (matrices if is_matrix(name, parameter) else others).append(parameter)
    groups: list[dict[str, object]] = [
        {"params": matrices, "matrix": True},
        {"params": others, "matrix": False, "scale": plain_scale},
    ]
    kept = [group for group in groups if group["params"]]
    return Muon(kept, lr, weight_decay=weight_decay, worker=worker)


class Average:
    """The exponential moving average of a model's weights, which is what gets exported.

    The decay warms up as (1 + n) / (10 + n), so early averages do not remember the random start.  Of sharded weights
    it holds this process's rows.
    """

    def __init__(self, model: nn.Module, decay: float, updates: int = 0) -> None:
        self.decay = decay
        self.updates = updates
        self.weights = {name: local(value).detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Take in the weights after one step."""
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        now = {name: local(value) for name, value in model.state_dict().items()}
        torch._foreach_lerp_([self.weights[name] for name in now], list(now.values()), 1.0 - decay)


def rate_factor(progress: float, step: int, *, warmup: int, decay_from: float, floor: float = 0.0) -> float:
    """The learning rate as a share of its peak.

    Linear warm-up over ``warmup`` steps, constant, then linear from ``decay_from`` (a share of the whole run,
    0..1) down to ``floor`` at its end.  ``progress`` is the share of the run used so far, counted in steps or in
    seconds of training, never by the clock of one sitting.
    """
    rising = min(1.0, (step + 1) / max(1, warmup))
    if progress <= decay_from:
        return rising
    left = max(0.0, 1.0 - progress) / max(1e-9, 1.0 - decay_from)
    return rising * (floor + (1.0 - floor) * left)
