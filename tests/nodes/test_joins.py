"""Extend, Connect, Loop, Retake and Remix: source frames pass through untouched, and the new part fits in between."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import Size, StudioError, kept_beside
from engine.build import Builder
from engine.time import frames_in
from engine.values import ClipValue
from tests.nodes.lowering import Frame, builder, clip, facts, lower, only, ops, provenance

RATES = [1, "7/3", 8, 12, 15, 24, 25, 30, 60, 240, "24000/1001"]


def frames_of(source: ClipValue) -> list[Frame]:
    """Every frame of a source, by where it comes from."""
    return [(source.key, i) for i in range(source.facts.frames)]


def result(build: object, out: object) -> tuple[ClipValue, list[Frame]]:
    """The clip of an output and where its frames come from."""
    value = out["clip"]  # type: ignore[index]
    assert isinstance(value, ClipValue)
    return value, provenance(build, value)  # type: ignore[arg-type]


@given(
    frames=st.integers(1, 70),
    rate=st.sampled_from(RATES),
    seconds=st.floats(0.05, 4),
    direction=st.sampled_from(["forward", "backward", "both"]),
)
def test_extend_is_source_and_new_part(frames: int, rate: object, seconds: float, direction: str) -> None:
    build = builder()
    source = clip(build, frames, rate, Size(448, 256))
    value, came = result(
        build, lower(build, "extend_clip", {"clip": source}, seconds=seconds, direction=direction)
    )
    new = frames_in(seconds, source.facts.rate)
    ahead = new if direction != "forward" else 0
    behind = new if direction != "backward" else 0
    assert facts(value) == (ahead + frames + behind, source.facts.rate, source.facts.size)
    assert came[ahead : ahead + frames] == frames_of(source)
    assert all(key != source.key for key, _ in came[:ahead] + came[ahead + frames :])


@given(
    first=st.integers(1, 40),
    second=st.integers(1, 40),
    rate=st.sampled_from(RATES),
    seconds=st.floats(0.05, 4),
)
def test_connect_is_first_bridge_second(first: int, second: int, rate: object, seconds: float) -> None:
    build = builder()
    a, b = clip(build, first, rate, Size(448, 256), "a"), clip(build, second, rate, Size(448, 256), "b")
    value, came = result(build, lower(build, "connect", {"first": a, "second": b}, seconds=seconds))
    bridge = frames_in(seconds, a.facts.rate)
    assert facts(value) == (first + bridge + second, a.facts.rate, a.facts.size)
    assert came[:first] == frames_of(a)
    assert came[first + bridge :] == frames_of(b)


@given(
    first=st.integers(1, 40),
    second=st.integers(1, 40),
    rate=st.sampled_from(RATES),
    kind=st.sampled_from(["forward", "backward", "both", "connect", "loop"]),
)
def test_a_new_part_alone_comes_with_half_a_second_of_what_it_joins(
    first: int, second: int, rate: object, kind: str
) -> None:
    build = builder()
    a, b = clip(build, first, rate, Size(448, 256), "a"), clip(build, second, rate, Size(448, 256), "b")
    given_, node = {
        "connect": ({"first": a, "second": b}, "connect"),
        "loop": ({"clip": a}, "loop"),
    }.get(kind, ({"clip": a}, "extend_clip"))
    params = {"direction": kind} if node == "extend_clip" else {}
    _, all_of_it = result(build, lower(build, node, given_, seconds=1.0, **params))
    value, came = result(build, lower(build, node, given_, seconds=1.0, result="new", **params))
    new = frames_in(1.0, a.facts.rate)
    before, after = kept_beside(first, a.facts.rate), kept_beside(second, a.facts.rate)
    # Exactly those frames that the whole has there: the cuts are as seamless.
    expected = {
        "forward": all_of_it[first - before :],
        "backward": all_of_it[: new + before],
        "both": all_of_it,
        "connect": all_of_it[first - before : first + new + after],
        "loop": [*all_of_it[first - before :], *all_of_it[:before]],
    }[kind]
    assert came == expected
    assert value.facts.frames == len(expected)
    assert 1 <= before <= max(1, a.facts.rate / 2)


def test_connect_brings_the_second_clip_to_the_first() -> None:
    build = builder()
    a, b = clip(build, 24, 24, Size(448, 256), "a"), clip(build, 10, 12, Size(112, 64), "b")
    value, came = result(build, lower(build, "connect", {"first": a, "second": b}, seconds=1.0))
    assert facts(value) == (24 + 24 + 20, 24, Size(448, 256))
    assert came[:24] == frames_of(a)


def test_connect_says_that_a_clip_of_another_shape_loses_its_edges() -> None:
    for size, warned in ((Size(224, 128), False), (Size(64, 112), True)):
        build = builder()
        lower(build, "connect", {"first": clip(build), "second": clip(build, 24, 12, size, "y")})
        assert [note.port for note in build.notes] == (["second"] if warned else [])


@given(frames=st.integers(1, 40), rate=st.sampled_from(RATES), seconds=st.floats(0.05, 4))
def test_loop_is_source_and_a_bridge_back(frames: int, rate: object, seconds: float) -> None:
    build = builder()
    source = clip(build, frames, rate)
    value, came = result(build, lower(build, "loop", {"clip": source}, seconds=seconds))
    bridge = frames_in(seconds, source.facts.rate)
    assert facts(value)[0] == frames + bridge
    assert came[:frames] == frames_of(source)
    placed = only(build, "denoise").params["conditions"]
    assert {strength for _, strength in placed} == {1.0}
    assert placed[0][0] == 0
    assert placed[-1][0] % 4 == 0


def test_context_is_the_last_nine_frames_and_the_first_nine() -> None:
    build = builder()
    source = clip(build, 40)
    lower(build, "loop", {"clip": source}, seconds=1.25)
    encoded = [
        next(s for s in build.steps if s.key == e.inputs[0]) for e in build.steps if e.op == "encode_frames"
    ]
    kept = [provenance(build, ClipValue(s.key, s.facts)) for s in encoded]
    assert kept == [[(source.key, i) for i in range(31, 40)], [(source.key, i) for i in range(9)]]
    assert only(build, "denoise").params["conditions"] == [[0, 1.0], [24, 1.0]]
    assert only(build, "denoise").params["shape"][0] == (24 + 9 - 1) // 4 + 1


@pytest.mark.parametrize(("rate", "every", "made"), [(24, 2, 1), (36, 3, 2), (60, 5, 4), (30, 2.5, 1)])
def test_context_ends_on_the_very_last_frame_and_begins_where_a_latent_frame_ends(
    rate: int, every: float, made: int
) -> None:
    """The bridge of 1.25 s ends less than a native frame before frame 24: so much of the source is made as well."""
    build = builder()
    source = clip(build, 120, rate)
    lower(build, "loop", {"clip": source})
    encoded = [
        next(s for s in build.steps if s.key == e.inputs[0]) for e in build.steps if e.op == "encode_frames"
    ]
    last, first = ([i for _, i in provenance(build, ClipValue(s.key, s.facts))] for s in encoded)
    assert first == [made + int(i * every + 0.5) for i in range(9)]
    assert last == [119 - int(i * every + 0.5) for i in range(8, -1, -1)]


def test_the_bridge_begins_right_behind_the_context_and_ends_right_before_it() -> None:
    build = builder()
    source = clip(build, 40)
    _, came = result(build, lower(build, "loop", {"clip": source}, seconds=1.25))
    made = only(build, "decode").key
    assert came[40:] == [(made, i) for i in range(9, 24)]


def moments(build: Builder, bridge: ClipValue) -> list[Fraction]:
    """The moment in generated frames that each frame of a bridge shows."""
    steps = {s.key: s for s in build.steps}
    pace, origin, step = Fraction(1), Fraction(0), steps[bridge.key]
    while step.op != "decode":
        source = steps[step.inputs[0]]
        if step.op == "retime":
            pace *= Fraction(step.params["speed"]) * source.facts.rate / step.facts.rate
        elif step.op == "trim":
            origin += step.params["start"]
        elif step.op == "interpolate":
            pace, origin = pace / step.params["factor"], origin / step.params["factor"]
        step = source
    return [origin + i * pace for i in range(bridge.facts.frames)]


@pytest.mark.parametrize("rate", [12, 24, 25, 30, 60])
@pytest.mark.parametrize("seconds", [0.3, 0.5, 0.6, 0.75, 1.0, 1.1, 1.25, 2.0, 3.1])
def test_a_bridge_runs_at_true_speed_and_shows_the_next_clip_where_it_begins(
    rate: int, seconds: float
) -> None:
    build = builder()
    a, b = clip(build, 2 * rate, rate, name="a"), clip(build, 2 * rate, rate, name="b")
    out = lower(build, "connect", {"first": a, "second": b}, seconds=seconds)
    bridge = next(s for s in build.steps if s.key == out["clip"].key).inputs[1]
    step = next(s for s in build.steps if s.key == bridge)
    shown = moments(build, ClipValue(step.key, step.facts))
    per = Fraction(12, rate)
    assert all(later - now == per for now, later in pairwise(shown))
    begins = shown[-1] + per
    # The nearest frame of an interpolated clip may be half a step away from the exact moment.
    assert abs(shown[0] - (8 + per)) <= Fraction(1, 8)
    denoise = only(build, "denoise")
    encoded = {s.key: s for s in build.steps if s.op == "encode_frames"}
    pictures = [encoded[k].inputs[0] for k in denoise.inputs if k in encoded]
    facts_of = {s.key: s.facts for s in build.steps}
    for (place, strength), key in zip(denoise.params["conditions"][1:], pictures[1:], strict=True):
        first = provenance(build, ClipValue(key, facts_of[key]))[0]
        assert strength == 1.0
        assert first[0] == b.key
        assert abs(first[1] - (place - begins) / per) <= Fraction(1, 2) + Fraction(1, 8) / per
    assert denoise.params["conditions"][-1][0] % 4 == 0


def test_new_frames_before_a_clip_lead_right_up_to_it() -> None:
    build = builder()
    source = clip(build, 40)
    _, came = result(build, lower(build, "extend_clip", {"clip": source}, seconds=1.25, direction="backward"))
    made = only(build, "decode").key
    assert only(build, "denoise").params["conditions"] == [[16, 1.0]]
    assert came[:15] == [(made, i) for i in range(1, 16)]


def test_a_clip_at_twice_the_rate_is_continued_half_a_frame_later() -> None:
    build = builder()
    source = clip(build, 48, 24)
    lower(build, "extend_clip", {"clip": source}, seconds=1.0)
    between = only(build, "interpolate")
    part = next(s for s in build.steps if s.key == between.inputs[0])
    # From the last frame of context on, so that the first new frame lies between it and the first generated one.
    assert part.params["start"] == 8
    cut = next(s for s in build.steps if s.op == "trim" and s.inputs[0] == between.key)
    assert (cut.params["start"], cut.params["stop"]) == (1, 25)


def test_the_new_part_has_the_sources_size() -> None:
    build = builder()
    lower(build, "extend_clip", {"clip": clip(build, 24, 12, Size(448, 256))}, seconds=1.0)
    assert only(build, "upscale").params["factor"] == 4
    small = builder()
    lower(small, "loop", {"clip": clip(small)})
    assert "upscale" not in ops(small)


@given(
    frames=st.integers(1, 90),
    rate=st.sampled_from(RATES),
    start=st.floats(0, 3),
    length=st.floats(0.05, 3),
)
def test_retake_keeps_everything_outside_whole_latent_frames(
    frames: int, rate: object, start: float, length: float
) -> None:
    build = builder()
    source = clip(build, frames, rate, Size(448, 256))
    if start >= source.facts.duration:
        return
    stop = start + length
    value, came = result(build, lower(build, "retake", {"clip": source}, start=start, stop=stop))
    assert facts(value) == (frames, source.facts.rate, source.facts.size)
    new = [i for i, (key, _) in enumerate(came) if key != source.key]
    assert new == list(range(new[0], new[-1] + 1))
    assert all(frame == (source.key, i) for i, frame in enumerate(came) if i not in new)
    # Every source frame that shows inside the range is made anew, and nothing further away than a latent frame.
    slack = Fraction(5, 12)
    for i in range(frames):
        shown = Fraction(i) / source.facts.rate
        if start + 1 / source.facts.rate <= shown < stop - 1 / source.facts.rate:
            assert i in new
        if shown < start - slack - 1 / source.facts.rate or shown > stop + slack + 1 / source.facts.rate:
            assert i not in new


def test_retake_frees_only_the_latent_frames_of_its_range() -> None:
    build = builder()
    source = clip(build, 40)
    # Frames 20 to 24 lie in latent frames 5 (17..20) and 6 (21..24).
    _, came = result(build, lower(build, "retake", {"clip": source}, start=20 / 12, stop=25 / 12))
    assert [i for i, (key, _) in enumerate(came) if key != source.key] == list(range(17, 25))
    denoise = only(build, "denoise")
    # Nine frames of context, from frame 8, come first: three latent frames.
    assert denoise.params["free"] == [3, 5]
    assert denoise.params["shape"][0] == 7
    assert came[17:25] == [(only(build, "decode").key, i) for i in range(9, 17)]


def test_new_frames_of_a_retake_show_the_moments_of_those_they_replace() -> None:
    build = builder()
    source = clip(build, 80, 24)
    _, came = result(build, lower(build, "retake", {"clip": source}, start=20 / 12, stop=25 / 12))
    new = [i for i, (key, _) in enumerate(came) if key != source.key]
    between = only(build, "interpolate")
    part = next(s for s in build.steps if s.key == between.inputs[0])
    first_seen = 8  # native frames before the context
    shown = [first_seen + part.params["start"] + Fraction(came[i][1], 2) for i in new]
    assert shown == [Fraction(i, 2) for i in new]


def test_extending_a_clip_whose_frames_last_for_minutes_is_refused() -> None:
    build = builder()
    with pytest.raises(StudioError) as error:
        lower(build, "extend_clip", {"clip": clip(build, 3, "1/120")})
    assert error.value.port == "clip"
    assert error.value.remedy


def test_retake_of_the_first_frames_has_no_context_before_it() -> None:
    build = builder()
    _, came = result(build, lower(build, "retake", {"clip": clip(build, 40)}, start=0.0, stop=0.25))
    assert only(build, "denoise").params["free"] == [0, 2]
    made = only(build, "decode").key
    assert came[:5] == [(made, i) for i in range(5)]


@pytest.mark.parametrize(
    ("params", "port"), [({"start": 2.0, "stop": 3.0}, "start"), ({"start": 1.0, "stop": 0.5}, "stop")]
)
def test_retake_refuses_a_range_that_is_none(params: dict[str, float], port: str) -> None:
    build = builder()
    with pytest.raises(StudioError) as error:
        lower(build, "retake", {"clip": clip(build, 24)}, **params)
    assert error.value.port == port
    assert error.value.value is not None
    assert error.value.remedy


@given(frames=st.integers(1, 60), rate=st.sampled_from(RATES), change=st.floats(0, 1))
def test_remix_gives_the_whole_clip_at_native_size_and_rate(frames: int, rate: object, change: float) -> None:
    build = builder()
    source = clip(build, frames, rate, Size(1280, 720))
    value, _ = result(build, lower(build, "remix", {"clip": source}, change=change))
    duration = Fraction(frames) / source.facts.rate
    got, native, size = facts(value)
    assert (native, size) == (12, Size(112, 64))
    assert abs(got / native - duration) <= Fraction(1, 24) or got == 1
    params = only(build, "denoise").params
    assert params["change"] == change
    assert params["free"] is None


def test_remix_refuses_what_is_too_long() -> None:
    build = builder()
    with pytest.raises(StudioError) as error:
        lower(build, "remix", {"clip": clip(build, 12 * 61)})
    assert error.value.port == "clip"
    assert "Retake" in str(error.value.remedy)
