"""Help is made from the declarations, so it says everything they say."""

import pytest

from engine.document import Document
from engine.graph import Graph, Node
from engine.registry import Registry
from engine.types import PortType
from nodes import all_types
from studio.document import DocumentModel
from studio.edit.ports import Faces
from studio.focus import Focus
from studio.help.panel import HelpPanel
from studio.kind_text import KindView
from studio.port_marks import mark_image, mark_path
from studio.theme import THEMES, Look


@pytest.mark.parametrize("kind", all_types(), ids=lambda kind: kind.id)
def test_a_page_names_every_port_and_param_with_its_help(qtbot, kind):
    view = KindView(Look())
    qtbot.addWidget(view)
    view.show_kind(kind)
    text = " ".join(view.toPlainText().split())
    for param in kind.params:
        assert param.label in text
        assert " ".join(param.help.split()) in text
    for port in (*kind.inputs, *kind.outputs):
        assert " ".join(port.help.split()) in text


def test_what_a_declaration_says_is_shown_as_text_not_as_markup(qtbot):
    kind = next(iter(all_types()))
    view = KindView(Look())
    qtbot.addWidget(view)
    view.show_kind(
        type(kind)(id="my.kind", label="<b>Bold</b>", category="a & b", help="1 < 2", lower=kind.lower)
    )
    assert "<b>Bold</b>" in view.toPlainText()
    assert "1 < 2" in view.toPlainText()


def test_every_port_type_has_a_mark_of_its_own_shape():
    paths = [mark_path(kind, 10.0) for kind in PortType]
    outlines = {
        tuple((round(p.elementAt(i).x, 2), round(p.elementAt(i).y, 2)) for i in range(p.elementCount()))
        for p in paths
    }
    assert len(outlines) == len(PortType) - 1, "a ring is a circle that is not filled"
    for theme in THEMES.values():
        pictures = {bytes(mark_image(kind, theme, 24).constBits()) for kind in PortType}
        assert len(pictures) == len(PortType)


def test_the_panel_follows_the_selection(qtbot):
    registry = Registry(all_types())
    graph = Graph.of([Node("a", "shotloom.prompt"), Node("b", "shotloom.upscale")])
    focus = Focus()
    panel = HelpPanel(Faces(registry), Look())
    qtbot.addWidget(panel)
    panel.show()
    assert "Select a node" in panel.view.toPlainText()
    panel.show_document(DocumentModel(Document(graph=graph)), focus)
    focus.select(("a",))
    assert panel.view.kind is registry["shotloom.prompt"]
    focus.select(("a", "b"), current="b")
    assert panel.view.kind is registry["shotloom.upscale"]
    focus.select(())
    assert "Select a node" in panel.view.toPlainText()
