"""The editor of colours: a swatch that opens a dialog, the colour as text, and a row to pick from.

In: `#rrggbb`. Out: the same, tried while the dialog is open, kept when it is closed.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QColorDialog, QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout

from engine.graph import Json
from engine.params import ColourParam
from studio.editors.editor import Around, ParamEditor
from studio.editors.unit_line import UnitLine
from studio.words import tr

COLOURS = (
    "#ffffff", "#c8c8c8", "#7a7a7a", "#000000", "#f2736b", "#e8935a",
    "#e8c268", "#8fd694", "#5ec8c0", "#4f8ef7", "#c58af9", "#f29ac2",
)  # fmt: skip
"""Offered beside any colour that is typed."""


class ColourEditor(ParamEditor):
    """A colour."""

    def __init__(self, param: ColourParam, around: Around) -> None:
        super().__init__(param, around)
        self._value = param.default
        self.swatch = QToolButton()
        self.swatch.setToolTip(tr("Chooses any colour."))
        self.swatch.setAccessibleName(tr("Choose a colour"))
        self.swatch.clicked.connect(self.open)
        self.line = UnitLine(around.look)
        self.line.entered.connect(self._entered)
        self.line.restored.connect(self.restored)
        em = self.fontMetrics().height()
        top = QHBoxLayout()
        top.setSpacing(em // 4)
        top.addWidget(self.swatch)
        top.addWidget(self.line, 1)
        few = QGridLayout()
        few.setSpacing(0)
        side = round(em * 0.9)
        for number, colour in enumerate(COLOURS):
            button = QToolButton()
            button.setAutoRaise(True)
            button.setIcon(swatch(colour, side, around.look.theme.line))
            button.setIconSize(QSize(side, side))
            button.setStyleSheet("padding: 0.1em;")
            button.setToolTip(colour)
            button.setAccessibleName(colour)
            button.clicked.connect(lambda _=False, colour=colour: self.kept.emit(colour))
            few.addWidget(button, number // 6, number % 6)
        few.setColumnStretch(6, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(em // 8)
        rows.addLayout(top)
        rows.addLayout(few)
        self.swatch.setIconSize(QSize(round(em * 1.6), em))
        self.setFocusProxy(self.line)
        self.dialog: QColorDialog | None = None

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        self._value = str(value)
        self.line.setPlaceholderText(tr("mixed") if mixed else "")
        self.line.hold("" if mixed else self._value)
        known = QColor(self._value).isValid() and not mixed
        em = self.fontMetrics().height()
        shown = self._value if known else self.around.look.theme.panel
        self.swatch.setIcon(swatch(shown, round(em * 1.6), self.around.look.theme.line))

    def settle(self) -> None:
        self.line.enter()
        if self.dialog is not None:
            self.dialog.accept()

    def fresh(self) -> None:
        self.line.forget()

    def open(self) -> None:
        """Open the dialog; what is chosen in it is shown at once, and kept when it is accepted."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        dialog = QColorDialog(QColor(self._value), self)
        dialog.setWindowTitle(tr(self.param.label))
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.currentColorChanged.connect(lambda colour: self.tried.emit(colour.name()))
        dialog.colorSelected.connect(lambda colour: self.kept.emit(colour.name()))
        dialog.rejected.connect(self.dropped)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def _entered(self, text: str) -> None:
        self.kept.emit(written(text))
        if written(text) == self._value:
            self.line.forget()

    def _closed(self, _: int) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def written(text: str) -> str:
    """A colour as a file holds it, from what was typed: the hash may be left out, and three digits are enough."""
    digits = text.strip().removeprefix("#").lower()
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return f"#{digits}"


def swatch(colour: str, side: int, edge: str) -> QIcon:
    """A patch of a colour with a thin edge, so that it is seen on any ground."""
    picture = QPixmap(side, side)
    picture.fill(QColor(colour))
    painter = QPainter(picture)
    painter.setPen(QColor(edge))
    painter.drawRect(0, 0, side - 1, side - 1)
    painter.end()
    return QIcon(picture)
