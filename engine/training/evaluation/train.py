"""Train the evaluator on rendered clips, plain and as the autoencoder gives them back.

In: the procedural world and the autoencoder's weights.  Out: ``evaluator.pt`` in the state folder, one log line per
interval, and in the end the weights file that ships, with its accuracies in the header.  Called by
``python -m engine.training evaluator``.  Runs in slices: the batch of a step depends on the step alone.
"""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor

from engine.model.pipeline import load_vae
from engine.model.vae import CausalVAE
from engine.model.weights import save_weights
from engine.training.checkpoint import Progress, Run
from engine.training.evaluation.judge import FILE, Accuracy, Judge, read
from engine.training.evaluation.network import Evaluator, EvaluatorConfig
from engine.training.evaluation.pools import EvaluatorPlan, Pools, through
from engine.training.evaluation.targets import Targets, agreement, loss_of, targets_of
from engine.training.optim import Average, build_optimizer, rate_factor
from engine.training.world import World, vocabulary
from engine.training.world.stories import ACTORS

HELD_OUT_SEED: Final = 900_000_000


def config_of(world: str) -> EvaluatorConfig:
    """Heads for everything that a world's vocabulary holds: "small" or "full"."""
    small = world == "small"

    def some(names: tuple[str, ...], small_ones: int) -> tuple[str, ...]:
        return names[:small_ones] if small else names

    kinds = vocabulary.KINDS[: vocabulary.SMALL] if small else vocabulary.KINDS
    return EvaluatorConfig(
        kinds=tuple(kind.words[0] for kind in kinds),
        colours=tuple(c for c in vocabulary.COLOURS if any(c in kind.colours for kind in kinds)),
        places=some(vocabulary.PLACES, vocabulary.SMALL_PLACES),
        times=vocabulary.TIMES,
        weathers=vocabulary.WEATHERS,
        motions=some(vocabulary.MOTIONS, vocabulary.SMALL_MOTIONS),
        cameras=some(vocabulary.CAMERAS, vocabulary.SMALL_CAMERAS),
        styles=some(vocabulary.STYLES, vocabulary.SMALL_STYLES),
        most=1 if small else ACTORS,
    )


def start_run(plan: EvaluatorPlan, config: EvaluatorConfig) -> Run:
    """A new network with its optimiser and average; the same plan gives the same start."""
    torch.manual_seed(plan.seed)
    model = Evaluator(config).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimizer = build_optimizer(
        model, plan.lr, lambda name, value: value.ndim >= 2 and "stem" not in name and "_out" not in name,
        plain_scale=plan.plain_scale, weight_decay=0.01,
    )  # fmt: skip
    return Run(model, Average(model, plan.average_decay), optimizer, Progress(), {"config": config.to_json()})


def used_share(plan: EvaluatorPlan, progress: Progress) -> float:
    """How much of the plan is used up, 0..1."""
    return progress.step / plan.steps if plan.steps else progress.seconds / plan.seconds


def advance(run: Run, batch: tuple[Tensor, Targets], plan: EvaluatorPlan) -> dict[str, float]:
    """One step of ``run`` on a batch; returns the parts of the loss."""
    share = used_share(plan, run.progress)
    rate = plan.lr * rate_factor(
        share, run.progress.step, warmup=plan.warmup, decay_from=plan.decay_from, floor=0.02
    )
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    seen, targets = batch
    loss, parts = loss_of(run.model(seen, targets.only), targets)
    run.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(run.model.parameters(), 2.0)
    run.optimizer.step()
    run.average.update(run.model)
    run.progress.step += 1
    run.progress.clips += len(seen)
    return parts


