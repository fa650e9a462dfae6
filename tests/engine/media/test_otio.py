"""Cuts for other editing programs: what is written is read back by OpenTimelineIO with the same cuts and all takes."""

import sys
import zipfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from urllib.request import url2pathname
from xml.etree import ElementTree

import opentimelineio as otio
import pytest

from engine.document import Document, MediaItem, Settings
from engine.errors import InputError, OutputError, UsageError
from engine.graph import Graph, Node
from engine.media.otio import Files, write_film
from engine.shots import Shot, Take
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Marker, Placed, Sound
from engine.types import Size

RATES = [Fraction(24), Fraction(25), Fraction(30000, 1001)]


def take(name: str, frames: int, rate: Fraction) -> Take:
    return Take(name, f"{name}.mp4", frames, rate, Size(64, 36), 7, 1.0, "2026-01-01", "m", "d", "k")


def project(folder: Path, rate: Fraction = Fraction(24)) -> tuple[Document, Files]:
    """Two shots with takes, one without, and a cut with a gap, a dissolve and everything beside it."""
    takes = folder / "takes"
    takes.mkdir(exist_ok=True)
    fox, sea = [take("t1", 60, rate), take("t2", 50, rate), take("t3", 9, rate)], [take("u1", 90, rate)]
    for made in (*fox, *sea):
        (takes / made.file).write_bytes(made.id.encode() * 100)
    (takes / "t3.mp4").unlink()
    song = folder / "my song.wav"
    song.write_bytes(b"RIFF")

    def items(*given: tuple[str, str | None, int, int, int]) -> tuple[Item, ...]:
        return tuple(Item(n, s, i / rate, length / rate, {}, d / rate) for n, s, i, length, d in given)

    timeline = Timeline(
        rate,
        items(
            ("i1", "fox", 4, 20, 0), ("i2", "sea", 12, 30, 6), ("i3", None, 0, 5, 0), ("i4", "fox", 0, 8, 0),
            ("i5", "new", 3, 7, 0),
        ),
        overlay=(Placed("o1", "sea", 10 / rate, Fraction(0), 5 / rate, Fraction(1, 2)),),
        cues=(Cue("c", Fraction(0), Fraction(1), "Hello"),),
        sounds=(
            Sound("a1", "song", Fraction(1, 2), Fraction(3), Fraction(2), -6.0),
            Sound("a2", "song", Fraction(1), Fraction(0), Fraction(1)),
            Sound("a3", "song", Fraction(4), Fraction(0), Fraction(1)),
        ),
        markers=(
            Marker("k1", 12 / rate, "beat", "#dd2222"),
            Marker("k2", 14 / rate, "jump", item="i2"),
            Marker("k3", Fraction(99), "trimmed away", item="i2"),
        ),
    )  # fmt: skip
    document = Document(
        settings=Settings(rate, Size(64, 36)),
        media={
            "song": MediaItem("song", "my song.wav", "0" * 64, "sound", 480_000, Fraction(48000), Size(0, 0))
        },
        graph=Graph.of(
            [Node("fox", "shotloom.shot", title="Fox"), Node("sea", "shotloom.shot", title="Sea")]
        ),
        shots={
            "fox": Shot("fox", takes=tuple(fox), pick="t2"),
            "sea": Shot("sea", "The Sea", takes=tuple(sea)),
        },
        timeline=timeline,
    )
    return document, Files(takes, {"song": song})


def stretches(track: Any, rate: Fraction) -> list[tuple[str, int, int]]:
    """Name ("" for a gap), in point and length in frames."""
    found = []
    for child in track:
        if not isinstance(child, otio.schema.Transition):
            start, length = child.source_range.start_time, child.source_range.duration
            name = "" if isinstance(child, otio.schema.Gap) else child.name
            frames = [round(time.rescaled_to(float(rate)).value) for time in (start, length)]
            found.append((name, 0 if not name else frames[0], frames[1]))
    return found


CUTS = [("Fox", 4, 20), ("The Sea", 12, 30), ("", 0, 5), ("Fox", 0, 8), ("new", 3, 7)]


