"""The painted widget of the timeline: scrolls, zooms, paints by way of the kept picture, hands events to the hands.

In: the table (boxes, selection, hints), the page's stage (playhead, thumbnails, what is in memory). Out: pixels, and
where the artist looks, kept in the document's view.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from studio.playing.stage import Stage
from studio.theme import Look
from studio.timeline.above import Above
from studio.timeline.brush import Brush
from studio.timeline.films import Films
from studio.timeline.gestures.gesture import Desk
from studio.timeline.hands import Hands
from studio.timeline.hit import Hit, hit
from studio.timeline.layout import Block
from studio.timeline.sight import NEAREST
from studio.timeline.table import CuttingTable
from studio.timeline.tape import Tape
from studio.timeline.wants import Wants
from studio.words import tr

ZOOM_STEP = 1.2
"""How much a notch of the wheel zooms."""
KEEP_MS = 400
LEAST = 10
"""Seconds that are shown at first of a film that is shorter."""
FARTHEST = 1e9
"""Frames up to which a place is believed."""
VIEW = "timeline_view"
"""Where the document's view keeps zoom and first frame."""


class TimelineView(QAbstractScrollArea):
    """Shows a `CuttingTable`. `tips` says what is told about the thing under the pointer."""

    zoomed = Signal()
    looked = Signal()
    """Zoom, scroll or lanes are others than they were."""
    menu_asked = Signal()
    """The key for the context menu was pressed."""

    def __init__(
        self, table: CuttingTable, stage: Stage, brush: Brush, films: Films, look: Look, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._table, self._stage, self._brush, self._films, self._look = table, stage, brush, films, look
        self.sight = table.sight
        self.tape = Tape(brush.paint)
        self.tips: Callable[[Hit], str] = lambda found: ""
        self.above = Above(table, stage.program, brush)
        self._over: Hit | None = None
        self._placed = False
        self._lid: QWidget | None = None
        self._empty = True
        self._live: frozenset[str] = frozenset()
        self._before_fit: tuple[float, int] | None = None
        self.wants = Wants(table, stage, films, self.above, self)
        self._want = self.wants.soon
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._remember)
        viewport = self.viewport()
        self.desk = Desk(table, stage.program, viewport, self.scroll_by)
        self.hands = Hands(self.desk, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName(tr("Timeline"))
        self.setAccessibleDescription(tr("The film's tracks. Beside it the same as a list."))
        viewport.setMouseTracking(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._connect()

    # -- where it looks ------------------------------------------------------------------------------------------------

    @property
    def end(self) -> float:
        """The frame behind everything that is shown."""
        return max(self._table.layout.end, 1.0)

    def scroll_by(self, pixels: int) -> None:
        """Move along the film."""
        self.horizontalScrollBar().setValue(self.sight.left + pixels)

    def zoom_by(self, factor: float, x: float | None = None) -> None:
        """Zoom, so that what is at a viewport position stays there: the playhead if it is in sight, else the middle."""
        if x is None:
            at = self.sight.x(self.above.playhead)
            x = at if 0 <= at <= self.sight.width else self.sight.width / 2
        self._before_fit = None
        self.sight.zoom_to(self.sight.zoom * factor, x, self.end)
        self._relook()

    def fit(self) -> None:
        """Show all of the film; once more, what was shown before."""
        whole = self._before_fit
        if whole is not None:
            self._before_fit = None
            self.sight.zoom = whole[0]
            self.sight.scroll_to(whole[1], self.end)
        else:
            self._before_fit = (self.sight.zoom, self.sight.left)
            self.sight.fit(0, self.end, self.end)
        self._relook()

    def lay_over(self, widget: QWidget) -> None:
        """Something that lies on the tracks, below the ruler."""
        widget.setParent(self.viewport())
        self._lid = widget
        self._place()

    def reveal(self, start: float, stop: float | None = None) -> None:
        """Bring a stretch of the film into sight, moving no farther than that takes."""
        sight = self.sight
        left, right = sight.x(start), sight.x(start if stop is None else stop)
        air = min(sight.line * 3, sight.width / 4)
        if left < 0 or right > sight.width:
            by = left - air if left < 0 or right - left > sight.width else right - sight.width + air
            self.scroll_by(round(by))

    def reveal_lane(self, block: Block) -> None:
        """Bring the lane of a box into sight, where there are more lanes than room."""
        sight, lanes = self.sight, self._table.layout.lanes
        row = next((r for r in sight.rows if block in lanes[r.lane].between(block.start, block.stop)), None)
        if row is not None:
            by = max(row.bottom - sight.height, 0.0) or min(row.top - sight.top, 0.0)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + round(by))

    # -- staying in step -----------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        table, stage, program = self._table, self._stage, self._stage.program
        table.changed.connect(self._changed)
        table.selection_changed.connect(self.repaint_all)
        table.hint_changed.connect(self.viewport().update)
        program.moved.connect(self._move_playhead)
        program.changed.connect(self.viewport().update)
        program.reel_changed.connect(self._reel_changed)
        stage.ready.connect(self._ready)
        stage.cinema_changed.connect(self._thumbnail_came)
        stage.sounds_changed.connect(self.repaint_all)
        self._look.changed.connect(self._new_look)
        self.hands.hovered.connect(self._hover)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().valueChanged.connect(self._scrolled_down)

    # Qt drops the connections of its own objects' methods when the view goes, so these stay between.

    def repaint_all(self) -> None:
        """Everything may look different."""
        self.tape.discard()
        self.viewport().update()

    def touch_shot(self, shot: str) -> None:
        """The boxes of a shot look different."""
        for row in self.sight.rows:
            for block in self._table.layout.lanes[row.lane].between(self.sight.first, self.sight.last):
                if block.shot == shot:
                    rect = self.sight.rect(row, block.start, block.stop)
                    self.tape.touch(rect, self.sight.left)
                    self.viewport().update(rect.toAlignedRect().adjusted(-1, -1, 1, 1))

    def _changed(self) -> None:
        if self._empty and self._table.layout.end and self._placed:
            # The first shots came: as large as they fit, with room for more.
            self._show_all()
        self._empty = not self._table.layout.end
        self._place()
        self.repaint_all()
        self._want.start()

    def _reel_changed(self) -> None:
        for shot in {*self._stage.live, *self._live}:
            self.touch_shot(shot)
        self._live = frozenset(self._stage.live)
        self._want.start()

    def _ready(self) -> None:
        self.repaint_all()
        self._want.start()

    def _new_look(self) -> None:
        self._brush.relook()
        self.repaint_all()

    def _thumbnail_came(self, key: str) -> None:
        """A thumbnail or a proxy: the boxes of that footage are painted anew at the next frame."""
        for shot in self._table.layout.film.shots:
            footage = self._stage.footage(shot)
            if footage is not None and footage.key == key:
                self.touch_shot(shot)
        self._want.start()

    def _move_playhead(self, frame: int) -> None:
        before, self.above.playhead = self.above.playhead, frame
        for old in (before, frame):
            self.viewport().update(self.above.playhead_rect(old))
        program = self._stage.program
        if program.playing:
            x = self.sight.x(frame)
            if not 0 <= x <= self.sight.width * 0.95:
                self.horizontalScrollBar().setValue(self.sight.left + round(x - self.sight.width * 0.08))
        elif not self.hands.busy:
            self.reveal(frame)

    def _hover(self, found: Hit | None) -> None:
        self._over = found
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        self.sight.scroll_to(value, self.end)
        self._want.start()
        self._keep.start()
        self.viewport().update()
        self.looked.emit()

    def _scrolled_down(self, value: int) -> None:
        if value != self.sight.down:
            self.sight.down = value
            self.sight.place(self._table.layout)
            self.repaint_all()
            self.looked.emit()

    def _place(self) -> None:
        """Lanes, zoom and scroll bars for the size and the film as they are."""
        sight, area = self.sight, self.viewport().size()
        sight.line = self.fontMetrics().height()
        sight.width, sight.height = max(area.width(), 1), max(area.height(), 1)
        self._brush.font = self.font()
        sight.place(self._table.layout)
        sight.zoom = max(sight.zoom, sight.farthest(self.end))
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        blocked = across.blockSignals(True)
        across.setPageStep(sight.width)
        across.setSingleStep(round(sight.line * 3))
        across.setRange(0, max(sight.widest(self.end), sight.left if self._table.previewing else 0))
        sight.left = min(sight.left, across.maximum())
        across.setValue(sight.left)
        across.blockSignals(blocked)
        if self._lid is not None:
            self._lid.setGeometry(0, round(sight.top), sight.width, round(sight.height - sight.top))
        down.setPageStep(max(1, round(sight.height - sight.top)))
        down.setRange(0, max(0, round(sight.depth - (sight.height - sight.top))))
        self.looked.emit()

    def _relook(self) -> None:
        self._place()
        self.repaint_all()
        self._want.start()
        self._keep.start()
        self.zoomed.emit()

    def _remember(self) -> None:
        model = self._table.model
        model.set_view({**model.document.view, VIEW: [round(self.sight.zoom, 4), round(self.sight.first, 2)]})

    def _recall(self) -> None:
        """Look where the artist looked last, or at everything."""
        self._placed = True
        self._place()
        match self._table.document.view.get(VIEW):
            case [int() | float() as zoom, int() | float() as first] if zoom > 0 and 0 <= first < FARTHEST:
                self.sight.zoom = float(min(zoom, NEAREST))
                self._place()
                self.sight.scroll_to(round(first * self.sight.zoom + self.sight.gutter), self.end)
            case _:
                self._show_all()
        self._empty = not self._table.layout.end
        self._relook()

    def _show_all(self) -> None:
        """The whole film, or a few seconds of one that is shorter."""
        least = float(LEAST * self._table.layout.film.rate)
        self.sight.fit(0, max(self.end, least), max(self.end, least))

    # -- painting ------------------------------------------------------------------------------------------------------

    def _paint(self, area: QRect) -> None:
        viewport = self.viewport()
        painter = QPainter(viewport)
        self.tape.settle(QSize(viewport.size()), viewport.devicePixelRatioF(), self.sight.left)
        self.tape.draw(painter, area)
        painter.setFont(self.font())
        over = self._over.block if self._over is not None and not self.hands.busy else None
        self.above.paint(painter, over.id if over is not None else "")
        if self.hasFocus():
            painter.setPen(QPen(self._brush.inks.accent, 1))
            painter.drawRect(QRectF(viewport.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(event.rect())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._placed:
            self._changed()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._recall()
        self._want.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._placed:
            self._changed()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The kept picture moves instead."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._wheel(event)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hands.key_press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if not self.hands.key_release(event):
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hands.cancel()
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit()

    def event(self, event: QEvent) -> bool:
        """During a gesture every key is its own, those of shortcuts included."""
        if event.type() == QEvent.Type.ShortcutOverride and self.hands.busy:
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        return self._of_viewport(event) or super().viewportEvent(event)

    def _wheel(self, event: QWheelEvent) -> None:
        """Along the film; with Shift up and down where there are more lanes than room, with Ctrl nearer and farther."""
        down, turned = self.verticalScrollBar(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and down.maximum():
            down.setValue(down.value() - (turned.y() or turned.x()) // 4)
        elif not self.hands.wheel(event):
            self.zoom_by(ZOOM_STEP ** (turned.y() / 120), event.position().x())
            self.hands.moved_under(event.position())

    def _of_viewport(self, event: QEvent) -> bool:
        """What Qt hands to nobody by itself; whether it is dealt with."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._tip(event)
        if event.type() == QEvent.Type.Leave:
            self.hands.leave()
        return isinstance(event, QNativeGestureEvent) and self._pinch(event)

    def _tip(self, event: QHelpEvent) -> bool:
        text = self.tips(hit(self._table.layout, self.sight, QPointF(event.pos()), self._table.selection))
        if text and not self.hands.busy:
            QToolTip.showText(event.globalPos(), text, self)
        else:
            QToolTip.hideText()
        return True

    def _pinch(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.zoom_by(1.0 + event.value(), event.position().x())
        return True

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 40, line * 16)

    def menu_place(self) -> QPoint:
        """Where the menu opens that the keyboard asked for: at the current box, in global pixels."""
        block = self._table.block(self._table.current)
        x = self.sight.x(block.start if block is not None else self.above.playhead)
        x = min(max(x, self.sight.line), self.sight.width - self.sight.line)
        return self.viewport().mapToGlobal(QPoint(round(x), round(self.sight.top + self.sight.line)))
