"""The editor of whole and broken numbers: a slider where the range is one that hands can set, and a line to type in.

In: a number. Out: numbers that are tried and kept; text that is no number stays text, for the declaration to refuse.
"""

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout

from engine.graph import Json
from engine.params import FloatParam, IntParam
from studio.editors.editor import Around, NudgedEditor
from studio.editors.slider import ValueSlider, slides
from studio.editors.sums import nudged, reckon, shown
from studio.editors.unit_line import UnitLine
from studio.step_names import UNSAID
from studio.words import tr


class NumberEditor(NudgedEditor):
    """A number with its unit."""

    scrubs = True

    def __init__(self, param: IntParam | FloatParam, around: Around) -> None:
        super().__init__(param, around)
        self.number = param
        self._from: float | int | None = None
        self.line = UnitLine(around.look, "" if param.unit in UNSAID else tr(param.unit))
        self.slider = ValueSlider(param, around.look) if slides(param) else None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(self.fontMetrics().height() // 2)
        if self.slider is not None:
            self._row.addWidget(self.slider, 1)
            self.slider.moved.connect(self._move)
            self.slider.released.connect(self._end)
            self.slider.nudged.connect(self._nudge)
            self.slider.taken_back.connect(self._drop)
            width = QFontMetrics(self.font()).horizontalAdvance("0" * 5)
            self.line.setFixedWidth(
                width + self.line.textMargins().right() + round(1.5 * self.fontMetrics().height())
            )
        self._row.addWidget(self.line, 0 if self.slider is not None else 1)
        self.line.entered.connect(self._enter)
        self.line.nudged.connect(self._nudge)
        self.line.left.connect(self._end)
        self.line.taken_back.connect(self._drop)
        self.line.restored.connect(self.restored)
        self.setFocusProxy(self.line)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
        self._value = None if mixed else number
        self.line.setPlaceholderText(tr("mixed") if mixed else "")
        self.line.hold("" if mixed else shown(value))
        if self.slider is not None:
            self.slider.show_number(None if mixed else number)

    def settle(self) -> None:
        self.line.enter()
        self._end()

    def fresh(self) -> None:
        self.line.forget()
        self._from, self._trying = None, False

    def scrub(self, steps: float) -> None:
        if self._from is None:
            # A label takes no keyboard: what was typed or nudged until now is kept first.
            self.settle()
            self._from = self._begin()
        self._try(nudged(self._from, steps, self.number))

    def end_scrub(self) -> None:
        self._from = None
        self._end()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _begin(self) -> float | int:
        """Where a nudge starts: the number, or the default where several nodes differ."""
        return self._value if isinstance(self._value, int | float) else self.number.default

    def _enter(self, text: str) -> None:
        number = reckon(text)
        self._trying = False
        self.kept.emit(text if number is None else number)
        if number is not None and number == self._value:
            self.line.forget()

    def _move(self, number: float) -> None:
        self._try(round(number) if isinstance(self.number, IntParam) else number)

    def _nudge(self, steps: float) -> None:
        self._try(nudged(self._begin(), steps, self.number))
