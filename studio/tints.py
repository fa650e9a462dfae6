"""Colours made from colours, for all that paint themselves: the graph and the timeline."""

from PySide6.QtGui import QColor


def mixed(a: QColor, b: QColor, share: float) -> QColor:
    """`share` of b in a."""
    keep = 1 - share
    return QColor(
        round(a.red() * keep + b.red() * share),
        round(a.green() * keep + b.green() * share),
        round(a.blue() * keep + b.blue() * share),
    )


def faded(colour: QColor, alpha: float) -> QColor:
    """A colour that lets through what is behind it; alpha from 0 to 1."""
    return QColor(colour.red(), colour.green(), colour.blue(), round(alpha * 255))
