"""The self-check really looks, says in plain words what is wrong and what helps, and diagnostics tell no secrets."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import resources
from engine import selfcheck
from engine.device import DeviceProfile
from engine.digest import sha256_of
from engine.errors import MediaError
from engine.selfcheck import Finding, examine
from engine.session import Session
from studio import diagnostics
from studio.log import log_folder
from studio.settings import Settings
from studio.workbench import session as opened

ALL = [
    "Device", "Memory", "Disk space", "Folders", "Weights", "Other models", "Codecs", "Files from outside",
    "Typefaces",
]  # fmt: skip


@pytest.fixture
def session() -> Iterator[Session]:
    with opened() as made:
        yield made


def finding(session: Session, name: str) -> Finding:
    """What is found about one thing."""
    return next(f for f in examine(session) if f.name == name)


def test_a_whole_installation_passes_every_check(session: Session) -> None:
    found = list(examine(session))
    assert [f.name for f in found] == ALL
    assert {f.name for f in found if f.judgement == "bad"} == set()
    assert all(f.text.endswith(".") for f in found)


def test_the_digests_that_ship_are_those_of_the_weights_that_ship() -> None:
    folder = resources.path("models")
    files = [*folder.glob("*.safetensors"), *folder.glob("*-vocabulary.txt")]
    # After a change of weights: python packaging/make_sums.py
    assert selfcheck.sums(folder) == {path.name: sha256_of(path) for path in files}


@pytest.fixture
def models(tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the weights that the session takes for its own."""
    folder = tmp_path / "models"
    folder.mkdir()
    for path in resources.path("models").iterdir():
        if path.suffix != ".jpg":
            shutil.copy(path, folder)
    monkeypatch.setattr(session, "_models", folder)
    return folder


def test_weights_with_one_wrong_bit_are_named(session: Session, models: Path) -> None:
    assert finding(session, "Weights").judgement == "ok"
    file = models / "loom-s.vae.safetensors"
    with file.open("r+b") as stream:
        stream.seek(-1, 2)
        last = stream.read(1)[0]
        stream.seek(-1, 2)
        stream.write(bytes([last ^ 1]))
    found = selfcheck.weights(session)
    assert found.judgement == "bad"
    assert "loom-s.vae.safetensors damaged" in found.text
    assert "Install" in found.remedy


def test_weights_that_are_gone_are_named(session: Session, models: Path) -> None:
    (models / "minilm-l6.safetensors").unlink()
    found = finding(session, "Weights")
    assert found.judgement == "bad"
    assert "minilm-l6.safetensors missing" in found.text


def test_a_model_of_somebody_that_cannot_be_used_is_told_with_the_reason(session: Session) -> None:
    own = session.folders["data"] / "models"
    own.mkdir(parents=True)
    (own / "strange.dit.safetensors").write_bytes(b"no weights")
    found = finding(session, "Other models")
    assert found.judgement == "attention"
    assert "strange.dit.safetensors" in found.text


@pytest.mark.parametrize(("free", "judgement"), [(9 << 30, "ok"), (2 << 30, "attention"), (100 << 20, "bad")])
def test_a_disk_that_fills_up_is_told_in_time(
    session: Session, monkeypatch: pytest.MonkeyPatch, free: int, judgement: str
) -> None:
    usage = shutil.disk_usage("/")._replace(free=free)
    monkeypatch.setattr("engine.selfcheck.shutil.disk_usage", lambda _: usage)
    found = selfcheck.disk(session)
    assert found.judgement == judgement
    assert bool(found.remedy) is (judgement != "ok")


@pytest.mark.parametrize(("free", "judgement"), [(4 << 30, "ok"), (1 << 30, "attention"), (99 << 20, "bad")])
def test_short_memory_is_told_with_what_helps(
    session: Session, monkeypatch: pytest.MonkeyPatch, free: int, judgement: str
) -> None:
    monkeypatch.setattr("engine.device.usable_memory", lambda: free)
    assert selfcheck.memory(session).judgement == judgement


