"""Places on this machine: folders that can be overridden, and no way out of a project folder."""

from pathlib import Path

import pytest

from engine.errors import FileFormatError
from engine.paths import (
    backup_folder,
    cache_dir,
    contained,
    data_dir,
    document_key,
    journal_folder,
    state_dir,
    takes_folder,
)


def test_the_users_folders_follow_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOTLOOM_DATA", str(tmp_path / "d"))
    monkeypatch.setenv("SHOTLOOM_CACHE", str(tmp_path / "c"))
    assert (data_dir(), state_dir(), cache_dir()) == (
        tmp_path / "d",
        tmp_path / "d" / "state",
        tmp_path / "c",
    )
    monkeypatch.delenv("SHOTLOOM_DATA")
    monkeypatch.delenv("SHOTLOOM_CACHE")
    assert all("shotloom" in str(folder) for folder in (data_dir(), state_dir(), cache_dir()))
    assert not (tmp_path / "d").exists()


def test_one_document_has_one_key(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    path = tmp_path / "film.loom"
    path.touch()
    (tmp_path / "link.loom").symlink_to(path)
    same = [path, tmp_path / "a" / ".." / "film.loom", tmp_path / "link.loom"]
    assert len({document_key(p) for p in same}) == 1
    assert document_key(path) != document_key(tmp_path / "other.loom")
    assert backup_folder(path).name == journal_folder(path).name == document_key(path)


def test_takes_lie_beside_the_document() -> None:
    assert takes_folder(Path("/films/my film.loom")) == Path("/films/my film.media/takes")


def test_links_do_not_lead_out_of_the_project(tmp_path: Path) -> None:
    project, outside = tmp_path / "project", tmp_path / "outside"
    (project / "media").mkdir(parents=True)
    outside.mkdir()
    (project / "media" / "a.png").touch()
    (project / "way-out").symlink_to(outside)
    (project / "inside").symlink_to(project / "media")
    assert contained(project, "media/a.png") == project / "media" / "a.png"
    assert contained(project, "inside/a.png") == project / "media" / "a.png"
    assert contained(project, "media/not-yet.png") == project / "media" / "not-yet.png"
    for path in ("way-out/secret.png", "../outside/secret.png", "/etc/passwd"):
        with pytest.raises(FileFormatError) as caught:
            contained(project, path, node="Load Image")
        assert caught.value.node == "Load Image"
