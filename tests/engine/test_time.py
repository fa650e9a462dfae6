"""Time: exact rates, durations that count frames, lengths that an autoencoder can make."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.time import (
    MAX_RATE,
    as_seconds,
    frame_at,
    frames_in,
    generated_frames,
    rate,
    round_half_up,
    timecode,
)

RATES = st.sampled_from([Fraction(12), Fraction(24), Fraction(24000, 1001), Fraction(30), Fraction(240)])


@pytest.mark.parametrize(
    ("given_", "exact"),
    [
        (24, Fraction(24)),
        (23.976, Fraction(24000, 1001)),
        ("23.976", Fraction(24000, 1001)),
        (23.98, Fraction(24000, 1001)),
        (29.97, Fraction(30000, 1001)),
        ("30000/1001", Fraction(30000, 1001)),
        (59.94, Fraction(60000, 1001)),
        (12.5, Fraction(25, 2)),
        ("25/2", Fraction(25, 2)),
        (Fraction(1, 3), Fraction(1, 3)),
        (240, Fraction(240)),
    ],
)
def test_a_rate_is_exact(given_: float | str | Fraction, exact: Fraction) -> None:
    assert rate(given_) == exact


@pytest.mark.parametrize(
    "wrong",
    [
        0,
        -24,
        240.1,
        float("nan"),
        float("inf"),
        "24/0",
        "",
        "1e9",
        "1e999999999",
        " 24",
        "fast",
        "24/1/1",
        10**400,
    ],
)
def test_what_is_no_rate_is_refused_at_once(wrong: float | str) -> None:
    with pytest.raises(ValueError, match="rate"):
        rate(wrong)


@given(st.fractions(-1000, 1000, max_denominator=50))
def test_halves_round_upwards(value: Fraction) -> None:
    found = round_half_up(value)
    assert found - Fraction(1, 2) <= value < found + Fraction(1, 2)


@given(st.one_of(st.floats(0, 1000), st.integers(0, 1000), st.fractions(0, 1000, max_denominator=999)), RATES)
def test_durations_count_the_nearest_number_of_frames(seconds: float | int | Fraction, at: Fraction) -> None:
    exact = round_half_up(as_seconds(seconds) * at)
    assert frames_in(seconds, at) == max(1, exact)
    assert frame_at(seconds, at) == exact


def test_a_tenth_is_a_tenth() -> None:
    assert as_seconds(0.1) == Fraction(1, 10)
    assert frames_in(1.4, Fraction(12)) == 17
    assert frames_in(0.0, Fraction(24)) == 1
    assert frame_at(-1.0, Fraction(24)) == 0


@given(st.integers(-3, 500), st.integers(1, 8))
def test_generated_frames_are_the_next_that_fit(wanted: int, stride: int) -> None:
    found = generated_frames(wanted, stride)
    assert (found - 1) % stride == 0
    assert found >= max(1, wanted)
    assert found - stride < max(1, wanted)


def test_timecode_counts_minutes_seconds_frames() -> None:
    assert timecode(24 * 61 + 5, Fraction(24)) == "1:01:05"
    assert timecode(29, Fraction(30000, 1001)) == "0:00:29"
    assert timecode(3, Fraction(1, 4)) == "0:03:00"
    assert MAX_RATE == 240
