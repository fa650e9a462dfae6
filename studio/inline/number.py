"""Fields for numbers: whole and broken ones, seeds, rates, sizes. Up and Down nudge, sums may be typed."""

import random

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton

from engine.graph import Json
from engine.params import CurveParam, FloatParam, IntParam, Param, RateParam, SeedParam, SizeParam
from engine.types import Size
from studio.editors.sums import curve_text, flat, nudged, read_curve, reckon, shown
from studio.inline.field import Field
from studio.words import tr


class NumberField(Field):
    """A number with its unit. Up, Down and the wheel nudge it; with Shift ten times as far, with Ctrl a tenth."""

    def __init__(self, param: IntParam | FloatParam, value: Json) -> None:
        super().__init__()
        self.param = param
        self.line = QLineEdit(shown(value))
        self.line.setMinimumWidth(QFontMetrics(self.line.font()).horizontalAdvance("0" * 12))
        self.line.setToolTip(tr("{help} {range}", help=tr(param.help), range=param.range_text))
        self.line.installEventFilter(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        if param.unit:
            layout.addWidget(QLabel(tr(param.unit)))
        if isinstance(param, SeedParam):
            dice = QToolButton()
            dice.setText(tr("New seed"))
            dice.setToolTip(tr("Draws another seed."))
            dice.clicked.connect(self._draw)
            layout.addWidget(dice)
        self.setFocusProxy(self.line)

    def hint(self) -> str:
        return tr("Up, Down: nudge")

    def value(self) -> Json:
        number = reckon(self.line.text())
        return self.line.text() if number is None else number

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nudge by keys and wheel."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        elif event.type() == QEvent.Type.Wheel and isinstance(event, QWheelEvent):
            delta = event.angleDelta().y()
            steps = (delta > 0) - (delta < 0)
        else:
            return False
        if steps and isinstance(event, QKeyEvent | QWheelEvent):
            self._nudge(steps, event.modifiers())
        return bool(steps)

    def _nudge(self, steps: int, held: Qt.KeyboardModifier) -> None:
        number = reckon(self.line.text())
        if number is None:
            return
        far: float = steps
        if held & Qt.KeyboardModifier.ShiftModifier:
            far *= 10
        elif held & Qt.KeyboardModifier.ControlModifier and isinstance(self.param, FloatParam):
            far /= 10
        self.line.setText(shown(nudged(number, far, self.param)))
        self.line.selectAll()

    def _draw(self) -> None:
        self.line.setText(str(random.randrange(2**31)))
        self.line.setFocus()


class CurveField(NumberField):
    """A number, or how it changes: seconds and values as "0: 1; 2: 0.2"."""

    def __init__(self, param: CurveParam, value: Json) -> None:
        super().__init__(flat(param), value)
        self.line.setText(curve_text(value))
        width = QFontMetrics(self.line.font()).horizontalAdvance(self.line.text() + "000")
        self.line.setMinimumWidth(max(self.line.minimumWidth(), width))

    def hint(self) -> str:
        return tr("Over time: 0: 1; 2: 0.5")

    def value(self) -> Json:
        return read_curve(self.line.text())


class RateField(Field):
    """Frames per second; empty is the project's own."""

    def __init__(self, param: RateParam, value: Json) -> None:
        super().__init__()
        self.line = QLineEdit("" if value is None else str(value))
        self.line.setPlaceholderText(tr("as the project"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line, 1)
        layout.addWidget(QLabel(tr(param.unit)))
        self.setFocusProxy(self.line)

    def value(self) -> Json:
        return self.line.text().strip() or None

    def begin(self) -> None:
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.line.selectAll()


class SizeField(Field):
    """Width and height in pixels; both empty is the project's own size."""

    def __init__(self, param: SizeParam, value: Json, project: Size) -> None:
        super().__init__()
        sides = value if isinstance(value, list) and len(value) == 2 else ["", ""]
        self.sides = [QLineEdit(str(side)) for side in sides]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for line, own, name in zip(self.sides, project, (tr("Width"), tr("Height")), strict=True):
            line.setPlaceholderText(str(own))
            line.setAccessibleName(name)
            line.setToolTip(name)
            line.setMinimumWidth(QFontMetrics(line.font()).horizontalAdvance("000000"))
        layout.addWidget(self.sides[0], 1)
        layout.addWidget(QLabel("×"))
        layout.addWidget(self.sides[1], 1)
        layout.addWidget(QLabel(tr(param.unit)))
        self.setFocusProxy(self.sides[0])

    def hint(self) -> str:
        return tr("Empty: as the project")

    def value(self) -> Json:
        texts = [line.text().strip() for line in self.sides]
        if not any(texts):
            return None
        found: list[Json] = []
        for text in texts:
            number = reckon(text)
            found.append(text if number is None else number)
        return found

    def begin(self) -> None:
        self.sides[0].setFocus(Qt.FocusReason.PopupFocusReason)
        self.sides[0].selectAll()


def number_field(param: Param, value: Json, project: Size) -> Field | None:
    """The field for a param whose value is a number, a rate or a size; None for others."""
    match param:
        case IntParam() | FloatParam():
            return NumberField(param, value)
        case CurveParam():
            return CurveField(param, value)
        case RateParam():
            return RateField(param, value)
        case SizeParam():
            return SizeField(param, value, project)
    return None
