"""The inspector in the whole program: fields win over shortcuts, what is typed counts, drawn seeds are recorded."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import resources
from engine.document import IMAGE, MediaItem
from engine.errors import Problem
from engine.graph import Node
from engine.types import Size
from studio.app import Studio
from studio.editors.curve import CurveEditor
from studio.inspector.panel import InspectorPanel
from studio.page import DocumentPage
from studio.plan.panel import PlanPanel
from studio.problems.panel import ProblemsPanel
from tests.fake_model import FakeModel
from tests.studio.whole import until

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, fake: FakeModel, studio: Studio) -> DocumentPage:
    """A sample in a whole program with a quick model."""
    studio.parts.workspace.open_copy(resources.path("samples/text-to-clip.loom"))
    qtbot.waitUntil(lambda: studio.window.page() is not None)
    found = studio.window.page()
    assert found is not None
    return found


def node(page: DocumentPage, kind: str) -> str:
    """The id of the only node of a kind."""
    return next(n.id for n in page.opened.model.document.graph if n.type == f"shotloom.{kind}")


def inspect(studio: Studio, page: DocumentPage, kind: str) -> InspectorPanel:
    """Select the node of a kind, with the inspector in front."""
    studio.window.docks.reveal("inspector")
    panel = page.panel("inspector")
    assert isinstance(panel, InspectorPanel)
    chosen = node(page, kind)
    page.opened.focus.select((chosen,), current=chosen)
    until(lambda: panel.subject.nodes == (chosen,) and all(row.isVisible() for row in panel.rows))
    return panel


def focus(studio: Studio, field: QWidget) -> None:
    studio.window.activateWindow()
    field.setFocus()
    until(lambda: QApplication.focusWidget() is field)


def test_a_fresh_curve_is_as_long_as_the_clip_that_comes_in(
    qtbot: QtBot, fake: FakeModel, studio: Studio
) -> None:
    studio.parts.workspace.open_copy(resources.path("samples/remix.loom"))
    until(lambda: studio.window.page() is not None)
    page = studio.window.page()
    assert page is not None
    until(lambda: page.checker.survey is not None)
    panel = inspect(studio, page, "remix")
    item = next(iter(page.opened.model.document.media.values()))
    editor = panel.row("change").editor
    assert isinstance(editor, CurveEditor)
    QTest.mouseClick(editor.over, Qt.MouseButton.LeftButton)
    points = page.opened.model.document.graph[node(page, "remix")].params["change"]
    assert points == [[0.0, 0.6], [round(float(item.frames / item.rate), 3), 0.6]]


def test_a_key_shows_the_inspector_and_hides_it(studio: Studio, page: DocumentPage) -> None:
    dock = studio.window.docks.docks["inspector"]
    dock.hide()
    QTest.keyClick(studio.window, Qt.Key.Key_I, ALT)
    assert dock.isVisible()
    QTest.keyClick(studio.window, Qt.Key.Key_I, ALT)
    assert not dock.isVisible()


def test_a_field_wins_over_every_shortcut_of_the_graph(studio: Studio, page: DocumentPage) -> None:
    panel = inspect(studio, page, "prompt")
    field = panel.row("negative").editor.edit
    focus(studio, field)
    nodes = page.opened.model.document.graph.nodes.keys()
    QTest.keyClicks(field, "dmhxlfc.")
    QTest.keyClick(field, Qt.Key.Key_Home)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    document = page.opened.model.document
    assert document.graph.nodes.keys() == nodes
    assert document.graph[node(page, "prompt")].params["negative"] == "mhxlfc."
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert (
        document.graph.nodes[node(page, "prompt")].flags
        == page.opened.model.document.graph[node(page, "prompt")].flags
    )
    assert field.hasFocus()


def test_a_number_that_is_being_typed_counts_when_a_command_runs(studio: Studio, page: DocumentPage) -> None:
    panel = inspect(studio, page, "generate")
    line = panel.row("steps").editor.line
    focus(studio, line)
    line.selectAll()
    QTest.keyClicks(line, "3")
    studio.window.bindings.run("edit.select_all")
    assert page.opened.model.document.graph[node(page, "generate")].params["steps"] == 3


@pytest.mark.parametrize("way", ["tab", "window"])
def test_closing_asks_about_a_number_that_is_being_typed(
    studio: Studio, page: DocumentPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, way: str
) -> None:
    workspace, window = studio.parts.workspace, studio.window
    workspace.save_as(page.opened, tmp_path / "mine.loom")
    until(lambda: not page.opened.worth_keeping)
    line = inspect(studio, page, "generate").row("steps").editor.line
    focus(studio, line)
    line.selectAll()
    QTest.keyClicks(line, "3")
    asked: list[bool] = []

    def cancel(documents: object, *, quitting: bool = False, **more: object) -> tuple[str, bool]:
        asked.append(quitting)
        return "cancel", False

    monkeypatch.setattr(window.filing, "_ask", cancel)
    if way == "tab":
        window.tabs.tabCloseRequested.emit(window.tabs.currentIndex())
    else:
        window.close()
    assert asked == [way == "window"]
    assert page.opened in workspace.documents
    assert page.opened.model.document.graph[node(page, "generate")].params["steps"] == 3


def test_takes_of_an_open_lock_have_seeds_of_their_own(studio: Studio, page: DocumentPage) -> None:
    model, generate, shot = page.opened.model, node(page, "generate"), node(page, "shot")
    seed = model.document.graph[generate].params["seed"]
    panel = inspect(studio, page, "generate")
    panel.row("seed").editor.lock.click()
    page.opened.focus.select(())
    for count in (1, 2):
        studio.window.bindings.run("work.all")
        until(
            lambda count=count: (
                shot in model.document.shots and len(model.document.shots[shot].takes) == count
            )
        )
        until(lambda: not studio.parts.jobs.busy)
    takes = model.document.shots[shot].takes
    assert len({take.seed for take in takes}) == 2
    assert seed not in {take.seed for take in takes}
    assert [take.settings[generate]["seed"] for take in takes] == [take.seed for take in takes]
    assert model.document.graph[generate].params["seed"] == seed


def test_the_foot_tells_what_a_change_of_a_made_shot_runs_anew(studio: Studio, page: DocumentPage) -> None:
    shot = node(page, "shot")
    studio.window.bindings.run("work.all")
    until(lambda: shot in page.opened.model.document.shots and not studio.parts.jobs.busy)
    panel = inspect(studio, page, "finish")
    until(lambda: page.checker.compiler is not None)
    focus(studio, panel.row("method").editor.box)
    until(lambda: panel.foot.text().startswith("Method: a change runs Finish"))
    panel = inspect(studio, page, "generate")
    focus(studio, panel.row("steps").editor.line)
    until(lambda: panel.foot.text().startswith("Steps: a change runs Generate, Finish"))


def test_a_file_that_is_found_again_is_no_trouble_any_more(studio: Studio, page: DocumentPage) -> None:
    opened, item = page.opened, MediaItem("m", "heron.png", "0" * 64, IMAGE, 1, 0, Size(64, 36))
    load = Node("load", "shotloom.load_image", params={"media": "m"})
    opened.model.edit("Load", lambda d: d.with_media(item).with_graph(d.graph.put(load)))
    opened.missing = {item.sha256: Problem("it is gone")}
    row = inspect(studio, page, "load_image").row("media")
    assert row.editor.trouble.text() == "heron.png is not where it was."
    opened.missing = {}
    opened.media_changed.emit()
    assert row.editor.trouble.text() == ""


def test_answers_that_come_after_their_document_closed_disturb_nobody(
    studio: Studio, page: DocumentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, generate, docks = page.opened.model, node(page, "generate"), studio.window.docks
    docks.reveal("plan")
    plan = page.panel("plan")
    assert isinstance(plan, PlanPanel)
    until(lambda: plan.sheet.lines)
    broken = model.document.graph[generate].with_params(steps="ten")
    model.edit("Break", lambda d: d.with_graph(d.graph.put(broken)))
    docks.reveal("problems")
    problems = page.panel("problems")
    assert isinstance(problems, ProblemsPanel)
    until(lambda: problems.entries and studio.parts.errands.idle)
    docks.reveal("plan")
    page.opened.focus.select((generate,), current=generate)
    until(lambda: plan.what_if.count() > 1 and studio.parts.errands.idle)
    panel = inspect(studio, page, "generate")
    gate = threading.Event()
    studio.parts.errands.run(gate.wait, lambda _: None, first=True)
    try:
        panel.costs.look_at(panel.row("seed").entry)
        plan.what_if.setCurrentIndex(1)
        plan.what_if.picked.emit()
        problems.mending.found.emit()
        monkeypatch.setattr(studio.window.filing, "_ask", lambda documents, **more: ("discard", False))
        studio.window.close_tab()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert not any(map(isValid, (panel, plan, problems)))
    finally:
        gate.set()
    until(lambda: studio.parts.errands.idle)


def test_a_value_that_cannot_be_kept_holds_generate_back(studio: Studio, page: DocumentPage) -> None:
    panel = inspect(studio, page, "generate")
    line = panel.row("steps").editor.line
    focus(studio, line)
    line.selectAll()
    QTest.keyClicks(line, "abc")
    until(studio.window.bindings.action("work.generate").isEnabled)
    QTest.keyClick(line, Qt.Key.Key_Return, CTRL)
    assert "Steps “abc”: Needs a whole number" in studio.window.statusBar().findChild(QLabel).text()
    page.generating.bar.button.setFocus()
    QTest.mouseClick(page.generating.bar.button, Qt.MouseButton.LeftButton)
    assert not studio.parts.jobs.lines
    assert QApplication.focusWidget() is line
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QTest.keyClick(line, Qt.Key.Key_Return, CTRL)
    until(lambda: bool(studio.parts.jobs.lines))
