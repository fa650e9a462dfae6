"""Exports before they are begun: names, what is compiled, what is in the way, what a file carries."""

import os
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from engine.document import Document
from engine.errors import ParamError
from engine.loom_read import loads
from engine.presets import PRESETS, Preset, find
from engine.session import Opened, Session
from engine.shots import Shot
from engine.types import Size
from studio.carried import GRAPH, NOTHING, WORDLESS
from studio.export import names
from studio.export.outlook import outlook
from studio.export.surplus import clear
from studio.export.wanted import BLACK, SHOTS, TRIMMED, Wanted, beside, blackened, orders, pieces
from studio.export.words import (
    depth_words,
    picture_words,
    quality_range,
    rough_bytes,
    sound_words,
    with_quality,
)
from studio.workbench import session as make_session
from tests.engine.refusing import refuse_files
from tests.studio.export_project import PROMPT, SIZE, export_project


@pytest.fixture
def session(own_folders: None) -> Iterator[Session]:
    made = make_session()
    yield made
    made.close()


def preset(name: str) -> Preset:
    found = find(name)
    assert found is not None
    return found


def wanted(
    session: Session, folder: Path, form: str = "h264", *, third: bool = False, **more: object
) -> Wanted:
    opened = session.open(export_project(folder, third=third))
    (folder / "out").mkdir()
    fields = {"name": "night", **more}
    return Wanted(opened, preset(form), folder / "out", stem="night", **fields)  # type: ignore[arg-type]


def with_document(wish: Wanted, document: Document) -> Wanted:
    return replace(wish, opened=replace(wish.opened, document=document))


# -- names -------------------------------------------------------------------------------------------------------------


def test_a_file_has_its_ending_and_pictures_a_folder_of_their_own() -> None:
    assert names.target(Path("/x"), "night", preset("h264")) == Path("/x/night.mp4")
    assert names.target(Path("/x"), "night", preset("png")) == Path("/x/night/night_%05d.png")
    assert names.stem_of("night.MP4", preset("h264")) == "night"
    assert names.stem_of("night.v2", preset("h264")) == "night.v2"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a/b", "a-b"),
        ("../../etc", "-..-etc"),
        ("  ", "film"),
        ("..", "film"),
        ("a%05db", "adb"),
        ("C:\\x", "C-x"),
    ],
)
def test_no_name_leads_out_of_the_folder_or_takes_the_number_of_pictures(typed: str, kept: str) -> None:
    assert names.clean(typed) == kept


def test_a_pattern_is_filled_in_and_an_unknown_field_is_refused() -> None:
    words = {"stem": "night", "shot": "Car", "take": "6", "seed": "7"}
    assert names.filled("{stem}-{shot}-{take}", words) == "night-Car-6"
    with pytest.raises(ParamError, match=r"\{stem\}"):
        names.filled("{stm}", words)
    with pytest.raises(ParamError):
        names.filled("a{", words)
    assert names.apart(["Car-1", "car-1", "Car-1"]) == ["Car-1", "car-1-2", "Car-1-3"]


def test_every_picture_of_a_sequence_is_looked_for(tmp_path: Path) -> None:
    path = names.target(tmp_path, "f", preset("png"))
    assert names.taken([(path, 3)]) == []
    path.parent.mkdir()
    (path.parent / "f_00003.png").write_bytes(b"")
    (path.parent / "f_00004.png").write_bytes(b"")
    assert names.taken([(path, 3)]) == [path.parent / "f_00003.png"]
    assert names.free(tmp_path, "f", preset("png"), 3) == "f-2"


# -- words -------------------------------------------------------------------------------------------------------------


def test_every_preset_is_told_in_plain_words() -> None:
    assert picture_words(preset("h264")) == "H.264 in MP4, 8 bit 4:2:0"
    assert picture_words(preset("prores")) == "ProRes in QuickTime, 10 bit 4:2:2"
    assert depth_words("bgr0") == "8 bit RGB, lossless"
    assert (sound_words(preset("h264")), sound_words(preset("ffv1"))) == ("AAC, 256 kbit/s", "FLAC, lossless")
    assert all(picture_words(known) for known in PRESETS)


def test_a_better_quality_makes_a_larger_file_and_a_codec_without_one_is_left_alone() -> None:
    h264 = preset("h264")
    assert quality_range(h264) == (0, 51, 18)
    assert quality_range(preset("prores")) is None
    sizes = [rough_bytes(with_quality(h264, crf), SIZE, 24, 1.0, sound=False) for crf in (12, 18, 24)]
    assert sizes == sorted(sizes, reverse=True)
    assert rough_bytes(h264, SIZE, 24, 1.0, sound=True) - sizes[1] == 32_000


# -- what is in the way ------------------------------------------------------------------------------------------------


def test_an_outlook_has_the_facts_of_the_file(session: Session, tmp_path: Path) -> None:
    found = outlook(session, wanted(session, tmp_path), keys=False)
    assert found.problems == ()
    assert (found.size, found.rate, found.frames) == (SIZE, 24, 24)
    assert found.files == (tmp_path / "out" / "night.mp4",)
    assert (found.sounds, found.subtitles, found.gaps, found.taken) == (True, True, (), ())
    assert found.bytes > 0
    assert found.seconds is None


