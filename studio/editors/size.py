"""The editors of sizes and rates: what is typed, the usual ones in a menu, and "as the project".

In: a size or rate, or None for the project's own. Out: the same. With the chain closed, one side of a size follows the
other, so that the shape stays.
"""

from fractions import Fraction
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu

from engine.graph import Json
from engine.params import RateParam, SizeParam
from engine.types import Size
from studio.editors.buttons import menu_button, tool
from studio.editors.editor import Around, NudgedEditor
from studio.editors.sums import reckon, shown
from studio.editors.unit_line import UnitLine
from studio.words import tr

SIZES = (
    Size(3840, 2160), Size(2560, 1440), Size(1920, 1080), Size(1280, 720), Size(854, 480), Size(640, 360),
    Size(1080, 1920), Size(720, 1280), Size(1080, 1080), Size(1440, 1080), Size(2048, 858),
)  # fmt: skip
"""Offered beside any size that is typed."""
DIGITS = 5
"""Digits of a side that are seen at least."""
RATES = ("8", "12", "15", "16", "24000/1001", "24", "25", "30000/1001", "30", "50", "60")
"""Offered beside any rate that is typed, as a file holds them."""


class SizeEditor(NudgedEditor):
    """Width and height in pixels."""

    def __init__(self, param: SizeParam, around: Around) -> None:
        super().__init__(param, around)
        self._size = param
        self.sides = [UnitLine(around.look), UnitLine(around.look, tr(param.unit))]
        self.chain = tool(
            around.look, "link", tr("Keep the shape"), tr("Keeps the shape: one side follows the other.")
        )
        self.menu = menu_button(around.look, tr("Usual sizes"), self._offer)
        self._arrange()

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        self._value = None if mixed else value
        sides = value if isinstance(value, list) and len(value) == 2 and not mixed else ["", ""]
        for line, side, own in zip(self.sides, sides, self._project(), strict=True):
            line.setPlaceholderText(tr("mixed") if mixed else str(own))
            line.hold(str(side))

    def settle(self) -> None:
        for line in self.sides:
            line.enter()
        self._end()

    def fresh(self) -> None:
        self._trying = False
        for line in self.sides:
            line.forget()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _project(self) -> Size:
        return self.around.document().settings.size

    def _now(self) -> list[Json]:
        """Both sides as they are shown, the project's where nothing is set."""
        held = self._value
        return list(held) if isinstance(held, list) and len(held) == 2 else list(self._project())

    def _entered(self, index: int, text: str) -> None:
        self._trying = False
        if not text.strip():
            self.kept.emit(None)
            return
        number = reckon(text)
        self.kept.emit(self._with(index, text if number is None else number))
        if number is not None and self._value is not None and number == self._now()[index]:
            self.sides[index].forget()

    def _nudged(self, index: int, steps: float) -> None:
        side = self._now()[index]
        if isinstance(side, int | float):
            even = 2 * round(side / 2) + 2 * max(1, round(abs(steps))) * (1 if steps > 0 else -1)
            self._try(self._with(index, min(max(even, self._size.low), self._size.high)))

    def _with(self, index: int, side: Json) -> list[Json]:
        """Both sides with another one, and with the chain closed its partner in the same proportion."""
        sides = self._now()
        before, other = sides[index], sides[1 - index]
        led = self.chain.isChecked() and not self.sides[1 - index].typed
        if led and all(isinstance(x, int | float) and x for x in (before, other, side)):
            sides[1 - index] = self._near(Fraction(str(side)) * Fraction(str(other)) / Fraction(str(before)))
        sides[index] = side
        return sides

    def _near(self, side: Fraction) -> int:
        """The nearest side that is even and in range."""
        return min(max(2 * round(side / 2), self._size.low), self._size.high)

    def _offer(self, menu: QMenu) -> None:
        own = self._project()
        if self._size.default is None:
            usual = tr("As the project: {size}", size=f"{own.width} × {own.height}")
            menu.addAction(usual, lambda: self.kept.emit(None))
        swapped = self._now()[::-1]
        menu.addAction(tr("Turn by a quarter"), lambda: self.kept.emit(swapped))
        menu.addSeparator()
        for size in SIZES:
            shape = Fraction(size.width, size.height).limit_denominator(30)
            name = f"{size.width} × {size.height}   {shape.numerator}:{shape.denominator}"
            menu.addAction(name, partial(self.kept.emit, list(size)))

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        self.chain.setCheckable(True)
        self.chain.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(em // 8)
        for index, (line, name) in enumerate(zip(self.sides, (tr("Width"), tr("Height")), strict=True)):
            line.setAccessibleName(name)
            line.setToolTip(f"{name} ({tr(self.param.unit)})")
            line.show_digits(DIGITS)
            line.entered.connect(lambda text, index=index: self._entered(index, text))
            line.nudged.connect(lambda steps, index=index: self._nudged(index, steps))
            line.left.connect(self._end)
            line.taken_back.connect(self._drop)
            line.restored.connect(self.restored)
            row.addWidget(line, line.minimumWidth())
            if index == 0:
                row.addWidget(QLabel("×"))
        row.addWidget(self.chain)
        row.addWidget(self.menu)
        self.setFocusProxy(self.sides[0])


class RateEditor(NudgedEditor):
    """Frames per second."""

    def __init__(self, param: RateParam, around: Around) -> None:
        super().__init__(param, around)
        self.line = UnitLine(around.look, tr(param.unit))
        self.menu = menu_button(around.look, tr("Usual rates"), self._offer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.fontMetrics().height() // 6)
        row.addWidget(self.line, 1)
        row.addWidget(self.menu)
        self.line.entered.connect(self._entered)
        self.line.nudged.connect(self._nudged)
        self.line.left.connect(self._end)
        self.line.taken_back.connect(self._drop)
        self.line.restored.connect(self.restored)
        self.setFocusProxy(self.line)

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        self._value = None if mixed else value
        self.line.setPlaceholderText(tr("mixed") if mixed else self._usual())
        self.line.hold("" if mixed or value is None else shown(value))

    def settle(self) -> None:
        self.line.enter()
        self._end()

    def fresh(self) -> None:
        self._trying = False
        self.line.forget()

    def _entered(self, text: str) -> None:
        self._trying = False
        text = text.strip()
        number = None if "/" in text else reckon(text)
        self.kept.emit(None if not text else text if number is None else number)

    def _nudged(self, steps: float) -> None:
        now = reckon(str(self._value)) if self._value is not None else float(self._project())
        if now is not None:
            assert isinstance(self.param, RateParam)
            self._try(min(max(round(now) + (1 if steps > 0 else -1), self.param.low), self.param.high))

    def _usual(self) -> str:
        """What no rate at all means; the unit stands behind it."""
        assert isinstance(self.param, RateParam)
        return tr("model’s") if self.param.from_model else tr("project’s")

    def _project(self) -> Fraction:
        return self.around.document().settings.rate

    def _offer(self, menu: QMenu) -> None:
        assert isinstance(self.param, RateParam)
        if self.param.default is None:
            none = tr("The model’s own") if self.param.from_model else tr("The project’s own")
            menu.addAction(none, lambda: self.kept.emit(None))
            own = tr("The project's: {rate}", rate=f"{float(self._project()):g}")
            menu.addAction(own, lambda: self.kept.emit(str(self._project())))
            menu.addSeparator()
        for text in RATES:
            menu.addAction(f"{float(Fraction(text)):.5g}", partial(self.kept.emit, text))
