"""Train the video transformer by flow matching on clips that were rendered and encoded beforehand.

In: shards of ``engine.training.latents``.  Out: ``dit.pt`` in the state folder and one log line per interval on
stdout.  Called by ``python -m engine.training dit``.  Runs in slices like ``engine.training.train_vae``.

Shapes: B clips, C latent channels, t latent frames (an appended keyframe counts as one), h x w cells.
Times run from 0 (clean) to 1 (noise) here and are given to the model times 1000.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.config import DiTConfig
from engine.model.dit import WanDiT
from engine.model.weights import load_weights
from engine.training.checkpoint import Progress, Run
from engine.training.latents import ClipBatch, LatentStore
from engine.training.levels import LevelMix, draw_levels, noisy_inputs
from engine.training.losses import flow_loss, motion_weight
from engine.training.optim import Average, build_optimizer, rate_factor
from engine.training.workers import average_gradients, share_number


@dataclass(frozen=True, slots=True)
class DiTPlan:
    """Settings of one transformer run; a file of ``engine/training/configs`` holds them as TOML.

    ``batch`` clips per process and step (``stills`` pictures in the still stage, which takes the first
    ``stills_until`` share of the run; afterwards every ``stills_every``-th step is still).  ``seconds`` is the
    training time over all slices; ``steps``, when not 0, counts instead of it.
    """

    seconds: float = 4000.0
    steps: int = 0
    seed: int = 1
    lr: float = 2e-3
    plain_scale: float = 0.5
    warmup: int = 60
    decay_from: float = 0.6
    floor: float = 0.02
    average_decay: float = 0.995
    weight_decay: float = 0.01
    batch: int = 12
    stills: int = 48
    stills_until: float = 0.15
    stills_every: int = 6
    shift: float = 2.0
    uniform_share: float = 0.2
    drop_text: float = 0.1
    actor_weight: float = 3.0
    teach_weight: float = 0.5
    teach_block: int = 3
    teach_until: float = 0.8
    log_every: float = 60.0
    check_every: float = 900.0
    save_every: float = 120.0
    dim: int = 256
    heads: int = 4
    ffn_dim: int = 768
    layers: int = 6

    @property
    def levels(self) -> LevelMix:
        """How noise levels are drawn."""
        return LevelMix(self.shift, self.uniform_share)

    @property
    def model(self) -> DiTConfig:
        """The transformer these settings describe."""
        return DiTConfig(
            dim=self.dim,
            heads=self.heads,
            ffn_dim=self.ffn_dim,
            layers=self.layers,
            text_dim=384,
            text_len=48,
            mask_text=True,
        )


class Student(nn.Module):
    """The transformer and, while it trains, a head that reads facts only the renderer knows.

    From the tokens after one block the head predicts, per token, whether an actor covers it, which kind it is,
    and how it moves.  The hint teaches the first blocks what the caption speaks of; it is not exported.
    """

    def __init__(self, plan: DiTPlan, kinds: int) -> None:
        super().__init__()
        self.dit = WanDiT(plan.model)
        self.teacher = nn.Linear(plan.dim, 1 + 2 + kinds)
        self.block = plan.teach_block

    def forward(
        self, x: Tensor, times: Tensor, text: Tensor, mask: Tensor, positions: Tensor, teach: bool
    ) -> tuple[Tensor, Tensor | None]:
        """Velocity of x, and the head's [B, L, 3 + kinds] predictions when ``teach``."""
        t = times * 1000.0
        if not teach:
            out = self.dit(x, t, text, text_mask=mask, times=positions)
            assert isinstance(out, Tensor)
            return out, None
        velocity, tokens = self.dit(x, t, text, text_mask=mask, times=positions, capture=self.block)
        return velocity, self.teacher(tokens)


def is_block_matrix(name: str, parameter: Tensor) -> bool:
    """Whether Muon moves this parameter: the matrices inside the transformer blocks."""
    return parameter.ndim == 2 and ".blocks." in f".{name}"


def teacher_loss(predicted: Tensor, batch: ClipBatch, frames: int) -> Tensor:
    """Error of the privileged head on the first ``frames`` latent frames: cover, motion and kind of the actor.

    Every token is asked for motion and kind, not only those under the actor: where all is noise, the caption alone
    can answer, so the head makes the first blocks read it.  Stills have no motion to ask for.
    """
    cover = F.avg_pool2d(batch.cover[:, :frames], 2)
    count, _, rows, columns = cover.shape
    cells = rows * columns
    out = predicted[:, : frames * cells]
    cover = cover.reshape(count, -1)
    loss = F.binary_cross_entropy_with_logits(out[..., 0], cover)
    if frames > 1:
        motion = batch.motion[:, :frames].repeat_interleave(cells, dim=1)
        loss = loss + ((out[..., 1:3] - motion).square().mean(-1) * (0.5 + cover)).mean()
    kinds = batch.kind[:, None].expand(-1, out.shape[1])
    wrong = F.cross_entropy(
        out[..., 3:].flatten(0, 1), kinds.flatten(), ignore_index=-1, reduction="none"
    ).view_as(cover)
    return loss + 0.3 * (wrong * (0.5 + cover)).mean()


