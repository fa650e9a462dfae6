"""Opening: every kind of file does the right thing, and nothing opens without a word about what is wrong with it."""

from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

import resources
from engine import bundle, files
from engine.document import Document
from engine.errors import InputError
from engine.graph import Graph, Node
from engine.media.stills import write_image
from engine.migrate import VERSION
from studio.dialogs.explain import ExplainPage
from studio.dialogs.notice_bar import NoticeBar
from studio.projects.notices import Choice, Notice
from studio.projects.opening import Explanation
from studio.projects.workspace import Workspace
from studio.theme import Look
from tests.studio.documents import add_node, choose, keys, opened, wait_for

PROMPT = Document(graph=Graph.of([Node("a", "shotloom.prompt", params={"text": "a red boat"})]))


@pytest.fixture
def graph(work: Path) -> Path:
    path = work / "boat.loom"
    files.save(PROMPT, path)
    return path


def test_a_graph_opens_as_it_was_saved(workspace: Workspace, graph: Path) -> None:
    document = opened(workspace, graph)
    assert document.model.document.graph == PROMPT.graph
    assert (document.name, document.path, document.model.unsaved) == ("boat", graph, False)
    assert workspace.settings.value.recent[0] == str(graph)


def test_opening_it_again_shows_the_tab_that_is_there(
    qtbot: QtBot, workspace: Workspace, graph: Path
) -> None:
    document = opened(workspace, graph)
    with qtbot.waitSignal(workspace.activated) as shown:
        assert workspace.open(graph.parent / "." / "boat.loom") is document
    assert shown.args == [document]
    assert workspace.documents == [document]


def test_a_sample_opens_as_an_untitled_copy(workspace: Workspace) -> None:
    sample = resources.path("samples") / "text-to-clip.loom"
    document = workspace.open_copy(sample)
    assert not isinstance(document, Explanation)
    assert document.path is None
    assert not document.worth_keeping
    assert document.model.document.graph.nodes


def test_new_projects_have_names_of_their_own(workspace: Workspace) -> None:
    names = [d.name for _ in range(3) if not isinstance(d := workspace.new(), Explanation)]
    assert names == ["Untitled", "Untitled 2", "Untitled 3"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"{", "line 1"),
        (b'{"format": 99}', "newer Shotloom"),
        (b'{"format": 1, "nodes": [{"id": "a", "type": "x", "position": "here"}]}', "position"),
        (b"\x00\x01 not a graph", ""),
    ],
)
def test_a_malformed_file_opens_as_an_explanation(
    qtbot: QtBot, workspace: Workspace, work: Path, content: bytes, words: str
) -> None:
    path = work / "bad.loom"
    path.write_bytes(content)
    with qtbot.waitSignal(workspace.refused) as refused:
        explanation = workspace.open(path)
    assert isinstance(explanation, Explanation)
    assert refused.args == [explanation]
    assert words in str(explanation.error)
    assert explanation.error.remedy
    assert path.read_bytes() == content
    assert workspace.documents == []


def test_the_explanation_offers_the_earlier_saves(qtbot: QtBot, workspace: Workspace, graph: Path) -> None:
    graph.write_bytes(b'{"format": 1, "nodes": 7}')
    explanation = workspace.open(graph)
    assert isinstance(explanation, Explanation)
    page = ExplainPage(explanation, workspace, Look())
    qtbot.addWidget(page)
    page.show()
    assert page.saves.count() == 1
    wait_for(qtbot, lambda: "1 nodes" in page.saves.item(0).text())
    with qtbot.waitSignal(workspace.opened) as found:
        qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
    assert found.args[0].model.document.graph == PROMPT.graph
    assert found.args[0].path is None


def test_the_explanation_writes_a_files_name_as_it_is(qtbot: QtBot, workspace: Workspace, work: Path) -> None:
    explanation = workspace.open(work / "late.loom")
    assert isinstance(explanation, Explanation)
    page = ExplainPage(explanation, workspace, Look())
    qtbot.addWidget(page)
    said = [label.text() for label in page.findChildren(QLabel)]
    assert "late.loom does not exist" in said


def test_a_file_that_was_mended_opens_on_the_second_try(
    qtbot: QtBot, workspace: Workspace, work: Path
) -> None:
    path = work / "late.loom"
    explanation = workspace.open(path)
    assert isinstance(explanation, Explanation)
    page = ExplainPage(explanation, workspace, Look())
    qtbot.addWidget(page)
    files.save(PROMPT, path)
    with qtbot.waitSignal(workspace.opened), qtbot.waitSignal(page.done):
        qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)


@pytest.fixture
def newer(graph: Path) -> Path:
    """The graph as a later version of the program would write it."""
    top = msgspec.json.decode(graph.read_bytes())
    graph.write_bytes(msgspec.json.encode({**top, "version": VERSION + 1, "marvels": [1, 2]}))
    return graph


def test_a_file_of_a_newer_version_is_shown_and_neither_edited_nor_written(
    workspace: Workspace, newer: Path
) -> None:
    text = newer.read_bytes()
    document = opened(workspace, newer)
    assert [n.key for n in document.notices] == ["newer"], "one sentence says all"
    before = document.model.document
    with pytest.raises(InputError, match="newer version"):
        add_node(document)
    assert document.model.document is before
    assert not document.model.stack.count()
    for save in (workspace.save, workspace.overwrite, lambda d: workspace.save_as(d, newer)):
        document.dismiss("newer")
        assert not save(document)
        assert keys(document) == {"newer"}
    assert newer.read_bytes() == text
    assert not document.worth_keeping


