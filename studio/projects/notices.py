"""What is said about an open document above its graph, with the choices there are; never a box in the way.

In: facts that the workspace finds out (the file changed on disk, it is open elsewhere, autosave does not work). Out:
values that `studio.dialogs.notice_bar` shows. A later notice of the same key takes the place of the earlier one.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that the artist can do about a notice: a button."""

    label: str
    help: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the artist. `key` says what it is about; `level` is "note", "warning" or "error"."""

    key: str
    text: str
    level: str = "note"
    choices: tuple[Choice, ...] = ()
