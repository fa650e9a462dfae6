"""Bundles: what was packed comes out, and an archive with tricks is refused before anything is written."""

import hashlib
import io
import json
import os
import stat
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import atomic
from engine.bundle import Bundle, inspect, pack, unpack
from engine.document import Document
from engine.errors import FileFormatError, InputError, OutputError, StudioError
from engine.files import dumps, load, loads
from engine.graph import Frame, Group, Node
from engine.share import without_prompts
from tests.engine.documents import film as whole_film
from tests.engine.documents import full
from tests.engine.test_saving import Disk

PNG = b"\x89PNG\r\n\x1a\n" + b"fox" * 50
MP4 = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40


@pytest.fixture
def film(tmp_path: Path) -> tuple[Document, dict[str, Path], dict[str, Path]]:
    """A document, its media files by id and its takes by file name."""
    source = tmp_path / "source"
    source.mkdir()
    fox, take = source / "fox.png", source / "9f86d081884c7d65.mp4"
    fox.write_bytes(PNG)
    take.write_bytes(MP4)
    document = full()
    item = replace(document.media["m1"], sha256=hashlib.sha256(PNG).hexdigest())
    return document.with_media(item), {"m1": fox}, {take.name: take}


@pytest.fixture
def packed(tmp_path: Path, film: tuple[Document, dict[str, Path], dict[str, Path]]) -> Path:
    target = tmp_path / "fox film.loomz"
    pack(film[0], target, media=film[1], takes=film[2], thumbnail=PNG)
    return target


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[None]:
    """Fails a test that leaves anything beside what it names."""
    before = set(tmp_path.iterdir())
    yield
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "evil.loomz", tmp_path / "user-data"}


def test_what_was_packed_comes_out(
    tmp_path: Path, packed: Path, film: tuple[Document, object, object]
) -> None:
    found = unpack(packed, tmp_path / "out")
    assert found.path == tmp_path / "out" / "fox film.loom"
    assert load(found.path).document == found.document
    assert found.document.graph == film[0].graph
    assert found.document.timeline == film[0].timeline
    relative = found.document.media["m1"].relative
    assert relative is not None
    assert (found.path.parent / relative).read_bytes() == PNG
    assert (found.path.parent / "fox film.media" / "takes" / "9f86d081884c7d65.mp4").read_bytes() == MP4
    assert found.document.media["m2"].relative is None
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_sounds_and_all_that_a_film_has_travel_along(tmp_path: Path, film) -> None:  # type: ignore[no-untyped-def]
    song = tmp_path / "source" / "song.mp3"
    song.write_bytes(b"ID3" + bytes(500))
    document = whole_film()
    item = replace(document.media["m3"], sha256=hashlib.sha256(song.read_bytes()).hexdigest())
    document = document.with_media(film[0].media["m1"], item)
    pack(document, tmp_path / "film.loomz", media={**film[1], "m3": song}, takes=film[2])
    found = unpack(tmp_path / "film.loomz", tmp_path / "out")
    assert found.document.timeline == document.timeline
    relative = found.document.media["m3"].relative
    assert relative is not None
    assert (found.path.parent / relative).read_bytes() == song.read_bytes()


def test_sharing_without_prompts_keeps_the_film_and_drops_notes() -> None:
    shared = without_prompts(whole_film(), lambda *_: None).timeline
    assert [cue.text for cue in shared.cues] == ["A fox", "The Fox"]
    assert [(marker.name, marker.note) for marker in shared.markers] == [("beat", ""), ("", "")]
    assert all(not entry.extra for entry in (*shared.overlay, *shared.cues, *shared.sounds, *shared.markers))


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, packed: Path, film) -> None:  # type: ignore[no-untyped-def]
    again = tmp_path / "again" / packed.name
    again.parent.mkdir()
    pack(film[0], again, media=film[1], takes=film[2], thumbnail=PNG)
    assert again.read_bytes() == packed.read_bytes()


