"""Frames between frames lie where a moving thing would be, and the original frames stay as they are."""

from fractions import Fraction

import cv2
import numpy as np
import pytest

from engine.errors import ParamError
from engine.media.frames import ArrayClip, Clip, Frames
from engine.media.interpolate import interpolate


def scene(x: float, width: int = 112, height: int = 64, side: int = 20) -> Frames:
    """A textured square at `x` over a soft texture."""
    ground = np.random.default_rng(1).integers(60, 120, (height // 4, width // 4, 3), np.uint8)
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    thing = np.random.default_rng(2).integers(160, 255, (5, 5, 3), np.uint8)
    thing = cv2.resize(thing, (side, side), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    move = np.array([[1, 0, x], [0, 1, height / 2 - side / 2]], np.float32)
    layer = cv2.warpAffine(thing, move, (width, height))
    cover = cv2.warpAffine(np.ones((side, side), np.float32), move, (width, height))[..., None]
    return np.clip(ground * (1 - cover) + layer * cover + 0.5, 0, 255).astype(np.uint8)


def clip_of(*frames: Frames) -> Clip:
    return ArrayClip(np.stack(frames), Fraction(12))


def psnr(a: Frames, b: np.ndarray) -> float:
    return float(10 * np.log10(255**2 / np.mean((a.astype(float) - b) ** 2)))


def centre(frame: Frames) -> float:
    """The x of the bright square."""
    bright = frame.min(axis=-1) > 140
    return float(np.nonzero(bright)[1].mean())


@pytest.mark.parametrize("step", [2, 4, 8])
def test_the_middle_of_a_moving_square_is_in_the_middle(step: int):
    first, second, truth = scene(20), scene(20 + step), scene(20 + step / 2)
    clip = interpolate(clip_of(first, second), 2)
    middle = clip.frame(1)
    assert abs(centre(middle) - centre(truth)) <= 0.5
    blend = (first.astype(float) + second) / 2
    assert psnr(middle, truth) > psnr(truth, blend) + 5


def test_four_times_the_rate_moves_evenly():
    clip = interpolate(clip_of(scene(20), scene(28)), 4)
    places = [centre(clip.frame(i)) for i in range(5)]
    assert np.allclose(np.diff(places), 2, atol=0.7)


@pytest.mark.parametrize("factor", [2, 4])
def test_duration_stays_and_originals_pass_untouched(factor: int):
    source = clip_of(*(scene(20 + 3 * i) for i in range(5)))
    clip = interpolate(source, factor)
    assert clip.frames == 5 * factor
    assert clip.rate == 12 * factor
    assert clip.duration == source.duration
    for index in range(5):
        assert (clip.frame(index * factor) == source.frame(index)).all()
    assert (clip.frame(clip.frames - 1) == source.frame(4)).all()


def test_reading_in_any_order_gives_the_same_pixels():
    clip = interpolate(clip_of(*(scene(20 + 3 * i) for i in range(4))), 2)
    whole = clip.read(0, 8)
    for index in (5, 1, 6, 3, 0):
        assert (clip.frame(index) == whole[index]).all()
    clip.close()
    assert (clip.frame(3) == whole[3]).all()


def test_a_cut_is_not_morphed():
    first = np.full((64, 112, 3), 20, np.uint8)
    second = np.random.default_rng(0).integers(150, 256, (64, 112, 3), np.uint8)
    middle = interpolate(clip_of(first, second), 4).read(1, 4)
    assert all((m == first).all() or (m == second).all() for m in middle)


def test_a_still_stays_still():
    clip = interpolate(clip_of(scene(30), scene(30)), 2)
    assert np.abs(clip.frame(1).astype(int) - scene(30)).max() <= 1


def test_larger_and_tiny_pictures_work():
    big = interpolate(clip_of(scene(100, 800, 480, 120), scene(116, 800, 480, 120)), 2)
    assert abs(centre(big.frame(1)) - centre(scene(108, 800, 480, 120))) <= 1
    tiny = interpolate(clip_of(scene(2, 16, 16, 6), scene(4, 16, 16, 6)), 2)
    assert tiny.frame(1).shape == (16, 16, 3)


def test_other_factors_are_refused():
    with pytest.raises(ParamError, match="2 or 4"):
        interpolate(clip_of(scene(2)), 3)


def test_a_clip_of_one_frame_is_held():
    clip = interpolate(clip_of(scene(2)), 2)
    assert clip.frames == 2
    assert (clip.frame(1) == scene(2)).all()


def test_a_cancel_is_heard_before_every_frame_that_is_worked_out():
    asked: list[int] = []
    clip = interpolate(clip_of(scene(10), scene(20), scene(30)), 4, lambda: asked.append(1))
    clip.read(0, 12)
    assert len(asked) == 6
