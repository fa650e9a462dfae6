"""Text fields that are as high as what they hold, within bounds. Used by the fields of prompts and of other texts."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QPlainTextEdit


def grow(field: QPlainTextEdit, fewest: int, most: int) -> bool:
    """Make a field as high as its lines, at least and at most so many; beyond that it scrolls.

    It is asked for again when the text, the width or the font changes, and when the field is shown: only then is it
    known how much room its borders take. False where it is as high as it should be.
    """
    spacing = QFontMetricsF(field.font()).lineSpacing()
    held = int(field.document().size().height())
    whole = held <= most
    policy = Qt.ScrollBarPolicy
    field.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if whole else policy.ScrollBarAsNeeded)
    around = field.height() - field.viewport().height() if field.isVisible() else round(spacing / 2)
    lines = min(max(held, fewest), most)
    height = math.ceil((lines + 0.25) * spacing) + 2 * round(field.document().documentMargin()) + around
    other = height != field.height()
    if other:
        field.setFixedHeight(height)
        field.updateGeometry()
    if whole:
        field.verticalScrollBar().setValue(0)
    return other
