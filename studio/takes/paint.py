"""How a card looks: picture, pick, favourite, length, number, seed, and what is new about it.

In: the rows of `studio.takes.rows`. Out: paint, and where the star lies. Colours are the theme's when a card is
painted, lengths the font's; cards share out the width of the list.
"""

from math import cos, pi, sin

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.job import RUNNING
from studio.icons import draw
from studio.takes.cards import Card, Heading, Making
from studio.takes.rows import DIFFERS, ENTRY, LINE, LOST, PICTURE, TakeRows
from studio.takes.words import length_words, making_words, number_words, when
from studio.theme import Look
from studio.words import tr
from studio.work.lines import JobLine

_Index = QModelIndex | QPersistentModelIndex
NARROWEST = 8.5
"""Width of a card at least, in heights of a line."""
LINES = 3
"""Lines of text below the picture."""
ASPECT = 16 / 9
ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_OVER = QColor(0, 0, 0, 168)
"""Ground of what stands on a picture, under white."""


class CardPaint(QStyledItemDelegate):
    """Paints rows of one list."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Asked by Qt."""
        return self._size(isinstance(index.data(ENTRY), Heading))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Asked by Qt."""
        painter.save()
        self._paint(painter, option, index)
        painter.restore()

    def star(self, cell: QRect) -> QRectF:
        """Where the star of a card lies."""
        em, frame = self._em(), self._frame(cell)
        return QRectF(frame.right() - 1.5 * em, frame.top(), 1.5 * em, 1.5 * em)

    # -- measures ------------------------------------------------------------------------------------------------------

    def _em(self) -> int:
        return QFontMetrics(self._view.font()).height()

    def _size(self, heading: bool) -> QSize:
        em, room = self._em(), max(self._view.viewport().width() - 1, 1)
        if heading:
            return QSize(room, round(em * 1.7))
        columns = max(1, int(room // (NARROWEST * em)))
        wide = room // columns
        pad = self._pad()
        return QSize(wide, round((wide - 2 * pad) / ASPECT + LINES * em * 1.05 + 2 * pad + em * 0.25))

    def _pad(self) -> int:
        return max(3, round(self._em() * 0.35))

    def _frame(self, cell: QRect) -> QRect:
        """The picture's place in a cell."""
        pad = self._pad()
        inner = cell.adjusted(pad, pad, -pad, -pad)
        return QRect(inner.left(), inner.top(), inner.width(), round(inner.width() / ASPECT))

    # -- paint ---------------------------------------------------------------------------------------------------------

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(self._view.font())
        cell, entry = QRect(option.rect), index.data(ENTRY)
        if isinstance(entry, Heading):
            self._heading(painter, cell, index.data() or "")
        elif isinstance(entry, Card):
            hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
            self._ground(painter, cell, bool(option.state & QStyle.StateFlag.State_Selected), hovered)
            self._card(painter, cell, entry, index, hovered)
        elif isinstance(entry, Making):
            self._making(painter, cell, index)

    def _heading(self, painter: QPainter, cell: QRect, words: str) -> None:
        theme, em = self._look.theme, self._em()
        painter.setFont(_bold(self._view.font()))
        painter.setPen(QColor(theme.text))
        room = cell.adjusted(self._pad() + em // 6, em // 4, -self._pad(), 0)
        painter.drawText(room, _LEFT, QFontMetrics(painter.font()).elidedText(words, ELIDE, room.width()))

    def _ground(self, painter: QPainter, cell: QRect, chosen: bool, hovered: bool) -> None:
        theme = self._look.theme
        if not (chosen or hovered):
            return
        radius = self._pad()
        area = QRectF(cell).adjusted(1.5, 1.5, -1.5, -1.5)
        held = chosen and self._view.hasFocus()
        painter.setPen(
            QPen(QColor(theme.accent if held else theme.line), 1.5) if chosen else Qt.PenStyle.NoPen
        )
        ground = QColor(theme.raised)
        ground.setAlpha(255 if chosen else 140)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, radius, radius)

    def _card(self, painter: QPainter, cell: QRect, card: Card, index: _Index, hovered: bool) -> None:
        theme, em, frame = self._look.theme, self._em(), self._frame(cell)
        self._picture(painter, frame, index.data(PICTURE), "warning" if index.data(LOST) else "film")
        rows = index.model()
        if isinstance(rows, TakeRows) and card.id == rows.playing and rows.share:
            self._bar(painter, frame, rows.share)
        if card.picked:
            painter.setPen(QPen(QColor(theme.accent), max(2.0, em / 8)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), em / 6, em / 6)
            self._pill(painter, frame, tr("Pick"), theme.on_accent, QColor(theme.accent), left=True)
        self._pill(painter, frame, length_words(card.take), "#ffffff", _OVER, left=False)
        if card.take.favourite or hovered:
            self._star(painter, self.star(cell), card.take.favourite)
        text = QRect(frame.left(), frame.bottom() + 1 + em // 5, frame.width(), round(em * 1.05))
        made = when(card.take)
        painter.setPen(QColor(theme.dim))
        painter.drawText(text, _RIGHT, made)
        plain = QFontMetrics(self._view.font())
        painter.setFont(_bold(self._view.font()))
        painter.setPen(QColor(theme.text))
        left = text.width() - plain.horizontalAdvance(made) - em // 2
        painter.drawText(
            text, _LEFT, QFontMetrics(painter.font()).elidedText(number_words(card), ELIDE, left)
        )
        painter.setFont(self._view.font())
        painter.setPen(QColor(theme.dim))
        for words in (tr("Seed {seed}", seed=card.take.seed), ", ".join(index.data(DIFFERS) or ())):
            text.translate(0, text.height())
            painter.drawText(text, _LEFT, plain.elidedText(words, ELIDE, text.width()))

    def _making(self, painter: QPainter, cell: QRect, index: _Index) -> None:
        theme, em, frame = self._look.theme, self._em(), self._frame(cell)
        line = index.data(LINE)
        self._picture(painter, frame, index.data(PICTURE), "film")
        if not isinstance(line, JobLine):
            return
        if line.state == RUNNING:
            self._bar(painter, frame, line.share)
        text = QRect(frame.left(), frame.bottom() + 1 + em // 5, frame.width(), round(em * 1.05))
        painter.setFont(_bold(self._view.font()))
        painter.setPen(QColor(theme.dim))
        words = tr("Take {number}", number=line.take) if line.take else line.name
        painter.drawText(text, _LEFT, QFontMetrics(painter.font()).elidedText(words, ELIDE, text.width()))
        painter.setFont(self._view.font())
        painter.setPen(QColor(theme.accent if line.state == RUNNING else theme.dim))
        text.translate(0, text.height())
        plain = QFontMetrics(self._view.font())
        painter.drawText(text, _LEFT, plain.elidedText(making_words(line), ELIDE, text.width()))

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _picture(self, painter: QPainter, frame: QRect, picture: QPixmap | None, sign: str) -> None:
        """The picture whole, on the canvas; a sign where there is none."""
        theme = self._look.theme
        painter.fillRect(frame, QColor(theme.canvas))
        if picture is not None and not picture.isNull():
            size = picture.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect(frame.center() - QRect(0, 0, size.width(), size.height()).center(), size)
            painter.drawPixmap(at, picture)
        else:
            side = frame.height() * 0.36
            middle = QRectF(frame).center()
            ink = theme.warn if sign == "warning" else theme.dim
            draw(sign, painter, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), ink)
        if theme.canvas == theme.panel:
            painter.setPen(QColor(theme.line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame.adjusted(0, 0, -1, -1))

    def _pill(
        self, painter: QPainter, frame: QRect, words: str, ink: str, ground: QColor, *, left: bool
    ) -> None:
        """A word on the foot of the picture."""
        em = self._em()
        font = _bold(self._view.font()) if left else QFont(self._view.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(font.pointSizeF() * 0.86)
        metrics = QFontMetrics(font)
        wide, high = metrics.horizontalAdvance(words) + em * 0.6, metrics.height() * 1.05
        gap = em * 0.28
        x = frame.left() + gap if left else frame.right() + 1 - gap - wide
        area = QRectF(x, frame.bottom() + 1 - gap - high, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, high / 3, high / 3)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
        painter.setFont(self._view.font())

    def _bar(self, painter: QPainter, frame: QRect, share: float) -> None:
        """How far it is, along the foot of the picture."""
        thick = max(2.0, self._em() / 6)
        area = QRectF(frame.left(), frame.bottom() + 1 - thick, frame.width(), thick)
        painter.fillRect(area, _OVER)
        area.setWidth(frame.width() * min(max(share, 0.0), 1.0))
        painter.fillRect(area, QColor(self._look.theme.accent))

    def _star(self, painter: QPainter, area: QRectF, on: bool) -> None:
        middle, outer = area.center(), area.width() * 0.3
        points = [
            middle + QPointF(sin(n * pi / 5), -cos(n * pi / 5)) * (outer if n % 2 == 0 else outer * 0.45)
            for n in range(10)
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_OVER)
        painter.drawEllipse(middle, outer * 1.55, outer * 1.55)
        gold = QColor("#ffcf4a")
        painter.setPen(QPen(gold if on else QColor("#ffffff"), 1.2))
        painter.setBrush(gold if on else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF(points))


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
