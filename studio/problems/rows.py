"""The list of the problems panel: errors above warnings, two lines a row: the node, and what is wrong with it.

In: entries. Out: the one that is current, and the wish to go to its node. Rows are painted, so that hundreds of them
stay quick.
"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from studio import icons
from studio.problems.entries import Entry
from studio.problems.lacking import Use
from studio.theme import Look
from studio.words import tr

_Index = QModelIndex | QPersistentModelIndex
_TEXT = Qt.ItemDataRole.UserRole
_SEVERITY = Qt.ItemDataRole.UserRole + 1


class ProblemRows(QTreeWidget):
    """The rows. Something that several nodes miss has these below it."""

    current_changed = Signal()
    wanted = Signal()
    """Go to the node of the current row."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held: list[tuple[QTreeWidgetItem, Entry, Use | None]] = []
        self.setHeaderHidden(True)
        self.setUniformRowHeights(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIndentation(self.fontMetrics().height())
        self.setRootIsDecorated(False)
        self.setItemDelegate(_Painter(look, self))
        self.setAccessibleName(tr("Problems"))
        self.setToolTip(tr("Enter or a double click shows the node."))
        self.currentItemChanged.connect(lambda *_: self.current_changed.emit())
        self.itemActivated.connect(lambda *_: self.wanted.emit())
        look.changed.connect(self.viewport().update)

    def entry(self) -> Entry | None:
        """The current entry."""
        return next((entry for item, entry, _ in self._held if item is self.currentItem()), None)

    def use(self) -> Use | None:
        """The node of the current row where something is missing; the first one on the row of the whole."""
        for item, entry, use in self._held:
            if item is self.currentItem():
                return use or next(iter(entry.uses), None)
        return None

    def go_to_first(self) -> None:
        """Make the first row the current one."""
        if self._held:
            self.setCurrentItem(self._held[0][0])

    def fill(self, entries: Sequence[Entry]) -> None:
        """Show these; the row that was current stays so, else one near to it."""
        before = self.entry()
        at = [entry for _, entry, use in self._held if use is None]
        near = at.index(before) if before in at else 0
        with QSignalBlocker(self):
            self.clear()
            self._held = []
            for severity, one, many in (
                ("error", tr("1 error"), tr("{count} errors")),
                ("warning", tr("1 warning"), tr("{count} warnings")),
            ):
                found = [entry for entry in entries if entry.severity == severity]
                if found:
                    title = one if len(found) == 1 else many.format(count=len(found))
                    self._head(title, found)
            shown = [item for item, _, use in self._held if use is None]
            same = [item for item, entry, use in self._held if use is None and _alike(entry, before)]
            if shown:
                self.setCurrentItem(same[0] if same else shown[min(near, len(shown) - 1)])
        self.current_changed.emit()

    def _head(self, title: str, found: Sequence[Entry]) -> None:
        head = QTreeWidgetItem([title])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addTopLevelItem(head)
        for entry in found:
            self._add(head, entry)
        head.setExpanded(True)

    def _add(self, head: QTreeWidgetItem, entry: Entry) -> None:
        item = QTreeWidgetItem([entry.name])
        item.setData(0, _TEXT, entry.text)
        item.setData(0, _SEVERITY, entry.severity)
        item.setData(
            0, Qt.ItemDataRole.AccessibleTextRole, ": ".join(p for p in (entry.name, entry.text) if p)
        )
        item.setToolTip(0, entry.text)
        head.addChild(item)
        self._held.append((item, entry, None))
        for use in entry.uses if len(entry.uses) > 1 else ():
            below = QTreeWidgetItem([use.title])
            item.addChild(below)
            self._held.append((below, entry, use))
        item.setExpanded(True)


def _alike(entry: Entry, before: Entry | None) -> bool:
    """Whether an entry is about the same thing as one that was shown before."""
    return before is not None and (entry.source, entry.place, entry.name, entry.problem.port) == (
        before.source, before.place, before.name, before.problem.port,
    )  # fmt: skip


class _Painter(QStyledItemDelegate):
    """A mark, the name, and below it as much of the sentence as fits into two lines."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Asked by Qt."""
        line = option.fontMetrics.height()
        rows = 2 if index.data(_TEXT) else 1
        return QSize(line * 8, round(line * (rows + (0.7 if rows > 1 else 0.5))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Asked by Qt."""
        painter.save()
        self._paint(painter, option, index)
        painter.restore()

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = self._look.theme
        rect, metrics = QRect(option.rect), option.fontMetrics
        line = metrics.height()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(theme.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            painter.fillRect(rect, QColor(theme.raised))
        severity, text = index.data(_SEVERITY), index.data(_TEXT)
        left = rect.left() + line // 3
        if severity:
            mark = theme.on_accent if chosen else theme.error if severity == "error" else theme.warn
            top = rect.top() + round(line * 0.35)
            icons.draw(
                "error" if severity == "error" else "warning", painter, QRectF(left, top, line, line), mark
            )
            left += round(line * 1.45)
        room = rect.right() - left - line // 3
        bold = QFont(option.font)
        if text or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(theme.on_accent if chosen else theme.text))
        name = QFontMetrics(bold).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        top = rect.top() + round(line * (0.35 if text else 0.25)) + metrics.ascent()
        painter.drawText(QPoint(left, top), name)
        if text:
            painter.setFont(option.font)
            painter.setPen(QColor(theme.on_accent if chosen else theme.dim))
            said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPoint(left, top + line), said)
