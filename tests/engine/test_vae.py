"""The autoencoder keeps its promises: causal, streamable, any 4n+1 frames and any size of whole cells."""

from collections.abc import Iterator

import numpy as np
import pytest
import torch

from engine.model.preview import LatentPreview, fit_preview
from engine.model.vae import CausalVAE, VAEConfig, frames_to_tensor, tensor_to_frames, vae_from_state

SMALL = VAEConfig(
    high=8, mid=16, deep_encode=16, deep_decode=16, encode_blocks=(1, 1, 1), decode_blocks=(1, 1, 1)
)


@pytest.fixture(scope="module")
def vae() -> CausalVAE:
    """A small autoencoder whose every weight is in play: residual branches do not start at zero here."""
    torch.manual_seed(3)
    model = CausalVAE(SMALL)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(std=0.12)
        model.latent_mean.normal_()
        model.latent_std.uniform_(0.5, 2.0)
    return model.eval().requires_grad_(False)


def random_frames(count: int, height: int = 24, width: int = 32, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (count, height, width, 3), dtype=np.uint8)


def test_later_frames_change_no_earlier_latent(vae: CausalVAE) -> None:
    frames = frames_to_tensor(random_frames(13))
    changed = frames.clone()
    changed[:, :, 5:] = -changed[:, :, 5:]
    before, after = vae.encode(frames), vae.encode(changed)
    assert torch.equal(before[:, :, :2], after[:, :, :2])
    assert not torch.allclose(before[:, :, 2:], after[:, :, 2:])


def test_later_latents_change_no_earlier_frame(vae: CausalVAE) -> None:
    latents = torch.randn(1, 16, 4, 3, 4, generator=torch.Generator().manual_seed(1))
    changed = latents.clone()
    changed[:, :, 2:] += 1.0
    before, after = vae.decode(latents), vae.decode(changed)
    assert torch.equal(before[:, :, :5], after[:, :, :5])
    assert not torch.allclose(before[:, :, 5:], after[:, :, 5:])


def test_earlier_frames_are_remembered(vae: CausalVAE) -> None:
    frames = frames_to_tensor(random_frames(9))
    changed = frames.clone()
    changed[:, :, 4] = -changed[:, :, 4]
    assert not torch.equal(vae.encode(frames)[:, :, 2], vae.encode(changed)[:, :, 2])


@pytest.mark.parametrize("sizes", [(17,), (1, 4, 4, 4, 4), (3, 1, 7, 2, 4), (5, 12), (1,)])
def test_encoding_in_pieces_equals_the_whole_clip(vae: CausalVAE, sizes: tuple[int, ...]) -> None:
    frames = random_frames(sum(sizes))

    def pieces() -> Iterator[np.ndarray]:
        start = 0
        for size in sizes:
            yield frames[start : start + size]
            start += size

    streamed = torch.cat(list(vae.encode_stream(pieces())), dim=2)
    assert torch.allclose(streamed, vae.encode(frames_to_tensor(frames)), atol=1e-5)


@pytest.mark.parametrize("chunk", [1, 2, 3, 9])
def test_decoding_in_pieces_equals_the_whole_clip(vae: CausalVAE, chunk: int) -> None:
    latents = torch.randn(16, 5, 3, 4, generator=torch.Generator().manual_seed(2))
    streamed = np.concatenate(list(vae.decode_stream(latents, chunk)))
    whole = tensor_to_frames(vae.decode(latents[None]))
    assert streamed.shape == (17, 24, 32, 3)
    assert np.abs(streamed.astype(int) - whole.astype(int)).max() <= 1  # one rounding step
    assert (streamed == whole).mean() > 0.999


def test_decoding_stops_where_the_caller_stops(vae: CausalVAE) -> None:
    stream = vae.decode_stream(torch.zeros(16, 50, 3, 4))
    assert [len(next(stream)), len(next(stream))] == [1, 4]
    stream.close()


