"""Pictures of the film made into pixels: the one function behind viewer, thumbnails, render and export.

In: a `Picture` of `engine.film`, and a function that reads a shot's frames. Out: uint8 [H, W, 3] RGB. `FilmClip` is
the whole film as a lazy clip. The same picture is the same pixels, whoever asks for it.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

import cv2
import numpy as np

from engine.film import Film, Layer, Picture, Text
from engine.media.frames import Clip, Frames
from engine.media.imaging import Filter, Fit, placement, resize
from engine.media.titles import Overlay, draw_title
from engine.time import round_half_up
from engine.tracks import SUBTITLE, Cue
from engine.types import Size

Read = Callable[[str, int], Frames | None]
"""(shot, frame) -> uint8 [H, W, 3] of any size, or None while it is not there (black stands in)."""

_FITS = {"fill": Fit.COVER, "fit": Fit.CONTAIN, "stretch": Fit.STRETCH}
_DOWN = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
_STEPS = 256
"""Opacity is rounded to this many steps, so that products of pixels and shares are exact in single precision."""
TEXTS_KEPT = 16
MOST_AT_ONCE = 64
"""Frames of the film that are read and composed together."""


class Texts:
    """Draws cues, each once: overlays are kept for the last `TEXTS_KEPT`. Safe on any thread."""

    def __init__(self, font: Callable[[str], Path]) -> None:
        """`font` finds the typeface file of a weight ("regular", "semibold")."""
        self._font = font
        self._drawn: OrderedDict[tuple[object, ...], Overlay] = OrderedDict()
        self._lock = Lock()

    def over(self, frame: Frames, texts: tuple[Text, ...], subtitles: bool = True) -> Frames:
        """The frame with its texts on it. Those at one place make room: later ones go above or below."""
        size = Size(frame.shape[1], frame.shape[0])
        taken = dict.fromkeys(_DOWN, 0)
        for text in texts:
            cue = text.cue
            if cue.role == SUBTITLE and not subtitles:
                continue
            overlay = self._overlay(cue, size)
            height = overlay.rgba.shape[0]
            shift = -taken[cue.place] if cue.place == "bottom" else taken[cue.place]
            top = min(max(overlay.top + shift, 0), size.height - height)
            frame = Overlay(overlay.rgba, overlay.left, top).over(frame, float(text.strength))
            taken[cue.place] += height
        return frame

    def _overlay(self, cue: Cue, size: Size) -> Overlay:
        key = (cue.text, cue.role, cue.place, cue.size, size)
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
        overlay = draw_title(
            cue.text,
            size,
            font=self._font("semibold"),
            height=max(1, round_half_up(cue.size * size.height)),
            position=(0.5, _DOWN[cue.place]),
            outline=cue.role == SUBTITLE,
        )
        with self._lock:
            self._drawn[key] = overlay
            while len(self._drawn) > TEXTS_KEPT:
                self._drawn.popitem(last=False)
        return overlay


def compose(
    picture: Picture, read: Read, size: Size, texts: Texts | None = None, *, subtitles: bool = True
) -> Frames:
    """The pixels of a picture at a size, uint8 [H, W, 3]; treat them as read-only.

    Texts are drawn where `texts` is given, subtitles among them unless `subtitles` is off. What `read` raises passes.
    """
    frame: Frames | None = None
    for layer in picture.layers:
        frame = _laid(frame, layer, read, size)
    if frame is None:
        frame = _black(size)
    return texts.over(frame, picture.texts, subtitles) if texts is not None and picture.texts else frame


class FilmClip(Clip):
    """The film as a clip: frames are composed when they are read, sources opened when they are needed.

    Sources that a stretch did not use are closed behind it, so that a long film never holds many decoders.
    """

    __slots__ = ("_film", "_open", "_sources", "_subtitles", "_texts")

    def __init__(
        self, film: Film, sources: Mapping[str, Clip], texts: Texts | None = None, *, subtitles: bool = False
    ) -> None:
        super().__init__(film.frames, film.rate, film.size)
        self._film = film
        self._sources = sources
        self._texts = texts
        self._subtitles = subtitles
        self._open: set[str] = set()

    def _read(self, start: int, stop: int) -> Frames:
        out = np.empty((stop - start, self.size.height, self.size.width, 3), np.uint8)
        # Sources may be larger than the film: what is read of them at once is bounded too.
        step = min(self.chunk_frames, *(clip.chunk_frames for clip in self._sources.values()), MOST_AT_ONCE)
        for low in range(start, stop, step):
            pictures = [self._film.at(number) for number in range(low, min(low + step, stop))]
            frames = self._needed(pictures)
            for number, picture in enumerate(pictures, low - start):
                out[number] = self._composed(picture, frames)
        return out

    def _composed(self, picture: Picture, frames: Mapping[tuple[str, int], Frames]) -> Frames:
        def read(shot: str, frame: int) -> Frames | None:
            return frames.get((shot, frame))

        return compose(picture, read, self.size, self._texts, subtitles=self._subtitles)

    def _needed(self, pictures: list[Picture]) -> dict[tuple[str, int], Frames]:
        """The source frames of some pictures, each read once and neighbours together."""
        wanted: dict[str, set[int]] = {}
        for picture in pictures:
            for layer in picture.layers:
                if layer.shot is not None and not layer.missing:
                    wanted.setdefault(layer.shot, set()).add(layer.frame)
        for shot in self._open - wanted.keys():
            self._sources[shot].close()
        self._open = set(wanted)
        found: dict[tuple[str, int], Frames] = {}
        for shot, numbers in wanted.items():
            for first, behind in _runs(sorted(numbers)):
                block = self._sources[shot].read(first, behind)
                found.update({(shot, first + n): frame for n, frame in enumerate(block)})
        return found

    @property
    def held_bytes(self) -> int:
        return sum(clip.held_bytes for clip in self._sources.values())

    def close(self) -> None:
        for clip in self._sources.values():
            clip.close()


def _laid(under: Frames | None, layer: Layer, read: Read, size: Size) -> Frames:
    """A layer over what lies below it (black where nothing does)."""
    source = None if layer.shot is None or layer.missing else read(layer.shot, layer.frame)
    weight = round_half_up(layer.opacity * _STEPS)
    if source is None:
        return _mixed(under, _black(size), weight)
    place = placement(Size(source.shape[1], source.shape[0]), size, _FITS[layer.fit])
    left, top, width, height = place.crop
    scaled = resize(source[top : top + height, left : left + width], place.size, Filter.QUICK)
    if place.size == size:
        return _mixed(under, scaled, weight)
    frame = _black(size) if under is None else under.copy()
    x, y = place.at
    part = frame[y : y + place.size.height, x : x + place.size.width]
    part[:] = _mixed(part, scaled, weight)
    return frame


def _mixed(under: Frames | None, over: Frames, weight: int) -> Frames:
    """`over` with weight 0..256 over what lies below it, black where nothing does."""
    if weight >= _STEPS:
        return over
    under = np.zeros_like(over) if under is None else under
    share = weight / _STEPS
    return np.asarray(cv2.addWeighted(under, 1 - share, over, share, 0), np.uint8)


def _black(size: Size) -> Frames:
    return np.zeros((size.height, size.width, 3), np.uint8)


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """[first, behind the last] of each run of neighbours in ascending numbers."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number:
            runs[-1] = (runs[-1][0], number + 1)
        else:
            runs.append((number, number + 1))
    return runs
