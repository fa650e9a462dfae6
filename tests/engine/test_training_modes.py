"""A run goes on in any mode: what two sharded processes leave, one process takes up; and both learn the same."""

import contextlib
import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.model.vae import CausalVAE, VAEConfig
from engine.training import train_dit
from engine.training.checkpoint import Progress, Run, load_checkpoint
from engine.training.checks import sample_latents
from engine.training.crops import cut_crops
from engine.training.dit_plan import Bucket, RingPlan
from engine.training.flow import accumulate, finish_step, make_example, train_step
from engine.training.latents import cell_cover, cover_motion, encode_clips
from engine.training.optim import Average, build_optimizer, orthogonalise, orthogonalise_together
from engine.training.ring import LatentRing, write_script
from engine.training.store import Facts, LatentStore, Shard, collate, shard_path
from engine.training.student import Student, facts_of, is_block_matrix, teacher_loss
from engine.training.vae_plan import VAEPlan
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

    plan = dataclasses.replace(PLAN, steps=44, lr=4e-3, batch=8, still_share=0.0, decay_from=0.9)
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


def detailed_shard(count: int = 6) -> Shard:
    labels = {"colour": torch.arange(count) % 3, "camera": torch.arange(count) % 2}
    return Shard(**tiny_shard(count), **labels, colours=3, cameras=2)  # type: ignore[arg-type]


def test_colour_and_camera_are_taught_and_old_runs_go_on_without(tmp_path: Path) -> None:
    (tmp_path / "latents").mkdir()
    shard = dataclasses.asdict(detailed_shard())
    torch.save(shard, shard_path(tmp_path / "latents", "train", 0))
    old = train_dit.start_run(PLAN, Facts(5))
    old.extra = {"config": old.extra["config"], "kinds": 5}
    old.progress.step = 3
    old.save(tmp_path / "dit.pt")
    train_dit.train(Worker(), PLAN, tmp_path, 1e9)
    stored = load_checkpoint(tmp_path / "dit.pt")
    assert stored is not None
    assert stored["progress"]["step"] == 4
    assert facts_of(stored["extra"]) == Facts(5)

    facts = LatentStore(tmp_path / "latents").facts
    assert facts == Facts(5, 3, 2)
    batch = collate([(detailed_shard(), i) for i in range(6)], False, 0, torch.Generator().manual_seed(0))
    said = torch.zeros(6, 3 * 2 * 3, 3 + 5 + 3 + 2)
    none = teacher_loss(said, batch, facts)
    said[..., 8:11] = 9.0 * torch.nn.functional.one_hot(batch.colour, 3)[:, None]
    colours = teacher_loss(said, batch, facts)
    said[..., 11:] = 9.0 * torch.nn.functional.one_hot(batch.camera, 2)[:, None]
    assert none > colours + 0.1
    assert colours > teacher_loss(said, batch, facts) + 0.1


def test_a_step_never_mixes_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """The "meta" device stands for a GPU: it computes shapes only, and refuses tensors of the CPU."""
    monkeypatch.setattr(torch, "autocast", lambda *_args, **_kwargs: contextlib.nullcontext())
    there = torch.device("meta")
    worker = Worker(device=there)
    batch = collate([(detailed_shard(), i) for i in range(4)], False, 2, torch.Generator().manual_seed(0))
    example = make_example(batch, PLAN, 3, torch.device("cpu"))
    values = {f.name: getattr(example, f.name) for f in dataclasses.fields(example)}
    moved = dataclasses.replace(example, **{name: value.to(there) for name, value in values.items()})
    plan = dataclasses.replace(PLAN, tokens_at_once=64)
    with there:
        student = Student(plan, Facts(5, 3, 2))
        vae = CausalVAE(VAEConfig(high=8, mid=16, deep_encode=16, deep_decode=16))
        frames = torch.empty(2, 17, 64, 96, 3, dtype=torch.uint8)
        picks = torch.zeros(2, 3, dtype=torch.long)
    optimizer = build_optimizer(student, 1e-3, is_block_matrix, weight_decay=0.01, worker=worker)
    run = Run(student, Average(student, 0.99), optimizer, Progress(), {}, worker)
    assert plan.parts(4, 30) == 2
    assert accumulate(run, moved, plan, 0.1).device == there
    finish_step(run)
    run.average.update(student)
    assert cover_motion(cell_cover(frames[..., 0])).device == there
    latents, singles = encode_clips(vae, frames, picks)
    assert latents.shape == (2, 16, 5, 8, 12)
    assert singles.shape == (2, 16, 3, 8, 12)
    crops, masks = cut_crops(frames, frames[..., 0], VAEPlan(crop=32, frames=9), np.random.default_rng(0))
    assert crops.device == masks.device == there
    text = torch.zeros(2, 48, 384)
    made = sample_latents(student.dit, text, text[..., 0] == 0, seed=1, steps=1, grid=(2, 4, 6))
    assert made.device == there


RING = RingPlan(clips=12, start=4, chunk=4, every=2, writers=0, world="small")
BUCKETS = (Bucket((48, 32), 5), Bucket((32, 48), 5, rate=24.0, weight=3.0, after=0.5))


def test_a_ring_gives_ever_new_clips_in_one_shape_for_all_processes() -> None:
    torch.manual_seed(0)
    model = CausalVAE(VAEConfig(high=8, mid=16, deep_encode=16, deep_decode=16)).eval().requires_grad_(False)
    with LatentRing(RING, BUCKETS, model, 1, Worker()) as ring:
        early = [ring.draw(3, False, seed=seed, share=0.2) for seed in range(8)]
        assert {batch.latents.shape[2:] for batch in early} == {(2, 4, 6)}
        assert len({float(clip.sum()) for batch in early for clip in batch.latents}) > 8
        assert {batch.keyframe is None for batch in early} == {True, False}
        late = [ring.draw(3, seed % 2 == 0, seed=seed, rank=1, share=0.9) for seed in range(4)]
        with LatentRing(RING, BUCKETS, model, 2, Worker(1, 2)) as other:
            for seed, batch in enumerate(late):
                here = other.draw(3, seed % 2 == 0, seed=seed, rank=0, share=0.9)
                assert (here.latents.shape, here.rate) == (batch.latents.shape, batch.rate)
                assert not torch.equal(here.latents, batch.latents)
        assert any(batch.rate == 24.0 for batch in late)
        plan = dataclasses.replace(PLAN, still_share=0.0)
        run = train_dit.start_run(plan, ring.facts)
        losses = [float(train_step(run, batch, plan, 0.0)) for batch in (early[0], *late)]
        assert np.isfinite(losses).all()


def test_writers_write_what_the_ring_would() -> None:
    torch.manual_seed(0)
    model = CausalVAE(VAEConfig(high=8, mid=16, deep_encode=16, deep_decode=16)).eval().requires_grad_(False)
    plan = dataclasses.replace(RING, start=1, world="full")
    with (
        LatentRing(plan, BUCKETS[:1], model, 5, Worker()) as inline,
        LatentRing(dataclasses.replace(plan, writers=1), BUCKETS[:1], model, 5, Worker()) as ahead,
    ):
        one, two = (ring.draw(4, False, seed=3) for ring in (inline, ahead))
        assert torch.equal(one.latents, two.latents)
        assert torch.equal(one.text, two.text)
    assert write_script(BUCKETS[0], 2, 9, "full").pieces != write_script(BUCKETS[0], 2, 8, "full").pieces
