"""The outline as the graph for hands without a mouse: what is selected there can be deleted, cut and copied there."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine import Graph, Node
from studio.app import Studio
from studio.outline.panel import OutlinePanel
from tests.studio.whole import page_of, until


def open_with(studio: Studio, *nodes: Node) -> None:
    """Show a project with these nodes."""
    studio.parts.workspace.new()
    studio.window.show()
    page_of(studio).opened.model.edit("Begin", lambda d: d.with_graph(Graph.of(nodes)))


def outline_of(studio: Studio) -> OutlinePanel:
    """The outline of the page in front, with the keyboard in its tree."""
    panel = page_of(studio).panel("outline")
    assert isinstance(panel, OutlinePanel)
    studio.window.activateWindow()
    panel.tree.setFocus()
    until(lambda: panel.tree.hasFocus())
    return panel


def test_delete_takes_away_what_is_selected_in_the_outline(studio: Studio) -> None:
    open_with(studio, Node("prompt", "shotloom.prompt"), Node("shot", "shotloom.shot", title="Car"))
    model = page_of(studio).opened.model
    panel = outline_of(studio)
    page_of(studio).opened.focus.select(["shot"], current="shot")
    until(lambda: panel.tree.selectionModel().selectedRows())
    QTest.keyClick(panel.tree, Qt.Key.Key_Delete)
    assert set(model.document.graph.nodes) == {"prompt"}
    model.stack.undo()
    assert "shot" in model.document.graph.nodes, "one step"


def test_keys_of_the_search_above_the_outline_stay_in_its_text(studio: Studio) -> None:
    open_with(studio, Node("shot", "shotloom.shot"))
    panel = outline_of(studio)
    page_of(studio).opened.focus.select(["shot"], current="shot")
    panel.field.setFocus()
    QTest.keyClicks(panel.field, "ab")
    QTest.keyClick(panel.field, Qt.Key.Key_Home)
    QTest.keyClick(panel.field, Qt.Key.Key_Delete)
    assert panel.field.text() == "b"
    assert "shot" in page_of(studio).opened.model.document.graph.nodes
