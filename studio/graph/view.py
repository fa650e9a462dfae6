"""The view onto the graph: zoom, pan, what is kept in sight; it hands every event to `hands` before its own.

In: the scene, mouse and keys. Out: pixels by way of the canvas, `zoomed`, and where the artist looks, kept in the
document's view per scope.
"""

from collections.abc import Iterable
from operator import itemgetter
from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from engine.graph import Json
from studio.graph.canvas import Canvas
from studio.graph.scene import GraphScene
from studio.theme import Look
from studio.words import tr

NEAREST = 4.0
FARTHEST = 0.03
"""Zoom at which letters fill the screen, and at which a node is a speck."""
REST_MS = 110
"""After so long without zooming the picture is painted anew."""
KEEP_MS = 400
"""After so long at rest the place is written into the document's view."""
STEP = 1.18
"""How much one notch of the wheel zooms."""
AROUND = 0.06
"""Share of the view that fitting leaves free at each side."""
VIEWS = "graph_views"
"""Where the document's view keeps zoom and middle by scope: {scope or "": [zoom, x, y]}."""


class Hands(Protocol):
    """What turns events into gestures. Each returns whether it dealt with the event."""

    def press(self, event: QMouseEvent) -> bool: ...
    def move(self, event: QMouseEvent) -> bool: ...
    def release(self, event: QMouseEvent) -> bool: ...
    def double_click(self, event: QMouseEvent) -> bool: ...
    def wheel(self, event: QWheelEvent) -> bool: ...
    def key_press(self, event: QKeyEvent) -> bool: ...
    def key_release(self, event: QKeyEvent) -> bool: ...
    def leave(self) -> bool: ...


