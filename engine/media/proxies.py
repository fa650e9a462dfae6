"""Small quick copies of clips for scrubbing: MJPEG, at most 640 wide, every frame a keyframe, in the cache folder.

In: footage and a clip that reads it. Out: a proxy's clip. A proxy is named by the content of its master, checked
against its facts before use, and may be deleted at any time; the oldest go when there are too many bytes of them.
"""

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from engine.errors import MediaError, OutputError
from engine.media.decode import open_clip
from engine.media.encode import Preset, proxy_size, write_clip
from engine.media.footage import Footage
from engine.media.formats import Limits
from engine.media.frames import Clip, Frames
from engine.media.outputs import sweep

LIMIT = 8 << 30
KEPT_OPEN = 8
SUFFIX = ".mov"
_LIMITS = Limits(frames=1 << 31, seconds=1 << 31)
_NAME = re.compile(r"[0-9A-Za-z_-]{1,100}")


class Proxies:
    """The proxies of one cache folder; safe on any thread. `limit` in bytes; `folder` None: there are none."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.folder = folder
        self._limit = limit
        self._lock = threading.Lock()
        self._open: OrderedDict[str, Clip] = OrderedDict()
        self._known: dict[str, bool] = {}

    def wanted(self, footage: Footage) -> bool:
        """Whether footage is of a kind that a proxy helps, and has none yet."""
        return self.folder is not None and footage.frames > 1 and not self.have(footage)

    def have(self, footage: Footage) -> bool:
        """Whether there is a proxy; asks the disk once."""
        if self.folder is None:
            return False
        with self._lock:
            known = self._known.get(footage.key)
        if known is None:
            known = self._path(self.folder, footage).is_file()
            with self._lock:
                self._known[footage.key] = known
        return known

    def open(self, footage: Footage) -> Clip | None:
        """The clip of a proxy, kept open among the last few; None where there is no usable one."""
        if self.folder is None or not self.have(footage):
            return None
        with self._lock:
            clip = self._open.get(footage.key)
            if clip is not None:
                self._open.move_to_end(footage.key)
                return clip
        path = self._path(self.folder, footage)
        try:
            clip = open_clip(path, _LIMITS)
            if clip.frames != footage.frames or clip.size != proxy_size(footage.size):
                raise MediaError(f"{path.name} is of another clip")
        except MediaError:
            self.lost(footage)
            return None
        with suppress(OSError):
            path.touch()
        with self._lock:
            # Another thread may have been quicker.
            clip, spare = self._open.setdefault(footage.key, clip), clip
            gone = [self._open.popitem(last=False)[1] for _ in range(len(self._open) - KEPT_OPEN)]
        for old in gone if spare is clip else [*gone, spare]:
            old.close()
        return clip

    def frame(self, footage: Footage, index: int) -> Frames | None:
        """A frame of a proxy; None where there is no usable one. A damaged proxy is removed."""
        clip = self.open(footage)
        if clip is None:
            return None
        try:
            return clip.frame(index)
        except MediaError:
            self.lost(footage)
            return None

    def make(self, footage: Footage, clip: Clip, check: Callable[[], None] | None = None) -> None:
        """Write the proxy of footage, read through `clip` in any size. `check` is called before each frame; may raise.

        Raises MediaError or OutputError, and then there is none; a later call tries again.
        """
        if self.folder is None:
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError("the cache folder cannot be made", value=str(self.folder)) from error
        self._make_room(self.folder)
        write_clip(
            clip, self._path(self.folder, footage), preset=Preset.PROXY, overwrite=True, check_cancel=check
        )
        with self._lock:
            self._known[footage.key] = True

    def lost(self, footage: Footage) -> None:
        """Remove a proxy that cannot be used; it is made again when it is wanted."""
        with self._lock:
            clip = self._open.pop(footage.key, None)
            self._known[footage.key] = False
        if clip is not None:
            clip.close()
        if self.folder is not None:
            with suppress(OSError):
                self._path(self.folder, footage).unlink()

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            clips = list(self._open.values())
            self._open.clear()
        for clip in clips:
            clip.close()

    @staticmethod
    def _path(folder: Path, footage: Footage) -> Path:
        # The name of a take in somebody's document may be anything.
        plain = _NAME.fullmatch(footage.key)
        return folder / (
            (footage.key if plain else hashlib.sha256(footage.key.encode()).hexdigest()) + SUFFIX
        )

    def _make_room(self, folder: Path) -> None:
        sweep(folder)
        files = []
        for path in folder.glob(f"*{SUFFIX}"):
            with suppress(OSError):
                files.append((path.stat().st_mtime, path.stat().st_size, path))
        used = sum(size for _, size, _ in files)
        for _, size, path in sorted(files):
            if used <= self._limit:
                return
            with suppress(OSError):
                path.unlink()
                used -= size
            with self._lock:
                self._known.pop(path.stem, None)
