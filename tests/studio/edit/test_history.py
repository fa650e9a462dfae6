"""History: whatever hands do, undo brings back the start and redo the end, and takes that arrive meanwhile survive."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from engine import Document
from engine.files import dumps, loads
from studio.document import DocumentModel
from studio.edit import groups, nodes
from studio.edit.ports import Faces
from tests.engine.graphs import document, group, node, registry, take
from tests.studio.edit.hands import Hands
from tests.studio.edit.scenes import faults

DEPTH = 1_000
seeds = st.integers(0, 2**32)


def start() -> Document:
    """A small film with a group, a clone's source and a take."""
    return document(
        node("prompt", text="a fox"), node("generate"), node("finish"), node("shot"),
        "prompt.text generate.prompt", "generate.clip finish.clip", "finish.clip shot.clip",
        groups=(group("look", node("trim"), node("title"), "trim.clip title.clip", inputs={"in": "trim.clip"},
                      outputs={"out": "title.clip"}),),
    ).with_take("shot", take("made-before"))  # fmt: skip


def without_takes(given: Document) -> Document:
    """What undo is about: everything but the takes, which are only ever added."""
    return replace(given, shots={})


def takes_of(given: Document) -> dict[str, set[str]]:
    return {shot.id: {t.id for t in shot.takes} for shot in given.shots.values() if shot.takes}


def all_takes(given: Document) -> set[str]:
    """A shot moves into a group and back with its node; its takes are the same ones."""
    return {t.id for shot in given.shots.values() for t in shot.takes}


def whole(given: Document) -> bytes:
    """The document to the last byte; 1, 1.0 and true are equal in Python and different in a file."""
    return dumps(given)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds, st.lists(st.booleans(), min_size=1, max_size=30))
def test_undo_of_everything_is_the_start_and_redo_of_everything_the_end(
    qtbot: QtBot, seed: int, arriving: list[bool]
) -> None:
    model = DocumentModel(start())
    hands = Hands(model, seed)
    steps = 0
    for arrives in arriving:
        steps += hands.step()
        if arrives:
            hands.arrive()
    assert model.stack.count() == steps
    end = model.document
    while model.stack.can_undo():
        model.stack.undo()
    assert whole(without_takes(model.document)) == whole(without_takes(start()))
    assert all_takes(model.document) == all_takes(end)
    while model.stack.can_redo():
        model.stack.redo()
    assert whole(without_takes(model.document)) == whole(without_takes(end))
    assert takes_of(model.document) == takes_of(end)
    assert {k: s.pick for k, s in model.document.shots.items()} == {k: s.pick for k, s in end.shots.items()}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds, st.integers(1, 25), st.lists(st.booleans(), max_size=30))
def test_every_state_on_the_way_is_found_again(qtbot: QtBot, seed: int, count: int, ways: list[bool]) -> None:
    model = DocumentModel(start())
    hands = Hands(model, seed)
    states = [model.document]
    for _ in range(count):
        if hands.step():
            states.append(model.document)
    for back in ways:
        if back:
            model.stack.undo()
        else:
            model.stack.redo()
        assert model.document == states[model.stack.index()]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds, st.integers(1, 25))
def test_whatever_was_edited_can_be_saved_and_opened_and_keeps_every_rule(
    qtbot: QtBot, seed: int, count: int
) -> None:
    hands = Hands(DocumentModel(start()), seed)
    for _ in range(count):
        if hands.step():
            now = hands.model.document
            assert loads(dumps(now)).document == now
            assert {s: faults(now, s) for s in (None, *now.groups) if faults(now, s)} == {}


def test_a_thousand_steps_are_undone_and_redone_with_takes_arriving_in_between(qtbot: QtBot) -> None:
    model = DocumentModel(start())
    hands = Hands(model, 2026)
    states = [model.document]
    while model.stack.count() < DEPTH:
        if hands.step():
            states.append(model.document)
            if model.stack.count() % 20 == 0:
                hands.arrive()
    end = model.document
    for index in range(DEPTH - 1, -1, -1):
        model.stack.undo()
        assert without_takes(model.document) == without_takes(states[index])
    assert whole(without_takes(model.document)) == whole(without_takes(start()))
    assert all_takes(model.document) == all_takes(end)
    for index in range(1, DEPTH + 1):
        model.stack.redo()
        assert without_takes(model.document) == without_takes(states[index])
    assert whole(without_takes(model.document)) == whole(without_takes(end))
    assert takes_of(model.document) == takes_of(end)
    assert not model.stack.can_redo()


def test_an_edit_that_changes_nothing_is_no_step(qtbot: QtBot) -> None:
    model = DocumentModel(start())
    assert not model.edit("Nothing", lambda d: d)
    assert not model.edit("Nothing", lambda d: d.with_graph(d.graph.put(*d.graph)))
    assert model.stack.count() == 0


def test_a_take_that_arrives_between_two_steps_survives_undo_of_the_first(qtbot: QtBot) -> None:
    model = DocumentModel(start())
    model.edit("Mute", lambda d: d.with_graph(d.graph.remove("shot")))
    model.add_take("shot", take("while-it-was-gone"))
    model.edit("Cut", lambda d: d.with_graph(d.graph.unlink(*d.graph.links)))
    for move in (model.stack.undo, model.stack.undo, model.stack.redo, model.stack.redo):
        move()
        assert [t.id for t in model.document.shots["shot"].takes] == ["made-before", "while-it-was-gone"]


def test_a_take_that_arrives_within_a_merged_step_survives_its_undo(qtbot: QtBot) -> None:
    model = DocumentModel(start())
    for x in (10.0, 20.0):
        model.edit("Nudge", lambda d, x=x: nodes.move(d, None, {"shot": (x, 0.0)}), merge="nudge")  # type: ignore[misc]
        model.add_take("shot", take(f"at{x:.0f}"))
    assert model.stack.count() == 1
    for move in (model.stack.undo, model.stack.redo):
        move()
        assert takes_of(model.document) == {"shot": {"made-before", "at10", "at20"}}


def test_undo_and_redo_tell_the_name_of_their_step(qtbot: QtBot) -> None:
    model = DocumentModel(start())
    model.edit("Delete", lambda d: d.with_graph(d.graph.remove("shot")))
    model.add_take("shot", take("late"))
    told: list[str] = []
    model.changed.connect(lambda change: told.append(change.name))
    model.stack.undo()
    model.stack.redo()
    assert told == ["Delete", "Delete"]


def test_a_take_of_a_grouped_shot_comes_home_when_the_group_is_undone(qtbot: QtBot) -> None:
    model = DocumentModel(start())
    looks = Faces(registry())
    model.edit("Group", lambda d: groups.group(d, None, looks, ["finish", "shot"], "End")[0])
    (shot,) = model.document.shots
    model.add_take(shot, take("late"))
    model.stack.undo()
    assert takes_of(model.document) == {"shot": {"made-before", "late"}}
    model.stack.redo()
    assert takes_of(model.document) == {shot: {"made-before", "late"}}
