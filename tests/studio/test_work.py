"""Generating from the window: what is asked of the engine, what nodes show meanwhile, and how takes come home."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import resources
from engine import events
from engine.compile import Compiler, Request, Target
from engine.errors import ModelError
from engine.graph import Node
from engine.survey import Survey
from studio.app import Studio
from studio.survey.status import State
from studio.work.asking import targets_of
from studio.work.bridge import Bridge
from studio.work.moving import Clip
from tests.engine.graphs import document, environment, group, node
from tests.fake_model import FakeModel
from tests.studio.whole import page_of, until

SAMPLE = resources.path("samples/text-to-clip.loom")
CTRL = Qt.KeyboardModifier.ControlModifier


# -- what is asked -----------------------------------------------------------------------------------------------------


def survey(*parts: object, **more: object) -> Survey:
    return Compiler(environment()).survey(document(*parts, **more))  # type: ignore[arg-type]


def two_shots() -> Survey:
    return survey(
        node("prompt", text="a boat"), node("generate"), node("shot"), node("shot2"), node("note"),
        "prompt.text generate.prompt", "generate.clip shot.clip", "generate.clip shot2.clip",
    )  # fmt: skip


def test_without_a_selection_every_shot_is_meant() -> None:
    assert targets_of(two_shots(), []) == [Target("shot", "take"), Target("shot2", "take")]


def test_a_selected_shot_is_a_take_and_any_other_node_a_result() -> None:
    assert targets_of(two_shots(), ["shot2"]) == [Target("shot2", "take")]
    assert targets_of(two_shots(), ["generate"]) == [Target("generate", "result")]


def test_what_only_feeds_another_selected_node_is_left_to_that() -> None:
    assert targets_of(two_shots(), ["prompt", "generate", "shot"]) == [Target("shot", "take")]


def test_a_node_without_a_picture_stands_for_the_shots_that_it_feeds() -> None:
    assert targets_of(two_shots(), ["prompt"]) == [Target("shot", "take"), Target("shot2", "take")]
    assert targets_of(two_shots(), ["note"]) == []


def test_a_group_without_outputs_stands_for_the_shots_in_it() -> None:
    film = group("g", node("generate"), node("shot"), "generate.clip shot.clip")
    found = survey(Node("film", "group:g"), groups=(film,))
    assert targets_of(found, ["film"]) == [Target("film/shot", "take")]


def test_a_group_with_outputs_is_a_result_of_its_own() -> None:
    face = group("g", node("generate"), outputs={"clip": "generate.clip"})
    assert targets_of(survey(Node("film", "group:g"), groups=(face,)), ["film"]) == [Target("film", "result")]


# -- the window at work ------------------------------------------------------------------------------------------------


@pytest.fixture
def studio(qtbot: QtBot, fake: FakeModel, studio: Studio) -> Studio:
    """A whole program with a quick model, and a sample open in it."""
    studio.parts.workspace.open_copy(SAMPLE)
    qtbot.waitUntil(lambda: studio.window.page() is not None)
    return studio


def press(studio: Studio, key: Qt.Key) -> None:
    page_of(studio).editor.view.setFocus()
    QTest.keyClick(page_of(studio).editor.view, key, CTRL)


def takes(studio: Studio) -> int:
    return sum(len(shot.takes) for shot in page_of(studio).opened.model.document.shots.values())


def test_a_sample_runs_at_once_and_its_take_comes_home(studio: Studio) -> None:
    page, said, states = page_of(studio), [], set[State]()
    studio.parts.jobs.said.connect(said.append)
    page.status.places_changed.connect(lambda places: states.update(page.status.at(p).state for p in places))
    press(studio, Qt.Key.Key_Return)
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    assert {"queued", "running"} <= states
    assert any("done in" in text for text in said)
    assert page.opened.worth_keeping
    shot = next(iter(page.opened.model.document.shots))
    until(lambda: page.status.at(shot).picture is not None)
    take = page.opened.model.document.shots[shot].takes[0]
    assert (page.opened.opened().takes / take.file).is_file()
    assert studio.window.work.isHidden()


def test_one_node_runs_at_a_time_and_the_next_is_told_of(studio: Studio, fake: FakeModel) -> None:
    page, together = page_of(studio), set[tuple[State, State]]()
    came: list[object] = []
    studio.parts.jobs.came_on.connect(came.append)

    def look(_: object) -> None:
        together.add((page.status.at("generate").state, page.status.at("finish").state))

    page.status.places_changed.connect(look)
    press(studio, Qt.Key.Key_Return)
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    assert came
    assert set(came) == {page.opened}
    assert ("running", "running") not in together


def test_what_is_there_already_is_said_and_no_second_take_of_it_is_kept(studio: Studio) -> None:
    said: list[str] = []
    press(studio, Qt.Key.Key_Return)
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    studio.parts.jobs.said.connect(said.append)
    press(studio, Qt.Key.Key_Return)
    until(lambda: any("already" in text for text in said) and not studio.parts.jobs.busy)
    assert takes(studio) == 1


def test_nodes_above_a_shot_show_what_its_pick_was_made_of(studio: Studio) -> None:
    page = page_of(studio)
    page.generating.bar.takes.setValue(2)
    press(studio, Qt.Key.Key_Return)
    until(lambda: takes(studio) == 2 and not studio.parts.jobs.busy)
    model = page.opened.model
    (shot,) = model.document.shots
    (generate,) = [n.id for n in model.document.graph if n.type == "shotloom.generate"]

    def shown() -> int:
        source = page.pictures.source(generate)
        return source.number if source is not None else -1

    until(lambda: shown() == 2)
    source = page.pictures.source(generate)
    assert source is not None
    compiler = page.checker.compiler
    assert compiler is not None
    made = [
        {step.key for step in plan.steps if step.node == generate}
        for number in range(2)
        if (plan := compiler.compile(model.document, Request((Target(shot, "take"),), take=number)).plan)
    ]
    assert source.name in made[1] - made[0]
    first = model.document.shots[shot].takes[0].id
    model.edit("Pick", lambda d: d.with_shot(d.shots[shot].with_pick(first)))
    until(lambda: (s := page.pictures.source(generate)) is not None and s.name in made[0])


def test_what_is_being_typed_is_kept_and_generated(studio: Studio) -> None:
    page = page_of(studio)
    prompt = next(n.id for n in page.opened.model.document.graph if n.type == "shotloom.prompt")
    page.opened.focus.select((prompt,), current=prompt)
    page.editor.view.setFocus()
    QTest.keyClick(page.editor.view, Qt.Key.Key_Return)
    field = QApplication.focusWidget()
    assert field is not None
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    QTest.keyClicks(field, "a blue boat")
    QTest.keyClick(field, Qt.Key.Key_Return, CTRL)
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    (shot,) = page.opened.model.document.shots.values()
    assert shot.takes[0].settings[prompt]["text"] == "a blue boat"


def test_undo_takes_edits_back_and_leaves_the_take(studio: Studio) -> None:
    model = page_of(studio).opened.model
    prompt = next(n for n in model.document.graph if n.type == "shotloom.prompt")
    before = model.document.graph
    model.edit("Write", lambda d: d.with_graph(d.graph.put(prompt.with_params(text="a yellow boat"))))
    press(studio, Qt.Key.Key_Return)
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    press(studio, Qt.Key.Key_Z)
    assert model.document.graph == before
    assert takes(studio) == 1


def test_stop_stops_and_asked_again_it_ends_well(studio: Studio, fake: FakeModel) -> None:
    fake.pause = 0.2
    press(studio, Qt.Key.Key_Return)
    until(lambda: not studio.window.work.isHidden())
    studio.window.work.button.click()
    until(lambda: not studio.parts.jobs.busy)
    assert takes(studio) == 0
    fake.pause = 0.0
    press(studio, Qt.Key.Key_Return)
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)


def test_a_node_that_fails_says_why_and_the_next_wish_is_heard(
    studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, said = page_of(studio), []
    studio.parts.jobs.said.connect(said.append)

    def fail(*_: object, **__: object) -> object:
        raise ModelError("the model went astray", remedy="Use another seed")

    with monkeypatch.context() as patched:
        patched.setattr(FakeModel, "denoise", fail)
        press(studio, Qt.Key.Key_Return)
        until(lambda: any("astray" in text for text in said) and not studio.parts.jobs.busy)
    places = [n.id for n in page.opened.model.document.graph if page.status.at(n.id).state == "error"]
    assert len(places) == 1
    assert "another seed" in page.status.at(places[0]).problems[0]
    press(studio, Qt.Key.Key_Return)
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    assert page.status.at(places[0]).state != "error"


def test_a_graph_without_shots_says_what_to_do(studio: Studio) -> None:
    said: list[str] = []
    studio.parts.jobs.said.connect(said.append)
    model = page_of(studio).opened.model
    model.edit("Delete", lambda d: d.with_graph(d.graph.remove(*d.graph.nodes)))
    press(studio, Qt.Key.Key_Return)
    until(lambda: any("nothing to generate" in text for text in said))


def test_previews_move_on_the_node_and_give_way_to_the_result(studio: Studio) -> None:
    page = page_of(studio)
    place = next(n.id for n in page.opened.model.document.graph if n.type == "shotloom.generate")
    frames = np.zeros((4, 9, 16, 3), np.uint8)
    frames[2:] = 255
    seen: set[int] = set()
    page.moving.play(place, frames, 24.0)

    def looked() -> bool:
        picture = page.status.at(place).picture
        if picture is not None:
            seen.add(picture.toImage().pixelColor(picture.rect().center()).red())
        return len(seen) == 2

    until(looked)
    page.moving.stop()
    assert page.status.at(place).picture is None


def test_a_long_preview_is_thinned_out_and_turned_into_pictures_one_by_one(qapp: QApplication) -> None:
    frames = np.zeros((481, 9, 16, 3), np.uint8)
    frames[-1] = 255
    clip = Clip(frames, 24.0)
    shown = {clip.at(moment).cacheKey() for moment in range(200)}
    assert len(shown) <= 48
    assert clip.interval * len(shown) == pytest.approx(1000 * 481 / 24, rel=0.05), "at the speed of the clip"
    assert clip.at(0).cacheKey() == clip.at(len(shown)).cacheKey(), "it goes round"


def test_a_busy_window_finds_the_newest_preview_and_every_state(qapp: QApplication) -> None:
    bridge, told = Bridge(), []
    bridge.happened.connect(told.append)
    frames = np.zeros((1, 2, 2, 3), np.uint8)
    previews = [events.Preview("j", "n", frames, 24.0, step, 8) for step in range(5)]
    first, second = events.StepStarted("j", "k", "denoise", "n"), events.Ended("j", "done", 1.0, 1, 0)
    for event in (first, *previews, second):
        bridge.hear(event)
    QApplication.processEvents()
    assert told == [first, previews[-1], second]
    bridge.hear(previews[0])
    QApplication.processEvents()
    assert told[-1] is previews[0]


def test_events_of_jobs_that_nobody_here_asked_for_are_passed_over(studio: Studio) -> None:
    studio.parts.jobs.hear(events.Ended("stranger", "done", 1.0, 1, 0))
    assert not studio.parts.jobs.busy


def test_a_document_that_closes_takes_its_jobs_with_it(studio: Studio, fake: FakeModel) -> None:
    fake.pause = 0.2
    opened = page_of(studio).opened
    press(studio, Qt.Key.Key_Return)
    until(lambda: not studio.window.work.isHidden())
    studio.parts.workspace.close(opened)
    until(lambda: not studio.parts.jobs.busy and studio.parts.session.executor.running is None)
    assert studio.window.work.isHidden()


def test_a_take_finds_the_project_that_was_saved_elsewhere_meanwhile(
    studio: Studio, fake: FakeModel, tmp_path: Path
) -> None:
    fake.pause = 0.2
    opened = page_of(studio).opened
    press(studio, Qt.Key.Key_Return)
    until(lambda: not studio.window.work.isHidden())
    (tmp_path / "elsewhere").mkdir()
    assert studio.parts.workspace.save_as(opened, tmp_path / "elsewhere" / "film.loom")
    until(lambda: takes(studio) == 1 and not studio.parts.jobs.busy)
    (shot,) = opened.model.document.shots.values()
    assert (tmp_path / "elsewhere" / "film.media" / "takes" / shot.takes[0].file).is_file()
