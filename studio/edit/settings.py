"""The settings of a project, which new shots inherit, as edits.

In: a document and a checked value. Out: a new document. Called by the inspector.
"""

from dataclasses import replace
from fractions import Fraction

from engine.document import Document
from engine.types import Size


def with_setting(document: Document, value: Size | Fraction | str) -> Document:
    """The document with another size, rate or look; which one is meant follows from the value's type."""
    settings = document.settings
    match value:
        case Size():
            changed = replace(settings, size=value)
        case Fraction():
            changed = replace(settings, rate=value)
        case _:
            changed = replace(settings, look=value)
    return document if changed == settings else document.with_settings(changed)
