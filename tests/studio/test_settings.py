"""Settings survive a restart, a damaged file, wrong values and a disk that refuses."""

import json
from pathlib import Path

import pytest

from studio.settings import RECENT_LIMIT, Settings, SettingsStore


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_what_was_chosen_is_there_at_the_next_start(file: Path) -> None:
    SettingsStore(file).update(theme="light", scale=1.5, shortcuts={"file.new": ("Ctrl+Alt+N",)}, snap=False)
    again = SettingsStore(file).value
    assert (again.theme, again.scale, again.snap) == ("light", 1.5, False)
    assert again.shortcuts == {"file.new": ("Ctrl+Alt+N",)}


def test_a_change_is_told_once_and_the_same_again_is_none(file: Path) -> None:
    store = SettingsStore(file)
    told = []
    store.changed.connect(lambda: told.append(store.value.theme))
    store.update(theme="light")
    store.update(theme="light")
    assert told == ["light"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b'"dark"'])
def test_a_damaged_file_gives_defaults_says_so_and_is_kept(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    store = SettingsStore(file)
    assert store.value == Settings()
    assert "settings.damaged" in store.note
    assert file.with_suffix(".damaged").read_bytes() == content


def test_one_wrong_value_costs_only_itself(file: Path) -> None:
    file.write_text(json.dumps({"theme": "light", "scale": "large", "minimap": False}))
    store = SettingsStore(file)
    assert (store.value.theme, store.value.scale, store.value.minimap) == ("light", 1.0, False)
    assert "scale" in store.note


def test_what_a_newer_version_wrote_is_kept(file: Path) -> None:
    file.write_text(json.dumps({"version": 9, "theme": "light", "holograms": {"on": True}}))
    SettingsStore(file).update(theme="dark")
    assert json.loads(file.read_text())["holograms"] == {"on": True}


def test_a_disk_that_refuses_costs_nothing_but_the_file(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    store = SettingsStore(blocked / "settings.json")
    store.update(theme="light")
    assert store.value.theme == "light"
    assert "cannot be written" in store.note


def test_recent_projects_are_few_and_the_newest_is_first(file: Path) -> None:
    store = SettingsStore(file)
    for number in range(RECENT_LIMIT + 4):
        store.remember(Path("/films") / f"{number}.loom")
    store.remember(Path("/films/10.loom"))
    recent = store.value.recent
    assert recent[0] == str(Path("/films/10.loom"))
    assert len(recent) == len(set(recent)) == RECENT_LIMIT
    assert store.value.folder == str(Path("/films"))