@pytest.mark.parametrize(("count", "height", "width"), [(1, 8, 8), (5, 16, 40), (21, 8, 24)])
def test_any_whole_size_comes_back_at_its_size(vae: CausalVAE, count: int, height: int, width: int) -> None:
    frames = frames_to_tensor(random_frames(count, height, width))
    latents = vae.encode(frames)
    assert latents.shape == (1, 16, (count - 1) // 4 + 1, height // 8, width // 8)
    assert vae.decode(latents).shape == frames.shape


@pytest.mark.parametrize(("count", "height", "width"), [(4, 16, 16), (0, 16, 16), (5, 12, 16), (5, 16, 20)])
def test_other_sizes_are_refused(vae: CausalVAE, count: int, height: int, width: int) -> None:
    with pytest.raises(ValueError, match="frame"):
        vae.encode(torch.zeros(1, 3, count, height, width))


def test_a_stream_that_ends_inside_a_group_is_refused(vae: CausalVAE) -> None:
    with pytest.raises(ValueError, match="4n\\+1"):
        list(vae.encode_stream([random_frames(7)]))


def test_statistics_normalise_and_come_back(vae: CausalVAE) -> None:
    frames = frames_to_tensor(random_frames(5))
    raw = vae.moments(frames)[0]
    latents = vae.encode(frames)
    expected = (raw - vae.latent_mean.view(1, -1, 1, 1, 1)) / vae.latent_std.view(1, -1, 1, 1, 1)
    assert torch.allclose(latents, expected)
    assert torch.allclose(vae.decode(latents), vae.reconstruct(raw).clamp(-1, 1), atol=1e-4)


def test_a_clip_of_the_batch_does_not_depend_on_its_company(vae: CausalVAE) -> None:
    frames = torch.cat([frames_to_tensor(random_frames(5, seed=seed)) for seed in range(3)])
    assert torch.allclose(vae.encode(frames)[1], vae.encode(frames[1:2])[0], atol=1e-5)


def test_principal_components_alone_code_a_linear_world() -> None:
    generator = torch.Generator().manual_seed(4)
    patterns = torch.randn(6, 3, 4, 8, 8, generator=generator)

    def world(count: int) -> torch.Tensor:
        cells = torch.einsum("nk,kctyx->nctyx", torch.randn(count, 6, generator=generator) * 0.1, patterns)
        return torch.cat((cells[:, :, 3:], cells), dim=2)

    model = CausalVAE(SMALL)
    model.fit_linear(world(300))
    clips = world(4)
    restored = model.reconstruct(model.moments(clips)[0])
    assert (restored[:, :, 1:] - clips[:, :, 1:]).square().mean() < 1e-3 * clips.square().mean()


def test_config_and_state_round_trip(vae: CausalVAE) -> None:
    config = VAEConfig.from_json(vae.config.to_json())
    state = dict(vae.state_dict()) | {"preview.first": torch.zeros(17, 48)}
    assert config == vae.config
    again = vae_from_state(config, state)
    frames = frames_to_tensor(random_frames(5))
    assert torch.equal(again.encode(frames), vae.encode(frames))


def test_the_preview_learns_what_cells_look_like() -> None:
    rng = np.random.default_rng(5)
    latents = rng.normal(size=(12, 16, 3, 4, 6)).astype(np.float32)
    into = rng.normal(size=(16, 3)).astype(np.float32) * 12
    colours = np.einsum("nkthw,kc->nthwc", latents, into) + 128
    cells = np.concatenate((colours[:, :1], np.repeat(colours[:, 1:], 4, axis=1)), axis=1)
    frames = np.clip(cells.repeat(8, axis=2).repeat(8, axis=3), 0, 255).astype(np.uint8)
    preview = fit_preview(latents[:8], frames[:8])
    shown = preview.frames(latents[9])
    assert shown.shape == (9, 16, 24, 3)
    assert shown.dtype == np.uint8
    assert np.abs(shown.astype(int) - frames[9, :, ::2, ::2].astype(int)).mean() < 6
    stored = {"preview.first": preview.first, "preview.later": preview.later}
    assert np.array_equal(LatentPreview.from_tensors(stored).frames(latents[9]), shown)
