"""Deleted takes: their files stay for as long as undo, an earlier save or a crash may bring them back, and then go."""

from pathlib import Path
from shutil import rmtree

import pytest
from pytestqt.qtbot import QtBot

from engine.files import load, save
from engine.paths import backup_folder, takes_folder
from studio.edit.takes import remove_takes
from studio.projects.let_go import LIST, LetGo, clear, note, noted
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
    assert noted(takes_folder(path)) == GONE
    document.model.stack.undo()
    assert document.model.document.shots == before.shots
    assert workspace.save(document)
    assert noted(takes_folder(path)) == set(), "what is shown again is off the list"
    assert not (takes_folder(path) / LIST).exists()


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
    for old in sorted(backup_folder(path).iterdir())[:-1]:
        old.unlink()
    for old in backup_folder(path).iterdir():
        if load(old).document.masters().keys() & GONE:
            old.unlink()
    opened(workspace, path)
    wait_for(qtbot, lambda: set(trash.names) == GONE)
    assert not (takes_folder(path) / LIST).exists()
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
    rmtree(backup_folder(path))
    folder = takes_folder(path)
    (folder / "notes.txt").write_text("mine")
    assert clear(path, (), list, trash) == [], "nothing is on the list"
    note(folder, {"shot-0.mp4", "shot-1.mp4", "shot-2.mp4", "../film.loom"}, ())
    assert clear(path, {"shot-0.mp4"}, lambda: {"shot-1.mp4"}, trash) == ["shot-2.mp4"]
    assert noted(folder) == {"shot-1.mp4"}, (
        "one on its way home stays listed; one that is shown is not let go"
    )
    assert path.is_file()


def test_what_cannot_be_moved_to_the_trash_stays(tmp_path: Path) -> None:
    path = film(tmp_path)
    rmtree(backup_folder(path))
    note(takes_folder(path), GONE, ())
    assert clear(path, (), list, lambda _: False) == []
    assert noted(takes_folder(path)) == GONE
    assert all((takes_folder(path) / name).is_file() for name in GONE)


def test_an_earlier_save_that_cannot_be_read_keeps_everything(tmp_path: Path, trash: Trash) -> None:
    path = film(tmp_path)
    document = load(path).document
    save(document, path)
    note(takes_folder(path), GONE, ())
    newest = max(backup_folder(path).iterdir())
    newest.write_text("{")
    assert clear(path, (), list, trash) == []


def test_a_list_that_makes_no_sense_is_no_list(tmp_path: Path) -> None:
    for text in ("{", "{}", "[" * 100_000, '["../../home", "a/b.mp4", 7, "good-1.mp4"]'):
        (tmp_path / LIST).write_text(text)
        assert noted(tmp_path) <= {"good-1.mp4"}
    note(tmp_path, {"x-1.mp4"}, ())
    assert noted(tmp_path) == {"good-1.mp4", "x-1.mp4"}