class GraphView(QGraphicsView):
    """Shows a `GraphScene`. Painting goes through a `Canvas`, so other items put into the scene are not painted."""

    zoomed = Signal(float)
    moved = Signal()
    """The part of the scene in sight is another one."""

    def __init__(self, scene: GraphScene, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self.hands: Hands | None = None
        self.graph = scene
        self._look = look
        self._canvas = Canvas(scene.paint_rect)
        self._placed = False
        self.minimap: QWidget | None = None
        """What lies over the lower right corner; while it is shown, fitting keeps nodes out from under it."""
        self._whole = False
        """Whether everything was fitted into the view, and nobody looked elsewhere since: a resize fits it again."""
        self._actual = 0.0
        self._settling = False
        """Whether the window may still be finding its layout: a resize then places the view again."""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.refresh)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._remember)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Graph"))
        self.setAccessibleDescription(
            tr("The nodes and links of this project; the outline lists them as a tree.")
        )
        scene.repaint.connect(self._touch)
        scene.overlay_changed.connect(self._redraw)
        scene.reset.connect(self._place)

    # -- where the artist looks ----------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Screen pixels per scene unit."""
        return self.transform().m11()

    def actual_zoom(self) -> float:
        """The zoom at which text in the graph is as large as in the panels."""
        return self.fontMetrics().height() / self.graph.metrics.line

    def zoom_at(self, position: QPointF, factor: float) -> None:
        """Zoom so that what lies under a viewport position stays there."""
        self._zoom_to(self.zoom * factor, position, self._scene_at(position))
        self._rest.start()

    def pan(self, dx: float, dy: float) -> None:
        """Move the graph by pixels of the screen."""
        self._whole = False
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(dx))
        down.setValue(down.value() - round(dy))
        self._keep.start()

    def fit(self, nodes: Iterable[str] | None = None) -> None:
        """Show some nodes, or everything; never nearer than the actual size."""
        chosen = None if nodes is None else list(nodes)
        extent = self.graph.extent(chosen)
        if extent.isEmpty():
            self.actual_size()
            return
        whole = QRectF(self.viewport().rect())
        zoom, centre = self._fitted(extent, whole)
        if self.minimap is not None and not self.minimap.isHidden():
            corner = QRectF(self.minimap.geometry())
            hidden = QRectF(centre + (corner.topLeft() - whole.center()) / zoom, corner.size() / zoom)
            items = self.graph.nodes() if chosen is None else map(self.graph.node, chosen)
            if any(item is not None and item.sceneBoundingRect().intersects(hidden) for item in items):
                beside = whole.adjusted(0, 0, corner.left() - whole.right(), 0)
                above = whole.adjusted(0, 0, 0, corner.top() - whole.bottom())
                zoom, centre = max(
                    (self._fitted(extent, room) for room in (beside, above)), key=itemgetter(0)
                )
        self._jump(zoom, centre)
        self._whole = chosen is None

    def _fitted(self, extent: QRectF, room: QRectF) -> tuple[float, QPointF]:
        """The zoom and middle that show a part of the scene in a part of the viewport."""
        free = 1 - 2 * AROUND
        zoom = min(room.width() * free / extent.width(), room.height() * free / extent.height())
        zoom = max(min(zoom, self.actual_zoom()), FARTHEST)
        return zoom, extent.center() + (self._middle() - room.center()) / zoom

    def actual_size(self) -> None:
        """Text as large as in the panels, around the present middle."""
        self._jump(self.actual_zoom(), self._scene_at(self._middle()))

    def reveal(self, node: str) -> None:
        """Bring a node into sight, with some air around it, and move no farther than that takes: what lies beside it
        stays in sight too. One that is more than a screen away comes to the middle. Only what is larger than the view
        changes the zoom.
        """
        item = self.graph.node(node)
        if item is None:
            return
        rect, room = item.sceneBoundingRect(), QRectF(self.viewport().rect())
        air = self.fontMetrics().height()
        if rect.width() * self.zoom > room.width() or rect.height() * self.zoom > room.height():
            self._jump(*self._fitted(rect, room))
            return
        seen = self.viewportTransform().mapRect(rect)
        across = _needed(seen.left(), seen.right(), room.width(), air)
        down = _needed(seen.top(), seen.bottom(), room.height(), air)
        if abs(across) > room.width() or abs(down) > room.height():
            self._jump(self.zoom, rect.center())
            return
        lid = QRectF(self.minimap.geometry()) if self.minimap and not self.minimap.isHidden() else QRectF()
        there = seen.translated(across, down)
        if there.intersects(lid):
            # Out from under the overview, by the shorter way on which the node stays in sight.
            left, up = there.right() - lid.left() + air, there.bottom() - lid.top() + air
            if left <= up and there.left() - left >= 0:
                across -= left
            elif there.top() - up >= 0:
                down -= up
        if across or down:
            self._jump(self.zoom, self._scene_at(self._middle() - QPointF(across, down)))

    def scene_rect(self) -> QRectF:
        """The part of the scene in sight."""
        inverted, _ = self.viewportTransform().inverted()
        return inverted.mapRect(QRectF(self.viewport().rect()))

    def _scene_at(self, position: QPointF) -> QPointF:
        inverted, _ = self.viewportTransform().inverted()
        return inverted.map(position)

    def _middle(self) -> QPointF:
        return QRectF(self.viewport().rect()).center()

    def _grow(self) -> None:
        """Text has another size: that in the graph grows with it, around the middle of the view."""
        before, self._actual = self._actual, self.actual_zoom()
        if before and before != self._actual:
            self._settling = False
            self._jump(self.zoom * self._actual / before, self._scene_at(self._middle()))

    def _jump(self, zoom: float, centre: QPointF) -> None:
        self._rest.stop()
        self._canvas.discard()
        self._zoom_to(zoom, self._middle(), centre)

    def _zoom_to(self, zoom: float, position: QPointF, scene: QPointF) -> None:
        self._whole = False
        zoom = min(max(zoom, FARTHEST), NEAREST)
        before = self.zoom
        if zoom != before:
            self.setTransform(QTransform.fromScale(zoom, zoom))
        at = self.viewportTransform().map(scene) - position
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + round(at.x()))
        down.setValue(down.value() + round(at.y()))
        self._keep.start()
        self._redraw()
        if zoom != before:
            self.zoomed.emit(zoom)
        self.moved.emit()

    def _place(self) -> None:
        """Look where the artist looked last in this scope, or at everything."""
        self._canvas.discard()
        if not self.isVisible():
            self._placed = False
            return
        self._placed = self._settling = True
        self._actual = self.actual_zoom()
        views = self.graph.document.view.get(VIEWS)
        kept = views.get(self.graph.focus.scope or "") if isinstance(views, dict) else None
        match kept:
            case [int() | float() as zoom, int() | float() as x, int() | float() as y]:
                self._jump(zoom, QPointF(x, y))
            case _:
                self.fit()

    def _remember(self) -> None:
        self._settling = False
        model = self.graph.model
        views = model.document.view.get(VIEWS)
        centre = self._scene_at(self._middle())
        place: list[Json] = [round(self.zoom, 4), round(centre.x(), 1), round(centre.y(), 1)]
        table: dict[str, Json] = {
            **(views if isinstance(views, dict) else {}),
            self.graph.focus.scope or "": place,
        }
        model.set_view({**model.document.view, VIEWS: table})

    # -- painting ------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Paint everything anew at the next frame, also while hands are zooming."""
        self._rest.stop()
        self._canvas.discard()
        self._redraw()

    def _touch(self, rect: QRectF) -> None:
        self._canvas.touch(rect)
        self._redraw()

    def _redraw(self) -> None:
        self.viewport().update()

    def _paint(self, area: QRectF) -> None:
        painter = QPainter(self.viewport())
        transform = self.viewportTransform()
        size, ratio = self.viewport().size(), self.viewport().devicePixelRatioF()
        if self._rest.isActive() and self._canvas.differs_in_zoom(transform):
            painter.fillRect(self.viewport().rect(), self.graph.inks.canvas)
            painter.setTransform(transform)
            self.graph.paint_sketch(painter, self.scene_rect())
            painter.resetTransform()
            self._canvas.draw_scaled(painter, transform)
        else:
            self._canvas.settle(QSize(size), ratio, transform)
            self._canvas.draw(painter, area.toAlignedRect())
        painter.setTransform(transform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.graph.lifting:
            self.graph.paint_lifted(painter, self.scene_rect(), transform.m11() * ratio)
        if self.graph.overlay:
            self.graph.overlay.paint(painter, self.graph.inks, transform.m11())
        painter.end()

    # -- Qt ------------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint(QRectF(event.rect()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._redraw()
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._settling:
            self._place()
        elif self._whole:
            self.fit()
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._placed:
            self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._placed:
            self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.hands is None or not self.hands.press(event):
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.hands is None or not self.hands.move(event):
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.hands is None or not self.hands.release(event):
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.hands is None or not self.hands.double_click(event):
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hands is None or not self.hands.wheel(event):
            self.zoom_at(event.position(), STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hands is None or not self.hands.key_press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.hands is None or not self.hands.key_release(event):
            event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.hands is not None:
            self.hands.leave()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.graph.set_keyboard(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.graph.set_keyboard(False)


def _needed(start: float, end: float, room: float, air: float) -> float:
    """How far a span of the screen must move to lie in a room: not at all if it does, else as little as leaves air."""
    if start >= 0 and end <= room:
        return 0.0
    air = min(air, max(0.0, (room - (end - start)) / 2))
    return air - start if start < 0 else room - air - end
