"""The plan as a picture: steps as boxes in the lanes of the parts of a model, joined by what they hand on.

In: a `Sheet`, the keys that stand out, the chosen one. Out: `chosen` and `wanted` for the panel. The wheel zooms, a
drag moves, arrows walk from box to box, Enter goes to the node. Everything in it is in the list too.
"""

from collections.abc import Collection

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from studio.plan import words
from studio.plan.brush import Brush
from studio.plan.drawing import Drawing
from studio.plan.sheet import Sheet
from studio.theme import Look
from studio.words import tr

NEAREST, FARTHEST = 2.0, 0.04
"""Zoom at most and at least; 1 shows text as large as in the panels."""
AT_FIRST = 0.45
"""Zoom at least before the artist zooms: what steps do can still be read."""
STEP = 1.18
"""How much one notch of the wheel zooms."""
SLACK = 0.4
"""Lines of text that the mouse may move in a click."""


class PlanPicture(QWidget):
    """Shows the sheet; `selected` is the key of the chosen step, "" for none."""

    chosen = Signal(str)
    """The key of the step that was clicked or walked to."""
    wanted = Signal(str)
    """The key of the step whose node is to be shown."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet = Sheet()
        self.drawing = Drawing()
        self.selected = ""
        self.marked: frozenset[str] = frozenset()
        self._look = look
        self._zoom = 1.0
        self._offset = QPointF()
        self._least: float | None = AT_FIRST
        self._grip: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Picture of the plan"))
        look.changed.connect(self.update)

    # -- what the panel calls ------------------------------------------------------------------------------------------

    def take(self, sheet: Sheet, drawing: Drawing) -> None:
        """Show another sheet as it was drawn; where the artist looks stays, after the first zoom or drag."""
        self.sheet = sheet
        self.drawing = drawing
        if self.selected not in self.drawing.places:
            self.selected = ""
        self._place()
        self._describe()
        self.update()

    def mark(self, keys: Collection[str]) -> None:
        """Let these steps stand out, and bring the first of them into sight."""
        if frozenset(keys) == self.marked:
            return
        self.marked = frozenset(keys)
        self._bring_into_sight(next((x.key for x in self.sheet.lines if x.key in self.marked), ""))
        self.update()

    def choose(self, key: str) -> None:
        """Show that a step is chosen, and bring it into sight."""
        if key == self.selected:
            return
        self.selected = key if key in self.drawing.places else ""
        self._bring_into_sight(self.selected)
        self._describe()
        self.update()

    def fit(self) -> None:
        """Show all of it, never larger than text in the panels."""
        self._least = FARTHEST
        self._place()

    def _place(self) -> None:
        """Until the artist zooms or moves: everything, or what of it comes first, at a zoom of `_least` or more."""
        if self._least is None:
            return
        unit, room = self.unit, self._room()
        width, height = self.drawing.width * unit, self.drawing.height * unit
        zoom = min(1.0, room.width() / width, room.height() / height) if width and height else 1.0
        self._zoom = max(self._least, zoom)
        free = room.height() - height * self._zoom
        self._offset = QPointF(room.left(), room.top() + max(0.0, free / 2))
        self.update()

    def zoom_at(self, position: QPointF, factor: float) -> None:
        """Zoom so that what lies under a position stays there."""
        zoom = max(FARTHEST, min(NEAREST, self._zoom * factor))
        self._offset = position - (position - self._offset) * (zoom / self._zoom)
        self._zoom = zoom
        self._least = None
        self.update()

    def rect_of(self, key: str) -> QRectF:
        """Where a step's box is on the widget; for tests, tooltips and scrolling."""
        box = self.drawing.boxes[self.drawing.places[key]]
        scale = self.unit * self._zoom
        return QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale).translated(
            self._offset
        )

    @property
    def unit(self) -> float:
        """Pixels of one line of text, in which the drawing is measured."""
        return float(self.fontMetrics().height())

    # -- asked by Qt ---------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """As wide and high as a list asks to be."""
        return QSize(256, 192)

    def minimumSizeHint(self) -> QSize:
        """The names of the lanes, and as much again."""
        return QSize(round(2 * Brush.names_width(self.fontMetrics())), round(5 * self.unit))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Asked by Qt."""
        painter = QPainter(self)
        brush = Brush(self._look.theme, self.font(), self.unit, self._zoom, self._offset, QRectF(self.rect()))
        brush.paint(painter, self.sheet, self.drawing, self.selected, self.marked, self.hasFocus())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All of it stays in sight if all of it was."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """The text has another size, and the picture with it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._place()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tooltips tell everything about the step under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tell(event)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms."""
        self.zoom_at(event.position(), STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses, a drag moves the picture."""
        self._grip, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag, or show what can be clicked."""
        self._moved(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click is a press that did not move."""
        if self._grip is not None and not self._dragged and event.button() == Qt.MouseButton.LeftButton:
            self._click(self.key_at(event.position()))
        self._grip = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter goes to the node, plus and minus zoom, F shows everything."""
        if not self._key(event.key()):
            super().keyPressEvent(event)

    # -- inside --------------------------------------------------------------------------------------------------------

    def key_at(self, position: QPointF) -> str:
        """The step under a position, "" for none."""
        scale = self.unit * self._zoom
        x, y = (position.x() - self._offset.x()) / scale, (position.y() - self._offset.y()) / scale
        for box in self.drawing.boxes:
            if box.x <= x <= box.right and box.y <= y <= box.y + box.height:
                return box.key
        return ""

    def _moved(self, position: QPointF) -> None:
        if self._grip is None:
            hand = Qt.CursorShape.PointingHandCursor if self.key_at(position) else Qt.CursorShape.ArrowCursor
            self.setCursor(hand)
            return
        if not self._dragged and (position - self._grip).manhattanLength() < SLACK * self.unit:
            return
        self._dragged, self._least = True, None
        self._offset += position - self._grip
        self._grip = position
        self.update()

    def _click(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)
        if key:
            self.wanted.emit(key)

    def _key(self, key: int) -> bool:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        middle = QRectF(self.rect()).center()
        match key:
            case _ if key in ways:
                self._walk(*ways[Qt.Key(key)])
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self.selected:
                    self.wanted.emit(self.selected)
            case Qt.Key.Key_F | Qt.Key.Key_Home:
                self.fit()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_at(middle, STEP)
            case Qt.Key.Key_Minus:
                self.zoom_at(middle, 1 / STEP)
            case _:
                return False
        return True

    def _walk(self, across: int, down: int) -> None:
        """Choose the nearest box in a direction; what lies straight ahead counts as nearer."""
        boxes = self.drawing.boxes
        if not boxes:
            return
        here = self.drawing.places.get(self.selected)
        if here is None:
            found = boxes[0]
        else:
            at = boxes[here]
            ahead = []
            for box in boxes:
                dx, dy = box.x - at.x, box.middle - at.middle
                forward, aside = (dx * across, abs(dy)) if across else (dy * down, abs(dx))
                if forward > 0:
                    ahead.append((forward + 2 * aside, box))
            if not ahead:
                return
            found = min(ahead, key=lambda near: near[0])[1]
        self.choose(found.key)
        self.chosen.emit(found.key)

    def _bring_into_sight(self, key: str) -> None:
        if key not in self.drawing.places:
            return
        room, box = self._room(), self.rect_of(key)
        dx = min(0.0, room.right() - box.right()) or max(0.0, room.left() - box.left())
        dy = min(0.0, room.bottom() - box.bottom()) or max(0.0, room.top() - box.top())
        if dx or dy:
            self._least = None
            self._offset += QPointF(dx, dy)

    def _room(self) -> QRectF:
        """The widget without a margin, and without the names of lanes at the left."""
        edge = 0.6 * self.unit
        return QRectF(self.rect()).adjusted(Brush.names_width(self.fontMetrics()) + edge, edge, -edge, -edge)

    def _describe(self) -> None:
        """What a screen reader says of the picture: the chosen step, or how to choose one."""
        number = self.drawing.places.get(self.selected)
        if number is None:
            text = tr("Arrows walk from step to step. The list tells the same in words.")
        else:
            text = words.facts_words(self.sheet.lines[number], self.sheet)
        self.setAccessibleDescription(text)

    def _tell(self, event: QHelpEvent) -> None:
        key = self.key_at(QPointF(event.pos()))
        if not key:
            QToolTip.hideText()
            return
        line = self.sheet.lines[self.drawing.places[key]]
        QToolTip.showText(
            event.globalPos(), words.facts_words(line, self.sheet), self, self.rect_of(key).toRect()
        )
