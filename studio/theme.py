"""How the window looks: one table of colour tokens per theme, and what Qt needs made of it.

Neutral grey around the picture, so that colours are judged rightly; text keeps a contrast of at least 4.5:1 on whatever
it stands on. Sizes come from the font's metrics, never from pixel constants.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from engine.types import PortType


@dataclass(frozen=True, slots=True)
class Theme:
    """Colour tokens as `#rrggbb`.

    window, panel, raised: the window's ground, what panels are filled with, and fields and buttons on them. canvas and
    grid: the graph's ground. node and header: a node's body and its title bar. line: hairlines. text, dim: what is
    read, and what is read second. accent and on_accent: selection, and text on it. ok, warn, error: states.
    `ports` replaces the colours of port types where a light ground needs darker ones.
    """

    name: str
    dark: bool
    window: str
    panel: str
    raised: str
    canvas: str
    grid: str
    node: str
    header: str
    line: str
    text: str
    dim: str
    accent: str
    on_accent: str
    ok: str
    warn: str
    error: str
    ports: Mapping[PortType, str] = field(default_factory=dict)

    def port(self, kind: PortType) -> str:
        """The colour of a port type and of its links."""
        return self.ports.get(kind, kind.colour)


DARK = Theme(
    "dark", True,
    window="#1e1e1f", panel="#262627", raised="#333335", canvas="#1a1a1b", grid="#262628",
    node="#2c2c2e", header="#3a3a3d", line="#47474b", text="#e9e9ea", dim="#a3a3a8",
    accent="#4f9cf9", on_accent="#0b1624", ok="#66c28a", warn="#e8b14f", error="#f2736b",
)  # fmt: skip
LIGHT = Theme(
    "light", False,
    window="#e4e4e5", panel="#efeff0", raised="#fbfbfb", canvas="#d9d9da", grid="#cdcdcf",
    node="#f4f4f5", header="#e2e2e4", line="#b4b4b8", text="#1d1d1f", dim="#57575c",
    accent="#1b66c9", on_accent="#ffffff", ok="#1d7a45", warn="#8a5a00", error="#b3261e",
    ports={
        PortType.TEXT: "#8a6a10", PortType.STORYBOARD: "#a8521a", PortType.IMAGE: "#1a6f9f",
        PortType.CLIP: "#1f56c4", PortType.CONDITION: "#7d3fbf", PortType.MODEL: "#2b7a33",
        PortType.NUMBER: "#5b626d", PortType.ANY: "#6b7077",
    },
)  # fmt: skip
HIGH_CONTRAST = Theme(
    "high-contrast", True,
    window="#000000", panel="#000000", raised="#262626", canvas="#000000", grid="#1c1c1c",
    node="#0c0c0c", header="#242424", line="#c8c8c8", text="#ffffff", dim="#dedede",
    accent="#ffd400", on_accent="#000000", ok="#5cff9d", warn="#ffb000", error="#ff8a80",
)  # fmt: skip
THEMES: Mapping[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, HIGH_CONTRAST)}


class Look(QObject):
    """The theme in use, and whether movement is reduced; painters read it when they paint."""

    changed = Signal()

    def __init__(self, theme: Theme = DARK, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.reduce_motion = False
        self.drawn: dict[str, object] = {}
        """What was drawn in this theme and can be used again, by name (icons)."""

    def use(self, theme: Theme, *, reduce_motion: bool = False) -> None:
        """Change the look of everything that listens."""
        if (theme, reduce_motion) != (self.theme, self.reduce_motion):
            self.theme, self.reduce_motion = theme, reduce_motion
            self.drawn.clear()
            self.changed.emit()
