"""What the film sounds like: the soundtrack's pieces, each with its volume and fades, added up.

In: the timeline's sounds, the samples of their media, a stretch of time. Out: float32 [n, 2] at 48 kHz within -1..1.
One pure function for playback and export, so that both are the same to the sample whatever the stretches are.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.time import round_half_up

SAMPLE_RATE = 48_000
"""Samples per second of everything that sounds."""
CHANNELS = 2

Samples: TypeAlias = NDArray[np.float32]
"""float32 [n, 2], left and right, -1..1, at 48 kHz."""
Tracks: TypeAlias = Callable[[str], Samples | None]
"""From a media id to all its samples (perhaps a memory map); None for what is missing, which stays silent."""


class SoundPiece(Protocol):
    """What is asked of a sound on the timeline (`engine.tracks.Sound`); times in seconds, volume in decibels."""

    @property
    def media(self) -> str: ...
    @property
    def start(self) -> Fraction: ...
    @property
    def in_point(self) -> Fraction: ...
    @property
    def length(self) -> Fraction: ...
    @property
    def volume(self) -> float: ...
    @property
    def fade_in(self) -> Fraction: ...
    @property
    def fade_out(self) -> Fraction: ...
    @property
    def muted(self) -> bool: ...


def sample_at(seconds: Fraction) -> int:
    """The sample at a time; frame n of a film begins at `sample_at(n / rate)`."""
    return round_half_up(seconds * SAMPLE_RATE)


def mix(sounds: Iterable[SoundPiece], tracks: Tracks, start: int, count: int) -> Samples:
    """`count` samples from sample `start` of the film; silence where nothing sounds, clipped at full scale."""
    out = np.zeros((count, CHANNELS), np.float32)
    for sound in sounds:
        if not sound.muted:
            _add(out, sound, tracks, start)
    np.clip(out, -1.0, 1.0, out=out)
    return out


def _add(out: Samples, sound: SoundPiece, tracks: Tracks, start: int) -> None:
    begin, end = sample_at(sound.start), sample_at(sound.start + sound.length)
    low, high = max(begin, start), min(end, start + len(out))
    if low >= high:
        return
    track = tracks(sound.media)
    if track is None:
        return
    offset = sample_at(sound.in_point) - begin
    # A piece may reach beyond its media, at the end or (after a trim outwards) at the beginning: silence there.
    low, high = max(low, -offset), min(high, len(track) - offset)
    if low >= high:
        return
    gain = np.full(high - low, 10.0 ** (sound.volume / 20.0), np.float32)
    places = np.arange(low, high, dtype=np.float64)
    fade_in, fade_out = sample_at(sound.fade_in), sample_at(sound.fade_out)
    if fade_in:
        gain *= np.clip((places - begin) / fade_in, 0.0, 1.0).astype(np.float32)
    if fade_out:
        gain *= np.clip((end - places) / fade_out, 0.0, 1.0).astype(np.float32)
    out[low - start : high - start] += track[low + offset : high + offset] * gain[:, None]
