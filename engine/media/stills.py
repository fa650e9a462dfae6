"""Single pictures and numbered sequences: read from any whitelisted format, written whole as PNG, JPEG or WebP.

In: paths, uint8 [H, W, 3]. Out: uint8 [H, W, 3] or finished files. Called by the executor's `read_image` and
`save_image`, thumbnails and the worker process.
"""

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from PIL import Image

from engine.errors import MediaError, OutputError, UsageError
from engine.media import pictures
from engine.media.formats import JPEG, LIMITS, PNG, WEBP, Limits, MediaFormat, sniff
from engine.media.frames import Clip, Frames
from engine.media.metadata import embeds, packed, png_texts, write_beside
from engine.media.outputs import check_target, failure, publish, sweep, sync, temp_path, whole_file
from engine.media.pictures import BLACK, Colour

WRITTEN = {".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".webp": WEBP}
QUALITY = 95
MAX_SEQUENCE = 100_000
_NUMBER = re.compile(r"%0?(\d?)d")


def read_image(path: Path, background: Colour = BLACK, limits: Limits = LIMITS) -> Frames:
    """A picture as upright sRGB uint8 [H, W, 3], alpha over `background`; of an animation the first picture.

    Raises MediaError when the file is missing, refused, damaged or too large.
    """
    media = _picture_format(path)
    with pictures.opened(path, media, limits) as image:
        return pictures.rgb(image, background)


def read_rgba(path: Path, limits: Limits = LIMITS) -> Frames:
    """A picture as upright uint8 [H, W, 4] with straight alpha (255 where the file has none)."""
    media = _picture_format(path)
    with pictures.opened(path, media, limits) as image:
        return pictures.rgba(image)


def write_image(
    frame: Frames,
    path: Path,
    *,
    metadata: Mapping[str, str] | None = None,
    overwrite: bool = False,
    quality: int = QUALITY,
) -> None:
    """Write uint8 [H, W, 3] as .png (lossless), .jpg or .webp by extension.

    `quality` is 1..95, for what is not lossless. `metadata` may hold `shotloom` (the graph) and `comment`. Raises
    OutputError for a disk that refuses or an existing target, UsageError for another extension.
    """
    media = written_format(path)
    texts = dict(metadata or {})
    embedded = embeds(media, texts)
    with whole_file(path, overwrite=overwrite) as temp:
        save_picture(frame, temp, media, texts if embedded else {}, quality)
        _check(temp, media, path)
    write_beside(path, texts, embedded)


def is_sequence(path: Path) -> bool:
    """Whether a file name is a pattern such as `out_%05d.png`."""
    return bool(_NUMBER.search(path.name))


def write_sequence(
    clip: Clip,
    pattern: Path,
    *,
    first: int = 1,
    metadata: Mapping[str, str] | None = None,
    overwrite: bool = False,
    on_frame: Callable[[int, int], None] | None = None,
    check_cancel: Callable[[], None] | None = None,
) -> list[Path]:
    """Write every frame as a numbered picture (`out_%05d.png`); the first one carries the metadata.

    The frames are written under temporary names and get their own only once all are complete.
    Raises OutputError as `write_image` does; then none of them is there.
    """
    media = written_format(pattern)
    if not is_sequence(pattern):
        raise UsageError(
            "a sequence needs a number in its name", value=pattern.name, remedy="Write out_%05d.png"
        )
    if clip.frames > MAX_SEQUENCE:
        raise OutputError(
            f"{clip.frames} pictures are more than {MAX_SEQUENCE}", remedy="Write a clip instead"
        )
    names = [pattern.with_name(numbered(pattern.name, first + i)) for i in range(clip.frames)]
    for name in names:
        check_target(name, overwrite)
    texts = dict(metadata or {})
    with together(names, overwrite=overwrite) as temps:
        for number, frame in enumerate(clip):
            if check_cancel is not None:
                check_cancel()
            temp = temps(number)
            save_picture(frame, temp, media, texts if number == 0 and embeds(media, texts) else {})
            sync(temp)
            if on_frame is not None:
                on_frame(number + 1, clip.frames)
    return names


def numbered(name: str, number: int) -> str:
    """The name of one picture of a pattern."""
    # Not the % operator: a name from outside may hold other signs of its own.
    return _NUMBER.sub(lambda m: str(number).zfill(int(m[1] or 0)), name, count=1)


@contextmanager
def together(targets: list[Path], *, overwrite: bool) -> Iterator[Callable[[int], Path]]:
    """Temporary paths by number that take the names of `targets` together, at the end of the block.

    After an exception none of them has, and what was there before is there again. Raises OutputError where one of the
    names was taken meanwhile and `overwrite` is false, or on any failure of the disk.
    """
    folder = targets[0].parent
    sweep(folder)
    temps: dict[int, Path] = {}
    kept: dict[Path, Path] = {}
    fresh: list[Path] = []

    def temp(number: int) -> Path:
        return temps.setdefault(number, temp_path(folder))

    try:
        yield temp
        try:
            for number, path in temps.items():
                target = targets[number]
                there = target.exists()
                if there and overwrite:
                    _keep(target, kept)
                publish(path, target, overwrite)
                if not there:
                    fresh.append(target)
        except BaseException:
            for target in fresh:
                target.unlink(missing_ok=True)
            for target, old in kept.items():
                old.replace(target)
            raise
        sync(folder)
    except OSError as error:
        raise failure(targets[0], error) from error
    finally:
        for path in (*temps.values(), *kept.values()):
            path.unlink(missing_ok=True)


def _keep(target: Path, kept: dict[Path, Path]) -> None:
    """Give what is there a second name, so that it can come back, on disks that have such names."""
    old = temp_path(target.parent)
    with suppress(OSError):
        os.link(target, old)
        kept[target] = old


def save_picture(
    frame: Frames,
    temp: Path | BinaryIO,
    media: MediaFormat,
    texts: Mapping[str, str],
    quality: int = QUALITY,
) -> None:
    """Write one picture to a path or a stream, and look at nothing else. Raises OutputError."""
    options: dict[str, Any] = {}
    if media is PNG:
        options = {"pnginfo": png_texts(texts), "compress_level": 6}
    elif media is JPEG:
        options = {"quality": quality, "subsampling": 0, "comment": packed(texts)}
    else:
        options = {"quality": quality, "method": 4, "xmp": packed(texts)}
    try:
        Image.fromarray(np.ascontiguousarray(frame)).save(temp, media.reader, **options)
    except (ValueError, MemoryError) as error:
        raise OutputError(f"the picture could not be written: {error}", remedy="Write it as .png") from error


def _check(temp: Path, media: MediaFormat, target: Path) -> None:
    try:
        with Image.open(temp, formats=[media.reader]) as image:
            image.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise OutputError(
            f"{target.name} does not read back", remedy="Check the free space of the disk and write it again"
        ) from error


def _picture_format(path: Path) -> MediaFormat:
    media = sniff(path)
    if media.family != "picture":
        raise MediaError(f"{path.name} is a clip, not an image", remedy="Use Load Clip and Frame")
    return media


def written_format(path: Path) -> MediaFormat:
    """The format that a picture's name asks for. Raises UsageError for one that is not written."""
    media = WRITTEN.get(path.suffix.lower())
    if media is None:
        raise UsageError(
            f"pictures are not written as {path.suffix or 'a file without extension'}",
            remedy=f"Use one of {', '.join(WRITTEN)}",
        )
    return media
