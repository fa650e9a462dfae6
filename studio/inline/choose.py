"""Fields to choose from what there is: words of a choice, on and off, models, media, colours."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.graph import Json
from studio.editors.colour import COLOURS, swatch
from studio.inline.field import Field
from studio.words import tr


class ListField(Field):
    """One of a few; rows are (what the file holds, what is read)."""

    def __init__(self, rows: Sequence[tuple[Json, str]], value: Json, other: str = "") -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for held, text in rows:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, [held])
            self.list.addItem(item)
            if held == value:
                self.list.setCurrentItem(item)
        self._value = value
        self.list.itemClicked.connect(lambda _: self.accepted.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self._size([text for _, text in rows])
        self._first: QWidget = self.list
        if other:
            button = QPushButton(other)
            button.setAutoDefault(False)
            button.clicked.connect(self.wanted)
            layout.addWidget(button)
            if not rows:
                self.list.hide()
                self._first = button
        self.setFocusProxy(self._first)

    wanted = Signal()
    """The button below the list was pressed: something else than what is listed."""

    def value(self) -> Json:
        chosen = self.list.selectedItems()
        return chosen[0].data(Qt.ItemDataRole.UserRole)[0] if chosen else self._value

    def begin(self) -> None:
        self._first.setFocus(Qt.FocusReason.PopupFocusReason)
        if not self.list.selectedItems():
            self.list.selectionModel().clearCurrentIndex()  # focus made the first row current, which chose nothing
        else:
            self.list.scrollToItem(self.list.currentItem())

    def _size(self, texts: Sequence[str]) -> None:
        metrics = QFontMetrics(self.list.font())
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        row = self.list.sizeHintForRow(0) if texts else metrics.height()
        self.list.setMinimumWidth(min(widest, metrics.averageCharWidth() * 48) + 4 * metrics.height())
        self.list.setFixedHeight(row * min(max(len(texts), 1), 10) + 2 * self.list.frameWidth() + 2)


class SwitchField(ListField):
    """On or off."""

    def __init__(self, value: Json) -> None:
        super().__init__(((True, tr("On")), (False, tr("Off"))), value)


class ColourField(Field):
    """`#rrggbb`, typed or taken from a row of swatches."""

    def __init__(self, value: Json) -> None:
        super().__init__()
        self.line = QLineEdit(str(value))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        swatches = QGridLayout()
        swatches.setSpacing(0)
        side = QFontMetrics(self.font()).height()
        for number, colour in enumerate(COLOURS):
            button = QToolButton()
            button.setAutoRaise(True)
            button.setIcon(swatch(colour, side, self.palette().mid().color().name()))
            button.setIconSize(QSize(side, side))
            button.setToolTip(colour)
            button.setAccessibleName(colour)
            button.clicked.connect(lambda _=False, c=colour: self._take(c))
            swatches.addWidget(button, number // 6, number % 6)
        layout.addLayout(swatches)
        self.setFocusProxy(self.line)

    def value(self) -> Json:
        text = self.line.text().strip()
        return text if text.startswith("#") else f"#{text}"

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.selectAll()

    def _take(self, colour: str) -> None:
        self.line.setText(colour)
        self.accepted.emit()
