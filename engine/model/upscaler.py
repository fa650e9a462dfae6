"""Sharp enlargement of finished frames by a small pretrained network.

In: uint8 frames, one after another. Out: the same frames 2, 3 or 4 times as large. Called by the `upscale` operation
on the engine thread.

The network is realesr-animevideov3 (SRVGGNetCompact of Real-ESRGAN, arXiv 2107.10833): 18 convolutions 3x3 of 64
channels with PReLU between them, computed at the small size; the last one yields the 4x4 pixels of every source
pixel, which are added to that pixel's own colour. 2x and 3x are the 4x result averaged by area.
`packaging/convert/realesr.py` makes the weights file.

Shapes: H rows and W columns of the source, c channels.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from engine.model.weights import load_weights

Frame = NDArray[np.uint8]

FACTORS = (2, 3, 4)
WIDTH = 64
CONVOLUTIONS = 18
NATIVE_FACTOR = 4


class Convolution(nn.Conv2d):
    """A convolution that waits for its weights instead of drawing random ones."""

    def reset_parameters(self) -> None:
        """Leave the memory as it is."""


class UpscalerNetwork(nn.Module):
    """Source [1, 3, H, W] in 0..1 to what is added to every source pixel, [1, 3, 4H, 4W]."""

    def __init__(self) -> None:
        super().__init__()
        widths = [3, *[WIDTH] * (CONVOLUTIONS - 1), 3 * NATIVE_FACTOR**2]
        self.convolutions = nn.ModuleList(
            Convolution(inputs, outputs, 3, padding=1) for inputs, outputs in pairwise(widths)
        )
        self.slopes = nn.ParameterList(nn.Parameter(torch.empty(WIDTH)) for _ in range(CONVOLUTIONS - 1))

    def forward(self, x: Tensor) -> Tensor:
        for convolution, slope in zip(self.convolutions, self.slopes, strict=False):
            x = functional.prelu(convolution(x), slope)
        return functional.pixel_shuffle(self.convolutions[-1](x), NATIVE_FACTOR)


class Upscaler:
    """Holds the upscaler's weights (2.5 MB in float32) and enlarges frames on `device` in `dtype`.

    Frames with a side over `tile` pixels are computed in tiles. A pixel of the result depends on no source pixel more
    than 18 away (one per convolution), and tiles carry that margin, so that seams cannot show.
    Raises WeightsError if the file is missing, damaged or not this network.
    """

    def __init__(
        self,
        path: Path,
        *,
        device: torch.device | str = "cpu",
        dtype: torch.dtype = torch.float32,
        tile: int = 256,
    ) -> None:
        network = UpscalerNetwork()
        shapes = {name: tuple(value.shape) for name, value in network.state_dict().items()}
        tensors, _ = load_weights(path, dtype=dtype, expect=shapes)
        for name, value in tensors.items():
            if value.ndim == 4:
                tensors[name] = value.contiguous(memory_format=torch.channels_last)
        network.load_state_dict(tensors, assign=True)
        self.device = torch.device(device)
        self.dtype = dtype
        self.tile = tile
        self.network = network.eval().requires_grad_(False).to(self.device)

    def stream(
        self, frames: Iterable[Frame], factor: int, *, check_cancel: Callable[[], None] | None = None
    ) -> Iterator[Frame]:
        """Yield each frame enlarged as soon as it is done; see `upscale`."""
        for frame in frames:
            yield self.upscale(frame, factor, check_cancel=check_cancel)

    @torch.no_grad()
    def upscale(
        self, frame: Frame, factor: int = NATIVE_FACTOR, *, check_cancel: Callable[[], None] | None = None
    ) -> Frame:
        """Enlarge one frame, uint8 [H, W, 3] to uint8 [factor*H, factor*W, 3]; factor is 2, 3 or 4.

        `check_cancel` is called before every tile and may raise.
        Raises ValueError for another factor or a frame of another kind.
        """
        if factor not in FACTORS:
            raise ValueError(f"the upscaler enlarges 2, 3 or 4 times, not {factor}")
        if frame.dtype != np.uint8 or frame.ndim != 3 or frame.shape[2] != 3 or frame.size == 0:
            raise ValueError(f"the upscaler takes uint8 frames [H, W, 3], not {frame.dtype} {frame.shape}")
        height, width, _ = frame.shape
        result = np.empty((height * factor, width * factor, 3), np.uint8)
        for top in range(0, height, self.tile):
            for left in range(0, width, self.tile):
                if check_cancel is not None:
                    check_cancel()
                bottom, right = min(top + self.tile, height), min(left + self.tile, width)
                result[top * factor : bottom * factor, left * factor : right * factor] = self._piece(
                    frame, (top, bottom), (left, right), factor
                )
        return result

    def _piece(self, frame: Frame, rows: tuple[int, int], columns: tuple[int, int], factor: int) -> Frame:
        """Enlarge these rows and columns of a frame, looking at a margin around them where the frame has one."""
        top, left = max(0, rows[0] - CONVOLUTIONS), max(0, columns[0] - CONVOLUTIONS)
        seen = frame[top : rows[1] + CONVOLUTIONS, left : columns[1] + CONVOLUTIONS]
        pixels = torch.from_numpy(seen.copy()).to(self.device)
        source = (pixels.float() / 255).permute(2, 0, 1)[None]
        x = source.to(dtype=self.dtype, memory_format=torch.channels_last)
        # The source's own colour is added in float32: at 16 bits the network rounds its detail, never the picture.
        whole = self.network(x)[0].float() + source[0].repeat_interleave(4, dim=1).repeat_interleave(4, dim=2)
        down, right = NATIVE_FACTOR * (rows[0] - top), NATIVE_FACTOR * (columns[0] - left)
        height, width = NATIVE_FACTOR * (rows[1] - rows[0]), NATIVE_FACTOR * (columns[1] - columns[0])
        wanted = whole[:, down : down + height, right : right + width].clamp(0, 1)
        sized = by_area(wanted, factor)
        return (sized.permute(1, 2, 0) * 255).round().to(torch.uint8).cpu().numpy()


def by_area(picture: Tensor, factor: int) -> Tensor:
    """Shrink the 4x result [c, 4H, 4W] to [c, factor*H, factor*W], each pixel the mean of the area it covers."""
    if factor == NATIVE_FACTOR:
        return picture
    # Cut every source pixel's 4 parts into 12 equal slices: a new part is the mean of its 12/factor slices.
    slices = torch.eye(NATIVE_FACTOR, device=picture.device).repeat_interleave(3, dim=0)
    weights = slices.reshape(factor, 12 // factor, NATIVE_FACTOR).mean(dim=1)  # [factor, 4]
    parts = picture.unflatten(2, (-1, NATIVE_FACTOR)).unflatten(1, (-1, NATIVE_FACTOR))  # [c, H, 4, W, 4]
    shrunk = torch.einsum("chawb,ia,jb->chiwj", parts, weights, weights)
    return shrunk.flatten(3).flatten(1, 2)
