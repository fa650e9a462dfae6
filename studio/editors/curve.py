"""The editor of numbers that may change over time: one number, or points on a small graph.

In: a number, or points `[[seconds, value], ...]`. Out: the same; a curve of which one point is left is a number again.
"""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.errors import ParamError
from engine.graph import Json
from engine.params import CurveParam
from studio.editors.buttons import tool
from studio.editors.curve_graph import LEAST, CurveGraph, Point
from studio.editors.editor import Around, ParamEditor
from studio.editors.number import NumberEditor
from studio.editors.sums import flat, reckon, shown
from studio.editors.unit_line import UnitLine
from studio.words import tr


class CurveEditor(ParamEditor):
    """A number, or how it changes."""

    def __init__(self, param: CurveParam, around: Around) -> None:
        super().__init__(param, around)
        self._curve = param
        self.number = NumberEditor(flat(param), around)
        self.over = tool(
            around.look, "curve", tr("Change over time"), tr("Lets the value change over time, by points.")
        )
        self.graph = CurveGraph(param, around.look)
        self.below = QWidget()
        self.time = UnitLine(around.look, "s")
        self.level = UnitLine(around.look)
        self.more = tool(around.look, "plus", tr("Add a point"), tr("Adds a point after the current one."))
        self.less = tool(around.look, "minus", tr("Remove the point"), tr("Removes the current point."))
        self._arrange()
        self._connect()

    def show_value(self, value: Json, *, mixed: bool = False) -> None:
        points = self._points(value)
        curved = len(points) > 1 and not mixed
        if not curved:
            # Nobody sees these any more: nothing that was refused may stay in them and hold back what depends on it.
            self._forget()
        self.over.setChecked(curved)
        self.graph.setVisible(curved)
        self.below.setVisible(curved)
        self.number.setVisible(not curved)
        self.setFocusProxy(self.graph if curved else self.number)
        self.graph.show_points(points)
        self.number.show_value(value if not points else points[0][1], mixed=mixed)
        self._show_current()

    def show_length(self, seconds: float) -> None:
        """The curve is of a clip that is so long, 0.0 where nobody knows."""
        self.graph.show_length(seconds)

    def settle(self) -> None:
        self.number.settle()
        for line in (self.time, self.level):
            line.enter()
        self.graph.settle()

    def fresh(self) -> None:
        self.number.fresh()
        self.graph.fresh()
        self._forget()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _points(self, value: Json) -> tuple[Point, ...]:
        try:
            return tuple(self._curve.check(value).points)
        except ParamError:
            return ()

    def _forget(self) -> None:
        for line in (self.time, self.level):
            line.forget()

    def _choose(self) -> None:
        """Another point is the current one: what was refused for the last one is not about it."""
        self._forget()
        self._show_current()

    def _show_current(self) -> None:
        if self.graph.points:
            time, level = self.graph.points[self.graph.current]
            self.time.hold(shown(round(time, 3)))
            self.level.hold(shown(level))
        self.less.setEnabled(len(self.graph.points) > 1)
        self.more.setEnabled(len(self.graph.points) < self._curve.most)

    def _switch(self, on: bool) -> None:
        """From a number to a curve that keeps it, or back to the value of the current point."""
        self.settle()
        if on:
            level = self.graph.points[0][1] if self.graph.points else self._curve.default
            self.kept.emit([[0.0, level], [self.graph.length or LEAST, level]])
        elif self.graph.points:
            self.kept.emit(self.graph.points[self.graph.current][1])

    def _typed_time(self, text: str) -> None:
        number = reckon(text)
        if number is not None and self.graph.points:
            self._keep(self.graph.moved(number, self.graph.points[self.graph.current][1]))
        elif self.graph.points:
            self.kept.emit(self._with(text, self.graph.points[self.graph.current][1]))
            return
        self.time.forget()
        self._show_current()

    def _typed_level(self, text: str) -> None:
        number = reckon(text)
        if number is not None and self.graph.points:
            self._keep(self.graph.moved(self.graph.points[self.graph.current][0], number))
        elif self.graph.points:
            self.kept.emit(self._with(self.graph.points[self.graph.current][0], text))
            return
        self.level.forget()
        self._show_current()

    def _with(self, time: Json, level: Json) -> Json:
        """The points with the current one as it was typed, for the declaration to refuse."""
        points: list[Json] = [[*point] for point in self.graph.points]
        points[self.graph.current] = [time, level]
        return points

    def _try(self, points: tuple[Point, ...]) -> None:
        self.tried.emit(_written(points))
        self._show_current()

    def _keep(self, points: tuple[Point, ...]) -> None:
        self.kept.emit(_written(points))

    def _arrange(self) -> None:
        em = self.fontMetrics().height()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(em // 6)
        top = QHBoxLayout()
        top.setSpacing(em // 6)
        top.addWidget(self.number, 1)
        top.addStretch(0)
        top.addWidget(self.over)
        rows.addLayout(top)
        rows.addWidget(self.graph)
        line = QHBoxLayout(self.below)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(em // 6)
        self.over.setCheckable(True)
        self.time.setAccessibleName(tr("Time of the point"))
        self.level.setAccessibleName(tr("Value of the point"))
        for field in (self.time, self.level):
            field.restored.connect(self.restored)
            field.left.connect(self.graph.settle)
            field.taken_back.connect(self.graph.take_back)
            field.setMinimumWidth(3 * em)
            line.addWidget(field, 1)
        line.addWidget(self.more)
        line.addWidget(self.less)
        rows.addWidget(self.below)

    def _connect(self) -> None:
        self.number.tried.connect(self.tried)
        self.number.kept.connect(self.kept)
        self.number.dropped.connect(self.dropped)
        self.number.restored.connect(self.restored)
        self.over.clicked.connect(self._switch)
        self.graph.tried.connect(self._try)
        self.graph.kept.connect(self._keep)
        self.graph.dropped.connect(self.dropped)
        self.graph.chosen.connect(self._choose)
        self.time.nudged.connect(lambda steps: self.graph.nudge(0.1 * steps, 0.0))
        self.level.nudged.connect(lambda steps: self.graph.nudge(0.0, self._curve.step * steps))
        self.time.entered.connect(self._typed_time)
        self.level.entered.connect(self._typed_level)
        self.more.clicked.connect(self.graph.add_after)
        self.less.clicked.connect(self.graph.remove)


def _written(points: tuple[Point, ...]) -> Json:
    """Points as a file holds them; one alone is a plain number."""
    if len(points) == 1:
        return points[0][1]
    return [[time, level] for time, level in points]
