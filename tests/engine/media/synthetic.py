"""Media made by code at test time, with contents that a test can recognise after lossy coding."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
BITS = 10


def numbered(index: int, width: int = 96, height: int = 48) -> Pixels:
    """A frame whose vertical bars spell `index` in binary (10 bits, first bar = bit 0)."""
    frame = np.zeros((height, width, 3), np.uint8)
    for bit in range(BITS):
        if index >> bit & 1:
            frame[:, bit * width // BITS : (bit + 1) * width // BITS] = 235
    return frame


def number_of(frame: Pixels) -> int:
    """The index that `numbered` wrote."""
    width = frame.shape[1]
    middles = [(2 * bit + 1) * width // (2 * BITS) for bit in range(BITS)]
    return sum(1 << bit for bit, x in enumerate(middles) if frame[:, x].mean() > 118)


def numbers(frames: Pixels) -> list[int]:
    return [number_of(f) for f in frames]


def write_video(
    path: Path,
    frames: Sequence[Pixels] | Sequence[av.VideoFrame],
    *,
    rate: Fraction = Fraction(24),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    options: dict[str, str] | None = None,
    container: str | None = None,
    rotation: float | None = None,
    flip: bool = False,
    pixel_aspect: Fraction | None = None,
    times_ms: Sequence[int] | None = None,
    colour: tuple[int, int, int, int] | None = None,
    metadata: dict[str, str] | None = None,
) -> Path:
    """Encode frames; `times_ms` makes a variable rate, `colour` is (matrix, range, primaries, transfer)."""
    with av.open(str(path), "w", format=container) as out:
        out.metadata.update(metadata or {})
        stream = out.add_stream(codec, rate=rate, options=options or {})
        first = frames[0]
        ready = isinstance(first, av.VideoFrame)
        stream.width, stream.height = (first.width, first.height) if ready else first.shape[1::-1]
        stream.pix_fmt = pixels
        if times_ms is not None:
            stream.codec_context.time_base = Fraction(1, 1000)
        if rotation is not None:
            stream.set_display_rotation(rotation, hflip=flip)
        if pixel_aspect is not None:
            stream.codec_context.sample_aspect_ratio = pixel_aspect
        if colour is not None:
            context = stream.codec_context
            context.colorspace, context.color_range, context.color_primaries, context.color_trc = colour
        for number, frame in enumerate(frames):
            video = frame if ready else av.VideoFrame.from_ndarray(frame, "rgb24")
            video.pts = number if times_ms is None else times_ms[number]
            video.time_base = 1 / rate if times_ms is None else Fraction(1, 1000)
            out.mux(stream.encode(video))
        out.mux(stream.encode(None))
    return path


def flat(pixels: str, width: int, height: int, values: Sequence[int]) -> av.VideoFrame:
    """A frame with one code value per plane."""
    frame = av.VideoFrame(width, height, pixels)
    for plane, value in zip(frame.planes, values, strict=True):
        kind = np.uint8 if frame.format.components[0].bits == 8 else np.dtype("<u2")
        plane.update(np.full(plane.buffer_size // np.dtype(kind).itemsize, value, kind).tobytes())
    return frame
