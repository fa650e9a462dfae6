"""Train the causal autoencoder on crops of rendered clips.

In: the procedural world (``engine.training.world``).  Out: ``vae.pt`` in the state folder (weights, average,
optimiser, progress), contact sheets beside it, one log line per interval on stdout.  Called by
``python -m engine.training vae``.  Runs in slices: a run that stops at any step goes on from its last checkpoint,
and the schedule counts steps or seconds of training used, never the clock of one sitting.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from engine.model.vae import CausalVAE, VAEConfig
from engine.model.weights import load_weights
from engine.training.checkpoint import Progress, Run
from engine.training.losses import latent_cost, psnr, reconstruction_loss
from engine.training.optim import Average, Muon, build_optimizer, rate_factor
from engine.training.sheets import contact_sheet, write_png
from engine.training.workers import average_gradients, share_number

Batch = tuple[Tensor, Tensor]
"""Frames [B, 3, T, H, W] in [-1, 1] and actor masks [B, 1, T, H, W] in 0..1."""

Source = Callable[[int, int], Batch]
"""Draws the batch of (step, rank); must give the same batch for the same pair."""

HELD_OUT = "heldout"
NATIVE_FRAME_AREA = 112 * 64 * 17


@dataclass(frozen=True, slots=True)
class VAEPlan:
    """Settings of one autoencoder run; a file of ``engine/training/configs`` holds them as TOML.

    ``crops`` are drawn per process and step from ``crops / crops_per_clip`` rendered clips.  ``seconds`` is the
    total training time over all slices; ``steps``, when not 0, counts instead of it.
    """

    seconds: float = 3000.0
    steps: int = 0
    seed: int = 1
    lr: float = 3e-3
    plain_scale: float = 0.5
    muon: bool = True
    warmup: int = 60
    decay_from: float = 0.5
    average_decay: float = 0.995
    latent_cost: float = 2e-4
    crops: int = 8
    crops_per_clip: int = 2
    crop: int = 64
    frames: int = 9
    whole_every: int = 12
    decoder_only: bool = False
    log_every: float = 60.0
    check_every: float = 300.0
    save_every: float = 120.0
    model: VAEConfig = field(default_factory=VAEConfig)


class CropSource:
    """Crops of freshly rendered clips, most of them with an actor inside."""

    def __init__(self, plan: VAEPlan) -> None:
        from engine.training.world import World

        self.plan = plan
        self.world = World(device="cpu")

    def __call__(self, step: int, rank: int) -> Batch:
        """The batch of one process at one step; every ``whole_every``-th step it is whole 17-frame clips."""
        plan = self.plan
        seed = (plan.seed * 1_000_003 + step) * 8 + rank
        if plan.whole_every and step % plan.whole_every == plan.whole_every - 1:
            sizes = ((112, 64), (64, 112), (80, 80))
            rendered = self.world.render(
                self.world.sample(
                    max(1, plan.crops // 4), seed=seed, frames=17, size=sizes[step // plan.whole_every % 3]
                )
            )
            return to_batch(rendered.frames, rendered.mask)
        clips = max(1, plan.crops // plan.crops_per_clip)
        rendered = self.world.render(self.world.sample(clips, seed=seed, frames=17))
        return cut_crops(rendered.frames, rendered.mask, plan, np.random.default_rng(seed))

    def first_clips(self, clips: int = 64) -> Tensor:
        """Whole clips to start the linear maps from."""
        return self.first_frames(clips).permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0

    def first_frames(self, clips: int) -> Tensor:
        """The same clips as uint8 [B, T, H, W, 3]."""
        frames: Tensor = self.world.render(self.world.sample(clips, seed=self.plan.seed, frames=17)).frames
        return frames

    def held_out(self, clips: int = 32) -> Batch:
        """The fixed whole clips that scores are measured on; drawn from combinations never trained."""
        rendered = self.world.render(self.world.sample(clips, seed=77, frames=17, split=HELD_OUT))
        return to_batch(rendered.frames, rendered.mask)


def to_batch(frames: Tensor, mask: Tensor) -> Batch:
    """uint8 [B, T, H, W, 3] and [B, T, H, W] to what the model and the loss take."""
    return frames.permute(0, 4, 1, 2, 3).float() / 127.5 - 1.0, mask[:, None].float() / 255.0


def cut_crops(frames: Tensor, mask: Tensor, plan: VAEPlan, rng: np.random.Generator) -> Batch:
    """``crops_per_clip`` random crops of every clip; of three candidate places the one with most actor edge wins
    in two cases of three, so that background-only crops stay the minority.
    """
    pieces: list[Tensor] = []
    masks: list[Tensor] = []
    _, count, height, width = mask.shape
    side = min(plan.crop, height, width)
    for clip in range(frames.shape[0]):
        for _ in range(plan.crops_per_clip):
            start = int(rng.integers(0, count - plan.frames + 1))
            places = [
                (int(rng.integers(0, height - side + 1)), int(rng.integers(0, width - side + 1)))
                for _ in range(3)
            ]
            window = mask[clip, start : start + plan.frames]
            if rng.random() < 0.67:
                cover = [float(window[:, y : y + side, x : x + side].float().mean()) for y, x in places]
                top, left = places[int(np.argmax(cover))]
            else:
                top, left = places[0]
            rows, columns = slice(top, top + side), slice(left, left + side)
            pieces.append(frames[clip, start : start + plan.frames, rows, columns])
            masks.append(window[:, rows, columns])
    return to_batch(torch.stack(pieces), torch.stack(masks))


def train_step(
    model: CausalVAE, optimizer: Muon, batch: Batch, plan: VAEPlan, step: int, rank: int, processes: int
) -> dict[str, float]:
    """One optimiser step on one batch; returns the terms of the loss."""
    frames, actors = batch
    generator = torch.Generator().manual_seed(((plan.seed * 1_000_003 + step) * 8 + rank) ^ 0x5EED)
    mean, log_variance = model.moments(frames)
    noise = torch.randn(mean.shape, generator=generator)
    output = model.reconstruct(mean + noise * (0.5 * log_variance).exp())
    pixels = reconstruction_loss(output, frames, actors)
    nats = latent_cost(mean, log_variance)
    loss = pixels if plan.decoder_only else pixels + plan.latent_cost * nats
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    average_gradients(model, processes)
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    return {"loss": float(pixels.detach()), "nats": float(nats.detach())}


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
        step = torch.randn(moved[:, channel].shape, generator=generator)
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
                        ((picture + 1) * 127.5).round().clamp(0, 255).to(torch.uint8).numpy()
                        for picture in picked
                    ]
                )
    write_png(path, contact_sheet(rows))


def start_run(plan: VAEPlan, clips: Tensor, rank: int = 0, processes: int = 1) -> Run:
    """A run at step 0 with freshly drawn weights (the same ones in every process).

    ``clips`` [B, 3, T, H, W] give the principal components that the linear maps start from.
    """
    torch.manual_seed(plan.seed)
    model = CausalVAE(plan.model)
    model.fit_linear(clips)
    matrices = is_hidden_weight if plan.muon else _nothing
    optimizer = build_optimizer(
        model, plan.lr, matrices, plain_scale=plan.plain_scale, rank=rank, processes=processes
    )
    return Run(
        model, Average(model, plan.average_decay), optimizer, Progress(), {"config": plan.model.to_json()}
    )


def _nothing(_name: str, _parameter: Tensor) -> bool:
    return False


def used_share(plan: VAEPlan, progress: Progress) -> float:
    """How much of the plan is used up, 0..1."""
    return progress.step / plan.steps if plan.steps else progress.seconds / plan.seconds


def advance(run: Run, source: Source, plan: VAEPlan, rank: int = 0, processes: int = 1) -> dict[str, float]:
    """One step of ``run``: draw the batch, set the rate, move the weights, count the time."""
    started = time.perf_counter()
    model = run.model
    assert isinstance(model, CausalVAE)
    progress = run.progress
    share = share_number(used_share(plan, progress), processes)
    rate = plan.lr * rate_factor(share, progress.step, warmup=plan.warmup, decay_from=plan.decay_from)
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    batch = source(progress.step, rank)
    terms = train_step(model, run.optimizer, batch, plan, progress.step, rank, processes)
    run.average.update(model)
    progress.step += 1
    progress.clips += processes * batch[1].numel() / NATIVE_FRAME_AREA
    progress.seconds += time.perf_counter() - started
    return terms


def adopt(run: Run, weights: Mapping[str, Tensor]) -> None:
    """Go on from these weights of an autoencoder, with a fresh average of them; preview maps are passed over."""
    run.model.load_state_dict({k: v for k, v in weights.items() if not k.startswith("preview.")})
    run.average = Average(run.model, run.average.decay, updates=1000)


def train(
    rank: int, processes: int, plan: VAEPlan, folder: Path, slice_seconds: float, released: Path | None = None
) -> None:
    """The loop of one process; ends when the plan is used up or ``slice_seconds`` have passed.

    Rank 0 logs, measures and writes the checkpoint; every process reads it at the start.  Without a checkpoint the
    run starts from the exported file ``released``, if given.  With ``decoder_only`` it starts from the frozen
    autoencoder, so that its encoder stays the one that the latents were made with.
    """
    source = CropSource(plan)
    run = start_run(plan, source.first_clips(), rank, processes)
    resumed = run.resume(folder / "vae.pt")
    if not resumed and released is not None:
        adopt(run, load_weights(released)[0])
    if plan.decoder_only and not run.extra.get("decoder_only"):
        adopt(run, torch.load(folder / "frozen.pt", weights_only=True)["average"])
        run.extra["decoder_only"] = True
    assert isinstance(run.model, CausalVAE)
    run.model.encoder.requires_grad_(not plan.decoder_only)
    if rank == 0:
        count = sum(parameter.numel() for parameter in run.model.parameters())
        print(f"vae: {count / 1e6:.2f} M parameters, step {run.progress.step}, resumed {resumed}", flush=True)
    began = logged = saved = checked = time.monotonic()
    losses: list[float] = []
    while used_share(plan, run.progress) < 1.0:
        terms = advance(run, source, plan, rank, processes)
        losses.append(terms["loss"])
        now = time.monotonic()
        over = share_number(float(now - began > slice_seconds), processes) > 0
        run.progress.seconds = share_number(run.progress.seconds, processes)
        if rank == 0 and (now - logged > plan.log_every or over):
            logged = now
            _log(run, losses, terms["nats"])
            losses.clear()
        if rank == 0 and now - saved > plan.save_every:
            saved = now
            run.save(folder / "vae.pt")
        if rank == 0 and now - checked > plan.check_every:
            checked = now
            _check(run, source, folder)
        if over:
            break
    if rank == 0:
        run.save(folder / "vae.pt")
        _check(run, source, folder)


def _log(run: Run, losses: list[float], nats: float) -> None:
    progress, rate = run.progress, run.optimizer.param_groups[0]["lr"]
    print(
        f"vae step {progress.step} used {progress.seconds:.0f}s clips {progress.clips:.0f} "
        f"loss {float(np.mean(losses)):.4f} nats {nats:.2f} lr {rate:.2e}",
        flush=True,
    )


def _check(run: Run, source: CropSource, folder: Path) -> None:
    stored = {"average": run.average.weights, "extra": run.extra}
    model = averaged_model(stored)
    frames, actors = source.held_out()
    scores = measure(model, (frames, actors))
    print(
        f"vae held out step {run.progress.step}: " + " ".join(f"{k} {v:.2f}" for k, v in scores.items()),
        flush=True,
    )
    _sheet(folder / "sheets" / f"vae-{run.progress.step:06d}.png", model, frames)