@pytest.mark.parametrize("rate", RATES)
def test_an_otio_file_has_the_same_cuts_and_all_takes(tmp_path: Path, rate: Fraction) -> None:
    document, files = project(tmp_path, rate)
    notes = write_film(document, tmp_path / "film.otio", files)
    film = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
    main, overlay, *sounds = film.tracks
    assert stretches(main, rate) == CUTS
    assert stretches(overlay, rate) == [("", 0, 10), ("The Sea", 0, 5)]
    assert [len(list(track.find_clips())) for track in sounds] == [2, 1], (
        "sounds that overlap lie on two tracks"
    )
    (dissolve,) = (child for child in main if isinstance(child, otio.schema.Transition))
    assert (dissolve.in_offset.value, dissolve.out_offset.value) == (3, 3)
    fox = main[0]
    assert sorted(fox.media_references()) == ["t1", "t2", "t3"]
    assert fox.active_media_reference_key == "t2"
    active = fox.media_reference
    assert Path(url2pathname(urlparse(active.target_url).path)).read_bytes() == b"t2" * 100
    assert (active.available_range.duration.value, active.metadata["shotloom"]["seed"]) == (50, "7")
    assert fox.media_references()["t3"].is_missing_reference
    song = sounds[0].find_clips()[0]
    assert song.media_reference.target_url.endswith("my%20song.wav")
    assert song.source_range.start_time.to_seconds() == 3
    assert [marker.name for marker in film.tracks.markers] == ["beat"]
    assert film.tracks.markers[0].color == "RED"
    assert [marker.name for marker in main[2].markers] == ["jump"]
    assert film.metadata["shotloom"]["cues"][0]["text"] == "Hello"
    assert any("t3.mp4" in note for note in notes)
    assert any("new has no take" in note for note in notes)


