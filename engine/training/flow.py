"""One step of the transformer by flow matching: what it sees, what is asked of it, how its weights move.

In: a ``ClipBatch`` on any device.  Out: moved weights and the loss, which stays on the device (reading it would make
a GPU wait).  Called by ``engine.training.train_dit``.

Shapes: B clips, C latent channels, t latent frames (an appended keyframe counts as one), h x w cells.
Times run from 0 (clean) to 1 (noise) here and are given to the model times 1000.
"""

from dataclasses import dataclass, fields
from typing import Any

import torch
from torch import Tensor
from torch.distributed.fsdp import FSDPModule

from engine.training.checkpoint import Run
from engine.training.dit_plan import DiTPlan, latent_step
from engine.training.levels import draw_levels, noisy_inputs
from engine.training.losses import flow_loss, motion_weight
from engine.training.optim import clip_gradients
from engine.training.store import ClipBatch, send
from engine.training.student import Student, teacher_loss
from engine.training.workers import Worker, average_gradients, seed_for


@dataclass(frozen=True, slots=True)
class Example:
    """A batch as the model sees it: noisy latents ``x``, their ``levels`` [B, t], the velocity ``target``, the loss
    ``weight`` [B, 1, t, h, w] (0 where frames are given), text states with their mask, rotary ``positions`` [B, t],
    and the clips' labels.
    """

    x: Tensor
    levels: Tensor
    target: Tensor
    weight: Tensor
    text: Tensor
    mask: Tensor
    positions: Tensor
    labels: ClipBatch

    def rows(self, start: int, stop: int) -> "Example":
        """The clips ``start`` to ``stop``."""
        tensors = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "labels"}
        parts: dict[str, Any] = {name: value[start:stop] for name, value in tensors.items()}
        return Example(**parts, labels=self.labels.rows(start, stop))


def make_example(batch: ClipBatch, plan: DiTPlan, seed: int, device: torch.device) -> Example:
    """Draw conditions, noise and dropped captions; equal arguments give equal examples."""
    dice = torch.Generator().manual_seed(seed)
    # Noise is drawn where it is used; what is drawn clip by clip, on the CPU.
    device_dice = dice if device.type == "cpu" else torch.Generator(device).manual_seed(seed)
    batch = batch.to(device)
    latents = batch.latents
    count, _, frames = latents.shape[:3]
    keyframe = batch.keyframe if frames > 1 else None
    times = batch.keyframe_time if keyframe is not None else None
    levels, given = draw_levels(count, frames, plan.levels, dice, times)
    levels, given = send(levels, device), send(given, device)
    weight = motion_weight(latents)
    weight = torch.maximum(weight, 1.0 + (plan.actor_weight - 1.0) * batch.cover[:, None])
    positions = torch.arange(frames).float().expand(count, -1)
    if keyframe is not None and times is not None:
        latents = torch.cat((latents, keyframe), dim=2)
        appended = torch.ones_like(weight[:, :, :1]).expand(-1, -1, times.shape[1], -1, -1)
        weight = torch.cat((weight, appended), dim=2)
        positions = torch.cat((positions, times), dim=1)
    positions = positions * latent_step(batch.rate)
    x, levels, target = noisy_inputs(latents, levels, given, device_dice)
    dropped = send(torch.rand(count, generator=dice) < plan.drop_text, device)
    # What lies behind the longest caption is hidden anyway; a row with none attends zeros, however many.  A GPU
    # wants equal shapes more than short ones.
    longest = int(batch.text_mask.sum(1).max()) if device.type == "cpu" else batch.text_mask.shape[1]
    mask = (batch.text_mask & ~dropped[:, None])[:, :longest]
    text = batch.text[:, :longest] * mask[..., None]
    weight = weight * (~given)[:, None, :, None, None].float()
    return Example(x, levels, target, weight, text, mask, send(positions, device), batch)


def loss_of(student: Student, example: Example, plan: DiTPlan, share: float) -> tuple[Tensor, Tensor]:
    """What is minimised, and the flow-matching error in it; ``share`` of the run (0..1) fades the hints out."""
    teach = plan.teach_weight > 0 and share < plan.teach_until
    velocity, predicted = student(
        example.x, example.levels, example.text, example.mask, example.positions, teach
    )
    loss = flow_loss(velocity, example.target, example.weight)
    if predicted is None:
        return loss, loss
    fading = plan.teach_weight * (1.0 - share / plan.teach_until)
    return loss + fading * teacher_loss(predicted, example.labels, student.facts), loss


def train_step(run: Run, batch: ClipBatch, plan: DiTPlan, share: float) -> Tensor:
    """One optimiser step; returns the flow-matching error of this process's batch."""
    worker = run.worker
    seed = seed_for(plan.seed, run.progress.step, worker.rank) ^ 0xD17
    example = make_example(batch, plan, seed, worker.device)
    loss = accumulate(run, example, plan, share)
    finish_step(run)
    return loss


def accumulate(run: Run, example: Example, plan: DiTPlan, share: float) -> Tensor:
    """Add up the gradients of the example's parts and average them over the processes; returns the mean error."""
    student, worker = run.model, run.worker
    assert isinstance(student, Student)
    count, _, frames, rows, columns = example.x.shape
    parts = plan.parts(count, frames * rows * columns // 4)
    each = count // parts
    run.optimizer.zero_grad(set_to_none=True)
    total = torch.zeros((), device=worker.device)
    for index in range(parts):
        if isinstance(student, FSDPModule):
            student.set_requires_gradient_sync(index == parts - 1)
        with torch.autocast(worker.device.type, torch.bfloat16, enabled=in_bf16(plan, worker)):
            part = example if parts == 1 else example.rows(index * each, (index + 1) * each)
            objective, loss = loss_of(student, part, plan, share)
        (objective / parts).backward()
        total += loss.detach() / parts
    for parameter in student.parameters():
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
    average_gradients(student, worker)
    return total


def finish_step(run: Run) -> None:
    """Clip the gradients and move the weights."""
    clip_gradients(run.model.parameters(), 1.0, run.worker)
    run.optimizer.step()


def in_bf16(plan: DiTPlan, worker: Worker) -> bool:
    """Whether matrices are multiplied in bfloat16; the weights themselves stay float32."""
    return plan.precision == "bf16" or (plan.precision == "auto" and worker.on_gpu)
