"""Sound decoded from files: `probe_sound(path)` and a `SoundReader` that gives 48 kHz stereo, sample for sample.

In: the path of a sound file, or of a video whose picture is left aside. Out: `SoundInfo` and float32 [n, 2]. Files come
from outside, so both run in the media worker's process (`outside.MediaWorker.probe_sound` and `.sound`).
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from engine.errors import MediaError
from engine.media.formats import LIMITS, SOUND_DECODERS, Limits, open_container, sniff_sound, unreadable
from engine.media.sound_mix import CHANNELS, SAMPLE_RATE, Samples, sample_at

MOST_CHANNELS = 16
RATES = (2_000, 384_000)
LOUDEST = 16.0
"""Float files may go beyond full scale, and are turned down on the timeline; beyond this they are broken."""
_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class SoundInfo:
    """The facts of what sounds in a file: exact `samples` at 48 kHz; `channels` and `rate` as they are in the file."""

    format: str
    codec: str
    channels: int
    rate: int
    samples: int
    bytes: int

    @property
    def duration(self) -> Fraction:
        """Seconds."""
        return Fraction(self.samples, SAMPLE_RATE)

    def as_dict(self) -> dict[str, Any]:
        """Plain JSON values, for the index and the worker's pipe."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "SoundInfo":
        """The inverse of `as_dict`; raises ValueError, KeyError or TypeError on anything else."""
        numbers = {name: int(data[name]) for name in ("channels", "rate", "samples", "bytes")}
        if numbers["samples"] < 1 or numbers["rate"] < 1:
            raise ValueError("not the facts of a sound file")
        return cls(str(data["format"]), str(data["codec"]), **numbers)


def probe_sound(path: Path, limits: Limits = LIMITS) -> SoundInfo:
    """The facts of a file's sound. Decodes it whole: only so its length is exact, and damage is found before use.

    Raises MediaError for what is missing, refused, damaged, silent (no sound stream) or longer than `limits.seconds`.
    """
    reader = SoundReader(path, limits)
    try:
        count = 0
        while len(block := reader.read(SAMPLE_RATE)):
            count += len(block)
        if not count:
            raise MediaError(f"no sound of {path.name} can be decoded", remedy="Export or copy it again")
        return SoundInfo(
            reader.format, reader.codec, reader.channels, reader.rate, count, path.stat().st_size
        )
    finally:
        reader.close()