def test_folders_that_refuse_are_named(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = session.folders["cache"]
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("a file where a folder should be")
    found = finding(session, "Folders")
    assert found.judgement == "bad"
    assert "results" in found.text


def test_a_check_that_fails_itself_ends_no_other(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise MediaError("the encoder libx264 is not there", remedy="Install the program again")

    def worse(*_: object) -> None:
        raise RuntimeError("no idea")

    monkeypatch.setattr("engine.media.encode.write_clip", broken)
    monkeypatch.setattr("engine.device.computes", worse)
    found = {f.name: f for f in examine(session)}
    assert list(found) == ALL
    assert (found["Codecs"].judgement, found["Codecs"].text) == ("bad", "the encoder libx264 is not there")
    assert "no idea" in found["Device"].text
    assert found["Typefaces"].judgement == "ok"


# -- diagnostics -------------------------------------------------------------------------------------------------------

PROFILE = DeviceProfile("cpu", "A Processor", 8 << 30, "fp32", 2, 1.0)


def test_diagnostics_tell_versions_machine_changed_settings_findings_and_the_log() -> None:
    log_folder().mkdir(parents=True)
    (log_folder() / "shotloom.log").write_text("1 INFO old\n" * 500 + "2 ERROR the newest line\n")
    text = diagnostics.report(
        Settings(theme="light"), PROFILE, [Finding("Memory", "bad", "None is left.", "Buy")]
    )
    for wanted in (
        "shotloom",
        "torch",
        "A Processor",
        "theme: light",
        "[bad] Memory: None is left. Buy",
        "newest",
    ):
        assert wanted in text
    assert text.count("INFO old") == diagnostics.LOG_LINES - 1
    assert "minimap" not in text


def test_every_setting_is_either_harmless_or_kept_private() -> None:
    private = {
        "version", "recent", "recent_nodes", "geometry", "layout", "folder", "cache_folder", "model_folders",
        "saved_files", "open_files", "export",
    }  # fmt: skip
    names = {field.name for field in msgspec.structs.fields(Settings)}
    assert not diagnostics.HARMLESS & private
    assert names == diagnostics.HARMLESS | private, "decide whether diagnostics may show the new setting"


def test_diagnostics_name_no_file_that_was_saved() -> None:
    chosen = Settings(
        theme="light",
        saved_files={"/tmp/p/mine.loom|n": "/tmp/p/first film.mp4"},
        recent_nodes=("acme.secret",),
    )
    text = diagnostics.report(chosen, None)
    assert "theme: light" in text
    assert not any(word in text for word in ("saved_files", "mine", "first film", "secret"))


def test_diagnostics_keep_the_artists_names_to_themselves(tmp_path: Path) -> None:
    secret = tmp_path / "Client Secret" / "ad campaign.loom"
    log_folder().mkdir(parents=True)
    (log_folder() / "shotloom.log").write_text(
        f"1 WARNING cannot read {secret}: gone\n2 ERROR C:\\Users\\Ben\\film.loom is locked\n"
    )
    chosen = Settings(
        recent=(str(secret),),
        folder=str(secret.parent),
        cache_folder="/mnt/ben/cache",
        model_folders=("/home/ben/m",),
    )
    text = diagnostics.report(chosen, None, [Finding("Folders", "bad", f"{tmp_path}/x refuses.")])
    for private in ("Client", "Secret", "campaign", "Ben", "ben", "film", str(tmp_path)):
        assert private not in text
    assert "cannot read <path>" in text
    assert "model_folders: changed" in text


def test_lines_of_a_traceback_still_say_where_in_the_program(tmp_path: Path) -> None:
    here = Path(diagnostics.__file__)
    assert (
        diagnostics.without_private(f'  File "{here}", line 5, in x')
        == '  File "studio/diagnostics.py", line 5, in x'
    )
