"""Noise depends on seed and frame alone: longer clips keep their beginning, batches equal singles."""

import numpy as np

from engine.model.noise import clip_noise, frame_noise

FRAME = (16, 8, 14)


def test_a_longer_clip_keeps_its_beginning() -> None:
    short, long = clip_noise(7, range(3), FRAME), clip_noise(7, range(9), FRAME)
    assert np.array_equal(short, long[:, :3])
    assert np.array_equal(clip_noise(7, range(5, 9), FRAME), long[:, 5:])


def test_seeds_frames_and_purposes_are_independent() -> None:
    frames = [frame_noise(7, 0, FRAME), frame_noise(8, 0, FRAME), frame_noise(7, 1, FRAME)]
    frames.append(frame_noise(7, 0, FRAME, "history 1"))
    table = np.corrcoef([f.ravel() for f in frames])
    assert np.abs(table - np.eye(4)).max() < 0.1


def test_noise_is_standard_normal() -> None:
    x = clip_noise(123, range(40), FRAME).astype(np.float64)
    assert abs(x.mean()) < 0.01
    assert abs(x.std() - 1) < 0.01
    assert abs((x**3).mean()) < 0.05
    assert abs((x**4).mean() - 3) < 0.1


def test_noise_stays_the_same_for_good() -> None:
    """Seeds in saved documents rely on these numbers; computed once, equal on every machine."""
    assert np.allclose(
        frame_noise(42, 3, (5,)), [-0.9503018, -0.5643656, 1.1639897, -0.0400138, 1.0465273], atol=1e-6
    )
    assert frame_noise(2**63 + 5, 0, (3,)).shape == (3,)
