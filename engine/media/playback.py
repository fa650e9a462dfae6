"""The projector: brings the frames of reels to screens, for scrubbing, playing and standing still.

In: what each screen wants to see now. Out: `Shown` pictures, handed to the screen's function on the projector's thread
(scrubbing, stopping), or taken from it frame by frame (playing). The studio's viewer has one projector for all its
screens (program, source, the two sides of a comparison); nothing here knows Qt.

Scrubbing: the newest wish wins, but a picture that is being read is finished and shown, so that a screen moves under a
moving pointer. What is quick comes first (the store, a proxy), the full picture when the pointer rests. Playing: frames
are composed ahead; where the machine is too slow for masters, proxies take over while it plays.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import ceil

from engine.errors import Cancelled
from engine.media.compose import Texts
from engine.media.playback_reading import FrameWorker, PictureReader, Shown
from engine.media.proxies import Proxies
from engine.media.reel import Reel
from engine.media.store import FrameStore, Grade
from engine.stopping import stopped_by

REST_SECONDS = 0.12
"""A pointer that stands still for this long gets the full picture; reading it earlier would hold up the next one."""
AHEAD_FRAMES = 24
AHEAD_BYTES = 128 << 20
LEAST_AHEAD = 4
REST_AHEAD = 12
"""Frames read behind a resting playhead, so that a step or playing begins at once."""
SLOW = 0.9
"""A share of a frame's time: masters that take longer than this on average make way for proxies."""
TRIED = 3
BEGIN = 6
BEGIN_SECONDS = 0.5
"""Playing begins with this many frames composed, or after this time if there is one."""


@dataclass(eq=False)
class _Wish:
    """What a screen shows while it does not play."""

    reel: Reel
    frame: int
    step: int
    since: float
    quick: bool = False
    done: bool = False
    ahead: int = 0


