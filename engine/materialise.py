"""Lazy clips made real: frames are read once, in order, into memory or, when they are many, into a lossless file.

In: the clip that an operation returned; reading it does the work. Out: a clip that costs nothing to read again. Called
by the executor on the engine thread, so that a minute of video never sits in memory.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from engine.errors import MediaError, OutputError
from engine.estimate import SPILL_BYTES
from engine.media.frames import ArrayClip, Clip

PIECE_FRAMES = 4
"""Frames read between two looks at the cancel token: one group of the autoencoder."""

OnFrame = Callable[[int, int], None]
"""(frames done, frames in all)"""


def materialise(
    clip: Clip,
    film: Path,
    *,
    check: Callable[[], None],
    on_frame: OnFrame,
    spill: int = SPILL_BYTES,
) -> ArrayClip | None:
    """The clip in memory, or None when it is larger than `spill` bytes and was written to the file `film` instead.

    `check` may raise Cancelled. Raises OutputError when the disk cannot take the film.
    """
    if isinstance(clip, ArrayClip):
        return clip
    if clip.nbytes > spill:
        _write(clip, film, check, on_frame)
        return None
    out = np.empty((clip.frames, clip.size.height, clip.size.width, 3), np.uint8)
    for start in range(0, clip.frames, PIECE_FRAMES):
        check()
        stop = min(start + PIECE_FRAMES, clip.frames)
        piece = clip.read(start, stop)
        if piece.shape != out[start:stop].shape:
            raise MediaError(f"frames {start}..{stop} came as {piece.shape}, not {out[start:stop].shape}")
        out[start:stop] = piece
        on_frame(stop, clip.frames)
    clip.close()
    return ArrayClip(out, clip.rate)


def _write(clip: Clip, film: Path, check: Callable[[], None], on_frame: OnFrame) -> None:
    from engine.media.encode import Preset, write_clip

    try:
        write_clip(clip, film, preset=Preset.FFV1, overwrite=True, on_frame=on_frame, check_cancel=check)
    except OutputError as error:
        raise OutputError(
            "there is no room for this clip on the disk of the cache",
            value=f"{clip.size}x{clip.frames}",
            remedy=error.remedy or "Free some space",
        ) from error
    finally:
        clip.close()
