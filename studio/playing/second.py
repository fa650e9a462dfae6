"""The second of two pictures that are compared: it follows another playhead, frame by frame.

In: a transport, a reel to compare with, how many frames it is ahead. Out: pictures, in step with that transport. Made
by `studio.playing.comparing`.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from studio.playing.transport import Transport

if TYPE_CHECKING:
    from engine.media.playback import Screen
    from engine.media.playback_reading import Shown
    from engine.media.reel import Reel

LOOK_MS = 4
"""How often a picture that is not there yet is looked for while both play."""


class Second(QObject):
    """One clock: it never moves by itself. `offset` frames are added to the first one's place."""

    pictured = Signal(object)
    """A `Shown`."""
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._transport: Transport | None = None
        self._screen: Screen | None = None
        self._closed = False
        self._plays = False
        self._due: int | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._take)
        self.reel: Reel | None = None
        self.offset = 0
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def use(self, reel: "Reel | None", screen: "Callable[[Callable[[Shown], None]], Screen]") -> None:
        """Compare with this, or with nothing."""
        if self._screen is None and reel is not None:
            self._screen = screen(self._hand_over)
        self.reel = reel
        self._rest()
        if reel is None:
            if self._screen is not None:
                self._screen.rest()
        else:
            self._follow()

    def follow(self, transport: Transport) -> None:
        """Keep to this playhead from now on."""
        if self._transport is not None:
            self._transport.moved.disconnect(self._follow)
            self._transport.changed.disconnect(self._follow)
        self._transport = transport
        transport.moved.connect(self._follow)
        transport.changed.connect(self._follow)
        self._rest()
        self._follow()

    def shift(self, offset: int) -> None:
        """Be so many frames ahead of the other one, or behind it."""
        if offset != self.offset:
            self.offset = offset
            self._rest()
            self._follow()

    def close(self) -> None:
        """End for good."""
        self._closed = True
        self._rest()
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    def _rest(self) -> None:
        self._plays, self._due = False, None
        self._look.stop()

    def _follow(self, *_: object) -> None:
        transport, reel, screen = self._transport, self.reel, self._screen
        if transport is None or reel is None or screen is None or reel.frames == 0:
            return
        same = reel.rate == transport.rate
        frame = transport.frame if same else int(transport.seconds * reel.rate)
        frame = min(max(frame + self.offset, 0), reel.frames - 1)
        # Read ahead only where both go frame by frame in step; else the newest wish wins, as when scrubbing.
        if not (same and transport.speed == 1 and not transport.circles):
            self._rest()
            screen.show(reel, frame)
            return
        if not self._plays:
            self._plays = True
            screen.play(reel, frame)
        self._due = frame
        self._take()

    def _take(self) -> None:
        """The picture that is due, as soon as it is there."""
        shown = self._screen.take(self._due) if self._screen is not None and self._due is not None else None
        if shown is not None:
            self._due = None
            self.pictured.emit(shown)
        if self._due is None:
            self._look.stop()
        elif not self._look.isActive():
            self._look.start()

    def _hand_over(self, shown: "Shown") -> None:
        """On the projector's thread, perhaps once more after all is over."""
        if not self._closed:
            with suppress(RuntimeError):
                self._arrived.emit(shown)

    def _on_arrived(self, shown: "Shown") -> None:
        if shown.reel is self.reel and not self._plays:
            self.pictured.emit(shown)
