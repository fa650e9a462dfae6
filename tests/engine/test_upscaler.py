"""The upscaler draws what the published network draws, whole or in tiles, frame by frame."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from engine.errors import Cancelled, WeightsError
from engine.model.upscaler import CONVOLUTIONS, Frame, Upscaler, by_area
from engine.model.weights import load_weights, save_weights
from resources import path as resource

WEIGHTS = resource("models/realesr-animevideov3.safetensors")
GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "realesr-animevideov3.safetensors"


@pytest.fixture(scope="module")
def upscaler() -> Upscaler:
    return Upscaler(WEIGHTS)


@pytest.fixture(scope="module")
def golden() -> dict[str, torch.Tensor]:
    """A picture and what the ncnn library makes of it; `packaging/convert/realesr.py --golden` writes them."""
    return load_file(GOLDEN)


def frame(height: int, width: int, seed: int = 0) -> Frame:
    """A frame with edges, ramps and noise."""
    noise = np.random.default_rng(seed).integers(0, 60, (height, width, 3))
    y, x = np.mgrid[:height, :width]
    stripes = 150 * ((x // 5 + y // 7) % 2)
    return (noise + stripes[..., None] + (x % 40)[..., None]).astype(np.uint8)


def test_four_times_equals_the_ncnn_network(upscaler: Upscaler, golden: dict[str, torch.Tensor]) -> None:
    ours = upscaler.upscale(golden["picture"].numpy(), 4)
    theirs = golden["upscaled"].float().clamp(0, 1).numpy() * 255
    # Half a level is our rounding; the rest is the float16 in which the golden answer is kept.
    assert np.abs(ours - theirs).max() <= 0.6


def test_the_network_adds_detail_to_the_picture(upscaler: Upscaler, golden: dict[str, torch.Tensor]) -> None:
    picture = golden["picture"].numpy()
    plain = picture.repeat(4, axis=0).repeat(4, axis=1).astype(int)
    difference = np.abs(upscaler.upscale(picture, 4) - plain)
    assert difference.max() > 40
    assert difference.mean() < 12


def test_sixteen_bits_stay_near(golden: dict[str, torch.Tensor], upscaler: Upscaler) -> None:
    picture = golden["picture"].numpy()
    rounded = Upscaler(WEIGHTS, dtype=torch.bfloat16).upscale(picture, 4).astype(int)
    assert np.abs(rounded - upscaler.upscale(picture, 4)).mean() < 0.5


def test_tiles_leave_no_seam(upscaler: Upscaler) -> None:
    tiled = Upscaler(WEIGHTS, tile=40)
    picture = frame(90, 131)
    whole = upscaler.upscale(picture, 4).astype(int)
    assert np.abs(tiled.upscale(picture, 4) - whole).max() <= 1
    assert np.abs(tiled.upscale(picture, 3) - upscaler.upscale(picture, 3).astype(int)).max() <= 1


def test_a_pixel_reaches_no_further_than_one_per_convolution(upscaler: Upscaler) -> None:
    picture = frame(8, 60)
    changed = picture.copy()
    changed[:, 0] = 255 - changed[:, 0]
    same = np.abs(upscaler.upscale(changed, 4).astype(int) - upscaler.upscale(picture, 4)).max(axis=(0, 2))
    assert same[0] > 0
    assert same[4 * (CONVOLUTIONS + 1) :].max() <= 1


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("size", [(1, 1), (5, 3), (17, 30)])
def test_every_size_and_factor_gives_its_multiple(
    upscaler: Upscaler, factor: int, size: tuple[int, int]
) -> None:
    result = upscaler.upscale(frame(*size), factor)
    assert result.shape == (size[0] * factor, size[1] * factor, 3)
    assert result.dtype == np.uint8


@pytest.mark.parametrize("factor", [2, 3])
def test_smaller_factors_average_the_area_of_the_large_one(factor: int) -> None:
    picture = torch.rand(3, 8, 12)
    # The plain way: cut each pixel into factor x factor, then average blocks of 4x4.
    fine = picture.repeat_interleave(factor, dim=1).repeat_interleave(factor, dim=2)
    plain = torch.nn.functional.avg_pool2d(fine, 4)
    assert torch.allclose(by_area(picture, factor), plain, atol=1e-6)


def test_frames_are_enlarged_one_at_a_time(upscaler: Upscaler) -> None:
    asked: list[int] = []

    def source() -> Iterator[Frame]:
        for index in range(3):
            asked.append(index)
            yield frame(6, 8, index)

    results = upscaler.stream(source(), 2)
    assert next(results).shape == (12, 16, 3)
    assert asked == [0]
    assert np.array_equal(next(results), upscaler.upscale(frame(6, 8, 1), 2))


def test_cancelling_stops_between_tiles() -> None:
    calls: list[None] = []

    def check_cancel() -> None:
        calls.append(None)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        Upscaler(WEIGHTS, tile=8).upscale(frame(16, 16), 2, check_cancel=check_cancel)
    assert len(calls) == 3


def test_views_and_read_only_frames_are_taken_as_they_are(upscaler: Upscaler) -> None:
    picture = frame(12, 20)
    picture.flags.writeable = False
    before = picture.copy()
    assert np.array_equal(upscaler.upscale(picture, 2), upscaler.upscale(before, 2))
    assert np.array_equal(upscaler.upscale(picture[:, ::-1], 2), upscaler.upscale(picture[:, ::-1].copy(), 2))
    assert np.array_equal(picture, before)


@pytest.mark.parametrize("factor", [0, 1, 5])
def test_other_factors_are_refused(upscaler: Upscaler, factor: int) -> None:
    with pytest.raises(ValueError, match="2, 3 or 4"):
        upscaler.upscale(frame(4, 4), factor)


@pytest.mark.parametrize(
    "bad", [np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3)), np.zeros((0, 4, 3), np.uint8)]
)
def test_other_arrays_are_refused(upscaler: Upscaler, bad: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint8 frames"):
        upscaler.upscale(bad, 2)


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    tensors, metadata = load_weights(WEIGHTS)
    del tensors["slopes.3"]
    save_weights(tmp_path / "a.safetensors", tensors, metadata, bits=16)
    with pytest.raises(WeightsError, match=r"missing such as 'slopes\.3'"):
        Upscaler(tmp_path / "a.safetensors")
