"""A small map of the whole graph in the view's corner; click or drag in it to look somewhere else.

It keeps a picture of the graph, made anew a moment after the graph changed, and paints the part in sight as a frame
over it, so that panning costs the map nothing.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from studio.graph.view import GraphView
from studio.theme import Look
from studio.tints import faded
from studio.words import tr

LINES = 9.0
"""Height in lines of text; the width follows the shape of the view."""
WIDEST = 0.3
"""Share of the view that it may take at most, each way."""
NEAREST = 0.25
"""Pixels of the map per scene unit at most: few nodes look like few, not like large ones."""
LATER_MS = 150
SMALLEST = (46.0, 26.0)
"""Lines of text that the view is wide and high at least: in a smaller one the map would hide more than it shows."""


class Minimap(QWidget):
    """A child of the view, in its lower right corner."""

    def __init__(self, view: GraphView, look: Look) -> None:
        super().__init__(view)
        self._view = view
        self._look = look
        self._picture: QPixmap | None = None
        self._transform = QTransform()
        self._wanted = True
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self._forget)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Minimap"))
        self.setToolTip(tr("The whole graph; click or drag to look somewhere else."))
        scene = view.graph
        scene.repaint.connect(self._stale)
        scene.reset.connect(self._stale)
        view.moved.connect(self.update)
        view.installEventFilter(self)
        view.minimap = self
        self._settle()

    def want(self, on: bool) -> None:
        """Show the map wherever there is room for it, or never."""
        self._wanted = on
        self._settle()

    def scene_at(self, position: QPointF) -> QPointF:
        """The place in the scene that a point of the map stands for."""
        inverted, _ = self._transform.inverted()
        return inverted.map(position)

    def _settle(self) -> None:
        """Size and corner, from the view's."""
        area = self._view.size()
        em = self.fontMetrics().height()
        roomy = area.width() >= SMALLEST[0] * em and area.height() >= SMALLEST[1] * em
        self.setVisible(self._wanted and roomy)
        height = min(LINES * self.fontMetrics().height(), WIDEST * area.height())
        width = min(height * 1.6, WIDEST * area.width())
        gap = self.fontMetrics().height() * 0.6
        self.setGeometry(
            round(area.width() - width - gap),
            round(area.height() - height - gap),
            round(width),
            round(height),
        )
        self._forget()

    def _stale(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def _map(self) -> QTransform:
        """From the scene to the map."""
        extent = self._view.graph.extent()
        if extent.isEmpty():
            extent = self._view.scene_rect()
        margin = self.fontMetrics().height() * 0.5
        room = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        fitting = min(room.width() / max(extent.width(), 1.0), room.height() / max(extent.height(), 1.0))
        scale = min(fitting, NEAREST)
        transform = QTransform.fromTranslate(room.center().x(), room.center().y())
        transform.scale(scale, scale)
        transform.translate(-extent.center().x(), -extent.center().y())
        return transform

    def _painted(self) -> QPixmap:
        """The graph as boxes on a rounded ground."""
        self._transform = self._map()
        scene, inks = self._view.graph, self._view.graph.inks
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(inks.line, 1))
        painter.setBrush(faded(inks.node, 0.92))
        corner = self.fontMetrics().height() * 0.35
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for frame in scene.frame_items():
            painter.fillRect(self._transform.mapRect(frame.rect), QColor(frame.frame.colour))
        for item in scene.nodes():
            rect = self._transform.mapRect(item.sceneBoundingRect())
            colour = inks.accent if item.selected else inks.port(item.leading)
            if item.status.state == "error":
                colour = inks.error
            painter.fillRect(rect, colour)
        painter.end()
        return picture

    def _paint(self) -> None:
        if self._picture is None:
            self._picture = self._painted()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        inks = self._view.graph.inks
        seen = self._transform.mapRect(self._view.scene_rect()) & QRectF(self.rect()).adjusted(1, 1, -2, -2)
        painter.setPen(QPen(inks.text, 1.4))
        painter.setBrush(faded(inks.text, 0.08))
        painter.drawRect(seen)
        painter.end()

    def _look_at(self, position: QPointF) -> None:
        centre = QRectF(self._view.viewport().rect()).center()
        seen = self._view.viewportTransform().map(self.scene_at(position))
        self._view.pan(centre.x() - seen.x(), centre.y() - seen.y())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position())
