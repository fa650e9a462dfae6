"""The row of playing below the picture: scrub bar, buttons, the playhead's place, how long it all is.

In: a stage. Out: the transport that the viewer shows is moved. Everything here has a key as well (`studio.actions`).
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.playing.commands import next_cut, previous_cut
from studio.playing.stage import Stage
from studio.playing.timecode import told
from studio.playing.transport import FASTEST, Transport
from studio.theme import Look
from studio.viewer.screen import Screen
from studio.viewer.scrub_bar import ScrubBar
from studio.viewer.timecode_field import TimecodeField
from studio.viewer.tools import Tools
from studio.viewer.zoom_button import ZoomButton
from studio.words import tr


class TransportBar(QWidget):
    """Follows the stage's current transport; greyed out while that has nothing to play. A `lean` one only plays."""

    more_wanted = Signal(QPoint)
    """The menu of the viewer, at a place of the screen."""
    still_wanted = Signal()

    def __init__(
        self, stage: Stage, look: Look, screen: Screen, parent: QWidget | None = None, *, lean: bool = False
    ) -> None:
        super().__init__(parent)
        self._stage, self._look, self._lean = stage, look, lean
        self._transport: Transport | None = None
        self._colour = ""
        tools = self._tools = Tools(look, self)
        self.scrub = ScrubBar(look, self)
        self.place = TimecodeField(look, self)
        self.place.left.connect(screen.setFocus)
        self.length = QLabel(self)
        self.length.setProperty("role", "dim")
        self.length.setToolTip(tr("How long it is."))
        self.length.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # A narrow panel has no room for it; half of a number would mislead.
        self.length.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.late = QLabel(self)
        self._late_help = tr("Frames that came too late to be shown since playing began.")
        self.late.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.start = tools.add("to_start", tr("Previous Cut"), self._back)
        self.back = tools.add("frame_back", tr("One Frame Back"), lambda: stage.current.step(-1))
        self.play = tools.add("play", tr("Play"), lambda: stage.current.toggle())
        self.on = tools.add("frame_on", tr("One Frame On"), lambda: stage.current.step(1))
        self.end = tools.add("to_end", tr("Next Cut"), self._forth)
        self.loop = tools.add("loop", tr("Loop"), lambda: stage.current.set_loop(not stage.current.loop))
        self.loop.setCheckable(True)
        self.loud = tools.add("sound", tr("Sound"), self._mute)
        self.still = tools.add("still", tr("Grab Still"), self.still_wanted.emit)
        self.zoom = ZoomButton(screen, self)
        self.more = tools.add("more", tr("More of the Viewer"), self._ask_more)
        self.more.setVisible(not lean)
        self.still.setVisible(not lean)
        self._arrange()
        stage.switched.connect(self._follow)
        stage.booth.level_changed.connect(self._tell)
        look.changed.connect(self._dress)
        self._dress()
        self._follow()

    def explain(self, tip: Callable[[str], str]) -> None:
        """Show what each button does, with its key: `tip` of a row of the action table."""
        rows = {
            self.start: "play.previous_cut", self.back: "play.frame_back", self.play: "play.toggle",
            self.on: "play.frame_on", self.end: "play.next_cut", self.loop: "play.loop", self.still: "viewer.grab",
            self.loud: "play.mute",
        }  # fmt: skip
        for button, row in rows.items():
            button.setToolTip(tip(row))

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        gap = em // 3
        row = QHBoxLayout()
        row.setContentsMargins(gap, 0, gap, 0)
        row.setSpacing(0)
        row.addWidget(self.place)
        row.addWidget(self.late, 1)
        for button in (self.start, self.back, self.play, self.on, self.end, self.loop):
            row.addWidget(button)
        row.addWidget(self.length, 1)
        row.addWidget(self.loud)
        row.addWidget(self.zoom)
        row.addWidget(self.still)
        row.addWidget(self.more)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.scrub)
        rows.addLayout(row)
        self.late.setContentsMargins(gap, 0, 0, 0)
        self.late.setMinimumWidth(0)

    def _dress(self) -> None:
        self._colour = ""
        self._tell()

    def _follow(self) -> None:
        old, self._transport = self._transport, self._stage.current
        if old is not None:
            old.changed.disconnect(self._tell)
            old.reel_changed.disconnect(self._tell)
        self._transport.changed.connect(self._tell)
        self._transport.reel_changed.connect(self._tell)
        on_program = self._stage.on_program
        self.scrub.follow(self._transport, (lambda: self._stage.film.cuts()) if on_program else tuple)
        self.place.follow(self._transport)
        self._tell()

    def _tell(self) -> None:
        transport = self._transport
        if transport is None:
            return
        some, playing = transport.frames > 0, transport.playing
        for button in self._tools.buttons:
            button.setEnabled(some or button in (self.loop, self.more))
        self.place.setEnabled(some)
        self._tools.dress(self.play, "pause" if playing else "play")
        text = tr("Pause") if playing else tr("Play")
        if playing and transport.speed != 1:
            text = tr("Pause ({speed} times)", speed=transport.speed)
        self.play.setAccessibleName(text)
        self.loop.setChecked(transport.loop)
        silent = self._stage.booth.level == 0
        self._tools.dress(self.loud, "silent" if silent else "sound")
        self.loud.setAccessibleDescription(tr("Off") if silent else tr("On"))
        self.length.setText(told(transport.frames, transport.rate) if some else "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What does not fit whole is left out."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        free = self.width() - self._least()
        # How fast it plays is told in the narrowest panel too, in the place of a button that can wait.
        metrics = self.fontMetrics()
        told_wide = metrics.horizontalAdvance(_speed_words(-FASTEST)) + metrics.height() // 3
        shuttling = self._transport is not None and self._transport.speed not in (0, 1)
        self.loop.setVisible(not shuttling or free >= told_wide)
        rest: list[tuple[QWidget, int]] = [
            (self.zoom, self.zoom.width()),
            (self.length, 2 * self.length.sizeHint().width()),
        ]
        if not self._lean:
            rest.insert(0, (self.still, self.still.sizeHint().width()))
        if self._stage.sounds:
            rest.insert(0, (self.loud, self.loud.sizeHint().width()))
        else:
            self.loud.hide()
        for widget, wide in rest:
            widget.setVisible(free >= wide)
            free -= wide if free >= wide else 0
        self._count(free + (2 * self.length.sizeHint().width() if self.length.isVisibleTo(self) else 0))

    def minimumSizeHint(self) -> QSize:
        """What plays; the rest goes away in a narrow panel."""
        return QSize(self._least(), super().minimumSizeHint().height())

    def _least(self) -> int:
        playing = (self.start, self.back, self.play, self.on, self.end, self.loop, self.more)
        buttons = sum(button.sizeHint().width() for button in playing)
        return self.place.width() + buttons + self.fontMetrics().height()

    def _count(self, room: int) -> None:
        """How fast it is where that is not its own speed, else how many frames came too late; in a narrow panel the
        number alone, or a sign that there are some.
        """
        speed = self._transport.speed if self._transport is not None else 0
        colour = self._look.theme.warn if speed in (0, 1) else self._look.theme.text
        if colour != self._colour:
            self._colour = colour
            self.late.setStyleSheet(f"color: {colour}")
        if speed not in (0, 1):
            # What is left out at another speed is left out on purpose.
            self.late.setText(_speed_words(speed))
            self.late.setToolTip(tr("How fast it plays: {speed} times.", speed=speed))
            return
        late = self._transport.dropped if self._transport is not None else 0
        words, wide = tr("{count} late", count=late), self.fontMetrics().horizontalAdvance
        if wide(words) > room // 2:
            words = str(late) if wide(str(late)) <= room else "!"
        self.late.setText(words if late else "")
        self.late.setToolTip(f"{self._late_help}\n{late}" if late else self._late_help)

    def _mute(self) -> None:
        booth = self._stage.booth
        booth.set_level(0.0 if booth.level else 1.0)

    def _ask_more(self) -> None:
        self.more_wanted.emit(self.more.mapToGlobal(self.more.rect().topRight()))

    def _back(self) -> None:
        transport = self._stage.current
        transport.go(previous_cut(self._stage, transport))

    def _forth(self) -> None:
        transport = self._stage.current
        transport.go(next_cut(self._stage, transport))


def _speed_words(speed: int) -> str:
    """Times its own speed, with a minus where it plays backwards."""
    return f"{speed}×".replace("-", "\u2212")
