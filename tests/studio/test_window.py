"""The window: tabs, docks, titles, closing, themes, and what remembers what."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

import resources
from engine import bundle
from engine.graph import Graph, Group, Node
from engine.media.stills import write_image
from studio.actions import ACTIONS
from studio.app import Studio
from studio.dialogs.explain import ExplainPage
from studio.dialogs.pack import PackDialog
from studio.page import DocumentPage
from studio.projects.recovery import offers
from studio.requests import SearchRequest
from studio.window import Window

SAMPLE = resources.path("samples/text-to-clip.loom")
Answers = list[str]


@pytest.fixture
def window(studio: Studio) -> Window:
    return studio.window


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What is clicked in the question about unsaved work, by the button's words; a question too many fails."""
    given: Answers = []

    def answer(box: QMessageBox) -> int:
        wish = given.pop(0)
        button = next(b for b in box.buttons() if b.text() == wish)
        assert isinstance(button, QPushButton)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return given


def new_page(window: Window) -> DocumentPage:
    window.bindings.run("file.new")
    page = window.page()
    assert page is not None
    return page


def add(page: DocumentPage, kind: str) -> None:
    """Answer the search for a node."""
    page.editor.answer(page._parts.session.registry[f"shotloom.{kind}"], SearchRequest((0, 0), (0.0, 0.0)))


def touch(page: DocumentPage) -> None:
    """One edit, as a hand would make it."""
    add(page, "prompt")
    assert page.opened.worth_keeping


def test_it_opens_with_the_welcome_page_and_the_keyboard_on_new(window: Window) -> None:
    assert window.tabs.currentWidget() is window.welcome
    assert window.welcome.buttons["file.new"].hasFocus()
    assert not any(dock.isVisible() for dock in window.docks.docks.values())


def test_enter_on_new_opens_an_empty_project_with_its_docks(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window.welcome.buttons["file.new"], Qt.Key.Key_Space)
    assert window.document() is not None
    assert window.tabs.indexOf(window.welcome) < 0
    assert window.docks.docks["outline"].isVisible()
    assert window.docks.docks["viewer"].isVisible()
    assert window.isAncestorOf(QApplication.focusWidget())


def test_an_empty_project_says_how_to_begin_until_it_holds_a_node(window: Window) -> None:
    page = new_page(window)
    nothing, view = page.editor.nothing, page.editor.view
    assert nothing.isVisible()
    assert "Tab" in nothing.text()
    assert view.rect().contains(nothing.geometry())
    assert view.childAt(nothing.geometry().center()) is view.viewport(), "hands go through it"
    add(page, "prompt")
    assert not nothing.isVisible()
    page.opened.model.stack.undo()
    assert nothing.isVisible()


def test_insert_shot_says_what_it_needs_before_and_after_the_timeline_is_there(window: Window) -> None:
    page = new_page(window)
    window.bindings.run("cut.insert")
    assert "Select shots" in window._status.text()
    assert page.panel("timeline").isVisible()
    window.say("")
    assert not window.bindings.can("cut.insert")
    assert not window.bindings.run("cut.insert")
    assert "Select shots" in window._status.text()


