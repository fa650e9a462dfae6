"""Places in a film as artists write and read them: hours, minutes, seconds and frames.

In: frames and a rate, or what was typed. Out: text, or a frame. Rates that are no whole number count as film and
television do without drop: 23.976 has 24 frames in each written second. Used by the viewer and the timeline.
"""

import re
from fractions import Fraction
from math import ceil

from engine.time import round_half_up

MOST = 10_000_000
"""Frames that can be typed at most: four days at 24/s."""
_SECONDS = re.compile(r"(\d{1,7}(?:[.,]\d{1,6})?)\s*s|(\d{1,7}[.,]\d{1,6})")
_DIGITS = re.compile(r"\d{3,10}")
_PARTS = re.compile(r"\d{1,7}(?:[:;]\d{1,7}){0,3}")


def told(frame: int, rate: Fraction) -> str:
    """A frame as "00:00:04:12"; below zero with a minus."""
    base = nominal(rate)
    seconds, frames = divmod(abs(frame), base)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    digits = len(str(base - 1))
    sign = "-" if frame < 0 else ""
    return f"{sign}{hours:02}:{minutes:02}:{seconds:02}:{frames:0{digits}}"


def read(text: str, rate: Fraction, at: int = 0) -> int | None:
    """The frame that was typed, None for what is no place: "1:04:12" (from the right: frames, seconds, minutes, hours),
    "10412" (the same without colons), "96f" (a frame), "4.5" or "4s" (seconds), each with + or - in front counted from
    `at`.
    """
    wanted = text.strip().lower()
    sign = wanted[:1] if wanted[:1] in ("+", "-", "\u2212") else ""
    size = _size(wanted[len(sign) :].strip(), rate)
    if size is None or size > MOST:
        return None
    if not sign:
        return size
    return at + size if sign == "+" else at - size


def nominal(rate: Fraction) -> int:
    """The frames of a written second."""
    return max(1, ceil(rate))


def _size(text: str, rate: Fraction) -> int | None:
    seconds = _SECONDS.fullmatch(text)
    if seconds is not None:
        return round_half_up(Fraction((seconds[1] or seconds[2]).replace(",", ".")) * rate)
    base = nominal(rate)
    if _DIGITS.fullmatch(text):
        text = _parted(text, len(str(base - 1)))
    text = text.removesuffix("f").strip()
    if _PARTS.fullmatch(text) is None:
        return None
    frames, *above = (int(part) for part in reversed(re.split("[:;]", text)))
    factors = (1, 60, 3600)
    return frames + sum(part * factor for part, factor in zip(above, factors, strict=False)) * base


def _parted(digits: str, frames: int) -> str:
    """Digits as editing programs read them: at the end so many of `frames`, before them pairs of what is larger."""
    parts = [digits[-frames:]]
    rest = digits[:-frames]
    while rest and len(parts) < 3:
        parts.append(rest[-2:])
        rest = rest[:-2]
    return ":".join(reversed([*parts, rest] if rest else parts))