@torch.no_grad()
def accuracy(model: Evaluator, vae: CausalVAE, clips: int, world: str = "small") -> Accuracy:
    """Shares of right answers on clips that nobody was trained on: "plain" and "round trip" of the autoencoder.

    Half of the clips show the combinations that the generator is never trained on.
    """
    renderer = World(device="cpu", world=world)
    right: dict[str, Counter[str]] = {"plain": Counter(), "round trip": Counter()}
    asked: dict[str, Counter[str]] = {"plain": Counter(), "round trip": Counter()}
    for part, split in enumerate(("train", "heldout")):
        rendered = renderer.render(renderer.sample(clips // 2, HELD_OUT_SEED + part, frames=17, split=split))
        targets = targets_of(rendered, model.config)
        for name, frames in (("plain", rendered.frames), ("round trip", through(vae, rendered.frames))):
            for fact, (yes, of) in agreement(read(model, frames), targets, model.config).items():
                right[name][fact] += yes
                asked[name][fact] += of
    return {
        name: {fact: right[name][fact] / max(1, asked[name][fact]) for fact in asked[name]} for name in right
    }


def train(plan: EvaluatorPlan, state: Path, slice_seconds: float, vae_file: Path, out: Path) -> None:
    """The loop, in one process; ends when the plan is used up or ``slice_seconds`` have passed.

    When the plan is used up the averaged weights are measured and written to ``out``.
    """
    vae = load_vae(vae_file)
    config = config_of(plan.world)
    run = start_run(plan, config)
    target = state / "evaluator.pt"
    resumed = run.resume(target)
    count = sum(parameter.numel() for parameter in run.model.parameters())
    print(
        f"evaluator: {count / 1e6:.2f} M parameters, step {run.progress.step}, resumed {resumed}", flush=True
    )
    source = Pools(plan, vae, config)
    began = logged = saved = checked = time.monotonic()
    recent: list[dict[str, float]] = []
    while used_share(plan, run.progress) < 1.0 and time.monotonic() - began < slice_seconds:
        started = time.process_time()
        recent.append(advance(run, source(run.progress.step), plan))
        run.progress.seconds += time.process_time() - started
        now = time.monotonic()
        if now - logged > plan.log_every:
            logged = now
            means = {name: float(np.mean([parts[name] for parts in recent])) for name in recent[0]}
            losses = " ".join(f"{name} {value:.3f}" for name, value in means.items())
            progress = run.progress
            print(f"evaluator step {progress.step} used {progress.seconds:.0f}s {losses}", flush=True)
            recent.clear()
        if now - saved > plan.save_every:
            saved = now
            run.save(target)
        if now - checked > plan.check_every:
            checked = now
            figures = accuracy(averaged(run), vae, plan.measured // 4, plan.world)
            print("\n".join(_said(figures, plan.measured // 4)), flush=True)
    run.save(target)
    if used_share(plan, run.progress) >= 1.0:
        for line in release(run, vae, plan, out):
            print(line, flush=True)


def release(run: Run, vae: CausalVAE, plan: EvaluatorPlan, out: Path) -> list[str]:
    """Write the averaged weights and their card into ``out``; returns the lines of the card.

    The accuracies are those of the file as it is read back, not of the weights before they were rounded to 8 bits.
    """
    file = export(averaged(run), {}, run.progress, out)
    figures = accuracy(Judge.load(file).model, vae, plan.measured, plan.world)
    export(averaged(run), figures, run.progress, out)
    lines = [
        (
            f"{run.progress.step} steps of {plan.batch} clips, {run.progress.seconds / 3600:.2f} hours of one core; "
            f"{file.stat().st_size / 1e6:.2f} MB at 8 bits."
        ),
        *_said(figures, plan.measured),
    ]
    text = (Path(__file__).parent / "card.md").read_text(encoding="utf-8")
    file.with_suffix(".md").write_text(
        text.replace("{figures}", "\n".join(f"- {line}" for line in lines)), encoding="utf-8"
    )
    return lines


def averaged(run: Run) -> Evaluator:
    """The averaged weights of a run as a network for reading."""
    model = Evaluator(EvaluatorConfig.from_json(run.extra["config"]))
    model.load_state_dict(run.average.weights)
    return model.eval().requires_grad_(False)


def _said(figures: Accuracy, clips: int) -> list[str]:
    return [
        f"Right about {clips} rendered clips that it never saw, {name}: "
        + ", ".join(f"{fact} {share:.3f}" for fact, share in shares.items())
        for name, shares in figures.items()
    ]


def export(model: Evaluator, figures: Accuracy, progress: Progress, out: Path) -> Path:
    """Write the network at 8 bits with its configuration and accuracies; returns the file."""
    path = out / Path(FILE).name
    metadata = {
        "name": "loom-s",
        "kind": "evaluator",
        "licence": "Apache-2.0",
        "config": model.config.to_json(),
        "accuracy": json.dumps(figures, sort_keys=True),
        "steps": str(progress.step),
        "clips": str(round(progress.clips)),
        "hours": f"{progress.seconds / 3600:.2f}",
    }
    save_weights(path, model.state_dict(), metadata, bits=8, wide={"stem.weight"})
    return path
