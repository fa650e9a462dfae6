"""Where the pointer is and which keys are held, taken from a mouse event once and handed to gestures as a value."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QSinglePointEvent
from PySide6.QtWidgets import QGraphicsView


@dataclass(frozen=True, slots=True)
class Pointer:
    """`view` in viewport pixels, `scene` in scene units, `screen` in global pixels, `time` in milliseconds."""

    view: QPointF
    scene: QPointF
    screen: QPoint
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    time: int

    @classmethod
    def of(cls, event: QSinglePointEvent, view: QGraphicsView) -> "Pointer":
        """From an event of the view's viewport."""
        position = event.position()
        return cls(
            position,
            scene_position(view, position),
            event.globalPosition().toPoint(),
            event.button() if isinstance(event, QMouseEvent) else Qt.MouseButton.NoButton,
            event.modifiers(),
            event.timestamp(),
        )

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        """Whether a modifier key is down."""
        return bool(self.modifiers & modifier)

    def beyond(self, other: "Pointer", pixels: float) -> bool:
        """Whether it is further than some pixels from another."""
        return (self.view - other.view).manhattanLength() >= pixels


def scene_position(view: QGraphicsView, position: QPointF) -> QPointF:
    """A viewport position in scene units, without rounding to whole pixels."""
    inverted, _ = view.viewportTransform().inverted()
    return inverted.map(position)
