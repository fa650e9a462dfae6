"""The built-in model as the executor sees it, at tiny width with random weights: real code, no real pictures."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import torch

from engine import ops
from engine.device import DeviceProfile, detect, prepare_environment
from engine.errors import Cancelled, UsageError, WeightsError
from engine.model.config import DiTConfig
from engine.model.dit import WanDiT
from engine.model.pipeline import LoomModel, ModelFiles, out_of_memory_as_error
from engine.model.request import (
    Card,
    DenoiseItem,
    DenoiseRequest,
    Frames,
    Latents,
    Relief,
    StepReport,
    TextStates,
    VideoModel,
    placed,
)
from engine.model.tiling import decode_tiled, tiles
from engine.model.vae import CausalVAE, VAEConfig
from engine.model.weights import save_weights
from engine.ops.context import Context
from engine.ops.generation import RELIEFS
from engine.plan import Step
from engine.types import FactKind, Facts, LatentShape, ModelSpec, Size
from resources import path as resource

SPEC = ModelSpec(
    name="tiny",
    title="Tiny",
    licence="Apache-2.0",
    digest="0",
    native_sizes=(Size(48, 32),),
    native_rate=Fraction(12),
    window_latents=5,
    position_scale=3.0,
)
CPU = DeviceProfile("cpu", "test", 1 << 33, "fp32", 1, 1.0)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    folder = tmp_path_factory.mktemp("models")
    torch.manual_seed(0)
    config = DiTConfig(dim=24, heads=2, ffn_dim=32, layers=2, text_dim=384, text_len=48, mask_text=True)
    dit = WanDiT(config)
    with torch.no_grad():
        for parameter in dit.parameters():
            parameter.add_(0.1 * torch.randn_like(parameter))
    save_weights(folder / "dit.safetensors", dit.state_dict(), {"config": config.to_json()})
    shape = VAEConfig(high=16, mid=16, deep_encode=16, deep_decode=16)
    maps = {"preview.first": torch.randn(17, 48) * 9, "preview.later": torch.randn(17, 192) * 9}
    tensors = CausalVAE(shape).state_dict() | maps
    save_weights(folder / "vae.safetensors", tensors, {"config": shape.to_json()})
    text = resource("models/minilm-l6.safetensors")
    return ModelFiles(folder / "dit.safetensors", folder / "vae.safetensors", text)


@pytest.fixture(scope="module")
def model(files: ModelFiles) -> LoomModel:
    return LoomModel(SPEC, files, CPU)


@pytest.fixture
def relieved(model: LoomModel) -> Iterator[LoomModel]:
    yield model
    model.relief = Relief()


def states(seed: int) -> TextStates:
    """Stands for a prompt of four tokens."""
    mask = np.arange(48) < 4
    values = np.random.default_rng(seed).normal(size=(48, 384)).astype(np.float32) * mask[:, None]
    return TextStates(values, mask)


def request(*items: DenoiseItem, frames: int = 3, **settings: object) -> DenoiseRequest:
    return DenoiseRequest(items, LatentShape(frames, 4, 6), Fraction(12), steps=3, **settings)  # type: ignore[arg-type]


def picture(seed: int = 0, frames: int = 1) -> Frames:
    return np.random.default_rng(seed).integers(0, 256, (frames, 32, 48, 3), dtype=np.uint8)


def test_it_is_a_video_model(model: LoomModel) -> None:
    speaks: VideoModel = model
    assert speaks.spec is SPEC


def test_a_prompt_becomes_a_clip_that_its_seed_decides(model: LoomModel) -> None:
    text = model.encode_text(["a red boat sails", ""])
    assert text[0].states.shape == (48, 384)
    assert text[0].mask.sum() == 6
    wanted = request(DenoiseItem(1, text[0]), DenoiseItem(2, text[0]))
    one, two = model.denoise(wanted)
    assert one.shape == (16, 3, 4, 6)
    assert one.dtype == np.float32
    assert not np.allclose(one, two)
    again = model.denoise(wanted)[0]
    assert np.array_equal(one, again)
    pieces = list(model.decode(one))
    assert [len(piece) for piece in pieces] == [1, 4, 4]
    assert all(piece.dtype == np.uint8 and piece.shape[1:] == (32, 48, 3) for piece in pieces)


@pytest.mark.parametrize("relief", [relief for relief, _ in RELIEFS])
@pytest.mark.parametrize("given_at", [0, 24])
def test_every_rung_of_the_memory_ladder_makes_the_clip(
    relieved: LoomModel, relief: Relief, given_at: int
) -> None:
    image = relieved.encode_frames(picture())
    relieved.relief = relief
    wanted = request(DenoiseItem(1, states(1), conditions=placed(image, given_at)), frames=7)
    latents = relieved.denoise(wanted)[0]
    assert latents.shape == (16, 7, 4, 6)
    assert all(latents[:, k].std() > 0.01 for k in range(7))
    assert sum(len(piece) for piece in relieved.decode(latents)) == 25


def test_a_prompt_that_is_too_long_says_how_much_of_it_was_not_read(model: LoomModel, tmp_path: Path) -> None:
    assert model.encode_text(["a red boat"])[0].dropped == 0
    prompt = "boat " * 60
    assert model.encode_text([prompt])[0].dropped == 60 - 46
    notes: list[str] = []
    context = Context(
        model=lambda digest: model,
        upscaler=lambda digest: pytest.fail("no upscaler"),
        source=lambda params: pytest.fail("no source"),
        folder=tmp_path,
        note=notes.append,
    )
    facts = Facts(FactKind.TEXT, 48)
    for text in ("a red boat", prompt):
        step = Step.of("encode_text", {"model": "m", "prompt": text, "precision": "fp32"}, (), "node", facts)
        ops.run(step, [], context)
    assert len(notes) == 1
    assert "boat boat" in notes[0]


def test_a_blank_prompt_is_the_null_text(model: LoomModel) -> None:
    blank = model.encode_text([" \n"])[0]
    assert not blank.mask.any()
    assert not blank.states.any()
    text = states(1)
    said, unsaid = (model.denoise(request(DenoiseItem(1, text, negative)))[0] for negative in (blank, None))
    assert np.array_equal(said, unsaid)
    other = model.denoise(request(DenoiseItem(1, text, states(2))))[0]
    assert not np.allclose(other, unsaid)


def test_guidance_goes_from_the_null_text_towards_the_prompt(model: LoomModel) -> None:
    """One Euler step from the same noise is linear in the guidance."""
    text = states(1)
    once = replace(request(DenoiseItem(1, text), shift=1.0), steps=1)
    at = {g: model.denoise(replace(once, guidance=g))[0] for g in (0.0, 1.0, 3.0)}
    assert np.allclose(at[3.0] - at[0.0], 3 * (at[1.0] - at[0.0]), atol=1e-4)
    null = TextStates(np.zeros_like(text.states), np.zeros_like(text.mask))
    nothing = model.denoise(replace(once, items=(DenoiseItem(1, null),), guidance=1.0))[0]
    assert np.allclose(at[0.0], nothing, atol=1e-5)


def test_encoding_a_long_clip_can_be_cancelled_on_the_way(model: LoomModel) -> None:
    clip = picture(frames=41)
    looks: list[None] = []
    latents = model.encode_frames(clip, check_cancel=lambda: looks.append(None))
    assert latents.shape[1] == 11
    assert len(looks) == 3
    assert np.allclose(latents[:, :1], model.encode_frames(clip[:1]), atol=1e-4)
    assert np.allclose(latents[:, :5], model.encode_frames(clip[:17]), atol=1e-4)

    def cancel() -> None:
        if len(looks) == 4:
            raise Cancelled
        looks.append(None)

    with pytest.raises(Cancelled):
        model.encode_frames(clip, check_cancel=cancel)


def test_a_condition_of_full_strength_equals_the_autoencoders_round_trip(model: LoomModel) -> None:
    image = picture()
    latents = model.encode_frames(image)
    assert latents.shape == (16, 1, 4, 6)
    item = DenoiseItem(1, states(1), conditions=placed(latents, 0))
    clip = model.denoise(request(item))[0]
    assert np.array_equal(clip[:, :1], latents)
    assert np.array_equal(next(model.decode(clip)), next(model.decode(latents)))


def test_half_strength_lies_between(model: LoomModel) -> None:
    latents = model.encode_frames(picture())
    away = []
    for strength in (0.0, 0.5, 1.0):
        item = DenoiseItem(1, states(1), conditions=placed(latents, 0, strength))
        away.append(float(np.abs(model.denoise(request(item))[0][:, :1] - latents).mean()))
    assert away[0] > away[1] > away[2] == 0


def test_an_appended_keyframe_changes_the_clip_and_leaves_its_length(model: LoomModel) -> None:
    latents = model.encode_frames(picture())
    free = model.denoise(request(DenoiseItem(1, states(1))))[0]
    early, late = (
        model.denoise(request(DenoiseItem(1, states(1), conditions=placed(latents, frame))))[0]
        for frame in (3, 7)
    )
    assert early.shape == free.shape
    assert not np.allclose(early, free, atol=1e-4)
    assert not np.allclose(early, late, atol=1e-4)


def test_cards_rule_by_time(model: LoomModel) -> None:
    def clip(*cards: Card) -> Latents:
        return model.denoise(request(DenoiseItem(1, states(0), cards=cards)))[0]

    whole = clip(Card(0, 1, states(1)))
    assert np.allclose(whole, clip(Card(0, 1, states(1)), Card(50, 60, states(2))), atol=1e-4)
    assert not np.allclose(whole, clip(Card(0, 0.4, states(1)), Card(0.4, 1, states(2))), atol=1e-4)
    assert not np.allclose(whole, clip(Card(0, 1, states(2))), atol=1e-4)


def test_a_batch_of_different_items_equals_each_alone(model: LoomModel) -> None:
    latents = model.encode_frames(picture())
    items = (
        DenoiseItem(1, states(1)),
        DenoiseItem(2, states(2), conditions=placed(latents, 5)),
        DenoiseItem(3, states(1), cards=(Card(0, 1, states(2)),)),
        DenoiseItem(4, states(1), states(3)),
    )
    for result, item in zip(model.denoise(request(*items)), items, strict=True):
        assert np.allclose(result, model.denoise(request(item))[0], atol=1e-4)


def test_a_long_clip_begins_like_the_short_one(model: LoomModel) -> None:
    item = DenoiseItem(1, states(1))
    short, long = (model.denoise(request(item, frames=frames))[0] for frames in (5, 9))
    assert np.array_equal(long[:, :5], short)
    assert np.isfinite(long).all()


def test_cancel_is_heard_between_blocks_and_resume_gives_the_same_clip(model: LoomModel) -> None:
    wanted = request(DenoiseItem(1, states(1)), frames=9, solver="unipc")
    whole = model.denoise(wanted)[0]
    saved: list[dict[str, np.ndarray]] = []
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        if (
            asked == 2 * 4 + 2
        ):  # inside the second window's second step: two blocks a step, three steps a window
            raise Cancelled

    def keep(report: StepReport) -> None:
        saved.append(report.snapshot())

    with pytest.raises(Cancelled):
        model.denoise(wanted, keep, check_cancel=check)
    assert len(saved) == 4
    assert np.array_equal(model.denoise(wanted, resume=saved[-1])[0], whole)


def test_components_load_when_needed_and_leave_when_told(files: ModelFiles) -> None:
    model = LoomModel(SPEC, files, CPU)
    assert model.loaded == ()
    latents = model.encode_frames(picture(frames=5))
    assert model.loaded == ("vae",)
    model.denoise(request(DenoiseItem(1, states(1))))
    assert model.loaded == ("dit", "vae")
    model.unload("vae")
    assert model.loaded == ("dit",)
    model.relief = Relief(offload=True)
    assert len(list(model.decode(latents))) == 2
    assert model.loaded == ("vae",)


def test_the_preview_moves_without_the_autoencoder(files: ModelFiles, tmp_path: Path) -> None:
    model = LoomModel(SPEC, files, CPU)
    frames = model.preview(np.random.default_rng(0).normal(size=(16, 3, 4, 6)).astype(np.float32))
    assert frames is not None
    assert frames.shape == (9, 16, 24, 3)
    assert frames.dtype == np.uint8
    assert len(np.unique(frames.reshape(9, -1), axis=0)) == 9
    assert model.loaded == ()
    shape = VAEConfig(high=16, mid=16, deep_encode=16, deep_decode=16)
    save_weights(tmp_path / "v.safetensors", CausalVAE(shape).state_dict(), {"config": shape.to_json()})
    plain = LoomModel(SPEC, replace(files, vae=tmp_path / "v.safetensors"), CPU)
    assert plain.preview(np.zeros((16, 3, 4, 6), np.float32)) is None


def test_smaller_windows_relieve_memory_and_keep_the_beginning(relieved: LoomModel) -> None:
    wanted = request(DenoiseItem(1, states(1)), frames=5)
    relieved.relief = Relief(window=4)
    totals: list[int] = []
    clip = relieved.denoise(wanted, lambda report: totals.append(report.total))[0]
    assert clip.shape[1] == 5
    assert totals[0] == 2 * 3
    assert len(relieved.denoise(replace(wanted, window=9), lambda report: totals.append(report.total))) == 1
    assert totals[-1] == 2 * 3
    relieved.relief = Relief()
    relieved.denoise(replace(wanted, window=9), lambda report: totals.append(report.total))
    assert totals[-1] == 3


def test_tiles_decode_to_the_same_picture_up_to_their_seams(relieved: LoomModel) -> None:
    latents = np.random.default_rng(0).normal(size=(16, 2, 8, 24)).astype(np.float32)
    whole = np.concatenate(list(relieved.decode(latents))).astype(int)
    relieved.relief = Relief(tile=12)
    tiled = np.concatenate(list(relieved.decode(latents))).astype(int)
    assert tiled.shape == whole.shape
    assert np.abs(tiled - whole).mean() < 3


def test_tiles_of_a_local_decoder_leave_no_seam() -> None:
    latents = np.random.default_rng(0).uniform(0, 255, (1, 3, 11, 30)).astype(np.float32)

    def decode(part: Latents) -> Iterator[Frames]:
        for k in range(part.shape[1]):
            enlarged = part[0, k].repeat(2, 0).repeat(2, 1)
            yield np.rint(enlarged)[None, :, :, None].repeat(3, 3).astype(np.uint8)

    whole, tiled = list(decode(latents)), list(decode_tiled(latents, decode, 9, 2))
    assert all(np.array_equal(a, b) for a, b in zip(whole, tiled, strict=True))
    assert tiles(30, 9) == [(0, 9), (5, 14), (10, 19), (15, 24), (20, 29), (21, 30)]
    assert tiles(7, 9) == [(0, 7)]


def test_missing_and_foreign_weights_are_named(files: ModelFiles, tmp_path: Path) -> None:
    gone = LoomModel(SPEC, replace(files, dit=tmp_path / "gone.safetensors"), CPU)
    with pytest.raises(WeightsError, match=r"gone\.safetensors"):
        gone.denoise(request(DenoiseItem(1, states(1))))
    swapped = LoomModel(SPEC, replace(files, dit=files.vae, vae=files.dit), CPU)
    with pytest.raises(WeightsError, match="no video transformer of ours"):
        swapped.load("dit")
    with pytest.raises(WeightsError, match="no video autoencoder of ours"):
        swapped.load("vae")


def test_running_out_of_memory_is_a_memory_error() -> None:
    with pytest.raises(MemoryError), out_of_memory_as_error():
        torch.empty(1 << 60)
    with pytest.raises(RuntimeError, match="shape"), out_of_memory_as_error():
        torch.zeros(2) @ torch.zeros(3, 3)


def test_the_device_is_measured_once_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    threads = torch.get_num_threads()
    try:
        first = detect("cpu", tmp_path)
        assert first.precision in ("fp32", "bf16")
        assert first.memory > 1 << 28
        assert first.batch_gain > 0
        monkeypatch.setattr("engine.device._measured", None)
        assert detect("cpu", tmp_path) == first
    finally:
        torch.set_num_threads(threads)
    with pytest.raises(UsageError, match="unknown device"):
        detect("abacus", tmp_path)


def test_the_environment_keeps_what_the_user_set() -> None:
    environment = {"OMP_WAIT_POLICY": "ACTIVE"}
    prepare_environment(environment)
    assert environment == {"OMP_WAIT_POLICY": "ACTIVE", "GOMP_SPINCOUNT": "0"}
