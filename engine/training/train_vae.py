"""Train the causal autoencoder on crops of rendered clips.

In: the procedural world (``engine.training.world``).  Out: ``vae.pt`` in the state folder (weights, average,
optimiser, progress), contact sheets beside it, one log line per interval on stdout.  Called by
``python -m engine.training vae``.  Runs in slices: a run that stops at any step goes on from its last checkpoint,
and the schedule counts steps or seconds of training used, never the clock of one sitting.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.model.vae import CausalVAE, VAEConfig
from engine.model.weights import load_weights
from engine.training.checkpoint import Progress, Run
from engine.training.crops import Batch, CropSource, Source
from engine.training.losses import latent_cost, psnr, reconstruction_loss
from engine.training.optim import Average, build_optimizer, clip_gradients, rate_factor
from engine.training.sheets import contact_sheet, write_png
from engine.training.vae_plan import VAEPlan
from engine.training.workers import Worker, average_gradients, seed_for, share_numbers

NATIVE_FRAME_AREA = 112 * 64 * 17


def train_step(run: Run, batch: Batch, plan: VAEPlan) -> dict[str, Tensor]:
    """One optimiser step on one batch; returns the terms of the loss, still on the device."""
    model, worker = run.model, run.worker
    assert isinstance(model, CausalVAE)
    frames, actors = batch
    seed = seed_for(plan.seed, run.progress.step, worker.rank) ^ 0x5EED
    generator = torch.Generator(worker.device).manual_seed(seed)
    # On CPUs float32 is what the shipped weights were trained in.
    with torch.autocast(worker.device.type, torch.bfloat16, enabled=worker.on_gpu):
        mean, log_variance = model.moments(frames)
        mean, log_variance = mean.float(), log_variance.float()
        noise = torch.randn(mean.shape, generator=generator, device=worker.device)
        output = model.reconstruct(mean + noise * (0.5 * log_variance).exp()).float()
    pixels = reconstruction_loss(output, frames, actors)
    nats = latent_cost(mean, log_variance)
    loss = pixels if plan.decoder_only else pixels + plan.latent_cost * nats
    run.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    average_gradients(model, worker)
    clip_gradients(model.parameters(), 1.0, worker)
    run.optimizer.step()
    return {"loss": pixels.detach(), "nats": nats.detach()}


def is_hidden_weight(name: str, parameter: Tensor) -> bool:
    """Whether Muon moves this parameter: convolutions between hidden layers, not the first and last ones."""
    return parameter.ndim == 4 and not name.endswith(
        ("encoder.enter.weight", "leave.weight", "linear.weight")
    )


@torch.no_grad()
def measure(model: CausalVAE, batch: Batch) -> dict[str, float]:
    """PSNR in dB on held-out whole clips: mean, worst clip, first frames, and pixels under actors alone."""
    frames, actors = batch
    output = torch.cat([model.decode(model.encode(frames[i : i + 4])) for i in range(0, len(frames), 4)])
    per_clip = psnr(output, frames)
    covered = actors.expand_as(frames) > 0.5
    actor_error = float((output - frames)[covered].square().mean()) if covered.any() else 0.0
    return {
        "psnr": float(per_clip.mean()),
        "worst": float(per_clip.min()),
        "first": float(psnr(output[:, :, :1], frames[:, :, :1]).mean()),
        "actor": 10.0 * float(np.log10(4.0 / max(actor_error, 1e-10))),
    }


@torch.no_grad()
def fit_statistics(model: CausalVAE, batches: list[Tensor]) -> None:
    """Store in the model how its raw latents of [B, 3, T, H, W] clips are to be normalised.

    Channels come out as principal components do: a few paint the picture, the rest are detail.  With equal
    deviations the same noise would hide both at once, and the transformer would have to settle both at once.  So
    each channel keeps a deviation that grows with the root of what it changes in the picture, 1 on average: layout
    outlives detail in the noise, as it does in pixels.
    """
    raw = torch.cat([model.moments(frames)[0].transpose(0, 1).flatten(1) for frames in batches], dim=1)
    deviation = raw.std(1).clamp_min(1e-4)
    share = channel_effect(model, batches[0]).clamp_min(1e-8).sqrt()
    share = share / share.square().mean().sqrt()
    model.latent_mean.copy_(raw.mean(1))
    model.latent_std.copy_(deviation / share)


@torch.no_grad()
def channel_effect(model: CausalVAE, frames: Tensor) -> Tensor:
    """Root mean square change of the pixels when one channel moves by a tenth of its deviation, per channel [C]."""
    raw = model.moments(frames)[0]
    before = model.reconstruct(raw)
    generator = torch.Generator().manual_seed(0)
    effects = []
    for channel in range(raw.shape[1]):
        moved = raw.clone()
        step = torch.randn(moved[:, channel].shape, generator=generator).to(raw.device)
        moved[:, channel] += 0.1 * moved[:, channel].std() * step
        effects.append((model.reconstruct(moved) - before).square().mean().sqrt())
    return torch.stack(effects)


def averaged_model(stored: dict[str, Any]) -> CausalVAE:
    """The averaged weights of a loaded checkpoint as a model in evaluation mode."""
    model = CausalVAE(VAEConfig.from_json(stored["extra"]["config"]))
    model.load_state_dict(stored["average"])
    return model.eval().requires_grad_(False)


def _sheet(path: Path, model: CausalVAE, frames: Tensor) -> None:
    rows = []
    with torch.no_grad():
        for clip in frames[:8]:
            for video in (clip[None], model.decode(model.encode(clip[None]))):
                picked = video[0, :, [0, 2, 6, 11, 16]].permute(1, 2, 3, 0)
                rows.append(
                    [
                        ((picture + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).cpu().numpy()
                        for picture in picked
                    ]
                )
    write_png(path, contact_sheet(rows))


def start_run(plan: VAEPlan, clips: Tensor, worker: Worker | None = None) -> Run:
    """A run at step 0 with freshly drawn weights (the same ones in every process).

    ``clips`` [B, 3, T, H, W] give the principal components that the linear maps start from.
    """
    worker = worker or Worker()
    torch.manual_seed(plan.seed)
    model = CausalVAE(plan.model)
    model.fit_linear(clips.cpu())
    model.to(worker.device)
    matrices = is_hidden_weight if plan.muon else _nothing
    optimizer = build_optimizer(model, plan.lr, matrices, plain_scale=plan.plain_scale, worker=worker)
    average, extra = Average(model, plan.average_decay), {"config": plan.model.to_json()}
    return Run(model, average, optimizer, Progress(), extra, worker)


def _nothing(_name: str, _parameter: Tensor) -> bool:
    return False


def used_share(plan: VAEPlan, progress: Progress) -> float:
    """How much of the plan is used up, 0..1."""
    return progress.step / plan.steps if plan.steps else progress.seconds / plan.seconds


def advance(run: Run, source: Source, plan: VAEPlan) -> dict[str, Tensor]:
    """One step of ``run``: draw the batch, set the rate, move the weights, count the time."""
    started = time.perf_counter()
    progress, worker = run.progress, run.worker
    share = used_share(plan, progress)
    rate = plan.lr * rate_factor(share, progress.step, warmup=plan.warmup, decay_from=plan.decay_from)
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    batch = source(progress.step, worker.rank)
    terms = train_step(run, batch, plan)
    run.average.update(run.model)
    progress.step += 1
    progress.clips += worker.processes * batch[1].numel() / NATIVE_FRAME_AREA
    progress.seconds += time.perf_counter() - started
    return terms


def adopt(run: Run, weights: Mapping[str, Tensor]) -> None:
    """Go on from these weights of an autoencoder, with a fresh average of them; preview maps are passed over."""
    run.model.load_state_dict({k: v for k, v in weights.items() if not k.startswith("preview.")})
    run.average = Average(run.model, run.average.decay, updates=1000)


def train(
    worker: Worker, plan: VAEPlan, folder: Path, slice_seconds: float, released: Path | None = None
) -> None:
    """The loop of one process; ends when the plan is used up or ``slice_seconds`` have passed.

    Rank 0 logs, measures and writes the checkpoint; every process reads it at the start.  The autoencoder is small
    and whole in every process, under ``torchrun`` too.  Without a checkpoint the run starts from the exported file
    ``released``, if given.  With ``decoder_only`` it starts from the frozen autoencoder, so that its encoder stays
    the one that the latents were made with.
    """
    worker = replace(worker, sharded=False)
    source = CropSource(plan, worker.device)
    run = start_run(plan, source.first_clips(), worker)
    resumed = run.resume(folder / "vae.pt")
    if not resumed and released is not None:
        adopt(run, load_weights(released)[0])
    if plan.decoder_only and not run.extra.get("decoder_only"):
        adopt(run, torch.load(folder / "frozen.pt", weights_only=True)["average"])
        run.extra["decoder_only"] = True
    assert isinstance(run.model, CausalVAE)
    run.model.encoder.requires_grad_(not plan.decoder_only)
    if worker.leads:
        count = sum(parameter.numel() for parameter in run.model.parameters())
        print(f"vae: {count / 1e6:.2f} M parameters, step {run.progress.step}, resumed {resumed}", flush=True)
    _loop(run, source, plan, folder, slice_seconds)


def _loop(run: Run, source: CropSource, plan: VAEPlan, folder: Path, slice_seconds: float) -> None:
    worker, progress = run.worker, run.progress
    began = logged = saved = checked = time.monotonic()
    losses: list[Tensor] = []
    over = False
    while used_share(plan, progress) < 1.0 and not over:
        terms = advance(run, source, plan)
        losses.append(terms["loss"])
        now = time.monotonic()
        # The clock of rank 0 decides for all.
        late = float(now - began > slice_seconds)
        progress.seconds, flag = share_numbers((progress.seconds, late), worker)
        over = flag > 0
        if worker.leads and (now - logged > plan.log_every or over):
            logged = now
            _log(run, losses, terms["nats"])
            losses.clear()
        if worker.leads and now - saved > plan.save_every and not over:
            saved = now
            run.save(folder / "vae.pt")
        if worker.leads and now - checked > plan.check_every and not over:
            checked = now
            _check(run, source, folder)
    if worker.leads:
        run.save(folder / "vae.pt")
        _check(run, source, folder)
    share_numbers([0.0], worker)  # no process leaves before the file is there


def _log(run: Run, losses: list[Tensor], nats: Tensor) -> None:
    progress, rate = run.progress, run.optimizer.param_groups[0]["lr"]
    print(
        f"vae step {progress.step} used {progress.seconds:.0f}s clips {progress.clips:.0f} "
        f"loss {float(torch.stack(losses).mean()):.4f} nats {float(nats):.2f} lr {rate:.2e}",
        flush=True,
    )


def _check(run: Run, source: CropSource, folder: Path) -> None:
    model = averaged_model({"average": run.average.weights, "extra": run.extra}).to(run.worker.device)
    frames, actors = source.held_out(source.plan.measured)
    scores = measure(model, (frames, actors))
    print(
        f"vae held out step {run.progress.step}: " + " ".join(f"{k} {v:.2f}" for k, v in scores.items()),
        flush=True,
    )
    _sheet(folder / "sheets" / f"vae-{run.progress.step:06d}.png", model, frames)
