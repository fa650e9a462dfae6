"""Where the frames of a shot, a take or an imported clip come from when it is played: a file, known by its content.

In: takes and media entries of a document, and their places on this machine. Out: a `Footage`, which frame store,
proxies, filmstrips and readers use as the name of what they keep. Nothing is opened here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol, TypeAlias

from engine.types import Size


@dataclass(frozen=True, slots=True)
class Footage:
    """A clip or picture file to play.

    `key` names the content (equal content, equal key; no path); `frames`, `rate` and `size` are the file's own, `rate`
    1 for a picture.
    """

    key: str
    path: Path
    frames: int
    rate: Fraction
    size: Size

    @property
    def frame_bytes(self) -> int:
        """Bytes of one decoded frame."""
        return self.size.area * 3


FootageOf: TypeAlias = Callable[[str], Footage | None]
"""From what a layer of a film names (a shot, a media entry) to its file, or None; asked on any thread."""


class TakeFacts(Protocol):
    """What is asked of a take (`engine.shots.Take`)."""

    @property
    def file(self) -> str: ...
    @property
    def frames(self) -> int: ...
    @property
    def rate(self) -> Fraction: ...
    @property
    def size(self) -> Size: ...


class MediaFacts(Protocol):
    """What is asked of a media entry (`engine.document.MediaItem`)."""

    @property
    def sha256(self) -> str: ...
    @property
    def frames(self) -> int: ...
    @property
    def rate(self) -> Fraction: ...
    @property
    def size(self) -> Size: ...


def take_footage(take: TakeFacts, folder: Path) -> Footage:
    """The master of a take in its takes folder; masters are named by their content."""
    path = folder / take.file
    return Footage(path.stem, path, take.frames, take.rate or Fraction(1), take.size)


def media_footage(item: MediaFacts, path: Path) -> Footage:
    """A media entry whose file is at `path`."""
    return Footage(item.sha256, path, item.frames, item.rate or Fraction(1), item.size)