def test_a_line_of_the_status_bar_goes_when_it_is_old(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, front = new_page(window), [False]
    monkeypatch.setattr(window, "isActiveWindow", lambda: front[0])
    QApplication.clipboard().setText(" ")
    window._news.setInterval(0)
    page.editor.view.setFocus()
    window.bindings.run("edit.paste")
    assert window._status.text() == "There are no nodes on the clipboard. Copy some nodes in a graph first."
    QApplication.processEvents()
    assert window._status.text(), "nobody has seen it yet"
    front[0] = True
    qtbot.waitUntil(lambda: not window._status.text())


def test_a_sample_opens_as_a_copy_of_its_own(qtbot: QtBot, window: Window) -> None:
    card = next(c for c in window.welcome.samples.cards if c.offer.path == SAMPLE)
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    document = window.document()
    assert document is not None
    assert document.path is None
    assert not document.worth_keeping
    assert len(document.model.document.graph.nodes) == 5


def test_title_and_tab_mark_what_is_unsaved(window: Window, tmp_path: Path) -> None:
    page = new_page(window)
    assert not window.isWindowModified()
    touch(page)
    assert window.isWindowModified()
    assert window.tabs.tabText(0).startswith("• ")
    assert window.parts.workspace.save_as(page.opened, tmp_path / "film.loom")
    assert window.tabs.tabText(0) == "film"
    assert window.windowTitle() == "film[*] – Shotloom"
    assert not window.isWindowModified()
    window.bindings.run("edit.undo")
    assert window.isWindowModified()


def test_undo_belongs_to_the_tab_in_front(window: Window) -> None:
    first, second = new_page(window), new_page(window)
    touch(first)
    touch(second)
    window.bindings.run("view.next_tab")
    assert window.page() is first
    window.bindings.run("edit.undo")
    assert not first.opened.model.document.graph.nodes
    assert second.opened.model.document.graph.nodes


def test_closing_asks_only_where_something_is_unsaved(window: Window, answers: Answers) -> None:
    new_page(window)
    window.bindings.run("file.close")
    assert window.tabs.currentWidget() is window.welcome
    touch(new_page(window))
    answers[:] = ["Cancel", "Discard"]
    window.bindings.run("file.close")
    assert window.document() is not None
    window.bindings.run("file.close")
    assert window.document() is None
    assert answers == []


def test_save_in_that_question_writes_the_file_and_closes(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    page = new_page(window)
    window.parts.workspace.save_as(page.opened, tmp_path / "film.loom")
    touch(page)
    answers[:] = ["Save"]
    window.bindings.run("file.close")
    assert window.document() is None
    assert "shotloom.prompt" in (tmp_path / "film.loom").read_text()


def test_quitting_can_be_called_off_and_kept_work_is_offered_again(
    qtbot: QtBot, window: Window, answers: Answers
) -> None:
    touch(new_page(window))
    answers[:] = ["Cancel", "Keep for Later"]
    window.bindings.run("file.quit")
    assert window.isVisible()
    with qtbot.waitSignal(window.left):
        window.bindings.run("file.quit")
    window.parts.workspace.shut()
    assert window.popups.recovery()


def test_a_malformed_file_opens_as_an_explanation_which_can_be_closed(window: Window, tmp_path: Path) -> None:
    broken = tmp_path / "broken.loom"
    broken.write_text("{")
    for _ in range(2):
        window.parts.workspace.open(broken)
    pages = [w for w in map(window.tabs.widget, range(window.tabs.count())) if isinstance(w, ExplainPage)]
    assert len(pages) == 1
    assert window.tabs.currentWidget() is pages[0]
    window.bindings.run("file.close")
    assert window.tabs.currentWidget() is window.welcome


def test_a_file_opened_again_brings_its_tab_to_the_front(window: Window, tmp_path: Path) -> None:
    film = tmp_path / "film.loom"
    film.write_bytes(SAMPLE.read_bytes())
    window.parts.workspace.open(film)
    page = window.page()
    new_page(window)
    window.parts.workspace.open(film)
    assert window.page() is page
    assert len(window.parts.workspace.documents) == 2


def test_a_graph_dropped_on_the_welcome_page_opens(window: Window, tmp_path: Path) -> None:
    film = tmp_path / "film.loom"
    film.write_bytes(SAMPLE.read_bytes())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(film))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), copy, mime, left, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, mime, left, none))
    document = window.document()
    assert document is not None
    assert document.path == film


def test_docks_can_be_hidden_moved_and_put_back(window: Window) -> None:
    new_page(window)
    outline = window.docks.docks["outline"]
    window.bindings.run("view.panel_outline")
    assert not outline.isVisible()
    window.bindings.run("view.reset_layout")
    assert outline.isVisible()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, outline)
    window.bindings.run("view.reset_layout")
    assert window.dockWidgetArea(outline) == Qt.DockWidgetArea.LeftDockWidgetArea


def test_maximise_hides_the_docks_and_brings_them_back(window: Window) -> None:
    new_page(window)
    before = {name: dock.isVisible() for name, dock in window.docks.docks.items()}
    window.bindings.run("view.maximise")
    assert not any(dock.isVisible() for dock in window.docks.docks.values())
    window.bindings.run("view.maximise")
    assert {name: dock.isVisible() for name, dock in window.docks.docks.items()} == before


def test_the_layout_is_there_again_at_the_next_start(
    qtbot: QtBot, window: Window, qapp: QApplication
) -> None:
    new_page(window)
    window.bindings.run("view.panel_history")
    window.docks.docks["history"].hide()
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, window.docks.docks["outline"])
    window.close()
    again = Studio(qapp)
    again.show(None, None, quiet=True)
    new_page(again.window)
    assert (
        again.window.dockWidgetArea(again.window.docks.docks["outline"])
        == Qt.DockWidgetArea.RightDockWidgetArea
    )
    assert not again.window.docks.docks["history"].isVisible()
    again.close()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("row", "name"),
    [("view.theme_light", "light"), ("view.theme_contrast", "high-contrast"), ("view.theme_dark", "dark")],
)
def test_each_theme_is_one_command_and_is_remembered(window: Window, row: str, name: str) -> None:
    window.bindings.run(row)
    assert window.parts.look.theme.name == name
    assert window.parts.settings.value.theme == name
    assert window.bindings.action(row).isChecked()


