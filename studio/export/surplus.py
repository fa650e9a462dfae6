"""Pictures that a shorter sequence leaves of a longer one that it replaced.

In: what was seen behind its last picture when the artist chose Replace. Out: those files in the system's trash, once
the new pictures are there. A file that is not the very same as then is left alone. Called by `studio.exporting`, off
the GUI thread.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from studio.export.names import Older
from studio.projects.let_go import into_trash
from studio.words import tr


def clear(older: Sequence[Older], throw: Callable[[Path], bool] = into_trash) -> str:
    """Move the pictures to the trash; what there is to say of it."""
    there = [one for one in older if one.is_there()]
    gone = sum(throw(one.path) for one in there)
    if not there:
        return ""
    folder = there[0].path.parent.name
    if gone < len(there):
        left = len(there) - gone
        return tr("Pictures of an earlier export stay in {name}, as they could not go to the trash: {count}",
                  count=left, name=folder)  # fmt: skip
    if gone == 1:
        return tr("1 picture of an earlier export went from {name} to the trash", name=folder)
    return tr("{count} pictures of an earlier export went from {name} to the trash", count=gone, name=folder)
