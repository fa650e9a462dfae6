"""What a media file holds, found without decoding more than one frame: `probe(path) -> MediaInfo`.

In: a path. Out: a frozen `MediaInfo` for the media index and the compiler, and for `decode` a `FrameTable` with the
time of every frame. Files from outside are probed in the worker process (`worker`), not on a
thread of the studio.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from engine.errors import MediaError
from engine.media import colour, pictures
from engine.media.formats import (
    LIMITS,
    SOUND_EXTENSIONS,
    Kind,
    Limits,
    MediaFormat,
    check_size,
    missing_bytes,
    open_video,
    sniff,
    unreadable,
)
from engine.media.sound import SoundInfo, probe_sound
from engine.media.sound_mix import SAMPLE_RATE
from engine.time import MAX_RATE, round_half_up
from engine.types import Size

STANDARD_RATES = tuple(
    [Fraction(n) for n in (8, 10, 12, 15, 24, 25, 30, 48, 50, 60, 90, 100, 120)]
    + [Fraction(n * 1000, 1001) for n in (24, 30, 48, 60, 120)]
)
MAX_PIXEL_ASPECT = 8
RATE_ROUNDING = Fraction(1, 10**6)
"""How far, as a share, a rate may be off that a file gives rounded."""


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """The facts of one image, clip or sound file.

    `frames` exact (1 for an image), `rate` frames per second (0 for an image), `size` pixels after rotation and pixel
    aspect, `bits` per colour channel, `transfer` "sdr", "pq" or "hlg", `variable` when the file has no constant rate
    and is read through a grid of nearest frames. Of a sound, `frames` are samples at 48 kHz and the size is 0x0.
    """

    kind: Kind
    format: str
    codec: str
    frames: int
    rate: Fraction
    size: Size
    has_alpha: bool
    bits: int
    transfer: str
    variable: bool
    bytes: int

    @property
    def duration(self) -> Fraction:
        """Seconds, 0 for an image."""
        return self.frames / self.rate if self.rate else Fraction(0)

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values, for the index and the worker's pipe."""
        return {
            "kind": self.kind,
            "format": self.format,
            "codec": self.codec,
            "frames": self.frames,
            "rate": f"{self.rate.numerator}/{self.rate.denominator}",
            "size": list(self.size),
            "has_alpha": self.has_alpha,
            "bits": self.bits,
            "transfer": self.transfer,
            "variable": self.variable,
            "bytes": self.bytes,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "MediaInfo":
        """The inverse of `as_dict`; raises ValueError, KeyError or TypeError on anything else."""
        width, height = data["size"]
        if data["kind"] not in ("image", "clip", "sound") or int(data["frames"]) < 1:
            raise ValueError("not the facts of a media file")
        return cls(
            kind=data["kind"],
            format=str(data["format"]),
            codec=str(data["codec"]),
            frames=int(data["frames"]),
            rate=Fraction(str(data["rate"])),
            size=Size(int(width), int(height)),
            has_alpha=bool(data["has_alpha"]),
            bits=int(data["bits"]),
            transfer=str(data["transfer"]),
            variable=bool(data["variable"]),
            bytes=int(data["bytes"]),
        )


@dataclass(frozen=True, slots=True)
class FrameTable:
    """When every frame of a video stream is shown, and how its pixels must be turned.

    `pts` int64 [n] ascending, in `time_base` units; `keys` int64 [k], the pts of the keyframes; `shown` int64 [frames],
    for each frame of the constant grid the index into `pts`; `turn` (transpose, flip x, flip y) and `coded` size before
    rotation and pixel aspect.
    """

    info: MediaInfo
    media: MediaFormat
    pts: NDArray[np.int64]
    keys: NDArray[np.int64]
    shown: NDArray[np.int64]
    time_base: Fraction
    turn: tuple[bool, bool, bool]
    coded: Size

    @property
    def longest_gop(self) -> int:
        """The most frames between two keyframes: what a random seek may have to decode."""
        places = np.searchsorted(self.pts, self.keys)
        return int(np.max(np.diff(np.append(places, len(self.pts))), initial=1))


def probe(path: Path, limits: Limits = LIMITS) -> MediaInfo:
    """The facts of an image, clip or sound file.

    Raises MediaError, one line with a remedy, for everything that is missing, refused, damaged or too large.
    """
    if path.suffix.lower() in SOUND_EXTENSIONS:
        return sound_facts(probe_sound(path, limits))
    media = sniff(path)
    if media.family == "video":
        return frame_table(path, media, limits).info
    facts = pictures.read_facts(path, media, limits)
    return MediaInfo(
        kind="clip" if facts.frames > 1 else "image",
        format=media.name,
        codec=media.name,
        frames=facts.frames,
        rate=facts.rate,
        size=facts.size,
        has_alpha=facts.has_alpha,
        bits=facts.bits,
        transfer="sdr",
        variable=facts.variable,
        bytes=path.stat().st_size,
    )


def sound_facts(info: SoundInfo) -> MediaInfo:
    """What the index and a document keep of a file's sound."""
    return MediaInfo(
        kind="sound",
        format=info.format,
        codec=info.codec,
        frames=info.samples,
        rate=Fraction(SAMPLE_RATE),
        size=Size(0, 0),
        has_alpha=False,
        bits=0,
        transfer="sdr",
        variable=False,
        bytes=info.bytes,
    )


def frame_table(path: Path, media: MediaFormat, limits: Limits = LIMITS) -> FrameTable:
    """Read every packet header (no decoding) and the first picture of a video file."""
    if missing_bytes(path, media):
        raise MediaError(f"{path.name} is cut short", remedy="Copy or export it again")
    with open_video(path, media, limits) as container:
        stream = video_stream(path, container)
        check_size(path.name, Size(stream.width, stream.height), limits, limits.frame_pixels)
        try:
            times, keys, ticks = _packet_times(path, container, stream, limits)
        except (av.FFmpegError, OSError) as error:
            raise unreadable(path, error) from error
    with open_video(path, media, limits) as container:
        first = _first_frame(path, container)
        turn = turned(first)
        stream = video_stream(path, container)
        coded = Size(first.width, first.height)
        size = _shown_size(path.name, coded, stream.sample_aspect_ratio, turn[0])
        check_size(path.name, size, limits, limits.frame_pixels)
        base = stream.time_base or Fraction(1, 1000)
        rate, shown = _grid(times, base, ticks, [stream.average_rate, stream.guessed_rate])
        _check_length(path.name, len(shown), rate, limits)
        info = MediaInfo(
            kind="clip",
            format=media.name,
            codec=stream.codec_context.name,
            frames=len(shown),
            rate=rate,
            size=size,
            has_alpha=any(c.is_alpha for c in first.format.components) or alpha_codec(stream) is not None,
            bits=max(c.bits for c in first.format.components),
            transfer={colour.TRANSFER_PQ: "pq", colour.TRANSFER_HLG: "hlg"}.get(first.color_trc, "sdr"),
            variable=not _is_identity(shown, len(times)),
            bytes=path.stat().st_size,
        )
    return FrameTable(info, media, times, keys, shown, base, turn, coded)


def video_stream(path: Path, container: InputContainer) -> VideoStream:
    """The first real video stream (not a cover picture); every other stream is discarded."""
    for stream in container.streams:
        stream.discard = av.stream.Discard.all
    for stream in container.streams.video:
        if stream.disposition & av.stream.Disposition.attached_pic:
            continue
        # A stream whose codec is unknown, or forbidden here, has no decoder; the types do not say so.
        if getattr(stream, "codec_context", None) is None:
            break
        stream.discard = av.stream.Discard.default
        return stream
    raise MediaError(
        f"{path.name} holds no picture that can be decoded",
        remedy="Convert it to H.264 mp4 with another program",
    )


def alpha_codec(stream: VideoStream) -> str | None:
    """The decoder that also gives the alpha of VP8 and VP9 in WebM, which the plain decoders leave out."""
    has_alpha = {k.lower(): v for k, v in stream.metadata.items()}.get("alpha_mode") == "1"
    return {"vp8": "libvpx", "vp9": "libvpx-vp9"}.get(stream.codec_context.name) if has_alpha else None


def turned(frame: av.VideoFrame) -> tuple[bool, bool, bool]:
    """(transpose, flip x, flip y) from the display matrix, so that the upright picture comes out.

    The matrix maps coded (x, y) to shown (a x + c y, b x + d y) with a, b, c, d in 16.16 fixed point
    (ISO/IEC 14496-12); only quarter turns and mirrors occur, anything between snaps to the nearest.
    """
    data: Any = frame.side_data.get("DISPLAYMATRIX")
    if data is None:
        return False, False, False
    a, b, _, c, d = np.frombuffer(memoryview(data), np.int32)[:5].tolist()
    if abs(a) + abs(d) >= abs(b) + abs(c):
        return False, a < 0, d < 0
    return True, c < 0, b < 0


def _packet_times(
    path: Path, container: InputContainer, stream: VideoStream, limits: Limits
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    """Presentation times of all shown packets, of the keyframes among them, and the last packet's duration."""
    shown: dict[int, bool] = {}
    packets = 0
    last_duration = 0
    skips_hidden = stream.codec_context.name == "vp8"
    for packet in container.demux(stream):
        when = packet.pts if packet.pts is not None else packet.dts
        if when is None or packet.size == 0:
            continue
        packets += 1
        if packet.is_corrupt:
            raise _cut_short(path, packets, stream.frames)
        # VP8 keeps its hidden reference frames in packets of their own: bit 4 says "shown" (RFC 6386, 9.1).
        if packet.is_discard or (skips_hidden and not bytes(packet)[0] >> 4 & 1):
            continue
        shown[when] = shown.get(when, False) or packet.is_keyframe
        if len(shown) > limits.frames:
            raise _too_long(path.name, f"more than {limits.frames} frames", limits)
        last_duration = packet.duration or last_duration
    if stream.frames and packets < stream.frames:
        raise _cut_short(path, packets, stream.frames)
    if not shown:
        raise MediaError(f"{path.name} holds no frames", remedy="Export or copy it again")
    times = np.array(sorted(shown), np.int64)
    keys = np.array([t for t in times.tolist() if shown[t]] or [int(times[0])], np.int64)
    return times, keys, last_duration


def _first_frame(path: Path, container: InputContainer) -> av.VideoFrame:
    stream = video_stream(path, container)
    try:
        for frame in container.decode(stream):
            return frame
    except (av.FFmpegError, OSError, MemoryError) as error:
        raise unreadable(path, error) from error
    raise MediaError(f"no frame of {path.name} can be decoded", remedy="Export or copy it again")


def _shown_size(name: str, coded: Size, aspect: Fraction | None, transposed: bool) -> Size:
    """The size on screen; the short side grows, so that no line is lost."""
    width, height = coded
    if aspect and aspect > 0:
        if not Fraction(1, MAX_PIXEL_ASPECT) <= aspect <= MAX_PIXEL_ASPECT:
            raise MediaError(f"{name} claims pixels of {aspect}", remedy="Export it with square pixels")
        if aspect > 1:
            width = round_half_up(width * aspect)
        else:
            height = round_half_up(height / aspect)
    return Size(height, width) if transposed else Size(width, height)


def _grid(
    times: NDArray[np.int64], base: Fraction, last: int, declared: list[Fraction | None]
) -> tuple[Fraction, NDArray[np.int64]]:
    """The constant rate of the stream and, per frame of it, the index of the frame on screen."""
    if len(times) == 1:
        only = next((r for r in declared if r and 0 < r <= MAX_RATE), Fraction(1))
        return _named(only), np.zeros(1, np.int64)
    ticks = times - times[0]
    measured = Fraction(len(times) - 1) / (int(ticks[-1]) * base)
    for rate in (*(_named(r) for r in declared if r), *STANDARD_RATES, measured.limit_denominator(1001)):
        if rate <= MAX_RATE and _fits(ticks, base, rate):
            return rate, np.arange(len(times), dtype=np.int64)
    # No constant rate: the typical distance says how fast the file was meant to be.
    typical = 1 / (Fraction(int(np.median(np.diff(ticks)))) * base)
    rate = min(STANDARD_RATES, key=lambda r: abs(r - typical))
    if abs(rate - typical) > rate / 20:
        rate = max(Fraction(1), min(typical.limit_denominator(1001), MAX_RATE))
    length = int(ticks[-1]) + (last or int(np.median(np.diff(ticks))))
    count = max(1, round_half_up(length * base * rate))
    middles = (np.arange(count) + 0.5) * float(1 / (rate * base))
    shown = np.searchsorted(ticks, middles, side="right") - 1
    return rate, np.clip(shown, 0, len(times) - 1).astype(np.int64)


def same_rate(one: Fraction, other: Fraction) -> bool:
    """Whether two rates are the same but for what a container rounds."""
    return abs(one - other) <= other * RATE_ROUNDING


def _named(rate: Fraction) -> Fraction:
    """The usual rate that one means which was rounded: Matroska writes a frame's length in whole nanoseconds."""
    near = min(STANDARD_RATES, key=lambda r: abs(r - rate))
    return near if same_rate(rate, near) else rate


def _fits(ticks: NDArray[np.int64], base: Fraction, rate: Fraction) -> bool:
    """Whether every frame is within a tick (and a twentieth of a frame) of its place at a constant rate."""
    period = float(1 / (rate * base))
    error = np.abs(ticks - np.arange(len(ticks)) * period)
    return bool(error.max() <= 1.0 + period / 20)


def _is_identity(shown: NDArray[np.int64], count: int) -> bool:
    return len(shown) == count and bool((shown == np.arange(count)).all())


def _check_length(name: str, frames: int, rate: Fraction, limits: Limits) -> None:
    if frames > limits.frames:
        raise _too_long(name, f"{frames} frames", limits)
    if frames / rate > limits.seconds:
        raise _too_long(name, f"{float(frames / rate):.0f} s", limits)


def _too_long(name: str, length: str, limits: Limits) -> MediaError:
    return MediaError(
        f"{name} has {length}; at most {limits.frames} frames and {limits.seconds} s are read",
        remedy="Cut it first",
    )


def _cut_short(path: Path, found: int, claimed: int) -> MediaError:
    return MediaError(
        f"{path.name} is cut short: {found} of {claimed or 'an unknown number of'} frames are there",
        remedy="Copy or export it again",
    )
