"""Train the video transformer by flow matching: the run, its steps, its loop and its checks.

In: shards of ``engine.training.latents``, or clips made meanwhile by ``engine.training.ring``.  Out: ``dit.pt`` in the
state folder, contact sheets beside it, one log line per interval on stdout.  Called by ``python -m engine.training
dit``.  Runs in slices of any length and in any mode: CPU processes, one GPU, or sharded under ``torchrun``; each goes
on from what another left.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor

from engine.model.dit import WanDiT
from engine.model.weights import load_weights
from engine.training.checkpoint import Progress, Run, load_checkpoint
from engine.training.checks import direction_score, sample_sheet
from engine.training.dit_plan import DiTPlan, latent_step
from engine.training.flow import train_step
from engine.training.latents import frozen_model
from engine.training.optim import Average, build_optimizer, rate_factor
from engine.training.ring import LatentRing
from engine.training.sharding import shard
from engine.training.store import ClipBatch, ClipSource, Facts, LatentStore
from engine.training.student import Student, averaged_dit, extra_of, facts_of, is_block_matrix, pass_through
from engine.training.workers import Worker, hardware, seed_for, share_numbers

_NATIVE_CELLS = 5 * 8 * 14
"""Latent cells of a clip of 112x64x17, the unit that clips are counted in."""


def start_run(plan: DiTPlan, facts: Facts, worker: Worker | None = None) -> Run:
    """A run at step 0 with freshly drawn weights (the same ones in every process and mode)."""
    worker = worker or Worker()
    torch.manual_seed(plan.seed)
    student = Student(plan, facts)
    pass_through(student.dit)
    student.to(worker.device)
    if worker.on_gpu and plan.compile:
        torch._dynamo.config.recompile_limit = 64  # beyond it blocks would silently run uncompiled
        for block in student.dit.blocks:
            # One graph serves all blocks; every number of tokens is compiled once.
            block.compile(dynamic=False)
    if worker.sharded:
        shard(student, student.dit.blocks, worker)
    optimizer = build_optimizer(
        student,
        plan.lr,
        is_block_matrix,
        weight_decay=plan.weight_decay,
        plain_scale=plan.plain_scale,
        worker=worker,
    )
    average = Average(student, plan.average_decay)
    return Run(student, average, optimizer, Progress(), extra_of(plan, facts), worker)


def adopt(run: Run, weights: Mapping[str, Tensor]) -> None:
    """Go on from these weights of a transformer, with a fresh teaching head and a fresh average."""
    fresh = run.stored()["model"]
    run.set_weights(fresh | {f"dit.{name}": value for name, value in weights.items()})
    run.average = Average(run.model, run.average.decay, updates=1000)


def used_share(plan: DiTPlan, progress: Progress) -> float:
    """How much of the plan is used up, 0..1."""
    return progress.step / plan.steps if plan.steps else progress.seconds / plan.seconds


def advance(run: Run, source: ClipSource, plan: DiTPlan) -> tuple[Tensor, bool]:
    """One step of ``run``: choose still or video, draw the batch, set the rate, move the weights.

    Returns the flow-matching error, still on the device, and whether the step was of stills.
    """
    started = time.perf_counter()
    progress, worker = run.progress, run.worker
    share = used_share(plan, progress)
    rate = plan.lr * rate_factor(
        share, progress.step, warmup=plan.warmup, decay_from=plan.decay_from, floor=plan.floor
    )
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    # Stills are spread evenly: the steps at which their running count goes up.
    turn = int((progress.step + 1) * plan.still_share) > int(progress.step * plan.still_share)
    still = share < plan.stills_until or turn
    batch = source.draw(
        plan.stills if still else plan.batch,
        still,
        seed=plan.seed * 1_000_003 + progress.step,
        rank=worker.rank,
        share=share,
    )
    loss = train_step(run, batch, plan, share)
    run.average.update(run.model)
    progress.step += 1
    progress.clips += worker.processes * batch.latents[:, 0].numel() / _NATIVE_CELLS
    progress.seconds += time.perf_counter() - started
    return loss, still


@torch.no_grad()
def held_out_loss(model: WanDiT, batch: ClipBatch, seed: int = 5) -> dict[str, float]:
    """Velocity error at fixed levels with the right, no, and the wrong caption; unweighted, nothing given."""
    scores: dict[str, float] = {}
    positions = torch.arange(batch.latents.shape[2]) * latent_step(batch.rate)
    for level in (0.5, 0.7, 0.9):
        noise = torch.randn(batch.latents.shape, generator=torch.Generator().manual_seed(seed))
        noise = noise.to(batch.latents.device)
        x = (1 - level) * batch.latents + level * noise
        target = noise - batch.latents
        t = torch.full((len(x),), level * 1000.0, device=x.device)
        texts = {
            "right": (batch.text, batch.text_mask),
            "none": (torch.zeros_like(batch.text), torch.zeros_like(batch.text_mask)),
            "wrong": (batch.text.roll(1, 0), batch.text_mask.roll(1, 0)),
        }
        for name, (text, mask) in texts.items():
            out = model(x, t, text, text_mask=mask, times=positions)
            assert isinstance(out, Tensor)
            scores[f"{name}@{level}"] = float((out - target).square().mean())
    return scores


def train(
    worker: Worker,
    plan: DiTPlan,
    folder: Path,
    slice_seconds: float,
    released: Path | None = None,
    until: float = float("inf"),
) -> None:
    """The loop of one process; ends when the plan is used up or ``slice_seconds`` have passed.

    It also ends once ``until`` seconds of training are used.  Rank 0 logs, measures and writes the checkpoint.
    Without a checkpoint the run starts from the exported file ``released``, if given.
    """
    stored = load_checkpoint(folder / "dit.pt")
    step = 0 if stored is None else int(stored["progress"]["step"])
    with _source(worker, plan, folder, step) as source:
        run = start_run(plan, source.facts if stored is None else facts_of(stored["extra"]), worker)
        if stored is not None:
            run.restore(stored)
        elif released is not None:
            adopt(run, load_weights(released)[0])
        run.extra["hardware"] = sorted({*run.extra.get("hardware", ()), hardware(worker)})
        if worker.leads:
            count = sum(parameter.numel() for parameter in run.model.parameters())
            resumed = stored is not None
            print(
                f"dit: {count / 1e6:.2f} M parameters, step {run.progress.step}, resumed {resumed}",
                flush=True,
            )
        del stored
        _loop(run, source, plan, folder, slice_seconds, until)


@contextmanager
def _source(worker: Worker, plan: DiTPlan, folder: Path, step: int) -> Iterator[ClipSource]:
    """Where the batches of a run that goes on at ``step`` come from."""
    if not plan.ring.clips:
        yield LatentStore(folder / "latents")
        return
    seed = seed_for(plan.seed, step, worker.rank)
    with LatentRing(plan.ring, plan.buckets, frozen_model(folder, worker.device), seed, worker) as ring:
        yield ring


def _loop(
    run: Run, source: ClipSource, plan: DiTPlan, folder: Path, slice_seconds: float, until: float
) -> None:
    worker, progress = run.worker, run.progress
    began = logged = saved = checked = time.monotonic()
    losses: dict[bool, list[Tensor]] = {True: [], False: []}
    over = False
    while used_share(plan, progress) < 1.0 and not over:
        loss, still = advance(run, source, plan)
        losses[still].append(loss)
        now = time.monotonic()
        due = (
            now - began > slice_seconds,
            now - logged > plan.log_every,
            now - saved > plan.save_every,
            0 < plan.check_every < now - checked,
        )
        # One message: the clock of rank 0 decides for all.
        progress.seconds, *flags = share_numbers((progress.seconds, *map(float, due)), worker)
        over = flags[0] > 0 or progress.seconds >= until
        if over or flags[1] > 0:
            logged = now
            _log(run, losses, source)
            if isinstance(source, LatentStore):  # new shards on disk
                source.refresh(int(share_numbers([source.available()], worker)[0]))
        if flags[2] > 0 and not over:
            saved = now
            run.save(folder / "dit.pt")
        if flags[3] > 0 and not over:
            checked = now
            check(run, folder, plan.check_prompts)
    run.save(folder / "dit.pt")
    if plan.check_every:
        check(run, folder, plan.check_prompts)
    share_numbers([0.0], worker)  # no process leaves before the file is there


def _log(run: Run, losses: dict[bool, list[Tensor]], source: ClipSource) -> None:
    progress, rate = run.progress, run.optimizer.param_groups[0]["lr"]
    means = {key: float(torch.stack(v).mean()) if v else float("nan") for key, v in losses.items()}
    if run.worker.leads:
        print(
            f"dit step {progress.step} used {progress.seconds:.0f}s clips {progress.clips:.0f} "
            f"of {source.clips} loss video {means[False]:.4f} still {means[True]:.4f} lr {rate:.2e}",
            flush=True,
        )
    losses[True].clear()
    losses[False].clear()


def check(run: Run, folder: Path, prompts: int) -> None:
    """Print held-out errors and the left/right figure, and leave a contact sheet; all processes must call it."""
    model = run.averaged(averaged_dit)
    if model is None:
        return  # rank 0 measures
    assert isinstance(model, WanDiT)
    device = run.worker.device
    batch = LatentStore(folder / "latents", split="heldout").first(48).to(device)
    scores = held_out_loss(model, batch)
    print(
        f"dit held out step {run.progress.step}: " + " ".join(f"{k} {v:.3f}" for k, v in scores.items()),
        flush=True,
    )
    direction = direction_score(model, folder, prompts)
    print(f"dit left/right {direction}", flush=True)
    sheet = folder / "sheets" / f"dit-{run.progress.step:06d}.png"
    sample_sheet(model, frozen_model(folder, device), sheet, direction.grid)
