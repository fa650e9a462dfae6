"""The small signs in a node's title: error, warning, missing, mute, bypass, freeze, clone, viewer key.

Each is told by its form, not by its colour alone. Painted into a square that the caller chooses, so the urgent ones
can be drawn larger when the graph is far away.
"""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from studio.graph.inks import Inks

ICE = {True: "#8fd3ff", False: "#1571a8"}
"""The colour of frozen nodes on dark and on light ground."""
URGENT = ("error", "missing", "warning")
"""Badges that stay in sight at every zoom, the worst first."""


def paint_badge(painter: QPainter, badge: str, square: QRectF, inks: Inks, font: QFont) -> None:
    """One sign; digits are viewer keys."""
    match badge:
        case "error":
            _disc(painter, square, inks.error)
            _mark(painter, square, _on(inks.error), font, "!")
        case "missing":
            _disc(painter, square, inks.warn)
            _mark(painter, square, _on(inks.warn), font, "?")
        case "warning":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.warn)
            painter.drawPolygon(
                QPolygonF(
                    [QPointF(square.center().x(), square.top()), square.bottomRight(), square.bottomLeft()]
                )
            )
            _mark(painter, square.translated(0, square.height() * 0.1), _on(inks.warn), font, "!")
        case "mute":
            _mute(painter, square, inks.dim)
        case "bypass":
            _bypass(painter, square, inks.accent)
        case "freeze":
            _freeze(painter, square, QColor(ICE[inks.theme.dark]))
        case "clone":
            _clone(painter, square, inks)
        case _:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(inks.accent)
            painter.drawRoundedRect(square, square.width() * 0.25, square.width() * 0.25)
            _mark(painter, square, inks.on_accent, font, badge)


def _on(ground: QColor) -> QColor:
    """Black or white, whichever can be read on a colour."""
    return QColor("#000000") if ground.lightnessF() > 0.5 else QColor("#ffffff")


def _pen(colour: QColor, square: QRectF) -> QPen:
    pen = QPen(colour, square.width() * 0.11)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _disc(painter: QPainter, square: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(square)


def _mark(painter: QPainter, square: QRectF, colour: QColor, font: QFont, sign: str) -> None:
    sized = QFont(font)
    sized.setPixelSize(max(1, round(square.height() * 0.78)))
    painter.setFont(sized)
    painter.setPen(colour)
    painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), sign)


def _mute(painter: QPainter, square: QRectF, colour: QColor) -> None:
    painter.setPen(_pen(colour, square))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = square.adjusted(1, 1, -1, -1)
    painter.drawEllipse(inner)
    far = inner.width() * 0.354
    middle = inner.center()
    painter.drawLine(middle + QPointF(-far, -far), middle + QPointF(far, far))


def _bypass(painter: QPainter, square: QRectF, colour: QColor) -> None:
    painter.setPen(_pen(colour, square))
    middle, left, right = square.center().y(), square.left() + 1, square.right() - 1
    head = square.width() * 0.28
    painter.drawLines(
        [
            QLineF(left, middle, right, middle),
            QLineF(right - head, middle - head, right, middle),
            QLineF(right - head, middle + head, right, middle),
        ]
    )


def _freeze(painter: QPainter, square: QRectF, colour: QColor) -> None:
    painter.setPen(_pen(colour, square))
    middle, arm = square.center(), square.width() * 0.48
    spokes = [QLineF.fromPolar(arm, angle) for angle in range(30, 390, 60)]
    painter.drawLines([spoke.translated(middle) for spoke in spokes])
    for spoke in spokes:
        out = spoke.p2() * 0.62 + middle
        for turn in (-45, 45):
            twig = QLineF.fromPolar(arm * 0.36, spoke.angle() + turn).translated(out)
            painter.drawLine(twig)


def _clone(painter: QPainter, square: QRectF, inks: Inks) -> None:
    painter.setPen(_pen(inks.dim, square))
    side = square.width() * 0.58
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(square.left() + 1, square.top() + 1, side, side), 2, 2)
    painter.setBrush(inks.header)
    painter.drawRoundedRect(QRectF(square.right() - side - 1, square.bottom() - side - 1, side, side), 2, 2)
