"""Larger text: everything grows with it, and the window still fits a small screen."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

import resources
from studio.app import Studio
from studio.dock_title import DockTitle
from studio.inspector.panel import InspectorPanel
from studio.page import DocumentPage

SMALL = QSize(1280, 720)


def opened(qtbot: QtBot, studio: Studio) -> DocumentPage:
    """A project in a small window, everything in sight."""
    studio.window.resize(SMALL)
    studio.parts.workspace.open_copy(resources.path("templates/one-sentence.loom"))
    page = studio.window.page()
    assert page is not None
    qtbot.waitUntil(page.editor.view.isVisible)
    qtbot.wait(50)
    return page


def test_the_window_fits_a_small_screen_at_every_text_size(qtbot: QtBot, studio: Studio) -> None:
    opened(qtbot, studio)
    for scale in (1.5, 2.0):
        studio.parts.settings.update(scale=scale)
        qtbot.wait(60)
        studio.window.resize(SMALL)

        def fits() -> None:
            least = studio.window.minimumSizeHint()
            assert (least.width() <= SMALL.width(), least.height() <= SMALL.height()) == (True, True)
            assert studio.window.size() == SMALL

        qtbot.waitUntil(fits)


def test_titles_of_docks_grow_with_the_text(qtbot: QtBot, studio: Studio) -> None:
    opened(qtbot, studio)
    title = studio.window.docks.docks["viewer"].titleBarWidget()
    assert isinstance(title, DockTitle)
    high, side = title.height(), title.close_.width()
    studio.parts.settings.update(scale=2.0)
    qtbot.waitUntil(lambda: title.height() > 1.6 * high and title.close_.width() > 1.6 * side)
    studio.parts.settings.update(scale=1.0)
    qtbot.waitUntil(lambda: (title.height(), title.close_.width()) == (high, side))


def test_a_dock_is_closed_and_floated_by_its_title(qtbot: QtBot, studio: Studio) -> None:
    opened(qtbot, studio)
    dock = studio.window.docks.docks["viewer"]
    title = dock.titleBarWidget()
    assert isinstance(title, DockTitle)
    QTest.mouseClick(title.float, Qt.MouseButton.LeftButton)
    assert dock.isFloating()
    QTest.mouseClick(title.float, Qt.MouseButton.LeftButton)
    assert not dock.isFloating()
    QTest.mouseClick(title.close_, Qt.MouseButton.LeftButton)
    assert not dock.isVisible()


def test_tabs_of_docks_keep_their_names(qtbot: QtBot, studio: Studio) -> None:
    opened(qtbot, studio)
    studio.parts.settings.update(scale=2.0)
    bars = studio.window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert any(bar.isVisible() for bar in bars)
    assert all(bar.elideMode() == Qt.TextElideMode.ElideNone for bar in bars)


def test_switches_of_the_inspector_are_never_cut(qtbot: QtBot, studio: Studio) -> None:
    page = opened(qtbot, studio)
    node = next(iter(page.opened.model.document.graph)).id
    page.opened.focus.select((node,), current=node)
    panel = page.panel("inspector")
    assert isinstance(panel, InspectorPanel)
    qtbot.waitUntil(lambda: panel.subject.nodes == (node,))
    tall = panel.header.height()
    for scale in (1.5, 2.0):
        studio.parts.settings.update(scale=scale)
        qtbot.wait(80)
        for button in panel.header.flags.values():
            assert button.width() >= button.sizeHint().width()
            assert button.mapTo(panel, QPoint(button.width(), 0)).x() <= panel.width()
    studio.parts.settings.update(scale=1.0)
    qtbot.waitUntil(lambda: panel.header.height() == tall)


def test_text_in_the_graph_grows_too(qtbot: QtBot, studio: Studio) -> None:
    view = opened(qtbot, studio).editor.view
    before, actual = view.zoom, view.actual_zoom()
    studio.parts.settings.update(scale=2.0)
    qtbot.waitUntil(lambda: abs(view.zoom / before - view.actual_zoom() / actual) < 0.02)
    assert view.zoom > 1.7 * before


def test_the_map_hides_in_a_small_view_and_comes_back(qtbot: QtBot, studio: Studio) -> None:
    editor = opened(qtbot, studio).editor
    studio.window.resize(1900, 1000)
    qtbot.waitUntil(editor.minimap.isVisible)
    studio.window.resize(900, 600)
    qtbot.waitUntil(lambda: not editor.minimap.isVisible())
    studio.window.resize(1900, 1000)
    qtbot.waitUntil(editor.minimap.isVisible)


def test_a_graph_that_was_fitted_is_fitted_again_when_the_view_is_resized(
    qtbot: QtBot, studio: Studio
) -> None:
    view = opened(qtbot, studio).editor.view
    qtbot.wait(500)
    view.fit()
    studio.window.resize(820, 600)
    qtbot.waitUntil(lambda: view.scene_rect().contains(view.graph.extent()))
    view.pan(500, 0)
    studio.window.resize(840, 600)
    qtbot.wait(60)
    assert not view.scene_rect().contains(view.graph.extent())