def test_text_grows_and_shrinks_within_limits(window: Window, qapp: QApplication) -> None:
    size = qapp.font().pointSizeF()
    for _ in range(9):
        window.bindings.run("view.larger")
    assert qapp.font().pointSizeF() == pytest.approx(2 * size)
    window.bindings.run("view.normal_text")
    assert qapp.font().pointSizeF() == pytest.approx(size)


def test_the_systems_request_to_end_asks_nothing_and_keeps_what_is_unsaved(
    window: Window, studio: Studio, qapp: QApplication, answers: Answers
) -> None:
    touch(new_page(window))
    late = QTimer(singleShot=True, interval=10_000)
    late.timeout.connect(lambda: qapp.exit(7))
    late.start()
    QTimer.singleShot(0, studio.leave)
    assert qapp.exec() == 0
    late.stop()
    studio.parts.workspace.shut()
    assert [len(offer.document.graph.nodes) for offer in offers()] == [1]


def test_a_picture_dropped_on_a_node_of_the_graph_is_what_it_loads_then(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    page, path = new_page(window), tmp_path / "a.png"
    write_image(np.zeros((32, 48, 3), np.uint8), path)
    add(page, "load_image")
    (node,) = page.opened.model.document.graph
    item = page.editor.scene.node(node.id)
    assert item is not None
    where = QPointF(page.editor.view.mapFromScene(item.sceneBoundingRect().center()))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    port = page.editor.view.viewport()
    QApplication.sendEvent(port, QDragEnterEvent(where.toPoint(), copy, mime, left, none))
    QApplication.sendEvent(port, QDropEvent(where, copy, mime, left, none))
    model = page.opened.model
    qtbot.waitUntil(lambda: bool(model.document.media), timeout=20_000)
    (media,) = model.document.media
    assert list(model.document.graph.nodes) == [node.id]
    assert model.document.graph[node.id].params["media"] == media
    assert model.stack.count() == 2


def test_a_chosen_file_goes_to_its_node_though_another_graph_was_opened_meanwhile(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = new_page(window), tmp_path / "a.png"
    write_image(np.zeros((32, 48, 3), np.uint8), path)
    inside = Group("look", "Look", Graph.of([Node("n", "shotloom.prompt")]))
    loader, instance = Node("n", "shotloom.load_image"), Node("i", "group:look")
    model = page.opened.model
    model.edit("Build", lambda d: d.with_graph(Graph.of([loader, instance])).with_group(inside))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    page.editor.file_wanted.emit("n", "media")
    page.opened.focus.enter(("i",), "look")
    qtbot.waitUntil(lambda: bool(model.document.media), timeout=20_000)
    assert model.document.graph["n"].params["media"] in model.document.media
    assert model.document.groups["look"] == inside


def test_a_crash_is_told_above_the_graph_after_the_work_is_safe(window: Window) -> None:
    page = new_page(window)
    window.tell_crash("Traceback\nValueError: nine is not ten\n")
    notice = next(n for n in page.opened.notices if n.key == "crash")
    assert "nine is not ten" in notice.text
    assert len(notice.choices) == 2


def test_packing_writes_one_file_with_or_without_the_words(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    window.parts.workspace.open_copy(SAMPLE)
    document = window.document()
    assert document is not None
    for name, wordless in (("with.loomz", False), ("without.loomz", True)):
        dialog = PackDialog(document, window.parts.workspace, window)
        dialog.wordless.setChecked(wordless)
        dialog.pack(tmp_path / name)
        qtbot.waitUntil((tmp_path / name).exists)
        unpacked = bundle.unpack(tmp_path / name, tmp_path / name.removesuffix(".loomz"))
        assert ("red car" in unpacked.path.read_text()) is not wordless


def test_every_command_of_the_table_can_be_run_by_somebody(window: Window) -> None:
    new_page(window)
    orphans = [name for name in ACTIONS if window.bindings.command(name) is None]
    assert not orphans, f"in the menus, but nobody does it: {orphans}"
