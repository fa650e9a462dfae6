"""What is put on a screen: a film with the files of its shots, or a single take or clip.

In: a document and its takes folder, or footage. Out: an immutable `Reel`, made anew with every edit and cheap to make;
what the readers keep is named by content, so a new reel finds all of it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from engine.document import Document
from engine.film import Film, Layer, Picture, Source, sources_of
from engine.media.footage import Footage, take_footage
from engine.media.frames import Clip
from engine.types import Size


class Showing(Protocol):
    """What has a picture for every frame; `engine.film.Film` is one."""

    @property
    def frames(self) -> int: ...
    @property
    def rate(self) -> Fraction: ...
    @property
    def size(self) -> Size: ...

    def at(self, frame: int) -> Picture: ...


@dataclass(frozen=True, slots=True, eq=False)
class Reel:
    """A film and where its shots' frames are read; a shot without footage stays black.

    `live` are clips in memory that stand in for shots whose takes are in the making: never exact, never kept.
    """

    film: Showing
    footage: Mapping[str, Footage]
    live: Mapping[str, Clip] = field(default_factory=dict)

    @property
    def frames(self) -> int:
        """How many."""
        return self.film.frames

    @property
    def rate(self) -> Fraction:
        """Frames per second."""
        return self.film.rate

    @property
    def size(self) -> Size:
        """Pixels of a composed picture."""
        return self.film.size

    def needs(self, frame: int) -> tuple[Picture, dict[tuple[str, int], Footage]]:
        """The picture of a frame, and the footage of each (shot, source frame) that it is composed of."""
        picture = self.film.at(frame)
        found = {}
        for layer in picture.layers:
            if layer.shot is not None and not layer.missing and layer.shot not in self.live:
                footage = self.footage.get(layer.shot)
                if footage is not None:
                    found[layer.shot, layer.frame] = footage
        return picture, found


@dataclass(frozen=True, slots=True)
class Alone:
    """One clip as a film of its own: every frame once, at its own rate and size."""

    footage: Footage

    @property
    def frames(self) -> int:
        """How many."""
        return self.footage.frames

    @property
    def rate(self) -> Fraction:
        """Frames per second."""
        return self.footage.rate

    @property
    def size(self) -> Size:
        """Pixels."""
        return self.footage.size

    def at(self, frame: int) -> Picture:
        """That frame; outside the clip black."""
        if not 0 <= frame < self.footage.frames:
            return Picture()
        return Picture((Layer(self.footage.key, frame),))


def film_reel(document: Document, takes: Path, live: Mapping[str, Clip] | None = None) -> Reel:
    """The film of a document as its picks are now; `takes` is its takes folder.

    `live`: the newest moving previews of shots that are being generated, shown in their places.
    """
    footage = {}
    for shot in document.shots:
        take = document.picked(shot)
        if take is not None:
            footage[shot] = take_footage(take, takes)
    if not live:
        return Reel(Film.of(document), footage)
    previews = {shot: Source(clip.frames, clip.rate, clip.size) for shot, clip in live.items()}
    film = Film(document.timeline, document.settings.size, {**sources_of(document), **previews})
    return Reel(film, footage, live)


def single_reel(footage: Footage) -> Reel:
    """A take or an imported clip alone."""
    return Reel(Alone(footage), {footage.key: footage})
