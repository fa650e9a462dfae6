"""The undo stack: steps, jumps, merging, what is saved, and what happens at its limit."""

from dataclasses import replace

import pytest

from engine.document import Document
from studio.commands import UndoStack
from studio.document import Change, DocumentModel
from tests.engine.graphs import document, node, take


@pytest.fixture
def model() -> DocumentModel:
    """A document with one prompt."""
    return DocumentModel(document(node("prompt", text="")))


def write(model: DocumentModel, text: str, merge: str = "") -> bool:
    """Change the prompt."""

    def changed(before: Document) -> Document:
        return before.with_graph(before.graph.put(before.graph["prompt"].with_params(text=text)))

    return model.edit(f"Write {text}", changed, merge=merge)


def text(model: DocumentModel) -> object:
    """What the prompt says now."""
    return model.document.graph["prompt"].params["text"]


def test_a_jump_is_one_change_however_far(model: DocumentModel) -> None:
    for word in "abcdef":
        write(model, word)
    told: list[Change] = []
    model.changed.connect(told.append)
    model.stack.go_to(1)
    assert text(model) == "a"
    model.stack.go_to(5)
    assert text(model) == "e"
    assert [change.name for change in told] == ["Write b", "Write e"]


def test_a_new_step_drops_what_was_taken_back(model: DocumentModel) -> None:
    for word in "abc":
        write(model, word)
    model.stack.go_to(1)
    write(model, "d")
    assert [model.stack.text(i) for i in range(model.stack.count())] == ["Write a", "Write d"]
    assert not model.stack.can_redo()


def test_edits_of_one_gesture_are_one_step(model: DocumentModel) -> None:
    write(model, "start")
    for word in ("m", "mi", "mis", "mist"):
        write(model, word, merge="typing")
    assert model.stack.count() == 2
    model.stack.undo()
    assert text(model) == "start"
    model.stack.redo()
    assert text(model) == "mist"


def test_a_gesture_that_ends_where_it_began_leaves_no_step(model: DocumentModel) -> None:
    write(model, "x", merge="drag")
    write(model, "", merge="drag")
    assert model.stack.count() == 0
    assert text(model) == ""


def test_a_gesture_does_not_swallow_what_was_saved(model: DocumentModel) -> None:
    write(model, "a", merge="typing")
    model.stack.set_clean()
    write(model, "ab", merge="typing")
    assert model.stack.count() == 2
    assert model.unsaved
    model.stack.undo()
    assert not model.unsaved


def test_a_take_that_arrives_within_a_gesture_survives_its_undo(model: DocumentModel) -> None:
    write(model, "a", merge="drag")
    model.add_take("shot", take("one"))
    write(model, "ab", merge="drag")
    model.stack.undo()
    assert text(model) == ""
    assert [t.id for t in model.document.shots["shot"].takes] == ["one"]
    model.stack.redo()
    assert [t.id for t in model.document.shots["shot"].takes] == ["one"]


def test_the_oldest_step_goes_at_the_limit_and_the_saved_one_is_known_until_then() -> None:
    shown: list[Document] = []
    stack = UndoStack(lambda value, *_: shown.append(value), 3)
    model = DocumentModel(document(node("prompt", text="")))
    model.stack = stack
    write(model, "a")
    stack.set_clean()
    for word in "bcd":
        write(model, word)
    assert (stack.count(), stack.is_full(), stack.clean_index()) == (3, True, 0)
    write(model, "e")
    assert stack.clean_index() is None
    stack.go_to(0)
    assert not stack.is_clean()


def test_what_was_saved_and_then_replaced_is_never_clean_again(model: DocumentModel) -> None:
    write(model, "a")
    write(model, "b")
    model.stack.set_clean()
    model.stack.undo()
    write(model, "c")
    for index in (0, 1, 2):
        model.stack.go_to(index)
        assert model.unsaved


def test_an_edit_that_changes_nothing_is_no_step(model: DocumentModel) -> None:
    assert not model.edit("Nothing", lambda before: before)
    assert not model.edit("The same", lambda before: replace(before, graph=before.graph))
    assert model.stack.count() == 0
