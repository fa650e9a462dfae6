"""Icons as strokes on a grid of 24 units, drawn in the theme's colours at whatever size and scale is asked for.

In: a name. Out: a QIcon, or strokes of a painter. Called by the window and the welcome page.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from studio.theme import DARK, Look

GRID = 24.0
EDGES = (16, 24, 32, 48, 64)
"""Sizes in which an icon is drawn, in device pixels."""

_Stroke = tuple[tuple[float, float], ...]
_LENS: tuple[_Stroke, ...] = (
    ((16.5, 10.5), (15.7, 13.5), (13.5, 15.7), (10.5, 16.5), (7.5, 15.7), (5.3, 13.5), (4.5, 10.5), (5.3, 7.5),
     (7.5, 5.3), (10.5, 4.5), (13.5, 5.3), (15.7, 7.5), (16.5, 10.5)),
    ((15, 15), (20.5, 20.5)),
)  # fmt: skip
_STROKES: Mapping[str, tuple[_Stroke, ...]] = {
    "new": (((6, 3), (14, 3), (19, 8), (19, 21), (6, 21), (6, 3)), ((14, 3), (14, 8), (19, 8)),
            ((12.5, 11), (12.5, 17)), ((9.5, 14), (15.5, 14))),
    "open": (((3, 19), (3, 5), (9, 5), (11.5, 8), (19, 8), (19, 11)), ((3, 19), (6.5, 11), (22, 11), (18.5, 19),
             (3, 19))),
    "graph": (((3, 5), (10, 5), (10, 11), (3, 11), (3, 5)), ((14, 13), (21, 13), (21, 19), (14, 19), (14, 13)),
              ((10, 8), (12, 8), (12, 16), (14, 16))),
    "film": (((3, 5), (21, 5), (21, 19), (3, 19), (3, 5)), ((7.5, 5), (7.5, 19)), ((16.5, 5), (16.5, 19)),
             ((3, 9.7), (7.5, 9.7)), ((3, 14.3), (7.5, 14.3)), ((16.5, 9.7), (21, 9.7)), ((16.5, 14.3), (21, 14.3))),
    "reset": (((4, 5), (4, 10), (9, 10)), ((4.3, 10), (6.8, 6.2), (11, 4.2), (15.6, 4.9), (19.2, 8), (20.5, 12.5),
              (19.2, 17), (15.6, 20.1), (11, 20.8), (6.8, 18.8))),
    "link": (((10, 14), (14, 10)), ((11.5, 7.5), (14.5, 4.5), (17, 3.8), (19.5, 4.5), (20.2, 7), (19.5, 9.5),
             (16.5, 12.5)), ((12.5, 16.5), (9.5, 19.5), (7, 20.2), (4.5, 19.5), (3.8, 17), (4.5, 14.5), (7.5, 11.5))),
    "dice": (((4, 4), (20, 4), (20, 20), (4, 20), (4, 4)), ((8.4, 8.4), (8.6, 8.4)), ((15.4, 8.4), (15.6, 8.4)),
             ((11.9, 12), (12.1, 12)), ((8.4, 15.6), (8.6, 15.6)), ((15.4, 15.6), (15.6, 15.6))),
    "lock": (((5, 11), (19, 11), (19, 21), (5, 21), (5, 11)), ((8, 11), (8, 7), (9.2, 4.5), (12, 3.3), (14.8, 4.5),
             (16, 7), (16, 11)), ((12, 15), (12, 17))),
    "unlock": (((5, 11), (19, 11), (19, 21), (5, 21), (5, 11)), ((8, 11), (8, 7), (9.2, 4.5), (12, 3.3), (14.8, 4.5),
               (15.6, 6)), ((12, 15), (12, 17))),
    "plus": (((12, 5), (12, 19)), ((5, 12), (19, 12))),
    "minus": (((5, 12), (19, 12)),),
    "curve": (((3, 18), (7, 18), (10, 15.5), (12, 12), (14, 8.5), (17, 6), (21, 6)),),
    "up": (((5, 15), (12, 8), (19, 15)),),
    "down": (((5, 9), (12, 16), (19, 9)),),
    "more": (((5.5, 12), (6, 12)), ((11.8, 12), (12.2, 12)), ((18, 12), (18.5, 12))),
    "help": (((8, 8.5), (9, 5.6), (12, 4.4), (15, 5.6), (16, 8.5), (14.6, 11), (12, 12.8), (12, 15.5)),
             ((12, 19), (12, 19.4))),
    "close": (((6, 6), (18, 18)), ((18, 6), (6, 18))),
    "warning": (((12, 3.5), (21.5, 20), (2.5, 20), (12, 3.5)), ((12, 9.5), (12, 14.5)), ((12, 17), (12, 17.4))),
    "error": (((12, 3), (18.4, 5.6), (21, 12), (18.4, 18.4), (12, 21), (5.6, 18.4), (3, 12), (5.6, 5.6), (12, 3)),
              ((9, 9), (15, 15)), ((15, 9), (9, 15))),
    "info": (((12, 3), (18.4, 5.6), (21, 12), (18.4, 18.4), (12, 21), (5.6, 18.4), (3, 12), (5.6, 5.6), (12, 3)),
             ((12, 11), (12, 16.5)), ((12, 7.6), (12, 8))),
    "play": (((7, 4.5), (19, 12), (7, 19.5), (7, 4.5)),),
    "pause": (((8, 5), (8, 19)), ((16, 5), (16, 19))),
    "to_start": (((18, 5.5), (8, 12), (18, 18.5), (18, 5.5)), ((5.5, 5.5), (5.5, 18.5))),
    "to_end": (((6, 5.5), (16, 12), (6, 18.5), (6, 5.5)), ((18.5, 5.5), (18.5, 18.5))),
    "frame_back": (((14.5, 6), (8, 12), (14.5, 18)),),
    "frame_on": (((9.5, 6), (16, 12), (9.5, 18)),),
    "loop": (((16, 3), (19.5, 6.5), (16, 10)), ((19.5, 6.5), (7, 6.5), (4.5, 9), (4.5, 12)), ((8, 21), (4.5, 17.5),
             (8, 14)), ((4.5, 17.5), (17, 17.5), (19.5, 15), (19.5, 12))),
    "stop": (((6, 6), (18, 6), (18, 18), (6, 18), (6, 6)),),
    "keep": (((5, 5), (19, 5), (19, 19), (5, 19), (5, 5)), ((8.5, 12.2), (11, 14.8), (15.5, 9.4))),
    "make": (((7, 4), (19.5, 12), (7, 20), (7, 4)),),
    "eye": (((2.5, 12), (6, 8), (12, 5.6), (18, 8), (21.5, 12), (18, 16), (12, 18.4), (6, 16), (2.5, 12)),
            ((12, 9.4), (14.6, 12), (12, 14.6), (9.4, 12), (12, 9.4))),
    "select": (((6, 3), (6, 18.5), (10, 15), (12.6, 20.8), (15.2, 19.6), (12.6, 14), (17.6, 13.6), (6, 3)),),
    "roll": (((12, 4), (12, 20)), ((8.5, 8.5), (4.5, 12), (8.5, 15.5)), ((15.5, 8.5), (19.5, 12), (15.5, 15.5)),
             ((4.5, 12), (19.5, 12))),
    "slip": (((3, 5), (21, 5), (21, 19), (3, 19), (3, 5)), ((9.5, 9.5), (7, 12), (9.5, 14.5)),
             ((14.5, 9.5), (17, 12), (14.5, 14.5)), ((7, 12), (17, 12))),
    "slide": (((8, 5), (16, 5), (16, 19), (8, 19), (8, 5)), ((5.5, 9), (2.5, 12), (5.5, 15)),
              ((18.5, 9), (21.5, 12), (18.5, 15))),
    "blade": (((12, 3), (12, 21)), ((3, 8), (9, 8)), ((15, 8), (21, 8)), ((3, 16), (9, 16)), ((15, 16), (21, 16)),
              ((3, 8), (3, 16)), ((21, 8), (21, 16))),
    "magnet": (((5, 4), (5, 13), (7, 17.5), (12, 20), (17, 17.5), (19, 13), (19, 4), (15, 4), (15, 13), (14, 15.2),
                (12, 16), (10, 15.2), (9, 13), (9, 4), (5, 4)), ((5, 8), (9, 8)), ((15, 8), (19, 8))),
    "extend": (((3, 6), (11, 6), (11, 18), (3, 18), (3, 6)), ((14, 12), (21.5, 12)), ((18, 8.5), (21.5, 12), (18, 15.5))),
    "jump": (((2.5, 13), (9, 13), (9, 20), (2.5, 20), (2.5, 13)), ((15, 13), (21.5, 13), (21.5, 20), (15, 20), (15, 13)),
             ((5.8, 9.5), (8, 5.9), (12, 4.5), (16, 5.9), (18.2, 9.2)), ((14.6, 8.6), (18.3, 9.5), (19.6, 6))),
    "connect": (((2.5, 7), (8, 7), (8, 17), (2.5, 17), (2.5, 7)), ((16, 7), (21.5, 7), (21.5, 17), (16, 17), (16, 7)),
                ((8, 12), (9.5, 12)), ((11.4, 12), (12.6, 12)), ((14.5, 12), (16, 12))),
    "retake": (((6, 4), (3, 4), (3, 20), (6, 20)), ((18, 4), (21, 4), (21, 20), (18, 20)),
               ((15.6, 9.6), (13.4, 7.8), (10.4, 8), (8.2, 10.2), (8.2, 13.6), (10.4, 16), (13.4, 16.2), (15.6, 14.4)),
               ((16, 6.4), (15.8, 9.8), (12.6, 10))),
    "details": (((4, 7), (12, 7)), ((16.5, 7), (20, 7)), ((14.2, 4.8), (14.2, 9.2)), ((4, 17), (7, 17)),
                ((11.5, 17), (20, 17)), ((9.2, 14.8), (9.2, 19.2)), ((4, 12), (20, 12))),
    "along": (((3, 5), (12, 5)), ((3, 12), (12, 12)), ((3, 19), (12, 19)), ((15, 4), (15, 20)),
              ((17.5, 8.5), (21, 12), (17.5, 15.5))),
    "fit": (((3, 4), (3, 20)), ((21, 4), (21, 20)), ((9.5, 8.5), (6, 12), (9.5, 15.5)),
            ((14.5, 8.5), (18, 12), (14.5, 15.5)), ((6, 12), (18, 12))),
    "zoom_in": (*_LENS, ((7.8, 10.5), (13.2, 10.5)), ((10.5, 7.8), (10.5, 13.2))),
    "zoom_out": (*_LENS, ((7.8, 10.5), (13.2, 10.5))),
    "list": (((9, 6), (20, 6)), ((9, 12), (20, 12)), ((9, 18), (20, 18)), ((4, 6), (5, 6)), ((4, 12), (5, 12)),
             ((4, 18), (5, 18))),
}  # fmt: skip


def icon(name: str, look: Look, ink: str = "") -> QIcon:
    """An icon of the table in the text colour of the theme in use, or in `ink`; ask again when the theme changes."""
    known = look.drawn.get(f"icon {name} {ink}")
    if isinstance(known, QIcon):
        return known
    made = QIcon()
    for edge in EDGES:
        for mode, colour in (
            (QIcon.Mode.Normal, ink or look.theme.text),
            (QIcon.Mode.Disabled, look.theme.dim),
        ):
            pixmap = QPixmap(edge, edge)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            draw(name, painter, QRectF(pixmap.rect()), colour)
            painter.end()
            made.addPixmap(pixmap, mode)
    look.drawn[f"icon {name} {ink}"] = made
    return made


def draw(name: str, painter: QPainter, rect: QRectF, colour: str) -> None:
    """Draw an icon of the table into the largest square in the middle of `rect`."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / GRID, side / GRID)
    pen = QPen(QColor(colour), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in _STROKES[name]:
        painter.drawPolyline([QPointF(x, y) for x, y in stroke])
    painter.restore()


def application_icon() -> QIcon:
    """The program's own: two linked boxes whose link is a frame of film."""
    made = QIcon()
    for edge in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_application_pixmap(edge))
    return made


def _application_pixmap(edge: int) -> QPixmap:
    pixmap = QPixmap(edge, edge)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(edge / GRID, edge / GRID)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DARK.header))
    painter.drawRoundedRect(QRectF(1, 1, 22, 22), 5, 5)
    link = QPainterPath(QPointF(8.5, 8))
    link.cubicTo(14, 8, 10, 16, 15.5, 16)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(DARK.text), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(link)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(DARK.accent))
    painter.drawRoundedRect(QRectF(3.5, 5.2, 6, 5.6), 1.4, 1.4)
    painter.setBrush(QColor(DARK.warn))
    painter.drawRoundedRect(QRectF(14.5, 13.2, 6, 5.6), 1.4, 1.4)
    painter.end()
    return pixmap
