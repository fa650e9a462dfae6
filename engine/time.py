"""Time as the house keeps it: integer frames and a rational rate; seconds only where a person types or reads them.

Durations count frames, not intervals: a clip of 24 frames at 24/s lasts one second. Pure functions, used everywhere.
"""

import re
from fractions import Fraction

Rate = Fraction

MAX_RATE = Fraction(240)
_WRITTEN = re.compile(r"[0-9]{1,9}([/.][0-9]{1,9})?")
"""A rate as text, "24" or "23.976" or "24000/1001"; Fraction alone would work for minutes on "1e999999999"."""


def rate(value: int | float | str | Fraction) -> Fraction:
    """A frame rate as an exact fraction; 23.976, 23.98, 29.97 and their like become n*1000/1001.

    Raises ValueError outside (0, 240], for NaN, and for text that is not "n", "n/d" or "n.d".
    """
    if isinstance(value, str) and not _WRITTEN.fullmatch(value):
        raise ValueError(f"a rate is written as 24, 23.976 or 24000/1001, not {value[:40]!r}")
    try:
        exact = Fraction(value).limit_denominator(100_000) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        raise ValueError(f"a rate is a number above 0, not {value}") from error
    for base in (24, 30, 48, 60, 120):
        if abs(exact - Fraction(base * 1000, 1001)) < Fraction(1, 200):
            exact = Fraction(base * 1000, 1001)
    if not 0 < exact <= MAX_RATE:
        raise ValueError(f"a rate lies in (0, {MAX_RATE}]")
    return exact


def round_half_up(value: Fraction) -> int:
    """The nearest integer, halves upwards (Python's own `round` goes to even)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def frames_in(seconds: Fraction | float | int, at: Fraction) -> int:
    """How many frames a duration takes at a rate, at least one."""
    return max(1, _nearest(seconds, at))


def frame_at(seconds: Fraction | float | int, at: Fraction) -> int:
    """The index of the frame nearest to a time, at least zero."""
    return max(0, _nearest(seconds, at))


def _nearest(seconds: Fraction | float | int, at: Fraction) -> int:
    """`round_half_up(as_seconds(seconds) * at)` in whole numbers: the compiler asks this of every node."""
    if isinstance(seconds, float):
        parts, whole = round(seconds * 1_000_000), 1_000_000
    else:
        parts, whole = seconds.numerator, seconds.denominator
    above, below = parts * at.numerator, whole * at.denominator
    return (2 * above + below) // (2 * below)


def as_seconds(value: Fraction | float | int) -> Fraction:
    """Seconds as an exact fraction; floats snap to the microsecond so that 0.1 means one tenth."""
    return (
        Fraction(value)
        if isinstance(value, int | Fraction)
        else Fraction(round(value * 1_000_000), 1_000_000)
    )


def generated_frames(wanted: int, stride: int = 4) -> int:
    """The next `stride * n + 1 >= wanted` frames: what a causal autoencoder can make."""
    return stride * -(-(max(wanted, 1) - 1) // stride) + 1


def timecode(frame: int, at: Fraction) -> str:
    """`m:ss:ff` of a frame, without drop frames."""
    whole = round_half_up(at) or 1
    seconds, rest = divmod(frame, whole)
    return f"{seconds // 60}:{seconds % 60:02d}:{rest:02d}"
