"""Deleted takes: their files stay for as long as undo, an earlier save or a crash may bring them back, and then go."""

from pathlib import Path
from shutil import rmtree

import pytest
from pytestqt.qtbot import QtBot

from engine.document import Document
from engine.files import backups, load, save
from engine.paths import backup_folder, takes_folder
from studio.dialogs.backups import open_save
from studio.edit.takes import remove_takes
from studio.projects.drops import Drops
from studio.projects.let_go import LIST, LetGo, clear, note, noted
from studio.projects.opened import OpenDocument
from studio.projects.recovery import offers
from studio.projects.workspace import Workspace
from tests.studio.documents import opened, wait_for
from tests.studio.take_project import take_project

GONE = {"shot-0.mp4", "shot-1.mp4"}


class Trash:
    """Takes files in, and keeps their names."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, path: Path) -> bool:
        self.names.append(path.name)
        path.unlink()
        return True


@pytest.fixture
def trash() -> Trash:
    return Trash()


@pytest.fixture
def kept(workspace: Workspace, trash: Trash) -> LetGo:
    return LetGo(workspace.session, workspace, trash)


def film(path: Path) -> Path:
    take_project(path / "film.loom", 3)
    return path / "film.loom"


def test_deleting_touches_no_file_and_undo_brings_the_takes_back(
    workspace: Workspace, kept: LetGo, work: Path
) -> None:
    path = film(work)
    document = opened(workspace, path)
    before = document.model.document
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    assert workspace.save(document)
    assert all((takes_folder(path) / name).is_file() for name in GONE)
    assert noted(path) == GONE
    document.model.stack.undo()
    assert document.model.document.shots == before.shots
    assert workspace.save(document)
    assert noted(path) == set(), "what is shown again is off the list"
    assert not (backup_folder(path) / LIST).exists()


def test_files_go_once_nothing_can_bring_their_takes_back(
    workspace: Workspace, kept: LetGo, trash: Trash, work: Path, qtbot: QtBot
) -> None:
    path = film(work)
    document = opened(workspace, path)
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    workspace.save(document)
    workspace.close(document)
    again = opened(workspace, path)
    qtbot.wait(50)
    wait_for(qtbot, lambda: workspace.errands.idle)
    assert trash.names == [], "an earlier save shows them still"
    workspace.close(again)
    forget_older_saves(path)
    opened(workspace, path)
    wait_for(qtbot, lambda: set(trash.names) == GONE)
    wait_for(qtbot, lambda: not (backup_folder(path) / LIST).exists())
    assert (takes_folder(path) / "shot-2.mp4").is_file()


def test_a_project_that_is_saved_elsewhere_takes_what_undo_may_need_along(
    workspace: Workspace, kept: LetGo, work: Path, qtbot: QtBot
) -> None:
    document = opened(workspace, film(work))
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0"}))
    (work / "other").mkdir()
    workspace.save_as(document, work / "other" / "copy.loom")
    wait_for(qtbot, lambda: document.path == work / "other" / "copy.loom")
    document.model.stack.undo()
    for name in document.model.document.masters():
        assert (document.opened().takes / name).is_file(), name


def test_only_what_is_listed_and_shown_by_nothing_goes(tmp_path: Path, trash: Trash) -> None:
    path = film(tmp_path)
    save(Document(), path)
    rmtree(backup_folder(path))
    folder = takes_folder(path)
    (folder / "notes.txt").write_text("mine")
    assert clear(path, (), nobody, trash) == [], "nothing is on the list"
    note(path, {"shot-0.mp4", "shot-1.mp4", "shot-2.mp4", "../film.loom"}, ())
    assert clear(path, {"shot-0.mp4"}, lambda master: master.name == "shot-1.mp4", trash) == ["shot-2.mp4"]
    assert noted(path) == {"shot-1.mp4"}, "one on its way home stays listed; one that is shown is not let go"
    assert path.is_file()


def test_what_cannot_be_moved_to_the_trash_stays(tmp_path: Path) -> None:
    path = film(tmp_path)
    save(Document(), path)
    rmtree(backup_folder(path))
    note(path, GONE, ())
    assert clear(path, (), nobody, lambda _: False) == []
    assert noted(path) == GONE
    assert all((takes_folder(path) / name).is_file() for name in GONE)


def test_an_earlier_save_that_cannot_be_read_keeps_everything(tmp_path: Path, trash: Trash) -> None:
    path = film(tmp_path)
    save(Document(), path)
    note(path, GONE, ())
    newest = max(backup_folder(path).iterdir())
    newest.write_text("{")
    assert clear(path, (), nobody, trash) == []


def test_a_list_that_makes_no_sense_is_no_list(tmp_path: Path) -> None:
    path = tmp_path / "film.loom"
    backup_folder(path).mkdir(parents=True)
    for text in ("{", "{}", "[" * 100_000, '["../../home", "a/b.mp4", 7, "good-1.mp4"]'):
        (backup_folder(path) / LIST).write_text(text)
        assert noted(path) <= {"good-1.mp4"}
    note(path, {"x-1.mp4"}, ())
    assert noted(path) == {"good-1.mp4", "x-1.mp4"}


def test_a_take_that_a_node_loads_stays(
    workspace: Workspace, kept: LetGo, trash: Trash, work: Path, qtbot: QtBot
) -> None:
    path = film(work)
    document = opened(workspace, path)
    Drops(workspace).add([takes_folder(path) / "shot-0.mp4"], document, (0.0, 0.0))
    wait_for(qtbot, lambda: bool(document.model.document.media))
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    assert workspace.save(document)
    forget_older_saves(path)
    assert clear(path, (), nobody, trash) == ["shot-1.mp4"], "the file shows the other one"


def test_a_take_that_another_project_loads_stays(
    workspace: Workspace, kept: LetGo, trash: Trash, work: Path, qtbot: QtBot
) -> None:
    path = film(work)
    document = opened(workspace, path)
    elsewhere = workspace.new()
    assert isinstance(elsewhere, OpenDocument)
    Drops(workspace).add([takes_folder(path) / "shot-0.mp4"], elsewhere, (0.0, 0.0))
    wait_for(qtbot, lambda: bool(elsewhere.model.document.media))
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    assert workspace.save(document)
    workspace.close(document)
    forget_older_saves(path)
    opened(workspace, path)
    wait_for(qtbot, lambda: bool(trash.names))
    wait_for(qtbot, lambda: workspace.errands.idle)
    assert trash.names == ["shot-1.mp4"]


def test_takes_of_a_file_that_shares_the_folder_stay(
    workspace: Workspace, kept: LetGo, trash: Trash, work: Path
) -> None:
    path = film(work)
    (work / "film.bak").write_bytes(path.read_bytes())
    document = opened(workspace, path)
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    assert workspace.save(document)
    forget_older_saves(path)
    assert clear(path, (), nobody, trash) == []
    (work / "film.bak").write_text("no project at all")
    (work / "film.mp4").write_text("nor is this")
    assert clear(path, (), nobody, trash) == sorted(GONE)


def test_nothing_goes_while_a_crash_left_something_undecided(
    workspace: Workspace, kept: LetGo, trash: Trash, work: Path, qtbot: QtBot
) -> None:
    path = film(work)
    document = opened(workspace, path)
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    assert workspace.save(document)
    document.model.stack.undo()
    workspace.close(document, keep=True)
    forget_older_saves(path)
    again = opened(workspace, path)
    qtbot.wait(50)
    wait_for(qtbot, lambda: workspace.errands.idle)
    assert trash.names == [], "what is offered for recovery shows them"
    workspace.close(again)
    (offer,) = offers()
    workspace.discard(offer)
    opened(workspace, path)
    wait_for(qtbot, lambda: set(trash.names) == GONE)


def test_another_machine_touches_no_takes_of_a_shared_folder(
    workspace: Workspace, kept: LetGo, trash: Trash, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = film(work)
    document = opened(workspace, path)
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    assert workspace.save(document)
    # The document is still open here, and undo would bring them back; that machine knows of no earlier save.
    monkeypatch.setenv("SHOTLOOM_DATA", str(work.parent / "elsewhere"))
    assert clear(path, (), nobody, trash) == []


def test_an_earlier_save_opens_with_its_takes(workspace: Workspace, kept: LetGo, work: Path) -> None:
    path = film(work)
    document = opened(workspace, path)
    document.model.edit("Remove", lambda d: remove_takes(d, "shot", {"shot-take-0", "shot-take-1"}))
    assert workspace.save(document)
    open_save(workspace, path, backups(path)[1])
    copy = workspace.documents[-1]
    assert copy is not document
    assert copy.model.document.masters().keys() > GONE
    for name in copy.model.document.masters():
        assert (copy.opened().takes / name).is_file(), name
    workspace.close(copy)
    assert not copy.place.parent.exists(), "nothing of it is left behind"
    assert all((takes_folder(path) / name).is_file() for name in GONE)


def test_a_take_that_a_node_loads_comes_along_with_the_first_save(
    workspace: Workspace, work: Path, qtbot: QtBot
) -> None:
    path = film(work)
    copy = workspace.open_copy(path, "new")
    assert isinstance(copy, OpenDocument)
    Drops(workspace).add([copy.opened().takes / "shot-0.mp4"], copy, (0.0, 0.0))
    wait_for(qtbot, lambda: bool(copy.model.document.media))
    assert workspace.save_as(copy, work / "new.loom")
    wait_for(qtbot, lambda: workspace.errands.idle)
    qtbot.wait(50)
    rmtree(work / "film.media")
    workspace.look_for_media(copy)
    wait_for(qtbot, lambda: workspace.errands.idle)
    qtbot.wait(50)
    (item,) = load(work / "new.loom").document.media.values()
    assert item.relative == "new.media/takes/shot-0.mp4"
    assert not copy.missing


def nobody(_: Path) -> bool:
    """No project loads it, and it is not on its way home."""
    return False


def forget_older_saves(path: Path) -> None:
    for old in backups(path)[1:]:
        old.unlink()
