"""Gaussian noise of one latent frame from its seed and index, the same on every machine.

In: a seed, a latent frame's index, a shape. Out: float32 arrays. Longer clips keep their beginning, and a clip of a
batch equals the clip alone, because every frame has a generator of its own. Philox's integers are fixed for good by
numpy's promise for bit generators; Box and Muller's transform turns them into normal numbers in float64, so only
the last bit of the platform's logarithm and cosine could ever differ. The pipeline and windows call it.
"""

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


def frame_noise(seed: int, frame: int, shape: tuple[int, ...], purpose: str = "") -> NDArray[np.float32]:
    """Standard normal float32 noise of `shape` for one latent frame; `purpose` keeps independent uses apart."""
    digest = blake2b(f"{seed}/{frame}/{purpose}".encode(), digest_size=16).digest()
    count = int(np.prod(shape))
    half = -(-count // 2)
    bits = np.random.Philox(key=int.from_bytes(digest, "little")).random_raw(2 * half)
    uniform = ((bits >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    radius, angle = np.sqrt(-2 * np.log(uniform[:half])), 2 * np.pi * uniform[half:]
    normal = np.concatenate((radius * np.cos(angle), radius * np.sin(angle)))
    return normal[:count].astype(np.float32).reshape(shape)


def clip_noise(
    seed: int, frames: range, shape: tuple[int, int, int], purpose: str = ""
) -> NDArray[np.float32]:
    """Noise [C, t, h, w] of several latent frames; `shape` is one frame's [C, h, w]."""
    return np.stack([frame_noise(seed, frame, shape, purpose) for frame in frames], axis=1)
