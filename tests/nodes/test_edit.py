"""Trim to Finish, Title, Switch and the sinks: lengths, rates and sizes are exact, mistakes are named."""

from fractions import Fraction

import pytest

from engine import Settings, Size, StudioError
from engine.values import ClipValue, NumberValue, TextValue
from tests.nodes.lowering import builder, clip, facts, image, lower, only, provenance


def refused(name: str, port: str, /, inputs: object = None, **params: object) -> StudioError:
    """The problem of a node that cannot run; it names the port and a remedy."""
    build = builder()
    given = inputs(build) if callable(inputs) else {}
    with pytest.raises(StudioError) as error:
        lower(build, name, given, **params)
    assert (error.value.port or "") == port
    assert error.value.remedy
    assert error.value.node == "node"
    return error.value


def one_clip(build: object) -> dict[str, ClipValue]:
    """Two seconds at 12/s."""
    return {"clip": clip(build, 24)}  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "file"), [("load_image", "footage"), ("load_clip", "picture")])
def test_loading_the_wrong_or_no_file_is_refused(name: str, file: str) -> None:
    refused(name, "media")
    refused(name, "media", media="nobody")
    wrong = refused(name, "media", media=file)
    assert "Use Load" in str(wrong.remedy)


def test_loaded_media_have_the_facts_of_their_file() -> None:
    build = builder()
    assert facts(lower(build, "load_image", media="picture")["image"]) == (1, 0, Size(320, 180))
    assert facts(lower(build, "load_clip", media="footage")["clip"]) == (48, 24, Size(640, 360))


@pytest.mark.parametrize(
    ("start", "stop", "kept"),
    [(0.0, 0.0, (0, 24)), (0.5, 0.0, (6, 24)), (0.5, 1.0, (6, 12)), (1.0, 9.0, (12, 24))],
)
def test_trim_keeps_the_frames_between_in_and_out(start: float, stop: float, kept: tuple[int, int]) -> None:
    build = builder()
    source = clip(build, 24)
    out = lower(build, "trim", {"clip": source}, start=start, stop=stop)["clip"]
    assert isinstance(out, ClipValue)
    assert provenance(build, out) == [(source.key, i) for i in range(*kept)]


def test_trim_refuses_to_leave_nothing() -> None:
    assert refused("trim", "start", one_clip, start=2.0).value == "2.0"
    assert refused("trim", "stop", one_clip, start=1.0, stop=0.5).value == "0.5"


def test_concatenate_conforms_to_the_first() -> None:
    build = builder()
    a, b = clip(build, 24, 24, Size(448, 256), "a"), clip(build, 12, 12, Size(112, 64), "b")
    out = lower(build, "concatenate", {"clips": [a, b]})["clip"]
    assert facts(out) == (48, 24, Size(448, 256))
    assert not build.notes
    tall = clip(build, 12, 12, Size(64, 112), "c")
    lower(build, "concatenate", {"clips": [a, tall]})
    assert [n.port for n in build.notes] == ["clips"]


def test_a_dissolve_overlaps_and_one_that_is_too_long_is_refused() -> None:
    build = builder()
    clips = [clip(build, 24, name=n) for n in "abc"]
    out = lower(build, "concatenate", {"clips": clips}, join="dissolve", seconds=0.5)["clip"]
    assert facts(out)[0] == 24 * 3 - 2 * 6
    assert facts(lower(build, "concatenate", {"clips": clips[:1]}, join="dissolve")["clip"])[0] == 24
    refused(
        "concatenate", "seconds", lambda b: {"clips": [clip(b, 24), clip(b, 6)]}, join="dissolve", seconds=1.0
    )


@pytest.mark.parametrize(
    ("factor", "frames", "between"), [(2.0, 12, 0), (0.5, 48, 2), (0.25, 96, 4), (1.0, 24, 0)]
)
def test_speed_changes_the_length_and_not_the_rate(factor: float, frames: int, between: int) -> None:
    build = builder()
    out = lower(build, "speed", {"clip": clip(build, 24)}, factor=factor)["clip"]
    assert facts(out)[:2] == (frames, 12)
    assert [s.params["factor"] for s in build.steps if s.op == "interpolate"] == (
        [between] if between else []
    )