def test_a_file_that_a_newer_version_wrote_meanwhile_can_be_looked_at_and_left_again(
    workspace: Workspace, graph: Path, request: pytest.FixtureRequest
) -> None:
    document = opened(workspace, graph)
    before = document.model.document
    text = request.getfixturevalue("newer").read_bytes()
    workspace.look_at_disk()
    choose(document, "disk", "Load It")
    assert document.model.newer
    assert keys(document) == {"newer"}
    assert not workspace.save(document)
    assert graph.read_bytes() == text
    document.model.stack.undo()
    assert document.model.document == before
    add_node(document)
    assert not workspace.save(document)
    assert "disk" in keys(document), "it asks before it writes over a newer file"
    assert graph.read_bytes() == text


def test_a_bundle_is_unpacked_beside_itself_and_opened(
    qtbot: QtBot, workspace: Workspace, work: Path
) -> None:
    packed = work / "shared.loomz"
    bundle.pack(PROMPT, packed, media={}, takes={})
    (work / "shared").mkdir()
    with qtbot.waitSignal(workspace.opened, timeout=20_000) as found:
        assert workspace.open(packed) is None
    document = found.args[0]
    assert document.path == work / "shared 2" / "shared.loom"
    assert document.model.document.graph == PROMPT.graph


def test_a_picture_brings_back_the_graph_that_made_it(qtbot: QtBot, workspace: Workspace, work: Path) -> None:
    path = work / "still.png"
    write_image(np.zeros((32, 48, 3), np.uint8), path, metadata={"shotloom": files.dumps(PROMPT).decode()})
    with qtbot.waitSignal(workspace.opened, timeout=20_000) as found:
        workspace.open(path)
    document = found.args[0]
    assert document.model.document.graph == PROMPT.graph
    assert (document.path, document.name, document.worth_keeping) == (None, "still", True)


def test_a_picture_without_a_graph_says_so(qtbot: QtBot, workspace: Workspace, work: Path) -> None:
    path = work / "plain.png"
    write_image(np.zeros((32, 48, 3), np.uint8), path)
    with qtbot.waitSignal(workspace.refused, timeout=20_000) as found:
        workspace.open(path)
    assert "carries no graph" in str(found.args[0].error)


def test_a_document_that_is_open_elsewhere_is_read_only_until_it_is_free(
    qtbot: QtBot, workspace: Workspace, other: Workspace, graph: Path
) -> None:
    there, here = opened(other, graph), opened(workspace, graph)
    assert not there.model.read_only
    assert here.model.read_only
    bar = NoticeBar(here, Look())
    qtbot.addWidget(bar)
    strip = bar.strip("twice")
    assert strip is not None
    qtbot.mouseClick(strip.buttons[0], Qt.MouseButton.LeftButton)
    assert here.model.read_only
    other.close(there)
    choose(here, "twice", "Try Again")
    assert not here.model.read_only
    add_node(here)
    assert workspace.save(here)


def test_a_notice_goes_when_it_is_dismissed(
    qtbot: QtBot, workspace: Workspace, other: Workspace, graph: Path
) -> None:
    opened(other, graph)
    here = opened(workspace, graph)
    bar = NoticeBar(here, Look())
    qtbot.addWidget(bar)
    bar.show()
    strip = bar.strip("twice")
    assert strip is not None
    qtbot.mouseClick(strip.cross, Qt.MouseButton.LeftButton)
    assert here.notices == ()
    assert not bar.isVisible()


def test_earlier_notices_make_room_but_not_those_that_wait_for_a_choice(
    qtbot: QtBot, workspace: Workspace, graph: Path
) -> None:
    here = opened(workspace, graph)
    bar = NoticeBar(here, Look())
    qtbot.addWidget(bar)
    bar.show()
    again = Choice("Again", "Tries it again.", lambda: None)
    here.notice(Notice("save", "Not saved", "error", (again,)))
    for name in "abcd":
        here.notice(Notice(name, f"{name} cannot be read", "error"))

    def seen() -> list[str]:
        return [n.key for n in here.notices if (strip := bar.strip(n.key)) is not None and strip.isVisible()]

    assert seen() == ["save", "c", "d"]
    assert bar.more.text() == "2 earlier notices"
    qtbot.mouseClick(bar.more, Qt.MouseButton.LeftButton)
    assert seen() == ["save", "a", "b", "c", "d"]
    for name in "abc":
        here.dismiss(name)
    assert seen() == ["save", "d"]
    assert not bar.more.isVisible()


def test_media_of_a_sample_are_found_where_the_sample_lies(qtbot: QtBot, workspace: Workspace) -> None:
    document = workspace.open_copy(resources.path("samples") / "connect.loom")
    assert not isinstance(document, Explanation)
    with qtbot.waitSignal(document.media_changed, timeout=20_000):
        pass
    assert document.missing == {}
    assert {item.relative for item in document.model.document.media.values()} == {None}
    assert not document.worth_keeping
    with qtbot.waitSignal(document.media_changed, timeout=20_000):
        workspace.look_for_media(document)
    assert document.missing == {}
