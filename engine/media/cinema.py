"""Everything that playing needs, wired once: frames in memory, proxies, filmstrips, sounds, screens, loudspeaker.

In: the cache folder, typefaces, the media worker's kind. Out: the parts, made when they are first asked for, so that a
studio that never plays starts no thread and no process. Belongs to a session (`Session.cinema`); the studio sets
`changed` and asks for screens.
"""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.media.compose import Texts
from engine.media.footage import Footage
from engine.media.outside import MediaWorker
from engine.media.playback import Projector, Screen
from engine.media.playback_background import Background
from engine.media.playback_reading import FrameWorker, Shown
from engine.media.playback_state import StateBar
from engine.media.player import OpenDevice, Player
from engine.media.proxies import Proxies
from engine.media.reel import Reel
from engine.media.sound_library import SoundLibrary
from engine.media.store import FrameStore
from engine.media.strips import Strips


class Cinema:
    """The parts of playing. Methods return at once, but for `states`; safe on any thread. `close` ends all threads.

    `changed` is called on a background thread with the key of footage that has a new thumbnail or proxy.
    """

    def __init__(
        self,
        cache: Path | None,
        font: Callable[[str], Path],
        sounds: SoundLibrary,
        *,
        memory: int | None = None,
        worker: Callable[[], FrameWorker] = MediaWorker,
        open_device: OpenDevice | None = None,
    ) -> None:
        self.store = FrameStore(memory)
        self.proxies = Proxies(cache / "proxies" if cache is not None else None)
        self.strips = Strips()
        self.sounds = sounds
        self.player = Player(open_device)
        self.changed: Callable[[str], None] = lambda key: None
        self._font, self._worker = font, worker
        self._lock = threading.Lock()
        self._bar: StateBar | None = None
        self._projector: Projector | None = None
        self._background: Background | None = None
        self._closed = False

    def screen(self, shown: Callable[[Shown], None]) -> Screen:
        """A place where pictures appear; `shown` is called on the projector's thread. Starts the projector."""
        with self._lock:
            if self._projector is None:
                self._projector = Projector(self.store, self.proxies, self._worker(), Texts(self._font))
            return self._projector.screen(shown)

    def want_strips(self, thumbnails: Sequence[tuple[Footage, int]]) -> None:
        """The thumbnails that are in sight now, most wanted first, in place of those wanted before."""
        if (background := self._beside()) is not None:
            background.want_strips(thumbnails)

    def want_proxies(self, footage: Sequence[Footage]) -> None:
        """Make proxies when there is time, of the first one first; those that are there cost nothing."""
        wanted = [one for one in footage if self.proxies.wanted(one)]
        if wanted and (background := self._beside()) is not None:
            for one in reversed(wanted):
                background.want_proxy(one)

    @property
    def proxies_waiting(self) -> int:
        """How many proxies are still to be made."""
        return self._background.waiting if self._background is not None else 0

    def states(self, reel: Reel, start: float, stop: float, columns: int) -> NDArray[np.uint8]:
        """The bar below the ruler, a `playback_state.State` per column of the film's frames [start, stop).

        Takes milliseconds where many columns are asked for: on an errand's thread.
        """
        bar = self._bar
        if bar is None or bar.reel is not reel:
            bar = self._bar = StateBar(reel, self.store, self.proxies)
        return bar.states(start, stop, columns)

    def close(self) -> None:
        """End the threads and the workers' processes; nobody waits for what is being read."""
        with self._lock:
            self._closed = True
            projector, background = self._projector, self._background
            self._projector = self._background = None
        self.player.close()
        if background is not None:
            background.close()
        if projector is not None:
            projector.close()
        self.proxies.close()
        self.store.clear()

    def _beside(self) -> Background | None:
        with self._lock:
            if self._background is None and not self._closed:
                self._background = Background(
                    self.store,
                    self.proxies,
                    self.strips,
                    self._worker(),
                    lambda key: self.changed(key),
                    lambda: self._projector is not None and self._projector.busy,
                )
            return self._background
