"""The second picture of a comparison: another clip, frame for frame at the place where the first playhead stands.

In: a reel, and the transport that is compared with. Out: pictures, in step with that transport. Made by the stage.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from studio.playing.transport import Transport

if TYPE_CHECKING:
    from engine.media.playback import Screen
    from engine.media.playback_reading import Shown
    from engine.media.reel import Reel


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
        self.reel: Reel | None = None
        self.offset = 0
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def use(self, reel: "Reel | None", screen: "Callable[[Callable[[Shown], None]], Screen]") -> None:
        """Compare with this, or with nothing."""
        if self._screen is None and reel is not None:
            self._screen = screen(self._hand_over)
        self.reel, self._plays = reel, False
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
        self._plays = False
        self._follow()

    def close(self) -> None:
        """End for good."""
        self._closed = True
        if self._screen is not None:
            self._screen.close()
            self._screen = None

    def _follow(self, *_: object) -> None:
        transport, reel, screen = self._transport, self.reel, self._screen
        if transport is None or reel is None or screen is None or reel.frames == 0:
            return
        same = reel.rate == transport.rate
        frame = transport.frame if same else int(transport.seconds * reel.rate)
        frame = min(max(frame + self.offset, 0), reel.frames - 1)
        # Read ahead only where both go frame by frame in step; else the newest wish wins, as when scrubbing.
        if not (same and transport.speed == 1 and not transport.circles):
            self._plays = False
            screen.show(reel, frame)
            return
        if not self._plays:
            self._plays = True
            screen.play(reel, frame)
        shown = screen.take(frame)
        if shown is not None:
            self.pictured.emit(shown)

    def _hand_over(self, shown: "Shown") -> None:
        """On the projector's thread, perhaps once more after all is over."""
        if not self._closed:
            with suppress(RuntimeError):
                self._arrived.emit(shown)

    def _on_arrived(self, shown: "Shown") -> None:
        if shown.reel is self.reel and not self._plays:
            self.pictured.emit(shown)
