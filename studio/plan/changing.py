"""What a change would cost within the plan that is shown, before it is made.

In: a reading, and a param. Out: `Consequences`: the steps that would have another result, and a sentence. Compiles, so
it is done off the GUI thread.
"""

from dataclasses import dataclass

from engine.session import Session
from engine.whatif import WhatIf, dirtied
from studio.plan.choices import Param
from studio.plan.reading import Reading
from studio.quantities import bytes_words, seconds_words
from studio.words import tr


@dataclass(frozen=True, slots=True)
class Consequences:
    """`gone` are keys of the sheet whose results would be other ones; `sentence` says what that costs."""

    gone: frozenset[str]
    sentence: str


def consequences(session: Session, reading: Reading, param: Param, *, keys: bool) -> Consequences:
    """What changing `param` would make run anew. Without `keys` nothing counts as being there."""
    found = dirtied(
        reading.compiler,
        reading.document,
        param.place,
        param.name,
        has=session.cache.has if keys else lambda key: False,
        survey=reading.survey,
    )
    gone = frozenset(line.key for line in reading.sheet.lines if line.key in found.gone)
    return Consequences(gone, sentence(param, found, len(gone)))


def sentence(param: Param, found: WhatIf, marked: int) -> str:
    """What a change costs in the whole project, and how many of the steps shown it is about."""
    what = tr("If {param} of {node} changes", param=param.label, node=param.title)
    here = tr("1 step shown here") if marked == 1 else tr("{count} steps shown here", count=marked)
    if found.steps:
        count = (
            tr("1 step runs") if len(found.steps) == 1 else tr("{count} steps run", count=len(found.steps))
        )
        cost = tr(
            "{change}, {count} anew: about {seconds}, {memory}.", change=what, count=count,
            seconds=seconds_words(found.seconds), memory=bytes_words(found.bytes),
        )  # fmt: skip
        return tr("{cost} {steps} would be others.", cost=cost, steps=here) if marked else cost
    if marked:
        return tr(
            "{change}, {steps} would be others, and nothing that is there is lost.", change=what, steps=here
        )
    return tr("{change}, nothing here would be made anew.", change=what)
