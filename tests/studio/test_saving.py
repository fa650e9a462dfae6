"""Saving: the file holds what is on the screen, takes and media go along, and nobody's work is written over unasked."""

import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine import files
from engine.document import CLIP, Document, MediaItem
from engine.graph import Graph, Node
from engine.paths import data_dir, media_folder, takes_folder
from engine.shots import Take
from engine.types import Size
from studio.projects import saving
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from tests.studio.documents import add_node, choose, keys, wait_for

TAKE = Take(
    "t1", "abc.mp4", 9, Fraction(24), Size(16, 16), 1, 1.0, "2026-01-01T00:00:00+00:00", "m", "d", "k"
)


@pytest.fixture
def document(workspace: Workspace) -> OpenDocument:
    made = workspace.new()
    assert isinstance(made, OpenDocument)
    add_node(made)
    return made


def test_saving_clears_the_unsaved_marker_and_remembers_the_file(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    assert document.worth_keeping
    with qtbot.waitSignal(workspace.saved), qtbot.waitSignal(document.named):
        assert workspace.save_as(document, work / "boat")
    assert document.path == work / "boat.loom"
    assert document.name == "boat"
    assert not document.worth_keeping
    assert files.load(work / "boat.loom").document.graph == document.model.document.graph
    assert workspace.settings.value.recent[0] == str(work / "boat.loom")


def test_undo_beyond_the_save_is_unsaved_and_redo_is_not(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    workspace.save_as(document, work / "a.loom")
    document.model.stack.undo()
    assert document.worth_keeping
    document.model.stack.redo()
    assert not document.worth_keeping


def test_a_project_without_a_file_asks_for_one(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument
) -> None:
    with qtbot.waitSignal(workspace.wants_path) as asked:
        assert not workspace.save(document)
    assert asked.args == [document]


def test_saving_under_another_name_goes_on_with_that_one(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    workspace.save_as(document, work / "a.loom")
    before = (work / "a.loom").read_bytes()
    add_node(document)
    assert workspace.save_as(document, work / "b.loom")
    add_node(document)
    assert workspace.save(document)
    assert (work / "a.loom").read_bytes() == before
    assert len(files.load(work / "b.loom").document.graph.nodes) == 3


def test_takes_of_an_unsaved_project_move_to_the_file(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    first = takes_folder(document.place) / TAKE.file
    first.parent.mkdir(parents=True)
    first.write_bytes(b"a film")
    document.model.add_take("n0", TAKE)
    assert workspace.save_as(document, work / "film.loom")
    assert (takes_folder(work / "film.loom") / TAKE.file).read_bytes() == b"a film"
    assert not first.exists()
    assert document.opened().takes == takes_folder(work / "film.loom")


def test_takes_that_the_project_dropped_go_to_the_trash_when_it_moves(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    stray = takes_folder(document.place) / "stray.mp4"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"an older film")
    assert workspace.save_as(document, work / "film.loom")
    assert [p.read_bytes() for p in (data_dir() / "trash").rglob("*.mp4")] == [b"an older film"]


def test_takes_are_copied_where_the_disk_cannot_link(
    qtbot: QtBot,
    workspace: Workspace,
    document: OpenDocument,
    work: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("another disk")

    monkeypatch.setattr(os, "link", refuse)
    first = takes_folder(document.place) / TAKE.file
    first.parent.mkdir(parents=True)
    first.write_bytes(b"a film")
    document.model.add_take("n0", TAKE)
    with qtbot.waitSignal(workspace.saved, timeout=20_000):
        assert not workspace.save_as(document, work / "film.loom")
        assert document.saving
    assert not document.saving
    assert (takes_folder(work / "film.loom") / TAKE.file).read_bytes() == b"a film"


def test_a_take_that_is_finished_while_others_are_copied_is_brought_as_well(
    qtbot: QtBot,
    workspace: Workspace,
    document: OpenDocument,
    work: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("another disk")

    def finish(take: Take) -> None:
        master = takes_folder(document.place) / take.file
        master.parent.mkdir(parents=True, exist_ok=True)
        master.write_bytes(take.id.encode())
        document.model.add_take("n0", take)

    monkeypatch.setattr(os, "link", refuse)
    late = replace(TAKE, id="late", file="late.mp4", key="late")
    finish(TAKE)
    with qtbot.waitSignal(workspace.saved, timeout=20_000):
        assert not workspace.save_as(document, work / "film.loom")
        finish(late)
    assert (takes_folder(work / "film.loom") / late.file).read_bytes() == b"late"
    assert (takes_folder(work / "film.loom") / TAKE.file).is_file()


def test_media_of_the_project_folder_stay_reachable_from_the_new_place(tmp_path: Path) -> None:
    old, new = tmp_path / "a" / "a.loom", tmp_path / "b" / "b.loom"
    media_folder(old).mkdir(parents=True)
    (media_folder(old) / "boat.png").write_bytes(b"x")
    item = MediaItem("m", "boat.png", "0" * 64, CLIP, 9, Fraction(24), Size(16, 16), "a.media/boat.png")
    away = replace(item, id="o", relative="footage/sea.png")
    move = saving.move(Document(media={"m": item, "o": away}), old, new)
    assert move.document.media["m"].relative == "b.media/boat.png"
    assert move.document.media["o"].relative is None
    assert saving.link(move.files) == []
    assert (media_folder(new) / "boat.png").read_bytes() == b"x"
    beside = saving.move(Document(media={"o": away}), old, old.with_name("c.loom"))
    assert beside.document.media["o"].relative == "footage/sea.png"


def test_undo_does_not_bring_back_where_media_were_before_they_moved(
    workspace: Workspace, document: OpenDocument
) -> None:
    there = MediaItem("m", "cat.mp4", "0" * 64, CLIP, 9, Fraction(24), Size(32, 32), "cat.mp4")
    document.model.edit("Add cat", lambda d: d.with_media(there))
    add_node(document)
    moved = replace(there, relative="film.media/cat.mp4")
    document.model.replace_media(document.model.document.with_media(moved))
    document.model.stack.undo()
    assert document.model.document.media == {"m": moved}
    document.model.stack.undo()
    assert document.model.document.media == {}
    document.model.stack.redo()
    assert document.model.document.media == {"m": moved}
    # A move that did not work out is taken back, and history follows that too.
    document.model.replace_media(document.model.document.with_media(there))
    document.model.stack.redo()
    assert document.model.document.media == {"m": there}


def test_a_file_of_another_tab_is_not_written_over(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    workspace.save_as(document, work / "a.loom")
    second = workspace.new()
    assert isinstance(second, OpenDocument)
    add_node(second)
    assert not workspace.save_as(second, work / "a.loom")
    assert "save" in keys(second)
    assert len(files.load(work / "a.loom").document.graph.nodes) == 1


def test_a_refusing_disk_is_said_and_nothing_is_lost(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    assert not workspace.save_as(document, work / "nowhere" / "a.loom")
    assert "Not saved" in next(n.text for n in document.notices if n.key == "save")
    assert document.worth_keeping
    assert document.path is None
    assert workspace.save_as(document, work / "a.loom")
    assert "save" not in keys(document)


def _change_elsewhere(path: Path) -> Document:
    theirs = Document(graph=Graph.of([Node("theirs", "shotloom.prompt")]))
    files.save(theirs, path)
    return theirs


def test_a_file_that_changed_on_disk_is_noticed_by_itself(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    workspace.save_as(document, work / "a.loom")
    _change_elsewhere(work / "a.loom")
    wait_for(qtbot, lambda: "disk" in keys(document))


def test_saving_over_somebody_elses_change_asks_first(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    path = work / "a.loom"
    workspace.save_as(document, path)
    theirs = _change_elsewhere(path)
    add_node(document)
    assert not workspace.save(document)
    assert files.load(path).document.graph == theirs.graph
    choose(document, "disk", "Keep Mine")
    assert files.load(path).document.graph == document.model.document.graph
    assert theirs.graph in [files.load(save).document.graph for save in files.backups(path)]
    assert "disk" not in keys(document)


def test_what_is_on_disk_can_be_loaded_as_one_step(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    path = work / "a.loom"
    workspace.save_as(document, path)
    mine, steps = document.model.document.graph, document.model.stack.count()
    theirs = _change_elsewhere(path)
    workspace.look_at_disk()
    choose(document, "disk", "Load It")
    assert document.model.document.graph == theirs.graph
    assert document.model.stack.count() == steps + 1
    assert not document.worth_keeping
    document.model.stack.undo()
    assert document.model.document.graph == mine
    assert document.worth_keeping


def test_our_own_saves_are_no_change_on_disk(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    workspace.save_as(document, work / "a.loom")
    for _ in range(3):
        add_node(document)
        assert workspace.save(document)
    qtbot.wait(400)
    workspace.look_at_disk()
    assert "disk" not in keys(document)


def test_the_last_ten_saves_are_kept_and_open_as_copies(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    path = work / "a.loom"
    workspace.save_as(document, path)
    for _ in range(11):
        add_node(document)
        workspace.save(document)
    saves = files.backups(path)
    assert len(saves) == 10
    copy = workspace.open_copy(saves[-1], "a of yesterday")
    assert isinstance(copy, OpenDocument)
    assert len(copy.model.document.graph.nodes) == 3
    assert (copy.path, copy.name) == (None, "a of yesterday")


def test_takes_of_a_project_that_is_let_go_are_in_the_trash(
    workspace: Workspace, document: OpenDocument
) -> None:
    take = takes_folder(document.place) / TAKE.file
    take.parent.mkdir(parents=True)
    take.write_bytes(b"a film")
    workspace.close(document)
    assert [p.read_bytes() for p in (data_dir() / "trash").rglob("*.mp4")] == [b"a film"]
    assert not document.place.parent.exists()
