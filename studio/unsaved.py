"""Why a project counts as not saved, in words: what was done since, and when it was saved.

In: an open document's model. Out: the tooltip of its tab. Called by the window whenever a step is made or taken back.
"""

from datetime import datetime

from studio.document import DocumentModel
from studio.words import tr

MOST = 3
"""Steps that are named; more are only counted."""


def unsaved_words(model: DocumentModel) -> str:
    """A line that says how much the file does not hold, and one for each of the last steps; "" if it holds all."""
    if not model.unsaved:
        return ""
    stack, saved = model.stack, model.saved_step
    count = stack.index() - saved if saved is not None else 0
    if model.path is None:
        head = tr("Not saved yet")
        names = [stack.text(step) for step in range(stack.index())]
    elif saved is None:
        head, names = tr("The file holds another state than this one"), []
    elif count < 0:
        head = (
            tr("{count} steps of the file are taken back", count=-count)
            if count < -1
            else tr("1 step of the file is taken back")
        )
        names = [stack.text(step) for step in range(stack.index(), saved)]
    elif count:
        since = _since(model)
        head = (
            tr("{count} changes since {since}", count=count, since=since)
            if count > 1
            else tr("1 change since {since}", since=since)
        )
        names = [stack.text(step) for step in range(saved, stack.index())]
    else:
        head, names = tr("There are takes that the file does not name yet"), []
    told = [f"· {name}" for name in reversed(names[-MOST:])]
    left = len(names) - len(told)
    return "\n".join([head, *told, *([tr("and {count} more", count=left)] if left > 0 else [])])


def _since(model: DocumentModel) -> str:
    """When the file was written last, as far as that is known here."""
    if model.saved_at is None:
        return tr("it was opened")
    return tr("it was saved at {time}", time=datetime.fromtimestamp(model.saved_at).strftime("%H:%M"))