def test_an_empty_film_cannot_be_exported(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path)
    empty = replace(wish.opened.document, timeline=replace(wish.opened.document.timeline, items=()))
    found = outlook(session, with_document(wish, empty), keys=False)
    assert found.problems == ("The film is empty: put a shot on the timeline.",)


def test_shots_without_a_take_are_made_on_the_way_or_left_black(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, third=True)
    made = outlook(session, wish, keys=False)
    assert (made.gaps, made.problems, made.make) == (("c",), (), 1)
    black = outlook(session, replace(wish, gaps=BLACK), keys=False)
    assert (black.gaps, black.problems, black.make, black.frames) == (("c",), (), 0, 30)
    assert [item.shot for item in blackened(wish.opened.document).timeline.items] == ["a", "b", None]


def test_a_shot_that_cannot_be_made_is_told_with_the_way_out(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, third=True)
    graph = wish.opened.document.graph
    cut_off = wish.opened.document.with_graph(
        graph.unlink(*(link for link in graph.links if link.target == "c"))
    )
    found = outlook(session, with_document(wish, cut_off), keys=False)
    assert found.problems
    assert found.problems[0].startswith("Sea: ")
    assert "Shots without a take can be left black." in found.notes
    assert outlook(session, with_document(replace(wish, gaps=BLACK), cut_off), keys=False).problems == ()


def test_a_take_without_its_file_is_told(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path)
    (wish.opened.takes / "b.mkv").unlink()
    (problem,) = outlook(session, wish, keys=False).problems
    assert problem.startswith("Boat: the file of its take is not there")


def test_a_missing_sound_is_told_and_may_be_left_out(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path)
    (tmp_path / "song.wav").unlink()
    wish = replace(wish, opened=session.open(wish.opened.path))
    (problem,) = outlook(session, wish, keys=False).problems
    assert "song.wav" in problem
    assert "export without sound" in problem
    assert outlook(session, replace(wish, sound=False), keys=False).problems == ()


def test_a_held_tail_is_told_only_where_it_is_exported(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path)
    cut = wish.opened.document.timeline
    longer = (cut.items[0], replace(cut.items[1], length=Fraction(1)))
    wish = with_document(wish, replace(wish.opened.document, timeline=replace(cut, items=longer)))
    (note,) = outlook(session, wish, keys=False).notes
    assert note.startswith("Boat is 0.17 s shorter than its place")
    assert outlook(session, replace(wish, span=(0, 30)), keys=False).notes == ()


def test_what_a_kind_of_file_leaves_out_is_told(session: Session, tmp_path: Path) -> None:
    found = outlook(session, wanted(session, tmp_path, "gif"), keys=False)
    assert found.notes == ("GIF holds no sound: the soundtrack is left out.",)
    found = outlook(session, wanted(session, tmp_path / "again", "gif", subtitles="track"), keys=False)
    assert "no track of subtitles" in found.problems[0]


def test_what_is_there_already_is_seen(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path)
    (wish.folder / "night.mp4").write_bytes(b"old")
    assert outlook(session, wish, keys=False).taken == (wish.folder / "night.mp4",)


def test_pictures_of_a_longer_film_behind_the_last_one_are_told(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, "png")
    folder = wish.folder / "night"
    folder.mkdir(parents=True)
    for number in (24, 25, 26):
        (folder / f"night_{number:05d}.png").write_bytes(b"old")
    found = outlook(session, wish, keys=False)
    assert found.taken == (folder / "night_00024.png",)
    assert found.notes[-1] == (
        "night_00025.png and what follows are of an earlier, longer export: Replace moves them to the trash."
    )
    assert [older.path.name for older in found.surplus] == ["night_00025.png", "night_00026.png"]
    (folder / "night_00024.png").unlink()
    found = outlook(session, wish, keys=False)
    assert found.notes[-1] == "night_00025.png and what follows are of an earlier export and stay there."
    assert not names.beyond([(folder / "night.mp4", 24)])


def test_only_pictures_that_follow_without_a_gap_go_and_only_unchanged_ones(tmp_path: Path) -> None:
    pattern = tmp_path / "night_%05d.png"
    for name in ("night_00003.png", "night_00004.png", "night_00006.png", "night_00003.jpg", "night_3.png"):
        (tmp_path / name).write_bytes(b"old")
    older = names.beyond([(pattern, 2)])
    assert [one.path.name for one in older] == ["night_00003.png", "night_00004.png"]
    os.utime(older[1].path, ns=(1, 1))
    gone: list[Path] = []
    assert clear(older, lambda path: gone.append(path) or True).startswith("1 picture of an earlier")
    assert gone == [older[0].path]
    assert "could not go to the trash: 1" in clear(older[:1], lambda path: False)
    older[0].path.unlink()
    older[0].path.symlink_to(tmp_path / "night_00006.png")
    assert clear(older, lambda path: pytest.fail("not ours")) == ""


