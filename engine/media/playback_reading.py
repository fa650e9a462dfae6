"""Pictures of a reel, read and composed: as quickly as can be, or as export would show them.

In: a reel and a frame number. Out: a `Shown`. Used by the one thread that serves the playhead (`playback`); frames come
from the store, else from a proxy, else from the master through a media worker of its own.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from engine.errors import Cancelled, MediaError, Problem, StudioError
from engine.media.compose import Texts, compose
from engine.media.encode import proxy_size
from engine.media.footage import Footage
from engine.media.frames import Frames
from engine.media.proxies import Proxies
from engine.media.reel import Reel
from engine.media.store import FrameStore, Grade
from engine.types import Size

BACKWARDS = 12
"""Frames read at once when time goes backwards: a master has a keyframe this often."""
LEGIBLE_WIDTH = 1280
"""Pixels at least across a picture with words, where the film has as many."""
REFUSED_SECONDS = 2.0
"""A file that could not be read is not asked again for this time."""


class FrameWorker(Protocol):
    """What is asked of the media worker."""

    def read(
        self, path: Path, start: int, stop: int, size: Size | None = None, *, quick: bool = False
    ) -> Frames: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A frame as a screen shows it: `picture` uint8 [H, W, 3], read-only.

    `grade` is FULL when the pixels are those that export writes; other pictures may be smaller, to be scaled to the
    reel's size. `problem` says why something in it is black.
    """

    reel: Reel
    frame: int
    picture: Frames
    grade: Grade
    problem: Problem | None = None

    @property
    def final(self) -> bool:
        """Whether no better picture follows."""
        return self.grade is Grade.FULL


class PictureReader:
    """Reads frames of footage and composes pictures of reels; for one thread."""

    def __init__(
        self,
        store: FrameStore,
        proxies: Proxies,
        worker: FrameWorker,
        texts: Texts | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._proxies, self._worker, self._texts = store, proxies, worker, texts
        self._now = now
        self._refused: dict[str, tuple[float, Problem]] = {}

    def picture(self, reel: Reel, frame: int, grade: Grade, step: int = 1) -> Shown:
        """A frame of a reel in a grade, or a better one where that is at hand.

        With PROXY, masters serve what has no proxy. `step` tells where time goes, for what is read along. Never raises
        for media: see `Shown.problem`; Cancelled when the projector is closed meanwhile.
        """
        picture, needed = reel.needs(frame)
        found: dict[tuple[str, int], Frames] = {}
        grades, problem = {Grade.FULL}, None
        for (shot, number), footage in needed.items():
            try:
                found[shot, number], got = self._frame(footage, min(number, footage.frames - 1), grade, step)
                grades.add(got)
            except Cancelled:
                raise
            except StudioError as error:
                problem = Problem.of(error)
        for layer in picture.layers:
            live = reel.live.get(layer.shot or "")
            if layer.shot is not None and live is not None:
                found[layer.shot, layer.frame] = live.frame(min(layer.frame, live.frames - 1))
                grades.add(Grade.QUICK)
        worst = next(grade for grade in reversed(Grade) if grade in grades)
        size = _size(reel.size, worst, found.values())
        if picture.texts:
            size = _legible(reel.size, size)

        def read(shot: str, number: int) -> Frames | None:
            return found.get((shot, number))

        try:
            composed = compose(picture, read, size, self._texts)
        except StudioError as error:
            # A typeface that is not there: the picture is worth seeing without its words.
            problem = Problem.of(error)
            composed = compose(picture, read, size)
        return Shown(reel, frame, composed, worst, problem)

    def fetch(self, reel: Reel, frame: int, step: int) -> None:
        """Read what a picture needs into the store, without composing it; errors wait until it is shown."""
        with suppress(StudioError):
            for (_, number), footage in reel.needs(frame)[1].items():
                self.read(footage, min(number, footage.frames - 1), step)

    def read(self, footage: Footage, index: int, step: int = 1, grade: Grade = Grade.FULL) -> Frames:
        """A frame of the master in FULL or QUICK, uint8 [H, W, 3], from the store or the file. Raises MediaError."""
        known = self._store.get(footage.key, grade, index)
        if known is not None:
            return known
        refused = self._refused.get(footage.key)
        if refused is not None and self._now() < refused[0]:
            raise MediaError(refused[1].message, value=refused[1].value, remedy=refused[1].remedy)
        low = index if step >= 0 else max(0, index - BACKWARDS + 1)
        try:
            block = self._worker.read(footage.path, low, index + 1, quick=grade is Grade.QUICK)
            if block.shape != (index + 1 - low, footage.size.height, footage.size.width, 3):
                raise MediaError(f"{footage.path.name} is not the clip that it was", remedy="Load it again")
        except MediaError as error:
            self._refused[footage.key] = (self._now() + REFUSED_SECONDS, Problem.of(error))
            raise
        frames = [self._store.put(footage.key, grade, low + n, frame) for n, frame in enumerate(block)]
        return frames[-1]

    def proxy(self, footage: Footage, index: int) -> Frames | None:
        """A frame of the proxy; None where there is none."""
        known = self._store.get(footage.key, Grade.PROXY, index)
        if known is not None:
            return known
        frame = self._proxies.frame(footage, index)
        if frame is None:
            return None
        return self._store.put(footage.key, Grade.PROXY, index, np.ascontiguousarray(frame))

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def _frame(self, footage: Footage, index: int, grade: Grade, step: int) -> tuple[Frames, Grade]:
        at_hand = self._store.best(footage.key, index)
        if at_hand is Grade.FULL or grade is Grade.FULL:
            return self.read(footage, index, step), Grade.FULL
        if grade is Grade.PROXY and at_hand is not Grade.QUICK:
            proxy = self.proxy(footage, index)
            if proxy is not None:
                return proxy, Grade.PROXY
        return self.read(footage, index, step, Grade.QUICK), Grade.QUICK


def _size(size: Size, grade: Grade, frames: Iterable[Frames]) -> Size:
    """The size to compose at: no larger than what there is to see, unless it shall be exact."""
    if grade is Grade.FULL:
        return size
    if grade is Grade.PROXY:
        return proxy_size(size)
    width = max((max(f.shape[1], f.shape[0] * size.width // size.height) for f in frames), default=size.width)
    return _narrowed(size, width)


def _legible(size: Size, chosen: Size) -> Size:
    """The size for a picture with words: in a small one letters would be coarse, and too tall."""
    return max(chosen, _narrowed(size, LEGIBLE_WIDTH), key=lambda one: one.width)


def _narrowed(size: Size, width: int) -> Size:
    """So many pixels wide, unless it is narrower anyway."""
    if width >= size.width:
        return size
    return Size(width, max(1, round(size.height * width / size.width)))
