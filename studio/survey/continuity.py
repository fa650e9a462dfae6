"""Shots that continue another one and no longer fit it: they were made from another take than it shows now.

In: a survey. Out: for each such shot what it was made from, what is shown, and whether a take of its own fits; and that
in words. Pure; asked by the checker on its thread, told by the timeline and the takes panel.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.shots import Shot, Take
from engine.survey import Survey
from studio.words import tr


@dataclass(frozen=True, slots=True)
class Unfit:
    """A shot whose pick was made from another take of the shot `source` than that one shows.

    `was` and `now` are numbers of that shot's takes, `was` 0 where nobody knows it. `fits` is the id of a take of the
    unfit shot that was made from what is shown, "" where there is none, and `number` that take's number.
    """

    source: str
    was: int
    now: int
    fits: str = ""
    number: int = 0


def unfit_shots(survey: Survey) -> dict[str, Unfit]:
    """Every shot that no longer fits what it continues; of several such sources the first one is told."""
    found: dict[str, Unfit] = {}
    for place, shot in survey.document.shots.items():
        part, pick = survey.lowered.get(place), shot.picked()
        shown = part.takes_of() if part is not None and pick is not None else {}
        source = next((name for name in shown if pick is not None and not _fits(pick, name, shown)), None)
        if pick is None or source is None:
            continue
        takes = survey.document.shots[source].takes
        made = [take.key for take in takes]
        known = pick.made_of.get(source, "")
        was = made.index(known) + 1 if known in made else 0
        own = _fitting(shot, shown)
        number = shot.takes.index(own) + 1 if own is not None else 0
        found[place] = Unfit(source, was, takes.index(shown[source]) + 1, own.id if own else "", number)
    return found


def reason(unfit: Unfit, source: str) -> str:
    """Why a shot no longer fits; `source` is what the artist calls the shot that it continues."""
    if unfit.was:
        return tr("Made from take {old} of {name}, which shows take {new} now.",
                  old=unfit.was, name=source, new=unfit.now)  # fmt: skip
    return tr("Not made from take {new} of {name}, which is shown now.", name=source, new=unfit.now)


def remedy(unfit: Unfit) -> str:
    """What makes it fit again."""
    if unfit.fits:
        return tr("Make Anew to Match picks its take {number}, which fits.", number=unfit.number)
    return tr("Make Anew to Match generates it again.")


def _fitting(shot: Shot, shown: Mapping[str, Take]) -> Take | None:
    """The newest take of a shot that is known to be made from what is shown."""
    known = (take for take in reversed(shot.takes) if take.made_of)
    return next((take for take in known if all(_fits(take, name, shown) for name in shown)), None)


def _fits(take: Take, source: str, shown: Mapping[str, Take]) -> bool:
    """Whether a take was made from what a shot shows, as far as it can be known."""
    if take.made_of:
        # By its key alone: a shot that went into a group has another name.
        return shown[source].key in take.made_of.values()
    # Takes of earlier versions do not say what they were made from: not from what came later.
    return source not in take.settings or not _later(shown[source], take)


def _later(one: Take, other: Take) -> bool:
    """Whether a take was made after another one."""
    try:
        return datetime.fromisoformat(one.created) > datetime.fromisoformat(other.created)
    except (ValueError, TypeError):
        return False
