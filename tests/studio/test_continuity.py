"""Shots that continue another one: known by the takes that they were made of, however these are called later."""

from collections.abc import Mapping
from dataclasses import replace

from engine import Document, Shot
from engine.compile import Compiler
from engine.loom_read import take as read_take
from engine.loom_write import take as written
from engine.request import Target
from engine.shots import Take
from engine.targets import MASTER
from studio.edit import growing
from studio.edit.ports import Faces
from studio.survey.continuity import Unfit, reason, remedy, unfit_shots
from studio.survey.findings import findings
from tests.engine.graphs import environment, plan_of, registry
from tests.studio.edit.films import film, full

FACES = Faces(registry())
HOUR = "2026-01-01T{hour:02}:00:00+00:00"


def made(name: str, hour: int = 0, of: Mapping[str, str] | None = None, upstream: str = "") -> Take:
    """A take of one second, made at an hour of the day."""
    settings = {upstream: {}} if upstream else {}
    return replace(full(name, 24), created=HOUR.format(hour=hour), made_of=dict(of or {}), settings=settings)


def grown(first: tuple[Take, ...], second: tuple[Take, ...], pick: str = "newest") -> tuple[Document, str]:
    """A shot with takes, and one that continues it; `pick` is what the first one shows."""
    found = growing.extend(film(24), FACES, "item1")
    document = found.document.with_shot(Shot("shot1", "Scene 1", first, pick))
    return document.with_shot(Shot(found.shot, "Scene 2", second)), found.shot


def unfit(document: Document) -> dict[str, Unfit]:
    """What a fresh look at a document says."""
    return unfit_shots(Compiler(environment()).survey(document))


def test_a_plan_names_the_takes_of_other_shots_that_go_into_it_and_files_keep_that() -> None:
    document, second = grown((made("one"),), ())
    third = growing.jump_to(document, FACES, document.timeline.items[-1].id)
    output = plan_of(document, Target(second, "take")).outputs[0]
    assert (output.kind, output.format) == ("take", MASTER)
    assert output.made_of == {"shot1": "one"}
    # What the shot before is made of in turn goes into that one alone.
    chained = third.document.with_shot(Shot(second, "Scene 2", (made("two"),)))
    assert plan_of(chained, Target(third.shot, "take")).outputs[0].made_of == {second: "two"}
    assert plan_of(document, Target("shot1", "take")).outputs[0].made_of == {}
    take = made("two", of={"shot1": "one"})
    assert read_take(written(take)).made_of == take.made_of
    assert b"made_of" not in written(made("one"))


def test_a_continuation_fits_while_its_source_shows_what_it_was_made_from() -> None:
    document, second = grown((made("one"), made("two", 5)), (made("next", 3, {"shot1": "one"}),), "one")
    assert unfit(document) == {}
    assert unfit(document.with_pick("shot1", "two")) == {second: Unfit("shot1", 1, 2)}


def test_a_take_that_fits_is_named_before_anything_is_made_anew() -> None:
    document, second = grown(
        (made("one"), made("two")), (made("a", of={"shot1": "two"}), made("b", of={"shot1": "one"}))
    )
    assert unfit(document) == {second: Unfit("shot1", 1, 2, "a", 1)}
    assert unfit(document.with_pick(second, "a")) == {}


def test_a_take_of_an_earlier_version_does_not_fit_what_came_later() -> None:
    document, second = grown((made("one", 1), made("two", 5)), (made("next", 3, upstream="shot1"),))
    assert unfit(document) == {second: Unfit("shot1", 0, 2)}
    # It may have been made from that one: nobody knows.
    assert unfit(document.with_pick("shot1", "one")) == {}
    # And one that was made of something else altogether continues nothing.
    other, _ = grown((made("one", 5),), (made("next", 3),))
    assert unfit(other) == {}


def test_what_a_source_was_called_when_the_take_was_made_does_not_matter() -> None:
    document, second = grown((made("one"), made("two")), (made("next", of={"before": "two"}),))
    assert unfit(document) == {}
    assert unfit(document.with_pick("shot1", "one")) == {second: Unfit("shot1", 0, 1)}


def test_nodes_know_why_they_do_not_fit_and_words_say_what_helps() -> None:
    document, second = grown((made("one"), made("two")), (made("next", of={"shot1": "one"}),))
    found = findings(Compiler(environment()).survey(document))
    told = found[second].unfit
    assert told is not None
    assert found["shot1"].unfit is None
    assert reason(told, "Harbour") == "Made from take 1 of Harbour, which shows take 2 now."
    assert remedy(told) == "Make Anew to Match generates it again."
    assert reason(Unfit("x", 0, 2), "Harbour") == "Not made from take 2 of Harbour, which is shown now."
    assert remedy(Unfit("x", 1, 2, "a", 4)) == "Make Anew to Match picks its take 4, which fits."
