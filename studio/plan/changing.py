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
    """What a change costs, as it would be said; `marked` steps of those that are shown hang on it."""
    if not found.steps:
        if marked:
            return tr("Changing {param} of {node} would run nothing more than is due already.",
                      param=param.label, node=param.title)  # fmt: skip
        return tr("Changing {param} of {node} would run nothing here.", param=param.label, node=param.title)
    if len(found.steps) == 1:
        return tr("Changing {param} of {node} runs 1 step anew: about {seconds}, {memory}. Nothing else.",
                  param=param.label, node=param.title, seconds=seconds_words(found.seconds),
                  memory=bytes_words(found.bytes))  # fmt: skip
    return tr("Changing {param} of {node} runs {count} steps anew: about {seconds}, {memory}. Nothing else.",
              param=param.label, node=param.title, count=len(found.steps), seconds=seconds_words(found.seconds),
              memory=bytes_words(found.bytes))  # fmt: skip
