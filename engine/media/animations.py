"""GIF and animated WebP, written through Pillow frame by frame.

In: the frames of a clip. Out: a whole file or one OutputError. Called by `encode` alone. GIF counts in hundredths
of a second, so delays alternate (80, 80, 90 ms for 12/s) and their sum stays true; rates above 50/s are
halved until they fit.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from engine.errors import MediaError, OutputError
from engine.media import pictures
from engine.media.formats import GIF, WEBP, Limits
from engine.media.frames import Clip, Frames
from engine.media.metadata import embeds, packed, write_beside
from engine.media.outputs import whole_file
from engine.media.probe import MediaInfo
from engine.time import round_half_up

MAX_GIF_RATE = 50
PALETTE_SAMPLES = 8
HELD_BYTES = 1 << 30
"""The most that Pillow, which keeps every frame until the file is closed, may hold."""
_UNLIMITED = Limits(frames=1 << 31, seconds=1 << 31)


def write(
    clip: Clip, frames: Iterator[Frames], path: Path, texts: dict[str, str], overwrite: bool
) -> MediaInfo:
    """Write `frames` (those of `clip`) as an animation that loops for ever; the kind follows the extension.

    Raises OutputError as `encode.write_clip` does.
    """
    media = GIF if path.suffix.lower() == ".gif" else WEBP
    every = 1
    while media is GIF and clip.rate / every > MAX_GIF_RATE:
        every *= 2
    kept = -(-clip.frames // every)
    if kept * clip.size.area * (1 if media is GIF else 3) > HELD_BYTES:
        raise OutputError(
            f"a {media.name} cannot be this long at this size",
            value=f"{clip.size}x{kept}",
            remedy="Make it shorter or smaller, or export mp4 instead",
        )
    delays = _delays(kept, clip.duration, 10 if media is GIF else 1)
    embedded = embeds(media, texts)
    note = packed(texts) if embedded else b""
    chosen = islice(frames, 0, None, every)
    with whole_file(path, overwrite=overwrite) as temp:
        try:
            if media is GIF:
                _write_gif(clip, chosen, delays, note, temp)
            else:
                images = (Image.fromarray(f) for f in chosen)
                first = next(images)
                first.save(
                    temp,
                    "WEBP",
                    save_all=True,
                    append_images=images,
                    duration=delays,
                    loop=0,
                    quality=90,
                    xmp=note,
                )
        except (ValueError, MemoryError) as error:
            raise OutputError(
                f"{path.name} could not be written: {error}", remedy="Export mp4 instead"
            ) from error
        # Frames left over when every second one was dropped still count as progress.
        for _ in frames:
            pass
        info = _verified(clip, temp, delays, media is GIF)
    write_beside(path, texts, embedded)
    return info


def _write_gif(clip: Clip, frames: Iterator[Frames], delays: list[int], note: bytes, temp: Path) -> None:
    palette = _palette(clip)

    def indexed() -> Iterator[Image.Image]:
        for frame in frames:
            yield Image.fromarray(frame).quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG)

    images = indexed()
    first = next(images)
    extra = {"comment": note} if note else {}
    first.save(
        temp,
        "GIF",
        save_all=True,
        append_images=images,
        duration=delays,
        loop=0,
        optimize=False,
        disposal=1,
        **extra,
    )


def _palette(clip: Clip) -> Image.Image:
    """256 colours for the whole clip, from a few frames spread over it: a palette per frame would flicker."""
    picks = np.unique(np.linspace(0, clip.frames - 1, PALETTE_SAMPLES).astype(int))
    samples = []
    for index in picks.tolist():
        frame = clip.frame(index)
        step = max(1, round((frame.shape[0] * frame.shape[1] / 40_000) ** 0.5))
        samples.append(frame[::step, ::step])
    return Image.fromarray(np.concatenate(samples)).quantize(256, method=Image.Quantize.MEDIANCUT)


def _delays(frames: int, duration: Fraction, unit: int) -> list[int]:
    """Milliseconds per frame, multiples of `unit`, whose running sum never strays from the true time."""
    marks = [round_half_up(duration * 1000 * i / frames / unit) * unit for i in range(frames + 1)]
    return [max(unit, b - a) for a, b in pairwise(marks)]


def _verified(clip: Clip, temp: Path, delays: list[int], gif: bool) -> MediaInfo:
    media = GIF if gif else WEBP
    try:
        facts = pictures.read_facts(temp, media, _UNLIMITED)
        shown = _total_ms(temp, gif)
    except MediaError as error:
        raise OutputError("the written file cannot be read back", remedy="Write it again") from error
    # Pillow joins equal neighbours into one longer frame, so time is what must agree, not the count.
    if abs(shown - sum(delays)) > 20 and facts.frames > 1:
        raise OutputError(
            f"the written file lasts {shown} of {sum(delays)} ms",
            remedy="Check the free space of the disk and write it again",
        )
    return MediaInfo(
        kind="clip",
        format=media.name,
        codec=media.name,
        frames=len(delays),
        rate=len(delays) / clip.duration,
        size=facts.size,
        has_alpha=False,
        bits=8,
        transfer="sdr",
        variable=False,
        bytes=temp.stat().st_size,
    )


def _total_ms(path: Path, gif: bool) -> int:
    with Image.open(path, formats=["GIF" if gif else "WEBP"]) as image:
        total = 0
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            image.load()
            total += round(float(image.info.get("duration", 0)))
        return total
