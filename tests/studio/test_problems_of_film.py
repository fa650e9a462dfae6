"""What the problems panel says of the cut: a shot that is shown beyond the end of its take, and what helps."""

from dataclasses import replace
from fractions import Fraction
from typing import cast

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from engine import Document
from engine.compile import Compiler
from engine.tracks import Placed
from studio.edit.timeline import edited
from studio.problems.entries import Entry, entries
from studio.problems.gathered import Gathered
from studio.problems.trial import offers
from studio.projects.workspace import Workspace
from studio.survey.checker import Checker
from studio.work.forecast import Forecaster
from studio.work.jobs import Jobs
from tests.engine.graphs import environment, registry
from tests.studio.edit.films import film, full, seconds, shown


def shorter(document: Document) -> Document:
    """The same film, whose second shot has a new take that is too short for its place."""
    return document.with_take("shot2", full("short", 20))


def of_cut(document: Document) -> list[Entry]:
    """What is said of the cut."""
    return [entry for entry in entries(None, (), (), None, document) if entry.source == "cut"]


def mended(document: Document, entry: Entry) -> Document:
    """With the first thing that is offered."""
    compiler = Compiler(environment())
    return offers(entry, compiler.survey(document), compiler, registry())[0].remedy.change(document)


def test_a_shorter_take_keeps_its_place_and_is_said() -> None:
    assert of_cut(film(48, 48)) == []
    (entry,) = of_cut(shorter(film(48, 48)))
    assert (entry.severity, entry.place, entry.name) == ("warning", "shot2", "Scene 2")
    assert "28 frames" in entry.text


def test_a_frame_or_two_are_not_worth_a_word() -> None:
    assert of_cut(film(48, 48).with_take("shot2", full("short", 46))) == []


def test_what_is_beyond_its_end_can_be_trimmed() -> None:
    document = shorter(film(48, 48, 48))
    (entry,) = of_cut(document)
    after = mended(document, entry)
    assert shown(after) == [("shot1", 0, 48), ("shot2", 0, 20), ("shot3", 0, 48)]
    assert of_cut(after) == []


def test_what_lies_wholly_behind_its_end_goes() -> None:
    document = shorter(film(48, 48))
    late = replace(document.timeline.items[1], in_point=seconds(30), length=seconds(18))
    document = document.with_timeline(document.timeline.with_items(document.timeline.items[0], late))
    (entry,) = of_cut(document)
    assert "begins behind the end" in entry.text
    assert shown(mended(document, entry)) == [("shot1", 0, 48)]


def test_what_lies_on_top_is_said_too() -> None:
    def above(timeline):  # type: ignore[no-untyped-def]
        return replace(timeline, overlay=(Placed("top", "shot1", Fraction(1), seconds(36), seconds(24)),))

    document = edited(film(48), above)
    (entry,) = of_cut(document)
    after = mended(document, entry)
    assert after.timeline.overlay[0].length == seconds(12)


class Silent(QObject):
    """A checker, a forecast and jobs of which nothing is heard."""

    checked, changed, failed, finished = (
        Signal(),
        Signal(),
        Signal(object, str, object),
        Signal(object, str, object),
    )
    survey = value = None


def test_it_is_said_as_soon_as_the_take_comes_and_no_longer_than_it_holds(
    qtbot: QtBot, workspace: Workspace
) -> None:
    opened = workspace.new()
    opened.model.load("Film", film(48, 48))
    silent = Silent()
    gathered = Gathered(
        opened, registry(), cast(Checker, silent), cast(Forecaster, silent), cast(Jobs, silent)
    )
    assert gathered.entries == ()
    opened.model.add_take("shot2", full("short", 20))
    assert [entry.source for entry in gathered.entries] == ["cut"]
    assert opened.model.edit("Trim", lambda d: mended(d, gathered.entries[0]))
    assert gathered.entries == ()
