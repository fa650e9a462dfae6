"""Spares the start what PySide looks for in vain: modules that ask for its names in another style (`__feature__`).

For that it reads the source of every module that is imported after it, torch's thousand too, and Python keeps what was
read: a fifth of a second, and 40 MB for good. Nothing of ours asks. Called by `studio.cli.open_studio` before the
modules that draw are imported.
"""

import importlib
from contextlib import suppress


def look_for_none() -> bool:
    """Take every module as one that keeps the names as they are; False where this PySide goes about it otherwise."""
    with suppress(ImportError):
        importlib.import_module("PySide6.QtCore")
        feature = importlib.import_module("shibokensupport.feature")
        if callable(getattr(feature, "_mod_uses_pyside", None)):
            # As if each spoke of PySide: such a module's names are set back to ours should a library ever switch them.
            setattr(feature, "_mod_uses_pyside", lambda module: True)  # noqa: B010
            return True
    return False
