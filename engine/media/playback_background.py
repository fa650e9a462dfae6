"""What is made beside playing: thumbnails of filmstrips and proxies, on a thread of its own that gives way.

In: the thumbnails that a timeline shows now, and footage that came home. Out: pictures in `Strips`, files in `Proxies`,
and a word to whoever draws them. Thumbnails come first, also in the midst of a proxy; while a screen is busy, proxies
wait.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from engine.errors import Cancelled, StudioError
from engine.media.encode import proxy_size
from engine.media.footage import Footage
from engine.media.frames import Clip, Frames
from engine.media.imaging import resize
from engine.media.playback_reading import REFUSED_SECONDS, FrameWorker
from engine.media.proxies import Proxies
from engine.media.store import FrameStore
from engine.media.strips import Strips
from engine.stopping import stopped_by

GIVE_WAY_SECONDS = 0.05


class Background:
    """The thread behind filmstrips and proxies. `close` it; its worker's process ends with it.

    `changed` is called on its thread with the key of the footage that has a new thumbnail or proxy; `busy` says whether
    somebody waits for pictures.
    """

    def __init__(
        self,
        store: FrameStore,
        proxies: Proxies,
        strips: Strips,
        worker: FrameWorker,
        changed: Callable[[str], None],
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store, self._proxies, self._strips, self._worker = store, proxies, strips, worker
        self._changed, self._busy = changed, busy
        self._change = threading.Condition(threading.Lock())
        self._thumbnails: list[tuple[Footage, int]] = []
        self._footage: OrderedDict[str, Footage] = OrderedDict()
        self._failed: dict[str, float] = {}
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="filmstrips", daemon=True)
        self._thread.start()

    def want_strips(self, thumbnails: Sequence[tuple[Footage, int]]) -> None:
        """The thumbnails that are in sight now, most wanted first; what was wanted before and not made is forgotten."""
        missing = [(f, n) for f, n in thumbnails if self._strips.get(f.key, n) is None]
        with self._change:
            self._thumbnails = missing[::-1]
            self._change.notify_all()

    def want_proxy(self, footage: Footage) -> None:
        """Make the proxy of footage when there is time for it; the one wanted last comes first."""
        if not self._proxies.wanted(footage):
            return
        with self._change:
            self._footage[footage.key] = footage
            self._footage.move_to_end(footage.key)
            self._change.notify_all()

    @property
    def waiting(self) -> int:
        """How many proxies are still to be made, the one in the making too."""
        with self._change:
            return len(self._footage)

    def close(self) -> None:
        """End the thread; a proxy in the making is dropped, and nobody waits for what is being read."""
        self._closed.set()
        with self._change:
            self._change.notify_all()
        self._thread.join()
        self._worker.close()

    def _run(self) -> None:
        with stopped_by(self._check):
            while not self._closed.is_set():
                with self._change:
                    while not (self._closed.is_set() or self._thumbnails or self._footage):
                        self._change.wait()
                    footage = next(reversed(self._footage.values()), None)
                self._make_thumbnails()
                if footage is not None and not self._closed.is_set():
                    self._make_proxy(footage)

    def _make_thumbnails(self) -> None:
        """All that are wanted, one by one; those of files that cannot be read are left out for a while."""
        while not self._closed.is_set():
            with self._change:
                if not self._thumbnails:
                    return
                footage, index = self._thumbnails.pop()
            if (
                time.monotonic() < self._failed.get(footage.key, 0.0)
                or self._strips.get(footage.key, index) is not None
            ):
                continue
            try:
                picture = self._thumbnail(footage, index)
            except StudioError:
                self._failed[footage.key] = time.monotonic() + REFUSED_SECONDS
                continue
            self._strips.put(footage.key, index, picture)
            self._changed(footage.key)

    def _thumbnail(self, footage: Footage, index: int) -> Frames:
        size = self._strips.size(footage.size)
        grade = self._store.best(footage.key, index)
        known = None if grade is None else self._store.get(footage.key, grade, index)
        if known is not None:
            return resize(known, size)
        proxy = self._proxies.frame(footage, index)
        if proxy is not None:
            return resize(proxy, size)
        # Scaled in the worker: a hundredth of the pixels crosses the pipe.
        return np.array(self._worker.read(footage.path, index, index + 1, size, quick=True)[0])

    def _make_proxy(self, footage: Footage) -> None:
        try:
            self._proxies.make(footage, Small(self._worker, footage), self._between)
            made = True
        except Cancelled:
            return
        except StudioError:
            # Without a proxy scrubbing is slower, and nothing is lost.
            made = False
        with self._change:
            self._footage.pop(footage.key, None)
        if made:
            self._changed(footage.key)

    def _between(self) -> None:
        """Before each frame of a proxy: thumbnails first, and nobody shall wait for a picture because of us."""
        self._make_thumbnails()
        while self._busy() and not self._closed.wait(GIVE_WAY_SECONDS):
            self._make_thumbnails()
        self._check()

    def _check(self) -> None:
        if self._closed.is_set():
            raise Cancelled


class Small(Clip):
    """Footage in its proxy's size, frame by frame, so that others get their turn between two frames."""

    __slots__ = ("_footage", "_worker")

    def __init__(self, worker: FrameWorker, footage: Footage) -> None:
        super().__init__(footage.frames, footage.rate, proxy_size(footage.size))
        self._worker, self._footage = worker, footage

    @property
    def chunk_frames(self) -> int:
        """One."""
        return 1

    def _read(self, start: int, stop: int) -> Frames:
        return self._worker.read(self._footage.path, start, stop, self.size, quick=True)
