"""Drops: every file does what it is for, one drop is one step, and the files are looked into off the GUI thread."""

import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from engine import bundle, files
from engine.document import CLIP, IMAGE, Document
from engine.graph import Graph, Node
from engine.media.encode import write_clip
from engine.media.frames import ArrayClip
from engine.media.index import MediaIndex
from engine.media.stills import write_image
from studio.projects.drops import Drops, files_in
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from tests.studio.documents import choose, keys, wait_for

GRAPH = Document(graph=Graph.of([Node("a", "shotloom.prompt", params={"text": "a red boat"})]))
INSIDE = {"shotloom": files.dumps(GRAPH).decode()}


def picture(path: Path, metadata: dict[str, str] | None = None) -> Path:
    """A PNG of 48x32."""
    pixels = np.random.default_rng(len(path.name)).integers(0, 255, (32, 48, 3), np.uint8)
    write_image(pixels, path, metadata=metadata or {})
    return path


def clip(path: Path, metadata: dict[str, str] | None = None) -> Path:
    """A clip of 9 frames of 32x32 at 24."""
    frames = np.zeros((9, 32, 32, 3), np.uint8)
    write_clip(ArrayClip(frames, Fraction(24)), path, metadata=metadata or {})
    return path


@pytest.fixture
def document(workspace: Workspace) -> OpenDocument:
    made = workspace.new()
    assert isinstance(made, OpenDocument)
    return made


@pytest.fixture
def drop(qtbot: QtBot, workspace: Workspace, document: OpenDocument) -> Callable[..., None]:
    """Drops files at (40, 60) of the document and waits until something came of it."""
    drops = Drops(workspace)

    def dropped(*paths: Path, into: OpenDocument | None = document, onto: str = "") -> None:
        done: list[object] = []
        drops.added.connect(lambda *_: done.append(1))
        workspace.opened.connect(done.append)
        document.noticed.connect(lambda: done.append(1))
        document.model.changed.connect(done.append)
        drops.drop(paths, into, (40.0, 60.0), onto)
        wait_for(qtbot, lambda: bool(done))

    dropped.drops = drops  # type: ignore[attr-defined]
    return dropped


def test_pictures_and_clips_become_nodes_in_one_step(
    drop: Callable[..., None], document: OpenDocument, work: Path
) -> None:
    before = document.model.document
    drop(picture(work / "a.png"), clip(work / "b.mp4"))
    after = document.model.document
    first, second = after.graph
    assert [node.type for node in (first, second)] == ["shotloom.load_image", "shotloom.load_clip"]
    assert first.position == (40.0, 60.0)
    assert second.position[1] > first.position[1]
    items = [after.media[str(node.params["media"])] for node in (first, second)]
    assert [(item.kind, item.frames) for item in items] == [(IMAGE, 1), (CLIP, 9)]
    assert all(item.sha256 for item in items)
    assert document.focus.nodes == {first.id, second.id}
    assert document.model.stack.count() == 1
    document.model.stack.undo()
    assert document.model.document == before
    document.model.stack.redo()
    assert document.model.document == after


def test_a_file_on_a_node_that_loads_its_kind_takes_the_place_of_what_it_loads(
    drop: Callable[..., None], document: OpenDocument, work: Path
) -> None:
    drop(picture(work / "a.png"))
    (node,) = document.model.document.graph
    before, steps = document.model.document, document.model.stack.count()
    # A picture that carries a graph is meant as a picture here.
    drop(picture(work / "another.png", INSIDE), onto=node.id)
    after = document.model.document
    assert list(after.graph.nodes) == [node.id]
    assert after.media[str(after.graph[node.id].params["media"])].name == "another.png"
    assert document.model.stack.count() == steps + 1
    document.model.stack.undo()
    assert document.model.document == before
    document.model.stack.redo()
    assert document.model.document == after


