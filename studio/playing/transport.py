"""One playhead: where it stands, whether and how fast it moves, what stretch it plays, and the pictures it brings.

In: what is shown (a film, a take, a clip), and a screen of the engine's cinema that brings its frames. Out: signals
that viewer and timeline follow. The sound keeps the time while it is heard, else a clock does; pictures that come too
late are left out and counted. Made by `studio.playing.stage`.
"""

from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from engine.types import Size

if TYPE_CHECKING:
    from engine.media.playback import Screen
    from engine.media.playback_reading import Shown
    from engine.media.player import Mix, Player
    from engine.media.reel import Reel
    from engine.media.sound_mix import Samples

FASTEST = 8
"""Times the film's own speed at most, in either direction."""
TICKS = 5
"""How often within a frame's time the clock is looked at."""


class Showing(Protocol):
    """What has a playhead, before any file of it is opened: `engine.film.Film`, or the facts of a clip."""

    @property
    def frames(self) -> int: ...
    @property
    def rate(self) -> Fraction: ...
    @property
    def size(self) -> Size: ...


class _Clock(Protocol):
    def position(self) -> float: ...


Sounding = Callable[[], "tuple[Player, Mix] | None"]
"""What is heard with what is shown; None where it is silent."""


class Transport(QObject):
    """Frames count from 0. Nothing is opened before a picture is wanted: `watched`, or touched by hand."""

    moved = Signal(int)
    """The playhead stands on another frame: played, scrubbed or stepped."""
    pictured = Signal(object)
    """A `Shown`: what the screen shows now. Of one frame several may come, the last one is exact."""
    changed = Signal()
    """`playing`, `speed`, `loop`, the marks or `dropped`."""
    reel_changed = Signal()
    """What is shown is another one, after every edit: frames, rate and size may differ."""
    touched = Signal()
    """An artist moved the playhead or started it."""
    wanted = Signal()
    """A picture is wanted, and there is no reel to read it from: see `give`."""

    def __init__(self, sounding: Sounding = lambda: None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sounding = sounding
        self._relay = _Relay(self)
        self._relay.arrived.connect(self._arrived, Qt.ConnectionType.QueuedConnection)
        self._screen: Screen | None = None
        self._showing: Showing | None = None
        self.reel: Reel | None = None
        """What the screen reads from; None until somebody wants a picture."""
        self.frame = 0
        """Where the playhead stands."""
        self.speed = 0
        """-8..8 times the film's own, 0 while it rests."""
        self.loop = False
        self.mark_in: int | None = None
        """The first frame of the marked stretch."""
        self.mark_out: int | None = None
        """Its last frame, which is played too."""
        self.dropped = 0
        """Frames that came too late since playing began."""
        self.shown: Shown | None = None
        """The picture that was brought last, of this reel or the one before."""
        self._tried: Reel | None = None
        self._watched = False
        self._fresh = False
        self._within = False
        self._around: tuple[int, int] | None = None
        self._clock: _Clock | None = None
        self._player: Player | None = None
        self._from = 0
        self._began = 0.0
        self._beat = 0
        self._got = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    # -- what is shown -------------------------------------------------------------------------------------------------

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return self._showing.frames if self._showing is not None else 0

    @property
    def rate(self) -> Fraction:
        """Frames per second."""
        return self._showing.rate if self._showing is not None else Fraction(24)

    @property
    def size(self) -> Size | None:
        """Pixels of a whole picture."""
        return self._showing.size if self._showing is not None else None

    @property
    def seconds(self) -> Fraction:
        """Where the playhead stands."""
        return self.frame / self.rate

    @property
    def playing(self) -> bool:
        """Whether it moves by itself, or is about to."""
        return self.speed != 0

    @property
    def span(self) -> tuple[int, int]:
        """The marked stretch, first frame and the one behind the last; without marks all of it."""
        low = self.mark_in or 0
        high = self.frames if self.mark_out is None else min(self.mark_out + 1, self.frames)
        return (low, high) if low < high else (0, self.frames)

    def show(self, showing: "Showing | None", reel: "Reel | None" = None, frame: int | None = None) -> None:
        """Show something, with its reel if there is one already; the playhead stays where it is unless told."""
        self._showing, self.reel = showing, reel
        self._tried = None
        before = self.frame
        self.frame = self._inside(self.frame if frame is None else frame)
        # Of what is shorter now the marked stretch may be gone; marked would be all of it, were its end alone kept.
        if self.mark_in is not None and self.mark_in > max(0, self.frames - 1):
            self.mark_in = self.mark_out = None
        self.reel_changed.emit()
        if self.frame != before:
            self.moved.emit(self.frame)
        if self.frames == 0:
            self._stop()
        elif self.playing:
            self._restart()
        else:
            self._ask()

    def show_new(self, showing: "Showing | None", frame: int) -> None:
        """Show something else, of which a picture of this frame is there already; playing begins at its start."""
        self._stop()
        self.mark_in = self.mark_out = None
        self.shown, self._fresh = None, True
        self.show(showing, frame=frame)

    def give(self, reel: "Reel", screen: "Callable[[Callable[[Shown], None]], Screen]") -> None:
        """The reel of what is shown, as asked for by `wanted`; `screen` makes a screen the first time."""
        if self._screen is None:
            self._screen = screen(self._relay.hand_over)
        self.reel = reel
        if self.playing:
            self._restart()
        else:
            self._ask()

    def try_on(self, reel: "Reel | None", frame: int = 0) -> None:
        """While a hand tries an edit, show a frame of what would come of it; None: the picture at the playhead again.

        The playhead stays where it is, and nothing that plays is disturbed.
        """
        if reel is None:
            was, self._tried = self._tried, None
            if was is not None and not self.playing:
                self._ask()
        elif self._drawing and not self.playing:
            assert self._screen is not None
            self._tried = reel
            self._screen.show(reel, frame)

    @property
    def watched(self) -> bool:
        """Whether anybody looks at the pictures."""
        return self._watched

    @watched.setter
    def watched(self, on: bool) -> None:
        if on != self._watched:
            self._watched = on
            if not self.playing:
                self._ask()

    def close(self) -> None:
        """End for good."""
        self._stop()
        self._relay.closed = True
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    # -- hands ---------------------------------------------------------------------------------------------------------

    def go(self, frame: int, *, keep: bool = False) -> None:
        """Put the playhead on a frame; playing ends, unless it shall `keep` on from there."""
        frame = self._inside(frame)
        moves = frame != self.frame
        self._fresh = False
        self.frame = frame
        self.touched.emit()
        if self.playing and keep:
            self._restart()
        elif self.playing:
            self._stop()
        elif moves or self.shown is None:
            self._ask()
        if moves:
            self.moved.emit(frame)

    def step(self, by: int) -> None:
        """So many frames on, or back."""
        self.go(self.frame + by)

    def toggle(self) -> None:
        """Play, or rest."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def play(self, speed: int = 1, *, within: bool = False) -> None:
        """Play from the playhead on, at the end from the beginning; `within`: the marked stretch from its start."""
        if self.frames == 0:
            return
        fresh, self._fresh = self._fresh, False
        self.touched.emit()
        self._within = within
        self.speed = min(max(speed, -FASTEST), FASTEST) or 1
        self.dropped = 0
        low, high = self._bounds()
        last = high - 1 if self.speed > 0 else low
        if within or fresh or self.frame == last or not low <= self.frame < high:
            self._put(low if self.speed > 0 else high - 1)
        self._restart()
        self.changed.emit()

    def play_around(self, span: tuple[int, int]) -> None:
        """Play a stretch in a circle until it is paused, whatever is marked: the frames on both sides of a cut."""
        low, high = max(0, span[0]), min(self.frames, span[1])
        if low >= high:
            return
        self._stop()
        self._around = (low, high)
        self._put(low)
        self.play()

    def pause(self) -> None:
        """Rest where the playhead is."""
        self._stop()

    def shuttle(self, way: int) -> None:
        """J and L: play that way, each time twice as fast; from the other direction at first at normal speed."""
        ahead = self.speed * way
        self.play(way * (min(ahead * 2, FASTEST) if ahead > 0 else 1))

    def set_in(self, frame: int | None = None) -> None:
        """Mark where the stretch begins, at the playhead unless told."""
        self.mark_in = self._inside(self.frame if frame is None else frame)
        if self.mark_out is not None and self.mark_out < self.mark_in:
            self.mark_out = None
        self._marked()

    def set_out(self, frame: int | None = None) -> None:
        """Mark the last frame of the stretch, at the playhead unless told."""
        self.mark_out = self._inside(self.frame if frame is None else frame)
        if self.mark_in is not None and self.mark_in > self.mark_out:
            self.mark_in = None
        self._marked()

    def set_marks(self, first: int | None, last: int | None) -> None:
        """Mark a stretch by both ends; None leaves an end open."""
        self.mark_in, self.mark_out = first, last
        self._marked()

    def clear_marks(self) -> None:
        """No stretch is marked any more."""
        self.set_marks(None, None)

    def set_loop(self, on: bool) -> None:
        """Play the stretch again and again, or once."""
        self.loop = on
        self._marked()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _inside(self, frame: int) -> int:
        return min(max(frame, 0), max(self.frames - 1, 0))

    def _bounds(self) -> tuple[int, int]:
        """What is played: the marked stretch in a circle or on purpose, else to the end."""
        if self._around is not None:
            return max(0, min(self._around[0], self.frames - 1)), min(self._around[1], self.frames)
        return self.span if self._within or self.loop else (0, self.frames)

    def _marked(self) -> None:
        if self.playing:
            self._restart()
        self.changed.emit()

    def _put(self, frame: int) -> None:
        if frame != self.frame:
            self.frame = frame
            self.moved.emit(frame)

    def _ask(self) -> None:
        """Want the picture of the frame at which the playhead rests."""
        if not self._watched or self.frames == 0:
            if self._screen is not None:
                self._screen.rest()
        elif self.reel is None or self._screen is None:
            self.wanted.emit()
        else:
            self._screen.show(self.reel, self.frame)

    def _stop(self) -> None:
        was = self.playing
        self._timer.stop()
        self._clock = None
        self._silence()
        self.speed, self._within, self._around = 0, False, None
        if was:
            self._ask()
            self.changed.emit()

    def _silence(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            player.stop()

    def _restart(self) -> None:
        """Begin to compose from the playhead on; the clock starts when enough of it is there."""
        self._silence()
        self._clock = None
        low, high = self._bounds()
        if not low <= self.frame < high:
            self._put(low if self.speed > 0 else high - 1)
        self._from, self._beat, self._got = self.frame, 0, False
        if self._watched and self.reel is not None and self._screen is not None:
            self._screen.play(self.reel, self.frame, self.speed, span=(low, high), loop=self.circles)
        elif self._watched:
            self.wanted.emit()
        self._timer.start(min(10, max(3, round(1000 / float(self.rate) / TICKS))))

    def _tick(self) -> None:
        if self._clock is None:
            if not self._can_begin():
                return
            self._begin()
        assert self._clock is not None
        gone = abs(self._clock.position() - self._began) * float(self.rate) / abs(self.speed)
        beat = max(self._beat, int(gone + 1e-6))
        frame = self._frame_at(beat)
        if beat > self._beat:
            if self._drawing:
                late = beat - self._beat - (1 if self._got else 0)
                if late:
                    self.dropped += late
                    self.changed.emit()
            self._beat, self._got = beat, False
        if frame is None:
            low, high = self._bounds()
            self._put(high - 1 if self.speed > 0 else low)
            self._stop()
            return
        if not self._got:
            self._take(frame)
        self._put(frame)

    @property
    def _drawing(self) -> bool:
        return self._watched and self._screen is not None and self.reel is not None

    def _can_begin(self) -> bool:
        """Whether the clock may start: what is watched waits for its first pictures."""
        if not self._watched:
            return True
        return self._screen is not None and self.reel is not None and self._screen.ready

    def _begin(self) -> None:
        from engine.media.player import Metronome

        self._began = float(self.frame / self.rate)
        heard = self._sounding() if self.speed == 1 else None
        if heard is None:
            self._clock = Metronome(self._began, self.speed)
            return
        player, mix = heard
        self._player = self._clock = player
        player.start(_circling(mix, self._bounds(), self.rate) if self.circles else mix, self._began)

    def _frame_at(self, beat: int) -> int | None:
        """The frame of a beat, None behind the end."""
        low, high = self._bounds()
        on = self._from + beat * self.speed
        if low <= on < high:
            return on
        return low + (on - low) % (high - low) if self.circles else None

    @property
    def circles(self) -> bool:
        """Whether what plays begins anew at its end."""
        return self.loop or self._around is not None

    def _take(self, frame: int) -> None:
        if not self._drawing:
            return
        assert self._screen is not None
        shown = self._screen.take(frame)
        if shown is not None:
            self._got, self.shown = True, shown
            self.pictured.emit(shown)

    def _arrived(self, shown: "Shown") -> None:
        """A picture for the playhead at rest; one of what was shown before an edit comes too late."""
        if shown.reel is (self._tried or self.reel) and not self.playing:
            self.shown = shown
            self.pictured.emit(shown)


class _Relay(QObject):
    """Brings pictures from the projector's thread to this one."""

    arrived = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.closed = False

    def hand_over(self, shown: "Shown") -> None:
        """Called on the projector's thread, perhaps once more after all is over."""
        if not self.closed:
            with suppress(RuntimeError):
                self.arrived.emit(shown)


def _circling(mix: "Mix", span: tuple[int, int], rate: Fraction) -> "Mix":
    """The sound of a stretch again and again, without a gap where it begins anew."""
    import numpy as np

    from engine.media.sound_mix import sample_at

    low, high = (sample_at(frame / rate) for frame in span)

    def around(first: int, count: int) -> "Samples":
        parts = []
        while count > 0:
            at = low + (first - low) % (high - low)
            part = min(count, high - at)
            parts.append(mix(at, part))
            first, count = first + part, count - part
        return np.concatenate(parts)

    return around
