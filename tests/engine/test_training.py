"""Training keeps its promises: it resumes exactly, learns a tiny set, and its files come back as the same model."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from engine import catalog
from engine.model.config import DiTConfig
from engine.model.dit import WanDiT
from engine.model.preview import LatentPreview, fit_preview
from engine.model.vae import CausalVAE, VAEConfig, vae_from_state
from engine.model.weights import load_weights
from engine.training import student, train_dit, train_vae
from engine.training.checks import cover_probe, drift
from engine.training.crops import Batch, cut_crops
from engine.training.dit_plan import DiTPlan
from engine.training.export import Release, export_dit, export_vae
from engine.training.latents import cell_cover, cover_motion
from engine.training.levels import LevelMix, draw_levels, noisy_inputs
from engine.training.losses import draw_times, flow_loss, psnr
from engine.training.optim import orthogonalise, rate_factor
from engine.training.sheets import contact_sheet, write_png
from engine.training.store import ClipBatch, Facts, LatentStore, Shard, collate, shard_path
from engine.training.vae_plan import VAEPlan

TINY_VAE = VAEConfig(high=8, mid=16, deep_encode=16, deep_decode=16, decode_blocks=(1, 1, 1))
VAE_PLAN = VAEPlan(steps=6, warmup=2, lr=2e-3, crops=2, model=TINY_VAE)
DIT_PLAN = DiTPlan(
    steps=6,
    warmup=2,
    batch=3,
    stills=4,
    dim=32,
    heads=2,
    ffn_dim=48,
    layers=2,
    teach_block=0,
    stills_until=0.2,
)


def striped_batch(step: int, rank: int) -> Batch:
    """Smooth colour waves that wander, with a square standing for the actor."""
    generator = torch.Generator().manual_seed(step * 2 + rank)
    phase = torch.rand(2, 3, 1, 1, 1, generator=generator) * 6.3
    t, y, x = torch.meshgrid(torch.arange(5.0), torch.arange(16.0), torch.arange(16.0), indexing="ij")
    mask = torch.zeros(2, 1, 5, 16, 16)
    mask[..., 4:12, 4:12] = 1.0
    return torch.sin(phase + 0.3 * x + 0.2 * y + 0.4 * t), mask


def assert_same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> None:
    assert one.keys() == other.keys()
    for name in one:
        assert torch.equal(one[name], other[name]), name


def test_autoencoder_slices_equal_one_run(tmp_path: Path) -> None:
    clips = striped_batch(99, 0)[0]
    whole = train_vae.start_run(VAE_PLAN, clips)
    for _ in range(6):
        train_vae.advance(whole, striped_batch, VAE_PLAN)
    first = train_vae.start_run(VAE_PLAN, clips)
    for _ in range(3):
        train_vae.advance(first, striped_batch, VAE_PLAN)
    first.save(tmp_path / "vae.pt")
    second = train_vae.start_run(dataclasses.replace(VAE_PLAN, seed=1), clips)
    assert second.resume(tmp_path / "vae.pt")
    for _ in range(3):
        train_vae.advance(second, striped_batch, VAE_PLAN)
    assert second.progress.step == 6
    assert_same(second.model.state_dict(), whole.model.state_dict())
    assert_same(second.average.weights, whole.average.weights)


def test_autoencoder_loss_goes_down() -> None:
    plan = dataclasses.replace(VAE_PLAN, steps=40, lr=3e-3)
    run = train_vae.start_run(plan, torch.rand(8, 3, 5, 16, 16) * 2 - 1)  # components of noise: a poor start
    losses = [train_vae.advance(run, lambda _s, _r: striped_batch(0, 0), plan)["loss"] for _ in range(40)]
    assert losses[-1] < 0.5 * losses[0]


def test_decoder_only_training_leaves_the_encoder_alone() -> None:
    plan = dataclasses.replace(VAE_PLAN, decoder_only=True)
    run = train_vae.start_run(plan, striped_batch(99, 0)[0])
    trained = {name: value + 0.01 for name, value in run.model.state_dict().items()}
    train_vae.adopt(run, trained | {"preview.first": torch.zeros(17, 48)})
    run.model.encoder.requires_grad_(False)
    for _ in range(3):
        train_vae.advance(run, striped_batch, plan)
    for weights in (run.model.state_dict(), run.average.weights):
        same = {name: torch.equal(value, trained[name]) for name, value in weights.items()}
        assert all(equal for name, equal in same.items() if not name.startswith("decoder."))
        assert not all(equal for name, equal in same.items() if name.startswith("decoder."))


def tiny_shard(count: int = 6, seed: int = 0) -> dict[str, object]:
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.randint(3, 9, (count * 3,), generator=generator)
    starts = torch.cat((torch.zeros(1, dtype=torch.long), lengths.cumsum(0)))
    return {
        "latents": torch.randn(count, 16, 3, 4, 6, generator=generator).half(),
        "keyframe": torch.randn(count, 16, 2, 4, 6, generator=generator).half(),
        "keyframe_time": torch.tensor([[1.0, 0.75]]).expand(count, 2).clone(),
        "cover": torch.randint(0, 256, (count, 3, 4, 6), generator=generator).to(torch.uint8),
        "motion": torch.randn(count, 3, 2, generator=generator),
        "kind": torch.randint(-1, 5, (count,), generator=generator),
        "text": torch.randn(int(lengths.sum()), 384, generator=generator).half(),
        "text_start": starts[torch.arange(count)[:, None] * 3 + torch.arange(4)],
        "kinds": 5,
    }


@pytest.fixture
def store(tmp_path: Path) -> LatentStore:
    for index in range(2):
        torch.save(tiny_shard(seed=index), shard_path(tmp_path, "train", index))
    return LatentStore(tmp_path)


def test_transformer_slices_equal_one_run(store: LatentStore, tmp_path: Path) -> None:
    whole = train_dit.start_run(DIT_PLAN, store.facts)
    for _ in range(6):
        train_dit.advance(whole, store, DIT_PLAN)
    first = train_dit.start_run(DIT_PLAN, store.facts)
    for _ in range(3):
        train_dit.advance(first, store, DIT_PLAN)
    first.save(tmp_path / "dit.pt")
    second = train_dit.start_run(DIT_PLAN, store.facts)
    assert second.resume(tmp_path / "dit.pt")
    for _ in range(3):
        train_dit.advance(second, store, DIT_PLAN)
    assert_same(second.model.state_dict(), whole.model.state_dict())
    assert_same(second.average.weights, whole.average.weights)


def test_transformer_learns_a_few_clips(store: LatentStore) -> None:
    plan = dataclasses.replace(
        DIT_PLAN, steps=50, lr=4e-3, stills_until=0.0, still_share=0.0, batch=12, decay_from=0.9
    )
    run = train_dit.start_run(plan, store.facts)
    losses = [float(train_dit.advance(run, store, plan)[0]) for _ in range(50)]
    assert np.mean(losses[-10:]) < 0.93 * np.mean(losses[:5])


def test_all_processes_draw_batches_of_one_shape(store: LatentStore) -> None:
    for seed in range(12):
        batches = [store.draw(4, False, seed=seed, rank=rank) for rank in range(2)]
        assert (batches[0].keyframe is None) == (batches[1].keyframe is None)
        assert batches[0].latents.shape == batches[1].latents.shape
        assert not torch.equal(batches[0].latents, batches[1].latents)


def test_stills_are_single_frames_with_their_caption(store: LatentStore) -> None:
    batch = store.draw(5, True, seed=3, rank=0)
    assert batch.latents.shape == (5, 16, 1, 4, 6)
    assert batch.text_mask.sum(1).min() >= 3
    assert (batch.text[~batch.text_mask] == 0).all()


def test_new_shards_are_picked_up(store: LatentStore) -> None:
    torch.save(tiny_shard(seed=9), shard_path(store.folder, "train", 2))
    assert store.clips == 12
    store.refresh(store.available())
    assert store.clips == 18


def test_the_untrained_transformer_answers_with_its_input() -> None:
    plan = dataclasses.replace(DIT_PLAN, dim=256, heads=4)
    model = train_dit.start_run(plan, Facts(2)).model.dit
    x = torch.randn(2, 16, 3, 4, 6, generator=torch.Generator().manual_seed(5))
    with torch.no_grad():
        v = model(x, torch.full((2,), 900.0), torch.zeros(2, 4, 384))
    assert torch.corrcoef(torch.stack((v.flatten(), x.flatten())))[0, 1] > 0.95
    assert v.std().item() == pytest.approx(1.0, abs=0.1)


def test_given_frames_stay_clean_and_out_of_the_loss() -> None:
    generator = torch.Generator().manual_seed(0)
    levels, given = draw_levels(400, 5, LevelMix(), generator)
    assert 0.55 < given.any(1).float().mean() < 0.8
    assert not given.all(1).any()
    latents = torch.randn(400, 2, 5, 2, 2, generator=generator)
    x, seen, _ = noisy_inputs(latents, levels, given, generator)
    assert (seen[given] == 0).all()
    assert (seen[~given] > 0).all()
    error = (x - latents).abs().amax((1, 3, 4))[given]
    assert 0.55 < (error == 0).float().mean() < 0.8
    weight = (~given)[:, None, :, None, None].float()
    wrong_where_given = torch.where(given[:, None, :, None, None], 1e3, 0.0).expand_as(latents)
    assert flow_loss(wrong_where_given, torch.zeros_like(latents), weight) == 0


def test_some_clips_have_a_level_per_frame() -> None:
    levels, given = draw_levels(400, 5, LevelMix(), torch.Generator().manual_seed(1))
    own = (levels.std(1) > 1e-4) & ~given.any(1)
    assert 0.05 < own.float().mean() < 0.2


def test_joins_know_all_behind_their_keyframe_and_weak_keyframes_stay_at_their_level() -> None:
    times = torch.tensor([[3.0, 1.25]]).expand(400, 2)
    levels, given = draw_levels(400, 5, LevelMix(), torch.Generator().manual_seed(4), times)
    assert levels.shape == given.shape == (400, 7)
    joins = given[:, 4] & given[:, 5] & ~given[:, 3]
    assert 0.4 < joins.float().mean() < 0.75
    assert (joins & given[:, 0]).any()
    weak = ~given[:, 5:]
    assert 0.1 < weak.float().mean() < 0.3
    assert (levels[:, 5:][weak] > 0).all()
    free = (levels[:, :5] * ~given[:, :5]).amax(1, keepdim=True).expand(-1, 2)
    assert (levels[:, 5:] <= free + 1e-6).all()


def test_stills_may_be_any_keyframe() -> None:
    shard = Shard(**tiny_shard())  # type: ignore[arg-type]
    rows = [(shard, 2)] * 60
    batch = collate(rows, True, 0, torch.Generator().manual_seed(0))
    choices = [shard.latents[2, :, :1], *shard.keyframe[2].float().split(1, dim=1)]
    seen = {
        next(i for i, one in enumerate(choices) if torch.equal(one.float(), clip)) for clip in batch.latents
    }
    assert seen == {0, 1, 2}
    assert batch.keyframe is None


def test_times_lean_towards_noise() -> None:
    times = draw_times((20_000,), torch.Generator().manual_seed(2), shift=2.0, uniform_share=0.2)
    assert times.min() > 0
    assert times.max() <= 1
    assert 0.3 < (times > 0.8).float().mean() < 0.5


def test_orthogonalise_evens_out_singular_values() -> None:
    for shape in ((24, 40), (40, 24)):
        matrix = torch.randn(shape, generator=torch.Generator().manual_seed(3)) @ torch.diag(
            torch.logspace(-1.5, 0, shape[1])
        )
        values = torch.linalg.svdvals(orthogonalise(matrix))
        assert values.min() > 0.4
        assert values.max() < 1.4


def test_the_rate_rises_holds_and_falls_to_its_floor() -> None:
    rates = [rate_factor(p / 100, p, warmup=10, decay_from=0.5, floor=0.1) for p in range(101)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[10] == rates[50] == 1.0
    assert rates[75] == pytest.approx(0.55)
    assert rates[100] == pytest.approx(0.1)


def test_psnr_matches_its_definition() -> None:
    target = torch.zeros(2, 3, 1, 4, 4)
    assert psnr(target + 0.2, target).tolist() == pytest.approx([20.0, 20.0], abs=1e-4)


def test_cover_and_motion_follow_the_actor() -> None:
    mask = torch.zeros(1, 9, 32, 64, dtype=torch.uint8)
    for frame in range(9):
        mask[0, frame, 8:24, 4 * frame : 4 * frame + 16] = 255
    cover = cell_cover(mask)
    assert cover.shape == (1, 3, 4, 8)
    assert cover.dtype == torch.uint8
    motion = cover_motion(cover)[0]
    assert motion[2].tolist() == pytest.approx(
        [2.0, 0.0], abs=0.1
    )  # 4 px a frame are 2 cells per latent frame


def test_statistics_give_the_channels_that_matter_more_room() -> None:
    torch.manual_seed(11)
    clips = torch.rand(12, 3, 5, 16, 16) * 2 - 1
    clips = (
        clips * 0.1 + torch.rand(12, 3, 1, 1, 1) * 1.8 - 0.9
    )  # mostly one colour each: few channels say it all
    model = CausalVAE(TINY_VAE).eval().requires_grad_(False)
    model.fit_linear(clips)
    train_vae.fit_statistics(model, [clips])
    latents = model.encode(clips)
    deviation = latents.std((0, 2, 3, 4))
    effect = train_vae.channel_effect(model, clips)
    assert latents.mean((0, 2, 3, 4)).abs().max() < 1e-3
    assert deviation.square().mean().item() == pytest.approx(1.0, abs=0.02)
    assert int(deviation.argmax()) == int(effect.argmax())
    assert deviation.max() > 1.5 * deviation.min()


def test_crops_carry_their_own_mask() -> None:
    generator = torch.Generator().manual_seed(7)
    mask = torch.randint(0, 2, (2, 17, 64, 112), generator=generator).to(torch.uint8) * 255
    frames = mask[..., None].expand(-1, -1, -1, -1, 3)
    plan = VAEPlan(crop=32, frames=5, crops_per_clip=3)
    pixels, actors = cut_crops(frames, mask, plan, np.random.default_rng(0))
    assert pixels.shape == (6, 3, 5, 32, 32)
    assert actors.shape == (6, 1, 5, 32, 32)
    assert torch.allclose((pixels[:, :1] + 1) / 2, actors)


def test_autoencoder_export_comes_back(tmp_path: Path) -> None:
    torch.manual_seed(8)
    model = CausalVAE(TINY_VAE).eval().requires_grad_(False)
    model.fit_linear(torch.rand(8, 3, 5, 16, 16) * 2 - 1)
    train_vae.fit_statistics(model, [striped_batch(0, 0)[0]])
    frames = torch.randint(0, 256, (2, 5, 16, 16, 3), dtype=torch.uint8)
    latents = torch.cat([model.encode(striped_batch(1, 0)[0])])
    preview = fit_preview(latents.numpy(), frames.numpy())
    path = export_vae(model, preview, {"clips": 1.0, "step": 2, "seconds": 3.0}, tmp_path, Release())
    tensors, metadata = load_weights(path)
    again = vae_from_state(VAEConfig.from_json(metadata["config"]), tensors)
    clip = striped_batch(5, 0)[0]
    assert torch.allclose(again.encode(clip), model.encode(clip), atol=0.02)
    stored = LatentPreview.from_tensors(
        {k: v.numpy() for k, v in tensors.items() if k.startswith("preview.")}
    )
    assert np.array_equal(stored.first, preview.first)
    assert metadata["licence"] == "Apache-2.0"
    assert metadata["rate"] == "12"


def test_transformer_export_comes_back_without_the_teacher(tmp_path: Path) -> None:
    run = train_dit.start_run(DIT_PLAN, Facts(4))
    torch.nn.init.normal_(run.average.weights["dit.head.head.weight"], std=0.1)
    model = student.averaged_dit({"average": run.average.weights, "extra": run.extra})
    path = export_dit(model, {"clips": 1.0, "step": 2, "seconds": 3.0}, tmp_path, Release())
    tensors, metadata = load_weights(path)
    assert catalog.spec_from_json(metadata[catalog.SPEC], "").opening  # what its condition mix trains most
    assert not any("teacher" in name for name in tensors)
    continued = train_dit.start_run(DIT_PLAN, Facts(7))
    train_dit.adopt(continued, tensors)
    assert torch.equal(continued.average.weights["dit.head.head.weight"], tensors["head.head.weight"])
    again = WanDiT(DiTConfig.from_json(metadata["config"])).eval()
    again.load_state_dict(tensors)
    x, text = torch.randn(1, 16, 2, 4, 4), torch.randn(1, 5, 384)
    t = torch.tensor([500.0])
    with torch.no_grad():
        expected, got = model(x, t, text), again(x, t, text)
    assert (got - expected).norm() < 0.03 * expected.norm()


def test_the_probe_sees_which_way_an_actor_goes(tmp_path: Path) -> None:
    generator = torch.Generator().manual_seed(12)
    count = 40
    way = torch.where(torch.arange(count) % 2 == 0, 1, -1)
    latents = torch.randn(count, 16, 1, 8, 14, generator=generator).repeat(1, 1, 5, 1, 1) * 0.5
    cover = torch.zeros(count, 5, 8, 14, dtype=torch.uint8)
    look = torch.randn(16, 1, 1, generator=generator)
    for clip in range(count):
        for frame in range(5):
            left = 5 + int(way[clip]) * (frame - 2) * 2
            cover[clip, frame, 2:6, left : left + 3] = 255
            latents[clip, :, frame, 2:6, left : left + 3] = look
    stored = tiny_shard(count) | {"latents": latents.half(), "cover": cover, "motion": cover_motion(cover)}
    torch.save(stored, shard_path(tmp_path, "train", 0))
    moves = drift(cover_probe(LatentStore(tmp_path)), latents)
    assert torch.equal(moves.sign(), way.float())


def test_a_sheet_is_a_readable_png(tmp_path: Path) -> None:
    import cv2

    pictures = np.random.default_rng(0).integers(0, 256, (6, 5, 7, 3), dtype=np.uint8)
    sheet = contact_sheet([[*pictures[:3]], [*pictures[3:]]], gap=1)
    write_png(tmp_path / "sheet.png", sheet)
    assert np.array_equal(cv2.imread(str(tmp_path / "sheet.png"))[..., ::-1], sheet)


def test_collate_keeps_clips_and_captions_together() -> None:
    shard = Shard(**tiny_shard())  # type: ignore[arg-type]
    batch: ClipBatch = collate([(shard, 4), (shard, 1)], False, 0, None)
    begin, end = shard.text_start[4, 0], shard.text_start[4, 1]
    assert torch.equal(batch.text[0, : end - begin], shard.text[begin:end].float())
    assert torch.equal(batch.latents[1], shard.latents[1].float())
    assert batch.keyframe is None
