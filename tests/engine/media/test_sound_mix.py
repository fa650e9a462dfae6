"""The soundtrack is the same to the sample, whatever stretches it is asked for in."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.media.sound_mix import SAMPLE_RATE, mix, sample_at
from engine.tracks import Sound

SECOND = Fraction(1)
NOISE = np.random.default_rng(1).uniform(-0.4, 0.4, (SAMPLE_RATE, 2)).astype(np.float32)
ONES = np.full((SAMPLE_RATE, 2), 0.25, np.float32)
TRACKS = {"noise": NOISE, "ones": ONES}

moments = st.fractions(Fraction(0), Fraction(2), max_denominator=96_000)
sounds = st.builds(
    Sound,
    id=st.just("s"),
    media=st.sampled_from(("noise", "ones", "missing")),
    start=st.fractions(Fraction(-1), Fraction(2), max_denominator=96_000),
    in_point=moments,
    length=moments,
    volume=st.floats(-60, 12),
    fade_in=moments,
    fade_out=moments,
    muted=st.booleans(),
)


def ones(**changes: object) -> Sound:
    return Sound("s", "ones", **{"start": SECOND, "in_point": 0 * SECOND, "length": SECOND / 2, **changes})


@given(
    st.lists(sounds, max_size=4),
    st.integers(0, 40_000),
    st.lists(st.integers(1, 30_000), min_size=1, max_size=4),
)
def test_pieces_put_together_are_the_whole(pieces: list[Sound], start: int, counts: list[int]):
    whole = mix(pieces, TRACKS.get, start, sum(counts))
    parts, at = [], start
    for count in counts:
        parts.append(mix(pieces, TRACKS.get, at, count))
        at += count
    np.testing.assert_array_equal(np.concatenate(parts), whole)
    assert whole.shape == (sum(counts), 2)
    assert np.abs(whole).max() <= 1.0


def test_a_sound_stands_where_it_was_put_and_nowhere_else():
    out = mix([ones()], TRACKS.get, 0, 2 * SAMPLE_RATE)
    loud = np.flatnonzero(out[:, 0])
    assert (loud[0], loud[-1]) == (SAMPLE_RATE, SAMPLE_RATE * 3 // 2 - 1)


def test_the_in_point_chooses_the_stretch_and_the_media_s_end_is_silent():
    sound = Sound("s", "noise", 0 * SECOND, SECOND / 2, SECOND)
    out = mix([sound], TRACKS.get, 0, SAMPLE_RATE)
    np.testing.assert_array_equal(out[: SAMPLE_RATE // 2], NOISE[SAMPLE_RATE // 2 :])
    assert not out[SAMPLE_RATE // 2 :].any()


def test_volume_is_in_decibels_and_muted_is_silent():
    out = mix([ones(volume=-20.0)], TRACKS.get, SAMPLE_RATE, 10)
    np.testing.assert_allclose(out, 0.025, rtol=1e-5)
    assert not mix([ones(muted=True)], TRACKS.get, SAMPLE_RATE, 10).any()


def test_fades_rise_and_fall_in_a_straight_line():
    out = mix([ones(fade_in=SECOND / 4, fade_out=SECOND / 8)], TRACKS.get, SAMPLE_RATE, SAMPLE_RATE // 2)[
        :, 0
    ]
    assert out[0] == 0
    np.testing.assert_allclose(out[SAMPLE_RATE // 8], 0.125, rtol=1e-4)
    np.testing.assert_allclose(out[SAMPLE_RATE // 4], 0.25, rtol=1e-4)
    np.testing.assert_allclose(out[-SAMPLE_RATE // 16], 0.125, rtol=1e-3)


def test_sounds_add_up_and_stop_at_full_scale():
    many = [ones(volume=12.0)] * 3
    assert mix(many, TRACKS.get, SAMPLE_RATE, 10).max() == 1.0
    np.testing.assert_allclose(mix([ones(), ones()], TRACKS.get, SAMPLE_RATE, 4), 0.5)


def test_frames_begin_on_the_nearest_sample():
    rate = Fraction(30_000, 1001)
    assert [sample_at(n / rate) for n in range(4)] == [0, 1602, 3203, 4805]
