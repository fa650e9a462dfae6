"""Autosave: every edit reaches the journal at once, off the GUI thread, and a refusing disk is said."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.errors import OutputError
from engine.journal import Journal
from engine.paths import journal_folder
from engine.recovery import recover
from studio.projects.opened import OpenDocument
from studio.projects.workspace import Workspace
from tests.studio.documents import add_node, keys, wait_for


@pytest.fixture
def document(workspace: Workspace) -> OpenDocument:
    made = workspace.new()
    assert isinstance(made, OpenDocument)
    return made


def _kept(workspace: Workspace, document: OpenDocument) -> int:
    """How many nodes the journal would bring back if the program ended now."""
    assert workspace.flush()
    autosave = document.autosave
    assert autosave is not None
    folder = journal_folder(autosave.place)
    # The program holds the lock, so a copy of the folder is what a later start would see.
    copy = folder.with_name("copy")
    copy.mkdir(exist_ok=True)
    for file in folder.iterdir():
        if file.suffix:
            (copy / file.name).write_bytes(file.read_bytes())
    found = recover(copy)
    assert found is not None
    for file in copy.iterdir():
        file.unlink()
    return len(found.document.graph.nodes)


def test_every_edit_undo_and_redo_is_kept(workspace: Workspace, document: OpenDocument) -> None:
    add_node(document)
    add_node(document)
    assert _kept(workspace, document) == 2
    document.model.stack.undo()
    assert _kept(workspace, document) == 1
    document.model.stack.redo()
    assert _kept(workspace, document) == 2


def test_edits_are_written_without_being_asked_for(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument
) -> None:
    add_node(document)
    folder = journal_folder(document.place)
    wait_for(qtbot, lambda: b"Add n0" in (folder / "000001.journal").read_bytes())


def test_journals_are_written_off_the_gui_thread(
    workspace: Workspace, document: OpenDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    record = Journal.record

    def noted(journal: Journal, *given: object) -> None:
        threads.append(threading.current_thread())
        record(journal, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Journal, "record", noted)
    add_node(document)
    workspace.flush()
    assert len(threads) == 1
    assert threads[0] is not threading.main_thread()


def test_saving_elsewhere_takes_the_journal_along(
    workspace: Workspace, document: OpenDocument, work: Path
) -> None:
    first = journal_folder(document.place)
    add_node(document)
    workspace.save_as(document, work / "a.loom")
    add_node(document)
    assert _kept(workspace, document) == 2
    assert not first.exists()
    assert journal_folder(work / "a.loom").is_dir()


def test_a_refusing_disk_is_said_and_the_notice_goes_when_it_is_over(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = Journal.record

    def full(*_: object) -> None:
        raise OutputError("cannot write: No space left", remedy="Free some space")

    monkeypatch.setattr(Journal, "record", full)
    add_node(document)
    wait_for(qtbot, lambda: "autosave" in keys(document))
    assert "Free some space" in document.notices[-1].text
    monkeypatch.setattr(Journal, "record", record)
    add_node(document)
    wait_for(qtbot, lambda: "autosave" not in keys(document))
    assert _kept(workspace, document) == 2


def test_a_bug_in_one_journal_is_said_and_the_edits_of_others_are_kept(
    qtbot: QtBot, workspace: Workspace, document: OpenDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = workspace.new()
    assert isinstance(other, OpenDocument)
    record = Journal.record

    def broken(journal: Journal, name: str, value: Document) -> None:
        if value is document.model.document:
            raise ValueError("nine is not ten")
        record(journal, name, value)

    monkeypatch.setattr(Journal, "record", broken)
    add_node(document)
    wait_for(qtbot, lambda: "autosave" in keys(document))
    assert "nine is not ten" in document.notices[-1].text
    add_node(other)
    assert _kept(workspace, other) == 1
    assert "autosave" not in keys(other)


def test_work_is_brought_to_the_disk_after_a_crash_on_the_writers_own_thread(
    workspace: Workspace, document: OpenDocument
) -> None:
    add_node(document)
    flushed: list[tuple[str, bool]] = []
    assert document.autosave is not None
    workspace.journals.do(
        document.autosave._journal,
        lambda: flushed.append((threading.current_thread().name, workspace.flush())),
    )
    assert workspace.flush()
    assert flushed == [("journals", True)]


def test_closing_properly_leaves_no_journal(workspace: Workspace, document: OpenDocument) -> None:
    folder = journal_folder(document.place)
    add_node(document)
    workspace.close(document)
    assert not folder.exists()
