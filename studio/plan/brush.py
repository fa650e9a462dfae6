"""How the picture of a plan is painted: lanes, lines between steps, and boxes whose shape and colour tell the state.

In: a drawing and where the artist looks. Out: strokes of a painter. Made by the picture for every painting.
"""

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPainterPath, QPen

from studio.appearance import mixed
from studio.plan import words
from studio.plan.drawing import Box, Drawing
from studio.plan.sheet import Line, Sheet, State
from studio.plan.table import state_colour
from studio.quantities import seconds_words
from studio.theme import Theme
from studio.words import tr

READABLE, SMALL = 0.68, 0.72
"""Below this zoom boxes tell less, in letters of this size, which do not shrink further."""
CORNER = 0.35
"""Radius of a box's corners, in lines of text."""
TINT = 0.09
"""How much of a state's colour is in a box."""
NAMES = 13
"""Characters of a lane's name at the left."""
_MARKS: dict[State, tuple[tuple[tuple[float, float], ...], ...]] = {
    "run": (((0.25, 0.1), (0.9, 0.5), (0.25, 0.9), (0.25, 0.1)),),
    "planned": (((0.25, 0.1), (0.9, 0.5), (0.25, 0.9), (0.25, 0.1)),),
    "cached": (((0.08, 0.55), (0.38, 0.85), (0.95, 0.15)),),
    "ran": (((0.08, 0.55), (0.38, 0.85), (0.95, 0.15)),),
    "failed": (((0.15, 0.15), (0.85, 0.85)), ((0.85, 0.15), (0.15, 0.85))),
    "skipped": (((0.1, 0.5), (0.9, 0.5)),),
    "free": (),
    "unneeded": (),
}
"""Strokes in the unit square that tell states apart without colour."""


def box_ground(theme: Theme, state: QColor) -> QColor:
    """What a box whose state has this colour is filled with; text on it stays readable."""
    return mixed(theme.node, state.name(), TINT)


