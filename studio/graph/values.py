"""The main param as a node shows it: a few lines of text, or a label and a value.

In: a node, its kind and its shape. Out: lines that fit its value field. Pure; nothing here edits.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from engine.graph import Node
from engine.params import MediaParam, TextParam
from engine.spec import NodeType
from studio.graph.geometry import Form, NodeShape
from studio.graph.metrics import Metrics
from studio.step_names import value_words
from studio.words import tr


def value_text(node: Node, kind: NodeType, shape: NodeShape, media: str, metrics: Metrics) -> tuple[str, ...]:
    """Lines for the value field; a single value comes as its label and itself.

    `media` is how the node's file is called, empty where it has none.
    """
    param = kind.param(kind.main or "")
    room = shape.value
    if param is None or room is None:
        return ()
    value = node.params.get(param.name, param.default_json)
    inner = room.width() - metrics.pad
    if isinstance(param, TextParam):
        note = shape.form is Form.NOTE
        lines = max(1, round((room.height() - (0 if note else metrics.pad)) / metrics.line))
        return wrapped(str(value or ""), metrics, room.width() if note else inner, lines)
    label = metrics.text.elidedText(tr(param.label), Qt.TextElideMode.ElideRight, inner * 0.5)
    shown = media if isinstance(param, MediaParam) and media else value_words(param, value)
    left = inner - metrics.text.horizontalAdvance(label) - metrics.pad
    return label, metrics.text.elidedText(shown, Qt.TextElideMode.ElideMiddle, left)


def wrapped(text: str, metrics: Metrics, width: float, lines: int) -> tuple[str, ...]:
    """The beginning of a text, broken into at most so many lines; the last one is elided."""
    found: list[str] = []
    for paragraph in text.splitlines():
        if len(found) == lines:
            break
        found += _broken(paragraph, metrics, width, lines - len(found))
    shown = "".join("".join(found).split())
    if found and len(shown) < len("".join(text.split())):
        found[-1] = _cut(found[-1], metrics, width)
    return tuple(found)


def _broken(text: str, metrics: Metrics, width: float, lines: int) -> list[str]:
    if metrics.text.horizontalAdvance(text) <= width:
        return [text]
    layout = QTextLayout(text[:400], metrics.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    while len(found) < lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        found.append(text[start : start + length].strip())
    layout.endLayout()
    return found


def _cut(line: str, metrics: Metrics, width: float) -> str:
    """A line that says that there is more."""
    while line and metrics.text.horizontalAdvance(line + "…") > width:
        line = line[:-1]
    return line.rstrip(" .,;") + "…"