def train_step(
    run: Run, batch: ClipBatch, plan: DiTPlan, rank: int, processes: int, share: float
) -> dict[str, float]:
    """One optimiser step; returns the terms of the loss."""
    student = run.model
    assert isinstance(student, Student)
    generator = torch.Generator().manual_seed(
        ((plan.seed * 1_000_003 + run.progress.step) * 8 + rank) ^ 0xD17
    )
    latents = batch.latents
    count, _, frames = latents.shape[:3]
    keyframe = batch.keyframe if frames > 1 else None
    times = batch.keyframe_time if keyframe is not None else None
    levels, given = draw_levels(count, frames, plan.levels, generator, times)
    weight = motion_weight(latents)
    weight = torch.maximum(weight, 1.0 + (plan.actor_weight - 1.0) * batch.cover[:, None])
    positions = torch.arange(frames).float().expand(count, -1)
    if keyframe is not None and times is not None:
        latents = torch.cat((latents, keyframe), dim=2)
        weight = torch.cat(
            (weight, torch.ones_like(weight[:, :, :1]).expand(-1, -1, times.shape[1], -1, -1)), dim=2
        )
        positions = torch.cat((positions, times), dim=1)
    x, levels, target = noisy_inputs(latents, levels, given, generator)
    dropped = torch.rand(count, generator=generator) < plan.drop_text
    # What lies behind the longest caption is hidden anyway; a row with none attends zeros, however many.
    longest = int(batch.text_mask.sum(1).max())
    mask = (batch.text_mask & ~dropped[:, None])[:, :longest]
    text = batch.text[:, :longest] * mask[..., None]
    teach = plan.teach_weight > 0 and share < plan.teach_until
    velocity, predicted = student(x, levels, text, mask, positions, teach)
    noisy = (~given)[:, None, :, None, None].float()
    loss = flow_loss(velocity, target, weight * noisy)
    total = loss
    if predicted is not None:
        fading = plan.teach_weight * (1.0 - share / plan.teach_until)
        total = loss + fading * teacher_loss(predicted, batch, frames)
    run.optimizer.zero_grad(set_to_none=True)
    total.backward()
    for parameter in student.parameters():
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
    average_gradients(student, processes)
    torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
    run.optimizer.step()
    return {"loss": float(loss.detach()), "frames": float(frames)}


@torch.no_grad()
def pass_through(dit: WanDiT) -> None:
    """Let the untrained model answer with its input: near noise, where v is nearly x_t, that is almost right.

    The patch embedding gets orthonormal columns and the head half its transpose (the layer norm before the head
    doubles a unit input's 64 numbers spread over 256).
    """
    config = dit.config
    cells = config.patch[0] * config.patch[1] * config.patch[2]
    into = torch.empty(config.dim, config.in_channels * cells)
    nn.init.orthogonal_(into)
    dit.patch_embedding.weight.copy_(into.view_as(dit.patch_embedding.weight))
    back = into.T.reshape(config.in_channels, cells, config.dim).transpose(0, 1).reshape(-1, config.dim)
    dit.head.head.weight.copy_(back * (config.in_channels * cells / config.dim) ** 0.5)


def start_run(plan: DiTPlan, kinds: int, rank: int = 0, processes: int = 1) -> Run:
    """A run at step 0 with freshly drawn weights (the same ones in every process)."""
    torch.manual_seed(plan.seed)
    student = Student(plan, kinds)
    pass_through(student.dit)
    optimizer = build_optimizer(
        student,
        plan.lr,
        is_block_matrix,
        weight_decay=plan.weight_decay,
        plain_scale=plan.plain_scale,
        rank=rank,
        processes=processes,
    )
    extra = {"config": plan.model.to_json(), "kinds": kinds}
    return Run(student, Average(student, plan.average_decay), optimizer, Progress(), extra)


def used_share(plan: DiTPlan, progress: Progress) -> float:
    """How much of the plan is used up, 0..1."""
    return progress.step / plan.steps if plan.steps else progress.seconds / plan.seconds


def advance(
    run: Run, store: LatentStore, plan: DiTPlan, rank: int = 0, processes: int = 1
) -> dict[str, float]:
    """One step of ``run``: choose still or video, draw the batch, set the rate, move the weights."""
    started = time.perf_counter()
    progress = run.progress
    share = share_number(used_share(plan, progress), processes)
    rate = plan.lr * rate_factor(
        share, progress.step, warmup=plan.warmup, decay_from=plan.decay_from, floor=plan.floor
    )
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    still = share < plan.stills_until or (plan.stills_every and progress.step % plan.stills_every == 0)
    count = plan.stills if still else plan.batch
    batch = store.draw(count, bool(still), seed=plan.seed * 1_000_003 + progress.step, rank=rank)
    terms = train_step(run, batch, plan, rank, processes, share)
    run.average.update(run.model)
    progress.step += 1
    progress.clips += processes * batch.latents.shape[0] * batch.latents.shape[2] / 5
    progress.seconds += time.perf_counter() - started
    return terms