@dataclass(eq=False)
class _Play:
    """A screen that plays: `next` is composed next, `ring` what is composed and not yet taken."""

    reel: Reel
    next: int | None
    step: int
    span: tuple[int, int]
    loop: bool
    grade: Grade
    since: float
    ring: deque[Shown] = field(default_factory=deque)
    made: int = 0
    mean: float = 0.0
    last: Shown | None = None

    def after(self, frame: int, steps: int = 1) -> int | None:
        """The frame that many steps on; None behind the end, unless it begins anew."""
        low, high = self.span
        on = frame + self.step * steps
        if low <= on < high:
            return on
        return low + (on - low) % (high - low) if self.loop else None

    def full(self) -> bool:
        """Whether enough is composed ahead."""
        if not self.ring:
            return False
        fits = max(LEAST_AHEAD, AHEAD_BYTES // max(1, self.ring[0].picture.nbytes))
        return len(self.ring) >= min(AHEAD_FRAMES, fits)


class Screen:
    """One place where pictures appear. Methods return at once and may be called on any thread."""

    def __init__(self, projector: "Projector", shown: Callable[[Shown], None]) -> None:
        self._projector = projector
        self._shown = shown
        self._wish: _Wish | None = None
        self._play: _Play | None = None

    def show(self, reel: Reel, frame: int) -> None:
        """Show a frame: what is quick at once, the full picture when nothing newer is wished for. Ends playing."""
        frame = min(max(frame, 0), max(reel.frames - 1, 0))
        with self._projector.change:
            old, self._play = self._wish, None
            step = frame - old.frame if old is not None else 1
            now = self._projector.now()
            self._wish = _Wish(reel, frame, -1 if step == -1 else 1, now)
            self._projector.change.notify_all()

    def play(
        self,
        reel: Reel,
        frame: int,
        step: int = 1,
        *,
        span: tuple[int, int] | None = None,
        loop: bool = False,
    ) -> None:
        """Begin to compose frames ahead, from `frame` on in steps of `step` (below 0: backwards) within `span`.

        The screen's function is not called while it plays: take the frames.
        """
        low, high = span or (0, reel.frames)
        low, high = max(0, low), min(reel.frames, high)
        with self._projector.change:
            self._wish = None
            begin = min(max(frame, low), high - 1) if high > low else None
            # Masters are quick in one direction only, and only frame by frame.
            grade = Grade.QUICK if step == 1 else Grade.PROXY
            self._play = _Play(
                reel, begin, step, (low, max(high, low + 1)), loop, grade, self._projector.now()
            )
            self._projector.change.notify_all()

    def take(self, frame: int) -> Shown | None:
        """The picture of a frame that is due now while playing; None when it is late.

        Frames before it are dropped; when it is late, composing goes on behind it.
        """
        with self._projector.change:
            play = self._play
            if play is None:
                return None
            if play.last is not None and play.last.frame == frame:
                return play.last
            place = next((n for n, shown in enumerate(play.ring) if shown.frame == frame), None)
            if place is not None:
                for _ in range(place):
                    play.ring.popleft()
                play.last = play.ring.popleft()
                self._projector.change.notify_all()
                return play.last
            self._catch_up(play, frame)
            return None

    @property
    def ready(self) -> bool:
        """Whether enough is composed ahead for the clock to start."""
        with self._projector.change:
            play = self._play
            if play is None or play.next is None or len(play.ring) >= BEGIN or play.full():
                return True
            return bool(play.ring) and self._projector.now() - play.since >= BEGIN_SECONDS

    @property
    def ended(self) -> bool:
        """Whether nothing more will be composed."""
        with self._projector.change:
            return self._play is None or self._play.next is None

    @property
    def grade(self) -> Grade | None:
        """How good the pictures are that are composed ahead now; None while nothing plays."""
        with self._projector.change:
            return self._play.grade if self._play is not None else None

    def rest(self) -> None:
        """Want nothing more."""
        with self._projector.change:
            self._wish = self._play = None

    def close(self) -> None:
        """Leave the projector."""
        self.rest()
        self._projector.drop(self)

    def _catch_up(self, play: _Play, frame: int) -> None:
        """Compose on behind a frame that is late, unless it was taken or dropped already."""
        low, high = play.span
        first = play.ring[0].frame if play.ring else play.next
        if first is None or not low <= frame < high:
            return
        # How far the late frame lies on from the first one at hand, the way time goes.
        way = (frame - first) * (1 if play.step > 0 else -1)
        if play.loop:
            way = (way + (high - low) // 2) % (high - low) - (high - low) // 2
        if way < 0 or (way == 0 and not play.ring):
            return
        period = float(1 / play.reel.rate)
        play.ring.clear()
        play.next = play.after(frame, max(1, ceil(play.mean / period)))
        self._projector.change.notify_all()

    # -- on the projector's thread -------------------------------------------------------------------------------------

    def job(self, now: float) -> tuple[float, Callable[[PictureReader], None] | None]:
        """When this screen has something to do (seconds from `now`; 0: at once), and what. The lock is held."""
        wish, play = self._wish, self._play
        if play is not None:
            if play.next is None or play.full():
                return float("inf"), None
            return 0.0, lambda reader: self._compose(reader, play)
        if wish is None or (wish.done and wish.ahead >= REST_AHEAD):
            return float("inf"), None
        if not wish.quick:
            return 0.0, lambda reader: self._quickly(reader, wish)
        wait = wish.since + REST_SECONDS - now
        if wait > 0:
            return wait, None
        return 0.0, lambda reader: self._at_rest(reader, wish)

    def _quickly(self, reader: PictureReader, wish: _Wish) -> None:
        # One frame alone also on the way back: the whole group that is read for going on back would be waited for.
        shown = reader.picture(wish.reel, wish.frame, Grade.PROXY)
        with self._projector.change:
            wish.quick, wish.done = True, shown.final
            # Even when something newer is wished for meanwhile: pictures must move while the pointer does.
            wanted = self._wish is not None
        if wanted:
            self._shown(shown)

    def _at_rest(self, reader: PictureReader, wish: _Wish) -> None:
        if not wish.done:
            shown = reader.picture(wish.reel, wish.frame, Grade.FULL, wish.step)
            with self._projector.change:
                wish.done = True
                wanted = self._wish is wish
            if wanted:
                self._shown(shown)
            return
        wish.ahead += 1
        frame = wish.frame + wish.ahead * wish.step
        if not 0 <= frame < wish.reel.frames:
            wish.ahead = REST_AHEAD
        else:
            reader.fetch(wish.reel, frame, wish.step)

    def _compose(self, reader: PictureReader, play: _Play) -> None:
        with self._projector.change:
            frame, grade = play.next, play.grade
        if frame is None:
            return
        began = self._projector.now()
        shown = reader.picture(play.reel, frame, grade, play.step)
        took = self._projector.now() - began
        with self._projector.change:
            play.made += 1
            play.mean = took if play.made == 1 else 0.8 * play.mean + 0.2 * took
            if play.made >= TRIED and play.mean > SLOW / float(play.reel.rate):
                play.grade = Grade.PROXY
            if play.next == frame:
                play.ring.append(shown)
                play.next = play.after(frame)


class Projector:
    """The thread behind all screens. `close` it; its worker's process ends with it."""

    def __init__(
        self,
        store: FrameStore,
        proxies: Proxies,
        worker: FrameWorker,
        texts: Texts | None = None,
        now: Callable[[], float] = time.perf_counter,
    ) -> None:
        self.now = now
        self.change = threading.Condition(threading.Lock())
        self._reader = PictureReader(store, proxies, worker, texts)
        self._screens: list[Screen] = []
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="projector", daemon=True)
        self._thread.start()

    def screen(self, shown: Callable[[Shown], None]) -> Screen:
        """A new screen; `shown` is called on the projector's thread."""
        screen = Screen(self, shown)
        with self.change:
            self._screens.append(screen)
        return screen

    def drop(self, screen: Screen) -> None:
        """Forget a screen."""
        with self.change:
            if screen in self._screens:
                self._screens.remove(screen)

    @property
    def busy(self) -> bool:
        """Whether a screen plays, or waits for a picture: others leave the machine to it."""
        with self.change:
            now = self.now()
            return any(s._play is not None or s.job(now)[0] == 0.0 for s in self._screens)

    def close(self) -> None:
        """End the thread; nobody waits for what is being read."""
        with self.change:
            self._closed = True
            self.change.notify_all()
        self._thread.join()
        self._reader.close()

    def _run(self) -> None:
        with stopped_by(self._check), suppress(Cancelled):
            while True:
                with self.change:
                    job = self._next()
                    while job is None and not self._closed:
                        self.change.wait(self._soonest())
                        job = self._next()
                    if self._closed or job is None:
                        return
                job(self._reader)

    def _check(self) -> None:
        if self._closed:
            raise Cancelled

    def _next(self) -> Callable[[PictureReader], None] | None:
        """What is to be done now; screens take turns."""
        now = self.now()
        for place, screen in enumerate(self._screens):
            _, job = screen.job(now)
            if job is not None:
                self._screens.append(self._screens.pop(place))
                return job
        return None

    def _soonest(self) -> float | None:
        now = self.now()
        wait = min((screen.job(now)[0] for screen in self._screens), default=float("inf"))
        return None if wait == float("inf") else max(wait, 0.001)
