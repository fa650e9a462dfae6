"""An export is asked for in words, refused with a remedy, forecast like other work, and its key is its content."""

import json
import os
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compile import Environment
from engine.document import SOUND, Document, MediaItem, Settings
from engine.errors import FileFormatError, MediaError, ParamError, Problem
from engine.estimate import Figures, kind_of
from engine.export import Export, compile_film, export_film, size_of, span_of, unheard
from engine.plan import Plan
from engine.preset_shelf import PresetShelf, read_preset
from engine.presets import CODECS, PRESETS, Preset, dumps, find, for_extension, loads
from engine.registry import Registry
from engine.shots import Shot, Take
from engine.timeline import Item, Timeline
from engine.tracks import Cue, Sound
from engine.types import Size
from nodes import all_types

RATE, SIZE = Fraction(24), Size(1920, 1088)
TYPES = Registry.load(all_types())
H264, PRORES = PRESETS[0], next(p for p in PRESETS if p.id == "prores")


def take(frames: int) -> Take:
    return Take("t", "t.mp4", frames, RATE, SIZE, 1, 1.0, "2026-01-01T00:00:00+00:00", "m", "d", "k")


def film(**tracks: Any) -> Document:
    timeline = Timeline(RATE, (Item("i", "fox", Fraction(0), Fraction(3)),), **tracks)
    song = MediaItem("song", "song.wav", "ab" * 32, SOUND, 480_000, Fraction(48_000), Size(0, 0))
    return Document(
        settings=Settings(RATE, SIZE),
        media={"song": song},
        shots={"fox": Shot("fox", takes=(take(80),))},
        timeline=timeline,
    )


def planned(document: Document, export: Export, **environment: Any) -> Plan:
    compiled = compile_film(Environment(TYPES, **environment), document, export)
    assert not compiled.errors, compiled.errors
    assert compiled.plan is not None
    return compiled.plan


def sound(**changes: Any) -> Sound:
    return replace(Sound("s", "song", Fraction(1), Fraction(0), Fraction(9)), **changes)


def test_an_export_is_one_encode_step_over_the_film_and_its_forecast_counts_the_codec():
    seconds = {}
    for preset in (H264, PRESETS[3], PRORES):
        plan = planned(film(), Export(preset))
        encode = plan.steps[-1]
        assert (encode.op, encode.facts.frames, encode.facts.size) == ("encode", 72, SIZE)
        assert plan.outputs[0].format == preset.extension
        seconds[preset.id] = plan.forecast
    # 72 frames of two million pixels: seconds, not moments, and H.265 takes the longest.
    assert 5 < seconds["h264"] < seconds["h265"]


def test_what_an_export_took_is_remembered_for_its_codec_alone():
    encode = planned(film(), Export(PRORES)).steps[-1]
    figures = Figures("cpu", {kind_of(encode): ((encode.facts.pixels / 1e6, 77.0),)})
    assert planned(film(), Export(PRORES), figures=figures).forecast == pytest.approx(77)
    assert planned(film(), Export(H264), figures=figures).forecast != pytest.approx(77)


def test_names_change_no_key_and_sounds_do():
    def key(**tracks: Any) -> str:
        return planned(film(**tracks), Export(PRORES, subtitles="track")).outputs[0].key

    cue = Cue("c", Fraction(1), Fraction(1), "Hello")
    assert key(sounds=(sound(),)) == key(sounds=(sound(id="other"),)) != key(sounds=(sound(volume=-3.0),))
    assert key(cues=(cue,)) == key(cues=(replace(cue, id="d"),)) != key(cues=(replace(cue, text="Bye"),))
    assert key(sounds=(sound(muted=True),)) == key() == key(sounds=(sound(start=Fraction(3)),))


def test_subtitles_are_burnt_in_or_a_track_or_left_out():
    document = film(cues=(Cue("c", Fraction(1), Fraction(1), "Hello"),))
    plans = {how: planned(document, Export(PRORES, subtitles=how)) for how in ("", "burn", "track")}
    held = {how: json.dumps(plan.steps[-1].params).count("Hello") for how, plan in plans.items()}
    drawn = {how: json.dumps(plan.steps[-2].params).count("Hello") for how, plan in plans.items()}
    assert held == {"": 0, "burn": 0, "track": 1}
    assert drawn == {"": 0, "burn": 1, "track": 0}


def test_a_range_begins_the_sound_where_it_begins():
    plan = planned(film(sounds=(sound(),)), Export(PRORES, span=(48, 60)))
    assert plan.outputs[0].facts.frames == 12
    assert plan.steps[-1].params["start"] == "2"
    assert "sounds" not in planned(film(sounds=(sound(),)), Export(PRORES, span=(0, 24))).steps[-1].params


def test_a_preset_bounds_the_lines_and_a_size_overrules_it():
    draft = next(p for p in PRESETS if p.id == "draft")
    assert planned(film(), Export(draft)).outputs[0].facts.size == Size(952, 540)
    assert planned(film(), Export(draft, size=Size(320, 180))).outputs[0].facts.size == Size(320, 180)
    assert draft.size(Size(640, 360)) == Size(640, 360)
    # What stands upright is bounded in its width: a film for phones keeps as many pixels as one for the wall.
    assert draft.size(Size(1080, 1920)) == Size(540, 960)
    assert draft.size(Size(1080, 1080)) == Size(540, 540)


