"""The exact picture at the playhead: what is on screen if that is final, else what the reader brings.

In: the stage of a page. Out: one `Shown`, as good as it will get. Used by whatever keeps stills.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.playing.stage import Stage
from studio.playing.transport import Transport

if TYPE_CHECKING:
    from engine.media.playback_reading import Shown


class ExactPicture(QObject):
    """Waits for one picture at a time; a playhead that goes on lets the wish go."""

    given_up = Signal()
    """The playhead went on before the picture was there."""

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._waits: tuple[Transport, int, Callable[[Shown], object]] | None = None
        for transport in (stage.program, stage.source):
            transport.pictured.connect(self._pictured)
            transport.moved.connect(self._left)

    def ask(self, then: "Callable[[Shown], object]") -> bool:
        """Call `then` with the picture at the playhead of what the viewer shows; whether it was there at once."""
        transport = self._stage.current
        transport.pause()
        self._waits = (transport, transport.frame, then)
        shown = transport.shown
        if shown is not None and shown.reel is transport.reel and exact(shown, transport.frame):
            self._pictured(shown)
            return True
        transport.go(transport.frame)
        # It is wanted also where no viewer is open to show it; going there says that nobody looks.
        transport.watched = True
        return False

    def _left(self, _: int) -> None:
        """The playhead went on before the picture was there."""
        if self._waits is not None and self.sender() is self._waits[0]:
            self._rest()
            self.given_up.emit()

    def _pictured(self, shown: "Shown") -> None:
        if self._waits is None:
            return
        transport, frame, then = self._waits
        if transport.shown is shown and exact(shown, frame):
            self._rest()
            then(shown)

    def _rest(self) -> None:
        self._waits = None
        self._stage.watch(self._stage.watching)


def exact(shown: "Shown", frame: int) -> bool:
    """Whether a picture is as good as it will get: final, or with a moving preview in it that has nothing better."""
    from engine.media.store import Grade

    if shown.frame != frame or shown.final:
        return shown.frame == frame
    layers = shown.reel.film.at(frame).layers
    return shown.grade is Grade.QUICK and any(layer.shot in shown.reel.live for layer in layers)
