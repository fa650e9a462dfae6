"""Moving previews straight from latents, without the decoder: one small matrix per latent cell.

In: normalised latents [C, t, h, w].  Out: uint8 RGB [4t-3, 4h, 4w, 3], half the size of the decoded clip.
``fit_preview`` is called when weights are exported and its result stored in the autoencoder's file; the model's
pipeline calls ``LatentPreview.frames`` during sampling.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SLOTS = 4
SIDE = 4
"""A latent cell becomes ``SLOTS`` frames of ``SIDE`` x ``SIDE`` pixels."""

FIRST, LATER = "preview.first", "preview.later"
"""Names of the two matrices in the weights file."""


@dataclass(frozen=True, slots=True, eq=False)
class LatentPreview:
    """Linear maps from one latent cell to pixels in 0..255, the last row being the constant.

    ``first`` float32 [C+1, 48] is for the first latent frame, which holds one frame; ``later`` [C+1, 192] for the
    others, which hold four.
    """

    first: NDArray[np.float32]
    later: NDArray[np.float32]

    @classmethod
    def from_tensors(cls, tensors: Mapping[str, NDArray[np.float32]]) -> "LatentPreview":
        """The maps stored in a weights file; raises KeyError when it has none."""
        return cls(np.asarray(tensors[FIRST], np.float32), np.asarray(tensors[LATER], np.float32))

    def frames(self, latents: NDArray[np.float32]) -> NDArray[np.uint8]:
        """uint8 [4t-3, 4h, 4w, 3] of latents [C, t, h, w]; a millisecond for a short clip."""
        _, count, rows, columns = latents.shape
        cells = np.moveaxis(latents, 0, -1)
        start = (cells[0] @ self.first[:-1] + self.first[-1]).reshape(1, rows, columns, SIDE, SIDE, 3)
        rest = cells[1:] @ self.later[:-1] + self.later[-1]
        rest = rest.reshape(count - 1, rows, columns, SLOTS, SIDE, SIDE, 3).transpose(0, 3, 1, 2, 4, 5, 6)
        rest = rest.reshape((count - 1) * SLOTS, rows, columns, SIDE, SIDE, 3)
        pixels = np.concatenate((start, rest)).transpose(0, 1, 3, 2, 4, 5)
        flat = pixels.reshape(len(pixels), rows * SIDE, columns * SIDE, 3)
        return np.clip(np.rint(flat), 0, 255).astype(np.uint8)


def fit_preview(latents: NDArray[np.float32], frames: NDArray[np.uint8]) -> LatentPreview:
    """Least-squares maps from latents [N, C, t, h, w] to the clips uint8 [N, 4t-3, 8h, 8w, 3] they encode.

    A slight ridge keeps the maps calm where channels hardly vary.
    """
    count, channels, times, rows, columns = latents.shape
    half = frames.reshape(*frames.shape[:2], rows * SIDE, 2, columns * SIDE, 2, 3).mean(
        (3, 5), dtype=np.float32
    )
    cells = np.moveaxis(latents, 1, -1)
    patches = half.reshape(count, -1, rows, SIDE, columns, SIDE, 3).transpose(0, 1, 2, 4, 3, 5, 6)
    first = _solve(cells[:, 0].reshape(-1, channels), patches[:, 0].reshape(-1, SIDE * SIDE * 3))
    later = patches[:, 1:].reshape(count, times - 1, SLOTS, rows, columns, SIDE * SIDE * 3)
    later = later.transpose(0, 1, 3, 4, 2, 5).reshape(-1, SLOTS * SIDE * SIDE * 3)
    return LatentPreview(first, _solve(cells[:, 1:].reshape(-1, channels), later))


def _solve(inputs: NDArray[np.float32], outputs: NDArray[np.float32]) -> NDArray[np.float32]:
    rows = np.concatenate((inputs, np.ones((len(inputs), 1), np.float32)), axis=1).astype(np.float64)
    square = rows.T @ rows
    ridge = 1e-4 * np.trace(square) / len(square) * np.eye(len(square))
    result: NDArray[np.float32] = np.linalg.solve(square + ridge, rows.T @ outputs).astype(np.float32)
    return result
