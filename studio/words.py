"""Words that the artist reads: every string of the window passes through `tr`.

Strings in tables (actions, node declarations) are translated when they are shown, never when a module is imported.
"""

from PySide6.QtCore import QCoreApplication

CONTEXT = "Shotloom"
"""The one translation context; a word means the same in every panel."""


def tr(text: str, /, **values: object) -> str:
    """The text in the artist's language, with `{name}` places filled in."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(**values) if values else translated


def literal(text: str) -> str:
    """The text for a button, a tab or a row of a menu that shows it as it is: Qt takes "&" for the mark of a key."""
    return text.replace("&", "&&")