def test_looking_inside_writes_nothing(tmp_path: Path, packed: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    bundle = inspect(packed)
    assert sorted(tmp_path.rglob("*")) == before
    assert isinstance(bundle, Bundle)
    assert bundle.name == "fox film"
    assert bundle.thumbnail == PNG
    assert {len(a.media) + len(a.takes) for a in bundle.assets} == {1}


def test_what_stays_behind_is_said(tmp_path: Path, film) -> None:  # type: ignore[no-untyped-def]
    result = pack(film[0], tmp_path / "a.loomz", media=film[1], takes={})
    assert any("sea.mov" in note for note in result.notes)
    assert any("1 take stayed behind" in note for note in result.notes)
    assert inspect(tmp_path / "a.loomz").document.shots["s1"].takes == ()


def kinds(node_type: str, param: str) -> str | None:
    """What a registry with Storyboard, Generate and Title would say."""
    known = {
        "cards": "cards",
        "negative": "text",
        "seed": "seed",
        "steps": "int",
        "guidance": "float",
        "size": "size",
    }
    return known.get(param) if node_type in {"Storyboard", "Generate"} else None


def test_without_prompts_no_word_travels(tmp_path: Path, film) -> None:  # type: ignore[no-untyped-def]
    document: Document = film[0]
    secret = Node(
        "x", "acme/Unknown", params={"a": ["SECRET", {"b": "SECRET"}], "n": 3}, extra={"c": b'"SECRET"'}
    )
    inner = document.groups["look"].graph.put(Node("p", "Prompt", params={"text": "SECRET"}))
    framed = Frame("f", "Frame", (0.0, 0.0, 90.0, 60.0), extra={"acme": b'"SECRET"'})
    take = replace(
        document.shots["s1"].takes[0], settings={"gone": {"text": "SECRET"}}, provenance={"p": "SECRET"},
        notes=('the prompt "SECRET" is too long for the model: its end was not read',),
    )  # fmt: skip
    document = replace(
        document.with_graph(document.graph.put(secret)),
        groups={"look": Group("look", "Look", inner, frames=(framed,))},
        shots={"s1": replace(document.shots["s1"], takes=(take,))},
        extra={"acme": b'"SECRET"'}, unknown={"u": b'"SECRET"'}, view={"search": "SECRET"},
    )  # fmt: skip
    bare = without_prompts(document, kinds)
    pack(bare, tmp_path / "bare.loomz", media=film[1], takes=film[2])
    with zipfile.ZipFile(tmp_path / "bare.loomz") as zipped:
        texts = b"".join(zipped.read(n) for n in zipped.namelist() if n.endswith(".json"))
    assert b"SECRET" not in texts
    assert b"fox walks" not in texts
    assert bare.graph["gen"].params == full().graph["gen"].params
    assert bare.graph["x"].params["n"] == 3
    assert bare.graph["board"].params["cards"] == [
        {"time": 0.0, "prompt": ""},
        {"time": 1.5, "prompt": "", "soft": True},
    ]


def test_files_that_changed_or_do_not_fit_are_not_packed(tmp_path: Path, film) -> None:  # type: ignore[no-untyped-def]
    document, media, takes = film
    media["m1"].write_bytes(PNG + b"!")
    with pytest.raises(InputError, match=r"media fox.png: this file changed since it was added"):
        pack(document, tmp_path / "a.loomz", media=media, takes=takes)
    script = tmp_path / "x.svg"
    script.write_text("<svg/>")
    with pytest.raises(InputError, match="do not hold files of this kind"):
        pack(document, tmp_path / "a.loomz", media={"m1": script}, takes={})
    with pytest.raises(InputError, match="cannot be read"):
        pack(document, tmp_path / "a.loomz", media={"m1": tmp_path / "gone.png"}, takes={})
    assert not (tmp_path / "a.loomz").exists()


def test_nothing_is_overwritten_unasked(tmp_path: Path, packed: Path, film) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OutputError, match="exists already"):
        pack(film[0], packed, media={}, takes={})
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match="exists already"):
        unpack(packed, tmp_path / "out")


def test_a_disk_that_fails_while_packing_leaves_no_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, film
) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "a.loomz"
    for fail_at in range(1, 100):
        disk = Disk(fail_at, 28)
        with monkeypatch.context() as patch:
            patch.setattr(atomic, "os", disk)
            if disk_refused(lambda: pack(film[0], target, media=film[1], takes=film[2])):
                assert not target.exists() or inspect(target)
        assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
        target.unlink(missing_ok=True)
        if disk.calls < fail_at:
            break
    assert 4 <= fail_at < 99


def disk_refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except OutputError:
        return True
    return False


