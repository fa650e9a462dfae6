"""How a row of the jobs panel looks: picture, name, prompt, progress or outcome.

In: the rows of `studio.jobs.rows`. Out: paint. Colours are the theme's when a row is painted,
lengths the font's.
"""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.job import CANCELLED, DONE, FAILED, RUNNING, WAITING
from studio.icons import draw
from studio.jobs.rows import LINE, PICTURE
from studio.jobs.words import detail, outcome, title
from studio.theme import Look, Theme
from studio.work.lines import JobLine

_Index = QModelIndex | QPersistentModelIndex
ASPECT = 16 / 9
TITLE_EMS, OUTCOME_EMS = 4.0, 3.5
"""Room that a title and the outcome beside it keep at least, in heights of a line."""
ELIDE = Qt.TextElideMode.ElideRight
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class JobPaint(QStyledItemDelegate):
    """Paints rows. `opened` of the heading comes with its words; its arrow is drawn here."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._widget = parent
        self.opened = False

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Three lines of text for a job, one for the heading."""
        em = QFontMetrics(self._widget.font()).height()
        lines = 3.0 if index.data(LINE) is not None else 1.0
        return QSize(em * 10, round(em * (lines + 0.9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Asked by Qt."""
        painter.save()
        self._paint(painter, option, index)
        painter.restore()

    def _paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme, rect = self._look.theme, QRect(option.rect)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, QColor(theme.raised))
            edge = QRect(rect.left(), rect.top(), max(2, rect.height() // 24), rect.height())
            painter.fillRect(edge, QColor(theme.accent if self._widget.hasFocus() else theme.line))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, _between(theme.panel, theme.raised))
        line = index.data(LINE)
        em = QFontMetrics(self._widget.font()).height()
        inner = rect.adjusted(em // 2, round(em * 0.4), -em // 2, -round(em * 0.4))
        painter.setFont(self._widget.font())
        if isinstance(line, JobLine):
            self._job(painter, inner, line, index.data(PICTURE))
        else:
            self._heading(painter, inner, index.data() or "")
        if not isinstance(line, JobLine) or not chosen:
            painter.setPen(QColor(theme.line if theme.canvas == theme.panel else theme.window))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    # -- a job ---------------------------------------------------------------------------------------------------------

    def _job(self, painter: QPainter, rect: QRect, line: JobLine, picture: QPixmap | None) -> None:
        theme, plain = self._look.theme, self._widget.font()
        high = rect.height()
        frame = QRect(rect.left(), rect.top(), min(round(high * ASPECT), rect.width() // 3), high)
        self._picture(painter, frame, line, picture)
        em = QFontMetrics(plain).height()
        text = QRect(frame.right() + em // 2, rect.top(), rect.right() - frame.right() - em // 2, high // 3)
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        name, end = head(line, QFontMetrics(bold), QFontMetrics(plain), text.width() - em // 2)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        painter.drawText(text, _LEFT, name)
        painter.setFont(plain)
        painter.setPen(QColor(_colour(line, theme)))
        painter.drawText(text, _RIGHT, end)
        painter.setPen(QColor(theme.dim))
        text.translate(0, high // 3)
        self._line(painter, text, line.prompt.replace("\n", " "))
        text.translate(0, high // 3)
        if line.state == FAILED:
            painter.setPen(QColor(theme.error))
        self._line(painter, text, detail(line))
        if line.state == RUNNING:
            thick = max(2, em // 6)
            below = QRect(text.left(), rect.bottom() + thick // 2, text.width(), thick)
            self._bar(painter, below, line.share)

    def _line(self, painter: QPainter, rect: QRect, words: str) -> None:
        metrics = QFontMetrics(self._widget.font())
        painter.drawText(rect, _LEFT, metrics.elidedText(words, ELIDE, rect.width()))

    def _bar(self, painter: QPainter, rect: QRect, share: float) -> None:
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = rect.height() / 2
        painter.setBrush(QColor(theme.line))
        painter.drawRoundedRect(QRectF(rect), radius, radius)
        painter.setBrush(QColor(theme.accent))
        done = QRectF(rect)
        done.setWidth(max(rect.height(), rect.width() * share))
        painter.drawRoundedRect(done, radius, radius)

    def _picture(self, painter: QPainter, rect: QRect, line: JobLine, picture: QPixmap | None) -> None:
        """The picture whole, on the canvas; without one a sign of the state."""
        theme = self._look.theme
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(rect, QColor(theme.canvas))
        if picture is not None:
            size = picture.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRect(rect.center() - QRect(0, 0, size.width(), size.height()).center(), size)
            painter.drawPixmap(at, picture)
        else:
            side = rect.height() * 0.5
            middle = QRectF(rect).center()
            sign = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            draw("warning" if line.state == FAILED else "film", painter, sign, _colour(line, theme))
        if theme.canvas == theme.panel:
            painter.setPen(QColor(theme.line))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    # -- the heading ---------------------------------------------------------------------------------------------------

    def _heading(self, painter: QPainter, rect: QRect, words: str) -> None:
        theme = self._look.theme
        side = rect.height() * 0.4
        middle = QPointF(rect.left() + side, QRectF(rect).center().y())
        turned = (
            ((0, -0.5), (0.6, 0), (0, 0.5)) if not self.opened else ((-0.3, -0.3), (0.7, -0.3), (0.2, 0.35))
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.dim))
        painter.drawPolygon(QPolygonF([middle + QPointF(x * side, y * side) for x, y in turned]))
        painter.setPen(QColor(theme.dim))
        left = round(side * 2.4)
        self._line(painter, rect.adjusted(left, 0, 0, 0), words)


def head(line: JobLine, bold: QFontMetrics, plain: QFontMetrics, room: int) -> tuple[str, str]:
    """What a row is called and its outcome, as they stand beside each other in `room` pixels. Takes of a shot are told
    apart by their number, which stays; the outcome gives way, then the title.
    """
    em, end = plain.height(), outcome(line)
    wide = plain.horizontalAdvance(end)
    rest = bold.horizontalAdvance(line.name) - bold.horizontalAdvance(line.title) if line.take else 0
    wanted = min(bold.horizontalAdvance(line.name), rest + round(TITLE_EMS * em))
    end = plain.elidedText(end, ELIDE, max(room - wanted, min(wide, round(OUTCOME_EMS * em))))
    left = room - plain.horizontalAdvance(end)
    short = replace(line, title=bold.elidedText(line.title, ELIDE, max(0, left - rest)))
    fits = bold.horizontalAdvance(line.name) <= left or not (line.take and line.title)
    return bold.elidedText(title(line if fits else short), ELIDE, left), end


def _colour(line: JobLine, theme: Theme) -> str:
    """The colour of a state; its word says the same."""
    return {
        RUNNING: theme.accent, DONE: theme.ok, FAILED: theme.error, WAITING: theme.dim, CANCELLED: theme.dim,
    }.get(line.state, theme.dim)  # fmt: skip


def _between(one: str, other: str) -> QColor:
    a, b = QColor(one), QColor(other)
    return QColor((a.red() + b.red()) // 2, (a.green() + b.green()) // 2, (a.blue() + b.blue()) // 2)
