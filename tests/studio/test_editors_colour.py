"""The editor of colours: typed, or picked in a dialog that can be cancelled."""

import pytest
from PySide6.QtGui import QColor

from tests.studio.inspecting import Inspected


@pytest.fixture
def room(qtbot) -> Inspected:
    return Inspected(qtbot)


def test_a_colour_is_typed_with_or_without_its_hash(room: Inspected):
    room.select("title")
    for text, kept in (("#102030", "#102030"), ("A0b0C0", "#a0b0c0"), ("f80", "#ff8800")):
        room.enter(room.editor("colour").line, text)
        assert room.param("title", "colour") == kept
    room.enter(room.editor("colour").line, "reddish")
    assert "not a colour" in room.row("colour").trouble.text()


def test_a_dialog_that_is_cancelled_leaves_no_step(room: Inspected):
    room.select("title")
    before = room.model.document
    editor = room.editor("colour")
    editor.swatch.click()
    editor.dialog.setCurrentColor(QColor("#123456"))
    assert room.param("title", "colour") == "#123456"
    editor.dialog.reject()
    assert room.model.document == before
    assert room.steps() == 0
    editor.swatch.click()
    editor.dialog.setCurrentColor(QColor("#654321"))
    editor.dialog.accept()
    assert room.param("title", "colour") == "#654321"
    assert room.is_one_step(before)
