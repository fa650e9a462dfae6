"""The lines of the problems panel: what the compiler found, what failed, what is missing, and what may not fit.

In: a survey of the document, what it lacks on this machine, failures of jobs, the forecast. Out: `Entry`s, errors
before warnings, newest failures first. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from engine.document import CLIP, Document
from engine.errors import Problem
from engine.events import Failed
from engine.film import Film
from engine.graph import GROUP_PREFIX
from engine.survey import Survey
from engine.timeline import Item
from engine.tracks import Placed
from engine.types import PortType
from studio.problems.lacking import MissingFile, UnknownType, Use
from studio.quantities import bytes_words
from studio.survey.findings import name_in, problems_in, sentence
from studio.survey.status import Place
from studio.words import tr
from studio.work.forecast import Forecast

Lack: TypeAlias = MissingFile | UnknownType
Source: TypeAlias = Literal["failure", "lack", "check", "memory", "unmade", "cut"]
_RANK = {"failure": 0, "lack": 1, "unmade": 2, "check": 3, "memory": 4, "cut": 5}
SEEN = Fraction(1, 10)
"""Seconds of a still end that are worth a word: models count in frames of their own, and a place may be one longer."""
NO_SHOT, NO_PICTURE = "no shot", "no picture"
"""Kinds of what a graph still needs before anything can be made of it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job's step that failed: the node's place, what was asked for, and what the engine said."""

    place: Place
    asked: Place
    failed: Failed


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `place` is the node, "" where none is meant; `name` what the artist calls it, `text` whole sentences.

    `asked` is what should have been made; `kind` the class of the error, what the graph still needs, or "" for a fault
    of ours or a finding of the compiler; `lack` what is missing. `details` are for whoever mends the program.
    """

    source: Source
    severity: Literal["error", "warning"]
    place: Place
    name: str
    text: str
    problem: Problem
    asked: Place = ""
    kind: str = ""
    lack: Lack | None = None
    details: str = field(default="", repr=False)

    @property
    def uses(self) -> tuple[Use, ...]:
        """The nodes that miss something."""
        return self.lack.uses if self.lack is not None else ()


def entries(
    survey: Survey | None,
    lacks: Sequence[Lack],
    failures: Iterable[Failure],
    forecast: Forecast | None = None,
    document: Document | None = None,
) -> tuple[Entry, ...]:
    """Every line there is to show; with the document also what is wrong with its cut."""
    found = [*_failed(failures, survey), *map(_lacking, lacks)]
    if document is not None:
        found += _beyond(document)
    if survey is not None:
        found += _checked(survey, lacks)
        found += _memory(forecast, survey)
        found += _unmade(survey)
    return tuple(sorted(found, key=lambda e: (e.severity != "error", _RANK[e.source])))


def _failed(failures: Iterable[Failure], survey: Survey | None) -> Iterator[Entry]:
    for failure in failures:
        said = failure.failed
        problem = Problem(
            said.message, failure.place, said.port or None, said.value or None, said.remedy or None
        )
        name = name_in(survey, failure.place) if survey is not None else ""
        yield Entry(
            "failure", "error", failure.place, name, sentence(problem), problem,
            asked=failure.asked, kind=said.kind, details=said.details,
        )  # fmt: skip


def _lacking(lack: Lack) -> Entry:
    if isinstance(lack, MissingFile):
        kind = tr("clip") if lack.item.kind == CLIP else tr("picture")
        name = tr("{name} ({kind}, {size})", name=lack.item.name, kind=kind, size=lack.item.size)
        problem = replace(lack.why, remedy=tr("Locate the file, or search a folder for it"))
        return Entry("lack", "error", "", name, sentence(problem), problem, lack=lack)
    known = not lack.type.startswith(GROUP_PREFIX)
    name = lack.type if known else tr("A group whose definition is gone")
    what = tr("Unknown kind of node of package {package}", package=lack.package)
    problem = Problem(what if known else tr("Its inside is not there"), remedy=lack.remedy)
    return Entry("lack", "error", "", name, sentence(problem), problem, lack=lack)


def _checked(survey: Survey, lacks: Sequence[Lack]) -> Iterator[Entry]:
    """What the compiler found, without what is said of missing things already."""
    gone = {lack.why.message for lack in lacks if isinstance(lack, MissingFile)}
    nodes = {use.node for lack in lacks for use in lack.uses}
    for place, problem in problems_in(survey):
        node = place.rsplit("/", 1)[-1]
        unknown = survey.kinds.get(place) is None and place not in survey.flat.opened
        if node in nodes and (unknown or problem.message in gone):
            continue
        severity: Literal["error", "warning"] = "warning" if problem.severity == "warning" else "error"
        yield Entry("check", severity, place, name_in(survey, place), sentence(problem), problem)


def _unmade(survey: Survey) -> Iterator[Entry]:
    """A graph that leads nowhere yet: nothing in it can be kept. An empty one is no worry."""
    if not survey.kinds or any(kind is None or kind.sink for kind in survey.kinds.values()):
        return
    pictures = (PortType.CLIP, PortType.IMAGE)
    shows = any(port.type in pictures for kind in survey.kinds.values() if kind for port in kind.outputs)
    if shows:
        kind, name = NO_SHOT, tr("No shot yet")
        problem = Problem(
            tr("nothing here ends in a shot or a saved file, so no take can be made"),
            remedy=tr("Add a Shot behind the clip that should be kept"),
            severity="warning",
        )
    else:
        kind, name = NO_PICTURE, tr("No picture yet")
        problem = Problem(
            tr("nothing here makes a picture or a clip"),
            remedy=tr("Add a Generate, and a Shot behind it"),
            severity="warning",
        )
    yield Entry("unmade", "warning", "", name, sentence(problem), problem, kind=kind)


def _beyond(document: Document) -> Iterator[Entry]:
    """What the film shows of takes beyond their end: the last frame stands still there."""
    timeline = document.timeline
    if not timeline.items and not timeline.overlay:
        return
    tails = Film.of(document).tails()
    things: tuple[Item | Placed, ...] = (*timeline.items, *timeline.overlay)
    for thing in things:
        held = tails.get(thing.id, 0)
        if held / timeline.rate < SEEN or thing.shot is None:
            continue
        all_of_it = held >= thing.length * timeline.rate
        problem = Problem(
            tr("its place in the film begins behind the end of its take, whose last frame stands still there")
            if all_of_it
            else tr("the last {count} frames of its place in the film lie beyond its take, and stand still",
                    count=held),
            thing.shot, thing.id,
            remedy=tr("Trim it on the timeline, or generate a longer take"), severity="warning",
        )  # fmt: skip
        yield Entry("cut", "warning", thing.shot, document.title(thing.shot), sentence(problem), problem)


def _memory(forecast: Forecast | None, survey: Survey) -> Iterator[Entry]:
    if forecast is None or forecast.fits or forecast.problem or not forecast.targets:
        return
    place = forecast.targets[0].node
    problem = Problem(
        tr(
            "it needs {memory} of memory at once, and {allowed} may be used",
            memory=bytes_words(forecast.bytes),
            allowed=bytes_words(forecast.allowed),
        ),
        place,
        remedy=tr("It is tried in smaller pieces, which takes longer; or make it smaller or shorter"),
        severity="warning",
    )
    yield Entry(
        "memory",
        "warning",
        place,
        name_in(survey, place),
        sentence(problem),
        problem,
        asked=place,
        kind="OutOfMemory",
    )
