"""The history: every step by name, the present one marked, and a way back and forth by mouse and keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.document import DocumentModel
from studio.history import HistoryPanel
from studio.theme import Look
from studio.unsaved import unsaved_words
from tests.engine.graphs import document, node

Role = Qt.ItemDataRole


def _add(model: DocumentModel, name: str) -> None:
    model.edit(f"Add {name}", lambda d: d.with_graph(d.graph.put(node(name))))


@pytest.fixture
def model(qtbot: QtBot) -> DocumentModel:
    """A document after three steps."""
    made = DocumentModel(document())
    for name in ("one", "two", "three"):
        _add(made, name)
    return made


@pytest.fixture
def panel(qtbot: QtBot, model: DocumentModel) -> HistoryPanel:
    """The panel as it is seen."""
    shown = HistoryPanel(model, Look())
    qtbot.addWidget(shown)
    shown.resize(240, 400)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def _rows(panel: HistoryPanel) -> list[str]:
    rows = panel.list.model()
    return [rows.index(n, 0).data() for n in range(rows.rowCount())]


def _point(panel: HistoryPanel, row: int) -> QPoint:
    return panel.list.visualRect(panel.list.model().index(row, 0)).center()


def _nodes(model: DocumentModel) -> list[str]:
    return list(model.document.graph.nodes)


def test_steps_are_listed_by_name_and_the_present_one_is_marked(panel: HistoryPanel) -> None:
    assert _rows(panel) == ["New project", "Add one", "Add two", "Add three"]
    assert panel.list.currentIndex().row() == 3
    assert panel.list.currentIndex().data(Role.FontRole).bold()


def test_a_click_goes_to_that_step_and_back_again(panel: HistoryPanel, model: DocumentModel) -> None:
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=_point(panel, 1))
    assert _nodes(model) == ["one"]
    later = panel.list.model().index(2, 0)
    assert later.data(Role.FontRole).italic()
    assert later.data(Role.AccessibleTextRole) == "Add two, taken back"
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=_point(panel, 3))
    assert _nodes(model) == ["one", "two", "three"]
    assert model.stack.count() == 3


def test_arrows_and_enter_go_to_a_step(panel: HistoryPanel, model: DocumentModel) -> None:
    for _ in range(3):
        QTest.keyClick(panel.list, Qt.Key.Key_Up)
    assert _nodes(model) == ["one", "two", "three"]
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert _nodes(model) == []


def test_undo_elsewhere_moves_the_mark(panel: HistoryPanel, model: DocumentModel) -> None:
    model.stack.undo()
    assert panel.list.currentIndex().row() == 2


def test_a_new_step_takes_the_place_of_those_taken_back(panel: HistoryPanel, model: DocumentModel) -> None:
    model.stack.go_to(1)
    _add(model, "other")
    assert _rows(panel) == ["New project", "Add one", "Add other"]
    assert panel.list.currentIndex().row() == 2


def test_steps_that_are_one_gesture_are_one_row(panel: HistoryPanel, model: DocumentModel) -> None:
    for text in ("a", "ab", "abc"):
        model.edit(
            "Type", lambda d, text=text: d.with_graph(d.graph.put(node("one", text=text))), merge="typing"
        )
    assert _rows(panel)[-2:] == ["Add three", "Type"]


def test_the_saved_step_says_so(panel: HistoryPanel, model: DocumentModel) -> None:
    model.saved(Path("a.loom"), "digest")
    assert _rows(panel)[0] == "New project"
    assert _rows(panel)[-1] == "Add three (saved)"
    _add(model, "four")
    assert _rows(panel)[-2:] == ["Add three (saved)", "Add four"]


def test_a_project_with_a_file_was_opened_and_a_recovered_one_is_not_what_its_file_holds(
    qtbot: QtBot,
) -> None:
    model = DocumentModel(document(), Path("a.loom"))
    shown = HistoryPanel(model, Look())
    qtbot.addWidget(shown)
    assert _rows(shown) == ["As opened (saved)"]
    model.mark_unsaved()
    assert _rows(shown) == ["As opened"]


def test_it_is_told_why_a_project_is_not_saved() -> None:
    model = DocumentModel(document())
    assert unsaved_words(model) == ""
    for name in ("one", "two", "three", "four"):
        _add(model, name)
    assert unsaved_words(model).splitlines() == [
        "Not saved yet", "· Add four", "· Add three", "· Add two", "and 1 more",
    ]  # fmt: skip
    model.saved(Path("a.loom"), "digest")
    assert unsaved_words(model) == ""
    _add(model, "five")
    head, step = unsaved_words(model).splitlines()
    assert head.startswith("1 change since it was saved at ")
    assert step == "· Add five"
    model.stack.go_to(2)
    assert unsaved_words(model).splitlines()[0] == "2 steps of the file are taken back"


def test_rows_are_as_high_as_their_text_also_after_that_grew(panel: HistoryPanel, qtbot: QtBot) -> None:
    font = panel.font()
    font.setPointSizeF(3 * font.pointSizeF())
    panel.setFont(font)
    needed = panel.fontMetrics().height()
    qtbot.waitUntil(lambda: panel.list.visualRect(panel.list.model().index(1, 0)).height() >= needed)


def test_it_names_itself_for_screen_readers(panel: HistoryPanel) -> None:
    assert panel.list.accessibleName() == "History"
    assert panel.list.currentIndex().data(Role.AccessibleTextRole) == "Add three, present"
