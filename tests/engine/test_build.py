"""The builder: the algebra of clips comes out exact in static facts, and refuses with port, value and remedy."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import ParamError, Size, StudioError
from engine.build import MAX_CLIP_FRAMES
from engine.errors import Problem
from engine.values import ClipValue
from tests.nodes.lowering import CLIP, IMAGE, builder, clip, facts, image, ops

HD = Size(640, 360)


def test_the_whole_clip_is_no_trim() -> None:
    build = builder()
    source = clip(build, 24)
    assert build.trim(source, 0, 24) is source
    assert facts(build.trim(source, 3, 10)) == (7, 12, source.facts.size)


@pytest.mark.parametrize("part", [(-1, 5), (5, 5), (6, 5), (0, 25), (24, 25)])
def test_a_trim_outside_the_clip_is_refused(part: tuple[int, int]) -> None:
    build = builder()
    with pytest.raises(StudioError) as error:
        build.trim(clip(build, 24), *part)
    assert error.value.node == "node"
    assert error.value.remedy


@given(frames=st.integers(1, 200), start=st.integers(0, 199), length=st.integers(1, 200))
def test_the_parts_of_a_clip_add_up(frames: int, start: int, length: int) -> None:
    build = builder()
    source = clip(build, frames)
    start, stop = min(start, frames - 1), min(min(start, frames - 1) + length, frames)
    part = build.trim(source, start, stop)
    again = build.concat(part, build.reverse(part))
    assert facts(again) == (2 * (stop - start), source.facts.rate, source.facts.size)


def test_retiming_to_the_same_is_nothing() -> None:
    build = builder()
    source = clip(build, 24)
    assert build.retime(source, Fraction(12)) is source
    assert build.retime(source, Fraction(12), 24) is source
    assert facts(build.retime(source, Fraction(24))) == (48, 24, source.facts.size)
    assert facts(build.retime(source, Fraction(12), speed=Fraction(2))) == (12, 12, source.facts.size)
    assert facts(build.retime(source, Fraction(12), 30)) == (30, 12, source.facts.size)
    assert facts(build.retime(clip(build, 1), Fraction(1))) == (1, 1, source.facts.size)


@given(
    frames=st.integers(1, 300),
    have=st.sampled_from([Fraction(12), Fraction(24), Fraction(24000, 1001), Fraction(25), Fraction(7)]),
    want=st.sampled_from([Fraction(12), Fraction(24), Fraction(24000, 1001), Fraction(30), Fraction(60)]),
)
def test_smoothing_and_conforming_keep_the_duration(frames: int, have: Fraction, want: Fraction) -> None:
    build = builder()
    source = clip(build, frames, have)
    for found in (build.smooth(source, want), build.conform(source, want, HD)):
        assert found.facts.rate == want
        assert abs(found.facts.duration - source.facts.duration) <= 1 / want
    assert build.conform(source, want, HD).facts.size == HD


@pytest.mark.parametrize(
    ("have", "want", "factor"),
    [
        (12, 24, 2),
        (12, 48, 4),
        (12, 12, 1),
        (24, 12, 1),
        (12, 30, 4),
        (12, 60, 4),
        ("24000/1001", 24, 1),
        (12, 24.2, 2),
    ],
)
def test_smoothing_interpolates_no_more_than_the_rate_needs(have: object, want: float, factor: int) -> None:
    build = builder()
    build.smooth(clip(build, 24, have), Fraction(str(want)))
    found = [s.params["factor"] for s in build.steps if s.op == "interpolate"]
    assert found == ([factor] if factor > 1 else [])


def test_a_dissolve_is_shorter_by_its_overlap() -> None:
    build = builder()
    a, b = clip(build, 10, name="a"), clip(build, 20, name="b")
    assert facts(build.dissolve(a, b, 4))[0] == 26
    with pytest.raises(StudioError) as error:
        build.dissolve(a, b, 10)
    assert error.value.value == "10"


def test_resize_crop_and_upscale_of_clips_and_images() -> None:
    build = builder()
    for picture in (clip(build, 5), image(build)):
        assert build.resize(picture, picture.facts.size) is picture
        assert build.crop(picture, picture.facts.size) is picture
        assert build.resize(picture, HD).facts.size == HD
        cut = build.crop(picture, Size(100, 60))
        assert (cut.facts.size, cut.facts.frames, type(cut)) == (
            Size(100, 60),
            picture.facts.frames,
            type(picture),
        )
        assert build.upscale(picture, 3, "detail").facts.size == Size(336, 192)
    centred = next(s for s in build.steps if s.op == "crop")
    assert (centred.params["left"], centred.params["top"]) == (6, 2)


def test_only_the_upscaler_model_has_a_part_in_the_key() -> None:
    build = builder()
    source = clip(build)
    build.upscale(source, 2, "detail")
    build.upscale(source, 2, "lanczos")
    assert [s.params["model"] for s in build.steps if s.op == "upscale"] == ["u" * 32, ""]


@pytest.mark.parametrize("corner", [(13, 0), (0, 5), (-1, 0), (0, -1)])
def test_a_crop_must_lie_inside(corner: tuple[int, int]) -> None:
    build = builder()
    with pytest.raises(StudioError, match="does not lie inside"):
        build.crop(image(build), Size(100, 60), *corner)


def test_a_frame_is_grabbed_from_either_end() -> None:
    build = builder()
    source = clip(build, 10)
    for frame, index in ((0, 0), (9, 9), (-1, 9), (-10, 0)):
        build.grab(source, frame)
        assert build.steps[-1].params == {"frame": index}
    for frame in (10, -11):
        with pytest.raises(StudioError) as error:
            build.grab(source, frame)
        assert (error.value.port, error.value.value) == ("frame", str(frame))


def test_an_image_is_held_and_a_clip_is_left() -> None:
    build = builder()
    source = clip(build, 5)
    assert build.as_clip(source, 99, Fraction(24)) is source
    assert facts(build.as_clip(image(build), 48, Fraction(24))) == (48, 24, Size(112, 64))


def test_times_snap_to_frames_inside_the_clip() -> None:
    build = builder()
    source = clip(build, 24)
    assert [build.frame_of(source, s) for s in (0.0, 0.04, 0.05, 1.0, 99.0)] == [0, 0, 1, 12, 24]
    assert [build.frames_of(source, s) for s in (0.0, 0.5, 99.0)] == [1, 6, 24]


def test_no_clip_is_longer_or_larger_than_a_minute_of_4k() -> None:
    build = builder()
    for make in (
        lambda: build.hold(image(build), MAX_CLIP_FRAMES + 1, Fraction(240)),
        lambda: build.upscale(build.hold(image(build, Size(8192, 8192)), 60, Fraction(1)), 4, "lanczos"),
        lambda: build.retime(clip(build, 14_000), Fraction(120)),
    ):
        with pytest.raises(StudioError, match="too large") as error:
            make()
        assert error.value.value
        assert error.value.remedy


def test_media_are_read_by_their_content() -> None:
    build = builder()
    still, film = build.read("picture", "image", "media"), build.read("footage", "any", "media")
    assert facts(still) == (1, 0, IMAGE.size)
    assert facts(film) == (CLIP.frames, CLIP.rate, CLIP.size)
    assert [(s.op, s.params) for s in build.steps] == [
        ("read_image", {"media": IMAGE.sha256}),
        ("read_clip", {"media": CLIP.sha256}),
    ]


@pytest.mark.parametrize(
    ("media", "of", "what"),
    [
        (None, "image", "no file yet"),
        ("", "clip", "no file yet"),
        ("nothing", "any", "not among"),
        ("picture", "clip", "needs a clip, but this file is an image"),
        ("footage", "image", "needs an image, but this file is a clip"),
    ],
)
def test_media_that_cannot_be_read_are_refused(media: str | None, of: str, what: str) -> None:
    with pytest.raises(ParamError, match=what) as error:
        builder().read(media, of, "media")
    assert (error.value.node, error.value.port) == ("node", "media")
    assert error.value.remedy


def test_an_hour_of_footage_can_be_read_and_cut_but_not_changed_whole() -> None:
    hour = replace(CLIP, frames=3600 * 24, size=Size(3840, 2160))
    build = builder(media=[hour])
    film = build.read("footage", "clip", "media")
    assert isinstance(film, ClipValue)
    assert facts(build.trim(film, 80_000, 80_024))[0] == 24
    with pytest.raises(StudioError, match="too large"):
        build.reverse(film)


def test_a_take_is_read_by_its_file() -> None:
    build = builder()
    found = build.read_take("abc.mp4", 24, Fraction(12), HD)
    assert facts(found) == (24, 12, HD)
    assert build.steps[-1].params == {"take": "abc.mp4"}


def test_an_unknown_model_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ParamError) as error:
        builder().model("bigger")
    assert (error.value.port, error.value.value) == ("model", "bigger")
    assert "built-in" in str(error.value.remedy)


def test_a_note_is_a_warning_at_the_node() -> None:
    build = builder()
    build.note("it was moved", port="clip", value=3)
    assert build.notes == [Problem("it was moved", "node", "clip", "3", None, "warning")]


def test_steps_carry_the_node_and_equal_work_has_equal_keys() -> None:
    build = builder()
    source = clip(build)
    assert build.reverse(source) == build.reverse(source)
    assert {s.node for s in build.steps} == {"node"}
    assert ops(build) == ["read_clip", "reverse", "reverse"]
    assert isinstance(source, ClipValue)
