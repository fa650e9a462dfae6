"""What a change would cost within the plan that is shown, before it is made.

In: a reading, and a param. Out: `Consequences`: the steps that would have another result, and a sentence. Compiles, so
it is done off the GUI thread.
"""

from dataclasses import dataclass

from engine.session import Session
from engine.whatif import dirtied
from studio.plan.choices import Param
from studio.plan.reading import Reading
from studio.plan.sheet import Line
from studio.quantities import bytes_words, seconds_words
from studio.words import tr


@dataclass(frozen=True, slots=True)
class Consequences:
    """`gone` are keys of the sheet whose results would be other ones; `sentence` says what that costs."""

    gone: frozenset[str]
    sentence: str


def consequences(session: Session, reading: Reading, param: Param, *, keys: bool) -> Consequences:
    """What changing `param` would make run anew. Without `keys` nothing counts as being there."""
    has = session.cache.has if keys else lambda key: False
    found = dirtied(reading.compiler, reading.opened.document, param.place, param.name, has=has)
    lines = [line for line in reading.sheet.lines if line.key in found.gone]
    return Consequences(frozenset(line.key for line in lines), _sentence(param, lines))


def _sentence(param: Param, lines: list[Line]) -> str:
    what = tr("If {param} of {node} changes", param=param.label, node=param.title)
    work = [line for line in lines if line.state not in ("free", "unneeded")]
    if not work:
        return tr("{change}, nothing here has to run anew.", change=what)
    there = [line for line in work if line.state == "cached"]
    seconds = seconds_words(sum(line.forecast for line in work))
    memory = bytes_words(max(line.bytes for line in work))
    count = tr("1 step") if len(work) == 1 else tr("{count} steps", count=len(work))
    if not there:
        return tr("{change}, {count} would be other ones; they have to run anyway.", change=what, count=count)
    lost = (
        tr("1 of them is there now")
        if len(there) == 1
        else tr("{count} of them are there now", count=len(there))
    )
    if len(there) == len(work):
        lost = tr("it is there now") if len(work) == 1 else tr("all are there now")
    return tr(
        "{change}, {count} would run anew ({lost}): about {seconds}, {memory} at most.",
        change=what, count=count, lost=lost, seconds=seconds, memory=memory,
    )  # fmt: skip
