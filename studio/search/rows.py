"""The rows of a search list: what they say, and how they are painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from engine.types import PortType
from studio.port_marks import paint_mark
from studio.theme import Look

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `item` is what is taken, None for a heading. `note` stands at the right, `places` are letters of the
    title to mark, `mark` the type shown in front. A row that is not `enabled` is dimmed and cannot be taken."""

    title: str
    item: object = None
    note: str = ""
    places: tuple[int, ...] = ()
    mark: PortType | None = None
    enabled: bool = True

    @property
    def heading(self) -> bool:
        """Whether the row only names those below it."""
        return self.item is None


class Rows(QAbstractListModel):
    """The rows that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One per row."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself for the delegate; words for screen readers."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title}, {row.note}" if row.note else row.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings and what cannot be done are passed over."""
        row = self.rows[index.row()]
        if row.heading or not row.enabled:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowPainter(QStyledItemDelegate):
    """Paints rows in the theme's colours."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line with air around it."""
        return QSize(0, round(QFontMetrics(option.font).height() * 1.55))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.heading:
            self._heading(painter, option, row)
        else:
            self._row(painter, option, row)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._look.theme.dim))
        air = option.fontMetrics.averageCharWidth()
        box = option.rect.adjusted(air, 0, -air, -air // 2)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.title)

    def _row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        theme, metrics = self._look.theme, option.fontMetrics
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        air = metrics.averageCharWidth()
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawRoundedRect(option.rect.adjusted(1, 1, -1, -1), air / 2, air / 2)
        box = option.rect.adjusted(air, 0, -air, 0)
        if row.mark is not None:
            self._mark(painter, box, row.mark, metrics, chosen)
        box.adjust(round(metrics.height() * 1.2), 0, 0, 0)
        text = QColor(theme.on_accent if chosen else theme.text)
        second = QColor(theme.on_accent if chosen else theme.dim)
        if not row.enabled:
            painter.setOpacity(0.5)
        note = metrics.elidedText(row.note, Qt.TextElideMode.ElideMiddle, box.width() // 2)
        painter.setFont(option.font)
        painter.setPen(second)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        box.setWidth(box.width() - metrics.horizontalAdvance(note) - (air if note else 0))
        marked = text if chosen else QColor(theme.accent)
        self._title(painter, box, row, option.font, text, marked)

    def _mark(
        self, painter: QPainter, box: QRect, kind: PortType, metrics: QFontMetrics, chosen: bool
    ) -> None:
        radius = metrics.height() * 0.3
        centre = QPointF(box.left() + metrics.height() * 0.4, box.center().y() + 0.5)
        if chosen:
            painter.setBrush(QColor(self._look.theme.node))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(centre, radius * 1.7, radius * 1.7)
        paint_mark(painter, kind, self._look.theme, centre, radius)

    def _title(
        self, painter: QPainter, box: QRect, row: Row, font: QFont, text: QColor, marked: QColor
    ) -> None:
        shown = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, box.width())
        layout = QTextLayout(shown, font)
        ranges = []
        for place in row.places:
            span = QTextLayout.FormatRange()
            span.start, span.length = place, 1
            look = QTextCharFormat()
            look.setForeground(marked)
            look.setFontUnderline(True)
            span.format = look
            ranges.append(span)
        layout.setFormats([r for r in ranges if r.start < len(shown)])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(box.width(), 1) + 4)
        layout.endLayout()
        painter.setPen(text)
        layout.draw(painter, QPointF(box.left(), box.center().y() - line.height() / 2 + 0.5))