def test_a_file_on_a_node_that_cannot_load_it_becomes_a_node(
    drop: Callable[..., None], document: OpenDocument, work: Path
) -> None:
    drop(picture(work / "a.png"))
    (node,) = document.model.document.graph
    drop(clip(work / "b.mp4"), onto=node.id)
    drop(picture(work / "c.png"), picture(work / "dd.png"), onto=node.id)
    kinds = [n.type.rsplit("_", 1)[-1] for n in document.model.document.graph]
    assert kinds == ["image", "clip", "image", "image"]
    assert document.model.document.graph[node.id] == node


def test_the_same_file_twice_is_one_entry_and_two_nodes(
    drop: Callable[..., None], document: OpenDocument, work: Path
) -> None:
    path = picture(work / "a.png")
    drop(path)
    drop(path)
    assert len(document.model.document.media) == 1
    assert len(document.model.document.graph.nodes) == 2


def test_files_are_looked_into_off_the_gui_thread(
    drop: Callable[..., None], document: OpenDocument, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    learn = MediaIndex.learn

    def noted(index: MediaIndex, path: Path) -> object:
        seen.append(threading.current_thread())
        return learn(index, path)

    monkeypatch.setattr(MediaIndex, "learn", noted)
    drop(picture(work / "a.png"))
    assert seen
    assert threading.main_thread() not in seen


@pytest.mark.parametrize("make", [picture, clip])
def test_an_export_brings_its_graph_back_in_a_tab(
    drop: Callable[..., None],
    workspace: Workspace,
    document: OpenDocument,
    work: Path,
    make: Callable[[Path, dict[str, str]], Path],
) -> None:
    drop(make(work / ("shot.png" if make is picture else "shot.mp4"), INSIDE))
    tab = workspace.documents[-1]
    assert tab is not document
    assert tab.model.document.graph == GRAPH.graph
    assert not document.model.document.graph.nodes
    choose(tab, "opened", "Add the File to Untitled")
    assert len(document.model.document.graph.nodes) == 1
    assert document.model.stack.count() == 1


def test_a_picture_with_a_damaged_graph_is_still_a_picture(
    drop: Callable[..., None], document: OpenDocument, work: Path
) -> None:
    drop(picture(work / "a.png", {"shotloom": '{"format": 1, "nodes": 7}'}))
    assert len(document.model.document.graph.nodes) == 1
    assert "drop" in keys(document)


def test_graphs_and_bundles_open_in_tabs(
    qtbot: QtBot, drop: Callable[..., None], workspace: Workspace, work: Path
) -> None:
    files.save(GRAPH, work / "boat.loom")
    bundle.pack(GRAPH, work / "shared.loomz", media={}, takes={})
    drop(work / "boat.loom", work / "shared.loomz")
    wait_for(qtbot, lambda: len(workspace.documents) == 3)
    assert {d.name for d in workspace.documents} == {"Untitled", "boat", "shared"}


def test_media_without_an_open_project_start_one(
    drop: Callable[..., None], qtbot: QtBot, workspace: Workspace, work: Path
) -> None:
    drop(picture(work / "a.png"), into=None)
    wait_for(
        qtbot,
        lambda: len(workspace.documents) == 2 and bool(workspace.documents[1].model.document.graph.nodes),
    )
    assert workspace.documents[1].worth_keeping


def test_a_file_that_is_not_what_its_name_says_is_refused_in_place(
    drop: Callable[..., None], document: OpenDocument, work: Path
) -> None:
    fake = work / "fake.png"
    fake.write_text("#EXTM3U")
    drop(fake, picture(work / "a.png"))
    assert "fake.png" in next(n.text for n in document.notices if n.key == "drop")
    assert len(document.model.document.graph.nodes) == 1


def test_added_media_are_nodes_even_if_they_carry_a_graph(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    drops = Drops(workspace)
    with qtbot.waitSignal(drops.added, timeout=20_000):
        drops.add([picture(work / "a.png", INSIDE)], document, (0.0, 0.0))
    assert workspace.documents == [document]
    assert len(document.model.document.graph.nodes) == 1


def test_a_drag_tells_the_files_of_this_machine(work: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(work / "a.png")), QUrl("https://example.org/b.png")])
    assert files_in(mime) == [work / "a.png"]
