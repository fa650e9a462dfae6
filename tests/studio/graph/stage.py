"""A scene and its view to test painting with: no gestures, no window around them."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from engine.document import Document
from engine.graph import Link, Node
from engine.registry import Registry
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.graph.scene import GraphScene
from studio.graph.view import GraphView
from studio.survey.status import Status
from studio.theme import DARK, Look, Theme

SIZE = (800, 600)


def node(name: str, kind: str, at: tuple[float, float], title: str = "") -> Node:
    """A node of one of our kinds."""
    return Node(name, f"shotloom.{kind}", position=at, title=title)


def link(source: str, output: str, target: str, into: str) -> Link:
    """A link."""
    return Link(source, output, target, into)


class Stage:
    """Everything that a scene needs, and a view of 800 x 600."""

    def __init__(self, document: Document, types: Registry, theme: Theme = DARK) -> None:
        self.model = DocumentModel(document)
        self.focus = Focus(self.model)
        self.look = Look(theme, self.model)
        self.status = Status(self.model, self.focus, self.model)
        self.scene = GraphScene(self.model, Faces(types), self.focus, self.look, self.status)
        self.view = GraphView(self.scene, self.look)
        self.view.resize(*SIZE)

    def look_at(self, zoom: float, centre: QPointF) -> None:
        """Show the view at a zoom, with a place of the scene in its middle."""
        self.view.show()
        self.view.actual_size()
        middle = QPointF(self.view.viewport().width() / 2, self.view.viewport().height() / 2)
        self.view.zoom_at(middle, zoom / self.view.zoom)
        seen = self.view.viewportTransform().map(centre)
        self.view.pan(middle.x() - seen.x(), middle.y() - seen.y())
        self.view.refresh()
        QApplication.processEvents()

    def picture(self) -> QImage:
        """What the view shows now."""
        return self.view.viewport().grab().toImage()

    def anew(self) -> QImage:
        """What it shows when everything is painted afresh."""
        self.view.refresh()
        return self.picture()

    def colour_at(self, place: QPointF) -> QColor:
        """The colour of the picture at a place of the scene."""
        at = self.view.viewportTransform().map(place).toPoint()
        return self.picture().pixelColor(at)

    def close(self) -> None:
        """Take everything apart."""
        self.view.close()
        self.view.deleteLater()
        self.scene.deleteLater()
        self.model.deleteLater()