@torch.no_grad()
def held_out_loss(model: WanDiT, batch: ClipBatch, seed: int = 5) -> dict[str, float]:
    """Velocity error at fixed levels with the right, no, and the wrong caption; unweighted, nothing given."""
    scores: dict[str, float] = {}
    positions = torch.arange(batch.latents.shape[2]).float()
    for level in (0.5, 0.7, 0.9):
        noise = torch.randn(batch.latents.shape, generator=torch.Generator().manual_seed(seed))
        x = (1 - level) * batch.latents + level * noise
        target = noise - batch.latents
        t = torch.full((len(x),), level * 1000.0)
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


def adopt(run: Run, weights: Mapping[str, Tensor]) -> None:
    """Go on from these weights of a transformer, with a fresh teaching head and a fresh average."""
    student = run.model
    assert isinstance(student, Student)
    student.dit.load_state_dict(dict(weights))
    run.average = Average(student, run.average.decay, updates=1000)


def averaged_dit(stored: dict[str, object]) -> WanDiT:
    """The averaged weights of a loaded checkpoint, without the teaching head, in evaluation mode."""
    extra, weights = stored["extra"], stored["average"]
    assert isinstance(extra, dict)
    assert isinstance(weights, dict)
    model = WanDiT(DiTConfig.from_json(extra["config"]))
    model.load_state_dict({k.removeprefix("dit."): v for k, v in weights.items() if k.startswith("dit.")})
    return model.eval().requires_grad_(False)


def train(
    rank: int, processes: int, plan: DiTPlan, folder: Path, slice_seconds: float, released: Path | None = None
) -> None:
    """The loop of one process; ends when the plan is used up or ``slice_seconds`` have passed.

    Rank 0 logs, measures and writes the checkpoint.  New shards are picked up at every interval of the log.
    Without a checkpoint the run starts from the exported file ``released``, if given.
    """
    store = LatentStore(folder / "latents")
    run = start_run(plan, store.kinds, rank, processes)
    resumed = run.resume(folder / "dit.pt")
    if not resumed and released is not None:
        adopt(run, load_weights(released)[0])
    if rank == 0:
        count = sum(parameter.numel() for parameter in run.model.parameters())
        print(f"dit: {count / 1e6:.2f} M parameters, step {run.progress.step}, resumed {resumed}", flush=True)
    began = logged = saved = checked = time.monotonic()
    losses: dict[bool, list[float]] = {True: [], False: []}
    while used_share(plan, run.progress) < 1.0:
        terms = advance(run, store, plan, rank, processes)
        losses[terms["frames"] == 1].append(terms["loss"])
        now = time.monotonic()
        over = share_number(float(now - began > slice_seconds), processes) > 0
        run.progress.seconds = share_number(run.progress.seconds, processes)
        if share_number(float(now - logged > plan.log_every or over), processes) > 0:
            logged = now
            if rank == 0:
                _log(run, losses, store)
            store.refresh(int(share_number(float(store.available()), processes)))
        if rank == 0 and now - saved > plan.save_every:
            saved = now
            run.save(folder / "dit.pt")
        if rank == 0 and now - checked > plan.check_every:
            checked = now
            _check(run, folder)
        if over:
            break
    if rank == 0:
        run.save(folder / "dit.pt")
        _check(run, folder)


def _log(run: Run, losses: dict[bool, list[float]], store: LatentStore) -> None:
    progress, rate = run.progress, run.optimizer.param_groups[0]["lr"]
    means = {key: float(np.mean(values)) if values else float("nan") for key, values in losses.items()}
    print(
        f"dit step {progress.step} used {progress.seconds:.0f}s clips {progress.clips:.0f} "
        f"of {store.clips} loss video {means[False]:.4f} still {means[True]:.4f} lr {rate:.2e}",
        flush=True,
    )
    losses[True].clear()
    losses[False].clear()


def _check(run: Run, folder: Path) -> None:
    from engine.training.checks import direction_score, sample_sheet
    from engine.training.train_vae import averaged_model

    model = averaged_dit({"average": run.average.weights, "extra": run.extra})
    batch = LatentStore(folder / "latents", split="heldout").first(48)
    scores = held_out_loss(model, batch)
    print(
        f"dit held out step {run.progress.step}: " + " ".join(f"{k} {v:.3f}" for k, v in scores.items()),
        flush=True,
    )
    right, total, real = direction_score(model, folder)
    print(f"dit left/right {right} of {total} (real clips {real})", flush=True)
    vae = averaged_model(torch.load(folder / "frozen.pt", weights_only=True))
    sample_sheet(model, vae, folder / "sheets" / f"dit-{run.progress.step:06d}.png")
