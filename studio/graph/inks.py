"""Colours and pens of the graph, made from the theme once, because painters ask for them thousands of times a frame."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from engine.types import PortType
from studio.theme import Theme
from studio.tints import mixed


@dataclass(frozen=True)
class Inks:
    """Every colour that the graph is painted with."""

    theme: Theme
    canvas: QColor
    node: QColor
    header: QColor
    line: QColor
    field: QColor
    text: QColor
    dim: QColor
    accent: QColor
    on_accent: QColor
    ok: QColor
    warn: QColor
    error: QColor
    note: QColor
    outline: QPen
    ports: dict[PortType, QColor]

    def port(self, kind: PortType) -> QColor:
        """The colour of a type's ports and links."""
        return self.ports[kind]


def inks_of(theme: Theme) -> Inks:
    """The inks of a theme."""
    node, canvas, text = QColor(theme.node), QColor(theme.canvas), QColor(theme.text)
    outline = QPen(mixed(QColor(theme.line), canvas, 0.25), 1)
    outline.setCosmetic(True)
    outline.setStyle(Qt.PenStyle.SolidLine)
    return Inks(
        theme=theme,
        canvas=canvas,
        node=node,
        header=QColor(theme.header),
        line=QColor(theme.line),
        field=mixed(
            node, QColor("#000000") if theme.dark else QColor("#ffffff"), 0.28 if theme.dark else 0.75
        ),
        text=text,
        dim=QColor(theme.dim),
        accent=QColor(theme.accent),
        on_accent=QColor(theme.on_accent),
        ok=QColor(theme.ok),
        warn=QColor(theme.warn),
        error=QColor(theme.error),
        note=mixed(node, QColor(theme.warn), 0.16),
        outline=outline,
        ports={kind: QColor(theme.port(kind)) for kind in PortType},
    )
