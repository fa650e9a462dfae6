"""Cards with a picture, a title and a sentence, in as many columns as there is room for.

In: offers. Out: `chosen` with the offer that was clicked, or opened with Enter. The arrows move between cards. Called
by the welcome page.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from studio.icons import draw
from studio.theme import Look
from studio.welcome.offers import Offer

WIDE, NARROW = 16.0, 12.5
"""A card's width in units of the text's height, at least."""
GAP = 1.0
SHAPE = 9 / 16
HELP_LINES = 2
"""Lines of its sentence that every card has room for; a card whose sentence needs more makes its whole row higher."""
MOST_LINES = 4
Draw = Callable[[Path, QSize, float], QImage | None]
"""Draws a project from its file in a size and device pixel ratio."""


class Card(QAbstractButton):
    """One offer. Its height follows from its width."""

    def __init__(
        self, offer: Offer, look: Look, glyph: str, drawn: Draw, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.offer = offer
        self._look = look
        self._draw = drawn
        self._glyph = glyph
        self._picture: QPixmap | None = None
        self._drawn: tuple[str, QSize] | None = None
        self.setText(offer.title)
        self.setAccessibleName(offer.title)
        self.setAccessibleDescription(" ".join(filter(None, (offer.help, offer.detail))))
        self.setToolTip("\n".join(filter(None, (offer.title, offer.help, offer.detail))))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def height_for(self, width: int) -> int:
        """Pixels that a card of this width needs."""
        line = QFontMetricsF(self.font()).height()
        lines = max(HELP_LINES, len(self.lines(width - 2 - 1.2 * line)))
        return round(width * SHAPE + line * (1.9 + 1.1 * lines))

    def lines(self, room: float) -> list[str]:
        """The sentence in lines of this width, and the line below it."""
        detail = [self.offer.detail] if self.offer.detail else []
        most = MOST_LINES - len(detail)
        return wrapped(self.offer.help, QFontMetricsF(self.font()), room, most) + detail

    def sizeHint(self) -> QSize:
        """Asked by Qt; the grid decides otherwise."""
        width = round(NARROW * QFontMetricsF(self.font()).height())
        return QSize(width, self.height_for(width))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt asks for a picture of the card."""
        painter = QPainter(self)
        self._paint(painter)
        painter.end()

    def _paint(self, painter: QPainter) -> None:
        theme, line = self._look.theme, QFontMetricsF(self.font()).height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = line * 0.45
        shape = QPainterPath()
        shape.addRoundedRect(whole, radius, radius)
        painter.fillPath(shape, QColor(theme.header if self.underMouse() or self.isDown() else theme.raised))
        picture = QRectF(whole.left(), whole.top(), whole.width(), whole.width() * SHAPE)
        painter.save()
        painter.setClipPath(shape)
        self._paint_picture(painter, picture)
        painter.restore()
        inner = QRectF(
            whole.left() + line * 0.6, picture.bottom() + line * 0.3, whole.width() - line * 1.2, line * 1.2
        )
        title = QFont(self.font())
        title.setWeight(QFont.Weight.DemiBold)
        painter.setFont(title)
        painter.setPen(QColor(theme.text))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elided = QFontMetricsF(title).elidedText(self.offer.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, middle, elided)
        painter.setFont(self.font())
        painter.setPen(QColor(theme.dim))
        metrics = QFontMetricsF(self.font())
        for text in self.lines(inner.width()):
            inner.translate(0, line * 1.1)
            painter.drawText(
                inner, middle, metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, inner.width())
            )
        ring = self.hasFocus()
        painter.setPen(QPen(QColor(theme.accent if ring else theme.line), 2 if ring else 1))
        painter.drawRoundedRect(whole, radius, radius)

    def _paint_picture(self, painter: QPainter, rect: QRectF) -> None:
        picture = self._pixmap(rect.size().toSize())
        if picture.isNull():
            painter.fillRect(rect, QColor(self._look.theme.canvas))
            side = rect.height() * 0.4
            glyph = QRectF(0, 0, side, side)
            glyph.moveCenter(rect.center())
            draw(self._glyph, painter, glyph, self._look.theme.text)
            return
        size = picture.deviceIndependentSize().scaled(
            rect.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(rect.center())
        painter.drawPixmap(target, picture, QRectF(picture.rect()))

    def _pixmap(self, size: QSize) -> QPixmap:
        """The offer's picture, read once; else its graph, drawn for this theme and size."""
        now = (self._look.theme.name, size)
        if self._picture is None:
            self._picture = QPixmap(str(self.offer.picture))
            self._drawn = now if self._picture.isNull() else None
            again = self._picture.isNull()
        else:
            again = self._drawn is not None and self._drawn != now
        if again:
            self._drawn = now
            image = self._draw(self.offer.path, size, self.devicePixelRatioF())
            self._picture = QPixmap() if image is None else QPixmap.fromImage(image)
        return self._picture


def wrapped(text: str, metrics: QFontMetricsF, width: float, lines: int) -> list[str]:
    """Text in at most this many lines; the last one may be too long and is for the caller to elide."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if len(found) == lines or not found[-1] or metrics.horizontalAdvance(longer) <= width:
            found[-1] = longer
        else:
            found.append(word)
    return found if found != [""] else []


class CardGrid(QWidget):
    """Cards in rows that fill the width."""

    chosen = Signal(object)
    """The `Offer`."""

    def __init__(
        self, look: Look, glyph: str, drawn: Draw, least: float = WIDE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._glyph = glyph
        self._draw = drawn
        self._least = least
        self._columns = 1
        self.cards: list[Card] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """Show exactly these."""
        if [card.offer for card in self.cards] == list(offers):
            return
        for card in self.cards:
            card.deleteLater()
        self.cards = [Card(offer, self._look, self._glyph, self._draw, self) for offer in offers]
        for card in self.cards:
            card.clicked.connect(lambda _=False, offer=card.offer: self.chosen.emit(offer))
            card.show()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt gave the grid another width."""
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows reach the grid because cards do not use them."""
        if not self._move(event.key()):
            super().keyPressEvent(event)

    def _move(self, key: int) -> bool:
        steps = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self._columns, Qt.Key.Key_Down: self._columns,
        }  # fmt: skip
        here = next((i for i, card in enumerate(self.cards) if card.hasFocus()), None)
        step = steps.get(Qt.Key(key))
        if here is None or step is None or not 0 <= here + step < len(self.cards):
            return False
        self.cards[here + step].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _arrange(self) -> None:
        line = QFontMetricsF(self.font()).height()
        gap, least = round(GAP * line), self._least * line
        self._columns = max(1, int((self.width() + gap) // (least + gap)))
        width = (self.width() - gap * (self._columns - 1)) // self._columns
        top = 0
        for start in range(0, len(self.cards), self._columns):
            row = self.cards[start : start + self._columns]
            height = max(card.height_for(width) for card in row)
            for column, card in enumerate(row):
                card.setGeometry(QRect(column * (width + gap), top, width, height))
            top += height + gap
        self.setFixedHeight(max(0, top - gap))