def test_speed_without_smoothing_shows_source_frames() -> None:
    build = builder()
    source = clip(build, 4)
    out = lower(build, "speed", {"clip": source}, factor=0.5, smooth=False)["clip"]
    assert isinstance(out, ClipValue)
    assert provenance(build, out) == [(source.key, i) for i in (0, 0, 1, 1, 2, 2, 3, 3)]


def test_reverse_plays_backwards() -> None:
    build = builder()
    source = clip(build, 5)
    out = lower(build, "reverse", {"clip": source})["clip"]
    assert isinstance(out, ClipValue)
    assert provenance(build, out) == [(source.key, i) for i in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("make", [clip, image])
def test_resize_crop_and_upscale_take_clips_and_images(make: object) -> None:
    build = builder(Settings(size=Size(200, 100)))
    source = make(build, size=Size(112, 64))  # type: ignore[operator]
    assert facts(lower(build, "resize", {"picture": source})["picture"])[2] == Size(200, 100)
    assert facts(lower(build, "resize", {"picture": source}, size=[40, 20])["picture"])[2] == Size(40, 20)
    assert facts(lower(build, "crop", {"picture": source})["picture"])[2] == Size(112, 56)
    for factor in (2, 3, 4):
        out = lower(build, "upscale", {"picture": source}, factor=str(factor))["picture"]
        assert facts(out)[2] == Size(112 * factor, 64 * factor)
        assert type(out) is type(source)


def test_a_crop_lies_where_it_is_put() -> None:
    build = builder()
    lower(build, "crop", {"picture": clip(build)}, size=[56, 32], across=1.0, down=0.0)
    assert only(build, "crop").params == {"left": 56, "top": 0, "size": [56, 32]}
    error = refused("crop", "size", lambda b: {"picture": clip(b)}, size=[200, 32])
    assert error.value == "200x32"


@pytest.mark.parametrize(
    ("params", "frame"),
    [
        ({}, 0),
        ({"frame": -1}, 23),
        ({"frame": 5}, 5),
        ({"by": "time", "time": 1.0}, 12),
        ({"by": "time", "time": 1.99}, 23),
    ],
)
def test_a_frame_is_taken_by_number_or_time(params: dict[str, object], frame: int) -> None:
    build = builder()
    lower(build, "frame", {"clip": clip(build, 24)}, **params)
    assert only(build, "grab").params["frame"] == frame


def test_a_frame_outside_the_clip_is_refused() -> None:
    assert refused("frame", "frame", one_clip, frame=24).value == "24"
    assert refused("frame", "frame", one_clip, frame=-25).value == "-25"
    assert refused("frame", "time", one_clip, by="time", time=2.0).value == "2.0"


@pytest.mark.parametrize("factor", [2, 4])
def test_interpolate_keeps_the_duration(factor: int) -> None:
    build = builder()
    out = lower(build, "interpolate", {"clip": clip(build, 24)}, factor=str(factor))["clip"]
    assert facts(out)[:2] == (24 * factor, 12 * factor)


@pytest.mark.parametrize("rate", [12, 24, 25, 30, 48, "24000/1001"])
def test_finish_brings_a_clip_to_the_documents_size_and_rate(rate: object) -> None:
    build = builder(Settings(rate=Fraction(str(rate)), size=Size(448, 252)))
    out = lower(build, "finish", {"clip": clip(build, 48)})["clip"]
    assert facts(out) == (round(4 * Fraction(str(rate))), Fraction(str(rate)), Size(448, 252))
    assert only(build, "upscale").params["factor"] == 4


def test_finish_upscales_no_more_than_the_size_needs() -> None:
    for have, factor in (
        (Size(112, 64), [4]),
        (Size(640, 360), [2]),
        (Size(1280, 720), []),
        (Size(1920, 1080), []),
    ):
        build = builder()
        lower(build, "finish", {"clip": clip(build, 12, 24, have)})
        assert [s.params["factor"] for s in build.steps if s.op == "upscale"] == factor


def test_changing_the_upscale_changes_no_key_before_it() -> None:
    keys = []
    for scale in ("2", "4"):
        build = builder()
        made = lower(build, "generate", {"prompt": TextValue("a dog")}, duration=1.0)
        lower(build, "finish", {"clip": made["clip"]}, scale=scale)
        keys.append({s.op: s.key for s in build.steps})
    assert keys[0]["decode"] == keys[1]["decode"]
    assert keys[0]["upscale"] != keys[1]["upscale"]


def test_a_title_is_timed_in_frames() -> None:
    build = builder()
    out = lower(
        build,
        "title",
        {"clip": clip(build, 24)},
        text="The End",
        start=0.5,
        stop=1.5,
        fade_in=0.25,
        fade_out=0.0,
    )
    assert facts(out["clip"])[0] == 24
    assert only(build, "title").params == {
        "text": "The End", "position": "centre", "size": 0.12, "weight": "semibold", "colour": "#ffffff",
        "opacity": 1.0, "start": 6, "stop": 18, "fade_in": 3, "fade_out": 0,
    }  # fmt: skip


def test_fades_that_are_too_long_share_the_time_there_is() -> None:
    build = builder()
    lower(build, "title", {"clip": clip(build, 24)}, fade_in=6.0, fade_out=2.0)
    params = only(build, "title").params
    assert params["fade_in"] + params["fade_out"] == 24
    assert params["fade_in"] == 18


def test_titles_that_cannot_show_are_refused_or_noted() -> None:
    refused("title", "start", one_clip, start=2.0)
    refused("title", "stop", one_clip, start=1.0, stop=0.5)
    build = builder()
    source = clip(build, 24)
    assert lower(build, "title", {"clip": source}, text="  ")["clip"] == source
    assert [n.port for n in build.notes] == ["text"]


def test_switch_lets_the_chosen_input_through() -> None:
    build = builder()
    a, b = clip(build, 5, name="a"), clip(build, 6, name="b")
    assert lower(build, "switch", {"inputs": [a, b]}, choose=2)["output"] == b
    refused("switch", "choose", lambda x: {"inputs": [clip(x)]}, choose=2)
    refused("switch", "inputs", lambda x: {"inputs": [clip(x), NumberValue(1)]})
    assert lower(build, "reroute", {"input": NumberValue(2)})["output"] == NumberValue(2)


def test_sinks_say_what_is_delivered_and_how_it_is_named() -> None:
    build = builder()
    source = clip(build, 24)
    assert lower(build, "shot", {"clip": source})["clip"] == source
    assert build.sink is not None
    assert (build.sink.picture, build.sink.kind, build.sink.name) == (source, "take", "{stem}-{shot}-{take}")
    build = builder()
    held = lower(build, "shot", {"clip": image(build)}, hold=1.5)["clip"]
    assert facts(held)[:2] == (36, 24)
    build = builder()
    assert lower(build, "save_clip", {"clip": clip(build)}, name="{stem} final") == {}
    assert build.sink is not None
    assert (build.sink.kind, build.sink.name) == ("file", "{stem} final")


@pytest.mark.parametrize("name", ["../out", "/tmp/x", "a\\b", "", "{folder}", "x\x00", "{", "con/x"])
def test_a_graph_names_a_file_and_never_a_folder(name: str) -> None:
    refused("save_clip", "name", one_clip, name=name)


def test_a_clip_beyond_a_minute_of_4k_is_refused() -> None:
    error = refused("upscale", "", lambda b: {"picture": clip(b, 1400, 24, Size(3840, 2160))})
    assert "too large" in error.message