def test_a_still_is_one_frame():
    still = next(p for p in PRESETS if p.id == "still")
    assert planned(film(), Export(still, span=(30, 60))).outputs[0].facts.frames == 1


def test_what_cannot_be_is_refused_before_anything_runs():
    cue = (Cue("c", Fraction(1), Fraction(1), "Hello"),)
    gif, dnxhr = (next(p for p in PRESETS if p.id == name) for name in ("gif", "dnxhr"))
    with pytest.raises(ParamError, match="no track of subtitles"):
        export_film(film(cues=cue), TYPES, Export(gif, subtitles="track"))
    with pytest.raises(ParamError, match="256x120"):
        export_film(film(), TYPES, Export(dnxhr, size=Size(128, 72)))
    document = film(sounds=(sound(),))
    gone = {"ab" * 32: Problem("gone")}
    with pytest.raises(MediaError, match=r"song\.wav"):
        export_film(document, TYPES, Export(H264), gone)
    assert export_film(document, TYPES, Export(H264, sound=False), gone)
    problem = unheard(document, gone)
    assert problem is not None
    assert "song.wav" in problem.message
    assert unheard(document, {}) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("24-48", (24, 49)),
        ("5", (5, 6)),
        ("-9", (0, 10)),
        ("90-", (90, 100)),
        ("0:01-0:02.5", (24, 60)),
        ("1s - 2.5s", (24, 60)),
        ("0:00:01-", (24, 100)),
        ("50-5000", (50, 100)),
    ],
)
def test_ranges_as_people_type_them(text: str, span: tuple[int, int]):
    assert span_of(text, RATE, 100) == span


@pytest.mark.parametrize("text", ["", "a-b", "9-3", "200-300", "1-2-3", "1e9-2", "٣-٤", "0:0:0:1-", "1_0"])
def test_ranges_that_are_none(text: str):
    with pytest.raises(ParamError):
        span_of(text, RATE, 100)


def test_sizes_as_people_type_them():
    film_size = Size(1280, 720)
    assert size_of("50%", film_size) == Size(640, 360)
    assert size_of("960x540", film_size) == Size(960, 540)
    assert size_of("540", film_size) == Size(960, 540)
    assert size_of("12.5 %", film_size) == Size(160, 90)
    for text in (
        "",
        "x",
        "0%",
        "%",
        "-5%",
        "-3",
        "1x1",
        "99999x3",
        "1e3%",
        "1e3%x",
        "1e9999%",
        "1/3%",
        "big",
    ):
        with pytest.raises(ParamError):
            size_of(text, film_size)


def test_presets_by_name_and_ending():
    assert find("ProRes 422 hq") is find("prores") is PRORES
    assert for_extension(".MOV") is PRORES
    assert for_extension("exe") is None
    assert len({preset.id for preset in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.id)
def test_a_preset_survives_its_file(preset: Preset):
    back = loads(dumps(preset))
    assert replace(back, id=preset.id) == preset
    assert back.custom


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("codec", "libevil"), ("codec", []), ("extension", "exe"), ("extension", "webm"), ("pixels", "rgb24"),
        ("kind", "still"), ("sound", "mp2"), ("sound", "flac"), ("bitrate", 10**12), ("bitrate", True),
        ("height", -2), ("height", 1.5), ("name", ""), ("name", "a\nb"), ("name", "x" * 1000),
        ("options", {"x264-params": "log=/etc/passwd"}), ("options", {"crf": "1:log=x"}), ("options", {"crf": 18}),
        ("options", [1]), ("shotloom_preset", 2), ("help", None),
    ],
)  # fmt: skip
def test_a_hostile_preset_file_is_refused(field: str, value: Any):
    fields = {**json.loads(dumps(H264)), field: value}
    with pytest.raises(FileFormatError):
        loads(json.dumps(fields).encode())


@given(
    st.binary(max_size=200)
    | st.recursive(st.none() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
def test_anything_else_is_no_preset(data: bytes):
    with pytest.raises(FileFormatError):
        loads(data)


def test_what_is_no_file_is_no_preset(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path / "pipe.json", tmp_path):
        with pytest.raises(FileFormatError, match="is no file"):
            read_preset(path)
    with pytest.raises(FileFormatError, match="cannot be read"):
        read_preset(tmp_path / "gone.json")


def test_presets_of_the_artist(tmp_path: Path):
    shelf = PresetShelf(tmp_path / "presets")
    assert shelf.all() == PRESETS
    mine = replace(H264, label="Für Oma / TV", options=(("crf", "30"),), custom=True)
    shelf.save(mine)
    (tmp_path / "presets" / "broken.json").write_text("{")
    found = shelf.find("für oma / tv")
    assert found is not None
    assert (found.options, found.custom, found.label) == (mine.options, True, mine.label)
    assert len(shelf.all()) == len(PRESETS) + 1
    assert [problem.severity for problem in shelf.problems] == ["warning"]
    shelf.save(replace(mine, height=480))
    assert [p.height for p in shelf.all() if p.custom] == [480]
    shelf.remove(found)
    assert shelf.all() == PRESETS
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(dumps(mine))
    assert shelf.take_in(elsewhere) in shelf.all()


def test_every_preset_of_ours_keeps_to_what_presets_may_name():
    for preset in PRESETS:
        known = CODECS[preset.codec]
        assert preset.extension in known.extensions
        assert {name for name, _ in preset.options} <= known.options
