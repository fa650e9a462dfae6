"""A run goes on in any mode: what two sharded processes leave, one process takes up; and both learn the same."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import torch

from engine.training import train_dit
from engine.training.checkpoint import load_checkpoint
from engine.training.optim import orthogonalise, orthogonalise_together
from engine.training.store import LatentStore, shard_path
from engine.training.workers import Worker
from tests.engine.sharded_run import PLAN, two_steps
from tests.engine.test_training import tiny_shard


def test_two_sharded_processes_learn_what_one_does_and_one_goes_on(tmp_path: Path) -> None:
    (tmp_path / "latents").mkdir()
    torch.save(tiny_shard(), shard_path(tmp_path / "latents", "train", 0))
    launch = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "GLOO_SOCKET_IFNAME": "lo"}
    done = subprocess.run(
        [*launch, "-m", "tests.engine.sharded_run", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]

    two_steps(Worker(), tmp_path)
    one, two = (load_checkpoint(tmp_path / f"two-steps-{count}.pt") for count in (1, 2))
    assert one is not None
    assert two is not None
    for part in ("model", "average"):
        assert one[part].keys() == two[part].keys()
        for name, value in one[part].items():
            assert torch.allclose(two[part][name], value, atol=1e-4), name
    moved = train_dit.start_run(PLAN, LatentStore(tmp_path / "latents").facts).model.state_dict()
    assert not torch.allclose(one["model"]["dit.head.head.weight"], moved["dit.head.head.weight"], atol=1e-3)
    for index, state in one["optimizer"]["state"].items():
        for name, value in state.items():
            other = two["optimizer"]["state"][index][name]
            same = (
                torch.allclose(other, value, atol=1e-4) if isinstance(value, torch.Tensor) else other == value
            )
            assert same, (index, name)

    plan = dataclasses.replace(PLAN, steps=44, lr=4e-3, batch=8, stills_every=0, decay_from=0.9)
    store = LatentStore(tmp_path / "latents")
    run = train_dit.start_run(plan, store.facts)
    assert run.resume(tmp_path / "dit.pt")
    assert run.progress.step == 4
    losses = [float(train_dit.advance(run, store, plan)[0]) for _ in range(40)]
    assert np.isfinite(losses).all()
    assert np.mean(losses[-8:]) < 0.95 * np.mean(losses[:8])


def test_matrices_turned_together_are_turned_as_each_alone() -> None:
    generator = torch.Generator().manual_seed(1)
    matrices = [torch.randn(shape, generator=generator) for shape in ((24, 40), (40, 24), (24, 40), (16, 16))]
    for together, alone in zip(orthogonalise_together(matrices), map(orthogonalise, matrices), strict=True):
        assert together.shape == alone.shape
        assert (together - alone).norm() < 0.03 * alone.norm()
