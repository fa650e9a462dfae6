"""Saving: the old file or the new one, whatever the disk does and whenever the process dies."""

import errno
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from engine import atomic, files
from engine.document import Document
from engine.errors import FileFormatError, OutputError, StudioError
from engine.files import backups, dumps, load, loads, save
from engine.graph import Graph, Node
from tests.engine.documents import full
from tests.soak.kills import kill_while_saving

CALLS = ("open", "write", "fsync", "replace", "listdir")


class Disk:
    """`os` as the writers see it; the N-th of the calls that touch the disk fails."""

    def __init__(self, fail_at: int, code: int) -> None:
        self.fail_at = fail_at
        self.code = code
        self.calls = 0

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in CALLS:
            return real

        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.fail_at:
                if name == "write":
                    real(arguments[0], bytes(arguments[1])[:7])
                raise OSError(self.code, os.strerror(self.code))
            return real(*arguments, **options)

        return call


def retitled(document: Document, title: str) -> Document:
    node = Node("gen", "Generate", title=title)
    return document.with_graph(document.graph.put(node))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_disk_that_fails_at_any_call_leaves_a_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "film.loom"
    old, new = dumps(full()), retitled(full(), "new")
    said = fail_at = 0
    while True:
        fail_at += 1
        path.write_bytes(old)
        disk = Disk(fail_at, code)
        with monkeypatch.context() as patch:
            patch.setattr(atomic, "os", disk)
            patch.setattr(files, "os", disk)
            try:
                notes = save(new, path).notes
            except OutputError as error:
                notes = (f"{error.message}. {error.remedy}",)
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
        assert path.read_bytes() in {old, dumps(new)}
        if disk.calls < fail_at:
            break
        said += any("cannot write" in note and "None" not in note for note in notes)
    assert path.read_bytes() == dumps(new)
    assert said == fail_at - 1 >= 8


def test_a_real_limit_of_the_file_system_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "film.loom"
    save(full(), path)
    old = path.read_bytes()
    code = (
        "import sys; from pathlib import Path; from engine.files import load, save; from engine.graph import Node\n"
        "path = Path(sys.argv[1]); d = load(path).document\n"
        "d = d.with_graph(d.graph.put(*(Node(f'n{i}', 'Prompt') for i in range(900))))\n"
        "try: save(d, path)\nexcept Exception as error: print(type(error).__name__, error); sys.exit(error.exit_code)"
    )

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], preexec_fn=limited, capture_output=True, text=True
    )
    assert done.returncode == 3, done.stderr
    assert done.stdout.startswith("OutputError cannot write film.loom")
    assert path.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []


def test_a_process_killed_while_saving_leaves_the_last_save(tmp_path: Path) -> None:
    outcome = kill_while_saving(tmp_path, kills=10)
    assert outcome.kills == 10
    assert outcome.corrupt == 0
    assert outcome.lost == 0
    assert outcome.acknowledged > 0


def test_what_was_saved_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "film.loom"
    held = save(full(), path)
    assert held == load(path)
    assert held.document == full()


def test_a_document_that_could_not_be_opened_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "film.loom"
    save(full(), path)
    huge = Document(graph=Graph.of([Node("n", "Prompt", params={"text": "x" * 100_000})]))
    with pytest.raises(FileFormatError, match="too long"):
        save(huge, path)
    assert load(path).document == full()


def test_the_last_ten_saves_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "film.loom"
    for number in range(13):
        save(retitled(full(), str(number)), path)
    kept = [loads(p.read_bytes()).document.graph["gen"].title for p in backups(path)]
    assert kept == [str(n) for n in range(12, 2, -1)]


def test_a_file_that_changed_on_disk_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "film.loom"
    mine = save(full(), path)
    save(retitled(full(), "theirs"), path)
    with pytest.raises(OutputError, match="changed by someone else"):
        save(retitled(full(), "mine"), path, expected=mine.digest)
    assert load(path).document.graph["gen"].title == "theirs"
    again = save(retitled(full(), "mine"), path, expected=load(path).digest)
    assert again.document.graph["gen"].title == "mine"


def test_a_newer_document_is_not_written(tmp_path: Path) -> None:
    newer = loads(dumps(full()).replace(b'"version": 0', b'"version": 5')).document
    with pytest.raises(OutputError, match="newer version"):
        save(newer, tmp_path / "film.loom")
    assert list(tmp_path.glob("*.loom")) == []


def test_links_are_followed_and_permissions_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.loom", tmp_path / "link.loom"
    save(full(), real)
    real.chmod(0o640)
    link.symlink_to(real)
    save(retitled(full(), "new"), link)
    assert link.is_symlink()
    assert load(real).document.graph["gen"].title == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_stale_temps_are_swept_and_fresh_ones_left(tmp_path: Path) -> None:
    old, fresh = (tmp_path / f".film.loom.{name * 32}.part" for name in "ab")
    for temp in (old, fresh):
        temp.write_bytes(b"half")
    os.utime(old, (1, 1))
    save(full(), tmp_path / "film.loom")
    assert not old.exists()
    assert fresh.exists()


def test_a_folder_that_is_being_filled_is_never_swept_and_an_abandoned_one_is(tmp_path: Path) -> None:
    later = time.time() + 3600
    with atomic.new_folder(tmp_path / "project") as temp:
        (temp / "clip.mp4").write_bytes(b"x")
        assert atomic.sweep(tmp_path, later) == 0
        assert (temp / "clip.mp4").exists()
    assert (tmp_path / "project" / "clip.mp4").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["project"]
    left = atomic.temp_name(tmp_path / "other")
    (left / "media").mkdir(parents=True)
    Path(f"{left}.lock").touch()
    Path(f"{atomic.temp_name(tmp_path / 'third')}.lock").touch()
    assert atomic.sweep(tmp_path, later) > 0
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_a_folder_that_could_not_be_filled_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with atomic.new_folder(tmp_path / "project") as temp:
            (temp / "clip.mp4").write_bytes(b"x")
            raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        fill()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing/film.loom", "folder"])
def test_a_place_that_cannot_be_written_is_named_with_a_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(StudioError) as caught:
        save(full(), tmp_path / name)
    assert caught.value.remedy
    assert caught.value.exit_code == 3
