"""What each process of the sharded-training test does; `torchrun` starts two of it with a folder of latents."""

import dataclasses
import sys
from pathlib import Path

import torch

from engine.training import train_dit
from engine.training.dit_plan import DiTPlan
from engine.training.flow import Example, accumulate, finish_step, make_example
from engine.training.store import LatentStore
from engine.training.workers import Worker, leave, run_workers

PLAN = DiTPlan(
    steps=4,
    warmup=2,
    batch=4,
    stills=4,
    stills_until=0.0,
    dim=32,
    heads=2,
    ffn_dim=48,
    layers=2,
    teach_block=0,
    check_every=0,
)


def plain_example(store: LatentStore) -> Example:
    """Four clips whose loss every share of them weighs alike, so that means of halves are the whole's mean."""
    example = make_example(store.draw(4, False, seed=6), PLAN, 7, torch.device("cpu"))
    return dataclasses.replace(example, weight=torch.ones_like(example.weight))


def two_steps(worker: Worker, folder: Path) -> None:
    """Move fresh weights twice by the same four clips, shared out over the processes, and save them."""
    example = plain_example(LatentStore(folder / "latents"))
    each = len(example.x) // worker.processes
    mine = example.rows(worker.rank * each, (worker.rank + 1) * each)
    plan = dataclasses.replace(PLAN, teach_weight=0.0)
    run = train_dit.start_run(plan, LatentStore(folder / "latents").facts, worker)
    for _ in range(2):
        accumulate(run, mine, plan, 0.0)
        finish_step(run)
        run.average.update(run.model)
    run.save(folder / f"two-steps-{worker.processes}.pt")


def both(worker: Worker, folder: Path) -> None:
    """The two steps, then a whole short run as the command line would start it."""
    two_steps(worker, folder)
    train_dit.train(worker, PLAN, folder, 1e9)


if __name__ == "__main__":
    run_workers(both, 1, "cpu", Path(sys.argv[1]))
    leave()
