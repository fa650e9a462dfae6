"""Recovery: what a crash left is offered with its time and picture, comes back whole, and is never deleted unasked."""

import os
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine import files
from engine.document import Document
from engine.paths import data_dir, takes_folder
from studio.dialogs.backups import BackupsDialog
from studio.dialogs.recovery import RecoveryDialog
from studio.projects import recovery
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from studio.theme import Look
from tests.studio.documents import add_node, keys, opened, wait_for

THEIRS = Document(view={"zoom": 2})
"""What somebody else saved."""


def _crash(workspace: Workspace, document: OpenDocument) -> None:
    """End a document as a crash would."""
    assert document.autosave is not None
    document.autosave.end(keep=True)
    document.autosave = None
    workspace.documents.remove(document)


@pytest.fixture
def crashed(other: Workspace) -> Path:
    """A project without a file that was edited twice when the program ended; its takes folder."""
    document = other.new()
    assert isinstance(document, OpenDocument)
    add_node(document)
    add_node(document)
    takes = takes_folder(document.place)
    takes.mkdir(parents=True)
    (takes / "x.mp4").write_bytes(b"a film")
    _crash(other, document)
    return takes


@pytest.fixture
def overtaken(other: Workspace, work: Path) -> Path:
    """A file that was edited when the program ended, and that somebody saved a minute later."""
    path = work / "a.loom"
    files.save(Document(), path)
    document = opened(other, path)
    add_node(document)
    _crash(other, document)
    files.save(THEIRS, path)
    later = path.stat().st_mtime + 60
    os.utime(path, (later, later))
    return path


def _dialog(qtbot: QtBot, workspace: Workspace) -> RecoveryDialog:
    dialog = RecoveryDialog(recovery.offers(), workspace, Look())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_an_offer_says_what_there_is(qtbot: QtBot, workspace: Workspace, crashed: Path) -> None:
    (offer,) = recovery.offers()
    assert (offer.edits, offer.last, offer.path) == (2, "Add n1", None)
    assert offer.at is not None
    dialog = _dialog(qtbot, workspace)
    item = dialog.list.item(0)
    for part in ("Untitled", "2 edits", "Add n1", "never saved"):
        assert part in item.text()
    assert not item.icon().isNull()


def test_restoring_brings_everything_back_unsaved(qtbot: QtBot, workspace: Workspace, crashed: Path) -> None:
    dialog = _dialog(qtbot, workspace)
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    (document,) = workspace.documents
    assert len(document.model.document.graph.nodes) == 2
    assert document.worth_keeping
    assert document.path is None
    assert document.opened().takes == crashed
    assert recovery.offers() == []


def test_what_was_restored_survives_the_next_crash(workspace: Workspace, crashed: Path) -> None:
    document = workspace.recover(recovery.offers()[0])
    add_node(document)
    _crash(workspace, document)
    (offer,) = recovery.offers()
    assert len(offer.document.graph.nodes) == 3


def test_deciding_later_keeps_the_offer(qtbot: QtBot, workspace: Workspace, crashed: Path) -> None:
    dialog = _dialog(qtbot, workspace)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(recovery.offers()) == 1
    assert workspace.documents == []


def test_deleting_takes_two_clicks_and_takes_go_to_the_trash(
    qtbot: QtBot, workspace: Workspace, crashed: Path
) -> None:
    dialog = _dialog(qtbot, workspace)
    qtbot.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
    assert len(recovery.offers()) == 1
    qtbot.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)
    assert recovery.offers() == []
    assert not dialog.isVisible()
    assert [p.name for p in (data_dir() / "trash").rglob("*.mp4")] == ["x.mp4"]


def test_only_what_is_ticked_is_restored(
    qtbot: QtBot, workspace: Workspace, other: Workspace, crashed: Path
) -> None:
    second = other.new()
    assert isinstance(second, OpenDocument)
    add_node(second)
    _crash(other, second)
    dialog = _dialog(qtbot, workspace)
    dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert len(workspace.documents) == 1
    assert len(recovery.offers()) == 1


