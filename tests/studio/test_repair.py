"""Repair: everything missing is told at once with its remedy, each remedy is one step, and the rest stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine import files
from engine.document import Document
from engine.graph import Graph, Group, Link, Node
from engine.media.index import MediaIndex
from engine.media.outside import MediaWorker
from studio.edit.substitute import substitute
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.repair.findings import MissingFile, UnknownType, unknown_types
from studio.repair.panel import RepairPanel
from studio.workbench import registry
from tests.studio.documents import add_node, opened, wait_for
from tests.studio.test_drops import picture

UNKNOWN = Document(
    graph=Graph.of(
        [
            Node("p", "shotloom.prompt", params={"text": "a red boat"}),
            Node("g", "acme.generates", package="acme", params={"seed": 7, "glow": 3}),
            Node("i", "group:inner"),
        ],
        [Link("p", "text", "g", "prompt")],
    ),
    groups={"inner": Group("inner", "Inner", Graph.of([Node("x", "acme.generates", package="acme")]))},
)


@pytest.fixture
def lost(work: Path) -> Path:
    """A project whose picture `media/boat.png` was moved to `elsewhere/`; this machine never saw it."""
    (work / "media").mkdir()
    path = picture(work / "media" / "boat.png")
    with MediaWorker() as worker:
        index = MediaIndex(None, worker)
        item = index.item(path, "m", work)
        index.close()
    node = Node("l", "shotloom.load_image", params={"media": "m"})
    files.save(Document(graph=Graph.of([node])).with_media(item), work / "a.loom")
    (work / "elsewhere").mkdir()
    path.rename(work / "elsewhere" / "other name.png")
    return work / "a.loom"


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace) -> Callable[[Path], RepairPanel]:
    """Opens a file and shows its repair panel."""
    made = []

    def make(path: Path) -> RepairPanel:
        panel = RepairPanel(opened(workspace, path), workspace)
        qtbot.addWidget(panel)
        panel.resize(900, 400)
        panel.show()
        made.append(panel)
        return panel

    return make


def document_of(workspace: Workspace) -> OpenDocument:
    return workspace.documents[0]


def test_unknown_kinds_are_told_once_with_every_node_and_a_likely_kind() -> None:
    (found,) = unknown_types(UNKNOWN, registry())
    assert (found.type, found.package) == ("acme.generates", "acme")
    assert [(place.scope, place.node) for place in found.places] == [(None, "g"), ("inner", "x")]
    assert found.nearest[0].id == "shotloom.generate"
    assert found.remedy


def test_a_group_that_is_gone_is_told() -> None:
    document = Document(graph=Graph.of([Node("i", "group:gone")]))
    (found,) = unknown_types(document, registry())
    assert found.nearest == ()


def test_a_stand_in_keeps_what_fits_and_counts_what_does_not() -> None:
    types = registry()
    extra = Link("p", "text", "g", "glow")
    document = UNKNOWN.with_graph(UNKNOWN.graph.link(extra))
    changed, dropped = substitute(document, "acme.generates", types["shotloom.generate"], types)
    node = changed.graph["g"]
    assert (node.type, node.params["seed"], node.params["glow"]) == ("shotloom.generate", 7, 3)
    assert changed.graph.links == (Link("p", "text", "g", "prompt"),)
    assert dropped == 1
    assert changed.groups["inner"].graph["x"].type == "shotloom.generate"


def test_replacing_an_unknown_kind_is_one_step(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], RepairPanel], work: Path
) -> None:
    files.save(UNKNOWN, work / "u.loom")
    shown = panel(work / "u.loom")
    document = document_of(workspace)
    before = document.model.document
    assert [type(f) for f in shown.findings] == [UnknownType]
    with qtbot.waitSignal(shown.counted) as counted:
        qtbot.mouseClick(shown.stand_in, Qt.MouseButton.LeftButton)
    assert counted.args == [0]
    assert document.model.document.graph["g"].type == "shotloom.generate"
    assert document.model.stack.count() == 1
    document.model.stack.undo()
    assert document.model.document == before
    assert len(shown.findings) == 1


def test_enter_shows_the_node_inside_its_group(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], RepairPanel], work: Path
) -> None:
    files.save(UNKNOWN, work / "u.loom")
    shown = panel(work / "u.loom")
    focus = document_of(workspace).focus
    row = shown.tree.topLevelItem(0)
    assert row is not None
    shown.tree.setCurrentItem(row.child(1))
    with qtbot.waitSignal(focus.reveal) as revealed:
        shown.tree.setFocus()
        qtbot.keyClick(shown.tree, Qt.Key.Key_Return)
    assert revealed.args == ["x"]
    assert (focus.path, focus.scope, focus.nodes) == (("i",), "inner", {"x"})


def test_a_missing_file_is_told_while_the_rest_can_be_edited(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], RepairPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(shown.findings) == 1)
    (found,) = shown.findings
    assert isinstance(found, MissingFile)
    assert [place.node for place in found.places] == ["l"]
    add_node(document_of(workspace))
    assert len(shown.findings) == 1


def test_a_folder_finds_the_file_by_its_content_under_any_name(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], RepairPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(shown.findings) == 1)
    shown.locate_all(lost.parent / "elsewhere")
    wait_for(qtbot, lambda: not shown.findings)
    document = document_of(workspace)
    assert document.missing == {}
    assert not document.model.unsaved
    assert document.model.document.media["m"].relative == "elsewhere/other name.png"


def test_locating_the_very_file_mends_it_at_once(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], RepairPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(shown.findings) == 1)
    shown.locate(lost.parent / "elsewhere" / "other name.png")
    wait_for(qtbot, lambda: not shown.findings)


def test_another_file_of_that_name_is_used_only_when_told_to_as_one_step(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], RepairPanel], lost: Path
) -> None:
    (lost.parent / "elsewhere" / "other name.png").unlink()
    picture(lost.parent / "elsewhere" / "longer name.png").rename(lost.parent / "elsewhere" / "boat.png")
    shown = panel(lost)
    document = document_of(workspace)
    wait_for(qtbot, lambda: len(shown.findings) == 1)
    before = document.model.document
    shown.locate_all(lost.parent / "elsewhere")
    wait_for(qtbot, shown.anyway.isVisible)
    assert document.model.document == before
    assert "another content" in shown.said.text()
    qtbot.mouseClick(shown.anyway, Qt.MouseButton.LeftButton)
    wait_for(qtbot, lambda: not shown.findings)
    assert document.model.stack.count() == 1
    assert document.model.document.media["m"].sha256 != before.media["m"].sha256
    document.model.stack.undo()
    assert document.model.document.media["m"].sha256 == before.media["m"].sha256


def test_a_file_that_cannot_be_used_is_refused_in_words(
    qtbot: QtBot, panel: Callable[[Path], RepairPanel], lost: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: len(shown.findings) == 1)
    fake = lost.with_name("fake.png")
    fake.write_text("nothing")
    shown.locate(fake)
    wait_for(qtbot, lambda: "fake.png is named" in shown.said.text())


def test_a_refusal_that_comes_after_the_project_was_closed_is_heard_by_nobody(
    qtbot: QtBot, workspace: Workspace, panel: Callable[[Path], RepairPanel], lost: Path, work: Path
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: bool(shown.findings))
    bad = work / "bad.png"
    bad.write_text("no picture")
    shown.locate(bad)
    before = shown.said.text()
    workspace.close(workspace.documents[0])
    wait_for(qtbot, lambda: workspace.errands.idle)
    assert shown.said.text() == before


def test_a_file_that_no_node_names_any_more_is_not_missing(
    qtbot: QtBot, panel: Callable[[Path], RepairPanel], lost: Path, workspace: Workspace
) -> None:
    shown = panel(lost)
    wait_for(qtbot, lambda: bool(shown.findings))
    workspace.documents[0].model.edit("Empty", lambda d: d.with_graph(Graph()))
    assert not shown.findings
