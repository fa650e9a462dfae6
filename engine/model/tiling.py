"""Decoding in overlapping tiles, for clips whose frames do not fit into memory whole.

In: latents and a decoder that streams. Out: the same stream of frames, put together from tiles whose edges fade
into each other. Called by `engine.model.pipeline` on the memory ladder's rung "tiles".
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from engine.model.request import Frames, Latents

OVERLAP = 4
"""Latent cells that neighbouring tiles share."""

Decode = Callable[[Latents], Iterator[Frames]]


def tiles(length: int, tile: int, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Ranges of at most `tile` cells that cover `length`, each sharing `overlap` or more with the next."""
    if length <= tile:
        return [(0, length)]
    if tile <= overlap:
        raise ValueError(f"tiles of {tile} cells must be larger than their overlap of {overlap}")
    starts = [*range(0, length - tile, tile - overlap), length - tile]
    return [(start, start + tile) for start in starts]


def decode_tiled(latents: Latents, decode: Decode, tile: int, stride: int) -> Iterator[Frames]:
    """Decode latents [C, t, h, w] tile by tile in step, so that only one piece of frames is whole at a time.

    `tile` is in latent cells, `stride` in pixels per cell. All tiles' streams must cut time alike.
    """
    _, _, height, width = latents.shape
    places = [(rows, columns) for rows in tiles(height, tile) for columns in tiles(width, tile)]
    streams = [decode(latents[:, :, r0:r1, c0:c1]) for (r0, r1), (c0, c1) in places]
    weights = [
        _ramp(r0, r1, height, stride)[:, None] * _ramp(c0, c1, width, stride)[None, :]
        for (r0, r1), (c0, c1) in places
    ]
    whole = np.zeros((height * stride, width * stride, 1), dtype=np.float32)
    for ((r0, r1), (c0, c1)), weight in zip(places, weights, strict=True):
        whole[r0 * stride : r1 * stride, c0 * stride : c1 * stride, 0] += weight
    for pieces in zip(*streams, strict=True):
        frames = np.zeros((len(pieces[0]), height * stride, width * stride, 3), dtype=np.float32)
        for ((r0, r1), (c0, c1)), weight, piece in zip(places, weights, pieces, strict=True):
            frames[:, r0 * stride : r1 * stride, c0 * stride : c1 * stride] += weight[..., None] * piece
        yield np.rint(frames / whole).astype(np.uint8)


def _ramp(start: int, stop: int, length: int, stride: int) -> NDArray[np.float32]:
    """Weight along one side: 1 inside, rising over the overlap at edges that have a neighbour."""
    count = (stop - start) * stride
    weight = np.ones(count, dtype=np.float32)
    rise = (np.arange(OVERLAP * stride, dtype=np.float32) + 0.5) / (OVERLAP * stride)
    if start > 0:
        weight[: len(rise)] = rise
    if stop < length:
        weight[count - len(rise) :] = np.minimum(weight[count - len(rise) :], rise[::-1])
    return weight
