"""Clips kept losslessly in the disk cache: FFV1 RGB in Matroska, every frame a keyframe.

In: a clip and a path inside the cache folder. Out: a file that reads back bit for bit, and the clip on it. Called by
the executor's cache. The files are ours, so they are read in process; FFV1's checksums and the count find damage.
"""

from collections.abc import Callable
from pathlib import Path

from engine.errors import MediaError
from engine.media.decode import FileClip, open_clip
from engine.media.encode import Preset, write_clip
from engine.media.formats import Limits
from engine.media.frames import Clip

SUFFIX = ".mkv"
_LIMITS = Limits(frames=1 << 31, seconds=1 << 31)


def store(clip: Clip, path: Path, check_cancel: Callable[[], None] | None = None) -> Clip:
    """Write a clip (replacing what is there) and return the clip that reads it.

    Raises OutputError when the disk refuses; the caller goes on without a cache then.
    """
    write_clip(clip, path, preset=Preset.FFV1, overwrite=True, check_cancel=check_cancel)
    return load(path)


def load(path: Path) -> Clip:
    """The clip of a cache file.

    Raises MediaError when it is missing or damaged; the caller computes the value again then.
    """
    clip = open_clip(path, _LIMITS)
    if not isinstance(clip, FileClip) or clip.info.codec != "ffv1":
        raise MediaError(f"{path.name} is not a cache file")
    return clip
