"""Shots that hang on each other, asked for together: each is made of the take that the one before it gets."""

import pytest
from pytestqt.qtbot import QtBot

import resources
from engine.compile import Compiler, Target
from engine.delivery import take_of
from engine.document import Document
from engine.estimate import Figures
from engine.graph import Link, Node
from engine.survey import Standing
from studio.app import Studio
from studio.work.forecast import forecast
from studio.work.waves import waves, with_takes_to_come
from tests.engine.graphs import document, environment, node, plan_of
from tests.fake_model import FakeModel
from tests.studio.whole import page_of, until

FILM = (
    node("generate"), node("shot"), node("trim", stop=0.5), node("shot2"), node("trim2", stop=0.25),
    node("shot3"), node("load_image"), "generate.clip shot.clip", "shot.clip trim.clip", "trim.clip shot2.clip",
    "shot2.clip trim2.clip", "trim2.clip shot3.clip",
)  # fmt: skip
A, B, C = Target("shot", "take"), Target("shot2", "take"), Target("shot3", "take")


def test_what_a_shot_hangs_on_comes_before_it_however_they_are_named() -> None:
    survey = Compiler(environment()).survey(document(*FILM))
    assert waves(survey, (C, A, B)) == [[A], [B], [C]]
    assert waves(survey, (C, A)) == [[A], [C]]
    assert waves(survey, (C,)) == [[C]]


def test_takes_to_come_are_those_that_will_be_there() -> None:
    doc = document(*FILM)
    plan = plan_of(doc, A)
    coming = with_takes_to_come(doc, [plan])
    made = doc.with_take("shot", take_of(plan.outputs[0], plan, f"{plan.outputs[0].key}.mp4", 3.0))
    assert plan_of(coming, B).outputs[0].key == plan_of(made, B).outputs[0].key
    assert plan_of(coming, B).outputs[0].made_of == {"shot": plan.outputs[0].key}
    assert with_takes_to_come(made, [plan]) is made


def test_the_forecast_counts_what_hangs_on_a_shot_that_is_made_anew() -> None:
    def made(doc: Document, *wanted: Target) -> Document:
        for target in wanted:
            doc = with_takes_to_come(doc, [plan_of(doc, target)])
        return doc

    doc = made(document(*FILM), A, B, C)
    other = doc.with_graph(doc.graph.put(doc.graph["generate"].with_params(seed=99)))
    compiler = Compiler(environment())
    found = forecast(compiler, compiler.survey(other), (), lambda _: False, Figures())
    alone = forecast(compiler, compiler.survey(other), ("shot",), lambda _: False, Figures())
    assert found.run == alone.run + 2, "two more are encoded"


# -- the window at work ------------------------------------------------------------------------------------------------


@pytest.fixture
def studio(qtbot: QtBot, fake: FakeModel, studio: Studio) -> Studio:
    """A whole program with a quick model, and a sample in it whose shot another one goes on from."""
    studio.parts.workspace.open_copy(resources.path("samples/text-to-clip.loom"))
    qtbot.waitUntil(lambda: studio.window.page() is not None)
    model = page_of(studio).opened.model
    (shot,) = (n.id for n in model.document.graph if n.type == "shotloom.shot")
    nodes = Node("trim", "shotloom.trim", params={"stop": 0.5}), Node("next", "shotloom.shot", title="Next")
    links = Link(shot, "clip", "trim", "clip"), Link("trim", "clip", "next", "clip")
    model.edit("Grow", lambda d: d.with_graph(d.graph.put(*nodes).link(*links)))
    return studio


def generate(studio: Studio, *places: str) -> list[str]:
    """Make these, or every shot; what was said meanwhile."""
    said: list[str] = []
    studio.parts.jobs.said.connect(said.append)
    page = page_of(studio)
    page.generating.generate(places)
    until(lambda: not studio.parts.jobs.busy)
    studio.parts.jobs.said.disconnect(said.append)
    return [text for text in said if text]


def counts(studio: Studio) -> list[int]:
    shots = page_of(studio).opened.model.document.shots
    return sorted(len(shot.takes) for shot in shots.values())


def up_to_date(studio: Studio) -> bool:
    parts, opened = studio.parts, page_of(studio).opened.opened()
    survey = parts.session.compiler(opened).survey(opened.document)
    return all(
        survey.standing(shot, parts.session.cache.has) is Standing.READY for shot in opened.document.shots
    )


def test_what_goes_on_from_a_shot_is_up_to_date_when_both_were_made_together(studio: Studio) -> None:
    generate(studio)
    assert counts(studio) == [1, 1]
    assert up_to_date(studio)
    assert generate(studio)[-1] == "Everything was there already: nothing had to be computed."
    assert counts(studio) == [1, 1]


def test_what_was_made_before_the_shot_that_it_goes_on_from_follows_in_one_go(studio: Studio) -> None:
    generate(studio, "next")
    assert counts(studio) == [1]
    said = generate(studio)
    assert counts(studio) == [1, 2]
    assert up_to_date(studio)
    assert not any("Everything was there" in text for text in said)
    generate(studio)
    assert counts(studio) == [1, 2]


def test_what_is_asked_for_while_the_other_waits_is_made_of_its_take(studio: Studio) -> None:
    page = page_of(studio)
    (shot,) = (n.id for n in page.opened.model.document.graph if n.type == "shotloom.shot" and n.id != "next")
    page.generating.generate([shot])
    generate(studio, "next")
    assert counts(studio) == [1, 1]
    assert up_to_date(studio)
