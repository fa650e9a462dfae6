"""How a cell of a grid of variations looks: its take, the moving preview and progress of its job, or what it will be.

In: the cells of `studio.takes.grid_cells`. Out: paint. Called by the view of the grid.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from engine.job import CANCELLED, FAILED, RUNNING
from studio.takes.brush import OVER, Brush
from studio.takes.cards import Card
from studio.takes.grid_cells import CARD, LINE, PICTURE, TROUBLE, GridCells
from studio.takes.words import making_words, number_words
from studio.theme import Look
from studio.words import tr
from studio.work.lines import JobLine


class CellPaint(QStyledItemDelegate):
    """Paints cells of one view."""

    def __init__(self, look: Look, view: QTableView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self.brush = Brush(look, view)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Asked by Qt."""
        painter.save()
        self._paint(painter, option, index)
        painter.restore()

    def _paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(self._view.font())
        theme, em = self._look.theme, self.brush.em
        gap = max(3, em // 4)
        frame = QRect(option.rect).adjusted(gap, gap, -gap, -gap)
        card, line, trouble = index.data(CARD), index.data(LINE), index.data(TROUBLE)
        picture = index.data(PICTURE)
        if isinstance(card, Card):
            self.brush.picture(painter, frame, picture, "film")
            self._take(painter, frame, card, index)
        elif isinstance(line, JobLine) and line.state not in (FAILED, CANCELLED):
            self.brush.picture(painter, frame, picture, "film")
            if line.state == RUNNING:
                self.brush.bar(painter, frame, line.share)
            self.brush.pill(painter, frame, making_words(line), "#ffffff", OVER, left=False)
        else:
            failed = isinstance(line, JobLine) and line.state == FAILED
            self._blank(painter, frame, line.message if failed else trouble, wrong=bool(failed or trouble))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or (isinstance(card, Card) and card.picked):
            held = chosen and self._view.hasFocus()
            ink = theme.accent if held or not chosen else theme.text
            painter.setPen(QPen(QColor(ink), max(2.0, em / 7)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            grown = 1.5 if chosen else 0.0
            painter.drawRoundedRect(QRectF(frame).adjusted(-grown, -grown, grown, grown), em / 6, em / 6)

    def _take(
        self, painter: QPainter, frame: QRect, card: Card, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, cells = self._look.theme, index.model()
        if isinstance(cells, GridCells) and card.id == cells.playing and cells.share:
            self.brush.bar(painter, frame, cells.share)
        if card.picked:
            self.brush.pill(painter, frame, tr("Picked"), theme.on_accent, QColor(theme.accent), left=True)
        self.brush.pill(painter, frame, number_words(card), "#ffffff", OVER, left=False)
        if card.take.favourite:
            side = 1.5 * self.brush.em
            self.brush.star(painter, QRectF(frame.right() - side, frame.top(), side, side), True)

    def _blank(self, painter: QPainter, frame: QRect, words: str, *, wrong: bool) -> None:
        """A cell that nothing was made of yet: an outline; or why it cannot be."""
        theme, em = self._look.theme, self.brush.em
        painter.setBrush(QColor(theme.canvas))
        painter.setPen(QPen(QColor(theme.error if wrong else theme.line), 1, Qt.PenStyle.DashLine))
        painter.drawRect(frame.adjusted(0, 0, -1, -1))
        if words:
            painter.setPen(QColor(theme.error))
            room = frame.adjusted(em // 3, em // 3, -em // 3, -em // 3)
            lines = max(1, room.height() // em)
            told = QFontMetrics(self._view.font()).elidedText(
                words, Qt.TextElideMode.ElideRight, room.width() * lines - em
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, told)