class Brush:
    """Paints at one zoom and place; `unit` is the height of a line of text at zoom 1, in pixels."""

    def __init__(
        self, theme: Theme, font: QFont, unit: float, zoom: float, offset: QPointF, rect: QRectF
    ) -> None:
        self._theme = theme
        self._font = font
        self._unit = unit
        self._zoom = zoom
        self._offset = offset
        self._rect = rect
        self._sight = QRectF(
            -offset.x() / zoom, -offset.y() / zoom, rect.width() / zoom, rect.height() / zoom
        )

    @staticmethod
    def names_width(metrics: QFontMetrics) -> float:
        """Pixels that the names of lanes take at the left."""
        return float(metrics.averageCharWidth() * NAMES + metrics.height())

    def paint(
        self,
        painter: QPainter,
        sheet: Sheet,
        drawing: Drawing,
        selected: str,
        marked: Collection[str],
        focused: bool,
    ) -> None:
        """The whole picture, as far as it is in sight."""
        painter.fillRect(self._rect, QColor(self._theme.canvas))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._lanes(painter, drawing)
        painter.save()
        painter.translate(self._offset)
        painter.scale(self._zoom, self._zoom)
        painter.setFont(self._font)
        self._edges(painter, drawing, drawing.places.get(selected))
        for number, box in enumerate(drawing.boxes):
            rect = self._box_rect(box)
            if rect.intersects(self._sight):
                line = sheet.lines[number]
                self._box(painter, rect, line, sheet, line.key in marked, line.key == selected)
        painter.restore()
        self._names(painter, drawing)
        if focused:
            painter.setPen(QPen(QColor(self._theme.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._rect.adjusted(0.5, 0.5, -0.5, -0.5))

    # -- lanes ---------------------------------------------------------------------------------------------------------

    def _lanes(self, painter: QPainter, drawing: Drawing) -> None:
        """Every other lane lies on a slightly other ground."""
        other = mixed(self._theme.canvas, self._theme.text, 0.035)
        for number, lane in enumerate(drawing.lanes):
            if number % 2:
                painter.fillRect(self._lane_rect(lane.top, lane.height), other)

    def _names(self, painter: QPainter, drawing: Drawing) -> None:
        """The lanes' names and seconds stay at the left edge."""
        metrics = QFontMetricsF(self._font)
        width = self.names_width(QFontMetrics(self._font))
        ground = QColor(self._theme.canvas)
        ground.setAlphaF(0.92)
        painter.fillRect(QRectF(0, 0, width, self._rect.height()), ground)
        painter.setFont(self._font)
        for lane in drawing.lanes:
            rect = self._lane_rect(lane.top, lane.height)
            rect.setLeft(metrics.height() * 0.6)
            rect.setRight(width - metrics.height() * 0.3)
            seen = rect & self._rect
            if seen.height() < metrics.height():
                continue
            text = [words.component_words(lane.component)]
            if lane.seconds and seen.height() > 2.2 * metrics.height():
                text.append(seconds_words(lane.seconds))
            top = seen.center().y() - len(text) * metrics.height() / 2
            for row, part in enumerate(text):
                painter.setPen(QColor(self._theme.dim if row else self._theme.text))
                where = QRectF(rect.left(), top + row * metrics.height(), rect.width(), metrics.height())
                shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, where.width())
                painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _lane_rect(self, top: float, height: float) -> QRectF:
        scale = self._unit * self._zoom
        return QRectF(0, self._offset.y() + top * scale, self._rect.width(), height * scale)

    # -- what is handed on ---------------------------------------------------------------------------------------------

    def _edges(self, painter: QPainter, drawing: Drawing, selected: int | None) -> None:
        quiet = QPen(mixed(self._theme.line, self._theme.dim, 0.3), 1.2 / max(self._zoom, 0.4))
        loud = QPen(QColor(self._theme.accent), 2.0 / max(self._zoom, 0.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = [edge for edge in drawing.edges if selected in edge] if selected is not None else []
        for pen, edges in ((quiet, drawing.edges), (loud, chosen)):
            painter.setPen(pen)
            for source, target in edges:
                start, end = drawing.boxes[source], drawing.boxes[target]
                if self._crosses(start, end):
                    painter.drawPath(self._curve(start, end))

    def _crosses(self, source: Box, target: Box) -> bool:
        """Whether anything of an edge may be in sight; asked for each, so nothing is made for it."""
        unit, sight = self._unit, self._sight
        low, high = sorted((source.middle * unit, target.middle * unit))
        slack = 2 * unit
        return (
            source.right * unit - slack < sight.right()
            and target.x * unit + slack > sight.left()
            and low < sight.bottom()
            and high > sight.top()
        )

    def _curve(self, source: Box, target: Box) -> QPainterPath:
        unit = self._unit
        start = QPointF(source.right * unit, source.middle * unit)
        end = QPointF(target.x * unit, target.middle * unit)
        reach = max(1.4 * unit, min((end.x() - start.x()) / 2, 6 * unit))
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
        return path

    # -- boxes ---------------------------------------------------------------------------------------------------------

    def _box_rect(self, box: Box) -> QRectF:
        unit = self._unit
        return QRectF(box.x * unit, box.y * unit, box.width * unit, box.height * unit)

    def _box(
        self, painter: QPainter, rect: QRectF, line: Line, sheet: Sheet, marked: bool, selected: bool
    ) -> None:
        theme, corner = self._theme, CORNER * self._unit
        state = QColor(theme.warn if marked else state_colour(line, theme))
        idle = line.state in ("free", "unneeded", "skipped") and not marked
        ground = QColor(theme.node) if idle else box_ground(theme, state)
        pen = QPen(state, 1.0 if idle else 1.5)
        if idle:
            pen = QPen(QColor(theme.line), 1.0, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(theme.canvas) if line.state == "unneeded" and not marked else ground)
        painter.drawRoundedRect(rect, corner, corner)
        if not idle:
            strip = QRectF(rect.left(), rect.top() + corner, 0.22 * self._unit, rect.height() - 2 * corner)
            painter.fillRect(strip, state)
        if marked:
            painter.setPen(QPen(state, 1.5, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            out = 0.2 * self._unit
            painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), corner + out, corner + out)
        if selected:
            painter.setPen(QPen(QColor(theme.accent), 2.5 / max(0.5, self._zoom)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            out = 0.32 * self._unit
            painter.drawRoundedRect(rect.adjusted(-out, -out, out, out), corner + out, corner + out)
        if line.state == "free" or self._zoom < READABLE:
            self._label(painter, rect, line, sheet, idle)
        else:
            self._words(painter, rect, line, sheet, state, idle)

    def _label(self, painter: QPainter, rect: QRectF, line: Line, sheet: Sheet, idle: bool) -> None:
        """From afar: what a step does and how long, and for which node, in letters that can still be read."""
        grown = max(1.0, SMALL / self._zoom)
        unit = self._unit * grown
        rows = min(2, int(1.02 * rect.height() / unit))
        if not rows:
            return
        font = QFont(self._font)
        font.setPointSizeF(font.pointSizeF() * grown)
        metrics = QFontMetricsF(font)
        inner = rect.adjusted(0.55 * unit, 0, -0.3 * unit, 0)
        top = inner.center().y() - rows * unit / 2
        left, middle = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
        time = seconds_words(line.seconds) if line.seconds else ""
        room = inner.width() - (metrics.horizontalAdvance(time) + 0.5 * unit if time else 0.0)
        painter.setFont(font)
        row = QRectF(inner.left(), top, inner.width(), unit)
        if time and room >= metrics.horizontalAdvance(tr(line.label)):
            painter.setPen(QColor(self._theme.dim))
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | middle, time)
        painter.setPen(QColor(self._theme.dim if idle else self._theme.text))
        painter.drawText(row, left | middle, self._elided(metrics, tr(line.label), inner.width()))
        if rows > 1:
            painter.setPen(QColor(self._theme.dim))
            below = words.result_words(line) if line.prompt else words.names(line.places, sheet)
            painter.drawText(
                row.translated(0, unit), left | middle, self._elided(metrics, below, inner.width())
            )
        painter.setFont(self._font)

    def _words(
        self, painter: QPainter, rect: QRectF, line: Line, sheet: Sheet, state: QColor, idle: bool
    ) -> None:
        metrics, unit = QFontMetricsF(self._font), self._unit
        inner = rect.adjusted(0.75 * unit, 0.35 * unit, -0.55 * unit, -0.35 * unit)
        right = inner.right()
        if _MARKS[line.state]:
            side = 0.62 * unit
            mark = QRectF(right - side, inner.top() + 0.2 * unit, side, side)
            self._mark(painter, mark, line.state, state)
            right = mark.left() - 0.35 * unit
        time = seconds_words(line.seconds) if line.seconds else ""
        wide = metrics.horizontalAdvance(time)
        row = QRectF(inner.left(), inner.top(), max(0.0, right - inner.left()), unit)
        left, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(self._theme.dim))
        painter.drawText(row, end | middle, time)
        painter.setPen(QColor(self._theme.dim if idle else self._theme.text))
        room = row.width() - (wide + 0.6 * unit if time else 0.0)
        painter.drawText(row, left | middle, self._elided(metrics, tr(line.label), room))
        painter.setPen(QColor(self._theme.dim))
        remarks = words.special_words(line, sheet)
        for number, text in enumerate(
            (words.names(line.places, sheet), " · ".join((words.result_words(line), *remarks))), 1
        ):
            below = QRectF(inner.left(), inner.top() + number * 1.06 * unit, inner.width(), unit)
            painter.drawText(below, left | middle, self._elided(metrics, text, below.width()))

    def _elided(self, metrics: QFontMetricsF, text: str, width: float) -> str:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width))

    def _mark(self, painter: QPainter, rect: QRectF, state: State, colour: QColor) -> None:
        painter.setPen(
            QPen(
                colour,
                0.13 * self._unit,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.setBrush(colour if state in ("run", "planned") else Qt.BrushStyle.NoBrush)
        for stroke in _MARKS[state]:
            points = [
                QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()) for x, y in stroke
            ]
            if state in ("run", "planned"):
                painter.drawPolygon(points)
            else:
                painter.drawPolyline(points)