def test_a_bundle_holds_every_take_and_sound(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    write_film(document, tmp_path / "film.otioz", files)
    target = tmp_path / "opened"
    target.mkdir()
    film = otio.adapters.read_from_file(str(tmp_path / "film.otioz"), extract_to_directory=str(target))
    assert stretches(film.tracks[0], Fraction(24)) == CUTS
    for key, reference in film.tracks[0][0].media_references().items():
        if not reference.is_missing_reference:
            assert (target / url2pathname(reference.target_url)).read_bytes() == key.encode() * 100
    with zipfile.ZipFile(tmp_path / "film.otioz") as bundle:
        takes = {"media/Fox-take-1-t1.mp4", "media/Fox-take-2-t2.mp4", "media/The-Sea-take-1-u1.mp4"}
        names = takes | {"media/my-song-song.wav"}
        assert set(bundle.namelist()) == names | {"version.txt", "content.otio"}


def cuts_of(folder: Path, name: str, rate: Fraction, *, dissolve: bool) -> list[tuple[int, int]]:
    """In points and lengths of the main track as OpenTimelineIO reads them from a list of cuts that we wrote."""
    document, files = project(folder, rate)
    if not dissolve:
        plain = tuple(replace(item, dissolve=Fraction(0)) for item in document.timeline.items)
        document = document.with_timeline(replace(document.timeline, items=plain))
    notes = write_film(document, folder / name, files)
    assert any("main track alone" in note for note in notes)
    options = {"rate": float(rate)} if name.endswith("edl") else {}
    film = otio.adapters.read_from_file(str(folder / name), **options)
    return [(start, length) for _, start, length in stretches(film.tracks[0], rate)]


@pytest.mark.parametrize("rate", [*RATES[:2], Fraction(48)])
@pytest.mark.parametrize("name", ["film.edl", "film.fcpxml"])
def test_lists_of_cuts_have_the_same_cuts(tmp_path: Path, name: str, rate: Fraction) -> None:
    assert cuts_of(tmp_path, name, rate, dissolve=False) == [(start, length) for _, start, length in CUTS]


@pytest.mark.parametrize("rate", [*RATES, Fraction(24000, 1001)])
def test_fcpxml_is_exact_at_every_rate(tmp_path: Path, rate: Fraction) -> None:
    """Read without the adapter, which counts frames of 29.97 as of 29."""
    document, files = project(tmp_path, rate)
    write_film(document, tmp_path / "film.fcpxml", files)
    tree = ElementTree.parse(tmp_path / "film.fcpxml")
    (form,) = tree.iter("format")
    assert Fraction(form.attrib["frameDuration"].rstrip("s")) == 1 / rate
    (spine,) = tree.iter("spine")

    def frames(element: ElementTree.Element, name: str) -> Fraction:
        return Fraction(element.get(name, "0s").rstrip("s")) * rate

    found = [
        (frames(e, "offset"), frames(e, "start") if e.tag == "clip" else 0, frames(e, "duration"))
        for e in spine
    ]
    assert found == [(0, 4, 20), (20, 12, 30), (50, 0, 5), (55, 0, 8), (63, 3, 7)]


def test_shots_of_one_name_are_told_apart(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    shots = {key: replace(shot, name="Scene") for key, shot in document.shots.items()}
    write_film(replace(document, shots=shots), tmp_path / "film.fcpxml", files)
    film = otio.adapters.read_from_file(str(tmp_path / "film.fcpxml"))
    found = [(clip.name, clip.media_reference.target_url[-6:]) for clip in film.tracks[0].find_clips()]
    fox, sea = ("Scene, take 2", "t2.mp4"), ("Scene 2, take 1", "u1.mp4")
    assert found[:3] == [fox, sea, fox]


@pytest.mark.parametrize("names", [("A 2", "A", "A"), ("A", "A", "A 2"), ("A 2", "A 2", "A")])
def test_names_stay_apart_whatever_number_they_have(tmp_path: Path, names: tuple[str, ...]) -> None:
    document, files = project(tmp_path)
    keys = ("fox", "sea", "new")
    shots = {
        key: replace(document.shots.get(key, Shot(key)), name=n) for key, n in zip(keys, names, strict=True)
    }
    write_film(replace(document, shots=shots), tmp_path / "film.otio", files)
    film = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
    found = {clip.name: clip.metadata["shotloom"]["shot"] for clip in film.tracks[0].find_clips()}
    assert sorted(found.values()) == sorted(keys)


def test_every_take_is_called_as_the_artist_knows_it(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    write_film(document, tmp_path / "film.otio", files)
    film = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
    names = {key: take.name for key, take in film.tracks[0][0].media_references().items()}
    assert names == {"t1": "Fox, take 1", "t2": "Fox, take 2", "t3": "Fox, take 3"}


def test_an_edl_names_the_take_and_has_a_reel_for_each(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    # Reels are short, and hold plain letters only.
    shots = {
        "fox": replace(document.shots["fox"], name="Möwe am Hafen"),
        "sea": replace(
            document.shots["sea"],
            name="Mowe am Haff",
            takes=(take("u0", 9, Fraction(24)), take("u1", 90, Fraction(24))),
        ),
    }
    write_film(replace(document, shots=shots), tmp_path / "film.edl", files)
    text = (tmp_path / "film.edl").read_text("utf-8")
    assert "* FROM CLIP NAME:  Möwe am Hafen, take 2\n" in text
    assert "t2.mp4" in text
    film = otio.adapters.read_from_file(str(tmp_path / "film.edl"), rate=24.0)
    clips = list(film.tracks[0].find_clips())
    assert [clip.metadata["cmx_3600"]["reel"] for clip in clips[:3]] == ["MOWEAMT2", "MOWET2N2", "MOWEAMT2"]


@pytest.mark.parametrize(
    ("title", "name"),
    [("Boot / Küste: 2?", "Boot-Küste-2-take-1-0123abcd.mp4"), ("…", "take-1-0123abcd.mp4"),
     ("CON", "CON-take-1-0123abcd.mp4"), ("x" * 300, "x" * 48 + "-0123abcd.mp4")],
)  # fmt: skip
def test_files_of_a_bundle_have_names_for_every_disk(tmp_path: Path, title: str, name: str) -> None:
    document, files = project(tmp_path)
    made = [replace(take(f"0123abcd{end}", 90, Fraction(24)), id=end) for end in ("cc", "dd")]
    for one in made:
        (files.takes / one.file).write_bytes(b"film")
    shots = {"fox": Shot("fox", title, takes=(made[0],)), "sea": Shot("sea", title, takes=(made[1],))}
    write_film(replace(document, shots=shots), tmp_path / "film.otioz", files)
    with zipfile.ZipFile(tmp_path / "film.otioz") as bundle:
        found = [Path(entry).name for entry in bundle.namelist() if entry.endswith(".mp4")]
    assert found[0] == name
    assert len({entry.casefold() for entry in found}) == 2


def test_a_muted_sound_is_written_as_one_that_is_off(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    first, *others = document.timeline.sounds
    cut = replace(document.timeline, sounds=(replace(first, muted=True), *others))
    write_film(replace(document, timeline=cut), tmp_path / "film.otio", files)
    film = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
    clips = [clip for track in film.audio_tracks() for clip in track.find_clips()]
    assert {clip.metadata["shotloom"]["item"]: clip.enabled for clip in clips} == {
        "a1": False, "a2": True, "a3": True,
    }  # fmt: skip


def test_a_rate_without_timecode_says_what_to_write_instead(tmp_path: Path) -> None:
    document, files = project(tmp_path, Fraction(12))
    with pytest.raises(InputError, match=r"cannot be written as EDL.*Write it as \.otio"):
        write_film(document, tmp_path / "film.edl", files)
    assert not (tmp_path / "film.edl").exists()


def test_an_edl_begins_the_second_shot_where_the_dissolve_begins(tmp_path: Path) -> None:
    found = cuts_of(tmp_path, "film.edl", Fraction(24), dissolve=True)
    assert found == [(4, 17), (9, 33), (0, 5), (0, 8), (3, 7)]


def test_lists_of_cuts_say_what_they_leave_out(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    first, second, *rest = document.timeline.items
    faded = replace(
        document.timeline,
        items=(replace(first, dissolve=Fraction(1, 4)), replace(second, in_point=1 / Fraction(24)), *rest),
    )
    notes = write_film(document.with_timeline(faded), tmp_path / "film.edl", files)
    assert any("fades from and to black" in note for note in notes)
    assert any("shorter in the file" in note for note in notes)


def test_what_exists_is_not_written_over(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    (tmp_path / "film.otio").write_text("mine")
    with pytest.raises(OutputError, match="exists already"):
        write_film(document, tmp_path / "film.otio", files)
    write_film(document, tmp_path / "film.otio", files, overwrite=True)
    assert "OTIO_SCHEMA" in (tmp_path / "film.otio").read_text()


@pytest.mark.parametrize("kind", ["otio", "otioz"])
def test_what_came_meanwhile_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    document, files = project(tmp_path)
    path, write = tmp_path / f"film.{kind}", otio.adapters.write_to_string

    def meanwhile(*given: Any, **named: Any) -> str:
        path.write_text("mine")
        text: str = write(*given, **named)
        return text

    monkeypatch.setattr(otio.adapters, "write_to_string", meanwhile)
    with pytest.raises(OutputError, match="exists already"):
        write_film(document, path, files)
    assert path.read_text() == "mine"


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    document, files = project(tmp_path)
    with pytest.raises(UsageError, match="no file of a cut"):
        write_film(document, tmp_path / "film.doc", files)
    with pytest.raises(InputError, match="empty"):
        write_film(Document(), tmp_path / "film.otio", files)


def test_without_the_library_the_remedy_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, files = project(tmp_path)
    monkeypatch.setitem(sys.modules, "opentimelineio", None)
    with pytest.raises(UsageError, match=r"pip install shotloom\[interchange\]"):
        write_film(document, tmp_path / "film.otio", files)
