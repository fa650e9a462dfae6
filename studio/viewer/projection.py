"""Joins the stage with the screens of the viewer: what is played, scrubbed or compared comes to be seen.

In: pictures of the stage's transports. Out: images on the panel's screen, and on the full one while there is one. Made
by the viewer panel.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter

from studio.document import DocumentModel
from studio.playing.stage import Stage
from studio.viewer.compare import WIPE, Mode
from studio.viewer.guides import safe_areas
from studio.viewer.screen import Screen
from studio.words import tr

if TYPE_CHECKING:
    from engine.media.playback_reading import Shown


class Projection(QObject):
    """`active` while the transport's pictures are on the screen; else the panel shows a node's still one."""

    changed = Signal()
    """What is shown is something else now."""
    chosen = Signal()
    """How it is looked at is chosen anew: safe areas, the gain of a difference."""
    seen = Signal(object)
    """What has come to the screens, for scopes: uint8 [H, W, 3], or a QImage."""

    def __init__(
        self, stage: Stage, model: DocumentModel, screen: Screen, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage, self._model = stage, model
        self.screens = [screen]
        self.safe_areas = False
        self.suspended = False
        """Whether a moving preview is shown in place of the clip that it will replace."""
        self.mode: Mode = ""
        self.gain = 1
        """How many times as strong differences are shown."""
        self._last: Mode = WIPE
        self._names = ("", "")
        self._seen: object = None
        self._still: tuple[QImage | None, str, bool] = (None, "", False)
        self.note = ""
        """What is said over the picture."""
        screen.guides.append(self._draw)
        for transport in (stage.program, stage.source):
            transport.pictured.connect(self._pictured)
            transport.reel_changed.connect(self._renewed)
            transport.moved.connect(self._moved)
        stage.switched.connect(self._switched)
        stage.comparing.second.pictured.connect(self._second)
        stage.comparing.changed.connect(self._compared)

    @property
    def active(self) -> bool:
        """Whether the screen shows what the transport brings."""
        return self._stage.on_program or (not self.suspended and self._stage.source.shown is not None)

    def looked_at(self) -> object:
        """What came to the screens last, as `seen` told it; None while there are words."""
        return self._seen

    def show_still(self, image: QImage | None, words: str, *, coarse: bool = False) -> None:
        """Show a node's still picture, or words, unless the transport brings pictures."""
        self._still = (image, words, coarse)
        if not self.active:
            for screen in self.screens:
                screen.show_image(image, words, coarse=coarse)
            self._look_at(image)

    def add(self, screen: Screen) -> None:
        """Show the same on another screen."""
        screen.guides.append(self._draw)
        self.screens.append(screen)
        screen.comparison.choose(self.mode)
        screen.comparison.amplify(self.gain)
        screen.comparison.name(*self._names)
        screen.comparison.show_second(self.screens[0].comparison.second)
        if self.active:
            self._switched()
        else:
            image, words, coarse = self._still
            screen.show_image(image, words, coarse=coarse)

    def remove(self, screen: Screen) -> None:
        """That screen closes."""
        if screen in self.screens:
            self.screens.remove(screen)
            if self.active:
                self._switched()

    def resume(self) -> None:
        """The preview is over: show the clip again where it was on the screen."""
        if self.suspended:
            self.suspended = False
            if self.active:
                self._switched()

    def set_safe_areas(self, on: bool) -> None:
        """Draw the safe areas, or not."""
        self.safe_areas = on
        self._update()
        self.chosen.emit()

    def compare(self, mode: Mode) -> None:
        """Compare in this way; the same way again ends it."""
        self.use_mode("" if mode == self.mode else mode)

    def use_mode(self, mode: Mode) -> None:
        """Compare in this way, or with "" not at all."""
        self.mode = mode
        self._last = self.mode or self._last
        for screen in self.screens:
            screen.comparison.choose(self.mode)
            if not self.mode:
                # What is compared with next is not seen with an old picture.
                screen.comparison.show_second(None)
        self._stage.comparing.switch(bool(self.mode))
        self.wake()
        self.changed.emit()

    def switch_comparing(self) -> None:
        """Compare as it was done last, or end it."""
        self.compare(self.mode or self._last)

    def compare_if_not(self) -> None:
        """Compare as it was done last, unless two are compared already."""
        if not self.mode:
            self.compare(self._last)

    def swap(self) -> None:
        """A and B change places on the screen."""
        for screen in self.screens:
            screen.comparison.swap()

    def amplify(self, gain: int) -> None:
        """Show differences so many times as strong."""
        self.gain = gain
        for screen in self.screens:
            screen.comparison.amplify(gain)
        self.chosen.emit()

    def name(self, first: str, second: str) -> None:
        """What A and B are called."""
        if (first, second) != self._names:
            self._names = (first, second)
            for screen in self.screens:
                screen.comparison.name(first, second)

    def wake(self) -> None:
        """A node's still picture is none of the clock's: have the clip itself, so that both are of one frame."""
        if self.mode and not self._stage.on_program and self._stage.source.frames:
            self._stage.source.go(self._stage.source.frame)

    # -- inside --------------------------------------------------------------------------------------------------------

    def _switched(self) -> None:
        """The other transport, or none with a picture: show what there is of it."""
        shown = self._stage.current.shown
        if not self.active:
            self.changed.emit()
            return
        if shown is not None and self._stage.current.frames:
            self._pictured(shown)
        else:
            words = (
                tr("Reading…")
                if self._stage.current.frames
                else tr("The film is empty. Put shots on the timeline.")
            )
            for screen in self.screens:
                screen.show_image(None, words)
            self._look_at(None)
        self._remark()
        self.changed.emit()

    def _renewed(self) -> None:
        if self.sender() is self._stage.current and self.active:
            if self._stage.current.frames == 0 or self._stage.current.shown is None:
                self._switched()
            self._remark()
        self.changed.emit()

    def _moved(self, _: int) -> None:
        if self.sender() is self._stage.current:
            self._remark()

    def _pictured(self, shown: "Shown") -> None:
        current = self._stage.current
        if shown is not current.shown or not self.active:
            return
        image = image_of(shown)
        size = QSize(shown.reel.size.width, shown.reel.size.height)
        fewer = image.width() < size.width()
        for screen in self._lit():
            screen.show_image(image, coarse=fewer, size=size)
        if shown.problem is not None:
            self.note = shown.problem.message
        self._look_at(shown.picture)

    def _compared(self) -> None:
        """B is something else; its old picture would be taken for it."""
        if self._stage.comparing.other is None:
            for screen in self.screens:
                screen.comparison.show_second(None)
        self.changed.emit()

    def _second(self, shown: "Shown") -> None:
        image = image_of(shown)
        for screen in self._lit():
            screen.comparison.show_second(image)

    def _remark(self) -> None:
        """What there is to say over the picture: a shot of the film that has no take yet."""
        note, stage = "", self._stage
        if stage.on_program:
            layers = stage.film.at(stage.program.frame).layers
            missing = next((layer.shot for layer in reversed(layers) if layer.missing), None)
            if missing is not None:
                node = self._model.document.node(missing)
                title = (node.title if node is not None else "") or tr("This shot")
                note = tr("{title} has no take yet", title=title)
        if note != self.note:
            self.note = note
            self._update()

    def _lit(self) -> Sequence[Screen]:
        """Where pictures go: while it plays to the uppermost screen alone, which lies over the others."""
        return self.screens[-1:] if self._stage.current.playing else self.screens

    def _look_at(self, picture: object) -> None:
        self._seen = picture
        if picture is not None:
            self.seen.emit(picture)

    def _update(self) -> None:
        for screen in self.screens:
            screen.update()

    def _draw(self, painter: QPainter, target: QRectF) -> None:
        if self.safe_areas:
            safe_areas(painter, target)
        if self.note and self.active:
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            em = painter.fontMetrics().height()
            words = painter.boundingRect(target, flags, self.note)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 225))
            painter.drawRoundedRect(words.adjusted(-em / 2, -em / 4, em / 2, em / 4), em / 4, em / 4)
            painter.setPen(QColor("#e0e0e4"))
            painter.drawText(target, flags, self.note)


def image_of(shown: "Shown") -> QImage:
    """A picture as Qt paints it quickest; a copy, so that the frame's memory may go."""
    import numpy as np

    pixels = np.ascontiguousarray(shown.picture)
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)