def test_a_folder_that_is_not_there_is_told_and_made_with_its_first_file(
    session: Session, tmp_path: Path
) -> None:
    wish = wanted(session, tmp_path)
    wish.folder.rmdir()
    assert (
        outlook(session, wish, keys=False).notes[-1]
        == f"The folder {wish.folder} is not there yet: it is made."
    )
    (order,) = orders(session, wish).orders
    assert order.delivery.make_folders
    assert not wish.folder.exists()


def test_a_place_that_takes_no_file_is_told(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path)
    wish.folder.rmdir()
    wish.folder.write_bytes(b"a file")
    (problem,) = outlook(session, wish, keys=False).problems
    assert problem.endswith("is no folder. Choose another.")
    assert "cannot be made" in orders(session, wish).problems[0]


def test_a_folder_that_promises_more_than_it_keeps_is_told_in_one_sentence(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wish = wanted(session, tmp_path)
    monkeypatch.setattr("studio.export.outlook.free_bytes", lambda folder: 0)
    refuse_files(monkeypatch, wish.folder)
    found = outlook(session, wish, keys=False)
    assert found.problems == (f"Nothing may be written into {wish.folder}. Choose another folder.",)
    assert not any("disk has only" in note for note in found.notes)


def test_a_full_disk_is_told_beforehand(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.export.outlook.free_bytes", lambda folder: 1024)
    assert outlook(session, wanted(session, tmp_path), keys=False).notes == ("The disk has only 1 KiB left.",)


def test_what_came_between_looking_and_writing_is_not_written_over(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path)
    (wish.folder / "night.mp4").write_bytes(b"old")
    answer = orders(session, wish)
    assert answer.orders == ()
    assert answer.problems == ("night.mp4 is there already. Export once more",)
    assert len(orders(session, replace(wish, overwrite=True)).orders) == 1
    assert [Path(*o.delivery.files.values()).name for o in orders(session, beside(wish, (), 24)).orders] == [
        "night-2.mp4"
    ]


def test_files_of_shots_stay_beside_those_that_are_there(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, name=names.PATTERN, what=SHOTS)
    for name in ("night-Boat-1.mp4", "night-Car-1-2.mp4"):
        (wish.folder / name).write_bytes(b"old")
    found = outlook(session, wish, keys=False)
    assert beside(wish, found.files, found.frames).name == "{stem}-{shot}-{take}-3"


# -- shots as files ----------------------------------------------------------------------------------------------------


def test_each_shot_is_a_film_of_its_own(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, third=True, name=names.PATTERN, what=SHOTS)
    assert [(piece.name, piece.shot) for piece in pieces(wish)] == [
        ("night-Car-1", "a"),
        ("night-Boat-1", "b"),
    ]
    found = outlook(session, wish, keys=False)
    assert found.frames == 40
    assert found.notes == ("Left out, as they have no take yet: Sea",)
    short = outlook(session, replace(wish, length=TRIMMED, items=("i1",)), keys=False)
    assert (short.frames, [path.name for path in short.files]) == (12, ["night-Car-1.mp4"])


def test_shots_in_a_size_are_each_measured_by_themselves(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, name=names.PATTERN, what=SHOTS, scale="50%")
    assert outlook(session, wish, keys=False).size == Size(56, 32)
    assert "not understood" in outlook(session, replace(wish, scale="x"), keys=False).problems[0]


# -- what a file carries -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("carry", [GRAPH, WORDLESS, NOTHING])
def test_prompts_travel_only_where_they_may(session: Session, tmp_path: Path, carry: str) -> None:
    answer = orders(session, wanted(session, tmp_path, carry=carry))
    assert answer.problems == ()
    (order,) = answer.orders
    texts = order.delivery.metadata
    assert "Shotloom" in texts["comment"]
    assert (PROMPT in str(texts)) == (carry == GRAPH)
    if carry == NOTHING:
        assert set(texts) == {"comment"}
    else:
        document = loads(texts["shotloom"].encode()).document
        assert [item.id for item in document.timeline.items] == ["i1", "i2"]
    assert order.delivery.files == {order.plan.outputs[0].id: str(tmp_path / "out" / "night.mp4")}
    assert not order.delivery.overwrite
    assert (order.place, order.delivery.label) == ("", "night.mp4")


def test_shots_of_a_project_without_a_film_are_all_there_are(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, name=names.PATTERN, what=SHOTS)
    empty = replace(wish.opened.document, timeline=replace(wish.opened.document.timeline, items=()))
    empty = replace(empty, shots={**empty.shots, "c": Shot("c")})
    opened: Opened = replace(wish.opened, document=empty)
    assert [piece.shot for piece in pieces(replace(wish, opened=opened))] == ["a", "b"]


def test_shots_that_are_selected_in_the_graph_need_no_film(session: Session, tmp_path: Path) -> None:
    wish = wanted(session, tmp_path, name=names.PATTERN, what=SHOTS, shots=("b",), length=TRIMMED)
    found = outlook(session, wish, keys=False)
    assert [path.name for path in found.files] == ["night-Boat-1.mp4"]
    assert found.frames == 12