def test_edits_of_a_saved_file_come_back_to_that_file(
    workspace: Workspace, other: Workspace, work: Path
) -> None:
    path = work / "a.loom"
    files.save(Document(), path)
    document = opened(other, path)
    add_node(document)
    _crash(other, document)
    restored = workspace.recover(recovery.offers()[0])
    assert restored.path == path
    assert restored.worth_keeping
    assert workspace.save(restored)
    assert len(files.load(path).document.graph.nodes) == 1
    assert recovery.offers() == []


def test_a_file_that_was_saved_since_is_not_written_over_unasked(
    workspace: Workspace, overtaken: Path
) -> None:
    restored = workspace.recover(recovery.offers()[0])
    assert not workspace.save(restored)
    assert "disk" in keys(restored)
    assert files.load(overtaken).document.view == THEIRS.view


def test_a_second_crash_does_not_make_what_was_restored_fit_the_file(
    workspace: Workspace, other: Workspace, overtaken: Path
) -> None:
    restored = other.recover(recovery.offers()[0])
    earlier = overtaken.stat().st_mtime - 120
    os.utime(overtaken, (earlier, earlier))
    add_node(restored)
    _crash(other, restored)
    again = workspace.recover(recovery.offers()[0])
    assert not workspace.save(again)
    assert "disk" in keys(again)
    assert files.load(overtaken).document.view == THEIRS.view


def test_a_file_that_was_only_looked_at_is_not_offered(
    workspace: Workspace, other: Workspace, work: Path
) -> None:
    path = work / "a.loom"
    files.save(Document(), path)
    _crash(other, opened(other, path))
    assert recovery.offers() == []


def test_what_a_crash_left_of_a_saved_file_never_takes_later_saves_back(
    workspace: Workspace, other: Workspace, work: Path
) -> None:
    path = work / "a.loom"
    files.save(Document(), path)
    document = opened(other, path)
    add_node(document)
    assert other.save(document)
    _crash(other, document)
    assert recovery.offers() == []
    again = opened(other, path)
    add_node(again)
    assert other.save(again)
    _crash(other, again)
    assert recovery.offers() == [], "the state of the first save"
    assert len(opened(workspace, path).model.document.graph.nodes) == 2


def test_opening_the_file_first_does_not_lose_the_offer(
    workspace: Workspace, other: Workspace, work: Path
) -> None:
    path = work / "a.loom"
    files.save(Document(), path)
    document = opened(other, path)
    add_node(document)
    _crash(other, document)
    assert not opened(workspace, path).model.document.graph.nodes
    (offer,) = recovery.offers()
    assert len(offer.document.graph.nodes) == 1


def test_quitting_keeps_unsaved_work_for_the_next_start(workspace: Workspace, other: Workspace) -> None:
    document = other.new()
    assert isinstance(document, OpenDocument)
    add_node(document)
    clean = other.new()
    assert isinstance(clean, OpenDocument)
    other.shut()
    assert [offer.name for offer in recovery.offers()] == ["Untitled"]


def test_an_earlier_save_opens_as_a_copy_from_the_dialog(
    qtbot: QtBot, workspace: Workspace, work: Path
) -> None:
    path = work / "a.loom"
    files.save(Document(), path)
    document = opened(workspace, path)
    add_node(document)
    workspace.save(document)
    dialog = BackupsDialog(path, workspace, Look())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.list.count() == 2
    wait_for(qtbot, lambda: all("nodes" in dialog.list.item(i).text() for i in range(2)))
    dialog.list.setCurrentRow(1)
    qtbot.mouseClick(dialog.choose, Qt.MouseButton.LeftButton)
    copy = workspace.documents[-1]
    assert copy is not document
    assert not copy.model.document.graph.nodes
    assert document.model.document.graph.nodes


def test_a_list_of_saves_may_close_before_its_files_were_read(
    qtbot: QtBot, workspace: Workspace, work: Path
) -> None:
    path = work / "a.loom"
    files.save(Document(), path)
    dialog = BackupsDialog(path, workspace, Look())
    dialog.show()
    shiboken6.delete(dialog)
    answered: list[None] = []
    workspace.errands.run(lambda: None, answered.append)
    wait_for(qtbot, lambda: bool(answered))