def test_a_disk_that_fails_while_unpacking_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: Path
) -> None:
    def full_disk(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OutputError, match="No space"):
        unpack(packed, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


# --- Archives made by somebody who means harm ---

Entry = tuple[str | zipfile.ZipInfo, bytes]


def evil(tmp_path: Path, *extra: Entry, graph: bytes | None = None, assets: list[dict[str, object]] | None = None,
         method: int = zipfile.ZIP_DEFLATED) -> Path:  # fmt: skip
    """A bundle that would be fine but for what is given."""
    text = graph if graph is not None else dumps(full())
    manifest = {"bundle": 1, "name": "x", "graph": hashlib.sha256(text).hexdigest(), "assets": assets or []}
    path = tmp_path / "evil.loomz"
    with zipfile.ZipFile(path, "w", method) as zipped:
        zipped.writestr("manifest.json", json.dumps(manifest))
        zipped.writestr("graph.json", text)
        for name, data in extra:
            zipped.writestr(name, data)
    return path


def info(name: str, **attributes: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.compress_type = zipfile.ZIP_DEFLATED
    for key, value in attributes.items():
        setattr(made, key, value)
    return made


def asset(data: bytes, extension: str = "png") -> str:
    return f"assets/{hashlib.sha256(data).hexdigest()}.{extension}"


BOMB = PNG + bytes(3_000_000)
TRICKS: dict[str, Callable[[Path], Path]] = {
    "parent": lambda t: evil(t, ("../evil.txt", b"x")),
    "absolute": lambda t: evil(t, ("/etc/evil", b"x")),
    "drive": lambda t: evil(t, ("C:\\evil.txt", b"x")),
    "backslash": lambda t: evil(t, ("assets\\..\\evil.txt", b"x")),
    "bidi name": lambda t: evil(t, ("assets/\u202egpj.exe", b"x")),
    "script": lambda t: evil(t, (asset(b"#!", "sh"), b"#!")),
    "folder": lambda t: evil(t, (info("assets/", external_attr=0x10), b"")),
    "link": lambda t: evil(t, (info(asset(PNG), external_attr=(stat.S_IFLNK | 0o777) << 16), b"/etc/passwd")),
    "device": lambda t: evil(t, (info(asset(PNG), external_attr=(stat.S_IFCHR | 0o666) << 16), PNG)),
    "unlisted": lambda t: evil(t, (asset(PNG), PNG)),
    "upper case": lambda t: evil(t, (asset(PNG).upper(), PNG)),
    "bzip2": lambda t: evil(t, method=zipfile.ZIP_BZIP2),
    "lzma": lambda t: evil(t, method=zipfile.ZIP_LZMA),
    "bomb": lambda t: evil(t, (asset(BOMB), BOMB), assets=[{"file": asset(BOMB), "media": ["m2"]}]),
    "bad graph": lambda t: evil(t, graph=b'{"format":1,"media":[{"id":"m","relative":"/etc/passwd"}]}'),
    "no graph": lambda t: _rewritten(evil(t), lambda d: d.replace(b"graph.json", b"grapf.json")),
    "prefixed": lambda t: _rewritten(evil(t), lambda d: b"#!/bin/sh\n" + d),
    "suffixed": lambda t: _rewritten(evil(t), lambda d: d + b"tail"),
    "encrypted": lambda t: _rewritten(evil(t), lambda d: _patched(d, 8, 1)),
    "lying size": lambda t: _rewritten(evil(t), lambda d: _patched(d, 24, 10)),
    "huge size": lambda t: _rewritten(evil(t), lambda d: _patched(d, 24, 2**31, "<L")),
    "not a zip": lambda t: _rewritten(evil(t), lambda d: b"PK not really"),
    "empty": lambda t: _rewritten(evil(t), lambda d: b""),
    "torn": lambda t: _rewritten(evil(t), lambda d: d[: len(d) // 2]),
    "many": lambda t: _rewritten(evil(t), lambda d: d[:-14] + struct.pack("<2H", 3000, 3000) + d[-10:]),
    "overlap": lambda t: _overlapping(t),
}  # fmt: skip


def _rewritten(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(path.read_bytes()))
    return path


def _patched(data: bytes, offset: int, value: int, form: str = "<H") -> bytes:
    """The directory's second entry (the graph) with a field changed."""
    at = data.index(b"PK\1\2", data.index(b"PK\1\2") + 1) + offset
    packed = struct.pack(form, value)
    return data[:at] + packed + data[at + len(packed) :]


def _overlapping(folder: Path) -> Path:
    """An asset that holds a copy of the graph's record, and a directory whose graph entry points into it."""
    plain = evil(folder, method=zipfile.ZIP_STORED).read_bytes()
    record = plain[plain.index(b"PK\3\4", 4) : plain.index(b"PK\1\2")]
    path = evil(folder, (asset(PNG + record), PNG + record), method=zipfile.ZIP_STORED)
    return _rewritten(path, lambda d: _patched(d, 42, d.index(PNG) + len(PNG), "<L"))


REASONS = {
    **dict.fromkeys(["parent", "absolute", "drive", "backslash", "bidi name"], "does not belong there"),
    **dict.fromkeys(["script", "folder", "upper case", "no graph"], "does not belong there"),
    **dict.fromkeys(["link", "device"], "no ordinary file"),
    **dict.fromkeys(["bzip2", "lzma", "encrypted"], "packed in an unknown way"),
    **dict.fromkeys(["not a zip", "empty", "torn", "suffixed"], "not a bundle"),
    "unlisted": "does not fit", "bomb": "unpacks to far more", "bad graph": "media m.relative",
    "prefixed": "before the bundle", "lying size": "damaged", "huge size": "too large", "many": "too many entries",
    "overlap": "overlap", "another hash": "not the one that was packed", "not a picture": "not what its name says",
    "empty picture": "not what its name says", "two for one": "claim the same place", "another take": "graph says",
    "take as picture": "graph says", "listed only": "does not fit",
}  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.usefixtures("canary")
def test_a_tricky_archive_is_refused_and_nothing_is_written(tmp_path: Path, trick: str) -> None:
    path = TRICKS[trick](tmp_path)
    with pytest.raises(FileFormatError, match=REASONS[trick]) as caught:
        unpack(path, tmp_path / "out")
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


LIES: dict[str, Callable[[Path], Path]] = {
    "listed only": lambda t: evil(t, assets=[{"file": asset(PNG), "media": ["m2"]}]),
    "another hash": lambda t: evil(
        t, (asset(PNG), PNG + b"!"), assets=[{"file": asset(PNG), "media": ["m2"]}]
    ),
    "not a picture": lambda t: evil(
        t, (asset(b"<svg/>"), b"<svg/>"), assets=[{"file": asset(b"<svg/>"), "media": ["m2"]}]
    ),
    "empty picture": lambda t: evil(t, (asset(b""), b""), assets=[{"file": asset(b""), "media": ["m2"]}]),
    "two for one": lambda t: evil(
        t, (asset(PNG), PNG), (asset(PNG + b"2"), PNG + b"2"),
        assets=[{"file": asset(PNG), "media": ["m2"]}, {"file": asset(PNG + b"2"), "media": ["m2"]}],
    ),
    "another take": lambda t: evil(
        t, (asset(MP4, "mp4"), MP4), assets=[{"file": asset(MP4, "mp4"), "takes": ["../x.mp4"]}]
    ),
    "take as picture": lambda t: evil(
        t, (asset(PNG), PNG), assets=[{"file": asset(PNG), "takes": ["9f86d081884c7d65.mp4"]}]
    ),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.usefixtures("canary")
def test_a_lying_manifest_is_refused_and_nothing_stays(tmp_path: Path, lie: str) -> None:
    document = full()
    graph = dumps(document.with_media(replace(document.media["m2"], sha256="")))
    path = LIES[lie](tmp_path)
    path = _with_graph(path, graph)
    with pytest.raises(FileFormatError, match=REASONS[lie]):
        unpack(path, tmp_path / "out")


def _with_graph(path: Path, graph: bytes) -> Path:
    """The archive with another graph, and a manifest that says so."""
    with zipfile.ZipFile(path) as zipped:
        entries = {n: zipped.read(n) for n in zipped.namelist()}
    manifest = json.loads(entries["manifest.json"])
    manifest["graph"] = hashlib.sha256(graph).hexdigest()
    with zipfile.ZipFile(path, "w") as zipped:
        for name, data in {
            **entries,
            "graph.json": graph,
            "manifest.json": json.dumps(manifest).encode(),
        }.items():
            zipped.writestr(name, data)
    return path


def test_the_plain_archive_of_these_tests_is_accepted(tmp_path: Path) -> None:
    path = _with_graph(evil(tmp_path, (asset(PNG), PNG), assets=[{"file": asset(PNG), "media": ["m2"]}]),
                       dumps(full().with_media(replace(full().media["m2"], sha256=""))))  # fmt: skip
    assert unpack(path, tmp_path / "out").document.media["m2"].relative is not None


@pytest.mark.parametrize("name", ["../../x", "con", "a/b", "\u202e", "", "con.film", "x" * 190, "ünï côde"])
def test_a_strange_project_name_becomes_a_plain_file(tmp_path: Path, packed: Path, name: str) -> None:
    found = unpack(packed, tmp_path / "out", name=name)
    assert found.path.parent == tmp_path / "out"
    assert load(found.path).document == found.document


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.data())
def test_damaged_bundles_give_a_document_or_a_clear_refusal(tmp_path: Path, data: st.DataObject) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as zipped:
        text = dumps(Document())
        manifest = {"bundle": 1, "name": "x", "graph": hashlib.sha256(text).hexdigest(), "assets": []}
        zipped.writestr("manifest.json", json.dumps(manifest))
        zipped.writestr("graph.json", text)
    mutant = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutant) - 1))
        mutant[at] = data.draw(st.integers(0, 255))
    path = tmp_path / "mutant.loomz"
    path.write_bytes(mutant)
    try:
        document = inspect(path).document
    except StudioError:
        return
    assert loads(dumps(document)).document == document
