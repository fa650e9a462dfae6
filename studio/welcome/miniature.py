"""A project drawn small from its file: what the welcome page shows where there is no picture of a take yet.

In: the path of a `.loom` file, trusted in nothing. Out: an image in the theme's colours, or none. Called by the cards
when they are painted first.
"""

from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from engine.errors import StudioError
from engine.files import load
from engine.registry import Registry
from studio.projects.sketch import sketch
from studio.theme import Theme

BYTES = 1 << 20
"""Larger files are not read only to draw them: the page must open at once."""


def miniature(path: Path, registry: Registry, theme: Theme, size: QSize, ratio: float) -> QImage | None:
    """The graph of a file, fitted into `size`; None for what cannot be read or is too large."""
    try:
        if path.stat().st_size > BYTES:
            return None
        document = load(path).document
    except (OSError, StudioError):
        return None
    return sketch(document, registry, theme, size, ratio)
