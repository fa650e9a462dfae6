"""Stills and animated pictures (GIF, WebP, PNG) read through Pillow, their size checked before their pixels.

In: a path that `formats.sniff` accepted. Out: facts for `probe`, uint8 RGB for `imaging` and `decode`. EXIF
orientation, palettes, 16 bit, CMYK, embedded colour profiles and alpha (over a background, black unless told) are
resolved here.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from engine.errors import MediaError
from engine.media.formats import LIMITS, Limits, MediaFormat, check_size, unreadable
from engine.media.frames import Frames
from engine.time import round_half_up
from engine.types import Size

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)
DEFAULT_DELAY_MS = 100
"""What browsers show where a GIF claims a delay of 0 or 10 ms."""
# What Pillow's readers were seen, or are known, to let out on damaged files.
_DECODE_ERRORS = (
    *(OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, MemoryError, ArithmeticError),
    *(AttributeError, RuntimeError, struct.error, zlib.error),
)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Facts of a still (frames 1, rate 0) or an animation; `starts` are milliseconds at which its pictures begin."""

    frames: int
    rate: Fraction
    size: Size
    has_alpha: bool
    bits: int
    variable: bool
    shown: NDArray[np.int64]


@contextmanager
def opened(path: Path, media: MediaFormat, limits: Limits = LIMITS) -> Iterator[Image.Image]:
    """Open a picture with its one format named and its size within the limits; no pixel is decoded yet.

    Raises MediaError for what cannot be read, also when reading fails inside the block.
    """
    with explained(path, media, limits), open_picture(path, media, limits) as image:
        yield image


def open_picture(path: Path, media: MediaFormat, limits: Limits = LIMITS) -> Image.Image:
    """As `opened`, for who keeps the picture open: every use of it belongs into `explained`."""
    image = Image.open(path, formats=[media.reader])
    try:
        check_size(path.name, Size(*image.size), limits)
    except MediaError:
        image.close()
        raise
    return image


@contextmanager
def explained(path: Path, media: MediaFormat, limits: Limits = LIMITS) -> Iterator[None]:
    """Turn what Pillow raises inside the block into a MediaError, and let its warnings be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise MediaError(
            f"{path.name} claims more than {limits.pixels // 1_000_000} megapixels",
            remedy="Scale it down first",
        ) from error
    except UnidentifiedImageError as error:
        raise MediaError(
            f"{path.name} is not a readable {media.name} picture", remedy="Export or copy it again"
        ) from error
    except _DECODE_ERRORS as error:
        raise unreadable(path, error) from error


def read_facts(path: Path, media: MediaFormat, limits: Limits = LIMITS) -> PictureFacts:
    """The facts of a picture; animations are walked through once for their delays."""
    with opened(path, media, limits) as image:
        size = Size(*image.size)
        if image.getexif().get(ExifTags.Base.Orientation) in (5, 6, 7, 8):
            size = Size(size.height, size.width)
        alpha = image.has_transparency_data
        bits = 16 if image.mode.startswith("I") else 32 if image.mode == "F" else 8
        count = getattr(image, "n_frames", 1) if media.name != "tiff" else 1
        if count <= 1:
            return PictureFacts(1, Fraction(0), size, alpha, bits, False, np.zeros(1, np.int64))
        if count > limits.frames:
            raise MediaError(
                f"{path.name} has {count} frames, more than {limits.frames}", remedy="Cut it first"
            )
        delays = []
        for number in range(count):
            image.seek(number)
            if media.name == "webp":
                image.load()
            delay = round(float(image.info.get("duration", 0)))
            delays.append(delay if delay > 10 else DEFAULT_DELAY_MS)
        rate, shown = animation_grid(delays)
        if len(shown) > limits.frames or len(shown) / rate > limits.seconds:
            raise MediaError(f"{path.name} lasts longer than {limits.seconds} s", remedy="Cut it first")
        identity = len(shown) == count and bool((shown == np.arange(count)).all())
        return PictureFacts(len(shown), rate, size, alpha, bits, not identity, shown)


def animation_grid(delays: list[int]) -> tuple[Fraction, NDArray[np.int64]]:
    """The constant rate of an animation with these delays (ms) and, per frame of it, the picture on screen.

    Delays that only round a constant rate to 1 or 10 ms (80, 80, 90 for 12/s) give that rate, picture by picture.
    """
    ends = np.cumsum(delays)
    starts = ends - delays
    mean = Fraction(1000 * len(delays), int(ends[-1]))
    candidates = [Fraction(n) for n in (5, 8, 10, 12, 15, 20, 24, 25, 30, 50, 60)]
    for rate in (*sorted(candidates, key=lambda r: abs(r - mean)), mean.limit_denominator(1001)):
        exact = np.arange(len(delays)) * float(1000 / rate)
        last = abs(float(ends[-1]) - len(delays) * float(1000 / rate))
        if np.abs(starts - exact).max() <= 10 and last <= 10:
            return rate, np.arange(len(delays), dtype=np.int64)
    rate = min(Fraction(50), Fraction(1000, max(1, int(np.gcd.reduce(np.array(delays))))))
    count = max(1, round_half_up(Fraction(int(ends[-1]), 1000) * rate))
    middles = (np.arange(count) + 0.5) * float(1000 / rate)
    return rate, np.minimum(np.searchsorted(ends, middles, side="right"), len(delays) - 1).astype(np.int64)


def rgb(image: Image.Image, background: Colour = BLACK) -> Frames:
    """A Pillow image as upright sRGB uint8 [H, W, 3], alpha over a background colour."""
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I") or image.mode == "F":
        return _grey16(image)
    profile = image.info.get("icc_profile")
    if image.mode in ("P", "PA", "LA", "La", "RGBa") or image.has_transparency_data:
        image = image.convert("RGBA")
    if profile:
        image = _to_srgb(image, profile)
    if image.mode == "RGBA":
        base = Image.new("RGBA", image.size, (*background, 255))
        image = Image.alpha_composite(base, image)
    return np.array(image.convert("RGB"), np.uint8)


def rgba(image: Image.Image) -> Frames:
    """A Pillow image as upright uint8 [H, W, 4] with straight alpha."""
    return np.array(ImageOps.exif_transpose(image).convert("RGBA"), np.uint8)


def _grey16(image: Image.Image) -> Frames:
    values = np.asarray(image, np.float64)
    # PNG and TIFF hand 16-bit grey over as "I;16" or "I"; "F" pictures hold 0..1 or 0..255.
    scale = 257.0 if image.mode != "F" else (1 / 255 if values.max(initial=0.0) <= 1.0 else 1.0)
    grey = np.clip(np.nan_to_num(values) / scale + 0.5, 0, 255).astype(np.uint8)
    return np.repeat(grey[..., None], 3, axis=-1)


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Through the embedded profile; a broken or unfitting profile is ignored, as browsers do."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    plain = image.convert("RGB") if image.mode == "RGBA" else image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(plain, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if changed is None:
        return image
    if alpha is not None:
        changed.putalpha(alpha)
    return changed
