"""Numbers as hands type them: plain sums, either decimal sign; and as eyes read them.

In: text of a field. Out: a number, or nothing where the text is none. Pure; used by every field for numbers.
"""

import ast
import math
import operator
from collections.abc import Callable

from engine.graph import Json
from engine.params import CurveParam, FloatParam, IntParam

_SUMS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def reckon(text: str) -> float | int | None:
    """The value of a number or a plain sum ("3*24", "1/3", "2,5"); None for anything else."""
    try:
        tree = ast.parse(text.strip().replace(",", "."), mode="eval")
        number = _value(tree.body)
        return number if math.isfinite(number) else None
    except (SyntaxError, ValueError, ZeroDivisionError, OverflowError, RecursionError, MemoryError):
        return None


def shown(value: Json) -> str:
    """A number as a field shows it."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def curve_text(value: Json) -> str:
    """A number, or points as one line: "0: 1; 2: 0.2" is 1 at first and 0.2 from second 2 on."""
    if not isinstance(value, list):
        return shown(value)
    pairs = [point for point in value if isinstance(point, list) and len(point) == 2]
    return "; ".join(f"{shown(time)}: {shown(level)}" for time, level in pairs)


def read_curve(text: str) -> Json:
    """What `curve_text` wrote, as a file holds it; what cannot be read stays text, for the declaration to refuse."""
    number = reckon(text)
    if number is not None:
        return number
    points: list[Json] = []
    for part in text.split(";"):
        time, colon, level = part.partition(":")
        read = [reckon(time), reckon(level)]
        if not colon or None in read:
            return text
        points.append([*read])
    return points


def flat(param: CurveParam) -> FloatParam:
    """The param of a curve's one value, where it does not change."""
    return FloatParam(
        name=param.name, label=param.label, help=param.help, unit=param.unit, default=param.default,
        low=param.low, high=param.high, step=param.step,
    )  # fmt: skip


def nudged(number: float, steps: float, param: IntParam | FloatParam) -> float | int:
    """A number some steps of its param further, within its range; whole for a whole param."""
    size = param.step if isinstance(param, FloatParam) else 1
    moved = min(max(number + steps * size, param.low), param.high)
    return round(moved) if isinstance(param, IntParam) else round(moved, 6)


def _value(tree: ast.expr) -> float | int:
    match tree:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return -_value(inner)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SUMS:
            return _SUMS[type(op)](_value(left), _value(right))
    raise ValueError("no plain sum")