class SoundReader:
    """A file's sound from its beginning to its end, once. Not thread-safe.

    Time 0 is the file's: where a video's sound begins later than its picture, silence comes first. A damaged stretch is
    silent. Raises MediaError, from the constructor and from `read`.
    """

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self._path, self._limits = path, limits
        media = sniff_sound(path)
        self.format = media.name
        self._container = open_container(path, media, limits, SOUND_DECODERS)
        try:
            self._stream = _sound_stream(path, self._container)
            context = self._stream.codec_context
            self.codec, self.channels, self.rate = context.name, context.channels, context.sample_rate
            self._check_form()
            self._began = _began(self._container, self._stream) if media.family == "video" else None
        except BaseException:
            self._container.close()
            raise
        self._blocks = self._decoded()
        self._rest = np.empty((0, CHANNELS), np.float32)
        self._given = 0

    def read(self, count: int) -> Samples:
        """The next `count` samples; fewer at the end, none behind it."""
        parts, have = [self._rest], len(self._rest)
        try:
            while have < count:
                block = next(self._blocks, None)
                if block is None:
                    break
                parts.append(block)
                have += len(block)
        except (av.FFmpegError, OSError, ValueError, MemoryError) as error:
            raise unreadable(self._path, error) from error
        whole = np.concatenate(parts)
        self._rest = whole[count:].copy()
        self._given += min(count, len(whole))
        if self._given > self._limits.seconds * SAMPLE_RATE:
            raise MediaError(
                f"{self._path.name} sounds longer than {self._limits.seconds} s", remedy="Cut it first"
            )
        return whole[:count]

    def close(self) -> None:
        """Close the file."""
        self._blocks = iter(())
        self._container.close()

    def _check_form(self) -> None:
        if not (1 <= self.channels <= MOST_CHANNELS and RATES[0] <= self.rate <= RATES[1]):
            raise MediaError(
                f"the sound of {self._path.name} has {self.channels} channels at {self.rate} Hz",
                remedy="Export it as stereo at 48 kHz",
            )

    def _decoded(self) -> Iterator[Samples]:
        """Blocks at 48 kHz, trimmed to the length that the decoded samples have at that rate."""
        # One and two channels keep their level: libswresample would turn a mono file down by 3 dB.
        layout = {1: "mono", 2: "stereo"}.get(self.channels, "stereo")
        resampler = AudioResampler(format="flt", layout=layout, rate=SAMPLE_RATE)
        heard = made = 0
        for frame in self._frames():
            heard += frame.samples
            frame.pts = None
            for block in self._resampled(resampler, frame):
                made += len(block)
                yield block
        wanted = sample_at(Fraction(heard, self.rate))
        for block in self._resampled(resampler, None):
            yield block[: max(0, wanted - made)]
            made += len(block)
        if 0 < made < wanted:
            yield np.zeros((wanted - made, CHANNELS), np.float32)

    def _frames(self) -> Iterator[AudioFrame]:
        """Decoded frames, with silence before the first and in place of what is damaged."""
        began, frame, good = self._began, None, False
        for packet in self._container.demux(self._stream):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError:
                if frame is not None and packet.duration:
                    yield _silence(frame, int(packet.duration * packet.time_base * self.rate))
                continue
            for frame in frames:
                if not isinstance(frame, AudioFrame) or not frame.samples:
                    continue
                if (frame.sample_rate, frame.layout.nb_channels) != (self.rate, self.channels):
                    raise MediaError(
                        f"the sound of {self._path.name} changes its form on the way",
                        remedy="Export it again with one rate and one number of channels",
                    )
                if not good and began is not None and frame.time is not None:
                    late = int((Fraction(frame.time).limit_denominator(SAMPLE_RATE) - began) * self.rate)
                    if 0 < late <= self._limits.seconds * self.rate:
                        yield _silence(frame, late)
                good = True
                yield frame

    def _resampled(self, resampler: AudioResampler, frame: AudioFrame | None) -> Iterator[Samples]:
        for out in resampler.resample(frame):
            flat = out.to_ndarray().reshape(out.samples, -1)
            block = np.empty((out.samples, CHANNELS), np.float32)
            block[:] = flat
            np.nan_to_num(block, copy=False, nan=0.0, posinf=LOUDEST, neginf=-LOUDEST)
            yield np.clip(block, -LOUDEST, LOUDEST, out=block)


def _sound_stream(path: Path, container: InputContainer) -> AudioStream:
    """The first sound stream that can be decoded; all others are discarded."""
    for stream in container.streams:
        stream.discard = av.stream.Discard.all
    for stream in container.streams.audio:
        if getattr(stream, "codec_context", None) is not None:
            stream.discard = av.stream.Discard.default
            return stream
    raise MediaError(f"{path.name} holds no sound that can be decoded", remedy="Choose a file with sound")


def _began(container: InputContainer, stream: AudioStream) -> Fraction:
    """Seconds on the container's clock where its picture begins; the sound itself where there is no picture."""
    first = next(iter(container.streams.video), stream)
    return (first.start_time or 0) * (first.time_base or Fraction(0))


def _silence(like: AudioFrame, samples: int) -> AudioFrame:
    """A frame of zeros in the form of another one."""
    planes = like.layout.nb_channels if like.format.is_planar else 1
    width = samples * (1 if like.format.is_planar else like.layout.nb_channels)
    kind = like.to_ndarray().dtype
    quiet = 128 if kind == np.uint8 else 0
    frame = AudioFrame.from_ndarray(np.full((planes, width), quiet, kind), like.format.name, like.layout.name)
    frame.sample_rate = like.sample_rate
    return frame
