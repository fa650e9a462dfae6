"""Colours of the timeline, made from the theme once, because painters ask for them thousands of times a frame."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor

from engine.types import PortType
from studio.theme import Theme
from studio.timeline.layout import Kind
from studio.tints import mixed

LEADING: Mapping[Kind, PortType] = {
    "item": PortType.CLIP, "overlay": PortType.CONDITION, "cue": PortType.TEXT, "sound": PortType.MODEL,
}  # fmt: skip
"""Whose colour each kind of box is tinted with, as ports of the graph have it."""


@dataclass(frozen=True)
class Inks:
    """Every colour that the timeline is painted with. `heads` and `bodies` are those of boxes by kind."""

    ground: QColor
    lane: QColor
    ruler: QColor
    line: QColor
    minor: QColor
    text: QColor
    dim: QColor
    accent: QColor
    on_accent: QColor
    ok: QColor
    warn: QColor
    error: QColor
    shade: QColor
    heads: Mapping[Kind, QColor]
    bodies: Mapping[Kind, QColor]
    leads: Mapping[Kind, QColor]
    states: tuple[QColor, QColor, QColor, QColor]
    """What the bar below the ruler is painted with: missing, proxy, cached, nothing to read."""


def inks_of(theme: Theme) -> Inks:
    """The inks of a theme."""
    canvas, node, header = QColor(theme.canvas), QColor(theme.node), QColor(theme.header)
    leads = {kind: QColor(theme.port(port)) for kind, port in LEADING.items()}
    line = QColor(theme.line)
    return Inks(
        ground=canvas,
        lane=mixed(canvas, QColor(theme.panel), 0.55),
        ruler=QColor(theme.panel),
        line=line,
        minor=mixed(line, QColor(theme.panel), 0.5),
        text=QColor(theme.text),
        dim=QColor(theme.dim),
        accent=QColor(theme.accent),
        on_accent=QColor(theme.on_accent),
        ok=QColor(theme.ok),
        warn=QColor(theme.warn),
        error=QColor(theme.error),
        shade=QColor(0, 0, 0, 110) if theme.dark else QColor(0, 0, 0, 60),
        heads={kind: mixed(header, lead, 0.22) for kind, lead in leads.items()},
        bodies={kind: mixed(node, lead, 0.10) for kind, lead in leads.items()},
        leads=leads,
        states=(
            mixed(canvas, QColor(theme.error), 0.45),
            QColor(theme.warn),
            QColor(theme.ok),
            canvas,
        ),
    )
