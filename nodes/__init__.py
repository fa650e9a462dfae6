"""The built-in node types: declarations and lowerings, one module per family.

The app passes `all_types()` to `engine.Registry.load`. Importing this costs no torch, av or cv2.
"""

from engine import NodeType
from nodes import (
    edit,
    extend,
    finish,
    frame,
    generate,
    layout,
    numbers,
    output,
    picture_in,
    remake,
    storyboard,
    text,
    title,
)

FAMILIES = (
    text,
    storyboard,
    picture_in,
    generate,
    extend,
    remake,
    edit,
    frame,
    title,
    finish,
    numbers,
    layout,
    output,
)
"""In the order in which the palette shows them."""


def all_types() -> tuple[NodeType, ...]:
    """Every built-in node type; reads the style presets once."""
    return tuple(kind for family in FAMILIES for kind in family.types())
