"""How a card looks: picture, pick, favourite, length, number, seed, and what is new about it.

In: the rows of `studio.takes.rows`. Out: paint, and where the star lies. Colours are the theme's when a card is
painted, lengths the font's; cards share out the width of the list.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.job import RUNNING
from studio.takes.brush import OVER, Brush, bold
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


class CardPaint(QStyledItemDelegate):
    """Paints rows of one list."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self.brush = Brush(look, view)

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
        painter.setFont(bold(self._view.font()))
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
        self.brush.picture(painter, frame, index.data(PICTURE), "warning" if index.data(LOST) else "film")
        rows = index.model()
        if isinstance(rows, TakeRows) and card.id == rows.playing and rows.share:
            self.brush.bar(painter, frame, rows.share)
        if card.picked:
            painter.setPen(QPen(QColor(theme.accent), max(2.0, em / 8)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), em / 6, em / 6)
            self.brush.pill(painter, frame, tr("Picked"), theme.on_accent, QColor(theme.accent), left=True)
        self.brush.pill(painter, frame, length_words(card.take), "#ffffff", OVER, left=False)
        if card.take.favourite or hovered:
            self.brush.star(painter, self.star(cell), card.take.favourite)
        text = QRect(frame.left(), frame.bottom() + 1 + em // 5, frame.width(), round(em * 1.05))
        made = when(card.take)
        painter.setPen(QColor(theme.dim))
        painter.drawText(text, _RIGHT, made)
        plain = QFontMetrics(self._view.font())
        painter.setFont(bold(self._view.font()))
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
        self.brush.picture(painter, frame, index.data(PICTURE), "film")
        if not isinstance(line, JobLine):
            return
        if line.state == RUNNING:
            self.brush.bar(painter, frame, line.share)
        text = QRect(frame.left(), frame.bottom() + 1 + em // 5, frame.width(), round(em * 1.05))
        painter.setFont(bold(self._view.font()))
        painter.setPen(QColor(theme.dim))
        words = tr("Take {number}", number=line.take) if line.take else line.name
        painter.drawText(text, _LEFT, QFontMetrics(painter.font()).elidedText(words, ELIDE, text.width()))
        painter.setFont(self._view.font())
        painter.setPen(QColor(theme.accent if line.state == RUNNING else theme.dim))
        text.translate(0, text.height())
        plain = QFontMetrics(self._view.font())
        painter.drawText(text, _LEFT, plain.elidedText(making_words(line), ELIDE, text.width()))
